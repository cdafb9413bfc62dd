import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { mailSettings } from '../mail-settings.ts';
import { addQueued, isOver, nobodyQueued, queueForFlight } from '../mailing.ts';
import type { Queued } from '../mailing.ts';
import { findFlightRow, listJourneys } from '../store/flights.ts';
import type { FlightRow } from '../store/flights.ts';
import { findLeader } from '../store/sessions.ts';
import { inviting, prepareCards } from './inviting.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const ofFlight = Type.Object({ flightId: uuid, delegation: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })) }, strict);
const counts = {
  queued: Type.Integer(), already: Type.Integer(), recently: Type.Integer(), complete: Type.Integer(), withoutAddress: Type.Integer(), withoutCard: Type.Integer(),
};

/** Says that messages can be sent at all. Refuses: `mail-not-set`. */
function needMail(): void {
  if (mailSettings() === undefined) throw new Refusal('mail-not-set', {});
}

async function openFlight(context: ActionContext, flightId: string): Promise<FlightRow> {
  const flight = await findFlightRow(context.tx, context.eventId, flightId);
  if (flight === undefined) throw new Refusal('flight-unknown', { flightId });
  if (isOver(flight, context.now)) throw new Refusal('declaration-flight-over', {});
  return flight;
}

function sendInvitations(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.sendInvitations',
    summary: 'Writes to everybody of a flight, or of one delegation on it, whose list gives an e-mail address: the link and the code of their card. Who has no card yet gets one; nobody is invited twice unless the first message failed.',
    roles: [...inviting],
    input: ofFlight,
    output: Type.Object({ prepared: Type.Integer(), ...counts }),
    refuses: ['mail-not-set', 'flight-unknown', 'declaration-flight-over'],
    async run(context, input) {
      needMail();
      const flight = await openFlight(context, input.flightId);
      const { invited } = await prepareCards(context, vault, input);
      const queued = await queueForFlight(context.tx, context.eventId, flight, 'invitation', { now: context.now, createdBy: context.actor.officerId, ...(input.delegation === undefined ? {} : { who: (row) => row.delegation === input.delegation }) });
      return { prepared: invited, ...queued };
    },
  });
}

const remind = defineAction({
  name: 'declarations.remind',
  summary: 'Reminds everybody of a flight, or of one delegation on it, whose card is not complete; nobody twice within six hours.',
  roles: [...inviting],
  input: ofFlight,
  output: Type.Object(counts),
  refuses: ['mail-not-set', 'flight-unknown', 'declaration-flight-over'],
  async run(context, input) {
    needMail();
    const flight = await openFlight(context, input.flightId);
    const queued = await queueForFlight(context.tx, context.eventId, flight, 'reminder', { now: context.now, createdBy: context.actor.officerId, ...(input.delegation === undefined ? {} : { who: (row) => row.delegation === input.delegation }) });
    context.announce(`flight:${input.flightId}`);
    return { ...queued };
  },
});

const remindTeam = defineAction({
  name: 'declarations.remindTeam',
  summary: 'Reminds the members of a leader’s delegation whose card is not complete, on every flight to come; nobody twice within six hours.',
  roles: ['leader'],
  input: Type.Object({}, strict),
  output: Type.Object(counts),
  refuses: ['mail-not-set', 'declaration-unknown'],
  async run(context) {
    const { tx, eventId, now } = context;
    needMail();
    const leader = await findLeader(tx, eventId, context.actor.subject ?? '');
    if (leader === undefined || leader.revoked_at !== null) throw new Refusal('declaration-unknown', {});
    let all: Queued = nobodyQueued;
    for (const flightId of new Set((await listJourneys(tx, eventId, { delegation: leader.delegation })).map((journey) => journey.flight_id))) {
      const flight = (await findFlightRow(tx, eventId, flightId))!;
      if (isOver(flight, now)) continue;
      all = addQueued(all, await queueForFlight(tx, eventId, flight, 'reminder', { now, createdBy: null, who: (row) => row.delegation === leader.delegation }));
      context.announce(`flight:${flightId}`);
    }
    return { ...all };
  },
});

/** Lists the actions that write to travellers by e-mail. */
export function mailingActions(vault: Vault): readonly ActionDefinition[] {
  return [sendInvitations(vault), remind, remindTeam];
}

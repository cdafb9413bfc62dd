import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { roles } from '../../../kernel/officer.ts';
import { publish } from '../../../kernel/outbox.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { findPointId } from '../../ports/places.ts';
import { queueCallUpMessages } from '../call-up-mail.ts';
import { chooseForCall, getCallUp, notesOf } from '../calling.ts';
import { getOwnPerson, getPerson } from '../people.ts';
import { canAnswer, canCallUp, canDecide, tierOf } from '../rules/call-ups.ts';
import type { CallUpNote } from '../rules/call-ups.ts';
import { identifier, instant, skill, strict, tier } from '../shapes/people.ts';
import { insertCallUp, insertNote } from '../store/call-ups.ts';

const reason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

// Two at once note what happens once: the second is told what the first has done.
async function noted({ tx, eventId, now, actor, announce }: ActionContext, callUpId: string, personId: string | null, note: CallUpNote['note'], why: string): Promise<void> {
  try {
    await insertNote(tx, eventId, { noteId: uuidv7(), callUpId, personId, note, reason: why }, actor.officerId, now);
  } catch (error) {
    const constraint = sqlFailure(error)?.constraint ?? '';
    if (constraint === 'call_up_notes_decided') throw new Refusal('call-up-decided');
    if (constraint === 'call_up_notes_ended') throw new Refusal('call-up-decided');
    if (constraint === 'call_up_notes_answered' || constraint === 'call_up_notes_arrived') throw new Refusal('call-up-answered');
    throw error;
  }
  announce('callUps');
}

const callUp = defineAction({
  name: 'roster.callUp',
  summary: 'Calls up people of a tier for a time: rested, certified for the skill, those of the port before those of another. The emergency tier waits for a duty officer other than the caller. The forecast that caused it is kept with it. Whoever is called and has an address is written to, in their language.',
  roles: ['rosterPlanner', 'dutyOfficer'],
  input: Type.Object({
    tier, pointCode: Type.String({ maxLength: 8 }), skill, startsAt: instant, endsAt: instant, wanted: Type.Integer({ minimum: 1, maximum: 1000 }), reason, urgent: Type.Boolean(),
    forecastId: Type.Optional(identifier), probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })), underCover: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  }, strict),
  output: Type.Object({ callUpId: Type.String(), called: Type.Integer(), written: Type.Integer(), fromElsewhere: Type.Integer() }),
  refuses: ['point-unknown', 'call-up-over', 'notice-too-short', 'nobody-to-call'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    demand(canCallUp(input.tier, input.startsAt, input.endsAt, now, input.urgent));
    const people = await chooseForCall(tx, eventId, now, { ...input, pointId, people: input.wanted });
    if (people.length === 0) throw new Refusal('nobody-to-call', { tier: input.tier, skill: input.skill }, '/skill');
    const callUpId = uuidv7();
    await insertCallUp(tx, eventId, {
      callUpId, tier: input.tier, pointId, skill: input.skill, startsAt: input.startsAt, endsAt: input.endsAt, wanted: input.wanted, people: people.map((one) => one.personId),
      content: { reason: input.reason, urgent: input.urgent, forecastId: input.forecastId ?? null, probability: input.probability ?? null, underCover: input.underCover ?? null },
    }, actor.officerId, now);
    context.announce('callUps');
    const isCalled = tierOf(input.tier).approver === 'none';
    if (isCalled) await publish(context, 'callUp.called', { callUpId, tier: input.tier, people: people.length });
    return { callUpId, written: isCalled ? await queueCallUpMessages(context, callUpId, 'called') : 0, called: people.length, fromElsewhere: people.filter((one) => one.fromElsewhere).length };
  },
});

const decideCallUp = defineAction({
  name: 'roster.decideCallUp',
  summary: 'Approves or refuses a call-up that waits for its approver. Only then is anybody called and written to.',
  roles: ['dutyOfficer'],
  input: Type.Object({ callUpId: identifier, approve: Type.Boolean(), reason: Type.String({ maxLength: 200 }) }, strict),
  output: Type.Object({ approved: Type.Boolean(), written: Type.Integer() }),
  refuses: ['call-up-unknown', 'call-up-decided', 'call-up-own'],
  async run(context, input) {
    const found = await getCallUp(context.tx, context.eventId, input.callUpId, context.now);
    demand(canDecide(found.state, found.row.called_by, context.actor.officerId));
    await noted(context, input.callUpId, null, input.approve ? 'approved' : 'refused', input.reason);
    if (input.approve) await publish(context, 'callUp.called', { callUpId: input.callUpId, tier: found.row.tier, people: found.people.length });
    return { approved: input.approve, written: input.approve ? await queueCallUpMessages(context, input.callUpId, 'called') : 0 };
  },
});

const standDown = defineAction({
  name: 'roster.standDown',
  summary: 'Stands a call-up down before its time is over; at the end of its time it stands down by itself. Whoever was called and has an address is written to.',
  roles: ['rosterPlanner', 'dutyOfficer'],
  input: Type.Object({ callUpId: identifier, reason }, strict),
  output: Type.Object({ callUpId: Type.String() }),
  refuses: ['call-up-unknown', 'call-up-decided'],
  async run(context, input) {
    const { row, state } = await getCallUp(context.tx, context.eventId, input.callUpId, context.now);
    if (state !== 'called' && state !== 'waiting') throw new Refusal('call-up-decided', { state });
    await noted(context, input.callUpId, null, 'stoodDown', input.reason);
    await publish(context, 'callUp.stoodDown', { callUpId: input.callUpId, tier: row.tier });
    if (state === 'called') await queueCallUpMessages(context, input.callUpId, 'stoodDown');
    return { callUpId: input.callUpId };
  },
});

const answerCallUp = defineAction({
  name: 'roster.answerCallUp',
  summary: 'Answers a call-up: the called person acknowledges or declines it. A planner notes what somebody said on the telephone.',
  roles: [...roles],
  input: Type.Object({ callUpId: identifier, personId: Type.Optional(identifier), comes: Type.Boolean(), reason: Type.String({ maxLength: 200 }) }, strict),
  output: Type.Object({ comes: Type.Boolean() }),
  refuses: ['not-rostered', 'role-not-allowed', 'staff-unknown', 'call-up-unknown', 'call-up-not-yours', 'call-up-not-called', 'call-up-answered'],
  async run(context, input) {
    const { tx, eventId, now, actor, action } = context;
    if (input.personId !== undefined && !actor.roles.some((role) => role === 'rosterPlanner' || role === 'dutyOfficer')) throw new Refusal('role-not-allowed', { action, roles: ['rosterPlanner', 'dutyOfficer'] });
    const person = input.personId === undefined ? await getOwnPerson(tx, eventId, actor, now) : await getPerson(tx, eventId, input.personId, now);
    const found = await getCallUp(tx, eventId, input.callUpId, now);
    demand(canAnswer(found.state, found.people.includes(person.person_id), notesOf(found), person.person_id));
    await noted(context, input.callUpId, person.person_id, input.comes ? 'acknowledged' : 'declined', input.reason);
    return { comes: input.comes };
  },
});

/** Notes that a called person came on duty, where somebody waits for them. */
export async function noteArrival(context: ActionContext, callUpId: string, personId: string): Promise<void> {
  await noted(context, callUpId, personId, 'arrived', '');
}

/** Lists the actions on call-ups. */
export const callUpActions: readonly ActionDefinition[] = [callUp, decideCallUp, standDown, answerCallUp];

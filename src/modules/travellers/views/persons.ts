import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { cardOf, filterFor } from '../cards.ts';
import { maySeeFlight } from '../../flights/rules.ts';
import { healthRoles, hiddenSteps, personRoles, stepsAt } from '../rules/visibility.ts';
import { personCard, uuid } from '../shapes.ts';
import { findCards } from '../store/cards.ts';
import { findFlight } from '../store/flights.ts';

const dayMilliseconds = 86_400_000;

const persons = defineView({
  name: 'travellers.persons',
  summary: 'Lists the people of a flight with what each still owes.',
  roles: [...personRoles],
  input: Type.Object({
    flightId: uuid, filter: Type.Optional(Type.Enum(['all', 'owed', 'overdue', 'abnormal', 'done', 'absent'])), step: Type.Optional(Type.String({ maxLength: 12 })), query: Type.Optional(Type.String({ maxLength: 120 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })), offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  }, { additionalProperties: false }),
  output: Type.Object({ total: Type.Integer(), persons: Type.Array(personCard) }),
  refuses: ['flight-unknown', 'flight-not-yours', 'role-not-allowed'],
  healthOf: (input) => `flight:${input.flightId}`,
  async run(context, input) {
    const flight = await findFlight(context.db, context.eventId, input.flightId);
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
    if (!maySeeFlight(context.actor, flight.designator)) throw new Refusal('flight-not-yours', { designator: flight.designator });
    const hidden = hiddenSteps(context.actor);
    if (hidden.length > 0 && (input.filter === 'abnormal' || (input.step !== undefined && hidden.includes(input.step)))) throw new Refusal('role-not-allowed', { roles: healthRoles });
    const rows = await findCards(context.db, context.eventId, {
      ...filterFor(context), flightId: input.flightId, state: input.filter, steps: input.step === undefined ? undefined : [input.step], query: input.query, order: 'name', limit: input.limit ?? 500, offset: input.offset,
    });
    return { total: rows[0]?.total ?? 0, persons: rows.map(cardOf) };
  },
});

const queue = defineView({
  name: 'travellers.queue',
  summary: 'Lists who owes a step at a kind of station now, the oldest due first.',
  roles: personRoles.filter((role) => role !== 'airline'),
  input: Type.Object({
    station: Type.String({ minLength: 1, maxLength: 40 }), pointCode: Type.Optional(Type.String({ maxLength: 8 })), flightId: Type.Optional(uuid), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  }, { additionalProperties: false }),
  output: Type.Object({ total: Type.Integer(), steps: Type.Array(Type.String()), persons: Type.Array(personCard) }),
  refuses: ['station-unknown', 'role-not-allowed'],
  healthOf: (input) => `station:${input.station}${input.flightId === undefined ? '' : ` flight:${input.flightId}`}`,
  async run(context, input) {
    const all = stepsAt(input.station);
    if (all.length === 0) throw new Refusal('station-unknown', { station: input.station });
    const hidden = hiddenSteps(context.actor);
    const steps = all.filter((step) => !hidden.includes(step));
    if (steps.length === 0) throw new Refusal('role-not-allowed', { roles: healthRoles });
    const at = Date.parse(context.asOf);
    const days = input.flightId === undefined ? { from: new Date(at - 3 * dayMilliseconds).toISOString().slice(0, 10), to: new Date(at + 2 * dayMilliseconds).toISOString().slice(0, 10) } : {};
    const rows = await findCards(context.db, context.eventId, { ...filterFor(context), ...days, flightId: input.flightId, pointCode: input.pointCode, steps, order: 'due', limit: input.limit ?? 200 });
    return { total: rows[0]?.total ?? 0, steps: [...steps], persons: rows.map(cardOf) };
  },
});

/** Lists the views of people. */
export const personViews: readonly ViewDefinition[] = [persons, queue];

import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { afterBoarding, tellChanges } from '../board-changes.ts';
import type { BoardStatuses } from '../board-changes.ts';
import { uuid } from '../shapes.ts';
import { findFlight, findMovement } from '../store/flights.ts';

/** Lists the actions by which carriers hear of answers that have changed; the server does it by itself, twice a minute. */
export const boardChangeActions = (boardStatuses: BoardStatuses): readonly ActionDefinition[] => [defineAction({
  name: 'travellers.tellBoardChanges',
  summary: 'Tells the carrier of a flight, by an unasked CUSRES (132), of everybody whose answer has changed since it was last told, each change once; the webhooks say that there is one.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre', 'administrator'],
  input: Type.Object({ flightId: uuid }, { additionalProperties: false }),
  output: Type.Object({ answers: Type.Array(Type.Object({ answerId: Type.String(), persons: Type.Integer() })) }),
  refuses: ['flight-unknown', 'boarding-over'],
  async run(context, { flightId }) {
    const flight = await findFlight(context.tx, context.eventId, flightId);
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId }, '/flightId');
    if ((await findMovement(context.tx, context.eventId, flightId, afterBoarding, context.now)) !== undefined) throw new Refusal('boarding-over', { designator: flight.designator }, '/flightId');
    return { answers: (await tellChanges(context, boardStatuses, flight)).map((one) => ({ ...one })) };
  },
})];

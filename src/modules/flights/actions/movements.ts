import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal, refused } from '../../../kernel/refusal.ts';
import { findPointId } from '../../ports/places.ts';
import type { FactValue } from '../../prescribed/shapes.ts';
import { findBaseline, openCases } from '../../prescribed/opening.ts';
import { canChangeFlight, maySeeFlight } from '../rules.ts';
import { announceInput, identifier, instant, movementKinds } from '../shapes.ts';
import { findFlightId, insertFlight, insertMovement } from '../store/writes.ts';
import { announceFlight, getFlight } from './flight.ts';

const announce = defineAction({
  name: 'flights.announce',
  summary: 'Announces a flight: opens its case under the national baseline of its direction.',
  roles: ['centre', 'airline', 'dutyOfficer', 'administrator'],
  input: announceInput,
  output: Type.Object({ flightId: Type.String() }),
  refuses: ['flight-not-yours', 'point-unknown', 'flight-already-announced', 'baseline-missing'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (!maySeeFlight(actor, input.designator)) throw new Refusal('flight-not-yours', { designator: input.designator }, '/designator');
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    const already = (flightId: string): Refusal => new Refusal('flight-already-announced', { flight: input.designator, date: input.flightDate, flightId }, '/designator');
    const existing = await findFlightId(tx, eventId, input);
    if (existing !== undefined) throw already(existing);
    const baseline = await findBaseline(tx, eventId, input.direction);
    if (baseline === undefined) throw new Refusal('baseline-missing', { direction: input.direction });
    const flightId = uuidv7();
    const attributes: Record<string, FactValue> = { 'flight.chartered': input.chartered };
    if (input.expectedPersons !== undefined) attributes['flight.expectedPersons'] = input.expectedPersons;
    if (input.risk !== undefined) attributes['flight.risk'] = input.risk;
    await openCases(context, baseline, [{ caseId: flightId, kind: 'flight', parentId: null, attributes }]);
    try {
      await insertFlight(tx, eventId, flightId, pointId, input);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'flights_event_id_designator_flight_date_direction_key') throw already('');
      throw error;
    }
    await insertMovement(tx, eventId, flightId, { movementId: uuidv7(), kind: 'scheduled', at: input.scheduledAt, source: actor.organisation }, actor.officerId, now);
    announceFlight(context, flightId);
    return { flightId };
  },
});

const move = defineAction({
  name: 'flights.move',
  summary: 'Tells a movement of a flight: estimated, landed, on blocks, doors open, departed, cancelled.',
  roles: ['airline', 'centre', 'healthOfficer', 'dutyOfficer'],
  input: Type.Object({ flightId: identifier, kind: Type.Enum([...movementKinds]), at: instant, source: Type.String({ minLength: 1, maxLength: 80 }) }, { additionalProperties: false }),
  output: Type.Object({ movementId: Type.String() }),
  refuses: ['flight-unknown', 'flight-not-yours', 'flight-closed', 'flight-cancelled', 'flight-under-way'],
  async run(context, input) {
    const flight = await getFlight(context, input.flightId);
    if (!maySeeFlight(context.actor, flight.designator)) throw new Refusal('flight-not-yours', { designator: flight.designator });
    demand(canChangeFlight(flight));
    if (input.kind === 'cancelled' && !['announced', 'listed', 'planned'].includes(flight.state)) demand(refused('flight-under-way', { flight: flight.designator, state: flight.state }));
    const movementId = uuidv7();
    await insertMovement(context.tx, context.eventId, input.flightId, { movementId, kind: input.kind, at: input.at, source: input.source }, context.actor.officerId, context.now);
    announceFlight(context, input.flightId);
    return { movementId };
  },
});

/** Lists the actions that announce and move flights. */
export const movementActions: readonly ActionDefinition[] = [announce, move];

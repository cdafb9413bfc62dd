import { cardFor } from '../prescribed/catalogue/cards.ts';
import type { DeclaredFlight } from './shapes.ts';
import type { FlightRow } from './store/flights.ts';

/** Makes a flight ready for the form: with the card that its plan names, or the one in force on its day. */
export function declaredFlight(row: FlightRow): DeclaredFlight {
  return {
    flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, direction: row.direction, origin: row.origin, destination: row.destination,
    timeZone: row.time_zone, at: row.at, cardVersion: cardFor(row.flight_date, row.card ?? undefined).version, keyAreas: row.key_areas ?? [], codeHours: row.code_hours ?? 24, closed: row.closed,
  };
}

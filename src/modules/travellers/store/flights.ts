import type { Db } from '../../../kernel/db.ts';

/** Is a flight as this module reads it. */
export interface FlightRow {
  readonly flight_id: string;
  readonly designator: string;
  readonly flight_date: string;
  readonly direction: 'arrival' | 'departure';
  readonly point_code: string;
  readonly origin: string;
  readonly destination: string;
  readonly chartered: boolean;
  readonly seat_layout: string | null;
}

const columns = `f.flight_id, f.designator, f.flight_date, f.direction, p.code AS point_code, f.origin, f.destination, f.chartered, f.seat_layout
  FROM flights f JOIN points_of_entry p ON p.event_id = f.event_id AND p.point_id = f.point_id`;

/** Finds a flight. */
export async function findFlight(db: Db, eventId: string, flightId: string): Promise<FlightRow | undefined> {
  return (await db.query<FlightRow>(`SELECT ${columns} WHERE f.event_id = $1 AND f.flight_id = $2`, [eventId, flightId], 'travellers_flight'))[0];
}

/** Lists the flights whose designator is one of these, every day of them. */
export async function flightsNamed(db: Db, eventId: string, designators: readonly string[]): Promise<FlightRow[]> {
  return db.query<FlightRow>(`SELECT ${columns} WHERE f.event_id = $1 AND f.designator = ANY ($2::text[]) ORDER BY f.flight_date`, [eventId, designators], 'travellers_flights_named');
}

/** Finds when a flight landed or left; undefined while it has not. */
export async function findMovement(db: Db, eventId: string, flightId: string, kinds: readonly string[], asOf: string): Promise<string | undefined> {
  const [row] = await db.query<{ at: string }>(
    'SELECT at FROM flight_movements WHERE event_id = $1 AND flight_id = $2 AND kind = ANY ($3::text[]) AND recorded_at <= $4 ORDER BY recorded_at DESC, movement_id DESC LIMIT 1',
    [eventId, flightId, kinds, asOf], 'travellers_movement');
  return row?.at;
}

/** Finds the number that the newest approved plan of a flight sets for a threshold. */
export async function findPlanThreshold(db: Db, eventId: string, flightId: string, name: string): Promise<number | undefined> {
  const [row] = await db.query<{ value: number | null }>(
    `SELECT (p.document->'thresholds'->>$3)::float8 AS value FROM case_plans c JOIN plans p ON p.event_id = c.event_id AND p.plan_id = c.plan_id AND p.version = c.version
     WHERE c.event_id = $1 AND c.case_id = $2 ORDER BY c.pin DESC LIMIT 1`, [eventId, flightId, name], 'travellers_threshold');
  return row?.value ?? undefined;
}

/** Says whether the event is an invented world, where specimens of documents are let in. */
export async function isInventedWorld(db: Db, eventId: string): Promise<boolean> {
  const [row] = await db.query<{ kind: string }>("SELECT clock->>'kind' AS kind FROM events WHERE event_id = $1", [eventId], 'travellers_event_kind');
  return row?.kind === 'simulated';
}

import type { Db } from '../../kernel/db.ts';

/** Finds the identifier of a point of entry by its code. */
export async function findPointId(db: Db, eventId: string, code: string): Promise<string | undefined> {
  return (await db.query<{ point_id: string }>('SELECT point_id FROM points_of_entry WHERE event_id = $1 AND code = $2', [eventId, code], 'point_of_code'))[0]?.point_id;
}

/** Gives the identifiers of all points of entry by their codes. */
export async function listPointsByCode(db: Db, eventId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await db.query<{ code: string; point_id: string }>('SELECT code, point_id FROM points_of_entry WHERE event_id = $1', [eventId], 'points_by_code')).map((row) => [row.code, row.point_id]));
}

/** Tells the time zone of an event. Shape: a name of the IANA database. */
export async function zoneOf(db: Db, eventId: string): Promise<string> {
  const [row] = await db.query<{ time_zone: string }>('SELECT time_zone FROM events WHERE event_id = $1', [eventId], 'zone_of_event');
  if (row === undefined) throw new Error(`No event ${eventId}`);
  return row.time_zone;
}

/** Tells the instant at which a day begins at the event's place. */
export async function midnightOf(db: Db, eventId: string, day: string): Promise<string> {
  return (await db.query<{ at: string }>('SELECT ($2::date::timestamp AT TIME ZONE time_zone) AS at FROM events WHERE event_id = $1', [eventId, day], 'midnight_of_day'))[0]!.at;
}

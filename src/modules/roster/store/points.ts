import type { Db } from '../../../kernel/db.ts';

/** Finds the identifier of a point of entry by its code. */
export async function findPointId(db: Db, eventId: string, code: string): Promise<string | undefined> {
  return (await db.query<{ point_id: string }>('SELECT point_id FROM points_of_entry WHERE event_id = $1 AND code = $2', [eventId, code], 'roster_point'))[0]?.point_id;
}

/** Tells the zone of time of an event. */
export async function zoneOf(db: Db, eventId: string): Promise<string> {
  return (await db.query<{ time_zone: string }>('SELECT time_zone FROM events WHERE event_id = $1', [eventId], 'roster_zone'))[0]!.time_zone;
}

/** Gives the identifiers of all points of entry by their codes. */
export async function listPointsByCode(db: Db, eventId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await db.query<{ code: string; point_id: string }>('SELECT code, point_id FROM points_of_entry WHERE event_id = $1', [eventId], 'roster_points')).map((row) => [row.code, row.point_id]));
}

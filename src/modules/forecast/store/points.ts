import type { Db } from '../../../kernel/db.ts';

/** Finds the identifier of a point of entry by its code. */
export async function findPointId(db: Db, eventId: string, code: string): Promise<string | undefined> {
  return (await db.query<{ point_id: string }>('SELECT point_id FROM points_of_entry WHERE event_id = $1 AND code = $2', [eventId, code], 'forecast_point'))[0]?.point_id;
}

/** Tells the instant at which a day begins at the event's place. */
export async function midnightOf(db: Db, eventId: string, day: string): Promise<string> {
  return (await db.query<{ at: string }>('SELECT ($2::date::timestamp AT TIME ZONE time_zone) AS at FROM events WHERE event_id = $1', [eventId, day], 'forecast_midnight'))[0]!.at;
}

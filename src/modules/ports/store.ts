import type { ClockSetting } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/db.ts';

/** Is an event as stored. */
export interface EventRow {
  readonly event_id: string;
  readonly code: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly time_zone: string;
  readonly clock: ClockSetting;
}

/** Is a station as stored, with its port. */
export interface StationRow {
  readonly station_id: string;
  readonly point_id: string;
  readonly point_code: string;
  readonly kind: string;
  readonly lane: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly closed_at: string | null;
}

/** Is a point of entry as stored. */
export interface PointRow { readonly point_id: string; readonly code: string; readonly kind: string; readonly name_en: string; readonly name_zh: string }

/** Lists the events. */
export async function listEvents(db: Db): Promise<EventRow[]> {
  return db.query<EventRow>('SELECT event_id, code, name_en, name_zh, time_zone, clock FROM events ORDER BY created_at');
}

/** Adds an event. */
export async function insertEvent(db: Db, event: EventRow, createdAt: string): Promise<void> {
  await db.query('INSERT INTO events (event_id, code, name_en, name_zh, time_zone, clock, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [event.event_id, event.code, event.name_en, event.name_zh, event.time_zone, JSON.stringify(event.clock), createdAt]);
}

/** Sets an event's clock. */
export async function updateClock(db: Db, eventId: string, clock: ClockSetting): Promise<void> {
  await db.query('UPDATE events SET clock = $2 WHERE event_id = $1', [eventId, JSON.stringify(clock)]);
}

/** Lists the points of entry of an event. */
export async function listPoints(db: Db, eventId: string): Promise<PointRow[]> {
  return db.query<PointRow>('SELECT point_id, code, kind, name_en, name_zh FROM points_of_entry WHERE event_id = $1 ORDER BY code', [eventId]);
}

/** Adds a point of entry. */
export async function insertPoint(db: Db, eventId: string, point: PointRow): Promise<void> {
  await db.query('INSERT INTO points_of_entry (event_id, point_id, code, kind, name_en, name_zh) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, point.point_id, point.code, point.kind, point.name_en, point.name_zh]);
}

/** Lists the stations of an event, port by port. */
export async function listStations(db: Db, eventId: string): Promise<StationRow[]> {
  return db.query<StationRow>(
    `SELECT s.station_id, s.point_id, p.code AS point_code, s.kind, s.lane, s.name_en, s.name_zh, s.closed_at
     FROM stations s JOIN points_of_entry p ON p.event_id = s.event_id AND p.point_id = s.point_id WHERE s.event_id = $1 ORDER BY p.code, s.kind, s.lane`, [eventId]);
}

/** Names a station anew, closes it or opens it again; what is left out stays. Shape: false where there is no such station. */
export async function updateStation(db: Db, eventId: string, stationId: string, change: { nameEn?: string | undefined; nameZh?: string | undefined; closed?: boolean | undefined }, now: string): Promise<boolean> {
  const rows = await db.query(
    `UPDATE stations SET name_en = coalesce($3, name_en), name_zh = coalesce($4, name_zh),
       closed_at = CASE WHEN $5::bool IS NULL THEN closed_at WHEN $5 THEN coalesce(closed_at, $6::timestamptz) END
     WHERE event_id = $1 AND station_id = $2 RETURNING station_id`,
    [eventId, stationId, change.nameEn ?? null, change.nameZh ?? null, change.closed ?? null, now]);
  return rows.length > 0;
}

/** Adds a station. */
export async function insertStation(db: Db, eventId: string, station: Omit<StationRow, 'point_code' | 'closed_at'>): Promise<void> {
  await db.query('INSERT INTO stations (event_id, station_id, point_id, kind, lane, name_en, name_zh) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [eventId, station.station_id, station.point_id, station.kind, station.lane, station.name_en, station.name_zh]);
}

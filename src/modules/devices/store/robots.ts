import type { Db } from '../../../kernel/db.ts';

/** Is the newest value of one quantity of a robot. */
export interface NewestValue { readonly device_id: string; readonly name: string; readonly value: number; readonly measured_at: string }

/** Lists the newest value of each quantity of robots, none older than an instant: a place and a charge need not come in one message. */
export async function newestValues(db: Db, eventId: string, asOf: string, since: string, deviceIds: readonly string[], names: readonly string[]): Promise<NewestValue[]> {
  return db.query<NewestValue>(
    `SELECT d.device_id, n.name, (t.reading ->> n.name)::float8 AS value, t.measured_at FROM unnest($4::uuid[]) AS d(device_id) CROSS JOIN unnest($5::text[]) AS n(name)
     CROSS JOIN LATERAL (SELECT measured_at, reading FROM device_telemetry WHERE event_id = $1 AND device_id = d.device_id AND measured_at BETWEEN $3 AND $2 AND reading ? n.name ORDER BY measured_at DESC LIMIT 1) t`,
    [eventId, asOf, since, deviceIds, names], 'robot_newest_values');
}

/** Is one place where a robot was. Unit: m. */
export interface TrackPoint { readonly device_id: string; readonly measured_at: string; readonly x: number; readonly y: number }

/** Lists where robots were since an instant, oldest first: the last place of every ten seconds. */
export async function trackRows(db: Db, eventId: string, asOf: string, since: string, deviceIds: readonly string[]): Promise<TrackPoint[]> {
  return db.query<TrackPoint>(
    `SELECT * FROM (SELECT DISTINCT ON (device_id, date_bin('10 seconds', measured_at, 'epoch')) device_id, measured_at, (reading ->> 'xMetres')::float8 AS x, (reading ->> 'yMetres')::float8 AS y
       FROM device_telemetry WHERE event_id = $1 AND device_id = ANY ($4::uuid[]) AND measured_at BETWEEN $3 AND $2 AND reading ?& ARRAY['xMetres', 'yMetres']
       ORDER BY device_id, date_bin('10 seconds', measured_at, 'epoch'), measured_at DESC) placed ORDER BY device_id, measured_at`, [eventId, asOf, since, deviceIds], 'robot_track');
}

/** Is an emergency stop that nothing said afterwards was lifted. */
export interface StopRow { readonly device_id: string; readonly happened_at: string; readonly kind: string }

/** Lists the robots whose emergency stop is on: the newest stop of each, unless a later state says that none is on. */
export async function stopRows(db: Db, eventId: string, asOf: string, deviceIds: readonly string[]): Promise<StopRow[]> {
  return db.query<StopRow>(
    `SELECT e.device_id, e.happened_at, e.kind FROM unnest($3::uuid[]) AS d(device_id)
     CROSS JOIN LATERAL (SELECT device_id, happened_at, reading ->> 'kind' AS kind FROM device_events WHERE event_id = $1 AND device_id = d.device_id AND name = 'emergencyStop' AND happened_at <= $2 ORDER BY happened_at DESC LIMIT 1) e
     WHERE NOT EXISTS (SELECT 1 FROM device_telemetry t WHERE t.event_id = $1 AND t.device_id = e.device_id AND t.measured_at > e.happened_at AND t.measured_at <= $2 AND t.reading ->> 'emergencyStop' = '0')`,
    [eventId, asOf, deviceIds], 'robot_stops');
}

/** Is what a robot measured somewhere. */
export interface RobotReadingRow { readonly device_id: string; readonly happened_at: string; readonly reading: Readonly<Record<string, number>>; readonly against: readonly string[]; readonly case_id: string | null }

/** Lists what robots measured since an instant, newest first. */
export async function robotReadings(db: Db, eventId: string, asOf: string, since: string, deviceIds: readonly string[], most: number): Promise<RobotReadingRow[]> {
  return db.query<RobotReadingRow>(
    `SELECT device_id, happened_at, reading, against, case_id FROM device_events WHERE event_id = $1 AND device_id = ANY ($4::uuid[]) AND name = 'doseReading' AND happened_at BETWEEN $3 AND $2
     ORDER BY happened_at DESC, device_id, message_id LIMIT $5`, [eventId, asOf, since, deviceIds, most], 'robot_readings');
}

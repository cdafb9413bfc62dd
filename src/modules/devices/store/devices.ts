import { createHash } from 'node:crypto';
import type { Db } from '../../../kernel/db.ts';
import type { DeviceCheck } from '../rules/counting.ts';
import type { LinkChange } from '../rules/availability.ts';
import type { KindId } from '../shapes.ts';

/** Is a device as it stands at an instant. Shape: no decision while it waits for approval. */
export interface DeviceRow {
  readonly device_id: string;
  readonly kind: KindId;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly made_known_at: string;
  readonly decision: 'approved' | 'suspended' | 'retired' | null;
  readonly decided_at: string | null;
  readonly reason: string | null;
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly station_id: string | null;
  readonly station_en: string | null;
  readonly station_zh: string | null;
  readonly point_code: string | null;
  readonly link: LinkChange['link'] | null;
  readonly link_at: string | null;
}

/** Makes the digest under which a device's key is kept. */
export const keyDigest = (key: string): Buffer => createHash('sha256').update(key).digest();

const rowsSql = `
SELECT d.device_id, d.kind, d.serial, d.maker, d.model, d.name_en, d.name_zh, d.made_known_at, x.decision, x.decided_at, x.reason, x.settings,
  x.station_id, s.name_en AS station_en, s.name_zh AS station_zh, p.code AS point_code, l.link, l.changed_at AS link_at
FROM devices d
LEFT JOIN LATERAL (SELECT decision, decided_at, reason, settings, station_id FROM device_decisions WHERE event_id = d.event_id AND device_id = d.device_id AND decided_at <= $2 ORDER BY ordinal DESC LIMIT 1) x ON true
LEFT JOIN stations s ON s.event_id = d.event_id AND s.station_id = x.station_id
LEFT JOIN points_of_entry p ON p.event_id = s.event_id AND p.point_id = s.point_id
LEFT JOIN LATERAL (SELECT link, changed_at FROM device_links WHERE event_id = d.event_id AND device_id = d.device_id AND changed_at <= $2 ORDER BY changed_at DESC LIMIT 1) l ON true
WHERE d.event_id = $1 AND d.made_known_at <= $2`;

/** Lists the devices as of an instant, by kind and name; or one of them. */
export async function deviceRows(db: Db, eventId: string, asOf: string, deviceId?: string): Promise<DeviceRow[]> {
  return db.query<DeviceRow>(`${rowsSql}${deviceId === undefined ? '' : ' AND d.device_id = $3'} ORDER BY d.kind, d.name_en, d.serial`, deviceId === undefined ? [eventId, asOf] : [eventId, asOf, deviceId], deviceId === undefined ? 'device_rows' : 'device_row');
}

/** Counts the devices that wait for approval. */
export async function countWaiting(db: Db, eventId: string): Promise<number> {
  const [row] = await db.query<{ count: number }>('SELECT count(*)::int AS count FROM devices d WHERE event_id = $1 AND NOT EXISTS (SELECT 1 FROM device_decisions x WHERE x.event_id = d.event_id AND x.device_id = d.device_id)', [eventId], 'devices_waiting');
  return row?.count ?? 0;
}

/** Finds a device by its kind and serial number. */
export async function findBySerial(db: Db, eventId: string, kind: string, serial: string): Promise<string | undefined> {
  return (await db.query<{ device_id: string }>('SELECT device_id FROM devices WHERE event_id = $1 AND kind = $2 AND serial = $3', [eventId, kind, serial], 'device_by_serial'))[0]?.device_id;
}

/** Finds the device that a key belongs to, in any event: the key of the newest approval, while the device is not retired. One that is suspended is heard and counts for nothing. */
export async function findByKey(db: Db, key: string): Promise<{ event_id: string; device_id: string; kind: KindId; name_en: string; name_zh: string; station_id: string | null } | undefined> {
  return (await db.query<{ event_id: string; device_id: string; kind: KindId; name_en: string; name_zh: string; station_id: string | null }>(
    `SELECT d.event_id, d.device_id, d.kind, d.name_en, d.name_zh, x.station_id FROM device_decisions x JOIN devices d ON d.event_id = x.event_id AND d.device_id = x.device_id
     WHERE x.key_digest = $1 AND x.settings ->> 'identity' IS DISTINCT FROM 'certificate' AND x.ordinal = (SELECT max(ordinal) FROM device_decisions y WHERE y.event_id = x.event_id AND y.device_id = x.device_id AND y.decision = 'approved')
       AND NOT EXISTS (SELECT 1 FROM device_decisions z WHERE z.event_id = x.event_id AND z.device_id = x.device_id AND z.decision = 'retired')`, [keyDigest(key)], 'device_by_key'))[0];
}

/** Adds a device. */
export async function insertDevice(db: Db, eventId: string, device: { deviceId: string; kind: string; serial: string; maker: string; model: string; nameEn: string; nameZh: string }, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO devices (event_id, device_id, kind, serial, maker, model, name_en, name_zh, made_known_at, made_known_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [eventId, device.deviceId, device.kind, device.serial, device.maker, device.model, device.nameEn, device.nameZh, at, by]);
}

/** Adds a decision on a device. */
export async function insertDecision(db: Db, eventId: string, deviceId: string, decision: { decision: string; stationId: string | null; key: string | null; settings: object; reason: string }, at: string, by: string | null): Promise<void> {
  await db.query(
    `INSERT INTO device_decisions (event_id, device_id, ordinal, decision, station_id, key_digest, settings, reason, decided_at, decided_by)
     SELECT $1::uuid, $2::uuid, coalesce(max(ordinal), 0) + 1, $3::text, $4::uuid, $5::bytea, $6::jsonb, $7::text, $8::timestamptz, $9::uuid FROM device_decisions WHERE event_id = $1 AND device_id = $2`,
    [eventId, deviceId, decision.decision, decision.stationId, decision.key === null ? null : keyDigest(decision.key), JSON.stringify(decision.settings), decision.reason, at, by]);
}

/** Is a check as stored. */
export interface CheckRow { readonly check_id: string; readonly device_id: string; readonly kind: string; readonly passed: boolean; readonly performed_at: string; readonly valid_until: string | null; readonly measured: Readonly<Record<string, number | string>>; readonly certificate: string | null; readonly condemns_since: string | null; readonly note: string; readonly recorded_at: string; readonly name_en: string | null; readonly name_zh: string | null }

/** Lists the checks of devices as known at an instant, oldest first. */
export async function checkRows(db: Db, eventId: string, asOf: string, deviceIds: readonly string[]): Promise<CheckRow[]> {
  return db.query<CheckRow>(
    `SELECT c.check_id, c.device_id, c.kind, c.passed, c.performed_at, c.valid_until, c.measured, c.certificate, c.condemns_since, c.note, c.recorded_at, o.name_en, o.name_zh
     FROM device_checks c LEFT JOIN officers o ON o.event_id = c.event_id AND o.officer_id = c.recorded_by WHERE c.event_id = $1 AND c.device_id = ANY ($3::uuid[]) AND c.recorded_at <= $2 ORDER BY c.performed_at, c.recorded_at`, [eventId, asOf, deviceIds], 'device_checks');
}

/** Gives a check as the rules read it. */
export const checkOf = (row: Pick<CheckRow, 'kind' | 'passed' | 'performed_at' | 'valid_until' | 'condemns_since'>): DeviceCheck => ({ check: row.kind, passed: row.passed, performedAt: row.performed_at, validUntil: row.valid_until, condemnsSince: row.condemns_since });

/** Adds a check. */
export async function insertCheck(db: Db, eventId: string, check: { checkId: string; deviceId: string; kind: string; passed: boolean; performedAt: string; validUntil: string | null; measured: object; certificate: string | null; condemnsSince: string | null; note: string }, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO device_checks (event_id, check_id, device_id, kind, passed, performed_at, valid_until, measured, certificate, condemns_since, note, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
    [eventId, check.checkId, check.deviceId, check.kind, check.passed, check.performedAt, check.validUntil, JSON.stringify(check.measured), check.certificate, check.condemnsSince, check.note, at, by]);
}

/** Lists the changes of the links of devices in a time, and the last one before it. */
export async function linkRows(db: Db, eventId: string, from: string, to: string): Promise<{ device_id: string; changed_at: string; link: LinkChange['link'] }[]> {
  return db.query(
    `SELECT device_id, changed_at, link FROM device_links WHERE event_id = $1 AND changed_at > $2 AND changed_at <= $3
     UNION ALL (SELECT DISTINCT ON (device_id) device_id, changed_at, link FROM device_links WHERE event_id = $1 AND changed_at <= $2 ORDER BY device_id, changed_at DESC)
     ORDER BY 1, 2`, [eventId, from, to], 'device_links');
}

/** Adds changes of links; one at the same instant stays as it is. */
export async function insertLinks(db: Db, eventId: string, changes: readonly { deviceId: string; changedAt: string; link: string }[]): Promise<void> {
  await db.query('INSERT INTO device_links (event_id, device_id, changed_at, link) SELECT $1, x.* FROM unnest($2::uuid[], $3::timestamptz[], $4::text[]) AS x ON CONFLICT DO NOTHING',
    [eventId, changes.map((one) => one.deviceId), changes.map((one) => one.changedAt), changes.map((one) => one.link)], 'device_links_add');
}

/** Adds telemetry; what comes twice for one instant is kept once. */
export async function insertTelemetry(db: Db, eventId: string, rows: readonly { deviceId: string; measuredAt: string; reading: object }[]): Promise<void> {
  await db.query('INSERT INTO device_telemetry (event_id, device_id, measured_at, reading) SELECT $1, x.* FROM unnest($2::uuid[], $3::timestamptz[], $4::jsonb[]) AS x ON CONFLICT DO NOTHING',
    [eventId, rows.map((one) => one.deviceId), rows.map((one) => one.measuredAt), rows.map((one) => JSON.stringify(one.reading))], 'device_telemetry_add');
}

/** Lists the telemetry of a device in a time, oldest first, thinned to about so many rows. */
export async function telemetryRows(db: Db, eventId: string, deviceId: string, from: string, to: string, most: number): Promise<{ measured_at: string; reading: Record<string, number> }[]> {
  return db.query(
    `WITH all_rows AS (SELECT measured_at, reading, row_number() OVER (ORDER BY measured_at) AS n, count(*) OVER () AS whole FROM device_telemetry WHERE event_id = $1 AND device_id = $2 AND measured_at BETWEEN $3 AND $4)
     SELECT measured_at, reading FROM all_rows WHERE n % greatest(1, ceil(whole::numeric / $5)::int) = 0 OR n = whole ORDER BY measured_at`, [eventId, deviceId, from, to, most], 'device_telemetry');
}

/** Finds the newest telemetry of devices not older than an instant. */
export async function newestTelemetry(db: Db, eventId: string, asOf: string, since: string, deviceIds: readonly string[]): Promise<{ device_id: string; measured_at: string; reading: Record<string, number> }[]> {
  return db.query(
    `SELECT d.device_id, t.measured_at, t.reading FROM unnest($4::uuid[]) AS d(device_id)
     CROSS JOIN LATERAL (SELECT measured_at, reading FROM device_telemetry WHERE event_id = $1 AND device_id = d.device_id AND measured_at BETWEEN $3 AND $2 ORDER BY measured_at DESC LIMIT 1) t`, [eventId, asOf, since, deviceIds], 'device_telemetry_newest');
}

import type { Db } from '../../../kernel/db.ts';
import type { KindId } from '../shapes.ts';
import type { ReadCertificate } from '../client-certificates.ts';

/** Is a certificate as stored, with its newest decision and all of them. */
export interface CertificateRow {
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial_number: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly came_by: 'console' | 'mqtt' | 'http' | 'mllp';
  readonly claimed_device: string | null;
  readonly claimed_en: string | null;
  readonly claimed_zh: string | null;
  readonly known_at: string;
  readonly decision: 'bound' | 'revoked' | null;
  readonly device_id: string | null;
  readonly decisions: readonly { readonly decision: 'bound' | 'revoked'; readonly reason: string; readonly at: string; readonly en: string | null; readonly zh: string | null }[];
}

const newest = "(SELECT decision, device_id FROM client_certificate_decisions WHERE event_id = c.event_id AND fingerprint = c.fingerprint AND decided_at <= $2 ORDER BY ordinal DESC LIMIT 1)";
const rowsSql = `
SELECT encode(c.fingerprint, 'hex') AS fingerprint, c.subject, c.issuer, c.serial_number, c.valid_from, c.valid_until, c.came_by, c.claimed_device, d.name_en AS claimed_en, d.name_zh AS claimed_zh, c.known_at, x.decision, x.device_id,
  coalesce((SELECT jsonb_agg(jsonb_build_object('decision', y.decision, 'reason', y.reason, 'at', to_char(y.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'en', o.name_en, 'zh', o.name_zh) ORDER BY y.ordinal)
    FROM client_certificate_decisions y LEFT JOIN officers o ON o.event_id = y.event_id AND o.officer_id = y.decided_by
    WHERE y.event_id = c.event_id AND y.fingerprint = c.fingerprint AND y.decided_at <= $2), '[]') AS decisions
FROM client_certificates c LEFT JOIN LATERAL ${newest} x ON true
LEFT JOIN devices d ON d.event_id = c.event_id AND d.device_id = c.claimed_device
WHERE c.event_id = $1 AND c.known_at <= $2`;

/** Lists the certificates of an event as of an instant, those that wait first and then by their end; of one device or of all. */
export async function certificateRows(db: Db, eventId: string, asOf: string, deviceId?: string): Promise<CertificateRow[]> {
  return db.query<CertificateRow>(`${rowsSql} AND ($3::uuid IS NULL OR x.device_id = $3) ORDER BY x.decision IS NOT NULL, c.valid_until, c.fingerprint LIMIT 2000`, [eventId, asOf, deviceId ?? null], 'client_certificates');
}

/** Finds one certificate of an event, locked until the end of the transaction against a second decision at the same time. */
export async function lockCertificate(db: Db, eventId: string, asOf: string, fingerprint: Buffer): Promise<CertificateRow | undefined> {
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 37))', [fingerprint.toString('hex')], 'client_certificate_lock');
  return (await db.query<CertificateRow>(`${rowsSql} AND c.fingerprint = $3`, [eventId, asOf, fingerprint], 'client_certificate'))[0];
}

/** Finds a certificate in every event, with what decides whether it identifies a device. */
export async function findByFingerprint(db: Db, fingerprint: Buffer): Promise<{ event_id: string; decision: 'bound' | 'revoked' | null; valid_from: string; valid_until: string; device_id: string | null; kind: KindId | null; name_en: string | null; name_zh: string | null; station_id: string | null; is_heard: boolean }[]> {
  return db.query(
    `SELECT c.event_id, x.decision, c.valid_from, c.valid_until, x.device_id, d.kind, d.name_en, d.name_zh, z.station_id, coalesce(z.decision <> 'retired', false) AS is_heard
     FROM client_certificates c
     LEFT JOIN LATERAL (SELECT decision, device_id FROM client_certificate_decisions WHERE event_id = c.event_id AND fingerprint = c.fingerprint ORDER BY ordinal DESC LIMIT 1) x ON true
     LEFT JOIN devices d ON d.event_id = c.event_id AND d.device_id = x.device_id
     LEFT JOIN LATERAL (SELECT decision, station_id FROM device_decisions WHERE event_id = d.event_id AND device_id = d.device_id ORDER BY ordinal DESC LIMIT 1) z ON true
     WHERE c.fingerprint = $1`, [fingerprint], 'client_certificate_shown');
}

/** Tells whether a device has a certificate that holds at an instant of real time. */
export async function hasValidCertificate(db: Db, eventId: string, deviceId: string, at: string): Promise<boolean> {
  return (await db.query<{ holds: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM client_certificates c WHERE c.event_id = $1 AND c.valid_from <= $3 AND c.valid_until > $3
       AND EXISTS (SELECT 1 FROM (SELECT decision, device_id FROM client_certificate_decisions WHERE event_id = c.event_id AND fingerprint = c.fingerprint ORDER BY ordinal DESC LIMIT 1) x WHERE x.decision = 'bound' AND x.device_id = $2)) AS holds`,
    [eventId, deviceId, at], 'client_certificate_holds'))[0]!.holds;
}

/** Counts the certificates that wait for a decision. */
export async function countWaitingCertificates(db: Db, eventId: string): Promise<number> {
  return (await db.query<{ count: number }>('SELECT count(*)::int AS count FROM client_certificates c WHERE event_id = $1 AND NOT EXISTS (SELECT 1 FROM client_certificate_decisions x WHERE x.event_id = c.event_id AND x.fingerprint = c.fingerprint)', [eventId], 'client_certificates_waiting'))[0]!.count;
}

/** Counts every decision on devices and certificates, so that a new one is noticed at once. */
export async function countDecisions(db: Db): Promise<string> {
  return (await db.query<{ count: string }>("SELECT (SELECT count(*) FROM client_certificate_decisions) || '/' || (SELECT count(*) FROM device_decisions) AS count", [], 'identity_decisions'))[0]!.count;
}

/** Adds a certificate. */
export async function insertCertificate(db: Db, eventId: string, read: ReadCertificate, came: { by: CertificateRow['came_by']; claimedDevice: string | null }, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO client_certificates (event_id, fingerprint, content, subject, issuer, serial_number, valid_from, valid_until, came_by, claimed_device, known_at, known_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [eventId, read.fingerprint, read.content, read.subject, read.issuer, read.serialNumber, read.validFrom, read.validUntil, came.by, came.claimedDevice, at, by]);
}

/** Adds a decision on a certificate. */
export async function insertCertificateDecision(db: Db, eventId: string, fingerprint: Buffer, decision: { decision: 'bound' | 'revoked'; deviceId: string | null; reason: string }, at: string, by: string | null): Promise<void> {
  await db.query(
    `INSERT INTO client_certificate_decisions (event_id, fingerprint, ordinal, decision, device_id, reason, decided_at, decided_by)
     SELECT $1::uuid, $2::bytea, coalesce(max(ordinal), 0) + 1, $3::text, $4::uuid, $5::text, $6::timestamptz, $7::uuid FROM client_certificate_decisions WHERE event_id = $1 AND fingerprint = $2`,
    [eventId, fingerprint, decision.decision, decision.deviceId, decision.reason, at, by]);
}

import type { Db } from '../../../kernel/db.ts';
import type { AlarmClass } from '../../prescribed/catalogue/alarm.ts';
import type { CaseKind } from '../../prescribed/shapes.ts';
import type { KindId, Reading } from '../shapes.ts';

/** Is an alarm as it stands at an instant. */
export interface AlarmRow {
  readonly alarm_id: string;
  readonly alarm_class: AlarmClass;
  readonly raised_at: string;
  readonly raw_sha256: string;
  readonly device_id: string;
  readonly message_id: string;
  readonly kind: KindId;
  readonly name_en: string;
  readonly name_zh: string;
  readonly station_id: string | null;
  readonly reading: Reading;
  readonly against: readonly string[];
  readonly subject: string | null;
  readonly case_id: string | null;
  readonly case_kind: CaseKind | null;
  readonly obligation: number | null;
  readonly owed: readonly string[];
  readonly next_due: string | null;
  readonly acknowledged_at: string | null;
  readonly category: string | null;
  readonly disposition: string | null;
  readonly disposed_at: string | null;
}

const rowsSql = `
SELECT a.alarm_id, a.alarm_class, a.raised_at, encode(a.raw_sha256, 'hex') AS raw_sha256, a.device_id, a.message_id, d.kind, d.name_en, d.name_zh, e.reading, e.against, e.subject,
  (SELECT x.station_id FROM device_decisions x WHERE x.event_id = a.event_id AND x.device_id = a.device_id AND x.decided_at <= $2 ORDER BY x.ordinal DESC LIMIT 1) AS station_id,
  s.case_id, c.kind AS case_kind, s.obligation,
  coalesce((SELECT array_agg(o.step ORDER BY o.ordinal) FROM obligations o LEFT JOIN records r ON r.event_id = o.event_id AND r.record_id = o.settled_by WHERE o.event_id = a.event_id AND o.case_id = a.alarm_id AND o.owed_at <= $2 AND (o.settled_by IS NULL OR r.recorded_at > $2)), '{}') AS owed,
  (SELECT min(o.due_at) FROM obligations o LEFT JOIN records r ON r.event_id = o.event_id AND r.record_id = o.settled_by WHERE o.event_id = a.event_id AND o.case_id = a.alarm_id AND o.owed_at <= $2 AND (o.settled_by IS NULL OR r.recorded_at > $2)) AS next_due,
  (SELECT min(r.recorded_at) FROM records r WHERE r.event_id = a.event_id AND r.case_id = a.alarm_id AND r.step = 'ALM-ACK' AND r.outcome = 'passed' AND r.recorded_at <= $2) AS acknowledged_at,
  (SELECT r.evidence ->> 'category' FROM records r WHERE r.event_id = a.event_id AND r.case_id = a.alarm_id AND r.step = 'ALM-CAT' AND r.recorded_at <= $2 ORDER BY r.seq DESC LIMIT 1) AS category,
  z.disposition, z.disposed_at
FROM alarms a
JOIN devices d ON d.event_id = a.event_id AND d.device_id = a.device_id
JOIN device_events e ON e.event_id = a.event_id AND e.device_id = a.device_id AND e.message_id = a.message_id AND e.ordinal = a.ordinal
LEFT JOIN alarm_subjects s ON s.event_id = a.event_id AND s.alarm_id = a.alarm_id AND s.bound_at <= $2
LEFT JOIN cases c ON c.event_id = s.event_id AND c.case_id = s.case_id
LEFT JOIN LATERAL (SELECT r.evidence ->> 'disposition' AS disposition, CASE WHEN r.outcome = 'passed' THEN r.recorded_at END AS disposed_at FROM records r WHERE r.event_id = a.event_id AND r.case_id = a.alarm_id AND r.step = 'ALM-DISP' AND r.recorded_at <= $2 ORDER BY r.seq DESC LIMIT 1) z ON true
WHERE a.event_id = $1 AND a.raised_at <= $2`;

/** Lists alarms as of an instant, newest first: those still open and those raised since an instant; or one of them. */
export async function alarmRows(db: Db, eventId: string, asOf: string, which: { readonly alarmId: string } | { readonly since: string; readonly deviceId?: string | undefined }): Promise<AlarmRow[]> {
  if ('alarmId' in which) return db.query<AlarmRow>(`${rowsSql} AND a.alarm_id = $3`, [eventId, asOf, which.alarmId], 'alarm_row');
  return db.query<AlarmRow>(`${rowsSql} AND (a.raised_at >= $3 OR z.disposed_at IS NULL) AND ($4::uuid IS NULL OR a.device_id = $4) ORDER BY a.raised_at DESC, a.alarm_id DESC LIMIT 500`, [eventId, asOf, which.since, which.deviceId ?? null], 'alarm_rows');
}

/** Adds an alarm. */
export async function insertAlarm(db: Db, eventId: string, alarm: { alarmId: string; deviceId: string; messageId: string; ordinal: number; alarmClass: string; raisedAt: string; rawSha256: Buffer }): Promise<void> {
  await db.query('INSERT INTO alarms (event_id, alarm_id, device_id, message_id, ordinal, alarm_class, raised_at, raw_sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, alarm.alarmId, alarm.deviceId, alarm.messageId, alarm.ordinal, alarm.alarmClass, alarm.raisedAt, alarm.rawSha256], 'alarm_add');
}

/** Binds an alarm to its subject. */
export async function insertSubject(db: Db, eventId: string, bond: { alarmId: string; caseId: string; obligation: number | null }, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO alarm_subjects (event_id, alarm_id, case_id, obligation, bound_at, bound_by) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, bond.alarmId, bond.caseId, bond.obligation, at, by], 'alarm_subject_add');
}

/** Finds the obligation of a case that no alarm is bound to yet: the one that a failing screening has just added. */
export async function freeObligation(db: Db, eventId: string, caseId: string, step: string): Promise<number | undefined> {
  return (await db.query<{ ordinal: number }>(
    `SELECT o.ordinal FROM obligations o WHERE o.event_id = $1 AND o.case_id = $2 AND o.step = $3 AND o.settled_by IS NULL
       AND NOT EXISTS (SELECT 1 FROM alarm_subjects s WHERE s.event_id = o.event_id AND s.case_id = o.case_id AND s.obligation = o.ordinal) ORDER BY o.ordinal LIMIT 1`, [eventId, caseId, step], 'alarm_free_obligation'))[0]?.ordinal;
}

/** Finds the kinds of cases. Shape: by their identifiers; one that is none of a case is left out. */
export async function kindsOfCases(db: Db, eventId: string, caseIds: readonly string[]): Promise<Map<string, CaseKind>> {
  const rows = await db.query<{ case_id: string; kind: CaseKind }>('SELECT case_id, kind FROM cases WHERE event_id = $1 AND case_id = ANY ($2::uuid[])', [eventId, caseIds], 'device_cases');
  return new Map(rows.map((row) => [row.case_id, row.kind]));
}

/** Finds the case that owns a key of evidence: the person of a tube, the consignment of a sample. */
export async function findCaseOfKey(db: Db, eventId: string, key: string): Promise<{ case_id: string; kind: CaseKind } | undefined> {
  return (await db.query<{ case_id: string; kind: CaseKind }>('SELECT k.case_id, c.kind FROM evidence_keys k JOIN cases c ON c.event_id = k.event_id AND c.case_id = k.case_id WHERE k.event_id = $1 AND k.kind = ANY ($3) AND k.key = $2 LIMIT 1', [eventId, key, ['tube', 'goodsSample']], 'device_case_key'))[0];
}

/** Finds who recorded the category of an alarm last. */
export async function categorisedBy(db: Db, eventId: string, alarmId: string): Promise<string | null> {
  return (await db.query<{ officer_id: string | null }>("SELECT officer_id FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'ALM-CAT' AND outcome = 'passed' ORDER BY seq DESC LIMIT 1", [eventId, alarmId], 'alarm_categorised_by'))[0]?.officer_id ?? null;
}

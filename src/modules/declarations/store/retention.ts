import type { Db } from '../../../kernel/db.ts';
import { deviceKinds } from '../../devices/catalogue.ts';
import { kindIds } from '../../devices/shapes.ts';
import { eraseBeside } from './cards.ts';
import type { RetentionClass } from '../rules/retention.ts';

/** Is a period that somebody set. */
export interface SettingRow { readonly class: string; readonly days: number; readonly set_at: string; readonly name_en: string | null; readonly name_zh: string | null }

/** Lists the newest setting of each class at an instant. */
export async function newestSettings(db: Db, eventId: string, asOf: string): Promise<SettingRow[]> {
  return db.query<SettingRow>(
    `SELECT DISTINCT ON (s.class) s.class, s.days, s.set_at, o.name_en, o.name_zh FROM retention_settings s LEFT JOIN officers o ON o.event_id = s.event_id AND o.officer_id = s.set_by
     WHERE s.event_id = $1 AND s.set_at <= $2 ORDER BY s.class, s.set_at DESC, s.setting_id DESC`, [eventId, asOf]);
}

/** Adds a setting. */
export async function insertSetting(db: Db, eventId: string, row: { settingId: string; class: string; days: number; by: string | null; at: string }): Promise<void> {
  await db.query('INSERT INTO retention_settings (event_id, setting_id, class, days, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, row.settingId, row.class, row.days, row.by, row.at]);
}

/** Tells the event's own day at an instant. Unit: YYYY-MM-DD. */
export async function eventDay(db: Db, eventId: string, at: string): Promise<string> {
  const [row] = await db.query<{ day: string }>('SELECT ($2::timestamptz AT TIME ZONE time_zone)::date::text AS day FROM events WHERE event_id = $1', [eventId, at]);
  return row?.day ?? at.slice(0, 10);
}

/** Is how much of a class is held of one day that its period counts from. Shape: `stays` where it is not destroyed even when it is due. */
export interface HeldRow { readonly day: string; readonly count: number; readonly stays?: boolean }

const filed = 'EXISTS (SELECT 1 FROM declaration_versions v WHERE v.event_id = d.event_id AND v.declaration_id = d.declaration_id)';
const cardDay = `substring(d.key_name FROM '[0-9]{4}-[0-9]{2}-[0-9]{2}$')`;
const leaderDay = `coalesce((SELECT max(f.flight_date) FROM travellers t JOIN journeys j ON j.event_id = t.event_id AND j.traveller_id = t.traveller_id JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
  WHERE t.event_id = l.event_id AND t.delegation = l.delegation), (l.created_at + interval '1 year')::date)`;
const entryDay = 'coalesce(f.flight_date, l.received_at::date)';
// What is emptied keeps its place, so that counts stay; its key says that it is empty.
const isFull = "e.entry_key NOT LIKE 'destroyed %'";
const isTold = `l.quarantined @? '$[*] ? (@.raw != "" || @.reason != "")'`;

// A message that still waits is settled first: it is dropped when its flight is over.
const isAddressed = "m.address <> '' AND m.state <> 'waiting'";
const messageDay = `coalesce(f.flight_date, ${leaderDay}, m.created_at::date)`;
const ofMessages = `FROM messages m LEFT JOIN declarations d ON d.event_id = m.event_id AND d.declaration_id = m.declaration_id LEFT JOIN flights f ON f.event_id = d.event_id AND f.flight_id = d.flight_id
  LEFT JOIN declaration_leaders l ON l.event_id = m.event_id AND l.leader_id = m.leader_id`;
// Illness and isolation tell of health, and a note may say anything.
const hasReason = "(kind IN ('sick', 'isolation') OR note <> '')";

// Kinds that measure people: the catalogue of devices says which.
const healthKinds = `'{${kindIds.filter((id) => deviceKinds[id].health).join(',')}}'`;
const ofHealth = `JOIN devices d ON d.event_id = e.event_id AND d.device_id = e.device_id WHERE d.kind = ANY (${healthKinds})`;

const heldSql: Readonly<Record<Exclude<RetentionClass, 'records'>, string>> = {
  answers: `SELECT ${cardDay} AS day, count(*)::int AS count FROM declarations d WHERE d.event_id = $1 AND d.wrapped_key IS NOT NULL AND ${filed} GROUP BY 1`,
  drafts: `SELECT ${cardDay} AS day, count(*)::int AS count FROM declarations d WHERE d.event_id = $1 AND d.wrapped_key IS NOT NULL AND NOT ${filed} GROUP BY 1`,
  formAccess: `SELECT day::text, sum(n)::int AS count FROM (SELECT coalesce(ended_at, expires_at)::date AS day, count(*) AS n FROM form_sessions WHERE event_id = $1 GROUP BY 1 UNION ALL SELECT at::date, count(*) FROM form_attempts WHERE event_id = $1 GROUP BY 1) x GROUP BY 1`,
  leaders: `SELECT ${leaderDay}::text AS day, count(*)::int AS count FROM declaration_leaders l WHERE l.event_id = $1 AND l.pin_hash <> '' GROUP BY 1`,
  messages: `SELECT ${messageDay}::text AS day, count(*)::int AS count ${ofMessages} WHERE m.event_id = $1 AND ${isAddressed} GROUP BY 1`,
  listEntries: `SELECT day::text, sum(n)::int AS count FROM (
      SELECT ${entryDay} AS day, count(*) AS n FROM list_entries e JOIN lists l ON l.event_id = e.event_id AND l.list_id = e.list_id LEFT JOIN flights f ON f.event_id = e.event_id AND f.flight_id = e.flight_id WHERE e.event_id = $1 AND ${isFull} GROUP BY 1
      UNION ALL SELECT l.received_at::date, count(*) FROM lists l WHERE l.event_id = $1 AND ${isTold} GROUP BY 1
      UNION ALL SELECT f.flight_date, count(*) FROM board_answers a JOIN flights f ON f.event_id = a.event_id AND f.flight_id = a.flight_id WHERE a.event_id = $1 AND a.content <> '' GROUP BY 1) x GROUP BY 1`,
  absences: `SELECT until_day::text AS day, count(*)::int AS count FROM roster_absences WHERE event_id = $1 AND ${hasReason} GROUP BY 1`,
  deviceReadings: `SELECT day::text, sum(n)::int AS count FROM (SELECT measured_at::date AS day, count(*) AS n FROM device_telemetry WHERE event_id = $1 GROUP BY 1 UNION ALL SELECT e.received_at::date, count(*) FROM device_events e ${ofHealth} AND e.event_id = $1 AND e.reading <> '{}' GROUP BY 1) x GROUP BY 1`,
  deviceRaw: 'SELECT received_at::date::text AS day, count(*)::int AS count FROM device_messages WHERE event_id = $1 AND content IS NOT NULL GROUP BY 1',
  goodsFiles: 'SELECT c.ended_at::date::text AS day, count(*)::int AS count FROM goods_attachments a JOIN consignments c ON c.event_id = a.event_id AND c.consignment_id = a.consignment_id WHERE a.event_id = $1 AND a.content IS NOT NULL AND c.ended_at IS NOT NULL GROUP BY 1',
  // The newest half year of the log never goes (forget_reads).
  readLog: `SELECT read_at::date::text AS day, count(*)::int AS count, read_at >= (SELECT max(read_at) FROM read_log WHERE event_id = $1) - interval '180 days' AS stays FROM read_log WHERE event_id = $1 GROUP BY 1, 3`,
};

/** Lists what is held of a class by the day that its period counts from, oldest first. */
export async function heldDays(db: Db, eventId: string, name: Exclude<RetentionClass, 'records'>): Promise<HeldRow[]> {
  return db.query<HeldRow>(`${heldSql[name]} ORDER BY 1`, [eventId]);
}

async function forgetCards(db: Db, eventId: string, at: string, which: string, values: readonly unknown[]): Promise<Readonly<Record<string, number>>> {
  const cards = await db.query<{ declaration_id: string }>(
    `UPDATE declarations d SET wrapped_key = NULL, birth_proof = NULL, erased_at = $2, erased_by = 'retention' WHERE d.event_id = $1 AND d.wrapped_key IS NOT NULL AND ${which} RETURNING d.declaration_id`, [eventId, at, ...values]);
  return { cards: cards.length, drafts: await eraseBeside(db, eventId, cards.map((card) => card.declaration_id)) };
}

/** Drops what the key of a day wrapped. Shape: how many cards and drafts. */
export async function forgetKey(db: Db, eventId: string, keyName: string, at: string): Promise<Readonly<Record<string, number>>> {
  return forgetCards(db, eventId, at, 'd.key_name = $3', [keyName]);
}

/** Drops the cards of flights up to a day that were never filed. Shape: how many cards and drafts. */
export async function forgetDrafts(db: Db, eventId: string, through: string, at: string): Promise<Readonly<Record<string, number>>> {
  return forgetCards(db, eventId, at, `${cardDay} <= $3 AND NOT ${filed}`, [through]);
}

const deletedSql = {
  sessions: 'DELETE FROM form_sessions WHERE event_id = $1 AND coalesce(ended_at, expires_at)::date <= $2::date RETURNING 1',
  attempts: 'DELETE FROM form_attempts WHERE event_id = $1 AND at::date <= $2::date RETURNING 1',
  leaderSessions: `DELETE FROM form_sessions s USING declaration_leaders l WHERE s.event_id = $1 AND l.event_id = s.event_id AND l.leader_id = s.leader_id AND ${leaderDay} <= $2::date RETURNING 1`,
  // What was sent to a leader may point at the row: it stays, emptied and revoked.
  leaders: `UPDATE declaration_leaders l SET email = NULL, pin_hash = '', revoked_at = coalesce(l.revoked_at, $2::date + 1) WHERE l.event_id = $1 AND l.pin_hash <> '' AND ${leaderDay} <= $2::date RETURNING 1`,
  messages: `UPDATE messages SET address = '', last_status = NULL WHERE event_id = $1 AND message_id IN (SELECT m.message_id ${ofMessages} WHERE m.event_id = $1 AND ${isAddressed} AND ${messageDay} <= $2::date) RETURNING 1`,
  absences: `UPDATE roster_absences SET kind = CASE WHEN kind IN ('sick', 'isolation') THEN 'other' ELSE kind END, note = '' WHERE event_id = $1 AND ${hasReason} AND until_day <= $2::date RETURNING 1`,
  entries: `UPDATE list_entries e SET entry_key = 'destroyed ' || e.position,
      entry = jsonb_build_object('part', e.entry->'part', 'record', jsonb_build_object('kind', coalesce(e.entry->'record'->'kind', '"passenger"'), 'surname', '', 'givenNames', '', 'sex', null, 'birthDate', null, 'nationality', null, 'documents', '[]'::jsonb,
        'embarkation', null, 'disembarkation', null, 'seat', null, 'bookingReference', null, 'where', ''))
    FROM lists l, list_entries o LEFT JOIN flights f ON f.event_id = o.event_id AND f.flight_id = o.flight_id
    WHERE e.event_id = $1 AND o.event_id = e.event_id AND o.list_id = e.list_id AND o.position = e.position AND l.event_id = e.event_id AND l.list_id = e.list_id AND ${isFull} AND ${entryDay} <= $2::date RETURNING 1`,
  keptOut: `UPDATE lists l SET quarantined = (SELECT jsonb_agg(jsonb_build_object('where', q->>'where', 'code', q->>'code', 'reason', '', 'raw', '')) FROM jsonb_array_elements(l.quarantined) q)
    WHERE l.event_id = $1 AND ${isTold} AND l.received_at::date <= $2::date RETURNING 1`,
  boardAnswers: `UPDATE board_answers a SET content = '' FROM flights f WHERE a.event_id = $1 AND f.event_id = a.event_id AND f.flight_id = a.flight_id AND a.content <> '' AND f.flight_date <= $2::date RETURNING 1`,
  telemetry: 'DELETE FROM device_telemetry WHERE event_id = $1 AND measured_at::date <= $2::date RETURNING 1',
  readings: `UPDATE device_events e SET reading = '{}', subject = NULL FROM devices d WHERE e.event_id = $1 AND d.event_id = e.event_id AND d.device_id = e.device_id AND d.kind = ANY (${healthKinds}) AND e.reading <> '{}' AND e.received_at::date <= $2::date RETURNING 1`,
  rawBytes: 'UPDATE device_messages SET content = NULL WHERE event_id = $1 AND content IS NOT NULL AND received_at::date <= $2::date RETURNING 1',
  files: 'SELECT 1 FROM generate_series(1, forget_attachments($1, ($2::date + 1)::timestamptz))',
  reads: 'SELECT 1 FROM generate_series(1, forget_reads($1, ($2::date + 1)::timestamptz))',
} as const;

/** Is a kind of rows that go by their day. */
export type GoneRows = keyof typeof deletedSql;

/** Deletes, or empties, the rows of a kind up to a day. Shape: how many. */
export async function forgetRows(db: Db, eventId: string, kind: GoneRows, through: string): Promise<number> {
  return (await db.query(deletedSql[kind], [eventId, through])).length;
}

/** Is one thing that was destroyed. */
export interface DestroyedRow { readonly entry_id: string; readonly class: string; readonly what: string; readonly rule: string; readonly counts: Readonly<Record<string, number>>; readonly destroyed_at: string; readonly name_en: string | null; readonly name_zh: string | null }

/** Adds what was destroyed to the log. */
export async function insertDestroyed(db: Db, eventId: string, row: { entryId: string; class: string; what: string; rule: string; counts: Readonly<Record<string, number>>; by: string | null; at: string }): Promise<void> {
  await db.query('INSERT INTO retention_log (event_id, entry_id, class, what, rule, counts, destroyed_by, destroyed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, row.entryId, row.class, row.what, row.rule, JSON.stringify(row.counts), row.by, row.at]);
}

/** Lists what was destroyed, newest first. */
export async function listDestroyed(db: Db, eventId: string, asOf: string, limit: number): Promise<DestroyedRow[]> {
  return db.query<DestroyedRow>(
    `SELECT r.entry_id, r.class, r.what, r.rule, r.counts, r.destroyed_at, o.name_en, o.name_zh FROM retention_log r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.destroyed_by
     WHERE r.event_id = $1 AND r.destroyed_at <= $2 ORDER BY r.destroyed_at DESC, r.entry_id DESC LIMIT $3`, [eventId, asOf, limit]);
}

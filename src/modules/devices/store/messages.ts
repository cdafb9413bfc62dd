import { unnest, writeColumns } from '../../../kernel/columns.ts';
import type { Column } from '../../../kernel/columns.ts';
import type { Db } from '../../../kernel/db.ts';
import type { Reading } from '../shapes.ts';

/** Finds the digest of a message that came before. */
export async function findMessage(db: Db, eventId: string, deviceId: string, messageId: string): Promise<{ sha256: Buffer } | undefined> {
  return (await db.query<{ sha256: Buffer }>('SELECT sha256 FROM device_messages WHERE event_id = $1 AND device_id = $2 AND message_id = $3', [eventId, deviceId, messageId], 'device_message'))[0];
}

/** Is a message to be added, with its raw bytes where they may be kept. */
export interface NewMessage { readonly deviceId: string; readonly messageId: string; readonly format: string; readonly transport: string; readonly sha256: Buffer; readonly content: Buffer | null; readonly findings: readonly unknown[]; readonly refused: object | null }

const messageColumns: readonly Column[] = [['device_id', 'uuid'], ['message_id', 'text'], ['format', 'text'], ['transport', 'text'], ['sha256', 'bytea'], ['content', 'bytea'], ['findings', 'jsonb'], ['refused', 'jsonb']];
const addMessagesSql = `INSERT INTO device_messages (event_id, received_at, ${messageColumns.map(([name]) => name).join(', ')})
SELECT $1, $2, x.* FROM ${unnest(messageColumns, 3)} AS x ON CONFLICT DO NOTHING RETURNING device_id, message_id`;

/** Adds messages. Shape: those added; one that is left out has come before, or by another way at the same instant, and has waited for that one. */
export async function insertMessages<T extends NewMessage>(db: Db, eventId: string, messages: readonly T[], at: string): Promise<Set<T>> {
  const rows = messages.map((one) => [one.deviceId, one.messageId, one.format, one.transport, one.sha256, one.content, JSON.stringify(one.findings), one.refused === null ? null : JSON.stringify(one.refused)]);
  const added = await db.query<{ device_id: string; message_id: string }>(addMessagesSql, [eventId, at, ...writeColumns(rows, messageColumns)], 'device_messages_add');
  const keys = new Set(added.map((row) => `${row.device_id} ${row.message_id}`));
  return new Set(messages.filter((one) => keys.delete(`${one.deviceId} ${one.messageId}`)));
}

/** Is an event to be added. */
export interface NewEvent { readonly deviceId: string; readonly messageId: string; readonly ordinal: number; readonly name: string; readonly level: string; readonly happenedAt: string; readonly subject: string | null; readonly caseId: string | null; readonly step: string | null; readonly reading: Reading; readonly against: readonly string[]; readonly recordId: string | null }

/** Adds the events of messages in one statement. */
export async function insertEvents(db: Db, eventId: string, events: readonly NewEvent[], at: string): Promise<void> {
  if (events.length === 0) return;
  await db.query(
    `INSERT INTO device_events (event_id, device_id, message_id, ordinal, name, level, happened_at, received_at, subject, case_id, step, reading, against, record_id)
     SELECT $1, x.device_id, x.message_id, x.ordinal, x.name, x.level, x.happened_at, $2, x.subject, x.case_id, x.step, x.reading, x.against, x.record_id
     FROM jsonb_to_recordset($3::jsonb) AS x(device_id uuid, message_id text, ordinal int, name text, level text, happened_at timestamptz, subject text, case_id uuid, step text, reading jsonb, against text[], record_id uuid)`,
    [eventId, at, JSON.stringify(events.map((event) => ({ device_id: event.deviceId, message_id: event.messageId, ordinal: event.ordinal, name: event.name, level: event.level, happened_at: event.happenedAt, subject: event.subject, case_id: event.caseId, step: event.step, reading: event.reading, against: event.against, record_id: event.recordId })))], 'device_events_add');
}

/** Is an event as stored, with its message. */
export interface EventRow { readonly device_id: string; readonly message_id: string; readonly ordinal: number; readonly name: string; readonly level: string; readonly happened_at: string; readonly received_at: string; readonly subject: string | null; readonly case_id: string | null; readonly step: string | null; readonly reading: Reading; readonly against: readonly string[]; readonly record_id: string | null; readonly sha256: string; readonly format: string; readonly has_content: boolean }

const eventSql = `SELECT e.device_id, e.message_id, e.ordinal, e.name, e.level, e.happened_at, e.received_at, e.subject, e.case_id, e.step, e.reading, e.against, e.record_id, encode(m.sha256, 'hex') AS sha256, m.format, m.content IS NOT NULL AS has_content
FROM device_events e JOIN device_messages m ON m.event_id = e.event_id AND m.device_id = e.device_id AND m.message_id = e.message_id`;

/** Lists the newest events of a device as of an instant. */
export async function eventRows(db: Db, eventId: string, asOf: string, deviceId: string, most: number): Promise<EventRow[]> {
  return db.query<EventRow>(`${eventSql} WHERE e.event_id = $1 AND e.device_id = $2 AND e.received_at <= $3 ORDER BY e.happened_at DESC, e.ordinal DESC LIMIT $4`, [eventId, deviceId, asOf, most], 'device_events');
}

/** Finds the newest of some events of a device up to an instant. */
export async function lastEventOf(db: Db, eventId: string, deviceId: string, names: readonly string[], until: string): Promise<{ readonly name: string; readonly reading: Reading } | undefined> {
  return (await db.query<{ name: string; reading: Reading }>('SELECT name, reading FROM device_events WHERE event_id = $1 AND device_id = $2 AND name = ANY ($3) AND happened_at <= $4 ORDER BY happened_at DESC, received_at DESC, ordinal DESC LIMIT 1', [eventId, deviceId, names, until], 'device_last_event_of'))[0];
}

/** Lists what devices said of a case, newest first. */
export async function eventsOfCase(db: Db, eventId: string, asOf: string, caseId: string, most: number): Promise<EventRow[]> {
  return db.query<EventRow>(`${eventSql} WHERE e.event_id = $1 AND e.case_id = $2 AND e.received_at <= $3 ORDER BY e.happened_at DESC, e.ordinal DESC LIMIT $4`, [eventId, caseId, asOf, most], 'device_events_case');
}

/** Finds the newest event of each device as of an instant, and how many of the last day counted and did not. */
export async function lastEvents(db: Db, eventId: string, asOf: string, since: string): Promise<{ device_id: string; name: string; level: string; happened_at: string; results: number; not_counted: number; against: readonly string[] }[]> {
  return db.query(
    `SELECT DISTINCT ON (e.device_id) e.device_id, e.name, e.level, e.happened_at, e.against,
       count(*) FILTER (WHERE e.level = 'result' AND e.happened_at > $3) OVER w AS results, count(*) FILTER (WHERE e.level = 'result' AND cardinality(e.against) > 0 AND e.happened_at > $3) OVER w AS not_counted
     FROM device_events e WHERE e.event_id = $1 AND e.received_at <= $2 WINDOW w AS (PARTITION BY e.device_id) ORDER BY e.device_id, e.happened_at DESC, e.ordinal DESC`, [eventId, asOf, since], 'device_last_events');
}

/** Lists the messages that were refused, newest first. */
export async function refusedMessages(db: Db, eventId: string, asOf: string, deviceId: string, most: number): Promise<{ message_id: string; format: string; transport: string; received_at: string; refused: { code: string; where: string; reason: string } }[]> {
  return db.query('SELECT message_id, format, transport, received_at, refused FROM device_messages WHERE event_id = $1 AND device_id = $2 AND received_at <= $3 AND refused IS NOT NULL ORDER BY received_at DESC LIMIT $4', [eventId, deviceId, asOf, most], 'device_refused');
}

/** Finds the raw bytes of a message. Shape: null where they have been destroyed or were never kept. */
export async function rawMessage(db: Db, eventId: string, deviceId: string, messageId: string): Promise<{ content: Buffer | null; format: string; sha256: string } | undefined> {
  return (await db.query<{ content: Buffer | null; format: string; sha256: string }>("SELECT content, format, encode(sha256, 'hex') AS sha256 FROM device_messages WHERE event_id = $1 AND device_id = $2 AND message_id = $3", [eventId, deviceId, messageId], 'device_raw'))[0];
}

/** Lists what a device proved since an instant: the steps that a condemned calibration opens again. */
export async function provedSince(db: Db, eventId: string, deviceId: string, since: string, until: string): Promise<{ case_id: string; step: string; record_id: string; happened_at: string }[]> {
  return db.query(
    `SELECT DISTINCT ON (e.case_id, e.step) e.case_id, e.step, e.record_id, e.happened_at FROM device_events e JOIN records r ON r.event_id = e.event_id AND r.record_id = e.record_id
     WHERE e.event_id = $1 AND e.device_id = $2 AND e.happened_at BETWEEN $3 AND $4 AND r.outcome = 'passed'
       AND EXISTS (SELECT 1 FROM obligations o WHERE o.event_id = e.event_id AND o.case_id = e.case_id AND o.settled_by = e.record_id) ORDER BY e.case_id, e.step, e.happened_at DESC`, [eventId, deviceId, since, until], 'device_proved');
}

/** Finds the record by which a device told the result of a tube, unless it has been corrected. */
export async function resultOfTube(db: Db, eventId: string, caseId: string, step: string, tubeId: string): Promise<string | undefined> {
  return (await db.query<{ record_id: string }>(
    `SELECT r.record_id FROM records r WHERE r.event_id = $1 AND r.case_id = $2 AND r.step = $3 AND r.evidence ->> 'tubeId' = $4
       AND NOT EXISTS (SELECT 1 FROM records c WHERE c.event_id = r.event_id AND c.case_id = r.case_id AND c.corrects = r.record_id) ORDER BY r.seq DESC LIMIT 1`, [eventId, caseId, step, tubeId], 'device_tube_result'))[0]?.record_id;
}

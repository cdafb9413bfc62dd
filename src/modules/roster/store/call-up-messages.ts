import type { Db } from '../../../kernel/db.ts';

/** Is why somebody is written to: they are called, or no longer needed. */
export type CallUpMessageKind = 'called' | 'stoodDown';

/** Is a message taken up for an attempt. */
export interface TakenCallUpMessage { readonly message_id: string; readonly call_up_id: string; readonly person_id: string; readonly kind: CallUpMessageKind; readonly attempts: number }

/** Queues one message to each of these people; who was written to before for the same reason is not written to again. Shape: how many were queued. */
export async function insertCallUpMessages(db: Db, eventId: string, rows: readonly { readonly messageId: string; readonly callUpId: string; readonly personId: string; readonly kind: CallUpMessageKind }[], at: string): Promise<number> {
  if (rows.length === 0) return 0;
  return (await db.query(`INSERT INTO call_up_messages (event_id, message_id, call_up_id, person_id, kind, created_at, next_attempt_at)
    SELECT $1, x.m, x.c, x.p, x.k, $3, $4 FROM json_to_recordset($2) AS x (m uuid, c uuid, p uuid, k text) ON CONFLICT DO NOTHING RETURNING message_id`,
  [eventId, JSON.stringify(rows.map((row) => ({ m: row.messageId, c: row.callUpId, p: row.personId, k: row.kind }))), at, new Date()], 'call_up_queue')).length;
}

/** Takes up messages that are due and lends them until an instant; what a server that dies leaves is taken up by another one then. Instants of attempts are real time. */
export async function takeCallUpMessages(db: Db, eventId: string, at: Date, lentUntil: Date, limit: number): Promise<readonly TakenCallUpMessage[]> {
  return db.query<TakenCallUpMessage>(`UPDATE call_up_messages m SET attempts = m.attempts + 1, next_attempt_at = $3
    WHERE m.event_id = $1 AND m.message_id IN (SELECT w.message_id FROM call_up_messages w WHERE w.event_id = $1 AND w.state = 'waiting' AND w.next_attempt_at <= $2 ORDER BY w.next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED)
    RETURNING m.message_id, m.call_up_id, m.person_id, m.kind, m.attempts`, [eventId, at, lentUntil, limit], 'call_up_take');
}

/** Writes down how an attempt ended; a message that is settled is not touched again. */
export async function settleCallUpMessage(db: Db, eventId: string, messageId: string, outcome: { readonly state: 'waiting' | 'sent' | 'failed' | 'dropped'; readonly status: string; readonly at: Date; readonly nextAttemptAt: Date }): Promise<void> {
  await db.query(`UPDATE call_up_messages SET state = $3, last_status = $4, settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $5::timestamptz END, next_attempt_at = $6 WHERE event_id = $1 AND message_id = $2 AND state = 'waiting'`,
    [eventId, messageId, outcome.state, outcome.status.slice(0, 300), outcome.at, outcome.nextAttemptAt], 'call_up_settle');
}

/** Is what became of the message by which somebody was called. */
export interface CallUpMessageRow { readonly call_up_id: string; readonly person_id: string; readonly kind: CallUpMessageKind; readonly state: 'waiting' | 'sent' | 'failed' | 'dropped' }

/** Lists the messages of call-ups that were queued by an instant. */
export async function callUpMessageRows(db: Db, eventId: string, callUpIds: readonly string[], asOf: string): Promise<readonly CallUpMessageRow[]> {
  return db.query<CallUpMessageRow>('SELECT call_up_id, person_id, kind, state FROM call_up_messages WHERE event_id = $1 AND call_up_id = ANY ($2::uuid[]) AND created_at <= $3', [eventId, callUpIds, asOf], 'call_up_messages');
}

/** Is the event as a message names it, with its time zone. */
export interface MailEvent { readonly name_en: string; readonly name_zh: string; readonly time_zone: string }

/** Finds what a message says of its event. */
export async function findMailEvent(db: Db, eventId: string): Promise<MailEvent | undefined> {
  return (await db.query<MailEvent>('SELECT name_en, name_zh, time_zone FROM events WHERE event_id = $1', [eventId], 'call_up_event'))[0];
}

/** Gives the language of an officer. Shape: undefined where nobody signs in. */
export async function findLanguage(db: Db, eventId: string, officerId: string | null): Promise<'en' | 'zh' | undefined> {
  if (officerId === null) return undefined;
  return (await db.query<{ language: 'en' | 'zh' }>('SELECT language FROM officers WHERE event_id = $1 AND officer_id = $2', [eventId, officerId], 'call_up_language'))[0]?.language;
}

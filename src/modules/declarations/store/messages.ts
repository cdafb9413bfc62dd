import type { Db } from '../../../kernel/db.ts';

/** Is a person of a flight as far as messages go. Shape: `last_at` is when something was last queued that has not failed; `failed` counts what failed. */
export interface MailRow {
  readonly case_id: string;
  readonly declaration_id: string | null;
  readonly delegation: string | null;
  readonly nationality: string | null;
  readonly language: string | null;
  readonly open_questions: number | null;
  readonly version: number | null;
  readonly card_version: string | null;
  readonly contact: string | null;
  readonly messages: number;
  readonly invited: boolean;
  readonly last_at: string | null;
  readonly reminded_hours: readonly number[];
}

/** Lists the people of a flight with what is known of their card, their contact and the messages to them. */
export async function mailRows(db: Db, eventId: string, flightId: string): Promise<MailRow[]> {
  return db.query<MailRow>(
    `SELECT j.case_id, x.declaration_id, t.delegation, t.nationality, coalesce(v.language, r.language) AS language, r.open_questions, v.version, v.card_version,
       (SELECT e.entry->'record'->>'contact' FROM list_entries e JOIN lists l ON l.event_id = e.event_id AND l.list_id = e.list_id
        WHERE e.event_id = t.event_id AND e.traveller_id = t.traveller_id AND e.entry->'record'->>'contact' IS NOT NULL ORDER BY l.received_at DESC, e.position LIMIT 1) AS contact,
       m.messages, m.invited, m.last_at, m.reminded_hours
     FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     LEFT JOIN declarations x ON x.event_id = j.event_id AND x.case_id = j.case_id AND x.erased_at IS NULL
     LEFT JOIN declaration_drafts r ON r.event_id = x.event_id AND r.declaration_id = x.declaration_id
     LEFT JOIN LATERAL (SELECT version, card_version, language FROM declaration_versions y WHERE y.event_id = x.event_id AND y.declaration_id = x.declaration_id ORDER BY version DESC LIMIT 1) v ON true
     CROSS JOIN LATERAL (SELECT count(*)::int AS messages, coalesce(bool_or(q.kind = 'invitation' AND q.state IN ('waiting', 'sent')), false) AS invited,
         max(q.created_at) FILTER (WHERE q.state IN ('waiting', 'sent')) AS last_at, coalesce(array_agg(q.hours_before) FILTER (WHERE q.hours_before IS NOT NULL), '{}') AS reminded_hours
       FROM messages q WHERE q.event_id = x.event_id AND q.declaration_id = x.declaration_id) m
     WHERE j.event_id = $1 AND j.flight_id = $2 ORDER BY t.surname, t.given_names, j.case_id`, [eventId, flightId], 'mail_rows');
}

/** Is a message to be queued. */
export interface MessageWrite {
  readonly messageId: string;
  readonly kind: 'invitation' | 'reminder' | 'leader';
  readonly declarationId: string | null;
  readonly leaderId: string | null;
  readonly ordinal: number;
  readonly hoursBefore: number | null;
  readonly address: string;
  readonly language: string;
}

/** Queues messages; of two who queue to the same person at once one does. Shape: how many were queued. */
export async function insertMessages(db: Db, eventId: string, rows: readonly MessageWrite[], by: { readonly createdBy: string | null; readonly createdAt: string; readonly dueAt: Date }): Promise<number> {
  if (rows.length === 0) return 0;
  return (await db.query(
    `INSERT INTO messages (event_id, message_id, kind, declaration_id, leader_id, ordinal, hours_before, address, language, created_by, created_at, next_attempt_at)
     SELECT $1, x.m, x.k, x.d, x.l, x.o, x.h, x.a, x.g, $3, $4, $5 FROM json_to_recordset($2) AS x(m uuid, k text, d uuid, l uuid, o integer, h integer, a text, g text)
     ON CONFLICT DO NOTHING RETURNING message_id`,
    [eventId, JSON.stringify(rows.map((row) => ({ m: row.messageId, k: row.kind, d: row.declarationId, l: row.leaderId, o: row.ordinal, h: row.hoursBefore, a: row.address, g: row.language }))), by.createdBy, by.createdAt, by.dueAt])).length;
}

/** Is a message taken up for an attempt. */
export interface TakenMessage {
  readonly message_id: string;
  readonly kind: MessageWrite['kind'];
  readonly declaration_id: string | null;
  readonly leader_id: string | null;
  readonly address: string;
  readonly language: string;
  readonly attempts: number;
}

/**
 * Takes up messages that are due and lends them until an instant; a server that dies meanwhile loses nothing, another one takes them up then.
 * Instants of attempts are real time. The first attempt is due at once, whatever the event's clock wrote.
 */
export async function takeMessages(db: Db, eventId: string, at: Date, lentUntil: Date, limit: number): Promise<TakenMessage[]> {
  return db.query<TakenMessage>(
    `UPDATE messages m SET attempts = m.attempts + 1, next_attempt_at = $3
     WHERE m.event_id = $1 AND m.message_id IN (SELECT w.message_id FROM messages w WHERE w.event_id = $1 AND w.state = 'waiting' AND (w.attempts = 0 OR w.next_attempt_at <= $2) ORDER BY w.next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING m.message_id, m.kind, m.declaration_id, m.leader_id, m.address, m.language, m.attempts`, [eventId, at, lentUntil, limit], 'take_messages');
}

/** Writes down how an attempt ended; a message that is settled is not touched again. */
export async function settleMessage(db: Db, eventId: string, messageId: string, outcome: { readonly state: 'waiting' | 'sent' | 'failed' | 'dropped'; readonly status: string; readonly at: Date; readonly nextAttemptAt: Date }): Promise<void> {
  await db.query(
    `UPDATE messages SET state = $3, last_status = $4, settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $5::timestamptz END, next_attempt_at = $6 WHERE event_id = $1 AND message_id = $2 AND state = 'waiting'`,
    [eventId, messageId, outcome.state, outcome.status.slice(0, 300), outcome.at, outcome.nextAttemptAt]);
}

/** Says whether others are reached by an address as well: a team's office, a parent, a leader. Then no own code is sent there. */
export async function isSharedAddress(db: Db, eventId: string, address: string): Promise<boolean> {
  const [row] = await db.query<{ shared: boolean }>(
    `SELECT (SELECT count(DISTINCT e.traveller_id) > 1 FROM list_entries e WHERE e.event_id = $1 AND e.traveller_id IS NOT NULL AND position($2 IN lower(e.entry->'record'->>'contact')) > 0)
       OR EXISTS (SELECT 1 FROM declaration_leaders l WHERE l.event_id = $1 AND lower(l.email) = $2) AS shared`, [eventId, address], 'mail_shared');
  return row?.shared === true;
}

/** Is the newest message to a card or a leader, and what became of it. */
export interface MessageState { readonly about: string; readonly kind: string; readonly state: string; readonly attempts: number; readonly last_status: string | null; readonly created_at: string }

/** Lists the newest message to each card of a flight as known at an instant. */
export async function messagesOfFlight(db: Db, eventId: string, flightId: string, asOf: string): Promise<MessageState[]> {
  return db.query<MessageState>(
    `SELECT DISTINCT ON (m.declaration_id) m.declaration_id AS about, m.kind, m.state, m.attempts, m.last_status, m.created_at FROM messages m JOIN declarations d ON d.event_id = m.event_id AND d.declaration_id = m.declaration_id
     WHERE m.event_id = $1 AND d.flight_id = $2 AND m.created_at <= $3 ORDER BY m.declaration_id, m.ordinal DESC`, [eventId, flightId, asOf], 'messages_of_flight');
}

/** Lists the newest message to each leader. */
export async function messagesOfLeaders(db: Db, eventId: string): Promise<MessageState[]> {
  return db.query<MessageState>('SELECT DISTINCT ON (leader_id) leader_id AS about, kind, state, attempts, last_status, created_at FROM messages WHERE event_id = $1 AND leader_id IS NOT NULL ORDER BY leader_id, ordinal DESC', [eventId]);
}

/** Lists the flights between two instants' days that wait for somebody whom an invitation was sent to. */
export async function flightsToRemind(db: Db, eventId: string, from: string, to: string): Promise<string[]> {
  return (await db.query<{ flight_id: string }>(
    `SELECT DISTINCT f.flight_id FROM flights f JOIN declarations d ON d.event_id = f.event_id AND d.flight_id = f.flight_id JOIN messages m ON m.event_id = d.event_id AND m.declaration_id = d.declaration_id AND m.kind = 'invitation'
     WHERE f.event_id = $1 AND f.flight_date BETWEEN $2::date AND $3::date`, [eventId, from.slice(0, 10), to.slice(0, 10)], 'flights_to_remind')).map((row) => row.flight_id);
}

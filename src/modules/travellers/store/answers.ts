import type { Db } from '../../../kernel/db.ts';
import type { AnswerEnvelope, BoardStatus } from '../formats/paxlst/cusres.ts';
import type { ListRecord } from '../rules/entries.ts';

/** Is what a carrier was told of one person, and by which version of its list. */
export interface AnsweredPerson { readonly travellerId: string; readonly listId: string; readonly status: BoardStatus }

/** Is an answer to be kept. */
export interface AnswerWrite { readonly answerId: string; readonly flightId: string; readonly kind: '962' | '132'; readonly reference: string | null; readonly content: string; readonly sentAt: string; readonly persons: readonly AnsweredPerson[] }

/** Makes whoever else answers carriers in this event wait until this transaction ends: each change is told once. */
export async function lockAnswers(db: Db, eventId: string): Promise<void> {
  await db.query("SELECT pg_advisory_xact_lock(hashtextextended('board answers ' || $1::text, 0))", [eventId]);
}

/** Adds an answer with what it told of each person; who stands in it twice is told what came last. */
export async function insertAnswer(db: Db, eventId: string, answer: AnswerWrite): Promise<void> {
  await db.query('INSERT INTO board_answers (event_id, answer_id, flight_id, kind, reference, content, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [eventId, answer.answerId, answer.flightId, answer.kind, answer.reference, answer.content, answer.sentAt]);
  const persons = [...new Map(answer.persons.map((person) => [person.travellerId, person])).values()];
  await db.query('INSERT INTO board_answer_persons (event_id, answer_id, traveller_id, list_id, status) SELECT $1, $2, x.t, x.l, x.s FROM json_to_recordset($3) AS x(t uuid, l uuid, s text)',
    [eventId, answer.answerId, JSON.stringify(persons.map((person) => ({ t: person.travellerId, l: person.listId, s: person.status })))]);
}

/** Lists what the carrier was told last of each person of a flight. */
export async function lastAnswers(db: Db, eventId: string, flightId: string): Promise<{ traveller_id: string; list_id: string; status: BoardStatus }[]> {
  return db.query(
    `SELECT DISTINCT ON (p.traveller_id) p.traveller_id, p.list_id, p.status FROM board_answers a JOIN board_answer_persons p ON p.event_id = a.event_id AND p.answer_id = a.answer_id
     WHERE a.event_id = $1 AND a.flight_id = $2 ORDER BY p.traveller_id, a.sent_at DESC, a.answer_id DESC`, [eventId, flightId], 'last_board_answers');
}

/** Lists how a version of a list names each of some people, with its envelope. Shape: nobody where it has none. */
export async function answerableEntries(db: Db, eventId: string, listId: string, travellerIds: readonly string[]): Promise<{ traveller_id: string; record: ListRecord; envelope: AnswerEnvelope }[]> {
  return db.query(
    `SELECT e.traveller_id, e.entry->'record' AS record, l.envelope FROM lists l JOIN list_entries e ON e.event_id = l.event_id AND e.list_id = l.list_id
     WHERE l.event_id = $1 AND l.list_id = $2 AND l.envelope IS NOT NULL AND e.traveller_id = ANY ($3::uuid[]) ORDER BY e.position`, [eventId, listId, travellerIds], 'answerable_entries');
}

/** Counts the unasked changes of an event. */
export async function countChanges(db: Db, eventId: string): Promise<number> {
  return (await db.query<{ count: number }>("SELECT count(*)::int AS count FROM board_answers WHERE event_id = $1 AND kind = '132'", [eventId]))[0]?.count ?? 0;
}

/** Lists the flights whose carriers were answered and that have not left or landed. */
export async function flightsAnswered(db: Db, eventId: string, until: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ flight_id: string }>(
    'SELECT DISTINCT a.flight_id FROM board_answers a WHERE a.event_id = $1 AND NOT EXISTS (SELECT 1 FROM flight_movements m WHERE m.event_id = a.event_id AND m.flight_id = a.flight_id AND m.kind = ANY ($2::text[]))', [eventId, until], 'flights_answered');
  return rows.map((row) => row.flight_id);
}

/** Is an answer as it is shown. */
export interface AnswerRow { readonly answer_id: string; readonly flight_id: string; readonly kind: '962' | '132'; readonly reference: string | null; readonly content: string; readonly sent_at: string; readonly may: number; readonly may_not: number; readonly advised: number }

/** Lists the answers of a flight, or one, as of an instant, the newest first. */
export async function answerRows(db: Db, eventId: string, asOf: string, of: { readonly flightId?: string; readonly answerId?: string }): Promise<AnswerRow[]> {
  return db.query<AnswerRow>(
    `SELECT a.answer_id, a.flight_id, a.kind, a.reference, a.content, a.sent_at, count(p.*) FILTER (WHERE p.status = '0Z')::int AS may, count(p.*) FILTER (WHERE p.status = '1Z')::int AS may_not, count(p.*) FILTER (WHERE p.status = '2Z')::int AS advised
     FROM board_answers a LEFT JOIN board_answer_persons p ON p.event_id = a.event_id AND p.answer_id = a.answer_id
     WHERE a.event_id = $1 AND a.sent_at <= $2 AND ($3::uuid IS NULL OR a.flight_id = $3) AND ($4::uuid IS NULL OR a.answer_id = $4)
     GROUP BY a.event_id, a.answer_id ORDER BY a.sent_at DESC, a.answer_id DESC LIMIT 500`, [eventId, asOf, of.flightId ?? null, of.answerId ?? null], 'board_answers');
}

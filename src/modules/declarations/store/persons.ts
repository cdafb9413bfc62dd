import type { Db } from '../../../kernel/db.ts';
import type { VersionRow } from './cards.ts';

/** Is a journey of a person, as the data officer needs it: never an answer. */
export interface PersonCaseRow {
  readonly traveller_id: string;
  readonly surname: string;
  readonly given_names: string;
  readonly birth_date: string | null;
  readonly delegation: string | null;
  readonly case_id: string;
  readonly flight_id: string;
  readonly designator: string;
  readonly flight_date: string;
  readonly ended: boolean;
  readonly declaration_id: string | null;
  readonly filed: boolean;
  readonly erased_at: string | null;
  readonly erased_by: string | null;
}

const caseSql = `
SELECT t.traveller_id, t.surname, t.given_names, t.birth_date, t.delegation, j.case_id, f.flight_id, f.designator, f.flight_date,
  EXISTS (SELECT 1 FROM gates g WHERE g.event_id = j.event_id AND g.case_id = j.case_id AND g.gate = 'done' AND g.passed_by IS NOT NULL) AS ended,
  d.declaration_id, EXISTS (SELECT 1 FROM declaration_versions v WHERE v.event_id = d.event_id AND v.declaration_id = d.declaration_id) AS filed, d.erased_at, d.erased_by
FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
LEFT JOIN declarations d ON d.event_id = j.event_id AND d.case_id = j.case_id`;

/** Lists the journeys of the person whose case it is, each with every card it had; newest flight first. */
export async function casesOfPerson(db: Db, eventId: string, caseId: string): Promise<PersonCaseRow[]> {
  return db.query<PersonCaseRow>(`${caseSql} WHERE j.event_id = $1 AND j.traveller_id = (SELECT traveller_id FROM journeys WHERE event_id = $1 AND case_id = $2) ORDER BY f.flight_date DESC, j.case_id, d.created_at`, [eventId, caseId], 'privacy_cases');
}

/** Lists the journeys of everybody who carries a document of a number and was born on a day. */
export async function casesByDocument(db: Db, eventId: string, number: string, birthDate: string): Promise<PersonCaseRow[]> {
  return db.query<PersonCaseRow>(
    `${caseSql} WHERE j.event_id = $1 AND t.birth_date = $3 AND EXISTS (SELECT 1 FROM traveller_documents p WHERE p.event_id = t.event_id AND p.traveller_id = t.traveller_id AND p.number = $2)
     ORDER BY f.flight_date DESC, j.case_id, d.created_at LIMIT 200`, [eventId, number, birthDate], 'privacy_found');
}

/** Is what is held on a person beside the cards, by kind. */
export interface HeldOnPerson {
  readonly person: Readonly<Record<string, unknown>>;
  readonly documents: readonly object[];
  readonly journeys: readonly object[];
  readonly records: readonly object[];
  readonly handOvers: readonly object[];
  readonly lists: readonly object[];
  readonly messages: readonly object[];
  readonly readings: readonly object[];
  readonly reads: readonly object[];
}

/** Reads what is held on a traveller. Officers stand there by their organisation: their names are theirs. */
export async function heldOnPerson(db: Db, eventId: string, travellerId: string): Promise<HeldOnPerson> {
  const values = [eventId, travellerId];
  const cases = '(SELECT case_id FROM journeys WHERE event_id = $1 AND traveller_id = $2)';
  const [person] = await db.query('SELECT kind, surname, given_names, native_name, sex, birth_date, nationality, delegation, function, accreditation_number, flags, created_at FROM travellers WHERE event_id = $1 AND traveller_id = $2', values);
  return {
    person: person ?? {},
    documents: await db.query('SELECT type, number, issuer, expiry FROM traveller_documents WHERE event_id = $1 AND traveller_id = $2 ORDER BY type, number', values),
    journeys: await db.query(
      `SELECT j.case_id, f.designator, f.flight_date, f.direction, f.origin, f.destination, j.seat, j.booking_reference, j.room_cluster, j.found_outside_list, j.created_at, c.attributes
       FROM journeys j JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id JOIN cases c ON c.event_id = j.event_id AND c.case_id = j.case_id WHERE j.event_id = $1 AND j.traveller_id = $2 ORDER BY f.flight_date, j.case_id`, values),
    records: await db.query(
      `SELECT r.case_id, r.record_id, r.seq, r.step, r.outcome, r.evidence, r.rule, r.corrects, r.occurred_at, r.recorded_at, coalesce(o.organisation, k.organisation) AS recorded_by
       FROM records r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id LEFT JOIN organisation_keys k ON k.event_id = r.event_id AND k.key_id = r.key_id WHERE r.event_id = $1 AND r.case_id IN ${cases} ORDER BY r.case_id, r.seq`, values),
    handOvers: await db.query(
      `SELECT p.case_id, h.kind, h.vehicle, h.cluster, h.at, h.recorded_at FROM hand_over_persons p JOIN hand_overs h ON h.event_id = p.event_id AND h.hand_over_id = p.hand_over_id WHERE p.event_id = $1 AND p.case_id IN ${cases} ORDER BY h.at`, values),
    lists: await db.query(
      `SELECT l.kind, l.version, l.source, l.file_name, l.received_at, e.entry->'record' AS entry FROM list_entries e JOIN lists l ON l.event_id = e.event_id AND l.list_id = e.list_id WHERE e.event_id = $1 AND e.traveller_id = $2 ORDER BY l.received_at, e.position`, values),
    messages: await db.query(
      `SELECT d.case_id, m.kind, m.address, m.language, m.hours_before, m.created_at, m.attempts, m.state, m.settled_at, m.last_status FROM messages m JOIN declarations d ON d.event_id = m.event_id AND d.declaration_id = m.declaration_id
       WHERE m.event_id = $1 AND d.case_id IN ${cases} ORDER BY m.created_at, m.ordinal`, values),
    readings: await db.query(
      `SELECT e.case_id, d.kind AS device, e.name, e.happened_at, e.received_at, e.reading, e.record_id FROM device_events e JOIN devices d ON d.event_id = e.event_id AND d.device_id = e.device_id WHERE e.event_id = $1 AND e.case_id IN ${cases} ORDER BY e.happened_at`, values),
    reads: await db.query(
      `SELECT r.read_at, r.view, r.subject, r.reason, coalesce(o.organisation, k.organisation) AS read_by FROM read_log r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id LEFT JOIN organisation_keys k ON k.event_id = r.event_id AND k.key_id = r.key_id
       WHERE r.event_id = $1 AND r.subject IN (SELECT unnest(ARRAY['case:' || case_id, 'flight:' || flight_id]) FROM journeys WHERE event_id = $1 AND traveller_id = $2) ORDER BY r.read_at`, values),
  };
}

/** Counts what is held on a traveller and stays. */
export async function countKept(db: Db, eventId: string, travellerId: string): Promise<Readonly<Record<'records' | 'listEntries' | 'readLog', number>>> {
  const [row] = await db.query<{ records: number; entries: number; reads: number }>(
    `SELECT (SELECT count(*)::int FROM records r JOIN journeys j ON j.event_id = r.event_id AND j.case_id = r.case_id WHERE j.event_id = $1 AND j.traveller_id = $2) AS records,
       (SELECT count(*)::int FROM list_entries WHERE event_id = $1 AND traveller_id = $2 AND entry_key NOT LIKE 'destroyed %') AS entries,
       (SELECT count(*)::int FROM read_log r JOIN journeys j ON j.event_id = r.event_id AND r.subject = 'case:' || j.case_id WHERE j.event_id = $1 AND j.traveller_id = $2) AS reads`, [eventId, travellerId]);
  return { records: row?.records ?? 0, listEntries: row?.entries ?? 0, readLog: row?.reads ?? 0 };
}

/** Counts the messages to a person whose address is still held. */
export async function countAddressed(db: Db, eventId: string, travellerId: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM messages m JOIN declarations d ON d.event_id = m.event_id AND d.declaration_id = m.declaration_id JOIN journeys j ON j.event_id = d.event_id AND j.case_id = d.case_id
     WHERE m.event_id = $1 AND j.traveller_id = $2 AND m.address <> ''`, [eventId, travellerId]);
  return row?.count ?? 0;
}

/** Deletes the sessions of a card. Shape: how many. */
export async function deleteSessionsOf(db: Db, eventId: string, declarationId: string): Promise<number> {
  return (await db.query('DELETE FROM form_sessions WHERE event_id = $1 AND declaration_id = $2 RETURNING 1', [eventId, declarationId])).length;
}

/** Lists every filing of a card, oldest first. */
export async function versionsOf(db: Db, eventId: string, declarationId: string): Promise<VersionRow[]> {
  return db.query('SELECT version, card_version, language, sealed, kid, valid_from, valid_until, filed_at FROM declaration_versions WHERE event_id = $1 AND declaration_id = $2 ORDER BY version', [eventId, declarationId]);
}

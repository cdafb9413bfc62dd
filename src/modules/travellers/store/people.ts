import type { Db } from '../../../kernel/db.ts';
import type { Facts } from '../../prescribed/shapes.ts';
import type { TravellerFlags } from '../rules/entries.ts';

/** Is a document as stored: the number in upper case, letters and digits only. */
export interface DocumentRow { readonly type: string; readonly number: string; readonly issuer: string; readonly expiry: string | null }

/** Is a traveller as stored, with the documents. */
export interface TravellerRow {
  readonly traveller_id: string;
  readonly kind: 'passenger' | 'crew';
  readonly surname: string;
  readonly given_names: string;
  readonly native_name: string | null;
  readonly sex: 'M' | 'F' | 'X' | null;
  readonly birth_date: string | null;
  readonly nationality: string | null;
  readonly delegation: string | null;
  readonly function: string | null;
  readonly accreditation_number: string | null;
  readonly flags: TravellerFlags;
  readonly documents: readonly DocumentRow[];
  /** False for a person whom the file being planned names for the first time. */
  readonly isStored?: false;
}

const travellerColumns = `t.traveller_id, t.kind, t.surname, t.given_names, t.native_name, t.sex, t.birth_date::text AS birth_date, t.nationality, t.delegation, t.function, t.accreditation_number, t.flags,
  coalesce((SELECT json_agg(json_build_object('type', d.type, 'number', d.number, 'issuer', d.issuer, 'expiry', d.expiry)) FROM traveller_documents d WHERE d.event_id = t.event_id AND d.traveller_id = t.traveller_id), '[]') AS documents`;

/** Lists the travellers who could be behind the entries: by document, accreditation, a name (either order) with its birth date, or by identifier. */
export async function findCandidates(db: Db, eventId: string, by: { numbers: readonly string[]; accreditations: readonly string[]; names: readonly string[]; birthDates: readonly string[]; travellerIds: readonly string[] }): Promise<TravellerRow[]> {
  return db.query<TravellerRow>(
    `SELECT ${travellerColumns} FROM travellers t WHERE t.event_id = $1 AND t.traveller_id IN (
       SELECT traveller_id FROM traveller_documents WHERE event_id = $1 AND number = ANY ($2::text[])
       UNION SELECT traveller_id FROM travellers WHERE event_id = $1 AND accreditation_number = ANY ($3::text[])
       UNION SELECT traveller_id FROM travellers WHERE event_id = $1 AND upper(surname) = ANY ($4::text[]) AND (birth_date IS NULL OR birth_date = ANY ($5::date[]))
       UNION SELECT unnest($6::uuid[]))`,
    [eventId, by.numbers, by.accreditations, by.names, by.birthDates, by.travellerIds]);
}

/** Lists the travellers of a flight. */
export async function travellersOf(db: Db, eventId: string, flightId: string): Promise<TravellerRow[]> {
  return db.query<TravellerRow>(`SELECT ${travellerColumns} FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id WHERE j.event_id = $1 AND j.flight_id = $2`, [eventId, flightId]);
}

/** Lists travellers whose name and birth date or document another traveller of the event shares, for proposals of duplicates. */
export async function lookalikes(db: Db, eventId: string, limit: number): Promise<TravellerRow[]> {
  return db.query<TravellerRow>(
    `SELECT ${travellerColumns} FROM travellers t WHERE t.event_id = $1 AND t.traveller_id IN (
       SELECT unnest(array_agg(traveller_id)) FROM travellers WHERE event_id = $1 AND birth_date IS NOT NULL GROUP BY birth_date, left(upper(surname), 3) HAVING count(*) > 1
       UNION SELECT unnest(array_agg(traveller_id)) FROM traveller_documents WHERE event_id = $1 GROUP BY number HAVING count(DISTINCT traveller_id) > 1) LIMIT $2`, [eventId, limit]);
}

/** Is a traveller to be written. */
export interface TravellerWrite extends Omit<TravellerRow, 'documents'> { readonly documents: readonly DocumentRow[] }

const written = 'json_to_recordset($2) AS x(i uuid, k text, s text, g text, n text, x text, b date, c text, d text, f text, a text, l jsonb)';
const short = (t: TravellerWrite): object => ({ i: t.traveller_id, k: t.kind, s: t.surname, g: t.given_names, n: t.native_name, x: t.sex, b: t.birth_date, c: t.nationality, d: t.delegation, f: t.function, a: t.accreditation_number, l: t.flags });

/** Adds travellers. */
export async function insertTravellers(db: Db, eventId: string, travellers: readonly TravellerWrite[], createdAt: string): Promise<void> {
  if (travellers.length === 0) return;
  await db.query(
    `INSERT INTO travellers (event_id, traveller_id, kind, surname, given_names, native_name, sex, birth_date, nationality, delegation, function, accreditation_number, flags, created_at)
     SELECT $1, x.i, x.k, x.s, x.g, x.n, x.x, x.b, x.c, x.d, x.f, x.a, x.l, $3 FROM ${written}`, [eventId, JSON.stringify(travellers.map(short)), createdAt]);
  await insertDocuments(db, eventId, travellers);
}

/** Writes what newer lists say of travellers. */
export async function updateTravellers(db: Db, eventId: string, travellers: readonly TravellerWrite[]): Promise<void> {
  if (travellers.length === 0) return;
  await db.query(
    `UPDATE travellers t SET kind = x.k, surname = x.s, given_names = x.g, native_name = x.n, sex = x.x, birth_date = x.b, nationality = x.c, delegation = x.d, function = x.f, accreditation_number = x.a, flags = x.l
     FROM ${written} WHERE t.event_id = $1 AND t.traveller_id = x.i`, [eventId, JSON.stringify(travellers.map(short))]);
  await insertDocuments(db, eventId, travellers);
}

async function insertDocuments(db: Db, eventId: string, travellers: readonly TravellerWrite[]): Promise<void> {
  const rows = travellers.flatMap((t) => t.documents.map((document) => ({ i: t.traveller_id, t: document.type, n: document.number, s: document.issuer, e: document.expiry })));
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO traveller_documents (event_id, traveller_id, type, number, issuer, expiry)
     SELECT DISTINCT ON (x.i, x.t, x.n, x.s) $1::uuid, x.i, x.t, x.n, x.s, x.e FROM json_to_recordset($2) AS x(i uuid, t text, n text, s text, e date)
     ON CONFLICT (event_id, traveller_id, type, number, issuer) DO UPDATE SET expiry = coalesce(excluded.expiry, traveller_documents.expiry)`, [eventId, JSON.stringify(rows)]);
}

/** Is one person on one flight as stored. */
export interface JourneyRow {
  readonly case_id: string;
  readonly traveller_id: string;
  readonly flight_id: string;
  readonly seat: string | null;
  readonly booking_reference: string | null;
  readonly room_cluster: string | null;
  readonly attributes: Facts;
}

/** Lists the journeys of travellers on flights. */
export async function findJourneys(db: Db, eventId: string, flightIds: readonly string[], travellerIds: readonly string[]): Promise<JourneyRow[]> {
  return db.query<JourneyRow>(
    `SELECT j.case_id, j.traveller_id, j.flight_id, j.seat, j.booking_reference, j.room_cluster, c.attributes FROM journeys j JOIN cases c ON c.event_id = j.event_id AND c.case_id = j.case_id
     WHERE j.event_id = $1 AND j.flight_id = ANY ($2::uuid[]) AND j.traveller_id = ANY ($3::uuid[])`, [eventId, flightIds, travellerIds]);
}

/** Is a journey to be written. */
export interface JourneyWrite {
  readonly caseId: string;
  readonly travellerId: string;
  readonly flightId: string;
  readonly seat: string | null;
  readonly bookingReference: string | null;
  readonly roomCluster: string | null;
  readonly foundOutsideList: boolean;
}

/** Adds journeys; their cases are open already. */
export async function insertJourneys(db: Db, eventId: string, journeys: readonly JourneyWrite[], createdAt: string): Promise<void> {
  if (journeys.length === 0) return;
  await db.query(
    `INSERT INTO journeys (event_id, case_id, traveller_id, flight_id, seat, booking_reference, room_cluster, found_outside_list, created_at)
     SELECT $1, x.c, x.t, x.f, x.s, x.b, x.r, x.o, $3 FROM json_to_recordset($2) AS x(c uuid, t uuid, f uuid, s text, b text, r text, o boolean)`,
    [eventId, JSON.stringify(journeys.map((j) => ({ c: j.caseId, t: j.travellerId, f: j.flightId, s: j.seat, b: j.bookingReference, r: j.roomCluster, o: j.foundOutsideList }))), createdAt]);
}

/** Writes newer seats, booking references and room clusters. */
export async function updateJourneys(db: Db, eventId: string, journeys: readonly { caseId: string; seat: string | null; bookingReference: string | null; roomCluster: string | null }[]): Promise<void> {
  if (journeys.length === 0) return;
  await db.query(
    `UPDATE journeys j SET seat = x.s, booking_reference = x.b, room_cluster = x.r FROM json_to_recordset($2) AS x(c uuid, s text, b text, r text) WHERE j.event_id = $1 AND j.case_id = x.c`,
    [eventId, JSON.stringify(journeys.map((j) => ({ c: j.caseId, s: j.seat, b: j.bookingReference, r: j.roomCluster })))]);
}

/** Writes the seat of one person. Shape: the flight and the seat before; undefined where there is no such case. */
export async function updateSeat(db: Db, eventId: string, caseId: string, seat: string): Promise<{ flight_id: string; seat: string | null } | undefined> {
  const [before] = await db.query<{ flight_id: string; seat: string | null }>('SELECT flight_id, seat FROM journeys WHERE event_id = $1 AND case_id = $2', [eventId, caseId]);
  if (before !== undefined) await db.query('UPDATE journeys SET seat = $3 WHERE event_id = $1 AND case_id = $2', [eventId, caseId, seat]);
  return before;
}

/** Writes what a newer list lets the plan know of a person; what is already owed stays owed. */
export async function updateAttributes(db: Db, eventId: string, cases: readonly { caseId: string; attributes: Facts }[]): Promise<void> {
  if (cases.length === 0) return;
  await db.query('UPDATE cases c SET attributes = x.a FROM json_to_recordset($2) AS x(c uuid, a jsonb) WHERE c.event_id = $1 AND c.case_id = x.c',
    [eventId, JSON.stringify(cases.map((entry) => ({ c: entry.caseId, a: entry.attributes })))]);
}

/** Is a decision on whether two travellers are one; `keep` is the one that stays where they are. */
export interface MatchDecision { readonly one_id: string; readonly other_id: string; readonly decision: 'same' | 'different'; readonly keep: string | null }

/** Lists the decisions on matches taken so far. */
export async function matchDecisions(db: Db, eventId: string): Promise<MatchDecision[]> {
  return db.query<MatchDecision>("SELECT one_id, other_id, decision, reasons->>'keep' AS keep FROM match_decisions WHERE event_id = $1", [eventId]);
}

/** Adds a decision on a match; one pair is decided once. */
export async function insertMatchDecision(db: Db, eventId: string, row: { oneId: string; otherId: string; decision: string; reasons: object; decidedBy: string | null; decidedAt: string }): Promise<boolean> {
  const rows = await db.query(
    'INSERT INTO match_decisions (event_id, one_id, other_id, decision, reasons, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING one_id',
    [eventId, row.oneId, row.otherId, row.decision, JSON.stringify(row.reasons), row.decidedBy, row.decidedAt]);
  return rows.length > 0;
}

/** Follows the decisions "same" to the traveller that stays. */
export function keptTraveller(decisions: readonly MatchDecision[]): (travellerId: string) => string {
  const next = new Map<string, string>();
  for (const entry of decisions) {
    if (entry.decision !== 'same') continue;
    const keep = entry.keep ?? entry.one_id;
    next.set(keep === entry.one_id ? entry.other_id : entry.one_id, keep);
  }
  return (travellerId) => {
    let at = travellerId;
    for (let hops = 0; hops < 50; hops += 1) {
      const to = next.get(at);
      if (to === undefined) return at;
      at = to;
    }
    return at;
  };
}

/** Is a traveller's place on a flight with what a decision on duplicates needs. */
export interface TravellerJourney { readonly case_id: string; readonly traveller_id: string; readonly flight_id: string; readonly designator: string; readonly flight_date: string; readonly direction: 'arrival' | 'departure'; readonly on_board: boolean; readonly owes_boarding: boolean }

/** Lists the flights of travellers. */
export async function journeysOfTravellers(db: Db, eventId: string, travellerIds: readonly string[]): Promise<TravellerJourney[]> {
  return db.query<TravellerJourney>(
    `SELECT j.case_id, j.traveller_id, j.flight_id, f.designator, f.flight_date, f.direction,
       coalesce((SELECT (r.evidence->>'onBoard')::boolean FROM records r WHERE r.event_id = j.event_id AND r.case_id = j.case_id AND r.step IN ('ONB-01', 'DEP-05') ORDER BY r.seq DESC LIMIT 1), false) AS on_board,
       EXISTS (SELECT 1 FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND o.step IN ('ONB-01', 'DEP-05') AND o.settled_by IS NULL) AS owes_boarding
     FROM journeys j JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id WHERE j.event_id = $1 AND j.traveller_id = ANY ($2::uuid[])`, [eventId, travellerIds]);
}

import type { Db } from '../../../kernel/db.ts';
import type { TravellerFlags } from '../rules/entries.ts';
import type { DocumentRow } from './people.ts';

/** Is one owed step of a person as the card shows it. */
export interface OwedRow { readonly ordinal: number; readonly step: string; readonly bars: string; readonly dueAt: string | null; readonly owedAt: string }

/** Is a person on a flight with what stands now, or stood at an instant. */
export interface CardRow {
  readonly case_id: string; readonly traveller_id: string; readonly flight_id: string; readonly designator: string; readonly flight_date: string; readonly direction: 'arrival' | 'departure';
  readonly surname: string; readonly given_names: string; readonly native_name: string | null; readonly sex: 'M' | 'F' | 'X' | null; readonly birth_date: string | null; readonly nationality: string | null;
  readonly kind: 'passenger' | 'crew'; readonly delegation: string | null; readonly function: string | null; readonly accreditation_number: string | null; readonly flags: TravellerFlags;
  readonly seat: string | null; readonly booking_reference: string | null; readonly room_cluster: string | null; readonly found_outside_list: boolean;
  readonly documents: readonly DocumentRow[]; readonly owed: readonly OwedRow[]; readonly ended: boolean; readonly handed_over: boolean; readonly hand_over_open: boolean; readonly abnormal: boolean;
  readonly on_board: boolean; readonly absent: boolean; readonly total: number;
}

/** Says which people are wanted; every part that is given narrows. */
export interface CardFilter {
  readonly caseIds?: readonly string[] | undefined;
  readonly flightId?: string | undefined;
  readonly travellerIds?: readonly string[] | undefined;
  /** Carriers whose flights may be seen. */
  readonly carriers?: readonly string[] | undefined;
  readonly state?: 'all' | 'owed' | 'overdue' | 'abnormal' | 'done' | 'absent' | undefined;
  /** Owes one of these steps. */
  readonly steps?: readonly string[] | undefined;
  /** Steps that must not be told. */
  readonly hidden: readonly string[];
  /** Words of a name, a number, a seat. */
  readonly query?: string | undefined;
  readonly pointCode?: string | undefined;
  /** Days of flights, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly order: 'name' | 'due' | 'flight';
  readonly limit: number;
  readonly offset?: number | undefined;
  readonly asOf: string;
  readonly isPresent: boolean;
}

// What was owed at an instant follows from the records until then; what is owed now stands in the obligations themselves.
function openAt(isPresent: boolean, asOf: string): string {
  if (isPresent) return 'o.settled_by IS NULL';
  return `o.owed_at <= ${asOf} AND NOT EXISTS (SELECT 1 FROM records r WHERE r.event_id = o.event_id AND r.case_id = o.case_id AND r.ordinal = o.ordinal AND r.recorded_at <= ${asOf}
    AND (r.settles_as <> 'followed' OR r.followed_by IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM records c WHERE c.event_id = r.event_id AND c.case_id = r.case_id AND c.corrects = r.record_id AND c.recorded_at <= ${asOf}))`;
}

function gateAt(gate: string, isPresent: boolean, asOf: string): string {
  if (isPresent) return `EXISTS (SELECT 1 FROM gates g WHERE g.event_id = j.event_id AND g.case_id = j.case_id AND g.gate = '${gate}' AND g.passed_by IS NOT NULL)`;
  return `EXISTS (SELECT 1 FROM gates g JOIN records r ON r.event_id = g.event_id AND r.record_id = g.passed_by WHERE g.event_id = j.event_id AND g.case_id = j.case_id AND g.gate = '${gate}' AND r.recorded_at <= ${asOf})`;
}

const orders = {
  name: 'c.surname, c.given_names, c.case_id',
  due: 'c.first_due NULLS LAST, c.first_owed NULLS LAST, c.case_id',
  flight: 'c.flight_date DESC, c.surname, c.given_names, c.case_id',
} as const;

/** Lists people with what they owe, in one statement. Shape: `total` counts all that match, before limit and offset. */
export async function findCards(db: Db, eventId: string, filter: CardFilter): Promise<CardRow[]> {
  const values: unknown[] = [eventId, filter.asOf, filter.hidden];
  const put = (value: unknown, type: string): string => { values.push(value); return `$${values.length}::${type}`; };
  const asOf = '$2::timestamptz';
  const open = openAt(filter.isPresent, asOf);
  const where = ['j.event_id = $1::uuid', `j.created_at <= ${asOf}`];
  if (filter.caseIds !== undefined) where.push(`j.case_id = ANY (${put(filter.caseIds, 'uuid[]')})`);
  if (filter.flightId !== undefined) where.push(`j.flight_id = ${put(filter.flightId, 'uuid')}`);
  if (filter.travellerIds !== undefined) where.push(`j.traveller_id = ANY (${put(filter.travellerIds, 'uuid[]')})`);
  if (filter.carriers !== undefined) where.push(`left(f.designator, 2) = ANY (${put(filter.carriers, 'text[]')})`);
  if (filter.from !== undefined) where.push(`f.flight_date >= ${put(filter.from, 'date')}`);
  if (filter.to !== undefined) where.push(`f.flight_date <= ${put(filter.to, 'date')}`);
  if (filter.pointCode !== undefined) where.push(`f.point_id = (SELECT point_id FROM points_of_entry WHERE event_id = $1::uuid AND code = ${put(filter.pointCode, 'text')})`);
  if (filter.steps !== undefined) where.push(`EXISTS (SELECT 1 FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND o.step = ANY (${put(filter.steps, 'text[]')}) AND ${open})`);
  if (filter.query !== undefined && filter.query !== '') {
    for (const word of filter.query.toUpperCase().split(/\s+/u).filter((part) => part !== '').slice(0, 6)) {
      const like = put(`${word.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`, 'text');
      where.push(`(upper(t.surname) LIKE ${like} OR upper(t.given_names) LIKE ${like} OR upper(t.given_names) LIKE '% ' || ${like} OR upper(t.surname) LIKE '% ' || ${like} OR upper(t.native_name) LIKE ${like} OR j.seat LIKE ${like} OR upper(t.accreditation_number) LIKE ${like}
        OR upper(t.delegation) LIKE ${like} OR EXISTS (SELECT 1 FROM traveller_documents d WHERE d.event_id = t.event_id AND d.traveller_id = t.traveller_id AND d.number LIKE ${like}))`);
    }
  }
  const states: Record<string, string> = {
    owed: 'c.open_steps > 0', overdue: `c.first_due < ${asOf}`, abnormal: 'c.abnormal', done: 'c.ended', absent: 'c.absent',
  };
  const state = filter.state === undefined || filter.state === 'all' ? 'true' : states[filter.state]!;
  const evidence = (field: string): string => `coalesce((SELECT (r.evidence->>'${field}')::boolean FROM records r WHERE r.event_id = j.event_id AND r.case_id = j.case_id AND r.step IN ('ONB-01', 'DEP-05') AND r.recorded_at <= ${asOf}
    AND NOT EXISTS (SELECT 1 FROM records x WHERE x.event_id = r.event_id AND x.case_id = r.case_id AND x.corrects = r.record_id AND x.recorded_at <= ${asOf}) ORDER BY r.seq DESC LIMIT 1), false)`;
  return db.query<CardRow>(
    `WITH c AS (
       SELECT j.case_id, j.traveller_id, j.flight_id, f.designator, f.flight_date::text AS flight_date, f.direction, t.surname, t.given_names, t.native_name, t.sex, t.birth_date::text AS birth_date, t.nationality,
         t.kind, t.delegation, t.function, t.accreditation_number, t.flags, j.seat, j.booking_reference, j.room_cluster, j.found_outside_list, j.event_id,
         ${evidence('onBoard')} AS on_board, ${evidence('absent')} AS absent, ${gateAt('done', filter.isPresent, asOf)} AS ended, ${gateAt('handOver', filter.isPresent, asOf)} AS handed_over,
         EXISTS (SELECT 1 FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND o.step = 'XFR-02' AND o.owed_at <= ${asOf}) AND NOT 'XFR-02' = ANY ($3::text[]) AS abnormal,
         s.owed, s.first_due, s.first_owed, s.open_steps, s.barring = 0 AS hand_over_open
       FROM journeys j JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
       CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('ordinal', o.ordinal, 'step', o.step, 'bars', o.bars, 'dueAt', o.due_at, 'owedAt', o.owed_at) ORDER BY o.ordinal) FILTER (WHERE NOT o.step = ANY ($3::text[])) AS owed, min(o.due_at) FILTER (WHERE NOT o.step = ANY ($3::text[])) AS first_due,
           min(o.owed_at) AS first_owed, count(*) FILTER (WHERE NOT o.step = ANY ($3::text[])) AS open_steps, count(*) FILTER (WHERE o.bars = 'handOver') AS barring
         FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND ${open}) s
       WHERE ${where.join(' AND ')}
     ), page AS (
       SELECT c.*, count(*) OVER () AS total FROM c WHERE ${state} ORDER BY ${orders[filter.order]} LIMIT ${put(filter.limit, 'int')} OFFSET ${put(filter.offset ?? 0, 'int')}
     )
     SELECT c.*, coalesce(c.owed, '[]') AS owed, coalesce((SELECT json_agg(json_build_object('type', d.type, 'number', d.number, 'issuer', d.issuer, 'expiry', d.expiry) ORDER BY d.type, d.number) FROM traveller_documents d
       WHERE d.event_id = c.event_id AND d.traveller_id = c.traveller_id), '[]') AS documents
     FROM page c ORDER BY ${orders[filter.order]}`, values);
}

/** Finds the case that owns a tube. */
export async function findTubeCase(db: Db, eventId: string, tubeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ key: string; case_id: string }>("SELECT key, case_id FROM evidence_keys WHERE event_id = $1 AND kind = 'tube' AND key = ANY ($2::text[])", [eventId, tubeIds], 'travellers_tubes');
  return new Map(rows.map((row) => [row.key, row.case_id]));
}

/** Lists the travellers who carry a document number or an accreditation number. */
export async function travellersByNumber(db: Db, eventId: string, number: string): Promise<{ traveller_id: string; by: 'document' | 'accreditation' }[]> {
  return db.query(
    `SELECT traveller_id, 'document' AS by FROM traveller_documents WHERE event_id = $1 AND number = $2
     UNION SELECT traveller_id, 'accreditation' FROM travellers WHERE event_id = $1 AND accreditation_number = $2`, [eventId, number], 'travellers_by_number');
}

/** Lists travellers by the beginnings of names, in either order, or by the native name. Shape: at most `limit`. */
export async function travellersByName(db: Db, eventId: string, words: readonly string[], native: string, limit: number): Promise<string[]> {
  const like = (word: string): string => `${word.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
  const rest = words.slice(1).join(' ');
  const most = words.slice(0, -1).join(' ');
  const last = words.at(-1) ?? '';
  // Each branch walks an index of its own; one condition of all of them would read every traveller.
  const rows = await db.query<{ traveller_id: string }>(
    `SELECT traveller_id FROM (
       (SELECT traveller_id, surname, given_names FROM travellers WHERE event_id = $1 AND upper(surname) LIKE $2 AND upper(given_names) LIKE $3 LIMIT $9)
       UNION (SELECT traveller_id, surname, given_names FROM travellers WHERE event_id = $1 AND upper(surname) LIKE $4 AND upper(given_names) LIKE $5 LIMIT $9)
       UNION (SELECT traveller_id, surname, given_names FROM travellers WHERE event_id = $1 AND upper(surname) LIKE $5 AND upper(given_names) LIKE $4 LIMIT $9)
       UNION (SELECT traveller_id, surname, given_names FROM travellers WHERE event_id = $1 AND upper(surname) LIKE $6 LIMIT $9)
       UNION (SELECT traveller_id, surname, given_names FROM travellers WHERE event_id = $1 AND $7 AND upper(given_names) LIKE $6 LIMIT $9)
       UNION (SELECT traveller_id, surname, given_names FROM travellers WHERE event_id = $1 AND $8 <> '%' AND native_name LIKE $8 LIMIT $9)) AS t
     ORDER BY surname, given_names LIMIT $9`,
    [eventId, like(words[0] ?? ''), like(rest), like(most), like(last), like(words.join(' ')), words.length === 1, like(native), limit]);
  return rows.map((row) => row.traveller_id);
}

/** Lists the cases of travellers, newest flights first. */
export async function journeysOf(db: Db, eventId: string, travellerIds: readonly string[], flightId: string | undefined): Promise<string[]> {
  const rows = await db.query<{ case_id: string }>(
    `SELECT j.case_id FROM journeys j JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
     WHERE j.event_id = $1 AND j.traveller_id = ANY ($2::uuid[]) AND ($3::uuid IS NULL OR j.flight_id = $3) ORDER BY f.flight_date DESC LIMIT 200`, [eventId, travellerIds, flightId ?? null], 'travellers_journeys');
  return rows.map((row) => row.case_id);
}

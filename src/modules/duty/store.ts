import type { Db } from '../../kernel/db.ts';
import { owingSql } from '../prescribed/owing.ts';

/** Is a point of entry with the names of its event. */
export interface PointRow { readonly point_id: string; readonly name_en: string; readonly name_zh: string; readonly event_en: string; readonly event_zh: string; readonly time_zone: string }

/** Finds a point of entry by its code. */
export async function findPoint(db: Db, eventId: string, code: string): Promise<PointRow | undefined> {
  return (await db.query<PointRow>(`SELECT p.point_id, p.name_en, p.name_zh, e.name_en AS event_en, e.name_zh AS event_zh, e.time_zone
    FROM points_of_entry p JOIN events e ON e.event_id = p.event_id WHERE p.event_id = $1 AND p.code = $2`, [eventId, code], 'duty_point'))[0];
}

/** Is one step that some of a flight still owe. */
export interface OwedRow { readonly flight_id: string; readonly step: string; readonly owed: number; readonly overdue: number; readonly since: string }

/** Counts what flights owe at an instant by step, and since when. Shape: the longest owed first. */
export async function owedOf(db: Db, eventId: string, asOf: string, flightIds: readonly string[]): Promise<OwedRow[]> {
  return db.query<OwedRow>(`WITH members AS (SELECT j.flight_id, j.case_id FROM journeys j WHERE j.event_id = $1 AND j.flight_id = ANY($3::uuid[]) AND j.created_at <= $2 UNION ALL SELECT f, f FROM unnest($3::uuid[]) AS f),
      owing AS (${owingSql('members', false, true)})
    SELECT flight_id, step, count(*)::integer AS owed, count(*) FILTER (WHERE due_at < $2)::integer AS overdue, min(owed_at) AS since FROM owing WHERE settled_as IS NULL GROUP BY flight_id, step ORDER BY since, flight_id, step`, [eventId, asOf, flightIds], 'duty_owed');
}

/** Is one hand-over with its parties and what became of it. */
export interface HandOverRow {
  readonly hand_over_id: string; readonly point_code: string; readonly from_at: string; readonly until_at: string; readonly note: string; readonly sheet_sha256: string; readonly given_at: string; readonly newest: boolean;
  readonly given_by: string; readonly by_en: string; readonly by_zh: string; readonly given_to: string; readonly to_en: string; readonly to_zh: string; readonly taken_note: string | null; readonly taken_at: string | null;
}

const handOverSelect = `SELECT h.hand_over_id, p.code AS point_code, h.from_at, h.until_at, h.note, h.sheet_sha256, h.given_at, h.given_by, b.name_en AS by_en, b.name_zh AS by_zh, h.given_to, o.name_en AS to_en, o.name_zh AS to_zh, t.note AS taken_note, t.taken_at,
    NOT EXISTS (SELECT FROM duty_hand_overs n WHERE n.event_id = h.event_id AND n.point_id = h.point_id AND n.given_at <= $2 AND (n.given_at, n.hand_over_id) > (h.given_at, h.hand_over_id)) AS newest
  FROM duty_hand_overs h JOIN points_of_entry p ON p.event_id = h.event_id AND p.point_id = h.point_id
    JOIN officers b ON b.event_id = h.event_id AND b.officer_id = h.given_by JOIN officers o ON o.event_id = h.event_id AND o.officer_id = h.given_to
    LEFT JOIN duty_takes t ON t.event_id = h.event_id AND t.hand_over_id = h.hand_over_id AND t.taken_at <= $2
  WHERE h.event_id = $1 AND h.given_at <= $2`;

/** Lists the last hand-overs known at an instant, the newest first. */
export async function handOverRows(db: Db, eventId: string, asOf: string, pointCode: string | null, most: number): Promise<HandOverRow[]> {
  return db.query<HandOverRow>(`${handOverSelect} AND ($3::text IS NULL OR p.code = $3) ORDER BY h.given_at DESC, h.hand_over_id DESC LIMIT $4`, [eventId, asOf, pointCode, most], 'duty_hand_overs');
}

/** Finds one hand-over. */
export async function findHandOver(db: Db, eventId: string, asOf: string, handOverId: string): Promise<HandOverRow | undefined> {
  return (await db.query<HandOverRow>(`${handOverSelect} AND h.hand_over_id = $3`, [eventId, asOf, handOverId], 'duty_hand_over'))[0];
}

/** Is a duty officer who may take the watch. */
export interface TakerRow { readonly officer_id: string; readonly name_en: string; readonly name_zh: string }

/** Lists the duty officers who can sign in. */
export async function takerRows(db: Db, eventId: string): Promise<TakerRow[]> {
  return db.query<TakerRow>("SELECT officer_id, name_en, name_zh FROM officers WHERE event_id = $1 AND 'dutyOfficer' = ANY(roles) AND disabled_at IS NULL ORDER BY name_en, officer_id", [eventId], 'duty_takers');
}

/** Is a hand-over as it is recorded. */
export interface NewHandOver { readonly handOverId: string; readonly pointId: string; readonly from: string; readonly until: string; readonly givenTo: string; readonly note: string; readonly sha256: string }

/** Records a hand-over. */
export async function insertHandOver(db: Db, eventId: string, one: NewHandOver, by: string, at: string): Promise<void> {
  await db.query('INSERT INTO duty_hand_overs (event_id, hand_over_id, point_id, from_at, until_at, given_by, given_to, note, sheet_sha256, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [eventId, one.handOverId, one.pointId, one.from, one.until, by, one.givenTo, one.note, one.sha256, at], 'duty_give');
}

/** Records that the watch was taken. */
export async function insertTake(db: Db, eventId: string, handOverId: string, note: string, by: string, at: string): Promise<void> {
  await db.query('INSERT INTO duty_takes (event_id, hand_over_id, taken_by, note, taken_at) VALUES ($1, $2, $3, $4, $5)', [eventId, handOverId, by, note, at], 'duty_take');
}

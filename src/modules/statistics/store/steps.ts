import type { Db } from '../../../kernel/db.ts';
import { owingSql } from '../../prescribed/owing.ts';
import type { AsOf } from '../../prescribed/owing.ts';
import { listedSql, personsSql } from './persons.ts';

const membersSql = `members AS MATERIALIZED (SELECT l.flight_id, l.case_id FROM listed l UNION ALL SELECT x, x FROM unnest($3::uuid[]) AS f (x)),
  failed AS MATERIALIZED (SELECT DISTINCT r.case_id, r.ordinal FROM members m CROSS JOIN LATERAL (SELECT r.case_id, r.ordinal FROM records r
    WHERE r.event_id = $1 AND r.case_id = m.case_id AND r.settles_as = 'followed' AND r.outcome = 'failed' AND r.recorded_at <= $2 OFFSET 0) r)`;
const owingOf = (present: boolean): string => `owing AS (SELECT o.*, x.case_id IS NOT NULL AS has_failed FROM (${owingSql('members', present, true)}) o LEFT JOIN failed x ON x.case_id = o.case_id AND x.ordinal = o.ordinal)`;

const conditions = {
  passed: "o.settled_as = 'passed'", followed: "o.settled_as = 'followed'", notApplicable: "o.settled_as = 'not_applicable'",
  owed: 'o.settled_as IS NULL', failed: 'o.settled_as IS NULL AND o.has_failed', total: 'true',
} as const;

/** Is the name of a figure of a step. */
export type StepFigure = keyof typeof conditions;

/** Counts one step over a flight and its persons. */
export type StepCounts = { readonly flight_id: string; readonly step: string } & Readonly<Record<StepFigure, number>>;

const names = Object.keys(conditions) as StepFigure[];
const countsSql = (present: boolean): string => `WITH ${listedSql}, ${membersSql}, ${owingOf(present)}
  SELECT o.flight_id, o.step, ${names.map((name) => `count(*) FILTER (WHERE ${conditions[name]})::int AS "${name}"`).join(', ')} FROM owing o GROUP BY o.flight_id, o.step`;

/** Counts every step that flights and their persons owe or owed by an instant. */
export async function countSteps(db: Db, eventId: string, at: AsOf, flightIds: readonly string[]): Promise<StepCounts[]> {
  return db.query<StepCounts>(countsSql(at.present), [eventId, at.asOf, flightIds]);
}

/** Is one case that owes or owed a step; the names and `since` are null where it is a flight. */
export interface StepRow {
  readonly flight_id: string;
  readonly case_id: string;
  readonly ordinal: number;
  readonly surname: string | null;
  readonly given_names: string | null;
  readonly native_name: string | null;
  readonly seat: string | null;
  readonly since: string | null;
}

/** Lists the cases behind a figure of a step, or of all steps. Shape: a flight's own before its persons', these by surname and given names; flights as they come. */
export async function listSteps(db: Db, eventId: string, at: AsOf, flightIds: readonly string[], wanted: { readonly figure: StepFigure; readonly step: string | undefined }): Promise<StepRow[]> {
  return db.query<StepRow>(
    `WITH ${personsSql}, ${membersSql}, ${owingOf(at.present)}
     SELECT o.flight_id, o.case_id, o.ordinal, t.surname, t.given_names, t.native_name, p.seat, p.since FROM owing o
     LEFT JOIN persons p ON p.case_id = o.case_id LEFT JOIN travellers t ON t.event_id = $1 AND t.traveller_id = p.traveller_id
     WHERE ($4::text IS NULL OR o.step = $4) AND ${conditions[wanted.figure]} ORDER BY t.surname NULLS FIRST, t.given_names, o.case_id, o.ordinal`, [eventId, at.asOf, flightIds, wanted.step ?? null]);
}

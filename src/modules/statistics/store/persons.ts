import type { Db } from '../../../kernel/db.ts';
import { boardedSql, supervisionSql } from '../../flights/supervision.ts';
import { classes, supervisedOutcomes } from '../shapes.ts';

/** Is the SQL that lists the persons of the flights $3 at the instant $2, as a part of a WITH. */
export const listedSql = 'listed AS MATERIALIZED (SELECT j.flight_id, j.case_id, j.traveller_id, j.seat FROM journeys j WHERE j.event_id = $1 AND j.flight_id = ANY ($3::uuid[]) AND j.created_at <= $2)';

/**
 * Is the SQL that says of every person listed on the flights $3 how it stood at the instant $2, as parts of a WITH; the last is `persons`.
 * Shape: `outcome` is one of `supervisedOutcomes`, `notOnBoard`, or `undecided` while nobody has said whether the person is on board.
 */
export const personsSql = `${listedSql},
  persons AS (SELECT l.*, coalesce(s.class, 'notAsked') AS class, CASE WHEN s.supervised THEN s.since END AS since,
    CASE WHEN s.absent THEN 'notOnBoard' WHEN s.supervised IS NOT TRUE THEN 'undecided' WHEN s.abnormal THEN 'handedOverAbnormally' WHEN s.handed_over THEN 'handedOver' WHEN s.released THEN 'released' ELSE 'inProcess' END AS outcome
    FROM listed l LEFT JOIN (${supervisionSql('listed')}) s ON s.case_id = l.case_id)`;

const isSupervised = `outcome IN (${supervisedOutcomes.map((name) => `'${name}'`).join(', ')})`;

const countsSql = `
WITH ${personsSql}, counted AS (
  SELECT flight_id, count(*) FILTER (WHERE outcome = 'undecided') AS undecided, count(*) FILTER (WHERE outcome = 'notOnBoard') AS absent,
    ARRAY[${supervisedOutcomes.map((name) => `count(*) FILTER (WHERE outcome = '${name}')`).join(', ')}]::int[] AS outcomes,
    ARRAY[${classes.map((name) => `count(*) FILTER (WHERE ${isSupervised} AND class = '${name}')`).join(', ')}]::int[] AS classes
  FROM persons GROUP BY flight_id)
SELECT c.case_id AS flight_id, coalesce((c.attributes->>'flight.expectedPersons')::int, 0) AS announced, EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = c.case_id AND ${boardedSql}) AS boarded,
  EXISTS (SELECT FROM flight_movements m WHERE m.event_id = $1 AND m.flight_id = c.case_id AND m.kind = 'cancelled' AND m.recorded_at <= $2) AS cancelled,
  coalesce(n.undecided, 0) AS undecided, coalesce(n.absent, 0) AS absent, coalesce(n.outcomes, '{${supervisedOutcomes.map(() => 0).join()}}') AS outcomes, coalesce(n.classes, '{${classes.map(() => 0).join()}}') AS classes
FROM cases c LEFT JOIN counted n ON n.flight_id = c.case_id WHERE c.event_id = $1 AND c.case_id = ANY ($3::uuid[])`;

/** Is what the records say of one flight and its persons, counted. Shape: `outcomes` as `supervisedOutcomes` are ordered, `classes` as `classes` are. */
export interface PersonCounts {
  readonly flight_id: string;
  readonly announced: number;
  readonly boarded: boolean;
  readonly cancelled: boolean;
  readonly undecided: number;
  readonly absent: number;
  readonly outcomes: readonly number[];
  readonly classes: readonly number[];
}

/** Counts the persons of flights as of an instant, in one question for all of them. */
export async function countPersons(db: Db, eventId: string, asOf: string, flightIds: readonly string[]): Promise<PersonCounts[]> {
  return db.query<PersonCounts>(countsSql, [eventId, asOf, flightIds]);
}

/** Is one person behind a figure. */
export interface PersonRow {
  readonly flight_id: string;
  readonly case_id: string;
  readonly surname: string;
  readonly given_names: string;
  readonly native_name: string | null;
  readonly seat: string | null;
  readonly since: string | null;
}

/** Lists the persons of flights who have one of the outcomes and, where one is named, a class. Shape: by surname and given names; flights as they come. */
export async function listPersons(db: Db, eventId: string, asOf: string, flightIds: readonly string[], wanted: { readonly outcomes: readonly string[]; readonly class?: string | undefined }): Promise<PersonRow[]> {
  return db.query<PersonRow>(
    `WITH ${personsSql} SELECT p.flight_id, p.case_id, t.surname, t.given_names, t.native_name, p.seat, p.since FROM persons p
     JOIN travellers t ON t.event_id = $1 AND t.traveller_id = p.traveller_id WHERE p.outcome = ANY ($4::text[]) AND ($5::text IS NULL OR p.class = $5)
     ORDER BY t.surname, t.given_names, p.case_id`, [eventId, asOf, flightIds, wanted.outcomes, wanted.class ?? null]);
}

/** Tells since when flights are under supervision: an arrival since the head-count on board; a departure, and what was not counted, since the first record by which somebody came to be. Shape: only flights that are. */
export async function supervisedSince(db: Db, eventId: string, asOf: string, flightIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ flight_id: string; since: string }>(
    `SELECT c.case_id AS flight_id, min(r.recorded_at) AS since FROM cases c JOIN records r ON r.event_id = $1 AND r.case_id = c.case_id AND ${boardedSql}
     WHERE c.event_id = $1 AND c.case_id = ANY ($3::uuid[]) AND c.direction = 'arrival' GROUP BY c.case_id`, [eventId, asOf, flightIds]);
  const since = new Map(rows.map((row) => [row.flight_id, row.since]));
  const others = flightIds.filter((flightId) => !since.has(flightId));
  if (others.length === 0) return since;
  const first = await db.query<{ flight_id: string; since: string | null }>(
    `WITH ${personsSql} SELECT c.case_id AS flight_id, least(min(r.recorded_at), min(p.since)) AS since
     FROM cases c LEFT JOIN (SELECT flight_id, min(since) AS since FROM persons GROUP BY flight_id) p ON p.flight_id = c.case_id LEFT JOIN records r ON r.event_id = $1 AND r.case_id = c.case_id AND ${boardedSql} WHERE c.event_id = $1 AND c.case_id = ANY ($3::uuid[]) GROUP BY c.case_id`, [eventId, asOf, others]);
  for (const row of first) if (row.since !== null) since.set(row.flight_id, row.since);
  return since;
}

import type { Db } from '../../../kernel/db.ts';

/** Is a flight as a forecast of its day takes it. Shape: `cards` are travellers whose card is filed, `listed_at` when the newest traveller of its lists came in, null where no list came. */
export interface FlightOfDay {
  readonly flight_id: string; readonly designator: string; readonly direction: 'arrival' | 'departure'; readonly lands_at: string; readonly expected: number | null; readonly persons: number; readonly listed_at: string | null; readonly cards: number;
  readonly plan_id: string; readonly plan_version: number; readonly steps: readonly string[]; readonly accredited: number; readonly with_bags: number;
}

/** Lists the flights of people of a point on a day that are not cancelled, as known at an instant, by when they land or leave. `from` and `until` bound the day. */
export async function flightsOfDay(db: Db, eventId: string, asOf: string, pointId: string, from: string, until: string): Promise<readonly FlightOfDay[]> {
  return db.query<FlightOfDay>(`
WITH moves AS (
  SELECT f.flight_id, f.designator, f.direction, c.attributes, (array_agg(m.at ORDER BY m.kind IN ('landed', 'onBlocks', 'doorsOpen', 'departed') DESC, m.kind = 'estimated' DESC, m.recorded_at DESC, m.movement_id DESC))[1] AS lands_at, bool_or(m.kind = 'cancelled') AS cancelled
  FROM flights f JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id AND c.opened_at <= $2
  JOIN flight_movements m ON m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.recorded_at <= $2 AND (m.kind <> 'departed' OR f.direction = 'departure')
  WHERE f.event_id = $1 AND f.point_id = $3 AND f.flight_date BETWEEN ($4::timestamptz AT TIME ZONE 'UTC')::date - 2 AND ($5::timestamptz AT TIME ZONE 'UTC')::date + 2
  GROUP BY f.flight_id, f.designator, f.direction, c.attributes
), day AS MATERIALIZED (SELECT * FROM moves WHERE NOT cancelled AND lands_at >= $4 AND lands_at < $5
), people AS (
  SELECT j.flight_id, count(*)::integer AS persons, max(j.created_at) AS listed_at, count(*) FILTER (WHERE (t.attributes->>'person.accredited')::boolean)::integer AS accredited, count(*) FILTER (WHERE coalesce((t.attributes->>'person.hasBags')::boolean, true))::integer AS with_bags,
    count(*) FILTER (WHERE EXISTS (SELECT FROM declarations d JOIN declaration_versions v ON v.event_id = d.event_id AND v.declaration_id = d.declaration_id AND v.filed_at <= $2 WHERE d.event_id = $1 AND d.case_id = j.case_id AND d.flight_id = j.flight_id))::integer AS cards
  FROM day JOIN journeys j ON j.event_id = $1 AND j.flight_id = day.flight_id AND j.created_at <= $2 JOIN cases t ON t.event_id = $1 AND t.case_id = j.case_id GROUP BY j.flight_id
)
SELECT day.flight_id, day.designator, day.direction, day.lands_at, (day.attributes->>'flight.expectedPersons')::integer AS expected, coalesce(p.persons, 0) AS persons, p.listed_at, coalesce(p.cards, 0) AS cards,
  coalesce(p.accredited, 0) AS accredited, coalesce(p.with_bags, 0) AS with_bags, pin.plan_id, pin.version AS plan_version,
  ARRAY(SELECT s->>'step' FROM plans d CROSS JOIN LATERAL jsonb_array_elements(d.document->'steps') s WHERE d.event_id = $1 AND d.plan_id = pin.plan_id AND d.version = pin.version AND coalesce(s->>'when', 'true') <> 'false') AS steps
FROM day LEFT JOIN people p ON p.flight_id = day.flight_id
CROSS JOIN LATERAL (SELECT plan_id, version FROM case_plans WHERE event_id = $1 AND case_id = day.flight_id AND pinned_at <= $2 ORDER BY pin DESC LIMIT 1) pin
ORDER BY day.lands_at, day.designator`, [eventId, asOf, pointId, from, until], 'forecast_flights');
}

/** Is how many of the persons who came through were seen at a step. */
export interface ObservedShare { readonly step: string; readonly persons: number }

/** Counts, of the persons on board of a point's arrivals in some time, who has a record of each step. Shape: the step '' counts them all. */
export async function observedShares(db: Db, eventId: string, asOf: string, pointId: string, since: string, steps: readonly string[]): Promise<readonly ObservedShare[]> {
  return db.query<ObservedShare>(`
WITH done AS MATERIALIZED (
  SELECT j.case_id FROM flights f JOIN journeys j ON j.event_id = f.event_id AND j.flight_id = f.flight_id
  WHERE f.event_id = $1 AND f.point_id = $3 AND f.direction = 'arrival' AND f.flight_date >= ($4::timestamptz)::date AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step IN ('XFR-01', 'XFR-02') AND r.outcome = 'passed' AND r.recorded_at <= $2 AND r.occurred_at >= $4))
SELECT '' AS step, count(*)::integer AS persons FROM done
UNION ALL SELECT s.step, count(DISTINCT d.case_id)::integer FROM unnest($5::text[]) AS s (step) JOIN done d ON true JOIN records r ON r.event_id = $1 AND r.case_id = d.case_id AND r.step = s.step AND r.outcome IN ('passed', 'failed') AND r.recorded_at <= $2 GROUP BY s.step`, [eventId, asOf, pointId, since, steps], 'forecast_shares');
}

/** Is how many lanes of a kind of station a point has. */
export interface LaneCount { readonly kind: string; readonly lanes: number }

/** Counts the open lanes of each kind of station at a point. */
export async function laneCounts(db: Db, eventId: string, pointId: string): Promise<readonly LaneCount[]> {
  return db.query<LaneCount>('SELECT kind, count(*)::integer AS lanes FROM stations WHERE event_id = $1 AND point_id = $2 AND closed_at IS NULL GROUP BY kind', [eventId, pointId], 'forecast_lanes');
}

/** Is how many people of a flight filed a card in a language, or are of a nationality and filed none. */
export interface SpeakersRow { readonly flight_id: string; readonly nationality: string | null; readonly filed: string | null; readonly persons: number }

/** Counts the people of flights by the language of the card that they filed, and by nationality, as known at an instant. */
export async function speakersOf(db: Db, eventId: string, asOf: string, flightIds: readonly string[]): Promise<readonly SpeakersRow[]> {
  return db.query<SpeakersRow>(`SELECT j.flight_id, CASE WHEN v.language IS NULL THEN t.nationality END AS nationality, v.language AS filed, count(*)::integer AS persons
    FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
    LEFT JOIN LATERAL (SELECT y.language FROM declarations d JOIN declaration_versions y ON y.event_id = d.event_id AND y.declaration_id = d.declaration_id AND y.filed_at <= $2 WHERE d.event_id = $1 AND d.case_id = j.case_id AND d.flight_id = j.flight_id ORDER BY y.filed_at DESC, y.version DESC LIMIT 1) v ON true
    WHERE j.event_id = $1 AND j.created_at <= $2 AND j.flight_id = ANY ($3::uuid[]) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, [eventId, asOf, flightIds], 'forecast_speakers');
}

/** Is what became of one flight: from the first person off to each hand-over, or of a departure from each person's first check to their release. Unit: seconds. Shape: null where nobody was handed over or released yet. */
export interface ActualRow { readonly flight_id: string; readonly on_board: number; readonly handed_over: number; readonly p50_seconds: number | null; readonly p95_seconds: number | null; readonly over: number | null; readonly ended: boolean }

/** Measures the dwell of flights: from the release of the aircraft to the hand-over of each person, by the stations' clocks; of a departure from the first check, since nobody records when a person came. `targets` are seconds by flight. Source: ICAO Annex 9 RP 3.39 counts from disembarkation (docs/facts.md). */
export async function actualDwell(db: Db, eventId: string, asOf: string, flightIds: readonly string[], targets: readonly number[]): Promise<readonly ActualRow[]> {
  return db.query<ActualRow>(`
WITH asked AS (SELECT * FROM unnest($3::uuid[], $4::integer[]) AS a (flight_id, target)
), off AS (
  SELECT a.flight_id, a.target, (SELECT min(r.occurred_at) FROM records r WHERE r.event_id = $1 AND r.case_id = a.flight_id AND r.step = 'DSB-01' AND r.outcome = 'passed' AND r.recorded_at <= $2) AS off_at FROM asked a
), persons AS (
  SELECT o.flight_id, o.target, j.case_id, extract(epoch FROM (SELECT min(r.occurred_at) FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step IN ('XFR-01', 'XFR-02') AND r.outcome = 'passed' AND r.recorded_at <= $2) - o.off_at) AS seconds,
    EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'ONB-01' AND r.outcome = 'passed' AND (r.evidence->>'onBoard')::boolean AND r.recorded_at <= $2) AS on_board
  FROM off o JOIN journeys j ON j.event_id = $1 AND j.flight_id = o.flight_id AND j.created_at <= $2 WHERE o.off_at IS NOT NULL
  UNION ALL SELECT a.flight_id, a.target, j.case_id,
    extract(epoch FROM (SELECT min(r.occurred_at) FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'DEP-03' AND r.outcome = 'passed' AND r.recorded_at <= $2) - (SELECT min(r.occurred_at) FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'DEP-01' AND r.recorded_at <= $2)),
    EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'DEP-05' AND r.outcome = 'passed' AND (r.evidence->>'onBoard')::boolean AND r.recorded_at <= $2)
  FROM asked a JOIN flights f ON f.event_id = $1 AND f.flight_id = a.flight_id AND f.direction = 'departure' JOIN journeys j ON j.event_id = $1 AND j.flight_id = a.flight_id AND j.created_at <= $2
)
SELECT flight_id, count(*) FILTER (WHERE on_board)::integer AS on_board, count(seconds)::integer AS handed_over,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY CASE WHEN seconds < 0 THEN 0 ELSE seconds END)::integer AS p50_seconds, percentile_disc(0.95) WITHIN GROUP (ORDER BY CASE WHEN seconds < 0 THEN 0 ELSE seconds END)::integer AS p95_seconds,
  (count(*) FILTER (WHERE seconds > target))::float / nullif(count(seconds), 0) AS over, count(*) FILTER (WHERE on_board AND seconds IS NULL) = 0 AND count(*) FILTER (WHERE on_board) > 0 AND count(seconds) > 0 AS ended
FROM persons GROUP BY flight_id`, [eventId, asOf, flightIds, targets], 'forecast_actual');
}

/** Is how many people wait for a step now: off the aircraft, with it owed, and with nothing owed before it. */
export interface WaitingRow { readonly step: string; readonly waiting: number; readonly oldest_seconds: number | null }

/** Counts who waits for which step at a point: the first of `steps` that each person off an aircraft, or checked for a departure and not yet released, still owes. Shape: in the order of the steps given. */
export async function waitingRows(db: Db, eventId: string, asOf: string, pointId: string, since: string, steps: readonly string[]): Promise<readonly WaitingRow[]> {
  return db.query<WaitingRow>(`
WITH off AS MATERIALIZED (
  SELECT f.flight_id, (SELECT min(r.occurred_at) FROM records r WHERE r.event_id = $1 AND r.case_id = f.flight_id AND r.step = 'DSB-01' AND r.outcome = 'passed' AND r.recorded_at <= $2) AS off_at
  FROM flights f WHERE f.event_id = $1 AND f.point_id = $3 AND f.direction = 'arrival' AND f.flight_date >= ($4::timestamptz)::date - 1
), inside AS MATERIALIZED (
  SELECT j.case_id, o.off_at FROM off o JOIN journeys j ON j.event_id = $1 AND j.flight_id = o.flight_id WHERE o.off_at IS NOT NULL AND o.off_at <= $2 AND o.off_at >= $4
    AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'ONB-01' AND (r.evidence->>'onBoard')::boolean AND r.recorded_at <= $2)
    AND NOT EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step IN ('XFR-01', 'XFR-02') AND r.outcome = 'passed' AND r.recorded_at <= $2)
  UNION ALL SELECT j.case_id, min(r.occurred_at) FROM flights f JOIN journeys j ON j.event_id = $1 AND j.flight_id = f.flight_id JOIN records r ON r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'DEP-01' AND r.recorded_at <= $2 AND r.occurred_at >= $4
  WHERE f.event_id = $1 AND f.point_id = $3 AND f.direction = 'departure' AND f.flight_date >= ($4::timestamptz)::date - 1
    AND NOT EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step IN ('DEP-03', 'DEP-05') AND r.outcome = 'passed' AND r.recorded_at <= $2) GROUP BY j.case_id
), next AS (
  SELECT i.case_id, i.off_at, (SELECT s.step FROM unnest($5::text[]) WITH ORDINALITY AS s (step, place) WHERE EXISTS (SELECT FROM obligations o WHERE o.event_id = $1 AND o.case_id = i.case_id AND o.step = s.step AND o.owed_at <= $2
      AND NOT EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = i.case_id AND r.ordinal = o.ordinal AND r.outcome IN ('passed', 'not_applicable', 'followed') AND r.recorded_at <= $2)) ORDER BY s.place LIMIT 1) AS step,
    (SELECT max(r.occurred_at) FROM records r WHERE r.event_id = $1 AND r.case_id = i.case_id AND r.occurred_at >= i.off_at AND r.recorded_at <= $2) AS last_at
  FROM inside i
)
SELECT step, count(*)::integer AS waiting, extract(epoch FROM $2::timestamptz - min(greatest(coalesce(last_at, off_at), off_at)))::integer AS oldest_seconds FROM next WHERE step IS NOT NULL GROUP BY step`, [eventId, asOf, pointId, since, steps], 'forecast_waiting');
}

/** Counts the records of steps at a point in some time. Shape: by step. */
export async function doneRows(db: Db, eventId: string, asOf: string, pointId: string, since: string, steps: readonly string[]): Promise<readonly { readonly step: string; readonly done: number }[]> {
  return db.query(`SELECT r.step, count(*)::integer AS done FROM flights f JOIN journeys j ON j.event_id = f.event_id AND j.flight_id = f.flight_id JOIN records r ON r.event_id = j.event_id AND r.case_id = j.case_id
    WHERE f.event_id = $1 AND f.point_id = $3 AND f.flight_date >= ($4::timestamptz)::date - 1 AND r.step = ANY ($5) AND r.occurred_at > $4 AND r.recorded_at <= $2 GROUP BY r.step`, [eventId, asOf, pointId, since, steps], 'forecast_done');
}

/** Finds at which point of entry a flight arrives or leaves, and on which day. Shape: undefined for what is no flight. */
export async function dayOfFlight(db: Db, eventId: string, asOf: string, flightId: string): Promise<{ readonly point_code: string; readonly day: string } | undefined> {
  return (await db.query<{ point_code: string; day: string }>(`SELECT p.code AS point_code, ((array_agg(m.at ORDER BY m.kind IN ('landed', 'onBlocks', 'doorsOpen', 'departed') DESC, m.kind = 'estimated' DESC, m.recorded_at DESC, m.movement_id DESC))[1] AT TIME ZONE e.time_zone)::date::text AS day
    FROM flights f JOIN points_of_entry p ON p.event_id = f.event_id AND p.point_id = f.point_id JOIN events e ON e.event_id = f.event_id
    JOIN flight_movements m ON m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.recorded_at <= $2 AND m.kind <> 'cancelled' AND (m.kind <> 'departed' OR f.direction = 'departure')
    WHERE f.event_id = $1 AND f.flight_id = $3 GROUP BY p.code, e.time_zone`, [eventId, asOf, flightId], 'forecast_flight_day'))[0];
}

/** Lists the steps that a version of a plan can owe. Shape: undefined where there is no such version. */
export async function stepsOfPlan(db: Db, eventId: string, planId: string, version: number): Promise<readonly string[] | undefined> {
  return (await db.query<{ steps: string[] }>(`SELECT ARRAY(SELECT s->>'step' FROM jsonb_array_elements(d.document->'steps') s WHERE coalesce(s->>'when', 'true') <> 'false') AS steps FROM plans d WHERE d.event_id = $1 AND d.plan_id = $2 AND d.version = $3`, [eventId, planId, version], 'forecast_plan'))[0]?.steps;
}

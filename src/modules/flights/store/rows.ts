import type { Db } from '../../../kernel/db.ts';
import { thresholdCatalogue } from '../../prescribed/catalogue.ts';
import { owingSql } from '../../prescribed/owing.ts';
import type { AsOf } from '../../prescribed/owing.ts';
import { flightState } from '../rules.ts';
import { boardingSql } from '../supervision.ts';
import type { AlertFacts } from '../rules.ts';
import type { FlightRow } from '../shapes.ts';

/** Says which flights are asked for. */
export interface FlightFilter {
  readonly flightIds?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly direction?: string | undefined;
  readonly pointCode?: string | undefined;
  readonly query?: string | undefined;
  /** The two-character designators of the carriers whose flights alone are asked for. */
  readonly carriers?: readonly string[] | undefined;
}

/** Is a row with what its alerts need. */
export interface FlightRowAndAlerts {
  readonly row: FlightRow;
  readonly alerts: AlertFacts;
}

const baselineOf = (name: string): number => thresholdCatalogue.find((entry) => entry.name === name)?.baseline ?? 0;
/** Counts the hours before a result is due from which the laboratory is warned. Unit: hours. */
const resultWarningHours = baselineOf('resultHours') - baselineOf('resultAlarmHours');

interface Row {
  flight_id: string; designator: string; flight_date: string; direction: 'arrival' | 'departure'; point_code: string; origin: string; destination: string; stops: string[]; chartered: boolean; seat_layout: string | null;
  attributes: Record<string, unknown>;
  scheduled_at: string | null; estimated_at: string | null; landed_at: string | null; departed_at: string | null; cancelled: boolean | null;
  plan_id: string; version: number; title: { en: string; zh: string }; own: boolean; newest: number | null; newest_title: { en: string; zh: string } | null;
  persons: number | null; on_board: number | null; absent: number | null; handed_over: number | null; done: number | null; begun: boolean | null; total: number | null;
  owed: number | null; overdue: number | null; next_due: string | null; overdue_since: string | null; flight_open: number | null;
  differences: number | null; difference_since: string | null; listed: boolean | null; boarded: boolean | null; disembark: boolean | null; disembarked: boolean | null;
  abnormal_open: number | null; abnormal_since: string | null; positive_open: number | null; positive_since: string | null; near_due: number | null; near_since: string | null;
}

const last = (column: string, kind: string): string => `(array_agg(m.${column} ORDER BY m.recorded_at DESC, m.movement_id DESC) FILTER (WHERE m.kind = '${kind}'))[1]`;
const openCount = (step: string, name: string): string => `count(*) FILTER (WHERE step = '${step}')::int AS ${name}_open, min(owed_at) FILTER (WHERE step = '${step}') AS ${name}_since`;
const nearDue = `step = 'SMP-02' AND due_at >= $2 AND due_at - interval '${resultWarningHours} hours' <= $2`;

// What is open in the present is found by the index of open obligations alone; what is settled is never visited, only counted:
// the obligations of a case are numbered without gaps. In the past every obligation is visited, once for all that is asked of it.
const progressOf = (present: boolean): { readonly owing: string; readonly open: string; readonly totals: string; readonly ofFlights: string } => (present
  ? {
    owing: '',
    open: 'SELECT m.flight_id, m.case_id, o.step, o.due_at, o.owed_at FROM members m JOIN obligations o ON o.event_id = $1 AND o.case_id = m.case_id AND o.pin IS NOT NULL',
    totals: 'SELECT m.flight_id, sum(n.total)::int AS total FROM members m CROSS JOIN LATERAL (SELECT max(o.ordinal) AS total FROM obligations o WHERE o.event_id = $1 AND o.case_id = m.case_id) n GROUP BY m.flight_id',
    ofFlights: owingSql('(SELECT flight_id, flight_id AS case_id FROM shown)', true),
  }
  : {
    owing: `owing AS MATERIALIZED (${owingSql('members', false, true)}), `,
    open: 'SELECT * FROM owing WHERE settled_as IS NULL',
    totals: 'SELECT flight_id, count(*)::int AS total FROM owing GROUP BY flight_id',
    ofFlights: 'SELECT * FROM owing WHERE case_id = flight_id',
  });

const passedGates = (present: boolean): string => `SELECT bool_or(g.gate = 'handOver') AS handed_over, bool_or(g.gate = 'done') AS done
    FROM gates g${present ? '' : ' JOIN records r ON r.event_id = g.event_id AND r.record_id = g.passed_by AND r.recorded_at <= $2'}
    WHERE g.event_id = $1 AND g.case_id = p.case_id AND g.gate IN ('handOver', 'done') AND g.passed_by IS NOT NULL`;

const filterSql = `($3::uuid[] IS NULL OR f.flight_id = ANY ($3)) AND ($4::date IS NULL OR f.flight_date >= $4) AND ($5::date IS NULL OR f.flight_date <= $5)
    AND ($6::text IS NULL OR f.direction = $6) AND ($7::text IS NULL OR p.code = $7)
    AND ($8::text IS NULL OR f.designator LIKE $8 OR $9 IN (f.origin, f.destination) OR $9 = ANY (f.stops)) AND ($10::text[] IS NULL OR left(f.designator, 2) = ANY ($10))`;

// Every part is asked once for all flights shown.
function rowsSql(present: boolean, named?: 'one' | 'many'): string {
  const { owing, open, totals, ofFlights } = progressOf(present);
  return `
WITH shown AS MATERIALIZED (
  SELECT f.flight_id, f.designator, f.flight_date, f.direction, f.origin, f.destination, f.stops, f.chartered, f.seat_layout, p.code AS point_code, c.attributes
  FROM flights f
  JOIN points_of_entry p ON p.event_id = f.event_id AND p.point_id = f.point_id
  JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id
  WHERE f.event_id = $1 AND c.opened_at <= $2
    AND ${named === 'one' ? 'f.flight_id = $3' : named === 'many' ? 'f.flight_id = ANY ($3::uuid[])' : filterSql}
), moves AS (
  SELECT m.flight_id, ${last('at', 'scheduled')} AS scheduled_at, ${last('at', 'estimated')} AS estimated_at,
    coalesce(${last('at', 'landed')}, ${last('at', 'onBlocks')}, ${last('at', 'doorsOpen')}) AS landed_at, ${last('at', 'departed')} AS departed_at, bool_or(m.kind = 'cancelled') AS cancelled
  FROM shown s JOIN flight_movements m ON m.event_id = $1 AND m.flight_id = s.flight_id AND m.recorded_at <= $2 GROUP BY m.flight_id
), persons AS MATERIALIZED (
  SELECT j.flight_id, j.case_id FROM shown s JOIN journeys j ON j.event_id = $1 AND j.flight_id = s.flight_id AND j.created_at <= $2
), members AS MATERIALIZED (
  SELECT flight_id, case_id FROM persons UNION ALL SELECT flight_id, flight_id FROM shown
), ${owing}owed AS (
  SELECT flight_id, count(*)::int AS owed, count(*) FILTER (WHERE case_id = flight_id)::int AS flight_open,
    count(*) FILTER (WHERE due_at < $2)::int AS overdue, min(due_at) FILTER (WHERE due_at < $2) AS overdue_since, min(due_at) FILTER (WHERE due_at >= $2) AS next_due,
    ${openCount('DIF-01', 'difference')}, ${openCount('XFR-02', 'abnormal')}, ${openCount('REP-02', 'positive')},
    count(*) FILTER (WHERE ${nearDue})::int AS near_due, min(due_at) FILTER (WHERE ${nearDue}) AS near_since
  FROM (${open}) o GROUP BY flight_id
), totals AS (
  ${totals}
), people AS (
  SELECT p.flight_id, count(*)::int AS persons, count(*) FILTER (WHERE b.on_board)::int AS on_board, count(*) FILTER (WHERE b.absent)::int AS absent,
    count(*) FILTER (WHERE b.on_board AND g.handed_over)::int AS handed_over, count(*) FILTER (WHERE b.on_board AND g.done)::int AS done
  FROM persons p
  LEFT JOIN LATERAL (${passedGates(present)}) g ON true
  LEFT JOIN LATERAL (${boardingSql('p.case_id')}) b ON true
  GROUP BY p.flight_id
), progress AS (
  SELECT flight_id, bool_or(step = 'FLT-01' AND settled_as IS NOT NULL) AS listed, bool_or(step IN ('BRD-01', 'DEP-04') AND settled_as = 'passed') AS boarded,
    bool_or(step = 'DSB-01' AND settled_as = 'passed') AS disembark, bool_or(step = 'BRD-03' AND settled_as = 'passed') AS disembarked
  FROM (${ofFlights}) o GROUP BY flight_id
)
SELECT s.*, v.scheduled_at, v.estimated_at, v.landed_at, v.departed_at, v.cancelled, pin.plan_id, pin.version, d.document->'title' AS title, pin.plan_id = s.flight_id AS own,
  w.version AS newest, w.title AS newest_title, t.total, o.owed, o.overdue, o.next_due, o.overdue_since, coalesce(o.flight_open, 0) AS flight_open, e.persons, e.on_board, e.absent, e.handed_over, e.done,
  o.difference_open AS differences, o.difference_since, o.abnormal_open, o.abnormal_since, o.positive_open, o.positive_since, o.near_due, o.near_since, g.listed, g.boarded, g.disembark, g.disembarked,
  s.direction = 'departure' AND EXISTS (SELECT FROM persons p JOIN records r ON r.event_id = $1 AND r.case_id = p.case_id AND r.step = 'DEP-01' AND r.recorded_at <= $2 WHERE p.flight_id = s.flight_id) AS begun
FROM shown s
CROSS JOIN LATERAL (SELECT plan_id, version FROM case_plans WHERE event_id = $1 AND case_id = s.flight_id AND pinned_at <= $2 ORDER BY pin DESC LIMIT 1) pin
JOIN plans d ON d.event_id = $1 AND d.plan_id = pin.plan_id AND d.version = pin.version
LEFT JOIN LATERAL (SELECT version, document->'title' AS title FROM plans WHERE event_id = $1 AND plan_id = s.flight_id AND created_at <= $2 ORDER BY version DESC LIMIT 1) w ON true
LEFT JOIN moves v ON v.flight_id = s.flight_id
LEFT JOIN totals t ON t.flight_id = s.flight_id
LEFT JOIN owed o ON o.flight_id = s.flight_id
LEFT JOIN people e ON e.flight_id = s.flight_id
LEFT JOIN progress g ON g.flight_id = s.flight_id
ORDER BY coalesce(v.estimated_at, v.scheduled_at), s.designator`;
}

const sqlOf = { true: rowsSql(true), false: rowsSql(false) };
// Nearly every action on a flight asks for that flight: its statement is planned once a connection, which is dearer than running it. An array of one would be planned anew each time: the planner takes it for ten.
const presentOfOne = rowsSql(true, 'one');
const presentOfNamed = rowsSql(true, 'many');

function toRow(row: Row): FlightRowAndAlerts {
  const expectedPersons = typeof row.attributes['flight.expectedPersons'] === 'number' ? row.attributes['flight.expectedPersons'] : 0;
  const persons = row.persons ?? 0;
  const onBoard = row.on_board ?? 0;
  const handedOver = row.handed_over ?? 0;
  const draft = row.newest !== null && (!row.own || row.newest > row.version) ? row.newest : null;
  const state = flightState({
    direction: row.direction, cancelled: row.cancelled ?? false, closed: row.flight_open === 0, persons, listHeld: row.listed ?? false, planApproved: row.own,
    landed: row.landed_at !== null, boarded: row.boarded ?? false, disembarkationBegun: row.disembark ?? false, disembarkationEnded: row.disembarked ?? false, onBoard, undecided: persons - onBoard - (row.absent ?? 0), handedOver, begun: row.begun ?? false,
  });
  const risk = row.attributes['flight.risk'];
  return {
    row: {
      flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, direction: row.direction, pointCode: row.point_code, origin: row.origin, destination: row.destination, stops: row.stops,
      scheduledAt: row.scheduled_at, estimatedAt: row.estimated_at, landedAt: row.landed_at, departedAt: row.departed_at, state, chartered: row.chartered, seatLayout: row.seat_layout,
      risk: risk === 'low' || risk === 'medium' ? risk : 'high',
      planId: row.own || row.newest === null ? row.plan_id : row.flight_id, planVersion: row.own ? row.version : row.newest ?? row.version,
      planTitle: row.own ? row.title : row.newest_title ?? row.title, planApproved: row.own, draftVersion: draft,
      counts: { expected: persons > 0 ? persons : expectedPersons, onBoard, absent: row.absent ?? 0, inProcess: onBoard - handedOver, handedOver, done: row.done ?? 0, owedSteps: row.owed ?? 0, doneSteps: (row.total ?? 0) - (row.owed ?? 0), overdue: row.overdue ?? 0, discrepancies: row.differences ?? 0 },
      nextDueAt: row.next_due,
    },
    alerts: {
      overdueSince: row.overdue_since, discrepancySince: row.difference_since, abnormalOpen: row.abnormal_open ?? 0, abnormalSince: row.abnormal_since,
      positiveOpen: row.positive_open ?? 0, positiveSince: row.positive_since, resultsNearDue: row.near_due ?? 0, resultsNearSince: row.near_since,
    },
  };
}

/** Is a flight by its name alone. */
export interface NamedFlight { readonly flight_id: string; readonly designator: string; readonly flight_date: string; readonly origin: string; readonly destination: string; readonly stops: string[] }

const compact = (text: string): string => text.trim().toUpperCase().replaceAll(/[\\%_ ]/g, '');

/** Finds the flights whose number or places a text names, known at an instant. Shape: nearest to the day first, then by number. */
export async function findFlights(db: Db, eventId: string, asOf: string, text: string, day: string, carriers: readonly string[] | undefined): Promise<NamedFlight[]> {
  return db.query<NamedFlight>(
    `SELECT f.flight_id, f.designator, f.flight_date, f.origin, f.destination, f.stops FROM flights f JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id
     WHERE f.event_id = $1 AND c.opened_at <= $2 AND (f.designator LIKE $3 OR $4 IN (f.origin, f.destination) OR $4 = ANY (f.stops))
       AND ($6::text[] IS NULL OR left(f.designator, 2) = ANY ($6)) ORDER BY abs(f.flight_date - $5::date), f.designator`,
    [eventId, asOf, `%${compact(text)}%`, text.trim().toUpperCase(), day, carriers ?? null]);
}

/** Reads flights with their states and counts as of an instant, in one question for all of them. Shape: ordered by expected time. */
export async function flightRows(db: Db, eventId: string, at: AsOf, filter: FlightFilter): Promise<FlightRowAndAlerts[]> {
  const query = filter.query?.trim().toUpperCase() ?? '';
  const { flightIds, ...others } = filter;
  const isNamed = at.present && flightIds !== undefined && Object.values(others).every((part) => part === undefined);
  const rows = isNamed && flightIds.length === 1 ? await db.query<Row>(presentOfOne, [eventId, at.asOf, flightIds[0]], 'flight_row') : isNamed ? await db.query<Row>(presentOfNamed, [eventId, at.asOf, flightIds], 'flight_rows_named') : await db.query<Row>(sqlOf[`${at.present}`], [
    eventId, at.asOf, filter.flightIds ?? null, filter.from ?? null, filter.to ?? null, filter.direction ?? null, filter.pointCode ?? null,
    query === '' ? null : `%${compact(query)}%`, query, filter.carriers ?? null]);
  return rows.map(toRow);
}

import type { Pool } from '../src/kernel/db.ts';

// A second, slow way to the same figures: every row is read, and everything is counted by walking through the records of one case after the other, as a clerk
// would with the papers in hand. It shares no code and no SQL with the product, and knows nothing of what the product noted as settled, passed or open.

interface RecordRow { case_id: string; seq: number; record_id: string; ordinal: number; step: string; outcome: string; followed_by: number | null; evidence: Record<string, unknown>; corrects: string | null; recorded_at: string }
interface Papers {
  flights: { flight_id: string; flight_date: string; direction: string; code: string; opened_at: string; announced: number | null }[];
  journeys: { case_id: string; flight_id: string; created_at: string }[];
  cancelled: { flight_id: string; recorded_at: string }[];
  records: RecordRow[];
  owed: { case_id: string; ordinal: number; step: string; owed_at: string }[];
}

/** Says which flights are counted, as of when and by what. */
export interface Question { readonly asOf: string; readonly from?: string; readonly to?: string; readonly point?: string; readonly direction?: string; readonly groupBy: string }

/** Is what was counted. Shape: by group, then by figure; zeros are left out. */
export interface Recounted { flightsSupervised: number; personsSupervised: number; flightsExpected: number; personsExpected: number; groups: Record<string, Record<string, number>> }

/** Reads all papers of an event. */
export async function readPapers(pool: Pool, eventId: string): Promise<Papers> {
  return {
    flights: await pool.query('SELECT f.flight_id, f.flight_date, f.direction, p.code, c.opened_at, (c.attributes->>\'flight.expectedPersons\')::int AS announced FROM flights f JOIN cases c ON c.case_id = f.flight_id JOIN points_of_entry p ON p.point_id = f.point_id WHERE f.event_id = $1', [eventId]),
    journeys: await pool.query('SELECT case_id, flight_id, created_at FROM journeys WHERE event_id = $1', [eventId]),
    cancelled: await pool.query("SELECT flight_id, recorded_at FROM flight_movements WHERE event_id = $1 AND kind = 'cancelled'", [eventId]),
    records: await pool.query('SELECT case_id, seq, record_id, ordinal, step, outcome, followed_by, evidence, corrects, recorded_at FROM records WHERE event_id = $1 ORDER BY case_id, seq', [eventId]),
    owed: await pool.query('SELECT case_id, ordinal, step, owed_at FROM obligations WHERE event_id = $1', [eventId]),
  };
}

function stateOfStep(records: readonly RecordRow[], ordinal: number): 'passed' | 'followed' | 'notApplicable' | 'owed' {
  let state: 'passed' | 'followed' | 'notApplicable' | 'owed' = 'owed';
  for (const record of records) {
    if (record.ordinal !== ordinal || records.some((later) => later.corrects === record.record_id)) continue;
    if (record.outcome === 'passed') state = 'passed';
    else if (record.outcome === 'not_applicable') state = 'notApplicable';
    else if (record.followed_by !== null) state = 'followed';
  }
  return state;
}

function personOf(records: readonly RecordRow[]): { outcome: string; class: string } {
  let onBoard = false;
  let absent = false;
  let declared = false;
  let inquiry = 'notAsked';
  let abnormal: string | undefined;
  let handedOver = false;
  let released = false;
  for (const record of records) {
    if (records.some((later) => later.corrects === record.record_id)) continue;
    const { step, outcome, evidence } = record;
    const done = outcome === 'passed';
    if (step === 'ONB-01' || step === 'DEP-05') {
      absent = done && evidence['absent'] === true;
      onBoard = done && evidence['onBoard'] === true && !absent;
    }
    if (step === 'DEP-01' && (done || outcome === 'failed')) declared = true;
    if (step === 'INV-01' && (done || outcome === 'failed')) inquiry = String(evidence['class']);
    if (step === 'XFR-01' && done) handedOver = true;
    if (step === 'XFR-02' && done) abnormal = String(evidence['class']);
    if (step === 'DEP-03' && done) released = true;
  }
  const found = abnormal ?? inquiry;
  if (absent) return { outcome: 'notOnBoard', class: found };
  if (!onBoard && !declared) return { outcome: 'undecided', class: found };
  return { outcome: abnormal !== undefined ? 'handedOverAbnormally' : handedOver ? 'handedOver' : released ? 'released' : 'inProcess', class: found };
}

/** Counts everything again. */
export function recount(papers: Papers, question: Question): Recounted {
  const { asOf, groupBy } = question;
  const total: Recounted = { flightsSupervised: 0, personsSupervised: 0, flightsExpected: 0, personsExpected: 0, groups: {} };
  const add = (group: string, figure: string, count: number): void => {
    if (count === 0) return;
    const figures = (total.groups[group] ??= {});
    figures[figure] = (figures[figure] ?? 0) + count;
  };
  const recordsOf = (caseId: string): RecordRow[] => papers.records.filter((record) => record.case_id === caseId && record.recorded_at <= asOf);
  for (const flight of papers.flights) {
    if (flight.opened_at > asOf) continue;
    if (question.from !== undefined && flight.flight_date < question.from) continue;
    if (question.to !== undefined && flight.flight_date > question.to) continue;
    if (question.point !== undefined && flight.code !== question.point) continue;
    if (question.direction !== undefined && flight.direction !== question.direction) continue;
    const cases = papers.journeys.filter((journey) => journey.flight_id === flight.flight_id && journey.created_at <= asOf).map((journey) => journey.case_id);
    const persons = cases.map((caseId) => personOf(recordsOf(caseId)));
    const own = recordsOf(flight.flight_id);
    const counted = own.some((record) => (record.step === 'BRD-01' || record.step === 'DEP-04') && record.outcome === 'passed' && !own.some((later) => later.corrects === record.record_id));
    const supervised = persons.filter((person) => person.outcome !== 'notOnBoard' && person.outcome !== 'undecided');
    const undecided = persons.filter((person) => person.outcome === 'undecided').length;
    const absent = persons.filter((person) => person.outcome === 'notOnBoard').length;
    const cancelled = papers.cancelled.some((movement) => movement.flight_id === flight.flight_id && movement.recorded_at <= asOf);
    const begun = counted || supervised.length > 0;
    const expected = cancelled ? 0 : begun ? undecided : Math.max(undecided, (flight.announced ?? 0) - absent);
    const figures = { flightsSupervised: begun ? 1 : 0, personsSupervised: supervised.length, flightsExpected: !begun && !cancelled ? 1 : 0, personsExpected: expected };
    for (const name of ['flightsSupervised', 'personsSupervised', 'flightsExpected', 'personsExpected'] as const) total[name] += figures[name];
    const group = { day: flight.flight_date, point: flight.code, flight: flight.flight_id }[groupBy];
    if (group !== undefined) for (const [name, count] of Object.entries(figures)) add(group, name, count);
    if (groupBy === 'class') for (const person of supervised) add(person.class, 'persons', 1);
    if (groupBy === 'outcome') {
      for (const person of persons) if (person.outcome !== 'undecided') add(person.outcome, 'persons', 1);
      add('expected', 'persons', expected);
    }
    if (groupBy === 'step') {
      for (const caseId of [flight.flight_id, ...cases]) {
        const records = recordsOf(caseId);
        for (const owed of papers.owed.filter((entry) => entry.case_id === caseId && entry.owed_at <= asOf)) {
          const state = stateOfStep(records, owed.ordinal);
          add(owed.step, state, 1);
          add(owed.step, 'total', 1);
          if (state === 'owed' && records.some((record) => record.ordinal === owed.ordinal && record.outcome === 'failed')) add(owed.step, 'failed', 1);
        }
      }
    }
  }
  return total;
}

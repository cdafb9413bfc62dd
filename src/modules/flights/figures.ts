import type { CaseRecord, Direction, Facts, Outcome } from '../prescribed/shapes.ts';
import { factsOf } from '../prescribed/facts.ts';
import type { ClosingFacts } from './rules.ts';

/** Is one record as the ledger keeps it. */
export interface LedgerRecord {
  readonly caseId: string;
  readonly seq: number;
  readonly recordId: string;
  readonly ordinal: number;
  readonly step: string;
  readonly outcome: Outcome;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly rule: string | null;
  readonly corrects: string | null;
  readonly officerId: string | null;
  readonly keyId: string | null;
  readonly stationId: string | null;
  readonly deviceId: string | null;
  readonly offline: boolean;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

/** Is one traveller's case as the ledger reads it. */
export interface LedgerCase {
  readonly caseId: string;
  readonly attributes: Facts;
  readonly nationality: string | null;
  readonly kind: 'passenger' | 'crew';
}

/** Is a flight's whole ledger at an instant. */
export interface Ledger {
  readonly flightId: string;
  readonly direction: Direction;
  readonly cases: readonly LedgerCase[];
  readonly records: readonly LedgerRecord[];
}

/** Writes any JSON value so that equal values give equal text: keys sorted, nothing undefined. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Writes the ledger as lines, one record a line in the order of case and place. The closing record itself, which carries their hash, is not among them. */
export function ledgerLines(ledger: Pick<Ledger, 'records'>): readonly string[] {
  return ledger.records.filter((record) => record.step !== 'CLS-01').map((record) => canonicalJson(record));
}

/** Counts one prescribed action over the travellers of a flight. */
export interface StepFigures {
  readonly step: string;
  readonly passed: number;
  readonly failed: number;
  readonly diverted: number;
  readonly notApplicable: number;
}

/** Is what an information report says in numbers: persons by fate and class, and every prescribed action of the travellers. */
export interface ReportFigures {
  readonly listed: number;
  readonly onBoard: number;
  readonly absent: number;
  readonly passengers: number;
  readonly crew: number;
  readonly handedOverNormal: number;
  readonly handedOverAbnormal: number;
  readonly released: number;
  readonly classes: Readonly<Record<string, number>>;
  readonly results: Readonly<Record<string, number>>;
  readonly nationalities: Readonly<Record<string, number>>;
  readonly steps: readonly StepFigures[];
}

interface Traveller {
  readonly case: LedgerCase;
  readonly facts: Facts;
  readonly onBoard: boolean;
  readonly standing: readonly LedgerRecord[];
  passed(step: string): LedgerRecord | undefined;
}

function standingRecords(records: readonly LedgerRecord[]): LedgerRecord[] {
  const corrected = new Set<string>();
  for (const record of records) if (record.corrects !== null) corrected.add(record.corrects);
  return records.filter((record) => !corrected.has(record.recordId));
}

function byCase(records: readonly LedgerRecord[]): Map<string, LedgerRecord[]> {
  const map = new Map<string, LedgerRecord[]>();
  for (const record of records) {
    const list = map.get(record.caseId);
    if (list === undefined) map.set(record.caseId, [record]);
    else list.push(record);
  }
  return map;
}

function travellersOf(ledger: Ledger): Traveller[] {
  const records = byCase(ledger.records);
  return ledger.cases.map((entry): Traveller => {
    const own = records.get(entry.caseId) ?? [];
    const facts = factsOf(entry.attributes, own as readonly CaseRecord[]);
    const standing = standingRecords(own);
    return { case: entry, facts, standing, onBoard: facts['boarding.onBoard'] === true && facts['boarding.absent'] !== true, passed: (step) => standing.findLast((record) => record.step === step && record.outcome === 'passed') };
  });
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Computes the figures of an information report from records alone. */
export function reportFigures(ledger: Ledger): ReportFigures {
  const travellers = travellersOf(ledger);
  const onBoard = travellers.filter((traveller) => traveller.onBoard);
  const steps = new Map<string, { passed: number; failed: number; diverted: number; notApplicable: number }>();
  for (const traveller of travellers) {
    for (const record of traveller.standing) {
      let figures = steps.get(record.step);
      if (figures === undefined) steps.set(record.step, (figures = { passed: 0, failed: 0, diverted: 0, notApplicable: 0 }));
      if (record.outcome === 'not_applicable') figures.notApplicable += 1;
      else figures[record.outcome] += 1;
    }
  }
  const abnormal = onBoard.filter((traveller) => traveller.passed('XFR-02') !== undefined);
  return {
    listed: travellers.length, onBoard: onBoard.length, absent: travellers.filter((traveller) => traveller.facts['boarding.absent'] === true).length,
    passengers: onBoard.filter((traveller) => traveller.case.kind === 'passenger').length, crew: onBoard.filter((traveller) => traveller.case.kind === 'crew').length,
    handedOverNormal: onBoard.filter((traveller) => traveller.passed('XFR-01') !== undefined && traveller.passed('XFR-02') === undefined).length, handedOverAbnormal: abnormal.length,
    released: onBoard.filter((traveller) => traveller.passed('DEP-03') !== undefined).length,
    classes: tally(travellers.flatMap((traveller) => (typeof traveller.facts['inquiry.class'] === 'string' ? [traveller.facts['inquiry.class']] : []))),
    results: tally(travellers.flatMap((traveller) => (typeof traveller.facts['sample.result'] === 'string' ? [traveller.facts['sample.result']] : []))),
    nationalities: tally(onBoard.map((traveller) => traveller.case.nationality ?? '')),
    steps: [...steps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([step, figures]) => ({ step, ...figures })),
  };
}

const releasedThough = (facts: Facts): boolean =>
  (facts['investigation.done'] === true && facts['investigation.excluded'] !== true) || facts['inquiry.class'] === 'closeContact' || facts['inquiry.class'] === 'confirmed' || facts['sample.result'] === 'positive';

function headCount(records: readonly LedgerRecord[], step: string): number | null {
  const record = records.findLast((entry) => entry.step === step && entry.outcome === 'passed');
  const count = record?.evidence['headCount'];
  return typeof count === 'number' ? count : null;
}

/** Computes what must agree before a flight closes, from records alone. */
export function closingFacts(ledger: Ledger, outside: { readonly countsReceived: number; readonly openDiscrepancies: number; readonly reportEqualsLedger: boolean }): ClosingFacts {
  const travellers = travellersOf(ledger);
  const onBoard = travellers.filter((traveller) => traveller.onBoard);
  const flight = standingRecords(ledger.records.filter((record) => record.caseId === ledger.flightId));
  const lastTubes = onBoard.flatMap((traveller) => traveller.passed('SMP-01')?.evidence['tubeId'] ?? []);
  const answered = new Set<unknown>();
  const taken = new Set<string>();
  for (const traveller of travellers) {
    for (const record of traveller.standing) {
      if (record.step === 'SMP-01' && record.outcome === 'passed') taken.add(String(record.evidence['tubeId']));
      if (record.step === 'SMP-02' && (record.outcome === 'passed' || record.outcome === 'failed')) answered.add(record.evidence['tubeId']);
    }
  }
  const symptomatic = travellers.filter((traveller) => releasedThough(traveller.facts) && traveller.passed('XFR-02') === undefined && (traveller.passed('XFR-01') ?? traveller.passed('DEP-03')) !== undefined);
  return {
    direction: ledger.direction, onBoard: onBoard.length,
    headCounts: (ledger.direction === 'arrival' ? ['BRD-01', 'BRD-03'] : ['DEP-04']).map((step) => ({ step, count: headCount(flight, step) })),
    swabbed: lastTubes.length, tubes: new Set(lastTubes).size, tubesWithoutResult: [...taken].filter((tube) => !answered.has(tube)).sort(),
    handedOverNormal: onBoard.filter((traveller) => traveller.passed('XFR-01') !== undefined).length,
    handedOverAbnormal: onBoard.filter((traveller) => traveller.passed('XFR-01') === undefined && traveller.passed('XFR-02') !== undefined).length,
    countsReceived: outside.countsReceived, released: onBoard.filter((traveller) => traveller.passed('DEP-03') !== undefined).length,
    symptomaticReleased: symptomatic.length, openDiscrepancies: outside.openDiscrepancies, reportEqualsLedger: outside.reportEqualsLedger,
  };
}

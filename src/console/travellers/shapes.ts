import type { PersonCard } from '../../modules/travellers/shapes.ts';
import { fullName } from '../names.ts';

export type { PersonCard };

/** One station of the port, as `ports.list` gives it. */
export type Station = {
  readonly stationId: string; readonly pointId: string; readonly pointCode: string; readonly kind: string; readonly lane: string; readonly closed: boolean; readonly nameEn: string; readonly nameZh: string;
};

/** One owed or settled step of a case, as `prescribed.case` gives it. */
export type CaseStep = {
  readonly ordinal: number; readonly step: string; readonly bars: string; readonly owedAt: string; readonly dueAt: string | null; readonly because: string; readonly planId: string; readonly planVersion: number;
  readonly state: 'owed' | 'passed' | 'not_applicable' | 'followed'; readonly settledBy: string | null; readonly followedBy: number | null;
};

/** One record of a case. */
export type CaseRecord = {
  readonly recordId: string; readonly seq: number; readonly ordinal: number; readonly step: string; readonly outcome: string; readonly evidence: Readonly<Record<string, unknown>>; readonly rule: string | null;
  readonly corrects: string | null; readonly corrected: boolean; readonly officerId: string | null; readonly officer: { readonly en: string; readonly zh: string } | null; readonly stationId: string | null; readonly deviceId: string | null; readonly offline: boolean;
  readonly occurredAt: string; readonly recordedAt: string;
};

/** A case with all it owes and all that was recorded. */
export type CaseView = {
  readonly caseId: string; readonly kind: 'flight' | 'traveller'; readonly direction: 'arrival' | 'departure'; readonly parentId: string | null; readonly planId: string; readonly planVersion: number; readonly ended: boolean;
  readonly gates: readonly { readonly gate: string; readonly passedBy: string | null; readonly passedAt: string | null }[];
  readonly steps: readonly CaseStep[]; readonly records: readonly CaseRecord[]; readonly facts: Readonly<Record<string, unknown>>;
};

/** What the server understood of a scan. */
export type Lookup = {
  readonly matches: readonly PersonCard[];
  readonly understoodAs: 'mrz' | 'bcbp' | 'tube' | 'document' | 'accreditation' | 'case' | 'name' | 'nothing';
  readonly problems: readonly { readonly code: string; readonly reason: string; readonly where?: string }[];
};

/** Who waits at a kind of station. */
export type Queue = { readonly total: number; readonly steps: readonly string[]; readonly persons: readonly PersonCard[] };

/** What came of a record. */
export type RecordResult = {
  readonly caseId?: string; readonly step?: string; readonly outcome?: string; readonly added?: readonly string[]; readonly owed?: readonly string[]; readonly gatesPassed?: readonly string[]; readonly repeated?: boolean;
};

/** What came of one of many. */
export type EachResult = RecordResult & { readonly caseId: string | null; readonly tubeId?: string; readonly refusal?: { readonly code: string; readonly params?: Readonly<Record<string, unknown>> } };

/** The part of a flight that a station needs. */
export type StationFlight = {
  readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly direction: 'arrival' | 'departure'; readonly pointCode: string; readonly origin: string; readonly destination: string; readonly state: string;
  readonly counts: { readonly expected: number; readonly onBoard: number; readonly inProcess: number };
};

/** Names a person in one line. */
export function nameOf(person: { readonly surname: string; readonly givenNames: string }): string {
  return fullName(person.surname, person.givenNames);
}

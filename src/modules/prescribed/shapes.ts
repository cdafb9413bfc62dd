import type { TSchema } from 'typebox';

/** Names the kinds of case that the one mechanism supervises. */
export type CaseKind = 'flight' | 'traveller' | 'consignment' | 'lot' | 'alarm';

/** Says whether people come in or go out. */
export type TravelDirection = 'arrival' | 'departure';

/** Says which way a case goes: people in, people out, goods in for the event; `response` to an alarm of a device goes nowhere. */
export type Direction = TravelDirection | 'import' | 'response';

/** Lists every direction; each has a national baseline of its own. */
export const directions = ['arrival', 'departure', 'import', 'response'] as const satisfies readonly Direction[];

/** Is a value that a condition can read. */
export type FactValue = boolean | number | string;

/** Holds the known facts of a case by full name, `temperature.celsius` for instance. */
export type Facts = Readonly<Record<string, FactValue>>;

/** Is the type of a fact: numbers are CEL doubles, integers CEL ints, texts are one of a closed list. */
export type FactType =
  | { readonly type: 'boolean' }
  | { readonly type: 'number'; readonly minimum: number; readonly maximum: number; readonly unit?: string }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number; readonly unit?: string }
  | { readonly type: 'text'; readonly values: readonly string[] };

/** Says where a fact comes from: a field of a step's evidence, or an attribute given when the case is opened. */
export type FactOrigin =
  | { readonly step: string; readonly field: string }
  | { readonly attribute: string };

/** Declares one fact: what a condition may read, and the value it takes before anybody knows better. */
export interface FactDefinition {
  readonly name: string;
  readonly caseKind: CaseKind;
  readonly value: FactType;
  readonly unknownAs: FactValue;
  readonly from: readonly FactOrigin[];
}

/** Declares a number that a plan sets; `stricter` says which way a plan may move away from the baseline. */
export interface ThresholdDefinition {
  readonly name: string;
  readonly unit: string;
  readonly baseline: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly stricter: 'lower' | 'higher';
  /** The directions whose plans set it; the two of people where absent. */
  readonly directions?: readonly Direction[];
  readonly source: string;
}

/** Names the next step after a failed one, under a condition where the branch depends on what was found. */
export interface FailureBranch {
  readonly step: string;
  readonly when?: string;
}

/** Declares one prescribed action: who does it where, what proves it, when it is owed and what follows a failure. */
export interface StepDefinition {
  readonly id: string;
  readonly caseKind: CaseKind;
  readonly directions: readonly Direction[];
  readonly station: string;
  readonly roles: readonly string[];
  readonly evidence: TSchema;
  /** CEL over facts and thresholds: when the national baseline owes this step. */
  readonly when: string;
  /** CEL over facts and thresholds, read after the evidence has been applied: when the step has passed. */
  readonly pass: string;
  /** What follows a failure: every branch that matches is owed, the first is the one followed; none: the step stays owed and is done again. */
  readonly onFailure: readonly FailureBranch[];
  /** Another step that takes this one's place before it was done (a hand-over becomes an abnormal hand-over). */
  readonly divertsTo?: FailureBranch;
  /** The gate that stays shut while this step is owed. */
  readonly bars: string;
  /** The gate through which the case must have gone before the step can be seen at all: nobody delivers what is not released. */
  readonly after?: string;
  /** The gate that a passing record goes through. */
  readonly passes?: string;
  /** CEL: when a rule says "not applicable" of a step already owed; absent for the actions that no rule may excuse. */
  readonly excusedWhen?: string;
  /** Name of the threshold that gives the time allowed, in minutes unless the threshold says hours. */
  readonly due?: string;
  /** Name of the threshold that passes before that time begins: the rest before a retest. */
  readonly dueAfter?: string;
  readonly health: boolean;
  /** Is there under any plan of its directions, also one approved before the step was known: what only the house itself owes a case. */
  readonly everyPlan?: true;
  /** The action that alone may record this step, because it checks more than the step's own evidence. */
  readonly onlyBy?: string;
  /** Other actions that record it on their way, with the same checks. */
  readonly alsoBy?: readonly string[];
  /** Fields of the evidence that only the actions named fill, because they check what is said there. */
  readonly fieldsBy?: Readonly<Record<string, readonly string[]>>;
  /** An identifier in the evidence that belongs to one case only: a tube to one person. */
  readonly ownsKey?: { readonly kind: string; readonly field: string };
  /** A field that must repeat what the case already owns: a result names a tube of this person. */
  readonly namesKey?: { readonly kind: string; readonly field: string };
  readonly source: string;
}

/** Is one step as a plan owes it. */
export interface PlanStep {
  readonly step: string;
  /** CEL over facts and thresholds. */
  readonly when: string;
  readonly station?: string;
  readonly lane?: string;
  /** Officers needed at the station for this step. */
  readonly staff?: number;
  /** Adds to the catalogue's failure branches, never replaces them. */
  readonly alsoOnFailure?: readonly FailureBranch[];
}

/** Is the content of a plan: one flight, one policy (一机一策). */
export interface PlanDocument {
  readonly direction: Direction;
  readonly title: { readonly en: string; readonly zh: string };
  readonly thresholds: Readonly<Record<string, number>>;
  readonly steps: readonly PlanStep[];
  readonly languages: readonly string[];
  /** The version of the declaration card that the flight asks; the one in force on its day where absent. */
  readonly card?: string;
  /** Countries and regions whose travellers are asked more. Shape: ISO 3166 alpha-3. */
  readonly keyAreas?: readonly string[];
  readonly lanes: number;
  readonly notes?: string;
}

/** Says what is wrong with a plan and where; `counterexample` names the very traveller or flight it would let through. */
export interface PlanProblem {
  readonly code:
    | 'condition-syntax'
    | 'condition-unknown-fact'
    | 'condition-wrong-type'
    | 'condition-unknown-value'
    | 'condition-not-allowed'
    | 'step-unknown'
    | 'step-twice'
    | 'step-wrong-direction'
    | 'step-unreachable'
    | 'step-endless'
    | 'threshold-unknown'
    | 'threshold-missing'
    | 'threshold-out-of-range'
    | 'baseline-threshold-looser'
    | 'baseline-step-missing'
    | 'baseline-skipped'
    | 'card-unknown'
    | 'plan-too-hard-to-check';
  /** Path in the document, `steps[3].when` for instance. */
  readonly path: string;
  /** Characters of the condition that are meant. */
  readonly at?: { readonly start: number; readonly end: number };
  readonly params: Readonly<Record<string, string | number>>;
  readonly counterexample?: Facts;
}

/** Is what a record says of its step. */
export type Outcome = 'passed' | 'failed' | 'not_applicable' | 'diverted';
/** Is how a record settles an obligation. */
export type SettledAs = 'passed' | 'not_applicable' | 'followed';

/** Is one owed step of one case. */
export interface Obligation {
  readonly ordinal: number;
  readonly step: string;
  readonly bars: string;
  readonly owedAt: string;
  readonly dueAt: string | null;
  readonly because: string;
  readonly settledBy: string | null;
  readonly settledAs: SettledAs | null;
  readonly followedBy: number | null;
}

/** Is one gate of a case: shut until `passedBy` names the record that went through. */
export interface Gate {
  readonly gate: string;
  readonly passedBy: string | null;
}

/** Is one record as the rules read it. */
export interface CaseRecord {
  readonly recordId: string;
  readonly seq: number;
  readonly ordinal: number | null;
  readonly step: string;
  readonly outcome: Outcome;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly corrects: string | null;
  readonly recordedAt: string;
}

/** Is a record as the rules decide it, ready to be written. */
export interface NewRecord {
  readonly recordId: string;
  readonly seq: number;
  readonly ordinal: number;
  readonly step: string;
  readonly outcome: Outcome;
  readonly needsGate: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly rule: string | null;
  readonly corrects: string | null;
  readonly followedBy: number | null;
}

/** Is how an obligation that stood open is settled. */
export interface Settlement {
  readonly ordinal: number;
  readonly recordId: string;
  readonly as: SettledAs;
  readonly followedBy: number | null;
}

/** Is everything that one decision writes, in one statement. */
export interface Writes {
  readonly records: readonly NewRecord[];
  readonly settlements: readonly Settlement[];
  readonly obligations: readonly Obligation[];
  readonly gatesPassed: readonly { readonly gate: string; readonly recordId: string }[];
  readonly keys: readonly { readonly kind: string; readonly key: string; readonly recordId: string }[];
  /** The facts of the case once this is written. */
  readonly facts: Facts;
}

/** Is what an officer, a device or another agency asks to record. */
export interface RecordRequest {
  readonly recordId: string;
  readonly caseId: string;
  readonly step: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly corrects?: string | undefined;
  /** Which of several obligations of the same step is meant; the oldest open one where absent. */
  readonly ordinal?: number | undefined;
}

/** Is what came of a request: what stands now, and what the station does next. */
export interface RecordResult {
  readonly caseId: string;
  readonly step: string;
  readonly outcome: Outcome;
  readonly added: readonly string[];
  readonly owed: readonly string[];
  readonly gatesPassed: readonly string[];
  readonly repeated: boolean;
}

/** Is all that the rules need to know of a case. */
export interface CaseState {
  readonly eventId: string;
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly direction: Direction;
  readonly parentId: string | null;
  readonly planId: string;
  readonly planVersion: number;
  readonly attributes: Facts;
  readonly facts: Facts;
  readonly gates: readonly Gate[];
  readonly obligations: readonly Obligation[];
  readonly records: readonly CaseRecord[];
  readonly lastSeq: number;
  /** Was taken out before its end, or what it belongs to was: nothing more is recorded of it. */
  readonly withdrawn?: boolean | undefined;
}

import type { CaseKind, CaseRecord, CaseState, Facts, Gate, NewRecord, Obligation, Outcome, RecordRequest, RecordResult, Settlement, Writes } from './shapes.ts';
import type { PlanRules, StepRule } from './plan-rules.ts';
import { owedBy } from './plan-rules.ts';
import { applyEvidence, factsOf } from './facts.ts';
import { gatesOf } from './catalogue.ts';
import { ownedKeys, unansweredKeys } from './rules/keys.ts';
import { allowed, refused } from '../../kernel/refusal.ts';
import type { RefusalAnswer, Verdict } from '../../kernel/refusal.ts';

/** Is what a decision gives: a refusal, the answer given before, or what to write. */
export type Decision =
  | { readonly kind: 'refused'; readonly refusal: RefusalAnswer }
  | { readonly kind: 'repeated'; readonly recordedAt: string; readonly result: RecordResult }
  | { readonly kind: 'writes'; readonly writes: Writes; readonly result: RecordResult };

/** Lists what is owed, in the order in which it was owed. */
export function openObligations(state: Pick<CaseState, 'obligations'>): readonly Obligation[] {
  return state.obligations.filter((obligation) => obligation.settledBy === null);
}

/** Says whether a case has ended: its last gate is open. */
export function hasEnded(state: Pick<CaseState, 'gates' | 'kind'>): boolean {
  const last = gatesOf[state.kind].at(-1);
  return state.gates.some((gate) => gate.gate === last && gate.passedBy !== null);
}

/** Says whether a case may go through a gate now, and if not, which steps are still owed. */
export function canPassGate(state: Pick<CaseState, 'obligations' | 'kind'>, gate: string, except?: number): Verdict {
  const order = gatesOf[state.kind] as readonly string[];
  const until = order.indexOf(gate);
  const owed = openObligations(state).filter((obligation) => obligation.ordinal !== except && order.indexOf(obligation.bars) <= until);
  if (owed.length === 0) return allowed;
  return refused('still-owed', { gate, steps: owed.map((obligation) => obligation.step) });
}

function nextOrdinal(draft: Draft): number {
  let highest = 0;
  for (const obligation of draft.obligations.values()) if (obligation.ordinal > highest) highest = obligation.ordinal;
  return highest + 1;
}

/** Holds a decision while it is taken. */
interface Draft {
  readonly state: CaseState;
  readonly plan: PlanRules;
  readonly now: string;
  readonly obligations: Map<number, Obligation>;
  readonly added: Obligation[];
  readonly records: NewRecord[];
  readonly settlements: Settlement[];
  readonly gates: Map<string, string | null>;
  facts: Facts;
}

function draftOf(state: CaseState, plan: PlanRules, now: string): Draft {
  return {
    state, plan, now, facts: state.facts, added: [], records: [], settlements: [],
    obligations: new Map(state.obligations.map((obligation) => [obligation.ordinal, obligation])),
    gates: new Map(state.gates.map((gate) => [gate.gate, gate.passedBy])),
  };
}

function shutGate(draft: Draft, wanted: string): string | undefined {
  const order = gatesOf[draft.state.kind] as readonly string[];
  return order.slice(order.indexOf(wanted)).find((gate) => draft.gates.get(gate) === null);
}

function findOpen(draft: Draft, step: string, except?: number): Obligation | undefined {
  for (const obligation of draft.obligations.values()) {
    if (obligation.step === step && obligation.settledBy === null && obligation.ordinal !== except) return obligation;
  }
  return undefined;
}

function owe(draft: Draft, rule: StepRule, because: string): Obligation {
  const bars = shutGate(draft, rule.definition.bars) ?? rule.definition.bars;
  const obligation: Obligation = {
    ordinal: nextOrdinal(draft), step: rule.definition.id, bars, owedAt: draft.now,
    dueAt: rule.dueMinutes === null ? null : new Date(Date.parse(draft.now) + rule.dueMinutes * 60_000).toISOString(),
    because, settledBy: null, settledAs: null, followedBy: null,
  };
  draft.obligations.set(obligation.ordinal, obligation);
  draft.added.push(obligation);
  return obligation;
}

function settle(draft: Draft, obligation: Obligation, record: NewRecord, followedBy: number | null): void {
  const as = record.outcome === 'passed' ? 'passed' : record.outcome === 'not_applicable' ? 'not_applicable' : 'followed';
  const settled: Obligation = { ...obligation, settledBy: record.recordId, settledAs: as, followedBy };
  draft.obligations.set(obligation.ordinal, settled);
  const fresh = draft.added.findIndex((entry) => entry.ordinal === obligation.ordinal);
  if (fresh >= 0) draft.added[fresh] = settled;
  else draft.settlements.push({ ordinal: obligation.ordinal, recordId: record.recordId, as, followedBy });
}

function addRecord(draft: Draft, entry: Omit<NewRecord, 'seq' | 'followedBy'>, followedBy: number | null = null): NewRecord {
  const record = { ...entry, followedBy, seq: draft.state.lastSeq + draft.records.length + 1 };
  draft.records.push(record);
  return record;
}

// New facts add steps, rule steps not applicable, and divert steps; each of the three names its rule.
function reconsiderFacts(draft: Draft, newId: () => string): void {
  const { plan, state } = draft;
  const everOwed = new Set<string>();
  for (const obligation of draft.obligations.values()) everOwed.add(obligation.step);
  for (const rule of plan.steps[state.kind]) {
    if (!everOwed.has(rule.definition.id) && owedBy(rule, draft.facts, plan)) owe(draft, rule, 'plan');
  }
  // A copy: what is owed on the way is not looked at in the same round.
  for (const obligation of Array.from(draft.obligations.values())) {
    if (obligation.settledBy !== null) continue;
    const rule = plan.find(obligation.step);
    if (rule === undefined) continue;
    const ruleName = `${obligation.step} @ ${plan.planId} v${plan.version}`;
    if (rule.excusedWhen?.evaluate(draft.facts, plan.thresholds) === true) {
      const record = addRecord(draft, { recordId: newId(), ordinal: obligation.ordinal, step: obligation.step, outcome: 'not_applicable', needsGate: null, evidence: {}, rule: `${rule.excusedWhen.source} | ${ruleName}`, corrects: null });
      settle(draft, obligation, record, null);
    } else if (rule.divertsTo?.when?.evaluate(draft.facts, plan.thresholds) === true) {
      const target = plan.find(rule.divertsTo.step);
      if (target === undefined) continue;
      const next = findOpen(draft, rule.divertsTo.step) ?? owe(draft, target, `diverted:${obligation.step}`);
      const record = addRecord(draft, { recordId: newId(), ordinal: obligation.ordinal, step: obligation.step, outcome: 'diverted', needsGate: null, evidence: {}, rule: `${rule.divertsTo.when.source} | ${ruleName}`, corrects: null }, next.ordinal);
      settle(draft, obligation, record, next.ordinal);
    }
  }
}

// The last gate, and with it every gate before, opens by the record after which nothing is owed.
function passGates(draft: Draft, through: string | undefined, recordId: string): string[] {
  const passed: string[] = [];
  const order = gatesOf[draft.state.kind] as readonly string[];
  if (through !== undefined && draft.gates.get(through) === null) passed.push(through);
  let open = false;
  for (const obligation of draft.obligations.values()) if (obligation.settledBy === null) { open = true; break; }
  if (!open) for (const gate of order) if (draft.gates.get(gate) === null && !passed.includes(gate)) passed.push(gate);
  for (const gate of passed) draft.gates.set(gate, recordId);
  return passed;
}

function writesOf(draft: Draft, gatesPassed: readonly string[], gateRecord: string | null, keys: Writes['keys']): Writes {
  return { records: draft.records, settlements: draft.settlements, obligations: draft.added, keys, facts: draft.facts,
    gatesPassed: gateRecord === null ? [] : gatesPassed.map((gate) => ({ gate, recordId: gateRecord })) };
}

function resultOf(draft: Draft, request: RecordRequest, outcome: Outcome, gatesPassed: readonly string[]): RecordResult {
  const owed: string[] = [];
  for (const obligation of draft.obligations.values()) if (obligation.settledBy === null) owed.push(obligation.step);
  return { caseId: request.caseId, step: request.step, outcome, added: draft.added.map((entry) => entry.step), owed, gatesPassed, repeated: false };
}

function sameEvidence(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value).filter(([, entry]) => entry !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function no(code: string, params: Readonly<Record<string, unknown>> = {}): Decision {
  return { kind: 'refused', refusal: { code, params } };
}

/**
 * Decides one record on one case: what it settles, what it adds, what it rules out and which gate it goes through.
 * Refuses: `record-id-reused`, `step-unknown`, `case-closed`, `case-withdrawn`, `correction-unknown`, `step-not-owed`, `step-too-early`, `evidence-names-another`, `still-owed`.
 */
export function decide(state: CaseState, plan: PlanRules, request: RecordRequest, now: string, newId: () => string): Decision {
  const first = state.records.find((record) => record.recordId === request.recordId);
  if (first !== undefined) {
    if (first.step !== request.step || !sameEvidence(first.evidence, request.evidence)) return no('record-id-reused');
    return { kind: 'repeated', recordedAt: first.recordedAt, result: { caseId: state.caseId, step: first.step, outcome: first.outcome, added: [], owed: openObligations(state).map((entry) => entry.step), gatesPassed: [], repeated: true } };
  }
  const rule = plan.find(request.step);
  if (rule === undefined || rule.definition.caseKind !== state.kind) return no('step-unknown', { step: request.step });
  if (hasEnded(state)) return no('case-closed');
  if (state.withdrawn === true) return no('case-withdrawn');
  const { definition } = rule;
  if (definition.after !== undefined && !state.gates.some((gate) => gate.gate === definition.after && gate.passedBy !== null)) return no('step-too-early', { step: request.step, gate: definition.after });

  const draft = draftOf(state, plan, now);
  let obligation: Obligation | undefined;
  let corrected: CaseRecord | undefined;
  if (request.corrects !== undefined) {
    corrected = state.records.find((record) => record.recordId === request.corrects);
    if (corrected === undefined || corrected.step !== request.step || state.records.some((record) => record.corrects === request.corrects)) return no('correction-unknown');
    obligation = draft.obligations.get(corrected.ordinal ?? 0);
  } else if (request.ordinal !== undefined) {
    obligation = draft.obligations.get(request.ordinal);
    if (obligation === undefined || obligation.step !== request.step || obligation.settledBy !== null) return no('step-not-owed', { step: request.step });
  } else {
    obligation = findOpen(draft, request.step);
    if (obligation === undefined) {
      // What is not owed may still be seen: a second reading, a patrol's later finding. A gate is never passed twice.
      const wasOwed = state.obligations.some((entry) => entry.step === request.step);
      if (definition.passes !== undefined || (!wasOwed && !volunteered.has(request.step))) return no('step-not-owed', { step: request.step });
      obligation = owe(draft, rule, wasOwed ? 'repeated' : 'officer');
    }
  }
  if (obligation === undefined) return no('correction-unknown');

  if (definition.namesKey !== undefined && !ownedKeys(state.records, plan, definition.namesKey.kind).has(String(request.evidence[definition.namesKey.field]))) {
    return no('evidence-names-another', { field: definition.namesKey.field, value: String(request.evidence[definition.namesKey.field]) });
  }
  draft.facts = corrected === undefined
    ? applyEvidence(state.facts, request.step, request.evidence)
    : applyEvidence(factsOf(state.attributes, state.records.filter((record) => record !== corrected)), request.step, request.evidence);
  const passed = rule.pass.evaluate(draft.facts, plan.thresholds);
  if (passed && definition.passes !== undefined && draft.gates.get(definition.passes) === null) {
    const verdict = canPassGate(state, definition.passes, obligation.ordinal);
    if (!verdict.ok) return { kind: 'refused', refusal: verdict.refusal };
  }
  const record = addRecord(draft, {
    recordId: request.recordId, ordinal: obligation.ordinal, step: request.step, outcome: passed ? 'passed' : 'failed',
    needsGate: passed ? definition.passes ?? null : null, evidence: request.evidence, rule: null, corrects: request.corrects ?? null,
  });
  if (passed) settle(draft, obligation, record, null);
  else fail(draft, rule, obligation, record);
  reconsiderFacts(draft, newId);
  if (passed) oweAnswers(draft, definition.ownsKey?.kind);
  const gatesPassed = passGates(draft, passed ? definition.passes : undefined, request.recordId);
  const key = definition.ownsKey === undefined ? undefined : String(request.evidence[definition.ownsKey.field]);
  const keys = definition.ownsKey === undefined || key === undefined || ownedKeys(state.records, plan, definition.ownsKey.kind).has(key)
    ? [] : [{ kind: definition.ownsKey.kind, key, recordId: request.recordId }];
  return { kind: 'writes', writes: writesOf(draft, gatesPassed, request.recordId, keys), result: resultOf(draft, request, record.outcome, gatesPassed) };
}

// Every tube taken is answered for: one more taken owes one more result, also where a result has come before.
function oweAnswers(draft: Draft, kind: string | undefined): void {
  if (kind === undefined) return;
  const waiting = unansweredKeys([...draft.state.records, ...draft.records], draft.plan, kind);
  for (const rule of draft.plan.steps[draft.state.kind]) {
    if (rule.definition.namesKey?.kind !== kind) continue;
    const open = [...draft.obligations.values()].filter((entry) => entry.step === rule.definition.id && entry.settledBy === null).length;
    for (let missing = waiting.size - open; missing > 0; missing -= 1) owe(draft, rule, 'taken');
  }
}

// Steps that an officer may do on own judgement without a rule that owes them: stricter is always allowed.
const volunteered: ReadonlySet<string> = new Set(['CHK-03', 'INV-01', 'INV-02']);

// A failure is followed by its branches. A correction that shows a settled step to have failed is followed by the step again;
// without a branch the step simply stays owed.
function fail(draft: Draft, rule: StepRule, obligation: Obligation, record: NewRecord): void {
  let followedBy: number | null = null;
  for (const branch of rule.onFailure) {
    if (branch.when !== null && !branch.when.evaluate(draft.facts, draft.plan.thresholds)) continue;
    const target = draft.plan.find(branch.step);
    if (target === undefined) continue;
    const next = findOpen(draft, branch.step, obligation.ordinal) ?? owe(draft, target, `failed:${obligation.step}`);
    followedBy ??= next.ordinal;
  }
  if (followedBy === null && obligation.settledBy !== null) followedBy = owe(draft, rule, 'corrected').ordinal;
  if (followedBy === null) return;
  const followed = { ...record, followedBy };
  draft.records[draft.records.indexOf(record)] = followed;
  settle(draft, obligation, followed, followedBy);
}

/** Decides what a newly approved plan adds to a case that is under way. Nothing already owed is dropped. */
export function reconsider(state: CaseState, plan: PlanRules, now: string, newId: () => string): Writes {
  const draft = draftOf(state, plan, now);
  if (!hasEnded(state)) reconsiderFacts(draft, newId);
  const last = draft.records.at(-1);
  const gates = last === undefined ? [] : passGates(draft, undefined, last.recordId);
  return writesOf(draft, gates, last?.recordId ?? null, []);
}

/** Lists what a case owes when it is opened. */
export function owedAtOpening(kind: CaseKind, attributes: Facts, plan: PlanRules, now: string): readonly Obligation[] {
  const draft = draftOf({
    eventId: '', caseId: '', kind, direction: plan.direction, parentId: null, planId: plan.planId, planVersion: plan.version, attributes, facts: attributes,
    gates: gatesOf[kind].map((gate) => ({ gate, passedBy: null })), obligations: [], records: [], lastSeq: 0,
  }, plan, now);
  for (const rule of plan.steps[kind]) if (owedBy(rule, attributes, plan)) owe(draft, rule, 'plan');
  return draft.added;
}

/** Decides that a case owes one more of a step, for a reason that no fact holds (a head-count that differs). */
export function oweMore(state: CaseState, plan: PlanRules, step: string, because: string, now: string): { writes: Writes; ordinal: number } | undefined {
  const rule = plan.find(step);
  if (rule === undefined || rule.definition.caseKind !== state.kind || hasEnded(state)) return undefined;
  const draft = draftOf(state, plan, now);
  const { ordinal } = owe(draft, rule, because);
  return { writes: writesOf(draft, [], null, []), ordinal };
}

/** Gives the state after the writes were committed. */
export function applyWrites(state: CaseState, writes: Writes, recordedAt: string): CaseState {
  if (writes.records.length === 0 && writes.obligations.length === 0) return state;
  const settled = new Map(writes.settlements.map((entry) => [entry.ordinal, entry]));
  const passed = new Map(writes.gatesPassed.map((entry) => [entry.gate, entry.recordId]));
  const records: CaseRecord[] = [...state.records, ...writes.records.map((record) => ({ ...record, recordedAt }))];
  const obligations = state.obligations.map((obligation): Obligation => {
    const settlement = settled.get(obligation.ordinal);
    return settlement === undefined ? obligation : { ...obligation, settledBy: settlement.recordId, settledAs: settlement.as, followedBy: settlement.followedBy };
  });
  const gates = state.gates.map((gate): Gate => (passed.has(gate.gate) ? { gate: gate.gate, passedBy: passed.get(gate.gate)! } : gate));
  return { ...state, records, obligations: [...obligations, ...writes.obligations], gates, facts: writes.facts, lastSeq: state.lastSeq + writes.records.length };
}

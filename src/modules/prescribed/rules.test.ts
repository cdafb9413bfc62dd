import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { gatesOf, stepCatalogue, thresholdCatalogue } from './catalogue.ts';
import { factsOf } from './facts.ts';
import { compilePlan } from './plan-rules.ts';
import type { PlanRules } from './plan-rules.ts';
import { baselinePlan } from './plans.ts';
import { applyWrites, canPassGate, decide, hasEnded, openObligations, owedAtOpening, reconsider } from './rules.ts';
import type { CaseState, Direction, Facts, PlanDocument } from './shapes.ts';

const named = new Set(['CHK-01', 'CHK-02', 'CHK-04', 'SMP-01', 'SMP-02', 'XFR-01', 'XFR-02', 'REP-01', 'REP-02']);
const now = '2022-01-27T02:00:00.000Z';
let made = 0;
const newId = (): string => `id-${(made += 1)}`;

function baseline(direction: Direction): PlanDocument {
  return baselinePlan(direction, { steps: stepCatalogue, thresholds: thresholdCatalogue });
}

function openCase(plan: PlanRules, attributes: Facts): CaseState {
  return {
    eventId: 'e', caseId: 'c', kind: 'traveller', direction: plan.direction, parentId: 'f', planId: plan.planId, planVersion: plan.version, attributes, facts: attributes,
    gates: gatesOf.traveller.map((gate) => ({ gate, passedBy: null })), obligations: owedAtOpening('traveller', attributes, plan, now), records: [], lastSeq: 0,
  };
}

const answers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };
const normal: Readonly<Record<string, Record<string, unknown>>> = {
  'RAD-01': { alarm: false, doseRateMicrosievertPerHour: 0.09 },
  'BAG-02': { scanId: 'CT-1', suspect: false, decidedBy: 'operator' },
  'BAG-03': { alarm: false },
  'BAG-04': { cycle: 'C-1', doseMillijoulePerSquareCentimetre: 40, done: true },
  'TRV-ALRM': { settled: true, alarmId: '01980000-0000-7000-8000-000000000001', disposition: 'release' },
  'PRE-01': { daysMonitored: 14, symptomSeen: false },
  'PRE-02': { bothNegative: true, firstHoursBeforeDeparture: 80, secondHoursBeforeDeparture: 40, hoursApart: 40, approvedLaboratory: true },
  'PRE-03': { fullCourse: true, daysSinceLastDose: 30 },
  'PRE-03b': { arranged: true, arrangement: 'exemption', file: 'F1' },
  'PRE-04': { complete: true, formVersion: '8', language: 'en', ...answers },
  'PRE-05': { checksHeld: true, airlineResult: 'ok' },
  'ONB-01': { onBoard: true, absent: false, basis: 'headCount' },
  'CHK-01': { codeValid: true, samePerson: true, openAnswers: 0, ...answers },
  'CHK-01b': { complete: true, samePerson: true, formVersion: '8', language: 'en', ...answers },
  'CHK-02': { temperatureCelsius: 36.5 },
  'CHK-03': { mercuryCelsius: 36.8, minutesWaited: 10, symptomSeen: false },
  'CHK-04': { zone: 'A', finding: 'none' },
  'INV-01': { class: 'ordinary', travel14Days: 'none' },
  'INV-02': { done: true, excludedAsSuspect: true, auscultation: 'clear' },
  'SMP-01': { tubeId: 'T-1', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true },
  'SMP-02': { tubeId: 'T-1', result: 'negative', resultAt: now },
  'EXT-01': { passed: true },
  'EXT-03': { passed: true },
  'EXT-02': { cardNumber: 'A1', valid: true },
  'BAG-01': { tags: 1, tagsMatch: true, disinfected: true },
  'XFR-01': { handOverId: '0192f0c0-0000-7000-8000-000000000000', vehicle: 'V', cluster: 'C', countsEqual: true, bothSigned: true },
  'XFR-02': { class: 'suspected', destination: 'H', vehicle: 'A', receiver: 'R', receiptSigned: true },
  'REP-02': { knownAt: now, sentAt: now, recipients: 'x', acknowledged: true },
  'REP-03': { ruleVersion: '1', contacts: 0, reached: 0, everyoneReached: true },
  'DEP-01': { codeValid: true, samePerson: true, openAnswers: 0, ...answers, temperatureCelsius: 36.5 },
  'DEP-02': { pieces: 1, seals: 'S', sealed: true, holder: 'H' },
  'DEP-03': { released: true },
  'DEP-05': { onBoard: true, absent: false, basis: 'doorsClosed' },
};
const troubled: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  'PRE-02': [{ ...normal['PRE-02'], bothNegative: false }],
  'PRE-03': [{ fullCourse: false, daysSinceLastDose: 0 }],
  'PRE-04': [{ ...normal['PRE-04'], complete: false }, { ...normal['PRE-04'], symptomDeclared: true }],
  'ONB-01': [{ onBoard: false, absent: true, basis: 'notBoarded' }],
  'CHK-01': [{ ...normal['CHK-01'], codeValid: false }, { ...normal['CHK-01'], contactDeclared: true }],
  'CHK-02': [{ temperatureCelsius: 37.3 }, { temperatureCelsius: 39.1 }],
  'CHK-03': [{ mercuryCelsius: 38, minutesWaited: 10, symptomSeen: false }, { mercuryCelsius: 36.9, minutesWaited: 10, symptomSeen: true }],
  'CHK-04': [{ zone: 'A', finding: 'symptomatic' }],
  'INV-01': [{ class: 'closeContact', travel14Days: 'x' }, { class: 'suspected', travel14Days: 'x' }, { class: 'symptomatic', travel14Days: 'x' }],
  'INV-02': [{ ...normal['INV-02'], excludedAsSuspect: false }],
  'SMP-01': [{ ...normal['SMP-01'], oropharyngealSwab: false }],
  'SMP-02': [{ ...normal['SMP-02'], result: 'positive' }, { ...normal['SMP-02'], result: 'inconclusive' }],
  'XFR-01': [{ ...normal['XFR-01'], countsEqual: false }],
  'REP-02': [{ ...normal['REP-02'], acknowledged: false }],
  'DEP-01': [{ ...normal['DEP-01'], temperatureCelsius: 38 }, { ...normal['DEP-01'], codeValid: false }],
  'DEP-05': [{ onBoard: false, absent: true, basis: 'noShow' }],
};

const steps = Object.keys(normal);
// What the officers do: any step, normal or troubled, corrected or not, in any order.
const doing = fc.record({ step: fc.constantFrom(...steps), trouble: fc.option(fc.nat({ max: 3 }), { freq: 3 }), correct: fc.boolean(), tube: fc.nat({ max: 2 }) });
const aPerson = fc.record({ 'person.kind': fc.constantFrom('passenger', 'crew'), 'person.hasBags': fc.boolean(), 'person.accredited': fc.boolean(), 'person.sportsKit': fc.boolean(), 'person.ageYears': fc.integer({ min: 0, max: 90 }) });
// A plan as an operator may make it stricter: other thresholds, conditions widened.
const aPlan = fc.record({ direction: fc.constantFrom<Direction>('arrival', 'departure'), fever: fc.constantFrom(36.8, 37, 37.3), widened: fc.subarray(['CHK-03', 'INV-01', 'INV-02', 'PRE-01']) });

function planOf(choice: { direction: Direction; fever: number; widened: readonly string[] }): PlanRules {
  const document = baseline(choice.direction);
  return compilePlan('p', 1, {
    ...document, thresholds: { ...document.thresholds, feverCelsius: choice.fever },
    steps: document.steps.map((step) => (choice.widened.includes(step.step) ? { ...step, when: `(${step.when}) || boarding.onBoard` } : step)),
  });
}

function evidenceFor(act: { step: string; trouble: number | null; tube: number }): Record<string, unknown> {
  const choices = troubled[act.step];
  const evidence = act.trouble === null || choices === undefined ? normal[act.step]! : choices[act.trouble % choices.length]!;
  return 'tubeId' in evidence ? { ...evidence, tubeId: `T-${act.tube}` } : evidence;
}

/** Checks everything that must hold of a case whatever was done to it. */
function checkInvariants(state: CaseState, plan: PlanRules): void {
  const records = new Map(state.records.map((record) => [record.recordId, record]));
  const ordinals = new Map(state.obligations.map((obligation) => [obligation.ordinal, obligation]));
  expect(ordinals.size).toBe(state.obligations.length);
  for (const obligation of state.obligations) {
    if (obligation.settledBy === null) continue;
    const record = records.get(obligation.settledBy);
    expect(record?.ordinal).toBe(obligation.ordinal);
    expect(record?.step).toBe(obligation.step);
    if (obligation.settledAs === 'passed') expect(record?.outcome).toBe('passed');
    if (obligation.settledAs === 'not_applicable') expect(named.has(obligation.step)).toBe(false);
    if (obligation.settledAs === 'followed') expect(ordinals.has(obligation.followedBy!)).toBe(true);
    else expect(obligation.followedBy).toBeNull();
  }
  expect(state.records.map((record) => record.seq)).toEqual(state.records.map((_, index) => index + 1));
  expect(state.facts).toEqual(factsOf(state.attributes, state.records));
  // Every step that the plan owes by the facts has its obligation: nothing is dropped silently.
  if (!hasEnded(state)) {
    for (const rule of plan.steps.traveller) {
      if (rule.when.evaluate(state.facts, plan.thresholds)) expect(state.obligations.some((entry) => entry.step === rule.definition.id), `${rule.definition.id} is owed`).toBe(true);
    }
  } else expect(openObligations(state)).toEqual([]);
}

describe('the mechanism', () => {
  test('knows evidence for every step of a traveller, and the evidence fits its schema', () => {
    for (const step of stepCatalogue.filter((entry) => entry.caseKind === 'traveller')) {
      const evidence = normal[step.id];
      expect(evidence, step.id).toBeDefined();
      expect(Compile(step.evidence).Check(evidence), step.id).toBe(true);
      for (const other of troubled[step.id] ?? []) expect(Compile(step.evidence).Check(other), step.id).toBe(true);
    }
  });

  test('lets nobody through a gate while anything that bars it is owed, whatever is done in whatever order', () => {
    let passages = 0;
    let refusals = 0;
    fc.assert(fc.property(aPlan, aPerson, fc.array(doing, { minLength: 5, maxLength: 70 }), (choice, person, acts) => {
      const plan = planOf(choice);
      let state = openCase(plan, person);
      for (const act of acts) {
        const last = state.records.findLast((record) => record.step === act.step && record.outcome !== 'not_applicable' && record.outcome !== 'diverted');
        const request = { recordId: newId(), caseId: 'c', step: act.step, evidence: evidenceFor(act), ...(act.correct && last !== undefined ? { corrects: last.recordId } : {}) };
        const before = state;
        const decision = decide(before, plan, request, now, newId);
        if (decision.kind !== 'writes') {
          if (decision.kind === 'refused' && decision.refusal.code === 'still-owed') refusals += 1;
          continue;
        }
        state = applyWrites(before, decision.writes, now);
        for (const { gate } of decision.writes.gatesPassed) {
          passages += 1;
          const order = gatesOf.traveller as readonly string[];
          for (const obligation of state.obligations) {
            if (order.indexOf(obligation.bars) <= order.indexOf(gate)) expect(obligation.settledBy, `${obligation.step} bars ${gate}`).not.toBeNull();
          }
        }
        checkInvariants(state, plan);
        // Sending it again does nothing.
        const again = decide(state, plan, request, now, newId);
        expect(again.kind).toBe('repeated');
      }
    }), { numRuns: 400 });
    // The property must have been put to the test.
    expect(passages).toBeGreaterThan(50);
    expect(refusals).toBeGreaterThan(50);
  });

  test('ends every case that does all it owes', () => {
    fc.assert(fc.property(aPlan, aPerson, fc.array(doing, { maxLength: 25 }), (choice, person, acts) => {
      const plan = planOf(choice);
      let state = openCase(plan, person);
      const record = (step: string, evidence: Record<string, unknown>): void => {
        const decision = decide(state, plan, { recordId: newId(), caseId: 'c', step, evidence }, now, newId);
        if (decision.kind === 'writes') state = applyWrites(state, decision.writes, now);
      };
      for (const act of acts) record(act.step, evidenceFor(act));
      for (let round = 0; round < 80 && !hasEnded(state); round += 1) {
        const owed = openObligations(state);
        const next = owed.find((entry) => entry.bars === 'handOver' && entry.step !== 'ONB-01') ?? owed.find((entry) => entry.bars === 'handOver') ?? owed[0];
        if (next === undefined) break;
        const tube = state.records.findLast((entry) => entry.step === 'SMP-01')?.evidence.tubeId ?? 'T-0';
        for (const entry of owed) record(entry.step, { ...normal[entry.step]!, ...(entry.step === 'SMP-02' ? { tubeId: tube } : {}) });
      }
      expect(hasEnded(state), `still owed: ${openObligations(state).map((entry) => entry.step).join(' ')}`).toBe(true);
    }), { numRuns: 200 });
  });

  test('adds what a stricter plan owes to a case under way, and drops nothing', () => {
    fc.assert(fc.property(aPlan, aPerson, fc.array(doing, { maxLength: 40 }), (choice, person, acts) => {
      const first = planOf({ ...choice, widened: [] });
      const second = planOf({ ...choice, fever: 36.8 });
      let state = openCase(first, person);
      for (const act of acts) {
        const decision = decide(state, first, { recordId: newId(), caseId: 'c', step: act.step, evidence: evidenceFor(act) }, now, newId);
        if (decision.kind === 'writes') state = applyWrites(state, decision.writes, now);
      }
      const after = applyWrites(state, reconsider(state, second, now, newId), now);
      for (const obligation of state.obligations) expect(after.obligations.some((entry) => entry.ordinal === obligation.ordinal && entry.step === obligation.step)).toBe(true);
      checkInvariants(after, second);
    }), { numRuns: 150 });
  });

  test('says the same to the button and to the server', () => {
    const plan = planOf({ direction: 'arrival', fever: 37.3, widened: [] });
    let state = openCase(plan, { 'person.kind': 'passenger', 'person.hasBags': false });
    const boarded = decide(state, plan, { recordId: newId(), caseId: 'c', step: 'ONB-01', evidence: normal['ONB-01']! }, now, newId);
    if (boarded.kind !== 'writes') throw new Error('ONB-01 must be written');
    state = applyWrites(state, boarded.writes, now);
    const button = canPassGate(state, 'handOver');
    const server = decide(state, plan, { recordId: newId(), caseId: 'c', step: 'XFR-01', evidence: normal['XFR-01']! }, now, newId);
    expect(button.ok).toBe(false);
    expect(server.kind === 'refused' ? server.refusal : undefined).toEqual(button.ok ? undefined : button.refusal);
  });

  test('starts the clock of a result when the sample is taken', () => {
    const plan = planOf({ direction: 'arrival', fever: 37.3, widened: [] });
    let state = openCase(plan, { 'person.kind': 'passenger' });
    for (const step of ['ONB-01', 'SMP-01']) {
      const decision = decide(state, plan, { recordId: newId(), caseId: 'c', step, evidence: normal[step]! }, now, newId);
      if (decision.kind === 'writes') state = applyWrites(state, decision.writes, now);
    }
    expect(openObligations(state).find((entry) => entry.step === 'SMP-02')?.dueAt).toBe('2022-01-27T08:00:00.000Z');
  });
});

describe('a second tube', () => {
  const plan = compilePlan('p', 1, baseline('arrival'));
  const after = (state: CaseState, step: string, evidence: Record<string, unknown>): CaseState => {
    const decision = decide(state, plan, { recordId: newId(), caseId: 'c', step, evidence }, now, newId);
    if (decision.kind !== 'writes') throw new Error(JSON.stringify(decision));
    return applyWrites(state, decision.writes, now);
  };
  const owedResults = (state: CaseState): number => openObligations(state).filter((entry) => entry.step === 'SMP-02').length;

  test('owes a second result, whenever it was taken, and the case ends only when both have come', () => {
    const taken = after(after(openCase(plan, {}), 'ONB-01', normal['ONB-01']!), 'SMP-01', normal['SMP-01']!);
    expect(owedResults(taken)).toBe(1);
    expect(owedResults(after(taken, 'SMP-01', normal['SMP-01']!))).toBe(1);
    const two = after(taken, 'SMP-01', { ...normal['SMP-01'], tubeId: 'T-2' });
    expect(owedResults(two)).toBe(2);
    const answered = after(two, 'SMP-02', normal['SMP-02']!);
    expect(owedResults(answered)).toBe(1);
    expect(owedResults(after(answered, 'SMP-02', { ...normal['SMP-02'], tubeId: 'T-2' }))).toBe(0);
    expect(owedResults(after(after(taken, 'SMP-02', normal['SMP-02']!), 'SMP-01', { ...normal['SMP-01'], tubeId: 'T-3' }))).toBe(1);
    const inconclusive = after(taken, 'SMP-02', { ...normal['SMP-02'], result: 'inconclusive' });
    expect(owedResults(after(inconclusive, 'SMP-01', { ...normal['SMP-01'], tubeId: 'T-4' }))).toBe(1);
  });
});

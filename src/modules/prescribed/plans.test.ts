import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { factCatalogue, stepCatalogue, thresholdCatalogue } from './catalogue.ts';
import { compileCondition, vocabularyOf } from './conditions.ts';
import { anExpression, facts as sampleFacts, thresholds as sampleThresholds, vocabulary as sampleVocabulary } from './conditions/sample.ts';
import { baselinePlan, checkPlan, diffPlans, type PlanChecker } from './plans.ts';
import { directions } from './shapes.ts';
import type { FactDefinition, FactValue, Facts, PlanDocument, PlanStep, StepDefinition, ThresholdDefinition } from './shapes.ts';

function step(id: string, more: Partial<StepDefinition> = {}): StepDefinition {
  return { id, caseKind: 'traveller', directions: ['arrival'], station: 'hall', roles: ['healthOfficer'], evidence: Type.Object({}), when: 'true', pass: 'card.valid', onFailure: [], bars: 'handOver', health: false, source: 'invented for a test', ...more };
}

function truth(name: string, from: string): FactDefinition {
  return { name, caseKind: 'traveller', value: { type: 'boolean' }, unknownAs: false, from: [from.startsWith('@') ? { attribute: from.slice(1) } : { step: from, field: 'x' }] };
}

const facts: readonly FactDefinition[] = [
  truth('card.valid', 'CARD'), truth('card.symptom', 'CARD'), truth('swab.taken', 'SWAB'), truth('doctor.seen', 'DOC'), truth('extra.one', 'ONE'), truth('extra.two', 'TWO'), truth('person.crew', '@person.crew'),
  { name: 'gate.celsius', caseKind: 'traveller', value: { type: 'number', minimum: 25, maximum: 45 }, unknownAs: 25, from: [{ step: 'HEAT', field: 'x' }] },
  { name: 'flight.persons', caseKind: 'flight', value: { type: 'integer', minimum: 0, maximum: 900 }, unknownAs: 0, from: [{ attribute: 'flight.persons' }] },
];
const thresholds: readonly ThresholdDefinition[] = [
  { name: 'fever', unit: '°C', baseline: 37.3, minimum: 36, maximum: 39, stricter: 'lower', source: 'invented for a test' },
  { name: 'rest', unit: 'min', baseline: 5, minimum: 0, maximum: 60, stricter: 'higher', source: 'invented for a test' },
];
const steps: readonly StepDefinition[] = [
  step('CARD'),
  step('HEAT', { pass: 'gate.celsius < thresholds.fever', onFailure: [{ step: 'DOC' }] }),
  step('SWAB', { pass: 'swab.taken', onFailure: [{ step: 'SWAB' }] }),
  step('DOC', { when: 'gate.celsius >= thresholds.fever || card.symptom', pass: 'doctor.seen' }),
  step('HAND', { when: 'false', pass: 'doctor.seen' }),
  step('FLY', { caseKind: 'flight', pass: 'flight.persons > 0' }),
  step('OUT', { directions: ['departure'] }),
];
const optional = [step('ONE', { when: 'false', pass: 'extra.one' }), step('TWO', { when: 'false', pass: 'extra.two' })];
const baseline = baselinePlan('arrival', { steps, thresholds });
const against: PlanChecker = { steps: [...steps, ...optional], facts, thresholds, baseline };

function withStep(id: string, change: Partial<PlanStep>): PlanDocument {
  return { ...baseline, steps: baseline.steps.map((planStep) => (planStep.step === id ? { ...planStep, ...change } : planStep)) };
}

function withMore(...more: readonly PlanStep[]): PlanDocument {
  return { ...baseline, steps: [...baseline.steps, ...more] };
}

const problemsOf = (plan: PlanDocument) => checkPlan(plan, against).map(({ code, path, params }) => ({ code, path, params }));

describe('a plan', () => {
  test('that is the baseline has no problem', () => {
    expect(checkPlan(baseline, against)).toEqual([]);
  });

  test('may be stricter', () => {
    expect(checkPlan({ ...withStep('DOC', { when: 'true' }), thresholds: { fever: 37.0, rest: 10 } }, against)).toEqual([]);
    expect(checkPlan(withMore({ step: 'ONE', when: 'card.symptom' }, { step: 'TWO', when: 'extra.one' }), against)).toEqual([]);
  });

  test('names its steps rightly', () => {
    expect(problemsOf(withMore({ step: 'NONE', when: 'true' }))).toEqual([{ code: 'step-unknown', path: 'steps[6].step', params: { step: 'NONE' } }]);
    expect(problemsOf(withMore({ step: 'OUT', when: 'true' }))).toEqual([{ code: 'step-wrong-direction', path: 'steps[6].step', params: { step: 'OUT', direction: 'arrival' } }]);
    expect(problemsOf(withMore({ step: 'CARD', when: 'true' }))).toEqual([{ code: 'step-twice', path: 'steps[6].step', params: { step: 'CARD', first: 'steps[0]' } }]);
    expect(problemsOf({ ...baseline, direction: 'departure' })).toEqual([{ code: 'step-wrong-direction', path: 'direction', params: { direction: 'departure', expected: 'arrival' } }]);
    expect(problemsOf({ ...baseline, steps: baseline.steps.slice(1) }).filter(({ code }) => code === 'baseline-step-missing')).toEqual([{ code: 'baseline-step-missing', path: 'steps', params: { step: 'CARD' } }]);
  });

  test('has readable conditions, each problem with its place', () => {
    expect(checkPlan(withStep('CARD', { when: 'true && cart.valid' }), against)).toEqual([{ code: 'condition-unknown-fact', path: 'steps[0].when', at: { start: 8, end: 18 }, params: { fact: 'cart.valid', nearest: 'card.valid' } }]);
    expect(checkPlan(withStep('CARD', { alsoOnFailure: [{ step: 'DOC', when: 'gate.celsius == 38' }] }), against)).toMatchObject([{ code: 'condition-wrong-type', path: 'steps[0].alsoOnFailure[0].when', params: { suggestion: '38.0' } }]);
    expect(problemsOf(withStep('FLY', { when: 'person.crew || true' }))).toMatchObject([{ code: 'condition-unknown-fact', path: 'steps[5].when' }]);
  });

  test('sets every threshold, in range and no looser than the baseline', () => {
    expect(problemsOf({ ...baseline, thresholds: { fever: 37.3, rest: 5, other: 1 } })).toEqual([{ code: 'threshold-unknown', path: 'thresholds.other', params: { threshold: 'other' } }]);
    expect(problemsOf({ ...baseline, thresholds: { fever: 37.3 } })).toEqual([{ code: 'threshold-missing', path: 'thresholds.rest', params: { threshold: 'rest', unit: 'min', baseline: 5 } }]);
    expect(problemsOf({ ...baseline, thresholds: { fever: 20, rest: Number.NaN } }).map(({ code }) => code)).toEqual(['threshold-out-of-range', 'threshold-out-of-range']);
    const looser = checkPlan({ ...baseline, thresholds: { fever: 38, rest: 4 } }, against);
    expect(looser.map(({ code, path }) => [code, path])).toEqual([['baseline-threshold-looser', 'thresholds.fever'], ['baseline-threshold-looser', 'thresholds.rest'], ['baseline-skipped', 'steps[3].when']]);
    expect(looser[2]?.counterexample).toEqual({ 'card.valid': false, 'card.symptom': false, 'swab.taken': false, 'doctor.seen': false, 'extra.one': false, 'extra.two': false, 'person.crew': false, 'gate.celsius': 37.4 });
  });

  test('that lets somebody skip a baseline action names the very traveller', () => {
    const [problem, ...more] = checkPlan(withStep('SWAB', { when: '!person.crew || gate.celsius >= 38.0' }), against);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: 'baseline-skipped', path: 'steps[2].when', params: { step: 'SWAB', baseline: 'true', plan: '!person.crew || gate.celsius >= 38.0' }, counterexample: { 'person.crew': true, 'gate.celsius': 25, 'card.symptom': false } });
  });

  test('has no step that nobody can ever owe', () => {
    const unreachable = (plan: PlanDocument) => problemsOf(plan).map(({ code, path }) => [code, path]);
    expect(unreachable(withMore({ step: 'ONE', when: 'gate.celsius > 38.0 && gate.celsius < 37.5' }))).toEqual([['step-unreachable', 'steps[6].when']]);
    expect(unreachable(withMore({ step: 'TWO', when: 'extra.one' }))).toEqual([['step-unreachable', 'steps[6].when']]);
    expect(unreachable(withStep('HAND', { when: 'false && false' }))).toEqual([['step-unreachable', 'steps[4].when']]);
    expect(unreachable(withStep('CARD', { alsoOnFailure: [{ step: 'DOC', when: 'card.valid && card.symptom' }] }))).toEqual([['step-unreachable', 'steps[0].alsoOnFailure[0].when']]);
    expect(unreachable({ ...withMore({ step: 'ONE', when: 'false' }), steps: [...withStep('CARD', { alsoOnFailure: [{ step: 'ONE', when: 'card.symptom' }] }).steps, { step: 'ONE', when: 'extra.one' }] })).toEqual([]);
    expect(unreachable(withStep('CARD', { alsoOnFailure: [{ step: 'ONE' }] }))).toEqual([['step-unknown', 'steps[0].alsoOnFailure[0].step']]);
    expect(unreachable(withStep('CARD', { alsoOnFailure: [{ step: 'FLY' }] }))).toEqual([['step-unknown', 'steps[0].alsoOnFailure[0].step']]);
  });

  test('has no steps that owe each other without end', () => {
    expect(problemsOf(withStep('DOC', { alsoOnFailure: [{ step: 'HEAT' }] }))).toEqual([{ code: 'step-endless', path: 'steps[3].alsoOnFailure[0].step', params: { step: 'DOC', cycle: 'DOC → HEAT → DOC' } }]);
    expect(problemsOf(withStep('CARD', { alsoOnFailure: [{ step: 'CARD' }] }))).toEqual([]);
    expect(problemsOf(withMore({ step: 'ONE', when: 'extra.two' }, { step: 'TWO', when: 'extra.one' })).map(({ code, params }) => [code, params['cycle']])).toEqual([['step-endless', 'ONE → TWO → ONE'], ['step-endless', 'TWO → ONE → TWO']]);
    expect(problemsOf(withMore({ step: 'ONE', when: 'extra.two && !extra.two' }, { step: 'TWO', when: 'extra.one' }))[0]).toEqual({ code: 'step-unreachable', path: 'steps[6].when', params: { step: 'ONE' } });
  });

  test('weakened at random is refused exactly when brute force finds somebody it lets through', () => {
    const atoms = fc.constantFrom('card.symptom', 'person.crew', 'doctor.seen', 'gate.celsius >= thresholds.fever', 'gate.celsius > 38.0', '!card.valid', 'true');
    const joined = (depth: number): fc.Arbitrary<string> => depth === 0 ? atoms : fc.oneof(atoms, fc.tuple(joined(depth - 1), fc.constantFrom('&&', '||'), joined(depth - 1)).map(([left, op, right]) => `(${left} ${op} ${right})`));
    const words = vocabularyOf(facts.filter((fact) => fact.caseKind === 'traveller'), thresholds);
    const everybody: Facts[] = [];
    for (let bits = 0; bits < 16; bits += 1) {
      for (const celsius of [25, 36.9, 37, 37.1, 37.2, 37.3, 37.4, 38, 38.1, 45]) everybody.push({ 'card.symptom': (bits & 1) > 0, 'person.crew': (bits & 2) > 0, 'doctor.seen': (bits & 4) > 0, 'card.valid': (bits & 8) > 0, 'gate.celsius': celsius });
    }
    const verdicts = { refused: 0, accepted: 0 };
    fc.assert(fc.property(fc.constantFrom('SWAB', 'DOC', 'CARD'), joined(3), fc.boolean(), fc.constantFrom(37.0, 37.2, 37.3, 37.4), (id, weaker, added, fever) => {
      const required = baseline.steps.find((planStep) => planStep.step === id)!.when;
      const when = added ? `(${required}) || ${weaker}` : weaker;
      const plan = { ...withStep(id, { when }), thresholds: { fever, rest: 5 } };
      const skipped = checkPlan(plan, against).filter((problem) => problem.code === 'baseline-skipped' && problem.params['step'] === id);
      const [must, does] = [required, when].map((source) => {
        const compiled = compileCondition(source, words);
        if (!compiled.ok) throw new Error(source);
        return compiled.condition;
      }) as [ReturnType<typeof read>, ReturnType<typeof read>];
      const letThrough = everybody.some((known) => must.evaluate(known, baseline.thresholds) && !does.evaluate(known, plan.thresholds));
      verdicts[letThrough ? 'refused' : 'accepted'] += 1;
      expect(skipped.length).toBe(letThrough ? 1 : 0);
      for (const { counterexample } of skipped) {
        expect(must.evaluate(counterexample!, baseline.thresholds)).toBe(true);
        expect(does.evaluate(counterexample!, plan.thresholds)).toBe(false);
      }
    }), { numRuns: 600 });
    expect(Math.min(verdicts.refused, verdicts.accepted)).toBeGreaterThan(50);
  });

  test('of random conditions is checked without a crash and without a stall', () => {
    const many: readonly StepDefinition[] = Array.from({ length: 12 }, (_, index) => step(`S${index}`, { pass: 'p.ok' }));
    const owner = sampleFacts.map((fact, index): FactDefinition => ({ ...fact, from: [{ step: `S${index}`, field: 'x' }] }));
    const base = baselinePlan('arrival', { steps: many, thresholds: sampleThresholds });
    fc.assert(fc.property(fc.array(anExpression(3), { minLength: 12, maxLength: 12 }), (conditions) => {
      const plan = { ...base, steps: base.steps.map((planStep, index) => ({ ...planStep, when: conditions[index]! })) };
      for (const problem of checkPlan(plan, { steps: many, facts: owner, thresholds: sampleThresholds, baseline: base })) {
        expect(['baseline-skipped', 'step-unreachable', 'step-endless']).toContain(problem.code);
        const compiled = compileCondition(plan.steps.find((planStep) => planStep.step === problem.params['step'])!.when, sampleVocabulary);
        if (compiled.ok && problem.counterexample !== undefined) expect(compiled.condition.evaluate(problem.counterexample, base.thresholds)).toBe(false);
      }
    }), { numRuns: 100 });
  });
});

function read(source: string) {
  const compiled = compileCondition(source, sampleVocabulary);
  if (!compiled.ok) throw new Error(source);
  return compiled.condition;
}

describe('the national baseline', () => {
  for (const direction of directions) {
    const real = baselinePlan(direction, { steps: stepCatalogue, thresholds: thresholdCatalogue });
    const checker = { steps: stepCatalogue, facts: factCatalogue, thresholds: thresholdCatalogue, baseline: real };

    test(`of ${direction}s has no problem`, () => {
      expect(checkPlan(real, checker)).toEqual([]);
    });

    test(`of ${direction}s cannot be weakened for anybody, step by step`, () => {
      for (const [index, planStep] of real.steps.entries()) {
        if (planStep.when === 'false') continue;
        const kind = stepCatalogue.find((definition) => definition.id === planStep.step)!.caseKind;
        const exempt = { flight: "flight.risk != 'low'", traveller: 'person.ageYears >= 3', consignment: '!goods.quarantine', lot: '!producer.registered', alarm: '!alarm.neutron' }[kind];
        const steps = real.steps.with(index, { ...planStep, when: `(${planStep.when}) && ${exempt}` });
        const skipped = checkPlan({ ...real, steps }, checker).filter((problem) => problem.code === 'baseline-skipped');
        expect(skipped.map((problem) => problem.params['step'])).toEqual([planStep.step]);
        const traveller: Readonly<Record<string, FactValue>> = skipped[0]!.counterexample!;
        expect(Object.keys(traveller).sort()).toEqual(factCatalogue.filter((fact) => fact.caseKind === kind).map((fact) => fact.name).sort());
        const [fact, value] = { flight: ['flight.risk', 'low'] as const, traveller: ['person.ageYears', 2] as const, consignment: ['goods.quarantine', true] as const, lot: ['producer.registered', true] as const, alarm: ['alarm.neutron', true] as const }[kind];
        expect(traveller[fact]).toBe(value);
      }
    });
  }
});

describe('the comparison of two plans', () => {
  test('says nothing of equal plans', () => {
    expect(diffPlans(baseline, structuredClone(baseline))).toEqual([]);
  });

  test('goes line by line, steps by their id', () => {
    const after: PlanDocument = {
      ...withStep('HEAT', { when: 'person.crew || true', staff: 4, alsoOnFailure: [{ step: 'DOC' }] }),
      thresholds: { fever: 37.0, rest: 5 }, languages: ['zh', 'ru'], lanes: 3, notes: 'Two charters at once',
    };
    const { steps: changed } = after;
    expect(diffPlans(baseline, { ...after, steps: [...changed.filter((planStep) => planStep.step !== 'FLY').reverse(), { step: 'ONE', when: 'card.symptom' }] })).toEqual([
      { path: 'thresholds.fever', kind: 'changed', before: 37.3, after: 37 },
      { path: 'languages.en', kind: 'removed', before: 'en' },
      { path: 'languages.ru', kind: 'added', after: 'ru' },
      { path: 'lanes', kind: 'changed', before: 1, after: 3 },
      { path: 'steps.HEAT.when', kind: 'changed', before: 'true', after: 'person.crew || true' },
      { path: 'steps.HEAT.staff', kind: 'added', after: 4 },
      { path: 'steps.HEAT.alsoOnFailure.DOC', kind: 'added', after: 'true' },
      { path: 'steps.FLY.when', kind: 'removed', before: 'true' },
      { path: 'notes', kind: 'added', after: 'Two charters at once' },
      { path: 'steps.ONE.when', kind: 'added', after: 'card.symptom' },
    ]);
  });
});

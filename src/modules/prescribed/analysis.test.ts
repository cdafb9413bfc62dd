import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Constraint, findAssignment, implies } from './analysis.ts';
import { type Condition, compileCondition, type Vocabulary, vocabularyOf } from './conditions.ts';
import { anExpression, facts, thresholdsArbitrary, vocabulary } from './conditions/sample.ts';
import type { FactDefinition, Facts, FactValue } from './shapes.ts';
import { casesOf } from '../../../tests/long-run.ts';

function compiled(source: string, words: Vocabulary = vocabulary): Condition {
  const result = compileCondition(source, words);
  if (!result.ok) throw new Error(`${source}: ${JSON.stringify(result.problem)}`);
  return result.condition;
}

/** Lists enough values of a fact that no condition of the sample can tell any other value from all of them. */
function everyValue(fact: FactDefinition): readonly FactValue[] {
  const { value } = fact;
  if (value.type === 'boolean') return [false, true];
  if (value.type === 'text') return value.values;
  const step = value.type === 'integer' ? 1 : 0.25;
  const special = value.type === 'integer' ? [] : [37.1, 37.3, 37.35, 37.4];
  const grid = Array.from({ length: Math.floor((value.maximum - value.minimum) / step) + 1 }, (_, index) => value.minimum + index * step);
  return [...grid, ...special];
}

function byBruteForce(constraints: readonly Constraint[]): boolean {
  const read = [...new Set(constraints.flatMap((constraint) => constraint.condition.reads))].map((name) => facts.find((fact) => fact.name === name)!);
  const known: Record<string, FactValue> = {};
  const search = (index: number): boolean => {
    const fact = read[index];
    if (fact === undefined) return constraints.every((constraint) => constraint.condition.evaluate(known, constraint.thresholds) === constraint.holds);
    return everyValue(fact).some((value) => {
      known[fact.name] = value;
      return search(index + 1);
    });
  };
  return search(0);
}

const constraintArbitrary = (depth: number) => fc.tuple(anExpression(depth), thresholdsArbitrary, fc.boolean())
  .map(([source, thresholds, holds]): Constraint => ({ condition: compiled(source), thresholds, holds }));
const searchable = (constraints: readonly Constraint[]) => new Set(constraints.flatMap((constraint) => constraint.condition.reads)).size <= 4;

describe('the search', () => {
  test('agrees with brute force about random conditions', () => {
    const verdicts = { found: 0, none: 0 };
    fc.assert(fc.property(fc.array(constraintArbitrary(2), { minLength: 1, maxLength: 4 }).filter(searchable), (constraints) => {
      const answer = findAssignment(constraints, vocabulary);
      if (answer.verdict === 'tooHard') throw new Error('too hard');
      verdicts[answer.verdict] += 1;
      if (answer.verdict === 'none') expect(byBruteForce(constraints)).toBe(false);
      else for (const constraint of constraints) expect(constraint.condition.evaluate(answer.facts, constraint.thresholds)).toBe(constraint.holds);
    }), { numRuns: casesOf(400) });
    expect(verdicts.found).toBeGreaterThan(casesOf(50));
    expect(verdicts.none).toBeGreaterThan(casesOf(50));
  });

  test('finds a case wherever one was put', () => {
    const cases = fc.record({ 'p.ok': fc.boolean(), 'p.sick': fc.boolean(), 'p.kind': fc.constantFrom('passenger', 'crew', 'guest'), 'p.age': fc.integer({ min: 28, max: 40 }), 'p.other': fc.integer({ min: 30, max: 42 }), 'q.celsius': fc.double({ min: 25, max: 45, noNaN: true }), 'q.mercury': fc.double({ min: 30, max: 44, noNaN: true }) });
    fc.assert(fc.property(cases, fc.array(fc.tuple(anExpression(3), thresholdsArbitrary), { minLength: 1, maxLength: 8 }), (known, all) => {
      const constraints = all.map(([source, thresholds]) => ({ condition: compiled(source), thresholds, holds: compiled(source).evaluate(known as Facts, thresholds) }));
      expect(findAssignment(constraints, vocabulary).verdict).toBe('found');
    }), { numRuns: casesOf(1_000) });
  });

  test('finds the one case hidden in many clauses, again and again', () => {
    const names = Array.from({ length: 18 }, (_, index) => `f.a${index}`);
    const words = vocabularyOf(names.map((name) => ({ name, caseKind: 'flight', value: { type: 'boolean' }, unknownAs: false, from: [] })), []);
    const clauses = fc.array(fc.array(fc.tuple(fc.nat(17), fc.boolean()), { minLength: 3, maxLength: 3 }), { minLength: 60, maxLength: 72 });
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 18, maxLength: 18 }), clauses, (hidden, all) => {
      const kept = all.filter((clause) => clause.some(([index, sign]) => hidden[index] === sign));
      const source = kept.map((clause) => `(${clause.map(([index, sign]) => `${sign ? '' : '!'}f.a${index}`).join('||')})`).join('&&') || 'true';
      expect(findAssignment([{ condition: compiled(source, words), thresholds: {}, holds: true }], words).verdict).toBe('found');
    }), { numRuns: casesOf(150) });
  });

  test('keeps fixed facts at unknownAs', () => {
    const constraint = (source: string): Constraint => ({ condition: compiled(source), thresholds: {}, holds: true });
    expect(findAssignment([constraint('p.ok')], vocabulary, { fixed: new Set(['p.ok']) }).verdict).toBe('none');
    expect(findAssignment([constraint('p.age > p.other && p.ok')], vocabulary, { fixed: new Set(['p.other']) })).toMatchObject({ verdict: 'found', facts: { 'p.other': 30, 'p.ok': true } });
    expect(findAssignment([constraint('p.age > p.other')], vocabulary, { fixed: new Set(['p.other', 'p.age']) }).verdict).toBe('none');
    expect(findAssignment([constraint('p.age < p.other')], vocabulary, { fixed: new Set(['p.age']) })).toMatchObject({ verdict: 'found', facts: { 'p.age': 30, 'p.other': 31 } });
  });

  test('names natural values and leaves the rest as it usually is', () => {
    const thresholds = { fever: 37.3, rest: 35 };
    const feverish = implies(compiled('q.celsius >= thresholds.fever'), compiled('q.celsius >= thresholds.fever'), vocabulary, thresholds, { ...thresholds, fever: 38 });
    expect(feverish).toEqual({ holds: false, counterexample: { 'p.ok': false, 'p.sick': false, 'p.kind': 'passenger', 'p.age': 30, 'p.other': 30, 'q.celsius': 37.4, 'q.mercury': 36.5 } });
    expect(implies(compiled('true'), compiled('p.age < 35'), vocabulary, {}, {})).toMatchObject({ counterexample: { 'p.age': 36 } });
    expect(implies(compiled('true'), compiled("p.kind != 'crew'"), vocabulary, {}, {})).toMatchObject({ counterexample: { 'p.kind': 'crew' } });
    expect(implies(compiled('q.celsius >= 37.3'), compiled('q.celsius > 37.3'), vocabulary, {}, {})).toMatchObject({ counterexample: { 'q.celsius': 37.3 } });
    expect(implies(compiled('q.celsius > 37.3'), compiled('q.celsius >= 37.3'), vocabulary, {}, {})).toEqual({ holds: true });
    expect(implies(compiled('p.age > 37'), compiled('p.age >= 38'), vocabulary, {}, {})).toEqual({ holds: true });
  });

  test('keeps the order of facts compared with each other apart, whole numbers too', () => {
    const has = (source: string) => findAssignment([{ condition: compiled(source), thresholds: {}, holds: true }], vocabulary).verdict;
    expect(has('p.age < q.celsius && q.celsius < p.other && p.other < q.mercury && q.celsius > 35.0 && q.mercury < 37.0')).toBe('found');
    expect(has('p.age < q.celsius && q.celsius < p.other && p.age > 35 && p.other < 37')).toBe('none');
    expect(has('p.age < p.other && p.age > 35 && p.other < 38')).toBe('found');
    expect(has('p.age < p.other && p.age > 35 && p.other < 37')).toBe('none');
    expect(has('q.celsius < q.mercury && q.celsius > 35.0 && q.mercury < 35.0000001')).toBe('found');
    expect(has('q.celsius < q.mercury && q.celsius > 37.3 && q.mercury < 37.4')).toBe('found');
    expect(has('q.celsius < q.mercury && q.celsius > 37.3 && q.mercury <= 37.3')).toBe('none');
  });

  test('answers every question within its effort, with "too hard" if need be', () => {
    const names = Array.from({ length: 60 }, (_, index) => `f.a${index}`);
    const many = vocabularyOf(names.map((name) => ({ name, caseKind: 'flight', value: { type: 'boolean' }, unknownAs: false, from: [] })), []);
    const numbers = Array.from({ length: 12 }, (_, index) => `n.a${index}`);
    const ordered = vocabularyOf(numbers.map((name) => ({ name, caseKind: 'flight', value: { type: 'integer', minimum: 0, maximum: 9 }, unknownAs: 0, from: [] })), []);
    const verdicts = new Set<string>();
    const ask = (source: string, words: Vocabulary) => {
      verdicts.add(findAssignment([{ condition: compiled(source, words), thresholds: {}, holds: true }], words).verdict);
    };
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515 + 12_345) % 2_147_483_647;
      return Math.floor(seed / 1_000) % below;
    };
    for (const variables of [14, 18, 20, 25, 30, 60]) {
      for (let round = 0; round < 3; round += 1) {
        let source = '';
        while (source.length < 1_950) source += `${source === '' ? '' : '&&'}(${[0, 1, 2].map(() => `${random(2) === 0 ? '!' : ''}${names[random(variables)]}`).join('||')})`;
        ask(source, many);
      }
    }
    // Ten numbers below ten, twelve facts, all different: the pigeons that have too few holes.
    const different = numbers.flatMap((left, index) => numbers.slice(index + 1).map((right) => `${left}!=${right}`));
    ask(different.join('&&'), ordered);
    // The parity of twenty-four facts, in two brackets that contradict each other.
    const parity = (of: readonly string[]): string => of.length === 1 ? of[0]! : `(${parity(of.slice(0, of.length / 2))}!=${parity(of.slice(of.length / 2))})`;
    const shuffled = names.slice(0, 32).map((name) => ({ name, at: random(1_000) })).sort((a, b) => a.at - b.at).map(({ name }) => name);
    ask(`${parity(names.slice(0, 32))} && !${parity(shuffled)}`, many);
    // More parities of three facts than there are facts, at random: what makes every such search long.
    for (const variables of [24, 36, 48, 60]) {
      let source = '';
      while (source.length < 1_950) {
        const [a, b, c] = [0, 1, 2].map(() => names[random(variables)]!);
        source += `${source === "" ? "" : "&&"}(${a}${random(2) === 0 ? "!=" : "=="}(${b}==${c}))`;
      }
      ask(source, many);
    }
    expect([...verdicts].sort()).toEqual(['found', 'none']);
    const hard = compiled(different.join('&&'), ordered);
    expect(implies(hard, compiled('false', ordered), ordered, {}, {}, { effort: { remaining: 100 } })).toEqual({ holds: 'tooHard' });
  });
});

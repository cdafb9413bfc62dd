import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCondition, maximumConditionLength } from './conditions.ts';
import { anExpression, facts, factsArbitrary, reference, thresholdsArbitrary, vocabulary } from './conditions/sample.ts';
import type { FactValue, Facts } from './shapes.ts';

function compiled(source: string) {
  const result = compileCondition(source, vocabulary);
  if (!result.ok) throw new Error(`${source}: ${JSON.stringify(result.problem)}`);
  return result.condition;
}

function problem(source: string) {
  const result = compileCondition(source, vocabulary);
  if (result.ok) throw new Error(`${source} was accepted`);
  return result.problem;
}

/** Asks the CEL library itself, as the reference. */
function byReference(source: string, known: Facts, thresholds: Readonly<Record<string, number>>): unknown {
  const context: Record<string, Record<string, unknown>> = { thresholds: { ...thresholds } };
  for (const fact of facts) {
    const [namespace, field] = fact.name.split('.') as [string, string];
    const value: FactValue = known[fact.name] ?? fact.unknownAs;
    (context[namespace] ??= {})[field] = fact.value.type === 'integer' ? BigInt(value as number) : value;
  }
  return reference.parse(source)(context);
}

describe('a condition', () => {
  test('answers as the CEL library answers, for random conditions and cases', () => {
    let trueAnswers = 0;
    fc.assert(fc.property(anExpression(), factsArbitrary, thresholdsArbitrary, (source, known, thresholds) => {
      const answer = compiled(source).evaluate(known, thresholds);
      if (answer) trueAnswers += 1;
      expect(reference.check(source)).toMatchObject({ valid: true, type: 'bool' });
      expect(answer).toBe(byReference(source, known, thresholds));
    }), { numRuns: 2_000 });
    expect(trueAnswers).toBeGreaterThan(200);
  });

  test('reads a fact that is not known yet as its unknownAs', () => {
    expect(compiled('p.ok').evaluate({}, {})).toBe(false);
    expect(compiled("p.kind == 'crew' || p.age == 30").evaluate({}, {})).toBe(true);
    expect(compiled("p.kind == 'crew' || p.age == 30").evaluate({ 'p.age': 29 }, {})).toBe(false);
  });

  test('names what it reads', () => {
    const condition = compiled("q.celsius >= thresholds.fever && (p.ok || q.celsius < 40.0) && p.kind in ['crew', 'guest']");
    expect(condition.reads).toEqual(['p.kind', 'p.ok', 'q.celsius']);
    expect(condition.readsThresholds).toEqual(['fever']);
  });

  test('is a bug to ask without the thresholds that it reads, never a silent false', () => {
    expect(() => compiled('q.celsius >= thresholds.fever').evaluate({ 'q.celsius': 39 }, {})).toThrow('fever');
  });

  test.each([
    ['p.ok &&', 'condition-syntax', 7, 7],
    ['p.okay', 'condition-unknown-fact', 0, 6],
    ['z.ok', 'condition-unknown-fact', 0, 4],
    ['p', 'condition-unknown-fact', 0, 1],
    ['p.ok && thresholds.feverr > 1.0', 'condition-unknown-fact', 8, 25],
    ['p.ok.deep', 'condition-unknown-fact', 0, 9],
    ['p.age', 'condition-wrong-type', 0, 5],
    ['p.ok && p.kind', 'condition-wrong-type', 8, 14],
    ['q.celsius == 37', 'condition-wrong-type', 13, 15],
    ['p.age == 37.0', 'condition-wrong-type', 9, 13],
    ['q.celsius in [37.3, 38]', 'condition-wrong-type', 20, 22],
    ['p.age == thresholds.fever', 'condition-wrong-type', 0, 25],
    ['p.kind > 3', 'condition-wrong-type', 9, 10],
    ["p.kind == 'pilot'", 'condition-unknown-value', 10, 17],
    ["p.ok || p.kind in ['crew', 'pilot']", 'condition-unknown-value', 27, 34],
    ["p.kind < 'crew'", 'condition-not-allowed', 0, 15],
    ["p.kind.startsWith('c')", 'condition-not-allowed', 0, 22],
    ['has(p.ok)', 'condition-not-allowed', 0, 9],
    ['[1, 2].exists(x, x == p.age)', 'condition-not-allowed', 0, 28],
    ['p.age + 1 > 3', 'condition-not-allowed', 0, 9],
    ['-p.age > 3', 'condition-not-allowed', 0, 6],
    ['p["ok"]', 'condition-not-allowed', 0, 7],
    ["{'a': true}['a']", 'condition-not-allowed', 0, 16],
    ['p.age in [p.other]', 'condition-not-allowed', 10, 17],
    ['1 in [1]', 'condition-not-allowed', 0, 1],
    ['p.age > 9223372036854775808', 'condition-not-allowed', 8, 27],
    ['p.age > 1u', 'condition-not-allowed', 8, 10],
    ['null == null', 'condition-not-allowed', 0, 4],
    ['(p.ok ? 1 : 2) > p.age', 'condition-not-allowed', 1, 13],
    ['p.ok < true', 'condition-not-allowed', 0, 11],
  ] as const)('refuses %s with the place', (source, code, start, end) => {
    expect(problem(source)).toMatchObject({ code, at: { start, end } });
  });

  test('says how to put it right', () => {
    expect(problem('q.celsius == 37').params).toEqual({ expected: 'double', found: 'int', suggestion: '37.0' });
    expect(problem('37 != q.celsius').params['suggestion']).toBe('37.0');
    expect(problem('p.age == 37.0').params['suggestion']).toBe('37');
    const suggestion = String(problem('p.age == thresholds.fever').params['suggestion']);
    expect(compiled(suggestion).evaluate({ 'p.age': 37 }, { fever: 37 })).toBe(true);
    expect(problem("p.kind == 'pilot'").params).toMatchObject({ allowed: 'passenger, crew, guest' });
    expect(problem('q.celcius > 37.3').params).toMatchObject({ nearest: 'q.celsius' });
    expect(compiled('q.celsius >= 37').evaluate({ 'q.celsius': 37 }, {})).toBe(true);
    expect(compiled('p.age > 17.5').evaluate({ 'p.age': 18 }, {})).toBe(true);
  });

  test('neither crashes nor stalls on hostile input', () => {
    expect(problem('p.ok || '.repeat(300) + 'p.ok')).toMatchObject({ code: 'condition-not-allowed', params: { construct: 'tooLong', maximum: maximumConditionLength } });
    expect(problem('('.repeat(900) + 'p.ok' + ')'.repeat(900)).code).toBe('condition-not-allowed');
    expect(problem('!'.repeat(1_990) + 'p.ok').params['construct']).toBe('tooDeep');
    expect(problem('p.ok ? '.repeat(200)).code).toMatch(/^condition-/);
    expect(problem('p.ok == '.repeat(200) + 'p.ok').params['construct']).toBe('tooDeep');
    expect(problem('['.repeat(1_000)).code).toMatch(/^condition-/);
    expect(problem('p.__proto__').code).toBe('condition-unknown-fact');
    expect(problem('p.constructor').code).toBe('condition-unknown-fact');
    expect(problem('constructor.constructor').code).toBe('condition-unknown-fact');
    expect(compiled('p.ok || '.repeat(200) + 'p.ok').evaluate({ 'p.ok': true }, {})).toBe(true);
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: fc.constantFrom('p.ok', ' ', '(', ')', '&&', '||', '!', '?', ':', '1', '.5', "'crew'", 'in', '[', ']', '{', ',', 'p.kind', '<', '==', '-', '"', '\\', '//', '\n'), maxLength: 80 })), (source) => {
      const result = compileCondition(source, vocabulary);
      if (!result.ok) expect(result.problem.code).toMatch(/^condition-/);
      else expect(reference.check(source)).toMatchObject({ valid: true, type: 'bool' });
    }), { numRuns: 5_000 });
  });
});

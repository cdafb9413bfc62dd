import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateCertLogic, InvalidExpression, truthOf } from './certlogic.ts';

const data = {
  payload: { dob: '2004-02', v: [{ dn: 2, sd: 2, dt: '2021-06-11', mp: 'EU/1/20/1528', ci: 'URN:UVCI:01:NL:187/37512422923#A' }], t: [], r: null, s: '' },
  external: { validationClock: '2022-01-27T08:00:00Z', valueSets: { mp: ['EU/1/20/1528', 'EU/1/20/1507'] } },
};
const on = (expression: unknown): unknown => {
  const result = evaluateCertLogic(expression, data);
  return result instanceof Date ? result.toISOString() : result;
};
const refusal = (expression: unknown): string => {
  try {
    return `came to ${JSON.stringify(evaluateCertLogic(expression, data))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidExpression);
    return (error as Error).message;
  }
};
const dose = { var: 'payload.v.0.dn' };
const time = (text: unknown, amount = 0, unit = 'day'): unknown => ({ plusTime: [text, amount, unit] });

test('texts, whole numbers and truths are themselves, lists item by item', () => {
  for (const literal of ['', 'a', 0, -7, true, false]) expect(on(literal)).toBe(literal);
  expect(on([1, dose, []])).toEqual([1, 2, []]);
  for (const none of [null, 1.5, {}, { '!': [true], and: [true, true] }, { or: [true, false] }, { toString: [] }, { '!': true }, undefined]) expect(refusal(none)).not.toMatch(/came to/);
});

test('what is true and what is false, and what is neither', () => {
  for (const value of [false, null, '', 0, [], {}]) expect(truthOf(value)).toBe(false);
  for (const value of [true, 'a', 1, -1, [0], { a: 0 }]) expect(truthOf(value)).toBe(true);
  for (const value of [new Date(0), undefined]) expect(truthOf(value)).toBeUndefined();
  expect(on({ '!': [{ var: 'payload.t' }] })).toBe(true);
  expect(on({ if: [{ var: 'payload.s' }, 1, 2] })).toBe(2);
  expect(refusal({ '!': [time('2021-01-01')] })).toMatch(/neither true nor false/);
  expect(refusal({ and: [true, time('2021-01-01')] })).toMatch(/neither true nor false/);
  expect(refusal({ if: [time('2021-01-01'), 1, 2] })).toMatch(/neither true nor false/);
});

test('a path finds what the data hold and nothing of the language', () => {
  expect(on({ var: '' })).toBe(data);
  expect(on({ var: 'payload.v.0.mp' })).toBe('EU/1/20/1528');
  for (const path of ['payload.x', 'payload.v.1', 'payload.v.1.dn', 'payload.r.0', 'payload.v.length', 'payload.constructor', 'payload.__proto__', 'payload.s.0', 'payload.v.-1', 'x.y.z']) expect(on({ var: path })).toBe(null);
  for (const path of [0, null, ['payload']]) expect(refusal({ var: path })).toMatch(/path/);
});

test('and, if evaluate only what they need', () => {
  const broken = { nothing: [1] };
  expect(on({ and: [true, dose] })).toBe(2);
  expect(on({ and: [0, broken] })).toBe(0);
  expect(on({ if: [true, 'yes', broken] })).toBe('yes');
  expect(refusal({ and: [true, broken] })).toMatch(/no operation/);
  expect(refusal({ and: [true] })).toMatch(/2 or more operands, not 1/);
  expect(refusal({ if: [true, 1] })).toMatch(/3 operands, not 2/);
});

test('comparing goes over two or three whole numbers or date-times, and never over a mixture', () => {
  expect(on({ '<': [1, dose, 3] })).toBe(true);
  expect(on({ '>=': [3, dose, 2] })).toBe(true);
  expect(on({ '>': [3, dose, 2] })).toBe(false);
  expect(on({ '===': [dose, { var: 'payload.v.0.sd' }] })).toBe(true);
  expect(on({ '===': [1, '1'] })).toBe(false);
  expect(on({ '+': [dose, -3] })).toBe(-1);
  expect(on({ in: [{ var: 'payload.v.0.mp' }, { var: 'external.valueSets.mp' }] })).toBe(true);
  expect(on({ in: [1, []] })).toBe(false);
  expect(on({ after: [time('2021-06-12'), time('2021-06-11T23:59:59.999Z')] })).toBe(true);
  expect(on({ 'not-after': [time('2021-06-11'), time('2021-06-11'), time('2021-06-12')] })).toBe(true);
  expect(on({ 'not-before': [time('2021-06-11'), time('2021-06-12')] })).toBe(false);
  expect(on({ before: [time('2021-06-11'), time('2021-06-11')] })).toBe(false);
  for (const wrong of [{ '<': [1] }, { '<': [1, 2, 3, 4] }, { '<': [1, '2'] }, { '<': [1.5, 2] }, { '<': [null, 2] }, { after: ['2021-06-11', '2021-06-12'] }, { after: [time('2021-06-11'), 1] }, { in: [1, 'abc'] }, { in: [1, { var: 'nothing' }] }, { '+': [1, 'a'] }, { '+': [1, 2, 3] }]) {
    expect(refusal(wrong)).not.toMatch(/came to/);
  }
});

describe('plusTime', () => {
  test.each([
    ['2021-06-11', '2021-06-11T00:00:00.000Z'], ['2021', '2021-12-31T00:00:00.000Z'], ['2020-02', '2020-02-29T00:00:00.000Z'],
    ['2021-06-11T10:11:12', '2021-06-11T10:11:12.000Z'], ['2021-06-11T10:11:12+2', '2021-06-11T08:11:12.000Z'], ['2021-06-11T10:11:12-02', '2021-06-11T12:11:12.000Z'],
    ['2021-06-11T10:11:12+530', '2021-06-11T04:41:12.000Z'], ['2021-06-11T10:11:12+0530', '2021-06-11T04:41:12.000Z'], ['2021-06-11T10:11:12+5:30', '2021-06-11T04:41:12.000Z'],
    ['2021-06-11T10:11:12.5Z', '2021-06-11T10:11:12.500Z'], ['2021-06-11T10:11:12.123999-08:00', '2021-06-11T18:11:12.123Z'],
  ])('%s', (text, instant) => expect(on(time(text))).toBe(instant));

  test('adds as the calendar of JavaScript does', () => {
    expect(on(time('2020-02-29', 1, 'day'))).toBe('2020-03-01T00:00:00.000Z');
    expect(on(time('2020-02-29', 1, 'month'))).toBe('2020-03-29T00:00:00.000Z');
    expect(on(time('2020-02-29', 1, 'year'))).toBe('2021-03-01T00:00:00.000Z');
    expect(on(time('2021-01-31', 1, 'month'))).toBe('2021-03-03T00:00:00.000Z');
    expect(on(time('2021-06-11', -49, 'hour'))).toBe('2021-06-08T23:00:00.000Z');
  });

  test('refuses what is no date, no whole number or no unit', () => {
    for (const wrong of [time('11.06.2021'), time('2021-13-01'), time('2021-02-30'), time('2021-06-11T25:00:00'), time('2021-06-11 10:11:12'), time(''), time({ var: 'payload.r' }), time(20210611), time('2021-06-11', 1.5), time('2021-06-11', 1, 'week'), time('2021-06-11', 9e15, 'year'), { plusTime: ['2021-06-11', 1] }]) {
      expect(refusal(wrong)).not.toMatch(/came to/);
    }
  });
});

test('a birth date is the last day that it can be', () => {
  const minor = { after: [{ dccDateOfBirth: [{ var: 'payload.dob' }] }, time({ var: 'external.validationClock' }, -18, 'year')] };
  expect(on(minor)).toBe(true);
  expect(on({ dccDateOfBirth: ['1990'] })).toBe('1990-12-31T00:00:00.000Z');
  for (const wrong of ['', '1990-13', '1990-05-17T00:00:00', null]) expect(refusal({ dccDateOfBirth: [wrong] })).not.toMatch(/came to/);
});

test('reduce folds from the left, and over nothing gives the start', () => {
  const sum = { '+': [{ var: 'accumulator' }, { var: 'current' }] };
  expect(evaluateCertLogic({ reduce: [{ var: 'list' }, sum, 1] }, { list: [1, 2, 3] })).toBe(7);
  expect(on({ reduce: [{ var: 'payload.t' }, sum, 1] })).toBe(1);
  expect(on({ reduce: [{ var: 'payload.r' }, sum, 1] })).toBe(1);
  expect(on({ reduce: [['a'], { var: 'payload' }, 1] })).toBe(null);
  expect(refusal({ reduce: ['abc', sum, 1] })).toMatch(/list/);
});

test('a fragment of an identifier', () => {
  const at = (identifier: unknown, index: unknown): unknown => on({ extractFromUVCI: [identifier, index] });
  expect([0, 1, 2, 3, 4, 5, -1].map((index) => at({ var: 'payload.v.0.ci' }, index))).toEqual(['01', 'NL', '187', '37512422923', 'A', null, null]);
  expect([0, 1, 2, 3, 4, 5, 6].map((index) => at('a::c/#/f', index))).toEqual(['a', '', 'c', '', '', 'f', null]);
  expect(at({ var: 'payload.r' }, 0)).toBe(null);
  for (const wrong of [[1, 0], ['a', 'b'], ['a']]) expect(refusal({ extractFromUVCI: wrong })).not.toMatch(/came to/);
});

test('a rule that would run for ever or for a stack is stopped', () => {
  let deep: unknown = true;
  for (let level = 0; level < 100_000; level += 1) deep = { '!': [deep] };
  expect(refusal(deep)).toMatch(/nested/);
  let wide: unknown = { '+': [{ var: 'accumulator' }, 1] };
  for (let level = 0; level < 8; level += 1) wide = { reduce: [Array.from({ length: 30 }, () => 1), wide, 0] };
  expect(refusal(wide)).toMatch(/steps/);
});

test('whatever JSON comes as expression and data, it is evaluated or refused', () => {
  const names = fc.constantFrom('if', 'and', '!', '===', '<', 'after', 'in', '+', 'plusTime', 'reduce', 'extractFromUVCI', 'dccDateOfBirth', 'var', 'nothing');
  const expression = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof({ maxDepth: 5 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('node'), { maxLength: 3 }), fc.tuple(names, fc.array(tie('node'), { maxLength: 4 })).map(([name, operands]) => ({ [name]: operands })), fc.string().map((path) => ({ var: path }))),
  })).node;
  fc.assert(fc.property(expression, fc.jsonValue(), (one, over) => {
    try {
      evaluateCertLogic(one, over);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidExpression);
    }
  }), { numRuns: 2000 });
});

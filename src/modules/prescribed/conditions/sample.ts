import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { vocabularyOf } from '../conditions.ts';
import type { FactDefinition, FactValue, ThresholdDefinition } from '../shapes.ts';

/** Lists exemplary facts of every type for tests, with small domains that can be searched by brute force. */
export const facts: readonly FactDefinition[] = [
  { name: 'p.ok', caseKind: 'traveller', value: { type: 'boolean' }, unknownAs: false, from: [{ attribute: 'p.ok' }] },
  { name: 'p.sick', caseKind: 'traveller', value: { type: 'boolean' }, unknownAs: false, from: [{ attribute: 'p.sick' }] },
  { name: 'p.kind', caseKind: 'traveller', value: { type: 'text', values: ['passenger', 'crew', 'guest'] }, unknownAs: 'passenger', from: [{ attribute: 'p.kind' }] },
  { name: 'p.age', caseKind: 'traveller', value: { type: 'integer', minimum: 28, maximum: 40 }, unknownAs: 30, from: [{ attribute: 'p.age' }] },
  { name: 'p.other', caseKind: 'traveller', value: { type: 'integer', minimum: 30, maximum: 42 }, unknownAs: 30, from: [{ attribute: 'p.other' }] },
  { name: 'q.celsius', caseKind: 'traveller', value: { type: 'number', minimum: 25, maximum: 45, unit: '°C' }, unknownAs: 25, from: [{ attribute: 'q.celsius' }] },
  { name: 'q.mercury', caseKind: 'traveller', value: { type: 'number', minimum: 30, maximum: 44, unit: '°C' }, unknownAs: 36.5, from: [{ attribute: 'q.mercury' }] },
];

/** Lists exemplary thresholds for tests. */
export const thresholds: readonly ThresholdDefinition[] = [
  { name: 'fever', unit: '°C', baseline: 37.3, minimum: 36, maximum: 39, stricter: 'lower', source: 'invented for a test' },
  { name: 'rest', unit: 'min', baseline: 35, minimum: 28, maximum: 40, stricter: 'higher', source: 'invented for a test' },
];

/** Is the vocabulary of the exemplary facts and thresholds. */
export const vocabulary = vocabularyOf(facts, thresholds);

/** Is the CEL library with the same names and types: the reference that our reader is compared with. */
export const reference = new Environment({ unlistedVariablesAreDyn: false })
  .registerVariable('p', { schema: { ok: 'bool', sick: 'bool', kind: 'string', age: 'int', other: 'int' } })
  .registerVariable('q', { schema: { celsius: 'double', mercury: 'double' } })
  .registerVariable('thresholds', { schema: { fever: 'double', rest: 'double' } });

const literals = { integer: ['28', '30', '33', '35', '40', '41'], number: ['30.0', '35.0', '36.5', '37.3', '38.0'] } as const;
const relation = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
const order = fc.constantFrom('<', '<=', '>', '>=');
const integerFact = fc.constantFrom('p.age', 'p.other');
const numberFact = fc.constantFrom('q.celsius', 'q.mercury');
const threshold = fc.constantFrom('thresholds.fever', 'thresholds.rest');
const text = fc.constantFrom("'passenger'", "'crew'", "'guest'");
const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((words) => words.join(' '));
const listOf = (items: fc.Arbitrary<string>) => fc.array(items, { maxLength: 3 }).map((values) => `[${values.join(', ')}]`);

const atom: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('p.ok', 'p.sick', 'true', 'false'),
  joined(integerFact, relation, fc.constantFrom(...literals.integer)),
  joined(fc.constantFrom(...literals.integer), relation, integerFact),
  joined(integerFact, order, fc.constantFrom(...literals.number)),
  joined(integerFact, relation, integerFact),
  joined(integerFact, order, threshold),
  joined(numberFact, relation, fc.constantFrom(...literals.number)),
  joined(numberFact, order, fc.constantFrom(...literals.integer)),
  joined(numberFact, relation, threshold),
  joined(threshold, relation, numberFact),
  joined(numberFact, relation, numberFact),
  joined(numberFact, order, integerFact),
  joined(fc.constant('p.kind'), fc.constantFrom('==', '!='), text),
  joined(fc.constant('p.kind in'), listOf(text)),
  joined(integerFact, fc.constant('in'), listOf(fc.constantFrom(...literals.integer))),
  joined(numberFact, fc.constant('in'), listOf(fc.constantFrom(...literals.number))),
);

/** Makes random conditions over the exemplary vocabulary. */
export function anExpression(depth = 3): fc.Arbitrary<string> {
  if (depth === 0) return atom;
  const inner = anExpression(depth - 1);
  return fc.oneof(
    { weight: 2, arbitrary: atom },
    { weight: 3, arbitrary: fc.tuple(inner, fc.constantFrom('&&', '||'), inner).map(([left, op, right]) => `(${left} ${op} ${right})`) },
    { weight: 2, arbitrary: inner.map((of) => `!(${of})`) },
    { weight: 1, arbitrary: fc.tuple(inner, inner, inner).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`) },
    { weight: 1, arbitrary: fc.tuple(inner, fc.constantFrom('==', '!='), inner).map(([left, op, right]) => `((${left}) ${op} (${right}))`) },
  );
}

const tenths = (minimum: number, maximum: number) => fc.integer({ min: minimum * 10, max: maximum * 10 }).map((value) => value / 10);

/** Makes random cases over the exemplary facts, some of them unknown. */
export const factsArbitrary: fc.Arbitrary<Record<string, FactValue>> = fc.record({
  'p.ok': fc.boolean(), 'p.sick': fc.boolean(), 'p.kind': fc.constantFrom('passenger', 'crew', 'guest'),
  'p.age': fc.integer({ min: 28, max: 40 }), 'p.other': fc.integer({ min: 30, max: 42 }),
  'q.celsius': tenths(25, 45), 'q.mercury': tenths(30, 44),
}, { requiredKeys: [] }) as fc.Arbitrary<Record<string, FactValue>>;

/** Makes random thresholds for the exemplary vocabulary. */
export const thresholdsArbitrary = fc.record({ fever: fc.constantFrom(36.5, 37.0, 37.3, 38.0), rest: fc.constantFrom(30, 35, 36.5) });

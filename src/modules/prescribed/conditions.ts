import { Environment } from '@marcbachmann/cel-js';
import type { FactDefinition, Facts, PlanProblem, ThresholdDefinition } from './shapes.ts';
import { type Expression, type ThresholdValues, evaluatorOf, readsOf } from './conditions/expression.ts';
import { ConditionRefused, readCondition } from './conditions/reader.ts';

/** Counts the characters that a condition may have. */
export const maximumConditionLength = 2_000;

/** Is what the conditions of one kind of case may read: its facts and the plan's thresholds. */
export interface Vocabulary {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly thresholds: ReadonlyMap<string, ThresholdDefinition>;
}

/** Is a condition that has been read and type-checked; its source rebuilds it. */
export interface Condition {
  readonly source: string;
  /** The same condition as plain data, which analysis.ts decides. */
  readonly expression: Expression;
  /** Facts that the condition reads, in the order of the alphabet. */
  readonly reads: readonly string[];
  readonly readsThresholds: readonly string[];
  /** Answers for one case; a fact that is not known yet counts as its `unknownAs`. */
  evaluate(facts: Facts, thresholds: ThresholdValues): boolean;
}

/** Is the answer of the compiler: a condition, or what is wrong with it. */
export type CompiledCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problem: Omit<PlanProblem, 'path'> };

// The parser alone: types and names are ours, so that a fact may be called list.held although CEL knows a type of that name.
const parser = new Environment({ limits: { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 500, maxCallArguments: 8, maxMapEntries: 8 } });

/** Builds the vocabulary of one kind of case; keep it, since what is compiled under it is remembered with it. */
export function vocabularyOf(facts: readonly FactDefinition[], thresholds: readonly ThresholdDefinition[]): Vocabulary {
  const byName = new Map<string, FactDefinition>();
  for (const fact of facts) {
    if (!/^[a-z]\w*\.[a-z]\w*$/i.test(fact.name) || fact.name.startsWith('thresholds.')) throw new Error(`A fact is named namespace.field: ${fact.name}`);
    if (byName.has(fact.name)) throw new Error(`${fact.name} is declared twice: a vocabulary holds the facts of one kind of case`);
    byName.set(fact.name, fact);
  }
  return { facts: byName, thresholds: new Map(thresholds.map((threshold) => [threshold.name, threshold])) };
}

const remembered = new WeakMap<Vocabulary, Map<string, CompiledCondition>>();
const maximumRemembered = 5_000;

/**
 * Reads one condition: restricted CEL (literals, facts, thresholds, comparisons, `in` a list of literals, && || ! ?:).
 * Refuses: condition-not-allowed, condition-syntax, condition-unknown-fact, condition-wrong-type, condition-unknown-value.
 */
export function compileCondition(source: string, vocabulary: Vocabulary): CompiledCondition {
  let known = remembered.get(vocabulary);
  if (known === undefined || known.size >= maximumRemembered) remembered.set(vocabulary, (known = new Map()));
  const before = known.get(source);
  if (before !== undefined) return before;
  const compiled = compile(source, vocabulary);
  // A source beyond the limit is refused at once and not worth its memory.
  if (source.length <= maximumConditionLength) known.set(source, compiled);
  return compiled;
}

function compile(source: string, vocabulary: Vocabulary): CompiledCondition {
  if (source.length > maximumConditionLength) {
    return { ok: false, problem: { code: 'condition-not-allowed', at: { start: maximumConditionLength, end: source.length }, params: { construct: 'tooLong', maximum: maximumConditionLength } } };
  }
  let ast;
  try {
    ast = parser.parse(source).ast;
  } catch (error) {
    return { ok: false, problem: parserProblem(error, source) };
  }
  try {
    return { ok: true, condition: conditionOf(source, readCondition(ast, vocabulary), vocabulary) };
  } catch (error) {
    if (error instanceof ConditionRefused) return { ok: false, problem: error.problem };
    throw error;
  }
}

function conditionOf(source: string, expression: Expression, vocabulary: Vocabulary): Condition {
  const reads = readsOf(expression);
  const evaluate = evaluatorOf(expression, (name) => {
    const fact = vocabulary.facts.get(name);
    if (fact === undefined) throw new Error(`No fact ${name} in this vocabulary`);
    return fact.unknownAs;
  });
  return { source, expression, reads: reads.facts, readsThresholds: reads.thresholds, evaluate };
}

function parserProblem(error: unknown, source: string): Omit<PlanProblem, 'path'> {
  if (!(error instanceof Error)) throw error;
  const at = place(error);
  if (codeOf(error) === 'limit_exceeded') return { code: 'condition-not-allowed', ...at, params: { construct: 'tooDeep', maximum: 50 } };
  if (codeOf(error) === 'invalid_number') return { code: 'condition-not-allowed', ...at, params: { construct: 'numberTooLarge', maximum: Number.MAX_SAFE_INTEGER } };
  return { code: 'condition-syntax', ...(at.at === undefined ? { at: { start: 0, end: source.length } } : at), params: { message: messageOf(error) } };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
}

function place(error: unknown): { readonly at?: { readonly start: number; readonly end: number } } {
  const range = error instanceof Error && 'range' in error ? (error.range as { start: number; end: number } | undefined) : undefined;
  return range === undefined ? {} : { at: { start: range.start, end: range.end } };
}

import type { Condition, Vocabulary } from './conditions.ts';
import type { ThresholdValues } from './conditions/expression.ts';
import type { Facts, FactValue } from './shapes.ts';
import { type Effort, Search, TooHard } from './analysis/diagram.ts';
import { domainsOf } from './analysis/domains.ts';

/** Is a condition that must hold, or must not, under the thresholds of its plan. */
export interface Constraint {
  readonly condition: Condition;
  readonly thresholds: ThresholdValues;
  readonly holds: boolean;
}

/** Is the answer to "is there such a case": one example with every fact of the vocabulary, none at all, or not decided in time. */
export type Assignment =
  | { readonly verdict: 'found'; readonly facts: Facts }
  | { readonly verdict: 'none' }
  | { readonly verdict: 'tooHard' };

/** Is the answer to "does the one follow from the other". */
export type Implication =
  | { readonly holds: true }
  | { readonly holds: false; readonly counterexample: Facts }
  | { readonly holds: 'tooHard' };

/** Says how far a question may look. */
export interface SearchOptions {
  /** Facts that nobody can report: they stay at unknownAs. */
  readonly fixed?: ReadonlySet<string>;
  /** Work that is left; several questions may share it. */
  readonly effort?: Effort;
}

/** Counts the steps of work that one question may cost: well below a second. */
export const maximumEffort = 200_000;

/**
 * Decides exactly whether a case exists that meets all constraints, and gives the one nearest to an ordinary case.
 * Shape: every fact of the vocabulary; those that do not matter at unknownAs.
 */
export function findAssignment(constraints: readonly Constraint[], vocabulary: Vocabulary, options: SearchOptions = {}): Assignment {
  const grounded = constraints.map((constraint) => ({ grounded: { expression: constraint.condition.expression, thresholds: constraint.thresholds }, holds: constraint.holds }));
  const domains = domainsOf(grounded.map((part) => part.grounded), vocabulary.facts, options.fixed ?? new Set());
  let values: ReadonlyMap<string, FactValue> | null;
  try {
    values = new Search(domains, options.effort ?? { remaining: maximumEffort }).find(grounded);
  } catch (error) {
    if (error instanceof TooHard) return { verdict: 'tooHard' };
    throw error;
  }
  if (values === null) return { verdict: 'none' };
  const facts: Record<string, FactValue> = {};
  for (const fact of vocabulary.facts.values()) facts[fact.name] = values.get(fact.name) ?? domains.get(fact.name)?.[0] ?? fact.unknownAs;
  for (const constraint of constraints) {
    if (constraint.condition.evaluate(facts, constraint.thresholds) !== constraint.holds) {
      throw new Error(`The search answered wrongly for ${constraint.condition.source}: ${JSON.stringify(facts)}`);
    }
  }
  return { verdict: 'found', facts };
}

/** Decides exactly whether every case under the premise is also under the conclusion, each with the thresholds of its own plan. */
export function implies(
  premise: Condition, conclusion: Condition, vocabulary: Vocabulary,
  thresholdsOfPremise: ThresholdValues, thresholdsOfConclusion: ThresholdValues, options: SearchOptions = {},
): Implication {
  const exception = findAssignment([
    { condition: premise, thresholds: thresholdsOfPremise, holds: true },
    { condition: conclusion, thresholds: thresholdsOfConclusion, holds: false },
  ], vocabulary, options);
  if (exception.verdict === 'none') return { holds: true };
  if (exception.verdict === 'tooHard') return { holds: 'tooHard' };
  return { holds: false, counterexample: exception.facts };
}

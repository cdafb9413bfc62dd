import type { Facts, FactValue } from '../shapes.ts';

/** Holds the numbers that a plan sets, by name. */
export type ThresholdValues = Readonly<Record<string, number>>;

/** Names how two numbers are compared. */
export type Relation = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** Is one side of a comparison of numbers. */
export type NumberOperand =
  | { readonly kind: 'literal'; readonly value: number }
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'threshold'; readonly name: string };

/** Is a condition as plain data: a truth over facts and thresholds, nothing else can be said. */
export type Expression =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'fact'; readonly name: string }
  | { readonly op: 'not'; readonly of: Expression }
  | { readonly op: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly op: 'if'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly op: 'same'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'compare'; readonly relation: Relation; readonly left: NumberOperand; readonly right: NumberOperand }
  | { readonly op: 'numberIn'; readonly fact: string; readonly values: readonly number[] }
  | { readonly op: 'textIn'; readonly fact: string; readonly values: readonly string[] };

/** Names the two kinds of things that a condition reads. */
export interface Reads {
  readonly facts: readonly string[];
  readonly thresholds: readonly string[];
}

/** Compares two numbers. */
export function compareNumbers(relation: Relation, left: number, right: number): boolean {
  switch (relation) {
    case '<': return left < right;
    case '<=': return left <= right;
    case '>': return left > right;
    case '>=': return left >= right;
    case '==': return left === right;
    case '!=': return left !== right;
  }
}

/** Lists what an expression reads, each name once, in the order of the alphabet. */
export function readsOf(expression: Expression): Reads {
  const facts = new Set<string>();
  const thresholds = new Set<string>();
  const visit = (part: Expression): void => {
    switch (part.op) {
      case 'constant': return;
      case 'fact': facts.add(part.name); return;
      case 'not': visit(part.of); return;
      case 'and':
      case 'or': part.of.forEach(visit); return;
      case 'if': visit(part.test); visit(part.yes); visit(part.no); return;
      case 'same': visit(part.left); visit(part.right); return;
      case 'numberIn':
      case 'textIn': facts.add(part.fact); return;
      case 'compare':
        for (const side of [part.left, part.right]) {
          if (side.kind === 'fact') facts.add(side.name);
          if (side.kind === 'threshold') thresholds.add(side.name);
        }
    }
  };
  visit(expression);
  return { facts: [...facts].sort(), thresholds: [...thresholds].sort() };
}

/** Is an expression made ready to be asked many times a second. */
export type Evaluator = (facts: Facts, thresholds: ThresholdValues) => boolean;

type NumberReader = (facts: Facts, thresholds: ThresholdValues) => number;

/** Turns an expression into closures; `unknownAs` gives the value of a fact that nobody has reported yet. */
export function evaluatorOf(expression: Expression, unknownAs: (fact: string) => FactValue): Evaluator {
  switch (expression.op) {
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'fact': {
      const { name } = expression;
      const unknown = unknownAs(name);
      return (facts) => (facts[name] ?? unknown) === true;
    }
    case 'not': {
      const of = evaluatorOf(expression.of, unknownAs);
      return (facts, thresholds) => !of(facts, thresholds);
    }
    case 'and': return allOf(expression.of.map((part) => evaluatorOf(part, unknownAs)));
    case 'or': return anyOf(expression.of.map((part) => evaluatorOf(part, unknownAs)));
    case 'if': {
      const test = evaluatorOf(expression.test, unknownAs);
      const yes = evaluatorOf(expression.yes, unknownAs);
      const no = evaluatorOf(expression.no, unknownAs);
      return (facts, thresholds) => (test(facts, thresholds) ? yes(facts, thresholds) : no(facts, thresholds));
    }
    case 'same': {
      const left = evaluatorOf(expression.left, unknownAs);
      const right = evaluatorOf(expression.right, unknownAs);
      return (facts, thresholds) => left(facts, thresholds) === right(facts, thresholds);
    }
    case 'numberIn':
    case 'textIn': {
      const { fact } = expression;
      const unknown = unknownAs(fact);
      if (expression.values.length === 1) {
        const only = expression.values[0];
        return (facts) => (facts[fact] ?? unknown) === only;
      }
      const values = new Set<FactValue>(expression.values);
      return (facts) => values.has(facts[fact] ?? unknown);
    }
    case 'compare': return comparison(expression.relation, numberReader(expression.left, unknownAs), numberReader(expression.right, unknownAs));
  }
}

function allOf(parts: readonly Evaluator[]): Evaluator {
  return (facts, thresholds) => {
    for (let index = 0; index < parts.length; index += 1) if (!parts[index]!(facts, thresholds)) return false;
    return true;
  };
}

function anyOf(parts: readonly Evaluator[]): Evaluator {
  return (facts, thresholds) => {
    for (let index = 0; index < parts.length; index += 1) if (parts[index]!(facts, thresholds)) return true;
    return false;
  };
}

function comparison(relation: Relation, left: NumberReader, right: NumberReader): Evaluator {
  switch (relation) {
    case '<': return (facts, thresholds) => left(facts, thresholds) < right(facts, thresholds);
    case '<=': return (facts, thresholds) => left(facts, thresholds) <= right(facts, thresholds);
    case '>': return (facts, thresholds) => left(facts, thresholds) > right(facts, thresholds);
    case '>=': return (facts, thresholds) => left(facts, thresholds) >= right(facts, thresholds);
    case '==': return (facts, thresholds) => left(facts, thresholds) === right(facts, thresholds);
    case '!=': return (facts, thresholds) => left(facts, thresholds) !== right(facts, thresholds);
  }
}

function numberReader(operand: NumberOperand, unknownAs: (fact: string) => FactValue): NumberReader {
  switch (operand.kind) {
    case 'literal': {
      const { value } = operand;
      return () => value;
    }
    case 'fact': {
      const { name } = operand;
      const unknown = unknownAs(name) as number;
      return (facts) => (facts[name] ?? unknown) as number;
    }
    case 'threshold': {
      const { name } = operand;
      return (_facts, thresholds) => {
        const value = thresholds[name];
        // A comparison with undefined would be false without a word, and a feverish person would not be retested.
        if (value === undefined) throw new Error(`The plan sets no threshold ${name}`);
        return value;
      };
    }
  }
}

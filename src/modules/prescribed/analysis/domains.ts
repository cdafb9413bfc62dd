import type { FactDefinition, FactValue } from '../shapes.ts';
import type { Expression, NumberOperand, ThresholdValues } from '../conditions/expression.ts';

/** Is an expression with the thresholds that stand for its numbers. */
export interface Grounded {
  readonly expression: Expression;
  readonly thresholds: ThresholdValues;
}

/** Lists, fact by fact, the values that stand for all values: conditions cannot tell others from these. Shape: the most natural first. */
export type Domains = ReadonlyMap<string, readonly FactValue[]>;

/**
 * Cuts every fact that occurs at the numbers it is compared with, and keeps one value for each point and each interval.
 * Facts compared with each other share their cuts, and an interval keeps as many values as facts can stand in it in any order.
 * Shape: a fact in `fixed` keeps its unknownAs only.
 */
export function domainsOf(grounded: readonly Grounded[], facts: ReadonlyMap<string, FactDefinition>, fixed: ReadonlySet<string>): Domains {
  const cuts = new Map<string, Set<number>>();
  const group = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (let next = group.get(at); next !== undefined && next !== at; next = group.get(at)) at = next;
    return at;
  };
  const seen = (name: string): Set<number> => {
    if (!group.has(name)) group.set(name, name);
    let found = cuts.get(name);
    if (found === undefined) cuts.set(name, (found = new Set()));
    return found;
  };
  for (const { expression, thresholds } of grounded) {
    eachAtom(expression, (atom) => {
      if (atom.op === 'fact') seen(atom.name);
      if (atom.op === 'textIn') seen(atom.fact);
      if (atom.op === 'numberIn') {
        const own = seen(atom.fact);
        for (const value of atom.values) own.add(value);
      }
      if (atom.op !== 'compare') return;
      if (atom.left.kind === 'fact') seen(atom.left.name);
      if (atom.right.kind === 'fact') seen(atom.right.name);
      const left = valueOf(atom.left, thresholds);
      const right = valueOf(atom.right, thresholds);
      if (atom.left.kind === 'fact' && right !== undefined) seen(atom.left.name).add(right);
      if (atom.right.kind === 'fact' && left !== undefined) seen(atom.right.name).add(left);
      if (atom.left.kind === 'fact' && atom.right.kind === 'fact') group.set(root(atom.left.name), root(atom.right.name));
    });
  }
  const members = new Map<string, string[]>();
  for (const name of cuts.keys()) members.set(root(name), [...(members.get(root(name)) ?? []), name]);
  const domains = new Map<string, readonly FactValue[]>();
  for (const names of members.values()) {
    const definitions = names.map((name) => definitionOf(name, facts));
    const shared = new Set(names.flatMap((name) => [...cuts.get(name)!]));
    // A fixed fact is one more point that its neighbours can be compared with.
    for (const fact of definitions) if (fixed.has(fact.name) && typeof fact.unknownAs === 'number') shared.add(fact.unknownAs);
    for (const fact of definitions) domains.set(fact.name, fixed.has(fact.name) ? [fact.unknownAs] : valuesOf(fact, definitions, shared));
  }
  return domains;
}

/** Gives the number that an operand stands for; a fact stands for none. */
export function valueOf(operand: NumberOperand, thresholds: ThresholdValues): number | undefined {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'fact') return undefined;
  const value = thresholds[operand.name];
  if (value === undefined) throw new Error(`No threshold ${operand.name}`);
  return value;
}

function definitionOf(name: string, facts: ReadonlyMap<string, FactDefinition>): FactDefinition {
  const fact = facts.get(name);
  if (fact === undefined) throw new Error(`No fact ${name} in this vocabulary`);
  return fact;
}

function eachAtom(expression: Expression, visit: (atom: Expression) => void): void {
  switch (expression.op) {
    case 'not': eachAtom(expression.of, visit); return;
    case 'and':
    case 'or': for (const part of expression.of) eachAtom(part, visit); return;
    case 'if': for (const part of [expression.test, expression.yes, expression.no]) eachAtom(part, visit); return;
    case 'same': for (const part of [expression.left, expression.right]) eachAtom(part, visit); return;
    default: visit(expression);
  }
}

function valuesOf(fact: FactDefinition, together: readonly FactDefinition[], cutsOfGroup: ReadonlySet<number>): readonly FactValue[] {
  const { value } = fact;
  if (value.type === 'boolean') return fact.unknownAs === true ? [true, false] : [false, true];
  if (value.type === 'text') return [fact.unknownAs, ...value.values.filter((text) => text !== fact.unknownAs)];
  const bounds = new Set<number>();
  for (const { value: other } of together) if (other.type === 'number' || other.type === 'integer') bounds.add(other.minimum).add(other.maximum);
  const cuts = [...new Set([...cutsOfGroup, ...bounds])].sort((a, b) => a - b);
  const integers = together.filter((other) => other.value.type === 'integer').length;
  const doubles = together.length - integers;
  const alone = together.length === 1;
  const unknown = fact.unknownAs as number;
  const inside: number[] = [];
  const points: number[] = [];
  // A limit itself reads better than 37.31, which no thermometer shows.
  const awkward: number[] = [];
  for (const [index, cut] of cuts.entries()) {
    if (cut >= value.minimum && cut <= value.maximum && (value.type === 'number' || Number.isInteger(cut))) points.push(cut);
    const next = cuts[index + 1];
    if (next === undefined || cut < value.minimum || next > value.maximum) continue;
    // Alone in its interval, the value that the fact has anyway stands for all the others.
    if (alone && unknown > cut && unknown < next) continue;
    const nearUpper = bounds.has(cut) && !bounds.has(next);
    const between = (value.type === 'integer' ? wholeBetween(cut, next, integers, nearUpper) : betweens(cut, next, integers, doubles, nearUpper));
    const finest = Math.max(decimalsOf(cut), decimalsOf(next));
    for (const found of between) (decimalsOf(found) > finest && finest > 0 ? awkward : inside).push(found);
  }
  return [...new Set([unknown, ...inside, ...points, ...awkward])];
}

function decimalsOf(value: number): number {
  const text = String(value);
  return text.includes('e') ? 20 : (text.split('.')[1] ?? '').length;
}

/** Takes the `count` whole numbers next to a limit: among them stand as many equal or different numbers as there are facts. */
function wholeBetween(lower: number, upper: number, count: number, nearUpper: boolean): number[] {
  const first = Math.floor(lower) + 1;
  const last = Math.ceil(upper) - 1;
  const found: number[] = [];
  for (let step = 0; step < count && first + step <= last; step += 1) found.push(nearUpper ? last - step : first + step);
  return found;
}

/** Takes numbers between two limits, and around the whole numbers that integer facts may take there. */
function betweens(lower: number, upper: number, integers: number, doubles: number, nearUpper: boolean): number[] {
  const whole = wholeBetween(lower, upper, integers, nearUpper).sort((a, b) => a - b);
  const limits = [lower, ...whole, upper];
  const found: number[] = [...whole];
  for (let index = 0; index + 1 < limits.length; index += 1) found.push(...naturalBetween(limits[index]!, limits[index + 1]!, doubles, nearUpper));
  return found;
}

/** Takes `count` numbers strictly between two limits, with as few decimals as it goes. */
function naturalBetween(lower: number, upper: number, count: number, nearUpper: boolean): number[] {
  for (let decimals = 0; decimals <= 6; decimals += 1) {
    const scale = 10 ** decimals;
    const found: number[] = [];
    const start = nearUpper ? Math.ceil(upper * scale) : Math.floor(lower * scale);
    for (let step = 0; found.length < count && step <= count + 2; step += 1) {
      const candidate = Number(((nearUpper ? start - step : start + step) / scale).toFixed(decimals));
      if (candidate > lower && candidate < upper) found.push(candidate);
    }
    if (found.length === count) return found;
  }
  const found: number[] = [];
  for (let step = 1; step <= count; step += 1) {
    const candidate = lower + ((upper - lower) * step) / (count + 1);
    if (candidate > lower && candidate < upper) found.push(candidate);
  }
  return [...new Set(found)];
}

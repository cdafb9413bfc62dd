import { calendarTime, lastDayOf } from './certlogic-time.ts';

/** Says that an expression is not CertLogic, or met a value that its operation does not take. */
export class InvalidExpression extends Error {}

type Operands = readonly unknown[];

/** What an evaluation may still do: a rule from outside must not run for ever. */
interface Budget {
  steps: number;
}

const maximumDepth = 200;
const maximumSteps = 200_000;
const units = ['year', 'month', 'day', 'hour'] as const;

const isInteger = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

/** Shows a value in a message. Shape: never the inside of a list or an object, which may be deep and is not for a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? 'an object' : (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}

/**
 * Tells whether CertLogic takes a value for true or for false.
 * Shape: undefined for what is neither, a date-time for example.
 * Source: CertLogic specification 1.3.2, "Truthy and falsy values".
 */
export function truthOf(value: unknown): boolean | undefined {
  if (value === null || value === false || value === '' || value === 0) return false;
  if (value === true || typeof value === 'string') return true;
  if (typeof value === 'number') return !Number.isNaN(value);
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' && !(value instanceof Date) ? Object.keys(value).length > 0 : undefined;
}

function need(value: unknown, what: string): boolean {
  const truth = truthOf(value);
  if (truth === undefined) throw new InvalidExpression(`${what} is neither true nor false: ${shown(value)}.`);
  return truth;
}

function countOperands(operation: string, operands: Operands, least: number, most = least): void {
  if (operands.length >= least && operands.length <= most) return;
  throw new InvalidExpression(`"${operation}" takes ${least === most ? least : most === Infinity ? `${least} or more` : `${least} or ${most}`} operands, not ${operands.length}.`);
}

/** Follows a path through the data. Shape: null for whatever is not there; only what the data hold is found, nothing of the language. */
function access(data: unknown, path: unknown): unknown {
  if (typeof path !== 'string') throw new InvalidExpression(`"var" takes a path as text, not ${shown(path)}.`);
  let value = data;
  for (const part of path === '' ? [] : path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/u.test(part) ? (value as unknown[])[Number(part)] : null;
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) value = Object.hasOwn(value, part) ? (value as Readonly<Record<string, unknown>>)[part] : null;
    else value = null;
  }
  return value ?? null;
}

function plusTime(text: unknown, amount: unknown, unit: unknown): Date {
  if (!isInteger(amount)) throw new InvalidExpression(`"plusTime" adds a whole number, not ${shown(amount)}.`);
  if (!units.includes(unit as (typeof units)[number])) throw new InvalidExpression(`"plusTime" adds ${units.join(', ')}, not ${shown(unit)}.`);
  if (typeof text !== 'string') throw new InvalidExpression(`"plusTime" takes a date or date-time as text, not ${shown(text)}.`);
  const time = lastDayOf(text) ?? calendarTime(text);
  if (time === undefined) throw new InvalidExpression(`"${text.slice(0, 60)}" is no date or date-time.`);
  if (unit === 'year') time.setUTCFullYear(time.getUTCFullYear() + amount);
  else if (unit === 'month') time.setUTCMonth(time.getUTCMonth() + amount);
  else if (unit === 'day') time.setUTCDate(time.getUTCDate() + amount);
  else time.setUTCHours(time.getUTCHours() + amount);
  if (Number.isNaN(time.getTime())) throw new InvalidExpression(`${shown(text)} and ${amount} ${String(unit)}s are beyond the calendar.`);
  return time;
}

function dateOfBirth(text: unknown): Date {
  const time = typeof text === 'string' ? lastDayOf(text) ?? (text.length === 10 ? calendarTime(text) : undefined) : undefined;
  if (time === undefined) throw new InvalidExpression(`${shown(text)} is no birth date such as "1990", "1990-05" or "1990-05-17".`);
  return time;
}

function fragmentOf(identifier: unknown, index: unknown): string | null {
  if (identifier !== null && typeof identifier !== 'string') throw new InvalidExpression(`"extractFromUVCI" takes an identifier as text or null, not ${shown(identifier)}.`);
  if (!isInteger(index)) throw new InvalidExpression(`"extractFromUVCI" takes a whole number as index, not ${shown(index)}.`);
  if (identifier === null || index < 0) return null;
  return identifier.replace(/^URN:UVCI:/u, '').split(/[/#:]/u)[index] ?? null;
}

const comparisons: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '<': (one, other) => one < other, '>': (one, other) => one > other, '<=': (one, other) => one <= other, '>=': (one, other) => one >= other,
};
const timeComparisons: Readonly<Record<string, string>> = { after: '>', before: '<', 'not-after': '<=', 'not-before': '>=' };

function compare(operation: string, values: Operands): boolean {
  const ofTime = Object.hasOwn(timeComparisons, operation);
  const numbers = values.map((value) => {
    if (ofTime ? value instanceof Date : isInteger(value)) return Number(value);
    throw new InvalidExpression(`"${operation}" compares ${ofTime ? 'date-times (made with plusTime)' : 'whole numbers'}, not ${shown(value)}.`);
  });
  const holds = comparisons[timeComparisons[operation] ?? operation]!;
  return numbers.slice(1).every((number, at) => holds(numbers[at]!, number));
}

type Evaluate = (expression: unknown, data?: unknown) => unknown;

/** Is one operation: how many operands it takes and what it makes of them, each evaluated only when it is asked for. */
interface Operation {
  readonly least: number;
  readonly most?: number;
  apply(operands: Operands, evaluate: Evaluate, name: string): unknown;
}

const comparison: Operation = { least: 2, most: 3, apply: (operands, evaluate, name) => compare(name, operands.map((one) => evaluate(one))) };

const operations: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries([...Object.keys(comparisons), ...Object.keys(timeComparisons)].map((name) => [name, comparison])),
  if: { least: 3, apply: ([guard, then, otherwise], evaluate) => evaluate(need(evaluate(guard), 'The guard of "if"') ? then : otherwise) },
  and: {
    least: 2, most: Infinity,
    apply(operands, evaluate) {
      let value: unknown = true;
      for (const operand of operands) {
        value = evaluate(operand);
        if (!need(value, 'An operand of "and"')) return value;
      }
      return value;
    },
  },
  '!': { least: 1, apply: ([operand], evaluate) => !need(evaluate(operand), 'The operand of "!"') },
  '===': { least: 2, apply: ([one, other], evaluate) => evaluate(one) === evaluate(other) },
  in: {
    least: 2,
    apply([member, list], evaluate) {
      const value = evaluate(member);
      const values = evaluate(list);
      if (!Array.isArray(values)) throw new InvalidExpression(`"in" looks into a list, not into ${shown(values)}.`);
      return values.indexOf(value) >= 0;
    },
  },
  '+': {
    least: 2,
    apply([one, other], evaluate) {
      const [left, right] = [evaluate(one), evaluate(other)];
      if (!isInteger(left) || !isInteger(right)) throw new InvalidExpression(`"+" adds whole numbers, not ${shown(left)} and ${shown(right)}.`);
      return left + right;
    },
  },
  plusTime: { least: 3, apply: ([text, amount, unit], evaluate) => plusTime(evaluate(text), amount, unit) },
  dccDateOfBirth: { least: 1, apply: ([text], evaluate) => dateOfBirth(evaluate(text)) },
  extractFromUVCI: { least: 2, apply: ([identifier, index], evaluate) => fragmentOf(evaluate(identifier), index) },
  reduce: {
    least: 3,
    apply([operand, lambda, initial], evaluate) {
      const list = evaluate(operand);
      if (list !== null && !Array.isArray(list)) throw new InvalidExpression(`"reduce" goes over a list, not over ${shown(list)}.`);
      return ((list ?? []) as readonly unknown[]).reduce((accumulator, current) => evaluate(lambda, { accumulator, current }), evaluate(initial));
    },
  },
};

function evaluateWithin(expression: unknown, data: unknown, budget: Budget, depth: number): unknown {
  budget.steps -= 1;
  if (budget.steps < 0) throw new InvalidExpression(`The expression takes more than ${maximumSteps} steps.`);
  if (depth > maximumDepth) throw new InvalidExpression(`The expression is nested more than ${maximumDepth} deep.`);
  if (typeof expression === 'string' || typeof expression === 'boolean' || isInteger(expression)) return expression;
  if (Array.isArray(expression)) return expression.map((item) => evaluateWithin(item, data, budget, depth + 1));
  if (typeof expression !== 'object' || expression === null) throw new InvalidExpression(`${shown(expression)} is no expression; texts, whole numbers, true, false, lists and operations are.`);
  const [entry, ...others] = Object.entries(expression);
  if (entry === undefined || others.length > 0) throw new InvalidExpression(`An operation has one name, not ${entry === undefined ? 'none' : others.length + 1}: ${shown(expression)}.`);
  const [name, operands] = entry as [string, unknown];
  if (name === 'var') return access(data, operands);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw new InvalidExpression(`There is no operation ${shown(name)}.`);
  if (!Array.isArray(operands)) throw new InvalidExpression(`The operands of "${name}" are no list.`);
  countOperands(name, operands, operation.least, operation.most);
  return operation.apply(operands, (one, within = data) => evaluateWithin(one, within, budget, depth + 1), name);
}

/**
 * Evaluates a CertLogic expression over data.
 * Shape: a JSON value, or a Date for a date-time (which JSON writes with milliseconds). Throws InvalidExpression, and nothing else, for what is no CertLogic
 * or takes more than 200,000 steps.
 * Source: CertLogic specification 1.3.2.
 */
export function evaluateCertLogic(expression: unknown, data: unknown): unknown {
  return evaluateWithin(expression, data, { steps: maximumSteps }, 0);
}

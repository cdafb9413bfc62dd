import type { ASTNode } from '@marcbachmann/cel-js';
import type { FactDefinition, PlanProblem, ThresholdDefinition } from '../shapes.ts';
import type { Expression, NumberOperand, Relation } from './expression.ts';

/** Says what is wrong with a condition; the path is known to whoever holds the plan. */
export type ConditionProblem = Omit<PlanProblem, 'path'>;

/** Names what the restricted language leaves out; the value stands in `params.construct` of `condition-not-allowed`. */
export const constructsLeftOut = [
  'call', 'arithmetic', 'index', 'map', 'list', 'null', 'bytes', 'unsigned', 'orderOfTexts', 'comparisonOfTexts', 'orderOfTruths',
  'listOfTruths', 'choiceOfValues', 'listMember', 'numberTooLarge', 'tooLong', 'tooDeep',
] as const;

/** Carries a problem out of the reader. */
export class ConditionRefused extends Error {
  readonly problem: ConditionProblem;
  constructor(problem: ConditionProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Is what the reader must know of the names. */
export interface Names {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly thresholds: ReadonlyMap<string, ThresholdDefinition>;
}

/** Counts how deep a condition may nest; a chain of && or of || counts once. */
export const maximumDepth = 50;

type Value =
  | { readonly type: 'bool'; readonly expression: Expression }
  | { readonly type: 'int' | 'double'; readonly operand: NumberOperand }
  | { readonly type: 'string'; readonly fact: FactDefinition }
  | { readonly type: 'string'; readonly literal: string };

/**
 * Reads a CEL syntax tree as an expression of the restricted language, typed as CEL types it.
 * Refuses: condition-not-allowed, condition-unknown-fact, condition-wrong-type, condition-unknown-value (thrown as ConditionRefused).
 */
export function readCondition(ast: ASTNode, names: Names): Expression {
  return truth(ast, 0);

  function truth(node: ASTNode, depth: number): Expression {
    const value = read(node, depth);
    if (value.type !== 'bool') throw wrongType(node, 'bool', value.type);
    return value.expression;
  }

  function read(node: ASTNode, depth: number): Value {
    if (depth > maximumDepth) throw notAllowed(node, 'tooDeep', { maximum: maximumDepth });
    switch (node.op) {
      case 'value': return literal(node, node.args);
      case '.': return named(node);
      case 'id': throw unknownFact(node, node.args);
      case '!_': return bool({ op: 'not', of: truth(node.args, depth + 1) });
      case '-_': return negative(node);
      case '&&': return bool({ op: 'and', of: chain(node, '&&').map((part) => truth(part, depth + 1)) });
      case '||': return bool({ op: 'or', of: chain(node, '||').map((part) => truth(part, depth + 1)) });
      case '?:': {
        const [test, then, otherwise] = node.args;
        const result = read(then, depth + 1);
        if (result.type !== 'bool') throw notAllowed(node, 'choiceOfValues');
        return bool({ op: 'if', test: truth(test, depth + 1), yes: result.expression, no: truth(otherwise, depth + 1) });
      }
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=': return bool(compare(node, node.op, node.args[0], node.args[1], depth + 1));
      case 'in': return bool(membership(node, node.args[0], node.args[1], depth + 1));
      case 'call': throw notAllowed(node, 'call', { name: node.args[0] });
      case 'rcall': throw notAllowed(node, 'call', { name: node.args[0] });
      case '+':
      case '-':
      case '*':
      case '/':
      case '%': throw notAllowed(node, 'arithmetic', { name: node.op });
      case 'list': throw notAllowed(node, 'list');
      case 'map': throw notAllowed(node, 'map');
      case '[]':
      case '[?]':
      case '.?': throw notAllowed(node, 'index');
    }
  }

  function negative(node: ASTNode & { readonly op: '-_' }): Value {
    const inner = node.args;
    const value = inner.op === 'value' ? literal(inner, inner.args) : undefined;
    if (value === undefined || (value.type !== 'int' && value.type !== 'double') || value.operand.kind !== 'literal') throw notAllowed(node, 'arithmetic', { name: '-' });
    return { type: value.type, operand: { kind: 'literal', value: 0 - value.operand.value } };
  }

  function literal(node: ASTNode, value: unknown): Value {
    switch (typeof value) {
      case 'boolean': return bool({ op: 'constant', value });
      case 'string': return { type: 'string', literal: value };
      case 'number': return { type: 'double', operand: { kind: 'literal', value } };
      case 'bigint':
        if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw notAllowed(node, 'numberTooLarge', { maximum: Number.MAX_SAFE_INTEGER });
        return { type: 'int', operand: { kind: 'literal', value: Number(value) } };
      default:
        throw notAllowed(node, value === null ? 'null' : value instanceof Uint8Array ? 'bytes' : 'unsigned');
    }
  }

  function named(node: ASTNode & { readonly op: '.' }): Value {
    const [owner, field] = node.args;
    if (owner.op !== 'id') throw owner.op === '.' ? unknownFact(node, node.input.slice(node.start, node.end)) : notAllowed(node, 'index');
    const name = `${owner.args}.${field}`;
    if (owner.args === 'thresholds') {
      if (!names.thresholds.has(field)) throw unknownFact(node, name);
      return { type: 'double', operand: { kind: 'threshold', name: field } };
    }
    const fact = names.facts.get(name);
    if (fact === undefined) throw unknownFact(node, name);
    switch (fact.value.type) {
      case 'boolean': return bool({ op: 'fact', name });
      case 'integer': return { type: 'int', operand: { kind: 'fact', name } };
      case 'number': return { type: 'double', operand: { kind: 'fact', name } };
      case 'text': return { type: 'string', fact };
    }
  }

  function compare(node: ASTNode, relation: Relation, leftNode: ASTNode, rightNode: ASTNode, depth: number): Expression {
    const left = read(leftNode, depth);
    const right = read(rightNode, depth);
    const equality = relation === '==' || relation === '!=';
    if ('operand' in left && 'operand' in right) {
      // CEL compares an int with a double by order, never by equality; we keep to it so that every engine reads a plan alike.
      if (equality && left.type !== right.type) throw mixedNumbers(node, leftNode, left, rightNode, right);
      return { op: 'compare', relation, left: left.operand, right: right.operand };
    }
    if (left.type === 'bool' && right.type === 'bool') {
      if (!equality) throw notAllowed(node, 'orderOfTruths');
      const same: Expression = { op: 'same', left: left.expression, right: right.expression };
      return relation === '==' ? same : { op: 'not', of: same };
    }
    if (left.type === 'string' && right.type === 'string') {
      if (!equality) throw notAllowed(node, 'orderOfTexts');
      const is = 'fact' in left && 'literal' in right ? textIs(rightNode, left.fact, right.literal)
        : 'literal' in left && 'fact' in right ? textIs(leftNode, right.fact, left.literal) : undefined;
      if (is === undefined) throw notAllowed(node, 'comparisonOfTexts');
      return relation === '==' ? is : { op: 'not', of: is };
    }
    throw wrongType(rightNode, left.type, right.type);
  }

  function textIs(node: ASTNode, fact: FactDefinition, value: string): Expression {
    return { op: 'textIn', fact: fact.name, values: [knownValue(node, fact, value)] };
  }

  function membership(node: ASTNode, memberNode: ASTNode, listNode: ASTNode, depth: number): Expression {
    const member = read(memberNode, depth);
    if (listNode.op !== 'list') throw notAllowed(listNode, 'listMember');
    if (member.type === 'bool') throw notAllowed(node, 'listOfTruths');
    const isFact = 'fact' in member || ('operand' in member && member.operand.kind === 'fact');
    if (!isFact) throw notAllowed(memberNode, 'listMember');
    const items = listNode.args.map((item) => ({ item, value: read(item, depth) }));
    if ('fact' in member) {
      const values = items.map(({ item, value }) => {
        if (value.type !== 'string') throw wrongType(item, 'string', value.type);
        if (!('literal' in value)) throw notAllowed(item, 'listMember');
        return knownValue(item, member.fact, value.literal);
      });
      return { op: 'textIn', fact: member.fact.name, values };
    }
    const values = items.map(({ item, value }) => {
      if (value.type !== member.type) throw wrongType(item, member.type, value.type, suggestedNumber(value, member.type));
      if (!('operand' in value) || value.operand.kind !== 'literal') throw notAllowed(item, 'listMember');
      return value.operand.value;
    });
    const operand = (member as { readonly operand: NumberOperand }).operand as { readonly name: string };
    return { op: 'numberIn', fact: operand.name, values };
  }

  function unknownFact(node: ASTNode, name: string): ConditionRefused {
    const known = [...names.facts.keys(), ...[...names.thresholds.keys()].map((threshold) => `thresholds.${threshold}`)];
    return refused('condition-unknown-fact', node, { fact: name, nearest: nearest(name, known) });
  }
}

function bool(expression: Expression): Value {
  return { type: 'bool', expression };
}

/** The parser nests a && b && c to the left, which would count as depth and does not mean any. */
function chain(node: ASTNode, op: '&&' | '||'): ASTNode[] {
  const parts: ASTNode[] = [];
  let rest: ASTNode = node;
  while (rest.op === op) {
    parts.push(rest.args[1]);
    rest = rest.args[0];
  }
  parts.push(rest);
  return parts.reverse();
}

function knownValue(node: ASTNode, fact: FactDefinition, value: string): string {
  const values = fact.value.type === 'text' ? fact.value.values : [];
  if (!values.includes(value)) throw refused('condition-unknown-value', node, { fact: fact.name, value: value.slice(0, 100), allowed: values.join(', ') });
  return value;
}

function mixedNumbers(node: ASTNode, leftNode: ASTNode, left: Value, rightNode: ASTNode, right: Value): ConditionRefused {
  const onRight = suggestedNumber(right, left.type);
  if (onRight !== undefined) return wrongType(rightNode, left.type, right.type, onRight);
  const onLeft = suggestedNumber(left, right.type);
  if (onLeft !== undefined) return wrongType(leftNode, right.type, left.type, onLeft);
  const text = (part: ASTNode) => part.input.slice(part.start, part.end);
  const both = `${text(leftNode)} <= ${text(rightNode)} && ${text(leftNode)} >= ${text(rightNode)}`;
  return wrongType(node, left.type, right.type, node.op === '==' ? both : `!(${both})`);
}

function suggestedNumber(value: Value, type: string): string | undefined {
  if (!('operand' in value) || value.operand.kind !== 'literal') return undefined;
  const { value: number } = value.operand;
  if (type === 'double' && value.type === 'int') return `${number}.0`;
  if (type === 'int' && value.type === 'double' && Number.isSafeInteger(number)) return `${number}`;
  return undefined;
}

function wrongType(node: ASTNode, expected: string, found: string, suggestion?: string): ConditionRefused {
  return refused('condition-wrong-type', node, { expected, found, ...(suggestion === undefined ? {} : { suggestion }) });
}

function notAllowed(node: ASTNode, construct: (typeof constructsLeftOut)[number], params: Readonly<Record<string, string | number>> = {}): ConditionRefused {
  return refused('condition-not-allowed', node, { construct, ...params });
}

function refused(code: ConditionProblem['code'], node: ASTNode, params: Readonly<Record<string, string | number>>): ConditionRefused {
  return new ConditionRefused({ code, at: { start: node.start, end: node.end }, params });
}

function nearest(name: string, known: readonly string[]): string {
  const wanted = name.slice(0, 60).toLowerCase();
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[right.length]!;
}

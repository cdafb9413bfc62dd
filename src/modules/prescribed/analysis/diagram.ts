import { compareNumbers, type Expression, type Relation } from '../conditions/expression.ts';
import type { FactValue } from '../shapes.ts';
import { type Domains, type Grounded, valueOf } from './domains.ts';

/** Is the work that a question may cost; a question that runs out of it is answered with "too hard". */
export interface Effort {
  remaining: number;
}

/** Leaves the search when the effort is spent. */
export class TooHard extends Error {}

type Node =
  | { readonly id: number; readonly kind: 'true' | 'false' }
  | { readonly id: number; readonly kind: 'atom'; readonly fact: string; readonly values: bigint }
  | { readonly id: number; readonly kind: 'relation'; readonly relation: Relation; readonly left: string; readonly right: string }
  | { readonly id: number; readonly kind: 'and' | 'or'; readonly of: readonly Node[] };

type Found = [fact: string, value: FactValue][];

const opposite: Readonly<Record<Relation, Relation>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' };
const mirrored: Readonly<Record<Relation, Relation>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' };

/**
 * Searches for values that make every expression true, over finite domains.
 * Equal parts of formulas are one node, so that what was found impossible once is never searched again.
 */
export class Search {
  private readonly domains: Domains;
  private readonly effort: Effort;
  private readonly nodes = new Map<string, Node>();
  private readonly supports = new Map<number, ReadonlySet<string>>();
  private readonly impossible = new Set<number>();
  private readonly yes: Node = { id: 0, kind: 'true' };
  private readonly no: Node = { id: 1, kind: 'false' };

  constructor(domains: Domains, effort: Effort) {
    this.domains = domains;
    this.effort = effort;
  }

  /** Gives values for the facts that matter, or null when there are none. Refuses: TooHard, thrown when the effort is spent. */
  find(all: readonly { readonly grounded: Grounded; readonly holds: boolean }[]): ReadonlyMap<string, FactValue> | null {
    const parts = all.map(({ grounded, holds }) => this.build(grounded, holds));
    const found: Found = [];
    return this.solve(this.join('and', parts), found) ? new Map(found) : null;
  }

  private spend(work = 1): void {
    this.effort.remaining -= work;
    if (this.effort.remaining < 0) throw new TooHard();
  }

  private build(grounded: Grounded, holds: boolean): Node {
    const known = new Map<Expression, [Node?, Node?]>();
    const of = (part: Expression, wanted: boolean): Node => {
      let both = known.get(part);
      if (both === undefined) known.set(part, (both = []));
      return (both[wanted ? 1 : 0] ??= make(part, wanted));
    };
    const make = (part: Expression, wanted: boolean): Node => {
      this.spend();
      switch (part.op) {
        case 'constant': return part.value === wanted ? this.yes : this.no;
        case 'fact': return this.atom(part.name, (value) => (value === true) === wanted);
        case 'not': return of(part.of, !wanted);
        case 'and':
        case 'or': return this.join((part.op === 'and') === wanted ? 'and' : 'or', part.of.map((inner) => of(inner, wanted)));
        case 'if': return this.join('or', [this.join('and', [of(part.test, true), of(part.yes, wanted)]), this.join('and', [of(part.test, false), of(part.no, wanted)])]);
        case 'same': return this.join('or', [this.join('and', [of(part.left, true), of(part.right, wanted)]), this.join('and', [of(part.left, false), of(part.right, !wanted)])]);
        case 'numberIn':
        case 'textIn': {
          const values = new Set<FactValue>(part.values);
          return this.atom(part.fact, (value) => values.has(value) === wanted);
        }
        case 'compare': {
          const relation = wanted ? part.relation : opposite[part.relation];
          const left = valueOf(part.left, grounded.thresholds);
          const right = valueOf(part.right, grounded.thresholds);
          if (left !== undefined && right !== undefined) return compareNumbers(relation, left, right) ? this.yes : this.no;
          if (right !== undefined && part.left.kind === 'fact') return this.atom(part.left.name, (value) => compareNumbers(relation, value as number, right));
          if (left !== undefined && part.right.kind === 'fact') return this.atom(part.right.name, (value) => compareNumbers(relation, left, value as number));
          if (part.left.kind !== 'fact' || part.right.kind !== 'fact') throw new Error('A comparison without a fact has two numbers');
          return this.relation(relation, part.left.name, part.right.name);
        }
      }
    };
    return of(grounded.expression, holds);
  }

  private values(fact: string): readonly FactValue[] {
    const values = this.domains.get(fact);
    if (values === undefined) throw new Error(`No domain for ${fact}`);
    return values;
  }

  private atom(fact: string, holds: (value: FactValue) => boolean): Node {
    let mask = 0n;
    for (const [index, value] of this.values(fact).entries()) if (holds(value)) mask |= 1n << BigInt(index);
    return this.masked(fact, mask);
  }

  private masked(fact: string, mask: bigint): Node {
    if (mask === 0n) return this.no;
    if (mask === (1n << BigInt(this.values(fact).length)) - 1n) return this.yes;
    return this.intern(`${fact}=${mask.toString(36)}`, (id) => ({ id, kind: 'atom', fact, values: mask }));
  }

  private relation(relation: Relation, left: string, right: string): Node {
    if (left === right) return compareNumbers(relation, 0, 0) ? this.yes : this.no;
    if (left > right) return this.relation(mirrored[relation], right, left);
    return this.intern(`${left}${relation}${right}`, (id) => ({ id, kind: 'relation', relation, left, right }));
  }

  private intern(key: string, make: (id: number) => Node): Node {
    let node = this.nodes.get(key);
    if (node === undefined) this.nodes.set(key, (node = make(this.nodes.size + 2)));
    return node;
  }

  /** Joins parts, flat, each once; atoms of one fact become one atom. */
  private join(kind: 'and' | 'or', parts: readonly Node[]): Node {
    const neutral = kind === 'and' ? this.yes : this.no;
    const decisive = kind === 'and' ? this.no : this.yes;
    const masks = new Map<string, bigint>();
    const rest = new Map<number, Node>();
    const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
    this.spend(1 + Math.floor(flat.length / 16));
    for (const part of flat) {
      if (part === decisive) return decisive;
      if (part === neutral) continue;
      if (part.kind === 'atom') {
        const before = masks.get(part.fact);
        masks.set(part.fact, before === undefined ? part.values : kind === 'and' ? before & part.values : before | part.values);
      } else rest.set(part.id, part);
    }
    for (const [fact, mask] of masks) {
      const atom = this.masked(fact, mask);
      if (atom === decisive) return decisive;
      if (atom !== neutral) rest.set(atom.id, atom);
    }
    const of = [...rest.values()].sort((a, b) => a.id - b.id);
    if (of.length === 0) return neutral;
    if (of.length === 1) return of[0]!;
    return this.intern(`${kind}(${of.map((node) => node.id).join(',')})`, (id) => ({ id, kind, of }));
  }

  private support(node: Node): ReadonlySet<string> {
    const known = this.supports.get(node.id);
    if (known !== undefined) return known;
    const facts = new Set<string>();
    if (node.kind === 'atom') facts.add(node.fact);
    if (node.kind === 'relation') facts.add(node.left).add(node.right);
    if (node.kind === 'and' || node.kind === 'or') for (const part of node.of) for (const fact of this.support(part)) facts.add(fact);
    this.supports.set(node.id, facts);
    return facts;
  }

  /** Narrows a fact to some of its values and simplifies what follows from it. */
  private narrow(node: Node, fact: string, values: bigint, done: Map<number, Node>): Node {
    if (!this.support(node).has(fact)) return node;
    const before = done.get(node.id);
    if (before !== undefined) return before;
    this.spend();
    let after = node;
    if (node.kind === 'atom') after = (values & ~node.values) === 0n ? this.yes : this.masked(fact, node.values & values);
    else if (node.kind === 'relation') {
      const index = singleIndex(values);
      if (index !== undefined) {
        const value = this.values(fact)[index] as number;
        after = node.left === fact
          ? this.atom(node.right, (other) => compareNumbers(node.relation, value, other as number))
          : this.atom(node.left, (other) => compareNumbers(node.relation, other as number, value));
      }
    } else if (node.kind === 'and' || node.kind === 'or') after = this.join(node.kind, node.of.map((part) => this.narrow(part, fact, values, done)));
    done.set(node.id, after);
    return after;
  }

  private solve(node: Node, found: Found): boolean {
    if (node.kind === 'true') return true;
    if (node.kind === 'false' || this.impossible.has(node.id)) return false;
    this.spend();
    const before = found.length;
    const solved = node.kind === 'and' ? this.solveAll(node.of, found) : this.branch(node, found);
    if (!solved) {
      found.length = before;
      this.impossible.add(node.id);
    }
    return solved;
  }

  /** Draws the consequences of single atoms first, then solves what shares no fact separately. */
  private solveAll(parts: readonly Node[], found: Found): boolean {
    for (const atom of parts) {
      if (atom.kind !== 'atom') continue;
      const others = parts.filter((part) => part !== atom);
      const done = new Map<number, Node>();
      const after = others.map((part) => this.narrow(part, atom.fact, atom.values, done));
      if (after.some((part, index) => part !== others[index])) return this.solve(this.join('and', [atom, ...after]), found);
    }
    const groups = this.groups(parts);
    if (groups.length > 1) return groups.every((group) => this.solve(this.join('and', group), found));
    return this.branch(this.join('and', parts), found);
  }

  private groups(parts: readonly Node[]): Node[][] {
    let groups: { facts: Set<string>; parts: Node[] }[] = [];
    for (const part of parts) {
      const merged = { facts: new Set(this.support(part)), parts: [part] };
      const apart: typeof groups = [];
      for (const group of groups) {
        if ([...group.facts].some((fact) => merged.facts.has(fact))) {
          for (const fact of group.facts) merged.facts.add(fact);
          merged.parts.push(...group.parts);
        } else apart.push(group);
      }
      groups = [...apart, merged];
    }
    return groups.map((group) => group.parts);
  }

  private branch(node: Node, found: Found): boolean {
    const fact = this.mostUsed(node);
    const tried = new Set<number>();
    for (const [index, value] of this.values(fact).entries()) {
      const after = this.narrow(node, fact, 1n << BigInt(index), new Map());
      if (tried.has(after.id)) continue;
      tried.add(after.id);
      if (this.solve(after, found)) {
        found.push([fact, value]);
        return true;
      }
    }
    return false;
  }

  private mostUsed(node: Node): string {
    const uses = new Map<string, number>();
    const parts = node.kind === 'and' || node.kind === 'or' ? node.of : [node];
    for (const part of parts) for (const fact of this.support(part)) uses.set(fact, (uses.get(fact) ?? 0) + 1);
    let best = '';
    for (const [fact, count] of uses) if (best === '' || count > uses.get(best)!) best = fact;
    return best;
  }
}

function singleIndex(values: bigint): number | undefined {
  if (values === 0n || (values & (values - 1n)) !== 0n) return undefined;
  return values.toString(2).length - 1;
}

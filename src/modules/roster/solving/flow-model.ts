import { slotMinutes } from '../shapes/planning.ts';
import { addCoverRows } from './cover-rows.ts';
import type { Supply } from './cover-rows.ts';
import type { FlowClass } from './flow-classes.ts';
import { slotsOfBreak, slotsOfDay } from './horizon.ts';
import type { Horizon } from './horizon.ts';
import { Program } from './programs.ts';

/** Is what a node of a class's network leads to. Shape: a node is (day, first shift still open, days worked in a row), or the day that is owed after a first day off. */
export interface FlowArc {
  readonly column: number;
  readonly to: number;
  /** The shift that is worked, −1 for none. */
  readonly shift: number;
}

/** Is the network of one class. Shape: `arcs[day][node]`; arcs without a shift that stay on the day have `sameDay`. */
export interface ClassNetwork {
  readonly nodes: number;
  readonly arcs: readonly (readonly (readonly (FlowArc & { readonly sameDay: boolean })[])[])[];
}

/** Is the program of a horizon with the meaning of its columns. */
export interface FlowModel {
  readonly program: Program;
  readonly networks: readonly ClassNetwork[];
  /** For each day the column that says whether the emergency tier is called. */
  readonly active: readonly (number | undefined)[];
  /** People of one pool on one shift doing one thing. */
  readonly doing: readonly { readonly day: number; readonly shift: number; readonly skill: number; readonly pool: number; readonly column: number }[];
  /** Whether a closed-loop group has a post. */
  readonly posts: readonly { readonly day: number; readonly shift: number; readonly skill: number; readonly group: string; readonly column: number }[];
  /** For each day and class the pool it works in; −1 where it can do nothing. */
  readonly poolOf: readonly (readonly number[])[];
}

/** Numbers a node: the first shift still open and the days worked in a row. */
export const nodeOf = (horizon: Horizon, from: number, run: number): number => run * (horizon.shifts.length + 1) + from;
/** Numbers the node of somebody who has had one day off and is owed another. */
export const restingNode = (horizon: Horizon): number => (horizon.problem.rules.daysInRow + 1) * (horizon.shifts.length + 1);

/** Gives where a node leads: first the shifts in the order of their start, then the day off. Shape: a pure function of the node; class and day only bar shifts. */
export function stepsFrom(horizon: Horizon, node: number): { readonly to: number; readonly shift: number; readonly sameDay: boolean }[] {
  const { daysInRow, daysOffTogether } = horizon.problem.rules;
  const width = horizon.shifts.length + 1;
  if (node === restingNode(horizon)) return [{ to: nodeOf(horizon, 0, 0), shift: -1, sameDay: false }];
  const [run, from] = [Math.floor(node / width), node % width];
  if (from === horizon.shifts.length) return [{ to: run === 0 || daysOffTogether === 1 ? nodeOf(horizon, 0, 0) : restingNode(horizon), shift: -1, sameDay: false }];
  const after = run + 1 >= daysInRow ? horizon.shifts.length : horizon.shifts[from]!.next;
  return [{ to: nodeOf(horizon, after, Math.min(run + 1, daysInRow)), shift: from, sameDay: false }, { to: node + 1, shift: -1, sameDay: true }];
}

/** Builds the program: integer flows of classes, what they do, and the rows of cover. */
export function buildFlow(horizon: Horizon, classes: readonly FlowClass[]): FlowModel {
  const { weights } = horizon.problem;
  const program = new Program();
  const hasEmergency = classes.some(({ tier }) => tier === 'emergency');
  const active = Array.from({ length: horizon.days }, () => (hasEmergency && weights.activationDay > 0 ? program.column(weights.activationDay, 1, true) : undefined));
  const activeRows = active.map((column) => {
    if (column === undefined) return undefined;
    const row = program.row(-Infinity, 0);
    return row;
  });
  const poolNumbers = new Map<string, number>();
  const pools: Pool[] = [];
  const emergencyMost = new Int32Array(horizon.days);
  const poolOf = Array.from({ length: horizon.days }, (_, day) => classes.map(({ group, skills }) => {
    const own = skills[day]!;
    if (own.length === 0) return -1;
    const key = `${day};${group ?? ''};${own.join()}`;
    let pool = poolNumbers.get(key);
    if (pool === undefined) {
      pool = pools.length;
      poolNumbers.set(key, pool);
      pools.push({ group, skills: own, day, rows: horizon.shifts.map(() => program.row(0, 0)) });
    }
    return pool;
  }));
  const networks = classes.map((flowClass, at) => addClass(horizon, program, flowClass, poolOf.map((day) => (day[at] === -1 ? undefined : pools[day[at]!]!.rows)), activeRows, emergencyMost));
  active.forEach((column, day) => column !== undefined && program.put(activeRows[day]!, column, -emergencyMost[day]!));
  return { program, networks, active, poolOf, ...addDoing(horizon, program, pools) };
}

function addClass(horizon: Horizon, program: Program, { tier, members }: FlowClass, rowsOfPool: readonly (readonly number[] | undefined)[], activeRows: readonly (number | undefined)[], emergencyMost: Int32Array): ClassNetwork {
  const nodes = restingNode(horizon) + 1;
  const cost = horizon.problem.weights[tier];
  const starts = new Int32Array(nodes);
  for (const { beginning } of members) starts[beginning.resting ? restingNode(horizon) : nodeOf(horizon, beginning.from, beginning.run)]! += 1;
  const allShifts = program.row(-Infinity, members.reduce((sum, { person }) => sum + person.maxShifts, 0));
  const limitedMinutes = members.every(({ person }) => person.maxMinutes !== undefined);
  const allMinutes = limitedMinutes ? program.row(-Infinity, members.reduce((sum, { person }) => sum + person.maxMinutes!, 0)) : undefined;
  const balance = Array.from({ length: horizon.days + 1 }, () => new Map<number, number>());
  const balanceRow = (day: number, node: number): number => {
    const found = balance[day]!.get(node);
    if (found !== undefined) return found;
    const row = program.row(day === 0 ? -starts[node]! : 0, day === 0 ? -starts[node]! : 0);
    balance[day]!.set(node, row);
    return row;
  };
  starts.forEach((count, node) => count > 0 && balanceRow(0, node));
  const arcs: (FlowArc & { sameDay: boolean })[][][] = [];
  for (let day = 0; day < horizon.days; day += 1) {
    const ofDay: (FlowArc & { sameDay: boolean })[][] = Array.from({ length: nodes }, () => []);
    const there = members.filter(({ own }) => own.skills[day]!.length > 0).length;
    const thatDay = program.row(-Infinity, there);
    if (tier === 'emergency') emergencyMost[day]! += there;
    const musts = horizon.shifts.map((_, shift) => members.filter(({ own }) => own.mustWork[day] === shift).length);
    const mustRows = musts.map((count) => (count > 0 ? program.row(count, Infinity) : undefined));
    // Nodes are visited in their order: within a day every step without a shift leads to a later node.
    for (let node = 0; node < nodes; node += 1) {
      const row = balance[day]!.get(node);
      if (row === undefined) continue;
      for (const step of stepsFrom(horizon, node)) {
        const poolRows = rowsOfPool[day];
        if (step.shift !== -1 && (poolRows === undefined || there === 0)) continue;
        const column = program.column(step.shift === -1 ? 0 : cost, members.length, step.shift !== -1);
        program.put(row, column, -1);
        if (step.sameDay) program.put(balanceRow(day, step.to), column, 1);
        else if (day + 1 < horizon.days) program.put(balanceRow(day + 1, step.to), column, 1);
        if (step.shift !== -1) {
          program.put(thatDay, column, 1);
          program.put(allShifts, column, 1);
          if (allMinutes !== undefined) program.put(allMinutes, column, horizon.shifts[step.shift]!.minutes);
          program.put(poolRows![step.shift]!, column, 1);
          if (tier === 'emergency' && activeRows[day] !== undefined) program.put(activeRows[day]!, column, 1);
          if (mustRows[step.shift] !== undefined) program.put(mustRows[step.shift]!, column, 1);
        }
        ofDay[node]!.push({ ...step, column });
      }
    }
    arcs.push(ofDay);
  }
  return { nodes, arcs };
}

/** Is who can be put to the same things on one day. Shape: `rows` for each shift say how many are there: what they do is −1 in them. */
export interface Pool {
  readonly group: string | undefined;
  readonly skills: readonly number[];
  readonly day: number;
  readonly rows: readonly number[];
}

/** Adds what pools do on their shifts, their breaks, the posts of closed-loop groups, and the rows of cover. */
export function addDoing(horizon: Horizon, program: Program, pools: readonly Pool[], whole = false): Pick<FlowModel, 'doing' | 'posts'> {
  const { weights } = horizon.problem;
  const doing: { day: number; shift: number; skill: number; pool: number; column: number }[] = [];
  const posts: { day: number; shift: number; skill: number; group: string; column: number }[] = [];
  const supplies: Supply[][] = horizon.skills.map(() => []);
  const mixed = new Set(pools.map(({ group }) => group)).size > 1;
  for (let day = 0; day < horizon.days; day += 1) {
    for (const [shift, { slots, breakStarts, type }] of horizon.shifts.entries()) {
      for (const skill of horizon.skills.keys()) {
        const absolute = slots.map((slot) => day * slotsOfDay + slot);
        const most = Math.max(0, ...absolute.map((slot) => horizon.need[skill]![slot]!));
        const able = pools.flatMap((pool, number) => (pool.day === day && pool.skills.includes(skill) ? [{ pool, number }] : []));
        if (able.length === 0) continue;
        const columns = able.map(({ pool, number }) => {
          const column = program.column(0, Infinity, whole);
          program.put(pool.rows[shift]!, column, -1);
          doing.push({ day, shift, skill, pool: number, column });
          return { column, group: pool.group ?? '' };
        });
        if (mixed) addPost(program, columns, mostUseful(horizon, shift, most), (group, column) => posts.push({ day, shift, skill, group, column }));
        for (const { column } of columns) supplies[skill]!.push({ column, slots: absolute, value: 1 });
        if (type.breaks === undefined) continue;
        const row = program.row(0, 0);
        for (const { column } of columns) program.put(row, column, type.breaks.count);
        for (const after of breakStarts) {
          const column = program.column(0);
          program.put(row, column, -1);
          supplies[skill]!.push({ column, slots: slotsOfBreak(horizon.shifts[shift]!, after).map((slot) => day * slotsOfDay + slot), value: -1 });
        }
      }
    }
  }
  for (const skill of horizon.skills.keys()) addCoverRows(program, horizon.need[skill]!, supplies[skill]!, (weights.underCover * slotMinutes) / 60);
  return { doing, posts };
}

function mostUseful(horizon: Horizon, shift: number, most: number): number {
  const { breaks } = horizon.shifts[shift]!.type;
  if (breaks === undefined) return Math.max(1, most);
  // Where breaks can be spread so that at most half are away at once, more than twice the need is never of use.
  return breaks.count * breaks.minutes * 2 <= breaks.latest - breaks.earliest ? Math.max(1, 2 * most) : horizon.problem.people.length;
}

/** Adds that a post of one shift holds people of one closed-loop group. Shape: `most` is the greatest number that can be useful there; whoever is above it does nothing. */
function addPost(program: Program, columns: readonly { readonly column: number; readonly group: string }[], most: number, keep: (group: string, column: number) => void): void {
  const one = program.row(-Infinity, 1);
  for (const group of new Set(columns.map((each) => each.group))) {
    const column = program.column(0, 1, true);
    program.put(one, column, 1);
    const row = program.row(-Infinity, 0);
    program.put(row, column, -most);
    for (const each of columns) if (each.group === group) program.put(row, each.column, 1);
    keep(group, column);
  }
}

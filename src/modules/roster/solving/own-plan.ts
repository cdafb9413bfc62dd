import type { Work } from './coverage.ts';
import type { Staff } from './flow-classes.ts';
import { nodeOf, restingNode, stepsFrom } from './flow-model.ts';
import type { Horizon } from './horizon.ts';

/** Is what one day's choice is worth to a plan. Shape: undefined where it is not open. */
export interface Choice {
  readonly worth: number;
  readonly work: Work;
}

/** Says what a person's days are worth: a shift with the best thing to do on it, and a day off. */
export interface Worth {
  shift(day: number, shift: number): Choice | undefined;
  off(day: number): number;
  /** Says whether a step of the network may be taken; all may, unless a flow is being split. */
  open?(day: number, node: number, step: number): boolean;
}

/** Is the best plan for each number of shifts. Shape: `plan` must be asked before plans are sought for anybody else. */
export interface OwnPlans {
  /** Worth for each number of shifts from 0 up, −∞ where there is none. */
  readonly worth: readonly number[];
  plan(shifts: number): { readonly path: (Work | undefined)[]; readonly steps: readonly { readonly day: number; readonly node: number; readonly step: number }[] };
}

interface Steps { readonly table: readonly (readonly { readonly to: number; readonly shift: number; readonly sameDay: boolean }[])[] }
const tables = new WeakMap<Horizon, Steps>();
function stepsOf(horizon: Horizon): Steps['table'] {
  let known = tables.get(horizon);
  if (known === undefined) {
    known = { table: Array.from({ length: restingNode(horizon) + 1 }, (_, node) => stepsFrom(horizon, node)) };
    tables.set(horizon, known);
  }
  return known.table;
}

interface Room {
  readonly values: readonly Float64Array[];
  readonly minutes: readonly Float64Array[];
  readonly cameFrom: readonly Int32Array[];
  readonly cameBy: readonly Int8Array[];
}
const rooms = new WeakMap<Horizon, Room>();
// One room for all persons of a horizon: to make it anew for each would cost more than to fill it.
function roomFor(horizon: Horizon, size: number): Room {
  let room = rooms.get(horizon);
  if (room === undefined) {
    const every = <T>(make: () => T): T[] => Array.from({ length: horizon.days + 1 }, make);
    room = { values: every(() => new Float64Array(size)), minutes: every(() => new Float64Array(size)), cameFrom: every(() => new Int32Array(size)), cameBy: every(() => new Int8Array(size)) };
    rooms.set(horizon, room);
  }
  return room;
}

/**
 * Finds the plans of greatest worth for one person, one for each number of shifts, by a dynamic program over days, the network's nodes and the shifts worked so far. Rest, days in a row and days off are in the network; leave, skills and locks
 * are in what is open. A limit on minutes prunes: the plan found keeps it, and where shifts differ in length a better one may be missed.
 */
export function bestPlans(horizon: Horizon, { person, own, beginning }: Staff, worth: Worth): OwnPlans {
  const table = stepsOf(horizon);
  const nodes = table.length;
  const counts = Math.min(person.maxShifts, horizon.days) + 1;
  const size = nodes * counts;
  const mostMinutes = person.maxMinutes ?? Infinity;
  const { values, minutes, cameFrom, cameBy } = roomFor(horizon, nodes * (horizon.days + 1));
  for (let day = 0; day <= horizon.days; day += 1) {
    values[day]!.fill(-Infinity, 0, size);
    cameFrom[day]!.fill(-1, 0, size);
  }
  minutes[0]!.fill(0, 0, size);
  const choices: (Choice | undefined)[][] = [];
  values[0]![(beginning.resting ? restingNode(horizon) : nodeOf(horizon, beginning.from, beginning.run)) * counts] = 0;
  for (let day = 0; day < horizon.days; day += 1) {
    const must = own.mustWork[day];
    const able = own.skills[day]!.length > 0;
    const ofDay = horizon.shifts.map((_, shift) => (able && (must === undefined || must === shift) ? worth.shift(day, shift) : undefined));
    choices.push(ofDay);
    const off = must === undefined ? worth.off(day) : -Infinity;
    const [here, next] = [values[day]!, values[day + 1]!];
    for (let node = 0; node < nodes; node += 1) {
      const steps = table[node]!;
      for (let count = 0; count < counts; count += 1) {
        const from = node * counts + count;
        const value = here[from]!;
        if (value === -Infinity) continue;
        for (let at = 0; at < steps.length; at += 1) {
          const step = steps[at]!;
          const choice = step.shift === -1 ? undefined : ofDay[step.shift];
          if (step.shift !== -1 && (choice === undefined || count + 1 >= counts)) continue;
          if (worth.open !== undefined && !worth.open(day, node, at)) continue;
          const spent = minutes[day]![from]! + (step.shift === -1 ? 0 : horizon.shifts[step.shift]!.minutes);
          if (spent > mostMinutes) continue;
          const total = value + (step.sameDay ? 0 : step.shift === -1 ? off : choice!.worth);
          const to = step.to * counts + count + (step.shift === -1 ? 0 : 1);
          const [target, day2] = step.sameDay ? [here, day] : [next, day + 1];
          if (total <= target[to]!) continue;
          target[to] = total;
          minutes[day2]![to] = spent;
          cameFrom[day2]![to] = from;
          // A step within the day is told from one out of the day before by its sign.
          cameBy[day2]![to] = step.sameDay ? -1 - at : at;
        }
      }
    }
  }
  return {
    worth: Array.from({ length: counts }, (_, count) => {
      let best = -Infinity;
      for (let node = 0; node < nodes; node += 1) best = Math.max(best, values[horizon.days]![node * counts + count]!);
      return best;
    }),
    plan(count) {
      let at = -1;
      for (let node = 0; node < nodes; node += 1) if (at === -1 || values[horizon.days]![node * counts + count]! > values[horizon.days]![at]!) at = node * counts + count;
      const path: (Work | undefined)[] = Array.from({ length: horizon.days });
      const taken: { day: number; node: number; step: number }[] = [];
      let day = horizon.days;
      while (cameFrom[day]![at] !== -1) {
        const from = cameFrom[day]![at]!;
        const by = cameBy[day]![at]!;
        if (by >= 0) day -= 1;
        const step = by >= 0 ? by : -1 - by;
        const node = Math.floor(from / counts);
        taken.push({ day, node, step });
        const { shift } = table[node]![step]!;
        if (shift !== -1) path[day] = choices[day]![shift]!.work;
        at = from;
      }
      return { path, steps: taken };
    },
  };
}

import type { Problem } from './board.ts';
import type { Pricer } from './labels.ts';
import type { Master, Solved } from './master.ts';

/** Is the outcome of pricing every employee at given prices: a bound on every roster, and the plans that are worth taking. */
interface Priced { readonly bound: number; readonly plans: { place: number; plan: Int16Array }[] }

/** Is what generating columns shares with whoever runs it. Unit: `left` seconds. */
export interface Running { left(): number; stop(): boolean; bounded(bound: number): void; target(): number }

/** Prices employees at prices of the cover. Shape: `prices` by the cells of the master; bound is valid for every roster when all employees are priced. */
function price(problem: Problem, pricers: readonly Pricer[], master: Master, prices: Float64Array, solved: Solved, free: readonly number[], running: Running, labels: number): Priced | undefined {
  const { shifts, days, wishes, required, under, over } = problem;
  const byCell = new Float64Array(days * shifts);
  let bound = problem.constant;
  master.cells.forEach((cell, at) => {
    byCell[cell] = Math.max(-over[cell]!, Math.min(under[cell]!, prices[at]!));
    bound += byCell[cell]! * required[cell]!;
  });
  // Reduced costs are judged at the master's own prices, wherever the plan was found.
  const own = new Float64Array(days * shifts);
  master.cells.forEach((cell, at) => (own[cell] = solved.cover[at]!));
  const cost = new Float64Array(days * shifts);
  const plans: { place: number; plan: Int16Array }[] = [];
  const costOf = (plan: Int16Array): number => {
    let sum = 0;
    for (let day = 0; day < days; day += 1) if (plan[day]! >= 0) sum += cost[day * shifts + plan[day]!]!;
    return sum;
  };
  for (const place of free) {
    if (running.stop()) return undefined;
    const wish = wishes[place]!;
    for (let cell = 0; cell < cost.length; cell += 1) cost[cell] = wish[cell]! - byCell[cell]!;
    let known = Infinity;
    for (const plan of master.recent(place, 60)) known = Math.min(known, costOf(plan));
    const pricer = pricers[place]!;
    pricer.take(cost);
    const { plan, bound: least } = pricer.cheapest(known, 4, labels);
    bound += least;
    if (plan === undefined) continue;
    let reduced = -solved.employees[place]!;
    for (let day = 0; day < days; day += 1) if (plan[day]! >= 0) reduced += wish[day * shifts + plan[day]!]! - own[day * shifts + plan[day]!]!;
    if (reduced < -1e-6) plans.push({ place, plan });
  }
  return { bound, plans };
}

/**
 * Generates columns until none is worth taking, the bound rounded up meets the master, or time ends; prices are smoothed towards those of the best bound (Wentges).
 * Shape: the master as last solved, undefined when it never was. `rounds` ends it early.
 */
export function generate(problem: Problem, pricers: readonly Pricer[], master: Master, running: Running, free: readonly number[], rounds = Infinity, start?: Float64Array): Solved | undefined {
  const all = free.length === problem.rules.length;
  let centre = start;
  let best = -Infinity;
  let solved = master.solve(running.left());
  for (let round = 0; solved !== undefined && round < rounds && !running.stop(); round += 1) {
    const now = solved;
    let found: Priced | undefined;
    for (const weight of centre === undefined || !all ? [0] : [0.6, 0]) {
      const prices = weight === 0 ? now.cover : now.cover.map((each, at) => (1 - weight) * each + weight * centre![at]!);
      found = price(problem, pricers, master, prices, now, free, running, all ? Number(process.env.LAB ?? 60000) : 30_000);
      if (found === undefined) return solved;
      if (all && found.bound > best) {
        best = found.bound;
        centre = Float64Array.from(prices);
        running.bounded(best);
      }
      if (found.plans.length > 0) break;
    }
    if (found === undefined || master.add(found.plans) === 0) break;
    if (all && Math.ceil(best - 1e-6) >= Math.min(now.value, running.target()) - 1e-6) break;
    const next = master.solve(running.left());
    if (next === undefined) break;
    solved = next;
  }
  return solved;
}

/**
 * Dives to whole plans: fixes the employees whose column is taken most, prices the others anew, and goes on until all are fixed.
 * Shape: plans by employee, undefined when time ended first. `chance` shakes the choice, if given.
 */
export function dive(problem: Problem, pricers: readonly Pricer[], master: Master, running: Running, root: Solved, chance?: () => number): Int16Array[] | undefined {
  const chosen = new Int32Array(problem.rules.length).fill(-1);
  let solved: Solved | undefined = root;
  try {
    for (;;) {
      if (solved === undefined || running.stop()) return undefined;
      const now: Solved = solved;
      const open = [...master.columns.keys()].filter((at) => chosen[master.columns[at]!.place]! < 0 && (now.taken[at] ?? 0) > 1e-6);
      const worth = new Map(open.map((at) => [at, now.taken[at]! + (chance === undefined ? 0 : 0.3 * chance())]));
      open.sort((one, other) => worth.get(other)! - worth.get(one)!);
      let fixed = 0;
      for (const at of open) {
        const { place } = master.columns[at]!;
        if (chosen[place]! >= 0 || (fixed > 0 && now.taken[at]! < 0.85)) continue;
        if (fixed > 0 && now.taken[at]! < 0.999 && fixed >= Math.max(1, problem.rules.length / 8)) continue;
        chosen[place] = at;
        fixed += 1;
      }
      const free = [...chosen.keys()].filter((place) => chosen[place]! < 0);
      if (free.length === 0) return [...chosen].map((at) => master.columns[at]!.plan);
      master.fix(chosen);
      solved = generate(problem, pricers, master, running, free, 8);
    }
  } finally {
    master.fix(new Int32Array(problem.rules.length).fill(-1));
  }
}

import type { Problem } from './board.ts';
import { largestTable } from './best-way.ts';
import { cellsOf, cheapestWay, rulesOf, wholeSpan } from './pricing.ts';
import type { Rules, Tracked } from './pricing.ts';

/** Carries as many limits as the table of each employee can hold within the work that is allowed. */
function trackedFor(rules: Rules, largest: number): Tracked {
  const levels: Tracked[] = [{ minutes: true, weekends: true, counts: [] }, { minutes: true, weekends: false, counts: [] }, { minutes: false, weekends: true, counts: [] }, { minutes: false, weekends: false, counts: [] }];
  return levels.find((tracked) => cellsOf(rules, wholeSpan(rules), tracked) <= largest) ?? levels[3]!;
}

/** Is the prices of the limits that an employee's table does not carry. */
interface LimitPrices { most: number; least: number; weekends: number; readonly counts: Float64Array }

/**
 * Raises a lower bound on every roster: cover, and whatever limits are too many for a table, are priced (Lagrange) and the prices follow the subgradient.
 * Every round's value is a bound by itself. Shape: `loose` leaves the order of shifts and the minutes to the bound's cost, for the longest horizons; ends when `done` says so or the steps have become small.
 * Source: Held, Wolfe and Crowder (1974), step by Polyak's rule towards the target.
 */
export function raiseBound(problem: Problem, target: () => number, done: () => boolean, bounded: (bound: number) => void, loose = false, largest = largestTable / 12): void {
  const { days, shifts, required, under, over, wishes, constant } = problem;
  const cells = days * shifts;
  const prices = new Float64Array(cells);
  const all = loose ? problem.rules.map(({ place }) => rulesOf(problem.instance, place, undefined, true)) : problem.rules;
  const own = problem.rules.map((): LimitPrices => ({ most: 0, least: 0, weekends: 0, counts: new Float64Array(shifts) }));
  const levels = all.map((rules): Tracked => (loose ? { minutes: false, weekends: true, counts: [] } : trackedFor(rules, largest)));
  const cost = new Float64Array(cells);
  let [best, scale, stale] = [-Infinity, 1, 0];
  const direction = new Float64Array(cells);
  while (!done() && scale > 1e-4) {
    let bound = constant;
    const slack = Float64Array.from(required);
    for (let cell = 0; cell < cells; cell += 1) bound += prices[cell]! * required[cell]!;
    const steps: { prices: LimitPrices; most: number; least: number; weekends: number; counts: Float64Array }[] = [];
    let norm = 0;
    for (const rules of all) {
      if (done()) return;
      const limit = own[rules.place]!;
      const tracked = levels[rules.place]!;
      const { employee, unit } = rules;
      const [mostUnits, leastUnits] = [Math.floor(employee.mostMinutes / unit), Math.ceil(employee.leastMinutes / unit)];
      for (let cell = 0, day = 0; day < days; day += 1) {
        for (let shift = 0; shift < shifts; shift += 1, cell += 1) cost[cell] = wishes[rules.place]![cell]! - prices[cell]! + limit.counts[shift]! + (limit.most - limit.least) * rules.minutes[shift]! / unit;
      }
      const way = cheapestWay(rules, wholeSpan(rules), cost, tracked, tracked.weekends ? 0 : limit.weekends);
      if (way === undefined) return;
      bound += way.value - limit.most * mostUnits + limit.least * leastUnits - (tracked.weekends ? 0 : limit.weekends * employee.mostWeekends);
      const counts = new Float64Array(shifts);
      let [units, weekends] = [0, 0];
      way.shifts.forEach((shift, day) => {
        if (shift < 0) return;
        slack[day * shifts + shift]! -= 1;
        units += rules.minutes[shift]! / unit;
        counts[shift]! += 1;
        if (day % 7 === 5 || (day % 7 === 6 && way.shifts[day - 1]! < 0)) weekends += 1;
      });
      const step = { prices: limit, most: tracked.minutes ? 0 : units - mostUnits, least: tracked.minutes ? 0 : leastUnits - units, weekends: tracked.weekends ? 0 : weekends - employee.mostWeekends, counts };
      for (let shift = 0; shift < shifts; shift += 1) {
        counts[shift] = rules.counted.includes(shift) ? counts[shift]! - employee.mostOf[shift]! : 0;
        if (counts[shift]! > 0 || limit.counts[shift]! > 0) norm += counts[shift]! ** 2;
        else counts[shift] = 0;
      }
      for (const [side, price] of [[step.most, limit.most], [step.least, limit.least], [step.weekends, limit.weekends]] as const) if (side > 0 || price > 0) norm += side ** 2 / (side === step.weekends ? 1 : 64);
      steps.push(step);
    }
    bounded(bound);
    if (bound > best + 1e-3 * Math.max(1, Math.abs(best))) stale = 0;
    else stale += 1;
    best = Math.max(best, bound);
    if (stale >= 12) [scale, stale] = [scale * 0.6, 0];
    for (let cell = 0; cell < cells; cell += 1) {
      const fixed = (slack[cell]! > 0 && prices[cell]! >= under[cell]!) || (slack[cell]! < 0 && prices[cell]! <= -over[cell]!);
      direction[cell] = fixed ? 0 : 0.7 * slack[cell]! + 0.3 * direction[cell]!;
      norm += direction[cell]! ** 2;
    }
    if (norm === 0) return;
    const size = scale * Math.max(1, target() - bound) / norm;
    for (let cell = 0; cell < cells; cell += 1) prices[cell] = Math.max(-over[cell]!, Math.min(under[cell]!, prices[cell]! + size * direction[cell]!));
    for (const step of steps) {
      const limit = step.prices;
      limit.most = Math.max(0, limit.most + size * step.most / 64);
      limit.least = Math.max(0, limit.least + size * step.least / 64);
      limit.weekends = Math.max(0, limit.weekends + size * step.weekends);
      step.counts.forEach((each, shift) => (limit.counts[shift] = Math.max(0, limit.counts[shift]! + size * each)));
    }
  }
}

import type { Board } from './board.ts';
import type { Pricer } from './labels.ts';

/** Is how people are planned anew one after the other: how much of the true cost of cover counts beside its prices, and how hard an employee's best plan is looked for. */
export interface Settling { readonly weight: number; readonly noise: number; readonly tuning: number; readonly labels: number }

/**
 * Plans every employee's whole horizon anew once, as the others stand, each exactly; cover costs partly what its prices say and partly what it truly costs now. With a weight that grows from round to round the employees, who all
 * want the same at first, come to agree. Shape: says whether anything changed; ends early when `stop` says so. Source: Wedelin (1995).
 */
export function settle(board: Board, pricers: readonly Pricer[], prices: Float64Array, order: readonly number[], { weight, noise, tuning, labels }: Settling, chance: () => number, stop: () => boolean): boolean {
  const { days, shifts, wishes, required, under, over } = board.problem;
  const cost = new Float64Array(days * shifts);
  let changed = false;
  for (const place of order) {
    if (stop()) return changed;
    const old = board.plans[place]!.slice();
    board.lift(place, 0, days);
    const wish = wishes[place]!;
    for (let cell = 0; cell < cost.length; cell += 1) {
      const marginal = board.present[cell]! < required[cell]! ? -under[cell]! : over[cell]!;
      cost[cell] = wish[cell]! + weight * marginal - (1 - weight) * prices[cell]! + (noise > 0 ? noise * (chance() - 0.5) : 0);
    }
    let known = 0;
    for (let day = 0; day < days; day += 1) if (old[day]! >= 0) known += cost[day * shifts + old[day]!]!;
    const pricer = pricers[place]!;
    pricer.take(cost);
    const { plan } = pricer.cheapest(known - 1e-6, tuning, labels);
    let now = Infinity;
    if (plan !== undefined) {
      now = 0;
      for (let day = 0; day < days; day += 1) if (plan[day]! >= 0) now += cost[day * shifts + plan[day]!]!;
    }
    if (plan !== undefined && now < known - 1e-6) {
      board.put(place, 0, plan);
      changed = true;
    } else board.put(place, 0, old);
  }
  return changed;
}

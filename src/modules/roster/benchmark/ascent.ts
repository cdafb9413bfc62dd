import type { Problem } from './board.ts';
import { Pricer } from './labels.ts';

/** Raises a lower bound on every roster by moving the prices of cover and of each employee's limits; every value is a bound by itself. */
export class Ascent {
  readonly pricers: readonly Pricer[];
  best = -Infinity;
  prices: Float64Array;
  private readonly cost: Float64Array;

  constructor(private readonly problem: Problem) {
    const cells = problem.days * problem.shifts;
    this.pricers = problem.rules.map((rules) => new Pricer(rules));
    this.prices = new Float64Array(cells);
    this.cost = new Float64Array(cells);
  }

  /** Prices everybody with the limits priced only, and gives the bound. Shape: undefined when time ended first. */
  private bound(prices: Float64Array, stop: () => boolean): number | undefined {
    const { required, wishes, constant } = this.problem;
    let bound = constant;
    for (let cell = 0; cell < prices.length; cell += 1) bound += prices[cell]! * required[cell]!;
    for (const [place, pricer] of this.pricers.entries()) {
      if (place % 8 === 0 && stop()) return undefined;
      const wish = wishes[place]!;
      for (let cell = 0; cell < prices.length; cell += 1) this.cost[cell] = wish[cell]! - prices[cell]!;
      pricer.take(this.cost);
      bound += pricer.relaxed();
    }
    return bound;
  }

  /** Gives a first bound, at the prices as they stand. */
  start(stop: () => boolean, bounded: (bound: number) => void): void {
    const bound = this.bound(this.prices, stop);
    if (bound === undefined) return;
    this.best = bound;
    for (const pricer of this.pricers) pricer.mark(false);
    bounded(bound);
  }

  /**
   * Lets every employee move the prices after its own plan, so that the next sees what is taken already; the bound is then that of the round's mean prices. The steps become small by themselves.
   * Shape: ends when `stop` says so or nothing was gained for a while. Source: incremental subgradients, Nedić and Bertsekas (2001).
   */
  wander(step: number, stop: () => boolean, bounded: (bound: number) => void): void {
    const { required, under, over, wishes, days, shifts, rules } = this.problem;
    const cells = this.prices.length;
    const at = Float64Array.from(this.prices);
    const mean = new Float64Array(cells);
    const plan = new Int16Array(days);
    const people = rules.length;
    const order = [...rules.keys()];
    let [size, idle] = [step, 0];
    for (let round = 0; size > 0.02 && !stop(); round += 1) {
      for (let place = people - 1; place > 0; place -= 1) {
        const other = (place * 7919 + round * 104_729) % (place + 1);
        [order[place], order[other]] = [order[other]!, order[place]!];
      }
      if (round % 3 === 0) mean.fill(0);
      for (const place of order) {
        if (stop()) break;
        const pricer = this.pricers[place]!;
        const wish = wishes[place]!;
        for (let cell = 0; cell < cells; cell += 1) this.cost[cell] = wish[cell]! - at[cell]!;
        pricer.take(this.cost);
        pricer.relaxed();
        pricer.walk(plan);
        pricer.turn(0);
        pricer.go(size);
        for (let day = 0; day < days; day += 1) if (plan[day]! >= 0) at[day * shifts + plan[day]!]! -= size;
        for (let cell = 0; cell < cells; cell += 1) {
          const moved = at[cell]! + (size * required[cell]!) / people;
          at[cell] = moved > under[cell]! ? under[cell]! : moved < -over[cell]! ? -over[cell]! : moved;
          mean[cell]! += at[cell]!;
        }
      }
      if (round % 3 !== 2) continue;
      for (let cell = 0; cell < cells; cell += 1) mean[cell]! /= 3 * people;
      const now = this.bound(mean, stop);
      if (now === undefined) break;
      bounded(now);
      if (now > this.best + 1e-3 * Math.abs(this.best)) idle = 0;
      else idle += 1;
      if (now > this.best) {
        this.best = now;
        this.prices.set(mean);
        for (const pricer of this.pricers) pricer.mark(false);
      }
      if (idle >= 2) {
        size *= 0.7;
        idle = 0;
      }
    }
    for (const pricer of this.pricers) pricer.mark(true);
  }
}

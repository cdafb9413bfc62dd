import type { Staff } from './flow-classes.ts';
import type { Horizon } from './horizon.ts';

/** Is what a person's own days cost: wishes that are not met, changes against what was published, and the shift itself. Shape: shift −1 is a day off. */
export interface OwnCosts {
  of(day: number, shift: number): number;
}

/** Gives what a person's own days cost. */
export function ownCosts(horizon: Horizon, { person }: Staff, published?: ReadonlyMap<number, number>): OwnCosts {
  const width = horizon.shifts.length + 1;
  const costs = new Float64Array(horizon.days * width);
  const { weights } = horizon.problem;
  for (let shift = 0; shift < horizon.shifts.length; shift += 1) for (let day = 0; day < horizon.days; day += 1) costs[day * width + shift + 1] = weights[person.tier];
  for (const wish of person.wishes) {
    const wanted = wish.shift === null ? -1 : horizon.shiftNumber.get(wish.shift);
    if (wish.day < horizon.days) for (let shift = -1; shift < horizon.shifts.length; shift += 1) if (shift !== wanted) costs[wish.day * width + shift + 1]! += wish.weight * weights.wish;
  }
  if (published !== undefined) for (let day = 0; day < horizon.days; day += 1) for (let shift = -1; shift < horizon.shifts.length; shift += 1) if (shift !== (published.get(day) ?? -1)) costs[day * width + shift + 1]! += weights.change;
  return { of: (day, shift) => costs[day * width + shift + 1]! };
}

/** Gives the published shifts of everybody. Shape: nothing where nothing was published. */
export function publishedShifts(horizon: Horizon): readonly ReadonlyMap<number, number>[] | undefined {
  const { published, people } = horizon.problem;
  if (published === undefined) return undefined;
  const numbers = new Map(people.map(({ person }, at) => [person, at]));
  const shifts = people.map(() => new Map<number, number>());
  for (const { person, day, shift } of published) {
    const [at, own] = [numbers.get(person), horizon.shiftNumber.get(shift)];
    if (at !== undefined && own !== undefined) shifts[at]!.set(day, own);
  }
  return shifts;
}

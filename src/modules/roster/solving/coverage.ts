import { slotMinutes } from '../shapes/planning.ts';
import type { Assignment } from '../shapes/planning.ts';
import { slotsOfBreak, slotsOfDay } from './horizon.ts';
import type { Horizon } from './horizon.ts';

/** Is who works what on one day of somebody's plan. Shape: numbers of shift and skill; breaks in minutes after the start. */
export interface Work {
  readonly shift: number;
  readonly skill: number;
  readonly breaksAt?: readonly number[];
}

/** Is somebody's plan: what they work on each day, undefined on a day off. */
export type Path = readonly (Work | undefined)[];

/** Keeps who is there while a plan is changed person by person. */
export class Coverage {
  readonly #horizon: Horizon;
  readonly #there: Int32Array[];
  readonly #gains = new Map<number, { readonly gain: number; readonly breaksAt: readonly number[] | undefined }>();
  readonly #groups = new Map<number, Map<string, number>>();
  readonly emergency: Int32Array;
  readonly slotCost: number;

  constructor(horizon: Horizon) {
    this.#horizon = horizon;
    this.#there = horizon.need.map((need) => new Int32Array(need.length));
    this.emergency = new Int32Array(horizon.days);
    this.slotCost = (horizon.problem.weights.underCover * slotMinutes) / 60;
  }

  #key(day: number, shift: number, skill: number): number {
    return (day * this.#horizon.shifts.length + shift) * this.#horizon.skills.length + skill;
  }

  /** Adds or takes away one person's work. */
  change(day: number, work: Work, group: string | undefined, emergency: boolean, by: 1 | -1): void {
    const shift = this.#horizon.shifts[work.shift]!;
    const there = this.#there[work.skill]!;
    for (const slot of shift.slots) there[day * slotsOfDay + slot]! += by;
    for (const slot of this.#absent(work.shift, work.breaksAt)) there[day * slotsOfDay + slot]! -= by;
    if (emergency) this.emergency[day]! += by;
    const key = this.#key(day, work.shift, work.skill);
    const groups = this.#groups.get(key) ?? new Map<string, number>();
    groups.set(group ?? '', (groups.get(group ?? '') ?? 0) + by);
    if (groups.get(group ?? '') === 0) groups.delete(group ?? '');
    this.#groups.set(key, groups);
    for (let near = Math.max(0, day - 1); near <= Math.min(this.#horizon.days - 1, day + 1); near += 1) for (let other = 0; other < this.#horizon.shifts.length; other += 1) this.#gains.delete(this.#key(near, other, work.skill));
  }

  #absent(shift: number, breaksAt: readonly number[] | undefined): Set<number> {
    const own = this.#horizon.shifts[shift]!;
    const inside = new Set(own.slots);
    return new Set((breaksAt ?? []).flatMap((after) => slotsOfBreak(own, after)).filter((slot) => inside.has(slot)));
  }

  /** Says whether a post of a shift is free for people of a closed-loop group. */
  fits(day: number, shift: number, skill: number, group: string | undefined): boolean {
    const groups = this.#groups.get(this.#key(day, shift, skill));
    return groups === undefined || groups.size === 0 || (groups.size === 1 && groups.has(group ?? ''));
  }

  /** Gives what this very work would save of under-cover if it were added now. */
  saved(day: number, work: Work): number {
    const absent = this.#absent(work.shift, work.breaksAt);
    const [need, there] = [this.#horizon.need[work.skill]!, this.#there[work.skill]!];
    let slots = 0;
    for (const slot of this.#horizon.shifts[work.shift]!.slots) if (!absent.has(slot) && need[day * slotsOfDay + slot]! > there[day * slotsOfDay + slot]!) slots += 1;
    return slots * this.slotCost;
  }

  /** Gives what one more person would save of under-cover, with the breaks that cost least. */
  gain(day: number, shift: number, skill: number): { readonly gain: number; readonly breaksAt: readonly number[] | undefined } {
    const key = this.#key(day, shift, skill);
    const known = this.#gains.get(key);
    if (known !== undefined) return known;
    const own = this.#horizon.shifts[shift]!;
    const need = this.#horizon.need[skill]!;
    const there = this.#there[skill]!;
    const missing = (slot: number): number => need[day * slotsOfDay + slot]! - there[day * slotsOfDay + slot]!;
    const breaksAt = own.type.breaks === undefined ? undefined : placeBreaks(own.type.breaks.count, own.type.breaks.minutes, own.breakStarts, (after) => slotsOfBreak(own, after).reduce((sum, slot) => sum + (missing(slot) > 0 ? 1000 : 0) + missing(slot) / 1000, 0));
    const absent = this.#absent(shift, breaksAt);
    let slots = 0;
    for (const slot of own.slots) if (!absent.has(slot) && missing(slot) > 0) slots += 1;
    const result = { gain: slots * this.slotCost, breaksAt };
    this.#gains.set(key, result);
    return result;
  }
}

/** Places breaks so that they cost least, one after the other in time. Shape: minutes after the shift's start, in order. */
export function placeBreaks(count: number, minutes: number, starts: readonly number[], cost: (after: number) => number): readonly number[] {
  // best[k][i]: the least cost of k breaks, the last of them at starts[i].
  let best = starts.map((after) => ({ cost: cost(after), chosen: [after] }));
  const costs = best.map((each) => each.cost);
  for (let more = 1; more < count; more += 1) {
    best = starts.map((after, at) => {
      let before: { cost: number; chosen: number[] } | undefined;
      for (let earlier = 0; earlier < at; earlier += 1) if (starts[earlier]! + minutes <= after && best[earlier]!.chosen.length === more && (before === undefined || best[earlier]!.cost < before.cost)) before = best[earlier];
      return before === undefined ? { cost: Infinity, chosen: [] } : { cost: before.cost + costs[at]!, chosen: [...before.chosen, after] };
    });
  }
  return best.reduce((one, other) => (other.cost < one.cost ? other : one), { cost: Infinity, chosen: [] as number[] }).chosen;
}

/** Gives a path as assignments. */
export function assignmentsOf(horizon: Horizon, person: string, path: Path): Assignment[] {
  return path.flatMap((work, day) => (work === undefined ? [] : [{ person, day, shift: horizon.shifts[work.shift]!.type.shift, skill: horizon.skills[work.skill]!, ...(work.breaksAt === undefined ? {} : { breaksAt: [...work.breaksAt] }) }]));
}

/** Gives assignments as paths, one for each person of the problem. */
export function pathsOf(horizon: Horizon, assignments: readonly Assignment[]): (Work | undefined)[][] {
  const numbers = new Map(horizon.problem.people.map(({ person }, at) => [person, at]));
  const paths = horizon.problem.people.map(() => Array.from<Work | undefined>({ length: horizon.days }));
  for (const { person, day, shift, skill, breaksAt } of assignments) {
    const [at, own, what] = [numbers.get(person), horizon.shiftNumber.get(shift), horizon.skillNumber.get(skill)];
    if (at !== undefined && own !== undefined && what !== undefined && day < horizon.days) paths[at]![day] = { shift: own, skill: what, ...(breaksAt === undefined ? {} : { breaksAt }) };
  }
  return paths;
}

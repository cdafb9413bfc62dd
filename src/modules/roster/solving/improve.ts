import { Coverage } from './coverage.ts';
import type { Path, Work } from './coverage.ts';
import type { Staff } from './flow-classes.ts';
import type { Horizon } from './horizon.ts';
import { keepsRules } from './keeping.ts';
import { ownCosts, publishedShifts } from './own-costs.ts';
import type { OwnCosts } from './own-costs.ts';
import { bestPlans } from './own-plan.ts';
import type { Choice, Worth } from './own-plan.ts';

/** Is a plan that is changed person by person; every path in it keeps every rule of its person. */
export class Improvement {
  readonly horizon: Horizon;
  readonly staff: readonly Staff[];
  readonly coverage: Coverage;
  readonly paths: (Work | undefined)[][];
  readonly costs: readonly OwnCosts[];

  constructor(horizon: Horizon, staff: readonly Staff[], start: readonly (Path | undefined)[]) {
    this.horizon = horizon;
    this.staff = staff;
    this.coverage = new Coverage(horizon);
    this.paths = staff.map(() => Array.from<Work | undefined>({ length: horizon.days }));
    const published = publishedShifts(horizon);
    this.costs = staff.map((one) => ownCosts(horizon, one, published?.[one.at]));
    start.forEach((path, at) => path !== undefined && this.put(at, path.map((work, day) => (work === undefined ? undefined : this.withBreaks(day, work)))));
  }

  /** Gives a day's work the breaks that cost least now, where it has none. */
  withBreaks(day: number, work: Work): Work {
    if (work.breaksAt !== undefined || this.horizon.shifts[work.shift]!.type.breaks === undefined) return work;
    const { breaksAt } = this.coverage.gain(day, work.shift, work.skill);
    return { shift: work.shift, skill: work.skill, ...(breaksAt === undefined ? {} : { breaksAt }) };
  }

  /** Puts somebody's plan in; the days they had must have been taken out. */
  put(at: number, path: readonly (Work | undefined)[]): void {
    this.#change(at, path, 1);
    this.paths[at] = [...path];
  }

  /** Takes somebody's plan out. */
  take(at: number): (Work | undefined)[] {
    const path = this.paths[at]!;
    this.#change(at, path, -1);
    this.paths[at] = path.map(() => undefined);
    return path;
  }

  #change(at: number, path: readonly (Work | undefined)[], by: 1 | -1): void {
    const { person } = this.staff[at]!;
    path.forEach((work, day) => work !== undefined && this.coverage.change(day, work, person.group, person.tier === 'emergency', by));
  }

  /** Says what somebody's days are worth as the others stand. */
  worth(at: number): Worth {
    const { person, own } = this.staff[at]!;
    const costs = this.costs[at]!;
    const { activationDay } = this.horizon.problem.weights;
    return {
      shift: (day, shift) => {
        let best: Choice | undefined;
        for (const skill of own.skills[day]!) {
          if (!this.coverage.fits(day, shift, skill, person.group)) continue;
          const { gain, breaksAt } = this.coverage.gain(day, shift, skill);
          const worth = gain - costs.of(day, shift) - (person.tier === 'emergency' && this.coverage.emergency[day] === 0 ? activationDay : 0);
          if (best === undefined || worth > best.worth) best = { worth, work: { shift, skill, ...(breaksAt === undefined ? {} : { breaksAt }) } };
        }
        return best;
      },
      off: (day) => -costs.of(day, -1),
    };
  }

  /** Plans one person anew while the others stay. Shape: what the plan as a whole gained, never below 0. */
  again(at: number): number {
    const found = this.proposed(at);
    if (found === undefined) return 0;
    this.take(at);
    this.put(at, found.path);
    return found.gain;
  }

  /** Finds a better plan for one person while the others stay. Shape: nothing where there is none; what their plan broke counts as a gain of 1. */
  proposed(at: number): { readonly gain: number; readonly path: (Work | undefined)[] } | undefined {
    if (this.#idle(at)) return undefined;
    const before = this.take(at);
    const value = this.#value(at, before);
    const plans = bestPlans(this.horizon, this.staff[at]!, this.worth(at));
    let count = 0;
    plans.worth.forEach((each, shifts) => {
      if (each > plans.worth[count]! + 1e-9) count = shifts;
    });
    const best = plans.worth[count]!;
    const path = best > value + 1e-6 ? plans.plan(count).path : undefined;
    this.put(at, before);
    return path === undefined ? undefined : { gain: Number.isFinite(value) ? best - value : 1, path };
  }

  /** Plans somebody anew whose days break a rule, for what others changed or who was taken ill. */
  repair(at: number): void {
    const path = this.take(at);
    if (keepsRules(this.horizon, this.staff[at]!, path)) this.put(at, path);
    else this.again(at);
  }

  /** Says that somebody works on no day and that no day would be worth it; most of an emergency tier stands so. */
  #idle(at: number): boolean {
    const { own } = this.staff[at]!;
    if (this.paths[at]!.some((work) => work !== undefined) || own.mustWork.some((shift) => shift !== undefined)) return false;
    const worth = this.worth(at);
    for (let day = 0; day < this.horizon.days; day += 1) if (own.skills[day]!.length > 0) for (let shift = 0; shift < this.horizon.shifts.length; shift += 1) if ((worth.shift(day, shift)?.worth ?? -Infinity) > worth.off(day)) return false;
    return true;
  }

  /** Gives what a path would be worth to the plan. Shape: −∞ where a lock is not kept. */
  #value(at: number, path: readonly (Work | undefined)[]): number {
    const costs = this.costs[at]!;
    const { person, own } = this.staff[at]!;
    const { activationDay } = this.horizon.problem.weights;
    let value = 0;
    const added: number[] = [];
    for (let day = 0; day < path.length; day += 1) {
      const work = path[day];
      const must = own.mustWork[day];
      if (must !== undefined && work?.shift !== must) value = -Infinity;
      value -= costs.of(day, work?.shift ?? -1);
      if (work === undefined) continue;
      if (person.tier === 'emergency' && this.coverage.emergency[day] === 0) value -= activationDay;
      value += this.coverage.saved(day, work);
      this.coverage.change(day, work, person.group, false, 1);
      added.push(day);
    }
    for (const day of added) this.coverage.change(day, path[day]!, person.group, false, -1);
    return value;
  }

  /** Gives everybody's breaks their best place once more. */
  placeBreaksAgain(): void {
    for (const [at, path] of this.paths.entries()) {
      const { person } = this.staff[at]!;
      path.forEach((work, day) => {
        if (work?.breaksAt === undefined) return;
        this.coverage.change(day, work, person.group, person.tier === 'emergency', -1);
        const again = this.withBreaks(day, { shift: work.shift, skill: work.skill });
        const better = this.coverage.saved(day, again) > this.coverage.saved(day, work) + 1e-9 ? again : work;
        this.coverage.change(day, better, person.group, person.tier === 'emergency', 1);
        path[day] = better;
      });
    }
  }

  /** Plans people anew in turn until nothing is gained or it shall stop. */
  improve(order: readonly number[], goOn: () => boolean, least = 1e-3): void {
    let gained = Infinity;
    while (gained > least && goOn()) {
      gained = 0;
      for (const at of order) {
        if (!goOn()) return;
        gained += this.again(at);
      }
    }
  }

  /**
   * Takes the plans of a few people out together and plans them anew, the cheapest tier first, as long as it may; what is not better is put back. So the front line takes over what the reserve was called for.
   * Shape: the same chance gives the same plan, as far as the time allows.
   */
  takeOver(chance: () => number, goOn: () => boolean): void {
    const { weights } = this.horizon.problem;
    const dear = this.staff.filter(({ at, person }) => weights[person.tier] > weights.front && this.paths[at]!.some((work) => work !== undefined)).map(({ at }) => at);
    const bySkill = this.horizon.skills.map((_, skill) => this.staff.filter(({ person, own }) => person.tier === 'front' && own.skills.some((ofDay) => ofDay.includes(skill))).map(({ at }) => at));
    let idle = 0;
    while (goOn() && dear.length > 0 && idle < Math.max(40, dear.length)) {
      const at = dear[Math.floor(chance() * dear.length)]!;
      const used = this.paths[at]!.filter((work) => work !== undefined);
      if (used.length === 0) {
        idle += 1;
        continue;
      }
      const skill = used[Math.floor(chance() * used.length)]!.skill;
      const spare = bySkill[skill]!.filter((other) => this.paths[other]!.filter((work) => work !== undefined).length < this.staff[other]!.person.maxShifts);
      const also = dear.filter((other) => other !== at && this.paths[other]!.some((work) => work?.skill === skill));
      const some = (from: readonly number[], count: number): number[] => Array.from({ length: Math.min(count, from.length) }, () => from[Math.floor(chance() * from.length)]!);
      const others = new Set([...some(spare, 4), ...some(also, 3)]);
      others.delete(at);
      idle = this.#together([...others, at].toSorted((one, other) => weights[this.staff[one]!.person.tier] - weights[this.staff[other]!.person.tier])) ? 0 : idle + 1;
    }
  }

  #together(members: readonly number[]): boolean {
    const before = members.map((at) => this.take(at));
    const worthOf = (paths: readonly (readonly (Work | undefined)[])[]): number => {
      let sum = 0;
      members.forEach((at, own) => {
        sum += this.#value(at, paths[own]!);
        this.put(at, paths[own]!);
      });
      return sum;
    };
    const old = worthOf(before);
    for (const at of members) this.take(at);
    for (const at of members) this.again(at);
    const after = members.map((at) => this.take(at));
    const now = worthOf(after);
    if (now > old + 1e-6) return true;
    for (const at of members) this.take(at);
    members.forEach((at, own) => this.put(at, before[own]!));
    return false;
  }
}

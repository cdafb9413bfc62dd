import { bestWay } from './best-way.ts';
import type { Instance } from './instance.ts';
import { rulesOf, spanWithin, workOf } from './pricing.ts';
import type { Rules } from './pricing.ts';

/** Is an instance laid out for solving. Shape: tables by day × shift; `wishes` per employee what the shift adds to `constant`; cover that nobody asked for has weights of zero. */
export interface Problem {
  readonly instance: Instance;
  readonly days: number;
  readonly shifts: number;
  readonly rules: readonly Rules[];
  readonly wishes: readonly Float64Array[];
  readonly constant: number;
  readonly required: Int32Array;
  readonly under: Float64Array;
  readonly over: Float64Array;
}

/** Lays an instance out for solving. */
export function problemOf(instance: Instance): Problem {
  const { days } = instance;
  const shifts = instance.shifts.length;
  const wishes = instance.employees.map(() => new Float64Array(days * shifts));
  let constant = 0;
  for (const { employee, day, shift, weight } of instance.wanted) {
    wishes[employee]![day * shifts + shift]! -= weight;
    constant += weight;
  }
  for (const { employee, day, shift, weight } of instance.unwanted) wishes[employee]![day * shifts + shift]! += weight;
  const [required, under, over] = [new Int32Array(days * shifts), new Float64Array(days * shifts), new Float64Array(days * shifts)];
  for (const cover of instance.cover) {
    const cell = cover.day * shifts + cover.shift;
    [required[cell], under[cell], over[cell]] = [cover.required, cover.under, cover.over];
  }
  return { instance, days, shifts, rules: instance.employees.map((_, place) => rulesOf(instance, place)), wishes, constant, required, under, over };
}

/** Is a roster while it is worked on: who works what, how many stand on each shift, and what it costs. */
export class Board {
  readonly plans: Int16Array[];
  readonly present: Int32Array;
  value: number;
  private readonly cost: Float64Array;

  constructor(readonly problem: Problem) {
    const { days, shifts, rules, constant, required, under } = problem;
    this.plans = rules.map(() => new Int16Array(days).fill(-1));
    this.present = new Int32Array(days * shifts);
    this.cost = new Float64Array(days * shifts);
    this.value = constant + required.reduce((sum, each, cell) => sum + each * under[cell]!, 0);
  }

  /** Gives what one more person on a shift costs the cover; below zero where one is missing. */
  marginal(cell: number): number {
    const { required, under, over } = this.problem;
    return this.present[cell]! < required[cell]! ? -under[cell]! : over[cell]!;
  }

  /** Takes what an employee works from a day up to another off the board; the days then stand free. */
  lift(place: number, from: number, to: number): void {
    const { shifts, wishes } = this.problem;
    const plan = this.plans[place]!;
    for (let day = from; day < to; day += 1) {
      if (plan[day]! < 0) continue;
      const cell = day * shifts + plan[day]!;
      this.present[cell]! -= 1;
      this.value -= wishes[place]![cell]! + this.marginal(cell);
      plan[day] = -1;
    }
  }

  /** Puts days of an employee onto the board, where they stand free. */
  put(place: number, from: number, days: Int16Array): void {
    const { shifts, wishes } = this.problem;
    const plan = this.plans[place]!;
    days.forEach((shift, at) => {
      plan[from + at] = shift;
      if (shift < 0) return;
      const cell = (from + at) * shifts + shift;
      this.value += wishes[place]![cell]! + this.marginal(cell);
      this.present[cell]! += 1;
    });
  }

  /** Gives what each shift costs an employee as the others stand. Shape: valid until the next call; noise is at most `noise`. */
  costs(place: number, from: number, to: number, noise = 0, chance: () => number = () => 0): Float64Array {
    const { shifts, wishes } = this.problem;
    for (let cell = from * shifts; cell < to * shifts; cell += 1) this.cost[cell] = wishes[place]![cell]! + this.marginal(cell) + (noise > 0 ? noise * chance() : 0);
    return this.cost;
  }

  /** Gives the rules with a few shifts only: those that stand before and after, and those that are needed most; chance shakes which. */
  few(place: number, plan: Int16Array, from: number, to: number, many: number, chance: () => number): Rules {
    const { shifts, days, instance, rules } = this.problem;
    const { employee, classOf } = rules[place]!;
    const need = new Float64Array(shifts);
    for (let day = from; day < to; day += 1) {
      if (employee.away[day] === 0) for (let shift = 0; shift < shifts; shift += 1) need[shift]! += Math.min(0, this.marginal(day * shifts + shift) + this.problem.wishes[place]![day * shifts + shift]!);
    }
    const usable = [...need.keys()].filter((shift) => classOf[shift]! >= 0).map((shift) => ({ shift, worth: need[shift]! * (0.3 + chance()) }));
    const only = new Set(usable.sort((one, other) => one.worth - other.worth).slice(0, many).map(({ shift }) => shift));
    for (const day of [from - 1, to]) if (day >= 0 && day < days && plan[day]! >= 0) only.add(plan[day]!);
    return rulesOf(instance, place, only);
  }

  /** Puts the cheapest days of an employee, who stands free there, as the others stand. Shape: false when none was found and the days still stand free. */
  plan(place: number, from: number, to: number, noise = 0, chance: () => number = () => 0): boolean {
    let rules = this.problem.rules[place]!;
    const plan = this.plans[place]!;
    // A table of all shifts would take too long: a few of them at a time.
    if (workOf(rules, spanWithin(rules, plan, from, to)) > 1_500_000) rules = this.few(place, plan, from, to, 3, chance);
    const { way } = bestWay(rules, spanWithin(rules, plan, from, to), this.costs(place, from, to, noise, chance), 400_000);
    if (way === undefined) return false;
    this.put(place, from, way.shifts);
    return true;
  }

  /** Replaces the whole board by other plans. */
  replace(plans: readonly Int16Array[]): void {
    plans.forEach((plan, place) => {
      this.lift(place, 0, this.problem.days);
      this.put(place, 0, plan);
    });
  }

  /** Copies the plans. */
  copy(): Int16Array[] {
    return this.plans.map((plan) => plan.slice());
  }
}

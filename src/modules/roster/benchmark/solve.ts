import loadHighs from 'highs';
import type { Highs } from 'highs';
import { Board, problemOf } from './board.ts';
import type { Problem } from './board.ts';
import { checkRoster } from './checker.ts';
import type { NamedRoster, Verdict } from './checker.ts';
import { firstPlan, fitsWhole } from './first.ts';
import { dive, generate } from './generation.ts';
import type { Running } from './generation.ts';
import type { Instance } from './instance.ts';
import { bestWay } from './best-way.ts';
import { wholeSpan, workOf } from './pricing.ts';
import { raiseBound } from './lagrange.ts';
import { Master } from './master.ts';
import { chanceOf, improve } from './search.ts';

/** Is how far solving has come. Unit: seconds. */
export interface RosterProgress { readonly seconds: number; readonly objective: number; readonly lowerBound: number }

/** Is what solving may take. Unit: seconds, from the call on. Shape: the same seed takes the same chances. */
export interface RosterOptions {
  readonly seconds: number;
  readonly seed?: number;
  onProgress?(progress: RosterProgress): void;
  shouldStop?(): boolean;
}

/** Is a roster with its proof. Shape: `gap` is (objective − lowerBound) / objective, 0 where both are 0; `check` is the independent verdict. Unit: `wallSeconds`. */
export interface SolvedRoster {
  readonly objective: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly optimal: boolean;
  readonly wallSeconds: number;
  readonly assignment: NamedRoster;
  readonly costs: { readonly requests: number; readonly cover: number };
  readonly check: Verdict;
}

/** Is why there is no roster. Shape: `proven` when no plan of the employee can keep the limits. */
export interface NoRoster { readonly employee: string; readonly proven: boolean; readonly reason: string }

/** Loads the solver of linear programs once; `solveRoster` is synchronous with it. */
export const loadSolver = (): Promise<Highs> => loadHighs();

class Solving implements Running {
  readonly board: Board;
  best: Int16Array[] = [];
  value = Infinity;
  lower = 0;
  private end: number;
  private readonly began = performance.now();

  constructor(readonly problem: Problem, readonly highs: Highs, readonly options: RosterOptions) {
    this.board = new Board(problem);
    this.end = options.seconds;
  }

  elapsed(): number {
    return (performance.now() - this.began) / 1000;
  }

  left(): number {
    return this.end - this.elapsed();
  }

  isOptimal(): boolean {
    return this.lower >= this.value - 1e-6;
  }

  /** Runs a phase that may take a part of the time that is left. */
  during<T>(part: number, phase: () => T): T {
    this.end = this.elapsed() + part * (this.options.seconds - this.elapsed());
    try {
      return phase();
    } finally {
      this.end = this.options.seconds;
    }
  }

  stop(): boolean {
    return this.left() <= 0 || this.isOptimal() || (this.options.shouldStop?.() ?? false);
  }

  target(): number {
    return this.value;
  }

  /** Every weight is a whole number, and so is every roster's cost. */
  bounded(bound: number): void {
    const whole = Math.ceil(bound - 1e-5);
    if (!(whole > this.lower)) return;
    this.lower = Math.min(whole, this.value);
    this.tell();
  }

  keep(): void {
    if (this.board.value >= this.value - 1e-6) return;
    this.value = Math.round(this.board.value);
    this.best = this.board.copy();
    this.tell();
  }

  take(plans: readonly Int16Array[]): void {
    this.board.replace(plans);
    this.keep();
  }

  tell(): void {
    this.options.onProgress?.({ seconds: this.elapsed(), objective: this.value, lowerBound: this.lower });
  }

  /** Searches until a moment. Unit: seconds from the beginning. */
  search(until: number, chance: () => number): void {
    const from = this.elapsed();
    const end = Math.min(until, this.options.seconds);
    improve(this.board, chance, () => (this.elapsed() - from) / Math.max(0.001, end - from), () => this.stop() || this.elapsed() >= end, () => this.keep());
  }
}

/** Measures how long pricing every employee once takes. Unit: seconds. */
function sweepSeconds(solving: Solving): number {
  const from = solving.elapsed();
  const { rules, wishes } = solving.problem;
  bestWay(rules[0]!, wholeSpan(rules[0]!), wishes[0]!);
  return (solving.elapsed() - from) * rules.length;
}

/** Generates columns, dives, and chooses from the pool, until the bound is met or time ends. */
function byColumns(solving: Solving, chance: () => number): void {
  const { problem, options } = solving;
  const master = new Master(problem, solving.highs);
  const everyone = [...problem.rules.keys()];
  const pool = (plans: readonly Int16Array[]): number => master.add(plans.map((plan, place) => ({ place, plan: plan.slice() })));
  try {
    pool(solving.best);
    const root = solving.during(0.65, () => generate(problem, master, solving, everyone));
    for (let round = 0; root !== undefined && !solving.stop() && round < 6; round += 1) {
      const now = round === 0 ? root : master.solve(solving.left());
      const plans = now === undefined ? undefined : solving.during(0.6, () => dive(problem, master, solving, now, round === 0 ? undefined : chance));
      if (plans === undefined) break;
      solving.take(plans);
      if (solving.stop()) break;
      solving.search(solving.elapsed() + Math.min(0.5 + round, 0.1 * solving.left()), chance);
      pool(solving.best);
      if (solving.stop()) break;
      const chosen = master.whole(Math.min(0.4 * solving.left(), 0.25 * options.seconds), solving.value, solving.best);
      if (chosen !== undefined) solving.take(chosen);
    }
  } finally {
    master.dispose();
  }
}

/**
 * Makes a roster with a proven lower bound: a first board, a search, then columns with their bound where one employee's horizon fits a table, else priced limits.
 * Synchronous; ends within `seconds`. Shape: the same instance and seed take the same steps, as far as time allows.
 */
export function solveRoster(highs: Highs, instance: Instance, options: RosterOptions): { readonly solved: SolvedRoster } | { readonly none: NoRoster } {
  const problem = problemOf(instance);
  const solving = new Solving(problem, highs, options);
  const chance = chanceOf(options.seed ?? 1);
  for (const place of problem.rules.keys()) {
    const outcome = firstPlan(solving.board, place, chance, () => solving.elapsed() > options.seconds * 0.8);
    if (outcome === 'found') continue;
    const employee = instance.employees[place]!.id;
    return { none: { employee, proven: outcome === 'impossible', reason: outcome === 'impossible' ? 'No plan of this employee keeps every limit; loosen one of them.' : 'No plan of this employee that keeps every limit was found.' } };
  }
  solving.keep();
  const fits = problem.rules.every(fitsWhole) && problem.rules.length + problem.required.length < 4000;
  const sweep = fits ? sweepSeconds(solving) : Infinity;
  const small = sweep * 60 < solving.left();
  solving.search(solving.elapsed() + Math.min(small ? 3 : Infinity, solving.left() * (small ? 0.02 : 0.3)), chance);
  if (small) byColumns(solving, chance);
  else solving.during(0.5, () => raiseBound(problem, () => solving.target(), () => solving.stop(), (bound) => solving.bounded(bound), problem.rules.some((rules) => workOf(rules, wholeSpan(rules)) > 5_000_000)));
  if (!solving.stop()) {
    solving.board.replace(solving.best);
    solving.search(options.seconds, chance);
  }
  const assignment = Object.fromEntries(instance.employees.map(({ id }, place) => [id, Array.from(solving.best[place]!, (shift) => (shift < 0 ? null : instance.shifts[shift]!.id))]));
  const check = checkRoster(instance, assignment);
  const objective = solving.value;
  return {
    solved: {
      objective, lowerBound: solving.lower, gap: objective === 0 ? 0 : (objective - solving.lower) / objective, optimal: solving.isOptimal(), wallSeconds: solving.elapsed(),
      assignment, costs: { requests: check.requests, cover: check.cover }, check,
    },
  };
}

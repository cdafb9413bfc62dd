import loadHighs from 'highs';
import type { Highs } from 'highs';
import { Board, problemOf } from './board.ts';
import type { Problem } from './board.ts';
import { checkRoster } from './checker.ts';
import type { NamedRoster, Verdict } from './checker.ts';
import { Ascent } from './ascent.ts';
import { firstPlan } from './first.ts';
import { dive, generate } from './generation.ts';
import type { Running } from './generation.ts';
import type { Instance } from './instance.ts';
import { Pricer } from './labels.ts';
import { Master } from './master.ts';
import { chanceOf, improve } from './search.ts';
import { settle } from './settling.ts';

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
    // A bound may stand before there is a roster.
    if (this.value < Infinity) this.options.onProgress?.({ seconds: this.elapsed(), objective: this.value, lowerBound: this.lower });
  }

  /** Searches until a moment. Unit: seconds from the beginning. */
  search(until: number, chance: () => number): void {
    const from = this.elapsed();
    const end = Math.min(until, this.options.seconds);
    improve(this.board, chance, () => (this.elapsed() - from) / Math.max(0.001, end - from), () => this.stop() || this.elapsed() >= end, () => this.keep());
  }
}

/** Is how the true cost of cover grows beside its prices from round to round. */
const weights = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1, 1, 1] as const;

/** Has everybody planned anew in turn until they agree at given prices, and keeps the best. Shape: gives the plans met on the way to `met`. */
function agree(solving: Solving, pricers: readonly Pricer[], prices: Float64Array, chance: () => number, noise: number, met: (plans: readonly Int16Array[]) => void, from = 0): void {
  const { board, problem } = solving;
  for (const weight of weights.slice(from)) {
    if (solving.stop()) return;
    const order = [...problem.rules.keys()].map((place) => ({ place, turn: chance() })).sort((one, other) => one.turn - other.turn).map(({ place }) => place);
    const changed = settle(board, pricers, prices, order, { weight, noise: weight === 1 ? 0 : noise, tuning: 3, labels: 40_000 }, chance, () => solving.stop());
    solving.keep();
    met(board.plans);
    if (weight === 1 && !changed) return;
  }
}

/** Generates columns, has everybody agree at their prices, dives, and chooses from the pool, until the bound is met or time ends. */
function byColumns(solving: Solving, ascent: Ascent, settlers: readonly Pricer[], met: readonly { place: number; plan: Int16Array }[], chance: () => number): void {
  const { problem, options } = solving;
  const master = new Master(problem, solving.highs);
  const everyone = [...problem.rules.keys()];
  const pool = (plans: readonly Int16Array[]): number => master.add(plans.map((plan, place) => ({ place, plan: plan.slice() })));
  try {
    master.add(met);
    const centre = ascent.best > 0 ? Float64Array.from(master.cells, (cell) => ascent.prices[cell]!) : undefined;
    const root = solving.during(0.6, () => generate(problem, ascent.pricers, master, solving, everyone, Infinity, centre));
    const prices = new Float64Array(problem.required.length);
    for (let round = 0; root !== undefined && !solving.stop() && round < 8; round += 1) {
      const now = round === 0 ? root : master.solve(solving.left());
      if (now === undefined) break;
      master.cells.forEach((cell, at) => (prices[cell] = Math.max(-problem.over[cell]!, Math.min(problem.under[cell]!, now.cover[at]!))));
      solving.during(0.2, () => {
        for (let times = 0; times < 4 && !solving.stop(); times += 1) agree(solving, settlers, prices, chance, times === 0 ? 0 : times, pool);
      });
      if (solving.stop()) break;
      const plans = solving.during(0.4, () => dive(problem, ascent.pricers, master, solving, now, round === 0 ? undefined : chance));
      if (plans !== undefined) solving.take(plans);
      if (solving.stop()) break;
      solving.board.replace(solving.best);
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
  const { board } = solving;
  const settlers = problem.rules.map((rules) => new Pricer(rules));
  const ascent = new Ascent(problem);
  ascent.start(() => solving.stop(), (bound) => solving.bounded(bound));
  for (const place of problem.rules.keys()) {
    const byLabels = (): boolean => {
      settlers[place]!.take(board.costs(place, 0, problem.days));
      const { plan } = settlers[place]!.cheapest(Infinity, 4, 20_000);
      if (plan !== undefined) board.put(place, 0, plan);
      return plan !== undefined;
    };
    // The quick way comes first only where time is short: what it finds is dear.
    const hurried = solving.elapsed() > options.seconds * 0.2;
    if (!hurried && byLabels()) continue;
    const outcome = firstPlan(board, place, chance, () => solving.elapsed() > options.seconds * 0.8);
    if (outcome === 'found' || (hurried && outcome === 'missed' && byLabels())) continue;
    const employee = instance.employees[place]!.id;
    return { none: { employee, proven: outcome === 'impossible', reason: outcome === 'impossible' ? 'No plan of this employee keeps every limit; loosen one of them.' : 'No plan of this employee that keeps every limit was found.' } };
  }
  solving.keep();
  const met: { place: number; plan: Int16Array }[] = [];
  const meet = (plans: readonly Int16Array[]): void => plans.forEach((plan, place) => met.push({ place, plan: plan.slice() }));
  meet(solving.best);
  const size = problem.rules.length * problem.required.length;
  solving.during(0.1, () => agree(solving, settlers, ascent.prices, chance, 0, meet, weights.length - 3));
  if (size > 3000) {
    solving.during(size > 40_000 ? 0.25 : 0.05, () => ascent.wander(size > 40_000 ? 1 : 5, () => solving.stop(), (bound) => solving.bounded(bound)));
    solving.during(size > 40_000 ? 0.5 : 0.2, () => {
      for (let times = 0; times < 3 && !solving.stop(); times += 1) agree(solving, settlers, ascent.prices, chance, times, meet);
    });
  }
  board.replace(solving.best);
  if (problem.rules.length + problem.required.length < 5000) byColumns(solving, ascent, settlers, met, chance);
  if (!solving.stop()) {
    board.replace(solving.best);
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

import type { ChainDay, Scenario } from '../shapes/day.ts';
import type { Difference, Outcome, ScenarioOutcome } from '../shapes/outcome.ts';
import { withChanges } from './changes.ts';
import { Collector, runningOf } from './collect.ts';
import { compileDay } from './compile.ts';
import { ChainRun } from './engine.ts';
import { rounded } from './estimates.ts';

/** Is how often and by which chance a day is simulated. Shape: `progress` hears of every tenth day how many of how many are done; `stopped` is asked as often. */
export interface SimulateOptions {
  readonly replications?: number;
  readonly seed?: number;
  readonly progress?: (done: number, of: number) => void;
  readonly stopped?: () => boolean;
}

/** Is how often a day is simulated where nobody says. */
export const usualReplications = 200;

/** Says that whoever asked for a simulation wanted it no longer. */
export class Stopped extends Error {}

/** Simulates every day of a chain and gives all of them to the collector. */
function collect(day: ChainDay, { replications = usualReplications, seed = 1, progress, stopped }: SimulateOptions): { readonly collector: Collector; readonly events: number } {
  const chain = compileDay(day);
  const run = new ChainRun(chain);
  const collector = new Collector(chain, run.quarters.count, replications);
  for (let replication = 0; replication < replications; replication += 1) {
    run.run(seed, replication);
    collector.add(run);
    if (replication % 10 !== 9) continue;
    progress?.(replication + 1, replications);
    if (stopped?.() === true) throw new Stopped(`Stopped after ${replication + 1} of ${replications} days.`);
  }
  return { collector, events: run.events };
}

/** Simulates a day of the chain many times. Shape: the same day, seed and number give the same outcome, byte by byte. Expects a day that `readChainDay` accepted. */
export function simulate(day: ChainDay, options: SimulateOptions = {}): Outcome {
  const { collector, events } = collect(day, options);
  return collector.finish(options.seed ?? 1, events);
}

/** Gives each flight's p95 of every simulated day. Unit: minutes. */
export function dailyP95(day: ChainDay, options: SimulateOptions = {}): Float64Array[] {
  return collect(day, options).collector.flights.map(({ p95 }) => p95);
}

/**
 * Simulates a day as it is and under each what-if with the same chance: who comes, when they land and how long a service takes stay the same unless the what-if changes it.
 * Shape: every difference is what-if less base, from day to day, so its interval is far smaller than those of the two.
 */
export function compareScenarios(day: ChainDay, scenarios: readonly Scenario[], options: SimulateOptions = {}): { readonly base: Outcome; readonly scenarios: readonly ScenarioOutcome[] } {
  const seed = options.seed ?? 1;
  const before = collect(day, options);
  const base = before.collector.finish(seed, before.events);
  return {
    base,
    scenarios: scenarios.map(({ name, changes }) => {
      const after = collect(withChanges(day, changes), options);
      const outcome = after.collector.finish(seed, after.events);
      return { name, outcome, difference: differenceOf(before.collector, base, after.collector, outcome) };
    }),
  };
}

function differenceOf(before: Collector, base: Outcome, after: Collector, outcome: Outcome): Difference {
  const of = (one: Float64Array, other: Float64Array): Difference['p95'] => runningOf(one.map((value, at) => value - other[at]!)).estimate();
  const sum = (lists: readonly Float64Array[]): Float64Array => lists[0]!.map((_, at) => lists.reduce((total, list) => total + list[at]!, 0));
  const staff = ({ staffMinutes }: Outcome): number => Object.values(staffMinutes).reduce((total, minutes) => total + minutes, 0);
  return {
    p95: of(after.day.p95, before.day.p95), mean: of(after.day.means, before.day.means), aboveTarget: of(after.day.above, before.day.above),
    waitingMinutes: of(sum(after.waiting), sum(before.waiting)), staffMinutes: rounded(staff(outcome) - staff(base)),
    flights: base.flights.map(({ flight }, at) => ({ flight, p95: of(after.flights[at]!.p95, before.flights[at]!.p95) })),
    stations: base.stations.map(({ station }, at) => ({ station, waitingMinutes: of(after.waiting[at]!, before.waiting[at]!) })),
  };
}

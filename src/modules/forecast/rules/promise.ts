import type { ChainDay } from '../shapes/day.ts';
import { quantileOver } from './estimates.ts';
import { dailyP95 } from './simulate.ts';
import type { SimulateOptions } from './simulate.ts';

/** Is what a flight is promised, and how often days that nobody had seen kept it. Unit: minutes; shares of days. */
export interface PromiseCheck {
  readonly flights: readonly { readonly flight: string; readonly promiseMinutes: number; readonly kept: number }[];
  readonly kept: number;
  readonly leastKept: number;
  readonly mostKept: number;
  readonly days: number;
}

/**
 * Promises each flight the minutes that its p95 stays within on 19 of 20 days, and counts on how many other days it does.
 * Shape: the days behind the promise and those that judge it share no chance; `judged` may be another day, such as one with other uncertainty than was thought.
 */
export function checkPromise(day: ChainDay, options: SimulateOptions & { readonly judged?: ChainDay; readonly judgingSeed?: number; readonly judgingDays?: number } = {}): PromiseCheck {
  const promised = dailyP95(day, options).map((values) => quantileOver(values, 0.95));
  const days = options.judgingDays ?? 200;
  const met = dailyP95(options.judged ?? day, { ...options, seed: options.judgingSeed ?? (options.seed ?? 1) + 7_919_003, replications: days });
  const flights = day.flights.map(({ flight }, at) => ({ flight, promiseMinutes: promised[at]!, kept: met[at]!.reduce((count, value) => count + (value <= promised[at]! ? 1 : 0), 0) / days }));
  return { flights, kept: flights.reduce((sum, { kept }) => sum + kept, 0) / flights.length, leastKept: Math.min(...flights.map(({ kept }) => kept)), mostKept: Math.max(...flights.map(({ kept }) => kept)), days };
}

import { readFileSync } from 'node:fs';
import { cpuUsage } from 'node:process';
import { compileDay } from '../../src/modules/forecast/rules/compile.ts';
import { ChainRun } from '../../src/modules/forecast/rules/engine.ts';
import { EventHeap } from '../../src/modules/forecast/rules/heap.ts';
import { checkPromise } from '../../src/modules/forecast/rules/promise.ts';
import { compareScenarios, simulate } from '../../src/modules/forecast/rules/simulate.ts';
import { staffChain } from '../../src/modules/forecast/rules/staffing/plan.ts';
import type { ChainDay } from '../../src/modules/forecast/shapes/day.ts';
import { dayOf, randomPeople, station } from '../forecast-days.ts';

const peak = JSON.parse(readFileSync(new URL('../../docs/examples/peak-day.json', import.meta.url), 'utf8')) as ChainDay;

/** Runs something and gives the processor's and the wall's seconds. */
function timed<Result>(run: () => Result): { result: Result; cpuSeconds: number; seconds: number } {
  const [cpu, wall] = [cpuUsage(), performance.now()];
  const result = run();
  const used = cpuUsage(cpu);
  return { result, cpuSeconds: Math.round((used.user + used.system) / 1e4) / 100, seconds: Math.round(performance.now() - wall) / 1000 };
}

/** Takes the earliest event and puts another, as a simulation does, and does nothing else. */
function bareHeap(events: number): number {
  const heap = new EventHeap(256);
  let state = 1;
  const chance = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4_294_967_296;
  for (let at = 0; at < 200; at += 1) heap.push(chance(), at);
  for (let event = 0; event < events; event += 1) {
    const time = heap.earliest;
    heap.push(time + chance(), heap.pop());
  }
  return heap.earliest;
}

function eventsPerSecond(day: ChainDay, replications: number): number {
  const run = new ChainRun(compileDay(day));
  run.run(1, 0);
  run.events = 0;
  const { cpuSeconds } = timed(() => {
    for (let replication = 0; replication < replications; replication += 1) run.run(1, replication);
  });
  return Math.round(run.events / cpuSeconds);
}

/** Measures the engine beside its bare heap, a what-if of the peak day, seventeen such days, its staff and its promise. Unit: seconds of the processor beside those of the wall. */
export async function bench({ replications = 200, days = 17, trials = 150 }: { replications?: number; days?: number; trials?: number } = {}): Promise<object> {
  bareHeap(1e6);
  const bare = Math.round(5e6 / timed(() => bareHeap(5e6)).cpuSeconds);
  const six = (distribution: 'constant' | 'exponential' | 'lognormal'): ChainDay => dayOf(['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => station(name, 5 + at, (5 + at) / 8, { serviceTime: { distribution, meanSeconds: (5 + at) / 8 * 60, scv: 0.5 } })), [randomPeople(50_000, 6)]);
  const chain = { constant: eventsPerSecond(six('constant'), 6), exponential: eventsPerSecond(six('exponential'), 6), lognormal: eventsPerSecond(six('lognormal'), 6) };
  const peakDay = eventsPerSecond(peak, replications);
  simulate(peak, { replications: 10 });
  const plain = timed(() => simulate(peak, { replications }));
  const whatIf = timed(() => compareScenarios(peak, peak.changes!.slice(0, 1), { replications }));
  const horizon = timed(() => Array.from({ length: days }, (_, day) => simulate(peak, { replications, seed: day + 1 }).events));
  const staffed = timed(() => staffChain(peak, { mostTrials: trials }));
  const promised = timed(() => checkPromise(peak, { replications, judgingDays: 1000 }));
  const { flights: _, ...kept } = promised.result;
  return {
    ratio: Math.round(100 * chain.exponential / bare) / 100, bareHeapPerSecond: bare, eventsPerSecond: { ...chain, peakDay },
    day: { replications, cpuSeconds: plain.cpuSeconds, seconds: plain.seconds, p95: plain.result.day.p95 },
    whatIf: { cpuSeconds: whatIf.cpuSeconds, seconds: whatIf.seconds }, horizon: { days, cpuSeconds: horizon.cpuSeconds, seconds: horizon.seconds },
    staffing: { cpuSeconds: staffed.cpuSeconds, seconds: staffed.seconds, holds: staffed.result.holds, trials: staffed.result.simulations, staffMinutes: staffed.result.staffMinutes }, promise: { ...kept, cpuSeconds: promised.cpuSeconds },
  };
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileDay } from '../../src/modules/forecast/rules/compile.ts';
import { runningOf } from '../../src/modules/forecast/rules/collect.ts';
import { ChainRun } from '../../src/modules/forecast/rules/engine.ts';
import { checkPromise } from '../../src/modules/forecast/rules/promise.ts';
import { simulate } from '../../src/modules/forecast/rules/simulate.ts';
import { staffChain } from '../../src/modules/forecast/rules/staffing/plan.ts';
import type { ChainDay } from '../../src/modules/forecast/shapes/day.ts';
import { dayOf, randomPeople, station } from '../forecast-days.ts';

const peak = JSON.parse(readFileSync(new URL('../../docs/examples/peak-day.json', import.meta.url), 'utf8')) as ChainDay;

/** Gives the mean wait at each station over so many long days, and 99.9 % of its interval. */
function waits(day: ChainDay, replications: number): { mean: number; half: number }[] {
  const run = new ChainRun(compileDay(day));
  const means = day.stations.map(() => [] as number[]);
  for (let replication = 0; replication < replications; replication += 1) {
    run.run(5, replication);
    means.forEach((list, at) => list.push(run.waitByStation[at]! / run.visitsByStation[at]!));
  }
  return means.map((list) => ({ mean: runningOf(list).mean, half: 3.883 * runningOf(list).spread / Math.sqrt(replications) }));
}

describe('closed forms over long days', () => {
  test.each([[1, 0.8, 4], [2, 1.6, 1.777778], [5, 4, 0.554113], [10, 9, 0.668732], [20, 18, 0.275385], [34, 30, 0.094095], [68, 60, 0.028504]])('M/M/%i with load %d waits %d', (servers, load, exact) => {
    const [only] = waits(dayOf([station('only', servers, 1)], [randomPeople(200_000, load)]), 20);
    expect(Math.abs(only!.mean - exact), JSON.stringify(only)).toBeLessThan(only!.half);
    expect(only!.half / exact).toBeLessThan(0.15);
  });

  test.each([[1, 0.8, 2], [2, 1.6, 0.903284], [5, 4, 0.28906], [10, 9, 0.344582]])('M/D/%i with load %d waits %d', (servers, load, exact) => {
    const [only] = waits(dayOf([station('only', servers, 1, { serviceTime: { distribution: 'constant', meanSeconds: 60 } })], [randomPeople(200_000, load)]), 20);
    expect(Math.abs(only!.mean - exact), JSON.stringify(only)).toBeLessThan(only!.half);
  });

  test.each([['gamma', 0.5, 3], ['gamma', 3, 8], ['lognormal', 0.5, 3], ['lognormal', 3, 8]] as const)('M/G/1 of %s with scv %d waits %d', (distribution, scv, exact) => {
    const [only] = waits(dayOf([station('only', 1, 1, { serviceTime: { distribution, meanSeconds: 60, scv } })], [randomPeople(200_000, 0.8)]), 20);
    expect(Math.abs(only!.mean - exact), JSON.stringify(only)).toBeLessThan(only!.half);
  });

  test('the Jackson net of four stations, 5 % by the third', () => {
    const found = waits(dayOf([station('A', 1, 0.1), station('B', 8, 1.2), station('C', 4, 10), station('D', 14, 2)], [randomPeople(300_000, 6)], { C: 0.05 }), 20);
    [0.15, 1.052299, 5.09434, 0.481705].forEach((exact, at) => expect(Math.abs(found[at]!.mean - exact), JSON.stringify(found[at])).toBeLessThan(found[at]!.half));
  });
});

test('what is promised to the flights of the peak day is kept on 92 to 98 % of other days', () => {
  const { kept, leastKept } = checkPromise(peak, { replications: 1000, judgingDays: 1000 });
  expect(kept).toBeGreaterThan(0.92);
  expect(kept).toBeLessThan(0.98);
  expect(leastKept).toBeGreaterThan(0.9);
});

test('forty thousand people are simulated with every law held', () => {
  const day = { ...peak, flights: Array.from({ length: 200 }, (_, at) => ({ ...peak.flights[at % 23]!, flight: `F${at}`, passengers: 200 })) };
  const outcome = simulate(day, { replications: 3 });
  expect(outcome.identities.came).toBeGreaterThan(100_000);
  expect(outcome.identities.left).toBe(outcome.identities.came);
});

test('the peak day is staffed so that its targets hold under other chance', () => {
  expect(staffChain(peak, { replications: 200 }).checked.over).toEqual([]);
});

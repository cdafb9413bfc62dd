import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, randomPeople, station } from '../../../../tests/forecast-days.ts';
import type { ChainDay, ServiceTime } from '../shapes/day.ts';
import { runningOf } from './collect.ts';
import { compileDay } from './compile.ts';
import { ChainRun } from './engine.ts';
import { EventHeap } from './heap.ts';
import { readChainDay } from './file.ts';
import { simulate } from './simulate.ts';

/** Simulates twenty long days and gives the mean wait at each station with its interval, widened to 99.9 % so that a true value is not missed by chance. */
function waits(day: ChainDay): { mean: number; half: number }[] {
  const run = new ChainRun(compileDay(day));
  const means = day.stations.map(() => [] as number[]);
  for (let replication = 0; replication < 20; replication += 1) {
    run.run(11, replication);
    means.forEach((list, at) => list.push(run.waitByStation[at]! / run.visitsByStation[at]!));
  }
  return means.map((list) => {
    const { mean, spread } = runningOf(list);
    return { mean, half: 3.883 * spread / Math.sqrt(20) };
  });
}

const constant = (minutes: number): ServiceTime => ({ distribution: 'constant', meanSeconds: minutes * 60 });
const spread = (scv: number): ServiceTime => ({ distribution: scv === 1 ? 'exponential' : scv > 1 ? 'lognormal' : 'gamma', meanSeconds: 60, scv });

describe('what is known exactly', () => {
  test.each([[2, 1.6, 1.777778], [5, 4, 0.554113]])('M/M/%i with load %d waits %d', (servers, load, exact) => {
    const [only] = waits(dayOf([station('only', servers, 1)], [randomPeople(8000, load)]));
    expect(Math.abs(only!.mean - exact)).toBeLessThan(only!.half);
    expect(only!.half).toBeLessThan(0.5 * exact);
  });

  test.each([[2, 1.6, 0.903284]])('M/D/%i with load %d waits %d', (servers, load, exact) => {
    const [only] = waits(dayOf([station('only', servers, 1, { serviceTime: constant(1) })], [randomPeople(8000, load)]));
    expect(Math.abs(only!.mean - exact)).toBeLessThan(only!.half);
    expect(only!.half).toBeLessThan(0.5 * exact);
  });

  test.each([[0.5, 3]])('M/G/1 with scv %d waits %d', (scv, exact) => {
    const [only] = waits(dayOf([station('only', 1, 1, { serviceTime: spread(scv) })], [randomPeople(8000, 0.8)]));
    expect(Math.abs(only!.mean - exact)).toBeLessThan(only!.half);
    expect(only!.half).toBeLessThan(0.4 * exact);
  });

  test('the heap refuses what a typed array would swallow, and gives events in their order', () => {
    const heap = new EventHeap(3);
    [3, 1, 2].forEach((time) => heap.push(time, time));
    expect(() => heap.push(4, 4)).toThrow('is full');
    expect([heap.pop(), heap.pop(), heap.pop()]).toEqual([1, 2, 3]);
  });
});

const flights = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 300 }), passengers: fc.integer({ min: 1, max: 60 }), prefilled: fc.double({ min: 0, max: 1, noNaN: true }), release: fc.boolean(), policy: fc.constantFrom('one', 'two') }), { minLength: 1, maxLength: 5 });
const chains = fc.record({
  flights, servers: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), scv: fc.double({ min: 0, max: 4, noNaN: true }), bus: fc.integer({ min: 1, max: 30 }), buses: fc.integer({ min: 1, max: 3 }),
  shares: fc.double({ min: 0, max: 1, noNaN: true }), shut: fc.boolean(), distribution: fc.constantFrom('constant', 'exponential', 'lognormal', 'gamma'), dedicated: fc.boolean(), uncertain: fc.boolean(),
});

function chainOf(drawn: (typeof chains) extends fc.Arbitrary<infer T> ? T : never): unknown {
  const serviceTime = { distribution: drawn.distribution, meanSeconds: 90, scv: drawn.scv, tail: { share: 0.02, minSeconds: 300, maxSeconds: 600 } };
  const route = [{ station: 'a', priority: 3 }, { station: 'b', only: 'notPrefilled' }, { station: 'c', probability: drawn.shares, detour: true }, { station: 'a', walkSeconds: 60 }, { station: 'bus' }];
  return {
    startsAt: '2022-01-27T00:00:00Z', minutes: 360,
    stations: [
      { station: 'team', skill: 't', servers: [{ from: 0, until: 360, count: 1 }], serviceTime },
      { station: 'a', skill: 'a', servers: [{ from: 0, until: 120, count: drawn.servers[0]! + 1 }, { from: 120, until: 360, count: drawn.servers[1] }, ...(drawn.dedicated ? [{ from: 0, until: 360, count: 1, policies: ['two'], languages: ['zh'] }] : [])], breaks: [{ from: 30, until: 60, count: 1 }], serviceTime },
      { station: 'b', skill: 'b', servers: [{ from: 0, until: 360, count: 1 + drawn.servers[2]! }], ...(drawn.shut ? { closed: [{ from: 100, until: 200 }] } : {}), serviceTime, spoken: { languages: ['zh'], otherFactor: 1.5 } },
      { station: 'c', skill: 'c', servers: [{ from: 0, until: 200, count: 1 }], serviceTime },
      { station: 'bus', skill: 'd', servers: [{ from: 0, until: 360, count: drawn.buses }], serviceTime, batch: { size: drawn.bus, afterMinutes: 10, apart: 'policy' } },
    ],
    policies: [{ policy: 'one', route }, { policy: 'two', route: route.map((step) => ({ ...step, priority: 1 })) }],
    flights: drawn.flights.map(({ minute, passengers, prefilled, release, policy }, at) => ({
      flight: `F${at}`, landsAt: new Date(Date.UTC(2022, 0, 27, 0, minute)).toISOString(), passengers, policy, prefilledShare: prefilled, languages: { zh: 0.5, en: 0.3 }, ...(release ? { releaseAt: 'team' } : {}),
    })),
    ...(drawn.uncertain ? { uncertainty: { landingMinutes: { live: 5, earlier: 10, average: 20 }, noShowShare: { mean: 0.1, spread: 0.05 }, serviceFactor: { day: 0.2, station: 0.1 } } } : {}),
  };
}

describe('any chain', () => {
  test('keeps its laws on every day, gives the same bytes for the same seed, and others for another', () => {
    fc.assert(fc.property(chains, fc.integer({ min: 0, max: 1e9 }), (drawn, seed) => {
      const file = readChainDay(chainOf(drawn));
      if (!('day' in file)) throw new Error(JSON.stringify(file.refused));
      const outcome = simulate(file.day, { replications: 4, seed });
      expect(JSON.stringify(simulate(file.day, { replications: 4, seed }))).toBe(JSON.stringify(outcome));
      const people = drawn.flights.reduce((sum, { passengers }) => sum + passengers, 0);
      if (!drawn.uncertain) expect(outcome.identities.came).toBe(4 * people);
      expect(outcome.identities.left).toBe(outcome.identities.came);
      // Two visits of a, and the bus, are prescribed for everybody.
      expect(outcome.identities.stepsDone).toBeGreaterThanOrEqual(3 * outcome.identities.came);
      expect(outcome.stations[1]!.visits).toBeCloseTo(2 * outcome.identities.came / 4, 3);
      expect(outcome.stations[4]!.visits).toBeCloseTo(outcome.identities.came / 4, 3);
    }), { numRuns: 25 });
    const day = dayOf([station('only', 1, 1)], [randomPeople(200, 0.8)]);
    expect(simulate(day, { seed: 1, replications: 3 }).day).not.toEqual(simulate(day, { seed: 2, replications: 3 }).day);
  });

  test('serves the higher priority first, the dedicated alone where it is told, and lets a bus go when it is full or waited for', () => {
    const base = dayOf([station('desk', 1, 2, { serviceTime: constant(2) })], []);
    const at = (flight: string, policy: string): ChainDay['flights'][number] => ({ ...randomPeople(20, 20), flight, policy, offFlow: 'even' });
    const policies = [{ policy: 'late', route: [{ station: 'desk', priority: 9 }] }, { policy: 'first', route: [{ station: 'desk', priority: 1 }] }];
    const outcome = simulate({ ...base, policies, flights: [at('L', 'late'), at('F', 'first')] }, { replications: 2 });
    expect(outcome.flights[1]!.dwell.max.value).toBeLessThan(45);
    expect(outcome.flights[0]!.dwell.max.value).toBeGreaterThan(75);
    const bus = dayOf([station('bus', 2, 60, { serviceTime: constant(60), batch: { size: 15, afterMinutes: 20 } })], [{ ...at('B', 'all'), policy: 'all' }]);
    const left = simulate(bus, { replications: 2 });
    // Fifteen leave when the fifteenth comes, 0.7 min after the first; the sixteenth, who comes at 0.75, goes 20 min later.
    expect([left.day.p50.value, left.day.max.value]).toEqual([0.7, 20.75]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { answerRequests } from '../src/modules/roster/planning.ts';
import { FlightDay } from './flight-day.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface DayView {
  forecast: null | { replications: number; people: number; bottleneck: string | null; targetMinutes: number; stations: { station: string; skill: string | null; slots: { from: number; queueMean: number; queueP95: number; servers: number }[] }[] };
  promises: { flightId: string; persons: number; p50Seconds: number; p95Seconds: number; quality: string; actual: null | { persons: number; ended: boolean; p50Seconds: number; p95Seconds: number } }[];
  live: { station: string; waiting: number; oldestSeconds: number | null; doneLastHour: number }[];
}

let world: TestWorld;
let day: FlightDay;
let duty: Actor;
let flightId: string;
let people: string[];
const ask = { pointCode: 'PEK', day: '2022-01-27', replications: 40, seed: 7, staffing: false };

beforeAll(async () => {
  // 27 January at the port begins at 16:00 UTC of the 26th.
  world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z', speed: 0 });
  day = new FlightDay(world);
  duty = await world.makeOfficer('dutyOfficer');
  const { points: [point] } = await world.see<{ points: { pointId: string }[] }>('ports.list', {});
  for (const [kind, lanes] of [['aircraft', 2], ['temperature', 2], ['declaration', 4], ['sampling', 4], ['immigration', 4], ['baggage', 2], ['inquiry', 2], ['vehicleBay', 6]] as const) {
    for (let lane = 1; lane <= lanes; lane += 1) await world.done('ports.addStation', { pointId: point!.pointId, kind, lane: `${kind[0]!.toUpperCase()}${lane}`, nameEn: `${kind} ${lane}`, nameZh: `${kind}${lane}` });
  }
});
afterAll(() => world.close());

const see = (as: Actor = duty, asOf?: string): Promise<DayView> => world.see('forecast.day', { pointCode: 'PEK', day: '2022-01-27' }, asOf === undefined ? { as } : { as, asOf });

describe('a day', () => {
  test('without flights is refused, and shows that nothing is foreseen', async () => {
    expect(await world.refusedBy('forecast.compute', ask, { as: duty })).toBe('no-flights');
    expect(await world.refusedBy('forecast.compute', { ...ask, pointCode: 'XXX' }, { as: duty })).toBe('point-unknown');
    expect(await see()).toMatchObject({ forecast: null, promises: [] });
  });

  test('is simulated from its flights as they are known, each with its promise', async () => {
    flightId = await day.announce();
    people = await makeTravellers(world, flightId, 3);
    const second = await day.announce({ scheduledAt: '2022-01-27T02:20:00Z', expectedPersons: 180 });
    // A flight of the next day is none of this day's.
    await day.announce({ scheduledAt: '2022-01-27T17:00:00Z', flightDate: '2022-01-28', expectedPersons: 500 });
    const cancelled = await day.announce({ scheduledAt: '2022-01-27T03:00:00Z', expectedPersons: 400 });
    await world.done('flights.move', { flightId: cancelled, kind: 'cancelled', at: '2022-01-27T00:00:00Z', source: 'airline' });
    expect(await world.done('forecast.compute', ask, { as: duty })).toMatchObject({ flights: 2 });
    const seen = await see();
    expect(seen.forecast).toMatchObject({ replications: 40, people: 183, targetMinutes: 45 });
    expect(seen.forecast!.stations.map((one) => one.station)).toEqual(['release', 'temperature', 'declaration', 'medical', 'sampling', 'border', 'baggage', 'gate', 'bus']);
    expect(seen.forecast!.stations.find((one) => one.station === 'sampling')!.slots.find((slot) => slot.from === 660)).toMatchObject({ servers: 4 });
    // Nobody waits in the night; when 180 have landed at 10:20 they do.
    const queue = (station: string, from: number): number => seen.forecast!.stations.find((one) => one.station === station)!.slots.find((slot) => slot.from === from)!.queueMean;
    expect(queue('sampling', 120)).toBe(0);
    expect(Math.max(...[630, 645, 660, 675, 690].map((from) => queue('sampling', from)))).toBeGreaterThan(5);
    expect(seen.promises.map((one) => [one.flightId, one.persons, one.quality])).toEqual([[flightId, 3, 'live'], [second, 180, 'average']]);
    for (const promise of seen.promises) expect(promise.p95Seconds).toBeGreaterThan(promise.p50Seconds);
    expect(seen.promises[1]!.p95Seconds).toBeGreaterThan(seen.promises[0]!.p95Seconds);
  });

  test('comes out the same, byte for byte, when it is computed again by the same chance', async () => {
    const first = await see();
    await world.done('forecast.compute', ask, { as: duty });
    const again = await see();
    expect({ ...again.forecast, forecastId: '', computedAt: '' }).toEqual({ ...first.forecast, forecastId: '', computedAt: '' });
    expect(again.promises.map((one) => one.p95Seconds)).toEqual(first.promises.map((one) => one.p95Seconds));
  });

  test('shows what a change would do, under the same chance, and keeps nothing of it', async () => {
    const scenarios = [{ name: 'more booths', changes: [{ kind: 'servers', station: 'sampling', count: 8 }] }, { name: 'nothing', changes: [{ kind: 'serviceTime', station: 'sampling', factor: 1 }] }];
    const seen = await world.see<{ scenarios: { name: string; mean: { value: number; high: number }; staffMinutes: number }[] }>('forecast.whatIf', { pointCode: 'PEK', day: '2022-01-27', replications: 40, seed: 7, scenarios }, { as: duty });
    expect(seen.scenarios[0]!.mean.high).toBeLessThan(0);
    expect(seen.scenarios[0]!.staffMinutes).toBeGreaterThan(0);
    expect(seen.scenarios[1]!.mean).toEqual({ value: 0, low: 0, high: 0 });
    expect(await world.refusedBy('forecast.compute', ask, { as: await world.makeOfficer('press') })).toBe('role-not-allowed');
  });

  test('is set by the port, and a forecast keeps what it was computed with', async () => {
    const chain = await world.see<{ ordinal: null; content: { stations: { station: string; servers: unknown[] }[] } }>('forecast.chain', { pointCode: 'PEK' }, { as: duty });
    expect(chain.ordinal).toBeNull();
    const wide = { ...chain.content, stations: chain.content.stations.map((one) => (one.station === 'sampling' ? { ...one, servers: [{ from: 0, until: 1440, count: 40 }] } : one)) };
    expect(await world.refusedBy('forecast.setChain', { pointCode: 'PEK', content: { ...wide, stations: wide.stations.map((one) => ({ ...one, servers: [{ from: 600, until: 600, count: 1 }] })) }, reason: 'x' }, { as: duty })).toBe('chain-invalid');
    expect(await world.done('forecast.setChain', { pointCode: 'PEK', content: wide, reason: 'Hall B opened' }, { as: duty })).toEqual({ ordinal: 1 });
    const before = await see();
    await world.done('forecast.compute', ask, { as: duty });
    const after = await see();
    const slots = (seen: DayView): number => seen.forecast!.stations.find((one) => one.station === 'sampling')!.slots.find((slot) => slot.from === 660)!.servers;
    expect([slots(before), slots(after)]).toEqual([4, 40]);
  });
});

describe('a plan', () => {
  test('is foreseen before it is approved, beside the plan in force', async () => {
    const planned = await world.done<{ planId: string; version: number }>('flights.planFlight', { flightId, templatePlanId: await day.template() });
    const { document } = await world.see<{ document: { steps: { step: string; when: string }[] } }>('flights.plan', { planId: flightId });
    expect(document.steps.length).toBeGreaterThan(10);
    const seen = await world.see<{ people: number; before: { p95: { value: number } }; after: { p95: { value: number } }; staffMinutesMore: number }>('forecast.plan', { flightId, version: planned.version }, { as: duty });
    expect(seen.people).toBe(3);
    expect(seen.after.p95.value).toBeGreaterThan(5);
    expect(Math.abs(seen.after.p95.value - seen.before.p95.value)).toBeLessThan(30);
    await expect(world.see('forecast.plan', { flightId, version: 99 }, { as: duty })).rejects.toThrow('flight-unknown');
  });
});

describe('a promise', () => {
  test('stands beside what happened, measured from records, and is scored when everybody is handed over', async () => {
    world.setTime('2022-01-27T02:10:00.000Z', 0);
    await day.prepare(flightId);
    await day.board(flightId, people);
    const promised = (await see()).promises.find((one) => one.flightId === flightId)!;
    expect(promised.actual).toBeNull();
    expect((await see()).live.find((one) => one.station === 'temperature')).toMatchObject({ waiting: 3 });
    world.setTime('2022-01-27T02:30:00.000Z', 0);
    for (const caseId of people) await day.walkHall(caseId);
    expect((await see()).live.find((one) => one.station === 'bus')).toMatchObject({ waiting: 3 });
    world.setTime('2022-01-27T02:40:00.000Z', 0);
    await day.handOver(flightId, people.slice(0, 2));
    expect((await see()).promises.find((one) => one.flightId === flightId)!.actual).toMatchObject({ persons: 2, ended: false, p50Seconds: 1800, p95Seconds: 1800 });
    expect((await see()).live.find((one) => one.station === 'bus')).toMatchObject({ waiting: 1, oldestSeconds: 600, doneLastHour: 2 });
    world.setTime('2022-01-27T03:00:00.000Z', 0);
    await day.handOver(flightId, people.slice(2));
    expect((await see()).promises.find((one) => one.flightId === flightId)!.actual).toMatchObject({ persons: 3, ended: true, p50Seconds: 1800, p95Seconds: 3000 });
    const score = await world.see<{ scored: number; held: number; meanErrorSeconds: number }>('forecast.calibration', { pointCode: 'PEK', fromDay: '2022-01-26', untilDay: '2022-01-28' }, { as: duty });
    expect(score).toMatchObject({ scored: 1, held: promised.p95Seconds >= 3000 ? 1 : 0, meanErrorSeconds: 1800 - promised.p50Seconds });
    // A past instant shows what was known then.
    expect((await see(duty, '2022-01-27T02:45:00.000Z')).promises.find((one) => one.flightId === flightId)!.actual).toMatchObject({ persons: 2 });
  });
});

describe('the need for staff', () => {
  test('is found by the whole chain, and a roster takes it', async () => {
    const planner = await world.makeOfficer('rosterPlanner');
    await world.done('forecast.compute', { ...ask, staffing: true }, { as: planner });
    const { forecastId, need } = await world.see<{ forecastId: string; need: { skill: string; slots: { from: number; people: number }[] }[] }>('forecast.need', { pointCode: 'PEK', day: '2022-01-27' }, { as: planner });
    expect(need.map((one) => one.skill)).toContain('sampling');
    expect(need.find((one) => one.skill === 'sampling')!.slots.some((slot) => slot.from >= 600 && slot.from <= 720)).toBe(true);
    await world.done('roster.setShift', { shift: 'D', active: true, nameEn: 'Day', nameZh: '日班', startsMinute: 480, lengthMinutes: 600, breakMinutes: 0 }, { as: planner });
    for (let at = 0; at < 3; at += 1) {
      const { personId } = await world.done<{ personId: string }>('roster.addPerson', { staffNumber: `S-${at}`, pointCode: 'PEK', tier: 'front', nameEn: `MUSTER ${at}`, nameZh: `样例${at}` }, { as: planner });
      for (const { skill } of need) await world.done('roster.certify', { personId, skill, number: `C-${at}`, validFrom: '2022-01-01', validUntil: null }, { as: planner });
    }
    const make = { pointCode: 'PEK', firstDay: '2022-01-27', days: 2, needs: [], forecastIds: [forecastId], seconds: 2, seed: 1 };
    expect(await world.refusedBy('roster.make', { ...make, firstDay: '2022-01-20' }, { as: planner })).toBe('forecast-outside');
    const { rosterId } = await world.done<{ rosterId: string }>('roster.make', make, { as: planner });
    await answerRequests(world.open.pool, world.eventId, world.now, new AbortController().signal);
    const roster = await world.see<{ problem: { demand: { day: number; skill: string; people: number }[] }; cells: unknown[]; violations: unknown[]; underCover: unknown[] }>('roster.roster', { rosterId }, { as: planner });
    expect(roster.problem.demand.every((one) => one.day === 0)).toBe(true);
    expect(roster.cells.length).toBeGreaterThan(0);
    expect(roster.violations).toEqual([]);
  });
});

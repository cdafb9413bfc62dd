import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { cardsOf, fileCard, listPeople } from './cards.ts';
import { FlightDay } from './flight-day.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface Promised {
  flightId: string; direction: string; persons: number; p50Seconds: number; p95Seconds: number; targetSeconds: number; languages: null | { from: string; shares: { language: string; share: number }[] };
  actual: null | { persons: number; ended: boolean; p50Seconds: number; p95Seconds: number };
}
interface DayView { forecast: { people: number; stations: { station: string; slots: { from: number; arrivals: number }[] }[] }; promises: Promised[]; live: { station: string; waiting: number; doneLastHour: number }[] }

let world: TestWorld;
let day: FlightDay;
let duty: Actor;
let arrival: string;
let leaving: string;
let cases: readonly string[];
const ask = { pointCode: 'PEK', day: '2022-01-27', replications: 40, seed: 7, staffing: false };
const see = (): Promise<DayView> => world.see('forecast.day', { pointCode: 'PEK', day: '2022-01-27' }, { as: duty });
const promiseOf = async (flightId: string): Promise<Promised> => (await see()).promises.find((one) => one.flightId === flightId)!;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T20:00:00.000Z', speed: 0 });
  day = new FlightDay(world);
  duty = await world.makeOfficer('dutyOfficer');
  const { points: [point] } = await world.see<{ points: { pointId: string }[] }>('ports.list', {});
  for (const kind of ['declaration', 'gate', 'sampling', 'temperature', 'immigration', 'vehicleBay', 'aircraft'] as const) await world.done('ports.addStation', { pointId: point!.pointId, kind, lane: 'L1', nameEn: kind, nameZh: kind });
  arrival = await day.announce({ designator: 'CA401', scheduledAt: '2022-01-27T04:00:00Z' });
  // 15:00 at the port.
  leaving = await day.announce({ designator: 'CA402', direction: 'departure', origin: 'PEK', destination: 'NRT', scheduledAt: '2022-01-27T07:00:00Z', expectedPersons: 60 });
});
afterAll(() => world.close());

describe('people who leave', () => {
  test('are simulated in the same day: they come before the flight, share the declaration lanes, and end at the gate', async () => {
    expect(await world.done('forecast.compute', ask, { as: duty })).toMatchObject({ flights: 2 });
    const seen = await see();
    expect(seen.forecast.people).toBe(63);
    const arrivals = (station: string, from: number, until: number): number => seen.forecast.stations.find((one) => one.station === station)!.slots.filter((slot) => slot.from >= from && slot.from < until).reduce((sum, slot) => sum + slot.arrivals, 0);
    // From 12:00 to 14:00 at the port, three hours to one hour before; some do not come at all.
    expect(arrivals('declaration', 690, 870)).toBeGreaterThan(52);
    expect(arrivals('gate', 690, 1000)).toBeGreaterThan(52);
    expect(arrivals('gate', 0, 690)).toBe(0);
    // The three who arrive are sampled and taken by the bus, and nobody who leaves is.
    expect(arrivals('sampling', 0, 1440)).toBeLessThan(4);
    expect(arrivals('bus', 0, 1440)).toBeLessThan(4);
    const promise = await promiseOf(leaving);
    expect(promise).toMatchObject({ direction: 'departure', persons: 60, targetSeconds: 3600, languages: null, actual: null });
    expect(promise.p95Seconds).toBeGreaterThan(promise.p50Seconds);
    expect((await promiseOf(arrival)).targetSeconds).toBe(2700);
  });

  test('wait longer when fewer lanes serve them, and an arrival at the same time waits for the same lanes', async () => {
    const late = { name: 'landing among them', changes: [{ kind: 'landing', flight: arrival, minutes: 30 }, { kind: 'serviceTime', station: 'declaration', factor: 3 }] };
    const { scenarios: [scenario] } = await world.see<{ scenarios: { flights: { flightId: string; p95: { low: number } }[] }[] }>('forecast.whatIf', { pointCode: 'PEK', day: '2022-01-27', replications: 40, seed: 7, scenarios: [late] }, { as: duty });
    expect(scenario!.flights.find((one) => one.flightId === leaving)!.p95.low).toBeGreaterThan(0);
    expect(scenario!.flights.find((one) => one.flightId === arrival)!.p95.low).toBeGreaterThan(0);
  });

  test('are measured from their first check to the gate, shown and not scored', async () => {
    cases = await Promise.all(['ALPHA', 'BRAVO'].map(async (surname) => (await world.done<{ caseId: string }>('travellers.addPerson', { flightId: leaving, person: { surname, givenNames: 'DEMO', kind: 'passenger', nationality: 'FRA' } })).caseId));
    world.setTime('2022-01-27T04:30:00.000Z', 0);
    for (const caseId of cases) await day.record(caseId, 'DEP-01', { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, temperatureCelsius: 36.4 });
    for (const caseId of cases) await day.record(caseId, 'EXT-03', { passed: true });
    expect((await see()).live.find((one) => one.station === 'gate')).toMatchObject({ waiting: 2, doneLastHour: 0 });
    world.setTime('2022-01-27T04:36:00.000Z', 0);
    await day.record(cases[0]!, 'DEP-03', { released: true });
    expect((await see()).live.find((one) => one.station === 'gate')).toMatchObject({ waiting: 1, doneLastHour: 1 });
    world.setTime('2022-01-27T04:50:00.000Z', 0);
    await day.record(cases[1]!, 'DEP-03', { released: true });
    expect((await promiseOf(leaving)).actual).toMatchObject({ persons: 2, ended: false, p50Seconds: 360, p95Seconds: 1200 });
    expect(await world.see('forecast.calibration', { pointCode: 'PEK', fromDay: '2022-01-27', untilDay: '2022-01-27' }, { as: duty })).toMatchObject({ scored: 0, meanErrorSeconds: null });
  });
});

describe('what people speak', () => {
  test('is the language of the card they filed, else that of their nationality, else that of the others, and says which', async () => {
    await listPeople(world, { flightId: arrival, designator: 'CA401', flightDate: '2022-01-27' }, [{ surname: 'A', number: 'K200001', nationality: 'FRA' }, { surname: 'B', number: 'K200002', nationality: 'FRA' }, { surname: 'C', number: 'K200003', nationality: 'NOR' }, { surname: 'D', number: 'K200004', nationality: 'FRA' }]);
    await world.done('forecast.compute', ask, { as: duty });
    expect((await promiseOf(arrival)).languages).toEqual({ from: 'nationality', shares: [{ language: 'fr', share: 0.75 }, { language: 'no', share: 0.25 }] });
    await world.done('declarations.invite', { flightId: arrival });
    const cards = [...(await cardsOf(world, arrival)).values()];
    expect(cards.length).toBeGreaterThanOrEqual(2);
    for (const card of cards.slice(0, 2)) await fileCard(world, card, 'de');
    await day.announce({ designator: 'CA403', scheduledAt: '2022-01-27T06:00:00Z', expectedPersons: 20 });
    await world.done('forecast.compute', ask, { as: duty });
    const { from, shares } = (await promiseOf(arrival)).languages!;
    expect([from, shares.find((one) => one.language === 'de')]).toEqual(['cards', { language: 'de', share: 0.5 }]);
    const unknown = (await see()).promises.find((one) => one.persons === 20)!;
    expect(unknown.languages!.from).toBe('average');
    expect(unknown.languages!.shares.map((one) => one.language)).toEqual(expect.arrayContaining(['de', 'fr']));
  });

  test('takes longer where nobody speaks it, and a desk of that language helps those alone', async () => {
    const chain = await world.see<{ content: { stations: { station: string; serviceTime: { source: unknown } }[] } }>('forecast.chain', { pointCode: 'PEK' }, { as: duty });
    expect(chain.content.stations.find((one) => one.station === 'sampling')!.serviceTime.source).toEqual({ en: expect.stringContaining('rapid-test'), zh: expect.stringContaining('快检') });
    const meanDwell = async (): Promise<number> => (await world.see<{ base: { mean: { value: number } } }>('forecast.whatIf', { pointCode: 'PEK', day: '2022-01-27', replications: 40, seed: 7, scenarios: [{ name: 'none', changes: [{ kind: 'serviceTime', station: 'sampling', factor: 1 }] }] }, { as: duty })).base.mean.value;
    const before = await meanDwell();
    const content = { ...chain.content, stations: chain.content.stations.map((one) => (one.station === 'sampling' ? { ...one, spoken: { languages: ['zh', 'en'], otherFactor: 3 } } : one)) };
    await world.done('forecast.setChain', { pointCode: 'PEK', content, reason: 'Nobody speaks German' }, { as: duty });
    expect(await meanDwell()).toBeGreaterThan(before);
    const desk = { name: 'a desk', changes: [{ kind: 'servers', station: 'sampling', count: 3, languages: ['de', 'fr', 'no'] }] };
    const { scenarios: [scenario] } = await world.see<{ scenarios: { mean: { high: number } }[] }>('forecast.whatIf', { pointCode: 'PEK', day: '2022-01-27', replications: 40, seed: 7, scenarios: [desk] }, { as: duty });
    expect(scenario!.mean.high).toBeLessThan(0);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { runView } from '../src/kernel/view.ts';
import { actorFor } from '../src/demo/port.ts';
import { Player } from '../src/demo/player.ts';
import { analyse, makeWorld } from '../src/demo/prepare-world.ts';
import { madeUntil } from '../src/demo/schedule.ts';
import { openHouse } from '../src/server/start.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { testDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

// One world for all sentences: it is made once, cut off on the way and gone on with, then played to its end.
let database: TestDatabase;
let open: OpenHouse;
let eventId: string;

beforeAll(async () => {
  database = await testDatabase();
  open = await openHouse(database.url);
  const cutOff = (done: number): void => {
    if (done === 60) throw new Error('the power fails');
  };
  await expect(makeWorld(open, { analyse: () => analyse(database.ownerUrl), onFlight: cutOff })).rejects.toThrow('the power fails');
  ({ eventId } = await makeWorld(open, { analyse: () => analyse(database.ownerUrl) }));
}, 400_000);

afterAll(async () => {
  await open?.close();
  await database?.close();
});

/** Counts arrivals and people supervised by an instant, straight from the records. */
async function supervised(from: string, to: string, asOf: string): Promise<[flights: number, persons: number]> {
  const [row] = await open.pool.query<{ flights: number; persons: number }>(
    `SELECT (SELECT count(*) FROM flights f WHERE f.event_id = $1 AND f.direction = 'arrival' AND f.flight_date BETWEEN $2 AND $3
         AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = f.flight_id AND r.step = 'BRD-01' AND r.outcome = 'passed' AND r.recorded_at <= $4)) AS flights,
       (SELECT count(*) FROM journeys j JOIN flights f ON f.event_id = $1 AND f.flight_id = j.flight_id WHERE j.event_id = $1 AND f.direction = 'arrival' AND f.flight_date BETWEEN $2 AND $3
         AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'ONB-01' AND (r.evidence->>'onBoard')::boolean AND r.recorded_at <= $4)) AS persons`,
    [eventId, from, to, asOf]);
  return [row!.flights, row!.persons];
}

interface Row { designator: string; flightDate: string; direction: string; state: string; counts: { expected: number; onBoard: number; absent: number; owedSteps: number; overdue: number; discrepancies: number } }

async function see<T>(view: string, input: object, asOf?: string): Promise<T> {
  return (await runView(open.house, eventId, actorFor(eventId, 'dutyOfficer', null), open.registry.views.get(view)!, input, { asOf })).data as T;
}

const dayEnd = '2022-01-10T16:00:00.000Z';

test('by the end of 10 January 196 flights and 5,958 persons have been supervised', async () => {
  expect(await supervised('2021-10-01', '2022-01-10', dayEnd)).toEqual([196, 5958]);
  // Nothing of a later day was there yet, whatever day is asked for.
  expect(await supervised('2021-10-01', '2022-12-31', dayEnd)).toEqual([196, 5958]);
});

test('on 27 January at half past ten, what was supervised since 1 January and what is still expected make 178 flights and 8,018 persons', async () => {
  const [flights, persons] = await supervised('2022-01-01', '2022-01-29', new Date(madeUntil).toISOString());
  const [expected] = await open.pool.query<{ flights: number; persons: number }>(
    `SELECT count(*) AS flights, sum((c.attributes->>'flight.expectedPersons')::int)::int AS persons FROM flights f JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id
     WHERE f.event_id = $1 AND f.direction = 'arrival' AND f.flight_date BETWEEN '2022-01-01' AND '2022-01-29' AND NOT EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = f.flight_id AND r.step = 'BRD-01' AND r.outcome = 'passed')`, [eventId]);
  expect([flights + expected!.flights, persons + expected!.persons]).toEqual([178, 8018]);
  expect(expected!.flights).toBeGreaterThan(31);
  const [rows] = await open.pool.query<{ flights: number; persons: number }>(
    `SELECT count(*) AS flights, sum((c.attributes->>'flight.expectedPersons')::int)::int AS persons FROM flights f JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id WHERE f.event_id = $1 AND f.direction = 'arrival' AND f.flight_date = '2022-01-27'`, [eventId]);
  expect([rows!.flights, rows!.persons]).toEqual([23, 1800]);
});

test('the day is in progress: flights of every state, a late result, a positive with contacts, an abnormal hand-over, a retest under way, a difference open', async () => {
  const { flights } = await see<{ flights: Row[] }>('flights.list', { date: '2022-01-27', direction: 'arrival' });
  const states = flights.map((flight) => flight.state);
  for (const state of ['closed', 'inProcess', 'disembarking', 'landed', 'planned', 'listed', 'announced']) expect(states, state).toContain(state);
  expect(states.filter((state) => state === 'closed').length).toBe(5);
  expect(flights.filter((flight) => flight.counts.overdue > 0).length).toBe(1);
  expect(flights.filter((flight) => flight.counts.discrepancies > 0).length).toBe(1);
  const open27 = async (step: string): Promise<number> => (await open.pool.query<{ count: number }>(
    `SELECT count(*) FROM obligations o JOIN journeys j ON j.event_id = o.event_id AND j.case_id = o.case_id JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
     WHERE o.event_id = $1 AND f.flight_date = '2022-01-27' AND o.step = $2 AND o.settled_by IS NULL`, [eventId, step]))[0]!.count;
  expect(await open27('CHK-03')).toBe(1);
  expect(await open27('XFR-02')).toBe(1);
  const passed27 = async (step: string): Promise<number> => (await open.pool.query<{ count: number }>(
    `SELECT count(*) FROM records r JOIN journeys j ON j.event_id = r.event_id AND j.case_id = r.case_id JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
     WHERE r.event_id = $1 AND f.flight_date = '2022-01-27' AND r.step = $2 AND r.outcome = 'passed'`, [eventId, step]))[0]!.count;
  expect(await passed27('XFR-02')).toBe(1);
  expect(await passed27('REP-03')).toBe(1);
  const ahead = await see<{ flights: Row[] }>('flights.list', { from: '2022-01-28', to: '2022-01-29' });
  expect(ahead.flights.length).toBe(31);
  expect(ahead.flights.filter((flight) => flight.state !== 'announced').length).toBeGreaterThan(15);
  expect(ahead.flights.some((flight) => flight.state === 'planned')).toBe(true);
  const departure = await see<{ flights: Row[] }>('flights.list', { date: '2022-01-27', direction: 'departure' });
  expect(departure.flights.map((flight) => flight.state)).toEqual(['inProcess']);
});

test('nothing was recorded out of its time: no case was written backwards, and every past flight is closed with nothing owed', async () => {
  const backwards = await open.pool.query('SELECT 1 FROM records a JOIN records b ON b.event_id = a.event_id AND b.case_id = a.case_id AND b.seq = a.seq + 1 WHERE a.event_id = $1 AND b.recorded_at < a.recorded_at LIMIT 1', [eventId]);
  expect(backwards).toEqual([]);
  const [last] = await open.pool.query<{ at: string }>('SELECT max(recorded_at) AS at FROM records WHERE event_id = $1', [eventId]);
  expect(Date.parse(last!.at)).toBeLessThanOrEqual(madeUntil);
  const { flights } = await see<{ flights: Row[] }>('flights.list', { from: '2021-10-01', to: '2022-01-26', limit: 500 });
  const open26 = flights.filter((flight) => flight.state !== 'closed').map((flight) => flight.designator);
  // Only flights that landed in the night before may still wait for the laboratory.
  expect(open26.length).toBeLessThanOrEqual(4);
  expect(await owedOnClosed()).toBe(0);
});

async function owedOnClosed(): Promise<number> {
  const [row] = await open.pool.query<{ count: number }>(
    `SELECT count(*) FROM obligations o LEFT JOIN journeys j ON j.event_id = o.event_id AND j.case_id = o.case_id
     JOIN gates g ON g.event_id = o.event_id AND g.case_id = coalesce(j.flight_id, o.case_id) AND g.gate = 'closed' AND g.passed_by IS NOT NULL WHERE o.event_id = $1 AND o.settled_by IS NULL`, [eventId]);
  return row!.count;
}

test('statistics give the published figures', async ({ skip }) => {
  if (!open.registry.views.has('statistics.summary')) return skip();
  type Summary = { flightsSupervised: number; personsSupervised: number; flightsExpected: number; personsExpected: number };
  const until10 = await see<Summary>('statistics.summary', { to: '2022-01-10', groupBy: 'day' }, dayEnd);
  expect([until10.flightsSupervised, until10.personsSupervised]).toEqual([196, 5958]);
  const january = await see<Summary>('statistics.summary', { from: '2022-01-01', to: '2022-01-29', groupBy: 'day' });
  expect([january.flightsSupervised + january.flightsExpected, january.personsSupervised + january.personsExpected]).toEqual([178, 8018]);
});

test('played on to the 30th, beside nobody, every flight is closed and the figures of January are complete', async () => {
  let player = await Player.open(open, eventId);
  const end = Date.parse('2022-01-30T08:00:00.000Z');
  for (let at = madeUntil; at <= end; at += 3_600_000) {
    open.book.setClock(eventId, { kind: 'simulated', eventAt: new Date(at).toISOString(), realAt: new Date().toISOString(), speed: 0 });
    // The server is restarted on the way: the player goes on from what is recorded.
    if (at === madeUntil + 12 * 3_600_000) player = await Player.open(open, eventId);
    expect(await player.play(at, 600_000)).toBe(true);
  }
  expect(player.tally.refused).toBe(0);
  expect(await supervised('2022-01-01', '2022-01-29', '2022-01-29T16:00:00.000Z')).toEqual([178, 8018]);
  expect(await supervised('2022-01-27', '2022-01-27', '2022-01-27T16:00:00.000Z')).toEqual([23, 1800]);
  expect(await supervised('2022-01-28', '2022-01-28', '2022-01-28T16:00:00.000Z')).toEqual([18, 1496]);
  const { flights } = await see<{ flights: Row[] }>('flights.list', { from: '2021-10-01', to: '2022-02-01', limit: 500 });
  expect(flights.length).toBe(337);
  expect(flights.filter((flight) => flight.state !== 'closed').map((flight) => `${flight.designator} ${flight.flightDate}`)).toEqual([]);
  expect(await owedOnClosed()).toBe(0);
  const [doubled] = await open.pool.query<{ count: number }>('SELECT count(*) FROM (SELECT 1 FROM journeys WHERE event_id = $1 GROUP BY flight_id, traveller_id HAVING count(*) > 1) d', [eventId]);
  expect(doubled!.count).toBe(0);
}, 300_000);

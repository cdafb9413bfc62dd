import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour, minute } from '../src/demo/days.ts';
import { Player, startPlayer } from '../src/demo/player.ts';
import { actorFor } from '../src/demo/port.ts';
import { madeUntil } from '../src/demo/schedule.ts';
import { makeSmallWorld, smallWorldFlights } from '../src/demo/small-world.ts';
import type { SmallWorld } from '../src/demo/small-world.ts';
import { resumeClock, startClock } from '../src/demo/world-clock.ts';
import { runAction } from '../src/kernel/action.ts';
import type { ClockSetting } from '../src/kernel/clock.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import type { Role } from '../src/kernel/officer.ts';
import { runView } from '../src/kernel/view.ts';
import { openHouse } from '../src/server/start.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { testDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { owedOnClosed } from './invented-world.ts';

let database: TestDatabase;
let open: OpenHouse;

beforeAll(async () => {
  database = await testDatabase();
  open = await openHouse(database.url);
});

afterAll(async () => {
  await open?.close();
  await database?.close();
});

function setTime(eventId: string, at: number, speed = 0): void {
  open.book.setClock(eventId, { kind: 'simulated', eventAt: new Date(at).toISOString(), realAt: new Date().toISOString(), speed });
}

async function done(world: SmallWorld, by: Role, action: string, input: object): Promise<Record<string, unknown>> {
  const now = open.house.now(world.eventId);
  const answer = await runAction(open.house, world.eventId, actorFor(world.eventId, by, null), open.registry.actions.get(action)!, { id: uuidv7(), occurredAt: now, input });
  if (!answer.ok) throw new Error(`${action}: ${JSON.stringify(answer.refusal)}`);
  return answer.result as Record<string, unknown>;
}

async function owing(world: SmallWorld, flightId: string, step: string): Promise<string[]> {
  const rows = await open.pool.query<{ case_id: string }>('SELECT o.case_id FROM obligations o JOIN journeys j ON j.event_id = o.event_id AND j.case_id = o.case_id WHERE o.event_id = $1 AND j.flight_id = $2 AND o.step = $3 AND o.settled_by IS NULL ORDER BY o.case_id', [world.eventId, flightId, step]);
  return rows.map((row) => row.case_id);
}

async function states(world: SmallWorld): Promise<Record<string, string>> {
  const view = open.registry.views.get('flights.list')!;
  const { data } = await runView(open.house, world.eventId, actorFor(world.eventId, 'dutyOfficer', null), view, { date: '2022-01-27' }, {});
  return Object.fromEntries((data as { flights: { designator: string; state: string }[] }).flights.map((flight) => [flight.designator, flight.state]));
}

async function backwards(world: SmallWorld): Promise<number> {
  const rows = await open.pool.query('SELECT 1 FROM records a JOIN records b ON b.event_id = a.event_id AND b.case_id = a.case_id AND b.seq = a.seq + 1 WHERE a.event_id = $1 AND b.recorded_at < a.recorded_at', [world.eventId]);
  return rows.length;
}

test('the player leaves alone what officers did by hand, ends what they began, and closes every flight of the day', async () => {
  const seed = 'by hand';
  const world = await makeSmallWorld(open, { seed });
  const { inProcess, landed } = world.flights;
  setTime(world.eventId, madeUntil);
  // Officers take the first travellers of the hall whom the player would come to later, and the flight that was left to hands.
  const byHand = (await owing(world, inProcess.flightId, 'BAG-01')).slice(0, 5);
  expect(byHand.length).toBe(5);
  await done(world, 'customsOfficer', 'travellers.recordMany', { step: 'BAG-01', caseIds: byHand, evidence: { tags: 1, tagsMatch: true, disinfected: true, note: 'by hand' } });
  await done(world, 'healthOfficer', 'travellers.confirmOnBoard', { flightId: landed.flightId, headCount: 12, papersIn: true, illPersons: 0, absentCaseIds: [] });
  await done(world, 'healthOfficer', 'prescribed.record', { caseId: landed.flightId, step: 'DSB-01', evidence: { permitted: true } });
  const [first, ...others] = await owing(world, landed.flightId, 'CHK-02');
  await done(world, 'gate', 'travellers.recordMany', { step: 'CHK-02', caseIds: [first], evidence: { temperatureCelsius: 37.6 } });
  await done(world, 'gate', 'travellers.recordMany', { step: 'CHK-02', caseIds: others, evidence: { temperatureCelsius: 36.3 } });

  let player = await Player.open(open, world.eventId, seed, smallWorldFlights());
  for (let at = madeUntil; at <= madeUntil + 26 * hour; at += 20 * minute) {
    setTime(world.eventId, at);
    expect(await player.play(at, 600_000)).toBe(true);
    if (at === madeUntil + 3 * hour) player = await Player.open(open, world.eventId, seed, smallWorldFlights());
  }
  expect(new Set(Object.values(await states(world)))).toEqual(new Set(['closed']));
  expect(await owedOnClosed(open, world.eventId)).toBe(0);
  expect(await backwards(world)).toBe(0);
  // Nobody was measured or had their bags opened a second time.
  const twice = await open.pool.query("SELECT case_id, step FROM records WHERE event_id = $1 AND step IN ('BAG-01', 'CHK-02') AND outcome = 'passed' AND corrects IS NULL GROUP BY case_id, step HAVING count(*) > 1", [world.eventId]);
  expect(twice).toEqual([]);
  const noted = await open.pool.query("SELECT 1 FROM records WHERE event_id = $1 AND step = 'BAG-01' AND evidence->>'note' = 'by hand'", [world.eventId]);
  expect(noted.length).toBe(5);
  const retested = await open.pool.query("SELECT 1 FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'CHK-03' AND outcome = 'passed'", [world.eventId, first]);
  expect(retested.length).toBe(1);
}, 240_000);

test('the player of a running server follows the clock at six hundred times its speed, stands when the clock stands, and the clock goes on from there after a restart', async () => {
  const world = await makeSmallWorld(open, { seed: 'fast' });
  const flights = smallWorldFlights();
  const count = async (): Promise<number> => (await open.pool.query<{ count: number }>('SELECT count(*) FROM records WHERE event_id = $1', [world.eventId]))[0]!.count;
  const before = await count();
  await startClock(open, world.eventId, madeUntil, 600);
  const player = startPlayer(open, world.eventId, { open: () => Player.open(open, world.eventId, 'fast', flights) });
  const until = Date.now() + 90_000;
  const reached = madeUntil + 90 * minute;
  while (Date.parse(open.house.now(world.eventId)) < reached && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 200));
  // The clock is stopped; what it has reached is still caught up with, then nothing moves.
  await done(world, 'dutyOfficer', 'ports.runClock', { speed: 0 });
  const stoppedAt = Date.parse(open.house.now(world.eventId));
  expect(stoppedAt).toBeGreaterThanOrEqual(reached);
  const fresh = async (): Promise<number> => (await Player.open(open, world.eventId, 'fast', flights)).nextAt ?? Number.POSITIVE_INFINITY;
  while ((await fresh()) <= stoppedAt && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await fresh()).toBeGreaterThan(stoppedAt);
  const caughtUp = await count();
  expect(caughtUp).toBeGreaterThan(before + 100);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await count()).toBe(caughtUp);
  await player.stop();

  // A server that was killed had written its clock seconds before; time then stood still until somebody serves the world again.
  const kept = { kind: 'simulated', eventAt: new Date(madeUntil + 80 * minute).toISOString(), realAt: new Date(Date.now() - 3 * 24 * hour).toISOString(), speed: 60 } as const satisfies ClockSetting;
  const [lastRecord] = await open.pool.query<{ at: string }>('SELECT max(recorded_at) AS at FROM records WHERE event_id = $1', [world.eventId]);
  const at = await resumeClock(open, world.eventId, kept);
  expect(at).toBeGreaterThanOrEqual(Date.parse(lastRecord!.at));
  expect(at).toBeLessThan(madeUntil + 3 * hour);
  expect(Date.parse(open.house.now(world.eventId)) - at).toBeLessThan(10 * minute);
}, 240_000);

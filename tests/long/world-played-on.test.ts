import { afterAll, beforeAll, expect, test } from 'vitest';
import { Player } from '../../src/demo/player.ts';
import { madeUntil } from '../../src/demo/schedule.ts';
import type { OpenHouse } from '../../src/server/start.ts';
import { openInventedWorld, owedOnClosed, supervised } from '../invented-world.ts';
import type { InventedWorld } from '../invented-world.ts';

let world: InventedWorld;
let open: OpenHouse;
let eventId: string;
let see: InventedWorld['see'];

beforeAll(async () => {
  world = await openInventedWorld();
  ({ open, eventId, see } = world);
}, 1_200_000);

afterAll(async () => {
  await world?.close();
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
  expect(await supervised(open, eventId, '2022-01-01', '2022-01-29', '2022-01-29T16:00:00.000Z')).toEqual([178, 8018]);
  expect(await supervised(open, eventId, '2022-01-27', '2022-01-27', '2022-01-27T16:00:00.000Z')).toEqual([23, 1800]);
  expect(await supervised(open, eventId, '2022-01-28', '2022-01-28', '2022-01-28T16:00:00.000Z')).toEqual([18, 1496]);
  // The past has stayed what it was.
  expect(await supervised(open, eventId, '2021-10-01', '2022-12-31', '2022-01-10T16:00:00.000Z')).toEqual([196, 5958]);
  type Summary = { flightsSupervised: number; personsSupervised: number; flightsExpected: number; personsExpected: number };
  const total = await see<Summary>('statistics.summary', { from: '2022-01-01', to: '2022-01-29', direction: 'arrival', groupBy: 'day' });
  expect(total).toMatchObject({ flightsSupervised: 178, personsSupervised: 8018, flightsExpected: 0, personsExpected: 0 });
  const { flights } = await see<{ flights: { designator: string; flightDate: string; state: string }[] }>('flights.list', { from: '2021-10-01', to: '2022-02-01', limit: 500 });
  expect(flights.length).toBe(337);
  expect(flights.filter((flight) => flight.state !== 'closed').map((flight) => `${flight.designator} ${flight.flightDate}`)).toEqual([]);
  expect(await owedOnClosed(open, eventId)).toBe(0);
  const doubled = await open.pool.query('SELECT 1 FROM journeys WHERE event_id = $1 GROUP BY flight_id, traveller_id HAVING count(*) > 1', [eventId]);
  expect(doubled).toEqual([]);
}, 1_200_000);

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenHouse } from '../src/server/start.ts';
import { expectBalanced, expectReleased, openInventedWorld, owedOnClosed, owedThoughReleased, supervised, writtenBackwards } from './invented-world.ts';
import type { InventedWorld } from './invented-world.ts';
import { stageOf } from '../src/demo/acting.ts';
import { GoodsWork } from '../src/demo/goods/making.ts';
import { redChannelDeeds } from '../src/demo/goods/red-channel.ts';
import { windowDeeds } from '../src/demo/goods/windows.ts';
import { startClock } from '../src/demo/world-clock.ts';
import { autumnEnd, dayEnd } from './world-until.ts';

// The world until the end of 15 October, made through the public actions, cut off on the way and gone on with. That the published figures of January follow from its
// schedule and its plan is tested beside them (src/demo); tests/long makes the whole of it, counts them there as well, and plays it on.
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

test('by the end of 15 October 39 flights and 1,246 persons have been supervised, and the statistics say so', async () => {
  expect(await supervised(open, eventId, '2021-10-01', '2021-10-15', autumnEnd)).toEqual([39, 1246]);
  // Nothing of a later day was there yet, whatever day is asked for.
  expect(await supervised(open, eventId, '2021-10-01', '2022-12-31', autumnEnd)).toEqual([39, 1246]);
  const summary = await see<{ flightsSupervised: number; personsSupervised: number }>('statistics.summary', { direction: 'arrival', groupBy: 'day' });
  expect([summary.flightsSupervised, summary.personsSupervised]).toEqual([39, 1246]);
});

test('256 consignments worth CNY 575 m are released by then, by port, kind and month alike, and every one of them opens', async () => {
  await expectReleased(world, autumnEnd, 256, 57_457_750_489);
  const { consignments } = await see<{ consignments: { consignmentId: string; number: string }[] }>('goods.figureCases', { groupBy: 'all' });
  for (const one of [consignments[0]!, consignments.at(-1)!]) expect(await see('goods.consignment', { consignmentId: one.consignmentId })).toMatchObject({ consignment: { number: one.number } });
});

test('nothing was recorded out of its time, every past flight is closed with nothing owed, and nothing that bars the release of goods is owed on any that are released', async () => {
  expect(await writtenBackwards(open, eventId)).toBe(0);
  const [last] = await open.pool.query<{ at: string }>('SELECT max(recorded_at) AS at FROM records WHERE event_id = $1', [eventId]);
  expect(Date.parse(last!.at)).toBeLessThanOrEqual(Date.parse(autumnEnd));
  const { flights } = await see<{ flights: { designator: string; state: string }[] }>('flights.list', { from: '2021-10-01', to: '2021-10-14', limit: 500 });
  expect(flights.length).toBeGreaterThan(30);
  // Only flights that landed in the night before may still wait for the laboratory.
  expect(flights.filter((flight) => flight.state !== 'closed').length).toBeLessThanOrEqual(4);
  expect(await owedOnClosed(open, eventId)).toBe(0);
  expect(await owedThoughReleased(open, eventId)).toEqual([0, 0]);
});

test('the guarantees balance to the fen, and the whole book is counted again without a breach', async () => {
  expect((await expectBalanced(world, 3)).entries).toBeGreaterThan(500);
});

describe('by the end of 10 January, with nothing more done than this', () => {
  beforeAll(async () => {
    const deeds = [...windowDeeds([]), ...redChannelDeeds()].toSorted((one, other) => one.at - other.at);
    await (await GoodsWork.open(await stageOf(open, eventId), { actions: 0, refused: 0 }, deeds)).doUntil(Date.parse(dayEnd), { sideBySide: 2 });
    await startClock(open, eventId, Date.parse(dayEnd), 0);
  });

  test('inspection windows are open from 10 January on', async () => {
    const { windows, appointments } = await see<{ windows: { pointCode: string; capacity: number; booked: number }[]; appointments: unknown[] }>('goods.windows', { from: '2022-01-10', to: '2022-01-10' });
    expect(windows.length).toBeGreaterThanOrEqual(6);
    for (const one of windows) expect(one).toMatchObject({ pointCode: 'PEK', capacity: 2, booked: 0 });
    expect(appointments).toEqual([]);
  });

  test('the red channel of 10 January has its decisions, and what must leave again stands open', async () => {
    const { sums, leaving } = await see<{ sums: { records: number; taxFen: number; decisions: object }; leaving: { accreditation: string }[] }>('goods.articleRecords', { day: '2022-01-10' });
    expect(sums).toMatchObject({ records: 2, taxFen: 15_000, decisions: { letIn: 1, taxed: 1 } });
    expect(leaving.map((one) => one.accreditation)).toEqual(['INV-A-0100']);
  });
});

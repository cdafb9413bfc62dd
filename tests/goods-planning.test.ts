import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

type Forecast = { days: { day: string; boundFen: number; availableFen: number; limitFen: number }[]; dry: { day: string; missingFen: number; consignments: string[] } | null; warnOn: string | null; peak: { peakFen: number }; arrivals: { number: string; amountFen: number }[] };
const forecast = (input: object = {}): Promise<Forecast> => port.world.see('goods.forecast', input, { as: port.customs });

it('the guarantee is forecast by day from what is bound, what will come and when it must leave, and what-if changes nothing', async () => {
  const released = await port.submits();
  await port.confirms(released.consignmentId);
  const { coverCny, leavesBy } = await port.releases(released.consignmentId);
  const coming = await port.submits();
  const bound = Number(coverCny.replace('.', ''));
  const seen = await forecast({ to: '2022-12-31' });
  expect(seen.arrivals).toMatchObject([{ number: coming.number, amountFen: bound }]);
  expect(seen.days.find((one) => one.day === '2022-01-07')).toMatchObject({ boundFen: bound });
  expect(seen.days.find((one) => one.day === '2022-01-08')).toMatchObject({ boundFen: 2 * bound });
  expect(seen.days.find((one) => one.day === leavesBy)).toMatchObject({ boundFen: bound });
  expect(seen.days.at(-1)).toMatchObject({ boundFen: 0 });
  expect(seen.dry).toBeNull();
  const dry = await forecast({ to: '2022-03-01', changes: [{ kind: 'add', arrivesOn: '2022-02-01', amountCny: '1000000.00' }] });
  expect(dry.dry).toMatchObject({ day: '2022-02-01', missingFen: 2 * bound });
  expect(dry.warnOn).toBe('2022-01-11');
  expect((await forecast({ to: '2022-03-01', changes: [{ kind: 'add', arrivesOn: '2022-02-01', amountCny: '1000000.00' }, { kind: 'raise', day: '2022-01-31', amountCny: '900000.00' }] })).dry).toBeNull();
  expect((await forecast({ to: '2022-03-01', changes: [{ kind: 'drop', consignmentId: coming.consignmentId }] })).peak.peakFen).toBe(bound);
});

it('what must leave stands in its order, with the money at risk on each day; after the last day it is overdue', async () => {
  type Overdue = { consignments: { number: string; daysLeft: number; committedFen: number; linesOpen: number }[]; days: { day: string; committedFen: number }[]; overdueFen: number };
  const before = await port.world.see<Overdue>('goods.overdue', {}, { as: port.trader });
  expect(before.consignments).toHaveLength(1);
  expect([before.overdueFen, before.days]).toEqual([0, [{ day: '2022-07-05', consignments: 1, committedFen: before.consignments[0]!.committedFen }]]);
  port.world.setTime('2022-07-06T01:00:00.000Z');
  const after = await port.world.see<Overdue>('goods.overdue', { withinDays: 0 }, { as: port.customs });
  expect(after.consignments).toMatchObject([{ daysLeft: -1, linesOpen: 2 }]);
  expect(after.overdueFen).toBe(before.consignments[0]!.committedFen);
  expect((await port.world.see<{ counts: Record<string, number> }>('goods.board', {}, { as: port.customs })).counts['overdue']).toBe(1);
});

it('from the day of competition back, what is missed is red and what is done is done', async () => {
  const { consignmentId } = await port.submits();
  const { tasks } = await port.world.see<{ tasks: { task: string; state: string; lastDay: string }[] }>('goods.backPlan', { kind: 'K03', neededOn: '2022-07-12', consignmentId }, { as: port.trader });
  expect(Object.fromEntries(tasks.map((one) => [one.task, one.state]))).toMatchObject({ register: 'done', list: 'done', confirm: 'missed', permit: 'done', deliver: 'due' });
  const radios = await port.submits({ lines: [{ hsCode: '852560' }] });
  const planned = await port.world.see<{ tasks: { task: string; state: string }[] }>('goods.backPlan', { kind: 'K03', neededOn: '2022-07-12', consignmentId: radios.consignmentId }, { as: port.trader });
  expect(planned.tasks.find((one) => one.task === 'permit')?.state).toBe('missed');
  await port.confirms(consignmentId);
  const confirmed = await port.world.see<{ tasks: { task: string; state: string }[] }>('goods.backPlan', { kind: 'K03', neededOn: '2022-07-12', consignmentId }, { as: port.trader });
  expect(confirmed.tasks.find((one) => one.task === 'confirm')?.state).toBe('done');
});

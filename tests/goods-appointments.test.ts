import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

type Windows = { windows: { windowId: string; startsAt: string; capacity: number; booked: number }[]; appointments: { appointmentId: string; number: string; endedAs: string | null }[] };
const windowsOf = (as = port.customs): Promise<Windows> => port.world.see('goods.windows', { from: '2022-01-08', to: '2022-01-09', pointCode: 'PEK' }, { as });

it('windows are opened for working days and days of rest, once', async () => {
  const input = { pointCode: 'PEK', placeEn: 'Inspection bay 1', placeZh: '1号查验位', dedicated: true, equipment: ['X-ray'], from: '2022-01-07', to: '2022-01-09', opensAt: '08:00', closesAt: '12:00', minutes: 60, officersWorkday: 2, officersRestDay: 1, perOfficer: 1 };
  expect(await port.world.done('goods.openWindows', input, { as: port.customs })).toEqual({ opened: 12, already: 0 });
  expect(await port.world.done('goods.openWindows', input, { as: port.customs })).toEqual({ opened: 0, already: 12 });
  const { windows } = await windowsOf();
  // Eight in the morning in Beijing; 8 and 9 January 2022 are a weekend.
  expect(windows.filter((one) => one.startsAt === '2022-01-08T00:00:00.000Z')).toMatchObject([{ capacity: 1, booked: 0 }]);
});

it('nobody gets more windows than there are, however many press at the same instant', async () => {
  const filed = await Promise.all(Array.from({ length: 6 }, async () => port.submits({ lines: [{}] })));
  const wanted = (await windowsOf()).windows.find((one) => one.startsAt === '2022-01-08T01:00:00.000Z')!;
  const answers = await Promise.all(filed.map((one) => port.world.act('goods.bookAppointment', { consignmentId: one.consignmentId, windowId: wanted.windowId }, { as: port.trader })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))).toEqual(new Set(['window-full']));
  const { windows, appointments } = await windowsOf(port.trader);
  expect(windows.find((one) => one.windowId === wanted.windowId)).toMatchObject({ booked: 1, capacity: 1 });
  expect(appointments).toHaveLength(1);
  const winner = filed[answers.findIndex((answer) => answer.ok)]!;
  const other = windows.find((one) => one.startsAt === '2022-01-08T02:00:00.000Z')!;
  expect(await port.world.refusedBy('goods.bookAppointment', { consignmentId: winner.consignmentId, windowId: other.windowId }, { as: port.trader })).toBe('appointment-booked');
  await port.world.done('goods.cancelAppointment', { appointmentId: appointments[0]!.appointmentId }, { as: port.trader });
  expect((await windowsOf()).windows.find((one) => one.windowId === wanted.windowId)!.booked).toBe(0);
  await port.world.done('goods.bookAppointment', { consignmentId: winner.consignmentId, windowId: other.windowId }, { as: port.trader });
});

it('an appointment that is kept is the step; one that is missed leaves it owed', async () => {
  const lines = [{ hsCode: '930630', descriptionEn: 'Cartridges', quantity: '100', unit: 'C62', serials: [], unitValue: undefined, totalValue: '100.00' }];
  const { consignmentId } = await port.submits({ kind: 'K06', lines });
  const { windows } = await windowsOf();
  const free = windows.filter((one) => one.booked === 0);
  const first = await port.world.done<{ appointmentId: string }>('goods.bookAppointment', { consignmentId, windowId: free[0]!.windowId }, { as: port.trader });
  expect(await port.world.done('goods.keepAppointment', { appointmentId: first.appointmentId, kept: false, present: 'nobody came' }, { as: port.customs })).toEqual({ outcome: 'failed' });
  const second = await port.world.done<{ appointmentId: string }>('goods.bookAppointment', { consignmentId, windowId: free[1]!.windowId }, { as: port.trader });
  expect(await port.world.done('goods.keepAppointment', { appointmentId: second.appointmentId, kept: true, present: 'Invented Agent' }, { as: port.customs })).toEqual({ outcome: 'passed' });
});

it('what waits is taken in its order, with a day’s clock from arrival', async () => {
  const { consignmentId } = await port.submits({ lines: [{}] });
  await port.confirms(consignmentId);
  await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, { as: port.customs });
  await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'onArrival', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX1', dispatchCountry: 'DE' } }, { as: port.trader });
  await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
  await port.records(consignmentId, 'GDS-ARR', { pieces: 1, piecesDeclared: 1, conveyance: 'XX1', healthOrder: false });
  const { waiting } = await port.world.see<{ waiting: { consignmentId: string; dueAt: string; arrivedAt: string; owed: string[]; overdue: boolean }[] }>('goods.queue', { pointCode: 'PEK' }, { as: port.customs });
  expect(waiting).toMatchObject([{ consignmentId, overdue: false }]);
  expect(Date.parse(waiting[0]!.dueAt) - Date.parse(waiting[0]!.arrivedAt)).toBe(24 * 3_600_000);
  expect(waiting[0]!.owed).toEqual(expect.arrayContaining(['GDS-RADN', 'GDS-PACK', 'GDS-SERL']));
});

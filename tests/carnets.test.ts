import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import { enteredCarnet } from './carnets.ts';
import type { CarnetSeen } from './carnets.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

const enter = (more: object = {}): Promise<{ carnetId: string }> => port.world.done('goods.enterCarnet', { ...enteredCarnet, ...more }, { as: port.customs });
const record = (carnetId: string, kind: string, day: string, items: Record<number, number> = {}, more: object = {}) => ({ carnetId, kind, day, items: Object.entries(items).map(([item, quantity]) => ({ item: Number(item), quantity })), ...more });
const done = (...given: Parameters<typeof record>): Promise<unknown> => port.world.done('goods.recordCarnet', record(...given), { as: port.customs });
const refusedBy = (...given: Parameters<typeof record>): Promise<string> => port.world.refusedBy('goods.recordCarnet', record(...given), { as: port.customs });
const seen = (carnetId: string, as: Actor = port.customs): Promise<CarnetSeen> => port.world.see('goods.carnet', { carnetId }, { as });
const listed = async (as: Actor = port.customs): Promise<CarnetSeen['carnet'][]> => (await port.world.see<{ carnets: CarnetSeen['carnet'][] }>('goods.carnets', {}, { as })).carnets;

it('a carnet is entered once, for a year and 110 % at most, with a list that ends with its entry', async () => {
  const { carnetId } = await enter();
  expect(await seen(carnetId)).toMatchObject({ carnet: { state: 'abroad', leavesBy: null, daysLeft: null, pieces: 52, here: 0, dutiesFen: 100_000_00 }, items: [{ item: 1, serialNumbers: ['S1', 'S2'], state: 'abroad' }, { item: 2, quantity: 50 }], records: [], clocks: { claimBy: '2024-01-02', claimedOn: null } });
  const refused = (more: object): Promise<string> => port.world.refusedBy('goods.enterCarnet', { ...enteredCarnet, ...more }, { as: port.customs });
  expect(await refused({})).toBe('carnet-already-entered');
  expect(await refused({ number: 'UT 2', securityCny: '110000.01' })).toBe('carnet-cap-exceeded');
  expect(await refused({ number: 'UT 2', validTo: '2023-01-04' })).toBe('carnet-term-invalid');
  await expect(port.world.open.pool.query('UPDATE carnets SET security_fen = 0 WHERE event_id = $1', [port.world.eventId])).rejects.toThrow(/permission denied/);
  // The number of lines stands with the carnet: the database takes no further one.
  await expect(port.world.open.pool.query("INSERT INTO carnet_items (event_id, carnet_id, item, items, description, serial_numbers, quantity, value_fen) VALUES ($1, $2, 3, 3, 'late', '{}', 1, 1)", [port.world.eventId, carnetId])).rejects.toThrow(/foreign key/);
});

it('items come and leave by voucher in parts, and each record is judged by those before it', async () => {
  const { carnetId } = await enter({ number: 'UT 10' });
  await done(carnetId, 'import', '2022-01-04', { 1: 2, 2: 30 }, { voucher: 'I 1', place: 'PEK', reexportBy: '2022-03-31' });
  expect(await refusedBy(carnetId, 'import', '2022-01-05', { 2: 10 }, { voucher: 'I 1' })).toBe('carnet-voucher-used');
  await done(carnetId, 'import', '2022-01-05', { 2: 20 }, { voucher: 'I 2' });
  await done(carnetId, 'seizure', '2022-01-05', { 1: 1 });
  await done(carnetId, 'reExport', '2022-01-05', { 1: 1, 2: 45 }, { voucher: 'R 1' });
  await done(carnetId, 'dutyPaid', '2022-01-05', { 2: 2 });
  expect(await seen(carnetId)).toMatchObject({
    carnet: { state: 'here', leavesBy: '2022-03-31', daysLeft: 85, here: 4, seized: 1 },
    items: [{ imported: 2, reExported: 1, here: 1, seized: 1, state: 'seized' }, { imported: 50, reExported: 45, regularised: 2, here: 3, seized: 0, state: 'here', leavesBy: '2023-01-02' }],
    records: [{ kind: 'import', voucher: 'I 1', place: 'PEK', reexportBy: '2022-03-31' }, { kind: 'import' }, { kind: 'seizure' }, { kind: 'reExport', items: [{ item: 1, quantity: 1 }, { item: 2, quantity: 45 }] }, { kind: 'dutyPaid' }],
  });
  for (const [wanted, code] of [
    [[carnetId, 'reExport', '2022-01-05', { 1: 1 }], 'carnet-quantity-exceeded'], [[carnetId, 'reExport', '2022-01-04', { 2: 1 }], 'carnet-record-early'], [[carnetId, 'reExport', '2022-01-06', { 2: 1 }], 'carnet-record-ahead'],
    [[carnetId, 'reExport', '2022-01-05', { 3: 1 }], 'carnet-item-unknown'], [[carnetId, 'reExport', '2022-01-05'], 'carnet-items-missing'], [[carnetId, 'claim', '2022-01-05', { 2: 1 }], 'carnet-items-unasked'],
    [[carnetId, 'reExport', '2022-01-05', { 2: 1 }, { reexportBy: '2022-02-01' }], 'carnet-import-only'], [[carnetId, 'deposit', '2022-01-05'], 'carnet-not-claimed'], [[port.partyId, 'claim', '2022-01-05'], 'carnet-unknown'],
  ] as const) expect([code, await refusedBy(...(wanted as unknown as Parameters<typeof record>))]).toEqual([code, code]);
});

it('of a quantity never more is recorded than there is, however many record at the same instant', async () => {
  const { carnetId } = await enter({ number: 'UT 20' });
  await done(carnetId, 'import', '2022-01-05', { 2: 10 });
  const answers = await Promise.all(Array.from({ length: 12 }, async () => port.world.act('goods.recordCarnet', record(carnetId, 'reExport', '2022-01-05', { 2: 3 }), { as: port.customs })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
  expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))).toEqual(new Set(['carnet-quantity-exceeded']));
  const { items, records } = await seen(carnetId);
  expect(items[1]).toMatchObject({ imported: 10, reExported: 9, here: 1 });
  expect(records).toHaveLength(4);
});

it('a company sees the carnets of its own consignments, and an import names only a consignment under a carnet', async () => {
  const { carnetId } = await enter({ number: 'UT 30' });
  const other = await port.submits({ cover: 'organiser' });
  expect(await refusedBy(carnetId, 'import', '2022-01-05', { 1: 1 }, { consignmentId: other.consignmentId })).toBe('carnet-not-its-cover');
  expect(await listed(port.trader)).toEqual([]);
  expect(await port.world.refusedBy('goods.recordCarnet', record(carnetId, 'import', '2022-01-05', { 1: 1 }), { as: port.trader })).toBe('role-not-allowed');
  const own = await port.submits({ cover: 'carnet' });
  expect(await refusedBy(carnetId, 'import', '2022-01-05', { 1: 1 }, { consignmentId: own.consignmentId })).toBe('not-confirmed');
  await port.confirms(own.consignmentId);
  await done(carnetId, 'import', '2022-01-05', { 1: 1 }, { consignmentId: own.consignmentId });
  expect(await listed(port.trader)).toMatchObject([{ carnetId, number: 'UT 30' }]);
  expect((await seen(carnetId, port.trader)).records).toMatchObject([{ consignment: { number: own.number } }]);
  const stranger = await port.world.makeOfficer('trader');
  await port.world.done('goods.fileParty', { kind: 'company', nameEn: 'Other Ltd', nameZh: '另一家公司', registration: '91110000MA0000002P', contact: 'x@example.org' }, { as: stranger });
  expect(await listed(stranger)).toEqual([]);
  await expect(seen(carnetId, stranger)).rejects.toThrow(/carnet-unknown/);
});

it('goods under a carnet are released once all of their pieces and numbers came in on it, and the database says so too', async () => {
  const { instrumentId } = await port.world.done<{ instrumentId: string }>('goods.acceptInstrument', { kind: 'carnet', reference: 'UT 35', guarantor: 'Invented Chamber', beginsOn: '2022-01-03', endsOn: '2023-01-02', claimDays: 0, amountCny: '500000.00' }, { as: port.customs });
  const { carnetId } = await enter({ number: 'UT 35', items: [{ description: 'camera', serialNumbers: ['CAM-1-1', 'CAM-1-2', 'CAM-9-9'], quantity: 3, valueCny: '150000.00' }, { description: 'camera', serialNumbers: ['CAM-2-1', 'CAM-2-2'], quantity: 2, valueCny: '100000.00' }, { description: 'case', quantity: 1, valueCny: '10.00' }] });
  const own = await port.submits({ cover: 'carnet' });
  await port.confirms(own.consignmentId);
  await port.world.done('goods.reserveCover', { consignmentId: own.consignmentId, instrumentId }, { as: port.customs });
  await port.world.done('goods.declare', { consignmentId: own.consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
  expect((await port.world.done<{ owed: string[] }>('goods.accept', { consignmentId: own.consignmentId, accepted: true }, { as: port.customs })).owed).toContain('GDS-ATA');
  await port.completes(own.consignmentId);
  const state = async (): Promise<{ carnets: { number: string; imported: number }[]; case: { steps: { step: string; state: string }[]; records: { step: string; outcome: string; evidence: object }[] } }> => port.world.see('goods.consignment', { consignmentId: own.consignmentId }, { as: port.trader });
  const releases = (): Promise<string> => port.world.refusedBy('goods.release', { consignmentId: own.consignmentId }, { as: port.customs });
  expect(await releases()).toBe('still-owed');
  expect(await port.world.refusedBy('prescribed.record', { caseId: own.consignmentId, step: 'GDS-ATA', evidence: { carnet: 'UT 35', imported: 4, piecesListed: 4, serialsMissing: 0 } }, { as: port.customs })).toBe('step-by-action');
  await done(carnetId, 'import', '2022-01-05', { 1: 2 }, { consignmentId: own.consignmentId, voucher: 'I 35' });
  expect((await state()).case.records.findLast((one) => one.step === 'GDS-ATA')).toMatchObject({ outcome: 'failed', evidence: { carnet: 'UT 35', imported: 2, piecesListed: 4, serialsMissing: 2 } });
  expect(await releases()).toBe('still-owed');
  // Enough pieces, but the numbers of the second line are not those of the case.
  await done(carnetId, 'import', '2022-01-05', { 1: 1, 3: 1 }, { consignmentId: own.consignmentId });
  expect((await state()).case.records.findLast((one) => one.step === 'GDS-ATA')).toMatchObject({ outcome: 'failed', evidence: { imported: 4, serialsMissing: 1 } });
  await expect(port.world.open.pool.query("UPDATE gates SET passed_by = (SELECT record_id FROM records WHERE event_id = $1 LIMIT 1) WHERE event_id = $1 AND case_id = $2 AND gate = 'release'", [port.world.eventId, own.consignmentId])).rejects.toThrow();
  await done(carnetId, 'import', '2022-01-05', { 2: 2 }, { consignmentId: own.consignmentId });
  expect(await state()).toMatchObject({ carnets: [{ number: 'UT 35', imported: 6 }] });
  await port.world.done('goods.release', { consignmentId: own.consignmentId }, { as: port.customs });
  // What leaves is recorded on the carnet by the same act, by item; CAM-9-9 and the case came in for the consignment but are of no line.
  const exit = (serials: string[], more: object = {}): [string, object, { as: Actor }] => ['goods.scanExit', { consignmentId: own.consignmentId, serials, evidence: 'Left by XX102', ...more }, { as: port.customs }];
  const out = await port.world.done<{ found: number; carnets: object[] }>(...exit(['CAM-1-1', 'CAM-2-1', 'CAM-8-8'], { voucher: 'R 35' }));
  expect(out).toMatchObject({ found: 2, carnets: [{ carnetId, number: 'UT 35', items: [{ item: 1, quantity: 1 }, { item: 2, quantity: 1 }] }] });
  const after = await seen(carnetId);
  expect(after.items).toMatchObject([{ imported: 3, reExported: 1, here: 2 }, { imported: 2, reExported: 1, here: 1 }, { here: 1 }]);
  expect(after.records.at(-1)).toMatchObject({ kind: 'reExport', voucher: 'R 35', place: 'PEK', consignment: { number: own.number } });
  // A voucher is used once; nothing of the exit stays behind where the carnet refuses.
  expect(await port.world.refusedBy(...exit(['CAM-1-2'], { voucher: 'R 35' }))).toBe('carnet-voucher-used');
  await done(carnetId, 'seizure', '2022-01-05', { 2: 1 });
  expect(await port.world.refusedBy(...exit(['CAM-2-2'], { voucher: 'R 36' }))).toBe('carnet-quantity-exceeded');
  await done(carnetId, 'seizureEnd', '2022-01-05', { 2: 1 });
  // Recorded by hand before, it is not recorded a second time.
  await done(carnetId, 'reExport', '2022-01-05', { 1: 1 }, { voucher: 'R 37' });
  expect(await port.world.done(...exit(['CAM-1-2', 'CAM-2-2'], { voucher: 'R 38' }))).toMatchObject({ found: 2, carnets: [{ items: [{ item: 1, quantity: 1 }, { item: 2, quantity: 1 }] }] });
  expect((await seen(carnetId)).items).toMatchObject([{ here: 0 }, { here: 0 }, { here: 1 }]);
});

it('what stays too long is overdue, then claimed, paid for, and proved away by the stamp of another country', async () => {
  const { carnetId } = await enter({ number: 'UT 40' });
  await done(carnetId, 'import', '2022-01-05', { 1: 2 }, { reexportBy: '2022-03-31' });
  port.world.setTime('2022-04-10T04:00:00.000Z');
  expect((await seen(carnetId)).carnet).toMatchObject({ state: 'overdue', daysLeft: -10 });
  expect((await listed()).find((one) => one.carnetId === carnetId)).toMatchObject({ state: 'overdue', daysLeft: -10 });
  await done(carnetId, 'claim', '2022-04-10');
  expect(await seen(carnetId)).toMatchObject({ carnet: { state: 'claimed' }, clocks: { claimedOn: '2022-04-10', proveBy: '2022-10-10', depositFrom: '2022-10-11' } });
  expect(await refusedBy(carnetId, 'claim', '2022-04-10')).toBe('carnet-claimed-already');
  expect(await refusedBy(carnetId, 'deposit', '2022-04-10')).toBe('carnet-deposit-early');
  port.world.setTime('2022-10-11T04:00:00.000Z');
  await done(carnetId, 'deposit', '2022-10-11');
  expect((await seen(carnetId)).clocks).toMatchObject({ depositedOn: '2022-10-11', finalAfter: '2023-01-11' });
  await done(carnetId, 'foreignImport', '2022-10-11', { 1: 2 }, { place: 'DEU' });
  await done(carnetId, 'withdrawal', '2022-10-11');
  expect(await seen(carnetId)).toMatchObject({ carnet: { state: 'closed', leavesBy: null, here: 0 }, items: [{ regularised: 2, state: 'closed' }, { state: 'abroad' }] });
});

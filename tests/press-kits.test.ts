import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
let anna: Actor;
let ben: Actor;
beforeAll(async () => {
  port = await openGoodsPort();
  [anna, ben] = [await port.world.makeOfficer('press', 'Anna'), await port.world.makeOfficer('press', 'Ben')];
});
afterAll(async () => { await port?.close(); });

const camera = (serial: string, more: object = {}) => ({ descriptionEn: 'Invented camera', descriptionZh: '虚构相机', brand: 'Invented Optics', model: 'IO-9', serial, value: '20000.00', currency: 'CNY', origin: 'JP', ...more });
const kit = (more: object = {}) => ({ accreditation: 'e 12345', holderName: 'ANNA EXEMPLE', pointCode: 'PEK', venue: 'Invented Media Centre', arrivesOn: '2022-01-06', leavesOn: '2022-01-20', cover: 'none', undertaking: '1', items: [camera('A-1'), camera('A-2')], ...more });
type Kits = { own: { accreditation: string } | null; kits: { consignmentId: string; state: string; daysLeft: number | null; accreditation: string; linesOpen: number }[] };
const kits = (as: Actor, input: object = {}): Promise<Kits> => port.world.see('goods.pressKits', input, { as });

describe('a press kit', () => {
  let filed = { consignmentId: '', contentHash: '', owed: [] as string[] };

  it('is filed only with the undertaking in force or a carnet, and leaves after it has come', async () => {
    expect(await port.world.refusedBy('goods.filePressKit', kit({ undertaking: undefined }), { as: anna })).toBe('undertaking-needed');
    expect(await port.world.refusedBy('goods.filePressKit', kit({ undertaking: '0' }), { as: anna })).toBe('undertaking-needed');
    expect(await port.world.refusedBy('goods.filePressKit', kit({ cover: 'carnet' }), { as: anna })).toBe('carnet-number-needed');
    expect(await port.world.refusedBy('goods.filePressKit', kit({ leavesOn: '2022-01-05' }), { as: anna })).toBe('press-days-wrong');
    expect(await port.world.refusedBy('goods.filePressKit', kit({ items: [camera('A-1'), camera('a-1 ')] }), { as: anna })).toBe('list-has-errors');
    filed = await port.world.done('goods.filePressKit', kit(), { as: anna });
    expect(filed.owed).toContain('GDS-CERT');
    expect(filed.owed).not.toContain('GDS-CONF');
  });

  it('is seen by its journalist, by officers, and by no other journalist, not even with the number', async () => {
    expect(await kits(anna)).toMatchObject({ own: { accreditation: 'E12345' }, kits: [{ consignmentId: filed.consignmentId, state: 'listed', daysLeft: null }] });
    expect((await kits(port.customs, { accreditation: 'E12345' })).kits).toHaveLength(1);
    expect((await kits(port.customs, { accreditation: 'E99999' })).kits).toHaveLength(0);
    expect(await kits(ben)).toEqual({ own: null, kits: [] });
    expect(await port.world.refusedBy('goods.filePressKit', kit({ items: [camera('B-1')] }), { as: ben })).toBe('accreditation-of-another');
    expect(await port.world.see('goods.consignment', { consignmentId: filed.consignmentId }, { as: anna })).toMatchObject({ consignment: { kind: 'K04' } });
    await port.world.done('goods.filePressKit', kit({ accreditation: 'E54321', holderName: 'BEN EXEMPLE', items: [camera('B-1')] }), { as: ben });
    await expect(port.world.see('goods.consignment', { consignmentId: filed.consignmentId }, { as: ben })).rejects.toMatchObject({ code: 'consignment-unknown' });
    expect((await kits(ben)).kits).toHaveLength(1);
    expect(await port.world.refusedBy('goods.filePressKit', kit({ accreditation: 'E77777', items: [camera('B-2')] }), { as: ben })).toBe('party-account-taken');
  });

  it('is put right after the organiser returned it', async () => {
    await port.world.done('goods.confirm', { consignmentId: filed.consignmentId, contentHash: filed.contentHash, confirmed: false, reason: 'Lens is missing' }, { as: port.committee });
    expect((await kits(anna)).kits[0]!.state).toBe('returned');
    expect(await port.world.refusedBy('goods.filePressKit', kit({ consignmentId: filed.consignmentId, leavesOn: '2022-02-20' }), { as: anna })).toBe('consignment-differs');
    const next = await port.world.done<{ version: number }>('goods.filePressKit', kit({ consignmentId: filed.consignmentId, items: [camera('A-1'), camera('A-2'), { ...camera('', { descriptionEn: 'Tripod', descriptionZh: '三脚架' }), serial: undefined }] }), { as: anna });
    expect(next.version).toBe(2);
  });

  it('is released without a word of customs on the party, and leaves with the same person only', async () => {
    const { consignmentId } = filed;
    await port.confirms(consignmentId);
    await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'onArrival', content: { supervisionMode: '2600', transportMode: 'carried', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.customs });
    await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
    await port.records(consignmentId, 'GDS-ARR', { pieces: 3, piecesDeclared: 3, conveyance: 'XX101', healthOrder: false });
    await port.world.done('goods.scanSerials', { consignmentId, serials: ['A-1', 'A-2'] }, { as: port.customs });
    const released = await port.world.done<{ leavesBy: string }>('goods.release', { consignmentId }, { as: port.customs });
    expect(released.leavesBy).toBe('2022-01-20');
    expect((await kits(anna)).kits[0]).toMatchObject({ state: 'released', daysLeft: 15, linesOpen: 3 });
    const leaving = { consignmentId, serials: ['A-1', 'A-2'], counts: [{ position: 3, quantity: '1' }], evidence: 'Flight XX102' };
    for (const holder of [undefined, 'E54321']) expect(await port.world.refusedBy('goods.scanExit', { ...leaving, holder }, { as: port.customs })).toBe('holder-differs');
    expect(await port.world.refusedBy('goods.dispose', { consignmentId, kind: 'reExport', evidence: 'By hand', items: [{ position: 3, quantity: '1' }] }, { as: port.customs })).toBe('holder-differs');
    port.world.setTime('2022-01-21T02:00:00.000Z');
    expect((await kits(port.customs, { accreditation: 'e12345' })).kits[0]).toMatchObject({ state: 'overdue', daysLeft: -1 });
    await port.world.done('goods.scanExit', { ...leaving, holder: ' e12345' }, { as: port.customs });
    expect((await kits(anna)).kits[0]).toMatchObject({ state: 'released', daysLeft: null, linesOpen: 0 });
    await port.records(consignmentId, 'GDS-RPT', { sent: true, recipients: 'Duty desk' });
    await port.world.done('goods.close', { consignmentId }, { as: port.customs });
    expect((await kits(anna)).kits[0]!.state).toBe('closed');
  });

  it('comes under a carnet too, and its transmitter needs the permit', async () => {
    port.world.setTime('2022-01-21T03:00:00.000Z');
    const carnet = await port.world.done<{ owed: string[] }>('goods.filePressKit', kit({ accreditation: 'E88888', holderName: 'CARA EXEMPLE', arrivesOn: '2022-01-22', leavesOn: '2022-02-20', cover: 'carnet', carnetNumber: 'DE-2022-1', undertaking: undefined, items: [camera('C-1', { hsCode: '851762' })] }), { as: port.committee });
    expect(carnet.owed).toEqual(expect.arrayContaining(['GDS-GUAR', 'GDS-PERM']));
  });
});

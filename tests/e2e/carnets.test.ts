import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/officer.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { enteredCarnet } from '../carnets.ts';
import { goodsListOf, openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, openPort, sideways, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
let carnetId: string;
let covered: { consignmentId: string; number: string };

beforeAll(async () => {
  goods = await openGoodsPort();
  const personas = new Map<string, string>();
  for (const role of ['customsOfficer', 'committee', 'trader'] as const) personas.set(role, await addPersona(goods.world, role));
  ({ carnetId } = await goods.world.done<{ carnetId: string }>('goods.enterCarnet', enteredCarnet, { as: goods.customs }));
  await goods.world.done('goods.recordCarnet', { carnetId, kind: 'import', day: '2022-01-04', voucher: 'I 1', place: 'PEK', reexportBy: '2022-01-04', items: [{ item: 1, quantity: 2 }, { item: 2, quantity: 30 }] }, { as: goods.customs });
  await goods.world.done('goods.recordCarnet', { carnetId, kind: 'seizure', day: '2022-01-05', items: [{ item: 1, quantity: 1 }] }, { as: goods.customs });
  const trader: Actor = { officerId: personas.get('trader')!, keyId: null, name: { en: 'Persona', zh: '演示' }, organisation: 'Invented', roles: ['trader'], stationId: null };
  const { partyId } = await goods.world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Invented Carnet Ltd', nameZh: '虚构单证册公司', registration: '91110000MA0000002P', contact: 'desk@example.org' }, { as: trader });
  await goods.world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: goods.customs });
  covered = await goods.world.done('goods.submit', { kind: 'K03', cover: 'carnet', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId, list: goodsListOf([{ serials: ['A-1', 'A-2'] }, { serials: ['B-1', 'B-2'] }]) }, { as: trader });
  await goods.confirms(covered.consignmentId);
  port = await openPort(goods.world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);

describe('ATA carnets', () => {
  it('are entered with their list, and what comes and leaves is recorded against it', async () => {
    const customs = await port.officerAt('/carnets', 'customsOfficer');
    await customs.sees('UT 1234');
    await customs.pushes(t('goodsCarnets.enter'));
    for (const [label, text] of [['number', 'UT 77'], ['association', 'Invented Chamber'], ['country', 'uto'], ['holder', 'Invented Orchestra'], ['validFrom', '2022-01-03'], ['validTo', '2023-01-02'], ['duties', '1000'], ['security', '1100.01'], ['quantity', '3'], ['value', '9000']] as const) await customs.fills(t(`goodsCarnets.${label}`), text);
    await customs.fills(`1. ${t('goodsCarnets.description')}`, 'violin');
    await customs.pictures('carnet-enter-en-light');
    await dialog(customs).getByRole('button', { name: t('goodsCarnets.enter') }).click();
    await customs.sees(/110 % of the duties at most/, dialog(customs));
    await customs.fills(t('goodsCarnets.security'), '1100');
    await dialog(customs).getByRole('button', { name: t('goodsCarnets.enter') }).click();
    await dialog(customs).waitFor({ state: 'detached' });
    await customs.sees('violin');
    await customs.pushes(t('goodsCarnets.record'));
    expect(await customs.reasonAgainst(/^Import$/)).toMatch(/No item is named/);
    await customs.pushes(t('goodsCarnets.everything'));
    await customs.pictures('carnet-record-en-light');
    expect(await customs.barriers()).toEqual([]);
    await customs.page.setViewportSize({ width: 390, height: 844 });
    expect(await sideways(customs)).toBe(0);
    await customs.pictures('carnet-record-narrow');
    await customs.page.setViewportSize({ width: 1440, height: 900 });
    await dialog(customs).getByRole('button', { name: t('goodsCarnets.kind.import') }).click();
    await dialog(customs).waitFor({ state: 'detached' });
    await customs.sees('1 × 3');
    await customs.pushes(t('goodsCarnets.record'));
    await customs.fills(`${t('goodsCarnets.itemNumber', { item: 1 })} · ${t('goodsCarnets.pieces')}`, '4');
    expect(await customs.reasonAgainst(/^Re-export$/)).toMatch(/only 3 can be recorded/);
    await customs.leaves();
  });

  it('are chosen on the page of the consignment that comes under one, whose company then sees it', async () => {
    await goods.world.done('goods.enterCarnet', { ...enteredCarnet, number: 'UT 55', items: [{ description: 'camera', quantity: 4, valueCny: '200000.00' }] }, { as: goods.customs });
    const trader = await port.officerAt('/carnets', 'trader');
    await trader.sees(t('goodsCarnets.none'));
    const customs = await port.officerAt(`/goods/${covered.consignmentId}`, 'customsOfficer');
    await customs.page.getByRole('button', { name: new RegExp(`^${t('goods.doCarnet')}`) }).click();
    await customs.sees(t('goodsCarnets.forOne', { number: covered.number }));
    await customs.pictures('carnet-choose-en-light');
    await customs.page.getByRole('link', { name: 'UT 55' }).click();
    await dialog(customs).waitFor();
    await customs.fills(`${t('goodsCarnets.itemNumber', { item: 1 })} · ${t('goodsCarnets.pieces')}`, '4');
    await customs.pictures('carnet-for-consignment-en-light');
    await dialog(customs).getByRole('button', { name: t('goodsCarnets.kind.import') }).click();
    await customs.page.waitForURL(new RegExp(`/goods/${covered.consignmentId}`));
    await customs.sees('UT 55');
    await trader.opens(`/goods/${covered.consignmentId}`);
    await trader.page.getByRole('link', { name: 'UT 55' }).click();
    await trader.sees(covered.number);
    await trader.sits({ language: 'zh', scheme: 'dark' });
    await trader.pictures('carnet-trader-zh-dark');
    expect(await trader.barriers()).toEqual([]);
    await trader.page.getByRole('link', { name: covered.number }).click();
    await trader.page.waitForURL(/\/goods\//);
    await trader.sees('UT 55');
    await trader.leaves();
    await customs.leaves();
  });

  it('have no barriers and never scroll sideways, wide or narrow, and others than customs only look', async () => {
    const committee = await port.seats('committee');
    await committee.walks(['/carnets', `/carnets/${carnetId}`], 'carnets');
    expect(await committee.reasonAgainst(t('goodsCarnets.record'))).toMatch(/./);
    await committee.leaves();
  });
});

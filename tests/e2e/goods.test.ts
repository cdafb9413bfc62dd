import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { goodsListOf, openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, goneDialog, openPort, sideways, toast, type Officer, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
// The consignment of the persona, and one of another company that is released already.
let mine = { consignmentId: '', number: '' };
let minePartyId = '';
let others = { consignmentId: '', number: '' };

beforeAll(async () => {
  goods = await openGoodsPort();
  const { world, customs } = goods;
  const [trader] = [await addPersona(world, 'trader'), await addPersona(world, 'committee'), await addPersona(world, 'customsOfficer')];
  const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Persona Sports Ltd', nameZh: '演示体育器材有限公司', registration: '91110000MA0000002P', contact: 'persona@example.org', officerId: trader }, { as: customs });
  minePartyId = partyId;
  await world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: customs });
  mine = await world.done('goods.submit', { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId, list: goodsListOf([{}, { specification: '4K, 60 frames a second', brand: 'Invented Optics', model: 'IO-9' }]) }, { as: customs });
  others = await goods.submits({ lines: [{ serials: ['LENS-1', 'LENS-2'], descriptionEn: 'Invented lens', descriptionZh: '虚构镜头' }] });
  await goods.confirms(others.consignmentId);
  await goods.releases(others.consignmentId);
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

// The console's own words, so that a better word changes one file.
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const next = (step: WordKey): string => t('goods.next', { what: t(step) });
/** Waits until something is the officer's next action, then opens it by its key. */
async function goesOn(officer: Officer, step: WordKey): Promise<void> {
  await officer.page.locator('.tg-page-actions').getByText(next(step)).waitFor();
  await officer.presses('n');
  await dialog(officer).waitFor();
}

describe('a consignment from the list to the release', () => {
  it('is seen by the company whose goods they are, and by no other', async () => {
    const trader = await port.asOfficer('trader');
    await trader.sees(t('goods.own'));
    await trader.sees(mine.number);
    await trader.doesNotSee(others.number);
    await expect.poll(() => trader.page.getByRole('navigation').getByText(t('flights.list'), { exact: true }).count(), { timeout: 10_000 }).toBe(0);
    await trader.pictures('goods-own-en-light');
    await trader.page.locator('tbody tr').first().focus();
    await trader.presses('Enter');
    await trader.sees(t('steps.GDS-CERT'));
    await trader.opens(`/goods/${others.consignmentId}`);
    await trader.sees(writeRefusal('en', { code: 'consignment-unknown' }));
    await trader.leaves();
  });

  it('is confirmed by the organiser, then by customs, each over the list that they see', async () => {
    const customs = await port.officerAt(`/goods/${mine.consignmentId}`, 'customsOfficer');
    expect(await customs.reasonAgainst(`${t('goods.doConfirm')}: ${t('steps.GDS-CONF')}`)).toBe(writeRefusal('en', { code: 'confirmation-too-early' }));
    const committee = await port.officerAt('/goods?state=listed', 'committee');
    await committee.page.getByRole('link', { name: mine.number }).click();
    await goesOn(committee, 'steps.GDS-CERT');
    await committee.sees('Invented camera 2', dialog(committee));
    await committee.pictures('goods-confirm-en-light');
    await committee.presses('Enter');
    await toast(committee, t('goods.confirmedDone', { number: mine.number }));
    await committee.leaves();
    await goesOn(customs, 'steps.GDS-CONF');
    await customs.presses('Enter');
    await goneDialog(customs);
    await goesOn(customs, 'steps.GDS-GUAR');
    await customs.sees('LG-INVENTED-1', dialog(customs));
    await customs.pictures('goods-cover-en-light');
    await customs.presses('Enter');
    await toast(customs, 'LG-INVENTED-1');
    await customs.leaves();
  });

  it('is declared without typing the list again, and its lane says why', async () => {
    const trader = await port.officerAt(`/goods/${mine.consignmentId}`, 'trader', { language: 'zh' });
    await trader.page.locator('.tg-page-actions').getByText('报关').waitFor();
    await trader.presses('n');
    await trader.fills('运输工具', 'XX101');
    await trader.fills(/启运国/, 'de');
    await trader.pictures('goods-declare-zh-light');
    await trader.presses('Enter');
    await goneDialog(trader);
    await trader.leaves();
    const customs = await port.officerAt(`/goods/${mine.consignmentId}`, 'customsOfficer');
    await goesOn(customs, 'steps.GDS-DECL');
    await customs.presses('Enter');
    await customs.sees(t('goods.laneReason.new-party'), dialog(customs));
    await customs.pictures('goods-lane-en-light');
    await customs.presses('Enter');
    await goneDialog(customs);
    expect(await customs.reasonAgainst(`${t('goods.doRelease')}: ${t('steps.GDS-RELS')}`)).toContain(t('steps.GDS-ARR'));
    await customs.leaves();
  });

  it('is looked at by keyboard, number by number, held and freed, assessed and released', async () => {
    const customs = await port.officerAt(`/goods/${mine.consignmentId}`, 'customsOfficer');
    await goesOn(customs, 'steps.GDS-DOCS');
    await customs.presses('1');
    await customs.fills(t('evidence.documents'), 'invoice, packing list');
    await customs.presses('Enter');
    await goneDialog(customs);
    await goesOn(customs, 'steps.GDS-ARR');
    await customs.presses('2', 'Tab', 'Tab');
    await customs.types('XX101');
    await customs.presses('Tab', '2');
    await customs.pictures('goods-arrival-en-light');
    await customs.presses('Enter');
    await toast(customs, t('goods.recorded', { step: t('steps.GDS-ARR') }));
    await goneDialog(customs);
    await goods.records(mine.consignmentId, 'GDS-RADN', { doseRateMicrosievertPerHour: 0.09, alarm: false });
    await goods.records(mine.consignmentId, 'GDS-PACK', { woodPacking: false, marked: false });
    await goods.world.done('goods.placeHold', { consignmentId: mine.consignmentId, agency: 'Radio authority', reason: 'Frequencies to be checked', nextActor: 'agency', dueAt: '2022-01-05T00:30:00.000Z' }, { as: goods.customs });
    await goesOn(customs, 'steps.GDS-SERL');
    await customs.fills(t('goods.serials'), 'cam 1 1\nCAM-1-2\nCAM-2-1\nCAM-9-9');
    await customs.pushes(t('goods.compare'));
    await customs.sees('CAM-2-2', dialog(customs));
    await customs.pictures('goods-scan-en-light');
    await customs.pushes(t('goods.scanAgain'));
    await customs.fills(t('goods.serials'), 'CAM-1-1\nCAM-1-2\nCAM-2-1\nCAM-2-2');
    await customs.presses('Control+Enter');
    await customs.sees(t('goods.noDifference'), dialog(customs));
    await customs.presses('Enter');
    await goneDialog(customs);
    await goesOn(customs, 'steps.GDS-TAX');
    await customs.presses('Enter');
    await customs.sees(t('goods.charge.vat'));
    await customs.pictures('goods-money-en-light');
    expect(await sideways(customs)).toBe(0);
    await customs.turnsTo(t('goods.tab.actions'));
    expect(await customs.reasonAgainst(`${t('goods.doRelease')}: ${t('steps.GDS-RELS')}`)).toBe(t('goods.doFirst', { what: t('steps.GDS-HOLD') }));
    await customs.opens('/holds');
    await customs.sees('Frequencies to be checked');
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('goods-holds-en-light');
    await customs.page.locator('tbody tr').first().click();
    await customs.pushes(t('goods.liftTitle', { agency: 'Radio authority' }));
    await customs.fills(t('goods.reason'), 'Approval seen');
    await customs.presses('Control+Enter');
    await goneDialog(customs);
    await goesOn(customs, 'steps.GDS-RELS');
    await customs.presses('Enter');
    await customs.sees(/\/[0-9A-F]{8}/, dialog(customs));
    await customs.pictures('goods-released-en-light');
    await customs.presses('Enter');
    await customs.sees(t('goods.state.released'));
    await customs.leaves();
  });

  it('leaves piece by piece and is closed when nothing is left', async () => {
    for (const [step, evidence] of [['GDS-DLVR', { venue: 'Broadcast centre', pieces: 2, piecesReleased: 2, receivedBy: 'Invented Receiver' }], ['GDS-STOCK', { expected: 4, counted: 4 }], ['GDS-RPT', { sent: true, recipients: 'Duty desk' }]] as const) await goods.records(mine.consignmentId, step, evidence);
    const customs = await port.officerAt(`/goods/${mine.consignmentId}`, 'customsOfficer');
    await customs.pushes(t('goods.doDispose'));
    await customs.fills(t('goods.quantity'), '1');
    await customs.fills(t('goods.serials'), 'CAM-1-2');
    await customs.page.getByRole('radio', { name: t('goods.disposition.destruction') }).check();
    await customs.fills(t('goods.evidence'), 'Record of destruction 7');
    await customs.pictures('goods-dispose-en-light');
    await customs.pushes(t('goods.bookIt'));
    await goneDialog(customs);
    await goesOn(customs, 'steps.GDS-EXIT');
    await customs.fills(t('goods.serials'), 'CAM-1-1\nCAM-2-1\nCAM-2-2');
    await customs.fills(t('goods.evidence'), 'Flight XX102');
    await customs.pushes(t('goods.bookExit'));
    await customs.sees(t('goods.noDifference'), dialog(customs));
    await customs.presses('Enter');
    await goneDialog(customs);
    await goesOn(customs, 'steps.GDS-CLS');
    await customs.pushes(t('goods.closeNow'));
    await customs.sees(/^[0-9a-f]{64}$/, dialog(customs));
    await customs.presses('Enter');
    await customs.sees(t('goods.nothingOwed'));
    await customs.leaves();
  });
});

describe('the list of a consignment', () => {
  it('shows who filed and who confirmed it, over which content, and what is still owed; an unknown part of the page shows the first', async () => {
    const filed = await goods.submits();
    const customs = await port.officerAt(`/goods/${others.consignmentId}?tab=list`, 'customsOfficer');
    const signatures = customs.page.getByRole('region').or(customs.page.locator('section')).filter({ hasText: t('goods.signatures') }).last();
    await expect.poll(() => signatures.getByText(t('goods.sameHash')).count(), { timeout: 10_000 }).toBe(3);
    await customs.opens(`/goods/${filed.consignmentId}?tab=list`);
    await expect.poll(() => signatures.getByText(t('goods.sameHash')).count(), { timeout: 10_000 }).toBe(1);
    expect(await signatures.getByText(t('design.stateOwed')).count()).toBe(2);
    await customs.sees(`${filed.contentHash.slice(0, 8)}…${filed.contentHash.slice(-4)}`, signatures);
    await customs.opens(`/goods/${filed.consignmentId}?tab=nothing`);
    await customs.sees(t('steps.GDS-CERT'));
    await customs.leaves();
  });
});

describe('the pages of goods', () => {
  it('have no barriers and never scroll sideways, wide or narrow', async () => {
    const returned = await goods.submits();
    const sent = await goods.world.done<{ consignmentId: string; contentHash: string }>('goods.submit', { kind: 'K05', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Oval', expectedOn: '2022-01-09', partyId: minePartyId, list: goodsListOf([{ hsCode: '950611', descriptionEn: 'Invented skis', descriptionZh: '虚构滑雪板', unit: 'PR' }]) }, { as: goods.customs });
    await goods.world.done('goods.confirm', { consignmentId: returned.consignmentId, contentHash: returned.contentHash, confirmed: false, reason: 'Line 2 has the wrong venue' }, { as: goods.committee });
    const trader = await port.seats('trader', { language: 'zh', scheme: 'dark' });
    await goods.world.done('goods.confirm', { consignmentId: sent.consignmentId, contentHash: sent.contentHash, confirmed: false, reason: 'Line 1 has no venue' }, { as: goods.committee });
    await trader.opens(`/goods/${sent.consignmentId}`);
    await trader.sees('Line 1 has no venue');
    await trader.pictures('goods-returned-zh-dark');
    await trader.leaves();
    await goods.world.done('goods.submit', { consignmentId: returned.consignmentId, kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId: goods.partyId, list: goodsListOf([{}, { venue: 'Other venue', totalValue: '120000.00', unitValue: '60000.00' }]) }, { as: goods.trader });
    const customs = await port.seats('customsOfficer');
    const pages = ['/goods', `/goods/${mine.consignmentId}`, `/goods/${returned.consignmentId}?tab=list`, `/goods/${others.consignmentId}?tab=money`, `/goods/${mine.consignmentId}?tab=declaration`, `/goods/${mine.consignmentId}?tab=history`, `/goods/${mine.consignmentId}?tab=holds`];
    await customs.walks(pages, 'goods-page');
    await customs.leaves();
  });
});

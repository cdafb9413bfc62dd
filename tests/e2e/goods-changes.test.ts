import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { goodsListOf, openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, goneDialog, openPort, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
let declared = { consignmentId: '', number: '' };
let rifles = { consignmentId: '', number: '' };

beforeAll(async () => {
  goods = await openGoodsPort();
  const { world, customs } = goods;
  const [trader] = [await addPersona(world, 'trader'), await addPersona(world, 'committee'), await addPersona(world, 'customsOfficer'), await addPersona(world, 'dutyOfficer')];
  const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Persona Sports Ltd', nameZh: '演示体育器材有限公司', registration: '91110000MA0000002P', contact: 'persona@example.org', officerId: trader }, { as: customs });
  await world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: customs });
  declared = await world.done('goods.submit', { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId, list: goodsListOf([{ serials: [] }]) }, { as: customs });
  await goods.confirms(declared.consignmentId);
  await world.done('goods.reserveCover', { consignmentId: declared.consignmentId, instrumentId: goods.instrumentId }, { as: customs });
  await world.done('goods.declare', { consignmentId: declared.consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: customs });
  await world.done('goods.accept', { consignmentId: declared.consignmentId, accepted: true }, { as: customs });
  rifles = await goods.submits({ kind: 'K06', venue: 'Invented Biathlon Range', lines: [{ hsCode: '930330', descriptionEn: 'Invented biathlon rifle', descriptionZh: '虚构冬季两项步枪', quantity: '2', serials: ['R-1', 'R-2'] }, { hsCode: '930630', descriptionEn: 'Invented cartridges', descriptionZh: '虚构子弹', quantity: '500', serials: [], unitValue: '1.00', totalValue: '500.00' }] });
  await world.done('goods.enterPermit', { kind: 'firearms', number: 'GUN-1', authority: 'Invented authority', partyId: goods.partyId, validFrom: '2022-01-01', validUntil: '2022-03-31', points: [], lines: [{ hsPrefix: '9303', description: 'Rifles', unit: 'C62', approved: '2', serials: ['R-1', 'R-2'] }, { hsPrefix: '9306', description: 'Rounds', unit: 'C62', approved: '500', serials: [] }] }, { as: customs });
  await goods.confirms(rifles.consignmentId);
  await world.done('goods.drawPermits', { consignmentId: rifles.consignmentId }, { as: customs });
  await goods.releases(rifles.consignmentId);
  await goods.records(rifles.consignmentId, 'GDS-DLVR', { venue: 'Invented Biathlon Range', pieces: 2, piecesReleased: 2, receivedBy: 'Range master' });
  await goods.records(rifles.consignmentId, 'GDS-STOCK', { expected: 502, counted: 502 });
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);

describe('a declared consignment that turns out otherwise', () => {
  it('is asked to be amended by the company with the money shown first, and goes on as another when customs grants it', async () => {
    const trader = await port.officerAt(`/goods/${declared.consignmentId}`, 'trader');
    await trader.pushes(t('goodsCustody.change'));
    await dialog(trader).waitFor();
    await trader.pictures('change-dialog-en-light');
    await trader.page.getByRole('radio', { name: new RegExp(`^${t('goodsCustody.kind.list')}`) }).check();
    await trader.pushes(t('goodsCustody.toList'));
    await trader.turnsTo(t('goodsRegisters.byTyping'));
    await trader.page.locator('[data-cell$=" quantity"]').fill('3');
    await trader.page.locator('[data-cell$=" totalValue"]').fill('150000.00');
    await trader.pushes(t('goodsRegisters.check'));
    await trader.sees(t('goodsCustody.effectDifference'));
    await trader.pictures('change-effect-en-light');
    await trader.fills(t('goodsCustody.reasonForList'), 'A third camera was packed');
    await trader.pushes(t('goodsCustody.asksList'));
    await trader.sees(t('goodsCustody.open'));
    await trader.pictures('change-asked-en-light');
    await trader.leaves();
    const customs = await port.officerAt('/goods-changes', 'customsOfficer');
    await customs.sees('A third camera was packed');
    await customs.pictures('changes-page-en-light');
    await customs.pushes(`${t('goodsCustody.decide')}: ${declared.number}`);
    await customs.fills(t('goodsCustody.decisionReason'), 'Agreed with the manifest');
    await customs.pictures('change-decide-en-light');
    await customs.pushes(t('goodsCustody.grant'));
    await goneDialog(customs);
    await customs.sees(t('goodsCustody.noChanges'));
    await customs.opens(`/goods/${declared.consignmentId}?tab=declaration`);
    await customs.sees(t('goods.state.cancelled'));
    await customs.sees(/^Goes on as PEK-/);
    await customs.pictures('change-cancelled-en-light');
    await customs.leaves();
  });
});

describe('rifles and rounds after their release', () => {
  it('go to the armoury with leave, and are counted by two on both sides, to the round', async () => {
    const customs = await port.officerAt(`/goods/${rifles.consignmentId}?tab=custody`, 'customsOfficer');
    await customs.pushes(t('goodsCustody.move'));
    await customs.fills(t('goodsCustody.to'), 'Invented Armoury');
    await customs.fills(t('goodsCustody.carrier'), 'Police escort');
    await customs.fills(t('goodsCustody.serials'), 'r-1');
    await customs.fills(/Invented cartridges/, '100');
    await customs.pictures('move-dialog-en-light');
    await customs.pushes(t('goodsCustody.giveLeave'));
    await goneDialog(customs);
    await customs.sees(t('goodsCustody.onTheWay', { place: 'Invented Armoury' }));
    await customs.pushes(`${t('goodsCustody.receive')}: Invented Armoury`);
    const [arrived, left] = [dialog(customs).locator('#receive-arrived'), dialog(customs).locator('#receive-left')];
    await arrived.getByLabel(t('goodsCustody.serials')).fill('R-1');
    await arrived.getByLabel(/Invented cartridges/).fill('100');
    await left.getByLabel(t('goodsCustody.serials')).fill('R-2');
    await left.getByLabel(/Invented cartridges/).fill('399');
    const signs = async (): Promise<void> => {
      await customs.chooses(t('goodsBorder.second'), /Persona/);
      await dialog(customs).getByRole('button', { name: / signs$/ }).click();
      await customs.sees(t('goodsBorder.signedCounts'), dialog(customs));
    };
    await signs();
    await customs.pictures('receive-dialog-en-light');
    await customs.presses('Control+Enter');
    await customs.sees(t('goodsCustody.leftOf', { position: 2, place: 'Invented Biathlon Range', counted: '399', expected: '400' }), dialog(customs));
    await customs.pictures('receive-wrong-en-light');
    await customs.pushes(t('goodsCustody.countAgain'));
    await left.getByLabel(/Invented cartridges/).fill('400');
    // Counted otherwise, it is signed again.
    await signs();
    await customs.presses('Control+Enter');
    await goneDialog(customs);
    await customs.sees(/^Counted in by .* and .*Persona/);
    await customs.pictures('custody-tab-en-light');
    await customs.pushes(t('goodsCustody.orderCheck'));
    await customs.opens('/custody');
    await customs.sees(/^count owed since/);
    await customs.leaves();
  });

  it('keep the books of the event open, which says what is missing', async () => {
    const duty = await port.officerAt('/goods-books', 'dutyOfficer');
    await duty.sees(t('goodsCustody.bound'));
    expect(await duty.reasonAgainst(t('goodsCustody.closeBooks'))).toBe(writeRefusal('en', { code: 'books-open-consignments', params: { count: 2 } }));
    await duty.leaves();
  });
});

describe('the pages of custody and changes', () => {
  it('have no barriers and never scroll sideways, wide or narrow', async () => {
    const customs = await port.seats('customsOfficer');
    await customs.walks([`/goods/${rifles.consignmentId}?tab=custody`, '/custody', '/goods-books', '/goods-changes?decided=1', '/rooms'], 'custody-page');
    await customs.leaves();
  });
});

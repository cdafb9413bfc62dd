import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { goodsListOf, openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, goneDialog, openPort, sideways, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
let failed = { consignmentId: '', number: '' };
let rifles = { consignmentId: '', number: '' };
let seized = { consignmentId: '', number: '' };

beforeAll(async () => {
  goods = await openGoodsPort();
  const { world, customs } = goods;
  const [trader] = [await addPersona(world, 'trader'), await addPersona(world, 'customsOfficer'), await addPersona(world, 'dutyOfficer')];
  const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Persona Sports Ltd', nameZh: '演示体育器材有限公司', registration: '91110000MA0000002P', contact: 'persona@example.org', officerId: trader }, { as: customs });
  await world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: customs });
  const declares = async (kind: string, party: string, lines: Parameters<typeof goodsListOf>[0]): Promise<{ consignmentId: string; number: string }> => {
    const filed = await world.done<{ consignmentId: string; number: string }>('goods.submit', { kind, cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId: party, list: goodsListOf(lines) }, { as: customs });
    await goods.confirms(filed.consignmentId);
    if (kind === 'K06') await world.done('goods.drawPermits', { consignmentId: filed.consignmentId }, { as: customs });
    await world.done('goods.reserveCover', { consignmentId: filed.consignmentId, instrumentId: goods.instrumentId }, { as: customs });
    await world.done('goods.declare', { consignmentId: filed.consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: customs });
    await world.done('goods.accept', { consignmentId: filed.consignmentId, accepted: true }, { as: customs });
    return filed;
  };
  failed = await declares('K03', partyId, [{}, { serials: [], quantity: '6', totalValue: '300000.00' }]);
  await goods.records(failed.consignmentId, 'GDS-PACK', { woodPacking: true, marked: false });
  await world.done('goods.enterPermit', { kind: 'firearms', number: 'GUN-2', authority: 'Invented authority', partyId, validFrom: '2022-01-01', validUntil: '2022-03-31', points: [], lines: [{ hsPrefix: '9306', description: 'Rounds', unit: 'C62', approved: '500', serials: [] }] }, { as: customs });
  rifles = await declares('K06', partyId, [{ hsCode: '930630', descriptionEn: 'Invented cartridges', descriptionZh: '虚构子弹', quantity: '500', serials: [], unitValue: '1.00', totalValue: '500.00' }]);
  await goods.records(rifles.consignmentId, 'GDS-COUNT', { declared: 500, counted: 500 });
  seized = await declares('K03', partyId, [{ serials: [] }]);
  await goods.completes(seized.consignmentId);
  await world.done('goods.release', { consignmentId: seized.consignmentId }, { as: customs });
  const { decisionId, contentHash } = await world.done<{ decisionId: string; contentHash: string }>('goods.decideAtBorder', { consignmentId: seized.consignmentId, kind: 'seizure', reason: 'Invented suspicion', place: 'Cage 4', seals: ['SE-1'], dueOn: '2022-12-01' }, { as: customs });
  await world.done('goods.signDecision', { decisionId, contentHash }, { as: await goods.second() });
  await world.done('goods.enforceDecision', { decisionId }, { as: customs });
  port = await openPort(world);
}, 180_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams, language: 'en' | 'zh' = 'en'): string => write(language, key, params);

describe('goods that failed at the border', () => {
  it('are decided on in part by two officers at one screen, seen by the company with law and clock, and proved away', async () => {
    const customs = await port.seats('customsOfficer');
    await customs.opens(`/goods/${failed.consignmentId}`);
    await customs.pushes(t('goodsBorder.decide'));
    await dialog(customs).waitFor();
    await customs.page.getByRole('radio', { name: new RegExp(`^${t('goodsBorder.kind.destruction')}`) }).check();
    await customs.page.getByRole('radio', { name: new RegExp(`^${t('goodsBorder.parts')}`) }).check();
    await customs.page.getByRole('checkbox', { name: new RegExp(`^${t('goodsBorder.chooseLine', { position: 2 })}`) }).check();
    await customs.fills(t('goodsBorder.quantityOf', { position: 2 }), '4');
    await customs.fills(t('goodsBorder.reason'), 'Wood packing without the mark, live larvae found');
    await customs.fills(t('goodsBorder.place'), 'Quarantine shed 2');
    await customs.fills(t('goodsBorder.seals'), 'Q-4711');
    await customs.pictures('border-decide-en-light');
    await dialog(customs).getByRole('button', { name: t('goodsBorder.decide') }).click();
    await customs.sees(t('goodsBorder.signTitle', { number: failed.number }), dialog(customs));
    await customs.chooses(t('goodsBorder.second'), /Persona/);
    await customs.pictures('border-sign-en-light');
    await dialog(customs).getByRole('button', { name: / signs$/ }).click();
    await goneDialog(customs);
    await customs.sees(t('goodsBorder.state.inForce'));
    await customs.pictures('border-tab-en-light');
    expect(await sideways(customs)).toBe(0);
    await customs.opens('/border');
    await customs.sees('Quarantine shed 2');
    await customs.pictures('border-page-en-light');

    const trader = await port.seats('trader', { language: 'zh' });
    await trader.opens('/border');
    await trader.sees('Quarantine shed 2');
    await trader.pictures('border-trader-page-zh');
    await trader.opens(`/goods/${failed.consignmentId}?tab=border`);
    await trader.sees(t('goodsBorder.traderMay', {}, 'zh'));
    await trader.sees(/可以到场见证销毁/);
    await trader.pictures('border-trader-zh');
    await trader.leaves();

    await customs.opens(`/goods/${failed.consignmentId}?tab=border`);
    await customs.pushes(t('goodsBorder.prove'));
    await customs.fills(t('goodsBorder.proof.certificate'), 'DC-2022-9');
    await customs.fills(t('goodsBorder.proof.method'), 'Incineration');
    await customs.fills(t('goodsBorder.proof.witness'), 'Invented witness');
    await customs.pictures('border-prove-en-light');
    await dialog(customs).getByRole('button', { name: t('goodsBorder.prove') }).click();
    await goneDialog(customs);
    await customs.sees(t('goodsBorder.state.done'));
    await customs.pictures('border-done-en-light');
    await customs.leaves();
  });

  it('a count by two is signed by the second officer in a session of their own', async () => {
    const duty = await port.seats('dutyOfficer');
    await duty.opens(`/goods/${rifles.consignmentId}?do=GDS-CNT2`);
    await dialog(duty).waitFor();
    await duty.sees(t('goodsBorder.countDetail'), dialog(duty));
    await duty.pictures('border-count-en-light');
    await dialog(duty).getByRole('button', { name: t('signing.own') }).click();
    await goneDialog(duty);
    const [row] = await goods.world.open.pool.query<{ evidence: object }>("SELECT evidence FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'GDS-CNT2' AND outcome = 'passed'", [goods.world.eventId, rifles.consignmentId]);
    expect(row!.evidence).toMatchObject({ declared: 500, counted: 500, signedWay: 'session' });
    await duty.leaves();
  });

  it('offers nothing that seized goods cannot do, and says why in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const customs = await port.seats('customsOfficer', { language });
      await customs.opens(`/goods/${seized.consignmentId}`);
      await customs.sees(t('goods.state.seized', {}, language));
      const why = writeRefusal(language, { code: 'goods-seized', params: { number: seized.number } });
      for (const name of ['goods.doExtend', 'goods.doDispose'] as const) await expect.poll(() => customs.reasonAgainst(t(name, {}, language))).toBe(why);
      await customs.page.getByRole('button', { name: t('goods.doExtend', {}, language), exact: true }).first().focus();
      await customs.pictures(`border-seized-${language}`);
      await customs.opens(`/goods/${seized.consignmentId}?do=extend`);
      await dialog(customs).waitFor();
      await customs.pictures(`border-seized-extend-${language}`);
      expect(await sideways(customs)).toBe(0);
      await customs.leaves();
    }
  });

  it('a seizure is extended once by the duty officer, and says until when', async () => {
    const duty = await port.seats('dutyOfficer');
    await duty.opens(`/goods/${seized.consignmentId}?tab=border`);
    await duty.pushes(t('goodsBorder.extend'));
    await dialog(duty).waitFor();
    await duty.fills(t('goodsBorder.approval'), 'Invented approval 2022-7');
    await duty.fills(t('goodsBorder.reason'), 'The case is still looked into');
    await duty.pictures('border-extend-en');
    await dialog(duty).getByRole('button', { name: t('goodsBorder.extend') }).click();
    await goneDialog(duty);
    await duty.sees(/Invented approval 2022-7/);
    await expect.poll(() => duty.reasonAgainst(t('goodsBorder.extend'))).toMatch(/once already/);
    await duty.sits({ language: 'zh' });
    await duty.sees(t('goodsBorder.extended', {}, 'zh'));
    await duty.pictures('border-extended-zh');
    expect([await sideways(duty), await duty.barriers()]).toEqual([0, []]);
    await duty.leaves();
  });
});

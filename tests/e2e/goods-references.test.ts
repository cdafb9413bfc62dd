import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, openPort, sideways, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
beforeAll(async () => {
  goods = await openGoodsPort();
  for (const role of ['customsOfficer', 'auditor'] as const) await addPersona(goods.world, role);
  port = await openPort(goods.world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const header = 'code,descriptionEn,descriptionZh,unit,dutyKind,dutyRate,dutyAmount,vat,validFrom,validTo,source';
const tariff = [header, '85258990,Invented camera,虚构摄像机,C62,adValorem,3%,,13%,2022-01-01,,Invented tariff 2022', '999999,Nothing,无,C62,adValorem,1%,,13%,2022-01-01,,Invented tariff 2022', '02071400,Frozen chicken,冻鸡块,KGM,specific,,1.3,9%,2022-01-01,2022-12-31,Invented tariff 2022'].join('\n');

describe('the tariff and the exchange rates', () => {
  it('are imported after a look at what each row changes', async () => {
    const customs = await port.officerAt('/goods-references', 'customsOfficer');
    await customs.sees(t('goodsReferences.noneImported'));
    await customs.pushes(t('goodsReferences.import'));
    await dialog(customs).locator('input[type=file]').setInputFiles({ name: 'tariff.csv', mimeType: 'text/csv', buffer: Buffer.from(tariff) });
    await customs.sees(/chapter 99/, dialog(customs));
    await customs.sees(t('goodsReferences.state.superseded'), dialog(customs));
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('references-preview-en-light');
    await customs.sits({ language: 'en', scheme: 'dark', width: 390, height: 844 });
    expect(await sideways(customs)).toBe(0);
    await customs.pictures('references-preview-narrow');
    await customs.sits({});
    await dialog(customs).getByRole('button', { name: t('goodsReferences.confirm', { count: 2 }) }).click();
    await dialog(customs).waitFor({ state: 'detached' });
    await customs.fills(t('goodsReferences.search'), 'chicken');
    await customs.sees('1.3 CNY / kilogram');
    await customs.opens('/goods-references?day=2023-02-01&search=02071400');
    await customs.sees(write('en', 'design.noMatch'));
    await customs.leaves();
  });

  it('are read by an auditor, who imports nothing, without barriers in both languages', async () => {
    const auditor = await port.seats('auditor');
    for (const [path, language, scheme] of [['/goods-references', 'en', 'light'], ['/goods-references?kind=exchange', 'zh', 'dark']] as const) {
      await auditor.opens(path);
      await auditor.sits({ language, scheme });
      await auditor.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
      expect(await auditor.barriers(), path).toEqual([]);
      expect(await sideways(auditor), path).toBe(0);
      await auditor.pictures(`references-${language}-${scheme}`);
      await auditor.sits({ language, scheme, width: 390, height: 844 });
      expect(await sideways(auditor), `${path} narrow`).toBe(0);
      await auditor.pictures(`references-${language}-narrow`);
    }
    expect(await auditor.reasonAgainst(write('zh', 'goodsReferences.import'))).toMatch(/./);
    await auditor.leaves();
  });
});

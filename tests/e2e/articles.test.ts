import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, openPort, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
beforeAll(async () => {
  goods = await openGoodsPort();
  await addPersona(goods.world, 'customsOfficer');
  port = await openPort(goods.world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);

it('the desk of personal articles judges while one types, records, and follows what must leave again', async () => {
  const customs = await port.officerAt('/articles', 'customsOfficer');
  const id = (name: string) => customs.page.locator(`#a-${name}`);
  await id('amount-0').fill('3000');
  await customs.sees(t('articles.verdict.tax', { excess: '1000', unit: 'CNY', tax: '200.00' }));
  await id('amount-0').press('Enter');
  await id('kind-1').selectOption('medicine dose');
  await id('amount-1').fill('20');
  await id('medicine-1').fill('沙丁');
  await customs.sees(t('articles.listedAs', { name: 'salbutamol 沙丁胺醇', class: 'S3' }));
  await customs.pushes(t('articles.add'));
  await id('kind-2').selectOption('sportsEquipment piece');
  await id('amount-2').fill('2');
  await id('serial-2').fill('SKI-1');
  for (const need of ['prescription', 'teamDoctor', 'listAndExit'] as const) await customs.ticks(t(`goodsGuide.need.${need}`));
  await customs.sees(t('articles.channel.red'));
  await id('reference-0').fill('T-1001');
  expect(await customs.barriers()).toEqual([]);
  await customs.pictures('articles-desk-en-light');
  await customs.pushes(t('articles.record'));
  await customs.sees(writeRefusal('en', { code: 'article-person-needed', params: { position: 3 } }));
  await id('person').fill('a100-1');
  await customs.pushes(t('articles.record'));
  await customs.sees(t('articles.taxToday', { tax: '200.00' }));
  await customs.sees('T-1001');
  await customs.doesNotSee('salbutamol');
  for (const [language, scheme, width] of [['zh', 'dark', 1440], ['en', 'light', 390]] as const) {
    await customs.sits({ language, scheme, width, height: 900 });
    expect(await customs.barriers(), `${language} ${width}`).toEqual([]);
    expect(await customs.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${width}`).toBe(0);
    await customs.pictures(`articles-records-${language}-${width}`);
  }
  await customs.sits({});
  await customs.pushes(t('articles.leave'));
  const dialog = customs.page.getByRole('dialog');
  await dialog.locator('input').fill('A100-2');
  await customs.presses('Enter');
  await customs.sees(writeRefusal('en', { code: 'article-person-differs' }), dialog);
  await dialog.locator('input').fill('A100-1');
  await customs.presses('Enter');
  await dialog.waitFor({ state: 'detached' });
  await customs.doesNotSee(t('articles.leaving'));
  await customs.leaves();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, openPort, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;

beforeAll(async () => {
  goods = await openGoodsPort();
  for (const role of ['customsOfficer', 'trader'] as const) await addPersona(goods.world, role);
  port = await openPort(goods.world);
}, 60_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);

describe('planning back', () => {
  it('gives the last days for horses, tells which were missed, and fits every screen', async () => {
    const customs = await port.asOfficer('customsOfficer');
    await customs.opens('/back-plan');
    await customs.sees(t('goodsPlan.askDetail'));
    await customs.chooses(t('goodsPlan.kind'), 'K11');
    await customs.fills(t('goodsPlan.neededOn'), '2022-12-01');
    await customs.sees(t('goodsPlan.task.isolation'));
    await customs.doesNotSee(t('goodsPlan.state.missed'));
    await customs.opens('/back-plan?kind=K11&on=2022-01-20');
    await customs.sees(t('goodsPlan.state.missed'));
    for (const sitting of [{ language: 'zh', scheme: 'dark', width: 390, height: 844 }, { language: 'en', scheme: 'light' }] as const) {
      await customs.sits(sitting);
      expect(await customs.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      await customs.pictures(`back-plan-${sitting.language}`);
      expect(await customs.barriers()).toEqual([]);
    }
    await customs.leaves();
  });

  it('is open to a company before it has filed anything', async () => {
    const trader = await port.asOfficer('trader');
    await trader.opens('/back-plan?kind=K03&on=2022-03-04');
    await trader.sees(t('goodsPlan.task.register'));
    await trader.leaves();
  });
});

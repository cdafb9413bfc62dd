import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write, type WordKey } from '../../src/words/words.ts';
import type { WordParams } from '../../src/words/area.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, openPort, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
beforeAll(async () => {
  world = await makeWorld();
  await addPersona(world, 'customsOfficer');
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await world?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const sideways = (officer: Officer): Promise<number> => officer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const figure = (officer: Officer, key: string) => officer.page.locator(`[data-figure="${key}"]`);

describe('the place of a source', () => {
  it('is planned for: a detector moved by keys changes what can be told, and the layout is still there after a reload', { timeout: 60_000 }, async () => {
    const customs = await port.asOfficer('customsOfficer');
    await customs.opens('/source-location');
    await customs.sees(t('sourceLocation.invented'));
    const before = await figure(customs, 'median').locator('strong').textContent();
    expect(before).toMatch(/^0\.\d{3} m$/);
    await customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D1', x: '1', y: '0' }) }).focus();
    await customs.presses('ArrowRight', 'Shift+ArrowRight', 'ArrowUp');
    await customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D1', x: '2.1', y: '0.1' }) }).waitFor();
    await customs.sees(t('sourceLocation.before', { value: before! }));
    expect(await figure(customs, 'median').locator('strong').textContent()).not.toBe(before);
    await customs.pictures('source-moved');
    await customs.fills(t('sourceLocation.layoutName'), 'Corridor');
    await customs.pushes(t('sourceLocation.save'));
    await customs.sees(t('sourceLocation.done', { name: 'Corridor' }), 'body');
    await customs.opens('/source-location');
    await customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D1', x: '2.1', y: '0.1' }) }).waitFor();
    expect(await customs.page.getByLabel(t('sourceLocation.layoutName')).inputValue()).toBe('Corridor');
    await customs.leaves();
  });

  it('is shown without barriers in both languages, also on a narrow screen', { timeout: 60_000 }, async () => {
    const customs = await port.asOfficer('customsOfficer');
    await customs.opens('/source-location');
    for (const [language, scheme] of [['en', 'light'], ['zh', 'dark']] as const) {
      await customs.sits({ language, scheme });
      await customs.page.waitForSelector('.sl-plan');
      expect(await customs.barriers(), language).toEqual([]);
      expect(await sideways(customs), language).toBe(0);
      await customs.pictures(`source-${language}-${scheme}`);
      await customs.sits({ language, scheme, width: 390, height: 844 });
      expect(await sideways(customs), `${language} narrow`).toBe(0);
      await customs.pictures(`source-${language}-narrow`);
    }
    await customs.leaves();
  });
});

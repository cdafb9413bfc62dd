import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, openPort, toast, type Officer, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
let released: { readonly consignmentId: string; readonly number: string; readonly code: string };
let open: { readonly consignmentId: string; readonly number: string };

beforeAll(async () => {
  goods = await openGoodsPort();
  for (const role of ['customsOfficer', 'trader'] as const) await addPersona(goods.world, role);
  const first = await goods.submits();
  await goods.confirms(first.consignmentId);
  released = { ...first, code: (await goods.releases(first.consignmentId)).code };
  open = await goods.submits();
  port = await openPort(goods.world);
}, 60_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const within = (officer: Officer, label: string) => dialog(officer).getByLabel(label, { exact: true });
const rowOf = (officer: Officer, text: string | RegExp) => officer.page.locator('main tbody tr').filter({ hasText: text });

describe('customs', () => {
  it('opens windows, books one, gives it back, and records who came to another', async () => {
    const customs = await port.officerAt('/appointments', 'customsOfficer');
    await customs.sees(t('goodsAppointments.noWindows'));
    await customs.pushes(t('goodsAppointments.openWindows'));
    await dialog(customs).getByRole('button', { name: t('goodsAppointments.openWindows') }).click();
    await customs.sees(t('goodsAppointments.needed', { field: t('goodsAppointments.port') }), dialog(customs));
    await within(customs, t('goodsAppointments.port')).selectOption('PEK');
    await within(customs, t('goodsAppointments.placeZh')).fill('虚构查验场');
    await within(customs, t('goodsAppointments.placeEn')).fill('Invented inspection yard');
    await dialog(customs).locator('#windows-equipment').fill('scanner, forklift');
    await customs.pictures('appointments-open');
    await dialog(customs).getByRole('button', { name: t('goodsAppointments.openWindows') }).click();
    // Seven days from Wednesday, eight windows each: five working days and two of rest.
    await toast(customs, t('goodsAppointments.opened', { opened: 56, already: 0 }));
    const weekend = rowOf(customs, 'Invented inspection yard').filter({ hasText: t('goodsAppointments.freeOf', { free: 1, capacity: 1 }) });
    await weekend.first().waitFor();
    await expect.poll(() => weekend.count(), { timeout: 10_000 }).toBe(16);
    const books = async (): Promise<void> => {
      await weekend.first().getByRole('button', { name: t('goodsAppointments.book') }).click();
      await within(customs, t('goodsAppointments.consignment')).selectOption(open.consignmentId);
      await dialog(customs).getByRole('button', { name: t('goodsAppointments.book') }).click();
      await rowOf(customs, open.number).filter({ hasText: t('goodsAppointments.open') }).waitFor();
    };
    await books();
    await rowOf(customs, t('goodsAppointments.full')).waitFor();
    await rowOf(customs, open.number).getByRole('button', { name: t('goodsAppointments.cancel') }).click();
    await dialog(customs).getByRole('button', { name: t('goodsAppointments.cancel'), exact: true }).first().click();
    await rowOf(customs, open.number).filter({ hasText: t('goodsAppointments.ended.cancelled') }).waitFor();
    await books();
    await rowOf(customs, open.number).getByRole('button', { name: t('goodsAppointments.kept') }).click();
    await within(customs, t('goodsAppointments.present')).fill('Invented agent');
    await dialog(customs).getByRole('button', { name: t('goodsAppointments.kept') }).click();
    await rowOf(customs, open.number).filter({ hasText: t('goodsAppointments.ended.kept') }).waitFor();
    for (const sitting of [{ language: 'zh', scheme: 'dark' }, { language: 'en', width: 390, height: 844 }, { language: 'en' }] as const) {
      await customs.sits(sitting);
      expect(await customs.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      await customs.pictures(`appointments-${sitting.language}-${'width' in sitting ? 390 : 1440}`);
    }
    expect(await customs.barriers()).toEqual([]);
    await customs.leaves();
  });

  it('prints the proof of release', async () => {
    const customs = await port.officerAt(`/goods/${released.consignmentId}`, 'customsOfficer');
    const [download] = await Promise.all([customs.page.waitForEvent('download'), customs.pushes(t('goodsAppointments.proof'))]);
    expect(download.suggestedFilename()).toBe(`release-${released.number}-en.pdf`);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await customs.leaves();
  });
});

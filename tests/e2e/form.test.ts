import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formLanguages } from '../../src/words/form/form.ts';
import { fillsIn } from '../form-port.ts';
import type { FormPort } from '../form-port.ts';
import { isLong } from '../long-run.ts';
import { isOpenToAll, openFormPort } from './travellers.ts';

let port: FormPort;
beforeAll(async () => { port = await openFormPort(40); }, 240_000);
afterAll(async () => { await port?.close(); });

describe('a traveller on a phone', () => {
  // The long tests fill it in with and without scripts in every language; here a browser shows three, of signs, of letters, and from right to left, and tests/form-languages.test.ts sends every page of every language.
  it.each(formLanguages.map((language, place) => [language, place] as const).filter(([language]) => isLong || ['zh', 'ru', 'ar'].includes(language)))('fills the card in without scripts, in %s, and files it', async (language, place) => {
    const { page, close } = await port.visitor({ language });
    const { pages, heaviest } = await fillsIn(port, page, port.people[place]!);
    expect(pages).toEqual(['open', 'keep', 'known', 'seat', 'phone', 'address', 'places', 'symptoms', 'medicine', 'contactCase', 'contactFever', 'cluster', 'test', 'vaccination', 'truth', 'check', 'done']);
    expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    await expect.poll(() => page.locator('.qr svg').count(), { timeout: 10_000 }).toBe(1);
    // With its style sheet a page stays below the 30 kB that the slowest line carries in a few seconds.
    const style = await (await fetch(new URL((await page.locator('link[rel=stylesheet]').getAttribute('href'))!, port.address))).text();
    expect(heaviest + gzipSync(style).length).toBeLessThan(30_000);
    await close();
  });

  it.each(isLong ? formLanguages : (['ar'] as const))('fills it in with scripts as well, in %s, and no page has a barrier', async (language) => {
    const { page, close } = await port.visitor({ language, scripts: true });
    await fillsIn(port, page, port.people[20 + formLanguages.indexOf(language)]!, isOpenToAll);
    await close();
  });

  it.each(['en', 'zh', 'ar'] as const)('reads what happens on the flight, in %s, and prints it', async (language) => {
    const { page, close } = await port.visitor({ language, scripts: true });
    await page.goto(`${port.base}/guide/LH720/2022-01-27`);
    await isOpenToAll('guide', page);
    await expect.poll(() => page.locator('main ol li').count(), { timeout: 10_000 }).toBeGreaterThan(10);
    const sheet = await page.context().request.get((await page.locator('a[href$="sheet.pdf"]').getAttribute('href'))!.replace(/^/, port.address));
    expect(sheet.headers()['content-type']).toBe('application/pdf');
    await close();
  });

  it('is shown what is wrong first, and led to the field by keyboard', async () => {
    const { page, close } = await port.visitor({ scripts: true });
    await page.goto(`${port.base}/new`);
    await page.locator('main form button').click();
    await isOpenToAll('new with errors', page);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('summary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('flight');
    expect(await page.title()).toMatch(/^There is a problem/);
    await close();
  });

  it('sends nothing to anybody else, and no address names a person', async () => {
    const { page, close } = await port.visitor({ scripts: true });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await fillsIn(port, page, port.people[16]!);
    expect(asked.filter((address) => !address.startsWith(port.address) && !address.startsWith('data:'))).toEqual([]);
    expect(asked.filter((address) => /muster|alpha|1980|F10000|%2B47|412/i.test(address))).toEqual([]);
    await close();
  });
});

describe('a machine in the hall', () => {
  it('opens a card while the network is away, keeps it sealed, delivers it when the network is back, and wipes the screen', async () => {
    const { page, context, close } = await port.visitor({ scripts: true, width: 1080, height: 1500 });
    await page.goto(`${port.base}/kiosk`);
    await isOpenToAll('kiosk', page);
    await page.waitForFunction(async () => (await (await caches.open('tongguan-kiosk-1')).keys()).length >= 3);
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Fill in the card' }).click();
    await page.waitForSelector('[data-kiosk-start]');
    await page.getByRole('link', { name: 'Deutsch' }).first().click();
    await page.getByRole('link', { name: 'Formular ausfüllen' }).or(page.locator('main .buttons a').first()).first().click();
    await page.fill('[name=flight]', 'LH720');
    for (const [name, value] of Object.entries({ 'flightDate-day': '27', 'flightDate-month': '1', 'flightDate-year': '2022', 'birthDate-day': '7', 'birthDate-month': '7', 'birthDate-year': '1977' })) await page.fill(`[name=${name}]`, value);
    await page.locator('main form button').click();
    const choose = (name: string, value: string): Promise<void> => page.locator(`input[name=${name}][value=${value}]`).check({ force: true });
    const answers: Readonly<Record<string, () => Promise<unknown>>> = {
      name: async () => { await page.fill('[name=surname]', 'KIOSK'); await page.fill('[name=givenNames]', 'KARI'); },
      sex: () => choose('sex', 'F'), nationality: () => page.selectOption('[name=nationality]', 'DEU'),
      document: async () => { await choose('documentType', 'P'); await page.fill('[name=documentNumber]', 'D7777777'); },
      seat: async () => undefined, phone: () => page.fill('[name=phoneHome]', '+49 30 1234567'), address: () => page.fill('[name=address]', 'Invented Hotel'), places: () => page.selectOption('[name=placeCountry]', 'DEU'),
      symptoms: () => choose('symptoms', 'none'), test: () => choose('test', 'negative'), vaccination: () => choose('vaccination', 'full'),
      truth: async () => { await page.fill('[name=signature]', 'Kari Kiosk'); await choose('agree', 'yes'); },
    };
    for (const id of ['name', 'sex', 'nationality', 'document', 'seat', 'phone', 'address', 'places', 'symptoms', 'medicine', 'contactCase', 'contactFever', 'cluster', 'test', 'vaccination', 'truth']) {
      await page.waitForSelector(`form[action$="/q/${id}"]`);
      await (answers[id] ?? (() => choose(id, 'no')))();
      await page.locator('main form button[value=continue]').click();
    }
    await page.locator('form[action$="/file"] button').click();
    await page.waitForSelector('main .code');
    const kept = await page.evaluate(async () => JSON.stringify(await new Promise((resolve) => {
      const request = indexedDB.open('tongguan-kiosk');
      request.onsuccess = () => { const all = request.result.transaction('cards').objectStore('cards').getAll(); all.onsuccess = () => { resolve(all.result); }; };
    })));
    expect(kept).toContain('sealed');
    expect(kept).not.toMatch(/KIOSK|Invented|7777777/);
    await page.locator('main .buttons a').click();
    await page.waitForSelector('[data-kiosk-start]');
    expect(await page.content()).not.toMatch(/KARI|D7777777/);
    await context.setOffline(false);
    await expect.poll(async () => (await port.world.open.pool.query(`SELECT 1 FROM declaration_versions v JOIN declarations d ON d.event_id = v.event_id AND d.declaration_id = v.declaration_id WHERE d.event_id = $1 AND d.origin = 'begun'`, [port.world.eventId])).length, { timeout: 45_000, interval: 500 }).toBe(1);
    await close();
  }, 180_000);
});

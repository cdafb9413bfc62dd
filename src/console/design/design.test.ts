import type { Browser, Page } from 'playwright-core';
import { preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barriersOf } from '../../../tests/barriers.ts';
import { getBrowser } from '../../../tests/browser.ts';
import { builtConsole } from '../../../tests/console.ts';

const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
let server: PreviewServer;
let browser: Browser;
let page: Page;

async function sit(scheme: 'light' | 'dark', width: number, language: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: 'reduce', locale: language });
  // Whoever loads the page finds it as the first did; only the scripts come from the browser's memory.
  await context.addInitScript(() => localStorage.clear());
  return context.newPage();
}

async function load(where: Page): Promise<Page> {
  await where.goto(`${server.resolvedUrls?.local[0]}design`);
  await where.waitForSelector('.tg-chart-frame svg');
  return where;
}

/** Types as a keyboard-wedge scanner does: 4 ms a key by the browser's own clock, however busy the machine is; each line ended by Enter. */
async function scan(lines: readonly string[]): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1000;
  const keys = lines.flatMap((line) => [...line, 'Enter']);
  await Promise.all(keys.flatMap((key) => {
    timestamp += 0.004;
    const down = key === 'Enter' ? { key, code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' } : { key, text: key };
    return [
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...down }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + 0.002, key }),
    ];
  }));
  await keyboard.detach();
}

beforeAll(async () => {
  const directory = await builtConsole();
  server = await preview({ logLevel: 'error', build: { outDir: directory }, preview: { port: 0, host: '127.0.0.1', proxy: {} } });
  browser = await getBrowser();
  page = await sit('light', 1440, 'en-GB');
});

afterAll(async () => {
  await page?.context().close();
  await server?.close();
});

describe('every piece of the console', () => {
  it.each([['light', 1440, 'en-GB'], ['dark', 768, 'zh-CN']] as const)(
    'can be used by everybody (%s, %i px, %s)', async (scheme, width, language) => {
      const opened = await load(await sit(scheme, width, language));
      expect(await barriersOf(opened)).toEqual([]);
      expect(await opened.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      await opened.context().close();
    });
});

describe('an officer at a station', () => {
  beforeEach(async () => {
    await load(page);
  });

  it('scans a passport of two lines while nothing has the focus', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(passport);
    await page.waitForSelector('.tg-scan-answer-ok');
    expect(await page.textContent('.tg-scan-answer')).toContain(`mrz: ${passport.join('\n')}`);
  });

  it('scans while another field has the focus, and the field keeps what it held', async () => {
    const surname = page.getByRole('textbox', { name: 'Surname 姓' });
    await surname.focus();
    await scan(['BJ20220127']);
    await page.waitForSelector('.tg-scan-answer-ok');
    expect(await page.textContent('.tg-scan-answer')).toContain('tube: BJ20220127');
    expect(await surname.inputValue()).toBe('ERIKSSON');
  });

  it('sees a refusal in words and the scans before it', async () => {
    await page.getByRole('textbox', { name: 'Scan or type' }).focus();
    await scan(['BJ20220127', 'Nobody']);
    await page.waitForSelector('.tg-scan-answer-refused');
    expect(await page.textContent('.tg-scan-history')).toContain('BJ20220127');
  });

  it('records by digits and Enter', async () => {
    await page.getByRole('textbox', { name: 'Temperature', exact: true }).fill('36.8');
    await page.getByRole('radio', { name: 'Abnormal', exact: true }).focus();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    expect(await page.textContent('[data-recorded]')).toBe('{"temperatureCelsius":36.8,"outcome":"normal"}');
  });

  it('answers question after question by digits, starting at the first still open', async () => {
    const form = page.locator('[data-questions]');
    await form.getByRole('radio', { name: 'Yes' }).nth(1).focus();
    for (const digit of ['1', '2', '2']) {
      await page.keyboard.press(digit);
      await page.waitForTimeout(100);
    }
    await page.keyboard.press('Enter');
    expect(await page.textContent('[data-recorded]')).toBe('{"codeValid":true,"samePerson":true,"symptomDeclared":false,"contactDeclared":false}');
  });

  it('records a normal case by one key', async () => {
    await page.getByRole('radio', { name: 'Failed' }).focus();
    await page.keyboard.press('1');
    await page.waitForSelector('[data-recorded]');
    expect(await page.textContent('[data-recorded]')).toBe('{"outcome":"passed"}');
  });

  it('does not choose an option by a scan that begins and ends with a digit', async () => {
    await page.getByRole('radio', { name: 'Failed' }).focus();
    await scan(['1234567891']);
    await page.waitForTimeout(200);
    expect(await page.locator('[data-recorded]').count()).toBe(0);
    expect(await page.textContent('.tg-scan-answer')).toContain('1234567891');
  });

  it('is led from the summary of problems to the field', async () => {
    await page.locator('form').first().getByRole('button', { name: 'Record' }).click();
    const summary = page.getByRole('alert').filter({ hasText: '2 entries need attention' });
    await summary.getByRole('link', { name: 'Enter: Temperature' }).click();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).labels?.[0]?.textContent)).toBe('Temperature');
  });

  it('walks a long table by keys and meets every row', async () => {
    const table = page.getByRole('table', { name: 'All flights' });
    await table.locator('tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '1201');
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '2');
    expect(await table.locator('tbody tr').count()).toBeLessThan(80);
  });

  it('reads why a button cannot be pressed', async () => {
    const button = page.getByRole('button', { name: /Close the flight/ });
    await button.focus();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent)).toContain('3 persons still owe');
  });

  it('changes the language in place and keeps what was typed', async () => {
    await page.getByRole('textbox', { name: 'Temperature', exact: true }).fill('36.8');
    await page.getByRole('button', { name: '中文' }).click();
    expect(await page.getByRole('textbox', { name: '体温', exact: true }).inputValue()).toBe('36.8');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
  });

  it('closes a dialog by Escape and is back where they were', async () => {
    const button = page.getByRole('button', { name: 'Dialog', exact: true });
    await button.click();
    await page.getByRole('dialog').waitFor();
    expect(await barriersOf(page, '[role=dialog]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('closes a dialog by Escape also when what had the focus has gone', async () => {
    await page.getByRole('button', { name: 'Dialog', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    const close = page.getByRole('dialog').getByRole('button').first();
    await close.focus();
    await close.evaluate((element) => element.remove());
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('goes by the palette', async () => {
    await page.getByRole('button', { name: 'CommandPalette' }).click();
    await page.keyboard.type('samp');
    expect(await page.getByRole('dialog').getByRole('option').allTextContents()).toEqual(['Sampling 采样']);
    expect(await barriersOf(page, '[role=dialog]')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

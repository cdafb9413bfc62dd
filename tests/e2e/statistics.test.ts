import { readFile } from 'node:fs/promises';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { makeHall, type Hall } from './hall.ts';
import { addPersona, byTurns, openPort, type Officer, type Port, seenIn } from './officers.ts';

let hall: Hall;
let port: Port;

beforeAll(async () => {
  hall = await makeHall();
  for (const role of ['auditor', 'press', 'airline'] as const) await addPersona(hall.world, role);
  port = await openPort(hall.world);
});
afterAll(async () => {
  await port?.close();
  await hall?.world.close();
});

// The console's own words, so that a better word changes one file.
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const drawer = (officer: Officer) => officer.page.getByRole('dialog');
const figure = (officer: Officer, label: string) => officer.page.locator('.tg-stat').filter({ hasText: label }).locator('.tg-stat-value');
const figures = async (officer: Officer): Promise<string[]> => {
  await expect.poll(() => figure(officer, t('statistics.personsSupervised')).innerText(), { timeout: 10_000 }).not.toBe('–');
  return Promise.all([t('statistics.flightsSupervised'), t('statistics.personsSupervised'), t('statistics.flightsExpected'), t('statistics.personsExpected')].map((label) => figure(officer, label).innerText()));
};
const downloaded = async (officer: Officer, name: string, within = officer.page.locator('main')): Promise<{ name: string; content: Buffer }> => {
  const [download] = await Promise.all([officer.page.waitForEvent('download'), within.getByRole('link', { name }).click()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
};

describe('the duty officer', () => {
  it('sees who was supervised apart from who is still expected, and opens a figure to its cases', async () => {
    const duty = await port.officerAt('/statistics', 'dutyOfficer');
    await expect.poll(() => figures(duty), { timeout: 20_000 }).toEqual(['1', '20', '2', '8']);
    await figure(duty, t('statistics.personsSupervised')).click();
    await duty.sees(t('statistics.countCases', { count: 20 }), drawer(duty));
    await expect.poll(() => drawer(duty).locator('tbody tr').count(), { timeout: 10_000 }).toBe(20);
    expect(await duty.barriers()).toEqual([]);
    await drawer(duty).getByRole('link', { name: /SPECIMEN ANNA/ }).click();
    await duty.page.waitForURL(new RegExp(`/person/${hall.people[0]!.caseId}`));
    await duty.page.goBack();
    await drawer(duty).getByRole('link', { name: 'CA926' }).first().click();
    await duty.page.waitForURL(new RegExp(`/flights/${hall.arrivalId}`));
    await duty.leaves();
  });

  it('asks for a port, a direction, days and a cut-off, and is told what is wrong with them', async () => {
    const duty = await port.officerAt('/statistics', 'dutyOfficer');
    await duty.chooses(t('statistics.direction'), t('statistics.departures'));
    await duty.page.waitForURL(/direction=departure/);
    await expect.poll(() => figures(duty), { timeout: 20_000 }).toEqual(['0', '0', '1', '4']);
    await duty.chooses(t('statistics.direction'), t('statistics.bothDirections'));
    await duty.page.waitForURL((url) => !url.searchParams.has('direction'));
    await duty.fills(t('statistics.from'), '2022-01-28');
    await duty.sees(t('statistics.empty'));
    await expect.poll(() => figures(duty), { timeout: 20_000 }).toEqual(['0', '0', '0', '0']);
    await duty.fills(t('statistics.to'), '2022-01-27');
    await duty.sees(t('statistics.periodWrong'));
    await duty.pushes(t('statistics.today'));
    await expect.poll(() => figures(duty), { timeout: 20_000 }).toEqual(['1', '20', '2', '8']);
    // Nobody was on board yet when the world began.
    await duty.fills(t('statistics.cutOff'), '2022-01-27 14:29');
    await duty.sees(t('statistics.empty'));
    await duty.leaves();
  });

  it('counts prescribed actions and sees whose are owed', async () => {
    const duty = await port.officerAt('/statistics?by=step', 'dutyOfficer');
    const row = duty.page.locator('main tbody tr').filter({ hasText: 'PRE-04' });
    await row.getByRole('link', { name: new RegExp(`${t('statistics.passed')}.*: 19$`) }).waitFor();
    await row.getByRole('link', { name: new RegExp(t('statistics.owed')) }).click();
    await duty.sees(/SPECIMEN ANNA/, drawer(duty));
    const total = Number(/\d+/.exec(await drawer(duty).locator('.sx-count').innerText())?.[0]);
    await expect.poll(() => drawer(duty).locator('tbody tr').count(), { timeout: 10_000 }).toBe(total);
    await duty.leaves();
  });

  it('takes the figures and the cases home as files that say the same', async () => {
    const duty = await port.officerAt('/statistics', 'dutyOfficer');
    await figures(duty);
    const csv = await downloaded(duty, t('statistics.download', { format: 'CSV' }));
    expect(csv.name).toMatch(/\.csv$/);
    expect(csv.content.toString('utf8').split('\r\n')[1]).toMatch(/^2022-01-27,1,20,2,8/);
    await figure(duty, t('statistics.personsSupervised')).click();
    await duty.sees(t('statistics.countCases', { count: 20 }), drawer(duty));
    const xlsx = await downloaded(duty, t('statistics.download', { format: 'XLSX' }), drawer(duty));
    const book = read(xlsx.content);
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!);
    expect(rows).toHaveLength(20);
    expect(JSON.stringify(rows)).toContain('SPECIMEN ANNA');
    await duty.leaves();
  });
});

describe('the journalist', () => {
  it('starts at the statistics, sees figures, and nobody behind them', async () => {
    const journalist = await port.asOfficer('press');
    await journalist.page.waitForURL(/\/statistics/);
    await expect.poll(() => figures(journalist), { timeout: 20_000 }).toEqual(['1', '20', '2', '8']);
    await journalist.sees(t('statistics.figuresOnly'));
    await expect.poll(() => journalist.page.locator('main a').count(), { timeout: 10_000 }).toBe(0);
    expect(await journalist.reasonAgainst(t('statistics.download', { format: 'CSV' }))).toBe(t('statistics.figuresOnly'));
    await journalist.opens('/statistics?figure=personsSupervised');
    await figures(journalist);
    await expect.poll(() => drawer(journalist).count(), { timeout: 10_000 }).toBe(0);
    for (const by of ['flight', 'step', 'class', 'outcome']) {
      await journalist.opens(`/statistics?by=${by}`);
      await figures(journalist);
      expect(await journalist.page.content()).not.toContain('SPECIMEN');
    }
    for (const view of ['statistics.cases', 'statistics.file']) {
      const answer = await journalist.page.request.get(`${port.address}/api/views/${view}?input=${encodeURIComponent(JSON.stringify({ figure: 'personsSupervised', groupBy: 'day', group: '2022-01-27', ...(view === 'statistics.file' ? { format: 'csv', language: 'en' } : {}) }))}`);
      expect([view, answer.status()]).toEqual([view, 403]);
    }
    await journalist.opens('/flights');
    await journalist.sees(t('shell.notYours'));
    await journalist.leaves();
  });
});

describe('the immigration officer', () => {
  it('opens who is supervised, and no figure that tells of somebody’s health', async () => {
    const immigration = await port.officerAt('/statistics?by=class', 'immigration');
    await figures(immigration);
    await immigration.sees(t('statistics.class.notAsked'));
    await expect.poll(() => immigration.page.locator('main tbody a').count(), { timeout: 10_000 }).toBe(0);
    await figure(immigration, t('statistics.personsSupervised')).click();
    await immigration.sees(t('statistics.countCases', { count: 20 }), drawer(immigration));
    await immigration.leaves();
  });
});

describe('the page', () => {
  it('has no barriers in either language, by day and by night', { timeout: 180_000 }, async () => {
    const auditor = await port.seats('auditor');
    for (const [place, by] of byTurns([...(['day', 'step', 'outcome'] as const).entries()], ([turn]) => turn)) {
      for (const [language, scheme] of seenIn([['zh', 'dark'], ['en', 'light']] as const, place)) {
        await auditor.goes(`/statistics?by=${by}`);
        await auditor.sits({ language, scheme });
        await auditor.page.waitForSelector('.tg-chart svg');
        expect(await auditor.barriers(), `${by} ${language} ${scheme}`).toEqual([]);
        await auditor.pictures(`statistics-${by}-${language}-${scheme}`);
      }
    }
    await auditor.leaves();
  });
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { makeDeclaredFlight } from '../filing.ts';
import { serve } from '../serving.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, dialog, openPort, seenIn, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
let cases: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  for (const role of ['dataOfficer', 'administrator', 'doctor'] as const) await addPersona(world, role);
  const serving = await serve(world.open);
  ({ cases } = await makeDeclaredFlight(world, serving.address));
  await serving.close();
  port = await openPort(world);
});
afterAll(async () => {
  await port?.close();
  await world?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const rowOf = (officer: Officer, text: string | RegExp) => officer.page.locator('main tbody tr').filter({ hasText: text });

describe('a doctor away from a station', () => {
  it('is asked once why, and then reads what was declared', async () => {
    const doctor = await port.officerAt(`/person/${cases['K200001']}?part=declaration`, 'doctor');
    await doctor.sees(t('privacy.askTitle'));
    await doctor.doesNotSee('Fever');
    expect(await doctor.barriers()).toEqual([]);
    await doctor.pictures('privacy-reason');
    await doctor.pushes(t('privacy.askRead'));
    await doctor.sees(t('privacy.askMissing'));
    await doctor.page.getByRole('radio', { name: t('privacy.reason.other') }).check();
    await doctor.fills(t('privacy.askOther'), 'Asked by the ward');
    await doctor.presses('Enter');
    await doctor.sees('Fever');
    await doctor.turnsTo(t('station.tabFacts'));
    await doctor.turnsTo(t('privacy.tabDeclaration'));
    await doctor.sees('Fever');
    await doctor.leaves();
  });
});

describe('the data officer', () => {
  it('sees the read with its reason, narrows the log, and reaches no case', async () => {
    const officer = await port.asOfficer('dataOfficer');
    await officer.sees(t('privacy.title'), 'main h1');
    const read = rowOf(officer, 'Asked by the ward').first();
    await read.waitFor();
    await officer.opens('/data-protection?view=declarations.card');
    await rowOf(officer, t('privacy.view.declarations.card')).first().waitFor();
    await expect.poll(() => rowOf(officer, t('privacy.view.prescribed.case')).count(), { timeout: 10_000 }).toBe(0);
    await rowOf(officer, 'Asked by the ward').first().getByRole('link').click();
    await officer.sees(t('privacy.everybody'));
    await officer.pushes(t('privacy.everybody'));
    await officer.opens('/data-protection?view=statistics.cases');
    await officer.sees(t('staff.noReads'));
    await officer.opens(`/person/${cases['K200001']}`);
    await officer.sees(t('shell.notYours'));
    await officer.leaves();
  });

  it('finds a person by two things, gives the file, and erases what the law does not keep', async () => {
    const officer = await port.officerAt('/data-protection?tab=person', 'dataOfficer');
    await officer.fills(t('privacy.documentNumber'), 'K200002');
    await officer.fills(t('privacy.birthDate'), '1.2.90');
    await officer.pushes(t('privacy.find'));
    await officer.sees(t('privacy.birthDateWrong'));
    await officer.fills(t('privacy.birthDate'), '1990-01-01');
    await officer.presses('Enter');
    await officer.sees(t('privacy.foundNobody'));
    await officer.fills(t('privacy.birthDate'), '1990-01-02');
    await officer.presses('Enter');
    await officer.sees(/BRAVO KARI/);
    expect(await officer.reasonAgainst(t('privacy.export'))).toBe(t('privacy.referenceMissing'));
    await officer.fills(t('privacy.reference'), 'Letter 17');
    const [download] = await Promise.all([officer.page.waitForEvent('download'), officer.page.getByRole('link', { name: t('privacy.export') }).click()]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ person: { surname: 'BRAVO' }, declarations: [{ readable: true, filed: [], draft: { answers: { symptoms: ['fever'] } } }] });
    await officer.pushes(t('privacy.erase'));
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('privacy-erase');
    await dialog(officer).getByRole('button', { name: t('privacy.erase') }).click();
    await officer.sees(t('privacy.outcome.kept'));
    await officer.sees(t('privacy.card.erased'));
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('privacy-erased');
    await officer.pushes(t('privacy.readsOf'));
    await rowOf(officer, 'Letter 17').first().waitFor();

    await officer.opens('/data-protection?tab=person');
    await officer.fills(t('privacy.documentNumber'), 'K200001');
    await officer.fills(t('privacy.birthDate'), '1990-01-01');
    await officer.presses('Enter');
    await officer.fills(t('privacy.reference'), 'Letter 18');
    expect(await officer.reasonAgainst(t('privacy.erase'))).toBe(t('privacy.eraseSoon'));
    await officer.leaves();
  });

  it('sets a period within its bounds, sees what is due, and destroys it', async () => {
    const officer = await port.officerAt('/data-protection?tab=retention', 'dataOfficer');
    await officer.sees(t('privacy.class.answers'));
    expect(await officer.reasonAgainst(t('privacy.destroyNow'))).toBe(t('privacy.nothingDue'));
    await officer.pushes(`${t('privacy.change')}: ${t('privacy.class.answers')}`);
    await dialog(officer).getByLabel(t('privacy.changeDays')).fill('1');
    await dialog(officer).getByRole('button', { name: t('privacy.change') }).click();
    await officer.sees(t('privacy.changeMissing', { least: 2, most: 365 }), dialog(officer));
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('privacy-period');
    await dialog(officer).getByLabel(t('privacy.changeDays')).fill('14');
    await officer.presses('Enter');
    await officer.sees(t('privacy.changed', { days: t('privacy.days', { count: 14 }) }), '.tg-toasts');
    world.setTime('2022-02-11T01:00:00.000Z');
    await officer.page.reload();
    await officer.sees(t('privacy.due', { count: 1 }));
    await officer.pushes(t('privacy.destroyNow'));
    await rowOf(officer, 'answers-2022-01-27').waitFor();
    await officer.leaves();
  });

  it('sees all of it in both languages, light and dark, without barriers', async () => {
    const officer = await port.seats('dataOfficer');
    for (const [place, tab] of ['reads', 'retention', 'person'].entries()) {
      for (const [language, scheme] of seenIn([['zh', 'light'], ['en', 'light'], ['zh', 'dark']] as const, place)) {
        await officer.goes(`/data-protection?tab=${tab}`);
        await officer.sits({ language, scheme });
        if (tab === 'person') {
          const label = (key: WordKey): string => write(language, key);
          await officer.fills(label('privacy.documentNumber'), 'K200001');
          await officer.fills(label('privacy.birthDate'), '1990-01-01');
          await officer.presses('Enter');
          await officer.sees(/ALPHA/);
        } else await officer.page.locator('main tbody tr').first().waitFor();
        expect(await officer.barriers(), `${tab} ${language} ${scheme}`).toEqual([]);
        await officer.pictures(`privacy-${tab}-${language}-${scheme}`);
      }
    }
    await officer.sits({ language: 'en', width: 390, height: 844 });
    await officer.opens('/data-protection?tab=retention');
    await officer.page.locator('main tbody tr').first().waitFor();
    await officer.pictures('privacy-narrow');
    await officer.leaves();
  });
});

describe('the administrator', () => {
  it('sees the log and the periods, and answers no requests', async () => {
    const administrator = await port.officerAt('/data-protection?tab=person', 'administrator');
    await administrator.sees(t('privacy.onlyDataOfficer'));
    await administrator.turnsTo(t('privacy.tabRetention'));
    await administrator.sees(t('privacy.class.records'));
    await administrator.leaves();
  });
});

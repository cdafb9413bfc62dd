import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/kernel/ids.ts';
import { insertOfficer } from '../../src/modules/staff/store.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import type { WordParams } from '../../src/words/area.ts';
import { makeDutyDay, type DutyDay } from '../duty-day.ts';
import { printed } from '../printed.ts';
import { isLong } from '../long-run.ts';
import { Officer, addPersona, openPort, seenIn, sideways, type Port } from './officers.ts';

let day: DutyDay;
let port: Port;
let duty: Officer;

beforeAll(async () => {
  day = await makeDutyDay();
  await addPersona(day.hall.world, 'rosterPlanner');
  await insertOfficer(day.hall.world.open.pool, day.hall.world.eventId, {
    officer_id: uuidv7(), user_name: 'persona-second-watch', name_en: 'Second Watch', name_zh: '演示接班', organisation: 'Invented Customs', roles: ['dutyOfficer'], station_id: null, language: 'en', password_hash: null, external_subject: null, persona: true,
  }, day.hall.world.now());
  port = await openPort(day.hall.world);
  duty = await port.seats('dutyOfficer');
}, 180_000);
afterAll(async () => {
  await port?.close();
  await day?.hall.world.close();
});

// The console's own words, so that a better word changes one file.
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const figure = (officer: Officer, label: string) => officer.page.locator('.tg-stat').filter({ hasText: label }).locator('.tg-stat-value');
const sees = (officer: Officer, label: string, value: string) => expect.poll(() => figure(officer, label).innerText(), { timeout: 30_000 }).toBe(value);
const bar = (officer: Officer) => officer.page.locator('.du-line').filter({ hasText: 'CA926' }).getByRole('progressbar');
const done = async (officer: Officer): Promise<number> => Number(await bar(officer).getAttribute('aria-valuenow'));
const doneAsOf = async (asOf?: string): Promise<number> => (await day.hall.world.see<{ flights: { flightId: string; counts: { doneSteps: number } }[] }>('flights.list', {}, asOf === undefined ? {} : { asOf })).flights.find((flight) => flight.flightId === day.hall.arrivalId)!.counts.doneSteps;
const downloads = async (officer: Officer, press: () => Promise<void>): Promise<{ name: string; text: string }> => {
  const [download] = await Promise.all([officer.page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: (await printed(await readFile(await download.path()))).map((page) => page.text).join('\n') };
};

describe('the duty commander', () => {
  it('sees the day on one board, what needs somebody first, and each number leads to its cases', async () => {
    await duty.opens('/duty');
    await sees(duty, t('duty.alarms'), '1');
    await sees(duty, t('duty.holds'), '1');
    await sees(duty, t('duty.devicesDown'), '1');
    await sees(duty, t('duty.onDuty'), '1');
    await sees(duty, t('duty.callUps'), '1');
    await duty.sees(t('duty.alarmUnacknowledged', { device: '' }).trim().replace(/,$/, ''), duty.page.locator('.du-attention'));
    await duty.sees(t('duty.callUpWaits', { count: 1, skill: 'Sampling' }), duty.page.locator('.du-attention'));
    await duty.sees(t('duty.staffMissing', { count: 1 }), duty.page.locator('.du-attention'));
    await duty.sees(t('duty.noForecast'));
    expect(await duty.page.getByRole('row', { name: /^Sampling/ }).innerText()).toMatch(/Sampling\s+1\s+2\s+–\s+0/);
    await figure(duty, t('duty.alarms')).click();
    await duty.page.waitForURL(/\/alarms$/);
    await duty.opens('/duty');
    await duty.page.locator('.du-attention').getByRole('link', { name: new RegExp(t('duty.acknowledge')) }).click();
    await duty.page.waitForURL(/\/alarms\/[0-9a-f-]{36}$/);
  });

  it('sees what is recorded elsewhere without touching the page', async () => {
    await duty.opens('/duty');
    await expect.poll(() => done(duty), { timeout: 30_000 }).toBe(await doneAsOf());
    const before = await done(duty);
    day.hall.world.setTime('2022-01-27T09:01:00.000Z', 0);
    await day.hall.cleared([day.hall.people[13]!.caseId]);
    await expect.poll(() => done(duty), { timeout: 30_000 }).toBeGreaterThan(before);
  });

  it('sees what was foreseen as soon as it is computed: promises on the flights, queues, and who is short of the need', async () => {
    await duty.opens('/duty');
    await duty.sees(t('duty.noForecast'));
    expect(await duty.page.locator('.du-line .du-band').count()).toBe(0);
    // One for the day with its promises, one for the staff that the day needs.
    for (const staffing of [false, true]) await day.hall.world.done('forecast.compute', { pointCode: 'PEK', day: '2022-01-27', replications: 20, seed: 7, staffing }, { as: day.duty });
    await duty.page.locator('.du-line').filter({ hasText: 'LH720' }).locator('.du-band').waitFor();
    await duty.doesNotSee(t('duty.noForecast'));
    const { need } = await day.hall.world.see<{ need: { skill: string; slots: { from: number; people: number }[] }[] }>('forecast.need', { pointCode: 'PEK', day: '2022-01-27' }, { as: day.duty });
    // 17:01 at the port lies in the quarter of an hour from minute 1020 on, two hours later in that from 1140 on.
    const people = (skill: string, from: number): number => need.find((one) => one.skill === skill)!.slots.find((slot) => slot.from === from)?.people ?? 0;
    const wanted = need.map((one) => one.skill).filter((skill) => people(skill, 1020) + people(skill, 1140) > 0);
    expect(wanted.length).toBeGreaterThan(0);
    for (const skill of wanted) {
      const cells = duty.page.getByRole('row', { name: new RegExp(`^${t(`dutySheet.skill.${skill}` as WordKey)}`) }).getByRole('cell');
      await expect.poll(async () => [await cells.nth(2).innerText(), (await cells.nth(3).innerText()).split('/')[1]?.trim()], { timeout: 30_000 }).toEqual([String(people(skill, 1020)), String(people(skill, 1140))]);
    }
    await duty.pictures('duty-foreseen');
  });

  it('leads from a past instant to pages as they stood then, which say so, change nothing, and lead back to now', async () => {
    const past = '2022-01-27T07:30:00.000Z';
    await duty.opens(`/duty?at=${encodeURIComponent(past)}`);
    await sees(duty, t('duty.alarms'), '0');
    await figure(duty, t('duty.alarms')).click();
    await duty.page.waitForURL(/\/alarms\?asOf=2022-01-27T07%3A30/);
    await duty.sees(t('shell.past', { time: '' }).trim());
    await duty.sees(t('devices.noAlarms'));
    await duty.pictures('duty-past-alarms');
    await duty.page.getByRole('button', { name: t('shell.pastToNow') }).click();
    await duty.page.waitForURL(/\/alarms$/);
    await expect.poll(() => duty.page.getByText(t('devices.noAlarms')).count(), { timeout: 30_000 }).toBe(0);
    await duty.opens(`/duty?at=${encodeURIComponent(past)}`);
    await sees(duty, t('duty.holds'), '0');
    await figure(duty, t('duty.holds')).click();
    await duty.page.waitForURL(/\/holds\?point=PEK&asOf=2022-01-27T07%3A30/);
    await duty.sees(t('goods.noHolds'));
    await duty.pictures('duty-past-holds');
    // Nothing is done on the past: the page says why.
    await duty.opens(`/forecast?asOf=${encodeURIComponent(past)}`);
    await duty.page.getByRole('button', { name: t('forecast.doCompute') }).click();
    await duty.sees(writeRefusal('en', { code: 'shown-as-of' }));
    await duty.pictures('duty-past-forecast');
  });

  it('goes back over the day by the slider’s keys, plays it, and comes back to live', async () => {
    await duty.opens(`/duty?at=${encodeURIComponent('2022-01-27T07:30:00.000Z')}`);
    await duty.sees(t('duty.asOf', { time: '27 Jan 15:30' }));
    for (const label of ['duty.alarms', 'duty.holds', 'duty.devicesDown', 'duty.callUps'] as const) await sees(duty, t(label), '0');
    await expect.poll(() => done(duty), { timeout: 30_000 }).toBe(await doneAsOf('2022-01-27T07:30:00.000Z'));
    expect(await doneAsOf('2022-01-27T07:30:00.000Z')).toBeLessThan(await doneAsOf());
    await duty.presses('ArrowRight');
    await duty.page.waitForURL(/at=2022-01-27T07%3A45/);
    await duty.presses('ArrowLeft', 'ArrowLeft');
    await duty.page.waitForURL(/at=2022-01-27T07%3A15/);
    await duty.page.getByRole('button', { name: t('duty.speedOf', { steps: 4 }) }).click();
    await duty.page.locator('main h1').click();
    await duty.presses(' ');
    // It plays to the present and is live there.
    await duty.page.waitForURL((url) => !url.searchParams.has('at'), { timeout: 60_000 });
    await sees(duty, t('duty.alarms'), '1');
    await duty.page.getByRole('slider').fill('61');
    await duty.page.waitForURL(/at=2022-01-27T07%3A15/);
    await duty.presses('l');
    await duty.page.waitForURL((url) => !url.searchParams.has('at'));
    await duty.page.getByRole('button', { name: t('duty.dayBefore') }).click();
    await duty.sees(t('duty.noFlights'));
    await duty.presses('l');
  });

  it('puts the board on a wall and takes it down again', async () => {
    await duty.opens('/duty');
    await sees(duty, t('duty.alarms'), '1');
    await duty.presses('w');
    await duty.page.locator('.du-wall-flight').filter({ hasText: 'CA926' }).waitFor();
    expect(await duty.page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('.du-wall-figures dd')!).fontSize))).toBeGreaterThan(60);
    expect(await duty.barriers()).toEqual([]);
    await duty.presses('Escape');
    await duty.page.waitForURL((url) => !url.searchParams.has('wall'));
    await duty.page.locator('.du-line').first().waitFor();
  });
});

describe('the watch', () => {
  it('is handed over with a note and the printed sheet, and taken by the other', async () => {
    await duty.opens('/duty');
    const sheet = await downloads(duty, () => duty.page.getByRole('link', { name: t('duty.sheet') }).click());
    expect(sheet.name).toMatch(/^shift-PEK-20220127-0901-en\.pdf$/);
    expect(sheet.text).toContain('CA926');
    await duty.pushes(t('duty.handOver'));
    const dialog = duty.page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('duty.handOver') }).click();
    await duty.sees(t('duty.officerNeeded'), dialog);
    await duty.chooses(t('duty.to'), 'Second Watch');
    await duty.fills(t('duty.note'), 'The portal of lane 1 alarms; the supplier is called.');
    expect(await duty.barriers()).toEqual([]);
    await duty.pictures('duty-dialog');
    await dialog.getByRole('button', { name: t('duty.handOver') }).click();
    await dialog.waitFor({ state: 'detached' });
    await duty.sees(t('duty.notTaken'), duty.page.locator('.du-hand-overs'));

    const other = await port.asNobody();
    await other.page.locator('.tg-persona').filter({ hasText: 'Second Watch' }).first().click();
    await other.page.waitForSelector('.tg-shell-top');
    await other.opens('/duty');
    await other.sees(t('duty.takesWatch'));
    await other.pictures('duty-to-take');
    await other.pushes(t('duty.takeNow'));
    await other.sees('The portal of lane 1 alarms; the supplier is called.', other.page.getByRole('dialog'));
    await other.fills(t('duty.note'), 'Read and understood');
    await other.page.getByRole('dialog').getByRole('button', { name: t('duty.takeOver') }).click();
    await other.page.getByRole('dialog').waitFor({ state: 'detached' });
    await other.doesNotSee(t('duty.takesWatch'));
    // The first officer's page learns of it by itself.
    await duty.sees(/^taken/, duty.page.locator('.du-hand-overs'));
    const signed = await downloads(other, () => other.page.locator('.du-hand-overs').getByRole('link', { name: new RegExp(t('duty.print')) }).first().click());
    expect(signed.text).toContain('equal to the hash that was handed over');
    expect(signed.text).toContain('Second Watch');
    await other.leaves();
  });

  it('is not a planner’s to hand over, who sees the staff and is told what is not theirs', async () => {
    const planner = await port.officerAt('/duty', 'rosterPlanner');
    await planner.sees(t('duty.notSeen'));
    await sees(planner, t('duty.onDuty'), '1');
    expect(await planner.page.getByRole('button', { name: t('duty.handOver') }).count()).toBe(0);
    expect(await planner.page.getByRole('link', { name: t('duty.sheet') }).count()).toBe(0);
    await planner.leaves();
  });
});

it('looks right at a desk and on a phone, in both languages, by day and by night, live, replayed and on the wall', async () => {
  const places = [['live', '/duty'], ['past', `/duty?at=${encodeURIComponent('2022-01-27T08:10:00.000Z')}`], ['wall', '/duty?wall=1']] as const;
  const desk = { language: 'en', scheme: 'light', width: 1440, height: 900 } as const;
  // A desk and a phone by turns, each in a language of its own; the long tests see every place in all four.
  const others = [{ language: 'zh', scheme: 'dark', width: 1440, height: 900 }, { language: 'en', scheme: 'dark', width: 390, height: 844 }] as const;
  const sittings = [desk, { language: 'zh', scheme: 'light', width: 390, height: 844 } as const, ...(isLong ? others : [])];
  for (const [turn, [name, path]] of places.entries()) {
    for (const sitting of seenIn(sittings, turn)) {
      // On the wall the switch of languages is covered; it is turned before.
      await duty.opens('/duty');
      await duty.sits(sitting);
      await duty.opens(path);
      await duty.page.locator('.du-line, .du-wall-flight').filter({ hasText: 'CA926' }).first().waitFor();
      await duty.rests();
      await duty.pictures(`duty-${name}-${sitting.width}-${sitting.language}-${sitting.scheme}`);
      expect([name, sitting, await duty.barriers()]).toEqual([name, sitting, []]);
      expect([name, sitting, await sideways(duty)]).toEqual([name, sitting, 0]);
    }
  }
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../src/kernel/officer.ts';
import { answerRequests } from '../../src/modules/roster/planning.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, addStations, openPort, seenIn, sideways, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
let planner: Officer;
const officers = new Map<Role, string>();
const acting = (role: Role): Actor => ({ ...world.officer, officerId: officers.get(role) ?? null, roles: [role] });
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T00:30:00.000Z', speed: 0 });
  for (const role of ['rosterPlanner', 'dutyOfficer', 'sampler', 'gate'] as const) officers.set(role, await addPersona(world, role));
  await addStations(world, ['sampling', 'temperature', 'declaration', 'immigration', 'vehicleBay', 'aircraft']);
  const as = acting('rosterPlanner');
  for (const [shift, startsMinute] of [['E', 360], ['L', 840], ['N', 1320]] as const) await world.done('roster.setShift', { shift, active: true, nameEn: shift, nameZh: shift, startsMinute, lengthMinutes: 480, breakMinutes: 0 }, { as });
  for (let at = 1; at <= 10; at += 1) {
    const { personId } = await world.done<{ personId: string }>('roster.addPerson', { staffNumber: `F-${String(at).padStart(2, '0')}`, pointCode: 'PEK', tier: 'front', nameEn: `INVENTED Person ${at}`, nameZh: `虚构${at}`, team: at % 2 === 0 ? 'A' : 'B' }, { as });
    await world.done('roster.certify', { personId, skill: 'screening', number: `C-${at}`, validFrom: '2021-06-01', validUntil: null }, { as });
  }
  for (const [designator, at, expectedPersons] of [['CA926', '02:00', 160], ['LH720', '02:15', 210]] as const) {
    await world.done('flights.announce', { designator, flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: `2022-01-27T${at}:00.000Z`, chartered: true, expectedPersons, risk: 'medium' });
  }
  port = await openPort(world);
  planner = await port.seats('rosterPlanner');
}, 120_000);
afterAll(async () => {
  await port?.close();
  await world?.close();
});

const cell = (officer: Officer, row: number, day: number) => officer.page.locator(`[data-cell="${row} ${day}"]`);
const looks = async (officer: Officer, name: string, turn: number): Promise<void> => {
  for (const sitting of seenIn([{ language: 'zh', scheme: 'dark', width: 1440 }, { language: 'en', scheme: 'light', width: 390 }, { language: 'en', scheme: 'dark', width: 390 }, { language: 'zh', scheme: 'light', width: 1440 }] as const, turn)) {
    await officer.sits({ ...sitting, height: 900 });
    await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
    expect(await officer.barriers(), `${name} ${sitting.language} ${sitting.width}`).toEqual([]);
    expect(await sideways(officer), `${name} ${sitting.language} ${sitting.width}`).toBe(0);
    await officer.pictures(`${name}-${sitting.language}-${sitting.width}`);
  }
  await officer.sits({});
};

describe('the planner', () => {
  it('makes a roster, changes it by keys, sees at once what breaks, and publishes what does not', { timeout: 240_000 }, async () => {
    await planner.opens('/rosters');
    await planner.sees(t('rosters.none'));
    await planner.pushes(t('rosters.doMake'));
    const dialog = planner.page.getByRole('dialog');
    await dialog.locator('#roster-point').selectOption('PEK');
    await dialog.locator('#roster-first').fill('2022-01-28');
    await dialog.locator('#roster-days').fill('7');
    await dialog.locator('#roster-seconds').fill('2');
    await dialog.locator('#need-people-0').fill('2');
    await dialog.getByRole('button', { name: t('rosters.doMake') }).click();
    await planner.sees(t('rosters.planningNow'));
    await answerRequests(world.open.pool, world.eventId, world.now, new AbortController().signal);
    world.open.house.announce(world.eventId, ['rosters']);
    await planner.page.locator('.ro-grid').waitFor();
    await planner.sees(t('rosters.breaksNone'));
    await expect.poll(() => planner.page.locator('.ro-grid tbody tr').count()).toBe(10);
    await looks(planner, 'roster', 0);
    // A late shift, and an early one on the day after it: eight hours of rest.
    await cell(planner, 0, 2).focus();
    await planner.page.keyboard.press('l');
    await planner.page.keyboard.press('L');
    await planner.page.keyboard.press('ArrowRight');
    await expect.poll(() => planner.page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('0 3');
    await planner.page.keyboard.press('e');
    await expect.poll(() => cell(planner, 0, 3).innerText()).toMatch(/^E/);
    await planner.sees(/Rest of 480 minutes/);
    expect(await planner.reasonAgainst(t('rosters.doPublish'))).toBe(t('rosters.publishedBlocked'));
    await planner.pictures('roster-broken');
    await planner.pushes(t('rosters.doDiscard'));
    await planner.sees(t('rosters.breaksNone'));
    const free = await planner.page.locator('.ro-grid tbody tr').first().locator('td.ro-work button').first().getAttribute('data-cell');
    await planner.page.locator(`[data-cell="${free}"]`).focus();
    await planner.page.keyboard.press('Delete');
    await planner.sees(t('rosters.changes', { count: 1 }));
    await planner.fills(t('rosters.why'), 'asked to be free');
    await planner.pushes(t('rosters.doSave'));
    await planner.sees(t('rosters.version', { count: 2 }));
    await planner.pushes(t('rosters.doPublish'));
    await planner.page.getByRole('dialog').getByRole('button', { name: t('rosters.doPublish') }).click();
    await planner.sees(t('rosters.state.published'));
  });
});

describe('who works', () => {
  it('asks somebody to take a shift, who accepts, and the planner decides', { timeout: 240_000 }, async () => {
    const as = acting('rosterPlanner');
    const { rosters: [roster] } = await world.see<{ rosters: { rosterId: string }[] }>('roster.list', {}, { as });
    const { cells } = await world.see<{ cells: { person: string; day: number; shift: string | null }[] }>('roster.roster', { rosterId: roster!.rosterId }, { as });
    const { people } = await world.see<{ people: { personId: string; staffNumber: string; nameEn: string; nameZh: string }[] }>('roster.people', {}, { as });
    const tie = async (personId: string, role: Role): Promise<void> => {
      const { staffNumber, nameEn, nameZh } = people.find((one) => one.personId === personId)!;
      await world.done('roster.changePerson', { personId, staffNumber, pointCode: 'PEK', tier: 'front', nameEn, nameZh, officerId: officers.get(role) ?? null, active: true }, { as });
    };
    const mine = cells.find((one) => one.shift !== null)!;
    await tie(mine.person, 'sampler');
    const { people: able } = await world.see<{ people: { personId: string }[] }>('roster.swappable', { day: `2022-01-${28 + mine.day}` }, { as: acting('sampler') });
    const other = people.find((one) => one.personId === able[0]!.personId)!;
    await tie(other.personId, 'gate');
    const sampler = await port.officerAt('/my-shifts', 'sampler', { width: 390, height: 844 });
    await sampler.page.getByRole('button', { name: /^Swap the shift/ }).first().click();
    const dialog = sampler.page.getByRole('dialog');
    await dialog.locator('#swap-person').selectOption(other.personId);
    await dialog.getByRole('button', { name: t('roster.swapAsk') }).click();
    await sampler.sees(t('roster.swap.asked'));
    expect(await sampler.barriers()).toEqual([]);
    expect(await sideways(sampler)).toBe(0);
    await sampler.pictures('my-swap-en-390');
    const download = sampler.page.waitForEvent('download');
    await sampler.page.getByRole('link', { name: t('roster.toCalendar') }).click();
    expect((await download).suggestedFilename()).toBe('shifts.ics');
    const gate = await port.officerAt('/my-shifts', 'gate', { width: 390, height: 844 });
    await gate.pushes(t('roster.swapTake'));
    await gate.sees(t('roster.swap.accepted'));
    await planner.opens(`/rosters/${roster!.rosterId}`);
    await planner.sees(t('rosters.swaps'));
    await planner.pushes(t('rosters.doRefuse'));
    await sampler.sees(t('roster.swap.refused'));
  });
});

describe('the forecast', () => {
  it('is computed from the day’s flights, tries a change, and shows its chain with sources', { timeout: 240_000 }, async () => {
    await planner.opens('/forecast?point=PEK');
    await planner.sees(t('forecast.none'));
    await planner.pushes(t('forecast.doCompute'));
    await planner.page.locator('.fc-queue').first().waitFor({ timeout: 60_000 });
    await planner.sees('CA926');
    await planner.sees(/half within [\d,]+ min, 95 % within [\d,]+ min/);
    await looks(planner, 'forecast', 1);
    await planner.turnsTo(t('forecast.tabWhatIf'));
    await planner.chooses(t('forecast.station'), t('forecast.station.sampling'));
    await planner.fills(t('forecast.count'), '6');
    await planner.pushes(t('forecast.doTry'));
    await planner.sees(t('forecast.effect'));
    await planner.page.locator('.fc-effects').waitFor({ timeout: 60_000 });
    await expect.poll(() => planner.page.locator('.fc-effects').innerText()).toMatch(/-\d/);
    await looks(planner, 'forecast-what-if', 2);
    await planner.turnsTo(t('forecast.tabChain'));
    await planner.sees(t('forecast.chainUsual'));
    await looks(planner, 'forecast-chain', 3);
    await planner.page.getByRole('button', { name: `${t('forecast.doChange')} ${t('forecast.station.sampling')}` }).click();
    const dialog = planner.page.getByRole('dialog');
    await dialog.locator('#chain-windows').fill('06:00-22:00 x');
    await dialog.locator('#chain-why').fill('more booths');
    await dialog.getByRole('button', { name: t('forecast.doSave') }).click();
    await planner.sees(t('forecast.wrongWindows', { count: 1 }), dialog);
    await dialog.locator('#chain-windows').fill('06:00-22:00 8');
    await dialog.getByRole('button', { name: t('forecast.doSave') }).click();
    await planner.sees(t('forecast.chainSet', { count: 1, reason: 'more booths' }));
    await planner.sees('06:00–22:00 8');
    await planner.turnsTo(t('forecast.tabScore'));
    await planner.sees('CA926');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/kernel/ids.ts';
import type { Actor, Role } from '../../src/kernel/officer.ts';
import { defaultRules, defaultWeights } from '../../src/modules/roster/shapes/planning.ts';
import { insertRoster, insertVersion } from '../../src/modules/roster/store/rosters.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, addStations, dialog, openPort, seenIn, sideways, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
const officers = new Map<Role, string>();

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-10T00:30:00.000Z', speed: 0 });
  for (const role of ['rosterPlanner', 'dutyOfficer', 'sampler', 'gate', 'auditor'] as const) officers.set(role, await addPersona(world, role));
  await addStations(world, ['sampling', 'laboratory', 'temperature', 'disinfection']);
  for (const [shift, nameEn, nameZh, startsMinute] of [['E', 'Early', '早班', 360], ['L', 'Late', '晚班', 840], ['N', 'Night', '夜班', 1320]] as const) await world.done('roster.setShift', { shift, active: true, nameEn, nameZh, startsMinute, lengthMinutes: 480, breakMinutes: 45 }, { as: await acting('rosterPlanner') });
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await world?.close();
});

const acting = async (role: Role): Promise<Actor> => ({ ...world.officer, officerId: officers.get(role) ?? null, roles: [role] });
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const list = [
  'staffNumber,nameEn,nameZh,point,tier,team,loop,mostShifts,skill,certificate,validFrom,validUntil',
  'F-1,INVENTED Anna,虚构安,PEK,front,A,L1,12,sampling,C-1,2021-06-01,2022-12-31', 'F-1,INVENTED Anna,虚构安,PEK,front,A,L1,12,screening,C-2,2021-06-01,2022-01-20',
  'F-2,INVENTED Bo,虚构波,PEK,front,A,L1,,laboratory,C-3,2021-06-01,2022-01-05', 'F-3,INVENTED Cai,虚构彩,PEK,front,B,L2,,medical,C-4,2021-06-01,',
  'R-1,INVENTED Dan,虚构丹,PEK,reserve,B,,,sampling,C-5,2021-06-01,', 'R-2,INVENTED Eva,虚构娃,PEK,reserve,B,,,sampling,C-6,2021-06-01,2022-12-31',
  'E-1,INVENTED Fan,虚构帆,PEK,emergency,,,,sampling,C-7,2021-06-01,', 'E-2,INVENTED Gao,虚构高,PEK,emergency,,,,sampling,C-8,2021-06-01,',
  'F 9,INVENTED Hu,虚构湖,PEK,front,,,,sampling,C-9,2022-13-01,', 'F-8,INVENTED Ito,虚构伊,PEK,boss,,,99,flying,,,',
].join('\n');
const openPerson = async (officer: Officer, number: string): Promise<void> => {
  await officer.page.getByRole('row').filter({ hasText: number }).first().click();
  await dialog(officer).waitFor();
};
const closes = async (officer: Officer): Promise<void> => {
  await dialog(officer).getByRole('button', { name: t('design.close') }).click();
  await dialog(officer).waitFor({ state: 'detached' });
};
const looks = async (officer: Officer, name: string, path: string, turn: number): Promise<void> => {
  await officer.goes(path);
  for (const [language, scheme, width] of seenIn([['en', 'light', 1440], ['zh', 'light', 390], ['zh', 'dark', 1440], ['en', 'dark', 390]] as const, turn)) {
    await officer.sits({ language, scheme, width, height: width === 390 ? 844 : 900 });
    await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
    expect(await officer.barriers(), `${name} ${language} ${width}`).toEqual([]);
    expect(await sideways(officer), `${name} ${language} ${width}`).toBe(0);
    await officer.pictures(`roster-${name}-${language}-${width}`);
  }
  await officer.sits({});
};

describe('the staff', () => {
  it('are imported from a list, certified, and noted as away by the planner', async () => {
    const planner = await port.officerAt('/staff', 'rosterPlanner');
    await planner.sees(t('roster.noPeople'));
    await planner.pushes(t('roster.import'));
    await dialog(planner).locator('input[type=file]').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
    await planner.sees(`column E: ${t('roster.kept.tier', { tiers: 'front, reserve, emergency' })}`, dialog(planner));
    await planner.sees(t('roster.kept.not-day', { text: '2022-13-01' }), dialog(planner));
    expect(await planner.barriers()).toEqual([]);
    await planner.pictures('roster-import');
    await planner.sits({ width: 390, height: 844 });
    expect(await sideways(planner)).toBe(0);
    await planner.pictures('roster-import-390');
    await planner.sits({});
    await dialog(planner).getByRole('button', { name: t('roster.confirm', { count: 7 }) }).click();
    await dialog(planner).waitFor({ state: 'detached' });
    await planner.sees(t('roster.ended', { day: '5 Jan 2022' }));
    await planner.sees(t('roster.endsOn', { day: '20 Jan 2022' }));

    await openPerson(planner, 'R-1');
    await dialog(planner).getByRole('button', { name: t('roster.changePerson') }).click();
    await dialog(planner).getByRole('combobox', { name: t('roster.account') }).fill('persona-sampler');
    await planner.page.getByRole('option', { name: /persona-sampler/ }).click();
    await dialog(planner).getByRole('button', { name: t('roster.save') }).click();
    await planner.sees(t('roster.tied'), dialog(planner));
    await closes(planner);

    await openPerson(planner, 'F-3');
    await dialog(planner).getByRole('button', { name: t('roster.certify') }).click();
    await dialog(planner).getByLabel(t('roster.skill')).selectOption('sampling');
    await planner.fills(t('roster.certificateNumber'), 'C-20');
    await dialog(planner).getByRole('button', { name: t('roster.certify') }).click();
    await planner.sees('C-20', dialog(planner));
    await dialog(planner).getByRole('button', { name: t('roster.recordAway') }).click();
    await dialog(planner).getByRole('radio', { name: t('roster.absence.leave') }).check();
    await planner.fills(t('roster.untilDay'), '2022-01-12');
    await dialog(planner).getByRole('button', { name: t('roster.recordAway') }).click();
    await planner.sees(t('roster.takeBack'), dialog(planner));
    expect(await planner.barriers()).toEqual([]);
    await planner.pictures('roster-person');
    await planner.sits({ scheme: 'dark', width: 390, height: 844 });
    await planner.pictures('roster-person-390');
    await planner.sits({});
    await closes(planner);
    await planner.opens('/staff?away=1');
    await planner.sees('F-3');
    await planner.doesNotSee('R-1');
    await planner.opens('/staff?ends=30');
    await planner.sees('F-1');
    await planner.doesNotSee('F-3');

    await planner.opens('/staff?tab=shifts');
    await planner.pushes(t('roster.addShift'));
    await planner.fills(t('roster.shiftCode'), 'D');
    await planner.fills(t('roster.startsAt'), '08:00');
    await planner.fills(t('roster.nameEn'), 'Day');
    await planner.fills(t('roster.nameZh'), '日班');
    await planner.fills(t('roster.length'), '12');
    await dialog(planner).getByRole('button', { name: t('roster.save') }).click();
    await planner.sees('08:00 – 20:00');
    await planner.leaves();
  });

  it('are called up by the planner; another duty officer approves the emergency tier', async () => {
    const planner = await port.seats('rosterPlanner');
    const called = async (tier: 'emergency' | 'reserve', wanted: string, reason: string): Promise<void> => {
      await planner.opens('/call-ups');
      await planner.pushes(t('roster.newCallUp'));
      await dialog(planner).getByRole('radio', { name: new RegExp(`^${t(`roster.tier.${tier}`)}`) }).check();
      await planner.chooses(t('roster.port'), /^PEK/);
      await planner.chooses(t('roster.skill'), t('skills.sampling'));
      await planner.fills(t('roster.from'), '2022-01-11 08:00');
      await planner.fills(t('roster.until'), '2022-01-11 16:00');
      await planner.fills(t('roster.wanted'), wanted);
      await planner.fills(t('roster.reason'), reason);
    };
    await called('emergency', '3', 'Three charters at once');
    await planner.sees(t('roster.callable', { count: 2 }), dialog(planner));
    await planner.sees(t('roster.onlyCallable', { count: 1, wanted: 3 }), dialog(planner));
    expect(await planner.barriers()).toEqual([]);
    await planner.pictures('roster-new-call-up');
    await dialog(planner).getByRole('button', { name: t('roster.doCall') }).click();
    await planner.sees(t('roster.shortLong', { count: 1, wanted: 3 }), dialog(planner));
    expect(await planner.reasonAgainst(t('roster.approve'))).toMatch(/Duty officer/);
    await closes(planner);
    await called('reserve', '2', 'Booth two stays open');
    await dialog(planner).getByRole('button', { name: t('roster.doCall') }).click();
    await planner.sees('R-2', dialog(planner));
    await dialog(planner).getByRole('button', { name: t('roster.saysCannot', { name: 'INVENTED Eva' }) }).click();
    await planner.sees(t('roster.shortLong', { count: 1, wanted: 2 }), dialog(planner));
    await planner.leaves();

    await world.done('roster.callUp', { tier: 'emergency', pointCode: 'PEK', skill: 'sampling', startsAt: '2022-01-14T00:00:00.000Z', endsAt: '2022-01-14T08:00:00.000Z', wanted: 2, reason: 'Foreseen by the forecast', urgent: false, probability: 0.31, underCover: 2 }, { as: await acting('dutyOfficer') });
    const duty = await port.officerAt('/call-ups', 'dutyOfficer');
    await duty.sees('31 % for too few');
    await duty.page.getByRole('row').filter({ hasText: '31 %' }).click();
    expect(await duty.reasonAgainst(t('roster.approve'))).toBe(writeRefusal('en', { code: 'call-up-own' }));
    await closes(duty);
    await duty.page.getByRole('row').filter({ hasText: t('roster.callUp.waiting') }).first().click();
    await dialog(duty).getByRole('button', { name: t('roster.approve') }).click();
    await duty.sees(t('roster.approvedBy', { name: 'Persona Duty officer' }), dialog(duty));
    expect(await duty.barriers()).toEqual([]);
    await duty.pictures('roster-call-up');
    await duty.sits({ scheme: 'dark', width: 390, height: 844 });
    expect(await sideways(duty)).toBe(0);
    await duty.pictures('roster-call-up-390');
    await duty.leaves();
  });

  it('see their own shifts on a telephone, wish, answer, and come on duty', async () => {
    const { people } = await world.see<{ people: { personId: string; staffNumber: string }[] }>('roster.people', {}, { as: await acting('rosterPlanner') });
    const personId = people.find((one) => one.staffNumber === 'R-1')!.personId;
    const { points } = await world.see<{ points: { pointId: string; code: string }[] }>('ports.list', {});
    const rosterId = uuidv7();
    const shiftTypes = [['E', 360], ['L', 840], ['N', 1320]].map(([shift, startsMinute]) => ({ shift: String(shift), startsMinute: Number(startsMinute), lengthMinutes: 480, night: shift === 'N' }));
    await insertRoster(world.open.pool, world.eventId, { rosterId, pointId: points.find((one) => one.code === 'PEK')!.pointId, firstDay: '2022-01-10', days: 14, content: { shiftTypes, rules: defaultRules, weights: defaultWeights, demand: [], forecasts: [] } }, null, world.now());
    const content = { objective: null, lowerBound: null, gap: null, underCoverHours: 0, assigned: 5, violations: 0, activationDays: [], wallSeconds: null };
    const cells = [['2022-01-12', 'E'], ['2022-01-13', 'E'], ['2022-01-15', 'L'], ['2022-01-18', 'N'], ['2022-01-19', 'N']].map(([day, shift]) => ({ personId, day: String(day), shift: String(shift), skill: 'sampling', breaksAt: [], locked: false }));
    await insertVersion(world.open.pool, world.eventId, { rosterId, ordinal: 1, kind: 'planned', content, reason: '', requestId: null, cells }, null, world.now());
    await insertVersion(world.open.pool, world.eventId, { rosterId, ordinal: 2, kind: 'published', content, reason: '', requestId: null, cells: [] }, null, world.now());
    await world.done('roster.recordAbsence', { personId, kind: 'training', fromDay: '2022-01-24', untilDay: '2022-01-25' }, { as: await acting('rosterPlanner') });

    const sampler = await port.officerAt('/my-shifts', 'sampler', { width: 390, height: 844 });
    await sampler.sees(t('roster.toAnswer'));
    await sampler.sees('06:00 – 14:00');
    await sampler.sees(t('roster.acknowledge'));
    await looks(sampler, 'mine', '/my-shifts', 0);
    await sampler.sits({ width: 390, height: 844 });
    await sampler.pushes(/Mon.* 17 Jan 2022/);
    await dialog(sampler).getByRole('radio', { name: t('roster.free') }).check();
    await dialog(sampler).getByRole('radio', { name: t('roster.weight.9') }).check();
    expect(await sampler.barriers()).toEqual([]);
    await sampler.pictures('roster-wish-390');
    await dialog(sampler).getByRole('button', { name: t('roster.save') }).click();
    await dialog(sampler).waitFor({ state: 'detached' });
    await sampler.page.getByRole('button', { name: /17 Jan 2022: wish: Free/ }).waitFor();
    await sampler.pushes(/Mon.* 10 Jan 2022/);
    expect(await sampler.reasonAgainst(t('roster.save'))).toMatch(/until the day before/);
    await closes(sampler);
    await sampler.pushes(t('roster.iCome'));
    await sampler.sees(t('roster.answeredComes'));
    await sampler.pushes(t('roster.comeOn'));
    await sampler.sees(t('roster.onSince', { time: '08:30' }));
    await sampler.pictures('roster-mine-after-390');
    const { callUps } = await world.see<{ callUps: { reason: string; people: { staffNumber: string; answer: string | null }[] }[] }>('roster.callUps', {}, { as: await acting('dutyOfficer') });
    expect(callUps.find((one) => one.reason === 'Booth two stays open')?.people).toMatchObject([{ staffNumber: 'R-1', answer: 'acknowledged' }, { staffNumber: 'R-2', answer: 'declined' }]);
    await sampler.leaves();
    const gate = await port.officerAt('/my-shifts', 'gate');
    await gate.sees(t('roster.notRosteredDetail'));
    expect(await gate.barriers()).toEqual([]);
    await gate.pictures('roster-mine-nobody');
    await gate.leaves();
  });

  it('have protective equipment that is counted by the keyboard, and short is said first', async () => {
    const duty = await port.officerAt('/stocks', 'dutyOfficer');
    await duty.sees(t('roster.noStocks'));
    await duty.page.getByLabel(t('roster.withEmpty')).click();
    await duty.page.locator('[data-cell="0 0"]').focus();
    await duty.presses('ArrowDown', 'ArrowRight', 'Enter');
    await dialog(duty).waitFor();
    await duty.page.keyboard.type('40');
    await duty.fills(t('roster.least'), '60');
    await duty.presses('Enter');
    await dialog(duty).waitFor({ state: 'detached' });
    await duty.sees(t('roster.missing', { count: 20 }));
    const { stations } = await world.see<{ stations: { stationId: string; kind: string }[] }>('ports.list', {});
    for (const [place, [item, quantity, least]] of ([['respirator', 400, 100], ['gloves', 900, 300], ['swabKit', 12, 50], ['disinfectant', 80, 20], ['faceShield', 70, null]] as const).entries()) await world.done('roster.moveStock', { stationId: stations[place % stations.length]!.stationId, item, kind: 'received', quantity, least, note: '' }, { as: await acting('dutyOfficer') });
    await duty.opens('/stocks');
    await duty.sees(t('roster.missing', { count: 38 }));
    await looks(duty, 'stocks', '/stocks', 0);
    await duty.leaves();
  });

  it('are read by an auditor, who changes nothing, without barriers in both languages', { timeout: 240_000 }, async () => {
    const auditor = await port.seats('auditor');
    for (const [turn, [name, path]] of ([['staff', '/staff'], ['shifts', '/staff?tab=shifts'], ['call-ups', '/call-ups']] as const).entries()) await looks(auditor, name, path, turn);
    await auditor.opens('/staff');
    expect(await auditor.reasonAgainst(t('roster.import'))).toMatch(/Roster planner/);
    await openPerson(auditor, 'F-3');
    await auditor.sees(t('roster.whyHidden'), dialog(auditor));
    expect(await auditor.barriers()).toEqual([]);
    await auditor.leaves();
  });
});

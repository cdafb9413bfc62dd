import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { staffTemplate } from '../src/modules/roster/rules/staff-template.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface PersonView { personId: string; staffNumber: string; tier: string; pointCode: string; team: string; certificates: { skill: string; number: string; validUntil: string | null }[]; absences: { absenceId: string; kind: string | null; fromDay: string }[] }

let world: TestWorld;
let planner: Actor;
let duty: Actor;
let secondDuty: Actor;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-10T00:00:00.000Z', speed: 0 });
  [planner, duty, secondDuty] = await Promise.all([world.makeOfficer('rosterPlanner'), world.makeOfficer('dutyOfficer'), world.makeOfficer('dutyOfficer')]);
});
afterAll(() => world.close());

const everybody = (as: Actor = planner): Promise<{ people: PersonView[] }> => world.see('roster.people', {}, { as });
const byNumber = async (number: string): Promise<PersonView> => (await everybody()).people.find((one) => one.staffNumber === number)!;
const file = (rows: readonly string[], fileName = 'staff.csv') => ({ fileName, content: Buffer.from(['staffNumber,nameEn,nameZh,point,tier,team,loop,mostShifts,skill,certificate,validFrom,validUntil', ...rows].join('\n')).toString('base64') });

describe('a staff list', () => {
  test('is checked without a change, taken in, and taken in again without a second', async () => {
    const list = file([
      'F-1,MUSTER One,样例一,PEK,front,A,,12,sampling,C-1,2022-01-01,2022-12-31',
      'F-1,MUSTER One,样例一,PEK,front,A,,12,screening,C-2,2022-01-01,',
      'F-2,MUSTER Two,样例二,PEK,一线,A,L1,,采样,C-3,2022-01-01,2022-12-31',
      'R-1,MUSTER Three,样例三,PEK,reserve,B,,,sampling,C-4,2022-01-01,',
      'E-1,MUSTER Four,样例四,PEK,emergency,,,,sampling,C-5,2022-01-01,2022-01-12',
      'E-2,MUSTER Five,样例五,PEK,emergency,,,,sampling,C-6,2022-01-01,',
      'F 3,MUSTER Six,样例六,PEK,front,,,,sampling,C-7,2022-13-01,',
      'F-4,MUSTER Seven,样例七,XXX,front,,,,,,,',
      'F-1,SOMEBODY Else,别人,PEK,front,A,,12,goods,C-8,2022-01-01,',
      'F-5,=1+1,样例九,PEK,boss,,,99,flying,,2022-02-01,2022-01-01',
    ]);
    const checked = await world.see<{ changes: { staffNumber: string; state: string; certificates: unknown[] }[]; quarantined: { row: number; column: string; code: string }[] }>('roster.checkStaff', list, { as: planner });
    expect(checked.changes.map((one) => [one.staffNumber, one.state, one.certificates.length])).toEqual([['F-1', 'new', 2], ['F-2', 'new', 1], ['R-1', 'new', 1], ['E-1', 'new', 1], ['E-2', 'new', 1], ['F-4', 'new', 0]]);
    expect(checked.quarantined.map(({ row, column, code }) => `${row}${column} ${code}`)).toEqual(['8A number', '8K not-day', '10A differs', '11E tier', '11H most-shifts', '11I skill', '11J certificate', '11L ends-before']);
    expect((await everybody()).people).toEqual([]);
    const taken = await world.done<{ added: number; certificates: number; quarantined: { row: number; code: string }[] }>('roster.importStaff', list, { as: planner });
    expect(taken).toMatchObject({ added: 5, certificates: 6 });
    expect(taken.quarantined.at(-1)).toMatchObject({ row: 9, code: 'point' });
    expect(await world.done('roster.importStaff', list, { as: planner })).toMatchObject({ added: 0, changed: 0, unchanged: 5, certificates: 0 });
    expect((await byNumber('F-1')).certificates.map((one) => one.skill).sort()).toEqual(['sampling', 'screening']);
    expect(await byNumber('F-2')).toMatchObject({ tier: 'front', loop: 'L1', certificates: [{ skill: 'sampling', number: 'C-3' }] });
  });

  test('begins with a template that can be taken as it is, in either language', async () => {
    for (const language of ['en', 'zh'] as const) {
      const checked = await world.see<{ changes: { staffNumber: string; tier: string; certificates: { skill: string }[] }[]; quarantined: unknown[] }>('roster.checkStaff', { fileName: 'template.csv', content: Buffer.from(staffTemplate(language)).toString('base64') }, { as: planner });
      expect(checked).toMatchObject({ quarantined: [], changes: [{ staffNumber: 'EXAMPLE-1', tier: 'front', certificates: [{ skill: 'sampling' }] }] });
    }
  });

  test('that is no table is refused with what to do', async () => {
    expect(await world.refusedBy('roster.importStaff', { fileName: 'x.csv', content: Buffer.from('a,b\n1,2').toString('base64') }, { as: planner })).toBe('file-unreadable');
    expect(await world.refusedBy('roster.importStaff', { fileName: 'x.xlsx', content: Buffer.from('PK nonsense').toString('base64') }, { as: planner })).toBe('file-unreadable');
  });
});

describe('a person', () => {
  test('is changed by versions; a number is one person’s for good', async () => {
    const input = { staffNumber: 'F-9', pointCode: 'PEK', tier: 'front', nameEn: 'MUSTER Nine', nameZh: '样例九' };
    const { personId } = await world.done<{ personId: string }>('roster.addPerson', input, { as: planner });
    expect(await world.refusedBy('roster.addPerson', input, { as: planner })).toBe('staff-number-taken');
    expect(await world.refusedBy('roster.changePerson', { ...input, personId, staffNumber: 'F-10', officerId: null, active: true }, { as: planner })).toBe('staff-number-fixed');
    expect(await world.refusedBy('roster.changePerson', { ...input, personId, officerId: personId, active: true }, { as: planner })).toBe('officer-unknown');
    expect(await world.done('roster.changePerson', { ...input, personId, team: 'B', officerId: planner.officerId, active: true }, { as: planner })).toEqual({ ordinal: 2 });
    expect(await byNumber('F-9')).toMatchObject({ team: 'B', hasAccount: true, officerId: planner.officerId });
    expect((await everybody(await world.makeOfficer('auditor'))).people.find((one) => one.staffNumber === 'F-9')).toMatchObject({ hasAccount: true, officerId: null, email: null });
    expect(await world.refusedBy('roster.addPerson', { ...input, staffNumber: 'F-11', pointCode: 'NOP' }, { as: planner })).toBe('point-unknown');
    expect(await world.refusedBy('roster.addPerson', { ...input, staffNumber: 'F-12' }, { as: await world.makeOfficer('sampler') })).toBe('role-not-allowed');
  });

  test('is away for a reason that only the planner learns, and comes back', async () => {
    const { personId } = await byNumber('F-1');
    const { absenceId } = await world.done<{ absenceId: string }>('roster.recordAbsence', { personId, kind: 'sick', fromDay: '2022-01-11', untilDay: '2022-01-12' }, { as: planner });
    expect(await world.refusedBy('roster.recordAbsence', { personId, kind: 'leave', fromDay: '2022-01-12', untilDay: '2022-01-11' }, { as: planner })).toBe('days-wrong');
    expect((await byNumber('F-1')).absences).toMatchObject([{ kind: 'sick', fromDay: '2022-01-11' }]);
    expect((await everybody(duty)).people.find((one) => one.staffNumber === 'F-1')!.absences).toMatchObject([{ kind: null, fromDay: '2022-01-11' }]);
    await world.done('roster.takeBackAbsence', { personId, absenceId }, { as: planner });
    expect((await byNumber('F-1')).absences).toEqual([]);
    expect(await world.refusedBy('roster.takeBackAbsence', { personId, absenceId }, { as: planner })).toBe('absence-unknown');
  });

  test('sees their own page and nobody else’s, and wishes until the day before', async () => {
    expect(await world.refusedBy('roster.wish', { day: '2022-01-15', shift: null, weight: 5 }, { as: duty })).toBe('not-rostered');
    await world.done('roster.setShift', { shift: 'E', active: true, nameEn: 'Early', nameZh: '早班', startsMinute: 360, lengthMinutes: 480, breakMinutes: 45 }, { as: planner });
    await world.done('roster.wish', { day: '2022-01-15', shift: 'E', weight: 5 }, { as: planner });
    await world.done('roster.wish', { day: '2022-01-15', shift: null, weight: 3 }, { as: planner });
    expect(await world.refusedBy('roster.wish', { day: '2022-01-10', shift: null, weight: 5 }, { as: planner })).toBe('wish-too-late');
    expect(await world.refusedBy('roster.wish', { day: '2022-01-15', shift: 'Z', weight: 5 }, { as: planner })).toBe('shift-unknown');
    expect(await world.see('roster.mine', {}, { as: planner })).toMatchObject({ person: { staffNumber: 'F-9' }, wishes: [{ day: '2022-01-15', shift: null, weight: 3 }], duties: [], callUps: [] });
    const other = await byNumber('F-1');
    expect(await world.refusedBy('roster.wish', { personId: other.personId, day: '2022-01-15', shift: null, weight: 5 }, { as: await world.makeOfficer('gate') })).toBe('role-not-allowed');
  });
});

describe('a call-up', () => {
  const time = { startsAt: '2022-01-11T00:00:00.000Z', endsAt: '2022-01-11T08:00:00.000Z' };
  const ask = { tier: 'reserve', pointCode: 'PEK', skill: 'sampling', ...time, wanted: 2, reason: 'Breach foreseen', urgent: false };
  interface CallUpView { callUpId: string; state: string; people: { staffNumber: string; answer: string | null; arrivedAt: string | null }[]; decided: { note: string } | null }
  const listed = async (callUpId: string): Promise<CallUpView> => (await world.see<{ callUps: CallUpView[] }>('roster.callUps', {}, { as: duty })).callUps.find((one) => one.callUpId === callUpId)!;

  test('of the reserve calls who is certified and rested, with notice, and everybody answers once', async () => {
    expect(await world.refusedBy('roster.callUp', { ...ask, startsAt: '2022-01-10T01:00:00.000Z' }, { as: planner })).toBe('notice-too-short');
    expect(await world.refusedBy('roster.callUp', { ...ask, skill: 'goods' }, { as: planner })).toBe('nobody-to-call');
    expect(await world.see('roster.callable', { tier: 'reserve', pointCode: 'PEK', skill: 'sampling', ...time }, { as: planner })).toEqual({ own: 1, fromElsewhere: 0 });
    const { callUpId, called } = await world.done<{ callUpId: string; called: number }>('roster.callUp', { ...ask, forecastId: undefined, probability: 0.31 }, { as: planner });
    expect(called).toBe(1);
    expect(await world.refusedBy('roster.callUp', ask, { as: planner })).toBe('nobody-to-call');
    const { personId } = await byNumber('R-1');
    await world.done('roster.answerCallUp', { callUpId, personId, comes: true, reason: 'by telephone' }, { as: planner });
    expect(await world.refusedBy('roster.answerCallUp', { callUpId, personId, comes: false, reason: '' }, { as: planner })).toBe('call-up-answered');
    await world.done('roster.attend', { personId, kind: 'on', stationId: null }, { as: duty });
    expect(await world.refusedBy('roster.attend', { personId, kind: 'on', stationId: null }, { as: duty })).toBe('attendance-already');
    expect(await listed(callUpId)).toMatchObject({ state: 'called', people: [{ staffNumber: 'R-1', answer: 'acknowledged', arrivedAt: world.now() }] });
    await world.done('roster.standDown', { callUpId, reason: 'The flight is cancelled' }, { as: duty });
    expect((await listed(callUpId)).state).toBe('stoodDown');
    expect(await world.refusedBy('roster.standDown', { callUpId, reason: 'again' }, { as: duty })).toBe('call-up-decided');
  });

  test('of the emergency tier waits for another duty officer, and a certificate that ends in time keeps nobody', async () => {
    const emergency = { ...ask, tier: 'emergency', startsAt: '2022-01-13T00:00:00.000Z', endsAt: '2022-01-13T08:00:00.000Z' };
    const { callUpId, called } = await world.done<{ callUpId: string; called: number }>('roster.callUp', emergency, { as: duty });
    expect(called).toBe(1);
    expect(await listed(callUpId)).toMatchObject({ state: 'waiting', calledBy: duty.officerId });
    const { personId } = await byNumber('E-2');
    expect(await world.refusedBy('roster.answerCallUp', { callUpId, personId, comes: true, reason: '' }, { as: planner })).toBe('call-up-not-called');
    expect(await world.refusedBy('roster.decideCallUp', { callUpId, approve: true, reason: '' }, { as: duty })).toBe('call-up-own');
    await world.done('roster.decideCallUp', { callUpId, approve: true, reason: 'agreed' }, { as: secondDuty });
    expect(await world.refusedBy('roster.decideCallUp', { callUpId, approve: false, reason: '' }, { as: secondDuty })).toBe('call-up-decided');
    expect(await listed(callUpId)).toMatchObject({ state: 'called', decided: { note: 'approved' }, people: [{ staffNumber: 'E-2' }] });
    world.setTime('2022-01-13T09:00:00.000Z', 0);
    expect((await listed(callUpId)).state).toBe('ended');
  });
});

describe('stock', () => {
  test('is what was counted and what came and went since, and says when it is short', async () => {
    const stationId = await world.done<{ stationId: string }>('ports.addStation', { pointId: (await world.see<{ points: { pointId: string }[] }>('ports.list', {})).points[0]!.pointId, kind: 'sampling', lane: 'S1', nameEn: 'Booth', nameZh: '采样亭' }).then((one) => one.stationId);
    const move = (kind: string, quantity: number, least: number | null = null) => ({ stationId, item: 'respirator', kind, quantity, least, note: '' });
    expect(await world.done('roster.moveStock', move('received', 100, 50), { as: duty })).toEqual({ quantity: 100 });
    expect(await world.done('roster.moveStock', move('issued', 30), { as: duty })).toEqual({ quantity: 70 });
    expect(await world.refusedBy('roster.moveStock', move('issued', 71), { as: duty })).toBe('stock-too-little');
    world.setTime('2022-01-13T10:00:00.000Z', 0);
    expect(await world.done('roster.moveStock', move('counted', 40), { as: duty })).toEqual({ quantity: 40 });
    world.setTime('2022-01-13T11:00:00.000Z', 0);
    await world.done('roster.moveStock', move('issued', 1), { as: duty });
    expect(await world.see('roster.stocks', {}, { as: duty })).toMatchObject({ stocks: [{ item: 'respirator', quantity: 39, least: 50, short: true }] });
  });
});

describe('why somebody is away', () => {
  test('is told to who plans, each look is logged; the person gets everything, and the reason goes at the end of its period', async () => {
    const guard = await world.makeOfficer('dataOfficer');
    const { personId } = await byNumber('F-1');
    await world.done('roster.recordAbsence', { personId, kind: 'sick', fromDay: '2022-01-14', untilDay: '2022-01-15', note: 'fever' }, { as: planner });
    await world.done('roster.recordAbsence', { personId, kind: 'leave', fromDay: '2022-01-17', untilDay: '2022-01-17' }, { as: planner });
    const reads = async (): Promise<{ view: string; reason: string | null }[]> => (await world.see<{ reads: { view: string; reason: string | null }[] }>('staff.reads', {}, { as: guard })).reads.filter((one) => one.view.startsWith('roster.'));
    const before = (await reads()).length;
    const seenBy = async (as: Actor): Promise<(string | null)[]> => (await everybody(as)).people.find((one) => one.staffNumber === 'F-1')!.absences.map((one) => one.kind);
    expect(await seenBy(duty)).toEqual([null, null]);
    expect((await reads()).length).toBe(before);
    expect(await seenBy(planner)).toEqual(['sick', 'leave']);
    expect((await reads()).length).toBe(before + 1);
    for (const as of [planner, duty]) await expect(world.see('roster.exportPerson', { personId }, { as, reason: 'curious' })).rejects.toMatchObject({ code: 'role-not-allowed' });
    await expect(world.see('roster.exportPerson', { personId }, { as: guard })).rejects.toMatchObject({ code: 'reason-needed' });
    expect(await world.see('roster.findStaff', { staffNumber: 'f-1' }, { as: guard })).toMatchObject({ people: [{ personId, nameEn: 'MUSTER One' }] });
    const held = async (): Promise<Record<string, Record<string, unknown>[]>> => JSON.parse(Buffer.from((await world.see<{ content: string }>('roster.exportPerson', { personId }, { as: guard, reason: 'by letter' })).content, 'base64').toString()) as Record<string, Record<string, unknown>[]>;
    const first = await held();
    expect(first['absences']!.filter((one) => one['takes_back'] === null).map((one) => [one['kind'], one['note']])).toEqual(expect.arrayContaining([['sick', 'fever'], ['leave', '']]));
    expect(first['person']![0]).toMatchObject({ staff_number: 'F-1' });
    expect(first['certificates']!.length).toBeGreaterThan(0);
    expect(first['reads']!.map((one) => one['view'])).toContain('roster.people');
    expect((await reads())[0]).toMatchObject({ view: 'roster.exportPerson', reason: 'by letter' });
    const kinds = async (): Promise<unknown[]> => (await held())['absences']!.map((one) => [one['kind'], one['note'], one['from_day']]).filter((one) => one[2] === '2022-01-14' || one[2] === '2022-01-17');
    world.setTime('2022-03-16T15:59:00.000Z');
    await world.done('declarations.destroyExpired', {}, { as: guard });
    expect(await kinds()).toEqual([['sick', 'fever', '2022-01-14'], ['leave', '', '2022-01-17']]);
    world.setTime('2022-03-16T16:00:00.000Z');
    expect((await world.done<{ destroyed: { class: string; counts: object }[] }>('declarations.destroyExpired', {}, { as: guard })).destroyed.find((one) => one.class === 'absences')).toMatchObject({ what: '2022-01-15', counts: { absences: 1 } });
    expect(await kinds()).toEqual([['other', '', '2022-01-14'], ['leave', '', '2022-01-17']]);
  });
});

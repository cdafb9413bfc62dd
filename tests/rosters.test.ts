import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { answerRequests } from '../src/modules/roster/planning.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface RosterView {
  roster: { newest: number; published: number | null; planning: boolean; failure: string | null }; ordinal: number;
  problem: { people: { person: string; leave: number[] }[] }; cells: { person: string; day: number; shift: string | null; skill: string | null; locked: boolean }[];
  violations: { rule: string; person: string; day: number }[]; underCover: unknown[]; versions: { ordinal: number; kind: string; changes: number; acknowledged: number; worth: { gap: number | null; lowerBound: number | null; objective: number; violations: number; underCoverHours: number } }[];
}

let world: TestWorld;
let planner: Actor;
let rosterId: string;
const people: string[] = [];

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-10T00:00:00.000Z', speed: 0 });
  planner = await world.makeOfficer('rosterPlanner');
  for (const [shift, startsMinute] of [['E', 360], ['L', 840], ['N', 1320]] as const) {
    await world.done('roster.setShift', { shift, active: true, nameEn: shift, nameZh: shift, startsMinute, lengthMinutes: 480, breakMinutes: 30 }, { as: planner });
  }
  for (let at = 0; at < 18; at += 1) {
    const { personId } = await world.done<{ personId: string }>('roster.addPerson', { staffNumber: `F-${at}`, pointCode: 'PEK', tier: 'front', nameEn: `MUSTER ${at}`, nameZh: `样例${at}` }, { as: planner });
    await world.done('roster.certify', { personId, skill: 'sampling', number: `C-${at}`, validFrom: '2022-01-01', validUntil: at === 0 ? '2022-01-13' : null }, { as: planner });
    people.push(personId);
  }
});
afterAll(() => world.close());

const plan = (): Promise<readonly string[]> => answerRequests(world.open.pool, world.eventId, world.now, new AbortController().signal);
const whole = (ordinal?: number): Promise<RosterView> => world.see('roster.roster', { rosterId, ...(ordinal === undefined ? {} : { ordinal }) }, { as: planner });
const ask = { pointCode: 'PEK', firstDay: '2022-01-11', days: 7, needs: [{ skill: 'sampling', fromMinute: 420, untilMinute: 780, people: 3 }, { skill: 'sampling', fromMinute: 900, untilMinute: 1260, people: 2 }], forecastIds: [], seconds: 10, seed: 1 };

describe('a roster', () => {
  test('is asked for with a need that somebody can meet, and planned in the background with its bound', async () => {
    expect(await world.refusedBy('roster.make', { ...ask, needs: [] }, { as: planner })).toBe('demand-empty');
    expect(await world.refusedBy('roster.make', { ...ask, needs: [{ ...ask.needs[0], skill: 'goods' }] }, { as: planner })).toBe('demand-skill-nobody');
    expect(await world.refusedBy('roster.make', { ...ask, pointCode: 'XXX' }, { as: planner })).toBe('point-unknown');
    rosterId = (await world.done<{ rosterId: string }>('roster.make', ask, { as: planner })).rosterId;
    expect((await whole()).roster).toMatchObject({ newest: 0, planning: true });
    expect(await world.refusedBy('roster.edit', { rosterId, newest: 0, cells: [{ personId: people[1], day: '2022-01-11', shift: 'E' }], reason: 'x' }, { as: planner })).toBe('roster-planning');
    expect(await plan()).toEqual([rosterId]);
    expect(await plan()).toEqual([]);
    const made = await whole();
    expect(made.roster).toMatchObject({ newest: 1, published: null, planning: false, failure: null });
    expect(made.violations).toEqual([]);
    expect(made.underCover).toEqual([]);
    expect(made.versions[0]).toMatchObject({ kind: 'planned', worth: { violations: 0, underCoverHours: 0 } });
    expect(made.versions[0]!.worth.lowerBound).toBeLessThanOrEqual(made.versions[0]!.worth.objective);
    expect(made.versions[0]!.worth.gap).toBeLessThan(0.4);
    // A certificate that ends on the 13th keeps nobody on duty after it.
    expect(made.cells.filter((cell) => cell.person === people[0] && cell.day > 2)).toEqual([]);
  });

  test('is changed by hand; what breaks is named and keeps it from being published', async () => {
    const before = await whole();
    const busy = before.cells.find((cell) => cell.shift === 'L' && cell.day < 5)!;
    const { ordinal } = await world.done<{ ordinal: number }>('roster.edit', { rosterId, newest: 1, reason: 'a test of rest', cells: [
      { personId: busy.person, day: `2022-01-${11 + busy.day}`, shift: 'N' }, { personId: busy.person, day: `2022-01-${12 + busy.day}`, shift: 'E' },
    ] }, { as: planner });
    expect(ordinal).toBe(2);
    expect((await whole()).violations.map((one) => one.rule)).toContain('rest');
    expect((await whole(1)).violations).toEqual([]);
    expect(await world.refusedBy('roster.publish', { rosterId, newest: 2, reason: '' }, { as: planner })).toBe('roster-broken');
    expect(await world.refusedBy('roster.edit', { rosterId, newest: 1, reason: 'late', cells: [{ personId: busy.person, day: '2022-01-11', shift: null }] }, { as: planner })).toBe('roster-changed-meanwhile');
    expect(await world.refusedBy('roster.edit', { rosterId, newest: 2, reason: 'x', cells: [{ personId: busy.person, day: '2022-02-11', shift: null }] }, { as: planner })).toBe('cell-outside');
    expect(await world.refusedBy('roster.edit', { rosterId, newest: 2, reason: 'x', cells: [{ personId: busy.person, day: '2022-01-11', shift: 'Z' }] }, { as: planner })).toBe('shift-unknown');
    const cellOf = (day: number) => before.cells.find((cell) => cell.person === busy.person && cell.day === day);
    await world.done('roster.edit', { rosterId, newest: 2, reason: 'as it was', cells: [busy.day, busy.day + 1].map((day) => ({ personId: busy.person, day: `2022-01-${11 + day}`, shift: cellOf(day)?.shift ?? null })) }, { as: planner });
    expect((await whole()).violations).toEqual([]);
    expect(await world.done('roster.publish', { rosterId, newest: 3, reason: 'agreed' }, { as: planner })).toEqual({ ordinal: 4 });
    expect(await world.refusedBy('roster.publish', { rosterId, newest: 4, reason: '' }, { as: planner })).toBe('roster-published-already');
  });

  test('is seen by whoever works, who acknowledges it and takes it into a calendar', async () => {
    const cell = (await whole()).cells.find((one) => one.shift !== null && one.person !== people[0])!;
    const officer = await world.makeOfficer('sampler');
    const at = people.indexOf(cell.person);
    await world.done('roster.changePerson', { personId: cell.person, staffNumber: `F-${at}`, pointCode: 'PEK', tier: 'front', nameEn: `MUSTER ${at}`, nameZh: `样例${at}`, officerId: officer.officerId, active: true }, { as: planner });
    const mine = await world.see<{ duties: { day: string; shift: string; from: string }[]; unseen: { rosterId: string; ordinal: number }[] }>('roster.mine', {}, { as: officer });
    expect(mine.duties.map((one) => one.day)).toContain(`2022-01-${11 + cell.day}`);
    expect(mine.duties[0]!.from).toMatch(/T(22|06|14):00/);
    expect(mine.unseen).toEqual([{ rosterId, ordinal: 4 }]);
    await world.done('roster.acknowledge', { rosterId, ordinal: 4 }, { as: officer });
    expect((await world.see<{ unseen: unknown[] }>('roster.mine', {}, { as: officer })).unseen).toEqual([]);
    expect(await world.refusedBy('roster.acknowledge', { rosterId, ordinal: 3 }, { as: officer })).toBe('not-published-to-you');
    expect((await whole()).versions[0]).toMatchObject({ kind: 'published', acknowledged: 1 });
    const file = await world.see<{ content: string }>('roster.calendar', { language: 'en' }, { as: officer });
    const text = Buffer.from(file.content, 'base64').toString();
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(mine.duties.length);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  test('is planned again after an absence, with few changes', async () => {
    const before = await whole();
    const cell = before.cells.find((one) => one.shift !== null && one.day === 4 && one.person !== people[0])!;
    await world.done('roster.recordAbsence', { personId: cell.person, kind: 'sick', fromDay: '2022-01-15', untilDay: '2022-01-15' }, { as: planner });
    expect((await whole()).violations).toMatchObject([{ rule: 'leave', person: cell.person, day: 4 }]);
    await world.done('roster.replan', { rosterId, newest: 4, anew: false, reason: 'ill', seconds: 2, seed: 1 }, { as: planner });
    expect(await world.refusedBy('roster.replan', { rosterId, newest: 4, anew: false, reason: 'again', seconds: 2, seed: 1 }, { as: planner })).toBe('roster-planning');
    await plan();
    const after = await whole();
    expect(after.versions[0]).toMatchObject({ ordinal: 5, kind: 'replanned', worth: { violations: 0 } });
    expect(after.versions[0]!.changes).toBeLessThanOrEqual(6);
    expect(after.cells.some((one) => one.person === cell.person && one.day === 4)).toBe(false);
    await world.done('roster.publish', { rosterId, newest: 5, reason: '' }, { as: planner });
  });

  test('has a shift swapped when the other accepts, the planner approves and nothing breaks', async () => {
    const cells = (await whole()).cells.filter((one) => one.shift !== null);
    const officers = new Map<string, Actor>();
    const officerOf = async (person: string): Promise<Actor> => {
      const known = officers.get(person);
      if (known !== undefined) return known;
      const officer = await world.makeOfficer('gate');
      const at = people.indexOf(person);
      await world.done('roster.changePerson', { personId: person, staffNumber: `F-${at}`, pointCode: 'PEK', tier: 'front', nameEn: `MUSTER ${at}`, nameZh: `样例${at}`, officerId: officer.officerId, active: true }, { as: planner });
      officers.set(person, officer);
      return officer;
    };
    let done = false;
    for (const cell of cells) {
      if (done || cell.person === people[0]) continue;
      const officer = await officerOf(cell.person);
      const day = `2022-01-${11 + cell.day}`;
      const { people: able } = await world.see<{ people: { personId: string }[] }>('roster.swappable', { day }, { as: officer });
      for (const other of able.filter((one) => one.personId !== people[0])) {
        const { swapId } = await world.done<{ swapId: string }>('roster.askSwap', { day, otherPersonId: other.personId, otherDay: null }, { as: officer });
        expect(await world.refusedBy('roster.answerSwap', { swapId, answer: 'approved', note: '' }, { as: planner })).toBe('swap-not-accepted');
        expect(await world.refusedBy('roster.answerSwap', { swapId, answer: 'accepted', note: '' }, { as: officer })).toBe('swap-not-yours');
        await world.done('roster.answerSwap', { swapId, answer: 'accepted', note: '' }, { as: await officerOf(other.personId) });
        const answer = await world.act('roster.answerSwap', { swapId, answer: 'approved', note: '' }, { as: planner });
        if (!answer.ok) {
          expect(answer.refusal.code).toBe('swap-breaks');
          await world.done('roster.answerSwap', { swapId, answer: 'withdrawn', note: '' }, { as: officer });
          continue;
        }
        expect((await whole()).cells.find((one) => one.person === other.personId && one.day === cell.day)).toMatchObject({ shift: cell.shift, locked: true });
        expect((await world.see<{ duties: { day: string }[] }>('roster.mine', {}, { as: officer })).duties.some((one) => one.day === day)).toBe(false);
        expect(await world.refusedBy('roster.answerSwap', { swapId, answer: 'refused', note: '' }, { as: planner })).toBe('swap-ended');
        done = true;
        break;
      }
    }
    expect(done).toBe(true);
    expect((await whole()).violations).toEqual([]);
  });

  test('keeps what was asked for when the server ends while it plans', async () => {
    const { rosterId: other } = await world.done<{ rosterId: string }>('roster.make', { ...ask, firstDay: '2022-01-20', seconds: 60 }, { as: planner });
    const giveUp = new AbortController();
    const work = answerRequests(world.open.pool, world.eventId, world.now, giveUp.signal);
    giveUp.abort(new Error('The server ends'));
    await work;
    expect((await world.see<{ rosters: { rosterId: string; planning: boolean }[] }>('roster.list', {}, { as: planner })).rosters.find((one) => one.rosterId === other)).toMatchObject({ planning: true });
    expect(await plan()).toEqual([other]);
  });
});

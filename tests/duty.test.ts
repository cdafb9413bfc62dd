import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHash, sheetContent } from '../src/modules/duty/content.ts';
import type { SheetContent } from '../src/modules/duty/content.ts';
import { makeDutyDay } from './duty-day.ts';
import type { DutyDay } from './duty-day.ts';
import { printed } from './printed.ts';
import type { TestWorld } from './world.ts';

interface HandOversView { handOvers: { handOverId: string; givenBy: { officerId: string }; givenTo: { officerId: string; en: string }; note: string; sha256: string; newest: boolean; taken: { note: string; at: string } | null }[]; officers: { officerId: string }[] }

let day: DutyDay;
let world: TestWorld;
const shift = { pointCode: 'PEK', from: '2022-01-27T06:00:00.000Z', until: '2022-01-27T09:00:00.000Z' };

beforeAll(async () => {
  day = await makeDutyDay();
  world = day.hall.world;
}, 120_000);
afterAll(() => world?.close());

const contentAt = (until = shift.until): Promise<SheetContent> => sheetContent({ db: world.open.pool, eventId: world.eventId, now: world.now(), actor: day.duty, findView: (name) => world.open.registry.views.get(name) }, { ...shift, until });
const sheetText = async (input: object, as = day.duty): Promise<string> => {
  const file = await world.see<{ fileName: string; mediaType: string; content: string }>('duty.sheet', input, { as });
  expect(file.mediaType).toBe('application/pdf');
  return (await printed(Buffer.from(file.content, 'base64'))).map((page) => page.text).join('\n');
};
const listed = (): Promise<HandOversView> => world.see('duty.handOvers', { pointCode: 'PEK' }, { as: day.duty });

describe('the sheet of a shift', () => {
  test('counts what was recorded until its end, whatever was recorded since', async () => {
    const late = await contentAt();
    expect(late.flights).toMatchObject([{ designator: 'CA926', onBoard: 20, overdue: expect.any(Number) as number, closedInShift: false, dwell: null }]);
    expect(late.alarms).toMatchObject([{ alarmClass: 'radiation', acknowledgedAt: null }]);
    expect(late.holds).toMatchObject([{ agency: 'Radio authority', overdue: true }]);
    // Of another port there is no hold.
    const holdsOf = async (pointCode: string) => (await world.see<{ holds: unknown[] }>('goods.holds', { pointCode }, { as: day.duty })).holds.length;
    expect([await holdsOf('PEK'), await holdsOf('PKX')]).toEqual([1, 0]);
    expect(late.callUps).toMatchObject([{ tier: 'emergency', state: 'waiting', wanted: 1, called: 1, acknowledged: 0, arrived: 0 }]);
    expect(late.staff).toEqual([{ skill: 'sampling', rostered: 2, on: 1, off: 0, missing: 1 }, { skill: 'screening', rostered: 1, on: 0, off: 0, missing: 1 }]);
    expect(late.missing.map((one) => one.staffNumber)).toEqual(['F-2', 'F-3']);
    expect(late.devices).toMatchObject([{ light: 'suspended' }]);
    const early = await contentAt('2022-01-27T07:30:00.000Z');
    expect([early.alarms, early.holds, early.callUps, early.devices]).toEqual([[], [], [], []]);
    expect(early.flights[0]!.doneSteps).toBeLessThan(late.flights[0]!.doneSteps);
  });

  test('says of every open step how many owe it and since when, as the flight’s own bars do', async () => {
    const { open } = await contentAt();
    const { bars } = await world.see<{ bars: { step: string; owed: number; overdue: number }[] }>('flights.flight', { flightId: day.hall.arrivalId }, { asOf: shift.until });
    expect(open.map((row) => [row.step, row.owed, row.overdue]).sort()).toEqual(bars.filter((bar) => bar.owed > 0).map((bar) => [bar.step, bar.owed, bar.overdue]).sort());
    expect(open.find((row) => row.step === 'CHK-02')).toMatchObject({ designator: 'CA926', owed: 8 });
    for (const row of open) expect(row.since <= shift.until, row.step).toBe(true);
    expect([...open].sort((one, other) => (one.since < other.since ? -1 : 1))[0]!.since).toBe(open[0]!.since);
  });

  test('is printed in both languages with the hash of its content', async () => {
    const hash = contentHash(await contentAt());
    const en = await sheetText({ ...shift, language: 'en' });
    for (const words of ['Shift hand-over sheet', 'CA926', 'Radiation', 'Radio authority', 'MUSTER Two', 'waits for approval', 'Suspended', hash]) expect(en).toContain(words);
    const zh = await sheetText({ ...shift, language: 'zh' });
    for (const words of ['值班交接单', 'CA926', '核辐射', '样例二', '待批准', hash]) expect(zh).toContain(words);
  });

  test('is refused for a shift that is none, is not over, or is of no port, and to who may not read it', async () => {
    const refused = async (input: object, as = day.duty): Promise<string> => world.see('duty.sheet', { ...shift, language: 'en', ...input }, { as }).then(() => 'given', (error: { code: string }) => error.code);
    expect(await refused({ from: shift.until })).toBe('shift-wrong');
    expect(await refused({ from: '2022-01-26T08:00:00.000Z' })).toBe('shift-wrong');
    expect(await refused({ until: '2022-01-27T09:00:01.000Z' })).toBe('shift-not-over');
    expect(await refused({ pointCode: 'NOP' })).toBe('point-unknown');
    expect(await refused({}, await world.makeOfficer('rosterPlanner'))).toBe('role-not-allowed');
    expect(await refused({}, await world.makeOfficer('auditor'))).toBe('given');
  });
});

describe('the watch', () => {
  test('is handed over to another duty officer, who alone takes it, once', async () => {
    const give = (toOfficerId: string | null, more: object = {}) => ({ ...shift, toOfficerId, note: 'The portal of lane 1 alarms; the supplier is called.', ...more });
    expect(await world.refusedBy('duty.handOver', give(day.duty.officerId), { as: day.duty })).toBe('taker-self');
    expect(await world.refusedBy('duty.handOver', give((await world.makeOfficer('gate')).officerId), { as: day.duty })).toBe('taker-unknown');
    expect(await world.refusedBy('duty.handOver', give(day.second.officerId, { until: '2022-01-27T10:00:00.000Z' }), { as: day.duty })).toBe('shift-not-over');
    expect(await world.refusedBy('duty.handOver', give(day.second.officerId), { as: await world.makeOfficer('healthOfficer') })).toBe('role-not-allowed');
    const expected = contentHash(await contentAt());
    const { handOverId, sha256 } = await world.done<{ handOverId: string; sha256: string }>('duty.handOver', give(day.second.officerId), { as: day.duty });
    expect(sha256).toBe(expected);
    expect((await listed()).handOvers).toMatchObject([{ handOverId, newest: true, taken: null, note: 'The portal of lane 1 alarms; the supplier is called.' }]);
    expect(await world.refusedBy('duty.takeOver', { handOverId, note: '' }, { as: day.duty })).toBe('hand-over-not-yours');
    expect(await world.refusedBy('duty.takeOver', { handOverId: day.hall.arrivalId, note: '' }, { as: day.second })).toBe('hand-over-unknown');
    world.setTime('2022-01-27T09:05:00.000Z', 0);
    await world.done('duty.takeOver', { handOverId, note: 'Read and understood' }, { as: day.second });
    expect(await world.refusedBy('duty.takeOver', { handOverId, note: '' }, { as: day.second })).toBe('hand-over-taken');
    expect((await listed()).handOvers[0]).toMatchObject({ taken: { note: 'Read and understood', at: '2022-01-27T09:05:00.000Z' } });
    expect((await world.see<HandOversView>('duty.handOvers', {}, { as: day.duty, asOf: '2022-01-27T09:01:00.000Z' })).handOvers[0]!.taken).toBeNull();
  });

  test('was handed over with what the sheet still says when it is printed later, and a changed record is seen', async () => {
    await day.hall.cleared(day.hall.people.slice(13, 15).map((one) => one.caseId));
    const text = await sheetText({ ...shift, language: 'en' });
    expect(text).toContain('equal to the hash that was handed over');
    expect(text).toContain('The portal of lane 1 alarms');
    // Somebody with the database's own key moves a record into the shift.
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: world.administratorUrl });
    await client.connect();
    await client.query("UPDATE alarms SET raised_at = raised_at - interval '1 minute' WHERE event_id = $1", [world.eventId]);
    await client.end();
    expect(await sheetText({ ...shift, language: 'en' })).toContain('NOT equal');
  });

  test('that was handed over anew cannot be taken by the older hand-over', async () => {
    const third = await world.makeOfficer('dutyOfficer');
    const until = world.now();
    const first = await world.done<{ handOverId: string }>('duty.handOver', { ...shift, until, toOfficerId: third.officerId, note: '' }, { as: day.second });
    world.setTime('2022-01-27T09:06:00.000Z', 0);
    await world.done('duty.handOver', { ...shift, until, toOfficerId: day.duty.officerId, note: '' }, { as: day.second });
    expect(await world.refusedBy('duty.takeOver', { handOverId: first.handOverId, note: '' }, { as: third })).toBe('hand-over-newer');
    expect((await listed()).handOvers.map((one) => one.newest)).toEqual([true, false, false]);
  });

  test('is kept by the database too: nobody else takes it, and nothing of it is changed', async () => {
    const { handOvers } = await listed();
    const newest = handOvers[0]!;
    const take = (by: string) => world.open.pool.query('INSERT INTO duty_takes (event_id, hand_over_id, taken_by, note, taken_at) VALUES ($1, $2, $3, $4, $5)', [world.eventId, newest.handOverId, by, '', world.now()]);
    await expect(take(newest.givenBy.officerId)).rejects.toThrow(/foreign key/);
    await expect(world.open.pool.query("UPDATE duty_hand_overs SET note = 'x'")).rejects.toThrow(/permission denied/);
    await expect(world.open.pool.query('DELETE FROM duty_takes')).rejects.toThrow(/permission denied/);
    await take(newest.givenTo.officerId);
  });
});

test('the sheet says what was promised of a flight’s dwell once it was foreseen, and not before', async () => {
  world.setTime('2022-01-27T10:00:00.000Z', 0);
  await world.done('forecast.compute', { pointCode: 'PEK', day: '2022-01-27', replications: 20, seed: 7, staffing: false }, { as: day.duty });
  const { promises } = await world.see<{ promises: { flightId: string; p95Seconds: number; targetSeconds: number }[] }>('forecast.day', { pointCode: 'PEK', day: '2022-01-27' }, { as: day.duty });
  const promise = promises.find((one) => one.flightId === day.hall.arrivalId)!;
  expect((await contentAt('2022-01-27T10:00:00.000Z')).flights[0]!.dwell).toMatchObject({ promisedP95: promise.p95Seconds, target: promise.targetSeconds });
  expect((await contentAt('2022-01-27T09:59:00.000Z')).flights[0]!.dwell).toBeNull();
});

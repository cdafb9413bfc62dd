import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { isAnythingDue } from '../src/modules/declarations/destroying.ts';
import { findWord } from '../src/words/words.ts';
import { keepPeriods } from '../src/server/periods.ts';
import { keysDirectory } from '../src/server/start.ts';
import { fileCard, makeDeclaredFlight } from './filing.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';

let world: TestWorld;
let serving: Serving;
let flightId: string;
let guard: Actor;
let cases: Readonly<Record<string, string>>;
const day = '2022-01-27';

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  serving = await serve(world.open);
  guard = await world.makeOfficer('dataOfficer');
  ({ flightId, cases } = await makeDeclaredFlight(world, serving.address));
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const sql = <T extends object>(text: string, ...values: unknown[]): Promise<T[]> => world.open.pool.query<T>(text, [world.eventId, ...values]);

/** Does something as the superuser, as somebody who puts a copy of the database back. */
async function asSuperuser(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: world.administratorUrl });
  await client.connect();
  try { await work(client); } finally { await client.end(); }
}
const refusalOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'done', (error: { code?: string }) => error.code ?? String(error));
const card = (reason?: string, as?: Actor): Promise<{ answers: unknown[] } | null> => world.see('declarations.card', { caseId: cases['K200001'] }, { ...(reason === undefined ? {} : { reason }), ...(as === undefined ? {} : { as }) });
const reads = async (more: object = {}): Promise<{ view: string; reason: string | null }[]> => (await world.see<{ reads: { view: string; reason: string | null }[] }>('staff.reads', { caseId: cases['K200001'], ...more }, { as: guard })).reads;

describe('reading what somebody declared', () => {
  it('has words in the log for every view that shows health data', () => {
    const nameless = [...world.open.registry.views.values()].filter((view) => view.healthOf !== undefined && findWord('zh', `privacy.view.${view.name}`) === undefined);
    expect(nameless.map((view) => view.name)).toEqual([]);
  });

  it('needs a reason, or a station; the log keeps it and the data officer sees it', async () => {
    expect(await refusalOf(card())).toBe('reason-needed');
    expect(await refusalOf(card('   '))).toBe('reason-needed');
    expect(await refusalOf(card('x'.repeat(201)))).toBe('input-invalid');
    expect(await reads({ view: 'declarations.card' })).toEqual([]);
    expect((await card('care'))!.answers.length).toBeGreaterThan(5);
    await card(undefined, { ...world.officer, stationId: '018f0000-0000-7000-8000-000000000001' });
    expect((await reads({ view: 'declarations.card' })).map((read) => read.reason)).toEqual(['station', 'care']);
    const answer = await serving.send('GET', `/api/views/declarations.card?input=${encodeURIComponent(JSON.stringify({ caseId: cases['K200001'] }))}&reason=complaint`, { as: await serving.session(world.eventId, world.officer) });
    expect([answer.status, (await reads({ view: 'declarations.card' }))[0]!.reason]).toEqual([200, 'complaint']);
  });

  it('is not for the data officer, who sees neither answers nor records', async () => {
    for (const view of ['declarations.card', 'prescribed.case', 'travellers.persons', 'statistics.cases']) expect(await refusalOf(world.see(view, {}, { as: guard, reason: 'care' })), view).toBe('role-not-allowed');
  });
});

describe('on request', () => {
  it('a person is found by document and birth date, and gets a file of everything; that read is logged', async () => {
    expect(await world.see('declarations.findPerson', { documentNumber: 'K200001', birthDate: '1990-01-02' }, { as: guard })).toEqual({ persons: [] });
    const { persons } = await world.see<{ persons: { name: string; erasable: boolean; journeys: { caseId: string; card: string; ended: boolean }[] }[] }>('declarations.findPerson', { documentNumber: 'k 200 001', birthDate: '1990-01-01' }, { as: guard });
    expect(persons).toMatchObject([{ name: 'ALPHA KARI', erasable: false, journeys: [{ caseId: cases['K200001'], card: 'filed', ended: false }] }]);
    expect(await refusalOf(world.see('declarations.exportPerson', { caseId: cases['K200001'] }, { as: { ...guard, stationId: '018f0000-0000-7000-8000-000000000001' } }))).toBe('reason-needed');
    const file = await world.see<{ content: string }>('declarations.exportPerson', { caseId: cases['K200001'] }, { as: guard, reason: 'request' });
    const held = JSON.parse(Buffer.from(file.content, 'base64').toString()) as Record<string, Record<string, unknown>[]>;
    expect(held).toMatchObject({
      person: { surname: 'ALPHA', birth_date: '1990-01-01' }, documents: [{ number: 'K200001' }], journeys: [{ designator: 'LH720' }], declarations: [{ readable: true, filed: [{ answers: { symptoms: ['fever'] } }] }],
    });
    expect(held['records']!.map((record) => record['step'])).toContain('PRE-04');
    expect(held['lists']).toHaveLength(1);
    expect(held['reads']!.map((read) => read['reason'])).toContain('care');
    expect(JSON.stringify(held)).not.toContain('all-roles');
    expect(await reads({ view: 'declarations.exportPerson' })).toMatchObject([{ reason: 'request' }]);
  });

  it('nothing filed is erased while the journey lasts; a card that was never filed is, at once', async () => {
    expect(await world.refusedBy('declarations.erasePerson', { caseId: cases['K200001'], reason: 'request' }, { as: guard })).toBe('erasure-still-here');
    expect(await world.refusedBy('declarations.erasePerson', { caseId: cases['K200001'], reason: 'request' })).toBe('role-not-allowed');
    const { classes } = await world.done<{ classes: { class: string; outcome: string; count: number }[] }>('declarations.erasePerson', { caseId: cases['K200003'], reason: 'by letter' }, { as: guard });
    expect(classes).toMatchObject([{ class: 'answers', outcome: 'erased', count: 0 }, { class: 'drafts', outcome: 'erased', count: 1 }, { class: 'formAccess', outcome: 'erased' }, { class: 'messages', outcome: 'erased', count: 0 }, { class: 'listEntries', outcome: 'kept', count: 1 }, { class: 'readLog', outcome: 'kept' }, { class: 'records', outcome: 'kept' }]);
    expect(await world.see('declarations.findPerson', { caseId: cases['K200003'] }, { as: guard })).toMatchObject({ persons: [{ journeys: [{ card: 'erased' }] }] });
  });

  it('what was filed is erased once the journey is over, and the proof of it stays', async () => {
    await fileCard(world, serving.address, flightId, cases['K200002']!, '1990-01-02');
    const caseId = cases['K200002']!;
    await asSuperuser(async (client) => {
      await client.query(`SET session_replication_role = 'replica'`);
      await client.query(`UPDATE gates SET passed_by = (SELECT record_id FROM records WHERE event_id = $1 AND case_id = $2 LIMIT 1) WHERE event_id = $1 AND case_id = $2`, [world.eventId, caseId]);
    });
    expect(await world.done('declarations.erasePerson', { caseId, reason: 'request' }, { as: guard })).toMatchObject({ classes: [{ class: 'answers', outcome: 'erased', count: 1 }, {}, {}, {}, {}, {}, {}] });
    expect(await world.see('declarations.card', { caseId }, { reason: 'care' })).toBeNull();
    const { persons } = await world.see<{ persons: { caseId: string; state: string }[] }>('declarations.flight', { flightId });
    expect(persons.find((person) => person.caseId === caseId)!.state).toBe('complete');
    expect((await world.see<{ revoked: string[] }>('declarations.codeKeys', {})).revoked).toHaveLength(1);
  });
});

describe('periods', () => {
  const retention = (): Promise<{ classes: { class: string; days: number | null; due: number; held: number; nextDueOn: string | null }[]; destroyed: { class: string; what: string; rule: string; counts: Record<string, number> }[] }> => world.see('declarations.retention', {}, { as: guard });
  const expire = (): Promise<{ destroyed: { class: string; what: string; counts: Record<string, number> }[] }> => world.done('declarations.destroyExpired', {}, { as: guard });

  it('are set within bounds, by event, and shown with what is due next', async () => {
    expect(await world.refusedBy('declarations.setRetention', { class: 'readLog', days: 30 }, { as: guard })).toBe('retention-out-of-bounds');
    expect(await world.refusedBy('declarations.setRetention', { class: 'records', days: 30 }, { as: guard })).toBe('input-invalid');
    await world.done('declarations.setRetention', { class: 'listEntries', days: 20 }, { as: guard });
    const { classes } = await retention();
    expect(classes.find((one) => one.class === 'answers')).toMatchObject({ days: 30, due: 0, held: 1, nextDueOn: '2022-02-27' });
    expect(classes.find((one) => one.class === 'listEntries')).toMatchObject({ days: 20, proposed: 90, held: 4, nextDueOn: '2022-02-16' });
    expect(classes.find((one) => one.class === 'records')).toMatchObject({ days: null, held: null });
  });

  it('destroy nothing a day too early by the day of the event, then what was never filed', async () => {
    await world.done('declarations.begin', { flight: 'LH720', flightDate: day, birthDate: '1980-01-01', language: 'en' });
    world.setTime('2022-02-03T15:59:00.000Z');
    expect((await expire()).destroyed).toEqual([]);
    world.setTime('2022-02-03T16:00:00.000Z');
    expect((await expire()).destroyed).toMatchObject([{ class: 'drafts', what: day, counts: { cards: 1, drafts: 1 } }]);
  });

  it('empty the entries of lists, and the lists still count', async () => {
    const roster = (): Promise<unknown> => world.see('travellers.lists', {});
    const counted = await roster();
    world.setTime('2022-02-16T17:00:00.000Z');
    const { destroyed } = await expire();
    expect(destroyed).toMatchObject([{ class: 'listEntries', what: day, counts: { entries: 3, keptOut: 1 } }]);
    expect(await roster()).toEqual(counted);
    const [row] = await sql<{ text: string }>(`SELECT string_agg(e::text, ' ') AS text FROM list_entries e WHERE event_id = $1`);
    expect(row!.text).not.toMatch(/ALPHA|K200001|1990/);
    const { lists } = await world.see<{ lists: { listId: string }[] }>('travellers.lists', {});
    expect((await world.see<{ entries: unknown[] }>('travellers.listFile', { listId: lists[0]!.listId })).entries).toHaveLength(3);
  });

  it('end the access of a leader and forget the address', async () => {
    await world.done('declarations.inviteLeader', { delegation: 'Norway', email: 'leader@example.org', language: 'en' });
    world.setTime('2022-02-26T17:00:00.000Z');
    await world.done('declarations.setRetention', { class: 'answers', days: 60 }, { as: guard });
    expect((await expire()).destroyed).toMatchObject([{ class: 'leaders', counts: { leaders: 1 } }]);
    expect(await sql('SELECT email, pin_hash, revoked_at IS NOT NULL AS revoked FROM declaration_leaders WHERE event_id = $1')).toEqual([{ email: null, pin_hash: '', revoked: true }]);
    await world.done('declarations.setRetention', { class: 'answers', days: 30 }, { as: guard });
  });

  it('end the answers of a day for good, also in a copy of the database made before; figures, proofs and what stations know stay', async () => {
    const figures = async (): Promise<unknown> => [await world.see('declarations.flight', { flightId }), await sql('SELECT * FROM records WHERE event_id = $1 ORDER BY record_id'), { ...(await world.see('statistics.summary', { from: '2022-01-20', to: '2022-01-30', groupBy: 'day' })), asOf: '' }];
    const before = await figures();
    const copy = await sql<{ declaration_id: string; wrapped_key: Buffer }>('SELECT declaration_id, wrapped_key FROM declarations WHERE event_id = $1 AND wrapped_key IS NOT NULL');
    expect(copy).toHaveLength(1);
    const at = '2022-02-27T01:00:00.000Z';
    world.setTime(at);
    expect(await isAnythingDue(world.open.pool, world.open.vault, world.eventId, world.now())).toBe(true);
    // The house does it by its clock, and not again within the hour.
    const last = new Map<string, number>();
    await keepPeriods(world.open, last);
    expect((await retention()).destroyed[0]).toMatchObject({ class: 'answers', what: `answers-${day}`, rule: 'answers 30 days', counts: { keys: 1, cards: 1 }, by: null });
    expect(last.size).toBe(1);
    expect(await figures()).toEqual(before);
    expect(await card('care')).toBeNull();
    expect((await expire()).destroyed).toEqual([]);

    await asSuperuser((client) => client.query('UPDATE declarations SET wrapped_key = $3, erased_at = NULL, erased_by = NULL WHERE event_id = $1 AND declaration_id = $2', [world.eventId, copy[0]!.declaration_id, copy[0]!.wrapped_key]));
    expect(await card('care')).toBeNull();
    // What was put back is dropped again: the same happens after a crash between the key and the rows.
    expect((await expire()).destroyed).toMatchObject([{ class: 'answers', counts: { keys: 0, cards: 1 } }]);
    expect(await refusalOf(world.open.vault.seal(world.eventId, `answers-${day}`, Buffer.from('x'), 'x').catch((error: Error) => { throw Object.assign(error, { code: error.constructor.name }); }))).toBe('KeyDestroyed');
    expect(await world.refusedBy('declarations.begin', { flight: 'LH720', flightDate: day, birthDate: '1990-01-01', language: 'en' })).toBe('declaration-flight-over');
    const { destroyed } = await retention();
    expect(JSON.stringify(destroyed)).not.toMatch(/ALPHA|K200001/);
  });

  it('destroy a key that came back from a backup', async () => {
    const place = join(keysDirectory(), world.eventId);
    await copyFile(join(place, 'codes.key'), join(place, `answers-${day}.key`));
    // Until it is destroyed again it opens nothing.
    await expect(world.open.vault.seal(world.eventId, `answers-${day}`, Buffer.from('x'), 'x')).rejects.toThrow('destroyed');
    expect((await expire()).destroyed).toMatchObject([{ class: 'answers', counts: { keys: 1, cards: 0 } }]);
    expect(await world.open.vault.names(world.eventId)).not.toContain(`answers-${day}`);
  });

  it('never take the newest half year of the read log', async () => {
    await sql(`INSERT INTO read_log (event_id, read_id, view, subject, read_at) VALUES ($1, gen_random_uuid(), 'old', 'case:x', '2019-01-01T00:00:00Z')`);
    const [held] = await sql<{ count: number }>('SELECT count(*)::int AS count FROM read_log WHERE event_id = $1');
    expect((await expire()).destroyed).toMatchObject([{ class: 'readLog', counts: { reads: 1 } }]);
    await sql('SELECT forget_reads($1, \'2030-01-01T00:00:00Z\')');
    expect(await sql('SELECT count(*)::int AS count FROM read_log WHERE event_id = $1')).toEqual([{ count: held!.count - 1 }]);
    await expect(sql('DELETE FROM read_log WHERE event_id = $1')).rejects.toThrow(/permission denied/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../../tests/serving.ts';
import type { Serving } from '../../../tests/serving.ts';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { houseActor } from '../../kernel/officer.ts';
import { openSession } from './sign-in.ts';
import { findOfficer } from './store.ts';

interface Mine { readonly sessions: readonly { readonly session: string; readonly startedAt: string; readonly expiresAt: string }[] }

describe('sessions', () => {
  let world: TestWorld;
  let server: Serving;

  beforeAll(async () => {
    world = await makeWorld();
    server = await serve(world.open);
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  const statusOf = async (as: string): Promise<number> => (await server.send('GET', '/api/views/ports.list', { as })).status;
  const nameOf = async (as: string): Promise<unknown> => (await server.send('GET', '/api/session', { as })).body['session'];

  it('are seen by their officer only, and ended one by one or all at once', async () => {
    const officer = await world.makeOfficer('gate');
    const other = await world.makeOfficer('gate');
    const [here, there, stranger] = await Promise.all([server.session(world.eventId, officer), server.session(world.eventId, officer), server.session(world.eventId, other)]);
    const mine = await world.see<Mine>('staff.mySessions', {}, { as: officer });
    expect(mine.sessions.map((one) => one.session).sort()).toEqual([await nameOf(here), await nameOf(there)].sort());
    expect(JSON.stringify(mine)).not.toContain(here.split('=')[1]);
    // Sessions live in real time, also where the event is of another year.
    expect(Math.abs(Date.parse(mine.sessions[0]!.startedAt) - Date.now())).toBeLessThan(60_000);
    expect(await world.refusedBy('staff.endOwnSessions', { session: await nameOf(stranger) }, { as: officer })).toBe('session-unknown');
    expect([await statusOf(here), await statusOf(there), await statusOf(stranger)]).toEqual([200, 200, 200]);
    expect(await world.done('staff.endOwnSessions', { session: await nameOf(there) }, { as: officer })).toEqual({ ended: 1 });
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
    expect(await world.done('staff.endOwnSessions', {}, { as: officer })).toEqual({ ended: 1 });
    expect([await statusOf(here), await statusOf(stranger)]).toEqual([401, 200]);
  });

  it('of an officer are counted for administrators and ended by them', async () => {
    const officer = await world.makeOfficer('gate');
    const as = await server.session(world.eventId, officer);
    await server.session(world.eventId, officer);
    const counted = async (who = world.officer): Promise<unknown> =>
      (await world.see<{ officers: { officerId: string; sessions: number | null }[] }>('staff.officers', {}, { as: who })).officers.find((one) => one.officerId === officer.officerId)?.sessions;
    expect([await counted(), await counted(officer)]).toEqual([2, null]);
    expect(await world.refusedBy('staff.endSessions', { officerId: officer.officerId }, { as: officer })).toBe('role-not-allowed');
    expect(await statusOf(as)).toBe(200);
    expect(await world.done('staff.endSessions', { officerId: officer.officerId })).toEqual({ ended: 2 });
    expect([await statusOf(as), await counted()]).toEqual([401, 0]);
    expect(await world.refusedBy('staff.endSessions', { officerId: uuidv7() })).toBe('officer-unknown');
    const row = await findOfficer(world.open.pool, world.eventId, officer.officerId!);
    expect(await statusOf(`tongguan_session=${(await openSession(world.open.pool, world.eventId, row!)).token}`)).toBe(200);
  });

  it('are nothing that a key has', async () => {
    const key = { ...houseActor, keyId: uuidv7(), roles: ['auditor' as const] };
    expect(await world.see('staff.mySessions', {}, { as: key })).toEqual({ sessions: [] });
    expect(await world.refusedBy('staff.endOwnSessions', {}, { as: key })).toBe('officer-needed');
  });

  it('do not hide who read what: the log of reads goes on page by page', async () => {
    const caseId = uuidv7();
    for (let index = 0; index < 5; index += 1) await world.see('prescribed.case', { caseId }).catch(() => undefined);
    const all = (await world.see<{ reads: { readId: string }[] }>('staff.reads', { caseId })).reads.map((read) => read.readId);
    expect(all).toHaveLength(5);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: { reads: { readId: string }[]; next: string | null } = await world.see('staff.reads', { caseId, limit: 2, ...(after === null ? {} : { after }) });
      paged.push(...page.reads.map((read) => read.readId));
      after = page.next;
    } while (after !== null);
    expect(paged).toEqual(all);
    expect((await world.see<{ reads: unknown[] }>('staff.reads', { caseId, to: '2022-01-01T00:00:00Z' })).reads).toEqual([]);
    expect((await world.see<{ reads: unknown[] }>('staff.reads', { caseId, from: world.now() })).reads).toEqual([]);
  });
});

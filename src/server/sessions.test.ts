import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../tests/serving.ts';
import type { Serving } from '../../tests/serving.ts';
import { makeWorld } from '../../tests/world.ts';
import type { TestWorld } from '../../tests/world.ts';
import type { Actor } from '../kernel/officer.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { insertOfficer, insertSession } from '../modules/staff/store.ts';
import { forgetToken } from '../modules/staff/trust.ts';

const password = 'three unlike ravens';

describe('sign-in', () => {
  let world: TestWorld;
  let server: Serving;
  let counter = 0;

  beforeAll(async () => {
    world = await makeWorld();
    server = await serve(world.open, { trustProxy: '127.0.0.1' });
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  const add = async (extra: object = {}): Promise<{ officerId: string; userName: string }> => {
    const userName = `signer.${(counter += 1)}`;
    const { officerId } = await world.done<{ officerId: string }>('staff.addOfficer', { userName, nameEn: 'Invented Zhao', nameZh: '赵虚构', organisation: 'Invented Customs', roles: ['gate'], language: 'zh', password, ...extra });
    return { officerId, userName };
  };
  const tokenIn = (headers: Headers): string => /tongguan_session=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
  // Each test comes from its own address, so that one test's failures do not slow another.
  const from = (address: string): { 'x-forwarded-for': string } => ({ 'x-forwarded-for': address });
  const signIn = (user: string, word: string, address = '198.51.100.1', headers: object = {}) => server.send('POST', '/api/session', { body: { user, password: word }, headers: { ...from(address), ...headers } });
  const signedIn = async (userName: string): Promise<string> => `tongguan_session=${tokenIn((await signIn(userName, password)).headers)}`;
  const statusOf = async (as: string): Promise<number> => (await server.send('GET', '/api/views/ports.list', { as })).status;

  it('gives a cookie that scripts and other sites cannot use, and over HTTPS only to HTTPS', async () => {
    const { userName } = await add();
    const answer = await signIn(userName, password);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie') ?? '';
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Secure');
    expect(cookie).not.toContain('Domain');
    expect(tokenIn(answer.headers)).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(answer.body)).not.toContain(tokenIn(answer.headers));
    expect((await signIn(userName, password, '198.51.100.1', { 'x-forwarded-proto': 'https' })).headers.get('set-cookie')).toContain('; Secure');
    const rows = await world.open.pool.query<{ token_hash: Buffer }>('SELECT token_hash FROM sessions');
    expect(rows.map((row) => row.token_hash.toString('latin1')).join()).not.toContain(tokenIn(answer.headers));
  });

  it('answers a wrong name and a wrong password alike', async () => {
    const { userName } = await add();
    const disabled = await add();
    await world.done('staff.changeOfficer', { officerId: disabled.officerId, disabled: true });
    const without = await add({ password: undefined });
    for (const answer of [await signIn(userName, 'wrong'), await signIn('nobody.here', password), await signIn(disabled.userName, password), await signIn(without.userName, ''), await signIn(without.userName, password)]) {
      expect([answer.status, answer.body]).toEqual([401, { ok: false, refusal: { code: 'sign-in-failed', params: {} } }]);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it('never takes over a token that was there before', async () => {
    const { userName } = await add();
    const planted = 'planted-token-planted-token-planted-token-1';
    const first = await server.send('POST', '/api/session', { as: `tongguan_session=${planted}`, body: { user: userName, password } });
    expect(tokenIn(first.headers)).not.toBe(planted);
    expect(await statusOf(`tongguan_session=${planted}`)).toBe(401);
    const own = `tongguan_session=${tokenIn(first.headers)}`;
    expect(await statusOf(own)).toBe(200);
    const second = await server.send('POST', '/api/session', { as: own, body: { user: userName, password } });
    expect(await statusOf(own), 'the session before ends').toBe(401);
    expect(await statusOf(`tongguan_session=${tokenIn(second.headers)}`)).toBe(200);
  });

  it('is refused to a page of another site', async () => {
    const { userName } = await add();
    for (const headers of [{}, { authorization: 'Basic eDp5' }] as Record<string, string>[]) {
      const response = await fetch(new URL('/api/session', server.address), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ user: userName, password }) });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ refusal: { code: 'forged-request' } });
    }
    // Nor does a header that is no key let the cookie through.
    expect((await server.send('GET', '/api/views/ports.list', { as: await signedIn(userName), headers: { authorization: 'Basic eDp5' } })).status).toBe(401);
  });

  it('slows guessing of one password, and then stops it for a while', async () => {
    const { userName } = await add();
    for (let index = 0; index < 6; index += 1) expect((await signIn(userName, `guess ${index}`, '198.51.100.7')).status).toBe(401);
    const began = Date.now();
    expect((await signIn(userName, 'guess 7', '198.51.100.7')).status).toBe(401);
    expect(Date.now() - began).toBeGreaterThan(450);
    // The rest as already made, so that the test need not wait for them.
    await world.open.pool.query(`INSERT INTO sign_in_attempts SELECT $1, gen_random_uuid(), $2, '198.51.100.7', false, now() FROM generate_series(1, 10)`, [world.eventId, userName]);
    const slowed = await signIn(userName, password, '198.51.100.7');
    expect([slowed.status, slowed.body.refusal?.code]).toEqual([429, 'sign-in-slowed']);
  });

  it('is limited for one address, whatever names are tried', async () => {
    // Every attempt is counted; one that names no event of ours costs no check of a password, so that most are of that kind.
    const elsewhere = await Promise.all(Array.from({ length: 50 }, (_, index) => server.send('POST', '/api/session', { body: { eventId: uuidv7(), user: `none.${index}`, password: 'x' }, headers: from('198.51.100.9') })));
    expect(elsewhere.filter((answer) => answer.body.refusal?.code === 'event-unknown')).toHaveLength(50);
    const statuses = (await Promise.all(Array.from({ length: 20 }, (_, index) => signIn(`none.${index}`, 'x', '198.51.100.9')))).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect((await signIn('none', 'x', '198.51.100.10')).status, 'another address').toBe(401);
    expect((await server.send('GET', '/api/session', { headers: from('198.51.100.9') })).status, 'looking is not limited').toBe(200);
  }, 60_000);

  it('ends at once by signing out, by being disabled, by a new password, for all sessions', async () => {
    const { officerId, userName } = await add();
    const one = await signedIn(userName);
    const other = await signedIn(userName);
    expect([await statusOf(one), await statusOf(other)]).toEqual([200, 200]);
    const out = await server.send('DELETE', '/api/session', { as: one });
    expect(out.headers.get('set-cookie')).toMatch(/tongguan_session=;.*Expires=Thu, 01 Jan 1970/);
    expect([await statusOf(one), await statusOf(other)]).toEqual([401, 200]);
    await world.done('staff.changeOfficer', { officerId, disabled: true });
    expect(await statusOf(other)).toBe(401);
    await world.done('staff.changeOfficer', { officerId, disabled: false });
    expect(await statusOf(other), 'an ended session does not come back').toBe(401);
    const third = await signedIn(userName);
    expect(await statusOf(third)).toBe(200);
    await world.done('staff.setPassword', { officerId, password: 'four unlike ravens' });
    expect(await statusOf(third)).toBe(401);
  });

  it('gives new roles from the next request, and takes them', async () => {
    const { officerId, userName } = await add();
    const as = await signedIn(userName);
    expect((await server.send('GET', '/api/views/staff.audit', { as })).status).toBe(403);
    await world.done('staff.changeOfficer', { officerId, roles: ['auditor'] });
    expect((await server.send('GET', '/api/views/staff.audit', { as })).status).toBe(200);
    await world.done('staff.changeOfficer', { officerId, roles: ['gate'] });
    expect((await server.send('GET', '/api/views/staff.audit', { as })).status).toBe(403);
  });

  it('lets a key in until it is revoked', async () => {
    const { key, keyId } = await world.done<{ key: string; keyId: string }>('staff.addKey', { organisation: 'Invented Air', roles: ['auditor'] });
    expect(await statusOf(`Bearer ${key}`)).toBe(200);
    expect(await statusOf(`Bearer ${key.slice(0, -1)}!`)).toBe(401);
    await world.done('staff.revokeKey', { keyId });
    expect(await statusOf(`Bearer ${key}`)).toBe(401);
  });

  it('ends when nothing is done for an hour, and after twelve hours whatever is done', async () => {
    const officer = await world.makeOfficer('gate');
    const as = await server.session(world.eventId, officer);
    const token = as.split('=')[1]!;
    const expiry = async (): Promise<number> => Date.parse((await world.open.pool.query<{ expires_at: string }>('SELECT expires_at FROM sessions WHERE officer_id = $1', [officer.officerId]))[0]!.expires_at);
    const minutesLeft = async (): Promise<number> => ((await expiry()) - Date.now()) / 60_000;
    expect(await minutesLeft()).toBeCloseTo(60, 0);
    await world.open.pool.query("UPDATE sessions SET expires_at = now() + interval '5 minutes' WHERE officer_id = $1", [officer.officerId]);
    await server.send('GET', '/api/session', { as });
    expect(await minutesLeft(), 'a screen that only asks who is signed in does nothing').toBeCloseTo(5, 0);
    expect(await statusOf(as)).toBe(200);
    expect(await minutesLeft()).toBeCloseTo(60, 0);
    await world.open.pool.query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE officer_id = $1", [officer.officerId]);
    forgetToken(token);
    expect(await statusOf(as)).toBe(401);
    const old = 'a-token-of-eleven-and-a-half-hours-ago-----';
    const createdAt = new Date(Date.now() - 11.5 * 3_600_000);
    await insertSession(world.open.pool, { eventId: world.eventId, token: old, officerId: officer.officerId!, stationId: null, createdAt, expiresAt: new Date(Date.now() + 60_000) });
    expect(await statusOf(`tongguan_session=${old}`)).toBe(200);
    const [row] = await world.open.pool.query<{ expires_at: string }>('SELECT max(expires_at) AS expires_at FROM sessions WHERE officer_id = $1', [officer.officerId]);
    expect(Date.parse(row!.expires_at)).toBe(createdAt.getTime() + 12 * 3_600_000);
  });

  it('by persona is for invented people only', async () => {
    const persona = uuidv7();
    const base = { user_name: 'persona.one', name_en: 'Invented Persona', name_zh: '虚构', organisation: 'Invented', roles: ['gate'] as Actor['roles'], station_id: null, language: 'en' as const, password_hash: null, external_subject: null };
    await insertOfficer(world.open.pool, world.eventId, { ...base, roles: [...base.roles], officer_id: persona, persona: true }, world.now());
    const { officerId } = await add();
    expect((await server.send('POST', '/api/session', { body: { persona } })).status).toBe(200);
    const refused = await server.send('POST', '/api/session', { body: { persona: officerId } });
    expect([refused.status, refused.body.refusal?.code]).toEqual([404, 'persona-unknown']);
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../tests/serving.ts';
import type { HttpAnswer, Serving } from '../../tests/serving.ts';
import { makeWorld } from '../../tests/world.ts';
import type { TestWorld } from '../../tests/world.ts';
import { oidcSettings } from './oidc.ts';

const client = { id: 'tongguan', secret: 'a secret of the client' };

/** What the provider of the test does wrong in one sign-in. */
interface Faults { readonly nonce?: string; readonly audience?: string; readonly issuer?: string; readonly foreignKey?: boolean; readonly expired?: boolean }

// A small provider: discovery, authorize (the user is already signed in there), token with PKCE and client check, keys.
async function startProvider(): Promise<{ issuer: string; server: Server; as: { subject: string; faults: Faults }; exchanged: number }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const codes = new Map<string, { nonce: string; challenge: string; redirect: string; subject: string }>();
  const provider = { issuer: '', server: undefined as unknown as Server, as: { subject: '', faults: {} as Faults }, exchanged: 0 };
  const json = (response: ServerResponse, body: unknown, status = 200): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    const [name, secret] = request.headers.authorization?.startsWith('Basic ') === true
      ? Buffer.from(request.headers.authorization.slice(6), 'base64').toString().split(':').map((text) => decodeURIComponent(text.replaceAll('+', ' '))) : [form.get('client_id'), form.get('client_secret')];
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (code === undefined || code.challenge !== challenge || code.redirect !== form.get('redirect_uri') || name !== client.id || secret !== client.secret) return json(response, { error: 'invalid_grant' }, 400);
    provider.exchanged += 1;
    const { faults } = provider.as;
    const now = Math.floor(Date.now() / 1000);
    const idToken = await new SignJWT({ nonce: faults.nonce ?? code.nonce }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuer(faults.issuer ?? provider.issuer).setAudience(faults.audience ?? client.id)
      .setSubject(code.subject).setIssuedAt(faults.expired === true ? now - 7200 : now).setExpirationTime(faults.expired === true ? now - 3600 : now + 300).sign(faults.foreignKey === true ? foreign.privateKey : privateKey);
    return json(response, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken });
  };
  provider.server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(response, {
        issuer: provider.issuer, authorization_endpoint: `${provider.issuer}/authorize`, token_endpoint: `${provider.issuer}/token`, jwks_uri: `${provider.issuer}/keys`, response_types_supported: ['code'],
        subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'],
      });
    }
    if (url.pathname === '/keys') return void exportJWK(publicKey).then((key) => json(response, { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] }));
    if (url.pathname === '/token') return void token(request, response);
    if (url.pathname === '/authorize') {
      const query = (name: string): string => url.searchParams.get(name) ?? '';
      if (query('client_id') !== client.id || query('response_type') !== 'code' || query('code_challenge_method') !== 'S256' || query('scope') !== 'openid') return json(response, { error: 'invalid_request' }, 400);
      const code = randomUUID();
      codes.set(code, { nonce: query('nonce'), challenge: query('code_challenge'), redirect: query('redirect_uri'), subject: provider.as.subject });
      const back = new URL(query('redirect_uri'));
      back.searchParams.set('code', code);
      back.searchParams.set('state', query('state'));
      return void response.writeHead(302, { location: back.href }).end();
    }
    return json(response, {}, 404);
  });
  await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
  provider.issuer = `http://127.0.0.1:${(provider.server.address() as AddressInfo).port}`;
  return provider;
}

describe('sign-in by OpenID Connect', () => {
  let world: TestWorld;
  let server: Serving;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let officerId: string;

  beforeAll(async () => {
    world = await makeWorld();
    provider = await startProvider();
    const code = world.open.book.find(world.eventId)!.code;
    server = await serve(world.open, { oidc: oidcSettings({ TONGGUAN_OIDC_ISSUER: provider.issuer, TONGGUAN_OIDC_CLIENT_ID: client.id, TONGGUAN_OIDC_CLIENT_SECRET: client.secret, TONGGUAN_OIDC_EVENT: code }) });
    ({ officerId } = await world.done<{ officerId: string }>('staff.addOfficer', { userName: 'known.officer', nameEn: 'Invented Sun', nameZh: '孙虚构', organisation: 'Invented Customs', roles: ['gate'], language: 'zh', externalSubject: 'employee-17' }));
  });
  afterAll(async () => {
    await server.close();
    provider.server.close();
    await world.close();
  });
  beforeEach(() => { provider.as = { subject: 'employee-17', faults: {} }; });

  const cookieIn = (answer: HttpAnswer, name: string): string => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!).findLast((cookie) => cookie.startsWith(`${name}=`)) ?? '';

  // Goes the way a browser goes: to the provider and back, with the cookie of the attempt.
  async function goThrough(change: (back: URL, cookie: string) => { back: URL; cookie: string } = (back, cookie) => ({ back, cookie })): Promise<HttpAnswer> {
    const begun = await server.send('GET', '/api/sign-in/oidc');
    expect(begun.status).toBe(302);
    const there = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
    expect(there.status).toBe(302);
    const { back, cookie } = change(new URL(there.headers.get('location')!), cookieIn(begun, 'tongguan_oidc'));
    return server.send('GET', back.pathname + back.search, { as: cookie });
  }

  it('signs in the officer whose subject the provider names', async () => {
    const answer = await goThrough();
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    const session = cookieIn(answer, 'tongguan_session');
    expect((await server.send('GET', '/api/session', { as: session })).body).toMatchObject({ officer: { id: officerId }, signIn: { oidc: true } });
    expect(answer.headers.getSetCookie().join()).toMatch(/tongguan_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
    expect(cookieIn(answer, 'tongguan_oidc'), 'the attempt is used up').toBe('tongguan_oidc=');
  });

  it('keeps state, nonce and verifier out of reach of scripts and asks with PKCE', async () => {
    const begun = await server.send('GET', '/api/sign-in/oidc');
    expect(begun.headers.get('set-cookie')).toMatch(/Path=\/api\/sign-in; HttpOnly; SameSite=Lax; Max-Age=600/);
    const asked = new URL(begun.headers.get('location')!).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect((asked.get(name) ?? '').length).toBeGreaterThan(30);
    expect(asked.get('redirect_uri')).toBe(`${server.address}/api/sign-in/oidc/callback`);
  });

  const refusedWith = (answer: HttpAnswer, code: string): void => {
    expect(answer.headers.get('x-refusal')).toBe(code);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(cookieIn(answer, 'tongguan_session')).toBe('');
    expect(answer.headers.get('content-type')).toContain('text/html');
  };

  it('refuses a subject that nobody here has, in clear words of both languages, and escapes what it shows', async () => {
    provider.as = { subject: 'employee-<b>99', faults: {} };
    const answer = await goThrough();
    refusedWith(answer, 'subject-unknown');
    expect(answer.body['text']).toContain('no officer here has your identity (employee-&#60;b&#62;99)');
    expect(answer.body['text']).toContain('请联系管理员添加');
  });

  it('refuses a disabled officer', async () => {
    await world.done('staff.changeOfficer', { officerId, disabled: true });
    refusedWith(await goThrough(), 'subject-unknown');
    await world.done('staff.changeOfficer', { officerId, disabled: false });
  });

  it.each<[string, Faults]>([
    ['another nonce', { nonce: 'x'.repeat(43) }], ['another audience', { audience: 'somebody-else' }], ['another issuer', { issuer: 'http://127.0.0.1:1' }], ['a key that is not its own', { foreignKey: true }], ['a token that has expired', { expired: true }],
  ])('refuses a provider that answers with %s', async (_name, faults) => {
    provider.as = { subject: 'employee-17', faults };
    const before = provider.exchanged;
    refusedWith(await goThrough(), 'oidc-failed');
    expect(provider.exchanged, 'the token itself was given').toBe(before + 1);
  });

  it('refuses an answer to a question that this browser did not ask', async () => {
    refusedWith(await goThrough((back) => ({ back, cookie: '' })), 'oidc-attempt-unknown');
    refusedWith(await goThrough((back, cookie) => { back.searchParams.set('state', 'y'.repeat(43)); return { back, cookie }; }), 'oidc-failed');
    refusedWith(await goThrough((back, cookie) => { back.searchParams.set('code', randomUUID()); return { back, cookie }; }), 'oidc-failed');
    const other = cookieIn(await server.send('GET', '/api/sign-in/oidc'), 'tongguan_oidc');
    refusedWith(await goThrough((back) => ({ back, cookie: other })), 'oidc-failed');
  });

  it('refuses a code used twice', async () => {
    let used: { path: string; cookie: string } | undefined;
    await goThrough((back, cookie) => { used = { path: back.pathname + back.search, cookie }; return { back, cookie }; });
    refusedWith(await server.send('GET', used!.path, { as: used!.cookie }), 'oidc-failed');
  });

  it('says so while the provider does not answer, and works once it does', async () => {
    const lonely = await serve(world.open, { oidc: oidcSettings({ TONGGUAN_OIDC_ISSUER: 'http://127.0.0.1:9', TONGGUAN_OIDC_CLIENT_ID: 'x', TONGGUAN_OIDC_CLIENT_SECRET: 'x', TONGGUAN_OIDC_EVENT: 'x' }) });
    refusedWith(await lonely.send('GET', '/api/sign-in/oidc'), 'oidc-unreachable');
    await lonely.close();
  });

  it('does not start with half of its settings or with a plain issuer elsewhere', () => {
    expect(oidcSettings({})).toBeUndefined();
    expect(() => oidcSettings({ TONGGUAN_OIDC_ISSUER: 'https://id.example.org' })).toThrow('TONGGUAN_OIDC_CLIENT_ID is missing');
    expect(() => oidcSettings({ TONGGUAN_OIDC_ISSUER: 'http://id.example.org', TONGGUAN_OIDC_CLIENT_ID: 'x' })).toThrow('must be an https address');
  });
});

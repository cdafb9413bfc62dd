import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as client from 'openid-client';
import type { Db } from '../kernel/db.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { StartProblem } from '../kernel/start-problem.ts';
import type { EventBook } from '../modules/ports/events.ts';
import { openSession } from '../modules/staff/sign-in.ts';
import { findOfficerBySubject, insertAttempt } from '../modules/staff/store.ts';
import { writeRefusal } from '../words/words.ts';
import { readCookie } from './authentication.ts';
import type { Authenticate } from './authentication.ts';
import { endSessionOf, sessionCookie } from './sessions.ts';
import { statusOf } from './statuses.ts';

/** Is how the organisation's identity provider is reached; an officer is found by the subject it names. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly eventCode: string;
  /** Is the address under which browsers reach this server; without it the address of the request counts. */
  readonly publicUrl: URL | undefined;
}

const isLoopback = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

/**
 * Reads the settings TONGGUAN_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET, _EVENT and TONGGUAN_PUBLIC_URL; undefined where there is no issuer.
 * Refuses: StartProblem when one is missing or the issuer is reached by plain HTTP elsewhere than on this machine.
 */
export function oidcSettings(environment: Readonly<Record<string, string | undefined>> = process.env): OidcSettings | undefined {
  const given = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new StartProblem(`${name} is missing; sign-in by OpenID Connect needs it.`);
    return value;
  };
  const address = (name: string): URL => {
    if (!URL.canParse(given(name))) throw new StartProblem(`${name} is "${given(name)}", which is not an address.`);
    return new URL(given(name));
  };
  if ((environment['TONGGUAN_OIDC_ISSUER'] ?? '') === '') return undefined;
  const issuer = address('TONGGUAN_OIDC_ISSUER');
  if (issuer.protocol !== 'https:' && !(issuer.protocol === 'http:' && isLoopback(issuer))) throw new StartProblem('TONGGUAN_OIDC_ISSUER must be an https address.');
  return {
    issuer, clientId: given('TONGGUAN_OIDC_CLIENT_ID'), clientSecret: given('TONGGUAN_OIDC_CLIENT_SECRET'), eventCode: given('TONGGUAN_OIDC_EVENT'),
    publicUrl: (environment['TONGGUAN_PUBLIC_URL'] ?? '') === '' ? undefined : address('TONGGUAN_PUBLIC_URL'),
  };
}

const attemptCookie = 'tongguan_oidc';
const attemptSeconds = 600;

interface Attempt { readonly state: string; readonly nonce: string; readonly verifier: string }

function readAttempt(request: FastifyRequest): Attempt | undefined {
  try {
    const attempt = JSON.parse(Buffer.from(readCookie(request, attemptCookie) ?? '', 'base64url').toString()) as Attempt;
    return [attempt.state, attempt.nonce, attempt.verifier].every((text) => typeof text === 'string' && text.length >= 20) ? attempt : undefined;
  } catch {
    return undefined;
  }
}

// The browser stands on a page of the provider, so a refusal must be a page too.
function refusePage(reply: FastifyReply, code: string, params: Readonly<Record<string, unknown>> = {}): FastifyReply {
  const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const sentence = (language: 'en' | 'zh'): string => `<p lang="${language === 'zh' ? 'zh-CN' : 'en'}">${escape(writeRefusal(language, { code, params }))}</p>`;
  return reply.code(statusOf(code)).type('text/html; charset=utf-8').header('content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'").header('x-refusal', code)
    .send(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>通关 Tongguan</title>${sentence('zh')}${sentence('en')}<p><a href="/">通关 Tongguan</a></p></html>`);
}

/**
 * Adds sign-in by the organisation's OpenID Connect: authorization code with PKCE, state and nonce.
 * Refuses: `oidc-unreachable`, `oidc-attempt-unknown`, `oidc-failed`, `subject-unknown`, as pages in both languages.
 * Source: OpenID Connect Core 1.0; RFC 9700 (best current practice for OAuth 2.0).
 */
export function registerOidc(server: FastifyInstance, db: Db, book: EventBook, authenticate: Authenticate, settings: OidcSettings): void {
  let discovered: Promise<client.Configuration> | undefined;
  const provider = async (): Promise<client.Configuration> => {
    discovered ??= client.discovery(settings.issuer, settings.clientId, settings.clientSecret, undefined, {
      timeout: 10,
      // The signature of the identity token counts too, although it came straight from the provider.
      execute: [client.enableNonRepudiationChecks, ...(settings.issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [])],
    });
    try {
      return await discovered;
    } catch (error) {
      discovered = undefined;
      throw error;
    }
  };
  const baseOf = (request: FastifyRequest): URL => settings.publicUrl ?? new URL(`${request.protocol}://${request.host}`);
  const isSecure = (request: FastifyRequest): boolean => baseOf(request).protocol === 'https:';
  const attemptHeader = (request: FastifyRequest, value: string, seconds: number): string =>
    // Lax, unlike the session's: the way back from the provider is a navigation from another site.
    `${attemptCookie}=${value}; Path=/api/sign-in; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure(request) ? '; Secure' : ''}`;
  const callbackPath = '/api/sign-in/oidc/callback';

  server.get('/api/sign-in/oidc', { config: { rateLimit: { max: 60, timeWindow: 60_000 } } }, async (request, reply) => {
    let configuration: client.Configuration;
    try {
      configuration = await provider();
    } catch {
      return refusePage(reply, 'oidc-unreachable');
    }
    const attempt: Attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: new URL(callbackPath, baseOf(request)).href, scope: 'openid', state: attempt.state, nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier), code_challenge_method: 'S256',
    });
    return reply.header('cache-control', 'no-store').header('set-cookie', attemptHeader(request, Buffer.from(JSON.stringify(attempt)).toString('base64url'), attemptSeconds)).redirect(address.href);
  });

  server.get(callbackPath, { config: { rateLimit: { max: 60, timeWindow: 60_000 } } }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('set-cookie', attemptHeader(request, '', 0));
    const attempt = readAttempt(request);
    if (attempt === undefined) return refusePage(reply, 'oidc-attempt-unknown');
    let subject: string;
    try {
      const here = new URL(request.url, baseOf(request));
      const tokens = await client.authorizationCodeGrant(await provider(), here, { pkceCodeVerifier: attempt.verifier, expectedState: attempt.state, expectedNonce: attempt.nonce, idTokenExpected: true });
      subject = tokens.claims()?.sub ?? '';
    } catch {
      return refusePage(reply, 'oidc-failed');
    }
    const event = book.all().find((one) => one.code === settings.eventCode);
    if (event === undefined) return refusePage(reply, 'event-unknown');
    const officer = subject === '' ? undefined : await findOfficerBySubject(db, event.event_id, subject);
    const succeeded = officer !== undefined && officer.disabled_at === null;
    await insertAttempt(db, event.event_id, { attemptId: uuidv7(), userName: officer?.user_name ?? `oidc:${subject}`.slice(0, 120), address: request.ip, succeeded, at: new Date() });
    if (!succeeded) return refusePage(reply, 'subject-unknown', { subject });
    const session = await openSession(db, event.event_id, officer);
    await endSessionOf(db, authenticate, request);
    return reply.header('set-cookie', sessionCookie(session.token, session.expiresAt, isSecure(request))).redirect('/');
  });
}

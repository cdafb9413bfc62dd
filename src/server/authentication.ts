import type { FastifyRequest } from 'fastify';
import type { Db } from '../kernel/db.ts';
import type { Actor } from '../kernel/officer.ts';
import { extendSession, actorOf, findSession } from '../modules/staff/store.ts';
import { findKey } from '../modules/staff/store/keys.ts';
import { idleUntil, longestSessionHours } from '../modules/staff/sign-in.ts';
import { findTrusted, trust, trustGeneration } from '../modules/staff/trust.ts';
import type { Identity } from '../modules/staff/trust.ts';

/**
 * Finds out who makes a request; undefined where nobody is signed in.
 * A passive request (a screen that asks by itself whether it is still signed in) does not keep the session alive.
 */
export type Authenticate = (request: FastifyRequest, options?: { readonly passive: boolean }) => Promise<Identity | undefined>;

/** Is the name of the session's cookie. */
export const cookieName = 'tongguan_session';

/** Reads a cookie of a request. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined) return undefined;
  // The browser of the console sends this cookie alone.
  if (header.startsWith(name) && header[name.length] === '=' && !header.includes(';')) return header.slice(name.length + 1).trim();
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** Makes the check of sessions and organisation keys; what was found stays trusted for ten seconds, so that a scan costs no query. */
export function makeAuthenticate(db: Db): Authenticate {
  const readSession = async (token: string, passive: boolean): Promise<Identity | undefined> => {
    const since = trustGeneration();
    const now = new Date();
    const session = await findSession(db, token, now);
    if (session === undefined) return undefined;
    const until = idleUntil(now);
    // A minute's progress is worth a write, a second's is not.
    if (!passive && until.getTime() - Date.parse(session.expiresAt) > 60_000) await extendSession(db, session.eventId, token, until, longestSessionHours);
    const identity: Identity = { eventId: session.eventId, actor: actorOf(session.officer, session.stationId), language: session.officer.language, token };
    // What only a passive request asked is not kept, so that the next active one keeps the session alive.
    return passive ? identity : trust(token, identity, since);
  };
  return async (request, options) => {
    const authorization = request.headers.authorization;
    // With a credential in the header the cookie does not count: the check against forged requests relies on it.
    const key = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;
    const credential = authorization === undefined ? readCookie(request, cookieName) : key;
    if (credential === undefined || credential.length < 20 || credential.length > 200) return undefined;
    const known = findTrusted(credential);
    if (known !== undefined) return known;
    if (key === undefined) return readSession(credential, options?.passive === true);
    const since = trustGeneration();
    const row = await findKey(db, key);
    if (row === undefined) return undefined;
    const actor: Actor = { officerId: null, keyId: row.key_id, name: { en: row.organisation, zh: row.organisation }, organisation: row.organisation, roles: row.roles, stationId: null };
    return trust(key, { eventId: row.event_id, actor, language: 'en', token: null }, since);
  };
}

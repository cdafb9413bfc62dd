import type { FastifyRequest } from 'fastify';
import type { Db } from '../kernel/db.ts';
import type { Actor, Role } from '../kernel/officer.ts';
import { actorOf, findSession, tokenHash } from '../modules/staff/store.ts';

/** Is who makes a request. */
export interface Identity {
  readonly eventId: string;
  readonly actor: Actor;
  readonly language: 'en' | 'zh';
  /** The session's token, or null where an organisation's key was used. */
  readonly token: string | null;
}

/** Finds out who makes a request; undefined where nobody is signed in. */
export type Authenticate = (request: FastifyRequest) => Promise<Identity | undefined>;

/** Is the name of the session's cookie. */
export const cookieName = 'tongguan_session';

const trustedMilliseconds = 10_000;
const mostTrusted = 5000;

function cookieOf(request: FastifyRequest): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === cookieName) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** Makes the check of sessions and organisation keys; what was found stays trusted for ten seconds, so that a scan costs no query. */
export function makeAuthenticate(db: Db): { authenticate: Authenticate; forget(token: string): void } {
  const trusted = new Map<string, { identity: Identity; until: number }>();
  const remember = (key: string, identity: Identity): Identity => {
    if (trusted.size >= mostTrusted) trusted.clear();
    trusted.set(key, { identity, until: Date.now() + trustedMilliseconds });
    return identity;
  };
  return {
    forget: (token) => void trusted.delete(token),
    async authenticate(request) {
      const authorization = request.headers.authorization;
      const key = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;
      const token = key === undefined ? cookieOf(request) : undefined;
      const credential = key ?? token;
      if (credential === undefined || credential.length < 20 || credential.length > 200) return undefined;
      const known = trusted.get(credential);
      if (known !== undefined && known.until > Date.now()) return known.identity;
      if (token !== undefined) {
        const session = await findSession(db, token, new Date());
        if (session === undefined) return undefined;
        return remember(token, { eventId: session.eventId, actor: actorOf(session.officer, session.stationId), language: session.officer.language, token });
      }
      const [row] = await db.query<{ event_id: string; key_id: string; organisation: string; roles: Role[] }>(
        'SELECT event_id, key_id, organisation, roles FROM organisation_keys WHERE key_hash = $1 AND revoked_at IS NULL', [tokenHash(credential)], 'find_key');
      if (row === undefined) return undefined;
      const actor: Actor = { officerId: null, keyId: row.key_id, name: { en: row.organisation, zh: row.organisation }, organisation: row.organisation, roles: row.roles, stationId: null };
      return remember(credential, { eventId: row.event_id, actor, language: 'en', token: null });
    },
  };
}

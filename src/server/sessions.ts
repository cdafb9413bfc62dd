import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.ts';
import type { Db } from '../kernel/db.ts';
import { isUuid } from '../kernel/ids.ts';
import { eventTime } from '../kernel/clock.ts';
import type { EventBook } from '../modules/ports/events.ts';
import { signIn, signInPersona } from '../modules/staff/sign-in.ts';
import { endSession, listOfficers, moveSession } from '../modules/staff/store.ts';
import { sessionName } from '../modules/staff/store/sessions.ts';
import { forgetToken } from '../modules/staff/trust.ts';
import { cookieName } from './authentication.ts';
import type { Authenticate } from './authentication.ts';

interface SignInBody { user?: unknown; password?: unknown; persona?: unknown; eventId?: unknown }

/** Writes the session's cookie: out of reach of scripts and of other sites, and of plain HTTP where the console came by HTTPS. */
export function sessionCookie(token: string, expires: Date, secure: boolean): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expires.toUTCString()}${secure ? '; Secure' : ''}`;
}

/** Ends the session that a request came with, if any: nobody keeps an old token across a sign-in or a sign-out. */
export async function endSessionOf(db: Db, authenticate: Authenticate, request: FastifyRequest): Promise<void> {
  const who = await authenticate(request, { passive: true });
  if (who?.token == null) return;
  await endSession(db, who.eventId, who.token, new Date());
  forgetToken(who.token);
}

const passwordsPerMinute = 60;
const personasPerMinute = 600;

const isPersona = (request: FastifyRequest): boolean => isUuid((request.body as SignInBody | null)?.persona);

/** Adds the routes by which people sign in, see who they are, move to another station and sign out. */
export function registerSessions(server: FastifyInstance, db: Db, book: EventBook, authenticate: Authenticate, signInWays: { readonly oidc: boolean }): void {
  const eventOf = (wanted: unknown): string => {
    const event = isUuid(wanted) ? book.find(wanted) : book.all()[0];
    if (event === undefined) throw new Refusal('event-unknown');
    return event.event_id;
  };

  server.get('/api/session', async (request) => {
    const who = await authenticate(request, { passive: true });
    const event = book.find(who?.eventId ?? '') ?? book.all()[0];
    const clock = event === undefined ? undefined : {
      kind: event.clock.kind, speed: event.clock.kind === 'simulated' ? event.clock.speed : 1,
    };
    return {
      officer: who === undefined ? null : { id: who.actor.officerId, name: who.actor.name, organisation: who.actor.organisation, roles: who.actor.roles, stationId: who.actor.stationId, language: who.language },
      session: who?.token == null ? null : sessionName(who.token),
      event: event === undefined ? null : { id: event.event_id, code: event.code, name: { en: event.name_en, zh: event.name_zh }, timeZone: event.time_zone, now: new Date(eventTime(event.clock)).toISOString(), clock },
      signIn: signInWays,
    };
  });

  server.post<{ Body: SignInBody }>('/api/session', {
    bodyLimit: 4096,
    config: {
      rateLimit: {
        // A password costs the server 64 MiB to check; a persona costs nothing.
        hook: 'preHandler', timeWindow: 60_000, max: (request) => (isPersona(request) ? personasPerMinute : passwordsPerMinute),
        keyGenerator: (request) => `${isPersona(request) ? 'persona' : 'password'} ${request.ip}`,
        errorResponseBuilder: () => new Refusal('sign-in-slowed', { minutes: 1 }),
      },
    },
  }, async (request, reply) => {
    const body = request.body ?? {};
    const eventId = eventOf(body.eventId);
    const session = isUuid(body.persona)
      ? await signInPersona(db, eventId, body.persona)
      : await signIn(db, eventId, String(body.user ?? ''), String(body.password ?? '').slice(0, 1000), request.ip);
    await endSessionOf(db, authenticate, request);
    reply.header('set-cookie', sessionCookie(session.token, session.expiresAt, request.protocol === 'https'));
    return { ok: true };
  });

  server.put<{ Body: { stationId?: unknown } }>('/api/session/station', { bodyLimit: 1024 }, async (request, reply) => {
    const who = await authenticate(request);
    if (who?.token == null) return reply.code(401).send({ ok: false, refusal: { code: 'not-signed-in' } });
    const stationId = isUuid(request.body?.stationId) ? request.body.stationId : null;
    await moveSession(db, who.eventId, who.token, stationId);
    forgetToken(who.token);
    return { ok: true };
  });

  server.delete('/api/session', async (request, reply) => {
    await endSessionOf(db, authenticate, request);
    reply.header('set-cookie', sessionCookie('', new Date(0), request.protocol === 'https'));
    return { ok: true };
  });

  server.get('/api/personas', async () => {
    const event = book.all()[0];
    if (event === undefined) return [];
    const officers = await listOfficers(db, event.event_id);
    return officers.filter((officer) => officer.persona && officer.disabled_at === null)
      .map((officer) => ({ id: officer.officer_id, userName: officer.user_name, name: { en: officer.name_en, zh: officer.name_zh }, organisation: officer.organisation, roles: officer.roles, stationId: officer.station_id }));
  });
}

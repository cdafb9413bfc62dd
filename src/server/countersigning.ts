import type { FastifyInstance } from 'fastify';
import { runAction } from '../kernel/action.ts';
import type { Command, House } from '../kernel/action.ts';
import { isUuid } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { getPersona, proveOfficer } from '../modules/staff/sign-in.ts';
import { countersigned } from '../modules/staff/signing.ts';
import { actorOf } from '../modules/staff/store.ts';
import { cookieName, readCookie } from './authentication.ts';
import type { Authenticate } from './authentication.ts';
import type { Registry } from './registry.ts';
import { refuse } from './statuses.ts';

interface Body { user?: unknown; password?: unknown; persona?: unknown; command?: unknown }

const passwordsPerMinute = 60;

/**
 * Adds the route by which a second officer signs at the screen of the first: they give their own password for one single act, which must be a signature,
 * and no session of theirs is opened. Refuses: `not-signed-in`, `not-found`, `command-invalid`, `second-officer-same`, as `proveOfficer`, then what the action refuses.
 */
export function registerCountersigning(server: FastifyInstance, house: House, registry: Registry, authenticate: Authenticate): void {
  server.post<{ Params: { name: string }; Body: Body | null }>('/api/countersign/:name', {
    bodyLimit: 8192,
    // Whoever has no session is turned away before any password is looked at.
    config: { rateLimit: { hook: 'preHandler', allowList: (request) => readCookie(request, cookieName) === undefined, timeWindow: 60_000, max: passwordsPerMinute, keyGenerator: (request) => `countersign ${request.ip}`, errorResponseBuilder: () => new Refusal('sign-in-slowed', { minutes: 1 }) } },
  }, async (request, reply) => {
    const who = await authenticate(request);
    if (who?.token == null || who.actor.officerId === null) return refuse(reply, { code: 'not-signed-in' });
    const action = countersigned.includes(request.params.name) ? registry.actions.get(request.params.name) : undefined;
    if (action === undefined) return refuse(reply, { code: 'not-found', params: { name: request.params.name } });
    const { user, password, persona, command } = request.body ?? {};
    if (command === null || typeof command !== 'object' || Array.isArray(command)) return refuse(reply, { code: 'command-invalid', where: '/command' });
    const officer = isUuid(persona) ? await getPersona(house.pool, who.eventId, persona) : await proveOfficer(house.pool, who.eventId, String(user ?? ''), String(password ?? '').slice(0, 1000), request.ip);
    if (officer.officer_id === who.actor.officerId) return refuse(reply, { code: 'second-officer-same' });
    const answer = await runAction(house, who.eventId, { ...actorOf(officer, who.actor.stationId), witnessId: who.actor.officerId }, action, command as Command);
    return answer.ok ? answer : refuse(reply, answer.refusal, answer.id);
  });
}

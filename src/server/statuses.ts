import type { FastifyReply } from 'fastify';
import type { RefusalAnswer } from '../kernel/refusal.ts';

const statuses: Readonly<Record<string, number>> = {
  'not-signed-in': 401, 'sign-in-failed': 401, 'role-not-allowed': 403, 'forged-request': 403, 'subject-unknown': 403,
  'command-invalid': 400, 'input-invalid': 400, 'evidence-invalid': 400, 'as-of-invalid': 400, 'request-invalid': 400,
  'case-unknown': 404, 'flight-unknown': 404, 'traveller-unknown': 404, 'persona-unknown': 404, 'event-unknown': 404, 'not-found': 404,
  'command-id-reused': 409, 'record-id-reused': 409, 'sign-in-slowed': 429, 'server-busy': 503, 'database-away': 503,
};

/** Tells the HTTP status of a refusal: 422 where the request is understood and the answer is no. */
export function statusOf(code: string): number {
  return statuses[code] ?? 422;
}

/** Answers a refusal; `id` is the command's. */
export function refuse(reply: FastifyReply, refusal: RefusalAnswer, id?: string): FastifyReply {
  return reply.code(statusOf(refusal.code)).send({ ok: false, ...(id === undefined ? {} : { id }), refusal });
}

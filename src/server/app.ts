import { existsSync } from 'node:fs';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import fastifyStatic from '@fastify/static';
import { Refusal } from '../kernel/refusal.ts';
import type { RefusalAnswer } from '../kernel/refusal.ts';
import { runAction } from '../kernel/action.ts';
import type { Command, House } from '../kernel/action.ts';
import { runView } from '../kernel/view.ts';
import type { EventBook } from '../modules/ports/events.ts';
import { RecorderBusy } from '../modules/prescribed/recorder.ts';
import { makeAuthenticate } from './authentication.ts';
import { LiveUpdates } from './live.ts';
import type { Registry } from './registry.ts';
import { registerSessions } from './sessions.ts';

const largestBody = 24 * 1024 * 1024;

const statusOf: Readonly<Record<string, number>> = {
  'not-signed-in': 401, 'sign-in-failed': 401, 'role-not-allowed': 403, 'command-invalid': 400, 'input-invalid': 400, 'evidence-invalid': 400, 'as-of-invalid': 400,
  'case-unknown': 404, 'flight-unknown': 404, 'traveller-unknown': 404, 'persona-unknown': 404, 'event-unknown': 404, 'not-found': 404,
  'command-id-reused': 409, 'record-id-reused': 409, 'sign-in-slowed': 429, 'server-busy': 503,
};

function refuse(reply: FastifyReply, refusal: RefusalAnswer, id?: string): FastifyReply {
  return reply.code(statusOf[refusal.code] ?? 422).send({ ok: false, ...(id === undefined ? {} : { id }), refusal });
}

/** Is a file that a view made. */
interface FileAnswer { readonly fileName: string; readonly mediaType: string; readonly content: string }

/** Builds the one process: sessions, one route for actions, one for views, one for files, live updates and the console. */
export function buildApp(options: { house: House; book: EventBook; registry: Registry; live: LiveUpdates; consoleDirectory: string; extend?: (server: FastifyInstance) => void; log?: boolean }): FastifyInstance {
  const { house, book, registry, live } = options;
  const server = Fastify({
    logger: options.log === true ? { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] } : false,
    bodyLimit: largestBody, disableRequestLogging: true, trustProxy: false, requestTimeout: 60_000,
  });
  const { authenticate, forget } = makeAuthenticate(house.pool);

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    // A page of another site can send a form or a simple request with the cookie, but not this header.
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.headers.authorization === undefined && request.headers['x-tongguan'] !== '1') {
      return refuse(reply, { code: 'forged-request' });
    }
    return undefined;
  });

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error.answer());
    if (error instanceof RecorderBusy) return reply.header('retry-after', '1').code(503).send({ ok: false, refusal: { code: 'server-busy' } });
    const status = (error as { statusCode?: number }).statusCode;
    if (status !== undefined && status >= 400 && status < 500) return reply.code(status).send({ ok: false, refusal: { code: 'request-invalid', params: { reason: (error as Error).message } } });
    process.stderr.write(`${new Date().toISOString()} bug: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    return reply.code(500).send({ ok: false, refusal: { code: 'bug' } });
  });

  registerSessions(server, house.pool, book, authenticate, forget);
  live.register(server, authenticate);

  server.post<{ Params: { name: string }; Body: Command }>('/api/actions/:name', async (request, reply) => {
    const who = await authenticate(request);
    if (who === undefined) return refuse(reply, { code: 'not-signed-in' });
    const action = registry.actions.get(request.params.name);
    if (action === undefined) return refuse(reply, { code: 'not-found', params: { name: request.params.name } });
    if (request.body === null || typeof request.body !== 'object' || Array.isArray(request.body)) return refuse(reply, { code: 'command-invalid', where: '/' });
    const answer = await runAction(house, who.eventId, who.actor, action, request.body);
    return answer.ok ? answer : refuse(reply, answer.refusal, answer.id);
  });

  const readView = async (name: string, query: Record<string, string | undefined>, request: Parameters<typeof authenticate>[0], reply: FastifyReply) => {
    const who = await authenticate(request);
    if (who === undefined) return refuse(reply, { code: 'not-signed-in' });
    const view = registry.views.get(name);
    if (view === undefined) return refuse(reply, { code: 'not-found', params: { name } });
    let input: unknown = {};
    try {
      if (query.input !== undefined) input = JSON.parse(query.input);
    } catch {
      return refuse(reply, { code: 'input-invalid', where: '/', params: { reason: 'not JSON' } });
    }
    return runView(house, who.eventId, who.actor, view, input, { asOf: query.asOf, reason: query.reason });
  };

  server.get<{ Params: { name: string }; Querystring: Record<string, string | undefined> }>('/api/views/:name', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return readView(request.params.name, request.query, request, reply);
  });

  server.get<{ Params: { name: string }; Querystring: Record<string, string | undefined> }>('/api/files/:name', async (request, reply) => {
    const answer = await readView(request.params.name, request.query, request, reply);
    if (reply.sent || !('data' in answer)) return answer;
    const file = answer.data as FileAnswer;
    if (typeof file.content !== 'string' || typeof file.fileName !== 'string') return refuse(reply, { code: 'not-found', params: { name: request.params.name } });
    return reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`).type(file.mediaType).send(Buffer.from(file.content, 'base64'));
  });

  server.get('/api/health', async () => {
    await house.pool.query('SELECT 1');
    return { ok: true };
  });

  options.extend?.(server);

  if (existsSync(options.consoleDirectory)) {
    server.register(fastifyStatic, { root: options.consoleDirectory, wildcard: false, setHeaders(response, path) {
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.header('content-security-policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
    } });
  }
  server.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/') || request.method !== 'GET' || !existsSync(options.consoleDirectory)) return refuse(reply, { code: 'not-found' });
    return reply.sendFile('index.html');
  });
  return server;
}

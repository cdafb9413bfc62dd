import { existsSync } from 'node:fs';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import { Refusal } from '../kernel/refusal.ts';
import { runAction } from '../kernel/action.ts';
import type { Command, House } from '../kernel/action.ts';
import { runView } from '../kernel/view.ts';
import { EventNotRead } from '../modules/ports/events.ts';
import type { EventBook } from '../modules/ports/events.ts';
import { isDatabaseAway, isUnstorable } from '../kernel/db.ts';
import { RecorderBusy } from '../modules/prescribed/recorder.ts';
import { makeAuthenticate } from './authentication.ts';
import { LiveUpdates } from './live.ts';
import type { Registry } from './registry.ts';
import { makeOpenApi } from './openapi.ts';
import { registerOidc } from './oidc.ts';
import type { OidcSettings } from './oidc.ts';
import { registerCountersigning } from './countersigning.ts';
import { registerSessions } from './sessions.ts';
import { refuse } from './statuses.ts';

const largestBody = 24 * 1024 * 1024;

interface Query { readonly input?: string; readonly asOf?: string; readonly reason?: string }

/** Is a file that a view made. */
interface FileAnswer { readonly fileName: string; readonly mediaType: string; readonly content: string }

/** Builds the one process: sessions, one route for actions, one for views, one for files, live updates and the console. */
export function buildApp(options: { house: House; book: EventBook; registry: Registry; live: LiveUpdates; consoleDirectory: string; extend?: (server: FastifyInstance) => void; log?: boolean; trustProxy?: string | undefined; oidc?: OidcSettings | undefined }): FastifyInstance {
  const { house, book, registry, live } = options;
  const server = Fastify({
    logger: options.log === true ? { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] } : false,
    // One logger for all: a child for each request costs more than the lines that are ever written.
    childLoggerFactory: (logger) => logger,
    bodyLimit: largestBody, trustProxy: options.trustProxy ?? false, requestTimeout: 60_000, forceCloseConnections: true,
  });
  const authenticate = makeAuthenticate(house.pool);

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    // A page of another site can send a form or a simple request with the cookie, but not this header.
    // The travellers' form needs no script and guards its own pages.
    if (request.url.startsWith('/declare/')) return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.headers.authorization?.startsWith('Bearer ') !== true && request.headers['x-tongguan'] !== '1') {
      return refuse(reply, { code: 'forged-request' });
    }
    return undefined;
  });

  server.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error.answer());
    if (isDatabaseAway(error)) return reply.header('retry-after', '1').code(503).send({ ok: false, refusal: { code: 'database-away' } });
    if (error instanceof EventNotRead) {
      // Another process has made it meanwhile.
      await book.refresh().catch(() => undefined);
      return reply.header('retry-after', '1').code(503).send({ ok: false, refusal: { code: 'server-busy' } });
    }
    if (error instanceof RecorderBusy) return reply.header('retry-after', '1').code(503).send({ ok: false, refusal: { code: 'server-busy' } });
    if (isUnstorable(error)) return refuse(reply, { code: 'input-invalid', where: '/', params: { reason: 'holds a value that cannot be stored', keyword: 'storable', detail: {}, count: 1 } });
    const status = (error as { statusCode?: number }).statusCode;
    if (status !== undefined && status >= 400 && status < 500) return reply.code(status).send({ ok: false, refusal: { code: 'request-invalid', params: { reason: (error as Error).message } } });
    process.stderr.write(`${new Date().toISOString()} bug: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    return reply.code(500).send({ ok: false, refusal: { code: 'bug' } });
  });

  server.register(async (scope) => {
    await scope.register(rateLimit, { global: false });
    registerSessions(scope, house.pool, book, authenticate, { oidc: options.oidc !== undefined });
    registerCountersigning(scope, house, registry, authenticate);
    if (options.oidc !== undefined) registerOidc(scope, house.pool, book, authenticate, options.oidc);
  });
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

  const readView = async (name: string, input: unknown, options: { asOf?: string | undefined; reason?: string | undefined }, request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store');
    const who = await authenticate(request);
    if (who === undefined) return refuse(reply, { code: 'not-signed-in' });
    const view = registry.views.get(name);
    if (view === undefined) return refuse(reply, { code: 'not-found', params: { name } });
    return runView(house, who.eventId, who.actor, view, input, options);
  };
  const inputOf = (query: Query): unknown => {
    try {
      return query.input === undefined ? {} : JSON.parse(query.input);
    } catch {
      throw new Refusal('input-invalid', { reason: 'not JSON' }, '/');
    }
  };

  server.get<{ Params: { name: string }; Querystring: Query }>('/api/views/:name', async (request, reply) =>
    readView(request.params.name, inputOf(request.query), request.query, request, reply));

  // The same read with its input in the body, for inputs that no address can hold.
  server.post<{ Params: { name: string }; Body: { input?: unknown; asOf?: unknown; reason?: unknown } | null }>('/api/views/:name', async (request, reply) => {
    const { input = {}, asOf, reason } = request.body ?? {};
    if (asOf !== undefined && typeof asOf !== 'string') throw new Refusal('as-of-invalid', { asOf });
    return readView(request.params.name, input, { asOf, reason: typeof reason === 'string' ? reason : undefined }, request, reply);
  });

  server.get<{ Params: { name: string }; Querystring: Query }>('/api/files/:name', async (request, reply) => {
    const answer = await readView(request.params.name, inputOf(request.query), request.query, request, reply);
    if (reply.sent || !('data' in answer)) return answer;
    const file = answer.data as FileAnswer;
    if (typeof file.content !== 'string' || typeof file.fileName !== 'string') return refuse(reply, { code: 'not-found', params: { name: request.params.name } });
    // Whatever a file is, it is nothing that runs as a page of ours.
    reply.header('content-security-policy', "default-src 'none'; sandbox").header('cross-origin-resource-policy', 'same-origin');
    return reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`).type(file.mediaType).send(Buffer.from(file.content, 'base64'));
  });

  let openApi: string | undefined;
  server.get('/api/openapi.json', async (_request, reply) => {
    openApi ??= JSON.stringify(makeOpenApi(registry));
    return reply.type('application/json').send(openApi);
  });

  server.get('/api/health', async () => {
    await house.pool.query('SELECT 1');
    return { ok: true };
  });

  options.extend?.(server);

  if (existsSync(options.consoleDirectory)) {
    server.register(fastifyStatic, { root: options.consoleDirectory, setHeaders(response, path) {
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.header('content-security-policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
    } });
  }
  server.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/') || request.method !== 'GET' || !existsSync(options.consoleDirectory)) return refuse(reply, { code: 'not-found' });
    return reply.sendFile('index.html');
  });
  return server;
}

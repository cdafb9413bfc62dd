import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import compress from '@fastify/compress';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import { Refusal } from '../kernel/refusal.ts';
import { isDatabaseAway } from '../kernel/db.ts';
import { isFormLanguage, say } from '../words/form/form.ts';
import { html } from './html.ts';
import type { PageContext } from './context.ts';
import { plainPage } from './pages/entering.ts';
import { registerEntering } from './routes/entering.ts';
import { registerFilling } from './routes/filling.ts';
import { registerKiosk } from './routes/kiosk.ts';
import { registerGoodsGuide } from './routes/goods-guide.ts';
import { registerGuide } from './routes/guide.ts';
import { registerTeam } from './routes/team.ts';
import { languageCookie, Visits } from './visits.ts';
import type { FormHouse } from './visits.ts';

const styleText = readFileSync(fileURLToPath(new URL('form.css', import.meta.url)), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\s*\n\s*/g, '');
const styleAddress = `/declare-assets/${createHash('sha256').update(styleText).digest('hex').slice(0, 12)}.css`;

/** Gives the headers of every page: nothing from elsewhere, nothing kept, nothing framed. */
const pageHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(self), geolocation=(), microphone=()', 'x-frame-options': 'DENY',
} as const;

interface Scripts { readonly camera?: string; readonly kiosk?: string }

function scriptsIn(directory: string | undefined): Scripts {
  const manifest = directory === undefined ? '' : join(directory, 'manifest.json');
  return manifest !== '' && existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) as Scripts : {};
}

/** Adds the traveller's form to a server: pages that need no script, below `/declare`. `scripts` is where the built scripts lie. */
export function registerForm(server: FastifyInstance, form: FormHouse, options: { readonly scripts?: string | undefined } = {}): void {
  const scripts = scriptsIn(options.scripts);
  const address = (name: string | undefined): string | null => (name === undefined ? null : `/declare-assets/${name}`);
  const assets: PageContext['assets'] = { style: styleAddress, camera: address(scripts.camera), kiosk: address(scripts.kiosk) };
  const visits = new Visits(form, assets);

  server.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 64 * 1024 });
    await scope.register(compress, { threshold: 512 });
    await scope.register(rateLimit, { global: true, max: 3000, timeWindow: '1 minute' });

    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(pageHeaders);
      const { lang } = request.query as { lang?: unknown };
      // The language is chosen by a link on any page, and the page comes again without the choice in its address.
      if (request.method === 'GET' && isFormLanguage(lang)) return reply.header('set-cookie', languageCookie(lang)).redirect(request.url.replace(/([?&])lang=[a-z]+(&|$)/, (_whole, before: string, after: string) => (after === '&' ? before : '')), 303);
      return undefined;
    });

    scope.setErrorHandler((error, request, reply) => answerError(visits, error, request, reply));

    scope.get(styleAddress, async (_request, reply) => reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css; charset=utf-8').send(styleText));
    // A script may fetch a part of itself later, from the same place.
    for (const name of options.scripts === undefined || !existsSync(options.scripts) ? [] : readdirSync(options.scripts).filter((file) => file.endsWith('.js'))) {
      const text = readFileSync(join(options.scripts!, name));
      scope.get(`/declare-assets/${name}`, async (_request, reply) => reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/javascript; charset=utf-8').send(text));
    }

    scope.get('/declare', async (_request, reply) => {
      const events = form.book.all();
      const [only] = events;
      if (only === undefined) throw new Refusal('event-unknown');
      if (events.length === 1) return reply.redirect(`/declare/${only.code}`, 303);
      const context: PageContext = { language: 'en', event: { code: only.code, name: '', timeZone: only.time_zone }, base: '/declare', path: '/declare', guard: '', signedIn: false, kiosk: false, assets };
      return visits.show(reply, context, { title: say('en', 'service'), content: html`<h1>${say('en', 'service')}</h1><ul class="plain">${events.map((event) => html`<li><a href="/declare/${event.code}">${event.name_en} · ${event.name_zh}</a></li>`)}</ul>` });
    });
    registerEntering(scope, visits);
    registerFilling(scope, visits);
    registerTeam(scope, visits);
    registerKiosk(scope, visits, options.scripts);
    registerGuide(scope, visits);
    registerGoodsGuide(scope, visits);
  });
}

async function answerError(visits: Visits, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  let context: PageContext;
  try {
    context = (await visits.open(request)).context;
  } catch {
    return reply.code(error instanceof Refusal ? 404 : 503).type('text/plain; charset=utf-8').send('Tongguan 通关');
  }
  const page = (title: Parameters<typeof say>[1], text: Parameters<typeof say>[1], status: number, params = {}): FastifyReply =>
    visits.show(reply, { ...context, signedIn: false }, plainPage(context, say(context.language, title), say(context.language, text, params), status === 401 ? { label: say(context.language, 'open.title'), to: `${context.base}/open` } : undefined), status);
  if (error instanceof Refusal) {
    if (error.code === 'declaration-session-over') return page('oops.expiredTitle', 'oops.expired', 401);
    if (error.code === 'declaration-page-old') return page('oops.forgedTitle', 'oops.forged', 403);
    if (error.code === 'declaration-checked') return page('service', 'done.checked', 409);
    if (error.code === 'declaration-erased') return page('service', 'delete.done', 410);
    if (error.code === 'declaration-flight-over') return page('service', 'e.flightOver', 409);
    return page('oops.notFoundTitle', 'oops.notFound', 404);
  }
  if (isDatabaseAway(error)) return reply.header('retry-after', '3'), page('oops.busyTitle', 'oops.busy', 503);
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 429) return page('oops.busyTitle', 'e.tooMany', 429, { minutes: 15 });
  // What comes in parts and breaks off is the sender's, though its reader does not say so.
  const isBroken = request.headers['content-type']?.startsWith('multipart/') === true && /form|part|boundary|header/i.test((error as Error).message ?? '');
  if (isBroken || (status !== undefined && status >= 400 && status < 500)) return page('oops.forgedTitle', 'oops.forged', status ?? 400);
  // The reason goes to the operator, without what was typed.
  process.stderr.write(`${new Date().toISOString()} bug in the form: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  return page('oops.busyTitle', 'oops.busy', 500);
}

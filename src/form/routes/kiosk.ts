import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/officer.ts';
import { runAction } from '../../kernel/action.ts';
import { isInstant } from '../../kernel/clock.ts';
import { isUuid } from '../../kernel/ids.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { leaveForm } from '../../modules/declarations/access.ts';
import { checkCode } from '../../modules/declarations/checking.ts';
import { kioskKeys } from '../kiosk/keys.ts';
import { openCard } from '../kiosk/envelope.ts';
import type { Envelope, KioskCard } from '../kiosk/envelope.ts';
import { html } from '../html.ts';
import { kioskCheckPage, kioskStartPage } from '../pages/kiosk.ts';
import { one } from '../reading.ts';
import type { FormBody } from '../reading.ts';
import { isFromHere, sessionCookie } from '../visits.ts';
import type { Visits } from '../visits.ts';

const machine = 'tongguan_kiosk=1; Path=/declare; HttpOnly; SameSite=Strict';
const forget = 'tongguan_language=; Path=/declare; Expires=Thu, 01 Jan 1970 00:00:00 GMT';

function isKioskCard(value: unknown): value is KioskCard {
  if (typeof value !== 'object' || value === null) return false;
  const card = value as Partial<Record<keyof KioskCard, unknown>>;
  return isUuid(card.id) && typeof card.flight === 'string' && typeof card.flightDate === 'string' && typeof card.birthDate === 'string' && typeof card.language === 'string' && isInstant(card.filledAt as string) && typeof card.answers === 'object' && card.answers !== null;
}

/** Adds the routes of the machines in the hall: declare, check, and deliver what was filled in while the network was away. */
export function registerKiosk(server: FastifyInstance, visits: Visits, scripts: string | undefined): void {
  const { house, registry, vault } = visits.form;
  const worker = scripts === undefined ? '' : join(scripts, 'kiosk-worker.js');
  if (worker !== '' && existsSync(worker)) {
    const text = readFileSync(worker);
    server.get('/declare/kiosk-worker.js', async (_request, reply) => reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(text));
  }

  server.get('/declare/:event/kiosk', async (request, reply) => {
    const { context } = await visits.open(request);
    reply.header('set-cookie', machine);
    return visits.show(reply, { ...context, kiosk: true, signedIn: false }, kioskStartPage({ ...context, kiosk: true }));
  });

  // Kept by the machine for when the network is away; the same for everybody.
  server.get('/declare/:event/kiosk/shell', async (request, reply) => {
    const { context, eventId } = await visits.open(request);
    const { publicKey } = await kioskKeys(vault, eventId);
    const clock = Date.parse(house.now(eventId)) - Date.now();
    return visits.show(reply, { ...context, language: 'en', kiosk: true, signedIn: false }, {
      title: '通关', content: html`<div data-kiosk-shell data-key="${publicKey}" data-event="${context.event.code}" data-name="${context.event.name}" data-style="${context.assets.style}" data-clock="${clock}"></div>`,
    });
  });

  server.get('/declare/:event/kiosk/finish', async (request, reply) => {
    const { context, eventId, token, visitor } = await visits.open(request);
    if (token !== undefined && visitor !== undefined) await leaveForm(house.pool, eventId, token);
    return reply.header('set-cookie', [sessionCookie('', context.base, new Date(0), request.protocol === 'https'), forget]).header('clear-site-data', '"cache"').redirect(`${context.base}/kiosk`, 303);
  });

  server.get('/declare/:event/kiosk/check', async (request, reply) => {
    const { context } = await visits.open(request);
    return visits.show(reply, { ...context, kiosk: true }, kioskCheckPage({ ...context, kiosk: true }, 'none'));
  });

  server.post<{ Body: FormBody | null }>('/declare/:event/kiosk/check', async (request, reply) => {
    if (!isFromHere(request)) throw new Refusal('declaration-page-old');
    const { context, eventId } = await visits.open(request);
    const verdict = await checkCode(house.pool, eventId, context.event.code, one(request.body ?? {}, 'scanned').slice(0, 600), house.now(eventId));
    return visits.show(reply, { ...context, kiosk: true }, kioskCheckPage({ ...context, kiosk: true }, verdict.verdict));
  });

  server.post<{ Body: Partial<Envelope> | null }>('/declare/:event/kiosk/deliver', { bodyLimit: 64 * 1024 }, async (request, reply) => {
    if (!isFromHere(request)) return reply.code(403).send({ ok: false, code: 'forged-request' });
    const { eventId } = await visits.open(request);
    const { key, nonce, sealed } = request.body ?? {};
    const card = typeof key === 'string' && typeof nonce === 'string' && typeof sealed === 'string' ? await openCard({ key, nonce, sealed }, (await kioskKeys(vault, eventId)).privateKey) : undefined;
    if (!isKioskCard(card)) return reply.code(422).send({ ok: false, code: 'input-invalid' });
    const traveller: Actor = { officerId: null, keyId: null, name: { en: 'Traveller', zh: '旅客' }, organisation: '', roles: ['traveller'], stationId: null };
    const act = (actor: Actor, name: string, input: unknown) => runAction(house, eventId, actor, registry.actions.get(name)!, { id: wordsId('kiosk', card.id, name), occurredAt: card.filledAt, offline: true, input });
    const begun = await act(traveller, 'declarations.begin', { flight: card.flight, flightDate: card.flightDate, birthDate: card.birthDate, language: card.language });
    if (!begun.ok) return reply.code(422).send({ ok: false, code: begun.refusal.code });
    const { declarationId } = begun.result as { declarationId: string };
    const filed = await act({ ...traveller, subject: declarationId }, 'declarations.deliver', { answers: card.answers, language: card.language });
    return filed.ok ? { ok: true } : reply.code(422).send({ ok: false, code: filed.refusal.code });
  });
}

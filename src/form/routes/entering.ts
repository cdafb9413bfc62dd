import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import { isLeaderCode, leaveForm, openCard, openFormSession, openLeader, readCode } from '../../modules/declarations/access.ts';
import { holdsHealth } from '../../modules/declarations/loading.ts';
import { periodOf } from '../../modules/declarations/destroying.ts';
import { isDay } from '../../modules/declarations/rules.ts';
import type { Complaint } from '../../modules/declarations/shapes.ts';
import type { OwnCard } from '../../modules/declarations/views/own.ts';
import { say } from '../../words/form/form.ts';
import { keepPage, newPage, openPage, plainPage, privacyPage, startPage } from '../pages/entering.ts';
import type { NewForm, OpenForm } from '../pages/entering.ts';
import { one, readDay, typedOf } from '../reading.ts';
import type { FormBody } from '../reading.ts';
import { isFromHere, sessionCookie, stranger } from '../visits.ts';
import type { Visits } from '../visits.ts';

const complaint = (field: string, word: string, params: Complaint['params'] = {}): Complaint => ({ field, word, params });
// A delegation sits behind one address of its hotel; what guards a card is the count of failures on its own code.
const attempts = { max: 600, timeWindow: '15 minutes' } as const;

/** Adds the routes by which a traveller or a leader comes in and leaves. */
export function registerEntering(server: FastifyInstance, visits: Visits): void {
  const { pool } = visits.form.house;
  const { vault } = visits.form;
  const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';

  server.get('/declare/:event', async (request, reply) => {
    const { context } = await visits.open(request);
    return visits.show(reply, context, startPage(context));
  });

  server.get('/declare/:event/privacy', async (request, reply) => {
    const { context, eventId } = await visits.open(request);
    return visits.show(reply, context, privacyPage(context, await periodOf(pool, eventId, 'answers', visits.form.house.now(eventId))));
  });

  const showOpen = async (request: FastifyRequest, code: string): Promise<{ form: OpenForm; eventId: string }> => {
    const { eventId } = await visits.open(request);
    const read = readCode(code);
    return { eventId, form: { code: read ?? code.slice(0, 20), birthDate: '', typed: {}, complaints: [], isLeader: read !== undefined && (await isLeaderCode(pool, eventId, read)) } };
  };

  server.get('/declare/:event/open', async (request, reply) => {
    const { context } = await visits.open(request);
    return visits.show(reply, context, openPage(context, (await showOpen(request, '')).form));
  });

  // The link of an invitation: it alone opens nothing.
  server.get<{ Params: { code: string } }>('/declare/:event/i/:code', async (request, reply) => {
    const { context } = await visits.open(request);
    return visits.show(reply, context, openPage(context, (await showOpen(request, request.params.code)).form));
  });

  server.post<{ Body: FormBody | null }>('/declare/:event/open', { config: { rateLimit: attempts } }, async (request, reply) => {
    if (!isFromHere(request)) throw new Refusal('declaration-page-old');
    const { context, eventId } = await visits.open(request);
    const body = request.body ?? {};
    const typedCode = one(body, 'code').slice(0, 40);
    const code = readCode(typedCode);
    const isLeader = code !== undefined && (await isLeaderCode(pool, eventId, code));
    const birthDate = readDay(body, 'birthDate');
    const pin = one(body, 'pin').normalize('NFKC').replaceAll(/\D/g, '');
    const complaints: Complaint[] = [];
    if (code === undefined) complaints.push(complaint('code', 'e.code'));
    if (isLeader) {
      if (pin.length !== 8) complaints.push(complaint('pin', 'e.pin'));
    } else if (!isDay(birthDate)) complaints.push(complaint('birthDate', birthDate === '' ? 'e.birthDate' : 'e.date'));
    if (code !== undefined && complaints.length === 0) {
      try {
        if (isLeader) {
          const { token, expiresAt } = await openLeader(pool, eventId, code, pin);
          return await reply.header('set-cookie', sessionCookie(token, context.base, expiresAt, isSecure(request))).redirect(`${context.base}/team`, 303);
        }
        const { token, expiresAt, ownCode } = await openCard(pool, vault, eventId, code, birthDate, { kiosk: context.kiosk, holdsHealth: (row) => holdsHealth(pool, vault, eventId, row, visits.form.house.now(eventId)) });
        return await reply.header('set-cookie', sessionCookie(token, context.base, expiresAt, isSecure(request))).redirect(`${context.base}/${ownCode === null ? 'card' : 'keep'}`, 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        complaints.push(error.code === 'declaration-attempts' ? complaint('code', 'e.tooMany', { minutes: Number(error.params['minutes']) }) : complaint('code', isLeader ? 'e.pinWrong' : 'e.notFound'));
      }
    }
    return visits.show(reply, context, openPage(context, { code: code ?? typedCode, birthDate, typed: typedOf(body), complaints, isLeader }), 422);
  });

  server.get('/declare/:event/new', async (request, reply) => {
    const { context } = await visits.open(request);
    return visits.show(reply, context, newPage(context, { flight: '', flightDate: '', birthDate: '', typed: {}, complaints: [] }));
  });

  server.post<{ Body: FormBody | null }>('/declare/:event/new', { config: { rateLimit: attempts } }, async (request, reply) => {
    if (!isFromHere(request)) throw new Refusal('declaration-page-old');
    const visit = await visits.open(request);
    const { context, eventId } = visit;
    const body = request.body ?? {};
    const form: NewForm & { complaints: Complaint[] } = { flight: one(body, 'flight').slice(0, 20).trim(), flightDate: readDay(body, 'flightDate'), birthDate: readDay(body, 'birthDate'), typed: typedOf(body), complaints: [] };
    if (form.flight.replaceAll(/[^A-Za-z0-9]/g, '').length < 3 || form.flight.length > 12) form.complaints.push(complaint('flight', 'e.flight'));
    if (!isDay(form.flightDate)) form.complaints.push(complaint('flightDate', form.flightDate === '' ? 'e.flightDate' : 'e.date'));
    if (!isDay(form.birthDate)) form.complaints.push(complaint('birthDate', form.birthDate === '' ? 'e.birthDate' : 'e.date'));
    else if (form.birthDate >= visits.form.house.now(eventId).slice(0, 10)) form.complaints.push(complaint('birthDate', 'e.dateFuture'));
    if (form.complaints.length === 0) {
      const answer = await visits.act(visit, stranger, 'declarations.begin', { flight: form.flight, flightDate: form.flightDate, birthDate: form.birthDate, language: context.language });
      if (answer.ok) {
        const { declarationId } = answer.result as { declarationId: string };
        const { token, expiresAt } = await openFormSession(pool, eventId, { declarationId, kiosk: context.kiosk });
        return reply.header('set-cookie', sessionCookie(token, context.base, expiresAt, isSecure(request))).redirect(`${context.base}/keep`, 303);
      }
      form.complaints.push(complaint('flight', answer.refusal.code === 'declaration-flight-over' ? 'e.flightOver' : 'e.flightUnknown'));
    }
    return visits.show(reply, context, newPage(context, form), 422);
  });

  server.get('/declare/:event/keep', async (request, reply) => {
    const visit = await visits.enter(request);
    const card = await visits.see<OwnCard>(visit, visit.visitor.actor, 'declarations.own');
    if (card.ownCode === null) return reply.redirect(`${visit.context.base}/card`, 303);
    return visits.show(reply, visit.context, keepPage(visit.context, card.ownCode, card.flight));
  });

  server.post('/declare/:event/leave', async (request, reply) => {
    const { context, eventId, token, visitor } = await visits.open(request);
    if (!isFromHere(request)) throw new Refusal('declaration-page-old');
    if (token !== undefined && visitor !== undefined) await leaveForm(pool, eventId, token);
    return reply.header('set-cookie', sessionCookie('', context.base, new Date(0), isSecure(request))).redirect(context.kiosk ? `${context.base}/kiosk/finish` : `${context.base}/left`, 303);
  });

  server.get('/declare/:event/left', async (request, reply) => {
    const { context } = await visits.open(request);
    return visits.show(reply, context, plainPage(context, say(context.language, 'service'), say(context.language, context.kiosk ? 'kiosk.wiped' : 'leftWithoutCode')));
  });
}

import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import { drawPng, drawSvg } from '../../modules/certificates/qr.ts';
import { findQuestion } from '../../modules/declarations/catalogue.ts';
import type { Complaint } from '../../modules/declarations/shapes.ts';
import type { OwnCard } from '../../modules/declarations/views/own.ts';
import { say } from '../../words/form/form.ts';
import { html, trusted } from '../html.ts';
import { plainPage } from '../pages/entering.ts';
import { checkPage, deletePage, donePage, knownPage, questionPage } from '../pages/filling.ts';
import { one, readAnswers, readDay, typedOf } from '../reading.ts';
import type { FormBody } from '../reading.ts';
import type { Visit, Visits } from '../visits.ts';
import type { FormVisitor } from '../../modules/declarations/access.ts';

type Entered = Visit & { readonly visitor: FormVisitor };

/** Adds the routes by which a card is filled in, filed, changed and deleted. */
export function registerFilling(server: FastifyInstance, visits: Visits): void {
  const cardOf = (visit: Entered): Promise<OwnCard> => visits.see<OwnCard>(visit, visit.visitor.actor, 'declarations.own');
  // Where it goes next: what is to be confirmed, the first open question, or the end.
  const next = (card: OwnCard, base: string): string => {
    if (card.toConfirm.length > 1 && !card.blind) return `${base}/known`;
    const first = card.owed[0];
    if (first !== undefined) return `${base}/q/${first}`;
    return card.filed !== null && !card.changed ? `${base}/done` : `${base}/check`;
  };
  // What the phone read of the passport beside the name, if it did.
  const takePassport = async (visit: Entered, body: FormBody): Promise<void> => {
    const read = { birthDate: readDay(body, 'birthDate'), sex: one(body, 'sex'), nationality: one(body, 'nationality'), documentNumber: one(body, 'documentNumber'), documentType: one(body, 'documentNumber') === '' ? '' : 'P' };
    if (Object.values(read).some((value) => value !== '')) await visits.done(visit, visit.visitor.actor, 'declarations.prefill', { answers: read, language: visit.context.language });
  };
  const showQuestion = (reply: FastifyReply, visit: Entered, card: OwnCard, id: string, fromCheck: boolean, wrong?: { answers: OwnCard['answers']; complaints: readonly Complaint[]; typed: Readonly<Record<string, string>> }): FastifyReply => {
    const question = findQuestion(id);
    if (question === undefined || !card.asked.includes(id)) return reply.redirect(next(card, visit.context.base), 303);
    return visits.show(reply, visit.context, questionPage(visit.context, card, question, { answers: wrong?.answers ?? card.answers, complaints: wrong?.complaints ?? [], fromCheck, ...(wrong === undefined ? {} : { typed: wrong.typed }) }), (wrong?.complaints.length ?? 0) > 0 ? 422 : 200);
  };

  server.get('/declare/:event/card', async (request, reply) => {
    const visit = await visits.enter(request);
    return reply.redirect(next(await cardOf(visit), visit.context.base), 303);
  });

  server.get('/declare/:event/known', async (request, reply) => {
    const visit = await visits.enter(request);
    const card = await cardOf(visit);
    if (card.toConfirm.length === 0) return reply.redirect(next(card, visit.context.base), 303);
    return visits.show(reply, visit.context, knownPage(visit.context, card));
  });

  server.post('/declare/:event/known', async (request, reply) => {
    const visit = await visits.send(request);
    await visits.done(visit, visit.visitor.actor, 'declarations.confirm', { language: visit.context.language });
    return reply.redirect(next(await cardOf(visit), visit.context.base), 303);
  });

  server.get<{ Params: { id: string }; Querystring: { from?: string } }>('/declare/:event/q/:id', async (request, reply) => {
    const visit = await visits.enter(request);
    return showQuestion(reply, visit, await cardOf(visit), request.params.id, request.query.from === 'check');
  });

  server.post<{ Params: { id: string }; Querystring: { from?: string }; Body: FormBody }>('/declare/:event/q/:id', async (request, reply) => {
    const visit = await visits.send(request);
    const { context, visitor } = visit;
    const question = findQuestion(request.params.id);
    if (question === undefined) throw new Refusal('not-found');
    const fromCheck = request.query.from === 'check';
    const act = one(request.body, 'act');
    const answers = readAnswers(question, request.body);
    const isList = act === 'add' || act.startsWith('remove-');
    const places = answers['places'];
    // The last place taken away leaves nothing to save; the list is drawn empty.
    if (act.startsWith('remove-') && Array.isArray(places) && places.length === 0) return showQuestion(reply, visit, await cardOf(visit), question.id, fromCheck, { answers, complaints: [], typed: {} });
    if (act === 'add' && one(request.body, 'placeCountry') === '') {
      return showQuestion(reply, visit, await cardOf(visit), question.id, fromCheck, { answers, complaints: [{ field: 'placeCountry', word: 'e.placeCountry', params: {} }], typed: typedOf(request.body) });
    }
    const { complaints } = await visits.done<{ complaints: readonly Complaint[] }>(visit, visitor.actor, 'declarations.answer', { question: question.id, answers, language: context.language });
    if (complaints.length > 0) return showQuestion(reply, visit, await cardOf(visit), question.id, fromCheck, { answers, complaints, typed: typedOf(request.body) });
    if (question.id === 'name') await takePassport(visit, request.body);
    const card = await cardOf(visit);
    if (question.id === 'name' && card.toConfirm.length > 1) return reply.redirect(`${context.base}/known`, 303);
    if (isList) return reply.redirect(`${context.base}/q/${question.id}${fromCheck ? '?from=check' : ''}`, 303);
    if (fromCheck) return reply.redirect(card.owed.length > 0 ? next(card, context.base) : `${context.base}/check`, 303);
    // On from here, not back to an earlier gap: that one comes at the end.
    const later = card.asked.slice(card.asked.indexOf(question.id) + 1).find((id) => card.owed.includes(id));
    return reply.redirect(later === undefined ? (card.owed.length > 0 ? next(card, context.base) : `${context.base}/check`) : `${context.base}/q/${later}`, 303);
  });

  server.get('/declare/:event/check', async (request, reply) => {
    const visit = await visits.enter(request);
    return visits.show(reply, visit.context, checkPage(visit.context, await cardOf(visit)));
  });

  server.post('/declare/:event/restart', async (request, reply) => {
    const visit = await visits.send(request);
    await visits.done(visit, visit.visitor.actor, 'declarations.restartHealth', { language: visit.context.language });
    return reply.redirect(`${visit.context.base}/keep`, 303);
  });

  server.post('/declare/:event/file', async (request, reply) => {
    const visit = await visits.send(request);
    const answer = await visits.act(visit, visit.visitor.actor, 'declarations.file', { language: visit.context.language });
    if (!answer.ok && answer.refusal.code !== 'declaration-open') throw new Refusal(answer.refusal.code, answer.refusal.params);
    return reply.redirect(`${visit.context.base}/${answer.ok ? 'done' : 'check'}`, 303);
  });

  server.get('/declare/:event/done', async (request, reply) => {
    const visit = await visits.enter(request);
    const card = await cardOf(visit);
    if (card.filed === null) return reply.redirect(next(card, visit.context.base), 303);
    return visits.show(reply, visit.context, donePage(visit.context, card, card.filed.code === null ? html`` : trusted(await drawSvg(card.filed.code))));
  });

  server.get('/declare/:event/code.png', async (request, reply) => {
    const visit = await visits.enter(request);
    const code = (await cardOf(visit)).filed?.code;
    if (code === undefined || code === null) throw new Refusal('not-found');
    return reply.header('content-disposition', 'attachment; filename="declaration.png"').type('image/png').send(await drawPng(code));
  });

  server.get('/declare/:event/data', async (request, reply) => {
    const visit = await visits.enter(request);
    const { answers, known, language, flight, filed, blind } = await cardOf(visit);
    const { keyAreas: _areas, closed: _closed, ...told } = flight;
    return reply.header('content-disposition', 'attachment; filename="declaration.json"').type('application/json').send(JSON.stringify({ flight: told, language, answers, fromLists: known, filed, healthHidden: blind }, undefined, 2));
  });

  server.get('/declare/:event/delete', async (request, reply) => {
    const visit = await visits.enter(request);
    return visits.show(reply, visit.context, deletePage(visit.context));
  });

  server.post('/declare/:event/delete', async (request, reply) => {
    const visit = await visits.send(request);
    await visits.done(visit, visit.visitor.actor, 'declarations.erase', {});
    const { context } = visit;
    return visits.show(reply, { ...context, signedIn: false }, plainPage(context, say(context.language, 'delete.done'), say(context.language, 'start.paper')));
  });
}

import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import { isGuideArea } from '../../modules/goods/rules/guide.ts';
import { articlesCheckPage } from '../pages/articles-check.ts';
import { goodsGuideIndex, goodsGuideLanguages, goodsGuidePage, goodsProofPage } from '../pages/goods-guide.ts';
import type { ProofAnswer } from '../pages/goods-guide.ts';
import { stranger } from '../visits.ts';
import type { Visit, Visits } from '../visits.ts';

// A code is eight signs long: whoever guesses may not try many.
const guesses = { max: 30, timeWindow: '1 minute' } as const;

/** Adds the routes of the published guide to clearing goods, which anybody may read; its text is made from the rules in force on the event's day. */
export function registerGoodsGuide(server: FastifyInstance, visits: Visits): void {
  const dayOf = (visit: Visit): string => new Intl.DateTimeFormat('en-CA', { timeZone: visit.context.event.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(visits.form.house.now(visit.eventId)));
  // The guide has two languages; who reads another finds the English one.
  const inGuideLanguage = (visit: Visit): Visit['context'] => ({ ...visit.context, language: goodsGuideLanguages.find((language) => language === visit.context.language) ?? 'en' });

  server.get<{ Params: { event: string } }>('/declare/:event/goods', async (request, reply) => {
    const visit = await visits.open(request);
    return visits.show(reply, inGuideLanguage(visit), goodsGuideIndex(inGuideLanguage(visit), dayOf(visit)));
  });

  server.get<{ Querystring: { code?: unknown } }>('/declare/:event/goods-proof', { config: { rateLimit: guesses } }, async (request, reply) => {
    const visit = await visits.open(request);
    const code = typeof request.query.code === 'string' ? request.query.code.trim().slice(0, 60) : undefined;
    // What is too short for a code is none; nothing is asked of the record for it.
    const nothing: ProofAnswer = { valid: false, number: null, releasedAt: null, party: null, pieces: null, venue: null, leavesBy: null };
    const answer = code === undefined || code === '' ? undefined : code.length < 4 ? nothing : await visits.see<ProofAnswer>(visit, stranger, 'goods.verifyRelease', { code });
    return visits.show(reply, inGuideLanguage(visit), goodsProofPage(inGuideLanguage(visit), code, answer));
  });

  server.get<{ Params: { event: string }; Querystring: Record<string, unknown> }>('/declare/:event/goods/people/check', async (request, reply) => {
    const visit = await visits.open(request);
    return visits.show(reply, inGuideLanguage(visit), articlesCheckPage(inGuideLanguage(visit), request.query, dayOf(visit)));
  });

  server.get<{ Params: { event: string; area: string } }>('/declare/:event/goods/:area', async (request, reply) => {
    const visit = await visits.open(request);
    const { area } = request.params;
    if (!isGuideArea(area)) throw new Refusal('not-found');
    return visits.show(reply, inGuideLanguage(visit), goodsGuidePage(inGuideLanguage(visit), area, dayOf(visit)));
  });
}

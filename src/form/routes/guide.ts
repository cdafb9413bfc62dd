import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FlightGuide } from '../../modules/declarations/views/guide.ts';
import type { OwnCard, Team } from '../../modules/declarations/views/own.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { publicAddress } from '../address.ts';
import { guidePage } from '../pages/guide.ts';
import { drawCard } from '../sheets/card.ts';
import { drawCodes } from '../sheets/codes.ts';
import { drawGuide } from '../sheets/guide.ts';
import type { Visit, Visits } from '../visits.ts';
import { stranger } from '../visits.ts';

interface GuideParams { readonly event: string; readonly designator: string; readonly date: string }

// A sheet costs a tenth of a second to draw, and a whole aircraft asks for the same one.
const keptSheets = 100;
const sheetRate = { max: 60, timeWindow: '1 minute' } as const;

const sendPdf = (reply: FastifyReply, bytes: Buffer, name: string, kept: boolean): FastifyReply =>
  reply.header('content-disposition', `${kept ? 'attachment' : 'inline'}; filename="${name}.pdf"`).type('application/pdf').send(bytes);

/** Adds the routes of the guide of a flight, which anybody may read, and of everything that is printed: the guide, one's own card, the codes of a delegation. */
export function registerGuide(server: FastifyInstance, visits: Visits): void {
  const drawn = new Map<string, Promise<Buffer>>();
  const look = async (request: FastifyRequest<{ Params: GuideParams }>): Promise<{ visit: Visit; guide: FlightGuide }> => {
    const visit = await visits.open(request);
    const { designator, date } = request.params;
    return { visit, guide: await visits.see<FlightGuide>(visit, stranger, 'declarations.guide', { designator, flightDate: date }) };
  };

  server.get<{ Params: GuideParams }>('/declare/:event/guide/:designator/:date', async (request, reply) => {
    const { visit, guide } = await look(request);
    return visits.show(reply, visit.context, guidePage(visit.context, guide));
  });

  server.get<{ Params: GuideParams }>('/declare/:event/guide/:designator/:date/sheet.pdf', { config: { rateLimit: sheetRate } }, async (request, reply) => {
    const { visit, guide } = await look(request);
    const { language, event, base } = visit.context;
    const address = `${publicAddress(request)}${base}`;
    const key = JSON.stringify([visit.eventId, language, address, event.name, guide]);
    let sheet = drawn.get(key);
    if (sheet === undefined) {
      sheet = drawGuide({ guide, language, event: event.name, address, at: visits.form.house.now(visit.eventId) });
      drawn.set(key, sheet);
      sheet.catch(() => drawn.delete(key));
      for (const oldest of drawn.keys()) if (drawn.size > keptSheets) drawn.delete(oldest);
    }
    return sendPdf(reply, await sheet, `guide-${guide.flight.designator}-${guide.flight.flightDate}-${language}`, false);
  });

  server.get('/declare/:event/card.pdf', { config: { rateLimit: sheetRate } }, async (request, reply) => {
    const visit = await visits.enter(request);
    const card = await visits.see<OwnCard>(visit, visit.visitor.actor, 'declarations.own');
    const { filed } = card;
    if (filed === null || filed.code === null) throw new Refusal('not-found');
    const { language, event } = visit.context;
    return sendPdf(reply, await drawCard({ card, filed, code: filed.code, language, event: event.name, at: visits.form.house.now(visit.eventId) }), 'declaration', true);
  });

  server.get('/declare/:event/team/codes.pdf', { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, async (request, reply) => {
    const visit = await visits.enter(request, 'leader');
    const team = await visits.see<Team>(visit, visit.visitor.actor, 'declarations.team');
    const strips = team.members.flatMap((member) => (member.code === null ? [] : [{ ...member, code: member.code }]));
    if (strips.length === 0) throw new Refusal('not-found');
    const { language, event, base } = visit.context;
    return sendPdf(reply, await drawCodes({ strips, delegation: team.delegation, language, event: event.name, address: `${publicAddress(request)}${base}`, at: visits.form.house.now(visit.eventId) }), 'codes', true);
  });
}

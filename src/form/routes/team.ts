import type { FastifyInstance } from 'fastify';
import multipart from '@fastify/multipart';
import { Refusal } from '../../kernel/refusal.ts';
import { findQuestion } from '../../modules/declarations/catalogue.ts';
import type { AnswerValue, Complaint } from '../../modules/declarations/shapes.ts';
import type { Team } from '../../modules/declarations/views/own.ts';
import { readListFile } from '../../modules/travellers/reading.ts';
import { say } from '../../words/form/form.ts';
import { writeRefusal } from '../../words/words.ts';
import { teamPage, teamQuestions } from '../pages/team.ts';
import { readAnswers } from '../reading.ts';
import type { FormBody } from '../reading.ts';
import type { Visits } from '../visits.ts';

const largestList = 8 * 1024 * 1024;

/** Adds the routes of the leader's page. */
export function registerTeam(server: FastifyInstance, visits: Visits): void {
  server.get('/declare/:event/team', async (request, reply) => {
    const visit = await visits.enter(request, 'leader');
    return visits.show(reply, visit.context, teamPage(visit.context, await visits.see<Team>(visit, visit.visitor.actor, 'declarations.team')));
  });

  server.post<{ Body: FormBody }>('/declare/:event/team/travel', async (request, reply) => {
    const visit = await visits.send(request, 'leader');
    const { context, visitor } = visit;
    const answers: Record<string, AnswerValue> = {};
    for (const id of teamQuestions) Object.assign(answers, readAnswers(findQuestion(id)!, request.body));
    const { filled, complaints } = await visits.done<{ filled: number; complaints: Complaint[] }>(visit, visitor.actor, 'declarations.fillTravel', { answers });
    const team = await visits.see<Team>(visit, visitor.actor, 'declarations.team');
    const isWrong = complaints.length > 0;
    return visits.show(reply, context, teamPage(context, team, { complaints, problems: [], answers: isWrong ? answers : {}, notes: isWrong ? [] : [say(context.language, 'team.travelSaved', { count: filled })] }), isWrong ? 422 : 200);
  });

  // Files come in a scope of their own: no other form of ours takes any.
  server.register(async (scope) => {
    await scope.register(multipart, { attachFieldsToBody: 'keyValues', limits: { fileSize: largestList, files: 1, fields: 5, parts: 8 }, async onFile(part) {
      (part as { value?: unknown }).value = { fileName: part.filename, bytes: await part.toBuffer() };
    } });
    scope.post<{ Body: { file?: { fileName: string; bytes: Buffer } } }>('/declare/:event/team/list', { bodyLimit: largestList + 65_536 }, async (request, reply) => {
      const visit = await visits.send(request, 'leader');
      const { context, visitor } = visit;
      const problems: string[] = [];
      const notes: string[] = [];
      const sent = request.body.file;
      const writing = context.language === 'zh' ? 'zh' : 'en';
      if (sent === undefined || sent.bytes.length === 0) problems.push(say(context.language, 'team.listFile'));
      else {
        const file = { kind: 'roster' as const, fileName: sent.fileName.slice(0, 200) || 'list', content: sent.bytes.toString('base64') };
        const answer = await visits.act(visit, visitor.actor, 'travellers.commitList', file);
        if (!answer.ok) problems.push(writeRefusal(writing, answer.refusal));
        else {
          const { flights, problems: unplaced } = answer.result as { flights: string[]; problems: { designator: string | null; date: string | null }[] };
          for (const flightId of flights) await visits.done(visit, visitor.actor, 'declarations.invite', { flightId, delegation: visitor.actor.organisation });
          const read = readListFile(file, visits.form.house.now(visit.eventId).slice(0, 10));
          problems.push(...read.quarantined.map((entry) => `${entry.where}: ${entry.reason}`), ...unplaced.map(({ designator, date }) => `${say(context.language, 'e.flightUnknown')} (${designator ?? '–'} ${date ?? ''})`));
          notes.push(say(context.language, 'team.listDone', { count: read.groups.reduce((sum, group) => sum + group.entries.length, 0) }));
        }
      }
      return visits.show(reply, context, teamPage(context, await visits.see<Team>(visit, visitor.actor, 'declarations.team'), { complaints: [], problems, notes, answers: {} }), problems.length > 0 ? 422 : 200);
    });
  });

  server.post('/declare/:event/team/remind', async (request, reply) => {
    const visit = await visits.send(request, 'leader');
    const { context, visitor } = visit;
    if (!visits.form.registry.actions.has('declarations.remindTeam')) throw new Refusal('not-found');
    const answer = await visits.act(visit, visitor.actor, 'declarations.remindTeam', {});
    const team = await visits.see<Team>(visit, visitor.actor, 'declarations.team');
    if (!answer.ok) return visits.show(reply, context, teamPage(context, team, { complaints: [], problems: [writeRefusal(context.language === 'zh' ? 'zh' : 'en', answer.refusal)], notes: [], answers: {} }), 422);
    return visits.show(reply, context, teamPage(context, team, { complaints: [], problems: [], answers: {}, notes: [say(context.language, 'team.reminded', { count: Number((answer.result as { queued?: number }).queued ?? 0) })] }));
  });
}

import { runInBackground } from '../../kernel/background.ts';
import type { Pool } from '../../kernel/db.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { addDays } from '../goods/rules/dates.ts';
import { assignmentsOf, problemOf } from './assembling.ts';
import type { PlanningTask } from './solving/in-background.ts';
import type { Plan } from './shapes/planning.ts';
import { demandPlannable } from './rules/planning-problem.ts';
import { differenceOf, getRoster, worthOf } from './versions.ts';
import { cellRows, insertFailure, insertVersion, openRequests } from './store/rosters.ts';
import type { RequestRow } from './store/rosters.ts';

const solver = new URL('./solving/in-background.ts', import.meta.url);

async function answer(pool: Pool, eventId: string, request: RequestRow, now: () => string, signal: AbortSignal): Promise<void> {
  const { kind, seconds, seed, reason } = request.content;
  const roster = await getRoster(pool, eventId, request.roster_id, now());
  const problem = await problemOf(pool, eventId, roster, now(), roster.newest_ordinal);
  // Here, where a refusal keeps its place and its words; a thread gives back only a text.
  demandPlannable(problem);
  const cells = await cellRows(pool, eventId, roster.roster_id, roster.newest_ordinal);
  const task: PlanningTask = { problem, seconds, seed, ...(kind === 'replan' ? { current: assignmentsOf(cells, roster.first_day) } : {}) };
  const plan = await runInBackground<Plan>(solver, 'planTask', task, { signal, atMostMilliseconds: (seconds * 3 + 60) * 1000 });
  const changes = differenceOf(cells, plan.assignments.map((one) => ({ personId: one.person, day: addDays(roster.first_day, one.day), shift: one.shift, skill: one.skill, breaksAt: one.breaksAt ?? [] })));
  await pool.transaction((tx) => insertVersion(tx, eventId, {
    rosterId: roster.roster_id, ordinal: roster.newest_ordinal + 1, kind: kind === 'plan' ? 'planned' : 'replanned', reason, requestId: request.request_id, cells: changes,
    content: worthOf(problem, roster.first_day, cells, changes, kind === 'plan' ? plan : undefined),
  }, null, now()));
}

/**
 * Answers the requests to plan of an event, the oldest first: each by a version, or by a failure that says why: a refusal as it would be answered, or the text of a fault. What a server left when it ended is answered by the next one;
 * two servers at once answer once. Shape: the rosters that have news.
 */
export async function answerRequests(pool: Pool, eventId: string, now: () => string, signal: AbortSignal): Promise<readonly string[]> {
  const answered: string[] = [];
  for (const request of await openRequests(pool, eventId)) {
    try {
      await answer(pool, eventId, request, now, signal);
    } catch (error) {
      if (signal.aborted) return answered;
      // Another server was first, or somebody changed the roster meanwhile: then it is planned again from what it is now.
      if (['roster_versions_pkey', 'roster_versions_event_id_request_id_key'].includes(sqlFailure(error)?.constraint ?? '')) continue;
      await insertFailure(pool, eventId, request.request_id, error instanceof Refusal ? JSON.stringify(error.answer()) : error instanceof Error ? error.message.slice(0, 300) : 'unknown', now());
    }
    answered.push(request.roster_id);
  }
  return answered;
}

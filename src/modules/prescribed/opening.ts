import { Refusal } from '../../kernel/refusal.ts';
import { sqlFailure } from '../../kernel/db.ts';
import type { Db } from '../../kernel/db.ts';
import type { ActionContext } from '../../kernel/action.ts';
import type { CaseKind, Direction, Facts } from './shapes.ts';
import { getPlanRules } from './deciding.ts';
import { owedAtOpening } from './rules.ts';
import { forgetInTransaction } from './kept-states.ts';
import { insertCasePlan, insertCases, withdraw } from './store.ts';

/** Is a case to be opened under a plan. */
export interface Opening {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly parentId: string | null;
  readonly attributes: Facts;
}

/**
 * Opens cases with everything the plan owes from the start; a flight is pinned to the plan, its travellers follow the flight.
 * Refuses: `flight-closed` where the flight's closing gate is already open, `case-closed` where a consignment's is.
 */
export async function openCases(context: ActionContext, plan: { planId: string; version: number }, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  const { tx, eventId, now, actor } = context;
  const rules = await getPlanRules(tx, eventId, plan.planId, plan.version);
  try {
    await insertCases(tx, eventId, now, actor.officerId, plan, openings.map((opening) => ({
      ...opening, direction: rules.direction, obligations: owedAtOpening(opening.kind, opening.attributes, rules, now),
    })));
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'gates_event_id_bars_case_bars_gate_pin_fkey') throw new Refusal(openings[0]!.kind === 'lot' ? 'case-closed' : 'flight-closed');
    throw error;
  }
  for (const opening of openings) if (opening.parentId === null) await pinPlan(context, opening.caseId, plan);
}

/** Pins a flight's case, and with it its travellers, to a version of a plan from now on; `reconsiderCases` then adds what it owes. */
export async function pinPlan(context: ActionContext, caseId: string, plan: { planId: string; version: number }): Promise<void> {
  const { tx, eventId, now, actor } = context;
  forgetInTransaction(context, [caseId]);
  await insertCasePlan(tx, eventId, caseId, plan, now, actor.officerId);
}

/** Takes a case out before its end, with what is under it: records stay, none is added. */
export async function withdrawCase(context: ActionContext, caseId: string): Promise<void> {
  forgetInTransaction(context, await withdraw(context.tx, context.eventId, caseId, context.now));
}

/** Finds the plan that a case is pinned to. */
export async function pinnedPlan(context: Pick<ActionContext, 'tx' | 'eventId'>, caseId: string): Promise<{ planId: string; version: number } | undefined> {
  const [row] = await context.tx.query<{ plan_id: string; version: number }>(
    'SELECT plan_id, version FROM case_plans WHERE event_id = $1 AND case_id = $2 ORDER BY pin DESC LIMIT 1', [context.eventId, caseId], 'pinned_plan');
  return row === undefined ? undefined : { planId: row.plan_id, version: row.version };
}

/** Finds the newest national baseline of a direction. */
export async function findBaseline(db: Db, eventId: string, direction: Direction): Promise<{ planId: string; version: number } | undefined> {
  const [row] = await db.query<{ plan_id: string; version: number }>(
    "SELECT plan_id, version FROM plans WHERE event_id = $1 AND kind = 'baseline' AND document->>'direction' = $2 ORDER BY version DESC LIMIT 1", [eventId, direction], 'find_baseline');
  return row === undefined ? undefined : { planId: row.plan_id, version: row.version };
}

/** Gets the newest national baseline of a direction, for cases that are opened under it. Refuses: `baseline-missing`. */
export async function getBaseline({ tx, eventId }: Pick<ActionContext, 'tx' | 'eventId'>, direction: Direction): Promise<{ planId: string; version: number }> {
  const found = await findBaseline(tx, eventId, direction);
  if (found === undefined) throw new Refusal('baseline-missing', { direction });
  return found;
}

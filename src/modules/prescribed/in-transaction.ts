import { Refusal } from '../../kernel/refusal.ts';
import type { ActionContext } from '../../kernel/action.ts';
import { isAttempting } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { CaseState, Facts, RecordRequest, RecordResult } from './shapes.ts';
import { caseWrites, checkRequest, getPlanRules, joinWrites, refusalOfDatabase, withChildren } from './deciding.ts';
import { forgetInTransaction, keptStates, writtenIn } from './kept-states.ts';
import { applyWrites, decide, oweMore, reconsider } from './rules.ts';
import { childCases, loadCases, writeCases } from './store.ts';
import type { CaseWrites } from './store.ts';

/** Is thrown where the database said no to what was decided on a kept state: the same command is decided again, as after any collision. */
class StateBehind extends Error {
  readonly code = '40001';
}

/** Reads cases that an action is about to change. */
async function loadToWrite(context: ActionContext, caseIds: readonly string[]): Promise<Map<string, CaseState>> {
  forgetInTransaction(context, caseIds);
  return loadCases(context.tx, context.eventId, caseIds);
}

/**
 * Records many steps in the transaction of an action: all or none. Several requests on one case are decided in their order.
 * The cases' states may be kept ones, as on the recording path; a refusal is given on fresh state only.
 * Shape: one result a request, in the order of the requests.
 * Refuses: as `decide`, with `where` naming the request by its place.
 */
export async function recordInTransaction(context: ActionContext, requests: readonly RecordRequest[]): Promise<RecordResult[]> {
  const { tx, eventId } = context;
  const caseIds = [...new Set(requests.map((request) => request.caseId))];
  const kept = keptStates(tx);
  const states = new Map<string, CaseState>();
  for (const caseId of caseIds) {
    const state = writtenIn(tx).has(caseId) ? undefined : kept.find(eventId, caseId);
    if (state !== undefined) states.set(caseId, state);
  }
  const anyKept = states.size > 0;
  const missing = caseIds.filter((caseId) => !states.has(caseId));
  if (missing.length > 0) for (const [caseId, state] of await loadCases(tx, eventId, missing)) states.set(caseId, state);
  try {
    return await recordOn(context, requests, states, anyKept);
  } catch (error) {
    kept.forget(caseIds);
    if (!anyKept || !(error instanceof Refusal)) throw error;
    return recordOn(context, requests, await loadCases(tx, eventId, caseIds), false);
  }
}

async function recordOn(context: ActionContext, requests: readonly RecordRequest[], states: Map<string, CaseState>, anyKept: boolean): Promise<RecordResult[]> {
  const { tx, eventId, actor, command, now } = context;
  const results: RecordResult[] = [];
  const all = new Map<string, CaseWrites>();
  for (const [index, request] of requests.entries()) {
    checkRequest(actor, request, context.action);
    const state = states.get(request.caseId);
    if (state === undefined) throw new Refusal('case-unknown', { caseId: request.caseId }, `requests/${index}`);
    const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
    const decision = decide(state, plan, request, now, uuidv7);
    if (decision.kind === 'refused') {
      const refusal = await withChildren(tx, eventId, state, decision.refusal);
      throw new Refusal(refusal.code, { ...refusal.params, caseId: request.caseId }, `requests/${index}`);
    }
    results.push(decision.result);
    if (decision.kind === 'repeated') continue;
    const writes = caseWrites(state, plan, decision.writes, actor, command, now);
    const before = all.get(request.caseId);
    all.set(request.caseId, before === undefined ? writes : joinWrites(before, writes));
    states.set(request.caseId, applyWrites(state, decision.writes, now));
  }
  if (all.size > 0) {
    for (const caseId of all.keys()) writtenIn(tx).add(caseId);
    try {
      await writeCases(tx, eventId, [...all.values()]);
    } catch (error) {
      const refusal = refusalOfDatabase(error);
      if (refusal === undefined) throw error;
      if (anyKept) throw new StateBehind(refusal.code);
      throw new Refusal(refusal.code, refusal.params);
    }
  }
  // What may be taken back alone is not kept: a kept state may be behind what is true, never ahead of it.
  const certain = !isAttempting(tx);
  for (const state of states.values()) {
    context.afterCommit(() => (certain ? keptStates(tx).keep(state) : keptStates(tx).forget([state.caseId])));
    context.announce(`case:${state.caseId}`);
  }
  return results;
}

/** Lets a newly pinned plan add what it owes to a case and to every case under it. */
export async function reconsiderCases(context: ActionContext, caseId: string): Promise<void> {
  const { tx, eventId, actor, command, now } = context;
  const ids = [caseId, ...(await childCases(tx, eventId, caseId))];
  const states = await loadToWrite(context, ids);
  const all: CaseWrites[] = [];
  for (const state of states.values()) {
    const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
    const writes = reconsider(state, plan, now, uuidv7);
    if (writes.records.length > 0 || writes.obligations.length > 0) all.push(caseWrites(state, plan, writes, actor, command, now));
  }
  if (all.length > 0) await writeCases(tx, eventId, all);
}

/** Makes a case owe one more of a step. Shape: the obligation's ordinal. Refuses: `case-unknown`, `case-closed`. */
export async function oweInTransaction(context: ActionContext, caseId: string, step: string, because: string): Promise<number> {
  const owed = await oweOnEach(context, [caseId], step, because);
  const ordinal = owed.get(caseId);
  if (ordinal === undefined) throw new Refusal('case-closed', { caseId });
  return ordinal;
}

/** Makes each of many cases owe one more of a step, in one statement. Shape: the obligation's ordinal by case; a case that has ended is left out. Refuses: `case-unknown`. */
export async function oweOnEach(context: ActionContext, caseIds: readonly string[], step: string, because: string): Promise<Map<string, number>> {
  const { tx, eventId, actor, command, now } = context;
  const states = await loadToWrite(context, caseIds);
  const ordinals = new Map<string, number>();
  const all: CaseWrites[] = [];
  for (const caseId of caseIds) {
    const state = states.get(caseId);
    if (state === undefined) throw new Refusal('case-unknown', { caseId });
    const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
    const more = oweMore(state, plan, step, because, now);
    if (more === undefined) continue;
    ordinals.set(caseId, more.ordinal);
    all.push(caseWrites(state, plan, more.writes, actor, command, now));
  }
  if (all.length > 0) await writeCases(tx, eventId, all);
  return ordinals;
}

/** Reads what is known of a case inside an action: its facts and the numbers of its plan. Refuses: `case-unknown`. */
export async function caseState({ tx, eventId }: Pick<ActionContext, 'tx' | 'eventId'>, caseId: string): Promise<{ readonly facts: Facts; readonly thresholds: Readonly<Record<string, number>> }> {
  const state = (await loadCases(tx, eventId, [caseId])).get(caseId);
  if (state === undefined) throw new Refusal('case-unknown', { caseId });
  return { facts: state.facts, thresholds: (await getPlanRules(tx, eventId, state.planId, state.planVersion)).thresholds };
}

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
  const { tx, eventId } = context;
  const results: RecordResult[] = [];
  const all = new Map<string, CaseWrites>();
  for (const [index, request] of requests.entries()) {
    const made = await decideOne({ context, request }, states.get(request.caseId), `requests/${index}`);
    results.push(made.result);
    if (made.writes === undefined) continue;
    const before = all.get(request.caseId);
    all.set(request.caseId, before === undefined ? made.writes : joinWrites(before, made.writes));
    states.set(request.caseId, made.after);
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

/** Is one request with the context of the command that makes it. */
export interface Asked { readonly context: ActionContext; readonly request: RecordRequest }

/**
 * Records many steps in one transaction, each for itself: what is refused leaves the rest alone. Several requests on one case are decided in their order.
 * Shape: a result or a refusal for each, in their order. Throws a refusal where the database refuses: of the transaction nothing stands then.
 */
export async function recordEach(all: readonly Asked[]): Promise<(RecordResult | Refusal)[]> {
  const results = new Map<Asked, RecordResult | Refusal>();
  for (let left = all; left.length > 0;) {
    const cases = new Set<string>();
    const now: Asked[] = [];
    const later: Asked[] = [];
    for (const one of left) {
      (cases.has(one.request.caseId) ? later : now).push(one);
      cases.add(one.request.caseId);
    }
    await recordRound(now, results);
    left = later;
  }
  return all.map((one) => results.get(one)!);
}

// One request a case: all that is accepted is one statement.
async function recordRound(all: readonly Asked[], results: Map<Asked, RecordResult | Refusal>): Promise<void> {
  const { tx, eventId } = all[0]!.context;
  const kept = keptStates(tx);
  const states = new Map<string, CaseState>();
  for (const { request: { caseId } } of all) {
    const state = writtenIn(tx).has(caseId) ? undefined : kept.find(eventId, caseId);
    if (state !== undefined) states.set(caseId, state);
  }
  const onKept = new Set(states.keys());
  const read = async (caseIds: readonly string[]): Promise<void> => {
    if (caseIds.length > 0) for (const [caseId, state] of await loadCases(tx, eventId, caseIds)) states.set(caseId, state);
  };
  await read(all.map((one) => one.request.caseId).filter((caseId) => !states.has(caseId)));
  const decided: { readonly one: Asked; readonly after: CaseState; readonly writes: CaseWrites }[] = [];
  const decideOn = async (some: readonly Asked[]): Promise<Asked[]> => {
    const again: Asked[] = [];
    for (const one of some) {
      try {
        const made = await decideOne(one, states.get(one.request.caseId));
        results.set(one, made.result);
        if (made.writes !== undefined) decided.push({ one, after: made.after, writes: made.writes });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (onKept.delete(one.request.caseId)) again.push(one);
        else results.set(one, error);
      }
    }
    return again;
  };
  const again = await decideOn(all);
  kept.forget(again.map((one) => one.request.caseId));
  await read(again.map((one) => one.request.caseId));
  await decideOn(again);
  if (decided.length === 0) return;
  for (const { one } of decided) writtenIn(tx).add(one.request.caseId);
  try {
    await writeCases(tx, eventId, decided.map((one) => one.writes));
  } catch (error) {
    kept.forget(all.map((one) => one.request.caseId));
    const refusal = refusalOfDatabase(error);
    if (refusal === undefined) throw error;
    if (onKept.size > 0) throw new StateBehind(refusal.code);
    throw new Refusal(refusal.code, refusal.params);
  }
  const certain = !isAttempting(tx);
  for (const { one: { context, request: { caseId } }, after } of decided) {
    context.afterCommit(() => (certain ? kept.keep(after) : kept.forget([caseId])));
    context.announce(`case:${caseId}`);
  }
}

async function decideOne({ context, request }: Asked, state: CaseState | undefined, where?: string): Promise<{ readonly result: RecordResult; readonly after: CaseState; readonly writes?: CaseWrites }> {
  const { tx, eventId, actor, command, now } = context;
  checkRequest(actor, request, context.action);
  if (state === undefined) throw new Refusal('case-unknown', { caseId: request.caseId }, where);
  const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
  const decision = decide(state, plan, request, now, uuidv7);
  if (decision.kind === 'refused') {
    const refusal = await withChildren(tx, eventId, state, decision.refusal);
    throw new Refusal(refusal.code, { ...refusal.params, caseId: request.caseId }, where);
  }
  if (decision.kind === 'repeated') return { result: decision.result, after: state };
  return { result: decision.result, after: applyWrites(state, decision.writes, now), writes: caseWrites(state, plan, decision.writes, actor, command, now) };
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

import { Refusal } from '../../kernel/refusal.ts';
import type { RefusalAnswer } from '../../kernel/refusal.ts';
import { checkShape } from '../../kernel/action.ts';
import type { Command } from '../../kernel/action.ts';
import { hasRole } from '../../kernel/officer.ts';
import type { Actor } from '../../kernel/officer.ts';
import { sqlFailure } from '../../kernel/db.ts';
import type { Db } from '../../kernel/db.ts';
import type { CaseState, RecordRequest } from './shapes.ts';
import { findStep } from './catalogue.ts';
import { compilePlan } from './plan-rules.ts';
import type { PlanRules } from './plan-rules.ts';
import { findPlan, openChildren } from './store.ts';
import type { CaseWrites } from './store.ts';

const plans = new Map<string, PlanRules>();

/** Finds a plan that was read before. */
export function findPlanRules(eventId: string, planId: string, version: number): PlanRules | undefined {
  return plans.get(`${eventId} ${planId} ${version}`);
}

/** Gets a plan ready to decide with; a version never changes, so it is parsed once in the life of the server. */
export async function getPlanRules(db: Db, eventId: string, planId: string, version: number): Promise<PlanRules> {
  const key = `${eventId} ${planId} ${version}`;
  const known = plans.get(key);
  if (known !== undefined) return known;
  const document = await findPlan(db, eventId, planId, version);
  if (document === undefined) throw new Error(`Plan ${planId} v${version} is pinned but does not exist`);
  const rules = compilePlan(planId, version, document);
  plans.set(key, rules);
  return rules;
}

/** Checks who records and what, before anything is queued. Refuses: `step-unknown`, `role-not-allowed`, `step-by-action`, `evidence-by-action`, `evidence-invalid`. */
export function checkRequest(actor: Actor, request: Pick<RecordRequest, 'step' | 'evidence'>, action: string): void {
  const definition = findStep(request.step);
  if (definition === undefined) throw new Refusal('step-unknown', { step: request.step });
  if (!hasRole(actor, definition.roles)) throw new Refusal('role-not-allowed', { step: request.step, roles: definition.roles });
  if (definition.onlyBy !== undefined && definition.onlyBy !== action && definition.alsoBy?.includes(action) !== true) throw new Refusal('step-by-action', { step: request.step, action: definition.onlyBy });
  for (const [field, actions] of Object.entries(definition.fieldsBy ?? {})) {
    if (request.evidence[field] !== undefined && !actions.includes(action)) throw new Refusal('evidence-by-action', { step: request.step, field, action: actions[0] ?? '' }, `/evidence/${field}`);
  }
  checkShape(definition.evidence, request.evidence, 'evidence-invalid');
}

const owedConstraints = new Set([
  'obligations_event_id_case_id_bars_pin_fkey', 'gates_event_id_bars_case_bars_gate_pin_fkey', 'records_event_id_case_id_needs_gate_needs_state_fkey',
]);

/** Turns the database's own "no" into the refusal it means; undefined where it is a bug or a collision. */
export function refusalOfDatabase(error: unknown): RefusalAnswer | undefined {
  const failure = sqlFailure(error);
  if (failure === undefined) return undefined;
  if (failure.code === '23503' && failure.constraint !== undefined && owedConstraints.has(failure.constraint)) return { code: 'still-owed', params: { steps: [] } };
  if (failure.code === '23505' && failure.constraint === 'evidence_keys_pkey') return { code: 'evidence-key-taken', params: {} };
  if (failure.code === '23505' && failure.constraint === 'records_event_id_record_id_key') return { code: 'record-id-reused', params: {} };
  return undefined;
}

/** Says whether two decisions met on one case: the command is decided again. */
export function isCollision(error: unknown): boolean {
  const failure = sqlFailure(error);
  return failure !== undefined && (failure.code === '40001' || failure.code === '40P01' ||
    (failure.code === '23505' && (failure.constraint === 'records_pkey' || failure.constraint === 'obligations_pkey')));
}

/** Puts to a decision who, when and where. */
export function caseWrites(state: CaseState, plan: PlanRules, writes: CaseWrites['writes'], actor: Actor, command: Command, recordedAt: string): CaseWrites {
  return {
    state, planId: plan.planId, planVersion: plan.version, writes, officerId: actor.officerId, keyId: actor.keyId,
    stationId: command.stationId ?? actor.stationId, deviceId: command.deviceId ?? null, offline: command.offline ?? false, occurredAt: command.occurredAt, recordedAt,
  };
}

/** Joins what two successive decisions on one case write, so that both go as one statement: what the second settles of the first is settled from the start. */
export function joinWrites(first: CaseWrites, second: CaseWrites): CaseWrites {
  const [one, other] = [first.writes, second.writes];
  const settled = new Map(other.settlements.map((entry) => [entry.ordinal, entry]));
  const obligations = one.obligations.map((owed) => {
    const settlement = settled.get(owed.ordinal);
    settled.delete(owed.ordinal);
    return settlement === undefined ? owed : { ...owed, settledBy: settlement.recordId, settledAs: settlement.as, followedBy: settlement.followedBy };
  });
  return { ...first, writes: {
    records: [...one.records, ...other.records], obligations: [...obligations, ...other.obligations], settlements: [...one.settlements.filter((entry) => !settled.has(entry.ordinal)), ...settled.values()],
    gatesPassed: [...one.gatesPassed, ...other.gatesPassed], keys: [...one.keys, ...other.keys], facts: other.facts,
  } };
}

/** Adds to a refusal how many travellers' cases keep a flight open. */
export async function withChildren(db: Db, eventId: string, state: CaseState, refusal: RefusalAnswer): Promise<RefusalAnswer> {
  if (refusal.code !== 'still-owed' || state.kind !== 'flight') return refusal;
  return { ...refusal, params: { ...refusal.params, openCases: await openChildren(db, eventId, state.caseId) } };
}

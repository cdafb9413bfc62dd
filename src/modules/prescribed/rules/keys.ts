import type { NewRecord, CaseRecord } from '../shapes.ts';
import type { PlanRules } from '../plan-rules.ts';

type KeyRecord = Pick<CaseRecord | NewRecord, 'recordId' | 'step' | 'outcome' | 'evidence' | 'corrects'>;

/** Lists the identifiers of a kind that a case's evidence holds: the tubes of a person. */
export function ownedKeys(records: readonly KeyRecord[], plan: PlanRules, kind: string): Set<string> {
  return keysOf(records, plan, kind, 'ownsKey');
}

/** Lists the identifiers that nothing answers yet: the tubes taken without a result. A corrected record no longer speaks. */
export function unansweredKeys(records: readonly KeyRecord[], plan: PlanRules, kind: string): Set<string> {
  const corrected = new Set(records.map((record) => record.corrects));
  const live = records.filter((record) => !corrected.has(record.recordId));
  const waiting = keysOf(live.filter((record) => record.outcome === 'passed'), plan, kind, 'ownsKey');
  for (const key of keysOf(live, plan, kind, 'namesKey')) waiting.delete(key);
  return waiting;
}

function keysOf(records: readonly KeyRecord[], plan: PlanRules, kind: string, side: 'ownsKey' | 'namesKey'): Set<string> {
  const keys = new Set<string>();
  for (const record of records) {
    const key = plan.find(record.step)?.definition[side];
    if (key?.kind === kind) keys.add(String(record.evidence[key.field]));
  }
  return keys;
}

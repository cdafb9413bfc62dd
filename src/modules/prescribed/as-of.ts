import type { Db } from '../../kernel/db.ts';
import type { CaseKind, CaseRecord, Direction, Facts, Outcome, SettledAs } from './shapes.ts';
import { gatesOf } from './catalogue.ts';
import { factsOf } from './facts.ts';

/** Is one owed step as it stood at an instant. */
export interface StepAsOf {
  readonly ordinal: number;
  readonly step: string;
  readonly bars: string;
  readonly owedAt: string;
  readonly dueAt: string | null;
  readonly because: string;
  readonly planId: string;
  readonly planVersion: number;
  readonly state: 'owed' | SettledAs;
  readonly settledBy: string | null;
  readonly followedBy: number | null;
}

interface ObligationRow { ordinal: number; step: string; bars: string; owed_at: string; due_at: string | null; because: string; plan_id: string; plan_version: number; settled_by: string | null; settled_as: SettledAs | null; followed_by: number | null }
interface RecordRow { record_id: string; seq: number; ordinal: number; step: string; outcome: Outcome; settles_as: SettledAs; followed_by: number | null; evidence: Record<string, unknown>; rule: string | null; corrects: string | null; officer_id: string | null; name_en: string | null; name_zh: string | null; station_id: string | null; device_id: string | null; offline: boolean; occurred_at: string; recorded_at: string }

/**
 * Reads one case as it stood at an instant: from the records alone, whatever was settled or corrected since.
 * Shape: undefined where the case was not yet open.
 */
export async function caseAsOf(db: Db, eventId: string, caseId: string, asOf: string) {
  const [head] = await db.query<{ kind: CaseKind; direction: Direction; parent_id: string | null; attributes: Facts; plan_id: string; version: number }>(
    `SELECT c.kind, c.direction, c.parent_id, c.attributes, p.plan_id, p.version FROM cases c
     CROSS JOIN LATERAL (SELECT plan_id, version FROM case_plans WHERE event_id = c.event_id AND case_id = coalesce(c.parent_id, c.case_id) AND pinned_at <= $3 ORDER BY pin DESC LIMIT 1) p
     WHERE c.event_id = $1 AND c.case_id = $2 AND c.opened_at <= $3`, [eventId, caseId, asOf]);
  if (head === undefined) return undefined;
  const obligations = await db.query<ObligationRow>(
    'SELECT ordinal, step, bars, owed_at, due_at, because, plan_id, plan_version, settled_by, settled_as, followed_by FROM obligations WHERE event_id = $1 AND case_id = $2 AND owed_at <= $3 ORDER BY ordinal', [eventId, caseId, asOf]);
  const records = await db.query<RecordRow>(
    `SELECT r.record_id, r.seq, r.ordinal, r.step, r.outcome, r.settles_as, r.followed_by, r.evidence, r.rule, r.corrects, r.officer_id, o.name_en, o.name_zh, r.station_id, r.device_id, r.offline, r.occurred_at, r.recorded_at
     FROM records r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id
     WHERE r.event_id = $1 AND r.case_id = $2 AND r.recorded_at <= $3 ORDER BY r.seq`, [eventId, caseId, asOf]);
  const gates = await db.query<{ gate: string; passed_by: string | null }>('SELECT gate, passed_by FROM gates WHERE event_id = $1 AND case_id = $2', [eventId, caseId]);
  const recordedAt = new Map(records.map((record) => [record.record_id, record.recorded_at]));
  const corrected = new Set(records.flatMap((record) => (record.corrects === null ? [] : [record.corrects])));
  const steps = obligations.map((obligation): StepAsOf => {
    // The latest record of this obligation that settles it: a failure settles only where something follows it.
    const last = records.findLast((record) => record.ordinal === obligation.ordinal && !corrected.has(record.record_id) &&
      (record.settles_as !== 'followed' || record.followed_by !== null));
    return {
      ordinal: obligation.ordinal, step: obligation.step, bars: obligation.bars, owedAt: obligation.owed_at, dueAt: obligation.due_at, because: obligation.because,
      planId: obligation.plan_id, planVersion: obligation.plan_version, state: last?.settles_as ?? 'owed', settledBy: last?.record_id ?? null,
      followedBy: last?.followed_by ?? null,
    };
  });
  const passed = new Map(gates.map((gate) => [gate.gate, gate.passed_by !== null && recordedAt.has(gate.passed_by) ? gate.passed_by : null]));
  const gateStates = gatesOf[head.kind].map((gate) => {
    const passedBy = passed.get(gate) ?? null;
    return { gate, passedBy, passedAt: passedBy === null ? null : recordedAt.get(passedBy) ?? null };
  });
  return {
    caseId, kind: head.kind, direction: head.direction, parentId: head.parent_id, planId: head.plan_id, planVersion: head.version,
    ended: gateStates.at(-1)?.passedBy !== null, gates: gateStates, steps,
    records: records.map((record) => ({
      recordId: record.record_id, seq: record.seq, ordinal: record.ordinal, step: record.step, outcome: record.outcome, evidence: record.evidence, rule: record.rule, corrects: record.corrects,
      corrected: corrected.has(record.record_id), officerId: record.officer_id, officer: record.name_en === null ? null : { en: record.name_en, zh: record.name_zh ?? record.name_en },
      stationId: record.station_id, deviceId: record.device_id, offline: record.offline, occurredAt: record.occurred_at, recordedAt: record.recorded_at,
    })),
    facts: factsOf(head.attributes, records.map((record): CaseRecord => ({ recordId: record.record_id, seq: record.seq, ordinal: record.ordinal, step: record.step, outcome: record.outcome, evidence: record.evidence, corrects: record.corrects, recordedAt: record.recorded_at }))),
  };
}

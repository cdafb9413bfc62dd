import type { Db } from '../../../kernel/db.ts';
import type { Facts, Outcome } from '../../prescribed/shapes.ts';
import type { LedgerCase, LedgerRecord } from '../figures.ts';

interface LedgerRow {
  case_id: string; seq: number; record_id: string; ordinal: number; step: string; outcome: Outcome; evidence: Record<string, unknown>; rule: string | null; corrects: string | null;
  officer_id: string | null; key_id: string | null; station_id: string | null; device_id: string | null; offline: boolean; occurred_at: string; recorded_at: string;
}

/** Reads every record of a flight and of its travellers as of an instant. Shape: by case and then by its place in the case. */
export async function ledgerRecords(db: Db, eventId: string, flightId: string, asOf: string): Promise<LedgerRecord[]> {
  const rows = await db.query<LedgerRow>(
    `SELECT r.case_id, r.seq, r.record_id, r.ordinal, r.step, r.outcome, r.evidence, r.rule, r.corrects, r.officer_id, r.key_id, r.station_id, r.device_id, r.offline, r.occurred_at, r.recorded_at
     FROM (SELECT $2::uuid AS case_id UNION ALL SELECT case_id FROM journeys WHERE event_id = $1 AND flight_id = $2) m
     JOIN records r ON r.event_id = $1 AND r.case_id = m.case_id AND r.recorded_at <= $3 ORDER BY r.case_id, r.seq`, [eventId, flightId, asOf], 'ledger_records');
  return rows.map((row) => ({
    caseId: row.case_id, seq: row.seq, recordId: row.record_id, ordinal: row.ordinal, step: row.step, outcome: row.outcome, evidence: row.evidence, rule: row.rule, corrects: row.corrects,
    officerId: row.officer_id, keyId: row.key_id, stationId: row.station_id, deviceId: row.device_id, offline: row.offline, occurredAt: row.occurred_at, recordedAt: row.recorded_at,
  }));
}

/** Counts the records of a flight and of its travellers as of an instant, the closing record left out. */
export async function countLedgerRecords(db: Db, eventId: string, flightId: string, asOf: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*) FROM (SELECT $2::uuid AS case_id UNION ALL SELECT case_id FROM journeys WHERE event_id = $1 AND flight_id = $2) m
     JOIN records r ON r.event_id = $1 AND r.case_id = m.case_id AND r.recorded_at <= $3 AND r.step <> 'CLS-01'`, [eventId, flightId, asOf], 'ledger_count');
  return row?.count ?? 0;
}

/** Lists the travellers' cases of a flight as of an instant, by case. */
export async function ledgerCases(db: Db, eventId: string, flightId: string, asOf: string): Promise<LedgerCase[]> {
  const rows = await db.query<{ case_id: string; attributes: Facts; nationality: string | null; kind: string }>(
    `SELECT j.case_id, c.attributes, t.nationality, t.kind FROM journeys j
     JOIN cases c ON c.event_id = j.event_id AND c.case_id = j.case_id JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     WHERE j.event_id = $1 AND j.flight_id = $2 AND j.created_at <= $3 ORDER BY j.case_id`, [eventId, flightId, asOf], 'ledger_cases');
  return rows.map((row) => ({ caseId: row.case_id, attributes: row.attributes, nationality: row.nationality, kind: row.kind === 'crew' ? 'crew' : 'passenger' }));
}

/** Sums the hand-overs of a flight as both sides counted them. */
export async function handOverSums(db: Db, eventId: string, flightId: string, asOf: string): Promise<{ normal: number; normalReceived: number }> {
  const [row] = await db.query<{ given: number; received: number }>(
    "SELECT coalesce(sum(count_given), 0)::int AS given, coalesce(sum(count_received), 0)::int AS received FROM hand_overs WHERE event_id = $1 AND flight_id = $2 AND kind = 'normal' AND recorded_at <= $3", [eventId, flightId, asOf]);
  return { normal: row?.given ?? 0, normalReceived: row?.received ?? 0 };
}

/** Counts the differences between head-counts that nobody has explained yet. */
export async function openDiscrepancies(db: Db, eventId: string, flightId: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*) FROM obligations o WHERE o.event_id = $1 AND o.case_id = $2 AND o.settled_by IS NULL
       AND (o.step = 'DIF-01' OR EXISTS (SELECT FROM discrepancies d WHERE d.event_id = o.event_id AND d.flight_id = o.case_id AND d.ordinal = o.ordinal))`, [eventId, flightId]);
  return row?.count ?? 0;
}

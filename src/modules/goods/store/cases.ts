import type { Db } from '../../../kernel/db.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';

/** Is how many of a party's last inspected consignments count for its next lane: whoever was right so often is trusted again. Source: inferred; a setting. */
export const recentInspections = 5;

/** Counts those of a party's last inspected other consignments on which something failed by an instant: serial numbers, counts, quarantine, samples, labels, radiation. */
export async function earlierFailures(db: Db, eventId: string, partyId: string, exceptId: string, asOf: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*) FILTER (WHERE x.failed) AS count FROM (
       SELECT bool_or(r.outcome = 'failed') AS failed FROM records r JOIN consignments c ON c.event_id = r.event_id AND c.consignment_id = r.case_id
       WHERE r.event_id = $1 AND c.party_id = $2 AND c.consignment_id <> $3 AND r.outcome IN ('passed', 'failed') AND r.recorded_at <= $4 AND r.step IN ('GDS-SERL', 'GDS-COUNT', 'GDS-HQ', 'GDS-APQ', 'GDS-SAMP', 'GDS-LABL', 'GDS-RADN')
       GROUP BY r.case_id ORDER BY max(r.recorded_at) DESC LIMIT $5) x`,
    [eventId, partyId, exceptId, asOf, recentInspections], 'goods_failures');
  return row?.count ?? 0;
}

/** Finds the last record of a step of a case that no later one corrects. */
export async function lastRecord(db: Db, eventId: string, caseId: string, step: string): Promise<{ record_id: string; evidence: Record<string, unknown>; recorded_at: string } | undefined> {
  const [row] = await db.query<{ record_id: string; evidence: Record<string, unknown>; recorded_at: string }>(
    `SELECT r.record_id, r.evidence, r.recorded_at FROM records r WHERE r.event_id = $1 AND r.case_id = $2 AND r.step = $3 AND NOT EXISTS (SELECT FROM records n WHERE n.event_id = r.event_id AND n.corrects = r.record_id)
     ORDER BY r.seq DESC LIMIT 1`, [eventId, caseId, step], 'goods_last_record');
  return row;
}

/** Lists the digests of a case's records in their order, which a closing takes its hash over. */
export async function recordTexts(db: Db, eventId: string, caseId: string): Promise<string[]> {
  const rows = await db.query<{ text: string }>("SELECT concat_ws('|', seq, record_id, step, outcome, evidence::text, recorded_at) AS text FROM records WHERE event_id = $1 AND case_id = $2 ORDER BY seq", [eventId, caseId]);
  return rows.map((row) => row.text);
}

/** Lists the steps that a case owes now. */
export async function owedSteps(db: Db, eventId: string, caseId: string): Promise<string[]> {
  const rows = await db.query<{ step: string }>('SELECT step FROM obligations WHERE event_id = $1 AND case_id = $2 AND settled_by IS NULL ORDER BY ordinal', [eventId, caseId], 'goods_owed');
  return rows.map((row) => row.step);
}

/** Is a step that a consignment owes. */
export interface OpenStepRow { readonly consignment_id: string; readonly kind: ConsignmentKind; readonly step: string; readonly bars: string; readonly released: boolean }

/** Lists what the consignments that have not ended owe at an instant, of one party or of all. */
export async function openSteps(db: Db, eventId: string, asOf: string, partyId: string | null): Promise<OpenStepRow[]> {
  return db.query(
    `SELECT c.consignment_id, c.kind, o.step, o.bars, EXISTS (SELECT FROM records r WHERE r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.step = 'GDS-RELS' AND r.outcome = 'passed' AND r.recorded_at <= $2) AS released
     FROM consignments c JOIN obligations o ON o.event_id = c.event_id AND o.case_id = c.consignment_id LEFT JOIN records s ON s.event_id = o.event_id AND s.record_id = o.settled_by AND s.recorded_at <= $2
     WHERE c.event_id = $1 AND c.created_at <= $2 AND (c.ended_at IS NULL OR c.ended_at > $2) AND ($3::uuid IS NULL OR $3 IN (c.party_id, c.agent_id)) AND o.owed_at <= $2 AND s.record_id IS NULL`, [eventId, asOf, partyId]);
}

/** Is the record of a release with who made it and the event it belongs to. */
export interface ReleaseRow { readonly consignment_id: string; readonly code: string; readonly cover_cny: string; readonly by_en: string | null; readonly by_zh: string | null; readonly event_en: string; readonly event_zh: string; readonly time_zone: string }

/** Finds the release of a consignment by its number, as of an instant. */
export async function releaseOf(db: Db, eventId: string, number: string, asOf: string): Promise<ReleaseRow | undefined> {
  const [row] = await db.query<ReleaseRow>(
    `SELECT c.consignment_id, r.evidence->>'code' AS code, r.evidence->>'coverCny' AS cover_cny, o.name_en AS by_en, o.name_zh AS by_zh, e.name_en AS event_en, e.name_zh AS event_zh, e.time_zone
     FROM consignments c JOIN events e ON e.event_id = c.event_id JOIN records r ON r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.step = 'GDS-RELS' AND r.outcome = 'passed' AND r.recorded_at <= $3
     LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id WHERE c.event_id = $1 AND c.number = $2`, [eventId, number, asOf]);
  return row;
}

/** Finds the last count of a case that no later one corrects, with who counted. */
export async function lastCount(db: Db, eventId: string, caseId: string): Promise<{ record_id: string; outcome: string; officer_id: string | null; declared: number; counted: number } | undefined> {
  const [row] = await db.query<{ record_id: string; outcome: string; officer_id: string | null; declared: number; counted: number }>(
    `SELECT r.record_id, r.outcome, r.officer_id, (r.evidence->>'declared')::int AS declared, (r.evidence->>'counted')::int AS counted FROM records r WHERE r.event_id = $1 AND r.case_id = $2 AND r.step = 'GDS-COUNT' AND r.outcome <> 'not_applicable'
       AND NOT EXISTS (SELECT FROM records n WHERE n.event_id = r.event_id AND n.corrects = r.record_id) ORDER BY r.seq DESC LIMIT 1`, [eventId, caseId]);
  return row;
}

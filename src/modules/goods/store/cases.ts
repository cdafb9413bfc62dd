import type { Db } from '../../../kernel/db.ts';

/** Counts inspections that failed on other consignments of a party by an instant: serial numbers, counts, quarantine, samples, labels. */
export async function earlierFailures(db: Db, eventId: string, partyId: string, exceptId: string, asOf: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(DISTINCT r.case_id) AS count FROM records r JOIN consignments c ON c.event_id = r.event_id AND c.consignment_id = r.case_id
     WHERE r.event_id = $1 AND c.party_id = $2 AND c.consignment_id <> $3 AND r.outcome = 'failed' AND r.recorded_at <= $4 AND r.step IN ('GDS-SERL', 'GDS-COUNT', 'GDS-HQ', 'GDS-APQ', 'GDS-SAMP', 'GDS-LABL', 'GDS-RADN')`,
    [eventId, partyId, exceptId, asOf], 'goods_failures');
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

import type { Db } from '../../../kernel/db.ts';

/** Lists the declaration cards recorded on cases: the records of PRE-04, as they were given. Shape: one entry a record. */
export async function declarationRecords(db: Db, eventId: string, caseIds: readonly string[]): Promise<{ case_id: string; record_id: string }[]> {
  return db.query<{ case_id: string; record_id: string }>(
    `SELECT case_id, record_id FROM records WHERE event_id = $1 AND case_id = ANY ($2::uuid[]) AND step = 'PRE-04' AND outcome IN ('passed', 'failed')`, [eventId, caseIds]);
}

import type { Db } from '../../../kernel/db.ts';

/** Is what of a lot can be corrected. */
export interface LotData { readonly lotNumber: string; readonly producerNumber: string; readonly importerFiling: string; readonly producedOn: string; readonly bestBefore: string; readonly origin: string }

/** Is what was known of a lot from one instant on. Shape: `ordinal` 0 is what it was opened with; each later one names the one before. */
export interface CorrectionRow { readonly ordinal: number; readonly lot_number: string; readonly producer_number: string; readonly importer_filing: string; readonly produced_on: string; readonly best_before: string; readonly origin: string; readonly reason: string; readonly at: string; readonly by_en: string | null; readonly by_zh: string | null }

/** Lists what was known of a lot, the first first. Shape: what it was opened with, then its corrections by an instant. */
export async function correctionRows(db: Db, eventId: string, lotId: string, asOf: string): Promise<CorrectionRow[]> {
  return db.query(
    `SELECT k.*, o.name_en AS by_en, o.name_zh AS by_zh FROM (
       SELECT 0 AS ordinal, lot_number, producer_number, importer_filing, produced_on, best_before, origin, '' AS reason, opened_at AS at, opened_by AS by FROM food_lots WHERE event_id = $1 AND lot_id = $2
       UNION ALL SELECT ordinal, lot_number, producer_number, importer_filing, produced_on, best_before, origin, reason, corrected_at, corrected_by FROM food_lot_corrections WHERE event_id = $1 AND lot_id = $2 AND corrected_at <= $3) k
     LEFT JOIN officers o ON o.event_id = $1 AND o.officer_id = k.by ORDER BY k.ordinal`, [eventId, lotId, asOf], 'food_corrections');
}

/** Adds a correction to a lot; the database refuses one that does not name the last (`food_lot_corrections_follow`). */
export async function insertCorrection(db: Db, eventId: string, lotId: string, correction: LotData & { readonly corrects: number; readonly reason: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO food_lot_corrections (event_id, lot_id, ordinal, corrects, lot_number, producer_number, importer_filing, produced_on, best_before, origin, reason, corrected_at, corrected_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
    [eventId, lotId, correction.corrects + 1, correction.corrects, correction.lotNumber, correction.producerNumber, correction.importerFiling, correction.producedOn, correction.bestBefore, correction.origin, correction.reason, at, by]);
}

import type { Db } from '../../../kernel/db.ts';

/** Is an imported tariff row or exchange rate. */
export interface ReferenceRow { readonly code: string; readonly valid_from: string; readonly valid_until: string | null; readonly content: unknown; readonly source: string; readonly imported_at: string }

/** Lists what was imported of a kind, the newest import first. */
export async function referenceRows(db: Db, eventId: string, kind: 'tariff' | 'exchange'): Promise<ReferenceRow[]> {
  return db.query('SELECT code, valid_from, valid_until, content, source, imported_at FROM reference_rows WHERE event_id = $1 AND kind = $2 ORDER BY imported_at DESC, code, valid_from', [eventId, kind], 'reference_rows');
}

/** Adds imported rows. */
export async function insertReferenceRows(db: Db, eventId: string, kind: 'tariff' | 'exchange', rows: readonly { readonly rowId: string; readonly code: string; readonly validFrom: string; readonly validUntil: string | null; readonly content: object; readonly source: string }[], importedBy: string, importedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO reference_rows (event_id, row_id, kind, code, valid_from, valid_until, content, source, imported_at, imported_by)
     SELECT $1, x.row_id, $2, x.code, x.valid_from, x.valid_until, x.content, x.source, $4, $5 FROM json_to_recordset($3) AS x(row_id uuid, code text, valid_from date, valid_until date, content jsonb, source text)`,
    [eventId, kind, JSON.stringify(rows.map((row) => ({ row_id: row.rowId, code: row.code, valid_from: row.validFrom, valid_until: row.validUntil, content: row.content, source: row.source }))), importedAt, importedBy]);
}

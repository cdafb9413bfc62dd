import type { Db } from '../../../kernel/db.ts';
import type { ReferenceKind } from '../rules/reference-rows.ts';

/** Is an imported tariff row or exchange rate. */
export interface ReferenceRow { readonly code: string; readonly valid_from: string; readonly valid_until: string | null; readonly content: unknown; readonly source: string; readonly imported_at: string }

/** Lists what was imported of a kind by an instant, the newest import first. */
export async function referenceRows(db: Db, eventId: string, kind: ReferenceKind, asOf = 'infinity'): Promise<ReferenceRow[]> {
  return db.query('SELECT code, valid_from, valid_until, content, source, imported_at FROM reference_rows WHERE event_id = $1 AND kind = $2 AND imported_at <= $3 ORDER BY imported_at DESC, code, valid_from', [eventId, kind, asOf], 'reference_rows');
}

/** Is one import: who brought how many rows of which days from which sources. */
export interface ReferenceImport { readonly imported_at: string; readonly by_en: string; readonly by_zh: string; readonly rows: number; readonly codes: number; readonly first_day: string; readonly last_day: string | null; readonly sources: readonly string[] }

/** Lists the imports of a kind by an instant, the newest first. */
export async function referenceImports(db: Db, eventId: string, kind: ReferenceKind, asOf: string): Promise<ReferenceImport[]> {
  return db.query(
    `SELECT r.imported_at, o.name_en AS by_en, o.name_zh AS by_zh, count(*) AS rows, count(DISTINCT r.code) AS codes, min(r.valid_from) AS first_day,
       CASE WHEN bool_or(r.valid_until IS NULL) THEN NULL ELSE max(r.valid_until) END AS last_day, array_agg(DISTINCT r.source) AS sources
     FROM reference_rows r JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.imported_by
     WHERE r.event_id = $1 AND r.kind = $2 AND r.imported_at <= $3 GROUP BY r.imported_at, r.imported_by, o.name_en, o.name_zh ORDER BY r.imported_at DESC`, [eventId, kind, asOf]);
}

/** Adds imported rows. */
export async function insertReferenceRows(db: Db, eventId: string, kind: ReferenceKind, rows: readonly { readonly rowId: string; readonly code: string; readonly validFrom: string; readonly validUntil: string | null; readonly content: object; readonly source: string }[], importedBy: string, importedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO reference_rows (event_id, row_id, kind, code, valid_from, valid_until, content, source, imported_at, imported_by)
     SELECT $1, x.row_id, $2, x.code, x.valid_from, x.valid_until, x.content, x.source, $4, $5 FROM json_to_recordset($3) AS x(row_id uuid, code text, valid_from date, valid_until date, content jsonb, source text)`,
    [eventId, kind, JSON.stringify(rows.map((row) => ({ row_id: row.rowId, code: row.code, valid_from: row.validFrom, valid_until: row.validUntil, content: row.content, source: row.source }))), importedAt, importedBy]);
}

import type { Db } from '../../../kernel/db.ts';
import type { DispositionKind } from '../shapes.ts';

/** Is a disposition to be added. */
export interface NewDisposition {
  readonly dispositionId: string;
  readonly lineId: string;
  readonly kind: DispositionKind;
  readonly quantity: string;
  readonly evidence: string;
  /** Where it was: a place or a move; null where nobody said. */
  readonly place: string | null;
  readonly serials: readonly string[];
  /** With this nothing is left of the line, and so none of its pieces. */
  readonly allLeft?: boolean;
}

/** Adds dispositions and takes their pieces out of supervision; the database refuses more than a line has. Shape: the identifiers of lines that would go below nothing or above all are named by the constraint. */
export async function insertDispositions(db: Db, eventId: string, consignmentId: string, dispositions: readonly NewDisposition[], disposedBy: string | null, disposedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO dispositions (event_id, disposition_id, consignment_id, line_id, kind, quantity, evidence, place, disposed_at, disposed_by)
     SELECT $1, x.disposition_id, $2, x.line_id, x.kind, x.quantity::numeric, x.evidence, x.place, $4, $5 FROM json_to_recordset($3) AS x(disposition_id uuid, line_id uuid, kind text, quantity text, evidence text, place text)`,
    [eventId, consignmentId, JSON.stringify(dispositions.map((row) => ({ disposition_id: row.dispositionId, line_id: row.lineId, kind: row.kind, quantity: row.quantity, evidence: row.evidence, place: row.place }))), disposedAt, disposedBy]);
  await db.query(
    `UPDATE goods_lines n SET closed = n.closed + x.quantity FROM (SELECT line_id, sum(quantity::numeric) AS quantity FROM json_to_recordset($2) AS x(line_id uuid, quantity text) GROUP BY line_id) x
     WHERE n.event_id = $1 AND n.line_id = x.line_id`, [eventId, JSON.stringify(dispositions.map((row) => ({ line_id: row.lineId, quantity: row.quantity })))]);
  // Where all that is left of a line goes, the line itself says so of its pieces.
  const serials = dispositions.filter((row) => row.allLeft !== true).flatMap((row) => row.serials.map((serial) => [serial, row.dispositionId] as const));
  if (serials.length === 0) return;
  await db.query(
    'UPDATE goods_serials s SET disposition_id = x.disposition_id FROM unnest($3::text[], $4::uuid[]) AS x(serial, disposition_id) WHERE s.event_id = $1 AND s.consignment_id = $2 AND s.serial = x.serial AND s.disposition_id IS NULL',
    [eventId, consignmentId, serials.map(([serial]) => serial), serials.map(([, dispositionId]) => dispositionId)]);
}

/** Is a disposition as stored. */
export interface DispositionRow { readonly disposition_id: string; readonly line_id: string; readonly position: number; readonly kind: DispositionKind; readonly quantity: string; readonly evidence: string; readonly place: string | null; readonly disposed_at: string; readonly by_en: string | null; readonly by_zh: string | null }

/** Lists the dispositions of a consignment by an instant, in order. */
export async function dispositionRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<DispositionRow[]> {
  return db.query(
    `SELECT d.disposition_id, d.line_id, n.position, d.kind, d.quantity::text AS quantity, d.evidence, d.place, d.disposed_at, o.name_en AS by_en, o.name_zh AS by_zh FROM dispositions d
     JOIN goods_lines n ON n.event_id = d.event_id AND n.line_id = d.line_id LEFT JOIN officers o ON o.event_id = d.event_id AND o.officer_id = d.disposed_by
     WHERE d.event_id = $1 AND d.consignment_id = $2 AND d.disposed_at <= $3 ORDER BY d.disposed_at, n.position`, [eventId, consignmentId, asOf]);
}

import type { Db } from '../../../kernel/db.ts';

/** Is how a line of a consignment is secured. Unit: fen. */
export interface LineCover {
  readonly line_id: string;
  readonly instrument_id: string;
  readonly reference: string;
  readonly instrument_kind: string;
  readonly deadline: string;
  readonly cap_fen: number;
  /** Unit: millionths, as text. */
  readonly quantity_total: string;
  readonly reserved_fen: number;
  readonly secured_fen: number;
  readonly committed_fen: number;
  readonly claimed_fen: number;
  readonly called_fen: number;
  readonly discharged_fen: number;
}

/** Lists how the lines of a consignment are secured now: the newest cover of each line. */
export async function coversOfLines(db: Db, eventId: string, consignmentId: string): Promise<LineCover[]> {
  return db.query(
    `SELECT DISTINCT ON (g.line_id) g.line_id, g.instrument_id, i.reference, i.kind AS instrument_kind, g.deadline, g.cap_fen, g.quantity_total::text AS quantity_total, g.reserved_fen, g.secured_fen, g.committed_fen, g.claimed_fen, g.called_fen, g.discharged_fen
     FROM goods_lines n JOIN guarantee_lines g ON g.event_id = n.event_id AND g.line_id = n.line_id JOIN guarantee_instruments i ON i.event_id = g.event_id AND i.instrument_id = g.instrument_id
     WHERE n.event_id = $1 AND n.consignment_id = $2 ORDER BY g.line_id, g.is_open DESC, g.cover DESC`, [eventId, consignmentId], 'goods_covers');
}

/** Is a guarantee with its balances. Unit: fen. */
export interface InstrumentRow {
  readonly instrument_id: string;
  readonly kind: string;
  readonly reference: string;
  readonly guarantor: string;
  readonly begins_on: string;
  readonly ends_on: string;
  readonly claim_days: number;
  readonly accepted_at: string;
  readonly limit_fen: number;
  readonly available_fen: number;
  readonly reserved_fen: number;
  readonly committed_fen: number;
  readonly claimed_fen: number;
  readonly called_fen: number;
  readonly lines_open: number;
}

/** Lists the guarantees with their balances now, by reference. */
export async function instrumentRows(db: Db, eventId: string): Promise<InstrumentRow[]> {
  return db.query(
    `SELECT i.instrument_id, i.kind, i.reference, i.guarantor, i.begins_on, b.ends_on, i.claim_days, i.accepted_at, b.limit_fen, b.available_fen, b.reserved_fen, b.committed_fen, b.claimed_fen, b.called_fen,
       (SELECT count(*) FROM guarantee_lines l WHERE l.event_id = i.event_id AND l.instrument_id = i.instrument_id AND l.is_open) AS lines_open
     FROM guarantee_instruments i JOIN guarantee_balances b ON b.event_id = i.event_id AND b.instrument_id = i.instrument_id WHERE i.event_id = $1 ORDER BY i.reference`, [eventId]);
}

/** Finds a guarantee by its identifier. */
export async function findInstrument(db: Db, eventId: string, instrumentId: string): Promise<{ reference: string } | undefined> {
  const [row] = await db.query<{ reference: string }>('SELECT reference FROM guarantee_instruments WHERE event_id = $1 AND instrument_id = $2', [eventId, instrumentId], 'goods_instrument');
  return row;
}

/** Is one entry of a guarantee's book with what it moved. Unit: fen. */
export interface EntryRow { readonly entry_id: string; readonly position: number; readonly kind: string; readonly posted_at: string; readonly reason: string | null; readonly consignment_id: string | null; readonly number: string | null; readonly line_position: number | null; readonly by_en: string | null; readonly by_zh: string | null; readonly transfers: { debit: string; credit: string; amountFen: number }[] }

/** Lists the newest entries of a guarantee's book by an instant, newest first. */
export async function entryRows(db: Db, eventId: string, instrumentId: string, asOf: string, before: number | null, limit: number): Promise<EntryRow[]> {
  return db.query(
    `SELECT e.entry_id, e.position, e.kind, e.posted_at, e.reason, n.consignment_id, c.number, n.position AS line_position, o.name_en AS by_en, o.name_zh AS by_zh,
       coalesce((SELECT json_agg(json_build_object('debit', t.debit, 'credit', t.credit, 'amountFen', t.amount_fen) ORDER BY t.leg) FROM guarantee_transfers t WHERE t.event_id = e.event_id AND t.entry_id = e.entry_id), '[]'::json) AS transfers
     FROM guarantee_entries e LEFT JOIN goods_lines n ON n.event_id = e.event_id AND n.line_id = e.line_id LEFT JOIN consignments c ON c.event_id = n.event_id AND c.consignment_id = n.consignment_id
     LEFT JOIN officers o ON o.event_id = e.event_id AND o.officer_id = e.officer_id
     WHERE e.event_id = $1 AND e.instrument_id = $2 AND e.posted_at <= $3 AND ($4::integer IS NULL OR e.position < $4) ORDER BY e.position DESC LIMIT $5`, [eventId, instrumentId, asOf, before, limit]);
}

/** Lists until when the lines that are bound may stay: their consignment's last day. */
export async function lineDeadlines(db: Db, eventId: string): Promise<{ line_id: string; leaves_by: string | null }[]> {
  return db.query(
    `SELECT g.line_id, coalesce((SELECT x.leaves_by FROM stay_extensions x WHERE x.event_id = c.event_id AND x.consignment_id = c.consignment_id ORDER BY ordinal DESC LIMIT 1), c.leaves_by) AS leaves_by
     FROM guarantee_lines g JOIN goods_lines n ON n.event_id = g.event_id AND n.line_id = g.line_id JOIN consignments c ON c.event_id = n.event_id AND c.consignment_id = n.consignment_id WHERE g.event_id = $1 AND g.is_open`, [eventId]);
}

/** Sums what is committed for each consignment now. Unit: fen. */
export async function committedByConsignment(db: Db, eventId: string): Promise<{ consignment_id: string; committed_fen: number }[]> {
  return db.query(
    `SELECT n.consignment_id, sum(g.committed_fen)::bigint AS committed_fen FROM guarantee_lines g JOIN goods_lines n ON n.event_id = g.event_id AND n.line_id = g.line_id
     WHERE g.event_id = $1 AND g.is_open GROUP BY 1`, [eventId]);
}

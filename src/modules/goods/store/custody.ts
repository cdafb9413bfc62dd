import type { Db } from '../../../kernel/db.ts';
import { putOffTo } from './consignments.ts';

/** Is a move with whether and when it was received. */
export interface MoveRow {
  readonly move_id: string;
  readonly consignment_id: string;
  readonly obligation: number;
  readonly from_place: string;
  readonly to_place: string;
  readonly carrier: string;
  readonly seal_number: string | null;
  readonly due_at: string;
  readonly authorised_at: string;
  readonly by_en: string;
  readonly by_zh: string;
  readonly received_at: string | null;
  readonly received_by: string | null;
  readonly second_officer: string | null;
  /** What the last count found that is not right; null where nobody has counted yet. */
  readonly differences: string | null;
  readonly lines: readonly { readonly lineId: string; readonly position: number; readonly quantity: string; readonly serials: readonly string[] }[];
}

/** Lists the moves of consignments by an instant, the oldest first. */
export async function moveRows(db: Db, eventId: string, asOf: string, consignmentIds: readonly string[]): Promise<MoveRow[]> {
  return db.query(
    `SELECT m.move_id, m.consignment_id, m.obligation, m.from_place, m.to_place, m.carrier, m.seal_number, m.due_at, m.authorised_at, o.name_en AS by_en, o.name_zh AS by_zh,
       s.recorded_at AS received_at, s.evidence->>'receivedBy' AS received_by, s.evidence->>'secondOfficer' AS second_officer,
       (SELECT r.evidence->>'differences' FROM records r WHERE r.event_id = m.event_id AND r.case_id = m.consignment_id AND r.step = 'GDS-MOVE' AND r.evidence->>'moveId' = m.move_id::text AND r.recorded_at <= $2 ORDER BY r.seq DESC LIMIT 1) AS differences,
       (SELECT json_agg(json_build_object('lineId', l.line_id, 'position', n.position, 'quantity', l.quantity::text, 'serials', l.serials) ORDER BY n.position) FROM custody_move_lines l JOIN goods_lines n ON n.event_id = l.event_id AND n.line_id = l.line_id WHERE l.event_id = m.event_id AND l.move_id = m.move_id) AS lines
     FROM custody_moves m JOIN officers o ON o.event_id = m.event_id AND o.officer_id = m.authorised_by JOIN obligations b ON b.event_id = m.event_id AND b.case_id = m.consignment_id AND b.ordinal = m.obligation
     LEFT JOIN records s ON s.event_id = b.event_id AND s.record_id = b.settled_by AND s.recorded_at <= $2
     WHERE m.event_id = $1 AND m.authorised_at <= $2 AND m.consignment_id = ANY ($3) ORDER BY m.authorised_at`, [eventId, asOf, consignmentIds]);
}

/** Adds a move with what is moved. */
export async function insertMove(db: Db, eventId: string, move: { moveId: string; consignmentId: string; obligation: number; fromPlace: string; toPlace: string; carrier: string; sealNumber: string | null; dueAt: string; lines: readonly { lineId: string; quantity: string; serials: readonly string[] }[] }, authorisedBy: string, authorisedAt: string): Promise<void> {
  await db.query('INSERT INTO custody_moves (event_id, move_id, consignment_id, obligation, from_place, to_place, carrier, seal_number, due_at, authorised_at, authorised_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [eventId, move.moveId, move.consignmentId, move.obligation, move.fromPlace, move.toPlace, move.carrier, move.sealNumber, move.dueAt, authorisedAt, authorisedBy]);
  await db.query(
    `INSERT INTO custody_move_lines (event_id, move_id, line_id, quantity, serials) SELECT $1, $2, x.line_id, x.quantity::numeric, ARRAY(SELECT json_array_elements_text(x.serials)) FROM json_to_recordset($3) AS x(line_id uuid, quantity text, serials json)`,
    [eventId, move.moveId, JSON.stringify(move.lines.map((line) => ({ line_id: line.lineId, quantity: line.quantity, serials: line.serials })))]);
}

/** Is a released consignment that has not ended, with its last check. */
export interface StayRow { readonly consignment_id: string; readonly number: string; readonly kind: string; readonly party_en: string; readonly party_zh: string; readonly venue: string; readonly point_code: string; readonly delivered: boolean; readonly checked_at: string | null; readonly check_owed_since: string | null; readonly leaves_by: string | null }

/** Lists the consignments that stay under supervision after their release, by an instant; with when each was counted last and since when a check is owed. */
export async function stayRows(db: Db, eventId: string, asOf: string): Promise<StayRow[]> {
  return db.query(
    `SELECT c.consignment_id, c.number, c.kind, p.name_en AS party_en, p.name_zh AS party_zh, c.venue, e.code AS point_code, r.delivered, r.checked_at, o.check_owed_since,
       coalesce(${putOffTo('$2')}, c.leaves_by) AS leaves_by
     FROM consignments c JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id JOIN points_of_entry e ON e.event_id = c.event_id AND e.point_id = c.point_id
     JOIN LATERAL (SELECT bool_or(r.step = 'GDS-RELS') AS released, bool_or(r.step = 'GDS-DLVR') AS delivered, max(r.recorded_at) FILTER (WHERE r.step IN ('GDS-STOCK', 'GDS-DLVR')) AS checked_at
       FROM records r WHERE r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.outcome = 'passed' AND r.recorded_at <= $2) r ON r.released
     JOIN LATERAL (SELECT min(o.owed_at) AS check_owed_since FROM obligations o LEFT JOIN records s ON s.event_id = o.event_id AND s.record_id = o.settled_by AND s.recorded_at <= $2
       WHERE o.event_id = c.event_id AND o.case_id = c.consignment_id AND o.step = 'GDS-STOCK' AND o.owed_at <= $2 AND s.record_id IS NULL) o ON true
     WHERE c.event_id = $1 AND (c.ended_at IS NULL OR c.ended_at > $2) ORDER BY c.number`, [eventId, asOf]);
}

/** Lists the signatures on a case that serve a record already. */
export async function usedSignatures(db: Db, eventId: string, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ signature_id: string }>('SELECT u.signature_id FROM signature_uses u JOIN signatures s ON s.event_id = u.event_id AND s.signature_id = u.signature_id WHERE u.event_id = $1 AND s.case_id = $2', [eventId, caseId]);
  return new Set(rows.map((row) => row.signature_id));
}

/** Has a signature serve a record; the database lets it serve one. */
export async function useSignature(db: Db, eventId: string, signatureId: string, recordId: string): Promise<void> {
  await db.query('INSERT INTO signature_uses (event_id, signature_id, record_id) VALUES ($1, $2, $3)', [eventId, signatureId, recordId]);
}

import type { Db } from '../../../kernel/db.ts';

/** Is what was asked to be changed of a consignment, and what customs decided. */
export interface ChangeRow {
  readonly change_id: string;
  readonly consignment_id: string;
  readonly number: string;
  readonly party_id: string;
  readonly party_en: string;
  readonly party_zh: string;
  readonly agent_id: string | null;
  readonly kind: 'declaration' | 'list' | 'cancellation';
  readonly reason: string;
  readonly content: unknown;
  readonly effect: unknown;
  readonly asked_at: string;
  readonly asked_en: string | null;
  readonly asked_zh: string | null;
  readonly granted: boolean | null;
  readonly decision_reason: string | null;
  readonly decided_at: string | null;
  readonly decided_en: string | null;
  readonly decided_zh: string | null;
  readonly successor_id: string | null;
  readonly successor: string | null;
}

/** Lists what was asked to be changed by an instant, the open ones first and the oldest of them before the others. */
export async function changeRows(db: Db, eventId: string, asOf: string, filter: { readonly changeId?: string; readonly consignmentId?: string; readonly partyId?: string; readonly open?: boolean } = {}): Promise<ChangeRow[]> {
  return db.query(
    `SELECT h.change_id, h.consignment_id, c.number, c.party_id, p.name_en AS party_en, p.name_zh AS party_zh, c.agent_id, h.kind, h.reason, h.content, h.effect, h.asked_at, a.name_en AS asked_en, a.name_zh AS asked_zh,
       CASE WHEN h.decided_at <= $2 THEN h.granted END AS granted, CASE WHEN h.decided_at <= $2 THEN h.decision_reason END AS decision_reason, CASE WHEN h.decided_at <= $2 THEN h.decided_at END AS decided_at,
       d.name_en AS decided_en, d.name_zh AS decided_zh, h.successor_id, s.number AS successor
     FROM consignment_changes h JOIN consignments c ON c.event_id = h.event_id AND c.consignment_id = h.consignment_id JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id
     LEFT JOIN officers a ON a.event_id = h.event_id AND a.officer_id = h.asked_by LEFT JOIN officers d ON d.event_id = h.event_id AND d.officer_id = h.decided_by LEFT JOIN consignments s ON s.event_id = h.event_id AND s.consignment_id = h.successor_id
     WHERE h.event_id = $1 AND h.asked_at <= $2 AND ($3::uuid IS NULL OR h.change_id = $3) AND ($4::uuid IS NULL OR h.consignment_id = $4) AND ($5::uuid IS NULL OR $5 IN (c.party_id, c.agent_id)) AND (NOT $6 OR h.decided_at IS NULL OR h.decided_at > $2)
     ORDER BY h.decided_at IS NOT NULL, CASE WHEN h.decided_at IS NULL THEN h.asked_at END, h.asked_at DESC`,
    [eventId, asOf, filter.changeId ?? null, filter.consignmentId ?? null, filter.partyId ?? null, filter.open ?? false]);
}

/** Adds a request; the database allows one open request a consignment (`consignment_changes_one_open`). */
export async function insertChange(db: Db, eventId: string, change: { changeId: string; consignmentId: string; kind: string; reason: string; content: object | null; effect: object }, askedBy: string | null, askedAt: string): Promise<void> {
  await db.query('INSERT INTO consignment_changes (event_id, change_id, consignment_id, kind, reason, content, effect, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, change.changeId, change.consignmentId, change.kind, change.reason, change.content === null ? null : JSON.stringify(change.content), JSON.stringify(change.effect), askedAt, askedBy]);
}

/** Decides a request once. Shape: false where it was decided before. */
export async function decideChange(db: Db, eventId: string, changeId: string, decision: { granted: boolean; reason: string; successorId: string | null }, decidedBy: string | null, decidedAt: string): Promise<boolean> {
  const rows = await db.query('UPDATE consignment_changes SET granted = $3, decision_reason = $4, successor_id = $5, decided_by = $6, decided_at = $7 WHERE event_id = $1 AND change_id = $2 AND decided_at IS NULL RETURNING change_id',
    [eventId, changeId, decision.granted, decision.reason, decision.successorId, decidedBy, decidedAt]);
  return rows.length > 0;
}

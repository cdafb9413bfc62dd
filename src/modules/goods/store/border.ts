import type { Db } from '../../../kernel/db.ts';
import type { BorderDecisionKind } from '../catalogue/border-decisions.ts';
import type { DecidedPart, Moment } from '../rules/border.ts';

/** Is how a decision ended. */
export type BorderEnding = 'done' | 'lifted' | 'superseded' | 'withdrawn';

/** Is a decision at the border with whether it is in force and how it ended by an instant. */
export interface DecisionRow {
  readonly decision_id: string;
  readonly consignment_id: string;
  readonly number: string;
  readonly party_id: string;
  readonly party_en: string;
  readonly party_zh: string;
  readonly agent_id: string | null;
  readonly point_code: string;
  readonly kind: BorderDecisionKind;
  readonly whole: boolean;
  readonly step: string | null;
  readonly reason: string;
  readonly source: string;
  readonly place: string;
  readonly seals: readonly string[];
  /** The last day as it stands, extended or not. */
  readonly due_on: string;
  /** The last day before a seizure was extended. */
  readonly extended_from: string | null;
  readonly approval: string | null;
  readonly extended_reason: string | null;
  readonly extended_at: string | null;
  readonly content_hash: string;
  readonly follows: string | null;
  readonly proposed_at: string;
  readonly proposed_by: string;
  readonly proposed_en: string;
  readonly proposed_zh: string;
  readonly enforced_at: string | null;
  readonly obligation: number | null;
  readonly stops_clock: boolean | null;
  readonly signed_en: string | null;
  readonly signed_zh: string | null;
  readonly signed_way: 'password' | 'session' | null;
  readonly signed_at: string | null;
  readonly ended_at: string | null;
  readonly ended_as: BorderEnding | null;
  readonly ending: Readonly<Record<string, unknown>> | null;
  readonly freed_fen: number | null;
  readonly ended_en: string | null;
  readonly ended_zh: string | null;
  readonly from_day: string | null;
  readonly to_day: string | null;
  readonly lines: readonly { readonly lineId: string; readonly position: number; readonly en: string; readonly zh: string; readonly unit: string; readonly quantity: string; readonly serials: readonly string[] }[];
}

/** Lists decisions by an instant: one, those of a consignment, of a party's, of a point of entry, or all; the open ones first, by the day on which they are due. */
export async function decisionRows(db: Db, eventId: string, asOf: string, filter: { readonly decisionId?: string; readonly consignmentId?: string; readonly partyId?: string | undefined; readonly pointCode?: string | undefined; readonly open?: boolean } = {}): Promise<DecisionRow[]> {
  return db.query(
    `SELECT b.decision_id, b.consignment_id, c.number, c.party_id, p.name_en AS party_en, p.name_zh AS party_zh, c.agent_id, e.code AS point_code, b.kind, b.whole, b.step, b.reason, b.source, b.place, b.seals, coalesce(g.due_on, b.due_on) AS due_on, CASE WHEN g.due_on IS NOT NULL THEN b.due_on END AS extended_from, g.approval, g.reason AS extended_reason, g.extended_at, b.content_hash, b.follows,
       b.proposed_at, b.proposed_by, o.name_en AS proposed_en, o.name_zh AS proposed_zh, f.enforced_at, f.obligation, f.stops_clock, so.name_en AS signed_en, so.name_zh AS signed_zh, s.way AS signed_way, s.signed_at,
       d.ended_at, d.ended_as, d.evidence AS ending, d.freed_fen, eo.name_en AS ended_en, eo.name_zh AS ended_zh, (f.enforced_at AT TIME ZONE v.time_zone)::date AS from_day, (d.ended_at AT TIME ZONE v.time_zone)::date AS to_day,
       (SELECT coalesce(json_agg(json_build_object('lineId', n.line_id, 'position', n.position, 'en', n.description_en, 'zh', n.description_zh, 'unit', n.unit, 'quantity', x.quantity::text, 'serials', x.serials) ORDER BY n.position), '[]')
         FROM border_decision_lines x JOIN goods_lines n ON n.event_id = x.event_id AND n.line_id = x.line_id WHERE x.event_id = b.event_id AND x.decision_id = b.decision_id) AS lines
     FROM border_decisions b JOIN events v ON v.event_id = b.event_id JOIN consignments c ON c.event_id = b.event_id AND c.consignment_id = b.consignment_id JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id
     JOIN points_of_entry e ON e.event_id = c.event_id AND e.point_id = c.point_id JOIN officers o ON o.event_id = b.event_id AND o.officer_id = b.proposed_by
     LEFT JOIN border_enforcements f ON f.event_id = b.event_id AND f.decision_id = b.decision_id AND f.enforced_at <= $2
     LEFT JOIN signatures s ON s.event_id = f.event_id AND s.signature_id = f.signature_id LEFT JOIN officers so ON so.event_id = s.event_id AND so.officer_id = s.officer_id
     LEFT JOIN border_extensions g ON g.event_id = b.event_id AND g.decision_id = b.decision_id AND g.extended_at <= $2
     LEFT JOIN border_endings d ON d.event_id = b.event_id AND d.decision_id = b.decision_id AND d.ended_at <= $2 LEFT JOIN officers eo ON eo.event_id = d.event_id AND eo.officer_id = d.ended_by
     WHERE b.event_id = $1 AND b.proposed_at <= $2 AND ($3::uuid IS NULL OR b.decision_id = $3) AND ($4::uuid IS NULL OR b.consignment_id = $4) AND ($5::uuid IS NULL OR $5 IN (c.party_id, c.agent_id)) AND ($6::text IS NULL OR e.code = $6) AND (NOT $7 OR d.decision_id IS NULL)
     ORDER BY d.decision_id IS NOT NULL, CASE WHEN d.decision_id IS NULL THEN coalesce(g.due_on, b.due_on) END, b.proposed_at DESC, b.decision_id`,
    [eventId, asOf, filter.decisionId ?? null, filter.consignmentId ?? null, filter.partyId ?? null, filter.pointCode ?? null, filter.open ?? false], 'border_decisions');
}

/** Lists how a consignment stood after each decision that came into force or ended and each disposition, in order, by an instant. Shape: empty where nothing was ever seized. */
export async function momentRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<Moment[]> {
  return db.query(
    `WITH decided AS (
       SELECT b.decision_id, b.kind, f.enforced_at, d.ended_at FROM border_decisions b JOIN border_enforcements f ON f.event_id = b.event_id AND f.decision_id = b.decision_id AND f.enforced_at <= $3
       LEFT JOIN border_endings d ON d.event_id = b.event_id AND d.decision_id = b.decision_id AND d.ended_at <= $3 WHERE b.event_id = $1 AND b.consignment_id = $2 AND b.kind <> 'treatment'),
     moments AS (SELECT enforced_at AS at FROM decided UNION SELECT ended_at FROM decided WHERE ended_at IS NOT NULL UNION SELECT d.disposed_at FROM dispositions d WHERE d.event_id = $1 AND d.consignment_id = $2 AND d.disposed_at <= $3)
     SELECT (m.at AT TIME ZONE v.time_zone)::date AS day, EXISTS (
         SELECT FROM goods_lines n WHERE n.event_id = $1 AND n.consignment_id = $2 AND n.quantity > coalesce((SELECT sum(d.quantity) FROM dispositions d WHERE d.event_id = n.event_id AND d.line_id = n.line_id AND d.disposed_at <= m.at), 0)
           + coalesce((SELECT sum(w.quantity) FROM decided z JOIN border_decision_lines w ON w.event_id = $1 AND w.decision_id = z.decision_id WHERE w.line_id = n.line_id AND z.enforced_at <= m.at AND (z.ended_at IS NULL OR z.ended_at > m.at)), 0)) AS goes,
       (SELECT (max(z.enforced_at) AT TIME ZONE v.time_zone)::date FROM decided z WHERE z.kind = 'seizure' AND z.enforced_at <= m.at AND (z.ended_at IS NULL OR z.ended_at > m.at)) AS "seizedOn"
     FROM moments m JOIN events v ON v.event_id = $1 WHERE EXISTS (SELECT FROM decided WHERE kind = 'seizure') ORDER BY m.at`, [eventId, consignmentId, asOf], 'border_moments');
}

/** Is a decision to be added. */
export interface NewDecision {
  readonly decisionId: string;
  readonly consignmentId: string;
  readonly kind: BorderDecisionKind;
  readonly whole: boolean;
  readonly step: string | null;
  readonly reason: string;
  readonly source: string;
  readonly place: string;
  readonly seals: readonly string[];
  readonly dueOn: string;
  readonly contentHash: string;
  readonly follows: string | null;
  readonly parts: readonly DecidedPart[];
}

/** Adds a decision with its parts; it does nothing until it is in force. */
export async function insertDecision(db: Db, eventId: string, row: NewDecision, proposedBy: string, proposedAt: string): Promise<void> {
  await db.query('INSERT INTO border_decisions (event_id, decision_id, consignment_id, kind, whole, step, reason, source, place, seals, due_on, content_hash, follows, proposed_at, proposed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
    [eventId, row.decisionId, row.consignmentId, row.kind, row.whole, row.step, row.reason, row.source, row.place, row.seals, row.dueOn, row.contentHash, row.follows, proposedAt, proposedBy]);
  await db.query('INSERT INTO border_decision_lines (event_id, decision_id, line_id, quantity, serials) SELECT $1, $2, x.line_id, x.quantity::numeric, x.serials FROM json_to_recordset($3) AS x(line_id uuid, quantity text, serials text[])',
    [eventId, row.decisionId, JSON.stringify(row.parts.map((part) => ({ line_id: part.lineId, quantity: part.quantity, serials: part.serials })))]);
}

/** Puts a decision in force; the database takes a signature once, and refuses more than a line has (`goods_lines_away`). */
export async function insertEnforcement(db: Db, eventId: string, row: { readonly decisionId: string; readonly consignmentId: string; readonly obligation: number; readonly signatureId: string | null; readonly stopsClock: boolean }, enforcedBy: string, enforcedAt: string): Promise<void> {
  await db.query('INSERT INTO border_enforcements (event_id, decision_id, consignment_id, obligation, signature_id, stops_clock, enforced_at, enforced_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, row.decisionId, row.consignmentId, row.obligation, row.signatureId, row.stopsClock, enforcedAt, enforcedBy]);
}

/** Ends a decision; once. */
export async function insertEnding(db: Db, eventId: string, row: { readonly decisionId: string; readonly as: BorderEnding; readonly evidence: object; readonly freedFen: bigint; readonly leavesBy: string | null }, endedBy: string, endedAt: string): Promise<void> {
  await db.query('INSERT INTO border_endings (event_id, decision_id, ended_as, evidence, freed_fen, leaves_by, ended_at, ended_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, row.decisionId, row.as, JSON.stringify(row.evidence), row.freedFen.toString(), row.leavesBy, endedAt, endedBy]);
}

/** Extends a seizure; the database takes one extension of each. */
export async function insertSeizureExtension(db: Db, eventId: string, extension: { readonly decisionId: string; readonly dueOn: string; readonly reason: string; readonly approval: string }, by: string, at: string): Promise<void> {
  await db.query('INSERT INTO border_extensions (event_id, decision_id, due_on, reason, approval, extended_at, extended_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [eventId, extension.decisionId, extension.dueOn, extension.reason, extension.approval, at, by]);
}

/** Adds to what of each line is decided away, or takes from it; the database refuses more than the line has (`goods_lines_away`). */
export async function moveAway(db: Db, eventId: string, parts: readonly { readonly lineId: string; readonly quantity: string }[], sign: 1 | -1): Promise<void> {
  await db.query('UPDATE goods_lines n SET away = n.away + $3 * x.quantity FROM json_to_recordset($2) AS x(line_id uuid, quantity numeric) WHERE n.event_id = $1 AND n.line_id = x.line_id',
    [eventId, JSON.stringify(parts.map((part) => ({ line_id: part.lineId, quantity: part.quantity }))), sign]);
}

/** Lists the steps at which a consignment has failed: the last record of an owed step that nothing corrects says so, or an alarm of a device waits. Shape: a permit that is missing is a failed step like any other. */
export async function failedSteps(db: Db, eventId: string, consignmentId: string): Promise<string[]> {
  const rows = await db.query<{ step: string }>(
    `SELECT DISTINCT o.step FROM obligations o LEFT JOIN LATERAL (
       SELECT r.outcome FROM records r WHERE r.event_id = o.event_id AND r.case_id = o.case_id AND r.ordinal = o.ordinal AND NOT EXISTS (SELECT FROM records k WHERE k.event_id = r.event_id AND k.case_id = r.case_id AND k.corrects = r.record_id) ORDER BY r.seq DESC LIMIT 1) r ON true
     WHERE o.event_id = $1 AND o.case_id = $2 AND (r.outcome = 'failed' OR (o.step = 'GDS-ALRM' AND o.settled_by IS NULL)) ORDER BY o.step`, [eventId, consignmentId], 'border_failed_steps');
  return rows.map((row) => row.step);
}

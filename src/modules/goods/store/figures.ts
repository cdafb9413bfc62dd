import type { Db } from '../../../kernel/db.ts';

/** Is one group of released consignments. Unit: fen. */
export interface FigureRow { readonly key: string; readonly name_en: string | null; readonly name_zh: string | null; readonly consignments: number; readonly value_fen: number; readonly lines: number; readonly pieces: number }

// One expression a grouping; nothing of a caller's text comes into the statement.
const groups = {
  port: ['e.code', 'e.name_en', 'e.name_zh'], kind: ['c.kind', 'NULL', 'NULL'], month: ["to_char(r.recorded_at AT TIME ZONE v.time_zone, 'YYYY-MM')", 'NULL', 'NULL'],
  day: ["to_char(r.recorded_at AT TIME ZONE v.time_zone, 'YYYY-MM-DD')", 'NULL', 'NULL'], lane: ["coalesce((SELECT k.evidence->>'lane' FROM records k WHERE k.event_id = c.event_id AND k.case_id = c.consignment_id AND k.step = 'GDS-RISK' AND k.recorded_at <= $2 ORDER BY k.seq DESC LIMIT 1), 'none')", 'NULL', 'NULL'],
  all: ["'all'", 'NULL', 'NULL'],
} as const;

/** Lists the ways to group the figures. */
export const figureGroupings = ['port', 'kind', 'month', 'day', 'lane', 'all'] as const;
/** Is a way to group the figures. */
export type FigureGrouping = (typeof figureGroupings)[number];

// What was turned away at the border before the release, or seized then and taken since, was not released: its share of the value does not count.
const turnedAway = `coalesce((SELECT round(sum(n.value_fen * w.quantity / n.quantity)) FROM border_decisions b JOIN border_enforcements f ON f.event_id = b.event_id AND f.decision_id = b.decision_id AND f.enforced_at <= $2
  JOIN border_decision_lines w ON w.event_id = b.event_id AND w.decision_id = b.decision_id JOIN goods_lines n ON n.event_id = w.event_id AND n.line_id = w.line_id LEFT JOIN border_endings d ON d.event_id = b.event_id AND d.decision_id = b.decision_id AND d.ended_at <= $2
  WHERE b.event_id = c.event_id AND b.consignment_id = c.consignment_id AND b.kind <> 'treatment' AND coalesce(d.ended_as, 'done') = 'done'
    AND (f.enforced_at <= r.recorded_at OR EXISTS (SELECT FROM border_enforcements g WHERE g.event_id = b.event_id AND g.decision_id = b.follows AND g.enforced_at <= r.recorded_at))), 0)`;

const released = `FROM consignments c JOIN events v ON v.event_id = c.event_id JOIN points_of_entry e ON e.event_id = c.event_id AND e.point_id = c.point_id JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id
  JOIN records r ON r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.step = 'GDS-RELS' AND r.outcome = 'passed' AND r.recorded_at <= $2
  JOIN LATERAL (SELECT line_count, pieces, greatest(value_fen - ${turnedAway}, 0)::bigint AS value_fen FROM goods_lists l WHERE l.event_id = c.event_id AND l.consignment_id = c.consignment_id AND l.filed_at <= $2 ORDER BY version DESC LIMIT 1) l ON true
  WHERE c.event_id = $1 AND ($3::date IS NULL OR (r.recorded_at AT TIME ZONE v.time_zone)::date >= $3) AND ($4::date IS NULL OR (r.recorded_at AT TIME ZONE v.time_zone)::date <= $4)`;

/** Counts the consignments released by an instant, between two days of the event's own time, with their value. */
export async function figureRows(db: Db, eventId: string, asOf: string, from: string | null, to: string | null, by: FigureGrouping): Promise<FigureRow[]> {
  const [key, en, zh] = groups[by];
  return db.query(
    `SELECT x.key, x.name_en, x.name_zh, count(*) AS consignments, sum(x.value_fen)::bigint AS value_fen, sum(x.line_count)::bigint AS lines, sum(x.pieces)::bigint AS pieces
     FROM (SELECT ${key} AS key, ${en} AS name_en, ${zh} AS name_zh, l.value_fen, l.line_count, l.pieces ${released}) x GROUP BY 1, 2, 3 ORDER BY 1`, [eventId, asOf, from, to]);
}

/** Is a released consignment behind a figure. */
export interface FigureCaseRow { readonly consignment_id: string; readonly number: string; readonly kind: string; readonly party_en: string; readonly party_zh: string; readonly point_code: string; readonly released_at: string; readonly value_fen: number }

/** Lists the consignments behind a figure: all, or those of one group. */
export async function figureCases(db: Db, eventId: string, asOf: string, from: string | null, to: string | null, by: FigureGrouping, wanted: string | null): Promise<FigureCaseRow[]> {
  const [key] = groups[by];
  return db.query(
    `SELECT * FROM (SELECT c.consignment_id, c.number, c.kind, p.name_en AS party_en, p.name_zh AS party_zh, e.code AS point_code, r.recorded_at AS released_at, l.value_fen, ${key} AS key
     ${released}) x WHERE $5::text IS NULL OR x.key = $5 ORDER BY x.released_at, x.number`, [eventId, asOf, from, to, wanted]);
}

/** Is how often a kind of decision was taken at the border, how many of them are open, and the value of their goods. Unit: fen. */
export interface BorderFigureRow { readonly kind: string; readonly decided: number; readonly open: number; readonly consignments: number; readonly value_fen: number }

/** Counts the decisions at the border that came into force by an instant, between two days of the event's own time; what was decided anew counts once, as it was decided last. */
export async function borderFigures(db: Db, eventId: string, asOf: string, from: string | null, to: string | null): Promise<BorderFigureRow[]> {
  return db.query(
    `SELECT b.kind, count(DISTINCT b.decision_id) AS decided, count(DISTINCT b.decision_id) FILTER (WHERE d.decision_id IS NULL) AS open, count(DISTINCT b.consignment_id) AS consignments, coalesce(round(sum(n.value_fen * w.quantity / n.quantity)), 0)::bigint AS value_fen
     FROM border_decisions b JOIN events v ON v.event_id = b.event_id JOIN border_enforcements f ON f.event_id = b.event_id AND f.decision_id = b.decision_id AND f.enforced_at <= $2
     JOIN border_decision_lines w ON w.event_id = b.event_id AND w.decision_id = b.decision_id JOIN goods_lines n ON n.event_id = w.event_id AND n.line_id = w.line_id
     LEFT JOIN border_endings d ON d.event_id = b.event_id AND d.decision_id = b.decision_id AND d.ended_at <= $2
     WHERE b.event_id = $1 AND coalesce(d.ended_as, '') <> 'superseded' AND ($3::date IS NULL OR (f.enforced_at AT TIME ZONE v.time_zone)::date >= $3) AND ($4::date IS NULL OR (f.enforced_at AT TIME ZONE v.time_zone)::date <= $4)
     GROUP BY b.kind ORDER BY b.kind`, [eventId, asOf, from, to]);
}

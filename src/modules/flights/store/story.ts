import type { Db } from '../../../kernel/db.ts';
import { findStep, stepCatalogue } from '../../prescribed/catalogue.ts';
import { owingSql } from '../../prescribed/owing.ts';
import type { TimelineEntry } from '../shapes.ts';
import type { AsOf } from '../../prescribed/owing.ts';

/** Is one movement as told. */
export interface MovementRow { readonly movement_id: string; readonly kind: string; readonly at: string; readonly source: string; readonly recorded_at: string; readonly by_en: string | null; readonly by_zh: string | null }

/** Lists the movements of a flight as of an instant, as they were told. */
export async function movementsOf(db: Db, eventId: string, asOf: string, flightId: string): Promise<MovementRow[]> {
  return db.query<MovementRow>(
    `SELECT m.movement_id, m.kind, m.at, m.source, m.recorded_at, o.name_en AS by_en, o.name_zh AS by_zh FROM flight_movements m
     LEFT JOIN officers o ON o.event_id = m.event_id AND o.officer_id = m.recorded_by
     WHERE m.event_id = $1 AND m.flight_id = $2 AND m.recorded_at <= $3 ORDER BY m.recorded_at, m.movement_id`, [eventId, flightId, asOf]);
}

/** Is one step's progress over a whole flight. */
export interface Bar { readonly step: string; readonly station: string; readonly total: number; readonly owed: number; readonly passed: number; readonly failed: number; readonly followed: number; readonly notApplicable: number; readonly overdue: number }

function barsSql(present: boolean): string {
  return `WITH members AS (SELECT j.flight_id, j.case_id FROM journeys j WHERE j.event_id = $1 AND j.flight_id = $3 AND j.created_at <= $2 UNION ALL SELECT $3, $3), owing AS (${owingSql('members', present, true)})
    SELECT o.step, count(*) AS total, count(*) FILTER (WHERE o.settled_as IS NULL) AS owed, count(*) FILTER (WHERE o.settled_as = 'passed') AS passed, count(*) FILTER (WHERE o.settled_as = 'followed') AS followed,
      count(*) FILTER (WHERE o.settled_as = 'not_applicable') AS not_applicable, count(*) FILTER (WHERE o.settled_as IS NULL AND o.due_at < $2) AS overdue,
      count(*) FILTER (WHERE o.settled_as IS NULL AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = o.case_id AND r.ordinal = o.ordinal AND r.outcome = 'failed' AND r.recorded_at <= $2)) AS failed
    FROM owing o GROUP BY o.step`;
}

const orderOf = new Map(stepCatalogue.map((step, index) => [step.id, index]));

/** Counts every step of a flight as of an instant. Shape: in the order of the catalogue. */
export async function barsOf(db: Db, eventId: string, at: AsOf, flightId: string): Promise<Bar[]> {
  const rows = await db.query<{ step: string; total: number; owed: number; passed: number; followed: number; not_applicable: number; overdue: number; failed: number }>(barsSql(at.present), [eventId, at.asOf, flightId]);
  return rows
    .map((row): Bar => ({ step: row.step, station: findStep(row.step)?.station ?? '', total: row.total, owed: row.owed, passed: row.passed, failed: row.failed, followed: row.followed, notApplicable: row.not_applicable, overdue: row.overdue }))
    .sort((a, b) => (orderOf.get(a.step) ?? 0) - (orderOf.get(b.step) ?? 0));
}

const storySql = `
SELECT c.opened_at AS at, 'flight' AS kind, 'announced' AS key, '{}'::jsonb AS params, NULL::uuid AS record_id FROM cases c WHERE c.event_id = $1 AND c.case_id = $2 AND c.opened_at <= $3
UNION ALL
SELECT m.recorded_at, 'movement', m.kind, jsonb_build_object('at', m.at, 'source', m.source), NULL FROM flight_movements m WHERE m.event_id = $1 AND m.flight_id = $2 AND m.recorded_at <= $3 AND m.kind <> 'scheduled'
UNION ALL
SELECT l.received_at, 'list', l.kind, jsonb_build_object('version', max(l.version), 'source', l.source, 'fileName', l.file_name, 'persons', sum(e.persons)), NULL
  FROM (SELECT list_id, count(*) AS persons FROM list_entries WHERE event_id = $1 AND flight_id = $2 GROUP BY list_id) e JOIN lists l ON l.event_id = $1 AND l.list_id = e.list_id AND l.received_at <= $3
  GROUP BY l.received_at, l.kind, l.source, l.file_name
UNION ALL
SELECT p.created_at, 'plan', 'saved', jsonb_build_object('version', p.version, 'title', p.document->'title', 'by', jsonb_build_object('en', o.name_en, 'zh', o.name_zh)), NULL
  FROM plans p LEFT JOIN officers o ON o.event_id = p.event_id AND o.officer_id = p.created_by WHERE p.event_id = $1 AND p.plan_id = $2 AND p.created_at <= $3
UNION ALL
SELECT r.recorded_at, 'record', r.step, jsonb_build_object('outcome', r.outcome, 'by', CASE WHEN o.officer_id IS NULL THEN NULL ELSE jsonb_build_object('en', o.name_en, 'zh', o.name_zh) END, 'occurredAt', r.occurred_at, 'corrects', r.corrects), r.record_id
  FROM records r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id WHERE r.event_id = $1 AND r.case_id = $2 AND r.recorded_at <= $3
UNION ALL
SELECT h.recorded_at, 'handOver', h.kind, jsonb_build_object('vehicle', h.vehicle, 'cluster', h.cluster, 'count', h.count_received), NULL FROM hand_overs h WHERE h.event_id = $1 AND h.flight_id = $2 AND h.recorded_at <= $3
UNION ALL
SELECT r.created_at, 'report', 'sent', jsonb_build_object('reportKind', r.kind, 'recipients', r.recipients, 'reportId', r.report_id), NULL FROM reports r WHERE r.event_id = $1 AND r.flight_id = $2 AND r.created_at <= $3 AND r.kind <> 'closing'
UNION ALL
SELECT a.acknowledged_at, 'report', 'acknowledged', jsonb_build_object('recipient', a.recipient, 'reportId', a.report_id), NULL
  FROM report_acknowledgements a JOIN reports r ON r.event_id = a.event_id AND r.report_id = a.report_id WHERE a.event_id = $1 AND r.flight_id = $2 AND a.acknowledged_at <= $3
ORDER BY at, kind`;

/** Tells what happened to a flight up to an instant, in the order in which it became known. */
export async function timelineOf(db: Db, eventId: string, asOf: string, flightId: string): Promise<TimelineEntry[]> {
  const rows = await db.query<{ at: string; kind: TimelineEntry['kind']; key: string; params: Record<string, unknown>; record_id: string | null }>(storySql, [eventId, flightId, asOf]);
  return rows.map((row) => ({ at: row.at, kind: row.kind, key: row.key, params: row.params, ...(row.record_id === null ? {} : { recordId: row.record_id }) }));
}

/** Tells the day and the time zone of an event at an instant. Shape: YYYY-MM-DD in the event's own zone. */
export async function eventDay(db: Db, eventId: string, at: string): Promise<{ day: string; timeZone: string; nameEn: string; nameZh: string }> {
  const [row] = await db.query<{ day: string; time_zone: string; name_en: string; name_zh: string }>('SELECT ($2::timestamptz AT TIME ZONE time_zone)::date AS day, time_zone, name_en, name_zh FROM events WHERE event_id = $1', [eventId, at]);
  if (row === undefined) throw new Error(`No event ${eventId}`);
  return { day: row.day, timeZone: row.time_zone, nameEn: row.name_en, nameZh: row.name_zh };
}

import type { Db } from '../../../kernel/db.ts';

/** Is a person of a flight with what the records say. */
export interface CountRow {
  readonly case_id: string; readonly traveller_id: string; readonly surname: string; readonly given_names: string; readonly kind: 'passenger' | 'crew'; readonly seat: string | null; readonly found_outside_list: boolean;
  readonly on_board: boolean; readonly absent: boolean; readonly declared: boolean; readonly scanned: boolean; readonly owes_scan: boolean;
}

const uncorrected = 'NOT EXISTS (SELECT 1 FROM records x WHERE x.event_id = r.event_id AND x.case_id = r.case_id AND x.corrects = r.record_id AND x.recorded_at <= $3)';

/** Lists the people of a flight with what the records said at an instant. */
export async function countRows(db: Db, eventId: string, flightId: string, asOf: string): Promise<CountRow[]> {
  return db.query<CountRow>(
    `SELECT j.case_id, j.traveller_id, t.surname, t.given_names, t.kind, j.seat, j.found_outside_list,
       coalesce(s.on_board, false) AS on_board, coalesce(s.absent, false) AS absent, coalesce(s.declared, false) AS declared, coalesce(s.scanned, false) AS scanned,
       EXISTS (SELECT 1 FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND o.step IN ('CHK-01', 'DEP-01') AND o.settled_by IS NULL) AS owes_scan
     FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     LEFT JOIN LATERAL (
       SELECT (array_agg((r.evidence->>'onBoard')::boolean ORDER BY r.seq DESC) FILTER (WHERE r.step IN ('ONB-01', 'DEP-05')))[1] AS on_board,
         (array_agg((r.evidence->>'absent')::boolean ORDER BY r.seq DESC) FILTER (WHERE r.step IN ('ONB-01', 'DEP-05')))[1] AS absent,
         bool_or(r.outcome = 'passed' AND r.step IN ('PRE-04', 'CHK-01', 'CHK-01b', 'DEP-01')) AS declared,
         bool_or(r.outcome IN ('passed', 'failed') AND r.step IN ('CHK-01', 'DEP-01')) AS scanned
       FROM records r WHERE r.event_id = j.event_id AND r.case_id = j.case_id AND r.recorded_at <= $3 AND r.step IN ('ONB-01', 'DEP-05', 'PRE-04', 'CHK-01', 'CHK-01b', 'DEP-01') AND ${uncorrected}) s ON true
     WHERE j.event_id = $1 AND j.flight_id = $2 AND j.created_at <= $3`, [eventId, flightId, asOf], 'count_rows');
}

/** Is the traveller behind an entry of a current list of a flight. */
export interface SourceRow { readonly kind: 'roster' | 'airline'; readonly part: string; readonly traveller_id: string; readonly case_id: string | null; readonly surname: string; readonly given_names: string; readonly person_kind: 'passenger' | 'crew' }

/**
 * Lists who stands on the lists of a flight that were current at an instant.
 * Shape: a roster's entry no longer counts where a later roster brings the same person on another flight of the same direction.
 */
export async function sourceRows(db: Db, eventId: string, flightId: string, asOf: string): Promise<SourceRow[]> {
  // Each part is computed once and small: the planner knows nothing yet of lists that were written a moment ago.
  return db.query<SourceRow>(
    `WITH mine AS MATERIALIZED (
       SELECT list_id, traveller_id FROM list_entries WHERE event_id = $1 AND flight_id = $2 AND traveller_id IS NOT NULL
     ), elsewhere AS MATERIALIZED (
       SELECT n.list_id, n.traveller_id FROM list_entries n JOIN flights f ON f.event_id = n.event_id AND f.flight_id = n.flight_id
       WHERE n.event_id = $1 AND n.traveller_id = ANY (ARRAY(SELECT traveller_id FROM mine)) AND n.flight_id <> $2 AND f.direction = (SELECT direction FROM flights WHERE event_id = $1 AND flight_id = $2)
     ), standing AS MATERIALIZED (
       SELECT l.list_id, l.kind, l.scope, l.received_at FROM lists l
       WHERE l.event_id = $1 AND l.list_id = ANY (ARRAY(SELECT list_id FROM mine UNION SELECT list_id FROM elsewhere)) AND l.received_at <= $3
         AND NOT EXISTS (SELECT 1 FROM lists m WHERE m.event_id = l.event_id AND m.kind = l.kind AND m.scope = l.scope AND m.version > l.version AND m.received_at <= $3)
     ), moved AS MATERIALIZED (
       SELECT e.traveller_id, max(s.received_at) AS moved_at FROM elsewhere e JOIN standing s ON s.list_id = e.list_id WHERE s.kind = 'roster' GROUP BY e.traveller_id
     )
     SELECT s.kind, CASE WHEN s.kind = 'airline' THEN substr(s.scope, length($2::uuid::text) + 2) ELSE '' END AS part, e.traveller_id, j.case_id, t.surname, t.given_names, t.kind AS person_kind
     FROM mine e JOIN standing s ON s.list_id = e.list_id JOIN travellers t ON t.event_id = $1 AND t.traveller_id = e.traveller_id
     LEFT JOIN journeys j ON j.event_id = $1 AND j.flight_id = $2 AND j.traveller_id = e.traveller_id
     LEFT JOIN moved m ON m.traveller_id = e.traveller_id
     WHERE s.kind <> 'roster' OR m.moved_at IS NULL OR m.moved_at <= s.received_at`, [eventId, flightId, asOf], 'count_sources');
}

/** Lists which kinds of list a flight has at an instant. Shape: 'roster' or the part of an airline's list. */
export async function listParts(db: Db, eventId: string, flightId: string, asOf: string): Promise<{ part: string; received_at: string; quarantined: number; missing: boolean }[]> {
  return db.query(
    `SELECT CASE WHEN l.kind = 'airline' THEN substr(l.scope, length($2::uuid::text) + 2) ELSE 'roster' END AS part, min(l.received_at) AS received_at,
       (max(ARRAY[l.version, jsonb_array_length(l.quarantined)]))[2] AS quarantined, (array_agg(coalesce((l.declared->>'incomplete')::boolean, false) ORDER BY l.version DESC))[1] AS missing
     FROM lists l WHERE l.event_id = $1 AND l.received_at <= $3 AND (l.scope LIKE $2::uuid::text || ':%' OR (l.kind = 'roster' AND l.list_id IN (SELECT list_id FROM list_entries WHERE event_id = $1 AND flight_id = $2)))
     GROUP BY l.kind, l.scope`, [eventId, flightId, asOf], 'count_lists');
}

/** Finds the newest count at the doors, uncorrected, at an instant. */
export async function findDoorCount(db: Db, eventId: string, flightId: string, asOf: string): Promise<number | undefined> {
  const [row] = await db.query<{ count: number | null }>(
    `SELECT (r.evidence->>'headCount')::int AS count FROM records r WHERE r.event_id = $1 AND r.case_id = $2 AND r.step IN ('BRD-01', 'DEP-04') AND r.recorded_at <= $3 AND ${uncorrected} ORDER BY r.seq DESC LIMIT 1`, [eventId, flightId, asOf], 'count_doors');
  return row?.count ?? undefined;
}

/** Is a difference as stored, with how it stands. */
export interface DiscrepancyRow {
  readonly ordinal: number; readonly subject: string; readonly detail: Readonly<Record<string, unknown>>; readonly owner_id: string | null; readonly owner_en: string | null; readonly owner_zh: string | null;
  readonly opened_at: string; readonly due_at: string | null; readonly explained: boolean; readonly explanation: string | null; readonly explained_at: string | null;
}

/** Lists the differences opened at a flight until an instant, in their order. */
export async function discrepancies(db: Db, eventId: string, flightId: string, asOf: string): Promise<DiscrepancyRow[]> {
  return db.query<DiscrepancyRow>(
    `SELECT d.ordinal, d.subject, d.detail, d.owner_id, w.name_en AS owner_en, w.name_zh AS owner_zh, d.opened_at, o.due_at, r.record_id IS NOT NULL AS explained, r.evidence->>'explanation' AS explanation, r.recorded_at AS explained_at
     FROM discrepancies d JOIN obligations o ON o.event_id = d.event_id AND o.case_id = d.flight_id AND o.ordinal = d.ordinal
     LEFT JOIN officers w ON w.event_id = d.event_id AND w.officer_id = d.owner_id
     LEFT JOIN records r ON r.event_id = o.event_id AND r.case_id = o.case_id AND r.record_id = o.settled_by AND r.recorded_at <= $3
     WHERE d.event_id = $1 AND d.flight_id = $2 AND d.opened_at <= $3 ORDER BY d.ordinal`, [eventId, flightId, asOf], 'count_differences');
}

/** Adds a difference; its obligation stands already. */
export async function insertDiscrepancy(db: Db, eventId: string, row: { flightId: string; ordinal: number; subject: string; detail: object; ownerId: string | null; openedAt: string }): Promise<void> {
  await db.query('INSERT INTO discrepancies (event_id, flight_id, ordinal, subject, detail, owner_id, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [eventId, row.flightId, row.ordinal, row.subject, JSON.stringify(row.detail), row.ownerId, row.openedAt], 'travellers_discrepancy');
}

/** Gives a difference an owner. Shape: false where there is no such difference. */
export async function updateDiscrepancyOwner(db: Db, eventId: string, flightId: string, ordinal: number, ownerId: string): Promise<boolean> {
  return (await db.query('UPDATE discrepancies SET owner_id = $4 WHERE event_id = $1 AND flight_id = $2 AND ordinal = $3 RETURNING ordinal', [eventId, flightId, ordinal, ownerId])).length > 0;
}

/** Says whether an officer exists and may still work. */
export async function officerWorks(db: Db, eventId: string, officerId: string): Promise<boolean> {
  return (await db.query('SELECT 1 FROM officers WHERE event_id = $1 AND officer_id = $2 AND disabled_at IS NULL', [eventId, officerId])).length > 0;
}

import type { Db } from '../../../kernel/db.ts';
import type { RosterContent, VersionContent } from '../shapes/rosters.ts';

/** Is a roster with where its newest version and its newest publication stand. Shape: newest_ordinal 0 before it is planned, published_ordinal null before it is published. */
export interface RosterRow {
  readonly roster_id: string; readonly point_id: string; readonly point_code: string; readonly first_day: string; readonly days: number; readonly content: RosterContent; readonly made_at: string; readonly by_en: string | null; readonly by_zh: string | null;
  readonly newest_ordinal: number; readonly published_ordinal: number | null; readonly open_request: string | null; readonly failure: string | null;
}

const rosterSelect = `SELECT r.roster_id, r.point_id, e.code AS point_code, r.first_day::text, r.days, r.content, r.made_at, o.name_en AS by_en, o.name_zh AS by_zh,
    coalesce((SELECT max(v.ordinal) FROM roster_versions v WHERE v.event_id = r.event_id AND v.roster_id = r.roster_id AND v.recorded_at <= $2), 0) AS newest_ordinal,
    (SELECT max(v.ordinal) FROM roster_versions v WHERE v.event_id = r.event_id AND v.roster_id = r.roster_id AND v.kind = 'published' AND v.recorded_at <= $2) AS published_ordinal,
    (SELECT q.request_id FROM roster_requests q WHERE q.event_id = r.event_id AND q.roster_id = r.roster_id AND q.asked_at <= $2
       AND NOT EXISTS (SELECT 1 FROM roster_versions v WHERE v.event_id = q.event_id AND v.request_id = q.request_id AND v.recorded_at <= $2)
       AND NOT EXISTS (SELECT 1 FROM roster_failures f WHERE f.event_id = q.event_id AND f.request_id = q.request_id AND f.failed_at <= $2) LIMIT 1) AS open_request,
    (SELECT f.reason FROM roster_requests q LEFT JOIN roster_failures f ON f.event_id = q.event_id AND f.request_id = q.request_id WHERE q.event_id = r.event_id AND q.roster_id = r.roster_id AND q.asked_at <= $2 ORDER BY q.asked_at DESC, q.request_id DESC LIMIT 1) AS failure
  FROM rosters r JOIN points_of_entry e ON e.event_id = r.event_id AND e.point_id = r.point_id LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.made_by
  WHERE r.event_id = $1 AND r.made_at <= $2`;

/** Lists the rosters, the one with the latest first day first. */
export async function rosterRows(db: Db, eventId: string, asOf: string): Promise<readonly RosterRow[]> {
  return db.query<RosterRow>(`${rosterSelect} ORDER BY r.first_day DESC, r.roster_id DESC LIMIT 200`, [eventId, asOf], 'rosters');
}

/** Finds one roster. */
export async function findRoster(db: Db, eventId: string, rosterId: string, asOf: string): Promise<RosterRow | undefined> {
  return (await db.query<RosterRow>(`${rosterSelect} AND r.roster_id = $3`, [eventId, asOf, rosterId], 'roster'))[0];
}


/** Adds a roster. */
export async function insertRoster(db: Db, eventId: string, roster: { readonly rosterId: string; readonly pointId: string; readonly firstDay: string; readonly days: number; readonly content: RosterContent }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO rosters (event_id, roster_id, point_id, first_day, days, content, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, roster.rosterId, roster.pointId, roster.firstDay, roster.days, JSON.stringify(roster.content), at, by]);
}

/** Is a request to plan that nobody has answered. */
export interface RequestRow { readonly request_id: string; readonly roster_id: string; readonly content: { readonly kind: 'plan' | 'replan'; readonly seconds: number; readonly seed: number; readonly reason: string }; readonly asked_at: string }

/** Adds a request to plan. */
export async function insertRequest(db: Db, eventId: string, request: { readonly requestId: string; readonly rosterId: string; readonly content: RequestRow['content'] }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO roster_requests (event_id, request_id, roster_id, content, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, request.requestId, request.rosterId, JSON.stringify(request.content), at, by]);
}

/** Lists the requests that nobody has answered, the oldest first. */
export async function openRequests(db: Db, eventId: string): Promise<readonly RequestRow[]> {
  return db.query<RequestRow>(`SELECT q.request_id, q.roster_id, q.content, q.asked_at FROM roster_requests q WHERE q.event_id = $1
    AND NOT EXISTS (SELECT 1 FROM roster_versions v WHERE v.event_id = q.event_id AND v.request_id = q.request_id) AND NOT EXISTS (SELECT 1 FROM roster_failures f WHERE f.event_id = q.event_id AND f.request_id = q.request_id) ORDER BY q.asked_at, q.request_id`, [eventId], 'roster_requests');
}

/** Notes that a request could not be met. */
export async function insertFailure(db: Db, eventId: string, requestId: string, reason: string, at: string): Promise<void> {
  await db.query('INSERT INTO roster_failures (event_id, request_id, reason, failed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [eventId, requestId, reason, at]);
}

/** Is one version of a roster. */
export interface VersionRow { readonly ordinal: number; readonly kind: 'planned' | 'edited' | 'replanned' | 'swapped' | 'published'; readonly content: VersionContent; readonly reason: string; readonly recorded_at: string; readonly by_en: string | null; readonly by_zh: string | null; readonly changes: number; readonly acknowledged: number }

/** Lists the versions of a roster, the newest first. */
export async function versionRows(db: Db, eventId: string, rosterId: string, asOf: string): Promise<readonly VersionRow[]> {
  return db.query<VersionRow>(`SELECT v.ordinal, v.kind, v.content, v.reason, v.recorded_at, o.name_en AS by_en, o.name_zh AS by_zh,
      (SELECT count(*)::integer FROM roster_assignments a WHERE a.event_id = v.event_id AND a.roster_id = v.roster_id AND a.ordinal = v.ordinal) AS changes,
      (SELECT count(*)::integer FROM roster_acknowledgements k WHERE k.event_id = v.event_id AND k.roster_id = v.roster_id AND k.ordinal = v.ordinal AND k.acknowledged_at <= $3) AS acknowledged
    FROM roster_versions v LEFT JOIN officers o ON o.event_id = v.event_id AND o.officer_id = v.recorded_by WHERE v.event_id = $1 AND v.roster_id = $2 AND v.recorded_at <= $3 ORDER BY v.ordinal DESC`, [eventId, rosterId, asOf], 'roster_versions');
}

/** Is what somebody does on a day. */
export interface CellRow { readonly person_id: string; readonly day: string; readonly shift: string; readonly skill: string; readonly breaks_at: readonly number[]; readonly locked: boolean }
/** Is a change of what somebody does on a day. Shape: a null shift frees the day. */
export interface CellChange { readonly personId: string; readonly day: string; readonly shift: string | null; readonly skill: string | null; readonly breaksAt: readonly number[]; readonly locked: boolean }

/** Adds a version with what it changes. */
export async function insertVersion(db: Db, eventId: string, version: { readonly rosterId: string; readonly ordinal: number; readonly kind: VersionRow['kind']; readonly content: VersionContent; readonly reason: string; readonly requestId: string | null; readonly cells: readonly CellChange[] }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO roster_versions (event_id, roster_id, ordinal, kind, content, reason, request_id, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, version.rosterId, version.ordinal, version.kind, JSON.stringify(version.content), version.reason, version.requestId, at, by]);
  if (version.cells.length === 0) return;
  await db.query(`INSERT INTO roster_assignments (event_id, roster_id, person_id, day, ordinal, shift, skill, breaks_at, locked)
    SELECT $1, $2, r.person_id, r.day, $3, r.shift, r.skill, r.breaks_at, r.locked FROM jsonb_to_recordset($4::jsonb) AS r (person_id uuid, day date, shift text, skill text, breaks_at integer[], locked boolean)`,
  [eventId, version.rosterId, version.ordinal, JSON.stringify(version.cells.map((cell) => ({ person_id: cell.personId, day: cell.day, shift: cell.shift, skill: cell.skill, breaks_at: cell.breaksAt, locked: cell.locked })))]);
}

/** Lists who does what as of a version, with the days that are locked free left out. */
export async function cellRows(db: Db, eventId: string, rosterId: string, ordinal: number): Promise<readonly CellRow[]> {
  return db.query<CellRow>(`SELECT * FROM (SELECT DISTINCT ON (person_id, day) person_id, day::text, shift, skill, breaks_at, locked FROM roster_assignments WHERE event_id = $1 AND roster_id = $2 AND ordinal <= $3 ORDER BY person_id, day, ordinal DESC) n
    WHERE shift IS NOT NULL ORDER BY person_id, day`, [eventId, rosterId, ordinal], 'roster_cells');
}

/** Lists the days that are locked as free as of a version. */
export async function lockedFreeRows(db: Db, eventId: string, rosterId: string, ordinal: number): Promise<readonly { readonly person_id: string; readonly day: string }[]> {
  return db.query(`SELECT person_id, day FROM (SELECT DISTINCT ON (person_id, day) person_id, day::text, shift, locked FROM roster_assignments WHERE event_id = $1 AND roster_id = $2 AND ordinal <= $3 ORDER BY person_id, day, ordinal DESC) n
    WHERE shift IS NULL AND locked ORDER BY person_id, day`, [eventId, rosterId, ordinal], 'roster_locked_free');
}

/** Is what is published for somebody on a day. */
export interface PublishedRow extends CellRow { readonly roster_id: string; readonly ordinal: number; readonly point_code: string; readonly content: RosterContent }

/** Lists what is published of some days, of one person where named; where two rosters have a day, the one published last. */
export async function publishedRows(db: Db, eventId: string, asOf: string, fromDay: string, untilDay: string, personId: string | null = null): Promise<readonly PublishedRow[]> {
  return db.query<PublishedRow>(`WITH published AS (
      SELECT v.roster_id, max(v.ordinal) AS ordinal, max(v.recorded_at) AS at FROM roster_versions v WHERE v.event_id = $1 AND v.kind = 'published' AND v.recorded_at <= $2 GROUP BY v.roster_id)
    SELECT * FROM (SELECT DISTINCT ON (n.person_id, n.day) n.person_id, n.day::text, n.shift, n.skill, n.breaks_at, n.locked, n.roster_id, n.published AS ordinal, e.code AS point_code, r.content FROM (
        SELECT DISTINCT ON (a.roster_id, a.person_id, a.day) a.roster_id, a.person_id, a.day, a.shift, a.skill, a.breaks_at, a.locked, p.at, p.ordinal AS published FROM roster_assignments a JOIN published p ON p.roster_id = a.roster_id AND a.ordinal <= p.ordinal
        WHERE a.event_id = $1 AND a.day BETWEEN $3 AND $4 AND ($5::uuid IS NULL OR a.person_id = $5) ORDER BY a.roster_id, a.person_id, a.day, a.ordinal DESC) n
      JOIN rosters r ON r.event_id = $1 AND r.roster_id = n.roster_id JOIN points_of_entry e ON e.event_id = r.event_id AND e.point_id = r.point_id
      ORDER BY n.person_id, n.day, n.at DESC, n.roster_id DESC) d WHERE shift IS NOT NULL ORDER BY day, person_id`, [eventId, asOf, fromDay, untilDay, personId], 'roster_published');
}

/** Notes that somebody has seen a publication; noting it again does nothing. */
export async function insertAcknowledgement(db: Db, eventId: string, rosterId: string, ordinal: number, personId: string, at: string): Promise<void> {
  await db.query('INSERT INTO roster_acknowledgements (event_id, roster_id, ordinal, person_id, acknowledged_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [eventId, rosterId, ordinal, personId, at]);
}

/** Lists the publications that somebody has seen. */
export async function acknowledgedBy(db: Db, eventId: string, personId: string, asOf: string): Promise<readonly { readonly roster_id: string; readonly ordinal: number }[]> {
  return db.query('SELECT roster_id, ordinal FROM roster_acknowledgements WHERE event_id = $1 AND person_id = $2 AND acknowledged_at <= $3', [eventId, personId, asOf], 'roster_acknowledged');
}

import type { Db } from '../../../kernel/db.ts';
import type { AnnounceInput } from '../shapes.ts';

/** Finds a flight by what an airline calls it. */
export async function findFlightId(db: Db, eventId: string, flight: { designator: string; flightDate: string; direction: string }): Promise<string | undefined> {
  const [row] = await db.query<{ flight_id: string }>(
    'SELECT flight_id FROM flights WHERE event_id = $1 AND designator = $2 AND flight_date = $3 AND direction = $4', [eventId, flight.designator, flight.flightDate, flight.direction], 'find_flight_id');
  return row?.flight_id;
}

/** Adds a flight to its case. */
export async function insertFlight(db: Db, eventId: string, flightId: string, pointId: string, flight: AnnounceInput): Promise<void> {
  await db.query(
    `INSERT INTO flights (event_id, flight_id, designator, flight_date, direction, point_id, origin, destination, stops, chartered, seat_layout) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [eventId, flightId, flight.designator, flight.flightDate, flight.direction, pointId, flight.origin, flight.destination, flight.stops ?? [], flight.chartered, flight.seatLayout ?? null], 'insert_flight');
}

/** Is one movement of a flight. */
export interface Movement {
  readonly movementId: string;
  readonly kind: string;
  readonly at: string;
  readonly source: string;
}

/** Adds a movement; the newest of its kind counts. */
export async function insertMovement(db: Db, eventId: string, flightId: string, movement: Movement, recordedBy: string | null, recordedAt: string): Promise<void> {
  await db.query('INSERT INTO flight_movements (event_id, flight_id, movement_id, kind, at, source, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, flightId, movement.movementId, movement.kind, movement.at, movement.source, recordedBy, recordedAt], 'insert_movement');
}

/** Finds an officer whom a closing officer names as the second one: by identifier, user name or name. */
export async function findSecondOfficer(db: Db, eventId: string, named: string): Promise<{ officer_id: string; name_en: string; name_zh: string }[]> {
  return db.query("SELECT officer_id, name_en, name_zh FROM officers WHERE event_id = $1 AND disabled_at IS NULL AND $2 IN (officer_id::text, user_name, name_en, name_zh) ORDER BY officer_id LIMIT 2", [eventId, named]);
}

/** Is one report as stored. */
export interface ReportRow {
  readonly report_id: string;
  readonly flight_id: string;
  readonly kind: 'information' | 'positive' | 'closing';
  readonly content: unknown;
  readonly content_hash: string;
  readonly recipients: string;
  readonly created_by: string | null;
  readonly created_by_en: string | null;
  readonly created_by_zh: string | null;
  readonly created_at: string;
  readonly acknowledged: { recipient: string; at: string; by: { en: string; zh: string } | null }[];
}

/** Adds a report. */
export async function insertReport(db: Db, eventId: string, report: { reportId: string; flightId: string; kind: string; content: unknown; contentHash: string; recipients: string }, createdBy: string | null, createdAt: string): Promise<void> {
  await db.query('INSERT INTO reports (event_id, report_id, flight_id, kind, content, content_hash, recipients, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, report.reportId, report.flightId, report.kind, JSON.stringify(report.content), report.contentHash, report.recipients, createdBy, createdAt]);
}

/** Adds the acknowledgement of a report by one of its recipients. */
export async function insertAcknowledgement(db: Db, eventId: string, reportId: string, recipient: string, by: { officerId: string | null; keyId: string | null }, at: string): Promise<void> {
  await db.query('INSERT INTO report_acknowledgements (event_id, report_id, recipient, acknowledged_at, recorded_by, key_id) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, reportId, recipient, at, by.officerId, by.keyId]);
}

const reportSelect = `SELECT r.report_id, r.flight_id, r.kind, r.content, r.content_hash, r.recipients, r.created_by, o.name_en AS created_by_en, o.name_zh AS created_by_zh, r.created_at,
  coalesce((SELECT json_agg(json_build_object('recipient', a.recipient, 'at', to_char(a.acknowledged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'by', CASE WHEN k.officer_id IS NULL THEN NULL ELSE json_build_object('en', k.name_en, 'zh', k.name_zh) END) ORDER BY a.acknowledged_at)
    FROM report_acknowledgements a LEFT JOIN officers k ON k.event_id = a.event_id AND k.officer_id = a.recorded_by
    WHERE a.event_id = r.event_id AND a.report_id = r.report_id AND a.acknowledged_at <= $2), '[]') AS acknowledged
  FROM reports r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.created_by
  WHERE r.event_id = $1 AND r.created_at <= $2`;

/** Lists the reports of a flight as of an instant, the oldest first. */
export async function reportsOf(db: Db, eventId: string, asOf: string, flightId: string): Promise<ReportRow[]> {
  return db.query<ReportRow>(`${reportSelect} AND r.flight_id = $3 ORDER BY r.created_at, r.report_id`, [eventId, asOf, flightId]);
}

/** Finds one report as of an instant. */
export async function findReport(db: Db, eventId: string, asOf: string, reportId: string): Promise<ReportRow | undefined> {
  return (await db.query<ReportRow>(`${reportSelect} AND r.report_id = $3`, [eventId, asOf, reportId]))[0];
}

/** Makes whoever else acknowledges a report of this case wait until this transaction ends. */
export async function lockReporting(db: Db, eventId: string, caseId: string, step: 'REP-01' | 'REP-02'): Promise<void> {
  await db.query('SELECT FROM obligations WHERE event_id = $1 AND case_id = $2 AND step = $3 ORDER BY ordinal FOR NO KEY UPDATE', [eventId, caseId, step]);
}

/** Finds the positive result of a case that still has to be reported. Shape: undefined where no report is owed. */
export async function findPositive(db: Db, eventId: string, caseId: string): Promise<{ flight_id: string; tube_id: string; known_at: string } | undefined> {
  return (await db.query<{ flight_id: string; tube_id: string; known_at: string }>(
    `SELECT c.parent_id AS flight_id, r.evidence->>'tubeId' AS tube_id, r.recorded_at AS known_at FROM cases c JOIN records r ON r.event_id = c.event_id AND r.case_id = c.case_id AND r.step = 'SMP-02' AND r.evidence->>'result' = 'positive'
     WHERE c.event_id = $1 AND c.case_id = $2 AND c.parent_id IS NOT NULL AND NOT EXISTS (SELECT FROM records x WHERE x.event_id = r.event_id AND x.case_id = r.case_id AND x.corrects = r.record_id)
       AND EXISTS (SELECT FROM obligations o WHERE o.event_id = c.event_id AND o.case_id = c.case_id AND o.step = 'REP-02' AND o.settled_by IS NULL) ORDER BY r.seq DESC LIMIT 1`, [eventId, caseId]))[0];
}

/** Finds by when the positive of a case had to be reported. Shape: undefined where no plan sets a clock. */
export async function findPositiveDue(db: Db, eventId: string, caseId: string, asOf: string): Promise<string | undefined> {
  return (await db.query<{ due_at: string | null }>("SELECT due_at FROM obligations WHERE event_id = $1 AND case_id = $2 AND step = 'REP-02' AND owed_at <= $3 ORDER BY ordinal DESC LIMIT 1", [eventId, caseId, asOf]))[0]?.due_at ?? undefined;
}

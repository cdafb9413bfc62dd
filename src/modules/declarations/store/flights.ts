import type { Db } from '../../../kernel/db.ts';
import type { PlanDocument } from '../../prescribed/shapes.ts';

/** Is a flight with what a card of it needs. */
export interface FlightRow {
  readonly flight_id: string;
  readonly designator: string;
  readonly flight_date: string;
  readonly direction: 'arrival' | 'departure';
  readonly origin: string;
  readonly destination: string;
  readonly event_code: string;
  readonly time_zone: string;
  readonly at: string;
  readonly card: string | null;
  readonly key_areas: readonly string[] | null;
  /** Languages for which the plan has interpreters. */
  readonly languages: readonly string[] | null;
  readonly code_hours: number | null;
  readonly plan_version: number | null;
  readonly approved: boolean;
  readonly closed: boolean;
  readonly cancelled: boolean;
}

// The time that counts is the one that tells most: landed before estimated before scheduled; a departure's is its leaving.
const flightSql = `
SELECT f.flight_id, f.designator, f.flight_date, f.direction, f.origin, f.destination, e.code AS event_code, e.time_zone,
  coalesce(
    (SELECT m.at FROM flight_movements m WHERE m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.kind IN ('landed', 'departed') ORDER BY m.recorded_at DESC LIMIT 1),
    (SELECT m.at FROM flight_movements m WHERE m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.kind = 'estimated' ORDER BY m.recorded_at DESC LIMIT 1),
    (SELECT m.at FROM flight_movements m WHERE m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.kind = 'scheduled' ORDER BY m.recorded_at DESC LIMIT 1),
    (f.flight_date + time '12:00') AT TIME ZONE e.time_zone) AS at,
  p.document->>'card' AS card, ARRAY(SELECT jsonb_array_elements_text(p.document->'keyAreas')) AS key_areas, ARRAY(SELECT jsonb_array_elements_text(p.document->'languages')) AS languages, (p.document->'thresholds'->>'codeHours')::float8 AS code_hours, p.version AS plan_version,
  EXISTS (SELECT 1 FROM plan_approvals a WHERE a.event_id = p.event_id AND a.plan_id = p.plan_id AND a.version = p.version) AS approved,
  EXISTS (SELECT 1 FROM gates g WHERE g.event_id = f.event_id AND g.case_id = f.flight_id AND g.gate = 'closed' AND g.passed_by IS NOT NULL) AS closed,
  EXISTS (SELECT 1 FROM flight_movements m WHERE m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.kind = 'cancelled') AS cancelled
FROM flights f JOIN events e ON e.event_id = f.event_id
LEFT JOIN LATERAL (SELECT c.plan_id, c.version FROM case_plans c WHERE c.event_id = f.event_id AND c.case_id = f.flight_id ORDER BY c.pin DESC LIMIT 1) pin ON true
LEFT JOIN plans p ON p.event_id = f.event_id AND p.plan_id = pin.plan_id AND p.version = pin.version`;

/** Finds a flight. */
export async function findFlightRow(db: Db, eventId: string, flightId: string): Promise<FlightRow | undefined> {
  return (await db.query<FlightRow>(`${flightSql} WHERE f.event_id = $1 AND f.flight_id = $2`, [eventId, flightId], 'declaration_flight'))[0];
}

/** Finds a flight by what a traveller types. */
export async function findFlightNamed(db: Db, eventId: string, designator: string, flightDate: string): Promise<FlightRow | undefined> {
  return (await db.query<FlightRow>(`${flightSql} WHERE f.event_id = $1 AND f.designator = $2 AND f.flight_date = $3 ORDER BY f.direction LIMIT 1`, [eventId, designator, flightDate], 'declaration_flight_named'))[0];
}

/** Is a plan as travellers are told of it. */
export interface GuidePlanRow {
  readonly plan_id: string;
  readonly version: number;
  readonly document: PlanDocument;
  readonly approved: boolean;
}

/** Finds the plan that a flight was under at an instant: the approved one that was pinned last, else what it was announced under. */
export async function findGuidePlan(db: Db, eventId: string, flightId: string, asOf: string): Promise<GuidePlanRow | undefined> {
  return (await db.query<GuidePlanRow>(
    `SELECT p.plan_id, p.version, p.document, (a.officer_id IS NOT NULL) AS approved
     FROM case_plans c JOIN plans p ON p.event_id = c.event_id AND p.plan_id = c.plan_id AND p.version = c.version
     LEFT JOIN plan_approvals a ON a.event_id = p.event_id AND a.plan_id = p.plan_id AND a.version = p.version AND a.approved_at <= $3
     WHERE c.event_id = $1 AND c.case_id = $2 AND c.pinned_at <= $3 ORDER BY (a.officer_id IS NOT NULL) DESC, c.pin DESC LIMIT 1`, [eventId, flightId, asOf], 'declaration_guide_plan'))[0];
}

/** Lists the flights of some days. */
export async function listFlightRows(db: Db, eventId: string, from: string, to: string): Promise<FlightRow[]> {
  return db.query<FlightRow>(`${flightSql} WHERE f.event_id = $1 AND f.flight_date BETWEEN $2::date AND $3::date ORDER BY f.flight_date, f.designator`, [eventId, from, to], 'declaration_flights');
}

/** Counts the people of a flight with one nationality who chose one language in the form, or none yet. */
export interface SpeakersRow { readonly flight_id: string; readonly nationality: string | null; readonly chosen: string | null; readonly persons: number }

/** Counts the people of flights by nationality and by the language that they chose. */
export async function speakersOf(db: Db, eventId: string, flightIds: readonly string[]): Promise<SpeakersRow[]> {
  return db.query<SpeakersRow>(
    `SELECT j.flight_id, t.nationality, coalesce(v.language, r.language) AS chosen, count(*)::int AS persons
     FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     LEFT JOIN declarations x ON x.event_id = j.event_id AND x.case_id = j.case_id AND x.erased_at IS NULL
     LEFT JOIN declaration_drafts r ON r.event_id = x.event_id AND r.declaration_id = x.declaration_id
     LEFT JOIN LATERAL (SELECT language FROM declaration_versions y WHERE y.event_id = x.event_id AND y.declaration_id = x.declaration_id ORDER BY version DESC LIMIT 1) v ON true
     WHERE j.event_id = $1 AND j.flight_id = ANY ($2::uuid[]) GROUP BY 1, 2, 3`, [eventId, flightIds], 'declaration_speakers');
}

/** Is a person on a flight as the card needs them. */
export interface JourneyRow {
  readonly case_id: string;
  readonly flight_id: string;
  readonly surname: string;
  readonly given_names: string;
  readonly native_name: string | null;
  readonly sex: string | null;
  readonly birth_date: string | null;
  readonly nationality: string | null;
  readonly delegation: string | null;
  readonly seat: string | null;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  readonly declaration_id: string | null;
}

const journeySql = `
SELECT j.case_id, j.flight_id, t.surname, t.given_names, t.native_name, t.sex, t.birth_date, t.nationality, t.delegation, j.seat,
  coalesce((SELECT json_agg(json_build_object('type', d.type, 'number', d.number) ORDER BY d.type, d.number) FROM traveller_documents d WHERE d.event_id = t.event_id AND d.traveller_id = t.traveller_id), '[]') AS documents,
  x.declaration_id
FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
LEFT JOIN declarations x ON x.event_id = j.event_id AND x.case_id = j.case_id AND x.erased_at IS NULL`;

/** Finds the journey of a case. */
export async function findJourney(db: Db, eventId: string, caseId: string): Promise<JourneyRow | undefined> {
  return (await db.query<JourneyRow>(`${journeySql} WHERE j.event_id = $1 AND j.case_id = $2`, [eventId, caseId], 'declaration_journey'))[0];
}

/** Lists the journeys of a flight, or of a delegation's members on flights that are not closed. */
export async function listJourneys(db: Db, eventId: string, by: { readonly flightId: string } | { readonly delegation: string }): Promise<JourneyRow[]> {
  if ('flightId' in by) return db.query<JourneyRow>(`${journeySql} WHERE j.event_id = $1 AND j.flight_id = $2 ORDER BY t.surname, t.given_names`, [eventId, by.flightId], 'declaration_journeys');
  return db.query<JourneyRow>(
    `${journeySql} WHERE j.event_id = $1 AND t.delegation = $2 AND NOT EXISTS (SELECT 1 FROM gates g WHERE g.event_id = j.event_id AND g.case_id = j.flight_id AND g.gate = 'closed' AND g.passed_by IS NOT NULL)
     ORDER BY t.surname, t.given_names LIMIT 2000`, [eventId, by.delegation], 'declaration_members');
}

/** Lists the journeys of a flight whose person carries a document. */
export async function journeysByDocument(db: Db, eventId: string, flightId: string, number: string): Promise<JourneyRow[]> {
  return db.query<JourneyRow>(
    `${journeySql} WHERE j.event_id = $1 AND j.flight_id = $2 AND EXISTS (SELECT 1 FROM traveller_documents d WHERE d.event_id = t.event_id AND d.traveller_id = t.traveller_id AND d.number = $3)`, [eventId, flightId, number], 'declaration_document');
}

/** Says whether an officer has checked the card of a case: then it is not changed any more. */
export async function isChecked(db: Db, eventId: string, caseId: string, asOf: string): Promise<boolean> {
  const [row] = await db.query<{ checked: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM records WHERE event_id = $1 AND case_id = $2 AND step IN ('CHK-01', 'CHK-01b', 'DEP-01') AND outcome = 'passed' AND recorded_at <= $3) AS checked`, [eventId, caseId, asOf], 'declaration_checked');
  return row?.checked === true;
}

/** Is how far one person of a flight is with the card. Shape: nothing of the answers. */
export interface StatusRow {
  readonly case_id: string;
  readonly declaration_id: string | null;
  readonly surname: string;
  readonly given_names: string;
  readonly delegation: string | null;
  readonly nationality: string | null;
  readonly language: string | null;
  readonly open_questions: number | null;
  readonly version: number | null;
  readonly card_version: string | null;
  readonly filed_at: string | null;
  readonly valid_until: string | null;
  readonly checked: boolean;
}

/** Lists how far everybody of a flight was with the card at an instant; what was filed and destroyed later, by its period or on request, stays filed. */
export async function statusesOf(db: Db, eventId: string, flightId: string, asOf: string): Promise<StatusRow[]> {
  return db.query<StatusRow>(
    `SELECT j.case_id, x.declaration_id, t.surname, t.given_names, t.delegation, t.nationality, coalesce(v.language, r.language) AS language, r.open_questions, v.version, v.card_version, v.filed_at, v.valid_until,
       EXISTS (SELECT 1 FROM records c WHERE c.event_id = j.event_id AND c.case_id = j.case_id AND c.step IN ('CHK-01', 'CHK-01b', 'DEP-01') AND c.outcome = 'passed' AND c.recorded_at <= $3) AS checked
     FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     LEFT JOIN declarations x ON x.event_id = j.event_id AND x.case_id = j.case_id AND x.created_at <= $3
       AND (x.erased_at IS NULL OR x.erased_at > $3 OR (x.erased_by <> 'owner' AND EXISTS (SELECT 1 FROM declaration_versions z WHERE z.event_id = x.event_id AND z.declaration_id = x.declaration_id)))
     LEFT JOIN declaration_drafts r ON r.event_id = x.event_id AND r.declaration_id = x.declaration_id
     LEFT JOIN LATERAL (SELECT version, card_version, language, filed_at, valid_until FROM declaration_versions y WHERE y.event_id = x.event_id AND y.declaration_id = x.declaration_id AND y.filed_at <= $3 ORDER BY version DESC LIMIT 1) v ON true
     WHERE j.event_id = $1 AND j.flight_id = $2 AND j.created_at <= $3 ORDER BY t.delegation NULLS LAST, t.surname, t.given_names`, [eventId, flightId, asOf], 'declaration_statuses');
}

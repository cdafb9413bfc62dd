import type { Db } from '../../../kernel/db.ts';

/** Is a hand-over to be written: both counts are equal, or the table refuses. */
export interface HandOverWrite {
  readonly handOverId: string; readonly flightId: string; readonly kind: 'normal' | 'abnormal'; readonly vehicle: string; readonly cluster: string; readonly countGiven: number; readonly countReceived: number;
  readonly giver: string; readonly receiver: string; readonly receiverSignature: string | null; readonly at: string; readonly recordedAt: string; readonly recordedBy: string | null; readonly caseIds: readonly string[];
}

/** Adds a hand-over with its people. Shape: false where the identifier is taken. */
export async function insertHandOver(db: Db, eventId: string, row: HandOverWrite): Promise<boolean> {
  const added = await db.query(
    `INSERT INTO hand_overs (event_id, hand_over_id, flight_id, kind, vehicle, cluster, count_given, count_received, giver, receiver, at, recorded_at, recorded_by, receiver_signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (event_id, hand_over_id) DO NOTHING RETURNING hand_over_id`,
    [eventId, row.handOverId, row.flightId, row.kind, row.vehicle, row.cluster, row.countGiven, row.countReceived, row.giver, row.receiver, row.at, row.recordedAt, row.recordedBy, row.receiverSignature]);
  if (added.length === 0) return false;
  await db.query('INSERT INTO hand_over_persons (event_id, hand_over_id, case_id) SELECT $1::uuid, $2::uuid, c FROM unnest($3::uuid[]) AS c', [eventId, row.handOverId, row.caseIds]);
  return true;
}

/** Lists the signatures that hand-overs of a flight were received by. */
export async function usedSignatures(db: Db, eventId: string, flightId: string): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ receiver_signature: string }>('SELECT receiver_signature FROM hand_overs WHERE event_id = $1 AND flight_id = $2 AND receiver_signature IS NOT NULL', [eventId, flightId], 'used_signatures');
  return new Set(rows.map((row) => row.receiver_signature));
}

/** Is a hand-over as stored, with its people. */
export interface HandOverRow {
  readonly hand_over_id: string; readonly kind: string; readonly vehicle: string; readonly cluster: string; readonly count_given: number; readonly count_received: number; readonly giver: string; readonly receiver: string;
  readonly at: string; readonly signed_at: string | null; readonly signed_way: 'password' | 'session' | null; readonly recorded_at: string; readonly by_en: string | null; readonly by_zh: string | null; readonly persons: readonly { caseId: string; surname: string; givenNames: string }[];
}

/** Lists the hand-overs of a flight until an instant. */
export async function handOverRows(db: Db, eventId: string, flightId: string, asOf: string): Promise<HandOverRow[]> {
  return db.query<HandOverRow>(
    `SELECT h.hand_over_id, h.kind, h.vehicle, h.cluster, h.count_given, h.count_received, h.giver, h.receiver, h.at, g.signed_at, g.way AS signed_way, h.recorded_at, o.name_en AS by_en, o.name_zh AS by_zh,
       (SELECT coalesce(json_agg(json_build_object('caseId', p.case_id, 'surname', t.surname, 'givenNames', t.given_names) ORDER BY t.surname, t.given_names), '[]'::json) FROM hand_over_persons p
         JOIN journeys j ON j.event_id = p.event_id AND j.case_id = p.case_id JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id WHERE p.event_id = h.event_id AND p.hand_over_id = h.hand_over_id) AS persons
     FROM hand_overs h LEFT JOIN signatures g ON g.event_id = h.event_id AND g.signature_id = h.receiver_signature LEFT JOIN officers o ON o.event_id = h.event_id AND o.officer_id = h.recorded_by WHERE h.event_id = $1 AND h.flight_id = $2 AND h.recorded_at <= $3 ORDER BY h.recorded_at`, [eventId, flightId, asOf]);
}

/** Is what the hand-over and boarding rules need of a person. */
export interface JourneyState { readonly case_id: string; readonly traveller_id: string; readonly flight_id: string; readonly seat: string | null; readonly owes_boarding: boolean; readonly absent: boolean; readonly released: boolean }

/** Lists the people of a flight with what boarding needs: who still owes it, who is absent, whose hand-over gate is open. */
export async function journeyStates(db: Db, eventId: string, flightId: string): Promise<JourneyState[]> {
  return db.query<JourneyState>(
    `SELECT j.case_id, j.traveller_id, j.flight_id, j.seat,
       EXISTS (SELECT 1 FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND o.step IN ('ONB-01', 'DEP-05') AND o.settled_by IS NULL) AS owes_boarding,
       coalesce((SELECT (r.evidence->>'absent')::boolean FROM records r WHERE r.event_id = j.event_id AND r.case_id = j.case_id AND r.step IN ('ONB-01', 'DEP-05')
         AND NOT EXISTS (SELECT 1 FROM records x WHERE x.event_id = r.event_id AND x.case_id = r.case_id AND x.corrects = r.record_id) ORDER BY r.seq DESC LIMIT 1), false) AS absent,
       EXISTS (SELECT 1 FROM gates g WHERE g.event_id = j.event_id AND g.case_id = j.case_id AND g.gate = 'handOver' AND g.passed_by IS NOT NULL) AS released
     FROM journeys j WHERE j.event_id = $1 AND j.flight_id = $2`, [eventId, flightId]);
}

/** Says whether a flight's count at the doors has passed. */
export async function boardingPassed(db: Db, eventId: string, flightId: string): Promise<boolean> {
  return (await db.query("SELECT 1 FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'BRD-01' AND outcome = 'passed' LIMIT 1", [eventId, flightId])).length > 0;
}

/** Tells the flight of each case. Shape: by case; unknown ones are missing. */
export async function flightsOfCases(db: Db, eventId: string, caseIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ case_id: string; flight_id: string }>('SELECT case_id, flight_id FROM journeys WHERE event_id = $1 AND case_id = ANY ($2::uuid[])', [eventId, caseIds], 'travellers_flights_of_cases');
  return new Map(rows.map((row) => [row.case_id, row.flight_id]));
}

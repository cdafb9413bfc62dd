import type { Db } from '../../../kernel/db.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';

/** Is a window with what is booked in it. */
export interface WindowRow { readonly window_id: string; readonly point_code: string; readonly place_en: string; readonly place_zh: string; readonly dedicated: boolean; readonly starts_at: string; readonly ends_at: string; readonly officers: number; readonly equipment: string[]; readonly capacity: number; readonly booked: number }

/** Lists the windows between two instants, in order. */
export async function windowRows(db: Db, eventId: string, from: string, to: string, pointCode?: string): Promise<WindowRow[]> {
  return db.query(
    `SELECT w.window_id, e.code AS point_code, w.place_en, w.place_zh, w.dedicated, w.starts_at, w.ends_at, w.officers, w.equipment, w.capacity, w.booked FROM inspection_windows w
     JOIN points_of_entry e ON e.event_id = w.event_id AND e.point_id = w.point_id WHERE w.event_id = $1 AND w.starts_at >= $2 AND w.starts_at < $3 AND ($4::text IS NULL OR e.code = $4) ORDER BY w.starts_at, e.code, w.place_en`, [eventId, from, to, pointCode ?? null]);
}

/** Finds a window, locked for whoever books it. */
export async function lockWindow(db: Db, eventId: string, windowId: string): Promise<{ window_id: string; starts_at: string; capacity: number; booked: number } | undefined> {
  const [row] = await db.query<{ window_id: string; starts_at: string; capacity: number; booked: number }>('SELECT window_id, starts_at, capacity, booked FROM inspection_windows WHERE event_id = $1 AND window_id = $2 FOR UPDATE', [eventId, windowId]);
  return row;
}

/** Is a window to be opened. */
export interface NewWindow { readonly windowId: string; readonly startsAt: string; readonly endsAt: string; readonly officers: number; readonly capacity: number }

/** Opens windows at one place; one that is open already stays as it is. Shape: how many are new. */
export async function insertWindows(db: Db, eventId: string, place: { pointId: string; placeEn: string; placeZh: string; dedicated: boolean; equipment: readonly string[] }, windows: readonly NewWindow[], openedBy: string | null, openedAt: string): Promise<number> {
  const rows = await db.query(
    `INSERT INTO inspection_windows (event_id, window_id, point_id, place_en, place_zh, dedicated, starts_at, ends_at, officers, equipment, capacity, opened_at, opened_by)
     SELECT $1, x.window_id, $2, $3, $4, $5, x.starts_at, x.ends_at, x.officers, $6, x.capacity, $8, $9 FROM json_to_recordset($7) AS x(window_id uuid, starts_at timestamptz, ends_at timestamptz, officers integer, capacity integer)
     ON CONFLICT (event_id, point_id, place_en, starts_at) DO NOTHING RETURNING window_id`,
    [eventId, place.pointId, place.placeEn, place.placeZh, place.dedicated, place.equipment, JSON.stringify(windows.map((one) => ({ window_id: one.windowId, starts_at: one.startsAt, ends_at: one.endsAt, officers: one.officers, capacity: one.capacity }))), openedAt, openedBy]);
  return rows.length;
}

/** Books a window for a consignment; the database refuses more than there is room for (`inspection_windows_capacity`) and a second open booking (`appointments_open_once`). */
export async function insertAppointment(db: Db, eventId: string, appointment: { appointmentId: string; consignmentId: string; windowId: string }, bookedBy: string | null, bookedAt: string): Promise<void> {
  await db.query('UPDATE inspection_windows SET booked = booked + 1 WHERE event_id = $1 AND window_id = $2', [eventId, appointment.windowId]);
  await db.query('INSERT INTO appointments (event_id, appointment_id, consignment_id, window_id, booked_at, booked_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [eventId, appointment.appointmentId, appointment.consignmentId, appointment.windowId, bookedAt, bookedBy]);
}

/** Ends a booking; one that is given back makes room again. Shape: false where it had ended before. */
export async function endAppointment(db: Db, eventId: string, appointmentId: string, as: 'kept' | 'missed' | 'cancelled', at: string): Promise<boolean> {
  const [row] = await db.query<{ window_id: string }>('UPDATE appointments SET ended_as = $3, ended_at = $4 WHERE event_id = $1 AND appointment_id = $2 AND ended_as IS NULL RETURNING window_id', [eventId, appointmentId, as, at]);
  if (row !== undefined && as === 'cancelled') await db.query('UPDATE inspection_windows SET booked = booked - 1 WHERE event_id = $1 AND window_id = $2', [eventId, row.window_id]);
  return row !== undefined;
}

/** Is a booking with its window and consignment. */
export interface AppointmentRow { readonly appointment_id: string; readonly consignment_id: string; readonly number: string; readonly kind: ConsignmentKind; readonly party_id: string; readonly agent_id: string | null; readonly party_en: string; readonly party_zh: string; readonly window_id: string; readonly point_code: string; readonly place_en: string; readonly place_zh: string; readonly starts_at: string; readonly ends_at: string; readonly ended_as: 'kept' | 'missed' | 'cancelled' | null; readonly arrived_at: string | null }

/** Lists bookings by an instant: of one consignment, or those whose window begins between two instants. */
export async function appointmentRows(db: Db, eventId: string, asOf: string, filter: { readonly appointmentId?: string; readonly consignmentId?: string; readonly from?: string; readonly to?: string }): Promise<AppointmentRow[]> {
  return db.query(
    `SELECT a.appointment_id, a.consignment_id, c.number, c.kind, c.party_id, c.agent_id, p.name_en AS party_en, p.name_zh AS party_zh, a.window_id, e.code AS point_code, w.place_en, w.place_zh, w.starts_at, w.ends_at,
       CASE WHEN a.ended_at <= $2 THEN a.ended_as END AS ended_as, (SELECT min(r.recorded_at) FROM records r WHERE r.event_id = a.event_id AND r.case_id = a.consignment_id AND r.step = 'GDS-ARR' AND r.outcome = 'passed' AND r.recorded_at <= $2) AS arrived_at
     FROM appointments a JOIN inspection_windows w ON w.event_id = a.event_id AND w.window_id = a.window_id JOIN points_of_entry e ON e.event_id = w.event_id AND e.point_id = w.point_id
     JOIN consignments c ON c.event_id = a.event_id AND c.consignment_id = a.consignment_id JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id
     WHERE a.event_id = $1 AND a.booked_at <= $2 AND ($3::uuid IS NULL OR a.appointment_id = $3) AND ($4::uuid IS NULL OR a.consignment_id = $4) AND ($5::timestamptz IS NULL OR w.starts_at >= $5) AND ($6::timestamptz IS NULL OR w.starts_at < $6)
     ORDER BY w.starts_at, c.number`, [eventId, asOf, filter.appointmentId ?? null, filter.consignmentId ?? null, filter.from ?? null, filter.to ?? null]);
}

/** Is a consignment that is declared and waits to be looked at. */
export interface WaitingRow { readonly consignment_id: string; readonly number: string; readonly kind: ConsignmentKind; readonly party_en: string; readonly party_zh: string; readonly point_code: string; readonly lane: string | null; readonly arrived_at: string | null; readonly starts_at: string | null; readonly place_en: string | null; readonly place_zh: string | null; readonly owed: string[] }

/** Lists the consignments at a port that still owe something an inspection bay or the arrival records, by an instant. */
export async function waitingRows(db: Db, eventId: string, asOf: string, pointCode: string | undefined, steps: readonly string[]): Promise<WaitingRow[]> {
  return db.query(
    `SELECT c.consignment_id, c.number, c.kind, p.name_en AS party_en, p.name_zh AS party_zh, e.code AS point_code, x.lane, x.arrived_at, w.starts_at, w.place_en, w.place_zh, o.owed
     FROM consignments c JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id JOIN points_of_entry e ON e.event_id = c.event_id AND e.point_id = c.point_id
     JOIN LATERAL (SELECT array_agg(b.step ORDER BY b.ordinal) AS owed FROM obligations b LEFT JOIN records s ON s.event_id = b.event_id AND s.record_id = b.settled_by AND s.recorded_at <= $2
       WHERE b.event_id = c.event_id AND b.case_id = c.consignment_id AND b.owed_at <= $2 AND s.record_id IS NULL AND b.step = ANY ($4)) o ON o.owed IS NOT NULL
     JOIN LATERAL (SELECT (array_agg(r.evidence->>'lane' ORDER BY r.seq DESC) FILTER (WHERE r.step = 'GDS-RISK'))[1] AS lane, min(r.recorded_at) FILTER (WHERE r.step = 'GDS-ARR' AND r.outcome = 'passed') AS arrived_at, bool_or(r.step = 'GDS-DECL' AND r.outcome = 'passed') AS declared
       FROM records r WHERE r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.recorded_at <= $2) x ON x.declared
     LEFT JOIN LATERAL (SELECT w.starts_at, w.place_en, w.place_zh FROM appointments a JOIN inspection_windows w ON w.event_id = a.event_id AND w.window_id = a.window_id
       WHERE a.event_id = c.event_id AND a.consignment_id = c.consignment_id AND a.booked_at <= $2 AND (a.ended_at IS NULL OR a.ended_at > $2) LIMIT 1) w ON true
     WHERE c.event_id = $1 AND c.created_at <= $2 AND (c.ended_at IS NULL OR c.ended_at > $2) AND ($3::text IS NULL OR e.code = $3)`, [eventId, asOf, pointCode ?? null, steps]);
}


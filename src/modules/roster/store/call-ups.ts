import type { Db } from '../../../kernel/db.ts';
import type { TierName } from '../catalogue.ts';
import type { CallUpNote } from '../rules/call-ups.ts';

/** Is why a tier is called up. Shape: the forecast and its probability of a breach where one caused it. */
export interface CallUpReason { readonly reason: string; readonly urgent: boolean; readonly forecastId: string | null; readonly probability: number | null; readonly underCover: number | null }

/** Is a call-up. */
export interface CallUpRow {
  readonly call_up_id: string; readonly tier: TierName; readonly point_id: string; readonly point_code: string; readonly skill: string; readonly starts_at: string; readonly ends_at: string; readonly wanted: number; readonly content: CallUpReason;
  readonly called_at: string; readonly called_by: string | null; readonly by_en: string | null; readonly by_zh: string | null;
}

const select = `SELECT c.call_up_id, c.tier, c.point_id, e.code AS point_code, c.skill, c.starts_at, c.ends_at, c.wanted, c.content, c.called_at, c.called_by, o.name_en AS by_en, o.name_zh AS by_zh
  FROM call_ups c JOIN points_of_entry e ON e.event_id = c.event_id AND e.point_id = c.point_id LEFT JOIN officers o ON o.event_id = c.event_id AND o.officer_id = c.called_by WHERE c.event_id = $1 AND c.called_at <= $2`;

/** Lists the call-ups that end after an instant, the latest first. */
export async function callUpRows(db: Db, eventId: string, asOf: string, endingAfter: string): Promise<readonly CallUpRow[]> {
  return db.query<CallUpRow>(`${select} AND c.ends_at > $3 ORDER BY c.called_at DESC, c.call_up_id DESC LIMIT 500`, [eventId, asOf, endingAfter], 'call_ups');
}

/** Finds one call-up. */
export async function findCallUp(db: Db, eventId: string, callUpId: string, asOf: string): Promise<CallUpRow | undefined> {
  return (await db.query<CallUpRow>(`${select} AND c.call_up_id = $3`, [eventId, asOf, callUpId], 'call_up'))[0];
}

/** Adds a call-up with whom it calls. */
export async function insertCallUp(db: Db, eventId: string, callUp: { readonly callUpId: string; readonly tier: TierName; readonly pointId: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly wanted: number; readonly content: CallUpReason; readonly people: readonly string[] }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO call_ups (event_id, call_up_id, tier, point_id, skill, starts_at, ends_at, wanted, content, called_at, called_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [eventId, callUp.callUpId, callUp.tier, callUp.pointId, callUp.skill, callUp.startsAt, callUp.endsAt, callUp.wanted, JSON.stringify(callUp.content), at, by]);
  await db.query('INSERT INTO call_up_people (event_id, call_up_id, person_id) SELECT $1, $2, p FROM unnest($3::uuid[]) AS p', [eventId, callUp.callUpId, callUp.people]);
}

/** Is somebody called, and for which call-up. */
export interface CalledRow { readonly call_up_id: string; readonly person_id: string }

/** Lists whom call-ups call, of one person where named. */
export async function calledRows(db: Db, eventId: string, callUpIds: readonly string[]): Promise<readonly CalledRow[]> {
  return db.query<CalledRow>('SELECT call_up_id, person_id FROM call_up_people WHERE event_id = $1 AND call_up_id = ANY ($2::uuid[]) ORDER BY person_id', [eventId, callUpIds], 'call_up_people');
}

/** Is one note with its call-up. */
export interface NoteRow { readonly call_up_id: string; readonly person_id: string | null; readonly note: CallUpNote['note']; readonly reason: string; readonly noted_at: string; readonly by_en: string | null; readonly by_zh: string | null }

/** Lists what became of call-ups, the oldest first. */
export async function noteRows(db: Db, eventId: string, callUpIds: readonly string[], asOf: string): Promise<readonly NoteRow[]> {
  return db.query<NoteRow>(`SELECT n.call_up_id, n.person_id, n.note, n.reason, n.noted_at, o.name_en AS by_en, o.name_zh AS by_zh FROM call_up_notes n LEFT JOIN officers o ON o.event_id = n.event_id AND o.officer_id = n.noted_by
    WHERE n.event_id = $1 AND n.call_up_id = ANY ($2::uuid[]) AND n.noted_at <= $3 ORDER BY n.noted_at, n.note_id`, [eventId, callUpIds, asOf], 'call_up_notes');
}

/** Adds a note; the database refuses a second of what happens once. */
export async function insertNote(db: Db, eventId: string, note: { readonly noteId: string; readonly callUpId: string; readonly personId: string | null; readonly note: CallUpNote['note']; readonly reason: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO call_up_notes (event_id, call_up_id, note_id, person_id, note, reason, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, note.callUpId, note.noteId, note.personId, note.note, note.reason, at, by]);
}

/** Is somebody coming on duty or going off. */
export interface AttendanceRow { readonly person_id: string; readonly kind: 'on' | 'off'; readonly station_id: string | null; readonly happened_at: string }

/** Lists who came and went in some time, the oldest first, of one person where named. */
export async function attendanceRows(db: Db, eventId: string, asOf: string, from: string, until: string, personId: string | null = null): Promise<readonly AttendanceRow[]> {
  return db.query<AttendanceRow>(`SELECT person_id, kind, station_id, happened_at FROM attendances WHERE event_id = $1 AND recorded_at <= $2 AND happened_at > $3 AND happened_at <= $4 AND ($5::uuid IS NULL OR person_id = $5) ORDER BY happened_at, attendance_id`, [eventId, asOf, from, until, personId], 'attendances');
}

/** Adds that somebody came or went. */
export async function insertAttendance(db: Db, eventId: string, row: { readonly attendanceId: string; readonly personId: string; readonly kind: 'on' | 'off'; readonly stationId: string | null; readonly happenedAt: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO attendances (event_id, attendance_id, person_id, kind, station_id, happened_at, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, row.attendanceId, row.personId, row.kind, row.stationId, row.happenedAt, at, by]);
}

/** Is what a station has of an item. Shape: least null where nobody has set it. */
export interface StockRow { readonly station_id: string; readonly item: string; readonly quantity: number; readonly least: number | null; readonly moved_at: string }

/** Lists what each station has of each item: the last count and what came and went since. */
export async function stockRows(db: Db, eventId: string, asOf: string): Promise<readonly StockRow[]> {
  return db.query<StockRow>(`WITH moves AS (SELECT m.*, max(m.moved_at) FILTER (WHERE m.kind = 'counted') OVER (PARTITION BY m.station_id, m.item) AS counted_at FROM stock_moves m WHERE m.event_id = $1 AND m.moved_at <= $2)
    SELECT station_id, item,
      sum(CASE WHEN counted_at IS NOT NULL AND moved_at < counted_at THEN 0 WHEN kind IN ('issued', 'expired') THEN -quantity ELSE quantity END)::integer AS quantity,
      (array_agg(least ORDER BY moved_at DESC, move_id DESC) FILTER (WHERE least IS NOT NULL))[1] AS least, max(moved_at) AS moved_at
    FROM moves GROUP BY station_id, item ORDER BY station_id, item`, [eventId, asOf], 'stocks');
}

/** Adds a move of stock. */
export async function insertStockMove(db: Db, eventId: string, move: { readonly moveId: string; readonly stationId: string; readonly item: string; readonly kind: string; readonly quantity: number; readonly least: number | null; readonly note: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO stock_moves (event_id, move_id, station_id, item, kind, quantity, least, note, moved_at, moved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [eventId, move.moveId, move.stationId, move.item, move.kind, move.quantity, move.least, move.note, at, by]);
}

import type { Db } from '../../../kernel/db.ts';
import type { ShiftContent, TierName } from '../catalogue.ts';
import type { PersonContent } from '../shapes/people.ts';

/** Is a person as known at an instant. */
export interface PersonRow {
  readonly person_id: string; readonly ordinal: number; readonly staff_number: string; readonly point_id: string; readonly point_code: string; readonly tier: TierName;
  readonly content: PersonContent; readonly officer_id: string | null; readonly active: boolean;
}

/** Is a version of a person as it is written. */
export interface PersonVersion { readonly personId: string; readonly ordinal: number; readonly staffNumber: string; readonly pointId: string; readonly tier: TierName; readonly content: PersonContent; readonly officerId: string | null; readonly active: boolean }

const newest = `SELECT DISTINCT ON (p.person_id) p.person_id, p.ordinal, p.staff_number, p.point_id, e.code AS point_code, p.tier, p.content, p.officer_id, p.active
  FROM roster_people p JOIN points_of_entry e ON e.event_id = p.event_id AND e.point_id = p.point_id WHERE p.event_id = $1 AND p.recorded_at <= $2`;

/** Lists everybody as known at an instant, by staff number. Shape: with those who are no longer there. */
export async function personRows(db: Db, eventId: string, asOf: string): Promise<readonly PersonRow[]> {
  return db.query<PersonRow>(`SELECT * FROM (${newest} ORDER BY p.person_id, p.ordinal DESC) n ORDER BY staff_number`, [eventId, asOf], 'roster_people');
}

/** Finds one person as known at an instant. */
export async function findPerson(db: Db, eventId: string, personId: string, asOf: string): Promise<PersonRow | undefined> {
  return (await db.query<PersonRow>(`${newest} AND p.person_id = $3 ORDER BY p.person_id, p.ordinal DESC`, [eventId, asOf, personId], 'roster_person'))[0];
}

/** Finds who of the rostered people an officer is. */
export async function findPersonOfOfficer(db: Db, eventId: string, officerId: string, asOf: string): Promise<PersonRow | undefined> {
  return (await db.query<PersonRow>(`SELECT * FROM (${newest} ORDER BY p.person_id, p.ordinal DESC) n WHERE officer_id = $3 AND active`, [eventId, asOf, officerId], 'roster_officer'))[0];
}

/** Adds versions of people. */
export async function insertPeople(db: Db, eventId: string, people: readonly PersonVersion[], by: string | null, at: string): Promise<void> {
  await db.query(`INSERT INTO roster_people (event_id, person_id, ordinal, staff_number, point_id, tier, content, officer_id, active, recorded_at, recorded_by)
    SELECT $1, r.person_id, r.ordinal, r.staff_number, r.point_id, r.tier, r.content, r.officer_id, r.active, $3, $4
    FROM jsonb_to_recordset($2::jsonb) AS r (person_id uuid, ordinal integer, staff_number text, point_id uuid, tier text, content jsonb, officer_id uuid, active boolean)`,
  [eventId, JSON.stringify(people.map((one) => ({ person_id: one.personId, ordinal: one.ordinal, staff_number: one.staffNumber, point_id: one.pointId, tier: one.tier, content: one.content, officer_id: one.officerId, active: one.active }))), at, by]);
}

/** Is a certificate in force or not. */
export interface CertificateRow { readonly person_id: string; readonly skill: string; readonly number: string; readonly valid_from: string; readonly valid_until: string | null }

/** Lists the certificate that counts of every person and skill, of one person where named. */
export async function certificateRows(db: Db, eventId: string, asOf: string, personId: string | null = null): Promise<readonly CertificateRow[]> {
  return db.query<CertificateRow>(`SELECT DISTINCT ON (person_id, skill) person_id, skill, number, valid_from::text, valid_until::text FROM roster_certificates
    WHERE event_id = $1 AND recorded_at <= $2 AND ($3::uuid IS NULL OR person_id = $3) ORDER BY person_id, skill, recorded_at DESC, certificate_id DESC`, [eventId, asOf, personId], 'roster_certificates');
}

/** Adds certificates. */
export async function insertCertificates(db: Db, eventId: string, rows: readonly { readonly certificateId: string; readonly personId: string; readonly skill: string; readonly number: string; readonly validFrom: string; readonly validUntil: string | null }[], by: string | null, at: string): Promise<void> {
  await db.query(`INSERT INTO roster_certificates (event_id, certificate_id, person_id, skill, number, valid_from, valid_until, recorded_at, recorded_by)
    SELECT $1, r.certificate_id, r.person_id, r.skill, r.number, r.valid_from, r.valid_until, $3, $4
    FROM jsonb_to_recordset($2::jsonb) AS r (certificate_id uuid, person_id uuid, skill text, number text, valid_from date, valid_until date)`,
  [eventId, JSON.stringify(rows.map((one) => ({ certificate_id: one.certificateId, person_id: one.personId, skill: one.skill, number: one.number, valid_from: one.validFrom, valid_until: one.validUntil }))), at, by]);
}

/** Is an absence that was not taken back. */
export interface AbsenceRow { readonly absence_id: string; readonly person_id: string; readonly kind: 'leave' | 'sick' | 'training' | 'isolation' | 'other'; readonly from_day: string; readonly until_day: string; readonly note: string }

/** Lists the absences that reach into some days, of one person where named. */
export async function absenceRows(db: Db, eventId: string, asOf: string, fromDay: string, untilDay: string, personId: string | null = null): Promise<readonly AbsenceRow[]> {
  return db.query<AbsenceRow>(`SELECT a.absence_id, a.person_id, a.kind, a.from_day::text, a.until_day::text, a.note FROM roster_absences a
    WHERE a.event_id = $1 AND a.recorded_at <= $2 AND a.takes_back IS NULL AND a.until_day >= $3 AND a.from_day <= $4 AND ($5::uuid IS NULL OR a.person_id = $5)
      AND NOT EXISTS (SELECT 1 FROM roster_absences b WHERE b.event_id = a.event_id AND b.takes_back = a.absence_id AND b.recorded_at <= $2) ORDER BY a.from_day, a.absence_id`, [eventId, asOf, fromDay, untilDay, personId], 'roster_absences');
}

/** Adds an absence, or what takes one back. */
export async function insertAbsence(db: Db, eventId: string, absence: { readonly absenceId: string; readonly personId: string; readonly kind: string; readonly fromDay: string; readonly untilDay: string; readonly note: string; readonly takesBack: string | null }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO roster_absences (event_id, absence_id, person_id, kind, from_day, until_day, note, takes_back, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [eventId, absence.absenceId, absence.personId, absence.kind, absence.fromDay, absence.untilDay, absence.note, absence.takesBack, at, by]);
}

/** Is what somebody wishes for a day. */
export interface WishRow { readonly person_id: string; readonly day: string; readonly shift: string | null; readonly weight: number }

/** Lists the wishes that count of some days, of one person where named. */
export async function wishRows(db: Db, eventId: string, asOf: string, fromDay: string, untilDay: string, personId: string | null = null): Promise<readonly WishRow[]> {
  return db.query<WishRow>(`SELECT * FROM (SELECT DISTINCT ON (person_id, day) person_id, day::text, shift, weight FROM roster_wishes
    WHERE event_id = $1 AND recorded_at <= $2 AND day BETWEEN $3 AND $4 AND ($5::uuid IS NULL OR person_id = $5) ORDER BY person_id, day, recorded_at DESC, wish_id DESC) w WHERE weight > 0 ORDER BY day`, [eventId, asOf, fromDay, untilDay, personId], 'roster_wishes');
}

/** Adds a wish; weight 0 takes the day's wish back. */
export async function insertWish(db: Db, eventId: string, wish: { readonly wishId: string; readonly personId: string; readonly day: string; readonly shift: string | null; readonly weight: number }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO roster_wishes (event_id, wish_id, person_id, day, shift, weight, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, wish.wishId, wish.personId, wish.day, wish.shift, wish.weight, at, by]);
}

/** Is a kind of shift as known at an instant. */
export interface ShiftRow { readonly shift: string; readonly ordinal: number; readonly content: ShiftContent; readonly active: boolean }

/** Lists the kinds of shift as known at an instant, by their start. Shape: with those that are no longer used. */
export async function shiftRows(db: Db, eventId: string, asOf: string): Promise<readonly ShiftRow[]> {
  const rows = await db.query<ShiftRow>('SELECT DISTINCT ON (shift) shift, ordinal, content, active FROM shift_types WHERE event_id = $1 AND recorded_at <= $2 ORDER BY shift, ordinal DESC', [eventId, asOf], 'shift_types');
  return rows.toSorted((one, other) => one.content.startsMinute - other.content.startsMinute || (one.shift < other.shift ? -1 : 1));
}

/** Adds a version of a kind of shift. */
export async function insertShift(db: Db, eventId: string, row: { readonly shift: string; readonly ordinal: number; readonly content: ShiftContent; readonly active: boolean }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO shift_types (event_id, shift, ordinal, content, active, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [eventId, row.shift, row.ordinal, JSON.stringify(row.content), row.active, at, by]);
}

import { createHash } from 'node:crypto';
import type { Db } from '../../kernel/db.ts';
import type { Actor, Role } from '../../kernel/officer.ts';

/** Is an officer as stored. */
export interface OfficerRow {
  readonly officer_id: string;
  readonly user_name: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly organisation: string;
  readonly roles: Role[];
  readonly station_id: string | null;
  readonly language: 'en' | 'zh';
  readonly password_hash: string | null;
  readonly external_subject: string | null;
  readonly persona: boolean;
  readonly disabled_at: string | null;
}

const officerColumns = 'officer_id, user_name, name_en, name_zh, organisation, roles, station_id, language, password_hash, external_subject, persona, disabled_at';

/** Makes the digest under which a token or a key is stored; the token itself is never kept. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Finds an officer by user name. */
export async function findOfficerByName(db: Db, eventId: string, userName: string): Promise<OfficerRow | undefined> {
  return (await db.query<OfficerRow>(`SELECT ${officerColumns} FROM officers WHERE event_id = $1 AND user_name = $2`, [eventId, userName]))[0];
}

/** Finds an officer by identifier. */
export async function findOfficer(db: Db, eventId: string, officerId: string): Promise<OfficerRow | undefined> {
  return (await db.query<OfficerRow>(`SELECT ${officerColumns} FROM officers WHERE event_id = $1 AND officer_id = $2`, [eventId, officerId]))[0];
}

/** Finds an officer by the subject that the organisation's identity provider names. */
export async function findOfficerBySubject(db: Db, eventId: string, subject: string): Promise<OfficerRow | undefined> {
  return (await db.query<OfficerRow>(`SELECT ${officerColumns} FROM officers WHERE event_id = $1 AND external_subject = $2`, [eventId, subject]))[0];
}

/** Lists the officers of an event by name. */
export async function listOfficers(db: Db, eventId: string): Promise<OfficerRow[]> {
  return db.query<OfficerRow>(`SELECT ${officerColumns} FROM officers WHERE event_id = $1 ORDER BY user_name`, [eventId]);
}

/** Makes the actor that an officer is in a session. */
export function actorOf(officer: OfficerRow, stationId: string | null): Actor {
  return { officerId: officer.officer_id, keyId: null, name: { en: officer.name_en, zh: officer.name_zh }, organisation: officer.organisation, roles: officer.roles, stationId: stationId ?? officer.station_id };
}

/** Adds a session. */
export async function insertSession(db: Db, session: { eventId: string; token: string; officerId: string; stationId: string | null; createdAt: Date; expiresAt: Date }): Promise<void> {
  await db.query('INSERT INTO sessions (event_id, token_hash, officer_id, station_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [session.eventId, tokenHash(session.token), session.officerId, session.stationId, session.createdAt, session.expiresAt]);
}

/** Finds a live session by its token; instants of sessions are real time, whatever the event's clock says. */
export async function findSession(db: Db, token: string, at: Date): Promise<{ eventId: string; officer: OfficerRow; stationId: string | null; expiresAt: string } | undefined> {
  const [row] = await db.query<OfficerRow & { event_id: string; session_station: string | null; expires_at: string }>(
    `SELECT s.event_id, s.station_id AS session_station, s.expires_at, ${officerColumns.split(', ').map((column) => `o.${column}`).join(', ')}
     FROM sessions s JOIN officers o ON o.event_id = s.event_id AND o.officer_id = s.officer_id
     WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND o.disabled_at IS NULL`, [tokenHash(token), at], 'find_session');
  return row === undefined ? undefined : { eventId: row.event_id, officer: row, stationId: row.session_station, expiresAt: row.expires_at };
}

/** Keeps a session alive until an instant, but never longer than its longest life. Unit: hours. */
export async function extendSession(db: Db, eventId: string, token: string, until: Date, mostHours: number): Promise<void> {
  await db.query('UPDATE sessions SET expires_at = least(created_at + make_interval(hours => $4), $3) WHERE event_id = $1 AND token_hash = $2 AND ended_at IS NULL', [eventId, tokenHash(token), until, mostHours]);
}

/** Ends every session of an officer. */
export async function endSessionsOf(db: Db, eventId: string, officerId: string, at: Date): Promise<void> {
  await db.query('UPDATE sessions SET ended_at = $3 WHERE event_id = $1 AND officer_id = $2 AND ended_at IS NULL', [eventId, officerId, at]);
}

/** Ends a session. */
export async function endSession(db: Db, eventId: string, token: string, at: Date): Promise<void> {
  await db.query('UPDATE sessions SET ended_at = $3 WHERE event_id = $1 AND token_hash = $2', [eventId, tokenHash(token), at]);
}

/** Moves a session to another station. */
export async function moveSession(db: Db, eventId: string, token: string, stationId: string | null): Promise<void> {
  await db.query('UPDATE sessions SET station_id = $3 WHERE event_id = $1 AND token_hash = $2', [eventId, tokenHash(token), stationId]);
}

/** Adds an officer. */
export async function insertOfficer(db: Db, eventId: string, officer: Omit<OfficerRow, 'disabled_at'>, createdAt: string): Promise<void> {
  await db.query(
    `INSERT INTO officers (event_id, officer_id, user_name, name_en, name_zh, organisation, roles, station_id, language, password_hash, external_subject, persona, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [eventId, officer.officer_id, officer.user_name, officer.name_en, officer.name_zh, officer.organisation, officer.roles, officer.station_id, officer.language, officer.password_hash, officer.external_subject, officer.persona, createdAt]);
}

/** Writes an officer's changed fields. */
export async function updateOfficer(db: Db, eventId: string, officer: OfficerRow): Promise<void> {
  await db.query(
    `UPDATE officers SET name_en = $3, name_zh = $4, organisation = $5, roles = $6, station_id = $7, language = $8, password_hash = $9, external_subject = $10, disabled_at = $11
     WHERE event_id = $1 AND officer_id = $2`,
    [eventId, officer.officer_id, officer.name_en, officer.name_zh, officer.organisation, officer.roles, officer.station_id, officer.language, officer.password_hash, officer.external_subject, officer.disabled_at]);
}

/** Locks the administrators who can sign in, so that two of them cannot remove each other at once. Shape: their identifiers. */
export async function lockAdministrators(db: Db, eventId: string): Promise<string[]> {
  const rows = await db.query<{ officer_id: string }>(
    `SELECT officer_id FROM officers WHERE event_id = $1 AND 'administrator' = ANY (roles) AND disabled_at IS NULL AND (password_hash IS NOT NULL OR external_subject IS NOT NULL OR persona)
     ORDER BY officer_id FOR UPDATE`, [eventId]);
  return rows.map((row) => row.officer_id);
}

/** Counts failed attempts for a user name or an address since an instant. */
export async function countFailures(db: Db, eventId: string, userName: string, address: string, since: Date): Promise<{ user: number; address: number }> {
  const [row] = await db.query<{ user: number; address: number }>(
    `SELECT count(*) FILTER (WHERE user_name = $2 AND at > coalesce((SELECT max(at) FROM sign_in_attempts s WHERE s.event_id = $1 AND s.user_name = $2 AND s.succeeded), '-infinity')) AS user,
            count(*) FILTER (WHERE address = $3) AS address
     FROM sign_in_attempts WHERE event_id = $1 AND NOT succeeded AND at > $4 AND (user_name = $2 OR address = $3)`, [eventId, userName, address, since]);
  return row ?? { user: 0, address: 0 };
}

/** Writes an attempt to sign in down. */
export async function insertAttempt(db: Db, eventId: string, attempt: { attemptId: string; userName: string; address: string; succeeded: boolean; at: Date }): Promise<void> {
  await db.query('INSERT INTO sign_in_attempts (event_id, attempt_id, user_name, address, succeeded, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [eventId, attempt.attemptId, attempt.userName, attempt.address, attempt.succeeded, attempt.at]);
}

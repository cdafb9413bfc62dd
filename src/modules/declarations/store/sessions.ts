import { createHash } from 'node:crypto';
import type { Db } from '../../../kernel/db.ts';

/** Is a session of the form: of one card, or of a leader. Instants of sessions are real time. */
export interface FormSessionRow { readonly declaration_id: string | null; readonly leader_id: string | null; readonly kiosk: boolean; readonly blind: boolean; readonly created_at: string; readonly expires_at: string }

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Adds a session. */
export async function insertFormSession(db: Db, eventId: string, session: { token: string; declarationId: string | null; leaderId: string | null; kiosk: boolean; blind: boolean; createdAt: Date; expiresAt: Date }): Promise<void> {
  await db.query('INSERT INTO form_sessions (event_id, token_hash, declaration_id, leader_id, kiosk, blind, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, digest(session.token), session.declarationId, session.leaderId, session.kiosk, session.blind, session.createdAt, session.expiresAt], 'form_session_add');
}

/** Finds a live session. */
export async function findFormSession(db: Db, eventId: string, token: string, at: Date): Promise<FormSessionRow | undefined> {
  return (await db.query<FormSessionRow>('SELECT declaration_id, leader_id, kiosk, blind, created_at, expires_at FROM form_sessions WHERE event_id = $1 AND token_hash = $2 AND ended_at IS NULL AND expires_at > $3', [eventId, digest(token), at], 'form_session'))[0];
}

/** Lets a session live on. */
export async function prolongFormSession(db: Db, eventId: string, token: string, until: Date): Promise<void> {
  await db.query('UPDATE form_sessions SET expires_at = $3 WHERE event_id = $1 AND token_hash = $2 AND ended_at IS NULL', [eventId, digest(token), until], 'form_session_prolong');
}

/** Lets the sessions of a card read its health answers again, once the earlier ones are gone. */
export async function unblindFormSessions(db: Db, eventId: string, declarationId: string): Promise<void> {
  await db.query('UPDATE form_sessions SET blind = false WHERE event_id = $1 AND declaration_id = $2 AND ended_at IS NULL', [eventId, declarationId]);
}

/** Ends a session. */
export async function endFormSession(db: Db, eventId: string, token: string, at: Date): Promise<void> {
  await db.query('UPDATE form_sessions SET ended_at = $3 WHERE event_id = $1 AND token_hash = $2 AND ended_at IS NULL', [eventId, digest(token), at], 'form_session_end');
}

/** Counts the failed attempts on a subject since an instant. */
export async function countFailedAttempts(db: Db, eventId: string, subject: Buffer, since: Date): Promise<number> {
  const [row] = await db.query<{ failures: number }>('SELECT count(*)::int AS failures FROM form_attempts WHERE event_id = $1 AND subject = $2 AND at > $3 AND NOT succeeded', [eventId, subject, since], 'form_failures');
  return row?.failures ?? 0;
}

/** Adds an attempt. */
export async function insertFormAttempt(db: Db, eventId: string, attempt: { attemptId: string; subject: Buffer; succeeded: boolean; at: Date }): Promise<void> {
  await db.query('INSERT INTO form_attempts (event_id, attempt_id, subject, succeeded, at) VALUES ($1, $2, $3, $4, $5)', [eventId, attempt.attemptId, attempt.subject, attempt.succeeded, attempt.at], 'form_attempt');
}

/** Is a leader as stored. */
export interface LeaderRow { readonly leader_id: string; readonly delegation: string; readonly pin_hash: string; readonly email: string | null; readonly language: string; readonly created_at: string; readonly revoked_at: string | null }

const leaderColumns = 'leader_id, delegation, pin_hash, email, language, created_at, revoked_at';

/** Finds the leader whom a code opens. */
export async function findLeaderByCode(db: Db, eventId: string, codeHash: Buffer): Promise<LeaderRow | undefined> {
  return (await db.query<LeaderRow>(`SELECT ${leaderColumns} FROM declaration_leaders WHERE event_id = $1 AND code_hash = $2`, [eventId, codeHash], 'leader_by_code'))[0];
}

/** Finds a leader. */
export async function findLeader(db: Db, eventId: string, leaderId: string): Promise<LeaderRow | undefined> {
  return (await db.query<LeaderRow>(`SELECT ${leaderColumns} FROM declaration_leaders WHERE event_id = $1 AND leader_id = $2`, [eventId, leaderId], 'leader'))[0];
}

/** Lists the leaders of an event, newest first. */
export async function listLeaders(db: Db, eventId: string): Promise<LeaderRow[]> {
  return db.query<LeaderRow>(`SELECT ${leaderColumns} FROM declaration_leaders WHERE event_id = $1 ORDER BY created_at DESC`, [eventId]);
}

/** Adds a leader. */
export async function insertLeader(db: Db, eventId: string, row: { leaderId: string; codeHash: Buffer; delegation: string; pinHash: string; email: string | null; language: string; createdBy: string | null; createdAt: string }): Promise<void> {
  await db.query('INSERT INTO declaration_leaders (event_id, leader_id, code_hash, delegation, pin_hash, email, language, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, row.leaderId, row.codeHash, row.delegation, row.pinHash, row.email, row.language, row.createdBy, row.createdAt]);
}

/** Revokes a leader; their sessions end. Shape: false where there was none. */
export async function revokeLeader(db: Db, eventId: string, leaderId: string, at: string): Promise<boolean> {
  const rows = await db.query('UPDATE declaration_leaders SET revoked_at = $3 WHERE event_id = $1 AND leader_id = $2 AND revoked_at IS NULL RETURNING leader_id', [eventId, leaderId, at]);
  await db.query('UPDATE form_sessions SET ended_at = $3 WHERE event_id = $1 AND leader_id = $2 AND ended_at IS NULL', [eventId, leaderId, new Date()]);
  return rows.length > 0;
}

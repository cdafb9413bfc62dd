import type { Db } from '../../../kernel/db.ts';
import { tokenHash } from '../store.ts';

/** Is the name of a session by which its officer can end it; it gives no way in. Shape: 16 hexadecimal digits of the token's digest. */
export function sessionName(token: string): string {
  return tokenHash(token).toString('hex').slice(0, 16);
}

const nameColumn = "left(encode(token_hash, 'hex'), 16)";

/** Is a live session as its officer sees it; instants of sessions are real time. */
export interface SessionRow {
  readonly session_name: string;
  readonly station_id: string | null;
  readonly created_at: string;
  readonly expires_at: string;
}

/** Lists the live sessions of an officer, newest first. */
export async function listSessions(db: Db, eventId: string, officerId: string, at: Date): Promise<SessionRow[]> {
  return db.query<SessionRow>(
    `SELECT ${nameColumn} AS session_name, station_id, created_at, expires_at FROM sessions
     WHERE event_id = $1 AND officer_id = $2 AND ended_at IS NULL AND expires_at > $3 ORDER BY created_at DESC`, [eventId, officerId, at]);
}

/** Counts the live sessions of every officer who has one. */
export async function countSessions(db: Db, eventId: string, at: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ officer_id: string; live: number }>(
    'SELECT officer_id, count(*)::int AS live FROM sessions WHERE event_id = $1 AND ended_at IS NULL AND expires_at > $2 GROUP BY officer_id', [eventId, at]);
  return new Map(rows.map((row) => [row.officer_id, row.live]));
}

/** Ends the live sessions of an officer, or the one of a name. Shape: how many ended. */
export async function endLiveSessions(db: Db, eventId: string, officerId: string, name: string | undefined, at: Date): Promise<number> {
  const rows = await db.query(
    `UPDATE sessions SET ended_at = $3 WHERE event_id = $1 AND officer_id = $2 AND ended_at IS NULL AND expires_at > $3 AND ($4::text IS NULL OR ${nameColumn} = $4) RETURNING officer_id`,
    [eventId, officerId, at, name ?? null]);
  return rows.length;
}

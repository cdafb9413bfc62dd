import type { Db } from '../../../kernel/db.ts';
import type { Role } from '../../../kernel/officer.ts';
import { tokenHash } from '../store.ts';

/** Is an organisation's key as stored, with whoever made it. */
export interface KeyRow {
  readonly key_id: string;
  readonly organisation: string;
  readonly roles: Role[];
  readonly created_at: string;
  readonly creator_en: string | null;
  readonly creator_zh: string | null;
  readonly revoked_at: string | null;
}

/** Finds a live key by its text. */
export async function findKey(db: Db, key: string): Promise<{ event_id: string; key_id: string; organisation: string; roles: Role[] } | undefined> {
  return (await db.query<{ event_id: string; key_id: string; organisation: string; roles: Role[] }>(
    'SELECT event_id, key_id, organisation, roles FROM organisation_keys WHERE key_hash = $1 AND revoked_at IS NULL', [tokenHash(key)], 'find_key'))[0];
}

/** Adds a key; only its digest is kept. */
export async function insertKey(db: Db, eventId: string, key: { keyId: string; organisation: string; roles: readonly Role[]; key: string; createdAt: string; createdBy: string }): Promise<void> {
  await db.query('INSERT INTO organisation_keys (event_id, key_id, organisation, roles, key_hash, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [eventId, key.keyId, key.organisation, key.roles, tokenHash(key.key), key.createdAt, key.createdBy]);
}

/** Revokes a key. Shape: whether there was such a key; one revoked before stays as it was. */
export async function revokeKey(db: Db, eventId: string, keyId: string, at: string): Promise<boolean> {
  const rows = await db.query('UPDATE organisation_keys SET revoked_at = coalesce(revoked_at, $3) WHERE event_id = $1 AND key_id = $2 RETURNING key_id', [eventId, keyId, at]);
  return rows.length > 0;
}

/** Lists the keys, newest first. */
export async function listKeys(db: Db, eventId: string): Promise<KeyRow[]> {
  return db.query<KeyRow>(
    `SELECT k.key_id, k.organisation, k.roles, k.created_at, k.revoked_at, o.name_en AS creator_en, o.name_zh AS creator_zh
     FROM organisation_keys k LEFT JOIN officers o ON o.event_id = k.event_id AND o.officer_id = k.created_by WHERE k.event_id = $1 ORDER BY k.created_at DESC, k.key_id DESC`, [eventId]);
}

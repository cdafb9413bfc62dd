import type { Db } from '../../kernel/db.ts';

/** Is a trust list as stored, without its keys. */
export interface TrustListRow {
  readonly list_id: string;
  readonly name: string;
  readonly version: number;
  readonly source: string;
  readonly list_date: string | null;
  readonly file_name: string;
  readonly digest: Buffer;
  readonly problems: readonly { readonly source: string; readonly reason: string }[];
  readonly keys: number;
  readonly name_en: string | null;
  readonly name_zh: string | null;
  readonly imported_at: string;
  readonly withdrawn_at: string | null;
  /** Counts at the instant: the newest of its name, and not withdrawn. */
  readonly current: boolean;
}

/** Lists every version of every trust list as known at an instant, newest first. */
export async function trustLists(db: Db, eventId: string, asOf: string): Promise<TrustListRow[]> {
  return db.query<TrustListRow>(
    `SELECT x.*, x.withdrawn_at IS NULL AND x.version = max(x.version) OVER (PARTITION BY x.name) AS current FROM (
       SELECT l.list_id, l.name, l.version, l.source, l.list_date, l.file_name, l.digest, l.problems, o.name_en, o.name_zh, l.imported_at, CASE WHEN l.withdrawn_at <= $2 THEN l.withdrawn_at END AS withdrawn_at,
         (SELECT count(*)::int FROM trust_keys k WHERE k.event_id = l.event_id AND k.list_id = l.list_id) AS keys
       FROM trust_lists l LEFT JOIN officers o ON o.event_id = l.event_id AND o.officer_id = l.imported_by WHERE l.event_id = $1 AND l.imported_at <= $2) x
     ORDER BY x.imported_at DESC, x.name, x.version DESC`, [eventId, asOf], 'trust_lists');
}

/** Is one trusted key as stored. */
export interface TrustKeyRow {
  readonly list_id: string;
  readonly position: number;
  readonly kid: string | null;
  readonly kids: readonly string[];
  readonly issuer: string | null;
  readonly country: string | null;
  readonly usages: readonly string[] | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly certificate: Buffer | null;
  readonly public_key: Buffer;
}

/** Lists the keys of lists in their order. */
export async function keysOfLists(db: Db, eventId: string, listIds: readonly string[], limit = 50_000): Promise<TrustKeyRow[]> {
  if (listIds.length === 0) return [];
  return db.query<TrustKeyRow>('SELECT list_id, position, kid, kids, issuer, country, usages, valid_from, valid_until, certificate, public_key FROM trust_keys WHERE event_id = $1 AND list_id = ANY ($2::uuid[]) ORDER BY list_id, position LIMIT $3', [eventId, listIds, limit]);
}

/** Adds a version of a trust list with its keys; two that import at once collide on the version. */
export async function insertTrustList(db: Db, eventId: string, list: Pick<TrustListRow, 'list_id' | 'name' | 'version' | 'source' | 'list_date' | 'file_name' | 'digest' | 'problems' | 'imported_at'> & { readonly by: string | null }, keys: readonly Omit<TrustKeyRow, 'list_id' | 'position'>[]): Promise<void> {
  await db.query(
    'INSERT INTO trust_lists (event_id, list_id, name, version, source, list_date, file_name, digest, problems, imported_by, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [eventId, list.list_id, list.name, list.version, list.source, list.list_date, list.file_name, list.digest, JSON.stringify(list.problems), list.by, list.imported_at]);
  await db.query(
    `INSERT INTO trust_keys (event_id, list_id, position, kid, kids, issuer, country, usages, valid_from, valid_until, certificate, public_key)
     SELECT $1, $2, x.p, x.k, x.ks, x.i, x.c, x.u, x.f, x.t, decode(x.cert, 'hex'), decode(x.pub, 'hex') FROM json_to_recordset($3) AS x(p int, k text, ks text[], i text, c text, u text[], f timestamptz, t timestamptz, cert text, pub text)`,
    [eventId, list.list_id, JSON.stringify(keys.map((key, index) => ({ p: index + 1, k: key.kid, ks: key.kids, i: key.issuer, c: key.country, u: key.usages, f: key.valid_from, t: key.valid_until, cert: key.certificate?.toString('hex') ?? null, pub: key.public_key.toString('hex') })))]);
}

/** Withdraws a version of a trust list. Shape: false where it is none, or withdrawn already. */
export async function withdrawTrustList(db: Db, eventId: string, listId: string, by: string | null, at: string): Promise<boolean> {
  return (await db.query('UPDATE trust_lists SET withdrawn_at = $3, withdrawn_by = $4 WHERE event_id = $1 AND list_id = $2 AND withdrawn_at IS NULL RETURNING list_id', [eventId, listId, at, by])).length > 0;
}

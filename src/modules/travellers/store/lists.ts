import type { Db } from '../../../kernel/db.ts';
import type { ListRecord } from '../rules/entries.ts';

/** Is a list as stored, without its entries. */
export interface ListRow {
  readonly list_id: string;
  readonly kind: 'roster' | 'airline' | 'declaration';
  readonly scope: string;
  readonly version: number;
  readonly source: string;
  readonly file_name: string | null;
  readonly digest: Buffer;
  readonly declared: Readonly<Record<string, unknown>>;
}

/** Is one entry as stored. */
export interface EntryRow {
  readonly list_id: string;
  readonly position: number;
  readonly entry_key: string;
  readonly flight_id: string | null;
  readonly traveller_id: string | null;
  readonly entry: { readonly record: ListRecord; readonly part: number | null };
}

const newest = 'l.version = (SELECT max(m.version) FROM lists m WHERE m.event_id = l.event_id AND m.kind = l.kind AND m.scope = l.scope)';

/** Lists the current versions of scopes. */
export async function currentLists(db: Db, eventId: string, kind: string, scopes: readonly string[]): Promise<ListRow[]> {
  return db.query<ListRow>(`SELECT l.list_id, l.kind, l.scope, l.version, l.source, l.file_name, l.digest, l.declared FROM lists l WHERE l.event_id = $1 AND l.kind = $2 AND l.scope = ANY ($3::text[]) AND ${newest}`, [eventId, kind, scopes]);
}

/** Lists the entries of lists in their order. */
export async function entriesOf(db: Db, eventId: string, listIds: readonly string[]): Promise<EntryRow[]> {
  if (listIds.length === 0) return [];
  return db.query<EntryRow>('SELECT list_id, position, entry_key, flight_id, traveller_id, entry FROM list_entries WHERE event_id = $1 AND list_id = ANY ($2::uuid[]) ORDER BY list_id, position', [eventId, listIds]);
}

/** Lists the entries of the carrier's current lists of a flight. */
export async function airlineEntries(db: Db, eventId: string, flightId: string): Promise<EntryRow[]> {
  return db.query<EntryRow>(
    `SELECT e.list_id, e.position, e.entry_key, e.flight_id, e.traveller_id, e.entry FROM list_entries e JOIN lists l ON l.event_id = e.event_id AND l.list_id = e.list_id
     WHERE e.event_id = $1 AND e.flight_id = $2 AND l.kind = 'airline' AND l.scope IN ($2::uuid::text || ':passengers', $2::uuid::text || ':crew') AND ${newest}`, [eventId, flightId]);
}

/** Is a list to be written with its entries. */
export interface ListWrite {
  readonly listId: string;
  readonly kind: 'roster' | 'airline';
  readonly scope: string;
  readonly version: number;
  readonly source: string;
  readonly fileName: string;
  readonly digest: Buffer;
  readonly declared: object;
  readonly quarantined: readonly object[];
  /** By which its people can be answered again later. */
  readonly envelope: object | undefined;
  readonly entries: readonly { readonly key: string; readonly flightId: string | null; readonly travellerId: string | null; readonly record: object; readonly part: number | null }[];
}

/** Adds list versions with their entries. */
export async function insertLists(db: Db, eventId: string, lists: readonly ListWrite[], by: string | null, receivedAt: string): Promise<void> {
  if (lists.length === 0) return;
  await db.query(
    `INSERT INTO lists (event_id, list_id, kind, scope, version, source, file_name, digest, declared, quarantined, envelope, committed_by, received_at)
     SELECT $1, x.i, x.k, x.s, x.v, x.o, x.f, decode(x.d, 'hex'), x.c, x.q, x.e, $3, $4 FROM json_to_recordset($2) AS x(i uuid, k text, s text, v int, o text, f text, d text, c jsonb, q jsonb, e jsonb)`,
    [eventId, JSON.stringify(lists.map((l) => ({ i: l.listId, k: l.kind, s: l.scope, v: l.version, o: l.source, f: l.fileName, d: l.digest.toString('hex'), c: l.declared, q: l.quarantined, e: l.envelope ?? null }))), by, receivedAt]);
  const entries = lists.flatMap((list) => list.entries.map((entry, index) => ({ l: list.listId, p: index + 1, k: entry.key, f: entry.flightId, t: entry.travellerId, e: { record: entry.record, part: entry.part } })));
  if (entries.length === 0) return;
  await db.query(
    `INSERT INTO list_entries (event_id, list_id, position, entry_key, flight_id, traveller_id, entry)
     SELECT $1, x.l, x.p, x.k, x.f, x.t, x.e FROM json_to_recordset($2) AS x(l uuid, p int, k text, f uuid, t uuid, e jsonb)`, [eventId, JSON.stringify(entries)]);
}

/** Is a list as the views show it. */
export interface ListSummaryRow {
  readonly list_id: string; readonly kind: string; readonly scope: string; readonly version: number; readonly source: string; readonly file_name: string | null; readonly received_at: string;
  readonly by_en: string | null; readonly by_zh: string | null; readonly records: number; readonly quarantined: readonly { readonly where: string }[]; readonly declared: object; readonly current: boolean;
}

/** Lists list versions, newest first, all or those of a flight, as of an instant. */
export async function listSummaries(db: Db, eventId: string, filter: { flightId?: string | undefined; kind?: string | undefined; listId?: string | undefined; asOf: string; limit: number }): Promise<ListSummaryRow[]> {
  return db.query<ListSummaryRow>(
    `SELECT l.list_id, l.kind, l.scope, l.version, l.source, l.file_name, l.received_at, o.name_en AS by_en, o.name_zh AS by_zh, l.quarantined, l.declared,
       (SELECT count(*) FROM list_entries e WHERE e.event_id = l.event_id AND e.list_id = l.list_id) AS records,
       l.version = (SELECT max(m.version) FROM lists m WHERE m.event_id = l.event_id AND m.kind = l.kind AND m.scope = l.scope AND m.received_at <= $5) AS current
     FROM lists l LEFT JOIN officers o ON o.event_id = l.event_id AND o.officer_id = l.committed_by
     WHERE l.event_id = $1 AND ($2::uuid IS NULL OR l.list_id IN (SELECT list_id FROM list_entries WHERE event_id = $1 AND flight_id = $2) OR l.scope LIKE $2::uuid::text || ':%')
       AND ($3::text IS NULL OR l.kind = $3) AND ($4::uuid IS NULL OR l.list_id = $4) AND l.received_at <= $5
     ORDER BY l.received_at DESC, l.scope LIMIT $6`,
    [eventId, filter.flightId ?? null, filter.kind ?? null, filter.listId ?? null, filter.asOf, filter.limit]);
}

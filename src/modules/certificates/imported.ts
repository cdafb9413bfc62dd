import { createPublicKey, X509Certificate } from 'node:crypto';
import type { Db } from '../../kernel/db.ts';
import type { TrustKey, TrustStore } from './shapes.ts';
import { keysOfLists, trustLists } from './store.ts';
import type { TrustKeyRow, TrustListRow } from './store.ts';

/** Turns loaded keys into what is stored: public halves alone, each with every identifier under which it is found. */
export function storedKeys(store: TrustStore): Omit<TrustKeyRow, 'list_id' | 'position'>[] {
  const kidsOf = new Map<TrustKey, string[]>();
  for (const [kid, keys] of store.byKid) for (const key of keys) kidsOf.set(key, [...(kidsOf.get(key) ?? []), kid]);
  return store.keys.map((key) => ({
    kid: key.kid, kids: kidsOf.get(key) ?? [], issuer: key.issuer, country: key.country, usages: key.usages ?? null, valid_from: key.validFrom, valid_until: key.validUntil,
    certificate: key.certificate?.raw ?? null, public_key: key.key.export({ format: 'der', type: 'spki' }),
  }));
}

/** Names a list as a verdict names what vouched. */
export function nameOfList(list: Pick<TrustListRow, 'name' | 'version' | 'file_name'>): string {
  return `${list.name}, version ${list.version} (${list.file_name})`;
}

function openKey(row: TrustKeyRow, list: TrustListRow): TrustKey {
  return {
    source: nameOfList(list), importedAt: list.imported_at, kid: row.kid, issuer: row.issuer, country: row.country, validFrom: row.valid_from, validUntil: row.valid_until,
    key: createPublicKey({ key: row.public_key, format: 'der', type: 'spki' }),
    ...(row.certificate === null ? {} : { certificate: new X509Certificate(row.certificate) }), ...(row.usages === null ? {} : { usages: row.usages as NonNullable<TrustKey['usages']> }),
  };
}

// A list never changes: what was opened of the same lists is the same.
const opened = new Map<string, { readonly lists: string; readonly store: TrustStore }>();

/** Opens the keys that count at an instant: of each list its newest version, unless it was withdrawn. */
export async function importedTrust(db: Db, eventId: string, asOf: string): Promise<TrustStore> {
  const lists = (await trustLists(db, eventId, asOf)).filter((list) => list.current);
  const named = lists.map((list) => list.list_id).sort().join(' ');
  const known = opened.get(eventId);
  if (known?.lists === named) return known.store;
  const byId = new Map(lists.map((list) => [list.list_id, list]));
  const keys: TrustKey[] = [];
  const byKid = new Map<string, TrustKey[]>();
  for (const row of await keysOfLists(db, eventId, [...byId.keys()])) {
    const key = openKey(row, byId.get(row.list_id)!);
    keys.push(key);
    for (const kid of row.kids) byKid.set(kid, [...(byKid.get(kid) ?? []), key]);
  }
  const store: TrustStore = { keys, byKid, problems: [] };
  opened.set(eventId, { lists: named, store });
  return store;
}

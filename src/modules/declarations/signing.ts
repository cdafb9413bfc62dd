import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Db } from '../../kernel/db.ts';
import type { Vault } from '../../kernel/vault.ts';
import { makeCodeKey } from '../certificates/code-keys.ts';
import { insertCodeKey, listCodeKeys } from './store/keys.ts';
import type { CodeKeyRow } from './store/keys.ts';

/** Is for how long a key signs, and how much longer what it signed may count. Unit: days. Source: our own choice, docs/decisions/0020. */
export const keyLife = { signsDays: 14, countsDays: 60 } as const;

const day = 86_400_000;
const about = (kid: string): string => `tongguan code key ${kid}`;
const vaultKey = 'code-keys';

const opened = new Map<string, KeyObject>();

async function privateKey(vault: Vault, eventId: string, row: Pick<CodeKeyRow, 'kid' | 'sealed'>): Promise<KeyObject | undefined> {
  const known = opened.get(`${eventId} ${row.kid}`);
  if (known !== undefined) return known;
  const der = await vault.open(eventId, vaultKey, row.sealed, about(row.kid));
  if (der === undefined) return undefined;
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  opened.set(`${eventId} ${row.kid}`, key);
  return key;
}

/**
 * Gets the key that signs now; makes the next one when it has signed long enough or would not outlive the code.
 * Unit of `until`: the instant at which the code expires.
 */
export async function signingKey(db: Db, vault: Vault, eventId: string, now: string, until: string): Promise<{ readonly key: KeyObject; readonly kid: string }> {
  for (const row of await listCodeKeys(db, eventId, now)) {
    if (row.retired_at !== null || row.valid_from > now || row.valid_until < until || Date.parse(row.created_at) + keyLife.signsDays * day < Date.parse(now)) continue;
    const key = await privateKey(vault, eventId, row);
    if (key !== undefined) return { key, kid: row.kid };
  }
  const validUntil = new Date(Math.max(Date.parse(now) + keyLife.countsDays * day, Date.parse(until))).toISOString();
  const made = makeCodeKey(now, validUntil);
  const sealed = await vault.seal(eventId, vaultKey, made.key.export({ format: 'der', type: 'pkcs8' }), about(made.kid));
  await insertCodeKey(db, eventId, { kid: made.kid, public_jwk: createPublicKey(made.key).export({ format: 'jwk' }) as Readonly<Record<string, unknown>>, sealed, valid_from: now, valid_until: validUntil, created_at: now });
  opened.set(`${eventId} ${made.kid}`, made.key);
  return { key: made.key, kid: made.kid };
}

/** Writes the key set that stations cache. Shape: a JSON web key set with the period of each key; a retired key still counts for what it signed. */
export async function keySet(db: Db, eventId: string, event: string, at: string): Promise<Readonly<Record<string, unknown>>> {
  const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);
  const rows = await listCodeKeys(db, eventId, at);
  return { issuer: event, keys: rows.map((row) => ({ ...row.public_jwk, kid: row.kid, use: 'sig', nbf: seconds(row.valid_from), exp: seconds(row.valid_until) })) };
}

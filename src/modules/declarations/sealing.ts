import { randomBytes } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import { KeyDestroyed, openWith, sealWith } from '../../kernel/vault.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { DeclarationRow } from './store/cards.ts';

/** Names the key outside the database that wraps the keys of all cards of one day's flights: retention destroys it, and with it every copy of the database forgets. */
export function keyNameOf(flightDate: string): string {
  return `answers-${flightDate}`;
}

const about = (declarationId: string, what: string): string => `tongguan declaration ${declarationId} ${what}`;

/** Makes a card's own key, wrapped. Refuses: `declaration-flight-over` where the day's answers were destroyed already. */
export async function newCardKey(vault: Vault, eventId: string, keyName: string, declarationId: string): Promise<{ readonly key: Buffer; readonly wrapped: Buffer }> {
  const key = randomBytes(32);
  try {
    return { key, wrapped: await vault.seal(eventId, keyName, key, about(declarationId, 'key')) };
  } catch (error) {
    if (error instanceof KeyDestroyed) throw new Refusal('declaration-flight-over', {});
    throw error;
  }
}

/** Opens a card's own key. Shape: undefined where the card was erased or its day's key destroyed. */
export async function cardKey(vault: Vault, eventId: string, row: Pick<DeclarationRow, 'declaration_id' | 'key_name' | 'wrapped_key'>): Promise<Buffer | undefined> {
  return row.wrapped_key === null ? undefined : vault.open(eventId, row.key_name, row.wrapped_key, about(row.declaration_id, 'key'));
}

/** Seals a value as JSON under a card's key, bound to its place. */
export function sealJson(key: Buffer, declarationId: string, place: string, value: unknown): Buffer {
  // Padded, so that the length of what is sealed does not tell whether a symptom was ticked.
  const text = JSON.stringify(value);
  return sealWith(key, Buffer.from(text.padEnd(Math.ceil((Buffer.byteLength(text) + 1) / 1024) * 1024)), about(declarationId, place));
}

/** Opens what `sealJson` sealed. */
export function openJson<T>(key: Buffer, declarationId: string, place: string, sealed: Buffer): T {
  return JSON.parse(openWith(key, sealed, about(declarationId, place)).toString()) as T;
}

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { kidOfKey } from './trust-entries.ts';

/** A key that signs declarations' codes. Shape: `validUntil` is when the last code that it signed has expired; a station counts nothing of it after that. */
export interface CodeKey {
  readonly key: KeyObject;
  readonly kid: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** How codes are signed: ES256, which every browser can check, or EdDSA (Ed25519), which old ones cannot. */
export type CodeAlgorithm = 'ES256' | 'EdDSA';

/** Makes a key to sign with. */
export function makeCodeKey(validFrom: string, validUntil: string, algorithm: CodeAlgorithm = 'ES256'): CodeKey {
  const key = (algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')).privateKey;
  return { key, kid: kidOfKey(createPublicKey(key)), validFrom, validUntil };
}

/**
 * Writes the key set that stations cache: public halves only, each with its period, so that keys rotate without a call.
 * Shape: a JSON web key set that `loadTrust` reads; `alg` as in RFC 7518 and RFC 8037; `nbf` and `exp` in seconds.
 */
export function keySetOf(keys: readonly CodeKey[], event: string): string {
  const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);
  return JSON.stringify({
    issuer: event,
    keys: keys.map(({ key, kid, validFrom, validUntil }) => ({
      ...createPublicKey(key).export({ format: 'jwk' }), kid, alg: (key.asymmetricKeyType === 'ec' ? 'ES256' : 'EdDSA') satisfies CodeAlgorithm, use: 'sig', nbf: seconds(validFrom), exp: seconds(validUntil),
    })),
  });
}

import { decodeCbor, Tagged, tags } from './cbor.ts';
import { Unverifiable } from './unverifiable.ts';

/** How a message may be signed. Shape: `hash` is null where the algorithm hashes by itself. */
export interface Algorithm {
  readonly name: string;
  readonly hash: string | null;
  readonly kind: 'ec' | 'rsa-pss' | 'rsa' | 'ed25519';
}

/**
 * The signature algorithms that issuers used.
 * Source: RFC 9053 section 2, RFC 8230 section 2, RFC 8812 section 2; the EU's and WHO's certificates prescribe ES256 and PS256.
 */
export const algorithms: ReadonlyMap<number, Algorithm> = new Map([
  [-7, { name: 'ES256', hash: 'sha256', kind: 'ec' }], [-35, { name: 'ES384', hash: 'sha384', kind: 'ec' }], [-36, { name: 'ES512', hash: 'sha512', kind: 'ec' }],
  [-37, { name: 'PS256', hash: 'sha256', kind: 'rsa-pss' }], [-38, { name: 'PS384', hash: 'sha384', kind: 'rsa-pss' }], [-39, { name: 'PS512', hash: 'sha512', kind: 'rsa-pss' }],
  [-257, { name: 'RS256', hash: 'sha256', kind: 'rsa' }], [-8, { name: 'EdDSA', hash: null, kind: 'ed25519' }],
]);

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** One signed message as it was read. Shape: `kid` is base64, null when the message names no key. */
export interface Sign1 {
  readonly protectedBytes: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: number;
  readonly kid: string | null;
}

function mapOf(value: unknown, what: string): Map<unknown, unknown> {
  if (!(value instanceof Map)) throw new Unverifiable('malformed-cbor', `${what} is no map.`);
  return value;
}

function untagged(value: unknown): unknown {
  let inner = value;
  if (inner instanceof Tagged && inner.tag === tags.token) {
    inner = inner.value;
    if (inner instanceof Tagged && inner.tag === tags.token) throw new Unverifiable('wrong-tag', 'The web token is tagged as one twice (tag 61); once at most is right.');
  }
  if (!(inner instanceof Tagged)) return inner;
  if (inner.tag !== tags.sign1) throw new Unverifiable('wrong-tag', `The message has tag ${inner.tag}; a certificate with one signature has tag 18 or none.`);
  if (inner.value instanceof Tagged) throw new Unverifiable('wrong-tag', `The message is tagged twice (18, then ${inner.value.tag}); 18 comes last and once.`);
  return inner.value;
}

/**
 * Reads a message with one signature: with or without tag 18, with or without tag 61 around it. What stands in the protected header wins over the unprotected one.
 * Refuses: malformed-cbor, duplicate-key, trailing-bytes, wrong-tag, critical-header, algorithm-missing, algorithm-unknown.
 * Source: RFC 9052 section 4.2, RFC 8392 sections 6 and 7.
 */
export function readSign1(bytes: Uint8Array): Sign1 {
  const parts = untagged(decodeCbor(bytes, 'The signed message'));
  if (!Array.isArray(parts) || parts.length !== 4) throw new Unverifiable('malformed-cbor', 'The signed message is no list of four parts (protected header, header, payload, signature).');
  const [protectedBytes, unprotectedPart, payload, signature] = parts as unknown[];
  if (!(protectedBytes instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array)) {
    throw new Unverifiable('malformed-cbor', 'Protected header, payload and signature of the message are not all byte strings.');
  }
  const sealed = protectedBytes.length === 0 ? new Map<unknown, unknown>() : mapOf(decodeCbor(protectedBytes, 'The protected header'), 'The protected header');
  const open = mapOf(unprotectedPart, 'The unprotected header');
  const critical: unknown = sealed.get(2) ?? (open.has(2) ? ['unprotected'] : undefined);
  const unknownParts = critical === undefined ? [] : Array.isArray(critical) ? critical.filter((label) => ![1, 3, 4].includes(label as number)) : [critical];
  if (unknownParts.length > 0) throw new Unverifiable('critical-header', `The issuer demands that header ${String(unknownParts[0])} is understood, and this reader does not know it.`);
  const algorithm: unknown = sealed.get(1) ?? open.get(1);
  if (algorithm === undefined) throw new Unverifiable('algorithm-missing', 'The message does not say with which algorithm it is signed.');
  if (typeof algorithm !== 'number' || !algorithms.has(algorithm)) {
    throw new Unverifiable('algorithm-unknown', `Algorithm ${String(algorithm)} is none of ${[...algorithms.values()].map(({ name }) => name).join(', ')}.`);
  }
  const kid: unknown = sealed.get(4) ?? open.get(4);
  return { protectedBytes, payload, signature, algorithm, kid: kid instanceof Uint8Array ? base64(kid) : null };
}

/** Tells an algorithm's name, as in "ES256". */
export function algorithmName(algorithm: number): string {
  return algorithms.get(algorithm)?.name ?? String(algorithm);
}

// ["Signature1", protected, h'', payload]: what is signed. Source: RFC 9052 section 4.4.
const opening = Uint8Array.from([0x84, 0x6a, ...new TextEncoder().encode('Signature1')]);
const noExternalData = Uint8Array.from([0x40]);

function head(major: number, length: number): readonly number[] {
  if (length < 24) return [major | length];
  if (length < 0x100) return [major | 24, length];
  if (length < 0x10000) return [major | 25, length >>> 8, length & 0xff];
  return [major | 26, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}

/** Gives the bytes over which the signature of a message goes. Source: RFC 9052 section 4.4. */
export function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts = [opening, head(0x40, protectedBytes.length), protectedBytes, noExternalData, head(0x40, payload.length), payload];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of parts) {
    bytes.set(part, to);
    to += part.length;
  }
  return bytes;
}

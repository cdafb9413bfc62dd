import { constants, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeCbor, encodeCbor, Tagged, tags } from './cbor.ts';
import { Unverifiable } from './unverifiable.ts';

interface Algorithm {
  readonly name: string;
  readonly hash: string | null;
  readonly kind: 'ec' | 'rsa-pss' | 'rsa' | 'ed25519';
}

/**
 * The signature algorithms that issuers used.
 * Source: RFC 9053 section 2, RFC 8230 section 2, RFC 8812 section 2; the EU's and WHO's certificates prescribe ES256 and PS256.
 */
const algorithms: ReadonlyMap<number, Algorithm> = new Map([
  [-7, { name: 'ES256', hash: 'sha256', kind: 'ec' }], [-35, { name: 'ES384', hash: 'sha384', kind: 'ec' }], [-36, { name: 'ES512', hash: 'sha512', kind: 'ec' }],
  [-37, { name: 'PS256', hash: 'sha256', kind: 'rsa-pss' }], [-38, { name: 'PS384', hash: 'sha384', kind: 'rsa-pss' }], [-39, { name: 'PS512', hash: 'sha512', kind: 'rsa-pss' }],
  [-257, { name: 'RS256', hash: 'sha256', kind: 'rsa' }], [-8, { name: 'EdDSA', hash: null, kind: 'ed25519' }],
]);

/** Unit: bytes of a signature, both halves. The curves of RFC 9053; any of them goes with any of the hashes. */
const curves: Readonly<Record<string, number>> = { prime256v1: 64, secp384r1: 96, secp521r1: 132 };

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
  return { protectedBytes, payload, signature, algorithm, kid: kid instanceof Uint8Array ? Buffer.from(kid).toString('base64') : null };
}

/** Tells an algorithm's name, as in "ES256". */
export function algorithmName(algorithm: number): string {
  return algorithms.get(algorithm)?.name ?? String(algorithm);
}

/** Tells why an algorithm must not be used with a key, or null when it may. A key of RSA has 2048 bits at least (RFC 8230). */
export function unfitness(algorithm: number, key: KeyObject): string | null {
  const wanted = algorithms.get(algorithm);
  const type = key.asymmetricKeyType;
  if (wanted === undefined) return 'the algorithm is unknown';
  const fits = wanted.kind === 'ec' ? type === 'ec' && (key.asymmetricKeyDetails?.namedCurve ?? '') in curves
    : wanted.kind === 'ed25519' ? type === 'ed25519' : type === 'rsa' || (wanted.kind === 'rsa-pss' && type === 'rsa-pss');
  if (!fits) return `${wanted.name} does not go with a key of ${type ?? 'no type'}${type === 'ec' ? ` on ${key.asymmetricKeyDetails?.namedCurve ?? 'an unknown curve'}` : ''}`;
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && bits < 2048 ? `its RSA key has only ${bits} bits` : null;
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([major | length]);
  if (length < 0x100) return Buffer.from([major | 24, length]);
  if (length < 0x10000) return Buffer.from([major | 25, length >>> 8, length & 0xff]);
  const bytes = Buffer.from([major | 26, 0, 0, 0, 0]);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

// ["Signature1", protected, h'', payload]: what is signed. Source: RFC 9052 section 4.4.
const opening = Buffer.concat([Buffer.from([0x84, 0x6a]), Buffer.from('Signature1')]);
const noExternalData = Buffer.from([0x40]);

function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Buffer {
  return Buffer.concat([opening, head(0x40, protectedBytes.length), protectedBytes, noExternalData, head(0x40, payload.length), payload]);
}

function keyInput(algorithm: number, key: KeyObject): { key: KeyObject; dsaEncoding?: 'ieee-p1363'; padding?: number; saltLength?: number } {
  const { kind } = algorithms.get(algorithm)!;
  if (kind === 'ec') return { key, dsaEncoding: 'ieee-p1363' };
  if (kind === 'rsa-pss') return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  return kind === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : { key };
}

/** Tells whether a key made the signature. Shape: false also for a key that does not fit the algorithm and for a signature of another length. */
export function signatureHolds(message: Sign1, key: KeyObject): boolean {
  if (unfitness(message.algorithm, key) !== null) return false;
  const { hash, kind } = algorithms.get(message.algorithm)!;
  if (kind === 'ec' && message.signature.length !== curves[key.asymmetricKeyDetails?.namedCurve ?? '']) return false;
  return verify(hash, toBeSigned(message.protectedBytes, message.payload), keyInput(message.algorithm, key), message.signature);
}

/** Signs a payload. Shape: an untagged COSE_Sign1 with algorithm and key identifier in the protected header. */
export function writeSign1(payload: Uint8Array, key: KeyObject, kid: Uint8Array): Uint8Array {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? -8 : key.asymmetricKeyType === 'ec' ? ({ prime256v1: -7, secp384r1: -35, secp521r1: -36 })[key.asymmetricKeyDetails?.namedCurve ?? ''] : -37;
  if (algorithm === undefined) throw new TypeError(`No algorithm goes with a key on ${key.asymmetricKeyDetails?.namedCurve ?? 'an unknown curve'}.`);
  const protectedBytes = encodeCbor(new Map<number, unknown>([[1, algorithm], [4, kid]]));
  const { hash, kind } = algorithms.get(algorithm)!;
  const input = keyInput(algorithm, key);
  // A salt as long as the hash is what every verifier accepts; "as found" is only for reading.
  const signature = sign(hash, toBeSigned(protectedBytes, payload), kind === 'rsa-pss' ? { ...input, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : input);
  return encodeCbor([protectedBytes, new Map(), payload, new Uint8Array(signature)]);
}

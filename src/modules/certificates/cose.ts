import { constants, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { encodeCbor } from './cbor.ts';
import { algorithms, toBeSigned } from './rules/cose.ts';
import type { Sign1 } from './rules/cose.ts';

/** Unit: bytes of a signature, both halves. The curves of RFC 9053; any of them goes with any of the hashes. */
const curves: Readonly<Record<string, number>> = { prime256v1: 64, secp384r1: 96, secp521r1: 132 };

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

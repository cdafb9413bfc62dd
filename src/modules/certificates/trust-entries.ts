import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { KeyUsage, TrustKey } from './trust-key.ts';

/** Where an entry of a trust store came from. */
export interface Origin {
  readonly source: string;
  readonly importedAt: string | null;
}

/** One key of a trust store with every identifier under which it is found. */
export interface Entry {
  readonly key: TrustKey;
  readonly kids: readonly string[];
}

/** Gives the first eight bytes of a SHA-256, which is how the EU and WHO name a key. Shape: base64. Source: HCERT specification 3.2.2. */
export function shortHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest().subarray(0, 8).toString('base64');
}

/** Gives the identifier of a bare public key: the short hash of its DER (SubjectPublicKeyInfo). */
export function kidOfKey(key: KeyObject): string {
  return shortHash(key.export({ format: 'der', type: 'spki' }));
}

// The European Commission published the usages under both arcs. Source: EU DCC certificate governance, annex 1.
const usageOf: Readonly<Record<string, KeyUsage>> = Object.fromEntries(['1.3.6.1.4.1.1847.2021.1', '1.3.6.1.4.1.0.1847.2021.1']
  .flatMap((arc) => (['test', 'vaccination', 'recovery'] as const).map((usage, at) => [`${arc}.${at + 1}`, usage])));

function partOf(certificate: X509Certificate, name: string): string | null {
  return new RegExp(`^${name}=(.+)$`, 'mu').exec(certificate.subject)?.[1] ?? null;
}

/** Makes an entry of a certificate. Shape: found by the short hash of the certificate, and by that of its key. Throws on what is no certificate. */
export function entryOfCertificate(bytes: Uint8Array | string, origin: Origin): Entry {
  const certificate = new X509Certificate(bytes);
  const key = certificate.publicKey;
  const kid = shortHash(certificate.raw);
  // Node gives undefined where the certificate has no extended usages.
  const usages = ((certificate.keyUsage as string[] | undefined) ?? []).flatMap((oid) => usageOf[oid] ?? []);
  return {
    kids: [kid, kidOfKey(key)],
    key: {
      ...origin, kid, key, certificate,
      issuer: certificate.subject.split('\n').join(', ') || null,
      country: partOf(certificate, 'C'),
      ...(usages.length > 0 ? { usages } : {}),
      validFrom: new Date(certificate.validFrom).toISOString(),
      validUntil: new Date(certificate.validTo).toISOString(),
    },
  };
}

function entryOfKey(key: KeyObject, kid: string | null, more: Partial<TrustKey>, origin: Origin): Entry {
  const own = kidOfKey(key);
  return { kids: kid === null ? [own] : [kid, own], key: { ...origin, kid: kid ?? own, key, issuer: null, country: null, validFrom: null, validUntil: null, ...more } };
}

/** Makes an entry of a bare public key in PEM. Throws on a private key, which belongs in no trust directory. */
export function entryOfPublicKey(pem: string, origin: Origin): Entry {
  return entryOfKey(createPublicKey(pem), null, {}, origin);
}

const instantOf = (seconds: unknown): string | null => (typeof seconds === 'number' && Math.abs(seconds) < 8.64e12 ? new Date(seconds * 1000).toISOString() : null);

/**
 * Makes an entry of a JSON web key; a certificate beside it (`x5c`) must be of the same key.
 * Shape: found by its own `kid`, also where a message has the same bytes as standard base64; `nbf` and `exp` bound its validity. Throws on what is no public key.
 * Source: RFC 7517.
 */
export function entryOfJwk(jwk: Readonly<Record<string, unknown>>, issuer: string | null, origin: Origin, named: string | null = null): Entry {
  // Only the public members are taken, so that a private key that strayed in is not kept.
  const members = ['kty', 'crv', 'x', 'y', 'n', 'e'].flatMap((name) => (typeof jwk[name] === 'string' ? [[name, jwk[name]]] : []));
  const x5c = Array.isArray(jwk['x5c']) && typeof jwk['x5c'][0] === 'string' ? entryOfCertificate(Buffer.from(jwk['x5c'][0], 'base64'), origin) : null;
  const key = members.some(([name]) => name === 'x' || name === 'n') || x5c === null ? createPublicKey({ key: Object.fromEntries(members) as JsonWebKey, format: 'jwk' }) : x5c.key.key;
  if (x5c !== null && !x5c.key.key.equals(key)) throw new Error('its certificate (x5c) is of another key');
  const kid = typeof jwk['kid'] === 'string' ? jwk['kid'] : named;
  const own = entryOfKey(key, kid, { validFrom: instantOf(jwk['nbf']), validUntil: instantOf(jwk['exp']) }, origin);
  const standard = kid !== null && /^[\w+/-]+={0,2}$/u.test(kid) ? [Buffer.from(kid, 'base64').toString('base64')] : [];
  return {
    kids: [...new Set([...own.kids, ...standard, ...(x5c?.kids ?? [])])],
    key: { ...(x5c?.key ?? own.key), kid: own.key.kid, issuer: issuer ?? x5c?.key.issuer ?? null },
  };
}

// SubjectPublicKeyInfo up to a compressed point. Source: RFC 5480.
const compressedHeads: Readonly<Record<number, string>> = { 1: '3039301306072a8648ce3d020106082a8648ce3d030107032200', 2: '3046301006072a8648ce3d020106052b81040022033200' };
const coseCurves: Readonly<Record<number, string>> = { 1: 'P-256', 2: 'P-384', 3: 'P-521', 6: 'Ed25519' };

/** Makes an entry of a COSE_Key: two-coordinate curves (also with a compressed point), Ed25519, RSA. Throws on what is none. Source: RFC 9053 section 7, RFC 8230. */
export function entryOfCoseKey(map: ReadonlyMap<unknown, unknown>, origin: Origin): Entry {
  const bytesAt = (label: number): Buffer => {
    const value = map.get(label);
    if (!(value instanceof Uint8Array)) throw new Error(`label ${label} is no byte string`);
    return Buffer.from(value);
  };
  const text = (label: number): string => bytesAt(label).toString('base64url');
  const kid = map.get(2) instanceof Uint8Array ? bytesAt(2).toString('base64') : null;
  const type = map.get(1);
  const curve = map.get(-1) as number;
  let key: KeyObject;
  if (type === 3) key = createPublicKey({ key: { kty: 'RSA', n: text(-1), e: text(-2) }, format: 'jwk' });
  else if (type === 1) key = createPublicKey({ key: { kty: 'OKP', crv: coseCurves[curve] ?? String(curve), x: text(-2) }, format: 'jwk' });
  else if (type === 2 && typeof map.get(-3) === 'boolean') {
    const start = compressedHeads[curve];
    if (start === undefined) throw new Error(`curve ${String(curve)} with a compressed point is not read`);
    key = createPublicKey({ key: Buffer.concat([Buffer.from(start, 'hex'), Buffer.from([map.get(-3) === true ? 3 : 2]), bytesAt(-2)]), format: 'der', type: 'spki' });
  } else if (type === 2) key = createPublicKey({ key: { kty: 'EC', crv: coseCurves[curve] ?? String(curve), x: text(-2), y: text(-3) }, format: 'jwk' });
  else throw new Error(`key type ${String(type)} is none of EC2, OKP and RSA`);
  return entryOfKey(key, kid, {}, origin);
}

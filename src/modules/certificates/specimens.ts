import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { encodeBase45 } from './base45.ts';

/** A CBOR writer of the tests' own, which can also write what no honest issuer does. Shape: a list of pairs under `pairs` keeps their order and repeats. */
export type Cbor = number | string | boolean | null | Uint8Array | readonly Cbor[] | { readonly pairs: readonly (readonly [Cbor, Cbor])[] } | { readonly tag: number; readonly value: Cbor } | { readonly float: number };

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  if (value < 65_536) return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
  const wide = Buffer.from([(major << 5) | 26, 0, 0, 0, 0]);
  wide.writeUInt32BE(value, 1);
  return wide;
}

/** Writes CBOR. */
export function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (value === null) return Buffer.from([0xf6]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map((one: Cbor) => cbor(one))]);
  const other = value as { pairs?: readonly (readonly [Cbor, Cbor])[]; tag?: number; value?: Cbor; float?: number };
  if (other.pairs) return Buffer.concat([head(5, other.pairs.length), ...other.pairs.flatMap(([key, one]) => [cbor(key), cbor(one)])]);
  if (other.tag !== undefined) return Buffer.concat([head(6, other.tag), cbor(other.value ?? null)]);
  const bytes = Buffer.alloc(9, 0xfb);
  bytes.writeDoubleBE(other.float ?? 0, 1);
  return bytes;
}

/** Makes a CBOR map of pairs, or of an object with names. */
export const map = (...pairs: readonly (readonly [Cbor, Cbor])[]): Cbor => ({ pairs });
/** Turns plain data into CBOR; what is undefined is left out. */
export function data(value: unknown): Cbor {
  if (Array.isArray(value)) return value.map(data);
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !('tag' in value) && !('float' in value) && !('pairs' in value)) {
    return { pairs: Object.entries(value).filter(([, one]) => one !== undefined).map(([name, one]) => [name, data(one)] as const) };
  }
  return value as Cbor;
}

function der(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((value) => {
    const groups = [value & 127];
    for (let left = value >>> 7; left > 0; left >>>= 7) groups.unshift((left & 127) | 128);
    return groups;
  });
  return der(0x06, Buffer.from(bytes));
}

/** A signer of specimens: its private key, its certificate, and the identifier under which it is found. */
export interface Signer {
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  readonly certificate: Buffer;
  readonly pem: string;
  readonly kid: Buffer;
}

/** How a signer's key and certificate are. */
export interface SignerOptions {
  readonly type?: 'P-256' | 'P-384' | 'P-521' | 'brainpoolP256r1' | 'RSA' | 'Ed25519';
  readonly modulusLength?: number;
  readonly usages?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly country?: string;
  readonly name?: string;
  /** Whether its certificate may issue others. */
  readonly authority?: boolean;
  /** Who issues its certificate, under the name that the issuer has or claims. */
  readonly issuer?: { readonly key: KeyObject; readonly name: string };
}

const utcTime = (text: string): Buffer => der(0x17, `${new Date(text).toISOString().replace(/[-:T]/gu, '').slice(2, 14)}Z`);

/** Makes a key and a certificate of it. Unless an issuer is given, the certificate's own signature is by some other key, as it is with real ones. */
export function makeSigner({ type = 'P-256', modulusLength = 2048, usages = [], from = '2021-01-01', until = '2031-01-01', country = 'XX', name: own = 'Specimen signer', authority: isAuthority = false, issuer }: SignerOptions = {}): Signer {
  const { privateKey: key, publicKey } = type === 'RSA' ? generateKeyPairSync('rsa', { modulusLength }) : type === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: type });
  const issuing = issuer ?? { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, name: 'Specimen authority' };
  const algorithm = der(0x30, oid('1.2.840.10045.4.3.2'));
  const name = (common: string): Buffer => der(0x30, ...([['2.5.4.6', country], ['2.5.4.3', common]] as const).map(([id, text]) => der(0x31, der(0x30, oid(id), der(0x0c, text)))));
  const basic = isAuthority ? [der(0x30, oid('2.5.29.19'), der(0x01, Buffer.from([255])), der(0x04, der(0x30, der(0x01, Buffer.from([255])))))] : [];
  const extended = usages.length === 0 ? [] : [der(0x30, oid('2.5.29.37'), der(0x04, der(0x30, ...usages.map(oid))))];
  const extensions = basic.length + extended.length === 0 ? [] : [der(0xa3, der(0x30, ...basic, ...extended))];
  const body = der(0x30, der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([1, 2, 3])), algorithm, name(issuing.name), der(0x30, utcTime(from), utcTime(until)), name(own), publicKey.export({ format: 'der', type: 'spki' }), ...extensions);
  const certificate = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, issuing.key)));
  return { key, publicKey, certificate, pem: new X509Certificate(certificate).toString(), kid: createHash('sha256').update(certificate).digest().subarray(0, 8) };
}

/** Everything of a specimen that a test may want otherwise. */
export interface HcertOptions {
  readonly signer: Signer;
  readonly algorithm?: number;
  readonly protectedHeader?: Cbor;
  readonly unprotectedHeader?: Cbor;
  readonly claims?: Cbor;
  readonly tags?: readonly number[];
  readonly wrap?: (message: Buffer) => Buffer;
}

const hashes: Readonly<Record<number, string>> = { [-7]: 'sha256', [-35]: 'sha384', [-37]: 'sha256', [-257]: 'sha256' };

/** Signs and packs a health certificate with nothing of the module but base45. */
export function makeHcert({ signer, algorithm = -7, claims = dccClaims(), tags = [18], wrap, ...headers }: HcertOptions): string {
  const protectedBytes = cbor(headers.protectedHeader ?? map([1, algorithm], [4, signer.kid]));
  const payload = cbor(claims);
  const input = signer.key.asymmetricKeyType === 'ec' ? { key: signer.key, dsaEncoding: 'ieee-p1363' as const } : algorithm === -37 ? { key: signer.key, padding: 6, saltLength: 32 } : { key: signer.key };
  const signature = sign(hashes[algorithm] ?? null, cbor(['Signature1', protectedBytes, Buffer.alloc(0), payload]), input);
  const message = cbor(tags.reduceRight<Cbor>((value, tag) => ({ tag, value }), [protectedBytes, headers.unprotectedHeader ?? map(), payload, signature]));
  return pack(wrap ? wrap(message) : message);
}

/** Compresses and writes a signed message as text. */
export function pack(message: Uint8Array): string {
  return `HC1:${encodeBase45(deflateSync(message))}`;
}

/** 2021-06-01T00:00:00Z, when the specimens were issued. Unit: seconds. */
export const issuedAt = 1_622_505_600;
/** 2022-06-01T00:00:00Z, when they expire. Unit: seconds. */
export const expiresAt = 1_654_041_600;
/** An instant at which the specimens are valid. */
export const during = new Date('2021-12-01T12:00:00Z');

/** Claims around a health certificate; null leaves the expiry out. */
export function claimsOf(health: Cbor, { issued = issuedAt as Cbor, expires = expiresAt as Cbor, more = [] as readonly (readonly [Cbor, Cbor])[] } = {}): Cbor {
  return map([1, 'XX'], ...(expires === null ? [] : [[4, expires] as const]), [6, issued], ...more, [-260, health]);
}

const person = { nam: { fn: 'Müsterfraü', fnt: 'MUESTERFRAUE', gn: 'Änne', gnt: 'AENNE' }, dob: '1990-05-17', ver: '1.3.0' };
const common = { tg: '840539006', co: 'XX', is: 'Specimen authority', ci: 'URN:UVCI:01:XX:SPECIMEN#1' };

/** The entries of digital COVID certificates. */
export const entries = {
  v: { ...common, vp: '1119349007', mp: 'EU/1/20/1528', ma: 'ORG-100030215', dn: 2, sd: 2, dt: '2021-05-01' },
  t: { ...common, tt: 'LP6464-4', nm: 'Test', sc: '2021-05-31T10:00:00Z', tr: '260415000', tc: 'Centre' },
  r: { ...common, fr: '2021-03-01', df: '2021-03-15', du: '2021-09-01' },
} as const;

/** A payload of a digital COVID certificate, vaccination unless something else is said. */
export function dcc(changes: Readonly<Record<string, unknown>> = {}, group: 'v' | 't' | 'r' = 'v'): Cbor {
  return data({ ...person, [group]: [entries[group]], ...changes });
}

/** Claims with a digital COVID certificate. */
export function dccClaims(payload: Cbor = dcc()): Cbor {
  return claimsOf(map([1, payload]));
}

import { inflateSync } from 'node:zlib';
import { decodeBase45 } from './base45.ts';
import { plain } from './cbor.ts';
import { signatureHolds, unfitness } from './cose.ts';
import { decodeCbor } from './rules/cbor.ts';
import { algorithmName, readSign1 } from './rules/cose.ts';
import type { Sign1 } from './rules/cose.ts';
import { readDcc } from './dcc.ts';
import type { Content } from './dcc.ts';
import type { TrustKey, TrustStore, Verdict } from './shapes.ts';
import { describeKey } from './trust.ts';
import { invalidVerdict, Unverifiable, validVerdict } from './rules/unverifiable.ts';
import type { Known } from './rules/unverifiable.ts';
import { readDdcc, readIcvp } from './who.ts';

/** With what a certificate is checked. Shape: `at` is the instant of the check, now by default. */
export interface CheckOptions {
  readonly trust: TrustStore;
  readonly at?: Date;
}

/** Unit: bytes. No certificate comes near it; a bomb does. */
const maximumBytes = 1_048_576;
/** Unit: milliseconds. Clocks of issuers run that much ahead. */
const clockTolerance = 5 * 60_000;

/**
 * Takes off prefix, base45 and compression.
 * Refuses: not-recognised, illegal-character, bad-length, base45-overflow, not-compressed, too-large, trailing-bytes.
 * Source: HCERT specification 4.2.
 */
function unpack(text: string): Buffer {
  // Scanners and files put a byte order mark and line ends around a code; a blank at its end may belong to it.
  const clean = text.replace(/^[\ufeff\s]+/u, '').replace(/[\r\n\t]+$/u, '');
  if (!clean.startsWith('HC1:')) {
    throw new Unverifiable('not-recognised', clean === '' ? 'The text is empty: scan the code again.' : `A health certificate begins with "HC1:", this text with ${JSON.stringify(clean.slice(0, 12))}.`);
  }
  if (clean.length > 2 * maximumBytes) throw new Unverifiable('too-large', 'The text is longer than any certificate.');
  const compressed = decodeBase45(clean.slice(4), 4);
  let packed: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    packed = inflateSync(compressed, { maxOutputLength: maximumBytes, info: true }) as unknown as typeof packed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new Unverifiable('too-large', `Unpacked, the certificate has more than ${maximumBytes} bytes; no issuer writes that.`);
    throw new Unverifiable('not-compressed', `What is in the code is not compressed as it must be (zlib): ${(error as Error).message}. Scan the code again.`);
  }
  if (packed.engine.bytesWritten !== compressed.length) throw new Unverifiable('trailing-bytes', `The certificate is followed by ${compressed.length - packed.engine.bytesWritten} bytes that belong to nothing.`);
  return packed.buffer;
}

/**
 * Finds the keys that may have signed.
 * Refuses: key-unknown, algorithm-unfit.
 */
function candidates(message: Sign1, trust: TrustStore): readonly TrustKey[] {
  if (trust.keys.length === 0) throw new Unverifiable('key-unknown', 'No key is trusted, so nothing can be vouched for: give a trust directory (--trust DIR).');
  if (message.kid === null) throw new Unverifiable('key-unknown', 'The certificate does not say which key signed it.');
  const found = trust.byKid.get(message.kid) ?? [];
  if (found.length === 0) throw new Unverifiable('key-unknown', `Key ${message.kid} is not in the trust directory. Import the issuer's current list, if the issuer is to be trusted.`);
  const fit = found.filter((key) => unfitness(message.algorithm, key.key) === null);
  if (fit.length === 0) throw new Unverifiable('algorithm-unfit', `The certificate is signed with ${algorithmName(message.algorithm)}, but for its key: ${unfitness(message.algorithm, found[0]!.key)}.`);
  return fit;
}

type Claims = ReadonlyMap<unknown, unknown>;

function instantAt(claims: Claims, label: number, what: string): number | null {
  const value: unknown = claims.get(label);
  if (value === undefined || value === null) return null;
  const seconds = typeof value === 'bigint' ? Number(value) : value;
  if (typeof seconds !== 'number' || Math.abs(seconds) > 8.64e12) throw new Unverifiable('claims-malformed', `The ${what} (claim ${label}) is no number of seconds.`);
  return seconds * 1000;
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z'));

/** Reads the claims and the health claim within. Shape: the first fault is given, not thrown: a wrong signature is told before it. */
function readPayload(message: Sign1): { known: Known; content: Content | null; expires: number | null; begins: number | null; fault: Unverifiable | null } {
  const read = { known: {} as Known, content: null as Content | null, expires: null as number | null, begins: null as number | null, fault: null as Unverifiable | null };
  try {
    const claims = decodeCbor(message.payload, 'The payload', true);
    if (!(claims instanceof Map)) throw new Unverifiable('claims-malformed', 'The payload is no map of claims.');
    read.expires = instantAt(claims, 4, 'time of expiry');
    const issued = instantAt(claims, 6, 'time of issue');
    read.begins = instantAt(claims, 5, 'beginning of validity') ?? issued;
    Object.assign(read.known, { validFrom: iso(read.begins), validUntil: iso(read.expires) });
    const health: unknown = claims.get(-260);
    if (!(health instanceof Map)) {
      read.known.payload = plain(claims);
      throw new Unverifiable('kind-unknown', 'The token has no health certificate in it (claim -260).');
    }
    const [found, reader] = health.has(1) ? [1, readDcc] as const : health.has(-6) ? [-6, readIcvp] as const : health.has(3) ? [3, readDdcc] as const : health.has(4) ? [4, readDdcc] as const : [0, null] as const;
    if (reader === null) {
      throw new Unverifiable('kind-unknown', health.has(5) ? 'The code holds a health link, which would have to be fetched; a check calls nobody. Ask for the certificate itself.'
        : `Health certificates of kind ${[...health.keys()].map(String).join(', ') || 'none'} are not known.`);
    }
    const payload: unknown = health.get(found);
    read.known.payload = plain(payload);
    read.content = reader(payload);
    read.known.kind = read.content.kind;
    read.known.holder = read.content.holder;
    read.known.validFrom = later(read.known.validFrom ?? null, read.content.validFrom);
    read.known.validUntil = earlier(read.known.validUntil ?? null, read.content.validUntil);
    if (found === 1 && read.expires === null) throw new Unverifiable('claims-malformed', 'The time of expiry (claim 4) is missing; a digital COVID certificate must have it.');
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    read.fault = error;
  }
  return read;
}

/** A day stands for its first moment as a beginning and its last as an end, in UTC. */
const startOf = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text.replace(' ', 'T'));
const endOf = (text: string): number => Date.parse(text.length === 10 ? `${text}T23:59:59.999Z` : text.replace(' ', 'T'));
const later = (one: string | null, other: string | null): string | null => (one === null || other === null ? one ?? other : startOf(other) > startOf(one) ? other : one);
const earlier = (one: string | null, other: string | null): string | null => (one === null || other === null ? one ?? other : endOf(other) < endOf(one) ? other : one);

/** Refuses: not-yet-valid, expired, key-not-yet-valid, key-expired. */
function checkTimes(at: number, expires: number | null, begins: number | null, content: Content | null, key: TrustKey): void {
  if (begins !== null && at < begins - clockTolerance) throw new Unverifiable('not-yet-valid', `The certificate is valid only from ${iso(begins)}.`);
  if (expires !== null && at >= expires) throw new Unverifiable('expired', `The certificate expired on ${iso(expires)}. The holder needs a new one from the issuer.`);
  if (content?.validFrom && at < startOf(content.validFrom)) throw new Unverifiable('not-yet-valid', `The certificate says that it is valid only from ${content.validFrom}.`);
  if (content?.validUntil && at > endOf(content.validUntil)) throw new Unverifiable('expired', `The certificate says that it was valid until ${content.validUntil}.`);
  if (key.validFrom !== null && at < Date.parse(key.validFrom)) throw new Unverifiable('key-not-yet-valid', `The signing key (${describeKey(key)}) is valid only from ${key.validFrom}.`);
  if (key.validUntil !== null && at > Date.parse(key.validUntil)) throw new Unverifiable('key-expired', `The signing key (${describeKey(key)}) expired on ${key.validUntil}. Import the issuer's current list.`);
}

/**
 * Verifies a health certificate of the HCERT family: EU digital COVID certificate, WHO core data sets, digital yellow card.
 * Shape: never throws. Causes are checked in this order: form, key, signature, validity, content; `code` is the first that is met.
 * Source: HCERT specification 1.1 (WHO SMART Trust), EU DCC volumes 1 and 3, RFC 8392.
 */
export function verifyHcert(text: string, { trust, at = new Date() }: CheckOptions): Verdict {
  let known: Known = {};
  try {
    const message = readSign1(unpack(text));
    const { content, expires, begins, fault, ...read } = readPayload(message);
    known = read.known;
    const fit = candidates(message, trust);
    // Identifiers are short and may collide: every key that has this one is tried.
    const key = fit.find((one) => signatureHolds(message, one.key));
    if (key === undefined) throw new Unverifiable('signature-wrong', `The signature is not that of ${fit.map(describeKey).join(' or ')}: the certificate was altered, or somebody else made it.`);
    if (fault !== null && fault.code !== 'schema-differs' && fault.code !== 'kind-unknown') throw fault;
    checkTimes(at.getTime(), expires, begins, content, key);
    if (fault !== null) throw fault;
    const missing = key.usages === undefined ? undefined : content?.usages.find((usage) => !key.usages!.includes(usage));
    if (missing !== undefined) throw new Unverifiable('key-wrong-kind', `The key (${describeKey(key)}) may vouch for ${key.usages!.join(' and ')}, not for ${missing}.`);
    return validVerdict(`Signed by ${key.issuer ?? key.country ?? key.source} and within its validity.`, { ...known, trustSource: describeKey(key) });
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    return invalidVerdict(error, known);
  }
}

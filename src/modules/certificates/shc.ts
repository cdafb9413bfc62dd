import { createHash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { CheckOptions } from './hcert.ts';
import { readCard } from './shc-content.ts';
import { findCards } from './shc-forms.ts';
import type { TrustKey, TrustStore, Verdict } from './shapes.ts';
import { decodeBase64Url, isJsonObject, parseJson } from './strict-json.ts';
import type { JsonObject } from './strict-json.ts';
import { describeKey } from './trust.ts';
import { invalidVerdict, Unverifiable, validVerdict } from './rules/unverifiable.ts';
import type { Known } from './rules/unverifiable.ts';

/** Unit: bytes. No card comes near it; a bomb does. */
const maximumBytes = 1_048_576;
/** Unit: milliseconds. Clocks of issuers run that much ahead. */
const clockTolerance = 5 * 60_000;

interface Card {
  readonly signed: string;
  readonly signature: Buffer;
  readonly kid: string;
  readonly claims: JsonObject;
}

function partOf(text: string, what: string): Buffer {
  const bytes = decodeBase64Url(text);
  if (bytes === null || bytes.length === 0) throw new Unverifiable('malformed-signature-form', `${what} of the card is empty or no base64url. Scan the code again, or copy it whole.`);
  return bytes;
}

function inflate(bytes: Buffer): string {
  let packed: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    packed = inflateRawSync(bytes, { maxOutputLength: maximumBytes, info: true }) as unknown as typeof packed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new Unverifiable('too-large', `Unpacked, the card has more than ${maximumBytes} bytes; no issuer writes that.`);
    throw new Unverifiable('not-compressed', `What is in the card is not compressed as it must be (raw DEFLATE): ${(error as Error).message}. Scan the code again.`);
  }
  if (packed.engine.bytesWritten !== bytes.length) throw new Unverifiable('trailing-bytes', `The card's content is followed by ${bytes.length - packed.engine.bytesWritten} bytes that belong to nothing.`);
  return packed.buffer.toString('utf8');
}

/** Refuses: malformed-signature-form, malformed-json, duplicate-key, algorithm-missing, algorithm-unknown, critical-header, key-unknown, not-compressed, too-large, trailing-bytes. */
function readForm(jws: string): Card {
  const [head = '', body = '', tail = ''] = jws.split('.');
  const header = parseJson(partOf(head, 'The header').toString('utf8'), 'The card\'s header');
  if (!isJsonObject(header)) throw new Unverifiable('malformed-json', 'The card\'s header is no object.');
  const { alg, kid, zip, crit } = header;
  if (alg === undefined || alg === null) throw new Unverifiable('algorithm-missing', 'The card does not say with which algorithm it is signed.');
  if (alg !== 'ES256') throw new Unverifiable('algorithm-unknown', `The card is signed with ${JSON.stringify(alg).slice(0, 40)}; health cards are signed with ES256.`);
  if (crit !== undefined) throw new Unverifiable('critical-header', `The issuer demands that ${JSON.stringify(crit).slice(0, 60)} is understood, and this reader does not know it.`);
  if (zip !== 'DEF') throw new Unverifiable('not-compressed', 'The card does not say that its content is compressed (zip: DEF), which it must be.');
  if (typeof kid !== 'string' || kid === '') throw new Unverifiable('key-unknown', 'The card does not say which key signed it.');
  const signature = partOf(tail, 'The signature');
  if (signature.length !== 64) throw new Unverifiable('malformed-signature-form', `A signature of ES256 has 64 bytes, this one ${signature.length}.`);
  const claims = parseJson(inflate(partOf(body, 'The content')), 'The card\'s content');
  if (!isJsonObject(claims)) throw new Unverifiable('malformed-json', 'The card\'s content is no object.');
  return { signed: `${head}.${body}`, signature, kid, claims };
}

const thumbprints = new WeakMap<KeyObject, string>();

/** Gives a key's JWK thumbprint, which is how health cards name it. Shape: '' for a key that cannot sign a card. Source: RFC 7638. */
function thumbprintOf(key: KeyObject): string {
  let found = thumbprints.get(key);
  if (found === undefined) {
    const { crv, kty, x, y } = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key.export({ format: 'jwk' }) : {};
    found = x === undefined ? '' : createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    thumbprints.set(key, found);
  }
  return found;
}

const addressOf = (issuer: string): string => issuer.replace(/\/+$/u, '');

/** Refuses: key-unknown, issuer-differs, algorithm-unfit. */
function candidates({ kid, claims }: Card, trust: TrustStore): readonly TrustKey[] {
  if (trust.keys.length === 0) throw new Unverifiable('key-unknown', 'No key is trusted, so nothing can be vouched for: give a trust directory (--trust DIR) with the key sets of the issuers.');
  const named = trust.byKid.get(kid) ?? trust.keys.filter(({ key }) => thumbprintOf(key) === kid);
  if (named.length === 0) throw new Unverifiable('key-unknown', `Key ${kid.slice(0, 60)} of ${JSON.stringify(claims['iss'] ?? 'an unnamed issuer').slice(0, 120)} is not in the trust directory. Import the issuer's current key set, if the issuer is to be trusted.`);
  // A key set that came with its issuer's address vouches only for that issuer.
  const own = named.filter(({ issuer }) => issuer === null || !/^https?:/iu.test(issuer) || (typeof claims['iss'] === 'string' && addressOf(issuer) === addressOf(claims['iss'])));
  if (own.length === 0) throw new Unverifiable('issuer-differs', `The card says that it comes from ${JSON.stringify(claims['iss'] ?? null).slice(0, 120)}, but its key belongs to ${named[0]!.issuer}.`);
  const fit = own.filter(({ key }) => thumbprintOf(key) !== '');
  if (fit.length === 0) throw new Unverifiable('algorithm-unfit', `The card is signed with ES256, but its key (${describeKey(own[0]!)}) is not on curve P-256.`);
  return fit;
}

function instantAt(claims: JsonObject, name: string, what: string): number | null {
  const value = claims[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || Math.abs(value) > 8.64e12) throw new Unverifiable('claims-malformed', `The ${what} (${name}) is no number of seconds.`);
  return value * 1000;
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z'));

/** Reads the claims. Shape: the first fault is given, not thrown: a wrong signature is told before it. */
function readClaims(claims: JsonObject): { known: Known; begins: number | null; expires: number | null; fault: Unverifiable | null } {
  const read = { known: { payload: claims } as Known, begins: null as number | null, expires: null as number | null, fault: null as Unverifiable | null };
  try {
    Object.assign(read.known, readCard(claims));
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    read.fault = error;
  }
  try {
    read.begins = instantAt(claims, 'nbf', 'beginning of validity');
    read.expires = instantAt(claims, 'exp', 'time of expiry');
    Object.assign(read.known, { validFrom: iso(read.begins), validUntil: iso(read.expires) });
    if (typeof claims['iss'] !== 'string' || claims['iss'] === '') throw new Unverifiable('claims-malformed', 'The card does not say who issued it (iss).');
    if (read.begins === null) throw new Unverifiable('claims-malformed', 'The beginning of validity (nbf) is missing.');
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    read.fault = error;
  }
  return read;
}

/** Refuses: not-yet-valid, expired, key-not-yet-valid, key-expired. */
function checkTimes(at: number, begins: number | null, expires: number | null, key: TrustKey, kid: string): void {
  if (begins !== null && at < begins - clockTolerance) throw new Unverifiable('not-yet-valid', `The card is valid only from ${iso(begins)}.`);
  if (expires !== null && at >= expires) throw new Unverifiable('expired', `The card expired on ${iso(expires)}. The holder needs a new one from the issuer.`);
  // A key set stands by itself: a certificate beside one of its keys (x5c) is for another way of trusting, and its period is not the key's.
  if (key.certificate !== undefined && key.kid === kid) return;
  if (key.validFrom !== null && at < Date.parse(key.validFrom)) throw new Unverifiable('key-not-yet-valid', `The signing key (${describeKey(key)}) is valid only from ${key.validFrom}.`);
  if (key.validUntil !== null && at > Date.parse(key.validUntil)) throw new Unverifiable('key-expired', `The signing key (${describeKey(key)}) expired on ${key.validUntil}. Import the issuer's current key set.`);
}

function verifyCard(jws: string, trust: TrustStore, at: Date): Verdict {
  let known: Known = {};
  try {
    const card = readForm(jws);
    const { begins, expires, fault, ...read } = readClaims(card.claims);
    known = read.known;
    const fit = candidates(card, trust);
    const key = fit.find((one) => verify('sha256', Buffer.from(card.signed), { key: one.key, dsaEncoding: 'ieee-p1363' }, card.signature));
    if (key === undefined) throw new Unverifiable('signature-wrong', `The signature is not that of ${fit.map(describeKey).join(' or ')}: the card was altered, or somebody else made it.`);
    if (fault?.code === 'claims-malformed') throw fault;
    checkTimes(at.getTime(), begins, expires, key, card.kid);
    if (fault !== null) throw fault;
    return validVerdict(`Signed by ${String(card.claims['iss'])} and within its validity.`, { ...known, trustSource: describeKey(key) });
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    return invalidVerdict(error, known);
  }
}

/**
 * Verifies a smart health card, however it comes: see `findCards`.
 * Shape: never throws. Causes are checked in this order: form, key, signature, validity, content; `code` is the first that is met. Of several cards the verdict is that
 * of the first valid one, else of the first; the reason then says how many there are. `payload` is the claims.
 * Source: SMART Health Cards Framework 1.4; RFC 7515; RFC 1951.
 */
export function verifyShc(texts: string | readonly string[], { trust, at = new Date() }: CheckOptions): Verdict {
  let cards: readonly string[];
  try {
    cards = findCards(typeof texts === 'string' ? [texts] : texts);
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    return invalidVerdict(error);
  }
  const verdicts = cards.slice(0, 64).map((card) => verifyCard(card, trust, at));
  const chosen = verdicts.find(({ verdict }) => verdict === 'valid') ?? verdicts[0]!;
  const valid = verdicts.filter(({ verdict }) => verdict === 'valid').length;
  return cards.length === 1 ? chosen : { ...chosen, reason: `${chosen.reason} (Of ${cards.length} cards ${valid} ${valid === 1 ? 'is' : 'are'} valid.)` };
}

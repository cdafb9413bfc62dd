import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { readSign1, signatureHolds, writeSign1 } from './cose.ts';
import type { TrustStore } from './shapes.ts';
import { describeKey } from './trust.ts';
import { kidOfKey } from './trust-entries.ts';
import { Unverifiable } from './unverifiable.ts';

/** What the answers came to, for the station: straight on, a look by an officer, or help. */
export type ResultClass = 'clear' | 'check' | 'assist';

/** What the code of a declaration says. Shape: `documentEnd` is the last four signs of the travel document, never more (docs/decisions/0018). */
export interface DeclarationCode {
  /** A UUID. */
  declarationId: string;
  /** Which version of the declaration, from 1. */
  version: number;
  /** The first four bytes of the SHA-256 of the event's code, as hexadecimal digits. */
  eventMark: string;
  flight: string;
  flightDate: string;
  surname: string;
  givenNames: string;
  documentEnd: string;
  cardVersion: string;
  result: ResultClass;
  /** An instant; whole seconds. */
  validFrom: string;
  validUntil: string;
}

/** What is put into a code. Shape: as `DeclarationCode`, but with the event's code and the whole number of the document, of which the end is taken. */
export type CodeInput = Omit<DeclarationCode, 'eventMark' | 'documentEnd'> & { event: string; documentNumber: string };

/** A code as issued. Shape: `shortened` tells that a name did not fit whole. */
export interface IssuedCode {
  text: string;
  kid: string;
  shortened: boolean;
}

/** With these signs every text of ours begins. */
export const codePrefix = 'TG1:';
/** Unit: characters. A QR code of version 12 holds 296 at level Q in alphanumeric mode; our prefix and whole pairs of bytes come to 295. Source: ISO/IEC 18004, table 7. */
export const longestCode = 295;

const results: readonly ResultClass[] = ['clear', 'check', 'assist'];
// Claims 4, 5 and 7 are those of RFC 8392; the negative ones are ours and mean nothing outside "TG1:".
const claim = { expires: 4, begins: 5, declaration: 7, event: -1, version: -2, flight: -3, day: -4, surname: -5, givenNames: -6, documentEnd: -7, card: -8, result: -9 } as const;
const millisecondsADay = 86_400_000;

/** Gives the mark of an event that codes carry instead of its name. */
export function eventMark(event: string): string {
  return createHash('sha256').update(event).digest('hex').slice(0, 8);
}

/** Gives how long a code is valid: from 24 hours before arrival until 12 hours after it, for a late flight and the hall. */
export function codeValidity(arrivesAt: string): { validFrom: string; validUntil: string } {
  const time = Date.parse(arrivesAt);
  return { validFrom: new Date(time - millisecondsADay).toISOString(), validUntil: new Date(time + millisecondsADay / 2).toISOString() };
}

/** Tells what keeps a code from being issued, by field. Shape: empty when nothing does. */
export function codeProblems(input: Readonly<Record<string, unknown>>): { where: string; reason: string }[] {
  const problems: { where: string; reason: string }[] = [];
  const check = (where: keyof CodeInput, form: RegExp, what: string): void => {
    const value = input[where];
    if (typeof value !== 'string' || !form.test(value)) problems.push({ where, reason: `It is ${what}; ${value === undefined ? 'it is missing' : `${JSON.stringify(value)} is none`}.` });
  };
  check('declarationId', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu, 'a UUID');
  check('event', /\S/u, 'the code of the event');
  check('flight', /^[A-Z0-9]{2}[A-Z]?\d{1,4}[A-Z]?$/u, 'a flight designator such as CA926');
  check('flightDate', /^\d{4}-\d\d-\d\d$/u, 'a day, YYYY-MM-DD');
  check('surname', /\S/u, 'the surname, or the only name');
  check('givenNames', /^/u, 'the given names, "" where there are none');
  check('documentNumber', /^[A-Za-z0-9<-]{4,}$/u, 'the number of the travel document');
  check('cardVersion', /^[\x21-\x7e]{1,8}$/u, 'the version of the card, at most eight signs');
  check('result', /^(clear|check|assist)$/u, 'clear, check or assist');
  for (const where of ['flightDate', 'validFrom', 'validUntil'] as const) {
    const value = input[where];
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    const held = where === 'flightDate' ? time >= 0 : time >= 0 && time < 2 ** 32 * 1000 && /(Z|[+-]\d\d:\d\d)$/u.test(String(value));
    if (!held && !problems.some((problem) => problem.where === where)) problems.push({ where, reason: `It is ${where === 'flightDate' ? 'a day of the calendar' : 'an instant with its zone'}; ${value === undefined ? 'it is missing' : `${JSON.stringify(value)} is none`}.` });
  }
  if (Date.parse(String(input['validUntil'])) <= Date.parse(String(input['validFrom']))) problems.push({ where: 'validUntil', reason: 'It is not after validFrom.' });
  if (!(Number.isInteger(input['version']) && (input['version'] as number) >= 1 && (input['version'] as number) < 65_536)) problems.push({ where: 'version', reason: 'It is a whole number from 1 up.' });
  return problems;
}

function cut(text: string): string {
  return [...text].slice(0, -1).join('');
}

const texts = new TextEncoder();

/**
 * Issues a code: a web token in integers, signed with Ed25519 or ES256, base45 behind "TG1:".
 * Shape: at most `longestCode` characters; a longer name is shortened at its end, the longer of the two first, as passports do.
 */
export function issueCode(input: CodeInput, key: KeyObject): IssuedCode {
  const problems = codeProblems(input as unknown as Readonly<Record<string, unknown>>);
  if (problems.length > 0) throw new TypeError(problems.map(({ where, reason }) => `${where}: ${reason}`).join(' '));
  if (key.type !== 'private' || !(key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'))) {
    throw new TypeError('Codes are signed with a private key of Ed25519 or P-256.');
  }
  const kid = kidOfKey(createPublicKey(key));
  let [surname, givenNames] = [input.surname.normalize('NFC').trim(), input.givenNames.normalize('NFC').trim()];
  const payload = (): Uint8Array => encodeCbor(new Map<number, unknown>([
    [claim.expires, Math.floor(Date.parse(input.validUntil) / 1000)], [claim.begins, Math.floor(Date.parse(input.validFrom) / 1000)],
    [claim.declaration, new Uint8Array(Buffer.from(input.declarationId.replaceAll('-', ''), 'hex'))], [claim.event, new Uint8Array(Buffer.from(eventMark(input.event), 'hex'))],
    [claim.version, input.version], [claim.flight, input.flight], [claim.day, Date.parse(input.flightDate) / millisecondsADay],
    [claim.surname, surname], [claim.givenNames, givenNames], [claim.documentEnd, input.documentNumber.replace(/[<-]/gu, '').toUpperCase().slice(-4)],
    [claim.card, input.cardVersion], [claim.result, results.indexOf(input.result)],
  ]));
  // The rest of a message has the same length whatever the payload: two headers, the key's identifier, 64 bytes of signature.
  const frame = 84;
  const room = Math.floor((longestCode - codePrefix.length) / 3) * 2 - frame;
  let shortened = false;
  while (payload().length > room) {
    if (surname.length + givenNames.length === 0) throw new TypeError('The code does not fit even without names.');
    if (texts.encode(givenNames).length >= texts.encode(surname).length) givenNames = cut(givenNames);
    else surname = cut(surname);
    shortened = true;
  }
  return { text: codePrefix + encodeBase45(writeSign1(payload(), key, new Uint8Array(Buffer.from(kid, 'base64')))), kid, shortened };
}

/** What a station knows at a code: exactly one of these. */
export type CodeOutcome = 'valid' | 'malformed' | 'foreign' | 'altered' | 'revoked' | 'superseded' | 'not-yet-valid' | 'expired';

/** Every outcome, in the order in which the causes are checked. */
export const codeOutcomes: readonly CodeOutcome[] = ['malformed', 'foreign', 'altered', 'revoked', 'superseded', 'not-yet-valid', 'expired', 'valid'];

/** What became of a code. Shape: `declaration` is null unless the signature holds; `key` names the key that signed. */
export interface CodeVerdict {
  verdict: 'valid' | 'invalid';
  code: CodeOutcome;
  reason: string;
  declaration: DeclarationCode | null;
  key: string | null;
}

/** What a station has at hand, all of it cached. */
export interface CodeCheck {
  readonly keys: TrustStore;
  readonly at?: Date;
  /** Declarations whose codes no longer count. */
  readonly revoked?: ReadonlySet<string>;
  /** The newest version of a declaration, by its id; where this is older than the code, the code is newer than the cache and counts. */
  readonly newest?: ReadonlyMap<string, number>;
  /** The code of the event at which it is checked; left out, any event whose key is there counts. */
  readonly event?: string;
}

function readClaims(bytes: Uint8Array): DeclarationCode | null {
  const claims = decodeCbor(bytes, 'The code');
  if (!(claims instanceof Map)) return null;
  const at = (label: number): unknown => claims.get(label);
  const hex = (label: number, length: number): string => {
    const value = at(label);
    return value instanceof Uint8Array && value.length === length ? Buffer.from(value).toString('hex') : '';
  };
  const id = hex(claim.declaration, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
  const numbers = [claim.expires, claim.begins, claim.day, claim.version].map(at);
  const written = [claim.flight, claim.surname, claim.givenNames, claim.documentEnd, claim.card].map(at);
  const result = results[at(claim.result) as number];
  if (id === '' || hex(claim.event, 4) === '' || result === undefined || !numbers.every((one) => Number.isSafeInteger(one) && (one as number) >= 0 && (one as number) < 2 ** 33) || !written.every((one) => typeof one === 'string')) return null;
  const [expires, begins, day, version] = numbers as [number, number, number, number];
  const [flight, surname, givenNames, documentEnd, cardVersion] = written as [string, string, string, string, string];
  if (day > 100_000) return null;
  return {
    declarationId: id, version, eventMark: hex(claim.event, 4), flight, flightDate: new Date(day * millisecondsADay).toISOString().slice(0, 10), surname, givenNames, documentEnd, cardVersion, result,
    validFrom: new Date(begins * 1000).toISOString(), validUntil: new Date(expires * 1000).toISOString(),
  };
}

/**
 * Verifies a code from what the station has cached, without asking anybody.
 * Shape: never throws; the outcome is the first of `codeOutcomes` that is so.
 */
export function verifyCode(text: string, { keys, at = new Date(), revoked, newest, event }: CodeCheck): CodeVerdict {
  const refuse = (code: Exclude<CodeOutcome, 'valid'>, reason: string, declaration: DeclarationCode | null = null, key: string | null = null): CodeVerdict => ({ verdict: 'invalid', code, reason, declaration, key });
  try {
    const clean = text.replace(/^[\ufeff\s]+/u, '').replace(/[\r\n\t]+$/u, '');
    if (!clean.startsWith(codePrefix)) return refuse('malformed', `A declaration's code begins with "${codePrefix}", this text with ${JSON.stringify(clean.slice(0, 8))}.`);
    if (clean.length > longestCode) return refuse('malformed', `A declaration's code has at most ${longestCode} characters, this text ${clean.length}.`);
    const message = readSign1(decodeBase45(clean.slice(codePrefix.length), codePrefix.length));
    const found = message.kid === null ? [] : keys.byKid.get(message.kid) ?? [];
    const time = at.getTime();
    if (found.length === 0) return refuse('foreign', keys.keys.length === 0 ? 'This station has no keys: load the key set.' : `Key ${message.kid ?? 'without identifier'} is none of this event's. Ask where the code was issued; if it was here, load the newest key set.`);
    const current = found.filter((one) => (one.validFrom === null || time >= Date.parse(one.validFrom)) && (one.validUntil === null || time <= Date.parse(one.validUntil)));
    if (current.length === 0) return refuse('foreign', `The key (${describeKey(found[0]!)}) is not in use at this time; it is from ${found[0]!.validFrom ?? 'ever'} to ${found[0]!.validUntil ?? 'ever'}.`);
    const signer = current.find((one) => signatureHolds(message, one.key));
    if (signer === undefined) return refuse('altered', 'The signature does not fit what the code says: it was altered or badly copied. Scan again; if it stays, take the declaration anew.');
    const key = describeKey(signer);
    const declaration = readClaims(message.payload);
    if (declaration === null) return refuse('malformed', 'The code is signed, but its content is none of a declaration. The issuing server is of another version.', null, key);
    if (event !== undefined && declaration.eventMark !== eventMark(event)) return refuse('foreign', 'The code was issued for another event.', declaration, key);
    if (revoked?.has(declaration.declarationId) === true) return refuse('revoked', 'The declaration was withdrawn. It has to be filed again.', declaration, key);
    const known = newest?.get(declaration.declarationId);
    if (known !== undefined && known > declaration.version) return refuse('superseded', `The declaration was changed since: this is version ${declaration.version}, the newest is ${known}. Ask for the newest code.`, declaration, key);
    if (time < Date.parse(declaration.validFrom)) return refuse('not-yet-valid', `The code is valid only from ${declaration.validFrom}.`, declaration, key);
    if (time >= Date.parse(declaration.validUntil)) return refuse('expired', `The code expired on ${declaration.validUntil}. The declaration has to be confirmed again.`, declaration, key);
    return { verdict: 'valid', code: 'valid', reason: 'Signed by a key of this event, current and within its validity.', declaration, key };
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    return refuse('malformed', error.message);
  }
}

import { base45Length, readBase45 } from './base45.ts';
import { decodeCbor } from './cbor.ts';
import { readSign1 } from './cose.ts';
import type { Sign1 } from './cose.ts';
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

/** With these signs every text of ours begins. */
export const codePrefix = 'TG1:';
/** Unit: characters. A QR code of version 12 holds 296 at level Q in alphanumeric mode; our prefix and whole pairs of bytes come to 295. Source: ISO/IEC 18004, table 7. */
export const longestCode = 295;

/** Every class, at the place of its number in a code. */
export const resultClasses: readonly ResultClass[] = ['clear', 'check', 'assist'];
/** The labels of a code's claims: 4, 5 and 7 are those of RFC 8392; the negative ones are ours and mean nothing outside "TG1:". */
export const claim = { expires: 4, begins: 5, declaration: 7, event: -1, version: -2, flight: -3, day: -4, surname: -5, givenNames: -6, documentEnd: -7, card: -8, result: -9 } as const;
/** Unit: milliseconds. */
export const millisecondsADay = 86_400_000;

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

/** A key that a station holds. Shape: outside its period it signs nothing that counts; null where it has no bound. */
export interface HeldKey {
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** The keys that a station holds. */
export interface HeldKeys<Key extends HeldKey> {
  readonly none: boolean;
  /** Finds the keys of an identifier in base64. */
  readonly find: (kid: string) => readonly Key[];
  /** Names a key for an officer who looks it up. */
  readonly describe: (key: Key) => string;
}

/** What a code is judged by once its signature is known. Shape: `eventMark` left out: any event whose key is there counts. */
export interface CodeFacts {
  readonly at: Date;
  /** Declarations whose codes no longer count. */
  readonly revoked?: ReadonlySet<string> | undefined;
  /** The newest version of a declaration, by its id; where this is older than the code, the code is newer than the cache and counts. */
  readonly newest?: ReadonlyMap<string, number> | undefined;
  readonly eventMark?: string | undefined;
}

/** A code whose form is right and whose signature is still to be checked with the keys that may have made it. */
export interface OpenedCode<Key extends HeldKey> {
  readonly message: Sign1;
  readonly candidates: readonly Key[];
}

function refuse(code: Exclude<CodeOutcome, 'valid'>, reason: string, declaration: DeclarationCode | null = null, key: string | null = null): CodeVerdict {
  return { verdict: 'invalid', code, reason, declaration, key };
}

function malformed(error: unknown): CodeVerdict {
  if (!(error instanceof Unverifiable)) throw error;
  return refuse('malformed', error.message);
}

/** Opens a code: its form, then which of the keys may have signed it. Shape: a verdict where that is the end of it (malformed, foreign). */
export function openCode<Key extends HeldKey>(text: string, keys: HeldKeys<Key>, at: Date): OpenedCode<Key> | CodeVerdict {
  try {
    const clean = text.replace(/^[\ufeff\s]+/u, '').replace(/[\r\n\t]+$/u, '');
    if (!clean.startsWith(codePrefix)) return refuse('malformed', `A declaration's code begins with "${codePrefix}", this text with ${JSON.stringify(clean.slice(0, 8))}.`);
    if (clean.length > longestCode) return refuse('malformed', `A declaration's code has at most ${longestCode} characters, this text ${clean.length}.`);
    const body = clean.slice(codePrefix.length);
    const message = readSign1(readBase45(body, new Uint8Array(base45Length(body)), codePrefix.length));
    const found = message.kid === null ? [] : keys.find(message.kid);
    const time = at.getTime();
    if (found.length === 0) return refuse('foreign', keys.none ? 'This station has no keys: load the key set.' : `Key ${message.kid ?? 'without identifier'} is none of this event's. Ask where the code was issued; if it was here, load the newest key set.`);
    const current = found.filter((one) => (one.validFrom === null || time >= Date.parse(one.validFrom)) && (one.validUntil === null || time <= Date.parse(one.validUntil)));
    if (current.length === 0) return refuse('foreign', `The key (${keys.describe(found[0]!)}) is not in use at this time; it is from ${found[0]!.validFrom ?? 'ever'} to ${found[0]!.validUntil ?? 'ever'}.`);
    return { message, candidates: current };
  } catch (error) {
    return malformed(error);
  }
}

/** Judges a code that was opened, by the name of the key that signed it, null where none did. Shape: the first of `codeOutcomes` that is so. */
export function judgeCode(message: Sign1, key: string | null, { at, revoked, newest, eventMark }: CodeFacts): CodeVerdict {
  if (key === null) return refuse('altered', 'The signature does not fit what the code says: it was altered or badly copied. Scan again; if it stays, take the declaration anew.');
  try {
    const time = at.getTime();
    const declaration = readClaims(message.payload);
    if (declaration === null) return refuse('malformed', 'The code is signed, but its content is none of a declaration. The issuing server is of another version.', null, key);
    if (eventMark !== undefined && declaration.eventMark !== eventMark) return refuse('foreign', 'The code was issued for another event.', declaration, key);
    if (revoked?.has(declaration.declarationId) === true) return refuse('revoked', 'The declaration was withdrawn. It has to be filed again.', declaration, key);
    const known = newest?.get(declaration.declarationId);
    if (known !== undefined && known > declaration.version) return refuse('superseded', `The declaration was changed since: this is version ${declaration.version}, the newest is ${known}. Ask for the newest code.`, declaration, key);
    if (time < Date.parse(declaration.validFrom)) return refuse('not-yet-valid', `The code is valid only from ${declaration.validFrom}.`, declaration, key);
    if (time >= Date.parse(declaration.validUntil)) return refuse('expired', `The code expired on ${declaration.validUntil}. The declaration has to be confirmed again.`, declaration, key);
    return { verdict: 'valid', code: 'valid', reason: 'Signed by a key of this event, current and within its validity.', declaration, key };
  } catch (error) {
    return malformed(error);
  }
}

function hexadecimal(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function readClaims(bytes: Uint8Array): DeclarationCode | null {
  const claims = decodeCbor(bytes, 'The code');
  if (!(claims instanceof Map)) return null;
  const at = (label: number): unknown => claims.get(label);
  const hex = (label: number, length: number): string => {
    const value = at(label);
    return value instanceof Uint8Array && value.length === length ? hexadecimal(value) : '';
  };
  const id = hex(claim.declaration, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
  const numbers = [claim.expires, claim.begins, claim.day, claim.version].map(at);
  const written = [claim.flight, claim.surname, claim.givenNames, claim.documentEnd, claim.card].map(at);
  const result = resultClasses[at(claim.result) as number];
  if (id === '' || hex(claim.event, 4) === '' || result === undefined || !numbers.every((one) => Number.isSafeInteger(one) && (one as number) >= 0 && (one as number) < 2 ** 33) || !written.every((one) => typeof one === 'string')) return null;
  const [expires, begins, day, version] = numbers as [number, number, number, number];
  const [flight, surname, givenNames, documentEnd, cardVersion] = written as [string, string, string, string, string];
  if (day > 100_000) return null;
  return {
    declarationId: id, version, eventMark: hex(claim.event, 4), flight, flightDate: new Date(day * millisecondsADay).toISOString().slice(0, 10), surname, givenNames, documentEnd, cardVersion, result,
    validFrom: new Date(begins * 1000).toISOString(), validUntil: new Date(expires * 1000).toISOString(),
  };
}

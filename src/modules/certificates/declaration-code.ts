import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { encodeBase45 } from './base45.ts';
import { encodeCbor } from './cbor.ts';
import { signatureHolds, writeSign1 } from './cose.ts';
import { claim, codePrefix, judgeCode, longestCode, millisecondsADay, openCode, resultClasses } from './rules/declaration-code.ts';
import type { CodeFacts, CodeVerdict, DeclarationCode } from './rules/declaration-code.ts';
import type { TrustStore } from './shapes.ts';
import { describeKey } from './trust.ts';
import { kidOfKey } from './trust-entries.ts';

export { codeOutcomes, codePrefix, longestCode } from './rules/declaration-code.ts';
export type { CodeOutcome, CodeVerdict, DeclarationCode, ResultClass } from './rules/declaration-code.ts';

/** What is put into a code. Shape: as `DeclarationCode`, but with the event's code and the whole number of the document, of which the end is taken. */
export type CodeInput = Omit<DeclarationCode, 'eventMark' | 'documentEnd'> & { event: string; documentNumber: string };

/** A code as issued. Shape: `shortened` tells that a name did not fit whole. */
export interface IssuedCode {
  text: string;
  kid: string;
  shortened: boolean;
}

/** Gives the mark of an event that codes carry instead of its name. */
export function eventMark(event: string): string {
  return createHash('sha256').update(event).digest('hex').slice(0, 8);
}

/** Gives how long a code is valid: from 24 hours (or what a plan sets) before arrival until 12 hours after it, for a late flight and the hall. */
export function codeValidity(arrivesAt: string, hoursBefore = 24): { validFrom: string; validUntil: string } {
  const time = Date.parse(arrivesAt);
  return { validFrom: new Date(time - hoursBefore * 3_600_000).toISOString(), validUntil: new Date(time + millisecondsADay / 2).toISOString() };
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
    [claim.card, input.cardVersion], [claim.result, resultClasses.indexOf(input.result)],
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

/** What a station has at hand, all of it cached. */
export interface CodeCheck extends Omit<CodeFacts, 'at' | 'eventMark'> {
  readonly keys: TrustStore;
  readonly at?: Date;
  /** The code of the event at which it is checked; left out, any event whose key is there counts. */
  readonly event?: string;
}

/**
 * Verifies a code from what the station has cached, without asking anybody.
 * Shape: never throws; the outcome is the first of `codeOutcomes` that is so.
 */
export function verifyCode(text: string, { keys, at = new Date(), revoked, newest, event }: CodeCheck): CodeVerdict {
  const opened = openCode(text, { none: keys.keys.length === 0, find: (kid) => keys.byKid.get(kid) ?? [], describe: describeKey }, at);
  if ('verdict' in opened) return opened;
  const signer = opened.candidates.find((one) => signatureHolds(opened.message, one.key));
  return judgeCode(opened.message, signer === undefined ? null : describeKey(signer), { at, revoked, newest, ...(event === undefined ? {} : { eventMark: eventMark(event) }) });
}

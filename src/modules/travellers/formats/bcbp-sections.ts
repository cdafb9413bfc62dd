import type { BcbpLeg, BcbpResult } from './bcbp-shapes.ts';
import type { Finding } from './shapes.ts';

/** A pass that breaks the standard at a known place. */
export class Unreadable extends Error {
  constructor(readonly code: string, readonly where: string, message: string) {
    super(message);
  }
}

/** Takes fields of fixed size from a stretch of the pass and knows at which character of the whole pass it stands. */
export class Reader {
  at = 0;
  constructor(readonly text: string, readonly start: number) {}
  get left(): number {
    return this.text.length - this.at;
  }
  where(size = 1): string {
    const from = this.start + this.at + 1;
    return size > 1 ? `characters ${from}-${from + size - 1}` : `character ${from}`;
  }
  take(size: number, what: string): string {
    if (this.left < size) throw new Unreadable('too-short', this.where(), `The pass ends before the ${what} (${size} characters needed, ${this.left} left). Trailing blanks belong to a pass: do not trim it.`);
    this.at += size;
    return this.text.slice(this.at - size, this.at);
  }
  /** Conditional fields may be cut off at the end of their block. */
  optional(size: number): string | null {
    const part = this.text.slice(this.at, this.at + size).trim();
    this.at = Math.min(this.text.length, this.at + size);
    return part === '' ? null : part;
  }
  block(what: string): Reader {
    const where = this.where(2);
    const size = this.take(2, `size of the ${what}`);
    if (!/^[0-9A-Fa-f]{2}$/u.test(size)) throw new Unreadable('not-hexadecimal', where, `The size of the ${what} is "${size}", no hexadecimal number.`);
    const length = Number.parseInt(size, 16);
    if (length > this.left) throw new Unreadable('overrun', where, `The ${what} is said to have ${length} characters, ${this.left} are left. Trailing blanks belong to a pass: do not trim it.`);
    const inner = new Reader(this.text.slice(this.at, this.at + length), this.start + this.at);
    this.at += length;
    return inner;
  }
}

const titles = new Set(['MR', 'MRS', 'MS', 'MISS', 'MSTR', 'MASTER', 'DR', 'PROF', 'SIR', 'REV', 'CHD', 'INF']);

/** Parts the name field, 20 characters long, into surname, given names and title. */
export function readName(printed: string): BcbpResult['name'] {
  const text = printed.trimEnd();
  const slash = text.indexOf('/');
  const surname = (slash < 0 ? text : text.slice(0, slash)).trim();
  const given = slash < 0 ? [] : text.slice(slash + 1).trim().split(/ +/u);
  const last = given.at(-1)?.toUpperCase() ?? '';
  const title = given.length > 1 && titles.has(last) ? last : null;
  return { surname, givenNames: (title ? given.slice(0, -1) : given).join(' '), title, truncated: text.length >= 20, asSent: text };
}

function withoutZeros(text: string): string {
  return text.trim().replace(/^0+(?=[0-9A-Za-z])/u, '');
}

/** A leg without its date, and where its day stands. */
export interface RawLeg {
  leg: BcbpLeg;
  dayWhere: string;
}

/** Reads the 35 mandatory characters of a leg, up to the size of its conditional part; null for a leg left blank. */
export function readMandatory(pass: Reader, findings: Finding[]): RawLeg | null {
  const legWhere = pass.where(35);
  if (pass.text.slice(pass.at, pass.at + 35) === ' '.repeat(35)) {
    // The standard lets unknown items be blank, even a whole leg.
    pass.take(35, 'leg');
    findings.push({ where: legWhere, code: 'blank-leg', text: 'A leg is blank and left out.' });
    return null;
  }
  const bookingReference = pass.take(7, 'booking reference').trim();
  const codeAt = pass.where(6);
  const from = pass.take(3, 'airport of origin').trim();
  const to = pass.take(3, 'airport of destination').trim();
  if (![from, to].every((code) => /^(?:[A-Z]{3})?$/u.test(code)) || from + to === '') throw new Unreadable('airport', codeAt, `"${from}" and "${to}" are not two airport codes.`);
  const carrierAt = pass.where(3);
  const carrier = pass.take(3, 'operating carrier').trim();
  if (!/^[A-Z0-9]{2,3}$/u.test(carrier)) throw new Unreadable('carrier', carrierAt, `"${carrier}" is no airline designator.`);
  const flightAt = pass.where(5);
  const flight = pass.take(5, 'flight number');
  if (!/^\d{1,4}[A-Z]? *$|^\d{5}$|^ {5}$/u.test(flight)) throw new Unreadable('flight', flightAt, `"${flight}" is no flight number.`);
  if (from === '' || to === '' || flight.trim() === '') findings.push({ where: legWhere, code: 'blank-item', text: 'An airport or the flight number is blank.' });
  const dayWhere = pass.where(3);
  const day = pass.take(3, 'day of the year');
  if (!/^\d{1,3} *$/u.test(day)) throw new Unreadable('day', dayWhere, `"${day}" is no day of the year.`);
  if (day.includes(' ')) findings.push({ where: dayWhere, code: 'day-not-filled', text: 'The day of the year lacks its leading zeros.' });
  const dayOfYear = Number(day);
  if (dayOfYear < 1 || dayOfYear > 366) throw new Unreadable('day', dayWhere, `Day ${dayOfYear} is in no year: days run from 001 to 366.`);
  const compartment = pass.take(1, 'compartment').trim() || null;
  const seat = pass.take(4, 'seat');
  const sequence = pass.take(5, 'check-in sequence');
  const passStatus = pass.take(1, 'passenger status').trim() || null;
  return {
    dayWhere,
    leg: {
      from: from || null, to: to || null, carrier, flight: withoutZeros(flight) || null, date: null, dayOfYear, seat: withoutZeros(seat) || null, sequence: withoutZeros(sequence) || null,
      passStatus, compartment, bookingReference, ticket: null, selectee: null, documentVerification: null, marketingCarrier: null,
      frequentFlyer: null, idAdIndicator: null, freeBaggage: null, fastTrack: null, airlineUse: null,
      asSent: { flight: flight.trim(), seat: seat.trim(), sequence: sequence.trim() },
    },
  };
}

function readRepeated(block: Reader, leg: BcbpLeg): void {
  if (block.left === 0) return;
  const repeated = block.block('repeated conditional section');
  const [airline, serial] = [repeated.optional(3), repeated.optional(10)];
  leg.ticket = airline && serial ? airline + serial : null;
  leg.selectee = repeated.optional(1);
  leg.documentVerification = repeated.optional(1);
  leg.marketingCarrier = repeated.optional(3);
  const [flyer, number] = [repeated.optional(3), repeated.optional(16)];
  leg.frequentFlyer = number ? { carrier: flyer ?? '', number } : null;
  leg.idAdIndicator = repeated.optional(1);
  leg.freeBaggage = repeated.optional(3);
  const fast = repeated.optional(1);
  leg.fastTrack = fast === 'Y' ? true : fast === 'N' ? false : null;
}

/** Unlike a carrier that leaves the marker out, a marker that was damaged is followed by a version and a size that fits. */
function damagedMarker(block: Reader): boolean {
  const size = /^.[1-9]([0-9A-F]{2})/u.exec(block.text)?.[1];
  return size !== undefined && Number.parseInt(size, 16) <= block.text.length - 4;
}

/**
 * Reads the conditional part of a leg, the first with version and unique section.
 * Shape: gives the date of issue as printed, null when there is none.
 */
export function readConditional(block: Reader, first: boolean, leg: BcbpLeg | null, result: BcbpResult): string | null {
  let issue: string | null = null;
  if (block.left === 0) return issue;
  if (first) {
    if (block.text.startsWith('>')) {
      block.at = 1;
      const where = block.where();
      const version = block.take(1, 'version number');
      if (!/[1-9]/u.test(version)) throw new Unreadable('version', where, `"${version}" is no version of the standard.`);
      result.version = Number(version);
      if (block.left > 0) {
        const unique = block.block('unique conditional section');
        result.passengerDescription = unique.optional(1);
        result.checkInSource = unique.optional(1);
        result.issuanceSource = unique.optional(1);
        issue = unique.optional(4);
        result.documentType = unique.optional(1);
        result.issuer = unique.optional(3);
        while (unique.left > 0) {
          const tag = unique.optional(13);
          if (tag) result.bagTags.push(tag);
        }
      }
    } else if (damagedMarker(block)) {
      throw new Unreadable('version-marker', block.where(), `The conditional part begins with "${block.text.charAt(0)}" instead of ">".`);
    } else {
      result.findings.push({ where: block.where(), code: 'no-version', text: 'The conditional part has no version; it is kept as airline use.' });
      if (leg) leg.airlineUse = block.text.trim() || null;
      return issue;
    }
  }
  if (!leg) return issue;
  readRepeated(block, leg);
  leg.airlineUse = block.optional(block.left);
  return issue;
}

/** Reads what follows the last leg: nothing, blanks or security data. */
export function readSecurity(pass: Reader, result: BcbpResult): void {
  if (pass.left === 0) return;
  const rest = pass.text.slice(pass.at);
  if (rest.trim() === '') {
    result.findings.push({ where: pass.where(), code: 'trailing-blanks', text: 'Blanks follow the pass.' });
    return;
  }
  if (rest.startsWith('^')) {
    pass.at += 1;
    const type = pass.take(1, 'type of security data');
    result.security = { type, data: pass.block('security data').text };
    const trailing = pass.text.slice(pass.at);
    if (trailing.trim() !== '') throw new Unreadable('trailing-data', pass.where(), `${trailing.length} characters follow the security data.`);
    return;
  }
  // Seen in the field: a size of 00 although the conditional part follows. What the size leaves out is not read, but the pass stands.
  if (rest.startsWith('>') && pass.text.slice(pass.at - 2, pass.at) === '00') {
    result.findings.push({ where: pass.where(), code: 'size-left-out', text: 'The conditional part has the size 00 and is not read.' });
    return;
  }
  throw new Unreadable('trailing-data', pass.where(), `${rest.length} characters follow the last leg; security data would begin with "^", not "${rest.charAt(0)}". Check the number of legs.`);
}

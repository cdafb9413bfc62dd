import { dayInYear, daysBetween, issueDay, nearestYear, yearOfFlight } from './bcbp-days.ts';
import { readConditional, readMandatory, readName, readSecurity, Reader, Unreadable } from './bcbp-sections.ts';
import type { BcbpOptions, BcbpResult } from './bcbp-shapes.ts';
import type { Quarantined, ReadResult, TravellerRecord } from './shapes.ts';

function isDay(text: string | undefined): text is string {
  return text !== undefined && !Number.isNaN(daysBetween(text, text));
}

function fillDates(result: BcbpResult, days: readonly string[], issue: string | null, flightDate: string | null, on: string): void {
  result.issuedOn = issue === null ? null : issueDay(issue, on);
  if (issue !== null && result.issuedOn === null) {
    result.findings.push({ where: 'date of issue', code: 'issue-date', text: `The date of issue "${issue}" is no date and is left aside.` });
  }
  let before: string | null = null;
  result.legs.forEach((leg, index) => {
    const year: number = before
      ? nearestYear(leg.dayOfYear, before)
      : flightDate
        ? yearOfFlight(leg.dayOfYear, flightDate)
        : nearestYear(leg.dayOfYear, result.issuedOn ?? on, result.issuedOn !== null);
    leg.date = dayInYear(year, leg.dayOfYear);
    const where = `leg ${index + 1}, ${days[index] ?? ''}`;
    if (leg.date === null) result.problems.push({ code: 'day', where, reason: `Day ${leg.dayOfYear} does not exist in ${year}.` });
    before = leg.date ?? before;
  });
  if (flightDate && !result.legs.some((leg) => leg.date !== null && Math.abs(daysBetween(flightDate, leg.date)) <= 1)) {
    result.findings.push({ where: 'legs', code: 'other-day', text: `No leg is for the flight's day ${flightDate}.` });
  }
}

/**
 * Reads one bar-coded boarding pass, versions 1 to 8 of the standard, formats M and S.
 * Shape: never throws; legs of an invalid pass are those read before the first mistake.
 * Refuses: illegal-characters, too-short, format, leg-count, airport, carrier, flight, day, not-hexadecimal, overrun, version-marker, version,
 * trailing-data: the first that is met, with the character where it stands.
 * Source: IATA Resolution 792, attachments A to C; BCBP implementation guide.
 */
export function readBcbp(text: string, options: BcbpOptions = {}): BcbpResult {
  const result: BcbpResult = {
    valid: false, name: readName(''), legs: [], electronicTicket: false, version: null, documentType: null, passengerDescription: null,
    checkInSource: null, issuanceSource: null, issuedOn: null, issuer: null, bagTags: [], security: null, problems: [], findings: [],
  };
  // Only what a scanner puts around a pass goes: byte order mark, symbology prefix, control characters at both ends.
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/^[\ufeff\u0000-\u001f]*(?:\][A-Za-z][0-9A-Za-z](?=[MS]\d))?/u, '').replace(/[\u0000-\u001f]+$/u, '');
  try {
    const illegal = /[^\u0020-\u007e]/u.exec(clean);
    if (illegal) throw new Unreadable('illegal-characters', `character ${illegal.index + 1}`, `A boarding pass has no "${illegal[0].trim() || `U+${illegal[0].charCodeAt(0).toString(16).padStart(4, '0')}`}".`);
    if (clean.trim() === '') throw new Unreadable('too-short', 'character 1', 'The pass is empty.');
    const pass = new Reader(clean, 0);
    const format = pass.take(1, 'format code');
    if (format !== 'M' && format !== 'S') throw new Unreadable('format', 'character 1', `A boarding pass begins with M or S, not "${format}".`);
    const count = pass.take(1, 'number of legs');
    if (!/^[1-4]$/u.test(count) || (format === 'S' && count !== '1')) {
      throw new Unreadable('leg-count', 'character 2', `A pass of format ${format} has ${format === 'S' ? 'one leg' : '1 to 4 legs'}, not "${count}".`);
    }
    if (clean.length < 60) throw new Unreadable('too-short', `character ${clean.length}`, `A pass has at least 60 characters, this one ${clean.length}. Trailing blanks belong to a pass: do not trim it.`);
    result.name = readName(pass.take(20, 'name'));
    if (result.name.surname === '') throw new Unreadable('name', 'characters 3-22', 'The name is missing.');
    result.electronicTicket = pass.take(1, 'electronic ticket indicator') === 'E';
    const days: string[] = [];
    let issue: string | null = null;
    for (let index = 0; index < Number(count); index += 1) {
      const raw = readMandatory(pass, result.findings);
      const block = pass.block(`conditional part of leg ${index + 1}`);
      const issued = readConditional(block, index === 0, raw?.leg ?? null, result);
      if (index === 0) issue = issued;
      if (!raw) continue;
      result.legs.push(raw.leg);
      days.push(raw.dayWhere);
    }
    readSecurity(pass, result);
    if (result.legs.length === 0) throw new Unreadable('leg-count', 'character 24', 'Every leg of the pass is blank.');
    fillDates(result, days, issue, isDay(options.flightDate) ? options.flightDate : null, isDay(options.on) ? options.on : new Date().toISOString().slice(0, 10));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    result.problems.push({ code: error.code, where: error.where, reason: error.message });
  }
  result.valid = result.problems.length === 0;
  return result;
}

/** A boarding pass of a file, with its place. */
export interface BcbpRecord extends BcbpResult {
  where: string;
}

/**
 * Reads a file of boarding passes, one a line; blanks at both ends of a line belong to the pass.
 * Shape: only valid passes are records; the others are quarantined with the character where the first mistake stands.
 */
export function readBcbpFile(text: string, options: BcbpOptions = {}): ReadResult<BcbpRecord> {
  const records: BcbpRecord[] = [];
  const quarantined: Quarantined[] = [];
  text.split(/\r\n|\n|\r/u).forEach((line, index) => {
    if (line.replace('\ufeff', '').trim() === '') return;
    const where = `line ${index + 1}`;
    const read = readBcbp(line, options);
    if (read.valid) records.push({ ...read, where });
    else quarantined.push({ where, reason: read.problems.map((problem) => `${problem.where}: ${problem.reason}`).join(' '), code: read.problems[0]?.code ?? 'invalid', raw: line.slice(0, 400) });
  });
  if (records.length + quarantined.length === 0) quarantined.push({ where: 'line 1', reason: 'The text is empty: scan the pass again.', code: 'too-short' });
  return { format: 'bcbp', records, quarantined, declared: {}, found: { passes: records.length + quarantined.length, valid: records.length } };
}

/**
 * Turns a boarding pass into a traveller of the common shape; the leg that arrives at `destination`, or else the last, gives seat and airports.
 * Shape: null when the pass is not valid. A pass knows no birth date, nationality or document.
 */
export function travellerFromBcbp(read: BcbpResult, destination?: string, where = 'boarding pass'): TravellerRecord | null {
  const leg = read.legs.find((one) => one.to === destination) ?? read.legs.at(-1);
  if (!read.valid || !leg) return null;
  return {
    kind: 'passenger',
    surname: read.name.surname,
    givenNames: read.name.givenNames,
    sex: null,
    birthDate: null,
    nationality: null,
    documents: [],
    embarkation: leg.from,
    disembarkation: leg.to,
    seat: leg.seat,
    bookingReference: leg.bookingReference || null,
    where,
    ...(leg.ticket ? { ticket: leg.ticket } : {}),
    ...(read.bagTags.length > 0 ? { bags: { count: null, tags: read.bagTags } } : {}),
  };
}

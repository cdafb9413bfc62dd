import { checkDigit, layoutOf, layouts, place, readPrintedDate, words } from './mrz-layouts.ts';
import type { MrzLayout, PrintedDate, Span } from './mrz-layouts.ts';
import { illegalSigns, rowsFilledUp, rowsOf, scannedLines } from './mrz-text.ts';
import type { Finding, Quarantined, ReadResult, TravellerRecord } from './shapes.ts';
import { findState } from './states.ts';

/** One check digit: what it protects, where it stands, what it ought to be and what is printed. */
export interface MrzCheck {
  name: 'documentNumber' | 'birthDate' | 'expiryDate' | 'personalNumber' | 'composite';
  position: string;
  expected: string;
  found: string;
  ok: boolean;
}

/**
 * What a machine-readable zone says.
 * Shape: names with blanks for fillers; dates YYYY-MM-DD, or null when a part is unknown, in which case `birthDatePartial` holds YYYY or YYYY-MM;
 * states as alpha-3 (D is DEU), or as printed when unknown; sex X when unspecified.
 */
export interface MrzFields {
  /** P passport, V visa, I identity card, AC crew member certificate. */
  documentType: string;
  /** The one or two letters as printed. */
  documentCode: string;
  issuer: string;
  surname: string;
  givenNames: string;
  documentNumber: string;
  nationality: string;
  birthDate: string | null;
  birthDatePartial: string | null;
  sex: 'M' | 'F' | 'X' | null;
  expiryDate: string | null;
  optionalData: string;
  /** Second optional element of TD1. */
  optionalData2: string;
  /** Personal number of TD3. */
  personalNumber: string;
  /** The name fills its field, so letters may be missing. */
  nameTruncated: boolean;
}

/** One machine-readable zone as read, valid or not. */
export interface MrzResult {
  layout: MrzLayout | null;
  valid: boolean;
  checks: MrzCheck[];
  fields: MrzFields;
  problems: { code: string; where: string; reason: string }[];
  findings: Finding[];
}

/** How to read: specimens of the state UTO only in test mode; `on` is the day that centuries are counted from, today by default. */
export interface MrzOptions {
  testDocuments?: boolean;
  /** YYYY-MM-DD. */
  on?: string;
}

// Former codes are printed in documents still carried; other aliases (Olympic codes, UK) never are.
const printedAliases = new Set(['D', 'XKX', 'ROM', 'ZAR', 'TMP']);

const emptyFields: MrzFields = {
  documentType: '', documentCode: '', issuer: '', surname: '', givenNames: '', documentNumber: '', nationality: '', birthDate: null,
  birthDatePartial: null, sex: null, expiryDate: null, optionalData: '', optionalData2: '', personalNumber: '', nameTruncated: false,
};

/**
 * Reads one machine-readable zone of a passport, identity card or visa and verifies every check digit.
 * Shape: never throws; `layout` is null when the text is no machine-readable zone, `valid` is true only without problems.
 * Refuses: keyboard-layout, illegal-characters, line-length; then document-code, unknown-state, specimen-document, name, document-number,
 * date, sex, check-digit, all of them listed together.
 * Source: ICAO Doc 9303 parts 3 to 7.
 */
export function readMrz(text: string, options: MrzOptions = {}): MrzResult {
  const lines = scannedLines(text.slice(0, 4000)).map((line) => line.text);
  const whole = lines.join('');
  const refuse = (code: string, reason: string): MrzResult => ({
    layout: null, valid: false, checks: [], fields: { ...emptyFields }, problems: [{ code, where: 'whole text', reason }], findings: [],
  });
  const illegal = illegalSigns(whole);
  if (illegal?.keyboardLayout) {
    return refuse('keyboard-layout', `The scanner types on another keyboard layout (seen: ${illegal.signs}); set scanner and computer to the same layout, US is safest, and scan again.`);
  }
  if (illegal) return refuse('illegal-characters', `A machine-readable zone has only A-Z, 0-9 and <; found: ${illegal.signs}.`);
  const rows = rowsOf(lines) ?? rowsFilledUp(text, lines);
  if (!rows) {
    return refuse('line-length', `Expected 2 lines of 44 or 36 characters or 3 lines of 30; found ${lines.length === 0 ? 'nothing' : `lines of ${lines.slice(0, 6).map((line) => line.length).join(', ')}`}.`);
  }
  return readRows(rows, options);
}

function readRows(rows: readonly string[], options: MrzOptions): MrzResult {
  const layout = layoutOf(rows);
  const spans = layouts[layout];
  const on = /^\d{4}-\d\d-\d\d$/u.test(options.on ?? '') ? (options.on ?? '') : new Date().toISOString().slice(0, 10);
  const problems: MrzResult['problems'] = [];
  const findings: Finding[] = [];
  const checks: MrzCheck[] = [];
  const at = ([row, from, to]: Span): string => (rows[row] ?? '').slice(from, to);
  const problem = (code: string, span: Span, reason: string) => problems.push({ code, where: place(span), reason });
  const check = (name: MrzCheck['name'], data: string, span: Span, emptyIsFine = false) => {
    const expected = checkDigit(data);
    const found = at(span);
    const ok = found === expected || (emptyIsFine && found === '<' && /^<*$/u.test(data));
    checks.push({ name, position: place(span), expected, found, ok });
    if (!ok) problem('check-digit', span, `The check digit of ${name} is ${found}, computed ${expected}: scan again or compare with the printed data.`);
  };

  const documentCode = words(at([0, 0, 2])).replaceAll(' ', '');
  if (!spans.code.test(documentCode) || /[0-9]/u.test(documentCode)) {
    problem('document-code', [0, 0, 2], `A ${layout} document does not begin with "${at([0, 0, 2])}".`);
  }

  const state = (span: Span, what: string): string => {
    const printed = at(span).replace(/<+$/u, '');
    const known = /^[A-Z]{1,3}$/u.test(printed) ? findState(printed) : undefined;
    if (known?.kind === 'specimen') {
      if (!options.testDocuments) problem('specimen-document', span, `${what} ${printed} stands for a specimen; specimens are accepted in test mode only.`);
      return printed;
    }
    if (known && (known.kind !== 'alias' ? printed === known.alpha3 : printedAliases.has(printed))) return known.alpha3;
    problem('unknown-state', span, `${what} "${at(span)}" is no code of ICAO Doc 9303-3 section 5.`);
    return printed;
  };
  const issuer = state([0, 2, 5], 'Issuing state');

  const nameText = at(spans.name);
  const [primary = '', ...secondary] = nameText.replace(/<+$/u, '').split('<<');
  if (/[0-9]/u.test(nameText)) problem('name', spans.name, 'A name has no digits in a machine-readable zone.');
  if (words(nameText) === '') problem('name', spans.name, 'The name is missing.');

  let number = at(spans.number);
  let optional = at(spans.optional);
  const [numberRow, , numberEnd] = spans.number;
  const overflow = (layout === 'TD1' || layout === 'TD2') && at([numberRow, numberEnd, numberEnd + 1]) === '<' && !number.includes('<');
  if (overflow) {
    // A number of more than nine characters goes on in the optional data, its check digit behind it, then a filler.
    const rest = /^[A-Z0-9]*/u.exec(optional)?.[0] ?? '';
    const [row, from] = spans.optional;
    number += rest.slice(0, -1);
    if (rest.length < 2) problem('document-number', spans.optional, 'The number has no check digit and does not go on in the optional data.');
    else {
      // The standard leaves the filler out of the sum; some issuers and readers count it, so both digits pass.
      const digit: Span = [row, from + rest.length - 1, from + rest.length];
      const withFiller = `${number.slice(0, 9)}<${number.slice(9)}`;
      const counted = at(digit) !== checkDigit(number) && at(digit) === checkDigit(withFiller);
      if (counted) findings.push({ where: place(digit), code: 'filler-counted', text: 'The check digit of the long number counts the filler.' });
      check('documentNumber', counted ? withFiller : number, digit);
    }
    optional = optional.slice(rest.length);
  } else {
    check('documentNumber', number, [numberRow, numberEnd, numberEnd + 1], true);
  }
  if (words(number) === '') problem('document-number', spans.number, 'The document number is missing.');
  if (/[^<]<<+[^<]/u.test(number)) findings.push({ where: place(spans.number), code: 'gap-in-number', text: 'The document number has a gap.' });

  const nationality = state(spans.nationality, 'Nationality');
  const birth = at(spans.birth);
  const readDate = (span: Span, latestYear: number, latestDay: string | null): PrintedDate => {
    const read = readPrintedDate(at(span), latestYear, latestDay);
    if (!read) problem('date', span, `"${at(span)}" is no date of the form YYMMDD.`);
    return read ?? { day: null, partial: null };
  };
  const onYear = Number(on.slice(0, 4));
  const born = readDate(spans.birth, onYear, on);
  const nextTo = ([row, , to]: Span): Span => [row, to, to + 1];
  check('birthDate', birth, nextTo(spans.birth), true);
  const sexSign = at(spans.sex);
  const sex = sexSign === 'M' || sexSign === 'F' ? sexSign : sexSign === '<' || sexSign === 'X' ? 'X' : null;
  if (!sex) problem('sex', spans.sex, `The sex is M, F or <, not "${sexSign}".`);
  // No document runs fifty years, and none that old is carried: the window of a hundred years lies around the day of reading.
  const expires = readDate(spans.expiry, onYear + 50, null);
  check('expiryDate', at(spans.expiry), nextTo(spans.expiry), true);
  if (expires.day && expires.day < on) findings.push({ where: place(spans.expiry), code: 'expired', text: `The document expired on ${expires.day}.` });
  if (spans.personalCheck) check('personalNumber', optional, spans.personalCheck, true);
  if (spans.composite) check('composite', spans.composite.over.map(at).join(''), spans.composite.at);

  return {
    layout,
    valid: problems.length === 0,
    checks,
    fields: {
      documentType: documentCode === 'AC' ? 'AC' : layout === 'TD1' || layout === 'TD2' ? 'I' : layout === 'TD3' ? 'P' : 'V',
      documentCode,
      issuer,
      surname: words(primary),
      givenNames: words(secondary.join('<')),
      documentNumber: words(number),
      nationality,
      birthDate: born.day,
      birthDatePartial: born.partial,
      sex,
      expiryDate: expires.day,
      optionalData: words(optional),
      optionalData2: spans.optional2 ? words(at(spans.optional2)) : '',
      personalNumber: layout === 'TD3' ? words(optional) : '',
      nameTruncated: !nameText.endsWith('<'),
    },
    problems,
    findings,
  };
}

/** One machine-readable zone of a file, with its place. */
export interface MrzRecord extends MrzResult {
  where: string;
}

/**
 * Reads every machine-readable zone of a text: rows one under the other, blocks with or without blank lines between, or one run each.
 * Shape: a zone that can be laid out stays among the records also when it is not valid, so that a station can show the digit that is
 * wrong; its reason then stands in `quarantined` as well. What is no zone is only quarantined.
 */
export function readMrzFile(text: string, options: MrzOptions = {}): ReadResult<MrzRecord> {
  const records: MrzRecord[] = [];
  const quarantined: Quarantined[] = [];
  const lines = scannedLines(text);
  const take = (from: number, count: number) => {
    const part = lines.slice(from, from + count);
    const last = part.at(-1)?.number ?? 0;
    const where = part.length > 1 ? `lines ${part[0]?.number}-${last}` : `line ${last}`;
    const raw = part.map((line) => line.text).join('\n');
    const read = readMrz(raw, options);
    if (read.layout) records.push({ ...read, where });
    if (!read.valid) {
      const reason = read.problems.map((problem) => (read.layout ? `${problem.where}: ${problem.reason}` : problem.reason)).join(' ');
      quarantined.push({ where, reason, code: read.problems[0]?.code ?? 'invalid', raw: raw.slice(0, 200) });
    }
    return count;
  };
  const lone = (from: number, count: number) => {
    const part = lines.slice(from, from + count).map((line) => line.text);
    return part.length === count && rowsOf(part) !== null;
  };
  // Blanks that stand for fillers may have been trimmed away; only the text as a whole can tell.
  if (lines.length > 0 && lines.length <= 3 && !rowsOf(lines.map((line) => line.text)) && rowsFilledUp(text, lines.map((line) => line.text))) {
    const read = readMrz(text, options);
    records.push({ ...read, where: `lines ${lines[0]?.number}-${lines.at(-1)?.number}` });
    if (!read.valid) quarantined.push({ where: records[0]?.where ?? '', reason: read.problems.map((problem) => problem.reason).join(' '), code: read.problems[0]?.code ?? 'invalid' });
  } else {
    for (let at = 0; at < lines.length; ) {
      const size = lines[at]?.text.length ?? 0;
      const count = lone(at, 1) ? 1 : size === 30 && lone(at, 3) ? 3 : size !== 30 && lone(at, 2) ? 2 : lone(at, 3) ? 3 : 1;
      at += take(at, count);
    }
  }
  if (lines.length === 0) quarantined.push({ where: 'whole text', reason: 'The text is empty: scan the document again.', code: 'line-length' });
  return { format: 'mrz', records, quarantined, declared: {}, found: { documents: records.length, valid: records.filter((record) => record.valid).length } };
}

/**
 * Turns a machine-readable zone into a traveller of the common shape.
 * Shape: null when the text was no machine-readable zone; a single name becomes the surname.
 */
export function travellerFromMrz(read: MrzResult, where = 'machine-readable zone'): TravellerRecord | null {
  if (!read.layout) return null;
  const { fields } = read;
  return {
    kind: 'passenger',
    surname: fields.surname || fields.givenNames,
    givenNames: fields.surname ? fields.givenNames : '',
    sex: fields.sex,
    birthDate: fields.birthDate,
    nationality: fields.nationality || null,
    documents: [{ type: fields.documentType, number: fields.documentNumber, issuer: fields.issuer || null, expiry: fields.expiryDate }],
    embarkation: null,
    disembarkation: null,
    seat: null,
    bookingReference: null,
    where,
    ...(fields.birthDatePartial ? { asSent: { birthDate: fields.birthDatePartial } } : {}),
  };
}

import type { RosterField } from './columns.ts';
import type { DayMonthOrder } from './dates.ts';
import { readDay } from './dates.ts';
import type { Cell } from './grid.ts';
import { rosterLimits } from './grid.ts';
import type { FoundColumn } from './header.ts';
import { cellPlace } from './header.ts';
import { partName } from './names.ts';
import { findNationality } from './nationalities.ts';
import type { RosterRecord } from './record.ts';
import type { Finding, Quarantined } from '../shapes.ts';

/** What a row is read with. */
export interface RowContext {
  columns: readonly FoundColumn[];
  byIndex: ReadonlyMap<number, FoundColumn>;
  byField: ReadonlyMap<RosterField, FoundColumn>;
  order: DayMonthOrder;
  /** YYYY-MM-DD, the day of reading. */
  on: string;
  findings: Finding[];
}

const emptyMarks = new Set(['', '-', '--', '—', '——', '–', '/', '\\', 'n/a', 'na', 'none', 'nil', '无', '暂无', 'tbd', 'tbc', '待定']);
const yesWords = new Set(['是', '有', 'y', 'yes', 'true', '✓', '√', '☑', 'x', '需要']);
const noWords = new Set(['否', '无', '没有', '不', 'n', 'no', 'false', '0', 'none', '×', '✗', '☐', 'nil', '不需要', '-', '—', '/']);
/** Reads a yes or a no in Chinese or English; undefined where the word is neither. */
export function readYesNo(word: string): boolean | undefined {
  const plain = word.normalize('NFKC').trim().toLowerCase();
  if (yesWords.has(plain) || plain === '1') return true;
  return plain !== '' && noWords.has(plain) ? false : undefined;
}

const sexes: Record<string, 'M' | 'F' | 'X'> = {
  男: 'M', 男性: 'M', m: 'M', male: 'M', man: 'M', mr: 'M', 女: 'F', 女性: 'F', f: 'F', female: 'F', woman: 'F', mrs: 'F', ms: 'F',
  x: 'X', u: 'X', unspecified: 'X', unknown: 'X', other: 'X', diverse: 'X', 未说明: 'X', 未知: 'X', 其他: 'X',
};
const documentTypes: Record<string, string> = {
  护照: 'P', 普通护照: 'P', 外交护照: 'P', 公务护照: 'P', passport: 'P', p: 'P', diplomaticpassport: 'P', servicepassport: 'P', pp: 'P', 身份证: 'I', 居民身份证: 'I', idcard: 'I',
  identitycard: 'I', id: 'I', i: 'I', nationalid: 'I', 签证: 'V', visa: 'V', v: 'V', 旅行证: 'T', 旅行证件: 'T', 港澳居民来往内地通行证: 'T', 台湾居民来往大陆通行证: 'T', 回乡证: 'T', 台胞证: 'T',
  laissezpasser: 'T', traveldocument: 'T', t: 'T',
};

/**
 * Tells whether a cell would act as a formula in a spreadsheet program, now or when the roster is exported again.
 * Shape: numbers, telephone numbers and single dashes are none.
 */
export function isFormula(cell: Cell): boolean {
  if (cell.formula) return true;
  if (cell.number !== undefined || cell.date !== undefined) return false;
  const text = cell.text.normalize('NFKC').trimStart();
  if (!/^[=+\-@]/u.test(text)) return false;
  return text.length > 40 || (!/^[-+]{1,2}$/u.test(text) && !/^[+-]?[\d\s().,/-]*\d[\d\s().,/-]*$/u.test(text));
}

/** Reads a flight number as people write it; null where it is none. Shape: `CA926`, without blanks and leading zeros. */
export function readDesignator(text: string): string | null {
  const parts = /^([A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3})[\s-]*0*(\d{1,4})\s*([A-Z]?)$/iu.exec(text);
  return parts === null ? null : `${(parts[1] ?? '').toUpperCase()}${parts[2] ?? ''}${(parts[3] ?? '').toUpperCase()}`;
}

/** Reads one row; errors are named by row and column and make it null. */
export function readRow(cells: readonly (Cell | undefined)[], row: number, context: RowContext): { record: RosterRecord | null; errors: Quarantined[] } {
  const errors: Quarantined[] = [];
  const { findings } = context;
  const column = (field: RosterField) => context.byField.get(field);
  const refuse = (field: RosterField | FoundColumn, code: string, reason: string, raw?: string) => {
    const place = typeof field === 'string' ? column(field) : field;
    errors.push({ where: place ? cellPlace(row, place) : `row ${row + 1}`, code, reason, ...(raw ? { raw: raw.slice(0, 200) } : {}) });
  };
  const cellOf = (field: RosterField): Cell | null => {
    const place = column(field);
    const cell = place ? cells[place.index] : undefined;
    return cell && !emptyMarks.has(cell.text.normalize('NFKC').toLowerCase()) ? cell : null;
  };
  const text = (field: RosterField): string | null => {
    const cell = cellOf(field);
    return cell ? cell.text.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim() : null;
  };
  const note = (field: RosterField, code: string, words: string) => {
    const place = column(field);
    findings.push({ where: place ? cellPlace(row, place) : `row ${row + 1}`, code, text: words });
  };
  const extra: Record<string, string> = {};
  cells.forEach((cell, index) => {
    if (!cell) return;
    const place = context.byIndex.get(index) ?? { index, header: '', field: undefined };
    const header = place.header || 'without header';
    if (isFormula(cell)) refuse({ ...place, header }, 'formula', `The cell holds a formula; put its value in (copy, paste as values), or write text that does not begin with = + - @.`, cell.text);
    else if (cell.text.startsWith('#error')) refuse({ ...place, header }, 'error-cell', 'The cell shows an error of the spreadsheet: correct it or leave it blank.', cell.text);
    else if (cell.text.length > rosterLimits.cellCharacters) refuse({ ...place, header }, 'too-long', `The cell has ${cell.text.length} characters, ${rosterLimits.cellCharacters} at most.`);
    else if (!place.field && cell.text !== '') extra[header] = cell.text;
  });
  if (errors.length > 0) return { record: null, errors };

  const day = (field: RosterField): string | null => {
    const cell = cellOf(field);
    if (!cell) return null;
    const read = readDay(cell, context.order);
    if ('day' in read) return read.day;
    refuse(field, read.code, `${read.problem}.`, cell.text);
    return null;
  };
  const identifier = (field: RosterField): string | null => {
    const cell = cellOf(field);
    if (!cell) return null;
    if (/^\d(?:\.\d+)?E\+?\d+$/iu.test(cell.text) || (cell.number !== undefined && (cell.number > 999_999_999_999_999 || !Number.isInteger(cell.number)))) {
      refuse(field, 'digits-lost', `"${cell.text}" was turned into a number and has lost digits: format the column as text and enter it again.`, cell.text);
      return null;
    }
    return (text(field) ?? '').toUpperCase().replaceAll(/\s/gu, '');
  };
  const state = (field: RosterField): string | null => {
    const given = text(field);
    if (given === null) return null;
    const found = findNationality(given);
    if (!found && field === 'documentIssuer') {
      // An authority often stands where a state is asked for; that keeps nobody out.
      note(field, 'issuer', `"${given}" is no state known and is kept as it is.`);
      return given;
    }
    if (!found) refuse(field, 'unknown-nationality', `"${given}" is no state known: write its ISO 3166 code of three letters, such as CHN or CHE.`, given);
    if (found?.note) note(field, 'nationality', `${found.note}.`);
    return found?.alpha3 ?? null;
  };

  let surname = text('surname') ?? '';
  let givenNames = text('givenNames') ?? '';
  const whole = text('name');
  let nativeName = text('nativeName');
  if (surname === '' && givenNames !== '' && whole === null) [surname, givenNames] = [givenNames, ''];
  if (surname === '' && whole !== null) {
    // Some lists put both scripts into one cell.
    const han = /\p{Script=Han}[\p{Script=Han}·]*/u.exec(whole)?.[0] ?? '';
    const latin = han === '' ? whole : whole.replace(han, ' ').replace(/^[\s/|()-]+|[\s/|()-]+$/gu, '');
    const both = han !== '' && /\p{Script=Latin}{2}/u.test(latin);
    if (both) nativeName ??= han;
    const parted = partName(both ? latin : whole, findNationality(text('nationality') ?? '')?.alpha3);
    ({ surname, givenNames } = parted);
    if (parted.assumed) note('name', 'name-order', `"${whole}" does not show which part is the surname; ${surname} is taken.`);
    if (!/\p{Script=Latin}/u.test(whole)) nativeName ??= whole;
  } else if (whole !== null && nativeName === null && !/\p{Script=Latin}/u.test(whole)) nativeName = whole;
  if (surname === '' && nativeName !== null) ({ surname, givenNames } = partName(nativeName));
  if (surname === '') refuse(column('surname') ? 'surname' : 'name', 'missing', 'The name is missing.');

  const sexWord = text('sex');
  const sex = sexWord === null ? null : (sexes[sexWord.toLowerCase().replace(/[.\s]/gu, '')] ?? null);
  if (sexWord !== null && sex === null) refuse('sex', 'sex', `"${sexWord}" is no sex known: write M, F or X (男, 女).`, sexWord);

  const birthDate = day('birthDate');
  if (birthDate !== null && birthDate > context.on) refuse('birthDate', 'date', `The date of birth ${birthDate} is in the future.`);
  if (birthDate === null && !cellOf('birthDate')) refuse('birthDate', 'missing', 'The date of birth is missing.');
  const nationality = state('nationality');
  if (nationality === null && !cellOf('nationality')) refuse('nationality', 'missing', 'The nationality is missing.');

  const number = identifier('documentNumber');
  const accreditationNumber = identifier('accreditationNumber');
  if (number !== null && !/^[A-Z0-9-]{2,20}$/u.test(number)) refuse('documentNumber', 'document-number', `"${number}" is no document number: letters and digits only.`, number);
  if (number === null && accreditationNumber === null && errors.every((error) => error.code !== 'digits-lost')) refuse('documentNumber', 'missing', 'The document number is missing, and no accreditation number stands for it.');
  const typeWord = text('documentType');
  const type = typeWord === null ? 'P' : (documentTypes[typeWord.toLowerCase().replace(/[\s.-]/gu, '')] ?? typeWord.toUpperCase());
  const expiry = day('documentExpiry');
  const issuer = state('documentIssuer');
  if (expiry !== null && expiry < context.on) note('documentExpiry', 'expired', `The document expired on ${expiry}.`);

  const flightText = text('flight');
  const flight = flightText === null ? null : readDesignator(flightText);
  if (flightText !== null && !flight) refuse('flight', 'flight', `"${flightText}" is no flight: write it as CA926.`, flightText);
  const flightDate = day('flightDate');

  const flagDetails: Record<string, string> = {};
  const flag = (field: 'baggage' | 'sportsKit' | 'firearm' | 'medicine' | 'accessNeeds'): boolean | null => {
    const place = column(field);
    const word = (place ? cells[place.index]?.text : undefined)?.normalize('NFKC').trim() ?? '';
    if (word === '') return null;
    if (noWords.has(word.toLowerCase())) return false;
    if (!yesWords.has(word.toLowerCase()) && word !== '1') flagDetails[field] = word;
    return true;
  };
  const flags = { baggage: flag('baggage'), sportsKit: flag('sportsKit'), firearm: flag('firearm'), medicine: flag('medicine'), accessNeeds: flag('accessNeeds') };
  const pieces = /^(\d{1,3})(?:\D{0,10})?$/u.exec(text('baggage') ?? '');
  const kindWord = (text('kind') ?? '').toLowerCase();
  const origin = text('origin');
  const destination = text('destination');
  const contacts = context.columns.filter((one) => one.field === 'contact').map((one) => cells[one.index]?.text.trim() ?? '').filter((one) => !emptyMarks.has(one.toLowerCase()));
  if (errors.length > 0) return { record: null, errors };
  return {
    errors,
    record: {
      kind: /crew|机组|乘务/u.test(kindWord) ? 'crew' : 'passenger',
      surname, givenNames, sex, birthDate, nationality,
      documents: number === null ? [] : [{ type, number, issuer, expiry }],
      embarkation: origin !== null && /^[A-Z]{3}$/u.test(origin) ? origin : null,
      disembarkation: destination !== null && /^[A-Z]{3}$/u.test(destination) ? destination : null,
      seat: text('seat')?.toUpperCase() ?? null,
      bookingReference: text('bookingReference')?.toUpperCase() ?? null,
      where: `row ${row + 1}`,
      delegation: text('delegation'), accreditationNumber, function: text('function'), nativeName,
      flight: { designator: flight, date: flightDate },
      origin,
      transitStops: (text('transitStops') ?? '').split(/[,;/、，；>→]+/u).map((stop) => stop.trim()).filter((stop) => stop !== ''),
      roomCluster: text('roomCluster'), flags, flagDetails,
      ...(pieces ? { bags: { count: Number(pieces[1]), tags: [] } } : {}),
      guardian: text('guardian'), contact: contacts.length > 0 ? contacts.join('; ') : null, groupId: text('groupId'), extra, row: row + 1,
    },
  };
}

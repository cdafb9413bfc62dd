/** The five layouts of ICAO Doc 9303. */
export type MrzLayout = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B';

/** A stretch of one row: row and columns count from 0, the end is exclusive. */
export type Span = readonly [row: number, from: number, to: number];
/** Where each element of a layout stands. */
export interface LayoutSpans {
  code: RegExp;
  name: Span;
  number: Span;
  nationality: Span;
  birth: Span;
  sex: Span;
  expiry: Span;
  optional: Span;
  optional2?: Span;
  personalCheck?: Span;
  composite?: { over: readonly Span[]; at: Span };
}

const visa = { number: [1, 0, 9], nationality: [1, 10, 13], birth: [1, 13, 19], sex: [1, 20, 21], expiry: [1, 21, 27] } as const;
/**
 * The element positions of the five layouts.
 * Source: ICAO Doc 9303 parts 5 (TD1), 6 (TD2), 4 (TD3) and 7 (visas).
 */
export const layouts: Record<MrzLayout, LayoutSpans> = {
  TD1: {
    code: /^[ACI]/u, name: [2, 0, 30], number: [0, 5, 14], nationality: [1, 15, 18], birth: [1, 0, 6], sex: [1, 7, 8], expiry: [1, 8, 14],
    optional: [0, 15, 30], optional2: [1, 18, 29], composite: { over: [[0, 5, 30], [1, 0, 7], [1, 8, 15], [1, 18, 29]], at: [1, 29, 30] },
  },
  TD2: { ...visa, code: /^[ACI]/u, name: [0, 5, 36], optional: [1, 28, 35], composite: { over: [[1, 0, 10], [1, 13, 20], [1, 21, 35]], at: [1, 35, 36] } },
  TD3: {
    ...visa, code: /^P/u, name: [0, 5, 44], optional: [1, 28, 42], personalCheck: [1, 42, 43],
    composite: { over: [[1, 0, 10], [1, 13, 20], [1, 21, 43]], at: [1, 43, 44] },
  },
  'MRV-A': { ...visa, code: /^V/u, name: [0, 5, 44], optional: [1, 28, 44] },
  'MRV-B': { ...visa, code: /^V/u, name: [0, 5, 36], optional: [1, 28, 36] },
};

/**
 * Computes the check digit: weights 7, 3, 1 over digits, letters as 10 to 35 and fillers as 0, modulo 10.
 * Source: ICAO Doc 9303-3 section 4.9.
 */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    const value = sign >= 48 && sign <= 57 ? sign - 48 : sign >= 65 && sign <= 90 ? sign - 55 : 0;
    sum += value * (at % 3 === 0 ? 7 : at % 3 === 1 ? 3 : 1);
  }
  return String(sum % 10);
}

/** Says in words where a stretch stands, counted from 1. */
export function place([row, from, to]: Span): string {
  return to - from === 1 ? `line ${row + 1}, column ${to}` : `line ${row + 1}, columns ${from + 1}-${to}`;
}

/** Turns fillers into single blanks. */
export function words(text: string): string {
  return text.replaceAll('<', ' ').trim().replace(/ +/gu, ' ');
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Tells the layout from the number and length of the rows and, for visas, from the first letter. */
export function layoutOf(rows: readonly string[]): MrzLayout {
  if (rows.length === 3) return 'TD1';
  const isVisa = rows[0]?.startsWith('V') ?? false;
  if (rows[0]?.length === 44) return isVisa ? 'MRV-A' : 'TD3';
  return isVisa ? 'MRV-B' : 'TD2';
}

/** A date as printed: a whole day, or YYYY or YYYY-MM when parts are unknown; neither when all is unknown. */
export interface PrintedDate {
  day: string | null;
  partial: string | null;
}

/**
 * Reads YYMMDD, where unknown parts are fillers (some states print 00), into the latest possible century.
 * Shape: null when it is no date; `latestDay` of null lets any day of `latestYear` pass.
 * Source: ICAO Doc 9303-3 section 4.8.
 */
export function readPrintedDate(printed: string, latestYear: number, latestDay: string | null): PrintedDate | null {
  if (printed === '<<<<<<') return { day: null, partial: null };
  const match = /^(\d\d)(\d\d|<<)(\d\d|<<)$/u.exec(printed);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), match[2] ?? '', match[3] ?? ''];
  const monthKnown = month !== '<<' && month !== '00';
  const dayKnown = day !== '<<' && day !== '00';
  if ((dayKnown && !monthKnown) || (monthKnown && !isDay(2000, Number(month), dayKnown ? Number(day) : 1))) return null;
  let full = Math.floor(latestYear / 100) * 100 + year;
  const text = () => `${full}${monthKnown ? `-${month}` : ''}${dayKnown ? `-${day}` : ''}`;
  while (full > latestYear || (latestDay !== null && text() > latestDay.slice(0, text().length))) full -= 100;
  if (!dayKnown) return { day: null, partial: text() };
  return isDay(full, Number(month), Number(day)) ? { day: text(), partial: null } : null;
}

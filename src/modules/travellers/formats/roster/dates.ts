import type { Cell } from './grid.ts';

/** How the dates of one file that are written with numbers and slashes are to be read; null when nothing in the file tells. */
export type DayMonthOrder = 'day-first' | 'month-first' | null;

/** A date, or why there is none. */
export type ReadDay = { day: string } | { problem: string; code: 'date' | 'ambiguous-date' };

const months: Record<string, number> = { jan: 1, feb: 2, mar: 3, apr: 4, may: 5, jun: 6, jul: 7, aug: 8, sep: 9, sept: 9, oct: 10, nov: 11, dec: 12 };
const monthNames = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

const hint = 'write it as YYYY-MM-DD';

function day(year: number, month: number, date: number): ReadDay {
  const instant = new Date(Date.UTC(year, month - 1, date));
  if (year < 1900 || year > 2200 || instant.getUTCFullYear() !== year || instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== date) {
    return { code: 'date', problem: `${year}-${month}-${date} is not in the calendar: ${hint}` };
  }
  return { day: instant.toISOString().slice(0, 10) };
}

function month(word: string): number {
  const key = word.toLowerCase();
  return months[key] ?? monthNames.indexOf(key) + 1;
}

function clean(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}| ?[AP]M)?$/iu, '')
    .replaceAll(/\s+/gu, ' ');
}

const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/u;

/** Gives the two numbers of a date such as 03/02/2001 whose order the cell alone may not tell, otherwise null. */
function pairOf(cell: Cell): [number, number] | null {
  if (cell.date) return null;
  const match = slashed.exec(clean(cell.text.slice(0, 60)));
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/**
 * Learns from all dates of a file whether the day or the month comes first.
 * Shape: null when no date has a part above 12, or when some dates say one thing and some the other.
 */
export function learnOrder(cells: Iterable<Cell>): DayMonthOrder {
  let [dayFirst, monthFirst] = [false, false];
  for (const cell of cells) {
    const pair = pairOf(cell);
    if (!pair) continue;
    if (pair[0] > 12 && pair[1] <= 12) dayFirst = true;
    if (pair[1] > 12 && pair[0] <= 12) monthFirst = true;
  }
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'day-first' : 'month-first';
}

/**
 * Reads a date cell: a true date, a serial day of Excel, or text in the forms people write.
 * Shape: 03/02/2001 is read only when another date of the file shows the order, for a guess would be wrong in half of the world; with
 * points (3.2.2001) the day always comes first. Years need four digits.
 */
export function readDay(cell: Cell, order: DayMonthOrder): ReadDay {
  if (cell.date) return { day: cell.date };
  const text = clean(cell.text.slice(0, 60));
  let match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u.exec(text) ?? /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?$/u.exec(text) ?? /^((?:19|20|21)\d\d)(\d\d)(\d\d)$/u.exec(text);
  if (match) return day(Number(match[1]), Number(match[2]), Number(match[3]));
  if (/^\d{4,5}(?:\.\d+)?$/u.test(text) && Number(text) >= 367 && Number(text) < 110_000 && (text.length > 4 || cell.number !== undefined)) {
    return { day: new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10) };
  }
  match = /^(\d{1,2})(?:st|nd|rd|th)?[ \-./]?([A-Za-z]{3,9})\.?,?[ \-./]?(\d{4})$/u.exec(text);
  if (match && month(match[2] ?? '')) return day(Number(match[3]), month(match[2] ?? ''), Number(match[1]));
  match = /^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u.exec(text);
  if (match && month(match[1] ?? '')) return day(Number(match[3]), month(match[1] ?? ''), Number(match[2]));
  match = /^(\d{4})[ -]([A-Za-z]{3,9})[ -](\d{1,2})$/u.exec(text);
  if (match && month(match[2] ?? '')) return day(Number(match[1]), month(match[2] ?? ''), Number(match[3]));
  match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(text);
  if (match) return day(Number(match[3]), Number(match[2]), Number(match[1]));
  match = slashed.exec(text);
  if (match) {
    const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (first > 12 || first === second) return day(year, second, first);
    if (second > 12) return day(year, first, second);
    if (order === 'day-first') return day(year, second, first);
    if (order === 'month-first') return day(year, first, second);
    return { code: 'ambiguous-date', problem: `"${text}" may be day/month or month/day and no other date of the file tells: ${hint}` };
  }
  if (/^(?:\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2}|\d{6})$/u.test(text)) return { code: 'date', problem: `"${text}" has a year of two digits: ${hint}` };
  return { code: 'date', problem: `"${text}" is no date: ${hint}` };
}

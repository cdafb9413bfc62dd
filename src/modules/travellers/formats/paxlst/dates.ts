/** What a date of a DTM turned out to be; "partial" has an unknown day or month, "impossible" no calendar knows. */
export type DateReading =
  | { kind: 'day'; day: string }
  | { kind: 'partial' | 'impossible' | 'empty' };

const plainDigits = /^\d+$/;
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= length;
}

function written(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Chooses the century of a two-digit year: for a birth the latest that is not after the pivot, for an expiry the one from 30 years before the pivot. */
export type Century = (year: number, month: number, day: number) => number;

/** The century of a birth date: a person is born before the day of travel (one day of grace for time zones). */
export function bornBefore(pivot: string): Century {
  const limit = nextDay(pivot);
  const base = Math.floor(Number(pivot.slice(0, 4)) / 100) * 100;
  return (year, month, day) => {
    return written(base + year, month, day) <= limit ? base + year : base - 100 + year;
  };
}

/** The century of an expiry: documents run out at most 30 years before and 69 years after the day of travel, so 61 means 2061. */
export function aroundPivot(pivot: string): Century {
  return (year) => {
    const pivotYear = Number(pivot.slice(0, 4));
    const base = Math.floor(pivotYear / 100) * 100;
    const same = base + year;
    if (same < pivotYear - 30) return same + 100;
    return same > pivotYear + 69 ? same - 100 : same;
  };
}

/** The day of travel with what birth dates and expiries are read against; made once a message, used for each person. */
export interface TravelDay {
  day: string;
  /** One day later, the last day on which a traveller can have been born. */
  limit: string;
  birth: Century;
  expiry: Century;
}

/** Prepares a day of travel. */
export function travelDayOf(day: string): TravelDay {
  return { day, limit: nextDay(day), birth: bornBefore(day), expiry: aroundPivot(day) };
}

/** The day after a day. Shape: YYYY-MM-DD to YYYY-MM-DD. */
export function nextDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : new Date(at.getTime() + 86_400_000).toISOString().slice(0, 10);
}

/**
 * Reads a day in the formats of DTM 2379 (2 DDMMYY, 3 MMDDYY, 101 YYMMDD, 102 CCYYMMDD, 201 to 205 with a time behind it), or by its
 * length when the format is absent or does not fit; also ISO dates and 04JUL85, which carriers send against the guide.
 * Source: UN/EDIFACT code list 2379; WCO/IATA/ICAO PAXLST guide.
 */
export function readDay(value: string, format: string, century: Century): DateReading {
  const text = value.trim().toUpperCase();
  if (text === '') return { kind: 'empty' };
  // The shape that nearly everybody sends goes first.
  if (text.length === 6 && (format === '' || format === '101') && plainDigits.test(text)) {
    return checked(text.slice(0, 2), Number(text.slice(2, 4)), Number(text.slice(4)), century, true);
  }
  if (/^[X<]+$/.test(text)) return { kind: 'partial' };
  const worded = /^(\d{1,2})[ -]?([A-Z]{3})[ -]?(\d{2}|\d{4})$/.exec(text);
  if (worded) return checked(worded[3] ?? '', months.indexOf(worded[2] ?? '') + 1, Number(worded[1]), century, worded[2] === 'XXX');
  const iso = /^(\d{4})[-/.](\d{2})[-/.](\d{2})(?:T.*)?$/.exec(text);
  if (iso) return checked(iso[1] ?? '', Number(iso[2]), Number(iso[3]), century, false);
  const masked = /^(\d{4}|\d{2})([0-9X<]{2})([0-9X<]{2})$/.exec(text.replaceAll(' ', 'X'));
  if (masked && /[X<]/.test(text.replaceAll(' ', 'X'))) return { kind: 'partial' };
  const digits = text.replace(/[Z: ].*$/, '');
  if (!/^\d+$/.test(digits)) return { kind: 'impossible' };
  if (format === '602' || format === '610' || digits.length === 4) return { kind: 'partial' };
  if (digits.length === 6 && format === '2') return checked(digits.slice(4), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)), century, true);
  if (digits.length === 6 && format === '3') return checked(digits.slice(4), Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), century, true);
  const isLong = digits.length === 8 || digits.length >= 14 || (digits.length === 12 && /^(19|20|21)/.test(digits) && format !== '202');
  if (isLong) return checked(digits.slice(0, 4), Number(digits.slice(4, 6)), Number(digits.slice(6, 8)), century, true);
  if (digits.length === 6 || digits.length === 10 || digits.length === 12) {
    return checked(digits.slice(0, 2), Number(digits.slice(2, 4)), Number(digits.slice(4, 6)), century, true);
  }
  return { kind: 'impossible' };
}

function checked(yearText: string, month: number, day: number, century: Century, allowsPartial: boolean): DateReading {
  if (allowsPartial && (day === 0 || month === 0) && month <= 12 && day <= 31) return { kind: 'partial' };
  if (month < 1 || month > 12) return { kind: 'impossible' };
  const year = yearText.length === 4 ? Number(yearText) : century(Number(yearText), month, day);
  return isCalendarDay(year, month, day) ? { kind: 'day', day: written(year, month, day) } : { kind: 'impossible' };
}

/**
 * Reads a scheduled time of departure or arrival.
 * Shape: YYYY-MM-DDTHH:MM in local time of the airport (with the offset where format 205 gives one), the day alone when there is no
 * time, null when it cannot be read.
 */
export function readTime(value: string, format: string, pivot: string): string | null {
  const text = value.trim();
  const day = readDay(text, format, aroundPivot(pivot));
  if (day.kind !== 'day') return null;
  const digits = text.replace(/[^0-9].*$/, '');
  const isLong = digits.length >= 14 || (digits.length === 12 && /^(19|20|21)/.test(digits) && format !== '202');
  const clock = isLong ? digits.slice(8, 12) : digits.length === 10 || digits.length === 12 ? digits.slice(6, 10) : '';
  if (clock === '' || Number(clock.slice(0, 2)) > 24 || Number(clock.slice(2)) > 59) return day.day;
  const offset = /^\d{12}(?:\d{2})?([+-])(\d{2})(\d{2})$/.exec(text);
  return `${day.day}T${clock.slice(0, 2)}:${clock.slice(2)}${offset ? `${offset[1]}${offset[2]}:${offset[3]}` : ''}`;
}

import { layouts, type MrzLayout, type Span } from '../../modules/travellers/formats/mrz-layouts.ts';
import { signs } from './templates.ts';

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const sizes: Record<MrzLayout, readonly [rows: number, columns: number]> = { 'TD1': [3, 30], 'TD2': [2, 36], 'TD3': [2, 44], 'MRV-A': [2, 44], 'MRV-B': [2, 36] };
/** The first signs that a document of a layout may have. */
const firsts: Record<MrzLayout, string> = { 'TD1': 'ACI', 'TD2': 'ACI', 'TD3': 'P', 'MRV-A': 'V', 'MRV-B': 'V' };

/** One check digit and the stretches that it is over; places count through all rows. */
export interface Protected {
  readonly over: readonly number[];
  readonly digit: number;
}

/**
 * What may stand where in one layout.
 * Shape: per place, counted through all rows, the signs allowed there as numbers in `signs`.
 * Source: ICAO Doc 9303 parts 4 to 7.
 */
export interface Positions {
  readonly layout: MrzLayout;
  readonly rows: number;
  readonly columns: number;
  readonly allowed: readonly (readonly number[])[];
  /** Check digits of one element each, then the one over several. */
  readonly checks: readonly Protected[];
  /** Places that no check digit protects. */
  readonly open: readonly number[];
}

const numbersOf = (text: string): number[] => [...text].map((sign) => signs.indexOf(sign));

function positionsOf(layout: MrzLayout): Positions {
  const [rows, columns] = sizes[layout];
  const spans = layouts[layout];
  const allowed: number[][] = Array.from({ length: rows * columns }, () => numbersOf(`${letters}${digits}<`));
  const placesOf = ([row, from, to]: Span): number[] => Array.from({ length: to - from }, (_, at) => row * columns + from + at);
  const allow = (span: Span, text: string): void => placesOf(span).forEach((place) => { allowed[place] = numbersOf(text); });
  const after = ([row, , to]: Span): Span => [row, to, to + 1];
  allow([0, 0, 1], firsts[layout]);
  allow([0, 1, 5], `${letters}<`);
  allow(spans.name, `${letters}<`);
  allow(spans.nationality, `${letters}<`);
  allow(spans.sex, 'MFX<');
  const checks: Protected[] = [];
  const protect = (span: Span, digit: Span, text: string): void => {
    allow(digit, text);
    checks.push({ over: placesOf(span), digit: placesOf(digit)[0]! });
  };
  protect(spans.number, after(spans.number), `${digits}<`);
  for (const span of [spans.birth, spans.expiry]) {
    allow(span, `${digits}<`);
    protect(span, after(span), digits);
  }
  if (spans.personalCheck) protect(spans.optional, spans.personalCheck, `${digits}<`);
  if (spans.composite) protect(spans.composite.over[0]!, spans.composite.at, digits);
  if (spans.composite) checks[checks.length - 1] = { over: spans.composite.over.flatMap(placesOf), digit: checks.at(-1)!.digit };
  const covered = new Set(checks.flatMap(({ over, digit }) => [...over, digit]));
  const open = allowed.map((_, place) => place).filter((place) => !covered.has(place));
  return { layout, rows, columns, allowed, checks, open };
}

const known = (['TD3', 'TD1', 'TD2', 'MRV-A', 'MRV-B'] as const).map(positionsOf);

/** Gives the layouts of a number of rows and columns. */
export function positionsFor(rows: number, columns: number): Positions[] {
  return known.filter((one) => one.rows === rows && one.columns === columns);
}

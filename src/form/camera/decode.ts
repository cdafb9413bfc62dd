import { type MrzFields, type MrzOptions, type MrzResult, readMrz } from '../../modules/travellers/formats/mrz.ts';
import type { MrzLayout } from '../../modules/travellers/formats/mrz-layouts.ts';
import { type Positions, positionsFor, type Protected } from './positions.ts';
import { signs } from './templates.ts';

/**
 * What the cells of a zone speak against each sign.
 * Shape: per row, column and sign a penalty; 0 is the best sign of its cell, 1 about as far off as a true sign usually lies from its template.
 */
export interface Penalties {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** A machine-readable zone as read from pictures. */
export interface Reading {
  readonly text: string;
  readonly layout: MrzLayout;
  readonly fields: MrzFields;
  /** The smallest lead of a sign over the next best where no check digit watches. */
  readonly openLead: number;
  /** The smallest lead of two signs together under one check digit: it would notice one wrong sign, two may hide each other. */
  readonly protectedLead: number;
  /** How much was given up so that the check digits hold; 0 when they held at once. */
  readonly mended: number;
}

// A sign further off than this is no candidate, whatever the check digits say; one that stands where only worse ones may is no reading.
const near = 1.6;
const farthest = 2.5;
// A mended reading must be this much better than the next that would also hold.
const apart = 0.8;

const filler = signs.indexOf('<');
const valueOf = (sign: number): number => (sign === filler ? 0 : sign);
const weights = [7, 3, 1];

function holds(text: readonly number[], { over, digit }: Protected): boolean {
  let sum = 0;
  over.forEach((place, at) => { sum += valueOf(text[place]!) * weights[at % 3]!; });
  const check = text[digit]!;
  if (check === filler) return over.every((place) => text[place] === filler);
  return sum % 10 === check;
}

/**
 * Looks for the least change of close candidates after which a check digit holds.
 * Shape: its cost, or undefined when there is none, or two that are about as good.
 */
function mend(text: number[], check: Protected, candidates: readonly (readonly { sign: number; cost: number }[])[]): number | undefined {
  const changes = [...check.over, check.digit].flatMap((place) => candidates[place]!.map((one) => ({ place, ...one })));
  const found: { cost: number; change: { place: number; sign: number }[] }[] = [];
  const attempt = (change: { place: number; sign: number; cost: number }[]): void => {
    const trial = [...text];
    for (const { place, sign } of change) trial[place] = sign;
    if (holds(trial, check)) found.push({ cost: change.reduce((sum, { cost }) => sum + cost, 0), change });
  };
  changes.forEach((one, at) => {
    attempt([one]);
    for (const other of changes.slice(at + 1)) if (other.place !== one.place && one.cost + other.cost < near) attempt([one, other]);
  });
  found.sort((one, other) => one.cost - other.cost);
  const [best, next] = found;
  if (best === undefined || (next !== undefined && next.cost - best.cost < apart)) return undefined;
  for (const { place, sign } of best.change) text[place] = sign;
  return best.cost;
}

/**
 * Says whether names and fillers stand as a name field has them: letters first, one or two fillers between, then only fillers.
 * Source: ICAO Doc 9303-3 section 4.6.
 */
function isNameField(text: string): boolean {
  return /^[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<*$/u.test(text);
}

function decodeAs(positions: Positions, { values }: Penalties, options: MrzOptions): Reading | undefined {
  const count = signs.length;
  const text: number[] = [];
  const leads: number[] = [];
  const candidates = positions.allowed.map((allowed, place) => {
    const ranked = allowed.map((sign) => ({ sign, cost: values[place * count + sign]! })).sort((one, other) => one.cost - other.cost);
    const [best, next] = ranked;
    text.push(best!.sign);
    leads.push(next === undefined ? Infinity : next.cost - best!.cost);
    return ranked.slice(1).filter(({ cost }) => cost - best!.cost < near).map(({ sign, cost }) => ({ sign, cost: cost - best!.cost }));
  });
  // The first sign tells a passport from a visa; the wrong layout would force it.
  if (positions.allowed[0]!.every((sign) => values[sign]! > 0)) return undefined;
  let mended = 0;
  // The composite is mended last: by then only its own digit should be in doubt.
  for (const check of positions.checks) {
    if (holds(text, check)) continue;
    const cost = mend(text, check, candidates);
    // The number of an identity card may go on in the optional data, so the reader below decides.
    if (cost !== undefined) mended += cost;
  }
  if (text.some((sign, place) => values[place * count + sign]! > farthest)) return undefined;
  const whole = text.map((sign) => signs[sign]).join('');
  const rows = Array.from({ length: positions.rows }, (_, row) => whole.slice(row * positions.columns, (row + 1) * positions.columns));
  const read: MrzResult = readMrz(rows.join('\n'), options);
  if (!read.valid || read.layout !== positions.layout) return undefined;
  const name = positions.layout === 'TD1' ? rows[2]! : rows[0]!.slice(5);
  if (!isNameField(name)) return undefined;
  const openLead = positions.open.reduce((least, place) => Math.min(least, leads[place]!), Infinity);
  const seen = new Set<number>();
  let protectedLead = Infinity;
  for (const { over, digit } of positions.checks) {
    // What has a check digit of its own is not asked again of the one over several elements.
    const [one = Infinity, other = Infinity] = [...over, digit].filter((place) => !seen.has(place)).map((place) => leads[place]!).sort((a, b) => a - b);
    for (const place of [...over, digit]) seen.add(place);
    protectedLead = Math.min(protectedLead, one + other);
  }
  return { text: rows.join('\n'), layout: positions.layout, fields: read.fields, openLead, protectedLead, mended };
}

/**
 * Reads penalties as text: at every place the best sign that may stand there, and where a check digit does not hold, the next best close by.
 * Shape: undefined unless every check digit holds and our reader of machine-readable zones finds nothing wrong.
 */
export function decode(penalties: Penalties, options: MrzOptions = {}): Reading | undefined {
  return positionsFor(penalties.rows, penalties.columns).flatMap((positions) => decodeAs(positions, penalties, options) ?? [])[0];
}

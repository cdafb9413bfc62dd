import type { Grey } from './picture.ts';
import { blurs, cellHeight, type Face, faces, gridHeight, gridWidth, signs, type TemplateSet, templatesOf } from './templates.ts';
import { type Cell, cellOf, laidAnew, type Sighting, type Zone } from './zones.ts';

/** How far around a cell its sign is looked for, in samples of the grid. */
const margin = 3;
const patchWidth = gridWidth + 2 * margin;
const patchHeight = gridHeight + 2 * margin;
const size = gridWidth * gridHeight;
const samples = new Float32Array(size);

/**
 * How alike each cell of a zone is to each sign.
 * Shape: `alike` holds per row, column and sign the correlation, -1 to 1; rows have `columns` cells.
 */
export interface Likeness {
  readonly rows: number;
  readonly columns: number;
  readonly alike: Float32Array;
  /** The mean of the best correlations. */
  readonly mean: number;
  readonly face: Face;
  readonly blur: number;
}

/** Takes a cell's surroundings out of the picture, upright, ink bright. */
function patchOf({ pixels, width, height }: Grey, cell: Cell, stretch: number, into: Float32Array): void {
  const [wide, tall, across] = [patchWidth, patchHeight, 1 / gridWidth];
  const down = (cellHeight / gridHeight) * stretch;
  for (let row = 0; row < tall; row += 1) {
    const v = (row + 0.5 - tall / 2) * down;
    for (let column = 0; column < wide; column += 1) {
      const u = (column + 0.5 - wide / 2) * across;
      const x = Math.min(width - 1.001, Math.max(0, cell.x + u * cell.alongX + v * cell.downX));
      const y = Math.min(height - 1.001, Math.max(0, cell.y + u * cell.alongY + v * cell.downY));
      const left = x | 0;
      const top = y | 0;
      const right = x - left;
      const below = y - top;
      const at = top * width + left;
      const upper = pixels[at]! + (pixels[at + 1]! - pixels[at]!) * right;
      const lower = pixels[at + width]! + (pixels[at + width + 1]! - pixels[at + width]!) * right;
      into[row * wide + column] = 255 - (upper + (lower - upper) * below);
    }
  }
}

interface Found {
  alike: number;
  sign: number;
  across: number;
  down: number;
}

/** Sums the products of the samples taken with one sign; four sums at once keep the processor busy. */
function product(values: Float32Array, from: number, count: number): number {
  const taken = samples;
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let at = 0; at < count; at += 4) {
    one += taken[at]! * values[from + at]!;
    two += taken[at + 1]! * values[from + at + 1]!;
    three += taken[at + 2]! * values[from + at + 2]!;
    four += taken[at + 3]! * values[from + at + 3]!;
  }
  return one + two + three + four;
}

/**
 * Compares a patch with signs at every shift up to `reach`, every second sample each way when `step` is 2.
 * Shape: the best of all; `scores`, when given, takes the best of each sign.
 */
function compare(patch: Float32Array, set: TemplateSet, reach: number, step: 1 | 2, scores?: Float32Array, only?: number): Found {
  const best: Found = { alike: -1, sign: 0, across: 0, down: 0 };
  scores?.fill(-1);
  // An imported name is looked up each time where modules are not bundled, as in the tests.
  const [wide, tall, frame, border, taken] = [gridWidth, gridHeight, patchWidth, margin, samples];
  const values = step === 1 ? set.values : set.sparse;
  const count = step === 1 ? size : size / 4;
  const firstSign = only ?? 0;
  const lastSign = only ?? signs.length - 1;
  for (let down = -reach; down <= reach; down += 1) {
    for (let across = -reach; across <= reach; across += 1) {
      let at = 0;
      let sum = 0;
      let square = 0;
      for (let y = 0; y < tall; y += step) {
        const from = (y + down + border) * frame + across + border;
        for (let x = 0; x < wide; x += step) {
          const value = patch[from + x]!;
          taken[at] = value;
          at += 1;
          sum += value;
          square += value * value;
        }
      }
      const spread = square - (sum * sum) / count;
      // Blank paper is like nothing; a contrast of two shades of grey is noise.
      if (spread < count * 6) continue;
      const scale = 1 / Math.sqrt(spread);
      for (let sign = firstSign; sign <= lastSign; sign += 1) {
        const alike = product(values, sign * count, count) * scale;
        if (scores && alike > scores[sign]!) scores[sign] = alike;
        if (alike > best.alike) {
          best.alike = alike;
          best.sign = sign;
          best.across = across;
          best.down = down;
        }
      }
    }
  }
  return best;
}

/** Finds the columns in which the signs of a zone stand, when those seen leave a choice. */
function startOf(zone: Zone, quality: (row: number, column: number) => number, from: number, to: number): number {
  let [best, start] = [-Infinity, zone.first];
  for (let first = from; first + zone.columns - 1 <= to; first += 1) {
    let sum = 0;
    for (let row = 0; row < zone.rows.length; row += 1) for (let column = first; column < first + zone.columns; column += 1) sum += quality(row, column);
    if (sum > best) [best, start] = [sum, first];
  }
  return start;
}

/**
 * Compares every cell of a zone with every sign.
 * Shape: undefined when what stands there is no writing in OCR-B.
 */
export function likenessOf(grey: Grey, given: Zone, among: readonly Face[] = faces): Likeness | undefined {
  const slack = Math.min(4, Math.max(1, Math.abs(given.columns - (given.last - given.first + 1))));
  const from = Math.min(given.first, given.last - given.columns + 1) - slack + 1;
  const to = Math.max(given.last, given.first + given.columns - 1) + slack - 1;
  const patch = new Float32Array(patchWidth * patchHeight);
  let zone = given;
  const look = (set: TemplateSet, reach: number, stretch: number): (Found & Sighting)[] => {
    const found: (Found & Sighting)[] = [];
    for (let row = 0; row < zone.rows.length; row += 1) {
      for (let column = from; column <= to; column += 1) {
        const cell = cellOf(zone, row, column);
        patchOf(grey, cell, stretch, patch);
        const one = compare(patch, set, reach, 2);
        const [u, v] = [one.across / gridWidth, (one.down * cellHeight * stretch) / gridHeight];
        found.push({ ...one, row, column, weight: Math.max(0, one.alike - 0.5), x: cell.x + u * cell.alongX + v * cell.downX, y: cell.y + u * cell.alongY + v * cell.downY });
      }
    }
    return found;
  };
  const firstLook = look(templatesOf(among[0]!, blurs[1]!), margin, 1);
  const wide = to - from + 1;
  const start = startOf(zone, (row, column) => firstLook[row * wide + column - from]!.alike, from, to);
  const inside = firstLook.filter(({ column }) => column >= start && column < start + zone.columns);
  if (inside.reduce((sum, one) => sum + one.alike, 0) / inside.length < 0.55) return undefined;
  zone = laidAnew(zone, inside.filter((one) => one.weight > 0.1));
  // Which face, how blurred and how tall: by the signs that are recognised best.
  const clear = inside.toSorted((one, other) => other.alike - one.alike).slice(0, 24);
  const tried = (set: TemplateSet, stretch: number): number => clear.reduce((sum, { row, column, sign }) => {
    patchOf(grey, cellOf(zone, row, column), stretch, patch);
    return sum + compare(patch, set, 1, 1, undefined, sign).alike;
  }, 0);
  let choice = { set: templatesOf(among[0]!, blurs[1]!), stretch: 1, sum: -1 };
  for (const stretch of [0.86, 0.93, 1, 1.07, 1.15]) {
    for (const face of among) {
      const set = templatesOf(face, choice.set.blur);
      const sum = tried(set, stretch);
      if (sum > choice.sum) choice = { set, stretch, sum };
    }
  }
  for (const blur of blurs) {
    const set = templatesOf(choice.set.face, blur);
    const sum = tried(set, choice.stretch);
    if (sum > choice.sum) choice = { ...choice, set, sum };
  }
  const alike = new Float32Array(zone.rows.length * zone.columns * signs.length);
  let total = 0;
  for (let row = 0; row < zone.rows.length; row += 1) {
    for (let column = 0; column < zone.columns; column += 1) {
      patchOf(grey, cellOf(zone, row, start + column), choice.stretch, patch);
      const place = (row * zone.columns + column) * signs.length;
      total += compare(patch, choice.set, 1, 1, alike.subarray(place, place + signs.length)).alike;
    }
  }
  const mean = total / (zone.rows.length * zone.columns);
  return mean < 0.6 ? undefined : { rows: zone.rows.length, columns: zone.columns, alike, mean, face: choice.set.face, blur: choice.set.blur };
}

import { fillGains, likelyBackground } from './field.ts';
import type { Field } from './field.ts';
import type { Area } from './shapes.ts';

/** Cells along each axis of the first search. */
export const searchCells = 24;

/**
 * Gives the strength that is most likely at one place, by Newton's method, beside signals that are there already.
 * Unit: the strength's own; `gain` in counts per unit. Shape: never negative; `widening` has by how many times each reading's variance is wider than counting makes it.
 */
export function likelyStrength(field: Field, gain: Float64Array, beside?: Float64Array, widening?: Float64Array): number {
  const { size, counts, seconds, backgroundSeconds, backgroundCounts } = field;
  let [net, sum] = [0, 0];
  for (let k = 0; k < size; k += 1) {
    const weight = gain[k]! / Math.max(1, counts[k]!);
    net += weight * (counts[k]! - backgroundCounts[k]! - (beside === undefined ? 0 : beside[k]!));
    sum += weight * gain[k]!;
  }
  if (!(sum > 0)) return 0;
  let strength = Math.max(net / sum, 0);
  for (let step = 0; step < 8; step += 1) {
    let [slope, curve] = [0, 0];
    for (let k = 0; k < size; k += 1) {
      const own = gain[k]!;
      const signal = beside === undefined ? strength * own : strength * own + beside[k]!;
      const isKnown = backgroundSeconds[k] === Infinity;
      const b = isKnown ? 0 : likelyBackground(field, k, signal);
      const expected = Math.max(1e-12, (isKnown ? backgroundCounts[k]! : seconds[k]! * b) + signal);
      const steepness = own / (widening === undefined ? expected : expected * widening[k]!);
      slope += steepness * (counts[k]! - expected);
      curve += own * (isKnown ? steepness : steepness * (expected / (expected + (seconds[k]! ** 2 * b) / backgroundSeconds[k]!)));
    }
    const next = Math.max(0, strength + slope / curve);
    if (Math.abs(next - strength) <= 1e-2 * next) return next;
    strength = next;
  }
  return strength;
}

/** Gives the deviance of a place with the strength that suits it best, that strength, and how much the readings tell of it (Fisher's information). Shape: each reading's deviance over its widening. */
export function profile(field: Field, x: number, y: number, z: number, gain: Float64Array, beside?: Float64Array, widening?: Float64Array): readonly [number, number, number] {
  const { size, counts, seconds, background, backgroundSeconds, backgroundCounts, least } = field;
  fillGains(field, x, y, z, gain);
  for (let k = 0; k < size; k += 1) gain[k] = gain[k]! * seconds[k]!;
  const strength = likelyStrength(field, gain, beside, widening);
  let [deviance, curve] = [0, 0];
  for (let k = 0; k < size; k += 1) {
    const own = gain[k]!;
    const [n, tb] = [counts[k]!, backgroundSeconds[k]!];
    const signal = beside === undefined ? strength * own : strength * own + beside[k]!;
    const wider = widening === undefined ? 1 : widening[k]!;
    if (tb === Infinity) {
      const expected = Math.max(1e-12, backgroundCounts[k]! + signal);
      deviance += (2 * (least[k]! - n * Math.log(expected) + expected)) / wider;
      curve += (own * own) / (wider * expected);
      continue;
    }
    const b = likelyBackground(field, k, signal);
    const expected = Math.max(1e-12, seconds[k]! * b + signal);
    deviance += (2 * (least[k]! - n * Math.log(expected) + expected - tb * (background[k]! * Math.log(Math.max(1e-12, b)) - b))) / wider;
    curve += (own * own) / (wider * Math.max(1e-12, expected + (seconds[k]! * seconds[k]! * b) / tb));
  }
  return [deviance, strength, curve];
}

/** Is a place that is better than all around it. */
export interface Start {
  readonly place: readonly [number, number, number];
  readonly strength: number;
  readonly deviance: number;
}

/** Searches a grid of cells for the places that are better than their neighbours. Shape: best first, at most `most`; in three dimensions a third as many cells along each axis as in two, half of them upward. */
export function searchStarts(field: Field, area: Area, most: number, beside?: Float64Array): Start[] {
  const flat = field.dimensions === 2;
  const cells = flat ? [searchCells, searchCells, 1] as const : [searchCells / 2, searchCells / 2, searchCells / 4] as const;
  const at = (axis: 0 | 1 | 2, i: number): number => (axis === 2 && flat ? field.height : area.minimum[axis] + ((i + 0.5) / cells[axis]) * (area.maximum[axis] - area.minimum[axis]));
  const deviance = new Float64Array(cells[0] * cells[1] * cells[2]);
  const strength = new Float64Array(deviance.length);
  const gain = new Float64Array(field.size);
  for (let h = 0, index = 0; h < cells[2]; h += 1) {
    for (let j = 0; j < cells[1]; j += 1) {
      for (let i = 0; i < cells[0]; i += 1, index += 1) [deviance[index], strength[index]] = profile(field, at(0, i), at(1, j), at(2, h), gain, beside);
    }
  }
  const found: Start[] = [];
  for (let h = 0, index = 0; h < cells[2]; h += 1) {
    for (let j = 0; j < cells[1]; j += 1) {
      for (let i = 0; i < cells[0]; i += 1, index += 1) {
        if (isLowest(deviance, cells, i, j, h)) found.push({ place: [at(0, i), at(1, j), at(2, h)], strength: strength[index]!, deviance: deviance[index]! });
      }
    }
  }
  if (flat && beside === undefined) found.push(...startsNear(field, area, gain));
  return found.sort((one, other) => one.deviance - other.deviance).slice(0, most);
}

/** How near the loudest readings is looked, in cells of the grid, and in how many directions. */
const nearby = { reaches: [0.12, 0.25, 0.45, 0.75], directions: 8, readings: 2 } as const;

/** Looks closely around the loudest readings, since near one the likelihood has a top that is narrower than a cell. Shape: the best place about each. */
function startsNear(field: Field, area: Area, gain: Float64Array): Start[] {
  const loud = Array.from({ length: field.size }, (_, k) => k).sort((one, other) => rateOver(field, other) - rateOver(field, one)).slice(0, nearby.readings);
  const cell = [0, 1].map((axis) => (area.maximum[axis]! - area.minimum[axis]!) / searchCells) as [number, number];
  return loud.flatMap((k): Start[] => {
    let best: Start | undefined;
    for (const reach of nearby.reaches) {
      for (let turn = 0; turn < nearby.directions; turn += 1) {
        const angle = (2 * Math.PI * (turn + (reach > 0.3 ? 0.5 : 0))) / nearby.directions;
        const [x, y] = [field.x[k]! + reach * cell[0] * Math.cos(angle), field.y[k]! + reach * cell[1] * Math.sin(angle)];
        if (x < area.minimum[0] || x > area.maximum[0] || y < area.minimum[1] || y > area.maximum[1]) continue;
        const [deviance, strength] = profile(field, x, y, field.height, gain);
        if (best === undefined || deviance < best.deviance) best = { place: [x, y, field.height], strength, deviance };
      }
    }
    return best === undefined ? [] : [best];
  });
}

function rateOver(field: Field, k: number): number {
  return (field.counts[k]! / field.seconds[k]! - field.background[k]!) / field.response[k]!;
}

function isLowest(values: Float64Array, [nx, ny, nz]: readonly [number, number, number], i: number, j: number, h: number): boolean {
  const own = values[(h * ny + j) * nx + i]!;
  for (let c = Math.max(0, h - 1); c <= Math.min(nz - 1, h + 1); c += 1) {
    for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1) {
      for (let a = Math.max(0, i - 1); a <= Math.min(nx - 1, i + 1); a += 1) if (values[(c * ny + b) * nx + a]! < own) return false;
    }
  }
  return true;
}

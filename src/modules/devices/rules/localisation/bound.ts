import { fillGainsAndSlopes, makeGains } from './field.ts';
import type { Field } from './field.ts';
import { block, invert } from './matrices.ts';

/** Is the least that any unbiased estimate can err. Shape: `covariance` is of x, y[, z], strength, row by row. Unit: m for the root mean square. */
export interface Bound {
  readonly rmsMetres: number;
  readonly covariance: Float64Array;
}

/** Computes Fisher's information on x, y[, z] and strength of a source at a place, exact for a background that is known or measured, a first order for an uncertain pose. */
export function informationAt(field: Field, place: readonly [number, number, number], strength: number, gains = makeGains(field.size)): Float64Array {
  const d = field.dimensions;
  const n = d + 1;
  const information = new Float64Array(n * n);
  fillGainsAndSlopes(field, place[0], place[1], d === 3 ? place[2] : field.height, gains);
  const slope = new Float64Array(n);
  for (let k = 0; k < field.size; k += 1) {
    const t = field.seconds[k]!;
    const each = t * gains.gain[k]!;
    const signal = strength * each;
    for (let axis = 0; axis < d; axis += 1) slope[axis] = signal * gains.slope[k * 3 + axis]!;
    slope[d] = each;
    const b = field.background[k]!;
    let variance = t * b + signal;
    if (field.backgroundSeconds[k] !== Infinity) variance += (t * t * b) / field.backgroundSeconds[k]!;
    if (field.pose !== undefined) {
      for (let i = 0; i < 3; i += 1) for (let j = 0; j < 3; j += 1) variance += signal * signal * gains.slope[k * 3 + i]! * gains.slope[k * 3 + j]! * field.pose[k * 9 + i * 3 + j]!;
    }
    if (!(variance > 0)) continue;
    for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) information[i * n + j] = information[i * n + j]! + (slope[i]! * slope[j]!) / variance;
  }
  return information;
}

/** Computes the Cramér–Rao bound for a source. Shape: undefined where the readings cannot tell its place. Source: devices reference, Kay (1993), chapter 3. */
export function boundAt(field: Field, place: readonly [number, number, number], strength: number, gains = makeGains(field.size)): Bound | undefined {
  const n = field.dimensions + 1;
  const inverse = invert(informationAt(field, place, strength, gains), n);
  if (inverse === undefined) return undefined;
  const places = block(inverse.matrix, n, field.dimensions);
  let sum = 0;
  for (let i = 0; i < field.dimensions; i += 1) sum += places[i * field.dimensions + i]!;
  return { rmsMetres: Math.sqrt(sum), covariance: inverse.matrix };
}

import { chiSquareQuantile } from './chi-square.ts';
import type { Field } from './field.ts';
import type { Fit } from './fit.ts';
import { eigen, invert } from './matrices.ts';
import { profile } from './search.ts';
import type { Area } from './shapes.ts';

/** Is an ellipse (or ellipsoid) around an estimate. Unit: m; degrees counter-clockwise from the x axis. Shape: the longest semi-axis first; `axes` are their directions. */
export interface Ellipse {
  readonly centre: readonly number[];
  readonly semiAxesMetres: readonly number[];
  readonly axes: readonly (readonly number[])[];
  readonly orientationDegrees: number;
}

/** Is a region of cells. Unit: m. Shape: each run is a row and its first and last column; cell (0, 0) begins at `minimum`. */
export interface CellRegion {
  readonly minimum: readonly [number, number];
  readonly cellMetres: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  readonly runs: readonly (readonly [number, number, number])[];
}

/** Is where the source is with the wanted probability. Unit: m² in two dimensions, m³ in three. Shape: cells stand where an ellipse would not tell the truth. */
export interface Region {
  readonly kind: 'ellipse' | 'cells';
  readonly ellipse: Ellipse;
  readonly size: number;
  readonly cells?: CellRegion;
}

/** Lays the ellipse of a covariance of places. Shape: the covariance is d × d. */
export function ellipseOf(centre: readonly number[], covariance: Float64Array, dimensions: 2 | 3, confidence: number): Ellipse {
  const quantile = chiSquareQuantile(confidence, dimensions);
  const { values, vectors } = eigen(covariance, dimensions);
  const [long] = vectors;
  return {
    centre, semiAxesMetres: values.map((value) => Math.sqrt(Math.max(0, value) * quantile)), axes: vectors,
    orientationDegrees: ((Math.atan2(long![1]!, long![0]!) * 180) / Math.PI + 360) % 180,
  };
}

function sizeOf({ semiAxesMetres }: Ellipse): number {
  const product = semiAxesMetres.reduce((sum, axis) => sum * axis, 1);
  return semiAxesMetres.length === 2 ? Math.PI * product : (4 / 3) * Math.PI * product;
}

const rays = 12;
const cellsAcross = 48;

/**
 * Says where the source is: as an ellipse where the likelihood falls like one, else as cells of likelihood.
 * It is tried on the ellipse of the plain covariance; the cells then reach as much further as the model's errors widened the covariance.
 */
export function regionOf(field: Field, candidates: readonly (readonly number[])[], covariance: Float64Array, plain: Float64Array, best: Fit, limits: Area, confidence: number): Region {
  const centre = candidates[0]!;
  const ellipse = ellipseOf(centre, covariance, field.dimensions, confidence);
  const asEllipse: Region = { kind: 'ellipse', ellipse, size: sizeOf(ellipse) };
  if (field.dimensions === 3) return asEllipse;
  const quantile = chiSquareQuantile(confidence, 2);
  const tested = ellipseOf(centre, plain, 2, confidence);
  const gain = new Float64Array(field.size);
  const rises = Array.from({ length: rays }, (_, at) => {
    const angle = (2 * Math.PI * at) / rays;
    const [along, across] = [Math.cos(angle) * tested.semiAxesMetres[0]!, Math.sin(angle) * tested.semiAxesMetres[1]!];
    const [x, y] = [0, 1].map((axis) => centre[axis]! + along * tested.axes[0]![axis]! + across * tested.axes[1]![axis]!) as [number, number];
    return profile(field, x, y, field.height, gain, undefined, best.widening)[0] - best.objective;
  });
  if (candidates.length === 1 && Math.min(...rises) > 0.45 * quantile && Math.max(...rises) < 3 * quantile) return asEllipse;
  const widening = Math.max(1, Math.sqrt((covariance[0]! * covariance[3]! - covariance[1]! ** 2) / Math.max(1e-300, plain[0]! * plain[3]! - plain[1]! ** 2)));
  const until = best.objective + quantile * widening;
  // First a window about the candidates, so that cells are small; all of the area only where the region runs out of the window.
  for (const reach of [1.6, 4]) {
    const window = windowAround(candidates, ellipse, reach, limits);
    const found = cellsWithin(field, window, until, gain, best.widening);
    if (!touches(found.cells, window, limits)) return { ...asEllipse, ...found, kind: 'cells' };
  }
  return { ...asEllipse, ...cellsWithin(field, limits, until, gain, best.widening), kind: 'cells' };
}

function windowAround(candidates: readonly (readonly number[])[], { semiAxesMetres, axes }: Ellipse, reach: number, limits: Area): Area {
  const [low, high]: [number[], number[]] = [[0, 0, 0], [0, 0, 0]];
  for (const axis of [0, 1]) {
    const half = reach * Math.hypot(semiAxesMetres[0]! * axes[0]![axis]!, semiAxesMetres[1]! * axes[1]![axis]!);
    low[axis] = Math.max(limits.minimum[axis]!, Math.min(...candidates.map((place) => place[axis]!)) - half);
    high[axis] = Math.min(limits.maximum[axis]!, Math.max(...candidates.map((place) => place[axis]!)) + half);
  }
  return { minimum: [low[0]!, low[1]!, 0], maximum: [high[0]!, high[1]!, 0] };
}

/** Tells whether cells reach a side of their window that is not a side of all. */
function touches({ runs, columns, rows }: CellRegion, window: Area, limits: Area): boolean {
  return runs.some(([row, from, to]) => (row === 0 && window.minimum[1] > limits.minimum[1]) || (row === rows - 1 && window.maximum[1] < limits.maximum[1])
    || (from === 0 && window.minimum[0] > limits.minimum[0]) || (to === columns - 1 && window.maximum[0] < limits.maximum[0]));
}

function cellsWithin(field: Field, window: Area, until: number, gain: Float64Array, wider: Float64Array): { cells: CellRegion; size: number } {
  const cell = [0, 1].map((axis) => (window.maximum[axis]! - window.minimum[axis]!) / cellsAcross) as [number, number];
  const runs: [number, number, number][] = [];
  let count = 0;
  for (let row = 0; row < cellsAcross; row += 1) {
    let from = -1;
    for (let column = 0; column <= cellsAcross; column += 1) {
      const inside = column < cellsAcross && profile(field, window.minimum[0] + (column + 0.5) * cell[0], window.minimum[1] + (row + 0.5) * cell[1], field.height, gain, undefined, wider)[0] <= until;
      if (inside && from < 0) from = column;
      if (!inside && from >= 0) {
        runs.push([row, from, column - 1]);
        count += column - from;
        from = -1;
      }
    }
  }
  return { cells: { minimum: [window.minimum[0], window.minimum[1]], cellMetres: cell, columns: cellsAcross, rows: cellsAcross, runs }, size: count * cell[0] * cell[1] };
}

/** Tells whether a place lies in a region. */
export function regionHolds(region: Region, covariance: Float64Array, place: readonly number[], confidence: number): boolean {
  if (region.cells !== undefined) {
    const { minimum, cellMetres, runs } = region.cells;
    const [column, row] = [0, 1].map((axis) => Math.floor((place[axis]! - minimum[axis]!) / cellMetres[axis]!)) as [number, number];
    return runs.some(([own, from, to]) => own === row && from <= column && column <= to);
  }
  const d = region.ellipse.centre.length as 2 | 3;
  const inverse = invert(covariance, d);
  if (inverse === undefined) return true;
  let square = 0;
  for (let i = 0; i < d; i += 1) for (let j = 0; j < d; j += 1) square += (place[i]! - region.ellipse.centre[i]!) * inverse.matrix[i * d + j]! * (place[j]! - region.ellipse.centre[j]!);
  return square <= chiSquareQuantile(confidence, d);
}

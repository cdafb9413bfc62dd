import { chiSquareQuantile } from './chi-square.ts';
import type { Field } from './field.ts';
import type { Fit } from './fit.ts';
import { block, eigen, invert } from './matrices.ts';
import { layPosterior, likeliestCells, middleOf, piecesOf } from './posterior.ts';
import type { Middle, Posterior, Top } from './posterior.ts';
import { Profiler } from './profile.ts';
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
/** Cells along each side: of a window about the candidates, and of all of the area. */
const cellsNear = 27;
const cellsAcross = 31;
/** From how few cells on a region is looked at more closely. */
const fewCells = 40;

/** Is a region, and the middle of what it was made of where the likelihood is not like an ellipse. */
export interface Shaped {
  readonly region: Region;
  readonly middle?: Middle;
}

/**
 * Says where the source is: as an ellipse where the likelihood falls like one, else as the likeliest cells, with the mean place of all of them, or, where they lie apart, of the likeliest piece.
 * Shape: fits are the tops of the likelihood that explain the readings about as well, the best first. It is tried on the ellipse of the plain covariance; the cells then reach further by the power `larger`, 0 to 1, of what the model's errors widened the covariance by.
 */
export function regionOf(field: Field, fits: readonly Fit[], covariance: Float64Array, plain: Float64Array, { limits, home, larger }: { limits: Area; home: Area; larger: number }, confidence: number): Shaped {
  const best = fits[0]!;
  const candidates = fits.map(({ parameters }) => Array.from(parameters.subarray(0, field.dimensions)));
  const centre = candidates[0]!;
  const ellipse = ellipseOf(centre, covariance, field.dimensions, confidence);
  const asEllipse: Region = { kind: 'ellipse', ellipse, size: sizeOf(ellipse) };
  if (field.dimensions === 3) return { region: asEllipse };
  const quantile = chiSquareQuantile(confidence, 2);
  const tested = ellipseOf(centre, plain, 2, confidence);
  const profiler = new Profiler(field, { widening: best.widening });
  let isLike = candidates.length === 1;
  for (let ray = 0; isLike && ray < rays; ray += 1) {
    const angle = (2 * Math.PI * ray) / rays;
    const [along, across] = [Math.cos(angle) * tested.semiAxesMetres[0]!, Math.sin(angle) * tested.semiAxesMetres[1]!];
    const [x, y] = [0, 1].map((axis) => centre[axis]! + along * tested.axes[0]![axis]! + across * tested.axes[1]![axis]!) as [number, number];
    isLike = x >= home.minimum[0] && x <= home.maximum[0] && y >= home.minimum[1] && y <= home.maximum[1];
    if (!isLike) break;
    profiler.moveTo(x, y, field.height);
    profiler.weigh();
    const rise = profiler.deviance - best.objective;
    isLike = rise > 0.6 * quantile && rise < 1.8 * quantile;
  }
  if (isLike) return { region: asEllipse };
  const ratio = (covariance[0]! * covariance[3]! - covariance[1]! ** 2) / Math.max(1e-300, plain[0]! * plain[3]! - plain[1]! ** 2);
  // Without a source both are beyond all numbers: there is nothing to widen.
  const wider = ratio > 1 && ratio < Infinity ? Math.sqrt(ratio) : 1;
  const known = { home, widening: best.widening, larger: wider ** larger, tops: fits.flatMap(topOf) };
  // First a window about the candidates, so that cells are small; wider ones only where the probability runs out of it; a closer one where it fills few cells.
  let posterior: Posterior | undefined;
  for (const reach of [1.6, 4]) {
    const window = windowAround(candidates, ellipse, reach, limits);
    if (sizeOfArea(window) > 0.5 * sizeOfArea(limits)) break;
    posterior = layPosterior(field, window, cellsNear, known, limits);
    if (posterior !== undefined) break;
  }
  posterior ??= layPosterior(field, limits, cellsAcross, known)!;
  let inside = likeliestCells(posterior, confidence);
  for (let closer = 0; closer < 3 && inside.reduce((sum, one) => sum + one, 0) < fewCells; closer += 1) {
    posterior = layPosterior(field, windowOf(posterior, inside), cellsNear, known)!;
    inside = likeliestCells(posterior, confidence);
  }
  const { piece, held } = piecesOf(posterior, inside);
  const likeliest = held.indexOf(Math.max(...held));
  const middle = middleOf(posterior, held.length === 2 ? () => true : (at) => piece[at] === likeliest);
  const cells = runsOf(posterior, inside);
  const cell = (cells.cellMetres[0] * cells.cellMetres[1]);
  return { region: { kind: 'cells', ellipse: ellipseOf(middle.place, block(middle.covariance, 3, 2), 2, confidence), size: inside.reduce((sum, one) => sum + one, 0) * cell, cells }, middle };
}

function topOf({ parameters, information }: Fit): Top[] {
  const inverse = invert(information, parameters.length);
  return inverse === undefined ? [] : [{ place: [parameters[0]!, parameters[1]!], covariance: block(inverse.matrix, parameters.length, 2) }];
}

function sizeOfArea({ minimum, maximum }: Area): number {
  return (maximum[0] - minimum[0]) * (maximum[1] - minimum[1]);
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

/** Gives the rectangle of the cells that are in and two cells around it. */
function windowOf({ window, columns, rows }: Posterior, inside: Uint8Array): Area {
  const at = [...inside.keys()].filter((one) => inside[one] === 1);
  const step = [(window.maximum[0] - window.minimum[0]) / columns, (window.maximum[1] - window.minimum[1]) / rows] as const;
  const [x, y] = [at.map((one) => one % columns), at.map((one) => Math.floor(one / columns))];
  const from = (values: number[], axis: 0 | 1): number => window.minimum[axis] + Math.max(0, Math.min(...values) - 2) * step[axis];
  const to = (values: number[], axis: 0 | 1): number => Math.min(window.maximum[axis], window.minimum[axis] + (Math.max(...values) + 3) * step[axis]);
  return { minimum: [from(x, 0), from(y, 1), 0], maximum: [to(x, 0), to(y, 1), 0] };
}

function runsOf({ window, columns, rows }: Posterior, inside: Uint8Array): CellRegion {
  const runs: [number, number, number][] = [];
  for (let row = 0; row < rows; row += 1) {
    let from = -1;
    for (let column = 0; column <= columns; column += 1) {
      const isIn = column < columns && inside[row * columns + column] === 1;
      if (isIn && from < 0) from = column;
      if (!isIn && from >= 0) {
        runs.push([row, from, column - 1]);
        from = -1;
      }
    }
  }
  return { minimum: [window.minimum[0], window.minimum[1]], cellMetres: [(window.maximum[0] - window.minimum[0]) / columns, (window.maximum[1] - window.minimum[1]) / rows], columns, rows, runs };
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

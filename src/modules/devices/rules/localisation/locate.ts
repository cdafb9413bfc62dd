import { boundAt } from './bound.ts';
import type { Bound } from './bound.ts';
import { chanceAbove, chiSquareQuantile } from './chi-square.ts';
import { layField, likelyBackground } from './field.ts';
import type { Field } from './field.ts';
import { Fitter } from './fit.ts';
import type { Fit } from './fit.ts';
import { block, eigen, invert } from './matrices.ts';
import { judgeModel, refuted } from './mismatch.ts';
import type { Judgement } from './mismatch.ts';
import { regionOf } from './region.ts';
import type { Region } from './region.ts';
import { searchStarts } from './search.ts';
import type { Area, Flag, Reading, Settings } from './shapes.ts';
import { findSeveral } from './sources.ts';
import type { SeveralSources } from './sources.ts';

/** Is a place that explains the readings about as well. Unit: m. Shape: `deviance` is by how much worse than the best, which comes first; below 0 for a place outside the area that explains what none inside does. */
export interface Candidate {
  readonly position: readonly number[];
  readonly strength: number;
  readonly deviance: number;
}

/** Is where a source is, how strong, and how far that can be trusted. Unit: m; strength in the unit of one over the response. Shape: covariance of x, y[, z], strength, row by row; absent with the region where the place cannot be told. */
export interface Estimate {
  readonly position: readonly number[];
  readonly strength: number;
  readonly covariance?: Float64Array;
  readonly region?: Region;
  readonly chiSquare: number;
  readonly degrees: number;
  /** Chance of such a χ² or a higher one if the model holds. */
  readonly chance: number;
  /** Chance that background alone gives a source as clear as this somewhere. */
  readonly chanceOfBackground: number;
  readonly flags: readonly Flag[];
  /** The Cramér–Rao bound at the estimate, as if the model held. */
  readonly bound?: Bound;
  readonly candidates: readonly Candidate[];
  readonly several?: SeveralSources;
  readonly model: Pick<Judgement, 'widened' | 'logOdds' | 'shieldShare'> & { readonly screened: readonly string[] };
  /** Readings as the estimate expects them, and how many standard deviations they are away. */
  readonly residuals: readonly { readonly id: string; readonly expected: number; readonly deviations: number }[];
}

/** Gives the area that readings spread over and a margin around it, as a share of how far they reach. Unit: m. Shape: at least a metre. */
export function areaAround(readings: readonly Reading[], share = 0.5): Area {
  const { low, high, reach } = extentOf(readings);
  const margin = Math.max(1, share * reach);
  return { minimum: [low[0]! - margin, low[1]! - margin, low[2]! - margin], maximum: [high[0]! + margin, high[1]! + margin, high[2]! + margin] };
}

/**
 * Says where sources are looked for when a file does not: among the readings, since detectors are put around what they watch and a place outside often explains the readings nearly as well.
 * Unit: m. Shape: along an axis on which the readings hardly spread, half as far to both sides as they reach along the other.
 */
export function areaAmong(readings: readonly Reading[]): Area {
  const { low, high, reach } = extentOf(readings);
  const margins = [0, 1, 2].map((axis) => (high[axis]! - low[axis]! < 0.3 * reach || reach === 0 ? Math.max(1, 0.5 * reach) : 0));
  return { minimum: [low[0]! - margins[0]!, low[1]! - margins[1]!, low[2]! - margins[2]!], maximum: [high[0]! + margins[0]!, high[1]! + margins[1]!, high[2]! + margins[2]!] };
}

function extentOf(readings: readonly Reading[]): { low: number[]; high: number[]; reach: number } {
  const low = [0, 1, 2].map((axis) => Math.min(...readings.map(({ position }) => position[axis]!)));
  const high = [0, 1, 2].map((axis) => Math.max(...readings.map(({ position }) => position[axis]!)));
  return { low, high, reach: Math.max(high[0]! - low[0]!, high[1]! - low[1]!) };
}

/** Widens an area on each side by a share of its size: what lies further out is not estimated. */
export function widen(area: Area, share: number): Area {
  const by = [0, 1, 2].map((axis) => (area.maximum[axis]! - area.minimum[axis]!) * share);
  return { minimum: [area.minimum[0] - by[0]!, area.minimum[1] - by[1]!, area.minimum[2] - by[2]!], maximum: [area.maximum[0] + by[0]!, area.maximum[1] + by[1]!, area.maximum[2] + by[2]!] };
}

/** How far outside the area an estimate may lie, so that it can be said to be outside; a mirrored place may lie as far again as the area is large. */
const marginShare = 0.1;
const mirrorShare = 1;
/** How far outside a place is looked for when none inside explains the readings. */
const farShare = 0.5;

function devianceOfNothing(field: Field): number {
  let deviance = 0;
  for (let k = 0; k < field.size; k += 1) {
    const [n, t, tb, measured] = [field.counts[k]!, field.seconds[k]!, field.backgroundSeconds[k]!, field.background[k]!];
    const b = tb === Infinity ? measured : (n + measured * tb) / (t + tb);
    const expected = Math.max(1e-12, t * b);
    deviance += 2 * ((n > 0 ? n * Math.log(n / expected) : 0) - n + expected);
    if (tb !== Infinity) deviance += 2 * tb * ((measured > 0 ? measured * Math.log(measured / Math.max(1e-12, b)) : 0) - measured + b);
  }
  return deviance;
}

/** Gives the place on the other side of the line (or plane) that the readings nearly lie on; undefined where they spread in all directions. */
function mirrored(field: Field, place: readonly number[]): { place: number[]; flat: number } | undefined {
  const d = field.dimensions;
  const columns = [field.x, field.y, field.z].slice(0, d);
  const middle = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / field.size);
  const spread = new Float64Array(d * d);
  for (let i = 0; i < d; i += 1) for (let j = 0; j < d; j += 1) for (let k = 0; k < field.size; k += 1) spread[i * d + j] = spread[i * d + j]! + (columns[i]![k]! - middle[i]!) * (columns[j]![k]! - middle[j]!);
  const { values, vectors } = eigen(spread, d);
  const across = vectors[d - 1]!;
  const flat = Math.sqrt(Math.max(0, values[d - 1]!) / Math.max(1e-12, values[0]!));
  const away = across.reduce((sum, value, i) => sum + value * (place[i]! - middle[i]!), 0);
  return flat > 0.3 ? undefined : { place: place.map((value, i) => value - 2 * away * across[i]!), flat };
}

function distance(one: ArrayLike<number>, other: ArrayLike<number>, dimensions: number): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i += 1) sum += (one[i]! - other[i]!) ** 2;
  return Math.sqrt(sum);
}

/** How many of the best places of the grid are followed: near a detector the grid is too coarse to put the right one first. */
const followed = 8;

function fitFrom(field: Field, area: Area, limits: Area, settings: Settings): Fit[] {
  const d = field.dimensions;
  const fitter = new Fitter(field, 1, limits);
  return searchStarts(field, area, followed).map(({ place, strength }) => fitter.fit(Float64Array.from([...place.slice(0, d), Math.max(strength, 1e-9)]), { spread: settings.responseError }));
}

/** Fits from the grid, and from the mirrored place where there is one. Shape: best first; `beyond` is a fit from further outside that explains the readings where none inside does. */
function fitFromGrid(field: Field, limits: Area, settings: Settings): { fits: Fit[]; beyond?: Fit } {
  const d = field.dimensions;
  const best = (fits: Fit[]): Fit[] => fits.sort((one, other) => one.objective - other.objective);
  const explains = (fit: Fit): boolean => chanceAbove(chiOf(field, fit), field.size - d - 1) >= 0.001;
  const fits = best(fitFrom(field, settings.area, limits, settings));
  const wide = widen(settings.area, farShare);
  const beyond = field.size > d + 1 && !explains(fits[0]!) ? best(fitFrom(field, wide, wide, settings)).find(explains) : undefined;
  const ghost = mirrored(field, Array.from(fits[0]!.parameters.subarray(0, d)));
  if (ghost !== undefined) fits.push(new Fitter(field, 1, widen(settings.area, mirrorShare)).fit(Float64Array.from([...ghost.place, fits[0]!.parameters[d]!]), { spread: settings.responseError }));
  return { fits: best(fits), ...(beyond === undefined ? {} : { beyond }) };
}

/** Finds the fits that are told apart and explain the readings about as well as the best. */
function apartOf(fits: readonly Fit[], dimensions: 2 | 3, apart: number, widening: number): Fit[] {
  const kept: Fit[] = [];
  for (const fit of fits) {
    const deviance = fit.objective - fits[0]!.objective;
    if (deviance > chiSquareQuantile(0.99, dimensions) * widening || kept.some(({ parameters }) => distance(parameters, fit.parameters, dimensions) < apart)) continue;
    kept.push(fit);
  }
  return kept;
}

function candidateOf({ parameters, objective }: Fit, best: Fit, dimensions: 2 | 3): Candidate {
  return { position: Array.from(parameters.subarray(0, dimensions)), strength: parameters[dimensions]!, deviance: objective - best.objective };
}

/**
 * Estimates where one source is and how strong, with an uncertainty that takes in what the readings do not rule out about the model's errors.
 * Shape: readings in any order, at least one. The place is that of the greatest likelihood, or the mean of the likeliest cells where the likelihood is not like an ellipse; flags say how it is to be read.
 * Source: devices reference, sections 4 and 5; decision 0028.
 */
export function locate(readings: readonly Reading[], settings: Settings): Estimate {
  const field = layField(readings, settings);
  const d = settings.dimensions;
  const limits = widen(settings.area, marginShare);
  const fitter = new Fitter(field, 1, limits);
  const { fits, beyond } = fitFromGrid(field, limits, settings);
  const degrees = Math.max(0, field.size - d - 1);
  const likelyOutside = settings.areaIsGuessed === true && beyond !== undefined && chanceAbove(chiOf(field, beyond), degrees) > 0.05 && findSeveral(field, fits[0]!, settings.area, limits, settings.maximumSources) === undefined;
  if (likelyOutside) {
    const found = locate(readings, { ...settings, area: areaAround(readings), areaIsGuessed: false });
    return { ...found, flags: [...new Set<Flag>([...found.flags, 'outside-area'])] };
  }
  const best = fits[0]!;
  const likeliest = Array.from(best.parameters.subarray(0, d));
  const chiSquare = chiOf(field, best);
  const chance = chanceAbove(chiSquare, degrees);
  const flags = new Set<Flag>();
  const single = (1 - 0.5 * chanceAbove(Math.max(0, devianceOfNothing(field) - best.deviance), 1)) ** field.size;
  if (1 - single > 0.01) flags.add('background-only');
  const judgement = judgeModel(field, fitter, best, chiSquare, degrees, settings.responseError);
  const inverse = invert(best.information, d + 1);
  const plain = inverse === undefined ? undefined : block(inverse.matrix, d + 1, d);
  const reach = settings.area.maximum.slice(0, d).map((value, axis) => value - settings.area.minimum[axis]!);
  const distinct = new Set(readings.map((one) => one.position.slice(0, 3).join(' '))).size;
  if (plain === undefined || judgement.covariance === undefined || distinct < d + 1 || Math.sqrt(eigen(plain, d).values[0]!) > Math.hypot(...reach) / 2) flags.add('not-identifiable');
  const places = judgement.covariance === undefined ? undefined : block(judgement.covariance, d + 1, d);
  const error = plain === undefined ? 0 : Math.sqrt(eigen(plain, d).values[d - 1]!);
  const widening = Math.max(1, degrees > 0 ? chiSquare / degrees : 1);
  const tops = apartOf(fits, d, Math.max(0.05, 2 * error), widening);
  const candidates: Candidate[] = tops.map((fit) => candidateOf(fit, best, d));
  // Where the readings are too weak to speak for or against errors of the model, these matter little beside the noise, and the cells hold all of that already.
  const larger = Math.min(1, 0.25 + 0.3 * judgement.power);
  const shaped = places === undefined || plain === undefined ? undefined : regionOf(field, tops, places, plain, { limits, home: settings.area, larger }, settings.confidence);
  const position = shaped?.middle?.place ?? likeliest;
  const strength = shaped?.middle?.strength ?? best.parameters[d]!;
  const covariance = shaped?.middle === undefined || invert(shaped.middle.covariance, d + 1) === undefined ? judgement.covariance : shaped.middle.covariance;
  if (beyond !== undefined || position.some((value, axis) => value < settings.area.minimum[axis]! || value > settings.area.maximum[axis]!)) flags.add('outside-area');
  if (candidates.length > 1) {
    const ghost = mirrored(field, likeliest);
    flags.add(ghost !== undefined && candidates.slice(1).some((one) => distance(one.position, ghost.place, d) < Math.max(0.3, (0.1 + ghost.flat) * distance(likeliest, ghost.place, d))) ? 'mirror-ghost' : 'ambiguous');
  }
  // The area is taken at its word, so the place stays inside; what explains the readings from outside is said beside it.
  if (beyond !== undefined) candidates.push(candidateOf(beyond, best, d));
  let several: SeveralSources | undefined;
  if (degrees > 0 && chance < 0.01) flags.add('model-mismatch');
  if (degrees > 0 && chance < 0.001 && settings.maximumSources > 1) several = findSeveral(field, best, settings.area, limits, settings.maximumSources);
  if (several !== undefined) flags.add('multiple-sources');
  if (degrees > 0 && (judgement.logOdds > refuted || (chiSquare / degrees > 3 && chance < 0.01))) flags.add('shielding-suspected');
  const bound = flags.has('not-identifiable') && plain === undefined ? undefined : boundAt(field, [position[0]!, position[1]!, position[2] ?? field.height], strength);
  return {
    position, strength, ...(covariance === undefined ? {} : { covariance }), ...(shaped === undefined ? {} : { region: shaped.region }),
    chiSquare, degrees, chance, chanceOfBackground: 1 - single, flags: [...flags], ...(bound === undefined ? {} : { bound }), candidates, ...(several === undefined ? {} : { several }),
    model: { widened: judgement.widened, logOdds: judgement.logOdds, shieldShare: judgement.shieldShare, screened: judgement.screened.map((k) => readings[k]!.id) },
    residuals: readings.map(({ id }, k) => {
      const b = likelyBackground(field, k, best.signal[k]!);
      const residual = field.counts[k]! - field.seconds[k]! * field.background[k]! - best.signal[k]!;
      return { id, expected: field.seconds[k]! * b + best.signal[k]!, deviations: residual / Math.sqrt(best.variance[k]!) };
    }),
  };
}

/** χ² as the settings have it: with a known error of the responses and uncertain poses in the variances. */
function chiOf(field: Field, fit: Fit): number {
  let sum = 0;
  for (let k = 0; k < field.size; k += 1) {
    const residual = field.counts[k]! - field.seconds[k]! * field.background[k]! - fit.signal[k]!;
    sum += (residual * residual) / fit.variance[k]!;
  }
  return sum;
}

import { chanceAbove } from './chi-square.ts';
import type { Field } from './field.ts';
import { Fitter } from './fit.ts';
import type { Fit } from './fit.ts';
import { invert } from './matrices.ts';
import { searchStarts } from './search.ts';
import type { Area } from './shapes.ts';

/** Is one of several sources. Unit: m; the strength's own. Shape: the covariance is of x, y[, z], strength. */
export interface FoundSource {
  readonly position: readonly number[];
  readonly strength: number;
  readonly covariance: Float64Array;
}

/** Is an explanation by several sources. Shape: the strongest first; `lengthGained` is by how much the description is shorter than with one source (MDL), in units of deviance. */
export interface SeveralSources {
  readonly sources: readonly FoundSource[];
  readonly pearson: number;
  readonly degrees: number;
  readonly lengthGained: number;
}

/** By how much a further source must shorten the description. Very strong evidence in Raftery's words (1995). */
const leastGain = 10;

/**
 * Looks for a second and a third source where one does not explain the readings, each beside those already found, all fitted together.
 * Shape: undefined where no more than one shortens the description, or too few readings remain to test it.
 * Source: Rissanen's minimum description length, deviance + p·ln K.
 */
export function findSeveral(field: Field, one: Fit, area: Area, limits: Area, most: number): SeveralSources | undefined {
  const each = field.dimensions + 1;
  const length = (fit: Fit, count: number): number => fit.deviance + count * each * Math.log(field.size);
  let best = one;
  let found: SeveralSources | undefined;
  for (let count = 2; count <= most; count += 1) {
    const degrees = field.size - count * each;
    if (degrees < 1) break;
    const fitter = new Fitter(field, count, limits);
    const starts = searchStarts(field, area, 3, best.signal);
    const fits = starts.map(({ place, strength }) => {
      const start = new Float64Array(count * each);
      start.set(best.parameters.slice(0, (count - 1) * each));
      start.set(place.slice(0, field.dimensions), (count - 1) * each);
      start[count * each - 1] = Math.max(strength, (best.parameters[each - 1] ?? 1) * 1e-2);
      return fitter.fit(start);
    });
    const fit = fits.sort((a, b) => a.deviance - b.deviance)[0];
    if (fit === undefined || length(best, count - 1) - length(fit, count) < leastGain) break;
    const inverse = invert(fit.information, count * each);
    if (inverse === undefined) break;
    best = fit;
    const sources = Array.from({ length: count }, (_, at): FoundSource => {
      const covariance = new Float64Array(each * each);
      for (let i = 0; i < each; i += 1) for (let j = 0; j < each; j += 1) covariance[i * each + j] = inverse.matrix[(at * each + i) * count * each + at * each + j]!;
      const own = fit.parameters.slice(at * each, (at + 1) * each);
      return { position: Array.from(own.subarray(0, field.dimensions)), strength: own[field.dimensions]!, covariance };
    });
    // A source that is not told from nothing, or not from its neighbour, explains nothing.
    if (sources.some(({ strength, covariance }) => strength < 3 * Math.sqrt(covariance[each * each - 1]!))) break;
    found = { sources: sources.sort((a, b) => b.strength - a.strength), pearson: fit.pearson, degrees, lengthGained: length(one, 1) - length(fit, count) };
    if (chanceAbove(fit.pearson, degrees) > 0.05) break;
  }
  return found !== undefined && chanceAbove(found.pearson, found.degrees) > 0.001 ? found : undefined;
}

import { bins, sum } from './binning.ts';

/** Is a fit of a sum of shapes to counts. Unit: counts; deviance without unit. */
export interface Fit {
  /** The counts that each shape took, in the order given. */
  readonly amounts: readonly number[];
  readonly deviance: number;
}

/**
 * Fits counts by a sum of shapes with amounts of at least zero: maximum likelihood of Poisson's distribution by expectation and maximisation.
 * Shape: every shape sums to 1 over the bins, or is nothing. Source: Shepp and Vardi 1982; Richardson 1972, Lucy 1974.
 */
export function fitShapes(counts: Float64Array, shapes: readonly Float64Array[], iterations: number, begin?: readonly number[]): Fit {
  const total = sum(counts);
  const amounts = begin === undefined ? shapes.map(() => total / shapes.length) : [...begin];
  const model = new Float64Array(bins.count);
  const expect = (): void => {
    model.fill(1e-9);
    shapes.forEach((shape, at) => {
      const amount = amounts[at]!;
      for (let bin = 0; bin < bins.count; bin += 1) model[bin]! += amount * shape[bin]!;
    });
  };
  for (let round = 0; round < iterations; round += 1) {
    expect();
    shapes.forEach((shape, at) => {
      let factor = 0;
      for (let bin = 0; bin < bins.count; bin += 1) factor += (shape[bin]! * counts[bin]!) / model[bin]!;
      amounts[at]! *= factor;
    });
  }
  expect();
  return { amounts, deviance: devianceOf(counts, model) };
}

/** Gives how far a model is from counts. Source: McCullagh and Nelder 1989, the deviance of Poisson's distribution. */
export function devianceOf(counts: Float64Array, model: Float64Array): number {
  let deviance = 0;
  for (let bin = 0; bin < bins.count; bin += 1) {
    const [count, mean] = [counts[bin]!, Math.max(model[bin]!, 1e-9)];
    deviance += 2 * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean));
  }
  return deviance;
}

/** Is how well counts agree with a model that was made of shapes which were themselves counted. */
export interface Agreement {
  readonly chiSquarePerBin: number;
  /** Above this it does not: four standard deviations. */
  readonly limit: number;
}

/** Compares counts with a fit. Shape: neighbouring bins are joined until each expects 8 counts; a shape of `counted` counts brings its own scatter, and 2 % of the model are allowed to every bin. */
export function agreementOf(counts: Float64Array, shapes: readonly Float64Array[], amounts: readonly number[], counted: readonly number[]): Agreement {
  let [chiSquare, used, seen, expected, scatter] = [0, 0, 0, 0, 0];
  for (let bin = 0; bin < bins.count; bin += 1) {
    seen += counts[bin]!;
    shapes.forEach((shape, at) => {
      const mean = amounts[at]! * shape[bin]!;
      expected += mean;
      if (counted[at]! > 0) scatter += (mean * amounts[at]!) / counted[at]!;
    });
    if (expected < 8 && bin < bins.count - 1) continue;
    if (expected > 0.5) {
      chiSquare += (seen - expected) ** 2 / (expected + scatter + (0.02 * expected) ** 2);
      used += 1;
    }
    [seen, expected, scatter] = [0, 0, 0];
  }
  const free = Math.max(1, used - shapes.length);
  return { chiSquarePerBin: chiSquare / free, limit: 1 + 4 * Math.sqrt(2 / free) };
}

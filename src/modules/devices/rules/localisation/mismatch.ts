import { chiSquareQuantile } from './chi-square.ts';
import type { Field } from './field.ts';
import { modelHolds } from './fit.ts';
import type { Fit, Fitter, Supposition } from './fit.ts';
import { invert } from './matrices.ts';

/** Relative errors of responses that are thought possible where nothing is known, and how likely each is held. */
const spreads = [{ spread: 0.05, share: 0.4 }, { spread: 0.15, share: 0.4 }, { spread: 0.4, share: 0.2 }] as const;
/** Errors of responses that may stand beside a shield. */
const spreadsBesideShield = [0.05, 0.2] as const;
/**
 * The logarithm of the odds from which errors of the model are taken in, by the power to refute them: as low as it can be while the region of a model that holds still covers no more than it claims.
 * It falls with the power, since readings that would clearly have refuted errors rarely come near even odds if the model holds. Between two of these it is on the line between them.
 */
const oddsToWiden = [[0.5, -0.06], [1, -0.08], [2, -0.2], [3, -0.45], [4.3, -0.75], [5, -0.95], [6, -1], [9, -2.2], [13, -4.4]] as const;
/** The logarithm of the odds from which the model counts as refuted. Where it holds, 2 in 100 estimates come so far. */
export const refuted = 1;
/** The error of responses at which that power is reckoned. */
const typicalSpread = 0.15;
/** χ² per degree of freedom from which shields are looked for at all. */
const suspicious = 2.5;

/** Is what the readings say about the model itself. */
export interface Judgement {
  /** Of place and strength, n × n row by row, with what the model's errors add. Undefined where the place cannot be told. */
  readonly covariance: Float64Array | undefined;
  /** Whether errors of the model were taken in. */
  readonly widened: boolean;
  /** How clearly the readings would have spoken against an error of the responses of 15 %: the logarithm of the odds. */
  readonly power: number;
  /** Logarithm of the odds that responses err or a shield stands there, against a model that holds. */
  readonly logOdds: number;
  /** The share of that probability which a shield has, 0 to 1. */
  readonly shieldShare: number;
  /** The readings most likely behind a shield, by index, where a shield is likelier than not. */
  readonly screened: readonly number[];
}

/** Lists arcs of neighbouring detectors, up to half of all, in the order in which they stand around their middle. */
function arcs(field: Field): Uint8Array[] {
  const size = field.size;
  const middle = [field.x, field.y].map((values) => values.reduce((sum, value) => sum + value, 0) / size) as [number, number];
  const order = Array.from({ length: size }, (_, k) => k).sort((one, other) => Math.atan2(field.y[one]! - middle[1], field.x[one]! - middle[0]) - Math.atan2(field.y[other]! - middle[1], field.x[other]! - middle[0]));
  const found: Uint8Array[] = [];
  // A robot's round has many readings: longer steps keep the number of arcs near that of sixteen detectors.
  const stride = Math.max(1, Math.ceil(size / 16));
  for (let from = 0; from < size; from += stride) {
    for (let length = stride; length <= size / 2; length += stride) {
      const arc = new Uint8Array(size);
      for (let i = 0; i < length; i += 1) arc[order[(from + i) % size]!] = 1;
      found.push(arc);
    }
  }
  return found;
}

function suppositions(field: Field, chiSquare: number, degrees: number, known: number): { supposition: Supposition; share: number }[] {
  const all: { supposition: Supposition; share: number }[] = spreads.filter(({ spread }) => spread > known).map(({ spread, share }) => ({ supposition: { spread }, share }));
  if (degrees > 1 && chiSquare / degrees > suspicious) {
    const around = arcs(field);
    const share = 1 / (around.length * spreadsBesideShield.length);
    for (const spread of spreadsBesideShield) for (const screened of around) all.push({ supposition: { spread: Math.max(spread, known), screened }, share });
  }
  return all;
}

/** Reckons how clearly the readings would speak against an error of the responses: the logarithm of the odds that they would give on average. */
function powerToRefute(field: Field, plain: Fit): number {
  let power = 0;
  for (let k = 0; k < field.size; k += 1) power += 0.5 * Math.log(1 + (typicalSpread * plain.signal[k]!) ** 2 / plain.variance[k]!);
  return power * Math.max(0, 1 - (field.dimensions + 1) / field.size);
}

/** Says how much larger a covariance must be where the errors in it were learned from as few degrees of freedom: 2·F(2, ν) at 95 % over χ²(2), by Hotelling's T². */
function tailOf(degrees: number): number {
  return (degrees * (0.05 ** (-2 / degrees) - 1)) / chiSquareQuantile(0.95, 2);
}

function oddsAt(power: number): number {
  const next = oddsToWiden.findIndex(([at]) => power < at);
  if (next <= 0) return oddsToWiden[next === 0 ? 0 : oddsToWiden.length - 1]![1];
  const [[from, low], [to, high]] = [oddsToWiden[next - 1]!, oddsToWiden[next]!];
  return low + ((power - from) / (to - from)) * (high - low);
}

/**
 * Weighs the model against errors of it: responses that err by 5, 15 or 40 %, and, where χ² is high, a shield before any arc of detectors.
 * What the readings do not speak against widens the covariance around the plain estimate; what they refute does not.
 */
export function judgeModel(field: Field, fitter: Fitter, plain: Fit, chiSquare: number, degrees: number, known = 0): Judgement {
  const n = field.dimensions + 1;
  const inverted = invert(plain.information, n);
  const own = inverted === undefined || invert(inverted.matrix, n) === undefined ? undefined : inverted;
  const base = fitter.evidence(plain, { ...modelHolds, spread: known });
  // As many unknowns as readings: nothing is left that could speak for or against the model.
  if (own !== undefined && degrees < 1) return { covariance: own.matrix, widened: false, power: 0, logOdds: 0, shieldShare: 0, screened: [] };
  if (own === undefined || base === undefined) return { covariance: undefined, widened: false, power: 0, logOdds: 0, shieldShare: 0, screened: [] };
  const start = plain.parameters.slice(0, n);
  const tried = suppositions(field, chiSquare, degrees, known).flatMap(({ supposition, share }) => {
    const fit = fitter.fit(start, supposition);
    const inverse = invert(fit.information, fit.parameters.length);
    const evidence = fitter.evidence(fit, supposition);
    return inverse === undefined || evidence === undefined ? [] : [{ supposition, fit, inverse: inverse.matrix, log: evidence + Math.log(share) }];
  });
  if (tried.length === 0) return { covariance: own.matrix, widened: false, power: 0, logOdds: -Infinity, shieldShare: 0, screened: [] };
  const greatest = Math.max(...tried.map(({ log }) => log));
  const total = tried.reduce((sum, { log }) => sum + Math.exp(log - greatest), 0);
  const logOdds = greatest + Math.log(total) - base;
  const weight = (log: number): number => Math.exp(log - greatest) / total;
  const shieldShare = tried.reduce((sum, { supposition, log }) => sum + (supposition.screened === undefined ? 0 : weight(log)), 0);
  const best = tried.filter(({ supposition }) => supposition.screened !== undefined).sort((one, other) => other.log - one.log)[0];
  const screened = best === undefined || shieldShare < 0.5 ? [] : [...best.supposition.screened!].flatMap((value, k) => (value === 1 ? [k] : []));
  const power = powerToRefute(field, plain);
  if (logOdds <= oddsAt(power)) return { covariance: own.matrix, widened: false, power, logOdds, shieldShare, screened };
  const covariance = new Float64Array(n * n);
  const larger = logOdds > refuted ? tailOf(degrees) : 1;
  for (const { fit, inverse, log } of tried) {
    const size = fit.parameters.length;
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        const apart = (fit.parameters[i]! - start[i]!) * (fit.parameters[j]! - start[j]!);
        covariance[i * n + j] = covariance[i * n + j]! + larger * weight(log) * (inverse[i * size + j]! + apart);
      }
    }
  }
  return { covariance: invert(covariance, n) === undefined ? undefined : covariance, widened: true, power, logOdds, shieldShare, screened };
}

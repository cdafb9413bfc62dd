import { fillGainsAndSlopes, likelyBackground, makeGains } from './field.ts';
import type { Field, Gains } from './field.ts';
import { factor, invert, solveFactored } from './matrices.ts';
import type { Area } from './shapes.ts';

/**
 * Is what a fit supposes about the model itself.
 * Shape: `spread` is the relative error of each reading's response by itself; `screened` has a 1 for each reading that one shield stands before, whose passing share is then fitted too.
 */
export interface Supposition {
  readonly spread: number;
  readonly screened?: Uint8Array;
}

/** Trusts the model. */
export const modelHolds: Supposition = { spread: 0 };

/** What is supposed of a shield before it is seen: the logarithm of the share that passes, with its deviation. Half passes, give or take a factor of two. */
const passing = { logarithm: -0.7, deviation: 0.7 } as const;

/**
 * Is a fit of one or several sources.
 * Shape: `parameters` has x, y[, z], strength for each source, and the logarithm of the share that passes a shield where one was supposed; `information` is that many square.
 */
export interface Fit {
  readonly parameters: Float64Array;
  readonly information: Float64Array;
  /** What was made small: deviances over their inflation, and what was supposed of a shield. */
  readonly objective: number;
  /** Twice the logarithm of the likelihood ratio to a model that fits every reading. */
  readonly deviance: number;
  /** Pearson's χ² as the model has it, without any supposed error of it. */
  readonly pearson: number;
  readonly expected: Float64Array;
  /** Variances of the readings with all that was supposed. */
  readonly variance: Float64Array;
  /** By how many times supposed errors of responses and poses widened each variance, 1 for none. */
  readonly widening: Float64Array;
  readonly signal: Float64Array;
  readonly converged: boolean;
}

const mostSteps = 60;
const tiny = 1e-12;

/** Walks from a start to the nearest greatest likelihood: Fisher scoring with Levenberg's damping. */
export class Fitter {
  readonly #field: Field;
  readonly #sources: number;
  readonly #gains: Gains;
  readonly #signal: Float64Array;
  readonly #expected: Float64Array;
  readonly #plainVariance: Float64Array;
  readonly #ratio: Float64Array;
  readonly #slopes: Float64Array;
  readonly #turned: Float64Array;
  readonly #limits: Area;

  constructor(field: Field, sources: number, limits: Area) {
    const n = sources * (field.dimensions + 1) + 1;
    this.#field = field;
    this.#sources = sources;
    this.#limits = limits;
    this.#gains = makeGains(field.size);
    this.#signal = new Float64Array(field.size);
    this.#expected = new Float64Array(field.size);
    this.#plainVariance = new Float64Array(field.size);
    this.#ratio = new Float64Array(field.size).fill(1);
    this.#slopes = new Float64Array(field.size * n);
    this.#turned = new Float64Array(field.size * 3);
  }

  /** Fills signal, expectation, variance and slopes at parameters, and gives Pearson's χ² and the deviance. */
  #evaluate(p: Float64Array, screened: Uint8Array | undefined): { deviance: number; pearson: number; objective: number } {
    const field = this.#field;
    const d = field.dimensions;
    const n = p.length;
    this.#signal.fill(0);
    this.#slopes.fill(0);
    this.#turned.fill(0);
    const own = this.#sources * (d + 1);
    const passes = screened === undefined ? 1 : Math.exp(p[own]!);
    for (let j = 0; j < this.#sources; j += 1) {
      const at = j * (d + 1);
      fillGainsAndSlopes(field, p[at]!, p[at + 1]!, d === 3 ? p[at + 2]! : field.height, this.#gains);
      const { gain, slope } = this.#gains;
      for (let k = 0; k < field.size; k += 1) {
        let each = field.seconds[k]! * gain[k]!;
        if (screened?.[k] === 1) each *= passes;
        const signal = p[at + d]! * each;
        this.#signal[k] = this.#signal[k]! + signal;
        this.#slopes[k * n + at + d] = each;
        for (let axis = 0; axis < 3; axis += 1) {
          const along = slope[k * 3 + axis]!;
          if (axis < d) this.#slopes[k * n + at + axis] = signal * along;
          this.#turned[k * 3 + axis] = this.#turned[k * 3 + axis]! + signal * along;
        }
        if (screened?.[k] === 1) this.#slopes[k * n + own] = this.#slopes[k * n + own]! + signal;
      }
    }
    return this.#weigh();
  }

  #weigh(): { deviance: number; pearson: number; objective: number } {
    const field = this.#field;
    let [deviance, pearson, objective] = [0, 0, 0];
    for (let k = 0; k < field.size; k += 1) {
      const [signal, t, n, tb, measured] = [this.#signal[k]!, field.seconds[k]!, field.counts[k]!, field.backgroundSeconds[k]!, field.background[k]!];
      const b = likelyBackground(field, k, signal);
      const expected = Math.max(tiny, t * b + signal);
      const variance = tb === Infinity ? expected : Math.max(tiny, expected + (t * t * b) / tb);
      let own = 2 * ((n > 0 ? n * Math.log(n / expected) : 0) - n + expected);
      if (tb !== Infinity && measured > 0) own += 2 * tb * (measured * Math.log(measured / Math.max(tiny, b)) - measured + b);
      else if (tb !== Infinity) own += 2 * tb * b;
      const residual = n - t * measured - signal;
      this.#expected[k] = expected;
      this.#plainVariance[k] = variance;
      deviance += own;
      objective += own / this.#ratio[k]!;
      pearson += (residual * residual) / variance;
    }
    return { deviance, pearson, objective };
  }

  /** Sets by how much supposed errors of responses and poses widen each reading's variance. Gives the greatest relative change. */
  #widen(supposition: Supposition): number {
    const field = this.#field;
    let change = 0;
    for (let k = 0; k < field.size; k += 1) {
      let extra = (supposition.spread * this.#signal[k]!) ** 2;
      if (field.pose !== undefined) {
        for (let i = 0; i < 3; i += 1) for (let j = 0; j < 3; j += 1) extra += this.#turned[k * 3 + i]! * field.pose[k * 9 + i * 3 + j]! * this.#turned[k * 3 + j]!;
      }
      const ratio = 1 + extra / this.#plainVariance[k]!;
      change = Math.max(change, Math.abs(ratio / this.#ratio[k]! - 1));
      this.#ratio[k] = ratio;
    }
    return change;
  }

  #scores(p: Float64Array, supposition: Supposition, information: Float64Array, score: Float64Array): void {
    const n = p.length;
    const field = this.#field;
    information.fill(0);
    score.fill(0);
    for (let k = 0; k < field.size; k += 1) {
      const weight = 1 / (this.#plainVariance[k]! * this.#ratio[k]!);
      const residual = field.counts[k]! - field.seconds[k]! * field.background[k]! - this.#signal[k]!;
      for (let i = 0; i < n; i += 1) {
        const slope = this.#slopes[k * n + i]! * weight;
        if (slope === 0) continue;
        score[i] = score[i]! + slope * residual;
        for (let j = 0; j <= i; j += 1) information[i * n + j] = information[i * n + j]! + slope * this.#slopes[k * n + j]!;
      }
    }
    if (supposition.screened !== undefined) {
      const prior = 1 / passing.deviation ** 2;
      information[n * n - 1] = information[n * n - 1]! + prior;
      score[n - 1] = score[n - 1]! - prior * (p[n - 1]! - passing.logarithm);
    }
    for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) information[j * n + i] = information[i * n + j]!;
  }

  /** Moves parameters by a step, inside the limits and with a strength that stays positive. */
  #moved(p: Float64Array, step: Float64Array): Float64Array {
    const d = this.#field.dimensions;
    const next = p.map((value, i) => value + step[i]!);
    for (let j = 0; j < this.#sources; j += 1) {
      const at = j * (d + 1);
      for (let axis = 0; axis < d; axis += 1) next[at + axis] = Math.min(this.#limits.maximum[axis]!, Math.max(this.#limits.minimum[axis]!, next[at + axis]!));
      next[at + d] = Math.max(p[at + d]! / 5, next[at + d]!);
    }
    const own = this.#sources * (d + 1);
    if (next.length > own) next[own] = Math.max(-5, Math.min(0, next[own]!));
    return next;
  }

  /** Fits from a start. Shape: the start has x, y[, z], strength for each source. */
  fit(start: Float64Array, supposition: Supposition = modelHolds): Fit {
    const { screened } = supposition;
    const n = start.length + (screened === undefined ? 0 : 1);
    let p: Float64Array = new Float64Array(n);
    p.set(start);
    if (screened !== undefined) p[n - 1] = passing.logarithm;
    const information = new Float64Array(n * n);
    const score = new Float64Array(n);
    this.#ratio.fill(1);
    const prior = (at: Float64Array): number => (screened === undefined ? 0 : ((at[n - 1]! - passing.logarithm) / passing.deviation) ** 2);
    let now = this.#evaluate(p, screened);
    const widening = supposition.spread > 0 || this.#field.pose !== undefined;
    let converged = false;
    let damping = 1e-3;
    let since = 0;
    for (let step = 0; step < mostSteps; step += 1) {
      if (widening && step < mostSteps / 2 && this.#widen(supposition) > 1e-3) {
        now = this.#weigh();
        converged = false;
      }
      if (converged) break;
      this.#scores(p, supposition, information, score);
      const objective = now.objective + prior(p);
      let better = false;
      for (since = 0; since < 12 && !better && !converged; since += 1) {
        const damped = Float64Array.from(information);
        for (let i = 0; i < n; i += 1) damped[i * n + i] = damped[i * n + i]! * (1 + damping) + 1e-300;
        const change = Float64Array.from(score);
        if (factor(damped, n) === undefined) {
          damping = Math.max(1e-6, damping * 10);
          continue;
        }
        solveFactored(damped, n, change);
        const gained = change.reduce((sum, value, i) => sum + value * score[i]!, 0);
        const next = this.#moved(p, change);
        const then = this.#evaluate(next, screened);
        if (then.objective + prior(next) <= objective) {
          better = true;
          converged = gained < 1e-7;
          [p, now] = [next, then];
          damping = Math.max(1e-9, damping / 10);
        } else if (gained < 1e-9) converged = true;
        else damping *= 10;
      }
      if (!better) {
        now = this.#evaluate(p, screened);
        if (!converged && (!widening || step >= mostSteps / 2)) break;
        converged = true;
      }
    }
    this.#scores(p, supposition, information, score);
    const variance = this.#plainVariance.map((value, k) => value * this.#ratio[k]!);
    return { parameters: p, information, objective: now.objective + prior(p), deviance: now.deviance, pearson: now.pearson, expected: this.#expected.slice(), variance, widening: this.#ratio.slice(), signal: this.#signal.slice(), converged };
  }

  /**
   * Gives the logarithm of the probability of the readings under a supposition, the parameters integrated out (Laplace), so that suppositions can be weighed.
   * Shape: up to a constant that is the same for all suppositions of one field; undefined where the parameters cannot be told.
   */
  evidence(fit: Fit, supposition: Supposition): number | undefined {
    const inverse = invert(fit.information, fit.parameters.length);
    if (inverse === undefined) return undefined;
    let log = -inverse.halfLogDeterminant;
    for (let k = 0; k < this.#field.size; k += 1) {
      const residual = this.#field.counts[k]! - this.#field.seconds[k]! * this.#field.background[k]! - fit.signal[k]!;
      log -= 0.5 * (Math.log(fit.variance[k]!) + (residual * residual) / fit.variance[k]!);
    }
    if (supposition.screened !== undefined) log -= Math.log(passing.deviation) + 0.5 * ((fit.parameters.at(-1)! - passing.logarithm) / passing.deviation) ** 2;
    return log;
  }
}

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
  /** Variances of the readings with all that was supposed. */
  readonly variance: Float64Array;
  /** By how many times supposed errors of responses and poses widened each variance, 1 for none. */
  readonly widening: Float64Array;
  readonly signal: Float64Array;
  readonly converged: boolean;
}

const mostSteps = 60;
const tiny = 1e-12;
/** What a step must still promise to be worth another, in units of deviance: a hundredth of a standard deviation is a ten-thousandth. */
const leastPromise = 1e-6;
/** Between what the logarithm of the share that passes a shield lies. */
const passingLimits = [-5, 0] as const;

/** Walks from a start to the nearest greatest likelihood: Fisher scoring with Levenberg's damping. */
export class Fitter {
  readonly #field: Field;
  readonly #sources: number;
  readonly #gains: Gains;
  readonly #signal: Float64Array;
  readonly #plainVariance: Float64Array;
  readonly #ratio: Float64Array;
  readonly #slopes: Float64Array;
  readonly #turned: Float64Array;
  /** The least and the greatest that each parameter may be. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  /** What the last evaluation came to. */
  #deviance = 0;
  #pearson = 0;
  #objective = 0;

  constructor(field: Field, sources: number, limits: Area) {
    const each = field.dimensions + 1;
    const n = sources * each + 1;
    this.#field = field;
    this.#sources = sources;
    this.#gains = makeGains(field.size);
    this.#signal = new Float64Array(field.size);
    this.#plainVariance = new Float64Array(field.size);
    this.#ratio = new Float64Array(field.size).fill(1);
    this.#slopes = new Float64Array(field.size * n);
    this.#turned = new Float64Array(field.size * 3);
    this.#low = new Float64Array(n).fill(passingLimits[0]);
    this.#high = new Float64Array(n).fill(passingLimits[1]);
    for (let i = 0; i < n - 1; i += 1) {
      this.#low[i] = i % each < field.dimensions ? limits.minimum[i % each]! : 0;
      this.#high[i] = i % each < field.dimensions ? limits.maximum[i % each]! : Infinity;
    }
  }

  /** Fills signal, expectation, variance and slopes at parameters, with Pearson's χ² and the deviance. */
  #evaluate(p: Float64Array, screened: Uint8Array | undefined): void {
    const field = this.#field;
    const d = field.dimensions;
    const n = p.length;
    const [signals, slopes, turned] = [this.#signal, this.#slopes, this.#turned];
    signals.fill(0);
    slopes.fill(0);
    if (field.pose !== undefined) turned.fill(0);
    const own = this.#sources * (d + 1);
    const passes = screened === undefined ? 1 : Math.exp(p[own]!);
    for (let j = 0; j < this.#sources; j += 1) {
      const at = j * (d + 1);
      const strength = p[at + d]!;
      fillGainsAndSlopes(field, p[at]!, p[at + 1]!, d === 3 ? p[at + 2]! : field.height, this.#gains);
      const { gain, slope } = this.#gains;
      for (let k = 0; k < field.size; k += 1) {
        const isScreened = screened !== undefined && screened[k] === 1;
        const each = field.seconds[k]! * gain[k]! * (isScreened ? passes : 1);
        const signal = strength * each;
        signals[k] = signals[k]! + signal;
        slopes[k * n + at + d] = each;
        for (let axis = 0; axis < d; axis += 1) slopes[k * n + at + axis] = signal * slope[k * 3 + axis]!;
        if (field.pose !== undefined) for (let axis = 0; axis < 3; axis += 1) turned[k * 3 + axis] = turned[k * 3 + axis]! + signal * slope[k * 3 + axis]!;
        if (isScreened) slopes[k * n + own] = slopes[k * n + own]! + signal;
      }
    }
    this.#weigh();
  }

  #weigh(): void {
    const field = this.#field;
    let deviance = 0;
    let pearson = 0;
    let objective = 0;
    for (let k = 0; k < field.size; k += 1) {
      const signal = this.#signal[k]!;
      const t = field.seconds[k]!;
      const n = field.counts[k]!;
      const tb = field.backgroundSeconds[k]!;
      const b = likelyBackground(field, k, signal);
      const expected = Math.max(tiny, t * b + signal);
      const variance = tb === Infinity ? expected : Math.max(tiny, expected + (t * t * b) / tb);
      const measured = field.background[k]!;
      let own = 2 * ((n > 0 ? n * Math.log(n / expected) : 0) - n + expected);
      if (tb !== Infinity) own += 2 * tb * ((measured > 0 ? measured * Math.log(measured / Math.max(tiny, b)) : 0) - measured + b);
      const residual = n - field.backgroundCounts[k]! - signal;
      this.#plainVariance[k] = variance;
      deviance += own;
      objective += own / this.#ratio[k]!;
      pearson += (residual * residual) / variance;
    }
    this.#deviance = deviance;
    this.#pearson = pearson;
    this.#objective = objective;
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
      const residual = field.counts[k]! - field.backgroundCounts[k]! - this.#signal[k]!;
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

  /**
   * Solves for the step that the scores ask for, damped. A parameter at a limit that its score pushes against stays there.
   * Shape: gives what the step promises, in units of deviance; undefined where the system cannot be solved.
   */
  #step(p: Float64Array, information: Float64Array, score: Float64Array, damping: number, damped: Float64Array, change: Float64Array): number | undefined {
    const n = p.length;
    damped.set(information);
    change.set(score);
    for (let i = 0; i < n; i += 1) {
      if ((score[i]! < 0 && p[i]! <= this.#low[i]!) || (score[i]! > 0 && p[i]! >= this.#high[i]!)) {
        for (let j = 0; j < n; j += 1) damped[i * n + j] = damped[j * n + i] = 0;
        damped[i * n + i] = 1;
        change[i] = 0;
      } else damped[i * n + i] = damped[i * n + i]! * (1 + damping) + 1e-300;
    }
    if (factor(damped, n) === undefined) return undefined;
    solveFactored(damped, n, change);
    let promised = 0;
    for (let i = 0; i < n; i += 1) promised += change[i]! * score[i]!;
    return promised;
  }

  /** Moves parameters by a step, inside the limits and with a strength that stays positive. */
  #move(p: Float64Array, step: Float64Array, next: Float64Array): void {
    const each = this.#field.dimensions + 1;
    const own = this.#sources * each;
    for (let i = 0; i < p.length; i += 1) {
      const low = i < own && i % each === each - 1 ? p[i]! / 5 : this.#low[i]!;
      next[i] = Math.min(this.#high[i]!, Math.max(low, p[i]! + step[i]!));
    }
  }

  /** Fits from a start. Shape: the start has x, y[, z], strength for each source. */
  fit(start: Float64Array, supposition: Supposition = modelHolds): Fit {
    const { screened } = supposition;
    const n = start.length + (screened === undefined ? 0 : 1);
    let p: Float64Array = new Float64Array(n);
    let next: Float64Array = new Float64Array(n);
    p.set(start);
    if (screened !== undefined) p[n - 1] = passing.logarithm;
    const [information, damped, score, change] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n), new Float64Array(n)];
    this.#ratio.fill(1);
    const prior = (at: Float64Array): number => (screened === undefined ? 0 : ((at[n - 1]! - passing.logarithm) / passing.deviation) ** 2);
    this.#evaluate(p, screened);
    const widening = supposition.spread > 0 || this.#field.pose !== undefined;
    let converged = false;
    let damping = 1e-3;
    for (let step = 0; step < mostSteps; step += 1) {
      if (widening && step < mostSteps / 2 && this.#widen(supposition) > 1e-3) {
        this.#weigh();
        converged = false;
      }
      if (converged) break;
      this.#scores(p, supposition, information, score);
      const objective = this.#objective + prior(p);
      let better = false;
      for (let since = 0; since < 12 && !better && !converged; since += 1) {
        const promised = this.#step(p, information, score, damping, damped, change);
        if (promised === undefined) {
          damping = Math.max(1e-6, damping * 10);
          continue;
        }
        this.#move(p, change, next);
        this.#evaluate(next, screened);
        if (this.#objective + prior(next) <= objective) {
          better = true;
          converged = promised < leastPromise;
          [p, next] = [next, p];
          damping = Math.max(1e-9, damping / 10);
        } else if (promised < leastPromise / 100) converged = true;
        else damping *= 10;
      }
      if (!better) {
        this.#evaluate(p, screened);
        if (!converged && (!widening || step >= mostSteps / 2)) break;
        converged = true;
      }
    }
    this.#scores(p, supposition, information, score);
    const variance = this.#plainVariance.map((value, k) => value * this.#ratio[k]!);
    return {
      parameters: p, information, objective: this.#objective + prior(p), deviance: this.#deviance, pearson: this.#pearson, variance,
      widening: this.#ratio.slice(), signal: this.#signal.slice(), converged,
    };
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
      const residual = this.#field.counts[k]! - this.#field.backgroundCounts[k]! - fit.signal[k]!;
      log -= 0.5 * (Math.log(fit.variance[k]!) + (residual * residual) / fit.variance[k]!);
    }
    if (supposition.screened !== undefined) log -= Math.log(passing.deviation) + 0.5 * ((fit.parameters.at(-1)! - passing.logarithm) / passing.deviation) ** 2;
    return log;
  }
}

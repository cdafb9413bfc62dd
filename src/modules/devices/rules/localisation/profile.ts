import { fillGains, likelyBackground } from './field.ts';
import type { Field } from './field.ts';

const tiny = 1e-12;
/** How many steps of Newton's method are taken at most, and how little the last one moves the strength, as a share of it. */
const [mostSteps, closeEnough] = [8, 1e-2] as const;

/**
 * Tells how well one place after another explains the readings with the strength that suits it best, in rooms that are made once.
 * Shape: beside signals that are there already; `widening` has by how many times each reading's variance is wider than counting makes it. `strength` and the rest are of the place last asked about.
 */
export class Profiler {
  readonly #field: Field;
  readonly #beside: Float64Array | undefined;
  /** One over the widening. */
  readonly #weight: Float64Array;
  /** Of the first guess of a strength: the weight of each reading by its own counts, and what it counts beyond what is there already. */
  readonly #guessWeight: Float64Array;
  readonly #net: Float64Array;
  readonly #gain: Float64Array;
  readonly #allKnown: boolean;
  /** Unit: the strength's own. Shape: never negative. */
  strength = 0;
  /** Each reading's deviance over its widening. */
  deviance = 0;
  /** How much the readings tell of the strength (Fisher's information). */
  curve = 0;

  constructor(field: Field, { beside, widening }: { beside?: Float64Array; widening?: Float64Array } = {}) {
    const { size, counts } = field;
    this.#field = field;
    this.#beside = beside;
    this.#gain = new Float64Array(size);
    this.#weight = new Float64Array(size).fill(1);
    this.#guessWeight = counts.map((n) => 1 / Math.max(1, n));
    this.#net = counts.map((n, k) => n - field.backgroundCounts[k]! - (beside === undefined ? 0 : beside[k]!));
    if (widening !== undefined) widening.forEach((wider, k) => { this.#weight[k] = 1 / wider; });
    this.#allKnown = field.backgroundSeconds.every((seconds) => seconds === Infinity);
  }

  /** Gives the counts that are expected of a reading beside a signal. */
  #expected(k: number, signal: number): number {
    return Math.max(tiny, this.#allKnown ? this.#field.backgroundCounts[k]! + signal : this.#field.seconds[k]! * likelyBackground(this.#field, k, signal) + signal);
  }

  /** Gives the variance of a reading with what a measured background adds to it. */
  #variance(k: number, expected: number): number {
    const tb = this.#field.backgroundSeconds[k]!;
    if (tb === Infinity) return expected;
    const [t, signal] = [this.#field.seconds[k]!, this.#signal(k)];
    return expected + (t * t * likelyBackground(this.#field, k, signal)) / tb;
  }

  #signal(k: number): number {
    return this.#beside === undefined ? this.strength * this.#gain[k]! : this.strength * this.#gain[k]! + this.#beside[k]!;
  }

  /** Finds the strength that is most likely at a place. Unit: m. */
  moveTo(x: number, y: number, z: number): void {
    const { size, seconds, counts } = this.#field;
    const gain = this.#gain;
    fillGains(this.#field, x, y, z, gain);
    let net = 0;
    let sum = 0;
    for (let k = 0; k < size; k += 1) {
      const own = gain[k]! * seconds[k]!;
      gain[k] = own;
      const weighed = own * this.#guessWeight[k]!;
      net += weighed * this.#net[k]!;
      sum += weighed * own;
    }
    this.strength = sum > 0 ? Math.max(net / sum, 0) : 0;
    for (let step = 0; step < mostSteps && sum > 0; step += 1) {
      let slope = 0;
      let curve = 0;
      for (let k = 0; k < size; k += 1) {
        const expected = this.#expected(k, this.#signal(k));
        const steepness = (gain[k]! * this.#weight[k]!) / expected;
        slope += steepness * (counts[k]! - expected);
        curve += steepness * gain[k]! * (this.#allKnown ? 1 : expected / this.#variance(k, expected));
      }
      const next = Math.max(0, this.strength + slope / curve);
      const isClose = Math.abs(next - this.strength) <= closeEnough * next;
      this.strength = next;
      if (isClose) break;
    }
  }

  /** Weighs the place by the likelihood: sets deviance and curve. */
  weigh(): void {
    const { size, counts, background, backgroundSeconds, least } = this.#field;
    this.deviance = 0;
    this.curve = 0;
    for (let k = 0; k < size; k += 1) {
      const signal = this.#signal(k);
      const expected = this.#expected(k, signal);
      let own = least[k]! - counts[k]! * Math.log(expected) + expected;
      if (!this.#allKnown && backgroundSeconds[k] !== Infinity) {
        const b = likelyBackground(this.#field, k, signal);
        own -= backgroundSeconds[k]! * (background[k]! * Math.log(Math.max(tiny, b)) - b);
      }
      this.deviance += 2 * own * this.#weight[k]!;
      this.curve += (this.#gain[k]! * this.#gain[k]! * this.#weight[k]!) / (this.#allKnown ? expected : this.#variance(k, expected));
    }
  }

  /** Gives a number that ranks places nearly as the deviance does and needs no logarithm. Source: Freeman and Tukey (1950), 4·Σ(√n − √λ)². */
  misfit(): number {
    const { size, background, backgroundSeconds, rootCounts } = this.#field;
    let sum = 0;
    for (let k = 0; k < size; k += 1) {
      const signal = this.#signal(k);
      const apart = rootCounts[k]! - Math.sqrt(this.#expected(k, signal));
      sum += 4 * apart * apart * this.#weight[k]!;
      if (this.#allKnown || backgroundSeconds[k] === Infinity) continue;
      const tb = backgroundSeconds[k]!;
      sum += 4 * tb * (Math.sqrt(background[k]!) - Math.sqrt(likelyBackground(this.#field, k, signal))) ** 2 * this.#weight[k]!;
    }
    return sum;
  }
}

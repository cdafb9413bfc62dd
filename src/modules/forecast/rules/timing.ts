import type { ServiceTime } from '../shapes/day.ts';
import { gammaOf, keyed, normalQuantile, uniformOf } from './random.ts';

/** Is a service time prepared for drawing. Unit: minutes. Shape: `first` and `second` are what the kind needs: mean; the logarithm's mean and spread; shape and mean. */
export interface Timing {
  readonly kind: 0 | 1 | 2 | 3;
  readonly first: number;
  readonly second: number;
  readonly tailShare: number;
  readonly tailFrom: number;
  readonly tailTo: number;
}

const kinds = { constant: 0, exponential: 1, lognormal: 2, gamma: 3 } as const;

/** Prepares a service time. Shape: an scv below a millionth makes any kind but the exponential constant; without one an exponential has 1 and the others 0.3. */
export function timingOf({ distribution, meanSeconds, scv = 0.3, tail }: ServiceTime): Timing {
  const mean = meanSeconds / 60;
  const kind = distribution !== 'exponential' && scv < 1e-6 ? 0 : kinds[distribution];
  const spread = Math.sqrt(Math.log(1 + scv));
  const [first, second] = kind === 2 ? [Math.log(mean) - spread * spread / 2, spread] : kind === 3 ? [1 / scv, mean] : [mean, 0];
  return { kind, first, second, tailShare: tail?.share ?? 0, tailFrom: (tail?.minSeconds ?? 0) / 60, tailTo: (tail?.maxSeconds ?? 0) / 60 };
}

/** Draws the duration that belongs to a key. Unit: minutes. */
export function drawTiming(timing: Timing, key: number): number {
  if (timing.tailShare > 0 && uniformOf(keyed(key, 7)) < timing.tailShare) return timing.tailFrom + (timing.tailTo - timing.tailFrom) * uniformOf(keyed(key, 8));
  switch (timing.kind) {
    case 0: return timing.first;
    case 1: return -timing.first * Math.log(uniformOf(key));
    case 2: return Math.exp(timing.first + timing.second * normalQuantile(uniformOf(key)));
    case 3: return timing.second * gammaOf(key, timing.first);
  }
}

/** Gives the mean of a service time, its tail included. Unit: minutes. */
export function meanMinutes({ meanSeconds, tail }: ServiceTime): number {
  const share = tail?.share ?? 0;
  return ((1 - share) * meanSeconds + share * ((tail?.minSeconds ?? 0) + (tail?.maxSeconds ?? 0)) / 2) / 60;
}

/** Prepares a lognormal duration of a mean and a standard deviation. Shape: without spread the mean itself. */
export function timingOfSpread({ mean, spread }: { readonly mean: number; readonly spread: number }): Timing {
  const none = { tailShare: 0, tailFrom: 0, tailTo: 0 };
  if (spread === 0 || mean === 0) return { kind: 0, first: mean, second: 0, ...none };
  const sigma = Math.sqrt(Math.log(1 + (spread / mean) ** 2));
  return { kind: 2, first: Math.log(mean) - sigma * sigma / 2, second: sigma, ...none };
}

import type { Estimate } from '../shapes/outcome.ts';
import { normalQuantile } from './random.ts';

/** Rounds for people: four digits after the point. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function estimate(value: number, low: number, high: number): Estimate {
  return { value: rounded(value), low: rounded(low), high: rounded(high) };
}

/** Gives Student's t below which 97.5 % lie. Shape: error below 0.4 % from four degrees of freedom on. Source: Cornish and Fisher's expansion. */
export function studentQuantile(degrees: number): number {
  const z = normalQuantile(0.975);
  if (degrees === 1) return 12.7062;
  if (degrees === 2) return 4.3027;
  if (degrees === 3) return 3.1824;
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3);
}

/** Is the sums from which a mean and its interval come. Shape: Welford's, so that small spreads of large numbers stay right. */
export class Running {
  count = 0;
  mean = 0;
  private squares = 0;

  add(value: number): void {
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
  }

  get spread(): number {
    return this.count < 2 ? 0 : Math.sqrt(this.squares / (this.count - 1));
  }

  /** Gives the mean with its interval of 95 %. Shape: of one value alone the interval is that value. */
  estimate(): Estimate {
    const half = this.count < 2 ? 0 : studentQuantile(this.count - 1) * this.spread / Math.sqrt(this.count);
    return estimate(this.mean, this.mean - half, this.mean + half);
  }
}

/** Gives a share of so many with its interval of 95 %. Source: Wilson, 1927. */
export function shareEstimate(hits: number, count: number): Estimate {
  const z2 = normalQuantile(0.975) ** 2;
  const share = hits / count;
  const middle = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = Math.sqrt(z2 * (share * (1 - share) / count + z2 / (4 * count * count))) / (1 + z2 / count);
  return estimate(share, Math.max(0, middle - half), Math.min(1, middle + half));
}

/** Gives the ranks, from 0, of a quantile and of its interval of 95 % among so many sorted values. Shape: the quantile's rank is what a further value stays below with at least that probability, where there are enough values. */
export function ranksOf(share: number, count: number): { readonly at: number; readonly low: number; readonly high: number } {
  const within = (rank: number): number => Math.min(count - 1, Math.max(0, rank));
  const half = normalQuantile(0.975) * Math.sqrt(count * share * (1 - share));
  return { at: within(Math.ceil(share * (count + 1)) - 1), low: within(Math.floor(share * count - half) - 1), high: within(Math.ceil(share * count + half)) };
}

/** Gives a quantile over days, exact, with the interval that order statistics give it. */
export function quantileEstimate(values: Float64Array, share: number): Estimate {
  const sorted = values.slice().sort();
  const { at, low, high } = ranksOf(share, sorted.length);
  return estimate(sorted[at]!, sorted[low]!, sorted[high]!);
}

/** Gives a quantile over days alone. */
export function quantileOver(values: Float64Array, share: number): number {
  return values.slice().sort()[ranksOf(share, values.length).at]!;
}

const linear = 64;
const perOctave = 32;
/** Is how many values a histogram tells apart: whole ones below 64, then 32 an octave up to 2^17. */
export const histogramBuckets = linear + 11 * perOctave;
/** Is how far a quantile of a histogram may be from the exact one. Shape: one unit below 64 (half of one below 63), half a bucket or 1/64 of the value from there on. */
export const histogramError = { relative: 1 / 64, below64: 1 } as const;

/** Gives the bucket of a value of 0 or more. */
export function bucketOf(value: number): number {
  if (value < linear) return Math.min(linear - 1, Math.round(value));
  const octave = Math.min(16, 31 - Math.clz32(value));
  return Math.min(histogramBuckets - 1, linear + (octave - 6) * perOctave + Math.floor((value / 2 ** octave - 1) * perOctave));
}

/** Gives the value in the middle of a bucket. */
export function middleOf(bucket: number): number {
  if (bucket < linear) return bucket;
  const octave = 6 + Math.floor((bucket - linear) / perOctave);
  return 2 ** octave * (1 + ((bucket - linear) % perOctave + 0.5) / perOctave);
}

/** Gives a quantile with its interval from one row of histograms. Shape: `scale` turns its unit into that of the result. */
export function histogramQuantile(counts: Uint32Array, row: number, total: number, share: number, scale: number): Estimate {
  const { at, low, high } = ranksOf(share, total);
  const values = [0, 0, 0];
  const wanted = [at, low, high];
  let seen = 0;
  for (let bucket = 0; bucket < histogramBuckets; bucket += 1) {
    const count = counts[row * histogramBuckets + bucket]!;
    if (count === 0) continue;
    wanted.forEach((rank, which) => {
      if (rank >= seen && rank < seen + count) values[which] = middleOf(bucket) * scale;
    });
    seen += count;
  }
  return estimate(values[0]!, values[1]!, values[2]!);
}

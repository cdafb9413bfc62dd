import type { NumberList } from './number-list.ts';
import type { N42Category, N42Energy } from './shapes.ts';

/** Is what is known of a spectrum besides its counts. */
export interface SpectrumHead {
  readonly id: string | null;
  readonly detector: string | null;
  category: N42Category;
  readonly liveTimeSeconds: number | null;
  readonly realTimeSeconds: number | null;
  readonly quality: string | null;
}

/** Says why counts cannot be taken. Shape: codes too-many-channels, count-not-a-number, counted-zeroes-malformed. */
export interface WrongCounts {
  readonly code: 'too-many-channels' | 'count-not-a-number' | 'counted-zeroes-malformed';
  readonly reason: string;
}

/** Is the size of a list of counts, and its sum. */
export interface CountsFound {
  readonly channels: number;
  readonly counts: number;
}

/** Gives what is said of the compression of counts. */
export function compressionOf(attributes: Readonly<Record<string, string>>): string {
  return (attributes['compressionCode'] ?? attributes['CompressionCode'] ?? attributes['Compression'] ?? attributes['compression'] ?? 'None').trim();
}

/** Says whether counts are sent as counted zeroes. */
export function areFolded(attributes: Readonly<Record<string, string>>): boolean {
  const compression = compressionOf(attributes);
  return compression === 'CountedZeroes' || /^counted[_ -]?zer(o|oe)s$/i.test(compression);
}

/**
 * Measures a list of counts without unfolding it. Shape: in counted zeroes a 0 is followed by how many zeroes stand there.
 * Refuses: too-many-channels, count-not-a-number, counted-zeroes-malformed.
 */
export function measureCounts(list: NumberList, isFolded: boolean, most: number): CountsFound | WrongCounts {
  const { values, measured } = list;
  if (measured !== null && measured.isFolded === isFolded && measured.channels <= most) return measured;
  if (list.wrong !== null) return { code: 'count-not-a-number', reason: `"${list.wrong}" stands among the counts and is no finite number.` };
  const tooMany: WrongCounts = { code: 'too-many-channels', reason: `The spectrum has more than ${most} channels; no detector has so many.` };
  if (list.count > values.length) return tooMany;
  let channels = 0;
  let counts = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (!isFolded || value !== 0) {
      channels += 1;
      counts += value;
      continue;
    }
    at += 1;
    const run = values[at];
    if (run === undefined) return { code: 'counted-zeroes-malformed', reason: 'The counted zeroes end with a 0 that no number of zeroes follows.' };
    if (run < 1 || !Number.isInteger(run)) return { code: 'counted-zeroes-malformed', reason: `In counted zeroes a whole number above 0 follows a 0; here ${run} does (number ${at + 1} of the list).` };
    if (run > most) return tooMany;
    channels += run;
  }
  return channels > most ? tooMany : { channels, counts };
}

/**
 * Is one spectrum. Unit: seconds, counts, keV.
 * Shape: as JSON it gives its size and sum; the counts come from `channelCounts`, which unfolds them anew at each call, so that a thousand spectra cost what their text did.
 */
export class N42Spectrum {
  readonly id: string | null;
  readonly detector: string | null;
  category: N42Category;
  readonly liveTimeSeconds: number | null;
  readonly realTimeSeconds: number | null;
  readonly quality: string | null;
  readonly channels: number;
  readonly counts: number;
  energy: N42Energy | null = null;
  readonly #values: NumberList['values'];
  readonly #isFolded: boolean;

  constructor(head: SpectrumHead, list: NumberList, isFolded: boolean, found: CountsFound) {
    this.id = head.id;
    this.detector = head.detector;
    this.category = head.category;
    this.liveTimeSeconds = head.liveTimeSeconds;
    this.realTimeSeconds = head.realTimeSeconds;
    this.quality = head.quality;
    this.channels = found.channels;
    this.counts = found.counts;
    this.#values = list.values;
    this.#isFolded = isFolded;
  }

  /** Gives the counts of every channel. Shape: a new array at each call; whole numbers unless fractions or negative ones were sent. */
  channelCounts(): NumberList['values'] {
    const values = this.#values;
    if (!this.#isFolded) return values.slice();
    if (values instanceof Uint16Array) return unfold(values, new Uint16Array(this.channels));
    return values instanceof Uint32Array ? unfold(values, new Uint32Array(this.channels)) : unfold(values, new Float64Array(this.channels));
  }

  /** Gives the lower edges of all channels and the upper edge of the last. Unit: keV. Shape: channels + 1; null where no energy calibration goes with the spectrum or it does not rise. */
  channelEdges(): Float64Array | null {
    const { energy, channels } = this;
    if (energy === null) return null;
    const edges = new Float64Array(channels + 1);
    if (energy.kind === 'polynomial') {
      for (let at = 0; at <= channels; at += 1) {
        let value = 0;
        for (let power = energy.coefficients.length - 1; power >= 0; power -= 1) value = value * at + energy.coefficients[power]!;
        edges[at] = value;
      }
    } else if (energy.kind === 'boundaries') {
      const { energies } = energy;
      if (energies.length < Math.max(2, channels)) return null;
      for (let at = 0; at <= channels; at += 1) edges[at] = energies[at] ?? energies[channels - 1]! * 2 - energies[channels - 2]!;
    } else {
      drawLines(edges, energy.points);
    }
    return edges[channels]! > edges[0]! && Number.isFinite(edges[channels]!) ? edges : null;
  }

  toJSON(): Record<string, unknown> {
    const { id, detector, category, liveTimeSeconds, realTimeSeconds, quality, channels, counts, energy } = this;
    const shown = energy?.kind === 'boundaries' ? { kind: energy.kind, count: energy.energies.length } : energy;
    return { id, detector, category, liveTimeSeconds, realTimeSeconds, quality, channels, counts, energy: shown };
  }
}

function unfold<T extends NumberList['values']>(values: T, counts: T): T {
  let channel = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value === 0) {
      at += 1;
      channel += values[at]!;
    } else {
      counts[channel] = value;
      channel += 1;
    }
  }
  return counts;
}

function drawLines(edges: Float64Array, points: readonly (readonly [number, number])[]): void {
  let from = 0;
  for (let at = 0; at < edges.length; at += 1) {
    while (from + 2 < points.length && points[from + 1]![0] <= at) from += 1;
    const [one, other] = [points[from]!, points[from + 1]!];
    edges[at] = one[1] + ((at - one[0]) * (other[1] - one[1])) / (other[0] - one[0]);
  }
}

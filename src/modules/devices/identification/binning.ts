/** Is a spectrum as identification takes it. Unit: counts, keV, seconds. Shape: one more edge than counts, rising. */
export interface MeasuredSpectrum {
  readonly counts: ArrayLike<number>;
  readonly edges: ArrayLike<number>;
  readonly liveTimeSeconds: number | null;
}

/** How many bins spectra of any calibration are brought to, and their range. Unit: keV. Source: reference of identification: 160 bins of equal width in the root of the energy. */
export const bins = { count: 160, from: 40, to: 3000 } as const;

/** Are the edges of the bins. Unit: keV. */
export const binEdges: Float64Array = Float64Array.from({ length: bins.count + 1 }, (_, at) => (Math.sqrt(bins.from) + (at / bins.count) * (Math.sqrt(bins.to) - Math.sqrt(bins.from))) ** 2);

/**
 * Brings a spectrum to the common bins; a channel that lies in two is shared by width.
 * Shape: counts below and above the range are left out. `gain` multiplies every energy.
 */
export function rebin(spectrum: MeasuredSpectrum, gain = 1): Float64Array {
  const { counts, edges } = spectrum;
  const result = new Float64Array(bins.count);
  let bin = 0;
  for (let channel = 0; channel < counts.length; channel += 1) {
    const count = Math.max(0, counts[channel]!);
    const [low, high] = [edges[channel]! * gain, edges[channel + 1]! * gain];
    if (count === 0 || !(high > low) || high <= bins.from) continue;
    if (low >= bins.to) break;
    while (bin > 0 && binEdges[bin]! > low) bin -= 1;
    while (bin < bins.count - 1 && binEdges[bin + 1]! <= low) bin += 1;
    for (let at = bin; at < bins.count && binEdges[at]! < high; at += 1) {
      const shared = Math.min(high, binEdges[at + 1]!) - Math.max(low, binEdges[at]!);
      if (shared > 0) result[at]! += (count * shared) / (high - low);
    }
  }
  return result;
}

/** Adds up. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at]!;
  return total;
}

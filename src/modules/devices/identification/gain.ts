import type { MeasuredSpectrum } from './binning.ts';
import { findLine } from './lines.ts';

/** Is one line of the background as it was found. Unit: keV, percent, standard deviations. */
export interface GainLine {
  readonly nuclide: 'K-40' | 'Tl-208';
  readonly energy: number;
  readonly foundAt: number;
  readonly widthKeV: number;
  readonly resolutionPercent: number;
  readonly z: number;
}

/** Is the daily check of a detector by its own background. Shape: `gain` is where lines are found over where they belong; `shiftPercent` its distance from 1. */
export interface GainCheck {
  readonly verdict: 'within' | 'outside' | 'not-measurable';
  readonly gain: number | null;
  readonly shiftPercent: number | null;
  readonly resolutionPercent: number | null;
  readonly tolerancePercent: number;
  readonly lines: readonly GainLine[];
}

const lines = [{ nuclide: 'K-40', energy: 1460.8 }, { nuclide: 'Tl-208', energy: 2614.5 }] as const;
/** Source: the project's proposal for portals, a shift of 2 % at most. */
const tolerancePercent = 2;
const widths = [0.0015, 0.003, 0.006, 0.012, 0.02, 0.03, 0.045, 0.06];
const reach = 0.12;

function locate(spectrum: MeasuredSpectrum, nuclide: GainLine['nuclide'], energy: number): GainLine | null {
  let best: { at: number; width: number; z: number } | null = null;
  for (const relative of widths) {
    const width = relative * energy;
    for (let at = energy * (1 - reach); at <= energy * (1 + reach); at += width / 5) {
      const { z } = findLine(spectrum, null, at, width);
      if (best === null || z > best.z) best = { at, width, z };
    }
  }
  if (best === null || best.z < 5) return null;
  const refined = centre(spectrum, best.at, best.width);
  if (refined === null) return null;
  return { nuclide, energy, foundAt: refined.at, widthKeV: refined.width, resolutionPercent: (refined.width / refined.at) * 100, z: best.z };
}

/** Finds the centre and the width of a peak over a straight line drawn between its sides. */
function centre({ counts, edges }: MeasuredSpectrum, start: number, guess: number): { at: number; width: number } | null {
  let [at, width] = [start, guess];
  for (let round = 0; round < 6; round += 1) {
    const half = 1.3 * width;
    const beside = (from: number, to: number): number => {
      let [total, span] = [0, 0];
      for (let channel = 0; channel < counts.length; channel += 1) {
        const middle = (edges[channel]! + edges[channel + 1]!) / 2;
        if (middle < from || middle > to) continue;
        total += counts[channel]!;
        span += edges[channel + 1]! - edges[channel]!;
      }
      return span === 0 ? 0 : total / span;
    };
    const [left, right] = [beside(at - 2.6 * width, at - half), beside(at + half, at + 2.6 * width)];
    let [area, moment, square] = [0, 0, 0];
    for (let channel = 0; channel < counts.length; channel += 1) {
      const middle = (edges[channel]! + edges[channel + 1]!) / 2;
      if (Math.abs(middle - at) > half) continue;
      const net = counts[channel]! - (left + ((right - left) * (middle - at + half)) / (2 * half)) * (edges[channel + 1]! - edges[channel]!);
      area += net;
      moment += net * middle;
      square += net * middle * middle;
    }
    if (area <= 0) return null;
    const found = moment / area;
    const variance = square / area - found * found;
    if (!Number.isFinite(found) || Math.abs(found - start) > 2 * guess) return null;
    at = found;
    if (variance > 0) width = Math.min(guess * 2, Math.max(guess / 2, 2.355 * Math.sqrt(variance)));
  }
  return { at, width };
}

/** Checks the gain and the resolution of a detector by K-40 and Tl-208 in its own background. Shape: not-measurable where neither line stands out by five standard deviations; that is no pass. */
export function checkGain(background: MeasuredSpectrum): GainCheck {
  const found = lines.flatMap(({ nuclide, energy }) => locate(background, nuclide, energy) ?? []);
  if (found.length === 0) return { verdict: 'not-measurable', gain: null, shiftPercent: null, resolutionPercent: null, tolerancePercent, lines: [] };
  // Of both lines the surer weighs more.
  const weight = found.reduce((total, { z }) => total + z * z, 0);
  const gain = found.reduce((total, { foundAt, energy, z }) => total + (z * z * foundAt) / energy, 0) / weight;
  const shiftPercent = (gain - 1) * 100;
  const isOutside = Math.abs(shiftPercent) > tolerancePercent;
  return { verdict: isOutside ? 'outside' : 'within', gain, shiftPercent, resolutionPercent: found[0]!.resolutionPercent, tolerancePercent, lines: found };
}

import type { MeasuredSpectrum } from './binning.ts';
import { nuclides } from './categories.ts';

/** Is a library line that was looked for in a spectrum. Unit: keV, counts, standard deviations. */
export interface LineFound {
  readonly energy: number;
  readonly net: number;
  readonly z: number;
}

/** Is one nuclide whose lines were found. Shape: `matched` is the share of its expected light that its found lines have, 0 to 1. */
export interface LineCandidate {
  readonly nuclide: string;
  readonly score: number;
  readonly matched: number;
  readonly net: number;
  readonly lines: readonly LineFound[];
}

const leastSignificance = 4;

/** Says whether peaks of a spectrum can be taken one by one. Shape: by its channels, at least 4,000 of less than 1 keV. Source: HPGe analysers have 4,096 channels and more; scintillators are read into 256 to 2,048. */
export function isHighResolution({ counts, edges }: MeasuredSpectrum): boolean {
  return counts.length >= 4000 && edges[counts.length]! - edges[0]! > 0 && (edges[counts.length]! - edges[0]!) / counts.length < 1;
}

/** Gives the full width at half height that a germanium detector has. Unit: keV. */
function germaniumWidth(energy: number): number {
  return Math.sqrt(0.8 + 0.0022 * energy);
}

function channelAt(edges: ArrayLike<number>, energy: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= energy) low = middle;
    else high = middle;
  }
  return low;
}

interface Net { readonly net: number; readonly variance: number }

function netAt({ counts, edges }: MeasuredSpectrum, energy: number, width: number): Net {
  const between = (from: number, to: number): { counts: number; channels: number } => {
    let total = 0;
    const [first, last] = [channelAt(edges, from), channelAt(edges, to)];
    for (let channel = first; channel < last; channel += 1) total += counts[channel] ?? 0;
    return { counts: total, channels: Math.max(1, last - first) };
  };
  const peak = between(energy - 1.2 * width, energy + 1.2 * width);
  const left = between(energy - 3.2 * width, energy - 1.6 * width);
  const right = between(energy + 1.6 * width, energy + 3.2 * width);
  const share = peak.channels / (left.channels + right.channels);
  const beside = left.counts + right.counts;
  return { net: peak.counts - beside * share, variance: peak.counts + beside * share * share + 1 };
}

/** Looks for one line above what stands beside it, less what the background has there. */
export function findLine(spectrum: MeasuredSpectrum, background: MeasuredSpectrum | null, energy: number, width = germaniumWidth(energy)): LineFound {
  const here = netAt(spectrum, energy, width);
  const there = background === null ? { net: 0, variance: 0 } : netAt(background, energy, width);
  const times = background === null || spectrum.liveTimeSeconds === null || background.liveTimeSeconds === null || background.liveTimeSeconds === 0 ? 1 : spectrum.liveTimeSeconds / background.liveTimeSeconds;
  const net = here.net - Math.max(0, there.net) * times;
  return { energy, net, z: net / Math.sqrt(here.variance + there.variance * times * times) };
}

/** Ranks nuclides by their lines. Shape: best first; a nuclide whose strongest line above 40 keV is not found is none. Source: local-background test at library lines; efficiency falls with the energy from 120 keV on. */
export function matchLines(spectrum: MeasuredSpectrum, background: MeasuredSpectrum | null): readonly LineCandidate[] {
  const candidates: LineCandidate[] = [];
  for (const { nuclide, lines } of nuclides) {
    const seen = lines.filter(([energy]) => energy > 40 && energy < spectrum.edges[spectrum.counts.length]! - 20).map(([energy, percent]) => ({ weight: percent * efficiency(energy), found: findLine(spectrum, background, energy) }));
    const strongest = seen.toSorted((one, other) => other.weight - one.weight)[0];
    if (strongest === undefined || strongest.found.z < leastSignificance) continue;
    const all = seen.reduce((total, { weight }) => total + weight, 0);
    const found = seen.filter(({ found: line }) => line.z >= 3);
    // A line that ought to stand out beside the strongest and does not speaks against the nuclide.
    const expected = seen.filter(({ weight }) => (strongest.found.z * weight) / strongest.weight >= 4).reduce((total, { weight }) => total + weight, 0);
    const matched = found.reduce((total, { weight }) => total + weight, 0) / Math.max(expected, strongest.weight, all * 0.3);
    const net = found.reduce((total, { found: line }) => total + line.net, 0);
    candidates.push({ nuclide, score: Math.min(1, matched) ** 2 * Math.log(1 + net), matched: Math.min(1, matched), net, lines: found.map(({ found: line }) => line) });
  }
  return candidates.toSorted((one, other) => other.score - one.score || other.lines.length - one.lines.length);
}

function efficiency(energy: number): number {
  return energy < 120 ? energy / 120 : (120 / energy) ** 0.8;
}

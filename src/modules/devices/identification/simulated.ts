import type { MeasuredSpectrum } from './binning.ts';
import { findNuclide } from './categories.ts';
import { seeded } from '../simulators/seeded.ts';

/** Is a model of a detector. Unit: keV, fractions. Shape: the width of a peak is `fwhmAt662` × 662 × (E / 662) ^ `power`. */
export interface DetectorModel {
  readonly name: string;
  readonly kind: 'NaI' | 'LaBr' | 'HPGe';
  readonly channels: number;
  readonly keVPerChannel: number;
  readonly fwhmAt662: number;
  readonly power: number;
  /** The share of full absorption at 662 keV, and how fast it falls with energy. */
  readonly photofraction: number;
  readonly fall: number;
  /** Below this the detector sees little. Unit: keV. */
  readonly threshold: number;
}

/** Are detectors as they are sold: resolutions of 7.5 %, 3.1 % and 0.25 % at 662 keV. Source: makers' data sheets, rounded. */
export const detectorModels = {
  NaI: { name: 'NaI 2x2', kind: 'NaI', channels: 1024, keVPerChannel: 3, fwhmAt662: 0.075, power: 0.55, photofraction: 0.33, fall: 0.9, threshold: 25 },
  LaBr: { name: 'LaBr3 1.5x1.5', kind: 'LaBr', channels: 2048, keVPerChannel: 1.5, fwhmAt662: 0.031, power: 0.5, photofraction: 0.28, fall: 0.95, threshold: 20 },
  HPGe: { name: 'HPGe 40 %', kind: 'HPGe', channels: 8192, keVPerChannel: 0.375, fwhmAt662: 0.0025, power: 0.25, photofraction: 0.25, fall: 0.85, threshold: 15 },
} as const satisfies Readonly<Record<string, DetectorModel>>;

/** Draws a count of Poisson's distribution. Shape: exact below 30; above by the normal distribution, rounded, never below zero. */
export function poisson(mean: number, random: () => number): number {
  if (mean <= 0) return 0;
  if (mean < 30) {
    const limit = Math.exp(-mean);
    let product = random();
    let count = 0;
    while (product > limit) {
      product *= random();
      count += 1;
    }
    return count;
  }
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
}

/** Gives the full width at half height of a peak. Unit: keV. */
export function widthAt(model: DetectorModel, energy: number): number {
  return model.fwhmAt662 * 661.7 * (Math.max(energy, 1) / 661.7) ** model.power;
}

/** Gives the probability per channel of one photon of an energy: photopeak, Compton continuum to its edge, backscatter and, above 1.5 MeV, escape peaks. Shape: not normalised. */
function addLine(shape: Float64Array, model: DetectorModel, energy: number, intensity: number): void {
  const full = Math.min(0.95, model.photofraction * (661.7 / energy) ** model.fall);
  const seen = intensity / (1 + (model.threshold / energy) ** 4) / (1 + (energy / 2000) ** 0.8);
  addPeak(shape, model, energy, seen * full);
  const edge = energy - energy / (1 + (2 * energy) / 511);
  const scattered = seen * (1 - full);
  if (edge > 5) {
    const blur = widthAt(model, edge) / 2.355;
    const weights = new Float64Array(shape.length);
    let total = 0;
    for (let channel = 0; channel < shape.length; channel += 1) {
      const at = (channel + 0.5) * model.keVPerChannel;
      if (at > edge + 4 * blur) break;
      const rise = 0.75 + 0.5 * (at / edge) ** 3;
      weights[channel] = rise / (1 + Math.exp((at - edge) / (0.6 * blur + 0.5)));
      total += weights[channel]!;
    }
    for (let channel = 0; channel < shape.length; channel += 1) shape[channel]! += (scattered * 0.8 * weights[channel]!) / total;
    addPeak(shape, model, energy / (1 + (2 * energy) / 511), scattered * 0.14, 2.2);
  }
  if (energy > 1500) {
    addPeak(shape, model, energy - 511, seen * full * 0.2);
    addPeak(shape, model, energy - 1022, seen * full * 0.15);
  }
}

function addPeak(shape: Float64Array, model: DetectorModel, energy: number, area: number, wider = 1): void {
  const sigma = (widthAt(model, energy) / 2.355) * wider;
  const [from, to] = [Math.max(0, Math.floor((energy - 5 * sigma) / model.keVPerChannel)), Math.min(shape.length - 1, Math.ceil((energy + 5 * sigma) / model.keVPerChannel))];
  let total = 0;
  const height = (channel: number): number => Math.exp(-0.5 * (((channel + 0.5) * model.keVPerChannel - energy) / sigma) ** 2);
  for (let channel = from; channel <= to; channel += 1) total += height(channel);
  if (total > 0) for (let channel = from; channel <= to; channel += 1) shape[channel]! += (area * height(channel)) / total;
}

function normalised(shape: Float64Array): Float64Array {
  let total = 0;
  for (const value of shape) total += value;
  return total === 0 ? shape : shape.map((value) => value / total);
}

/** Gives the expected share of each channel of a nuclide's counts. Shape: sums to 1; undefined for a nuclide that the table does not have. */
export function shapeOf(nuclide: string, model: DetectorModel): Float64Array | undefined {
  const entry = findNuclide(nuclide);
  if (entry === undefined) return undefined;
  const shape = new Float64Array(model.channels);
  for (const [energy, percent] of entry.lines) addLine(shape, model, energy, percent);
  return normalised(shape);
}

/** Gives the expected share of each channel of a natural background: K-40, the radium and the thorium series over a continuum of scattered photons. */
export function backgroundShape(model: DetectorModel): Float64Array {
  const shape = new Float64Array(model.channels);
  for (const [nuclide, share] of [['K-40', 0.16], ['Ra-226', 0.14], ['Th-232', 0.14]] as const) shapeOf(nuclide, model)!.forEach((value, channel) => (shape[channel]! += value * share));
  const continuum = normalised(Float64Array.from({ length: model.channels }, (_, channel) => {
    const energy = (channel + 0.5) * model.keVPerChannel;
    return energy > 2700 ? 0 : (Math.exp(-energy / 180) + 0.06 * Math.exp(-energy / 900)) / (1 + (2 * model.threshold / energy) ** 4);
  }));
  continuum.forEach((value, channel) => (shape[channel]! += value * 0.56));
  return normalised(shape);
}

/** Is what to simulate. Unit: counts, seconds. Shape: expected counts of each nuclide and of the background; `gain` moves all energies, as a detector does that drifts. */
export interface Simulation {
  readonly model: DetectorModel;
  readonly nuclides: readonly { readonly nuclide: string; readonly counts: number }[];
  readonly backgroundCounts: number;
  readonly seed: number;
  readonly liveTimeSeconds?: number;
  readonly gain?: number;
}

/** Gives the lower edges of a model's channels and the upper edge of the last. Unit: keV. */
export function edgesOf(model: DetectorModel): Float64Array {
  return Float64Array.from({ length: model.channels + 1 }, (_, channel) => channel * model.keVPerChannel);
}

/** Simulates one measurement: whole counts drawn of Poisson's distribution channel by channel, the same for the same seed. Refuses: a nuclide that the table does not have, as a fault of the caller. */
export function simulateSpectrum({ model, nuclides, backgroundCounts, seed, liveTimeSeconds = 60, gain = 1 }: Simulation): MeasuredSpectrum {
  const random = seeded(seed);
  const asDrifted = { ...model, keVPerChannel: model.keVPerChannel / gain };
  const mean = backgroundCounts > 0 ? backgroundShape(asDrifted).map((value) => value * backgroundCounts) : new Float64Array(model.channels);
  for (const { nuclide, counts } of nuclides) {
    const shape = shapeOf(nuclide, asDrifted);
    if (shape === undefined) throw new Error(`No lines of ${nuclide} are known`);
    shape.forEach((value, channel) => (mean[channel]! += value * counts));
  }
  return { counts: Uint32Array.from(mean, (value) => poisson(value, random)), edges: edgesOf(model), liveTimeSeconds };
}

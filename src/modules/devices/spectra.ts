import type { ActionContext } from '../../kernel/action.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import type { MeasuredSpectrum } from './identification/binning.ts';
import { findNuclide } from './identification/categories.ts';
import type { SpectraForIdentification } from './identification/from-n42.ts';
import { checkGain } from './identification/gain.ts';
import { identifySpectrum } from './identification/identify.ts';
import type { Identification } from './identification/identify.ts';
import { isSpectrometric } from './rules/counting.ts';
import { insertCheck } from './store/devices.ts';
import type { ReceivingRow } from './store/receiving.ts';
import { insertAdvice, templatesOf } from './store/spectra.ts';

/** Is what identification advises of a spectrum that came with an alarm. Shape: `advice` is always true and `mayRelease` never. */
export type SpectrumAdvice = Pick<Identification, 'advice' | 'mayRelease' | 'method' | 'verdict' | 'confidence' | 'annihilation' | 'counts' | 'netCounts'> & {
  nuclides: string[]; categories: string[]; snm: string[]; notes: string[];
  readonly detectorModel: string | null;
  readonly templates: number;
  candidates: { nuclides: string[]; share: number }[];
};

const candidatesKept = 5;
const hour = 3_600_000;
/** Is how often the gain is noted while it stays within: twice as often as it must be. Unit: hours. */
const gainEveryHours = 12;

/** Advises on the spectrum of a message by the templates of the detector's model, and keeps the advice. Shape: undefined where there is no spectrum to go by. */
export async function adviseOn({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, deviceId: string, messageId: string, spectra: SpectraForIdentification, deviceModel: string): Promise<SpectrumAdvice | undefined> {
  if (spectra.foreground === null) return undefined;
  const detectorModel = spectra.detectorModel ?? deviceModel;
  const templates = await templatesOf(tx, eventId, now, detectorModel);
  const found = identifySpectrum(spectra.foreground, { templates, background: spectra.background, detectorModel });
  const { advice, mayRelease, method, verdict, nuclides, categories, confidence, snm, annihilation, counts, netCounts, notes } = found;
  const kept: SpectrumAdvice = { advice, mayRelease, method, verdict, nuclides: [...nuclides], categories: [...categories], confidence, snm: [...snm], annihilation, counts, netCounts, notes: [...notes], detectorModel, templates: templates.length, candidates: found.candidates.slice(0, candidatesKept).map((one) => ({ nuclides: [...one.nuclides], share: one.share })) };
  await insertAdvice(tx, eventId, deviceId, messageId, kept, now);
  return kept;
}

/**
 * Records the gain of a spectrometric device by K-40 and Tl-208 in its own background: once in half a day while it stays within, at once where it has left its tolerance or come back.
 * Shape: the check's row; undefined where nothing is to be recorded. A background in which neither line stands out is no pass and no failure.
 */
export async function noteGain({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, device: Pick<ReceivingRow, 'device_id' | 'settings'>, messageId: string, background: MeasuredSpectrum | null, at: string, checks: ReceivingRow['checks']): Promise<ReceivingRow['checks'][number] | undefined> {
  if (background === null || !isSpectrometric(device.settings)) return undefined;
  const gain = checkGain(background);
  if (gain.verdict === 'not-measurable') return undefined;
  const passed = gain.verdict === 'within';
  const performedAt = at < now ? at : now;
  const last = checks.findLast((check) => check.kind === 'gain');
  if (last !== undefined && (last.performed_at >= performedAt || (last.passed === passed && Date.parse(performedAt) - Date.parse(last.performed_at) < gainEveryHours * hour))) return undefined;
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const measured = { shiftPercent: round(gain.shiftPercent ?? 0), resolutionPercent: round(gain.resolutionPercent ?? 0), ...Object.fromEntries(gain.lines.map((line) => [`${line.nuclide} keV`, round(line.foundAt)])) };
  const check = { checkId: wordsId('gain', eventId, device.device_id, messageId), deviceId: device.device_id, kind: 'gain', passed, performedAt, validUntil: null, measured, certificate: null, condemnsSince: null, note: '' };
  await insertCheck(tx, eventId, check, now, null);
  return { check_id: check.checkId, kind: 'gain', passed, performed_at: performedAt, valid_until: null, condemns_since: null };
}

/** Is a spectrum brought to what a plot can show. Unit: keV, counts per second and keV; counts per keV where no live time was told. */
export interface PlottedSpectrum { energies: number[]; values: number[]; readonly perSecond: boolean; readonly counts: number; readonly liveTimeSeconds: number | null }

const plottedPoints = 512;

/** Brings a spectrum to at most some five hundred points by adding neighbouring channels; channels below zero energy are left out. */
export function plotted(spectrum: MeasuredSpectrum): PlottedSpectrum {
  const { counts, edges, liveTimeSeconds } = spectrum;
  const together = Math.max(1, Math.ceil(counts.length / plottedPoints));
  const perSecond = liveTimeSeconds !== null && liveTimeSeconds > 0;
  const energies: number[] = [];
  const values: number[] = [];
  let all = 0;
  for (let from = 0; from < counts.length; from += together) {
    const to = Math.min(counts.length, from + together);
    let sum = 0;
    for (let channel = from; channel < to; channel += 1) sum += counts[channel]!;
    all += sum;
    const width = edges[to]! - edges[from]!;
    if (!(width > 0) || edges[from]! < 0) continue;
    energies.push(Math.round(((edges[from]! + edges[to]!) / 2) * 100) / 100);
    values.push(Number((sum / width / (perSecond ? liveTimeSeconds : 1)).toPrecision(6)));
  }
  return { energies, values, perSecond, counts: all, liveTimeSeconds };
}

const leastYieldPercent = 5;
const mostLines = 6;

/** Lists the lines of nuclides that can be marked in a spectrum: of each its strongest. Unit: keV, per cent. */
export function linesOf(named: readonly string[]): { readonly nuclide: string; readonly energy: number; readonly percent: number }[] {
  return [...new Set(named)].flatMap((name) => {
    const entry = findNuclide(name);
    if (entry === undefined) return [];
    const sorted = [...entry.lines].sort((one, other) => other[1] - one[1]);
    return sorted.filter(([, percent], place) => place === 0 || percent >= leastYieldPercent).slice(0, mostLines).map(([energy, percent]) => ({ nuclide: name, energy, percent }));
  });
}

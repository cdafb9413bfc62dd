import { rebin, sum } from './binning.ts';
import type { MeasuredSpectrum } from './binning.ts';
import { categoryOf, findNuclide, isSnm, nuclideName } from './categories.ts';
import type { NuclideCategory } from './categories.ts';
import { agreementOf, fitShapes } from './fitting.ts';
import { isHighResolution, matchLines } from './lines.ts';

/** Is the spectrum of one source before a detector of one model. Shape: `shape` sums to 1 over the common bins; `counted` is how many counts it was made of. */
export interface Template {
  readonly nuclide: string;
  readonly category: readonly NuclideCategory[];
  readonly detectorModel: string | null;
  readonly source: string;
  readonly shape: Float64Array;
  readonly counted: number;
}

/** Is a nuclide that may be there. Shape: `improvement` is by how much it lowers the deviance of the background alone, or for lines its score; `share` is its weight among all candidates, 0 to 1. Unit: counts. */
export interface Candidate {
  readonly nuclides: readonly string[];
  readonly category: readonly NuclideCategory[];
  readonly improvement: number;
  readonly share: number;
  readonly counts: readonly number[];
  readonly source: string;
}

/** Is what was found. Shape: `advice` is always true: nobody is released on this answer. `snm` names every candidate among the first ten that is special nuclear material, whatever the verdict. */
export interface Identification {
  readonly advice: true;
  readonly mayRelease: false;
  readonly method: 'templates' | 'lines';
  readonly verdict: 'identified' | 'ambiguous' | 'unknown' | 'background-only' | 'too-few-counts';
  /** The nuclides of the best answer; empty unless identified. */
  readonly nuclides: readonly string[];
  readonly categories: readonly NuclideCategory[];
  readonly confidence: number;
  readonly candidates: readonly Candidate[];
  readonly snm: readonly string[];
  /** 511 keV alone is annihilation: any positron emitter, or gamma rays of more than 1022 keV. */
  readonly annihilation: boolean;
  readonly counts: number;
  readonly netCounts: number | null;
  readonly chiSquarePerBin: number | null;
  readonly notes: readonly ('no-background' | 'other-detector-model' | 'no-templates' | 'poor-fit' | 'other-resolution')[];
}

/** Is what identification needs besides the spectrum. */
export interface IdentifyOptions {
  readonly templates: readonly Template[];
  readonly background?: MeasuredSpectrum | null;
  /** The model that measured; templates of another one give no identification, only candidates. */
  readonly detectorModel?: string | null;
}

const leastCounts = 30;
/** By so much a source must lower the deviance: about four standard deviations, with fifty sources to choose from. */
const significant = 22;
const secondSource = 24;
const named = 10;
/** Widths of the blur that is tried, in bins, and by how much it must lower the deviance to tell another resolution. */
const blurs = [0.6, 1, 1.6];
const otherResolution = 12;

function flat(values: Float64Array): { shape: Float64Array; counted: number } {
  const counted = sum(values);
  // Half a count over all bins keeps a bin without counts from being called impossible.
  return { shape: values.map((value) => (value + 0.5 / values.length) / (counted + 0.5)), counted };
}

/** Makes a template of a spectrum of a source, less the background of the same place where there is one. */
export function templateOf(spectrum: MeasuredSpectrum, about: { readonly nuclide: string; readonly category?: readonly NuclideCategory[]; readonly detectorModel: string | null; readonly source: string }, background: MeasuredSpectrum | null = null): Template {
  const counts = rebin(spectrum);
  if (background !== null && background.liveTimeSeconds !== null && spectrum.liveTimeSeconds !== null && background.liveTimeSeconds > 0) {
    const times = spectrum.liveTimeSeconds / background.liveTimeSeconds;
    rebin(background).forEach((value, bin) => (counts[bin] = Math.max(0, counts[bin]! - value * times)));
  }
  const nuclide = nuclideName(about.nuclide);
  return { nuclide, category: about.category ?? categoryOf(nuclide), detectorModel: about.detectorModel, source: about.source, ...flat(counts) };
}

/**
 * Says which source a spectrum is of. It advises and never releases.
 * Shape: spectra of germanium are answered by their lines; all others by a fit of whole spectra to the templates of the same detector model, with up to two sources over the background.
 */
export function identifySpectrum(spectrum: MeasuredSpectrum, options: IdentifyOptions): Identification {
  const total = sum(spectrum.counts);
  const notes: Identification['notes'][number][] = options.background === undefined || options.background === null ? ['no-background'] : [];
  const isFine = isHighResolution(spectrum);
  const base = { advice: true, mayRelease: false, method: isFine ? 'lines' : 'templates', nuclides: [], categories: [], confidence: 0, candidates: [], snm: [], annihilation: false, counts: total, netCounts: null, chiSquarePerBin: null } as const;
  if (total < leastCounts) return { ...base, verdict: 'too-few-counts', notes };
  if (isFine) return byLines(spectrum, options, base, notes);
  if (options.templates.length === 0) return { ...base, verdict: 'unknown', notes: [...notes, 'no-templates'] };
  return byTemplates(spectrum, options, base, notes);
}

function blur(shape: Float64Array, width: number): Float64Array {
  const reach = Math.ceil(3 * width);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-0.5 * ((at - reach) / width) ** 2));
  const all = sum(weights);
  const blurred = new Float64Array(shape.length);
  shape.forEach((value, bin) => weights.forEach((weight, at) => {
    const to = Math.min(shape.length - 1, Math.max(0, bin + at - reach));
    blurred[to]! += (value * weight) / all;
  }));
  return blurred;
}

type Base = Omit<Identification, 'verdict' | 'notes'>;

interface Trial {
  readonly templates: readonly Template[];
  readonly amounts: readonly number[];
  readonly deviance: number;
}

function byTemplates(spectrum: MeasuredSpectrum, options: IdentifyOptions, base: Base, notes: Identification['notes'][number][]): Identification {
  const counts = rebin(spectrum);
  const total = sum(counts);
  const own = options.background ?? null;
  const isBackground = ({ category, nuclide }: Template): boolean => /^background$/i.test(nuclide) || (category.length === 1 && category[0] === 'background');
  const measured = own === null ? options.templates.find(isBackground) : flat(rebin(own));
  const background = measured === undefined ? [] : [measured];
  const sources = options.templates.filter((template) => !isBackground(template));
  const fit = (templates: readonly Template[], iterations: number, begin?: readonly number[]): Trial => {
    const { amounts, deviance } = fitShapes(counts, [...background, ...templates].map(({ shape }) => shape), iterations, begin);
    return { templates, amounts, deviance };
  };
  const alone = fit([], 1);
  const first = sources.map((template) => fit([template], 25)).toSorted((one, other) => one.deviance - other.deviance);
  const singles = first.slice(0, 24).map((trial) => fit(trial.templates, 120, trial.amounts)).toSorted((one, other) => one.deviance - other.deviance);
  const best = singles[0];
  if (best === undefined) return { ...base, verdict: 'unknown', notes: [...notes, 'no-templates'] };
  // A detector that sees less sharply than that of the templates makes one source look like two: that is tried first.
  const blurred = Math.min(...blurs.map((width) => fit([{ ...best.templates[0]!, shape: blur(best.templates[0]!.shape, width) }], 120, best.amounts).deviance));
  const isBlurred = best.deviance - blurred > otherResolution;
  const pairs = pairsOf(singles, fit);
  const isPair = pairs[0] !== undefined && Math.min(best.deviance, blurred) - pairs[0].deviance > secondSource;
  const ranked = isPair ? [...pairs.slice(0, 8), ...singles] : singles;
  const winner = ranked[0]!;
  const agreement = agreementOf(counts, [...background, ...winner.templates].map(({ shape }) => shape), winner.amounts, [...background, ...winner.templates].map(({ counted }) => counted));
  const isOther = options.detectorModel !== undefined && options.detectorModel !== null && winner.templates.some(({ detectorModel }) => detectorModel !== null && detectorModel !== options.detectorModel);
  const isPoor = agreement.chiSquarePerBin > agreement.limit;
  if (isOther) notes.push('other-detector-model');
  if (isBlurred) notes.push('other-resolution');
  const candidates = candidatesOf(ranked, alone.deviance, background.length);
  const isSignificant = alone.deviance - winner.deviance > significant;
  const ownAgreement = agreementOf(counts, background.map(({ shape }) => shape), [total], background.map(({ counted }) => counted));
  const confidence = candidates[0]?.share ?? 0;
  const verdict = !isSignificant ? (background.length > 0 && ownAgreement.chiSquarePerBin <= ownAgreement.limit ? 'background-only' : 'unknown') : isPoor ? 'unknown' : isOther || isBlurred || confidence < 0.9 ? 'ambiguous' : 'identified';
  if (isPoor && isSignificant) notes.push('poor-fit');
  const names = winner.templates.map(({ nuclide }) => nuclide);
  return {
    ...base, verdict, nuclides: verdict === 'identified' ? names : [], categories: verdict === 'identified' ? [...new Set(winner.templates.flatMap(({ category }) => category))] : [],
    confidence: verdict === 'identified' || verdict === 'ambiguous' ? Math.round(confidence * 1000) / 1000 : 0, candidates: candidates.slice(0, named), snm: snmOf(candidates),
    annihilation: isSignificant && names.some(isOnlyAnnihilation), netCounts: Math.round(winner.amounts.slice(background.length).reduce((one, other) => one + other, 0)), chiSquarePerBin: Math.round(agreement.chiSquarePerBin * 100) / 100, notes,
  };
}

function pairsOf(singles: readonly Trial[], fit: (templates: readonly Template[], iterations: number, begin?: readonly number[]) => Trial): Trial[] {
  const pairs: Trial[] = [];
  singles.slice(0, 6).forEach((one, at) => {
    for (const other of singles.slice(at + 1, 20)) {
      const [first, second] = [one.templates[0]!, other.templates[0]!];
      if (first.nuclide !== second.nuclide) pairs.push(fit([first, second], 40));
    }
  });
  return pairs.toSorted((one, other) => one.deviance - other.deviance).slice(0, 8).map((pair) => fit(pair.templates, 120, pair.amounts)).toSorted((one, other) => one.deviance - other.deviance);
}

function candidatesOf(ranked: readonly Trial[], alone: number, backgrounds: number): Candidate[] {
  const least = ranked[0]!.deviance;
  const seen = new Map<string, Trial>();
  for (const trial of ranked) {
    const key = trial.templates.map(({ nuclide }) => nuclide).toSorted().join(' + ');
    if (!seen.has(key)) seen.set(key, trial);
  }
  const weights = [...seen.values()].map(({ deviance }) => Math.exp(-Math.max(0, deviance - least) / 2));
  const all = sum(weights);
  return [...seen.values()].map((trial, at) => ({
    nuclides: trial.templates.map(({ nuclide }) => nuclide), category: [...new Set(trial.templates.flatMap(({ category }) => category))], improvement: Math.round((alone - trial.deviance) * 10) / 10,
    share: Math.round((weights[at]! / all) * 1000) / 1000, counts: trial.amounts.slice(backgrounds).map(Math.round), source: trial.templates.map(({ source }) => source).join(', '),
  }));
}

/** Names the special nuclear material among the first candidates. */
function snmOf(candidates: readonly Candidate[]): string[] {
  return [...new Set(candidates.slice(0, named).flatMap(({ nuclides }) => nuclides.filter(isSnm)))];
}

function isOnlyAnnihilation(nuclide: string): boolean {
  const lines = findNuclide(nuclide)?.lines ?? [];
  return lines.length > 0 && lines.filter(([, percent]) => percent >= 5).every(([energy]) => Math.abs(energy - 511) < 5);
}

function byLines(spectrum: MeasuredSpectrum, options: IdentifyOptions, base: Base, notes: Identification['notes'][number][]): Identification {
  const found = matchLines(spectrum, options.background ?? null);
  const isOwn = (nuclide: string): boolean => options.background == null && categoryOf(nuclide).includes('background');
  const ranked = found.filter(({ nuclide }) => !isOwn(nuclide));
  const all = ranked.reduce((total, { score }) => total + score ** 2, 0);
  const candidates = ranked.slice(0, named).map(({ nuclide, score, net, lines }): Candidate => ({
    nuclides: [nuclide], category: categoryOf(nuclide), improvement: Math.round(score * 10) / 10, share: Math.round((score ** 2 / all) * 1000) / 1000, counts: [Math.round(net)], source: `${lines.map(({ energy }) => energy).join(', ')} keV`,
  }));
  const winner = ranked[0];
  if (winner === undefined) return { ...base, verdict: found.length > 0 || options.background != null ? 'background-only' : 'unknown', notes };
  // Positrons alone name no nuclide.
  const annihilation = isOnlyAnnihilation(winner.nuclide);
  const isClear = winner.matched >= 0.7 && !annihilation && (ranked[1] === undefined || winner.score > ranked[1].score * 1.25);
  return {
    ...base, verdict: isClear ? 'identified' : 'ambiguous', nuclides: isClear ? [winner.nuclide] : [], categories: isClear ? categoryOf(winner.nuclide) : [], confidence: candidates[0]!.share, candidates, snm: snmOf(candidates), annihilation,
    netCounts: Math.round(winner.net), notes,
  };
}

import type { N42Measurement, N42Report } from '../formats/n42/shapes.ts';
import type { N42Spectrum } from '../formats/n42/spectra.ts';
import type { MeasuredSpectrum } from './binning.ts';
import { findNuclide, nuclideName } from './categories.ts';
import type { NuclideCategory } from './categories.ts';
import { templateOf } from './identify.ts';
import type { Template } from './identify.ts';

/** Is what `templates.json` says of one file. */
export interface NamedTemplate {
  readonly file: string;
  /** What the file is of; without it the file's own analysis, remarks or name tell. */
  readonly nuclide?: string | undefined;
  readonly category?: NuclideCategory | readonly NuclideCategory[];
  readonly detectorModel?: string | undefined;
  readonly source?: string;
}

/** Are the spectra of a document that identification needs. Shape: `foreground` is null where no gamma spectrum has an energy calibration. */
export interface SpectraForIdentification {
  readonly foreground: MeasuredSpectrum | null;
  readonly background: MeasuredSpectrum | null;
  readonly detectorModel: string | null;
}

function usable(records: readonly N42Measurement[]): { readonly spectrum: N42Spectrum; readonly edges: Float64Array }[] {
  return records.flatMap(({ spectra }) => spectra).flatMap((spectrum) => {
    const edges = spectrum.category === 'gamma' ? spectrum.channelEdges() : null;
    return edges === null ? [] : [{ spectrum, edges }];
  });
}

/** Adds the spectra of several measurements and detectors to one. Shape: on the channels of the first; others are brought to them by energy; live times add up. */
function added(records: readonly N42Measurement[]): MeasuredSpectrum | null {
  const all = usable(records);
  const first = all[0];
  if (first === undefined) return null;
  const counts = new Float64Array(first.spectrum.channels);
  let live: number | null = 0;
  for (const { spectrum, edges } of all) {
    const own = spectrum.channelCounts();
    live = live === null || spectrum.liveTimeSeconds === null ? null : live + spectrum.liveTimeSeconds;
    const isSame = spectrum.channels === first.spectrum.channels && spectrum.energy === first.spectrum.energy;
    let to = 0;
    own.forEach((count: number, channel: number) => {
      if (isSame) {
        counts[channel]! += count;
        return;
      }
      const middle = (edges[channel]! + edges[channel + 1]!) / 2;
      while (to < counts.length - 1 && first.edges[to + 1]! <= middle) to += 1;
      counts[to]! += count;
    });
  }
  return { counts, edges: first.edges, liveTimeSeconds: live };
}

/** Takes from a document the sum of its foreground and of its background. Shape: unspecified measurements are foreground; derived data are used only where nothing was measured. */
export function spectraOf(report: N42Report): SpectraForIdentification {
  const measured = report.records.some(({ derived }) => !derived) ? report.records.filter(({ derived }) => !derived) : report.records;
  const foreground = measured.filter(({ kind }) => kind === 'foreground');
  return { foreground: added(foreground.length > 0 ? foreground : measured.filter(({ kind }) => kind === 'unspecified')), background: added(measured.filter(({ kind }) => kind === 'background')), detectorModel: report.instrument?.model ?? null };
}

/** Makes the template of a file. Shape: its name from `templates.json`, else the nuclide of its analysis, else a nuclide in its remarks, else the name of the file; none where it has no spectrum. */
export function templatesIn(fileName: string, report: N42Report, about: NamedTemplate | undefined): Template[] {
  const { foreground, background, detectorModel } = spectraOf(report);
  const spectrum = foreground ?? background;
  if (spectrum === null) return [];
  const bare = fileName.replace(/\.[^.]+$/, '');
  const words = [...report.records.flatMap(({ remarks }) => remarks), ...bare.split(/[_ .]+/)];
  const isBackground = foreground === null || /background|\bbkg\b/i.test(bare);
  const nuclide = about?.nuclide ?? (isBackground ? 'background' : report.analyses.flatMap(({ nuclides }) => nuclides).find(({ name }) => name !== null)?.name ?? words.find((word) => findNuclide(word) !== undefined) ?? bare);
  const category = about?.category === undefined ? {} : { category: typeof about.category === 'string' ? [about.category] : about.category };
  return [templateOf(spectrum, { nuclide: nuclideName(nuclide), ...category, detectorModel: about?.detectorModel ?? detectorModel, source: about?.source ?? fileName }, foreground === null ? null : background)];
}

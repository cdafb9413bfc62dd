import { checkGain } from '../../src/modules/devices/identification/gain.ts';
import { identifySpectrum, templateOf } from '../../src/modules/devices/identification/identify.ts';
import type { Identification, Template } from '../../src/modules/devices/identification/identify.ts';
import { isSnm } from '../../src/modules/devices/identification/categories.ts';
import { detectorModels, simulateSpectrum } from '../../src/modules/devices/identification/simulated.ts';
import type { DetectorModel } from '../../src/modules/devices/identification/simulated.ts';

/** Are the nuclides that a portal or a handheld has to tell apart, one for each shape of spectrum. */
export const told = [
  'U-235', 'U-238', 'Pu-239', 'Np-237', 'Am-241', 'Co-57', 'Co-60', 'Cs-137', 'Cs-134', 'Ba-133', 'Ir-192', 'Se-75', 'Eu-152', 'Na-22', 'Mn-54', 'Zn-65', 'Tc-99m', 'I-131', 'I-123', 'Tl-201', 'Ga-67', 'In-111', 'Lu-177', 'F-18',
  'Xe-133', 'Sm-153', 'K-40', 'Ra-226', 'Th-232', 'Lu-176',
];

/** Makes the templates of one detector model, of so many counts each. */
export function templatesOf(model: DetectorModel, names: readonly string[] = told, counts = 200_000): Template[] {
  return names.map((nuclide, at) => templateOf(simulateSpectrum({ model, nuclides: [{ nuclide, counts }], backgroundCounts: 0, seed: 7000 + at }), { nuclide, detectorModel: model.name, source: `simulated ${model.name}` }));
}

/** Are shares of seeded trials, 0 to 1. */
interface Shares {
  readonly trials: number;
  /** The best candidate is the source. */
  readonly top1: number;
  readonly top3: number;
  /** Said with the verdict "identified", rightly and wrongly. */
  readonly identifiedRight: number;
  readonly identifiedWrong: number;
  readonly unknown: number;
  readonly backgroundOnly: number;
  /** Special nuclear material that the answer does not name. */
  readonly snmMissed: number;
  readonly snmTrials: number;
}

/** Runs seeded trials of single sources. Unit: counts above background, counts of background under them; the background itself is measured ten times as long. */
export function trialsOf(measuring: DetectorModel, templates: readonly Template[], net: number, options: { background?: number; each?: number; names?: readonly string[]; model?: string | null; gain?: number } = {}): Shares {
  const { background = 2000, each = 4, names = told, model = null, gain = 1 } = options;
  const tally = { trials: 0, top1: 0, top3: 0, identifiedRight: 0, identifiedWrong: 0, unknown: 0, backgroundOnly: 0, snmMissed: 0, snmTrials: 0 };
  names.forEach((nuclide, at) => {
    for (let trial = 0; trial < each; trial += 1) {
      const seed = 1 + at * 1000 + trial * 7 + net;
      const spectrum = simulateSpectrum({ model: measuring, nuclides: [{ nuclide, counts: net }], backgroundCounts: background, seed, gain });
      const own = simulateSpectrum({ model: measuring, nuclides: [], backgroundCounts: background * 10, seed: seed + 500_000, liveTimeSeconds: 600, gain });
      const answer = identifySpectrum(spectrum, { templates, background: own, detectorModel: model });
      count(tally, answer, nuclide);
    }
  });
  const share = (value: number): number => Math.round((value / tally.trials) * 1000) / 1000;
  return { ...tally, top1: share(tally.top1), top3: share(tally.top3), identifiedRight: share(tally.identifiedRight), identifiedWrong: share(tally.identifiedWrong), unknown: share(tally.unknown), backgroundOnly: share(tally.backgroundOnly) };
}

function count(tally: { -readonly [name in keyof Shares]: number }, answer: Identification, nuclide: string): void {
  const has = (at: number): boolean => answer.candidates[at]?.nuclides.length === 1 && answer.candidates[at].nuclides[0] === nuclide;
  tally.trials += 1;
  if (has(0)) tally.top1 += 1;
  if (has(0) || has(1) || has(2)) tally.top3 += 1;
  if (answer.verdict === 'identified') {
    if (answer.nuclides.length === 1 && answer.nuclides[0] === nuclide) tally.identifiedRight += 1;
    else tally.identifiedWrong += 1;
  }
  if (answer.verdict === 'unknown') tally.unknown += 1;
  if (answer.verdict === 'background-only') tally.backgroundOnly += 1;
  if (isSnm(nuclide)) {
    tally.snmTrials += 1;
    if (!answer.snm.includes(nuclide) && !answer.snm.some((one) => isSnm(one))) tally.snmMissed += 1;
  }
}

/** Gives the share of measurements of background alone that are taken for something. */
export function falseAlarms(model: DetectorModel, templates: readonly Template[], trials: number, background = 2000): number {
  let wrong = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const spectrum = simulateSpectrum({ model, nuclides: [], backgroundCounts: background, seed: 90_000 + trial });
    const own = simulateSpectrum({ model, nuclides: [], backgroundCounts: background * 10, seed: 190_000 + trial, liveTimeSeconds: 600 });
    if (identifySpectrum(spectrum, { templates, background: own }).verdict !== 'background-only') wrong += 1;
  }
  return Math.round((wrong / trials) * 1000) / 1000;
}

/** Measures how well simulated sources are named: by templates of the same model, of another one of the same kind, and by lines; what background alone is taken for; and the check of the gain. */
export async function bench({ each = 4, backgrounds = 200 }: { each?: number; backgrounds?: number } = {}): Promise<object> {
  const { NaI, LaBr, HPGe } = detectorModels;
  const templates = templatesOf(NaI);
  const wide: DetectorModel = { ...NaI, name: 'NaI old', fwhmAt662: 0.095, photofraction: 0.26 };
  const began = performance.now();
  const same500 = trialsOf(NaI, templates, 500, { each });
  const milliseconds = (performance.now() - began) / same500.trials;
  return {
    same500, same3000: trialsOf(NaI, templates, 3000, { each }), otherModel3000: trialsOf(wide, templates, 3000, { each }), otherKind3000: trialsOf(LaBr, templates, 3000, { each }), otherKindSaid3000: trialsOf(LaBr, templates, 3000, { each, model: LaBr.name }),
    labr500: trialsOf(LaBr, templatesOf(LaBr), 500, { each }), hpge3000: trialsOf(HPGe, [], 3000, { each }), falseAlarms: falseAlarms(NaI, templates, backgrounds), millisecondsEach: Math.round(milliseconds * 10) / 10,
    gain: [0.97, 0.985, 1, 1.015, 1.03].map((gain) => ({ gain, found: checkGain(simulateSpectrum({ model: NaI, nuclides: [], backgroundCounts: 60_000, seed: 5, gain })).gain })),
  };
}

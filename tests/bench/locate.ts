import { emitters, idealSettings } from '../locate-fields.ts';
import { idealTrials, wallTrials } from '../locate-trials.ts';
import type { TrialFigures } from '../locate-trials.ts';

const doses = [{ microcurie: 10, seconds: 5 }, { microcurie: 100, seconds: 1 }, { microcurie: 2, seconds: 10 }] as const;

function rounded(figures: TrialFigures): object {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' ? Math.round(value * 1000) / 1000 : value]));
}

/** Measures the errors of localisation against the Cramér–Rao bound and how often its region holds the source: where the model holds, and in fields that it does not describe. */
export async function bench({ trials = 1500, wall = 840, responseError = 0 }: { trials?: number; wall?: number; responseError?: number } = {}): Promise<object> {
  const ideal = idealSettings.map(({ strength, seconds }) => ({ strength, seconds, ...rounded(idealTrials(trials, strength, seconds)) }));
  const fields = [false, true].flatMap((shielded) => (Object.keys(emitters) as (keyof typeof emitters)[]).flatMap((nuclide) => doses.map(({ microcurie, seconds }) => (
    { field: `${nuclide} ${shielded ? 'partly shielded' : 'bare'}`, microcurie, seconds, ...rounded(wallTrials(wall, nuclide, microcurie, seconds, shielded, { responseError })) }))));
  return { ideal, fields };
}

import { emitters, idealSettings } from '../locate-fields.ts';
import { driftedTrials, idealTrials, wallTrials } from '../locate-trials.ts';
import type { TrialFigures } from '../locate-trials.ts';

const doses = [{ microcurie: 10, seconds: 5 }, { microcurie: 100, seconds: 1 }, { microcurie: 2, seconds: 10 }] as const;

function rounded(figures: TrialFigures): object {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' ? Math.round(value * 1000) / 1000 : value]));
}

/** Measures the errors of localisation against the Cramér–Rao bound and how often its region holds the source: where the model holds, and in fields that it does not describe, the last of a kind that nothing was chosen on. */
export async function bench({ trials = 1500, wall = 840, responseError = 0, seed = 1 }: { trials?: number; wall?: number; responseError?: number; seed?: number } = {}): Promise<object> {
  const ideal = idealSettings.map(({ strength, seconds }) => ({ strength, seconds, ...rounded(idealTrials(trials, strength, seconds, seed)) }));
  const fields = [false, true].flatMap((shielded) => (Object.keys(emitters) as (keyof typeof emitters)[]).flatMap((nuclide) => doses.map(({ microcurie, seconds }) => (
    { field: `${nuclide} ${shielded ? 'partly shielded' : 'bare'}`, microcurie, seconds, ...rounded(wallTrials(wall, nuclide, microcurie, seconds, shielded, { responseError }, seed)) }))));
  const drifted = [false, true].flatMap((shielded) => [20_000, 200_000].map((strength) => ({ field: `drifted ${shielded ? 'partly shielded' : 'bare'}`, strength, ...rounded(driftedTrials(wall, strength, 10, shielded, seed)) })));
  return { ideal, fields, drifted };
}

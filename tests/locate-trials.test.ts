import { describe, expect, test } from 'vitest';
import { idealSettings } from './locate-fields.ts';
import { idealTrials, wallTrials } from './locate-trials.ts';

/** How far a share of so many trials strays from its true value: three standard deviations. */
const strays = (share: number, trials: number): number => 3 * Math.sqrt((share * (1 - share)) / trials);

describe('localisation against its bound (the whole measurement is `bench locate`)', () => {
  test('where the model holds it errs as little as is possible, and its region holds the source as often as it says', () => {
    const figures = idealSettings.map(({ strength, seconds }) => idealTrials(250, strength, seconds, 42));
    for (const { eta, coverage, flaggedShare } of figures) {
      expect(eta).toBeLessThan(1.05 + 3 * 0.03);
      expect(coverage).toBeGreaterThan(0.95 - strays(0.95, 250));
      expect(flaggedShare).toBeLessThan(0.025 + strays(0.025, 250));
    }
    const pooled = figures.reduce((sum, { coverage }) => sum + coverage, 0) / figures.length;
    expect(Math.abs(pooled - 0.95)).toBeLessThan(0.02 + strays(0.95, 1000));
    expect(Math.sqrt(figures.reduce((sum, { eta }) => sum + eta * eta, 0) / figures.length)).toBeLessThan(1.05);
  }, 60_000);

  test('in fields that it does not describe the region still holds the source, where the plain ellipse does not', () => {
    const bare = [wallTrials(120, 'Cs-137', 10, 5, false), wallTrials(120, 'Ba-133', 100, 1, false), wallTrials(120, 'Ba-133', 2, 10, false), wallTrials(120, 'Cs-137', 100, 1, false)];
    for (const { coverage } of bare) expect(coverage).toBeGreaterThan(0.9 - strays(0.9, 120));
    expect(bare.reduce((sum, { coverage }) => sum + coverage, 0) / bare.length).toBeGreaterThan(0.93 - strays(0.93, 480));
    const shielded = wallTrials(100, 'Cs-137', 100, 1, true);
    expect(shielded.flaggedShare).toBeGreaterThan(0.75 - strays(0.75, 100));
    expect(shielded.flaggedCoverage!).toBeGreaterThan(0.93 - strays(0.93, 75));
    expect(bare[1]!.plainCoverage).toBeLessThan(0.6);
    expect(shielded.plainCoverage).toBeLessThan(0.3);
  }, 60_000);
});

import { describe, expect, test } from 'vitest';
import { categoryOf, isSnm, nuclideName, nuclides } from '../src/modules/devices/identification/categories.ts';
import { checkGain } from '../src/modules/devices/identification/gain.ts';
import { identifySpectrum } from '../src/modules/devices/identification/identify.ts';
import { detectorModels, simulateSpectrum } from '../src/modules/devices/identification/simulated.ts';
import { falseAlarms, templatesOf, told, trialsOf } from './bench/identification.ts';
import { isLong } from './long-run.ts';

const { NaI, LaBr, HPGe } = detectorModels;
const templates = templatesOf(NaI);
const background = simulateSpectrum({ model: NaI, nuclides: [], backgroundCounts: 20_000, seed: 9, liveTimeSeconds: 600 });
const patience = 120_000;
// The long run asks for every nuclide and measures background often; here every third and a few.
const names = told.filter((_, place) => isLong || place % 3 === 0);

test('the table has forty nuclides and more, with lines, categories and one spelling', () => {
  expect(nuclides.length).toBeGreaterThanOrEqual(40);
  expect(nuclides.filter(({ lines, categories }) => lines.length === 0 || categories.length === 0)).toEqual([]);
  expect(['Cs137', '137Cs', 'cs-137', 'CS 137', 'TC99M', '99mTc', 'Ba133 bare'].map(nuclideName)).toEqual(['Cs-137', 'Cs-137', 'Cs-137', 'Cs-137', 'Tc-99m', 'Tc-99m', 'Ba-133']);
  expect([categoryOf('I131'), categoryOf('K40'), categoryOf('HEU'), categoryOf('Xx-999')]).toEqual([['medical'], ['norm', 'background'], ['snm'], ['unknown']]);
  expect([isSnm('U235'), isSnm('Cs-137')]).toEqual([true, false]);
});

describe('templates of the same model', () => {
  test('name single sources', { timeout: patience }, () => {
    const [weak, strong] = [trialsOf(NaI, templates, 500, { each: 1, names }), trialsOf(NaI, templates, 3000, { each: 1, names })];
    expect(weak.top1).toBeGreaterThanOrEqual(0.9);
    expect(strong.top1).toBeGreaterThanOrEqual(0.98);
    expect([weak.snmMissed, strong.snmMissed, strong.identifiedWrong]).toEqual([0, 0, 0]);
  });

  test('name two sources, and neither where there is none', { timeout: patience }, () => {
    const both = simulateSpectrum({ model: NaI, nuclides: [{ nuclide: 'Cs-137', counts: 3000 }, { nuclide: 'I-131', counts: 3000 }], backgroundCounts: 2000, seed: 3 });
    expect(identifySpectrum(both, { templates, background }).nuclides.toSorted()).toEqual(['Cs-137', 'I-131']);
    expect(falseAlarms(NaI, templates, isLong ? 200 : 10)).toBeLessThanOrEqual(0.05);
  });

  test('call 511 keV annihilation, name what is special nuclear material, and never release', () => {
    const positrons = identifySpectrum(simulateSpectrum({ model: NaI, nuclides: [{ nuclide: 'F-18', counts: 3000 }], backgroundCounts: 2000, seed: 4 }), { templates, background });
    expect([positrons.annihilation, positrons.mayRelease, positrons.advice]).toEqual([true, false, true]);
    expect(identifySpectrum(simulateSpectrum({ model: NaI, nuclides: [{ nuclide: 'U-235', counts: 500 }], backgroundCounts: 2000, seed: 4 }), { templates, background }).snm).toContain('U-235');
    expect(identifySpectrum(simulateSpectrum({ model: NaI, nuclides: [], backgroundCounts: 10, seed: 4 }), { templates, background }).verdict).toBe('too-few-counts');
  });
});

test('templates of another resolution abstain and do not name what is not there', { timeout: patience }, () => {
  const wide = trialsOf({ ...NaI, name: 'NaI old', fwhmAt662: 0.095, photofraction: 0.26 }, templates, 3000, { each: 1, names });
  const other = trialsOf(LaBr, templates, 3000, { each: 1, names });
  expect(wide.identifiedWrong + other.identifiedWrong).toBeLessThanOrEqual(0.02);
  expect(other.identifiedRight).toBe(0);
  const cesium = simulateSpectrum({ model: NaI, nuclides: [{ nuclide: 'Cs-137', counts: 3000 }], backgroundCounts: 2000, seed: 3 });
  expect(identifySpectrum(cesium, { templates, background, detectorModel: 'another' })).toMatchObject({ verdict: 'ambiguous', nuclides: [], notes: ['other-detector-model'] });
});

test('germanium is answered by its lines, with no template at all', { timeout: patience }, () => {
  const found = trialsOf(HPGe, [], 3000, { each: 1, names });
  expect(found.top3).toBeGreaterThanOrEqual(0.9);
  expect([found.identifiedWrong, found.snmMissed]).toEqual([0, 0]);
});

test('the gain is found from the background, and a drift of three percent is outside', () => {
  const at = (gain: number): ReturnType<typeof checkGain> => checkGain(simulateSpectrum({ model: NaI, nuclides: [], backgroundCounts: 60_000, seed: 5, gain }));
  expect([at(1).verdict, at(1.03).verdict, at(0.97).verdict]).toEqual(['within', 'outside', 'outside']);
  expect(at(1.03).gain).toBeCloseTo(1.03, 2);
  expect(checkGain(simulateSpectrum({ model: NaI, nuclides: [], backgroundCounts: 50, seed: 5 })).verdict).toBe('not-measurable');
});

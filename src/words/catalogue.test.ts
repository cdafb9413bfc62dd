import { describe, expect, it } from 'vitest';
import { factCatalogue, gatesOf, stepCatalogue, thresholdCatalogue } from '../modules/prescribed/catalogue.ts';
import { languages } from './area.ts';
import { findWord } from './words.ts';

const factKeys = factCatalogue.flatMap(({ name, value }) => [
  `facts.${name}`, ...(value.type === 'boolean' ? [`facts.${name}.no`] : []), ...(value.type === 'text' ? value.values.map((one) => `facts.${name}.${one}`) : []),
]);
const keys = {
  steps: stepCatalogue.map((step) => `steps.${step.id}`),
  'kinds of station': [...new Set(stepCatalogue.map((step) => `stations.${step.station}`))],
  facts: factKeys,
  thresholds: thresholdCatalogue.map((threshold) => `thresholds.${threshold.name}`),
  gates: Object.entries(gatesOf).flatMap(([kind, gates]) => gates.map((gate) => `gates.${kind}.${gate}`)),
};

describe('the catalogue of prescribed actions', () => {
  it.each(Object.entries(keys))('has words in both languages for its %s', (_what, wanted) => {
    expect(wanted.length).toBeGreaterThan(0);
    expect(languages.flatMap((language) => wanted.filter((key) => findWord(language, key) === undefined).map((key) => `${language}: ${key}`))).toEqual([]);
  });

  it('misses words that are not there', () => {
    expect(findWord('en', 'facts.person.shoeSize')).toBeUndefined();
  });
});

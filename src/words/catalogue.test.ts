import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

const modules = fileURLToPath(new URL('../modules/', import.meta.url));
const sourceOf = (folder: string): string => readdirSync(join(modules, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => readFileSync(join(modules, folder, file), 'utf8')).join('\n');
const found = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))].sort();
const readers = ['roster', 'paxlst'].map((format) => sourceOf(`travellers/formats/${format}`)).join('\n');
const sayings = {
  'a problem of a plan': found(/interface PlanProblem \{[\s\S]*?readonly path/.exec(sourceOf('prescribed'))?.[0] ?? '', /\| '([a-z-]+)'/g).map((code) => `plans.problem.${code}`),
  'a record kept out of a list': found(readers, /(?:UnreadableFile\(|refuse\((?:[^'`\n]*(?:\? '\w+' : )?(?:'\w+', |, ))?|code: )'([\w-]+)',(?: reason| [`'])/g)
    .flatMap((code) => [`lists.code.${code}`, `lists.fix.${code}`]),
  'something noticed in a list': found(readers, /(?:note\([^'`\n]*(?:'\w+', )?|addFinding\([^'\n]*|this\.keep\('\w+', [^']*|code: )'([\w-]+)',(?: text| [`'])/g).map((code) => `lists.finding.${code}`),
};

describe('what the checks and the readers say', () => {
  it.each(Object.entries(sayings))('has words in both languages for %s', (_what, wanted) => {
    expect(wanted.length).toBeGreaterThan(10);
    expect(languages.flatMap((language) => wanted.filter((key) => findWord(language, key) === undefined).map((key) => `${language}: ${key}`))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { languages } from './area.ts';
import { findWord } from './words.ts';

it('names in both languages whose health data every view that is logged reads', () => {
  const folder = fileURLToPath(new URL('../modules/', import.meta.url));
  const views = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /views.*\.ts$/.test(file) && !file.endsWith('.test.ts')).map((file) => readFileSync(`${folder}${file}`, 'utf8'));
  const kinds = new Set(views.flatMap((source) => source.split('\n').filter((line) => line.includes('healthOf:')).flatMap((line) => [...line.matchAll(/['`]([A-Za-z]+)(?=[ :$'])/g)].map((match) => match[1]!))).filter((kind) => kind !== 'flightId' && kind !== 'abnormal'));
  expect(kinds.size).toBeGreaterThan(8);
  expect(languages.flatMap((language) => [...kinds].filter((kind) => findWord(language, `staff.subject.${kind}`) === undefined).map((kind) => `${language}: ${kind}`))).toEqual([]);
});

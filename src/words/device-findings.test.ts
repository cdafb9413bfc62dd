import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { languages } from './area.ts';
import { findWord } from './words.ts';

const root = fileURLToPath(new URL('../modules/devices/', import.meta.url));
const sourceOf = (folder: string): string => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/\.test\.ts$|specimens\.ts$/.test(file)).map((file) => readFileSync(join(root, folder, file), 'utf8')).join('\n');
const ours = [...['cloud-events', 'dicos', 'fhir', 'hl7', 'lis2', 'pictures', 'vda5050'].map((format) => sourceOf(`formats/${format}`)), sourceOf('rules/robots'), ...['formats/json-documents.ts', 'formats/json-schema.ts', 'rules/laboratory.ts'].map((file) => readFileSync(join(root, file), 'utf8'))].join('\n');
// A code stands before its sentence: the sentence begins with a capital letter, a quotation or a place to fill.
const codes = [...new Set([...ours.matchAll(/'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)', (?:reason: )?(?:[`'](?:[A-Z"]|\$\{)|`)/g)].map((match) => match[1]!))].sort();

test('what is said of messages of devices has words in both languages', () => {
  expect(codes.length).toBeGreaterThan(100);
  expect(languages.flatMap((language) => codes.filter((code) => findWord(language, `deviceFinding.${code}`) === undefined).map((code) => `${language}: ${code}`))).toEqual([]);
});

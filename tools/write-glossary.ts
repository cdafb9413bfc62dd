import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roles as roleNames } from '../src/kernel/officer.ts';
import { gatesOf, stepCatalogue, thresholdCatalogue } from '../src/modules/prescribed/catalogue.ts';
import type { StepDefinition } from '../src/modules/prescribed/shapes.ts';
import type { Language, Word } from '../src/words/area.ts';
import { roles } from '../src/words/console/roles.ts';
import { gates } from '../src/words/gates.ts';
import { stations } from '../src/words/stations.ts';
import { steps } from '../src/words/steps.ts';
import { thresholds } from '../src/words/thresholds.ts';

const begin = '<!-- written by: node tools/run.mjs write-glossary -->';
const end = '<!-- end of what is written -->';

type Words = { readonly [L in Language]: Readonly<Record<string, Word>> };

function wordOf(words: Words, language: Language, key: string): string {
  const word = words[language][key];
  // A name that is still missing is a failing test of the words; here it shows as a gap and not as a crash.
  if (word === undefined) return '…';
  return typeof word === 'string' ? word : word.other;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const named = (words: Words, key: string): string[] => [wordOf(words, 'en', key), wordOf(words, 'zh', key)];
const directions = (step: StepDefinition): string => (step.directions.length === 2 ? 'both' : step.directions[0]!);

function stepTable(kind: StepDefinition['caseKind']): string {
  return table(['Identifier', 'English', '中文', 'Direction', 'Station', 'Keeps shut', 'Goes through', 'Source'], stepCatalogue.filter((step) => step.caseKind === kind).map((step) => [
    `\`${step.id}\``, ...named(steps, step.id), directions(step), wordOf(stations, 'en', step.station), `\`${step.bars}\``, step.passes === undefined ? '' : `\`${step.passes}\``, step.source,
  ]));
}

/** Writes the part of the glossary that the catalogue and the words know. */
export function catalogueGlossary(): string {
  const gateRows = Object.entries(gatesOf).flatMap(([kind, all]) => all.map((gate) => [`\`${kind}.${gate}\``, ...named(gates, `${kind}.${gate}`)]));
  const stationKinds = [...new Set(stepCatalogue.map((step) => step.station))];
  return [
    '## Prescribed actions of a flight', stepTable('flight'),
    '## Prescribed actions of a traveller', stepTable('traveller'),
    '## Prescribed actions of a consignment', stepTable('consignment'),
    '## Prescribed actions of a lot of food', stepTable('lot'),
    '## Prescribed actions of an alarm of a device', stepTable('alarm'),
    '## Gates', table(['Identifier', 'English', '中文'], gateRows),
    '## Thresholds', table(['Identifier', 'English', '中文', 'Baseline', 'Stricter is', 'Source'], thresholdCatalogue.map((one) => [
      `\`${one.name}\``, ...named(thresholds, one.name), `${one.baseline} ${one.unit}`, one.stricter, one.source,
    ])),
    '## Kinds of station', table(['Identifier', 'English', '中文'], stationKinds.map((kind) => [`\`${kind}\``, ...named(stations, kind)])),
    '## Roles', table(['Identifier', 'English', '中文'], roleNames.map((role) => [`\`${role}\``, ...named(roles, role)])),
  ].join('\n\n');
}

/** Puts the written part between its two marks. */
export function withCatalogue(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error('GLOSSARY.md has lost the two marks between which the catalogue is written.');
  return `${page.slice(0, from)}${begin}\n\n${catalogueGlossary()}\n\n${page.slice(to)}`;
}

const file = fileURLToPath(new URL('../GLOSSARY.md', import.meta.url));
if (process.argv[1] !== undefined && resolve(process.argv[1]) === join(resolve(file, '..'), 'tools', 'write-glossary.ts')) {
  writeFileSync(file, withCatalogue(readFileSync(file, 'utf8')));
  console.log(`${file} is written.`);
}

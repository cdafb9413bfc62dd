import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listProblemCodes } from '../modules/goods/rules/list.ts';
import { entryKinds, instrumentKinds, accounts } from '../modules/goods/rules/ledger/accounts.ts';
import { languages } from './area.ts';
import { findWord } from './words.ts';

const sourceOf = (path: string): string => readFileSync(fileURLToPath(new URL(`../modules/${path}`, import.meta.url)), 'utf8');
const codesIn = (path: string, pattern: RegExp): string[] => [...new Set([...sourceOf(path).matchAll(pattern)].map((match) => match[1]!))];
// A cell is kept out by its reader, by the row's, or by the reader of days, whose codes stand in a type.
const keptOut = [...codesIn('goods/formats/list/cells.ts', /\bno\('([\w-]+)'/g), ...codesIn('goods/formats/list.ts', /code: '([\w-]+)'/g), ...[...(/code: ('date'[^}]*)\}/.exec(sourceOf('travellers/formats/roster/dates.ts'))?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map((match) => match[1]!)];
const unread = [...new Set(['goods/formats/list.ts', 'travellers/formats/roster/grids.ts', 'travellers/formats/roster/csv-grid.ts', 'travellers/formats/roster/xlsx-grid.ts'].flatMap((path) => codesIn(path, /UnreadableFile\('([\w-]+)'/g)))];
const missing = (keys: readonly string[]): string[] => languages.flatMap((language) => keys.filter((key) => findWord(language, key) === undefined).map((key) => `${language}: ${key}`));

describe('the words of goods lists', () => {
  it('say every problem of a list', () => {
    expect(missing(listProblemCodes.map((code) => `goodsList.problem.${code}`))).toEqual([]);
  });

  it('say why a cell is kept out, and how to put it right', () => {
    expect(keptOut).toEqual(expect.arrayContaining(['hs-code', 'cell-missing', 'formula', 'ambiguous-date']));
    expect(missing(keptOut.flatMap((code) => [`goodsList.kept.${code}`, `goodsList.fix.${code}`]))).toEqual([]);
  });

  it('say why a file is not read, of goods or as lists of travellers do', () => {
    expect(unread.length).toBeGreaterThan(7);
    expect(languages.flatMap((language) => unread.filter((code) => findWord(language, `goodsList.file.${code}`) === undefined && findWord(language, `lists.code.${code}`) === undefined))).toEqual([]);
  });

  it('name every kind of guarantee, account and entry of its book', () => {
    expect(missing([...instrumentKinds.map((one) => `goodsRegisters.instrument.${one}`), ...accounts.map((one) => `goodsRegisters.account.${one}`), ...entryKinds.map((one) => `goodsRegisters.entry.${one}`)])).toEqual([]);
  });
});

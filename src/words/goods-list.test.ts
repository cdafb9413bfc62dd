import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keptCodes } from '../modules/goods/formats/list/shapes.ts';
import { rowProblems } from '../modules/goods/rules/reading-rows.ts';
import { listProblemCodes } from '../modules/goods/rules/list.ts';
import { entryKinds, instrumentKinds, accounts } from '../modules/goods/rules/ledger/accounts.ts';
import { languages } from './area.ts';
import { findWord } from './words.ts';

const missing = (keys: readonly string[]): string[] => languages.flatMap((language) => keys.filter((key) => findWord(language, key) === undefined).map((key) => `${language}: ${key}`));

describe('the words of goods lists', () => {
  it('say every problem of a list', () => {
    expect(missing(listProblemCodes.map((code) => `goodsList.problem.${code}`))).toEqual([]);
  });

  it('say why a cell is kept out and how to put it right', () => {
    expect(missing(keptCodes.map((code) => `goodsList.kept.${code}`))).toEqual([]);
  });

  it('say why a row of a tariff or of exchange rates is kept out', () => {
    expect(missing(rowProblems.map((code) => `goodsReferences.kept.${code}`))).toEqual([]);
  });

  it('say what the reader notices in a file', () => {
    const folder = fileURLToPath(new URL('../modules/goods/formats/list/', import.meta.url));
    const source = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => readFileSync(`${folder}${file}`, 'utf8')).join('\n');
    const codes = [...source.matchAll(/code: '([\w-]+)', text:/g)].map((match) => match[1]);
    expect(codes.length).toBeGreaterThan(5);
    expect(missing(codes.map((code) => `goodsList.finding.${code}`))).toEqual([]);
  });

  it('name every kind of guarantee, account and entry of its book', () => {
    expect(missing([...instrumentKinds.map((one) => `goodsRegisters.instrument.${one}`), ...accounts.map((one) => `goodsRegisters.account.${one}`), ...entryKinds.map((one) => `goodsRegisters.entry.${one}`)])).toEqual([]);
  });
});

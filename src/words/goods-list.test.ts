import { describe, expect, it } from 'vitest';
import { keptCodes } from '../modules/goods/formats/list/shapes.ts';
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

  it('name every kind of guarantee, account and entry of its book', () => {
    expect(missing([...instrumentKinds.map((one) => `goodsRegisters.instrument.${one}`), ...accounts.map((one) => `goodsRegisters.account.${one}`), ...entryKinds.map((one) => `goodsRegisters.entry.${one}`)])).toEqual([]);
  });
});

import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../words/area.ts';
import { goodsList as words } from '../../../words/console/goods-list.ts';
import { findWord } from '../../../words/words.ts';
import { findCurrency } from '../catalogue/currencies.ts';
import { findUnit, goodsUnits } from '../catalogue/units.ts';
import { goodsLine, goodsList, goodsListHead } from '../shapes/list.ts';
import type { GoodsLine, GoodsList } from '../shapes/list.ts';
import { makeLine, makeList } from '../shapes/sample.ts';
import { checkList, listProblemCodes } from './list.ts';

const codesOf = (list: GoodsList): string[] => checkList(list).map(({ position, field, code, severity }) => `${position ?? 'list'} ${field} ${code}${severity === 'warning' ? '?' : ''}`);
const ofLine = (change: Partial<GoodsLine>): string[] => codesOf(makeList([change]));

describe('a goods list', () => {
  test('that is right has no problem, with its head and without', () => {
    expect(codesOf(makeList())).toEqual([]);
    const list = makeList([{}, {}], { lines: 2, packages: 2, grossKilograms: '29', netKilograms: '24.0', totalValue: '4800', currency: 'CHF' });
    expect(Compile(goodsList).Check(list)).toBe(true);
    expect(codesOf(list)).toEqual([]);
  });

  test.each<[string, Partial<GoodsLine>, string[]]>([
    ['net above gross', { netKilograms: '14.6' }, ['1 netKilograms net-above-gross', 'list netKilograms total-net-above-gross']],
    ['a total that is not the product', { totalValue: '2400.02' }, ['1 totalValue value-differs']],
    ['a total that differs by the rounding of the unit value', { quantity: '3', unitValue: '33.33', totalValue: '100.00', serials: [] }, []],
    ['a total that differs by more than that', { quantity: '3', unitValue: '33.33', totalValue: '100.02', serials: [] }, ['1 totalValue value-differs']],
    ['a whole unit value is meant exactly', { quantity: '1000', unitValue: '100', totalValue: '100400', serials: [] }, ['1 totalValue value-differs']],
    ['a chapter that is not there', { hsCode: '770000' }, ['1 hsCode hs-chapter']],
    ['chapter nought', { hsCode: '000000' }, ['1 hsCode hs-chapter']],
    ['a chapter beyond the last', { hsCode: '980100' }, ['1 hsCode hs-chapter']],
    ['no quantity', { quantity: '0', totalValue: '0', unitValue: '0', serials: [] }, ['1 quantity quantity-zero', '1 totalValue value-missing?']],
    ['half a piece', { quantity: '1.5', totalValue: '1800', serials: [] }, ['1 quantity quantity-not-whole']],
    ['half a kilogram', { quantity: '1.5', unit: 'KGM', totalValue: '1800', serials: [] }, []],
    ['an unknown unit, currency and origin', { unit: 'XYZ', currency: 'DEM', origin: 'QX' }, ['1 unit unit-unknown', '1 currency currency-unknown', '1 origin origin-unknown']],
    ['an expiry on the day of production', { productionDate: '2022-01-02', expiryDate: '2022-01-02' }, ['1 expiryDate expiry-before-production']],
    ['fewer serials than pieces', { serials: ['SC001'] }, ['1 serials serials-differ']],
    ['a serial twice on its line, written otherwise', { serials: ['SC001', 'sc 001'] }, ['1 serials serial-twice']],
    ['no description', { descriptionEn: ' ', descriptionZh: '' }, ['1 descriptionZh description-missing']],
    ['a number that is none', { quantity: 'two', grossKilograms: '1,5' }, ['1 quantity not-a-number', '1 grossKilograms not-a-number']],
  ])('finds %s', (_what, change, expected) => {
    expect(ofLine(change)).toEqual(expected);
  });

  test('says by how much a value is off', () => {
    expect(checkList(makeList([{ totalValue: '2500' }]))[0]?.params).toEqual({ unitValue: '1200.00', quantity: '2', product: '2400', total: '2500', off: '100' });
  });

  test('finds lines, numbers and serials that are there twice', () => {
    expect(codesOf({ head: {}, lines: [makeLine(), makeLine({ position: 1, serials: ['SC002', 'SC003'] })] })).toEqual(['1 position position-twice', '1 serials serial-twice']);
    expect(codesOf(makeList([{ serials: [] }, { serials: [] }]))).toEqual(['2 position line-twice?']);
  });

  test('holds the head against the sums', () => {
    const head = { lines: 3, packages: 3, grossKilograms: '29.01', netKilograms: '30', totalValue: '4801', currency: 'CHF' };
    expect(codesOf(makeList([{}, {}], head))).toEqual(['list lines lines-differ', 'list packages sum-differs', 'list grossKilograms sum-differs', 'list netKilograms sum-differs', 'list totalValue sum-differs', 'list netKilograms total-net-above-gross']);
    expect(codesOf(makeList([{}, { currency: 'EUR' }], { totalValue: '4800' }))).toEqual(['list totalValue currencies-mixed?']);
    expect(codesOf(makeList([{}], { totalValue: '2400', currency: 'EUR' }))).toEqual(['list currency currency-differs']);
  });

  test('leaves room for lines that share a package', () => {
    const second = { grossKilograms: undefined, packages: undefined } as unknown as Partial<GoodsLine>;
    expect(codesOf(makeList([{}, second], { grossKilograms: '14.5', packages: 1 }))).toEqual(['list netKilograms total-net-above-gross']);
    expect(codesOf(makeList([{}, second], { grossKilograms: '30', packages: 1 }))).toEqual(['list grossKilograms sum-incomplete?']);
  });

  test('with five thousand lines and a hundred thousand serials is checked in a moment', () => {
    const list = makeList(Array.from({ length: 5000 }, (_, at) => ({ quantity: '20', totalValue: '24000.00', serials: Array.from({ length: 20 }, (_one, piece) => `SN${at}-${piece}`) })));
    // The processor's time, and the best of three, for other tests run beside this one.
    const seconds = [1, 2, 3].map(() => {
      const began = process.cpuUsage();
      expect(checkList(list)).toEqual([]);
      return process.cpuUsage(began).user / 1e6;
    });
    expect(Math.min(...seconds)).toBeLessThan(1);
  });
});

describe('the words of goods lists', () => {
  test('are there for every problem and every field, and for no other problem', () => {
    const fields = [...new Set([...Object.keys(goodsLine.properties), ...Object.keys(goodsListHead.properties)])];
    const wanted = [...listProblemCodes.map((code) => `goodsList.problem.${code}`), ...fields.map((field) => `goodsList.field.${field}`)];
    expect(languages.flatMap((language) => wanted.filter((key) => findWord(language, key) === undefined))).toEqual([]);
    expect(Object.keys(words.en).filter((key) => /^(?:problem|field)\./.test(key)).map((key) => `goodsList.${key}`).sort()).toEqual(wanted.sort());
  });
});

describe('units and currencies', () => {
  test.each([['台', 'C62'], ['公斤', 'KGM'], ['双', 'PR'], ['发', 'C62'], ['ＫＧ', 'KGM'], ['Pcs.', 'C62'], ['MTQ', 'MTQ'], ['m³', 'MTQ'], ['箱', 'CS'], ['斤', undefined], ['', undefined]])('%s is the unit %s', (text, code) => {
    expect(findUnit(text)?.code).toBe(code);
  });

  test('no two units share a code', () => {
    expect(new Set(goodsUnits.map((unit) => unit.code)).size).toBe(goodsUnits.length);
  });

  test.each([['人民币', 'CNY'], ['usd', 'USD'], ['€', 'EUR'], ['US$', 'USD'], ['¥', undefined], ['$', undefined], ['DEM', undefined], ['Swiss francs', 'CHF']])('%s is the currency %s', (text, code) => {
    expect(findCurrency(text)).toBe(code);
  });
});

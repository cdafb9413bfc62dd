import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact, fenOf, findFen, roundingModes, writeFen } from './money.ts';

const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 })).map(([digits, scale]) => Exact.fraction(digits, 10n ** BigInt(scale)));

describe('an exact number', () => {
  it('is read from plain decimals and from nothing else', () => {
    expect(Exact.get('637000.00').equals(Exact.fraction(637000n))).toBe(true);
    expect(Exact.get('-0.5').equals(Exact.fraction(-1n, 2n))).toBe(true);
    for (const text of ['', '1,000', '1e3', '.5', '5.', ' 5', '0x10', 'NaN', '1'.repeat(31)]) expect(Exact.find(text), text).toBeUndefined();
  });

  it('adds, multiplies and divides without error', () => {
    fc.assert(fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(a.plus(b).times(c).equals(a.times(c).plus(b.times(c)))).toBe(true);
      expect(a.minus(b).plus(b).equals(a)).toBe(true);
      if (b.sign !== 0) expect(a.dividedBy(b).times(b).equals(a)).toBe(true);
    }));
  });

  it('is rounded as each mode says, on both sides of zero', () => {
    const rounded = (text: string): string[] => roundingModes.map((mode) => Exact.get(text).toText(0, mode));
    expect(rounded('2.5')).toEqual(['3', '2', '2', '3', '2', '3', '2']);
    expect(rounded('-2.5')).toEqual(['-3', '-2', '-2', '-3', '-2', '-2', '-3']);
    expect(rounded('3.5')).toEqual(['4', '4', '3', '4', '3', '4', '3']);
    expect(rounded('2.51')).toEqual(['3', '3', '3', '3', '2', '3', '2']);
    expect(Exact.fraction(2n, 3n).toText(2)).toBe('0.67');
    expect(Exact.get('-0.004').toText(2)).toBe('0.00');
  });

  it('never moves by half a unit of the last place or more when it is rounded to the nearest', () => {
    fc.assert(fc.property(decimal, fc.integer({ min: 0, max: 4 }), fc.constantFrom('half-up', 'half-even', 'half-down'), (a, scale, mode) => {
      const moved = a.rounded(scale, mode).minus(a);
      const size = moved.sign < 0 ? Exact.zero.minus(moved) : moved;
      expect(size.compare(Exact.fraction(1n, 2n * 10n ** BigInt(scale)))).toBeLessThanOrEqual(0);
    }));
  });

  it('is money in whole fen', () => {
    expect(writeFen(14039480n)).toBe('140394.80');
    expect(writeFen(-5n)).toBe('-0.05');
    expect(findFen('140394.8')).toBe(14039480n);
    expect(findFen('0.001')).toBeUndefined();
    expect(fenOf(Exact.get('1792.38'))).toBe(179238n);
    expect(() => fenOf(Exact.get('1792.375'))).toThrow();
  });
});

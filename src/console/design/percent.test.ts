import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentDone } from './percent.ts';

describe('a percentage', () => {
  it('is 100 only when nobody is missed, and 0 only when nobody is done', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(10_000_000), (total, some) => {
      const done = some % (total + 1);
      const percent = percentDone(done, total);
      expect(percent === 100).toBe(done === total);
      expect(percent === 0).toBe(done === 0);
    }));
  });
  it('of nobody is none', () => expect(percentDone(0, 0)).toBeUndefined());
  it('of all but one of 5,958 is 99.9', () => expect(percentDone(5957, 5958)).toBe(99.9));
});

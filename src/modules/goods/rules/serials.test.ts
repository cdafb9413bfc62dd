import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchSerials } from './serials.ts';

const serial = fc.stringMatching(/^[A-Z0-9]{3,8}$/);

describe('a scan of serial numbers', () => {
  it('tells what is missing, what is too many, and what was only read wrongly', () => {
    expect(matchSerials(['CAM-001', 'CAM-002', 'LENS-07', 'BOX-OO8'], ['cam 001', 'CAM001', 'LENS-07', 'BOX-008', 'TRIPOD-1'])).toEqual({
      found: ['CAM-001', 'LENS-07'], missing: ['CAM-002', 'BOX-OO8'], extra: ['BOX-008', 'TRIPOD-1'], swapped: [{ missing: 'BOX-OO8', extra: 'BOX-008' }],
    });
  });

  it('finds all of what is there in any order, and never one number twice', () => {
    fc.assert(fc.property(fc.uniqueArray(serial, { maxLength: 40 }), fc.array(serial, { maxLength: 60 }), (expected, scanned) => {
      const match = matchSerials(expected, scanned);
      expect(match.found.length + match.missing.length).toBe(expected.length);
      expect(new Set([...match.found, ...match.extra]).size).toBe(new Set(scanned).size);
      for (const one of match.extra) expect(expected).not.toContain(one);
    }));
  });

  it('of a hundred thousand is compared in one pass', () => {
    const many = Array.from({ length: 100_000 }, (_, place) => `SN${String(place).padStart(7, '0')}`);
    const match = matchSerials(many, many.slice(1).toReversed());
    expect([match.found.length, match.missing, match.extra.length]).toEqual([99_999, ['SN0000000'], 0]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../content-hash.ts';
import { makeLine, makeList } from '../shapes/sample.ts';
import { contentText, diffLists, plainDecimal } from './list-diff.ts';

const nothing = { added: [], gone: [], changed: [], moved: [] };
const anyList = fc.array(fc.record({
  descriptionEn: fc.constantFrom('Clock', 'Ski', 'Caf\u00e9', 'Cafe\u0301'), hsCode: fc.constantFrom('910690', '950611'), quantity: fc.constantFrom('1', '1.0', '2', '10'), model: fc.constantFrom('', 'A', 'B'),
  serials: fc.array(fc.constantFrom('S1', 'S2', 's1', 'S3'), { maxLength: 3 }),
}), { minLength: 1, maxLength: 6 }).map((changes) => makeList(changes));

describe('two versions of a list', () => {
  test('that are the same differ in nothing', () => {
    fc.assert(fc.property(anyList, (list) => {
      expect(diffLists(list, structuredClone(list))).toEqual({ ...nothing, unchanged: list.lines.length });
    }));
  });

  test('differ exactly when their content does, and every line is in one place', () => {
    fc.assert(fc.property(anyList, anyList, (before, after) => {
      const { added, gone, changed, moved } = diffLists(before, after);
      expect(added.length + gone.length + changed.length + moved.length === 0).toBe(contentText(before) === contentText(after));
      expect(after.lines.length - added.length).toBe(before.lines.length - gone.length);
    }), { numRuns: 300 });
  });

  test('know a line by its serials, though everything else was rewritten', () => {
    const before = makeList([{ serials: ['A1', 'A2'] }, { descriptionEn: 'Ski', model: 'S', serials: ['B1'] }]);
    const after = makeList([{ descriptionEn: 'Ski', model: 'S', serials: ['B1'] }, { descriptionEn: 'Timing gate', hsCode: '910699', serials: ['a1', 'A3'] }]);
    expect(diffLists(before, after)).toEqual({
      added: [], gone: [], moved: [{ was: 2, is: 1 }, { was: 1, is: 2 }], unchanged: 1,
      changed: [{ position: 2, field: 'descriptionEn', was: 'Starting clock', is: 'Timing gate' }, { position: 2, field: 'hsCode', was: '91069000', is: '910699' }, { position: 2, field: 'serials', was: 'A1, A2', is: 'A3, a1' }],
    });
  });

  test('know a line by what it is, then by its number', () => {
    const before = makeList([{ serials: [] }, { model: 'SC-2', serials: [] }, { model: 'SC-3', serials: [] }]);
    const after = makeList([{ model: 'SC-2', quantity: '3', serials: [] }, { model: 'SC-9', serials: [] }, { model: 'SC-3', serials: [] }, { model: 'SC-10', serials: [] }], { title: 'Second' });
    const diff = diffLists(before, after);
    expect(diff.added.map((line) => line.model)).toEqual(['SC-9', 'SC-10']);
    expect(diff.gone.map((line) => line.model)).toEqual(['SC-1']);
    expect(diff.changed).toEqual([{ position: null, field: 'title', was: null, is: 'Second' }, { position: 1, field: 'quantity', was: '2', is: '3' }]);
    expect([diff.moved, diff.unchanged]).toEqual([[{ was: 2, is: 1 }], 1]);
    expect(diffLists(makeList([{ model: 'X' }]), makeList([{ model: 'Y', serials: [] }])).changed.map(({ field }) => field)).toEqual(['model', 'serials']);
  });
});

describe('the content that is signed', () => {
  test('does not depend on how numbers, accents and blank entries are written', () => {
    const one = makeList([{ quantity: '2.50', brand: '', descriptionEn: 'Caf\u00e9', serials: ['B', 'A'] }]);
    const other = { head: {}, lines: [{ ...makeLine({ quantity: '02.5', descriptionEn: 'Cafe\u0301', serials: ['A', 'B'] }), brand: '' }] };
    expect(hashOf(one)).toBe(hashOf(other));
    expect(hashOf(one)).not.toBe(hashOf(makeList([{ quantity: '2.51' }])));
    expect(hashOf(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is text that stays as it is', () => {
    expect(contentText(makeList([{}], { title: '清单' }))).toBe('{"head":{"title":"清单"},"lines":[{"brand":"Example","currency":"CHF","descriptionEn":"Starting clock","descriptionZh":"起跑计时钟","grossKilograms":"14.5","hsCode":"91069000","model":"SC-1","netKilograms":"12","origin":"CH","packages":1,"position":1,"quantity":"2","serials":["SC001","SC002"],"totalValue":"2400","unit":"C62","unitValue":"1200"}]}');
  });

  test.each([['007.50', '7.5'], ['0', '0'], ['0.000', '0'], ['100', '100'], ['x', 'x'], ['.5', '.5']])('writes %s as %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });
});

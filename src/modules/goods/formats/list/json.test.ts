import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableFile } from '../../../travellers/formats/roster/grid.ts';
import { makeList } from '../../shapes/sample.ts';
import { readGoodsListJson } from './json.ts';

const read = (text: string) => readGoodsListJson(new TextEncoder().encode(text));

describe('a goods list in JSON', () => {
  test('is taken as it stands, numbers digit by digit', () => {
    const list = makeList([{ quantity: '2' }], { lines: 1 });
    expect(read(JSON.stringify(list))).toMatchObject({ list, quarantined: [], problems: [] });
    const literal = JSON.stringify(makeList([{ unit: 'KGM', totalValue: 'T', serials: [], descriptionEn: 'No. 12.50 of "3"' }])).replace('"T"', '100000000000000.000001').replace('"2"', '2.50');
    expect(read(literal).list.lines[0]).toMatchObject({ quantity: '2.50', totalValue: '100000000000000.000001', descriptionEn: 'No. 12.50 of "3"' });
  });

  test('keeps lines out that have not the shape, and the head', () => {
    const text = JSON.stringify({ head: { lines: 'many' }, lines: [{ ...makeList().lines[0], hsCode: '12' }, makeList().lines[0], 7], more: 1 });
    const result = read(text);
    expect(result.quarantined.map(({ where, code }) => `${where}: ${code}`)).toEqual(['"more": shape', 'head, lines: shape', 'line 1, hsCode: shape', 'line 3: shape']);
    expect([result.list.lines.length, result.list.head, result.found.quarantinedRows]).toEqual([1, {}, 2]);
  });

  test('that is none is refused by name', () => {
    for (const [text, code] of [['{', 'not-json'], ['{"a":01}', 'not-json'], ['[]', 'not-a-list'], ['{"lines":[]}', 'not-a-list'], ['null', 'not-a-list']] as const) expect(() => read(text)).toThrow(expect.objectContaining({ code }) as Error);
    fc.assert(fc.property(fc.oneof(fc.json(), fc.json().map((line) => `{"lines":[${line}]}`), fc.string()), (text) => {
      try {
        read(text);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableFile);
      }
    }));
  });
});

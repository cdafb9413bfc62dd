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
    expect(result.quarantined.map(({ where, code }) => `${where}: ${code}`)).toEqual(['"more": unknown-part', 'head, lines: whole-number', 'line 1, hsCode: hs-code', 'line 3: not-an-object']);
    expect([result.list.lines.length, result.list.head, result.found.quarantinedRows]).toEqual([1, {}, 2]);
  });

  test('says of every entry in words what to put right, and never the wording of a schema', () => {
    const line = { ...makeList().lines[0], position: 0, brand: null, remarks: 'x'.repeat(501), quantity: '-3', currency: 'yuan', origin: 'China', use: 'hire', expiryDate: '2022-02-30', unNumber: '1263', serials: ['A', ''], colour: 'red' };
    const { quarantined } = read(JSON.stringify({ head: { title: [] }, lines: [line, {}, { ...makeList().lines[0], serials: 'A1' }] }));
    expect(quarantined.map(({ where, code }) => `${where}: ${code}`).toSorted()).toEqual([
      'head, title: not-text', ...['"colour": unknown-entry', 'brand: not-text', 'currency: currency', 'expiryDate: date', 'origin: origin', 'position: whole-number', 'quantity: number', 'remarks: text-long', 'serials 2: serial-list', 'unNumber: un-number', 'use: use-name'].map((one) => `line 1, ${one}`),
      ...['position', 'descriptionEn', 'descriptionZh', 'hsCode', 'quantity', 'unit', 'totalValue', 'currency', 'origin', 'serials'].map((one) => `line 2, ${one}: absent`), 'line 3, serials: serial-list',
    ].toSorted());
    expect(quarantined.map(({ reason }) => reason).filter((reason) => /must|pattern|schema|propert|[{}](?!.*value)/.test(reason) || !/[.…]$/.test(reason))).toEqual([]);
    expect(quarantined.find(({ where }) => where === 'line 1, use')).toMatchObject({ params: { value: 'hire' }, reason: '“hire” is no use known: write temporaryUse, consumption, gift, sale or permanent.' });
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

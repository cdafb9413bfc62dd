import { describe, expect, test } from 'vitest';
import { hashOf } from '../src/modules/goods/content-hash.ts';
import { writeGoodsList } from '../src/modules/goods/rules/list-writing.ts';
import { makeList } from '../src/modules/goods/shapes/sample.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { file } = makeFolder('goods-list');
const patience = { timeout: 240_000 };
const list = makeList([{}, { totalValue: '0', unitValue: '0' }], { lines: 2 });

describe('list', () => {
  test('check says what is kept out and what is wrong', patience, async () => {
    const ran = await tongguan(['list', 'check', '-'], writeGoodsList(makeList([{}, { unit: 'furlong' }, { netKilograms: '15' }]), 'en'));
    expect(ran.code).toBe(1);
    expect(json(ran)).toMatchObject({ format: 'goodsList', quarantined: [{ code: 'unit' }], problems: [{ position: 3, code: 'net-above-gross' }], found: { rows: 3, lines: 2 } });
    expect(ran.said).toContain('row 3, column Unit (I): “furlong” is no unit known');
    expect(ran.said).toContain('line 3, Net weight (kg): The net weight 15 kg is above the gross weight 14.5 kg.');
  });

  test('diff compares a table with JSON; a list with warnings alone is not wrong', patience, async () => {
    const newer = { ...list, lines: list.lines.map((line) => (line.position === 1 ? { ...line, brand: 'Other' } : line)) };
    const [older, other] = [file('older.csv', writeGoodsList(list, 'zh')), file('newer.json', JSON.stringify(newer))];
    const ran = await tongguan(['list', 'diff', older, other]);
    expect([ran.code, json(ran)]).toEqual([0, { added: [], gone: [], changed: [{ position: 1, field: 'brand', was: 'Example', is: 'Other' }], moved: [], unchanged: 1 }]);
  });

  test('hash gives what the parties sign', patience, async () => {
    const ran = await tongguan(['list', 'hash', file('list.csv', writeGoodsList(list, 'en'))]);
    expect([ran.code, ran.output.trim(), ran.said]).toEqual([0, hashOf(list), '']);
  });
});

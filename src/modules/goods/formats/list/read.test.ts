import { utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { languages } from '../../../../words/area.ts';
import { goodsList as words } from '../../../../words/console/goods-list.ts';
import { findWord } from '../../../../words/words.ts';
import { UnreadableFile } from '../../../travellers/formats/roster/grid.ts';
import { goodsUses, goodsList } from '../../shapes/list.ts';
import type { GoodsLine } from '../../shapes/list.ts';
import { makeList } from '../../shapes/sample.ts';
import { contentText } from '../../rules/list-diff.ts';
import { readGoodsList, readPastedGoodsList } from './read.ts';
import { keptCodes } from './shapes.ts';
import { goodsListTemplate, writeGoodsList } from '../../rules/list-writing.ts';
import { casesOf } from '../../../../../tests/long-run.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const header = 'No.,Description,HS code,Quantity,Unit,Unit value,Total value,Currency,Origin,Serial numbers,Gross weight (kg),Net weight (kg)';
const readRows = (...rows: string[]) => readGoodsList(bytesOf([header, ...rows].join('\n')), 'list.csv');
const findingsOf = (read: ReturnType<typeof readGoodsList>): string[] => read.found.findings.map(({ code }) => code);

describe('a goods list', () => {
  test('loads from a Chinese table with its head above and its totals below', () => {
    const text = ['物资清单,,,,,,,', '收货人：虚构赛事组委会,,统一社会信用代码,91110000EXAMPLE001,,,,', '项数：2,,总件数:,3,,抵达日期：2022-01-20,,', '序号,品名,税号,数量,单位,总价（美元）,原产国,毛重（公斤）,件数', '1,起跑计时钟,9106.90.00,２,台,"2,400.00",瑞士,14.5,1', '2,滑雪板 / Ski,9506110000,10,双,"1,500",AUT,30,2', '合计,,,,,"3,900.00",,44.5,3'].join('\r\n');
    const read = readGoodsList(bytesOf(text), '清单.csv');
    expect(read.quarantined).toEqual([]);
    expect(read.list.head).toEqual({ title: '物资清单', consignee: '虚构赛事组委会', creditCode: '91110000EXAMPLE001', lines: 2, packages: 3, arrivesOn: '2022-01-20', totalValue: '3900.00', grossKilograms: '44.5', currency: 'USD' });
    expect(read.list.lines).toEqual([
      { position: 1, descriptionEn: '', descriptionZh: '起跑计时钟', hsCode: '91069000', quantity: '2', unit: 'C62', totalValue: '2400.00', currency: 'USD', origin: 'CH', grossKilograms: '14.5', packages: 1, serials: [] },
      { position: 2, descriptionEn: 'Ski', descriptionZh: '滑雪板', hsCode: '9506110000', quantity: '10', unit: 'PR', totalValue: '1500', currency: 'USD', origin: 'AT', grossKilograms: '30', packages: 2, serials: [] },
    ]);
    expect([read.problems, Compile(goodsList).Check(read.list)]).toEqual([[], true]);
  });

  test('loads from a workbook, in GB18030 and as pasted tabs alike', () => {
    const table = [['品名', '商品编号', '数量', '单位', '总价', '币制', '原产国', '生产日期'], ['钟', '910690', 2, '个', 10.5, '人民币', '中国', 44562]];
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(table), 'a');
    const workbook = readGoodsList(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'a.xlsx');
    const pasted = readPastedGoodsList(table.map((row) => row.join('\t')).join('\n'));
    expect(workbook.list).toEqual({ head: {}, lines: [{ position: 1, descriptionEn: '', descriptionZh: '钟', hsCode: '910690', quantity: '2', unit: 'C62', totalValue: '10.5', currency: 'CNY', origin: 'CN', productionDate: '2022-01-01', serials: [] }] });
    expect(pasted.list).toEqual(workbook.list);
    expect(readGoodsList(Uint8Array.from([...bytesOf('Description,HS code,Quantity,Unit,Total value,Currency,Origin\n'), 0xd6, 0xd3, ...bytesOf(',910690,2,pcs,10,CNY,CN')]), '').list.lines[0]?.descriptionZh).toBe('钟');
  });

  test('keeps a bad row out by cell, says how to put it right, and loads the others', () => {
    const read = readRows('1,Clock,91069,2,pcs,,10,CHF,CH,,,', '2,Clock,910690,2,pcs,,10,CHF,CH,,,', '3,=1+1,910690,two,pcs,,10,CHF,CH,,,', '4,,910690,2,furlong,,1E5,XXX,Nowhere,,-5,');
    expect(read.quarantined.map(({ where, code }) => `${where}: ${code}`)).toEqual([
      'row 2, column HS code (C): hs-code', 'row 4, column Description (B): formula', 'row 5, column Description (B): missing', 'row 5, column Unit (E): unit', 'row 5, column Total value (G): number',
      'row 5, column Currency (H): currency', 'row 5, column Origin (I): origin', 'row 5, column Gross weight (kg) (K): number',
    ]);
    expect(read.quarantined[0]?.reason).toBe('“91069” is no HS code: write 6, 8 or 10 digits. A spreadsheet may have dropped the first 0: format the column as text.');
    expect(read.list.lines.map(({ position }) => position)).toEqual([2]);
    expect([read.found.rows, read.found.quarantinedRows]).toEqual([4, 3]);
  });

  test('writes ranges of serial numbers out, and only what surely is a range', () => {
    const serialsOf = (quantity: string, serials: string) => readRows(`1,Clock,910690,${quantity},pcs,,10,CHF,CH,"${serials}",,`);
    expect(serialsOf('4', 'SN008-SN010;X1').list.lines[0]?.serials).toEqual(['SN008', 'SN009', 'SN010', 'X1']);
    expect(serialsOf('3', 'SN-A-8 ~ SN-A-10').list.lines[0]?.serials).toEqual(['SN-A-8', 'SN-A-9', 'SN-A-10']);
    expect(serialsOf('3', 'SN008至010').list.lines[0]?.serials).toEqual(['SN008', 'SN009', 'SN010']);
    expect(serialsOf('1', '2021-2022').list.lines[0]?.serials).toEqual(['2021-2022']);
    expect(serialsOf('2', '2021-2022').list.lines[0]?.serials).toEqual(['2021', '2022']);
    expect(serialsOf('2', 'AB12-CD13,\nE').list.lines[0]?.serials).toEqual(['AB12-CD13', 'E']);
    expect(serialsOf('1', 'SN10-SN08').quarantined[0]?.code).toBe('serial-range');
    expect(serialsOf('1', 'SN00001-SN20000').quarantined[0]?.code).toBe('serial-range');
    expect(serialsOf('1', '1.23457E+15').quarantined[0]?.code).toBe('digits-lost');
  });

  test('reads a comma only as what nothing else can be meant', () => {
    const totals = (...values: string[]) => {
      const read = readRows(...values.map((value, at) => `${at + 1},Clock ${at},910690,1,pcs,,"${value}",CHF,CH,,,`));
      return [...read.list.lines.map(({ totalValue }) => totalValue), ...read.quarantined.map(({ code }) => code)];
    };
    expect(totals('1,234')).toEqual(['number-ambiguous']);
    expect(totals('1,234', '1,234.50')).toEqual(['1234', '1234.50']);
    expect(totals('1,234', '12,5')).toEqual(['1.234', '12.5']);
    expect(totals('1.234,50', '1.234')).toEqual(['1234.50', 'number-ambiguous']);
    expect(totals("1'234.5", '1 234 567', '0,125', '1,234,567', '1,23,4', '1.5.5')).toEqual(['1234.5', '1234567', '0.125', '1234567', 'number', 'number']);
    expect(totals('USD 5')).toEqual(['currency-twice']);
    expect(totals('CHF 5', '5 francs')).toEqual(['5', 'currency']);
  });

  test('makes a missing total from the unit value and reads the unit beside the quantity', () => {
    const read = readGoodsList(bytesOf('品名;商品编号;数量;单价;原产国\n钟;910690;3台;EUR 33.335;德国'), '');
    expect(read.list.lines[0]).toMatchObject({ quantity: '3', unit: 'C62', unitValue: '33.335', totalValue: '100.01', currency: 'EUR', origin: 'DE' });
  });

  test('names columns that are not read, weights that are not in kilograms and numbers that are there twice', () => {
    const read = readGoodsList(bytesOf('No.,Description,HS code,Quantity,Unit,Value,Currency,Origin,Gross weight (t),Colour\n1,Clock,910690,1,pcs,5,CHF,CH,2,red\n1,Watch,910211,1,pcs,5,CHF,CH,2,red'), '');
    expect(findingsOf(read)).toEqual(['other-mass', 'unknown-column', 'numbered-anew']);
    expect(read.list.lines.map(({ position, grossKilograms }) => [position, grossKilograms])).toEqual([[1, undefined], [2, undefined]]);
  });

  test('understands headers of two rows, groups and two languages', () => {
    const groups = readGoodsList(bytesOf('品名,,商品编号,数量,单位,价值,,币制,原产国\n中文,英文,,,,单价,总价,,\n钟,Clock,910690,2,个,5,10,CNY,CN'), '');
    expect(groups.list.lines[0]).toMatchObject({ descriptionZh: '钟', descriptionEn: 'Clock', unitValue: '5', totalValue: '10' });
    const both = readGoodsList(bytesOf('品名,编码,数量,单位,总值,币种,产地\nGoods,HS,Qty,UOM,Value,Cur,Made in\n钟,910690,2,个,10,CNY,CN'), '');
    expect([both.found.rows, both.list.lines[0]?.hsCode]).toEqual([1, '910690']);
  });

  test('that cannot be read at all is refused as a whole', () => {
    for (const [text, code] of [['', 'empty'], ['hello\nworld', 'no-header'], ['Description,Quantity,Unit\nClock,1,pcs', 'columns-missing']] as const) {
      expect(() => readGoodsList(bytesOf(text), 'a.csv')).toThrow(expect.objectContaining({ code }) as Error);
    }
  });

  test('leaves the example of the template out, in both languages', () => {
    for (const language of languages) {
      const read = readGoodsList(bytesOf(goodsListTemplate(language)), '');
      expect([read.list.lines, read.quarantined, findingsOf(read)]).toEqual([[], [], ['sample-row']]);
      const kept = readGoodsList(bytesOf(goodsListTemplate(language).replace('SAMPLE-0001', 'A1')), '');
      expect([kept.list.lines.length, kept.quarantined, kept.problems]).toEqual([1, [], []]);
    }
  });
});

describe('any file', () => {
  const refusedOrRead = (bytes: Uint8Array): void => {
    try {
      const read = readGoodsList(bytes, '');
      expect(read.found.rows).toBe(read.list.lines.length + read.found.quarantinedRows);
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableFile);
    }
  };

  test('is read or refused by name', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), refusedOrRead));
    fc.assert(fc.property(fc.array(fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('1', '1,5', 'CN', '910690', 'pcs', 'USD', 'A1-A9', '合计', '=1', '2022-01-01', '1E20', 'UN1')), { minLength: 8, maxLength: 13 }), { maxLength: 5 }), (rows) => {
      refusedOrRead(bytesOf([header, ...rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))].join('\n')));
    }), { numRuns: casesOf(300) });
  });

  const plainText = fc.constantFrom('Clock', '起跑钟', 'a "b", c', 'x;y|z', '=SUM(A1)', "'quoted", '+1 spare', 'Café', '@home');
  const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const decimals = fc.tuple(fc.bigInt(0n, 999_999_999_999n), fc.integer({ min: 0, max: 6 }), fc.bigInt(0n, 999_999n)).map(([whole, places, rest]) => (places === 0 ? String(whole) : `${whole}.${String(rest).padStart(6, '0').slice(0, places)}`));
  const line: fc.Arbitrary<Partial<GoodsLine>> = fc.record({
    descriptionEn: plainText, descriptionZh: fc.constantFrom('', '钟'), brand: optional(plainText), model: optional(plainText), hsCode: fc.constantFrom('010121', '95061100', '9506110000'), quantity: decimals, unit: fc.constantFrom('C62', 'KGM', 'PR', 'CS'),
    unitValue: optional(decimals), totalValue: decimals, currency: fc.constantFrom('CNY', 'USD'), origin: fc.constantFrom('CN', 'CH', 'HK'), grossKilograms: optional(decimals), netKilograms: optional(decimals), packages: optional(fc.integer({ min: 0, max: 1_000_000 })),
    serials: fc.array(fc.stringMatching(/^[A-Z]{1,3}[0-9]{1,6}$/), { maxLength: 4 }), use: optional(fc.constantFrom(...goodsUses)), expiryDate: optional(fc.constantFrom('2022-01-02', '2023-12-31')), unNumber: optional(fc.constantFrom('UN1263')), remarks: optional(plainText),
  }) as fc.Arbitrary<Partial<GoodsLine>>;

  test('that we wrote is read back as the same content', () => {
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom(...languages), fc.constantFrom({}, { title: 'Winter', lines: 2, totalValue: '12.50', currency: 'CNY' }), (changes, language, head) => {
      const list = makeList(changes, head);
      const read = readGoodsList(bytesOf(writeGoodsList(list, language)), 'a.csv');
      expect(read.quarantined).toEqual([]);
      expect(contentText(read.list)).toBe(contentText(list));
    }), { numRuns: casesOf(300) });
  });
});

describe('the words for what is kept out', () => {
  test('are there for every code in both languages, and for no other', () => {
    expect(languages.flatMap((language) => keptCodes.filter((code) => findWord(language, `goodsList.kept.${code}`) === undefined))).toEqual([]);
    expect(Object.keys(words.en).filter((key) => key.startsWith('kept.')).sort()).toEqual(keptCodes.map((code) => `kept.${code}`).sort());
  });
});

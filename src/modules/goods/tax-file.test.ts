import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../kernel/money.ts';
import { readNumber, readShare } from './rules/reading-numbers.ts';
import { computeTaxFile } from './rules/tax-file.ts';
import type { TaxReport } from './rules/tax-file.ts';
import { readLiteralJson } from './rules/tax-file/literal-json.ts';
import { findRoundingMode } from './rules/tax-file/values.ts';
import { writeExact } from './rules/tax/assessment.ts';

const amounts = ({ lines }: TaxReport): string[][] => lines.map((line) => line.charges.map((charge) => charge.amount));
const wheres = ({ quarantined }: TaxReport): string[] => quarantined.map((one) => one.where);
const compute = (value: unknown): TaxReport => computeTaxFile(JSON.stringify(value));

describe('flat lines', () => {
  it('are one charge each over a given base', () => {
    const report = compute({ lines: [{ base: '637000.00', kind: 'duty', rate: '8%' }, { base: '687960.00', kind: 'vat', rate: 0.13 }, { base: '140394.80', kind: 'lateFee', rate: '0.005' }] });
    expect(report).toEqual({
      lines: [
        { id: null, where: 'lines[0]', customsValue: null, charges: [{ kind: 'duty', base: '637000.00', rate: '0.08', amountPerUnit: null, quantity: null, exact: '50960.00', relief: '0.00', amount: '50960.00' }], total: '50960.00' },
        { id: null, where: 'lines[1]', customsValue: null, charges: [{ kind: 'vat', base: '687960.00', rate: '0.13', amountPerUnit: null, quantity: null, exact: '89434.80', relief: '0.00', amount: '89434.80' }], total: '89434.80' },
        { id: null, where: 'lines[2]', customsValue: null, charges: [{ kind: 'lateFee', base: '140394.80', rate: '0.005', amountPerUnit: null, quantity: null, exact: '701.974', relief: '0.00', amount: '701.97' }], total: '701.97' },
      ],
      quarantined: [], total: '141096.77',
    });
  });

  it('of one id give each other the bases that are left out, in JSON, as a bare list and in CSV', () => {
    const lines = [{ id: 7, base: 10000, kind: 'duty', rate: '10%' }, { id: 7, kind: 'consumption tax', rate: 0.2, amountPerUnit: '0.50', quantity: 60 }, { id: '7', kind: 'VAT', rate: '13%', rounding: 'ROUND_DOWN' }];
    const csv = 'id;kind;base;rate;amount_per_unit;quantity;rounding;remark\n7;duty;10000;10%;;;;a\n\n7;消费税;;0.2;0.50;60;;b\n7;vat;;13 %;;;truncate;"c;d"\n';
    for (const report of [compute({ lines }), compute(lines), computeTaxFile(csv)]) {
      expect([report.quarantined, amounts(report), report.total]).toEqual([[], [['1000.00', '2787.50', '1792.37']], '5579.87']);
      expect(report.lines[0]).toMatchObject({ id: '7', charges: [{}, { base: '13787.50' }, { base: '13787.50', exact: '1792.375' }] });
    }
  });

  it('keep out what is wrong by its place, and what rests on it', () => {
    const csv = 'id,kind,base,rate\n1,duty,100,x\n1,vat,,13%\n2,duty,100,8%\n2,vat,,13%\n3,vat,,13%\n4,,100,1%\n5,duty,-1,8%\n6,duty,"1,000",8\n7,duty,100,8%,,9\n';
    const report = computeTaxFile(csv);
    expect(amounts(report)).toEqual([['8.00', '14.04']]);
    expect(report.quarantined).toEqual([
      { where: 'row 10', reason: expect.stringContaining('6 cells') },
      { where: 'row 2, column rate (D)', reason: '"x" is no rate; write a percentage like 8% or a fraction like 0.08.' },
      { where: 'row 3, column base (C)', reason: expect.stringContaining('row 2, which was kept out') },
      { where: 'row 6, column base (C)', reason: expect.stringContaining('no customs value') },
      { where: 'row 7, column kind (B)', reason: expect.stringContaining('missing') },
      { where: 'row 8, column base (C)', reason: '"-1" is negative; write 0 or more.' },
      { where: 'row 9, column rate (D)', reason: expect.stringContaining('write "8%"') },
      { where: 'row 9, column base (C)', reason: expect.stringContaining('separators') },
    ]);
  });

  it('take customs values with their parts, and only one for an id', () => {
    const report = computeTaxFile('id,kind,rate,price,freight,insurance,currency,exchangeRate\nA,duty,8%,1000,100,10,USD,6.37\nA,vat,13%,,,,,\nB,duty,8%,1000,,,USD,\nA,other,1%,,,,,\n');
    expect([report.lines[0]!.customsValue, amounts(report)]).toEqual(['7070.70', [['565.66', '992.73']]]);
    expect(wheres(report)).toEqual(['row 5, column base', 'row 4, column exchangeRate (H)']);
    expect(wheres(compute([{ id: 1, kind: 'duty', rate: '1%', customsValue: 5 }, { id: 1, kind: 'vat', rate: '1%', customsValue: 6 }]))).toEqual(['lines[1].customsValue']);
  });

  it('are relieved by a share or an amount, and rounded each in its own way', () => {
    const report = compute([
      { base: 100, kind: 'duty', rate: '8%', relief: '100%' }, { base: 100, kind: 'duty', rate: '8%', relief: 0.5 }, { base: 100, kind: 'duty', rate: '8%', reliefAmount: '9' },
      { base: '2.5', kind: 'x', rate: '100%', rounding: 'halfEven', scale: 0 }, { base: '0.12345', kind: 'x', rate: '100%', rounding: { mode: 'up', scale: 4 } },
    ]);
    expect([amounts(report).flat(), report.total]).toEqual([['0.00', '4.00', '0.00', '2', '0.1235'], '6.1235']);
    expect(report.lines.map((line) => line.charges[0]!.relief)).toEqual(['8.00', '4.00', '8.00', '0', '0.0000']);
    expect(wheres(compute([{ base: 1, kind: 'x', rate: 1, relief: '101%' }, { base: 1, kind: 'x', rate: 1, relief: '1%', reliefAmount: 1 }, { base: 1, kind: 'x', rate: 1, rounding: 'nearest', scale: 2.5 }]))).toEqual(['lines[0].relief', 'lines[1].reliefAmount', 'lines[2].rounding', 'lines[2].scale']);
  });
});

describe('goods lines', () => {
  it('derive the bases of their charges', () => {
    const report = compute({ rounding: { mode: 'truncate', scale: 2 }, lines: [
      { id: 'S', customsValue: '10000', quantity: 60, charges: [{ kind: 'vat', rate: '13%' }, { kind: 'consumptionTax', rate: '20%', amountPerUnit: 0.5 }, { kind: 'duty', rate: '10%' }] },
      { price: '1000.00', freight: 100, insurance: 10, currency: 'usd', exchangeRate: 6.37, charges: [{ kind: 'duty', rate: '8%', rounding: 'half-up' }, { kind: 'vat', rate: '13%', base: '1' }] },
    ] });
    expect([amounts(report), report.total, report.lines[1]!.customsValue]).toEqual([[['1792.37', '2787.50', '1000.00'], ['565.66', '0.13']], '6145.66', '7070.70']);
  });

  it('are kept out whole, with everything that is wrong in them', () => {
    const report = compute({ lines: [
      { customsValue: 100, charges: [{ kind: 'duty', rate: '8' }, { kind: 'vat', rate: '13%' }, 5, { kind: 'x', rate: '1%' }] },
      { customsValue: 100, price: 5, rate: '8%', charges: [] }, { charges: [{ kind: 'duty', rate: '8%' }] }, 'line',
      { customsValue: 100, charges: [{ kind: 'consumptionTax', rate: '100%' }, { kind: 'duty', rate: '1%', customsValue: 1 }] },
      { customsValue: 100, charges: [{ kind: 'duty', rate: '1%' }] },
    ] });
    expect(wheres(report)).toEqual(['lines[3]', 'lines[0].charges[0].rate', 'lines[0].charges[2]', 'lines[1].rate', 'lines[1].customsValue', 'lines[1].charges', 'lines[2].charges[0].base', 'lines[4].charges[1].customsValue']);
    expect(report.total).toBe('1.00');
  });

  it('are not changed by a slip in a name, and remarks do no harm', () => {
    const line = { base: 100, kind: 'duty', rate: '8%' };
    const report = compute([{ ...line, releif: '50%' }, { ...line, weight: 5, date: 'x', 'quantity 2': 1 }, { ...line, Quantity: 1, qty: 2 }]);
    expect([wheres(report), report.quarantined[0]!.reason, report.total]).toEqual([['lines[0].releif', 'lines[2].qty'], '"releif" is no field; did you mean relief?', '8.00']);
  });
});

describe('files that cannot be used', () => {
  it.each([
    ['', 'empty'], ['  \n', 'empty'], ['{"lines":', 'none'], ['{"line":[]}', 'list of lines'], ['{"lines":[]}', 'no lines'], ['hello world', 'known columns'], ['kind,base,rate\n', 'no lines'],
    ['{"lines":[{"rate":"8%","rate":"80%"}]}', 'lines[0].rate stands twice'], ['{"rounding":"nearest","lines":[{}]}', 'rounding'], ['{"currency":"USD","lines":[{}]}', 'currency'], ['kind,base\n"x', 'quotation'],
  ])('%j', (text, reason) => {
    expect(() => computeTaxFile(text)).toThrow(reason);
  });
});

describe('numbers', () => {
  const number = (text: string): string | undefined => {
    const read = readNumber(text);
    return 'value' in read ? writeExact(read.value) : undefined;
  };
  const share = (text: string): string | undefined => {
    const read = readShare(text);
    return 'value' in read ? writeExact(read.value) : undefined;
  };

  it('are read exactly and in no way that could mean two things', () => {
    expect(['637000.00', '.5', '1e-2', '2.5E3', ' ８ ', '\u22121', '1'.repeat(30)].map(number)).toEqual(['637000', '0.5', '0.01', '2500', '8', '-1', '1'.repeat(30)]);
    expect(['1,000', '1 000', '8%', '1.000,5', 'abc', '', '1e99', '0x10', '5.'].map(number)).toEqual(Array.from({ length: 9 }, () => undefined));
    expect(['8%', '0.05 %', '８％', '0.08', '180%', '1', '1.5', '8', '%', 'x'].map(share)).toEqual(['0.08', '0.0005', '0.08', '0.08', '1.8', '1', undefined, undefined, undefined, undefined]);
  });

  it('keep the text they have in JSON, and the rest of JSON is what it is', () => {
    expect(readLiteralJson(' {"a":[0.10,-1e2, 12345678901234567890.123,true,null,"\\u5173\\"]"],"b":{}, "c":[ ]}\n')).toEqual({ a: ['0.10', '-1e2', '12345678901234567890.123', true, null, '关"]'], b: {}, c: [] });
    const texts = (value: unknown): unknown => (typeof value === 'number' ? JSON.stringify(value) : Array.isArray(value) ? value.map(texts) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, texts(one)])) : value);
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const written = JSON.stringify(value, undefined, space);
      expect(JSON.stringify(readLiteralJson(written))).toBe(JSON.stringify(texts(JSON.parse(written))));
    }));
    expect(() => readLiteralJson('['.repeat(200) + ']'.repeat(200))).toThrow('levels');
  });

  it('are the same whether a file is JSON or CSV', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 13n }).map((amount) => Exact.fraction(amount, 1000n).toText(3));
    fc.assert(fc.property(fc.array(fc.record({ base: cents, rate: fc.integer({ min: 0, max: 99 }).map((percent) => `${percent}%`) }), { minLength: 1, maxLength: 5 }), (lines) => {
      const fromJson = computeTaxFile(`[${lines.map((line) => `{"kind":"vat","base":${line.base},"rate":"${line.rate}"}`).join()}]`);
      const fromTable = computeTaxFile(`kind\tbase\trate\n${lines.map((line) => `vat\t${line.base}\t${line.rate}`).join('\n')}`);
      expect([amounts(fromTable), fromTable.total]).toEqual([amounts(fromJson), fromJson.total]);
    }));
  });

  it('are written as fractions where their decimals do not end', () => {
    expect([writeExact(Exact.fraction(104n, 9n)), writeExact(Exact.fraction(1n, 8n)), writeExact(Exact.get('5'), 2)]).toEqual(['104/9', '0.125', '5.00']);
  });

  it('are rounded by any usual name of a way', () => {
    expect(['half-up', 'halfUp', 'HALF_UP', 'ROUND_HALF_EVEN', 'truncate', 'down', 'Up', 'ceiling', 'floor', 'half down', 'round', 'nearest'].map(findRoundingMode)).toEqual(['half-up', 'half-up', 'half-up', 'half-even', 'down', 'down', 'up', 'ceiling', 'floor', 'half-down', undefined, undefined]);
  });
});

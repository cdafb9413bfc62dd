import { describe, expect, it } from 'vitest';
import { Exact } from '../../kernel/money.ts';
import { tariffHeadings } from './catalogue/tariff.ts';
import { illustrativeConsumptionTaxes, illustrativeDuties, reducedVatCodes } from './catalogue/tariff-rates.ts';
import { chargesOf, findTariffRow } from './rules/tariff.ts';
import { decodeText, readTable } from './rules/table-text.ts';
import { findCodeProblem, readTariff } from './rules/tariff-rows.ts';
import { UnreadableFile } from '../travellers/formats/roster/grid.ts';
import { readReference } from './formats/reference.ts';
import { computeLine } from './rules/tax.ts';
import { assess, writeExact } from './rules/tax/assessment.ts';

describe('the catalogue', () => {
  it('has well-formed codes, each once, each with a duty, in the order of chapters', () => {
    const codes = tariffHeadings.map((heading) => heading.code);
    expect(codes.length).toBeGreaterThan(150);
    expect(codes.map(findCodeProblem).filter((problem) => problem !== undefined)).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.map((code) => code.slice(0, 2))).toEqual(codes.map((code) => code.slice(0, 2)).toSorted());
    const rated = illustrativeDuties.flatMap((one) => one.codes);
    expect(rated.toSorted()).toEqual(codes.toSorted());
    for (const code of [...reducedVatCodes, ...illustrativeConsumptionTaxes.flatMap((tax) => tax.codes)]) expect(codes, code).toContain(code);
  });

  it('is dated: value-added tax of 2018 and 2019, codes of the 2022 edition', () => {
    const vat = (day: string): string => writeExact(findTariffRow('950611', day)!.vat);
    expect(['2018-04-30', '2018-05-01', '2019-03-31', '2019-04-01'].map(vat)).toEqual(['0.17', '0.16', '0.16', '0.13']);
    expect(['852580', '852589'].map((code) => [findTariffRow(code, '2021-12-31') !== undefined, findTariffRow(code, '2022-01-01') !== undefined])).toEqual([[true, false], [false, true]]);
    expect(writeExact(findTariffRow('010129', '2022-01-01')!.vat)).toBe('0.09');
    expect(findTariffRow('999999', '2022-01-01')).toBeUndefined();
  });

  it('assesses whisky and a camera', () => {
    const assessed = (code: string, value: string, quantity: string): bigint[] => assess([{ id: code, value: Exact.get(value), charges: chargesOf(findTariffRow(code, '2022-01-27')!, Exact.get(quantity)) }], '2022-01-27').lines[0]!.charges.map((charge) => charge.amountFen);
    expect(assessed('220830', '10000', '100')).toEqual([1_000_00n, 2_864_00n, 1_802_32n]);
    expect([assessed('852589', '20000', '1')[0], assessed('852589', '100000', '1')[0]]).toEqual([4_000_00n, 6_000_00n]);
  });
});

describe('an imported tariff', () => {
  const header = 'code,descriptionEn,descriptionZh,unit,dutyKind,dutyRate,dutyAmount,vat,consumptionTaxRate,consumptionTaxAmount,validFrom,validTo,source';
  const good = '9506.11.00,Skis,滑雪屐,pair,adValorem,6%,,13%,,,2022-01-01,,Tariff 2022';

  it('goes before the illustrative rates, longest code first', () => {
    const { rows, quarantined } = readTariff(readTable(`${header}\n${good}\n9506110010,"Skis, alpine",,pair,compound,4%,1.5,0.13,,,2022-01-01,2022-12-31,Tariff 2022\n`));
    expect(quarantined).toEqual([]);
    const duty = (code: string, day: string): string => computeLine({ customsValue: Exact.get('100'), charges: chargesOf(findTariffRow(code, day, rows)!, Exact.get('2')).map((charge) => ({ ...charge, rounding: { mode: 'half-up', scale: 2 } })) }).charges[0]!.payable.toText(2);
    expect([duty('9506110010', '2022-05-01'), duty('9506110010', '2023-05-01'), duty('95061100', '2022-05-01')]).toEqual(['7.00', '6.00', '6.00']);
    expect(findTariffRow('950611', '2022-05-01', rows)!.source).toContain('illustrative');
  });

  it('is read from bytes with Chinese headers and semicolons', () => {
    const text = '\ufeff商品编码;商品名称;法定单位;征税方式;关税税率;关税单位税额;增值税率;生效日期;依据\n02071400;冻鸡块;kg;从量;;1.3;9%;2022-01-01;税则\n';
    const { rows, quarantined } = readTariff(readTable(decodeText(new TextEncoder().encode(text))));
    expect([quarantined, rows.map((row) => [row.code, row.description.zh, writeExact(row.duty.amountPerUnit!), row.duty.rate])]).toEqual([[], [['02071400', '冻鸡块', '1.3', null]]]);
  });

  it('says by row and column what is wrong and keeps the rest', () => {
    const rows = [
      good, good, '95061,Skis,,pair,,6%,,13%,,,2022-01-01,,T', '770100,Nothing,,kg,,6%,,13%,,,2022-01-01,,T', '950000,Nothing,,kg,,6%,,13%,,,2022-01-01,,T',
      '220830,Whisky,,,specific,8,,13,100%,,2022-02-30,2021-01-01,T', '950612,,,kg,byWeight,,,13%,,,2022-01-01,2021-12-31,',
    ];
    const { rows: taken, quarantined } = readTariff(readTable(`${header}\n${rows.join('\n')}`));
    expect(taken.map((row) => row.code)).toEqual(['95061100']);
    expect(quarantined.map(({ where }) => where)).toEqual([
      'row 3, column validFrom (K)', 'row 4, column code (A)', 'row 5, column code (A)', 'row 6, column code (A)',
      'row 7, column unit (D)', 'row 7, column consumptionTaxRate (I)', 'row 7, column validFrom (K)', 'row 7, column vat (H)', 'row 7, column dutyRate (F)', 'row 7, column dutyAmount (G)',
      'row 8, column descriptionEn (B)', 'row 8, column source (M)', 'row 8, column validTo (L)', 'row 8, column dutyKind (E)', 'row 8, column dutyRate (F)',
    ]);
    expect(quarantined[0]!.reason).toContain('row 2');
  });

  it('is refused as a file that is no table or lacks columns', () => {
    for (const text of ['', 'code,unit\n950611,pair', `${header}\n"open`, `${header},code\n`]) expect(() => readReference('tariff', new TextEncoder().encode(text), 'tariff.csv'), text).toThrow(UnreadableFile);
  });
});

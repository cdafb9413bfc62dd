import type { Exact } from '../../../kernel/money.ts';
import type { Dated } from './in-force.ts';
import { readNumber, readShare } from './reading-numbers.ts';
import { Periods, placesOf, RowReader } from './reading-rows.ts';
import type { RowProblem, RowProblemCode } from './reading-rows.ts';
import type { Table } from './table-text.ts';
import type { Combination } from './tax.ts';

/** Is one row of a tariff: a code, what it covers, and its rates from one day to another. Unit: shares as fractions, amounts in yuan for one unit. */
export interface TariffRow extends Dated {
  /** Shape: 6, 8 or 10 digits; the first six are the subheading of the Harmonized System. */
  readonly code: string;
  readonly description: { readonly en: string; readonly zh: string };
  readonly unit: string;
  readonly duty: { readonly rate: Exact | null; readonly amountPerUnit: Exact | null; readonly combination: Combination };
  readonly vat: Exact;
  readonly consumptionTax: { readonly rate: Exact | null; readonly amountPerUnit: Exact | null } | null;
  readonly source: string;
}

/** Is a tariff as it was read: the rows that can be used with their place in the file, and what is wrong with the others. */
export interface TariffReading {
  readonly rows: readonly (TariffRow & { readonly row: number })[];
  readonly quarantined: readonly RowProblem[];
}

const columns = {
  code: ['code', 'hscode', 'hs', '商品编码', '税则号列'],
  descriptionEn: ['descriptionen', 'description', 'nameen', '英文名称'],
  descriptionZh: ['descriptionzh', 'namezh', '商品名称', '中文名称'],
  unit: ['unit', 'statutoryunit', '法定单位', '计量单位'],
  dutyKind: ['dutykind', '征税方式'],
  dutyRate: ['dutyrate', 'duty', '关税税率', '进口税率'],
  dutyAmount: ['dutyamount', 'dutyamountperunit', '关税单位税额'],
  vat: ['vat', 'vatrate', '增值税率', '增值税税率'],
  consumptionTaxRate: ['consumptiontaxrate', 'consumptiontax', 'ct', 'ctrate', '消费税率', '消费税税率'],
  consumptionTaxAmount: ['consumptiontaxamount', 'ctamount', 'consumptiontaxamountperunit', '消费税单位税额'],
  validFrom: ['validfrom', 'from', '生效日期'],
  validTo: ['validto', 'to', '失效日期'],
  source: ['source', '依据'],
} as const;

type Column = keyof typeof columns;
const neededColumns: readonly Column[] = ['code', 'unit', 'vat', 'validFrom', 'source'];
const dutyKinds: Readonly<Record<string, { rate: boolean; amount: boolean; combination: Combination }>> = {
  advalorem: { rate: true, amount: false, combination: 'sum' }, 从价: { rate: true, amount: false, combination: 'sum' },
  specific: { rate: false, amount: true, combination: 'sum' }, 从量: { rate: false, amount: true, combination: 'sum' },
  compound: { rate: true, amount: true, combination: 'sum' }, 复合: { rate: true, amount: true, combination: 'sum' },
  lower: { rate: true, amount: true, combination: 'lower' }, higher: { rate: true, amount: true, combination: 'higher' },
};

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Says what is wrong with a code of the tariff, or nothing. Shape: 6, 8 or 10 digits; chapters 01 to 97 without 77, which is reserved; the heading counts from 01.
 * Source: Harmonized System, general structure.
 */
export function findCodeProblem(code: string): { readonly code: RowProblemCode; readonly params: RowProblem['params'] } | undefined {
  const params = { text: code, chapter: code.slice(0, 2) };
  if (!/^\d{6}(?:\d{2}){0,2}$/.test(code)) return { code: 'code-shape', params };
  const chapter = Number(params.chapter);
  if (chapter === 0 || chapter > 97 || chapter === 77) return { code: 'code-chapter', params };
  return code.slice(2, 4) === '00' ? { code: 'code-heading', params } : undefined;
}

class TariffReader extends RowReader<Column> {
  duty(): TariffRow['duty'] {
    const [rate, amountPerUnit] = [this.number('dutyRate', readShare), this.number('dutyAmount', readNumber)];
    const text = this.text('dutyKind');
    const kind = text === '' ? undefined : dutyKinds[plain(text)];
    if (text !== '' && kind === undefined) this.complain('dutyKind', 'duty-kind', { text });
    if (this.text('dutyRate') === '' && (kind === undefined ? this.text('dutyAmount') === '' : kind.rate)) this.complain('dutyRate', 'duty-rate-missing');
    if (kind?.amount === true && this.text('dutyAmount') === '') this.complain('dutyAmount', 'duty-amount-missing', { text });
    if (kind?.rate === false && rate !== null) this.complain('dutyRate', 'duty-rate-unasked', { text });
    if (kind?.amount === false && amountPerUnit !== null) this.complain('dutyAmount', 'duty-amount-unasked', { text });
    return { rate, amountPerUnit, combination: kind?.combination ?? 'sum' };
  }

  read(): TariffRow {
    const code = this.text('code').normalize('NFKC').replace(/[.\s]/gu, '');
    const codeProblem = findCodeProblem(code);
    if (codeProblem !== undefined) this.complain('code', codeProblem.code, codeProblem.params);
    const description = { en: this.text('descriptionEn'), zh: this.text('descriptionZh') };
    if (description.en === '' && description.zh === '') this.complain('descriptionEn', 'description');
    this.needs(neededColumns.filter((column) => column !== 'code'));
    const consumptionTax = { rate: this.number('consumptionTaxRate', readShare), amountPerUnit: this.number('consumptionTaxAmount', readNumber) };
    if (consumptionTax.rate !== null && consumptionTax.rate.numerator >= consumptionTax.rate.denominator) this.complain('consumptionTaxRate', 'consumption-too-high');
    const { validFrom, validTo } = this.period('validFrom', 'validTo');
    const vat = this.number('vat', readShare);
    return {
      code, description, unit: this.text('unit'), duty: this.duty(), vat: vat!, validFrom: validFrom!, validTo, source: this.text('source'),
      consumptionTax: consumptionTax.rate === null && consumptionTax.amountPerUnit === null ? null : consumptionTax,
    };
  }
}

/**
 * Reads the rows of a tariff from a table: code, descriptionEn, descriptionZh, unit, dutyKind, dutyRate, dutyAmount, vat, consumptionTaxRate, consumptionTaxAmount,
 * validFrom, validTo, source. Shape: a row with anything wrong is kept out and named, the others are taken; two rows of one code may not hold on the same day.
 * Refuses (as UnreadableTable): what lacks a column or has one twice.
 */
export function readTariff(table: Table): TariffReading {
  const rows: (TariffRow & { readonly row: number })[] = [];
  const quarantined: RowProblem[] = [];
  const places = placesOf<Column>(table, columns, neededColumns);
  const periods = new Periods();
  for (const line of table.rows) {
    const reader = new TariffReader(line, places);
    const row = reader.read();
    const clash = reader.problems.length > 0 ? undefined : periods.clash(row.code, row.validFrom, row.validTo, line.number);
    if (clash !== undefined) reader.complain('validFrom', 'overlap', { text: row.code, row: clash });
    quarantined.push(...reader.problems);
    if (reader.problems.length === 0) rows.push({ ...row, row: line.number });
  }
  return { rows, quarantined };
}

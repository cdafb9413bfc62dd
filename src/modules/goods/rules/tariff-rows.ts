import type { Exact } from '../../../kernel/money.ts';
import { isDay } from './dates.ts';
import type { Dated } from './in-force.ts';
import { readNumber, readShare } from './reading-numbers.ts';
import type { ReadNumber } from './reading-numbers.ts';
import { columnLetter, decodeText, readTable, UnreadableTable } from './table-text.ts';
import type { Table, TableRow } from './table-text.ts';
import { combinations } from './tax.ts';
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

/** Is one thing wrong in a file. Shape: `where` is the row and the column. */
export interface TariffProblem {
  readonly where: string;
  readonly reason: string;
}

/** Is a tariff as it was read: the rows that can be used, and what is wrong with the others. */
export interface TariffReading {
  readonly rows: readonly TariffRow[];
  readonly quarantined: readonly TariffProblem[];
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
export function findCodeProblem(code: string): string | undefined {
  if (!/^\d{6}(?:\d{2}){0,2}$/.test(code)) return `"${code}" is no code; write 6, 8 or 10 digits, like 950611 (a spreadsheet drops a leading zero: make the column text).`;
  const chapter = Number(code.slice(0, 2));
  if (chapter === 0 || chapter > 97 || chapter === 77) return `"${code}" is in chapter ${code.slice(0, 2)}, which the Harmonized System does not have; chapters are 01 to 97 without 77.`;
  return code.slice(2, 4) === '00' ? `"${code}" has heading 00; headings count from 01.` : undefined;
}

function placesOf(table: Table): Map<Column, number> {
  const places = new Map<Column, number>();
  table.header.cells.forEach((cell, at) => {
    const column = (Object.keys(columns) as Column[]).find((name) => (columns[name] as readonly string[]).includes(plain(cell)));
    if (column === undefined) return;
    if (places.has(column)) throw new UnreadableTable(`The columns ${columnLetter(places.get(column)!)} and ${columnLetter(at)} are both ${column}; leave one out.`);
    places.set(column, at);
  });
  const missing = neededColumns.filter((column) => !places.has(column));
  if (missing.length > 0) throw new UnreadableTable(`The columns ${missing.join(', ')} are missing; the first row names the columns: ${Object.keys(columns).join(', ')}.`);
  return places;
}

class RowReader {
  readonly problems: TariffProblem[] = [];
  private readonly row: TableRow;
  private readonly places: ReadonlyMap<Column, number>;

  constructor(row: TableRow, places: ReadonlyMap<Column, number>) {
    this.row = row;
    this.places = places;
  }

  text(column: Column): string {
    const at = this.places.get(column);
    return at === undefined ? '' : (this.row.cells[at] ?? '');
  }

  complain(column: Column, reason: string): void {
    const at = this.places.get(column);
    this.problems.push({ where: `row ${this.row.number}, column ${column}${at === undefined ? '' : ` (${columnLetter(at)})`}`, reason });
  }

  number(column: Column, read: (text: string) => ReadNumber): Exact | null {
    const text = this.text(column);
    if (text === '') return null;
    const result = read(text);
    if ('value' in result && result.value.sign >= 0) return result.value;
    this.complain(column, 'value' in result ? `"${text}" is negative; write 0 or more.` : result.reason);
    return null;
  }

  day(column: Column): string | null {
    const text = this.text(column);
    if (text === '' || isDay(text)) return text === '' ? null : text;
    this.complain(column, `"${text}" is no day; write it as YYYY-MM-DD.`);
    return null;
  }

  duty(): TariffRow['duty'] {
    const [rate, amountPerUnit] = [this.number('dutyRate', readShare), this.number('dutyAmount', readNumber)];
    const text = this.text('dutyKind');
    const kind = text === '' ? undefined : dutyKinds[plain(text)];
    if (text !== '' && kind === undefined) this.complain('dutyKind', `"${text}" is no kind of duty; write adValorem, specific, compound, ${combinations.slice(1).join(' or ')}.`);
    if (this.text('dutyRate') === '' && (kind === undefined ? this.text('dutyAmount') === '' : kind.rate)) this.complain('dutyRate', 'The duty has no rate; write 0% for goods that are free.');
    if (kind?.amount === true && this.text('dutyAmount') === '') this.complain('dutyAmount', `A ${text} duty needs its amount for one unit.`);
    if (kind?.rate === false && rate !== null) this.complain('dutyRate', `A ${text} duty has no rate; leave the cell empty, or write compound.`);
    if (kind?.amount === false && amountPerUnit !== null) this.complain('dutyAmount', `An ${text} duty has no amount for one unit; leave the cell empty, or write compound.`);
    return { rate, amountPerUnit, combination: kind?.combination ?? 'sum' };
  }

  read(): TariffRow {
    const code = this.text('code').normalize('NFKC').replace(/[.\s]/gu, '');
    const codeProblem = findCodeProblem(code);
    if (codeProblem !== undefined) this.complain('code', codeProblem);
    const description = { en: this.text('descriptionEn'), zh: this.text('descriptionZh') };
    if (description.en === '' && description.zh === '') this.complain('descriptionEn', 'The goods have no description; write one, in English or Chinese.');
    for (const column of neededColumns) if (column !== 'code' && this.text(column) === '') this.complain(column, 'The cell is empty.');
    const consumptionTax = { rate: this.number('consumptionTaxRate', readShare), amountPerUnit: this.number('consumptionTaxAmount', readNumber) };
    if (consumptionTax.rate !== null && consumptionTax.rate.numerator >= consumptionTax.rate.denominator) this.complain('consumptionTaxRate', 'A consumption tax of 100% or more has no composite price.');
    const [validFrom, validTo] = [this.day('validFrom'), this.day('validTo')];
    if (validFrom !== null && validTo !== null && validTo < validFrom) this.complain('validTo', `The row ends on ${validTo}, before it begins on ${validFrom}.`);
    const vat = this.number('vat', readShare);
    return {
      code, description, unit: this.text('unit'), duty: this.duty(), vat: vat!, validFrom: validFrom!, validTo, source: this.text('source'),
      consumptionTax: consumptionTax.rate === null && consumptionTax.amountPerUnit === null ? null : consumptionTax,
    };
  }
}

/**
 * Reads the rows of a tariff from CSV: code, descriptionEn, descriptionZh, unit, dutyKind, dutyRate, dutyAmount, vat, consumptionTaxRate, consumptionTaxAmount,
 * validFrom, validTo, source. Shape: a row with anything wrong is kept out and named, the others are taken; two rows of one code may not hold on the same day.
 * Refuses: as a quarantined `file` what is no table or lacks a column.
 */
export function readTariff(bytesText: string | Uint8Array): TariffReading {
  const rows: TariffRow[] = [];
  const quarantined: TariffProblem[] = [];
  try {
    const table = readTable(typeof bytesText === 'string' ? bytesText : decodeText(bytesText));
    const places = placesOf(table);
    const taken = new Map<string, { readonly row: TariffRow; readonly number: number }[]>();
    for (const line of table.rows) {
      const reader = new RowReader(line, places);
      const row = reader.read();
      const same = taken.get(row.code) ?? [];
      const overlap = reader.problems.length > 0 ? undefined : same.find((other) => (row.validTo ?? '9999-12-31') >= other.row.validFrom && (other.row.validTo ?? '9999-12-31') >= row.validFrom);
      if (overlap !== undefined) reader.complain('validFrom', `The code ${row.code} already holds on some of these days by row ${overlap.number}; end one before the other begins.`);
      quarantined.push(...reader.problems);
      if (reader.problems.length > 0) continue;
      rows.push(row);
      taken.set(row.code, [...same, { row, number: line.number }]);
    }
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    quarantined.push({ where: 'file', reason: error.message });
  }
  return { rows, quarantined };
}

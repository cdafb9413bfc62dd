import { goodsReferences as words } from '../../../words/console/goods-references.ts';
import { fill } from '../../../words/words.ts';
import type { Exact } from '../../../kernel/money.ts';
import { isDay } from './dates.ts';
import { numberProblems } from './reading-numbers.ts';
import type { ReadNumber } from './reading-numbers.ts';
import { columnLetter, UnreadableTable } from './table-text.ts';
import type { Table, TableRow } from './table-text.ts';

/** Lists why a row of a tariff or of exchange rates is kept out; each has its words at `goodsReferences.kept.<code>`. */
export const rowProblems = [
  ...numberProblems, 'formula', 'empty', 'negative', 'not-day', 'ends-before', 'overlap', 'too-long', 'code-shape', 'code-chapter', 'code-heading', 'description', 'duty-kind', 'duty-rate-missing', 'duty-amount-missing', 'duty-rate-unasked', 'duty-amount-unasked', 'consumption-too-high', 'currency', 'rate-zero',
] as const;

/** Is why a row is kept out. */
export type RowProblemCode = (typeof rowProblems)[number];

/** Is one cell that keeps its row out. Shape: `row` counts as a spreadsheet does; `reason` is the English words of `code` filled with `params`. */
export interface RowProblem {
  readonly where: string;
  readonly row: number;
  readonly column: string;
  readonly code: RowProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly reason: string;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const mostCharacters = 500;

/** Finds which column of a table holds what, by any of its names. Refuses (as UnreadableTable): a column twice, a needed one missing. */
export function placesOf<Column extends string>(table: Table, columns: Readonly<Record<Column, readonly string[]>>, needed: readonly Column[]): Map<Column, number> {
  const places = new Map<Column, number>();
  table.header.cells.forEach((cell, at) => {
    const column = (Object.keys(columns) as Column[]).find((name) => columns[name].includes(plain(cell)));
    if (column === undefined) return;
    if (places.has(column)) throw new UnreadableTable(`The columns ${columnLetter(places.get(column)!)} and ${columnLetter(at)} are both ${column}; leave one out.`);
    places.set(column, at);
  });
  const missing = needed.filter((column) => !places.has(column));
  if (missing.length > 0) throw new UnreadableTable(`The columns ${missing.join(', ')} are missing; the first row names the columns: ${Object.keys(columns).join(', ')}.`);
  return places;
}

/** Reads the cells of one row and keeps what is wrong with them. */
export class RowReader<Column extends string> {
  readonly problems: RowProblem[] = [];
  protected readonly row: TableRow;
  protected readonly places: ReadonlyMap<Column, number>;

  constructor(row: TableRow, places: ReadonlyMap<Column, number>) {
    this.row = row;
    this.places = places;
    for (const [column, at] of places) {
      if (row.formulas?.has(at) === true) this.complain(column, 'formula');
      else if ((row.cells[at] ?? '').length > mostCharacters) this.complain(column, 'too-long', { most: mostCharacters });
    }
  }

  text(column: Column): string {
    const at = this.places.get(column);
    return at === undefined ? '' : (this.row.cells[at] ?? '');
  }

  complain(column: Column, code: RowProblemCode, params: RowProblem['params'] = {}): void {
    const at = this.places.get(column);
    const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, 80) : value]));
    this.problems.push({ where: `row ${this.row.number}, column ${column}${at === undefined ? '' : ` (${columnLetter(at)})`}`, row: this.row.number, column: at === undefined ? '' : columnLetter(at), code, params: shown, reason: fill('en', words.en[`kept.${code}`], shown) });
  }

  needs(columns: readonly Column[]): void {
    for (const column of columns) if (this.text(column) === '') this.complain(column, 'empty');
  }

  number(column: Column, read: (text: string) => ReadNumber): Exact | null {
    const text = this.text(column);
    if (text === '') return null;
    const result = read(text);
    if ('value' in result && result.value.sign >= 0) return result.value;
    this.complain(column, 'value' in result ? 'negative' : result.code, { text });
    return null;
  }

  day(column: Column): string | null {
    const text = this.text(column);
    if (text === '' || isDay(text)) return text === '' ? null : text;
    this.complain(column, 'not-day', { text });
    return null;
  }

  period(from: Column, to: Column): { readonly validFrom: string | null; readonly validTo: string | null } {
    const [validFrom, validTo] = [this.day(from), this.day(to)];
    if (validFrom !== null && validTo !== null && validTo < validFrom) this.complain(to, 'ends-before', { from: validFrom, to: validTo });
    return { validFrom, validTo };
  }
}

/** Keeps apart rows of one code that would hold on the same day: the later one is complained of and kept out. */
export class Periods {
  readonly #taken = new Map<string, { readonly validFrom: string; readonly validTo: string; readonly number: number }[]>();

  /** Takes a row in, or names the earlier row that it meets. */
  clash(code: string, validFrom: string, validTo: string | null, number: number): number | undefined {
    const end = validTo ?? '9999-12-31';
    const same = this.#taken.get(code);
    const met = same?.find((other) => end >= other.validFrom && other.validTo >= validFrom);
    if (met !== undefined) return met.number;
    const row = { validFrom, validTo: end, number };
    if (same === undefined) this.#taken.set(code, [row]);
    else same.push(row);
    return undefined;
  }
}

import { Exact } from '../../../kernel/money.ts';
import type { ExchangeRate } from './exchange.ts';
import { readNumber } from './reading-numbers.ts';
import { Periods, placesOf, RowReader } from './reading-rows.ts';
import type { RowProblem } from './reading-rows.ts';
import type { Table } from './table-text.ts';
import { writeExact } from './tax/assessment.ts';

const columns = {
  currency: ['currency', '币种', '货币', '币制'],
  rate: ['rate', 'exchangerate', '汇率'],
  validFrom: ['validfrom', 'from', '生效日期'],
  validTo: ['validto', 'to', '失效日期'],
  source: ['source', '依据'],
} as const;
type Column = keyof typeof columns;
const neededColumns: readonly Column[] = ['currency', 'rate', 'validFrom', 'source'];

/**
 * Reads exchange rates from a table: currency, rate, validFrom, validTo, source. Unit: yuan for one unit of the currency.
 * Shape: a row with anything wrong is kept out and named, the others are taken; two rows of one currency may not hold on the same day.
 * Refuses (as UnreadableTable): what lacks a column or has one twice.
 */
export function readRates(table: Table): { readonly rows: readonly (ExchangeRate & { readonly row: number })[]; readonly quarantined: readonly RowProblem[] } {
  const rows: (ExchangeRate & { readonly row: number })[] = [];
  const quarantined: RowProblem[] = [];
  const places = placesOf<Column>(table, columns, neededColumns);
  const periods = new Periods();
  for (const line of table.rows) {
    const reader = new RowReader<Column>(line, places);
    reader.needs(neededColumns);
    const currency = reader.text('currency').toUpperCase();
    if (currency !== '' && (!/^[A-Z]{3}$/.test(currency) || currency === 'CNY')) reader.complain('currency', 'currency', { text: currency });
    const rate = reader.number('rate', readNumber);
    if (rate !== null && rate.compare(Exact.zero) === 0) reader.complain('rate', 'rate-zero');
    const { validFrom, validTo } = reader.period('validFrom', 'validTo');
    const clash = reader.problems.length > 0 ? undefined : periods.clash(currency, validFrom!, validTo, line.number);
    if (clash !== undefined) reader.complain('validFrom', 'overlap', { text: currency, row: clash });
    quarantined.push(...reader.problems);
    if (reader.problems.length === 0) rows.push({ currency, rate: writeExact(rate!), validFrom: validFrom!, validTo, source: reader.text('source'), row: line.number });
  }
  return { rows, quarantined };
}

import { learnOrder } from '../../travellers/formats/roster/dates.ts';
import type { DayMonthOrder } from '../../travellers/formats/roster/dates.ts';
import { columnLetters, UnreadableFile } from '../../travellers/formats/roster/grid.ts';
import type { Cell, Grid } from '../../travellers/formats/roster/grid.ts';
import { gridsOf, isBlank } from '../../travellers/formats/roster/grids.ts';
import { isFormula } from '../../travellers/formats/roster/row.ts';
import { Exact } from '../../../kernel/money.ts';
import { checkList } from '../rules/list.ts';
import type { ListProblem } from '../rules/list.ts';
import type { GoodsLine, GoodsList } from '../shapes/list.ts';
import { readAmount, readCell } from './list/cells.ts';
import { lineColumns } from '../catalogue/list-columns.ts';
import type { LineColumn } from '../catalogue/list-columns.ts';
import { findLineColumn } from './list/columns.ts';

/** Is a row or cell that was kept out: where, what, and how to put it right. */
export interface KeptOut { readonly where: string; readonly code: string; readonly reason: string }

/** Is a goods list as a file gives it. Shape: `list` is null where not one line could be read. */
export interface ListReading {
  readonly format: 'goodsList';
  readonly list: GoodsList | null;
  readonly quarantined: readonly KeptOut[];
  readonly problems: readonly ListProblem[];
  readonly declared: GoodsList['head'];
  readonly found: { readonly lines: number; readonly serials: number; readonly rows: number };
}

interface Header { readonly row: number; readonly columns: ReadonlyMap<number, LineColumn> }

function findHeader(grid: Grid): Header | undefined {
  let best: Header | undefined;
  for (let row = 0; row < Math.min(60, grid.rows.length); row += 1) {
    const columns = new Map<number, LineColumn>();
    grid.rows[row]!.forEach((cell, at) => {
      const column = cell === undefined || cell.text.trim() === '' ? undefined : findLineColumn(cell.text);
      if (column !== undefined && ![...columns.values()].includes(column)) columns.set(at, column);
    });
    if (columns.size >= 3 && columns.size > (best?.columns.size ?? 0)) best = { row, columns };
  }
  return best;
}

const headFields: readonly { readonly field: keyof GoodsList['head']; readonly words: RegExp; readonly reads: 'text' | 'amount' | 'whole' | 'day' }[] = [
  { field: 'title', words: /^(?:title|标题|清单名称)$/iu, reads: 'text' }, { field: 'consignee', words: /^(?:consignee|收货人|收货单位)$/iu, reads: 'text' },
  { field: 'creditCode', words: /^(?:credit code|unified social credit code|统一社会信用代码)$/iu, reads: 'text' }, { field: 'reference', words: /^(?:reference|list no\.?|清单编号|编号)$/iu, reads: 'text' },
  { field: 'lines', words: /^(?:lines|number of lines|项数)$/iu, reads: 'whole' }, { field: 'packages', words: /^(?:packages|total packages|总件数|件数)$/iu, reads: 'whole' },
  { field: 'grossKilograms', words: /^(?:total )?gross(?: weight)?(?: \(?kg\)?)?$|^总毛重$|^毛重合计$/iu, reads: 'amount' }, { field: 'netKilograms', words: /^(?:total )?net(?: weight)?(?: \(?kg\)?)?$|^总净重$|^净重合计$/iu, reads: 'amount' },
  { field: 'totalValue', words: /^(?:total value|total amount|总值|总价合计|货值合计)$/iu, reads: 'amount' }, { field: 'currency', words: /^(?:currency|币制)$/iu, reads: 'text' },
  { field: 'conveyance', words: /^(?:conveyance|flight|vessel|运输工具|航班号)$/iu, reads: 'text' }, { field: 'pointCode', words: /^(?:port of entry|port|进境口岸|口岸)$/iu, reads: 'text' }, { field: 'arrivesOn', words: /^(?:arrival|expected arrival|预计到港日期)$/iu, reads: 'day' },
];

function readHead(rows: readonly (readonly (Cell | undefined)[])[], order: DayMonthOrder, quarantined: KeptOut[]): GoodsList['head'] {
  const head: Record<string, unknown> = {};
  rows.forEach((row, at) => row.forEach((cell, column) => {
    const text = cell?.text.normalize('NFKC').trim() ?? '';
    const [key = '', ...rest] = text.split(/[:：]/u);
    const entry = headFields.find((one) => one.words.test(key.trim()));
    const value = rest.join(':').trim() || (row[column + 1]?.text.normalize('NFKC').trim() ?? '');
    if (entry === undefined || value === '' || head[entry.field] !== undefined) return;
    const read = entry.reads === 'amount' ? readAmount(value) : entry.reads === 'whole' ? readCell({ text: value }, { ...lineColumns[0]!, reads: 'whole' }, order) : entry.reads === 'day' ? readCell({ text: value }, { ...lineColumns[0]!, reads: 'day' }, order) : { value };
    if ('value' in read) head[entry.field] = read.value;
    else quarantined.push({ where: `row ${at + 1}, column ${columnLetters(column)}`, code: read.code, reason: read.reason });
  }));
  return head as GoodsList['head'];
}

const hasChinese = /\p{Script=Han}/u;

function readLine(row: readonly (Cell | undefined)[], number: number, place: number, header: Header, order: DayMonthOrder, currency: string | undefined): { line?: GoodsLine; kept: KeptOut[] } {
  const line: Record<string, unknown> = { descriptionEn: '', descriptionZh: '', serials: [] };
  const kept: KeptOut[] = [];
  for (const [at, column] of header.columns) {
    const cell = row[at];
    if (cell === undefined || cell.text.trim() === '') continue;
    const where = `row ${number}, column ${columnLetters(at)} (${column.english})`;
    if (isFormula(cell)) { kept.push({ where, code: 'formula', reason: 'The cell holds a formula; put its value in.' }); continue; }
    const read = readCell(cell, column, order);
    if (!('value' in read)) { kept.push({ where, code: read.code, reason: read.reason }); continue; }
    if (column.field === 'description') line[hasChinese.test(String(read.value)) ? 'descriptionZh' : 'descriptionEn'] ||= read.value;
    else line[column.field] = read.value;
  }
  line['position'] ??= place;
  line['currency'] ??= currency;
  const serials = line['serials'] as string[];
  if (line['quantity'] === undefined && serials.length > 0) line['quantity'] = String(serials.length);
  if (line['unit'] === undefined && serials.length > 0) line['unit'] = 'C62';
  if (line['totalValue'] === undefined && line['unitValue'] !== undefined && line['quantity'] !== undefined) line['totalValue'] = Exact.get(String(line['unitValue'])).times(Exact.get(String(line['quantity']))).toText(2);
  const needed: readonly [string, string][] = [['hsCode', 'HS code 商品编码'], ['quantity', 'Quantity 数量'], ['unit', 'Unit 单位'], ['totalValue', 'Total value 总价'], ['currency', 'Currency 币制'], ['origin', 'Country of origin 原产国']];
  for (const [field, words] of needed) {
    if (line[field] !== undefined || kept.some((one) => one.where.includes(`(${lineColumns.find((column) => column.field === field)?.english ?? ''})`))) continue;
    kept.push({ where: `row ${number}`, code: 'cell-missing', reason: `${words} is missing; fill it in.` });
  }
  return kept.length > 0 ? { kept } : { line: line as unknown as GoodsLine, kept };
}

/**
 * Reads a goods list from the bytes of a CSV or XLSX file, or of a pasted table; a bad row is kept out with its reason, the others are read.
 * Refuses (as UnreadableFile): what the readers of tables refuse; `header-missing` where no row has three headings that we know.
 */
export function readGoodsList(bytes: Uint8Array, fileName: string): ListReading {
  const grids = gridsOf(bytes, fileName, findLineColumn);
  const found = grids.map((grid) => ({ grid, header: findHeader(grid) })).filter((one): one is { grid: Grid; header: Header } => one.header !== undefined).toSorted((one, other) => other.header.columns.size - one.header.columns.size)[0];
  if (found === undefined) throw new UnreadableFile('header-missing', `No row has the headings of a goods list; load the template, or name the columns: ${lineColumns.slice(0, 15).map((column) => `${column.english} ${column.chinese}`).join(', ')}.`);
  const { grid, header } = found;
  const quarantined: KeptOut[] = [];
  const rows = grid.rows.slice(header.row + 1);
  const days = [...header.columns].filter(([, column]) => column.reads === 'day').map(([at]) => at);
  const order = learnOrder(rows.flatMap((row) => days.map((at) => row[at]).filter((cell) => cell !== undefined)));
  const head = readHead(grid.rows.slice(0, header.row), order, quarantined);
  const lines: GoodsLine[] = [];
  let read = 0;
  rows.forEach((row, at) => {
    if (isBlank(row) || /^(?:合计|总计|total|sum)/iu.test(row.find((cell) => cell !== undefined && cell.text.trim() !== '')?.text.trim() ?? '')) return;
    read += 1;
    const { line, kept } = readLine(row, header.row + at + 2, lines.length + 1, header, order, head.currency);
    quarantined.push(...kept);
    if (line !== undefined) lines.push(line);
  });
  const list = lines.length === 0 ? null : { head, lines };
  return { format: 'goodsList', list, quarantined, problems: list === null ? [] : checkList(list), declared: head, found: { lines: lines.length, serials: lines.reduce((sum, line) => sum + line.serials.length, 0), rows: read } };
}

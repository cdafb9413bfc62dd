import { learnOrder } from '../../../travellers/formats/roster/dates.ts';
import { columnLetters, rosterLimits, UnreadableFile } from '../../../travellers/formats/roster/grid.ts';
import type { Cell, Grid } from '../../../travellers/formats/roster/grid.ts';
import { gridsOf, isBlank } from '../../../travellers/formats/roster/grids.ts';
import { cellPlace } from '../../../travellers/formats/roster/header.ts';
import type { Finding } from '../../../travellers/formats/shapes.ts';
import { findCurrency } from '../../catalogue/currencies.ts';
import { checkList } from '../../rules/list.ts';
import type { GoodsLine } from '../../shapes/list.ts';
import { findColumn, headerCurrency, requiredColumns } from './columns.ts';
import type { ListColumn } from '../../catalogue/list-columns.ts';
import { readHead, takeHeadValue } from './head.ts';
import { findListHeader } from './header.ts';
import type { ListColumnFound, ListHeaderFound } from './header.ts';
import { learnComma } from './numbers.ts';
import { cellText, readLine } from './row.ts';
import type { LineContext } from './row.ts';
import { serialLimits } from './serials.ts';
import type { KeptOut, ReadGoodsList } from './shapes.ts';
import { sampleSerial } from '../../rules/list-writing.ts';

const amountColumns: readonly ListColumn[] = ['quantity', 'unitValue', 'totalValue', 'grossKilograms', 'netKilograms'];
const totalWords = /^(?:合计|总计|共计|小计|totals?|grand total|sum|in total)\s*[:：]?$/iu;

/** Gives each column its meaning once, and names those that are not read. */
function meanings(header: ListHeaderFound, findings: Finding[]): Map<ListColumn, ListColumnFound> {
  const byField = new Map<ListColumn, ListColumnFound>();
  for (const column of header.columns) {
    const where = cellPlace(header.headerRow, column);
    if (column.field === undefined) findings.push({ where, code: 'unknown-column', text: `Nobody knows what "${column.header}" means; the column is not read.` });
    else if (column.otherMass) findings.push({ where, code: 'other-mass', text: `"${column.header}" is not in kilograms; the column is not read. Convert it and name it "Gross weight (kg)" or "Net weight (kg)".` });
    else if (byField.has(column.field)) findings.push({ where, code: 'column-twice', text: `"${column.header}" means the same as an earlier column; the earlier one is read.` });
    else byField.set(column.field, column);
  }
  return byField;
}

function numbersOf(rows: Grid['rows'], byField: ReadonlyMap<ListColumn, ListColumnFound>): Cell[] {
  const places = amountColumns.flatMap((field) => byField.get(field)?.index ?? []);
  return rows.flatMap((row) => places.flatMap((index) => row[index] ?? []));
}

/** Numbers lines as the file does where it numbers every row, each once; anew from 1 otherwise. */
function positionsOf(rows: readonly { readonly cells: readonly (Cell | undefined)[] }[], column: ListColumnFound | undefined, findings: Finding[]): number[] {
  const anew = rows.map((_, at) => at + 1);
  if (column === undefined) return anew;
  const given = rows.map(({ cells }) => cellText(cells[column.index]).normalize('NFKC').replace(/\.0*$|[、)]$/u, ''));
  const numbers = given.map((text) => (/^0*[1-9]\d{0,4}$/.test(text) ? Number(text) : 0));
  if (!numbers.includes(0) && new Set(numbers).size === numbers.length) return numbers;
  if (given.some((text) => text !== '')) findings.push({ where: `column ${column.header} (${columnLetters(column.index)})`, code: 'numbered-anew', text: 'The numbers are not whole, lack somewhere or are there twice; the lines are numbered from 1.' });
  return anew;
}

function readGrid(grid: Grid, header: ListHeaderFound): ReadGoodsList {
  const findings: Finding[] = [];
  const byField = meanings(header, findings);
  const missing = requiredColumns.filter(({ fields }) => !fields.some((field) => byField.has(field)));
  if (missing.length > 0) {
    throw new UnreadableFile('columns-missing', `The header in row ${header.headerRow + 1} lacks: ${missing.map(({ words }) => words).join('; ')}. Found: ${header.columns.map((column) => column.header).slice(0, 40).join(', ')}. Add the columns, or use the template.`);
  }
  const below = grid.rows.slice(header.firstRow);
  if (below.length > rosterLimits.rows) throw new UnreadableFile('too-many-rows', `The file has ${below.length} rows, ${rosterLimits.rows} at most can be loaded: split it.`);
  const comma = learnComma(numbersOf(below, byField));
  const dates = (['productionDate', 'expiryDate'] as const).flatMap((field) => byField.get(field)?.index ?? []);
  const order = learnOrder(below.flatMap((row) => dates.flatMap((index) => row[index] ?? [])));
  const { head, errors } = readHead(grid, header.headerRow, comma);
  const quarantined: KeptOut[] = [...errors];
  const currency = (['totalValue', 'unitValue'] as const).map((field) => headerCurrency(byField.get(field)?.header ?? '')).find((code) => code !== undefined) ?? head.currency;

  const rows: { row: number; cells: readonly (Cell | undefined)[] }[] = [];
  below.forEach((cells, offset) => {
    const row = header.firstRow + offset;
    const filled = cells.filter((cell): cell is Cell => cell !== undefined && cell.text.trim() !== '');
    // A header that is printed again on every page is no goods.
    if (isBlank(cells) || (filled.length >= 3 && header.columns.every(({ index, header: own }) => (cells[index]?.text ?? '') === '' || own.endsWith((cells[index]?.text ?? '').replaceAll(/\s+/gu, ' '))))) return;
    const at = (field: ListColumn): Cell | undefined => cells[byField.get(field)?.index ?? -1];
    if (cellText(at('hsCode')) === '' && filled.some((cell) => totalWords.test(cell.text.trim().normalize('NFKC')))) {
      const before = { ...head };
      for (const field of ['packages', 'grossKilograms', 'netKilograms', 'totalValue'] as const) {
        const cell = at(field);
        const column = byField.get(field);
        if (cell === undefined || cell.formula === true || column === undefined || before[field] !== undefined || totalWords.test(cell.text.trim().normalize('NFKC'))) continue;
        const error = takeHeadValue(head, field, cell, comma, cellPlace(row, column));
        if (error !== undefined) quarantined.push(error);
      }
      if (before.currency === undefined && head.totalValue !== undefined) {
        const own = findCurrency(cellText(at('currency'))) ?? currency;
        if (own !== undefined) head.currency ??= own;
      }
      return;
    }
    if (cellText(at('serials')) === sampleSerial) findings.push({ where: `row ${row + 1}`, code: 'sample-row', text: 'The example of the template is left out.' });
    else rows.push({ row, cells });
  });

  const context: LineContext = { byField, headers: new Map(header.columns.map((column) => [column.index, column.header])), order, comma, currency, findings, serialsLeft: serialLimits.list };
  const positions = positionsOf(rows, byField.get('position'), findings);
  const lines: GoodsLine[] = [];
  let quarantinedRows = 0;
  for (const [at, { row, cells }] of rows.entries()) {
    const read = readLine(cells, row, positions[at]!, context);
    if (read.line !== undefined && read.errors.length === 0) lines.push(read.line);
    else quarantinedRows += 1;
    quarantined.push(...read.errors);
  }
  const list = { head, lines };
  return {
    format: 'goodsList', list, quarantined, problems: lines.length === 0 ? [] : checkList(list), declared: head,
    found: {
      ...grid.about, headerRow: header.headerRow + 1, rows: rows.length, lines: lines.length, quarantinedRows, comma, dayMonthOrder: order, findings,
      columns: [...byField].map(([field, column]) => ({ field, header: column.header, column: columnLetters(column.index) })),
    },
  };
}

/**
 * Reads a goods list from CSV or XLSX and checks it; a row with a bad cell is kept out cell by cell, the others load.
 * Shape: what stands above the table and a row of totals become the head. With rows kept out, the sums of the head may differ for that alone.
 * Refuses: by throwing UnreadableFile and nothing else: empty, too-large, macros, old-workbook, not-a-table, encoding, quotes, zip-damaged, not-a-workbook, unreadable, too-many-rows, too-many-columns, no-header, columns-missing.
 */
export function readGoodsList(bytes: Uint8Array, fileName: string): ReadGoodsList {
  const grids = gridsOf(bytes, fileName, findColumn);
  const headed = grids.flatMap((grid) => {
    const header = findListHeader(grid);
    return header === undefined ? [] : [{ grid, header }];
  }).sort((one, other) => other.header.known - one.header.known);
  const [first, ...others] = headed;
  if (first === undefined) {
    const seen = grids[0]?.rows.find((row) => !isBlank(row))?.map((cell) => cell?.text ?? '').filter((text) => text !== '').slice(0, 10).join(', ').slice(0, 200) ?? '';
    throw new UnreadableFile('no-header', `No header row was found${seen === '' ? '' : ` (the first row reads: ${seen})`}: the table needs a row of column names such as 品名 Description, 商品编号 HS code, 数量 Quantity. The template shows them.`);
  }
  const result = readGrid(first.grid, first.header);
  const notRead = others.map(({ grid }) => ({ where: `sheet ${String(grid.about['sheet'])}`, code: 'sheet-not-read', text: 'Another sheet looks like a goods list and is not read: load each in a file of its own.' }));
  return notRead.length === 0 ? result : { ...result, found: { ...result.found, findings: [...result.found.findings, ...notRead] } };
}

/** Reads a goods list that was pasted from a spreadsheet: its header and rows, parted by tabs. Refuses: as `readGoodsList` does. */
export function readPastedGoodsList(text: string): ReadGoodsList {
  return readGoodsList(new TextEncoder().encode(text), '');
}

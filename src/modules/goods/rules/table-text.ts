import { parse } from 'csv-parse/browser/esm/sync';

/** Says that a text is no table that can be read, and how to put it right. */
export class UnreadableTable extends Error {}

/** Is one row of a table. Shape: `number` counts as a spreadsheet does, the header is row 1 unless lines stand above it. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** The places whose cells are formulas of a workbook, whose value nobody has checked. */
  readonly formulas?: ReadonlySet<number>;
}

/** Is a table of text: its header and the rows under it that hold anything. */
export interface Table {
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

/** Reads bytes as text: UTF-8, UTF-16 with its mark, else GB18030 as spreadsheets in China write it. Refuses (as UnreadableTable): bytes that are none of these. */
export function decodeText(bytes: Uint8Array): string {
  const labels = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : bytes[0] === 0xfe && bytes[1] === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const label of labels) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding is tried; when none is left, the refusal below says so.
    }
  }
  throw new UnreadableTable('The text is neither UTF-8, UTF-16 nor GB18030; save it as UTF-8.');
}

function delimiterOf(text: string): string {
  const line = text.split(/\r\n|\n|\r/u).find((one) => one.trim() !== '') ?? '';
  return [',', ';', '\t'].reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
}

/** Reads a table of comma, semicolon or tab separated values. Refuses (as UnreadableTable): no header, quotation marks that do not close. */
export function readTable(text: string): Table {
  const content = text.replace(/^\ufeff/u, '');
  let records: string[][];
  try {
    records = parse(content, { delimiter: delimiterOf(content), relax_column_count: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` near line ${String(error.lines)}` : '';
    throw new UnreadableTable(`A quotation mark does not stand as it must${line}: double every quotation mark inside a cell, and put marks around the whole cell.`);
  }
  const rows = records.map((cells, at) => ({ number: at + 1, cells: cells.map((cell) => cell.trim()) })).filter((row) => row.cells.some((cell) => cell !== ''));
  const [header, ...rest] = rows;
  if (header === undefined) throw new UnreadableTable('The file is empty; its first row names the columns.');
  return { header, rows: rest };
}

/** Writes the letter of a column as spreadsheets do. Shape: 0 is A, 26 is AA. */
export function columnLetter(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : `${columnLetter(Math.floor(at / 26) - 1)}${columnLetter(at % 26)}`;
}

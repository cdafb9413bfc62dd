import { findField } from './columns.ts';
import { csvGrid } from './csv-grid.ts';
import type { HeaderReader } from './csv-grid.ts';
import { rosterLimits, UnreadableFile } from './grid.ts';
import type { Cell, Grid } from './grid.ts';
import { xlsxGrids } from './xlsx-grid.ts';

/**
 * Takes the tables out of a CSV or XLSX file; `meaning` knows the headers, by which the separator of a CSV is chosen.
 * Refuses: empty, too-large, macros, old-workbook, not-a-table, and what the readers of the two kinds refuse.
 */
export function gridsOf(bytes: Uint8Array, fileName: string, meaning: HeaderReader = findField): Grid[] {
  if (bytes.length === 0) throw new UnreadableFile('empty', 'The file is empty.');
  if (bytes.length > rosterLimits.bytes) throw new UnreadableFile('too-large', `The file has ${(bytes.length / 1_000_000).toFixed(1)} MB, ${rosterLimits.bytes / 1_000_000} MB at most can be loaded.`);
  if (/\.(?:xlsm|xltm|xlsb|xlam)$/iu.test(fileName)) throw new UnreadableFile('macros', 'Workbooks that can hold macros are not loaded: save the file as .xlsx and load it again.');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return xlsxGrids(bytes);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new UnreadableFile('old-workbook', 'The workbook is of the old kind (.xls) or protected by a password: save it as .xlsx without a password and load it again.');
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44) throw new UnreadableFile('not-a-table', 'The file is a PDF: load the table as CSV or XLSX.');
  return [csvGrid(bytes, meaning)];
}

/** Tells whether nothing stands in a row. */
export function isBlank(row: readonly (Cell | undefined)[]): boolean {
  return row.every((cell) => cell === undefined || cell.text.trim() === '');
}

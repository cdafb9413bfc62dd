import { gridsOf, isBlank } from '../../travellers/formats/roster/grids.ts';
import { UnreadableFile } from '../../travellers/formats/roster/grid.ts';
import { readRates } from '../rules/exchange-rows.ts';
import type { RowProblem } from '../rules/reading-rows.ts';
import { keepRate, keepTariff } from '../rules/reference-rows.ts';
import type { KeptRow, ReferenceKind } from '../rules/reference-rows.ts';
import { decodeText, readTable, UnreadableTable } from '../rules/table-text.ts';
import type { Table } from '../rules/table-text.ts';
import { readTariff } from '../rules/tariff-rows.ts';

// Text keeps the rules that the tax file has; a workbook comes through the reader that rosters and goods lists use.
/** Reads a table from CSV or the first sheet of a workbook that holds anything. Refuses: by throwing UnreadableTable or UnreadableFile. */
export function tableOf(bytes: Uint8Array, fileName: string): Table {
  const isWorkbook = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf) || /\.xl\w+$/iu.test(fileName);
  if (!isWorkbook) return readTable(decodeText(bytes));
  const grid = gridsOf(bytes, fileName).find((one) => one.rows.some((row) => !isBlank(row)));
  const rows = (grid?.rows ?? []).map((cells, at) => ({
    number: at + 1, cells: Array.from(cells, (cell) => (cell?.date ?? cell?.text ?? '').trim()),
    formulas: new Set(cells.flatMap((cell, place) => (cell?.formula === true ? [place] : []))),
  })).filter((row) => row.cells.some((cell) => cell !== ''));
  const [header, ...rest] = rows;
  if (header === undefined) throw new UnreadableTable('The file is empty; its first row names the columns.');
  return { header, rows: rest };
}

/** Is a file of reference data as it was read. */
export interface ReadReference {
  readonly rows: readonly (KeptRow & { readonly row: number })[];
  readonly quarantined: readonly RowProblem[];
}

/** Reads a tariff or exchange rates from CSV or XLSX. Refuses: by throwing UnreadableFile: no-table, and what the reader of workbooks refuses. */
export function readReference(kind: ReferenceKind, bytes: Uint8Array, fileName: string): ReadReference {
  try {
    const table = tableOf(bytes, fileName);
    if (kind === 'tariff') {
      const { rows, quarantined } = readTariff(table);
      return { rows: rows.map((one) => ({ ...keepTariff(one), row: one.row })), quarantined };
    }
    const { rows, quarantined } = readRates(table);
    return { rows: rows.map((one) => ({ ...keepRate(one), row: one.row })), quarantined };
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    throw new UnreadableFile('no-table', error.message);
  }
}

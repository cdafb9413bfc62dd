import { findField } from './columns.ts';
import type { RosterField } from './columns.ts';
import { columnLetters } from './grid.ts';
import type { Grid } from './grid.ts';

/** One column of the file: where it is, what it is called there, and what it means. */
export interface FoundColumn {
  index: number;
  header: string;
  field: RosterField | undefined;
}

/** The header of a roster: its columns and the row, counted from 0, where people begin. */
export interface FoundHeader {
  columns: FoundColumn[];
  firstRow: number;
  headerRow: number;
  known: number;
}

const searched = 40;

/** Writes the texts of the rows where a header may stand, merged cells written out. */
export function headerTexts(grid: Grid): string[][] {
  const texts = grid.rows.slice(0, searched + 2).map((row) => Array.from(row, (cell) => cell?.text ?? ''));
  for (const { top, left, bottom, right } of grid.merges) {
    const text = texts[top]?.[left] ?? '';
    if (text === '') continue;
    for (let row = top; row <= Math.min(bottom, texts.length - 1); row += 1) {
      const cells = texts[row];
      for (let column = left; cells && column <= Math.min(right, 300); column += 1) cells[column] = text;
    }
  }
  return texts;
}

function columnsOf(above: readonly string[], below: readonly string[] | null): FoundColumn[] {
  const found: FoundColumn[] = [];
  let group = '';
  const width = Math.max(above.length, below?.length ?? 0);
  for (let index = 0; index < width; index += 1) {
    const upper = above[index] ?? '';
    const lower = below?.[index] ?? '';
    if (upper !== '') group = upper;
    const merged = below !== null && upper === '' && lower !== '' ? group : upper;
    const alone = lower === '' || lower === merged;
    const header = alone ? merged : merged === '' ? lower : `${merged} ${lower}`;
    if ((alone && upper === '') || header === '') continue;
    const field = alone ? findField(upper) : (findField(lower, merged) ?? (merged === upper ? findField(upper) : undefined));
    found.push({ index, header: header.replaceAll(/\s+/gu, ' ').slice(0, 60), field });
  }
  return found;
}

function knownFields(columns: readonly FoundColumn[]): number {
  return new Set(columns.map((column) => column.field).filter((field) => field && field !== 'ordinal')).size;
}

/** A second header row is one in which most cells are header words, which people's data are not. */
function looksLikeHeader(above: readonly string[], row: readonly string[] | undefined): boolean {
  const filled = row?.filter((text) => text !== '') ?? [];
  if (filled.length < 2) return false;
  const words = row?.filter((text, index) => text !== '' && (findField(text, above[index] ?? '') ?? findField(text))).length ?? 0;
  return words * 2 > filled.length;
}

/**
 * Finds the header among the first rows: below titles, in one row or two (groups above, or a second language below).
 * Shape: null when no row has three known columns.
 */
export function findHeader(grid: Grid): FoundHeader | null {
  const texts = headerTexts(grid);
  let best: FoundHeader | null = null;
  for (let row = 0; row < Math.min(searched, texts.length); row += 1) {
    const above = texts[row] ?? [];
    if (above.every((text) => text === '')) continue;
    const single = columnsOf(above, null);
    let candidate: FoundHeader = { columns: single, firstRow: row + 1, headerRow: row, known: knownFields(single) };
    const next = texts[row + 1];
    if (next && looksLikeHeader(above, next)) {
      const double = columnsOf(above, next);
      const known = knownFields(double);
      // One text over the whole row is the title of the list, unless the row below needs it.
      if (new Set(above.filter((text) => text !== '')).size === 1 && knownFields(columnsOf(next, null)) >= known) continue;
      candidate = known >= candidate.known ? { columns: double, firstRow: row + 2, headerRow: row, known } : { ...candidate, firstRow: row + 2 };
    }
    if (candidate.known >= 3 && candidate.known > (best?.known ?? 0)) best = candidate;
  }
  return best;
}

/** Names a cell the way an officer looks for it. */
export function cellPlace(row: number, column: Pick<FoundColumn, 'index' | 'header'> | number): string {
  return typeof column === 'number' ? `row ${row + 1}, column ${columnLetters(column)}` : `row ${row + 1}, column ${column.header} (${columnLetters(column.index)})`;
}

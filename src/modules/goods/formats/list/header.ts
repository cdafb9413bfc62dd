import type { Grid } from '../../../travellers/formats/roster/grid.ts';
import { headerTexts } from '../../../travellers/formats/roster/header.ts';
import { findColumn, findGrouped, isOtherMass } from './columns.ts';
import type { ListColumn } from '../../catalogue/list-columns.ts';

/** Is one column of a file: where it is, what it is called there, and what it means. */
export interface ListColumnFound {
  readonly index: number;
  readonly header: string;
  readonly field: ListColumn | undefined;
  /** Whether the header asks for another unit than the list has, so that its numbers would be read wrongly. */
  readonly otherMass: boolean;
}

/** Is the header of a list: its columns, its row and the row of the first goods, both counted from 0. */
export interface ListHeaderFound {
  readonly columns: readonly ListColumnFound[];
  readonly headerRow: number;
  readonly firstRow: number;
  readonly known: number;
}

const searched = 40;

function columnsOf(above: readonly string[], below: readonly string[] | undefined): ListColumnFound[] {
  const found: ListColumnFound[] = [];
  let group = '';
  for (let index = 0; index < Math.max(above.length, below?.length ?? 0); index += 1) {
    const own = (above[index] ?? '').trim();
    const lower = (below?.[index] ?? '').trim();
    if (own !== '') group = own;
    if (own === '' && lower === '') continue;
    const upper = own === '' ? group : own;
    // A group, such as 重量 over 毛重 and 净重, stands over several columns and says less than what is below it; in CSV the cells beside it are blank.
    const isGroup = own === '' || above[index - 1] === own || above[index + 1] === own || ((above[index + 1] ?? '') === '' && (below?.[index + 1] ?? '') !== '');
    const alone = lower === '' || lower === upper;
    const field = alone ? findColumn(upper) : (findGrouped(upper, lower) ?? (isGroup ? findColumn(lower) : (findColumn(upper) ?? findColumn(lower))));
    const header = (alone ? upper : `${upper} ${lower}`.trim()).replaceAll(/\s+/g, ' ').slice(0, 60);
    const isMass = field === 'grossKilograms' || field === 'netKilograms';
    found.push({ index, header, field, otherMass: isMass && isOtherMass(header) });
  }
  return found;
}

function knownFields(columns: readonly ListColumnFound[]): number {
  return new Set(columns.map(({ field }) => field).filter((field) => field !== undefined && field !== 'position')).size;
}

function looksLikeHeader(above: readonly string[], row: readonly string[]): boolean {
  const filled = row.flatMap((text, index) => (text === '' ? [] : [{ text, upper: above[index] ?? '' }]));
  return filled.length >= 2 && filled.filter(({ text, upper }) => findColumn(text) !== undefined || findGrouped(upper, text) !== undefined).length * 2 > filled.length;
}

/**
 * Finds the header among the first rows: below titles and the head, in one row or two (groups above, or a second language below).
 * Shape: undefined where no row has three known columns.
 */
export function findListHeader(grid: Grid): ListHeaderFound | undefined {
  const texts = headerTexts(grid);
  let best: ListHeaderFound | undefined;
  for (let row = 0; row < Math.min(searched, texts.length); row += 1) {
    const above = texts[row] ?? [];
    if (above.every((text) => text === '')) continue;
    const single = columnsOf(above, undefined);
    let candidate: ListHeaderFound = { columns: single, headerRow: row, firstRow: row + 1, known: knownFields(single) };
    const next = texts[row + 1];
    // What stands directly above the header may belong to the head: a first row of two must know columns by itself.
    if (next !== undefined && candidate.known >= 2 && looksLikeHeader(above, next)) {
      const double = columnsOf(above, next);
      candidate = knownFields(double) >= candidate.known ? { columns: double, headerRow: row, firstRow: row + 2, known: knownFields(double) } : { ...candidate, firstRow: row + 2 };
    }
    if (candidate.known >= 3 && candidate.known > (best?.known ?? 0)) best = candidate;
  }
  return best;
}

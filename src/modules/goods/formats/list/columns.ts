import { spellings, squeeze } from '../../../travellers/formats/roster/columns.ts';
import { lineColumns } from '../../catalogue/list-columns.ts';
import type { LineColumn } from '../../catalogue/list-columns.ts';

const bySpelling = new Map<string, LineColumn>();
for (const column of lineColumns) for (const spelling of [column.english, column.chinese, ...column.also.split('|')]) if (!bySpelling.has(squeeze(spelling))) bySpelling.set(squeeze(spelling), column);

/** Finds the column that a heading means, in either language or both. Shape: undefined where nobody knows. */
export function findLineColumn(heading: string): LineColumn | undefined {
  for (const spelling of spellings(heading)) {
    const column = bySpelling.get(spelling);
    if (column !== undefined) return column;
  }
  return undefined;
}

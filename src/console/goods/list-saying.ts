import type { KeptOut } from '../../modules/goods/formats/list/shapes.ts';
import type { ListProblem } from '../../modules/goods/rules/list.ts';
import type { Finding } from '../../modules/travellers/formats/shapes.ts';
import type { Words } from '../words.tsx';

/** Is where in a file something stands. Shape: `line` is the place among the rows under the headings, from 1, where the table has its headings in the first row. */
export type KeptOutPlace = { readonly row: string; readonly column: string; readonly line: number | undefined };

/** Names a field of a line or of the head of a list. */
export function listFieldName({ find }: Words, field: string): string {
  return find(`goodsList.field.${field}`) ?? field;
}

/** Parts a place as the reader of goods lists writes it: `row 5, column Quantity (G)`. */
export function keptOutPlace(words: Words, where: string): KeptOutPlace {
  const [, row, heading, letters] = /^row (\d+)(?:, column (?:(.+) \()?([A-Z]{1,3})\)?)?$/u.exec(where) ?? [];
  const [, whole, at] = /^column (.+) \(([A-Z]{1,3})\)$/u.exec(where) ?? [];
  if (whole !== undefined) return { row: '', column: `${at} · ${whole}`, line: undefined };
  if (row === undefined) return { row: where, column: '', line: undefined };
  return { row: words.t('goodsRegisters.place.row', { n: row }), column: [letters, heading].filter((part) => part !== undefined && part !== '').join(' · '), line: Number(row) - 1 };
}

/** Says why something was kept out and how to put it right; a code without words is said as the reader says it. */
export function keptOutText({ find }: Words, entry: KeptOut): string {
  return find(`goodsList.kept.${entry.code}`, entry.params) ?? entry.reason;
}

/** Says what was noticed in a file and stops nothing; a code without words is said as the reader says it. */
export function findingText({ find }: Words, finding: Finding): string {
  return find(`goodsList.finding.${finding.code}`) ?? finding.text;
}

/** Says what is wrong in a list that was read. */
export function problemText({ find }: Words, problem: ListProblem): string {
  return find(`goodsList.problem.${problem.code}`, problem.params) ?? problem.code;
}

/** Says why a file was not read at all, and what to do. Shape: `what` is undefined for a code without words. */
export function fileText({ find }: Words, code: string): { readonly what: string | undefined; readonly fix: string | undefined } {
  return { what: find(`lists.code.${code}`), fix: find(`goodsRegisters.fileFix.${code}`) ?? find(`lists.fix.${code}`) };
}

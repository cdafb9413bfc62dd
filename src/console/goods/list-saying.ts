import type { KeptOut } from '../../modules/goods/formats/list.ts';
import { lineColumns } from '../../modules/goods/catalogue/list-columns.ts';
import type { ListProblem } from '../../modules/goods/rules/list.ts';
import type { Words } from '../words.tsx';

/** Is where in a file something stands. Shape: `line` is the place among the rows under the headings, from 1, where the table has its headings in the first row. */
export type KeptOutPlace = { readonly row: string; readonly column: string; readonly line: number | undefined };

/** Names a field of a line or of the head of a list as the columns of the template do. */
export function listFieldName({ language, find }: Words, field: string): string {
  const column = lineColumns.find((one) => one.field === field);
  return column === undefined ? find(`goodsList.field.${field}`) ?? field : language === 'zh' ? column.chinese : column.english;
}

/** Parts a place as the reader of goods lists writes it: `row 5, column G (Quantity)`. */
export function keptOutPlace(words: Words, where: string): KeptOutPlace {
  const [, row, letters, english] = /^row (\d+)(?:, column ([A-Z]+)(?: \((.+)\))?)?$/u.exec(where) ?? [];
  if (row === undefined) return { row: where, column: '', line: undefined };
  const column = lineColumns.find((one) => one.english === english);
  const name = column === undefined ? '' : listFieldName(words, column.field);
  return { row: words.t('goodsRegisters.place.row', { n: row }), column: [letters, name].filter((part) => part !== undefined && part !== '').join(' · '), line: Number(row) - 1 };
}

/** Finds what the reader quotes: the cell as it was sent, or the column that is missing. */
function quoted({ code, reason }: KeptOut): string {
  if (code === 'cell-missing') return / is missing/u.test(reason) ? reason.slice(0, reason.indexOf(' is missing')) : '';
  return /"([\s\S]*?)"/u.exec(reason)?.[1] ?? '';
}

/** Says what is wrong with what was kept out; a code without words is said as the reader says it. */
export function keptOutText({ find }: Words, entry: KeptOut): string {
  return find(`goodsList.kept.${entry.code}`, { value: quoted(entry) }) ?? entry.reason;
}

/** Says how to put right what was kept out. */
export function keptOutFix({ find }: Words, entry: KeptOut): string {
  return find(`goodsList.fix.${entry.code}`, { value: quoted(entry) }) ?? '';
}

/** Says what is wrong in a list that was read. */
export function problemText({ find }: Words, problem: ListProblem): string {
  return find(`goodsList.problem.${problem.code}`, problem.params) ?? problem.code;
}

/** Says why a file was not read at all, and what to do. Shape: `what` is undefined for a code without words. */
export function fileText({ find }: Words, code: string): { readonly what: string | undefined; readonly fix: string | undefined } {
  return { what: find(`goodsList.file.${code}`) ?? find(`lists.code.${code}`), fix: find(`goodsList.fileFix.${code}`) ?? find(`lists.fix.${code}`) };
}

import { Exact } from '../../../../kernel/money.ts';
import type { Cell } from '../../../travellers/formats/roster/grid.ts';

/** Says what a comma between digits means in a file; null when nothing in the file tells, or some numbers say one thing and some the other. */
export type CommaMeaning = 'thousands' | 'decimals' | null;

/** Is a decimal text, or why there is none. */
export type ReadNumber = { readonly number: string } | { readonly code: 'number' | 'number-ambiguous' };

const grouped = /^\d{1,3}(?:,\d{3})+$/;
const pointGrouped = /^\d{1,3}(?:\.\d{3})+$/;

function clean(text: string): string {
  return text.slice(0, 60).normalize('NFKC').replace(/[\u2018\u2019\u00b4`]/g, "'").trim();
}

/**
 * Learns from all numbers of a file what a comma means in it.
 * Shape: `1,234.50` and `1,234,567` tell thousands, `12,5`, `0,125` and `1.234,50` decimals; `1,234` tells nothing.
 */
export function learnComma(cells: Iterable<Cell>): CommaMeaning {
  let [thousands, decimals] = [false, false];
  for (const cell of cells) {
    if (cell.number !== undefined || !/[,\uff0c]/.test(cell.text)) continue;
    const digits = clean(cell.text).replace(/^[^\d]+|[^\d]+$/g, '');
    if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(digits) || /^\d{1,3}(?:,\d{3}){2,}$/.test(digits)) thousands = true;
    else if (/^\d{1,3}(?:[. ']\d{3})+,\d+$/.test(digits) || (/^\d+,\d+$/.test(digits) && (!grouped.test(digits) || digits.startsWith('0')))) decimals = true;
  }
  return thousands === decimals ? null : thousands ? 'thousands' : 'decimals';
}

function findPlain(text: string, comma: CommaMeaning): string | 'ambiguous' | undefined {
  if (/^\d+$/.test(text)) return text;
  if (pointGrouped.test(text) && !text.startsWith('0') && (comma === 'decimals' || (text.match(/\./g)?.length ?? 0) > 1)) return (text.match(/\./g)?.length ?? 0) > 1 ? text.replaceAll('.', '') : 'ambiguous';
  if (/^\d+\.\d+$/.test(text)) return text;
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(text) || /^\d{1,3}(?:,\d{3}){2,}$/.test(text)) return text.replaceAll(',', '');
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (/^\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?$/.test(text)) return text.replace(/[ ']/g, '').replace(',', '.');
  if (grouped.test(text) && !text.startsWith('0')) return comma === null ? 'ambiguous' : comma === 'thousands' ? text.replaceAll(',', '') : text.replace(',', '.');
  return /^\d+,\d+$/.test(text) ? text.replace(',', '.') : undefined;
}

/**
 * Reads a number as people and spreadsheets write it; separators of thousands only where nothing else can be meant.
 * Shape: at most 15 digits before the point and six after it; numbers of a spreadsheet, which may carry a tail of a binary fraction, are rounded to six.
 */
export function readNumber(cell: Cell, comma: CommaMeaning): ReadNumber {
  let text = clean(cell.text);
  if (cell.number !== undefined) {
    if (!Number.isFinite(cell.number) || cell.number < 0 || cell.number >= 1e15) return { code: 'number' };
    // Fifteen digits are what a double surely holds.
    const exact = Exact.find(cell.number === 0 ? '0' : cell.number.toFixed(Math.max(0, Math.min(20, 14 - Math.floor(Math.log10(cell.number))))));
    if (exact === undefined) return { code: 'number' };
    text = exact.toPlainText(6);
  }
  const plain = findPlain(text, comma);
  if (plain === 'ambiguous') return { code: 'number-ambiguous' };
  if (plain === undefined) return { code: 'number' };
  const number = plain.replace(/^0+(?=\d)/, '');
  return /^\d{1,15}(?:\.\d{1,6})?$/.test(number) ? { number } : { code: 'number' };
}

/** Parts an amount from the word beside it: `USD 1,200.00`, `€5`, `12.5 kg`, `10 台`. Shape: no word where none stands there. */
export function partAmount(text: string): { readonly amount: string; readonly word: string } {
  const plain = clean(text);
  const match = /^([^\d]*?)\s*(\d[\d.,' ]*?)\s*([^\d.,' ][^]*)?$/u.exec(plain);
  const [, before = '', amount = plain, after = ''] = match ?? [];
  // A sign or an exponent is no word but part of the number, which then is refused.
  if (match === null || /[-+=]/.test(before) || /^E[+-]?\d/i.test(after) || (before !== '' && after !== '')) return { amount: plain, word: '' };
  return { amount, word: `${before}${after}`.trim() };
}

import { readDay } from '../../../travellers/formats/roster/dates.ts';
import type { Cell, Grid } from '../../../travellers/formats/roster/grid.ts';
import { cellPlace } from '../../../travellers/formats/roster/header.ts';
import { isFormula } from '../../../travellers/formats/roster/row.ts';
import { findCurrency } from '../../catalogue/currencies.ts';
import { goodsListHead } from '../../shapes/list.ts';
import type { GoodsList } from '../../shapes/list.ts';
import { findHeadField, isOtherMass } from './columns.ts';
import type { HeadField } from '../../catalogue/list-columns.ts';
import { partAmount, readNumber } from './numbers.ts';
import type { CommaMeaning } from './numbers.ts';
import { cellText } from './row.ts';
import { keepOut } from './shapes.ts';
import type { KeptCode, KeptOut } from './shapes.ts';

type Head = { -readonly [Field in HeadField]?: GoodsList['head'][Field] };

/** Reads one value of the head into it; says what is wrong with it, if anything is. */
export function takeHeadValue(head: Head, field: HeadField, cell: Cell, comma: CommaMeaning, where: string): KeptOut | undefined {
  const text = cellText(cell).replaceAll(/\s+/gu, ' ');
  const no = (code: KeptCode, params: KeptOut['params'] = { value: text }): KeptOut => keepOut(where, code, params, text);
  if (text === '') return undefined;
  if (field === 'arrivesOn') {
    const read = readDay(cell, null);
    if ('code' in read) return no(read.code);
    head.arrivesOn = read.day;
  } else if (field === 'currency') {
    const currency = findCurrency(text);
    if (currency === undefined) return no('currency');
    head.currency = currency;
  } else if (field === 'lines' || field === 'packages' || field === 'grossKilograms' || field === 'netKilograms' || field === 'totalValue') {
    const parted = cell.number === undefined ? partAmount(text) : { amount: text, word: '' };
    const read = readNumber(cell.number === undefined ? { text: parted.amount } : cell, comma);
    if ('code' in read) return no(read.code);
    if (field === 'lines' || field === 'packages') {
      if (!/^\d{1,9}$/.test(read.number)) return no('whole-number', { value: text, least: 0, most: '999999999' });
      head[field] = Number(read.number);
      return undefined;
    }
    if (field === 'totalValue') {
      const currency = parted.word === '' ? undefined : findCurrency(parted.word);
      if (parted.word !== '' && currency === undefined) return no('currency', { value: parted.word });
      if (currency !== undefined) head.currency ??= currency;
    } else if (read.number.split('.')[0]!.length > 12 || (parted.word !== '' && isOtherMass(`x ${parted.word}`))) return no('number');
    head[field] = read.number;
  } else {
    const { maxLength = 200 } = goodsListHead.properties[field] as { readonly maxLength?: number };
    const value = field === 'pointCode' || field === 'creditCode' ? text.normalize('NFKC').toUpperCase() : text;
    if (value.length > maxLength) return no('too-long', { count: maxLength });
    head[field] = value;
  }
  return undefined;
}

/**
 * Reads what stands above the table: cells `key: value`, or a key and its value in the next filled cell; the first line that is neither is the title.
 * Shape: what cannot be read is named by its cell and left out; what nobody knows is left out silently, for letterheads are long.
 */
export function readHead(grid: Grid, headerRow: number, comma: CommaMeaning): { readonly head: Head; readonly errors: readonly KeptOut[] } {
  const head: Head = {};
  const errors: KeptOut[] = [];
  let title: { readonly text: string } | undefined;
  for (const [row, cells] of grid.rows.slice(0, headerRow).entries()) {
    const used = new Set<number>();
    let known = false;
    for (const [index, cell] of cells.entries()) {
      if (cell === undefined || cell.text.trim() === '' || used.has(index)) continue;
      if (isFormula(cell)) {
        errors.push(keepOut(cellPlace(row, index), 'formula', {}, cell.text));
        continue;
      }
      const parted = /^([^:：]{1,60})[:：]\s*([^]*)$/u.exec(cell.text.trim());
      const field = findHeadField(parted?.[1] ?? cell.text);
      if (field === undefined) continue;
      known = true;
      if (isOtherMass(parted?.[1] ?? cell.text) && (field === 'grossKilograms' || field === 'netKilograms')) continue;
      let at = index;
      let value: Cell | undefined = parted === null || parted[2] === '' ? undefined : { text: parted[2]! };
      if (value === undefined) {
        at = cells.findIndex((other, place) => place > index && other !== undefined && other.text.trim() !== '');
        const next = at < 0 ? undefined : cells[at];
        // A key whose value was left blank is followed by the next key.
        if (next === undefined || isFormula(next) || (next.number === undefined && /[:：]/u.test(next.text) && findHeadField(next.text.split(/[:：]/u)[0]!) !== undefined)) continue;
        value = next;
        used.add(at);
      }
      const error = takeHeadValue(head, field, value, comma, cellPlace(row, at));
      if (error !== undefined) errors.push(error);
    }
    const filled = cells.flatMap((cell) => (cell === undefined || cell.text.trim() === '' || isFormula(cell) ? [] : [cell]));
    if (!known && filled.length === 1) title ??= { text: cellText(filled[0]) };
  }
  if (head.title === undefined && title !== undefined && title.text !== '') head.title = title.text.replaceAll(/\s+/gu, ' ').slice(0, 200);
  return { head, errors };
}

import { findNationality } from '../../../travellers/formats/roster/nationalities.ts';
import { readDay } from '../../../travellers/formats/roster/dates.ts';
import type { DayMonthOrder } from '../../../travellers/formats/roster/dates.ts';
import type { Cell } from '../../../travellers/formats/roster/grid.ts';
import { findState } from '../../../travellers/formats/states.ts';
import { findUnit, units } from '../../catalogue/units.ts';
import { goodsUses } from '../../shapes/list.ts';
import type { LineColumn } from '../../catalogue/list-columns.ts';

/** Is a cell as it was read, or why it cannot be and how to put it right. */
export type ReadCell = { readonly value: unknown } | { readonly code: string; readonly reason: string };

const no = (code: string, reason: string): ReadCell => ({ code, reason });
const tidy = (text: string): string => text.normalize('NFKC').trim();

/** Reads a number as people write it: full-width digits, blanks or commas between thousands. Refuses: what may be read in two ways. Shape: decimal text. */
export function readAmount(text: string): ReadCell {
  const plain = tidy(text).replaceAll(/[\s\u00a0'’]/gu, '').replace(/^(?:CNY|RMB|USD|EUR|¥|\$|€)/iu, '');
  if (/^\d{1,15}(?:\.\d{1,6})?$/.test(plain)) return { value: plain };
  if (/^\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,6})?$/.test(plain) || /^\d{1,3}(?:,\d{3})+\.\d{1,6}$/.test(plain)) return { value: plain.replaceAll(',', '') };
  if (/^\d{1,3}(?:\.\d{3})+,\d{1,6}$/.test(plain) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(plain)) return { value: plain.replaceAll('.', '').replace(',', '.') };
  if (/^\d{1,3}[,]\d{3}$/.test(plain)) return no('number-ambiguous', `"${text}" may be ${plain.replace(',', '')} or ${plain.replace(',', '.')}; write it without a comma.`);
  if (/^\d+,\d{1,6}$/.test(plain)) return { value: plain.replace(',', '.') };
  if (/^\d+\.\d{7,}$/.test(plain)) return no('number-long', `"${text}" has more than six decimals; round it.`);
  return no('number', `"${text}" is no number; write it like 1234.56.`);
}

const mostOfRange = 10_000;

/** Reads serial numbers: parted by commas, semicolons, blanks after them or lines; `SN001-SN010` stands for ten. Refuses: a range that runs backwards or is longer than ten thousand. */
export function readSerials(text: string): ReadCell {
  const serials: string[] = [];
  for (const part of text.normalize('NFKC').split(/[,;、\n\r\t|]+/u).map((one) => one.trim()).filter((one) => one !== '')) {
    const range = /^(.*?)(\d{1,12})\s*(?:-|–|—|~|to|至)\s*(.*?)(\d{1,12})$/iu.exec(part);
    if (range === null || range[2]!.length !== range[4]!.length || (range[3] !== '' && range[3]!.toLowerCase() !== range[1]!.toLowerCase()) || (range[1] === '' && range[3] === '' && range[2]!.length < 3)) {
      if (part.length > 80) return no('serial-long', `"${part.slice(0, 40)}…" is longer than a serial number; part several by commas.`);
      serials.push(part);
      continue;
    }
    const [first, last] = [Number(range[2]), Number(range[4])];
    if (last < first) return no('serial-range', `"${part}" runs backwards; write the lower number first.`);
    if (last - first >= mostOfRange) return no('serial-range', `"${part}" stands for ${last - first + 1} numbers, ${mostOfRange} at most; part it.`);
    for (let number = first; number <= last; number += 1) serials.push(`${range[1]}${String(number).padStart(range[2]!.length, '0')}`);
  }
  return { value: serials };
}

const currencyNames: Readonly<Record<string, string>> = { 人民币: 'CNY', RMB: 'CNY', '¥': 'CNY', 美元: 'USD', US$: 'USD', $: 'USD', 欧元: 'EUR', '€': 'EUR', 英镑: 'GBP', '£': 'GBP', 日元: 'JPY', 韩元: 'KRW', 港币: 'HKD', 港元: 'HKD', 瑞士法郎: 'CHF', 加元: 'CAD', 澳元: 'AUD', 瑞典克朗: 'SEK', 挪威克朗: 'NOK', 丹麦克朗: 'DKK', 卢布: 'RUB', 新加坡元: 'SGD' };
const useNames: Readonly<Record<string, (typeof goodsUses)[number]>> = {
  temporary: 'temporaryUse', temporaryuse: 'temporaryUse', reexport: 'temporaryUse', 暂时进境: 'temporaryUse', 暂时使用: 'temporaryUse', 复运出境: 'temporaryUse', 暂进: 'temporaryUse', consumption: 'consumption', consumed: 'consumption', 消耗: 'consumption',
  gift: 'gift', 赠送: 'gift', 礼品: 'gift', sale: 'sale', 销售: 'sale', permanent: 'permanent', stays: 'permanent', 留购: 'permanent', 永久: 'permanent',
};

/** Reads one cell as its column wants it. */
export function readCell(cell: Cell, column: LineColumn, order: DayMonthOrder): ReadCell {
  const text = tidy(cell.text);
  switch (column.reads) {
    case 'text': return text.length > 300 ? no('text-long', `The text has ${text.length} characters, 300 at most.`) : { value: text };
    case 'code': {
      const digits = text.replaceAll(/[\s.-]/gu, '');
      return /^\d{6}(?:\d{2}){0,2}$/.test(digits) ? { value: digits } : no('hs-code', `"${text}" is no HS code; write 6, 8 or 10 digits, like 950611.`);
    }
    case 'number': return readAmount(cell.number === undefined ? text : cell.text === '' ? String(cell.number) : text);
    case 'whole': return /^\d{1,7}(?:\.0+)?$/.test(text) ? { value: Number.parseInt(text, 10) } : no('number', `"${text}" is no whole number.`);
    case 'unit': {
      const unit = findUnit(text);
      return unit === undefined ? no('unit', `"${text}" is no unit we know; use one of ${units.map((one) => `${one.code} ${one.zh}`).join(', ')}.`) : { value: unit.code };
    }
    case 'currency': {
      const code = currencyNames[text] ?? currencyNames[text.toUpperCase()] ?? text.toUpperCase();
      return /^[A-Z]{3}$/.test(code) ? { value: code } : no('currency', `"${text}" is no currency; write three letters, like CNY or EUR.`);
    }
    case 'country': {
      const alpha2 = findState(text)?.alpha2 ?? findState(findNationality(text)?.alpha3 ?? '')?.alpha2;
      return alpha2 === undefined || alpha2 === null ? no('country', `"${text}" is no country; write its name or its code, like CN or Norway.`) : { value: alpha2 };
    }
    case 'day': {
      const day = readDay(cell, order);
      return 'day' in day ? { value: day.day } : no(day.code, day.problem);
    }
    case 'serials': return readSerials(cell.text);
    case 'use': {
      const use = useNames[text.toLowerCase().replaceAll(/[\s-]/gu, '')] ?? goodsUses.find((one) => one.toLowerCase() === text.toLowerCase());
      return use === undefined ? no('use', `"${text}" is no use we know; write one of ${goodsUses.join(', ')}, or 暂时进境, 消耗, 赠送, 销售, 留购.`) : { value: use };
    }
    case 'un': {
      const digits = /^(?:UN)?\s*(\d{4})$/iu.exec(text)?.[1];
      return digits === undefined ? no('un-number', `"${text}" is no UN number; write it like UN3480.`) : { value: `UN${digits}` };
    }
  }
}

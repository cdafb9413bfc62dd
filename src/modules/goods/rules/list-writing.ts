import { headFields, listColumns } from '../catalogue/list-columns.ts';
import type { HeadField, ListColumn } from '../catalogue/list-columns.ts';
import type { GoodsLine, GoodsList } from '../shapes/list.ts';

/** The serial number of the template's example, by which the reader knows and skips it. */
export const sampleSerial = 'SAMPLE-0001';

function cellOf(text: string): string {
  // An apostrophe keeps a spreadsheet from taking text for a formula; the reader takes it off again.
  const safe = /^[=+\-@']/.test(text) ? `'${text}` : text;
  return /[",\n\r\t;|]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function textOf(line: GoodsLine, column: ListColumn): string {
  if (column === 'description') return '';
  if (column === 'serials') return line.serials.join(', ');
  return String(line[column] ?? '');
}

/** Writes a goods list as CSV in the columns of the template, its head above. Shape: UTF-8 text with the mark that spreadsheets look for; lines end with CR LF. */
export function writeGoodsList({ head, lines }: GoodsList, language: 'zh' | 'en'): string {
  const used = listColumns.filter(({ field }) => field !== 'description');
  const above = headFields.flatMap((entry) => {
    const value = head[entry.field satisfies HeadField];
    return value === undefined || value === '' ? [] : [[entry[language], String(value)]];
  });
  const rows = [...above, ...(above.length > 0 ? [[]] : []), used.map((column) => column[language]), ...lines.map((line) => used.map(({ field }) => textOf(line, field)))];
  return `\ufeff${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

/** Writes the empty list to send out: its headers and one invented example, which the reader skips. Shape: CSV text. */
export function goodsListTemplate(language: 'zh' | 'en'): string {
  const line: GoodsLine = {
    position: 1, descriptionEn: 'Starting clock', descriptionZh: '起跑计时钟', brand: 'Example', model: 'SC-1', specification: language === 'zh' ? '电子式，220 V' : 'electronic, 220 V', hsCode: '9106900000', quantity: '1', unit: 'C62',
    unitValue: '1200.00', totalValue: '1200.00', currency: 'CHF', origin: 'CH', grossKilograms: '7.5', netKilograms: '6', packages: 1, packageKind: language === 'zh' ? '纸箱' : 'carton', serials: [sampleSerial],
    venue: language === 'zh' ? '示例场馆' : 'Example Arena', use: 'temporaryUse', remarks: language === 'zh' ? '示例，请删除' : 'example, delete',
  };
  return writeGoodsList({ head: {}, lines: [line] }, language);
}

/** Is one line of a goods list as it is typed: text by column; what is missing is empty. */
export type TypedLine = Readonly<Partial<Record<ListColumn, string>>>;

/** Gives a line as it would be typed, to go on from a list on file. */
export function typedLine(line: GoodsLine): TypedLine {
  return Object.fromEntries(listColumns.map(({ field }) => [field, textOf(line, field)]).filter(([, text]) => text !== ''));
}

/** Writes typed lines as a table for the reader of goods lists, which says what is wrong with them. Shape: as `writeGoodsList`, the headings in the first row and one row a line. */
export function writeTypedLines(lines: readonly TypedLine[], language: 'zh' | 'en'): string {
  const used = listColumns.filter(({ field }) => field !== 'description');
  return `\ufeff${[used.map((column) => column[language]), ...lines.map((line) => used.map(({ field }) => line[field] ?? ''))].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

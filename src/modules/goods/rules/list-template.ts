import { lineColumns } from '../catalogue/list-columns.ts';
import type { LineField } from '../catalogue/list-columns.ts';
import type { GoodsLine } from '../shapes/list.ts';

/** Is one line of a goods list as it is typed: text by field; what is missing is empty. */
export type TypedLine = Readonly<Partial<Record<LineField, string>>>;

const fields = lineColumns.filter((column) => column.field !== 'description');
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes lines as a table that the reader of goods lists takes. Shape: CSV with a mark of UTF-8, so that spreadsheets read it right; the headings in both languages, one row a line. */
export function writeLines(lines: readonly TypedLine[]): string {
  return [`\ufeff${fields.map((column) => cell(`${column.english} ${column.chinese}`)).join(',')}`, ...lines.map((line) => fields.map((column) => cell(line[column.field] ?? '')).join(','))].join('\r\n') + '\r\n';
}

/** Writes an empty goods list to fill in: the headings and one obviously invented line. */
export function goodsListTemplate(): string {
  return writeLines([{ position: '1', hsCode: '950611', descriptionZh: '样例滑雪板', descriptionEn: 'Sample skis', brand: 'EXAMPLE', model: 'X-1', serials: 'SAMPLE-001, SAMPLE-002', quantity: '2', unit: 'PR', unitValue: '500.00', totalValue: '1000.00', currency: 'EUR', origin: 'NO', grossKilograms: '12.5', netKilograms: '10', packages: '1', packageKind: 'case', venue: 'Sample venue', use: 'temporaryUse' }]);
}

/** Gives a line as it would be typed, to go on from a list on file. */
export function typedLine(line: GoodsLine): TypedLine {
  return Object.fromEntries(Object.entries(line).map(([field, value]) => [field, Array.isArray(value) ? value.join(', ') : String(value)]));
}

import { spellings, squeeze } from '../../../travellers/formats/roster/columns.ts';
import { findCurrency } from '../../catalogue/currencies.ts';
import { headFields, listColumns } from '../../catalogue/list-columns.ts';
import type { HeadField, ListColumn, Meaning } from '../../catalogue/list-columns.ts';

/** Lists the columns without which no list can be read, and how each may be satisfied. */
export const requiredColumns: readonly { readonly fields: readonly ListColumn[]; readonly words: string }[] = [
  { fields: ['description', 'descriptionEn', 'descriptionZh'], words: '品名 Description' },
  { fields: ['hsCode'], words: '商品编号 HS code' },
  { fields: ['quantity'], words: '数量 Quantity' },
  { fields: ['totalValue', 'unitValue'], words: '总价 Total value' },
  { fields: ['origin'], words: '原产国 Origin' },
];

function bySpelling<Field>(meanings: readonly Meaning<Field>[]): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>();
  for (const meaning of meanings) {
    for (const spelling of [meaning.zh, meaning.en, ...meaning.also.split('|')]) if (!found.has(squeeze(spelling))) found.set(squeeze(spelling), meaning.field);
  }
  return found;
}
const columnBySpelling = bySpelling(listColumns);
const headBySpelling = bySpelling(headFields);

/** Finds what a header means, in Chinese, English or both. Shape: undefined when nobody knows. */
export function findColumn(header: string): ListColumn | undefined {
  for (const spelling of spellings(header)) {
    const field = columnBySpelling.get(spelling);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** Finds what a header means together with the group above it, as 品名 over 英文. */
export function findGrouped(group: string, header: string): ListColumn | undefined {
  return columnBySpelling.get(squeeze((group + header).slice(0, 200)));
}

/** Finds what an entry above the table means. */
export function findHeadField(key: string): HeadField | undefined {
  for (const spelling of spellings(key.slice(0, 60))) {
    const field = headBySpelling.get(spelling);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** Finds the currency that a header names beside the amount, as `Total value (USD)` or 总价（美元）. */
export function headerCurrency(header: string): string | undefined {
  const parts = header.normalize('NFKC').split(/[()[\]【】{}/,:\n\r]+/).flatMap((part) => [part, ...part.split(/\s+/)]);
  return parts.slice(0, 20).map((part) => findCurrency(part)).find((code) => code !== undefined);
}

const foreignMass = new Set(['t', 'to', 'ton', 'tons', 'tonne', 'tonnes', '吨', '公吨', 'g', 'gr', 'gram', 'grams', '克', 'lb', 'lbs', 'pound', 'pounds', '磅', '斤', 'oz']);

/** Tells whether a header says that weights are in another unit than the kilogram. */
export function isOtherMass(header: string): boolean {
  return header.normalize('NFKC').split(/[()[\]【】{}/,:\s]+/).slice(1, 20).some((part) => foreignMass.has(part.toLowerCase().replace(/\.$/, '')));
}

import { foodCategories } from '../../prescribed/catalogue/lot.ts';
import type { FoodCategory } from '../../prescribed/catalogue/lot.ts';
import { isDay } from '../../goods/rules/dates.ts';
import { columnLetter, decodeText, readTable, UnreadableTable } from '../../goods/rules/table-text.ts';

/** Is an overseas producer as the register holds it. Shape: days as YYYY-MM-DD; null has no end, or was never suspended. */
export interface Producer {
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly categories: readonly FoodCategory[];
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly suspendedFrom: string | null;
  readonly source: string;
}

/** Is how a producer stands in the register for food of a category. */
export type ProducerStanding = 'registered' | 'unknown' | 'notYet' | 'expired' | 'suspended' | 'otherCategory';

/** Writes a registration number as it is compared: without case, blanks and full width. */
export function plainNumber(number: string): string {
  return number.normalize('NFKC').toUpperCase().replace(/\s+/gu, '');
}

/**
 * Says how a producer stands: registered on the day of production for this category, and not suspended by today.
 * Source: GACC order 248, articles on validity and suspension.
 */
export function standingOf(producer: Producer | undefined, food: { readonly category: FoodCategory; readonly producedOn: string }, today: string): ProducerStanding {
  if (producer === undefined) return 'unknown';
  if (producer.suspendedFrom !== null && producer.suspendedFrom <= today) return 'suspended';
  if (food.producedOn < producer.validFrom) return 'notYet';
  if (producer.validUntil !== null && food.producedOn > producer.validUntil) return 'expired';
  return producer.categories.includes(food.category) ? 'registered' : 'otherCategory';
}

const names: Readonly<Record<string, readonly string[]>> = {
  number: ['number', 'registrationnumber', '注册编号', '在华注册编号'], name: ['name', 'producer', '企业名称', '名称'], country: ['country', '国家', '国家地区', '国别'], categories: ['categories', 'category', '类别', '产品类别'],
  validFrom: ['validfrom', '有效期起', '注册日期'], validUntil: ['validuntil', 'validto', '有效期止', '有效期至'], suspendedFrom: ['suspendedfrom', 'suspended', '暂停日期', '暂停'], source: ['source', '来源'],
};
const needed = ['number', 'name', 'country', 'categories', 'validFrom', 'source'];
const categoryWords: Readonly<Record<string, FoodCategory>> = { 肉类: 'meat', 肉: 'meat', 水产品: 'aquatic', 蛋类: 'egg', 蛋: 'egg', 乳品: 'dairy', 乳制品: 'dairy', 水果: 'fruit', 蔬菜: 'vegetable', 预制食品: 'prepared', 饮料: 'beverage', 酒类: 'alcohol', 其他: 'other' };

/** Is what was wrong in a file: where, by row and column, and a code. */
export interface RowProblem { readonly row: number; readonly column: string; readonly code: string; readonly value: string }

/**
 * Reads a register of producers from CSV: number, name, country, categories (several by | or 、), validFrom, validUntil, suspendedFrom, source; Chinese headers as well.
 * Shape: a row with anything wrong is kept out and named, the others are taken. Refuses: as a problem of row 1 what is no table or lacks a column.
 */
export function readProducers(bytes: Uint8Array): { readonly rows: readonly Producer[]; readonly problems: readonly RowProblem[] } {
  const rows: Producer[] = [];
  const problems: RowProblem[] = [];
  try {
    const table = readTable(decodeText(bytes));
    const plain = table.header.cells.map((cell) => cell.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
    const places = new Map(Object.entries(names).map(([name, spellings]) => [name, plain.findIndex((cell) => spellings.includes(cell))]));
    const missing = needed.filter((name) => places.get(name) === -1);
    if (missing.length > 0) return { rows, problems: missing.map((name) => ({ row: table.header.number, column: name, code: 'column-missing', value: '' })) };
    for (const line of table.rows) {
      const cell = (name: string): string => (line.cells[places.get(name) ?? -1] ?? '').trim();
      const wrong = (name: string, code: string): void => { problems.push({ row: line.number, column: `${name} (${columnLetter(Math.max(0, places.get(name) ?? 0))})`, code, value: cell(name) }); };
      const before = problems.length;
      const wanted = cell('categories').split(/[|;、，,]/u).map((word) => word.trim()).filter((word) => word !== '');
      const categories = wanted.map((word) => categoryWords[word] ?? foodCategories.find((one) => one === word.toLowerCase()));
      for (const name of ['number', 'name', 'source']) if (cell(name) === '') wrong(name, 'empty');
      if (!/^[A-Z]{2,3}$/u.test(cell('country').toUpperCase())) wrong('country', 'country');
      if (wanted.length === 0 || categories.includes(undefined)) wrong('categories', 'category');
      for (const name of ['validFrom', 'validUntil', 'suspendedFrom']) if ((name === 'validFrom' || cell(name) !== '') && !isDay(cell(name))) wrong(name, 'day');
      if (problems.length === before && cell('validUntil') !== '' && cell('validUntil') < cell('validFrom')) wrong('validUntil', 'order');
      if (problems.length > before) continue;
      rows.push({
        number: plainNumber(cell('number')), name: cell('name'), country: cell('country').toUpperCase(), categories: categories.filter((one) => one !== undefined), validFrom: cell('validFrom'),
        validUntil: cell('validUntil') === '' ? null : cell('validUntil'), suspendedFrom: cell('suspendedFrom') === '' ? null : cell('suspendedFrom'), source: cell('source'),
      });
    }
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    problems.push({ row: 1, column: '', code: 'no-table', value: error.message.slice(0, 200) });
  }
  return { rows, problems };
}

import { columnLetter, readTable, UnreadableTable } from '../table-text.ts';
import { readLiteralJson, UnreadableJson } from './literal-json.ts';
import type { LiteralJson } from './literal-json.ts';

/** Says that a file cannot be used at all, and how to put it right. */
export class UnusableFile extends Error {}

/** Lists the fields that a line or a charge may have, with the other names that are understood. */
const fields = {
  id: ['id', 'line', 'lineid', 'item', '项号', '序号'],
  kind: ['kind', 'charge', 'tax', '税种'],
  base: ['base', 'taxbase', '计税价格', '税基'],
  rate: ['rate', '税率'],
  amountPerUnit: ['amountperunit', 'specific', 'specificamount', 'unitamount', '单位税额'],
  quantity: ['quantity', 'qty', '数量'],
  combination: ['combination', 'combine'],
  relief: ['relief', 'exemption', '减免'],
  reliefAmount: ['reliefamount', '减免税额'],
  rounding: ['rounding', 'mode', 'roundingmode'],
  scale: ['scale', 'decimals'],
  customsValue: ['customsvalue', 'cv', '完税价格'],
  price: ['price', '成交价格'],
  additions: ['additions', 'addition', '杂费'],
  freight: ['freight', '运费'],
  insurance: ['insurance', '保费', '保险费'],
  currency: ['currency', '币制'],
  exchangeRate: ['exchangerate', '汇率'],
  charges: ['charges'],
} as const;

/** Is one field of a line or a charge. */
export type FieldName = keyof typeof fields;

const fieldNames = Object.keys(fields) as FieldName[];
const byAlias = new Map(fieldNames.flatMap((name) => fields[name].map((alias) => [alias as string, name] as const)));
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Is one record of a file: its fields as text, or as JSON where a field holds more, and how to say where they stand. */
export interface TaxRecord {
  readonly where: string;
  readonly values: ReadonlyMap<FieldName, LiteralJson>;
  readonly misspelt: readonly { readonly where: string; readonly reason: string }[];
  place(field: string): string;
}

/** Counts the slips between two words: a letter left out, put in, taken for another, or two that changed places. */
function slipsBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, rows[i - 1]![j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1), swapped));
    }
    rows.push(row);
  }
  return rows[one.length]![other.length]!;
}

/** Finds the field that a name is one slip away from: skipped as a remark, it would silently change an amount. Short names are too close to ordinary words, and a lost one is missed anyway. */
function findSlip(name: string): FieldName | undefined {
  const word = plain(name);
  return /\d/.test(word) ? undefined : fieldNames.find((field) => field.length > 5 && slipsBetween(word, plain(field)) === 1);
}

function makeRecord(where: string, entries: readonly (readonly [string, LiteralJson])[], place: (name: string) => string): TaxRecord {
  const values = new Map<FieldName, LiteralJson>();
  const written = new Map<FieldName, string>();
  const misspelt: { where: string; reason: string }[] = [];
  for (const [name, value] of entries) {
    const field = byAlias.get(plain(name));
    if (field === undefined) {
      const slip = findSlip(name);
      if (slip !== undefined) misspelt.push({ where: place(name), reason: `"${name}" is no field; did you mean ${slip}?` });
      continue;
    }
    if (written.has(field)) misspelt.push({ where: place(name), reason: `"${name}" and "${written.get(field)}" are the same field; leave one out.` });
    written.set(field, name);
    if (value !== null && value !== '') values.set(field, value);
  }
  return { where, values, misspelt, place: (field) => place(written.get(field as FieldName) ?? field) };
}

function isObject(value: LiteralJson | undefined): value is { readonly [name: string]: LiteralJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Makes the record of an object in JSON. Shape: undefined where it is no object. */
export function recordOfJson(value: LiteralJson, where: string): TaxRecord | undefined {
  return isObject(value) ? makeRecord(where, Object.entries(value), (name) => `${where}.${name}`) : undefined;
}

/** Is a file parted into records. Shape: `defaults` is what stands beside the lines and holds for all of them. */
export interface TaxRecords {
  readonly defaults: TaxRecord;
  readonly records: readonly (TaxRecord | { readonly where: string; readonly reason: string })[];
}

const nothing: TaxRecord = makeRecord('', [], (name) => name);

function recordsOfJson(text: string): TaxRecords {
  const content = readLiteralJson(text);
  const beside = isObject(content) ? Object.entries(content).filter(([name]) => name !== 'lines') : [];
  const lines = isObject(content) ? content.lines : content;
  if (!Array.isArray(lines)) throw new UnusableFile('The JSON has no list of lines; write {"lines":[{"base":"637000.00","kind":"duty","rate":"8%"}]}, or the list alone.');
  const records = (lines as readonly LiteralJson[]).map((line, at) => recordOfJson(line, `lines[${at}]`) ?? { where: `lines[${at}]`, reason: 'A line is an object, like {"base":"637000.00","kind":"duty","rate":"8%"}.' });
  return { defaults: makeRecord('', beside, (name) => name), records };
}

function recordsOfTable(text: string): TaxRecords {
  const { header, rows } = readTable(text);
  const known = header.cells.filter((cell) => byAlias.has(plain(cell)));
  if (known.length < 2) throw new UnusableFile(`The file is neither JSON nor a table with known columns; its first row names them: ${fieldNames.filter((name) => name !== 'charges').join(', ')}.`);
  const letters = new Map(header.cells.map((cell, at) => [cell, columnLetter(at)]));
  const records = rows.map((row) => {
    const where = `row ${row.number}`;
    const place = (name: string): string => `${where}, column ${name}${letters.has(name) ? ` (${letters.get(name)})` : ''}`;
    if (row.cells.slice(header.cells.length).some((cell) => cell !== '')) return { where, reason: `The row has ${row.cells.length} cells and the header ${header.cells.length}; put a cell that holds the separator in quotation marks.` };
    return makeRecord(where, header.cells.flatMap((cell, at) => (cell === '' ? [] : [[cell, row.cells[at] ?? ''] as const])), place);
  });
  return { defaults: nothing, records };
}

/** Parts a file into its records: JSON where it begins with a brace or a bracket, else a table. Refuses (as UnusableFile): what is neither, and a file without lines. */
export function readTaxRecords(text: string): TaxRecords {
  try {
    const found = /^[\ufeff\s]*[[{]/u.test(text) ? recordsOfJson(text) : recordsOfTable(text);
    if (found.records.length === 0) throw new UnusableFile('The file has no lines.');
    return found;
  } catch (error) {
    if (error instanceof UnreadableJson || error instanceof UnreadableTable) throw new UnusableFile(error.message);
    throw error;
  }
}

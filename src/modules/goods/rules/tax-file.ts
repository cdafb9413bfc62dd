import { Exact } from '../../../kernel/money.ts';
import { decodeText, UnreadableTable } from './table-text.ts';
import type { Charge, Rounding } from './tax.ts';
import { writeExact } from './tax/assessment.ts';
import { computeFlatLines, computeGoodsLine } from './tax-file/lines.ts';
import type { ComputedLine } from './tax-file/lines.ts';
import { readTaxRecords, UnusableFile } from './tax-file/records.ts';
import type { TaxRecord } from './tax-file/records.ts';
import { FieldReader, QuarantinedRecord } from './tax-file/values.ts';
import type { Quarantined } from './tax-file/values.ts';

/** Is one charge as it is written out. Unit: yuan, as decimal text. Shape: `exact` is a fraction n/d where its decimals do not end; `relief` + `amount` = `exact` rounded. */
export interface WrittenCharge {
  readonly kind: string;
  readonly base: string;
  readonly rate: string | null;
  readonly amountPerUnit: string | null;
  readonly quantity: string | null;
  readonly exact: string;
  readonly relief: string;
  readonly amount: string;
}

/** Is one line as it is written out. Unit: yuan, as decimal text. */
export interface WrittenLine {
  readonly id: string | null;
  readonly where: string;
  readonly customsValue: string | null;
  readonly charges: readonly WrittenCharge[];
  readonly total: string;
}

/** Is the report on a file: what was computed, what was kept out, and the total of what was computed. Unit: yuan, as decimal text. */
export interface TaxReport {
  readonly lines: readonly WrittenLine[];
  readonly quarantined: readonly Quarantined[];
  readonly total: string;
}

const shownDecimals = 12;

function writeBase(base: Exact, scale: number): string {
  const text = writeExact(base, scale);
  return text.includes('/') ? base.toText(Math.max(scale, shownDecimals)) : text;
}

function writeCharge(name: string, { base, levy, computed, relieved, payable, rounding: { scale } }: Charge): WrittenCharge {
  const orNull = (value: Exact | undefined, decimals = 0): string | null => (value === undefined ? null : writeExact(value, decimals));
  return {
    kind: name, base: writeBase(base, scale), rate: orNull(levy.rate), amountPerUnit: orNull(levy.amountPerUnit, 2), quantity: levy.amountPerUnit === undefined ? null : orNull(levy.quantity),
    exact: writeExact(computed, scale), relief: relieved.toText(scale), amount: payable.toText(scale),
  };
}

function writeTotal(lines: readonly ComputedLine[]): string {
  const charges = lines.flatMap((line) => line.charges.map(({ charge }) => charge));
  const scale = charges.length === 0 ? 2 : Math.max(...charges.map((charge) => charge.rounding.scale));
  return charges.reduce((total, charge) => total.plus(charge.payable), Exact.zero).toText(scale);
}

function writeLine(line: ComputedLine): WrittenLine {
  return {
    id: line.id, where: line.where, customsValue: line.customsValue === null ? null : writeBase(line.customsValue, 2),
    charges: line.charges.map(({ name, charge }) => writeCharge(name, charge)), total: writeTotal([line]),
  };
}

function readDefaults(record: TaxRecord): Rounding {
  const reader = new FieldReader(record);
  reader.allow(['id', 'rounding', 'scale'], 'a line');
  const rounding = reader.rounding({ mode: 'half-up', scale: 2 });
  if (reader.problems.length > 0) throw new UnusableFile(reader.problems.map(({ where, reason }) => `${where}: ${reason}`).join(' '));
  return rounding;
}

function idOf(record: TaxRecord): string | null {
  const id = record.values.get('id');
  return typeof id === 'string' ? id : null;
}

function textOf(input: string | Uint8Array): string {
  try {
    return typeof input === 'string' ? input : decodeText(input);
  } catch (error) {
    if (error instanceof UnreadableTable) throw new UnusableFile(error.message);
    throw error;
  }
}

/**
 * Computes the charges of a file, JSON or CSV: lines that list their charges, or flat lines of one charge each, those of one id together.
 * Shape: the lines in the order in which each first stands; what is wrong is kept out with its place, the rest is computed. Rounded half up to two decimals where nothing else is said.
 * Refuses (as UnusableFile): what is neither JSON nor a table, a file without lines, defaults that cannot be read.
 */
export function computeTaxFile(input: string | Uint8Array): TaxReport {
  const { defaults, records } = readTaxRecords(textOf(input));
  const rounding = readDefaults(defaults);
  const quarantined: Quarantined[] = [];
  const groups = new Map<string, { readonly id: string | null; readonly records: TaxRecord[] }>();
  for (const record of records) {
    if ('reason' in record) {
      quarantined.push(record);
      continue;
    }
    const id = idOf(record);
    const key = id === null || record.values.has('charges') ? `at ${record.where}` : `id ${id}`;
    const group = groups.get(key) ?? { id, records: [] };
    group.records.push(record);
    groups.set(key, group);
  }
  const lines = [...groups.values()].flatMap(({ id, records: same }): ComputedLine[] => {
    if (!same[0]!.values.has('charges')) return [computeFlatLines(id, same, rounding, quarantined)].filter((line) => line !== undefined);
    try {
      return [computeGoodsLine(same[0]!, rounding)];
    } catch (error) {
      if (!(error instanceof QuarantinedRecord)) throw error;
      quarantined.push(...error.problems);
      return [];
    }
  });
  return { lines: lines.map(writeLine), quarantined, total: writeTotal(lines) };
}

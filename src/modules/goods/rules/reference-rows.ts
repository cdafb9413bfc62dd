import { Exact } from '../../../kernel/money.ts';
import type { ExchangeRate } from './exchange.ts';
import { findInForce } from './in-force.ts';
import type { Dated } from './in-force.ts';
import { findTariffRow } from './tariff.ts';
import type { TariffRow } from './tariff-rows.ts';
import type { Combination } from './tax.ts';
import { writeExact } from './tax/assessment.ts';

/** Lists the kinds of reference data that an event imports. */
export const referenceKinds = ['tariff', 'exchange'] as const;
/** Is a kind of reference data. */
export type ReferenceKind = (typeof referenceKinds)[number];

/** Is what a row of the tariff says, as it is kept and shown: exact numbers as decimal text, shares as fractions. Unit: amounts in yuan for one unit. */
export interface TariffContent {
  readonly descriptionEn: string;
  readonly descriptionZh: string;
  readonly unit: string;
  readonly dutyRate: string | null;
  readonly dutyAmount: string | null;
  readonly combination: Combination;
  readonly vat: string;
  readonly consumptionTaxRate: string | null;
  readonly consumptionTaxAmount: string | null;
}

/** Is what an exchange rate says. Unit: yuan for one unit of the currency. */
export interface RateContent { readonly rate: string }

/** Is a row of reference data as it is kept. Shape: `code` is that of the tariff or the currency. */
export interface KeptRow extends Dated {
  readonly code: string;
  readonly source: string;
  readonly content: TariffContent | RateContent;
}

const written = (value: Exact | null | undefined): string | null => (value === null || value === undefined ? null : writeExact(value));
const exactOrNull = (text: string | null): Exact | null => (text === null ? null : Exact.get(text));

/** Writes a row of the tariff as it is kept. */
export function keepTariff(row: TariffRow): KeptRow & { readonly content: TariffContent } {
  return {
    code: row.code, validFrom: row.validFrom, validTo: row.validTo, source: row.source,
    content: { descriptionEn: row.description.en, descriptionZh: row.description.zh, unit: row.unit, dutyRate: written(row.duty.rate), dutyAmount: written(row.duty.amountPerUnit), combination: row.duty.combination, vat: writeExact(row.vat), consumptionTaxRate: written(row.consumptionTax?.rate), consumptionTaxAmount: written(row.consumptionTax?.amountPerUnit) },
  };
}

/** Reads a row of the tariff as it was kept. */
export function readKeptTariff(row: KeptRow): TariffRow {
  const kept = row.content as TariffContent;
  return {
    code: row.code, description: { en: kept.descriptionEn, zh: kept.descriptionZh }, unit: kept.unit, duty: { rate: exactOrNull(kept.dutyRate), amountPerUnit: exactOrNull(kept.dutyAmount), combination: kept.combination }, vat: Exact.get(kept.vat),
    consumptionTax: kept.consumptionTaxRate === null && kept.consumptionTaxAmount === null ? null : { rate: exactOrNull(kept.consumptionTaxRate), amountPerUnit: exactOrNull(kept.consumptionTaxAmount) }, validFrom: row.validFrom, validTo: row.validTo, source: row.source,
  };
}

/** Writes an exchange rate as it is kept. */
export function keepRate({ currency, rate, validFrom, validTo, source }: ExchangeRate): KeptRow & { readonly content: RateContent } {
  return { code: currency, validFrom, validTo, source, content: { rate } };
}

/** Lists what importing a row does: it is the first for its code, it takes the place of another from its first day, or it says what is there already. */
export const rowStates = ['added', 'superseded', 'unchanged'] as const;

/** Is what importing one row of a file does. Shape: `before` is what would count on the row's first day without it. */
export interface RowChange {
  readonly row: number;
  readonly state: (typeof rowStates)[number];
  readonly before: KeptRow | null;
  readonly after: KeptRow;
}

/** Lays rows out by their code; those of one code keep their order. */
export function rowsByCode(rows: readonly KeptRow[]): ReadonlyMap<string, readonly KeptRow[]> {
  const found = new Map<string, KeptRow[]>();
  for (const row of rows) {
    const same = found.get(row.code);
    if (same === undefined) found.set(row.code, [row]);
    else same.push(row);
  }
  return found;
}

const said = ({ code, validFrom, validTo, source, content }: KeptRow): string => JSON.stringify([code, validFrom, validTo, source, Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1))]);

/** Tells what importing the rows of a file does. Shape: `imported` newest import first; `shipped` finds what counts for a code of which nothing was imported. */
export function changesOf(rows: readonly (KeptRow & { readonly row: number })[], imported: readonly KeptRow[], shipped: (code: string, day: string) => KeptRow | undefined): RowChange[] {
  const byCode = rowsByCode(imported);
  return rows.map(({ row, ...after }) => {
    const before = findInForce(byCode.get(after.code) ?? [], after.validFrom);
    if (before !== undefined && said(before) === said(after)) return { row, state: 'unchanged' as const, before, after };
    const counted = before ?? shipped(after.code, after.validFrom);
    return { row, state: counted === undefined ? 'added' as const : 'superseded' as const, before: counted ?? null, after };
  });
}

/** Finds what counts for a code of the tariff where that very code was not imported: the imported row of a shorter code, else the illustrative one. */
export function shippedTariff(imported: readonly KeptRow[]): (code: string, day: string) => KeptRow | undefined {
  const byCode = rowsByCode(imported);
  return (code, day) => {
    const shorter = [8, 6].filter((length) => length < code.length).flatMap((length) => byCode.get(code.slice(0, length)) ?? []);
    const found = findTariffRow(code, day, shorter.map(readKeptTariff));
    return found === undefined ? undefined : keepTariff(found);
  };
}

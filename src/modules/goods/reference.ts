import type { Db } from '../../kernel/db.ts';
import { illustrativeRates } from './catalogue/exchange.ts';
import type { ExchangeRate } from './rules/exchange.ts';
import { Exact } from '../../kernel/money.ts';
import type { Combination } from './rules/tax.ts';
import type { TariffRow } from './rules/tariff-rows.ts';
import { referenceRows } from './store/reference.ts';

/** Lists the exchange rates of an event: those imported, and of currencies that none was imported of the illustrative ones that ship. */
export async function exchangeRates(db: Db, eventId: string): Promise<readonly ExchangeRate[]> {
  const imported = await referenceRows(db, eventId, 'exchange');
  const known = new Set(imported.map((row) => row.code));
  return [...imported.map((row) => ({ currency: row.code, rate: String((row.content as { rate: string }).rate), validFrom: row.valid_from, validTo: row.valid_until, source: row.source })), ...illustrativeRates.filter((row) => !known.has(row.currency))];
}

/** Is an imported row of the tariff as it is kept: exact numbers as decimal text. */
export interface KeptTariffRow {
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

const exactOrNull = (text: string | null): Exact | null => (text === null ? null : Exact.get(text));

/** Lists the imported rows of the tariff; codes that none covers fall back on the illustrative rates. */
export async function tariffRows(db: Db, eventId: string): Promise<readonly TariffRow[]> {
  return (await referenceRows(db, eventId, 'tariff')).map((row): TariffRow => {
    const kept = row.content as KeptTariffRow;
    return {
      code: row.code, description: { en: kept.descriptionEn, zh: kept.descriptionZh }, unit: kept.unit, duty: { rate: exactOrNull(kept.dutyRate), amountPerUnit: exactOrNull(kept.dutyAmount), combination: kept.combination }, vat: Exact.get(kept.vat),
      consumptionTax: kept.consumptionTaxRate === null && kept.consumptionTaxAmount === null ? null : { rate: exactOrNull(kept.consumptionTaxRate), amountPerUnit: exactOrNull(kept.consumptionTaxAmount) }, validFrom: row.valid_from, validTo: row.valid_until, source: row.source,
    };
  });
}

import { Exact } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { findInForce } from './in-force.ts';

/** Is the exchange rate of a currency for a period. Unit: yuan for one unit of the currency. Shape: the rate as a plain decimal. */
export interface ExchangeRate {
  readonly currency: string;
  readonly rate: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
}

/** Is the rate found for a day. Unit: yuan for one unit. */
export interface FoundRate {
  readonly currency: string;
  readonly rate: Exact;
  readonly source: string;
}

/**
 * Finds the exchange rate of a currency on a day; the renminbi is worth one yuan always. Unit: yuan for one unit.
 * Refuses: exchange-rate-missing.
 * Source: 关税条例(2017) art. 38; 关税法(2024).
 */
export function findRate(rows: readonly ExchangeRate[], currency: string, day: string): FoundRate {
  if (currency === 'CNY') return { currency, rate: Exact.one, source: 'CNY' };
  const row = findInForce(rows.filter((one) => one.currency === currency), day);
  if (row === undefined) throw new Refusal('exchange-rate-missing', { currency, day });
  return { currency, rate: Exact.get(row.rate), source: row.source };
}

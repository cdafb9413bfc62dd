import { Exact } from '../../../../kernel/money.ts';
import { findCurrency } from '../../catalogue/currencies.ts';
import type { KeptCode, KeptOut } from './shapes.ts';

interface Amount {
  readonly number: string;
  /** What stood beside the digits. */
  readonly word: string;
}

/** Is what a line says of its value. Shape: `fallback` is the currency of the column or the file. */
export interface SaidValue {
  readonly quantity: string | undefined;
  readonly unitValue: Amount | undefined;
  readonly totalValue: Amount | undefined;
  readonly currencyText: string;
  readonly fallback: string | undefined;
  readonly isTotalBlank: boolean;
}

/**
 * Settles the currency and the total of a line: a total that is left blank is the unit value times the quantity, rounded to hundredths.
 * Shape: undefined for what cannot be told, after it was refused.
 */
export function amountOf(said: SaidValue, refuse: (field: 'currency' | 'unitValue' | 'totalValue', code: KeptCode, params?: KeptOut['params'], raw?: string) => undefined): { readonly currency: string | undefined; readonly total: string | undefined } {
  let currency = said.currencyText === '' ? undefined : findCurrency(said.currencyText);
  let isRefused = false;
  const no = (...of: Parameters<typeof refuse>): void => {
    isRefused = true;
    refuse(...of);
  };
  if (said.currencyText !== '' && currency === undefined) no('currency', 'currency', { value: said.currencyText }, said.currencyText);
  for (const [field, amount] of [['unitValue', said.unitValue], ['totalValue', said.totalValue]] as const) {
    if (amount === undefined || amount.word === '') continue;
    const beside = findCurrency(amount.word);
    if (beside === undefined) no(field, 'currency', { value: amount.word }, amount.word);
    else if (currency !== undefined && currency !== beside) no(field, 'currency-twice', { value: amount.word, currency });
    else currency ??= beside;
  }
  currency ??= said.fallback;
  if (currency === undefined && !isRefused) no('currency', 'missing');
  if (!said.isTotalBlank) return { currency, total: said.totalValue?.number };
  if (said.unitValue === undefined || said.quantity === undefined) {
    refuse('totalValue', 'missing');
    return { currency, total: undefined };
  }
  const total = Exact.get(said.unitValue.number).times(Exact.get(said.quantity)).toText(2);
  if (total.length > 18) refuse('totalValue', 'number', { value: total }, total);
  return { currency, total: total.length > 18 ? undefined : total };
}

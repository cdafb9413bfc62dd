import { Exact } from '../../../../kernel/money.ts';
import { UnusableCharge } from '../tax.ts';
import type { Rounding } from '../tax.ts';

/** Lists the parts of a customs value: the price paid, what the law adds to it, carriage and insurance to the port of entry. */
export const valueParts = ['price', 'addition', 'freight', 'insurance'] as const;

/** Is one part of a customs value in the currency it was agreed in. Unit: the exchange rate in yuan for one unit of that currency. */
export interface ValuePart {
  readonly part: (typeof valueParts)[number];
  readonly amount: Exact;
  /** Shape: ISO 4217; CNY needs no rate. */
  readonly currency: string;
  readonly exchangeRate?: Exact | undefined;
}

/** Is a customs value with its parts in yuan. */
export interface CustomsValue {
  readonly parts: readonly (ValuePart & { readonly inYuan: Exact })[];
  readonly computed: Exact;
  readonly value: Exact;
}

/**
 * Computes the customs value: price + listed additions + freight + insurance to the port of entry, each at its own rate, rounded once at the end. Unit: yuan.
 * Refuses (as UnusableCharge): price (missing), a negative part, exchangeRate (missing, or not above zero).
 * Source: 关税法(2024) arts 24–26; 关税条例(2017) arts 18, 38 (exchange).
 */
export function computeCustomsValue(parts: readonly ValuePart[], rounding: Rounding): CustomsValue {
  if (!parts.some((part) => part.part === 'price')) throw new UnusableCharge('price', 'A customs value begins with the price paid; it is missing.');
  const converted = parts.map((part) => {
    if (part.amount.sign < 0) throw new UnusableCharge(part.part, `The ${part.part} is negative; write 0 or more.`);
    const rate = part.currency === 'CNY' ? (part.exchangeRate ?? Exact.one) : part.exchangeRate;
    if (rate === undefined) throw new UnusableCharge('exchangeRate', `The ${part.part} is in ${part.currency}; give the exchange rate, yuan for 1 ${part.currency}.`);
    if (rate.sign <= 0) throw new UnusableCharge('exchangeRate', 'An exchange rate is above zero: yuan for one unit of the currency.');
    if (part.currency === 'CNY' && !rate.equals(Exact.one)) throw new UnusableCharge('exchangeRate', 'The currency is CNY and the exchange rate is not 1; put right one of them.');
    return { ...part, inYuan: part.amount.times(rate) };
  });
  const computed = converted.reduce((total, part) => total.plus(part.inYuan), Exact.zero);
  return { parts: converted, computed, value: computed.rounded(rounding.scale, rounding.mode) };
}

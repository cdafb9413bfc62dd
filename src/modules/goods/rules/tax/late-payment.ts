import { Exact, fenOf } from '../../../../kernel/money.ts';
import { latePaymentSettings, roundingSettings } from '../../catalogue/tax-settings.ts';
import type { RoundingSetting, TaxSetting } from '../../catalogue/tax-settings.ts';
import { daysBetween } from '../dates.ts';
import { getInForce } from '../in-force.ts';

/** Is the surcharge on a tax that was paid late. */
export interface LatePayment {
  readonly daysLate: number;
  readonly ratePerDay: Exact;
  readonly computed: Exact;
  readonly amountFen: bigint;
  readonly source: string;
}

/**
 * Computes the surcharge for paying late: tax × rate for a day × days after the due day; on the due day itself it is zero. Unit: fen.
 * Refuses: nothing-in-force.
 * Source: 关税条例(2017) art. 37; 关税法(2024) art. 43.
 */
export function latePayment(
  tax: { readonly amountFen: bigint; readonly dueDay: string; readonly paidDay: string },
  settings: { readonly rates?: readonly TaxSetting<string>[]; readonly roundings?: readonly RoundingSetting[] } = {},
): LatePayment {
  const daysLate = Math.max(0, daysBetween(tax.dueDay, tax.paidDay));
  const setting = getInForce(settings.rates ?? latePaymentSettings, tax.paidDay, 'latePayment');
  const { mode, scale } = getInForce((settings.roundings ?? roundingSettings).filter((row) => row.of === 'latePayment'), tax.paidDay, 'rounding of latePayment');
  const ratePerDay = Exact.get(setting.value);
  const computed = Exact.fraction(tax.amountFen, 100n).times(ratePerDay).times(Exact.fraction(BigInt(daysLate)));
  return { daysLate, ratePerDay, computed, amountFen: fenOf(computed.rounded(scale, mode)), source: setting.source };
}

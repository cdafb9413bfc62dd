import type { RoundingMode } from '../../../kernel/money.ts';
import type { Carry, ChargeKind } from '../rules/tax.ts';

/** Says how one amount is rounded from one day to another. Unit: scale in decimals of a yuan. */
export interface RoundingSetting {
  readonly of: ChargeKind | 'customsValue' | 'latePayment';
  readonly mode: RoundingMode;
  readonly scale: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
}

const tillTariffLaw = { validFrom: '2005-03-01', validTo: '2024-11-30', source: '海关进出口货物征税管理办法 (GACC order 124): to the fen, half up; article to be verified', verified: false };
const sinceTariffLaw = { validFrom: '2024-12-01', validTo: null, source: '海关进出口货物征税管理办法 (GACC order 272): taken over from order 124; to be verified', verified: false };

/**
 * Lists how each amount is rounded, with the days from which and to which it is.
 * Another reading has the customs value in whole yuan; whoever has the law confirmed puts a row here, no code changes.
 */
export const roundingSettings: readonly RoundingSetting[] = (['customsValue', 'duty', 'consumptionTax', 'vat', 'other', 'latePayment'] as const)
  .flatMap((of) => [tillTariffLaw, sinceTariffLaw].map((period) => ({ of, mode: 'half-up' as const, scale: 2, ...period })));

/** Is one dated value of the tax settings. */
export interface TaxSetting<Value> {
  readonly value: Value;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
}

/** Lists what a derived base is made of: the charges as they are assessed. */
export const carrySettings: readonly TaxSetting<Carry>[] = [
  { value: 'assessed', validFrom: '2004-01-01', validTo: null, source: 'inferred: the base holds the duty that is levied, which is a whole number of fen', verified: false },
];

/** Lists the duty up to which a consignment is exempt. Unit: yuan. Shape: no row means that no figure is known, and nothing is exempt by it. */
export const dutyExemptionSettings: readonly TaxSetting<string>[] = [
  { value: '50', validFrom: '2004-01-01', validTo: '2024-11-30', source: '关税条例(2017) art. 45; the 关税法(2024) leaves the figure to the State Council', verified: true },
];

/** Lists the surcharge for late payment. Unit: fraction of the unpaid tax for each day. */
export const latePaymentSettings: readonly TaxSetting<string>[] = [
  { value: '0.0005', validFrom: '2004-01-01', validTo: '2024-11-30', source: '关税条例(2017) art. 37', verified: true },
  { value: '0.0005', validFrom: '2024-12-01', validTo: null, source: '关税法(2024) art. 43', verified: true },
];

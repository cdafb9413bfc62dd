import { Exact } from '../../../kernel/money.ts';
import { tariffHeadings } from '../catalogue/tariff.ts';
import { illustrativeConsumptionTaxes, illustrativeDuties, illustrativeSource, reducedVatCodes, vatRates } from '../catalogue/tariff-rates.ts';
import { findInForce, getInForce } from './in-force.ts';
import type { TariffRow } from './tariff-rows.ts';
import type { Levy } from './tax.ts';
import type { ChargeOwed } from './tax/assessment.ts';

const percent = (text: string | undefined): Exact | null => (text === undefined ? null : Exact.get(text).dividedBy(Exact.fraction(100n)));
const amount = (text: string | undefined): Exact | null => (text === undefined ? null : Exact.get(text));
const dutyByCode = new Map(illustrativeDuties.flatMap(({ duty, codes }) => codes.map((code) => [code, duty] as const)));
const reduced = new Set(reducedVatCodes);

function illustrativeRow(code: string, day: string): TariffRow | undefined {
  const heading = findInForce(tariffHeadings.filter((one) => one.code === code), day);
  const duty = dutyByCode.get(code);
  if (heading === undefined || duty === undefined) return undefined;
  const vat = getInForce(vatRates.filter((rate) => rate.class === (reduced.has(code) ? 'reduced' : 'standard')), day, 'vat');
  const consumptionTax = findInForce(illustrativeConsumptionTaxes.filter((tax) => tax.codes.includes(code)), day);
  return {
    code, description: { en: heading.en, zh: heading.zh }, unit: heading.unit, vat: percent(vat.ratePercent)!,
    duty: { rate: percent(duty.ratePercent), amountPerUnit: amount(duty.amountPerUnit), combination: duty.combination ?? 'sum' },
    consumptionTax: consumptionTax === undefined ? null : { rate: percent(consumptionTax.ratePercent), amountPerUnit: amount(consumptionTax.amountPerUnit) },
    validFrom: heading.validFrom, validTo: heading.validTo, source: illustrativeSource,
  };
}

/**
 * Finds the rates of a code on a day: the imported row of the longest code that the given one begins with, else the illustrative one of its six digits.
 * Shape: undefined where neither has any.
 */
export function findTariffRow(code: string, day: string, imported: readonly TariffRow[] = []): TariffRow | undefined {
  for (const length of [10, 8, 6].filter((one) => one <= code.length)) {
    const found = findInForce(imported.filter((row) => row.code === code.slice(0, length)), day);
    if (found !== undefined) return found;
  }
  return illustrativeRow(code.slice(0, 6), day);
}

/** Makes the charges that goods under a row of the tariff owe. Unit: quantity in the row's statutory unit. Shape: duty, consumption tax where there is one, value-added tax. */
export function chargesOf(row: TariffRow, quantity: Exact): ChargeOwed[] {
  const levy = (rate: Exact | null, amountPerUnit: Exact | null): Levy => ({ rate: rate ?? undefined, amountPerUnit: amountPerUnit ?? undefined, quantity });
  const { duty, consumptionTax, vat, source } = row;
  return [
    { kind: 'duty', levy: { ...levy(duty.rate, duty.amountPerUnit), combination: duty.combination }, source },
    ...(consumptionTax === null ? [] : [{ kind: 'consumptionTax' as const, levy: levy(consumptionTax.rate, consumptionTax.amountPerUnit), source }]),
    { kind: 'vat', levy: { rate: vat }, source },
  ];
}

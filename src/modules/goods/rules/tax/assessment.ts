import { Exact, fenOf } from '../../../../kernel/money.ts';
import { carrySettings, dutyExemptionSettings, roundingSettings } from '../../catalogue/tax-settings.ts';
import type { RoundingSetting, TaxSetting } from '../../catalogue/tax-settings.ts';
import { findInForce, getInForce } from '../in-force.ts';
import { computeLine } from '../tax.ts';
import type { Carry, Charge, ChargeKind, Levy, Relief } from '../tax.ts';
import { computeCustomsValue } from './customs-value.ts';
import type { CustomsValue, ValuePart } from './customs-value.ts';

/** Is the dated settings that an assessment goes by. */
export interface AssessmentSettings {
  readonly roundings: readonly RoundingSetting[];
  readonly carry: readonly TaxSetting<Carry>[];
  readonly dutyExemption: readonly TaxSetting<string>[];
}

/** Is the settings that stand in the catalogue. */
export const catalogueSettings: AssessmentSettings = { roundings: roundingSettings, carry: carrySettings, dutyExemption: dutyExemptionSettings };

/** Is one charge that a goods line owes, with the law or notice it rests on. */
export interface ChargeOwed {
  readonly kind: ChargeKind;
  readonly levy: Levy;
  readonly base?: Exact | undefined;
  readonly relief?: Relief | undefined;
  readonly source: string;
}

/** Is one goods line to be assessed: the parts of its customs value, and its charges. */
export interface GoodsForAssessment {
  readonly id: string;
  readonly value: readonly ValuePart[] | Exact;
  readonly charges: readonly ChargeOwed[];
}

/** Lists how a charge was worked out, for the screen's words. */
export const workings = ['byValue', 'byUnit', 'compound', 'lower', 'higher'] as const;

/** Is one assessed charge. Unit: fen. */
export interface AssessedCharge extends Charge {
  readonly amountFen: bigint;
  readonly relievedFen: bigint;
  readonly working: (typeof workings)[number];
  /** Shape: the computation in signs, `637000.00 × 8% = 50960.00`. */
  readonly computation: string;
  /** Shape: what the charge rests on, then what its rounding rests on. */
  readonly sources: readonly string[];
}

/** Is one assessed line. Unit: fen. */
export interface AssessedLine {
  readonly id: string;
  readonly customsValue: CustomsValue | null;
  readonly customsValueFen: bigint;
  readonly charges: readonly AssessedCharge[];
  readonly totalFen: bigint;
}

/** Is a consignment's assessment. Unit: fen. Shape: the exemption is null where no figure is known for the day. */
export interface Assessment {
  readonly day: string;
  readonly lines: readonly AssessedLine[];
  readonly totalsFen: Readonly<Record<ChargeKind, bigint>>;
  readonly totalFen: bigint;
  readonly dutyExemption: { readonly applied: boolean; readonly upToFen: bigint; readonly source: string } | null;
}

/** Writes a number in full where it ends, else as the fraction it is. Shape: at least `decimals` decimals. */
export function writeExact(value: Exact, decimals = 0): string {
  for (let scale = decimals; scale <= 60; scale += 1) {
    const text = value.rounded(scale, 'down');
    if (text.equals(value)) return value.toText(scale);
  }
  return `${value.numerator}/${value.denominator}`;
}

function workingOf(levy: Levy): AssessedCharge['working'] {
  if (levy.combination === 'lower' || levy.combination === 'higher') return levy.combination;
  if (levy.amountPerUnit === undefined) return 'byValue';
  return levy.rate === undefined ? 'byUnit' : 'compound';
}

function computationOf(charge: Charge): string {
  const { rate, amountPerUnit, quantity } = charge.levy;
  const byValue = rate === undefined ? [] : [`${writeExact(charge.base, 2)} × ${writeExact(rate.times(Exact.fraction(100n)))}%`];
  const byUnit = amountPerUnit === undefined ? [] : [`${writeExact(quantity ?? Exact.zero)} × ${writeExact(amountPerUnit, 2)}`];
  const signs = { byValue: '', byUnit: '', compound: ' + ', lower: ' ∧ ', higher: ' ∨ ' }[workingOf(charge.levy)];
  const left = [...byValue, ...byUnit].join(signs);
  const relieved = charge.relieved.sign === 0 ? '' : ` − ${writeExact(charge.relieved, 2)}`;
  return `${left}${relieved} = ${charge.payable.toText(charge.rounding.scale)}`;
}

function assessLine(goods: GoodsForAssessment, day: string, settings: AssessmentSettings, dutyFree: TaxSetting<string> | undefined): AssessedLine {
  const rounding = (of: RoundingSetting['of']): RoundingSetting => getInForce(settings.roundings.filter((row) => row.of === of), day, `rounding of ${of}`);
  const customsValue = goods.value instanceof Exact ? null : computeCustomsValue(goods.value, rounding('customsValue'));
  const value = goods.value instanceof Exact ? goods.value : customsValue!.value;
  const carry = getInForce(settings.carry, day, 'carry').value;
  const owed = dutyFree === undefined ? goods.charges : goods.charges.map((charge) => (charge.kind === 'duty' ? { ...charge, relief: { share: Exact.one }, source: `${charge.source}; ${dutyFree.source}` } : charge));
  const { charges, total } = computeLine({ customsValue: value, carry, charges: owed.map((charge) => ({ ...charge, rounding: rounding(charge.kind) })) });
  return {
    id: goods.id, customsValue, customsValueFen: fenOf(value.rounded(2, rounding('customsValue').mode)), totalFen: fenOf(total),
    charges: charges.map((charge, at) => ({
      ...charge, amountFen: fenOf(charge.payable), relievedFen: fenOf(charge.relieved), working: workingOf(charge.levy), computation: computationOf(charge),
      sources: [owed[at]!.source, rounding(charge.kind).source],
    })),
  };
}

/**
 * Assesses a consignment by the rules in force on a day: every charge of every line, the totals by kind, and the exemption of a small duty. Unit: fen.
 * Shape: an exempt duty stays in the list, relieved in full, and the bases that hold it are computed again without it.
 * Refuses: nothing-in-force; as UnusableCharge or UnusableLine what cannot be computed.
 * Source: 关税法(2024) arts 23–26; 关税条例(2017) art. 45 (the exemption, till 2024-11-30).
 */
export function assess(goods: readonly GoodsForAssessment[], day: string, settings: AssessmentSettings = catalogueSettings): Assessment {
  const duty = (lines: readonly AssessedLine[]): bigint => totalOf(lines, 'duty');
  const first = goods.map((line) => assessLine(line, day, settings, undefined));
  const setting = findInForce(settings.dutyExemption, day);
  const upToFen = setting === undefined ? undefined : fenOf(Exact.get(setting.value));
  const applied = upToFen !== undefined && duty(first) > 0n && duty(first) <= upToFen;
  const lines = applied ? goods.map((line) => assessLine(line, day, settings, setting)) : first;
  const totalsFen = { duty: duty(lines), consumptionTax: totalOf(lines, 'consumptionTax'), vat: totalOf(lines, 'vat'), other: totalOf(lines, 'other') };
  return {
    day, lines, totalsFen, totalFen: lines.reduce((total, line) => total + line.totalFen, 0n),
    dutyExemption: setting === undefined || upToFen === undefined ? null : { applied, upToFen, source: setting.source },
  };
}

function totalOf(lines: readonly AssessedLine[], kind: ChargeKind): bigint {
  return lines.flatMap((line) => line.charges).filter((charge) => charge.kind === kind).reduce((total, charge) => total + charge.amountFen, 0n);
}

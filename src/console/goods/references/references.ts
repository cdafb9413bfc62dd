import type { Text } from '../../../words/area.ts';
import type { RowProblem } from '../../../modules/goods/rules/reading-rows.ts';
import type { KeptRow, RateContent, ReferenceKind, RowChange, TariffContent } from '../../../modules/goods/rules/reference-rows.ts';
import { findUnit } from '../../../modules/goods/catalogue/units.ts';
import { useWords } from '../../words.tsx';

/** Is what `goods.references` gives: what is in force on a day, and who imported what. */
export type References = {
  readonly day: string; readonly rows: readonly (KeptRow & { readonly imported: boolean })[];
  readonly imports: readonly { readonly importedAt: string; readonly by: Text; readonly rows: number; readonly codes: number; readonly firstDay: string; readonly lastDay: string | null; readonly sources: readonly string[] }[];
};

/** Is what a file would change. */
export type CheckedReference = { readonly changes: readonly RowChange[]; readonly quarantined: readonly RowProblem[] };

/** Gives a component how rates, taxes and their periods are written. */
export function useReferenceWords() {
  const words = useWords();
  const { t, number, date, language } = words;
  const percent = (share: string): string => `${number(Number((Number(share) * 100).toPrecision(12)))} %`;
  const levy = (rate: string | null, amount: string | null, unit: string, combination: TariffContent['combination']): string => {
    const perUnit = amount === null ? '' : t('goodsReferences.perUnit', { amount, unit: findUnit(unit)?.[language] ?? unit });
    if (rate === null) return perUnit;
    if (amount !== null) return t(`goodsReferences.both.${combination}`, { rate: percent(rate), amount: perUnit });
    return Number(rate) === 0 ? t('goodsReferences.free') : percent(rate);
  };
  const tariffOf = (row: KeptRow): TariffContent => row.content as TariffContent;
  return {
    ...words, percent, tariffOf,
    name: (row: KeptRow): string => { const one = tariffOf(row); const [first, second] = language === 'zh' ? [one.descriptionZh, one.descriptionEn] : [one.descriptionEn, one.descriptionZh]; return first === '' ? second : first; },
    duty: (row: KeptRow): string => { const one = tariffOf(row); return levy(one.dutyRate, one.dutyAmount, one.unit, one.combination); },
    consumptionTax: (row: KeptRow): string => { const one = tariffOf(row); return one.consumptionTaxRate === null && one.consumptionTaxAmount === null ? '–' : levy(one.consumptionTaxRate, one.consumptionTaxAmount, one.unit, 'sum'); },
    rate: (row: KeptRow): string => (row.content as RateContent).rate,
    period: (row: { readonly validFrom: string; readonly validTo: string | null }): string => `${date(row.validFrom)} – ${row.validTo === null ? t('goodsReferences.noEnd') : date(row.validTo)}`,
  };
}

/** Writes a row in one line, as a preview compares it: what is levied, then from when to when. */
export function useRowText(kind: ReferenceKind): (row: KeptRow) => { readonly what: string; readonly when: string } {
  const words = useReferenceWords();
  return (row) => ({
    what: kind === 'exchange' ? words.rate(row) : [`${words.t('goodsReferences.duty')} ${words.duty(row)}`, `${words.t('goodsReferences.vat')} ${words.percent(words.tariffOf(row).vat)}`, ...(words.consumptionTax(row) === '–' ? [] : [`${words.t('goodsReferences.consumptionTax')} ${words.consumptionTax(row)}`])].join(' · '),
    when: `${words.period(row)} · ${row.source}`,
  });
}

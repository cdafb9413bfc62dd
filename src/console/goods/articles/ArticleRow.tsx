import type { ReactNode } from 'react';
import { findSubstances } from '../../../modules/goods/catalogue/doping-substances.ts';
import { substancesSource } from '../../../modules/goods/catalogue/doping-substances.ts';
import { articleKinds, articleTaxClasses, type ArticleKind, type ArticleMeasure, type ArticleTaxClass } from '../../../modules/goods/catalogue/personal-articles.ts';
import { articleDecisions, articleOwed, leavingKinds, measuresOf, type Article, type ArticleDecision, type ArticleNeed, type ArticleVerdict } from '../../../modules/goods/rules/articles.ts';
import type { WordParams } from '../../../words/area.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { saySource } from '../../../words/sources.ts';
import { useWords } from '../../words.tsx';

/** Is an article under the hands. The medicine's name stays on this screen. */
export type TypedArticle = { readonly key: number; readonly kind: ArticleKind; readonly measure: ArticleMeasure; readonly amount: string; readonly value: string; readonly taxClass: ArticleTaxClass; readonly medicine: string; readonly serial: string; readonly shown: readonly ArticleNeed[]; readonly decision: ArticleDecision | undefined; readonly reference: string };

const numberPattern = /^(?=.*[1-9])\d{1,12}(\.\d{1,6})?$/;

/** Gives a new row. */
export function nextArticle(rows: readonly TypedArticle[]): TypedArticle {
  return { key: Math.max(0, ...rows.map((row) => row.key)) + 1, kind: 'goods', measure: 'valueCny', amount: '', value: '', taxClass: '2', medicine: '', serial: '', shown: [], decision: undefined, reference: '' };
}

/** Reads a row as the rules judge it. Shape: undefined where no amount stands there yet. */
export function articleOf(row: TypedArticle): Article | undefined {
  const [found] = row.kind === 'medicine' ? findSubstances(row.medicine, 1) : [];
  if (!numberPattern.test(row.amount.trim())) return undefined;
  return { kind: row.kind, measure: row.measure, amount: row.amount.trim(), ...(numberPattern.test(row.value.trim()) ? { valueCny: row.value.trim() } : {}), taxClass: row.taxClass, ...(row.kind === 'medicine' ? { listed: found !== undefined, permitNeeded: found?.permit != null } : {}) };
}

/** Proposes what the verdict leads to: what is free or was shown is let in, tax is taken, the rest goes back. */
export function proposedDecision(verdict: ArticleVerdict, shown: readonly ArticleNeed[]): ArticleDecision {
  if (articleOwed(verdict, shown).length > 0) return 'returned';
  if (verdict.tax === null || verdict.tax.sign > 0) return 'taxed';
  return verdict.verdict === 'declare' ? 'declared' : 'letIn';
}

/** One article: kind and amount, its verdict beside it, ticks for what was shown, and the decision. */
export function ArticleRow({ row, place, verdict, exempt, only, onChange, onRemove, onEnter }: { readonly row: TypedArticle; readonly place: number; readonly verdict: ArticleVerdict | undefined; readonly exempt: boolean; readonly only: boolean; readonly onChange: (part: Partial<TypedArticle>) => void; readonly onRemove: () => void; readonly onEnter: () => void }): ReactNode {
  const { t, date, language } = useWords();
  const [substance] = row.kind === 'medicine' ? findSubstances(row.medicine, 1) : [];
  const decision = row.decision ?? (verdict === undefined ? 'letIn' : proposedDecision(verdict, row.shown));
  const excess: WordParams = verdict === undefined ? {} : { excess: verdict.excess.toPlainText(3), unit: t(`articles.unit.${row.measure}`), tax: verdict.tax?.toText(2) ?? '', needs: articleOwed(verdict, row.shown).map((need) => t(`goodsGuide.need.${need}`)).join('; ') };
  const key = verdict === undefined ? undefined : verdict.verdict === 'show' && articleOwed(verdict, row.shown).length === 0 ? 'shown' : verdict.verdict !== 'tax' ? verdict.verdict : exempt ? 'exempt' : verdict.tax === null ? 'taxUnknown' : 'tax';
  return (
    <fieldset className="pa-row" aria-label={t('articles.row', { position: place + 1 })}>
      <Select id={`a-kind-${place}`} label={t('articles.kind')} allowEmpty={false} value={`${row.kind} ${row.measure}`} onChange={(value) => { const [kind, measure] = (value ?? 'goods valueCny').split(' ') as [ArticleKind, ArticleMeasure]; onChange({ kind, measure, shown: [], decision: undefined }); }}
        options={articleKinds.flatMap((kind) => measuresOf(kind).map((measure) => ({ value: `${kind} ${measure}`, label: measuresOf(kind).length > 1 ? `${t(`goodsGuide.article.${kind}`)} (${t(`articles.unit.${measure}`)})` : t(`goodsGuide.article.${kind}`) })))} />
      <TextField id={`a-amount-${place}`} label={t('articles.amount')} inputMode="decimal" unit={t(`articles.unit.${row.measure}`)} value={row.amount} onChange={(amount) => onChange({ amount })} onEnter={onEnter} />
      {row.kind === 'medicine' ? (
        <span><TextField id={`a-medicine-${place}`} label={t('articles.medicine')} hint={row.medicine.trim() === '' ? t('articles.medicineHint') : substance === undefined ? t('articles.notListed') : `${t('articles.listedAs', { name: `${substance.en} ${substance.zh}`, class: substance.class })} ${saySource(language, substancesSource.source)}${substancesSource.verified ? '' : ` (${t('food.unverified')})`}`} value={row.medicine} maxLength={80} onChange={(medicine) => onChange({ medicine })} onEnter={onEnter} />
          {row.medicine.trim() !== '' && findSubstances(row.medicine).filter((one) => one !== substance || row.medicine !== one.en).slice(0, 4).map((one) => <Button key={one.en} kind="bare" onPress={() => onChange({ medicine: one.en })}>{`${one.en} ${one.zh}`}</Button>)}</span>
      ) : row.kind === 'goods' ? <Select id={`a-class-${place}`} label={t('articles.taxClass')} allowEmpty={false} value={row.taxClass} onChange={(value) => onChange({ taxClass: articleTaxClasses.find((one) => one === value) ?? '2' })} options={articleTaxClasses.map((one) => ({ value: one, label: t(`articles.tax.${one}`) }))} />
        : leavingKinds.includes(row.kind) ? <TextField id={`a-serial-${place}`} label={t('articles.serial')} required={false} code value={row.serial} maxLength={80} onChange={(serial) => onChange({ serial })} onEnter={onEnter} />
          : <TextField id={`a-value-${place}`} label={t('articles.value')} required={false} inputMode="decimal" value={row.value} onChange={(value) => onChange({ value })} onEnter={onEnter} />}
      <Select id={`a-decision-${place}`} label={t('articles.decision')} allowEmpty={false} value={decision} onChange={(value) => onChange({ decision: articleDecisions.find((one) => one === value) })} options={articleDecisions.map((one) => ({ value: one, label: t(`articles.decision.${one}`) }))} />
      {decision === 'taxed' || decision === 'kept' ? <TextField id={`a-reference-${place}`} label={t('articles.reference')} code value={row.reference} maxLength={60} onChange={(reference) => onChange({ reference })} onEnter={onEnter} /> : <span />}
      {only ? <span /> : <Button kind="bare" icon="cross" label={t('articles.remove', { position: place + 1 })} onPress={onRemove} />}
      <div className="pa-verdict">
        {key !== undefined && <span role="status"><Status tone={key === 'free' || key === 'shown' ? 'done' : 'late'}>{t(`articles.verdict.${key}`, excess)}</Status></span>}
        {verdict?.applied.map((one) => <span key={`${one.what} ${one.source}`} className="tg-muted">{t(`articles.applied.${one.what}`, { value: one.what === 'rate' ? `${Math.round(Number(one.value) * 1000) / 10} %` : `${one.value} ${t(`articles.unit.${row.measure}`)}` })} · {saySource(language, one.source)} ({t(one.verified ? 'goodsBorder.verified' : 'food.unverified')}, {t('articles.since', { day: date(one.validFrom) })})</span>)}
        {verdict?.needs.map((need) => <Checkbox key={need} label={t(`goodsGuide.need.${need}`)} value={row.shown.includes(need)} onChange={(on) => onChange({ shown: on ? [...row.shown, need] : row.shown.filter((one) => one !== need) })} />)}
      </div>
    </fieldset>
  );
}


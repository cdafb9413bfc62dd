import { Exact } from '../../../kernel/money.ts';
import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { articleLimits, articleRules, articleTaxes } from '../catalogue/personal-articles.ts';
import type { ArticleKind, ArticleLimit, ArticleMeasure, ArticleRule, ArticleTaxClass, TravellerClass } from '../catalogue/personal-articles.ts';
import { getInForce, isInForce } from './in-force.ts';

/** Is something that must be shown of an article. */
export type ArticleNeed = ArticleRule['needs'][number];

/** Is an article as a traveller carries it. Unit: `amount` in `measure`; `valueCny` of the whole, where the measure is no value. */
export interface Article {
  readonly kind: ArticleKind;
  readonly measure: ArticleMeasure;
  readonly amount: string;
  readonly valueCny?: string | undefined;
  readonly taxClass?: ArticleTaxClass | undefined;
  /** Medicines: the substance is on the lists of doping rules. */
  readonly listed?: boolean | undefined;
  /** Medicines: the substance needs a permit besides. */
  readonly permitNeeded?: boolean | undefined;
}

/** Is a row of a table that gave a limit or a rate, with the day from which it holds and whether it was verified. Shape: `value` is the limit in its measure, or the rate as a fraction. */
export interface AppliedRow { readonly what: 'limit' | 'rate'; readonly value: string; readonly source: string; readonly verified: boolean; readonly validFrom: string }

/** Is what is said of one article: what of it is free, what exceeds a limit and its tax, and what must be shown. Shape: `tax` is null where a value is missing to compute it. Unit: CNY, exact. */
export interface ArticleVerdict {
  readonly verdict: 'free' | 'tax' | 'declare' | 'show';
  readonly free: Exact;
  readonly excess: Exact;
  readonly tax: Exact | null;
  readonly needs: readonly ArticleNeed[];
  readonly sources: readonly string[];
  /** The rows of the tables that were applied: the limit, and the rate of tax where something is above it. */
  readonly applied: readonly AppliedRow[];
}

/** Is what is said of everything that a traveller carries. Shape: `tax` is null where a value is missing; below the exempt amount it is zero. */
export interface Judgement {
  readonly channel: 'green' | 'red';
  readonly articles: readonly ArticleVerdict[];
  readonly tax: Exact | null;
  /** Tax was computed, and is so little that it is not collected. */
  readonly exempt: boolean;
}

/** Says in what a kind of article is counted. Shape: the usual measure first. */
export function measuresOf(kind: ArticleKind): readonly ArticleMeasure[] {
  const limited = [...new Set(articleLimits.filter((limit) => limit.kind === kind).map((limit) => limit.measure))];
  return limited.length > 0 ? limited : kind === 'medicine' ? ['dose'] : ['piece'];
}

/** Says what must be shown of an article, whatever its quantity. */
export function needsOf(article: Pick<Article, 'kind' | 'listed' | 'permitNeeded'>): readonly ArticleNeed[] {
  const needs = articleRules.find((rule) => rule.kind === article.kind)?.needs ?? [];
  if (article.kind !== 'medicine') return needs;
  return [...needs.filter((need) => need !== 'teamDoctor' || article.listed === true), ...(article.permitNeeded === true ? ['permit' as const] : [])];
}

/** Says in which class an article is taxed: alcohol and tobacco in the third, others in the second where nothing else is said. */
export function taxClassOf(article: Pick<Article, 'kind' | 'taxClass'>): ArticleTaxClass {
  return ['alcohol', 'cigarettes', 'cigars', 'tobacco'].includes(article.kind) ? '3' : article.taxClass ?? '2';
}

const valueOf = (article: Article): Exact | undefined => (article.measure === 'valueCny' ? Exact.find(article.amount) : article.valueCny === undefined ? undefined : Exact.find(article.valueCny));

/**
 * Judges what a traveller carries on a day. Articles of one kind count together against its limit, and the free share goes first to what would cost most: splitting changes nothing, and more never costs less.
 * Shape: verdicts in the order of the articles; amounts must be decimal text. Refuses: `nothing-in-force` for a day without tax rates.
 * Source: docs/facts.md, traveller limits; 税委会[2019]17号; the order in which the free share is used is inferred, in the traveller's favour.
 */
export function judgeArticles(traveller: TravellerClass, articles: readonly Article[], day: string): Judgement {
  const rates = getInForce(articleTaxes, day, 'article-tax');
  const limits = articleLimits.filter((limit) => isInForce(limit, day) && (limit.traveller === null || limit.traveller === traveller));
  const limitOf = (article: Article): ArticleLimit | undefined => limits.find((limit) => limit.kind === article.kind && limit.measure === article.measure);
  const costOf = (article: Article): Exact => {
    const [value, amount] = [valueOf(article), Exact.get(article.amount)];
    return value === undefined || amount.sign === 0 ? Exact.zero : value.dividedBy(amount).times(Exact.get(rates.rates[taxClassOf(article)]));
  };
  const left = new Map(limits.map((limit) => [limit, Exact.get(limit.upTo)]));
  const excesses = new Map<number, Exact>();
  for (const place of articles.map((_, at) => at).sort((one, other) => costOf(articles[other]!).compare(costOf(articles[one]!)) || one - other)) {
    const article = articles[place]!;
    const limit = limitOf(article);
    const amount = Exact.get(article.amount);
    if (limit === undefined) continue;
    const free = left.get(limit)!;
    const excess = amount.compare(free) > 0 ? amount.minus(free) : Exact.zero;
    left.set(limit, free.minus(amount.minus(excess)));
    excesses.set(place, excess);
  }
  const computed = articles.map((article, place): ArticleVerdict => {
    const limit = limitOf(article);
    const excess = excesses.get(place) ?? Exact.zero;
    const needs = needsOf(article);
    const above = excess.sign > 0 ? limit!.above : undefined;
    const tax = above !== 'tax' ? Exact.zero : valueOf(article) === undefined ? null : excess.times(costOf(article));
    const rule = articleRules.find((one) => one.kind === article.kind);
    return {
      verdict: above === 'tax' ? 'tax' : above !== undefined ? 'declare' : needs.length > 0 ? 'show' : 'free', free: Exact.get(article.amount).minus(excess), excess, tax, needs,
      sources: [...(limit === undefined ? [] : [limit.source]), ...(above === 'tax' ? [rates.source] : []), ...(rule === undefined ? [] : [rule.source])],
      applied: [
        ...(limit === undefined ? [] : [{ what: 'limit' as const, value: limit.upTo, source: limit.source, verified: limit.verified, validFrom: limit.validFrom }]),
        ...(above === 'tax' ? [{ what: 'rate' as const, value: rates.rates[taxClassOf(article)], source: rates.source, verified: rates.verified, validFrom: rates.validFrom }] : []),
      ],
    };
  });
  const unknown = computed.some((one) => one.tax === null);
  const sum = computed.reduce((total, one) => total.plus(one.tax ?? Exact.zero), Exact.zero);
  const exempt = !unknown && sum.sign > 0 && sum.compare(Exact.get(rates.exemptCny)) <= 0;
  return {
    channel: computed.every((one) => one.verdict === 'free') ? 'green' : 'red', tax: unknown ? null : exempt ? Exact.zero : sum, exempt,
    articles: exempt ? computed.map((one) => ({ ...one, tax: Exact.zero })) : computed,
  };
}

/** Lists the kinds that a traveller takes out again: they stand open until their exit. */
export const leavingKinds: readonly ArticleKind[] = ['pressKit', 'sportsEquipment'];

/** Lists what customs decides of an article: let in, taxed, kept, returned with the traveller, or declared in writing. */
export const articleDecisions = ['letIn', 'taxed', 'kept', 'returned', 'declared'] as const;
/** Is what customs decides of an article. */
export type ArticleDecision = (typeof articleDecisions)[number];

/** Is a decision as an officer gives it. */
export interface Decided {
  readonly decision: ArticleDecision;
  readonly shown: readonly ArticleNeed[];
  readonly reference?: string | undefined;
}

/** Says what of an article that must be shown was not. */
export function articleOwed(verdict: Pick<ArticleVerdict, 'needs'>, shown: readonly ArticleNeed[]): readonly ArticleNeed[] {
  return verdict.needs.filter((need) => !shown.includes(need));
}

/**
 * Says whether an article may be decided on so: nothing comes in without what must be shown, untaxed where tax is due, or undeclared above a limit; a receipt stands for what is taxed or kept.
 * Refuses: `article-papers-missing`, `article-tax-due`, `article-declare-first`, `article-value-needed`, `article-not-taxed`, `article-receipt-needed`.
 */
export function canDecide(verdict: ArticleVerdict, given: Decided, place: number): Verdict {
  const comesIn = given.decision === 'letIn' || given.decision === 'taxed' || given.decision === 'declared';
  const owed = articleOwed(verdict, given.shown);
  const at = `/articles/${place}`;
  if (comesIn && owed.length > 0) return refused('article-papers-missing', { position: place + 1, needs: owed }, `${at}/shown`);
  if (given.decision === 'taxed' && verdict.tax === null) return refused('article-value-needed', { position: place + 1 }, `${at}/valueCny`);
  if (given.decision === 'taxed' && verdict.tax?.sign === 0) return refused('article-not-taxed', { position: place + 1 }, `${at}/decision`);
  if ((given.decision === 'letIn' || given.decision === 'declared') && (verdict.tax === null || verdict.tax.sign > 0)) return refused('article-tax-due', { position: place + 1 }, `${at}/decision`);
  if (given.decision === 'letIn' && verdict.verdict === 'declare') return refused('article-declare-first', { position: place + 1 }, `${at}/decision`);
  if ((given.decision === 'taxed' || given.decision === 'kept') && (given.reference ?? '').trim().length < 3) return refused('article-receipt-needed', { position: place + 1 }, `${at}/reference`);
  return allowed;
}

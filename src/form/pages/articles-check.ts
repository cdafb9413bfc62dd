import { Exact } from '../../kernel/money.ts';
import { substances } from '../../modules/goods/catalogue/doping-substances.ts';
import { articleLimits, articleRules, travellerClasses } from '../../modules/goods/catalogue/personal-articles.ts';
import type { ArticleKind, ArticleMeasure } from '../../modules/goods/catalogue/personal-articles.ts';
import { judgeArticles, measuresOf } from '../../modules/goods/rules/articles.ts';
import type { Article, ArticleVerdict } from '../../modules/goods/rules/articles.ts';
import { isInForce } from '../../modules/goods/rules/in-force.ts';
import type { Language, WordParams } from '../../words/area.ts';
import { write } from '../../words/words.ts';
import type { WordKey } from '../../words/words.ts';
import type { PageContext } from '../context.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Page } from '../layout.ts';
import { goodsGuideLanguages } from './goods-guide.ts';

type Query = Readonly<Record<string, unknown>>;

const valued: readonly ArticleKind[] = ['alcohol', 'cigarettes', 'cigars', 'tobacco'];
const ticked = articleRules.map((rule) => rule.kind).filter((kind) => kind !== 'medicine');

/** Draws the public check of what a traveller carries: the question, and the channel with its reasons once it is asked. Nothing is kept, and no medicine is named. */
export function articlesCheckPage(context: PageContext, query: Query, on: string): Page {
  const language: Language = context.language === 'zh' ? 'zh' : 'en';
  const t = (key: string, params?: WordParams): string => write(language, `articles.${key}` as WordKey, params);
  const g = (key: string): string => write(language, `goodsGuide.${key}` as WordKey);
  const text = (name: string): string => (typeof query[name] === 'string' ? (query[name] as string).normalize('NFKC').trim().slice(0, 20) : '');
  const traveller = travellerClasses.find((one) => one === text('class')) ?? 'visitor';
  const measured = [...new Map(articleLimits.filter((limit) => isInForce(limit, on)).map((limit) => [`${limit.kind}-${limit.measure}`, limit] as const)).entries()];
  const label = (kind: ArticleKind, measure: ArticleMeasure): string => `${g(`article.${kind}`)} (${t(`unit.${measure}`)})`;
  const right = (typed: string): boolean => /^\d{1,9}(\.\d{1,3})?$/.test(typed);
  const wrong = measured.flatMap(([name, limit]) => [name, `${name}-value`].filter((field) => text(field) !== '' && !right(text(field))).map((field) => ({ field, message: t('amountWrong', { article: label(limit.kind, limit.measure) }) })));
  const articles: Article[] = [
    ...measured.flatMap(([name, limit]) => (right(text(name)) && Number(text(name)) > 0 ? [{ kind: limit.kind, measure: limit.measure, amount: text(name), ...(right(text(`${name}-value`)) ? { valueCny: text(`${name}-value`) } : {}) }] : [])),
    ...(text('medicine') === '1' || text('listed') === '1' ? [{ kind: 'medicine' as const, measure: 'dose' as const, amount: '1', listed: text('listed') === '1' }] : []),
    ...ticked.filter((kind) => text(kind) === '1').map((kind): Article => ({ kind, measure: measuresOf(kind)[0]!, amount: '1' })),
  ];
  const asked = text('class') !== '' && wrong.length === 0;
  const tick = (name: string, label_: string): Html => html`<p><label><input type="checkbox" name="${name}" value="1"${text(name) === '1' ? html` checked` : ''}> ${label_}</label></p>`;
  const field = (name: string, label_: string): Html => html`<p class="field"><label for="f-${name}">${label_}</label><input id="f-${name}" name="${name}" inputmode="decimal" maxlength="12" value="${text(name)}"${wrong.some((one) => one.field === name) ? html` aria-invalid="true"` : ''}></p>`;
  return {
    title: t('checkTitle'), back: `${context.base}/goods/people`, languages: goodsGuideLanguages,
    content: html`<h1>${t('checkTitle')}</h1><p class="lead">${t('checkLead')}</p>${asked ? resultOf() : ''}${wrong.length === 0 ? '' : html`<div class="errors" role="alert"><ul>${wrong.map((one) => html`<li><a href="#f-${one.field}">${one.message}</a></li>`)}</ul></div>`}
<form method="get" action="${context.base}/goods/people/check"><fieldset><legend>${t('iAm')}</legend>${travellerClasses.map((one) => html`<p><label><input type="radio" name="class" value="${one}"${one === traveller ? html` checked` : ''}> ${t(`class.${one}`)}</label></p>`)}</fieldset>
<fieldset><legend>${t('quantity')}</legend>${measured.map(([name, limit]) => html`${field(name, label(limit.kind, limit.measure))}${valued.includes(limit.kind) ? field(`${name}-value`, `${g(`article.${limit.kind}`)}: ${t('valueOf')}`) : ''}`)}</fieldset>
<fieldset><legend>${t('checkAlso')}</legend>${tick('medicine', t('checkMedicine'))}${tick('listed', t('checkListed'))}${ticked.map((kind) => tick(kind, g(`article.${kind}`)))}</fieldset>
<p class="buttons"><button class="button" type="submit">${t('check')}</button></p></form>
<details><summary>${t('substances')}</summary><p class="hint">${t('substancesNote')}</p><ul class="plain">${substances.map((one) => html`<li>${language === 'zh' ? `${one.zh} ${one.en}` : `${one.en} ${one.zh}`} · ${one.class}</li>`)}</ul></details>`,
  };

  function resultOf(): Html {
    const judged = judgeArticles(traveller, articles, on);
    const whys = judged.articles.flatMap((verdict, place) => reasonsOf(articles[place]!, verdict, judged.exempt));
    return html`<section class="channel channel-${judged.channel}" aria-label="${t('result')}"><h2>${t(`channel.${judged.channel}`)}</h2>${whys.length === 0 ? html`<p>${t('allFree')}</p>` : html`<ul class="plain">${whys.map((why) => html`<li>${why}</li>`)}</ul>`}${judged.exempt ? html`<p>${t('exempt')}</p>` : judged.tax === null ? html`<p>${t('unknown')}</p>` : judged.tax.sign > 0 ? html`<p>${t('estimated', { tax: judged.tax.toText(2) })}</p>` : ''}</section>`;
  }

  function reasonsOf(article: Article, verdict: ArticleVerdict, exempt: boolean): string[] {
    if (verdict.verdict === 'free') return [];
    const excess = { excess: verdict.excess.toPlainText(3), unit: t(`unit.${article.measure}`) };
    const needs = verdict.needs.map((need) => g(`need.${need}`)).join(language === 'zh' ? '；' : '; ');
    const key = verdict.verdict !== 'tax' ? verdict.verdict : exempt ? 'exempt' : verdict.tax === null ? 'taxUnknown' : 'tax';
    return [`${g(`article.${article.kind}`)}${language === 'zh' ? '：' : ': '}${t(`verdict.${key}`, { ...excess, needs, tax: (verdict.tax ?? Exact.zero).toText(2) })}`];
  }
}

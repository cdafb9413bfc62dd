import { guideAreas } from '../../modules/goods/catalogue/guide-areas.ts';
import { guidePageOf } from '../../modules/goods/rules/guide.ts';
import type { GuideArea } from '../../modules/goods/catalogue/guide-areas.ts';
import type { GuidePart } from '../../modules/goods/rules/guide.ts';
import type { Language, WordParams } from '../../words/area.ts';
import { locale, write } from '../../words/words.ts';
import type { WordKey } from '../../words/words.ts';
import type { PageContext } from '../context.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Page } from '../layout.ts';

/** Lists the languages of the guide to clearing goods: both first languages of the product. */
export const goodsGuideLanguages = ['zh', 'en'] as const;

const languageOf = (context: PageContext): Language => (context.language === 'zh' ? 'zh' : 'en');
const words = (language: Language) => (key: string, params?: WordParams): string => write(language, `goodsGuide.${key}` as WordKey, params);

function dayText(language: Language, day: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

/** Draws the beginning of the guide to clearing goods: its eight areas, each with what it is about. */
export function goodsGuideIndex(context: PageContext, on: string): Page {
  const language = languageOf(context);
  const t = words(language);
  return {
    title: t('title'), languages: goodsGuideLanguages, wide: true,
    content: html`<h1>${t('title')}</h1><p class="lead">${t('lead', { event: context.event.name, day: dayText(language, on) })}</p><h2>${t('areas')}</h2><ol class="areas">${guideAreas.map((area) => html`<li><a href="${context.base}/goods/${area}"><b>${t(`area.${area}`)}</b></a><span>${t(`lead.${area}`)}</span></li>`)}</ol><p class="buttons"><a class="button" href="/goods">${t('portal')}</a> <a class="button second" href="${context.base}/goods-proof">${t('proof.title')}</a></p>`,
  };
}

/** Is what the record of releases answers to a code. */
export interface ProofAnswer { readonly valid: boolean; readonly number: string | null; readonly releasedAt: string | null; readonly party: { readonly en: string; readonly zh: string } | null; readonly pieces: number | null; readonly venue: string | null; readonly leavesBy: string | null }

/** Draws the page where anybody checks the code of a proof of release. Shape: `code` is undefined before one is asked for, `answer` while none was given. */
export function goodsProofPage(context: PageContext, code: string | undefined, answer: ProofAnswer | undefined): Page {
  const language = languageOf(context);
  const t = words(language);
  const missing = code !== undefined && answer === undefined;
  const facts: readonly (readonly [string, string | null])[] = answer?.valid !== true ? [] : [
    ['number', answer.number], ['releasedAt', answer.releasedAt === null ? null : new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeStyle: 'short', timeZone: context.event.timeZone }).format(new Date(answer.releasedAt))],
    ['party', answer.party?.[language] ?? null], ['pieces', answer.pieces === null ? null : new Intl.NumberFormat(locale(language)).format(answer.pieces)], ['venue', answer.venue], ['leavesBy', answer.leavesBy === null ? null : dayText(language, answer.leavesBy)],
  ];
  return {
    title: t('proof.title'), back: `${context.base}/goods`, languages: goodsGuideLanguages, wrong: missing || answer?.valid === false,
    content: html`<h1>${t('proof.title')}</h1><p class="lead">${t('proof.lead')}</p>${answer === undefined ? '' : html`<div class="${answer.valid ? 'confirmed' : 'summary'}" role="${answer.valid ? 'status' : 'alert'}"><h2>${t(answer.valid ? 'proof.genuine' : 'proof.not')}</h2><p>${t(answer.valid ? 'proof.genuineDetail' : 'proof.notDetail')}</p>${facts.length === 0 ? '' : html`<dl>${facts.map(([name, value]) => (value === null ? '' : html`<div><dt>${t(`proof.${name}`)}</dt><dd>${value}</dd></div>`))}</dl>`}</div>`}<form method="get" action="${context.base}/goods-proof"><label for="code">${t('proof.code')}</label><p class="hint" id="code-hint">${t('proof.hint')}</p>${missing ? html`<p class="error" id="code-error">${t('proof.needed')}</p>` : ''}<input type="text" id="code" name="code" maxlength="60" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint${missing ? ' code-error' : ''}" value="${code ?? ''}"><p class="buttons"><button>${t('proof.check')}</button></p></form>`,
  };
}

/** Draws one area of the guide from the rules in force on a day. */
export function goodsGuidePage(context: PageContext, area: GuideArea, on: string): Page {
  const language = languageOf(context);
  const t = words(language);
  const page = guidePageOf(area, on, language);
  const after = guideAreas[guideAreas.indexOf(area) + 1];
  return {
    title: page.title, back: `${context.base}/goods`, languages: goodsGuideLanguages, wide: true,
    content: html`<h1>${guideAreas.indexOf(area) + 1} · ${page.title}</h1><p class="lead">${page.lead}</p>${area === 'people' ? html`<p class="buttons"><a class="button" href="${context.base}/goods/people/check">${write(language, 'articles.link')}</a></p>` : ''}${page.parts.map(partOf)}<h2>${t('sources')}</h2><ul class="plain sources">${page.sources.filter((source) => source !== '').map((source) => html`<li>${source}</li>`)}</ul><p class="hint">${t('inForce', { day: dayText(language, on) })}</p><p class="buttons">${after === undefined ? '' : html`<a class="button" href="${context.base}/goods/${after}">${t('next', { title: t(`area.${after}`) })}</a> `}<a class="button second" href="/goods">${t('portal')}</a></p>`,
  };
}

function partOf(part: GuidePart): Html {
  if (part.kind === 'text') return html`<p>${part.text}</p>`;
  if (part.kind === 'list') return html`<h2>${part.title}</h2>${part.ordered ? html`<ol class="plain">${part.items.map((item) => html`<li>${item}</li>`)}</ol>` : html`<ul class="plain">${part.items.map((item) => html`<li>${item}</li>`)}</ul>`}`;
  return html`<h2>${part.title}</h2><div class="scroll" tabindex="0" role="region" aria-label="${part.title}"><table><thead><tr>${part.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${part.rows.map((row) => html`<tr>${row.map((cell, place) => (place === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell.split('\n').map((line, at) => html`${at === 0 ? '' : html`<br>`}${line}`)}</td>`))}</tr>`)}</tbody></table></div>`;
}

import { autonyms, directionOf, formLanguages, formLocale } from '../words/form/form.ts';
import type { Complaint } from '../modules/declarations/shapes.ts';
import type { FormLanguage } from '../words/form/form.ts';
import { isFormWordKey } from '../words/form/form.ts';
import { words } from './context.ts';
import type { PageContext } from './context.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Is one page: its title, its content, and the way back. */
export interface Page {
  readonly title: string;
  readonly content: Html;
  readonly back?: string;
  /** Something on it is wrong: the title says so too, for who hears the page. */
  readonly wrong?: boolean;
  /** A page that follows by itself. Unit: seconds. */
  readonly refresh?: { readonly seconds: number; readonly to: string };
  readonly scripts?: readonly string[];
  readonly wide?: boolean;
  /** The languages that this page has, where they are not all of the form. */
  readonly languages?: readonly FormLanguage[];
}

/** Writes the words of a complaint. */
export function complaintText(context: PageContext, complaint: Complaint): string {
  return isFormWordKey(complaint.word) ? words(context)(complaint.word, complaint.params) : complaint.word;
}

/** Draws the list of what is wrong; each line leads to its field. Shape: nothing where nothing is wrong. */
export function errorSummary(context: PageContext, complaints: readonly Complaint[], targetOf: (complaint: Complaint) => string = (complaint) => complaint.field): Html {
  if (complaints.length === 0) return html``;
  return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary"><h2 id="summary">${words(context)('e.title')}</h2><ul>${complaints.map((complaint) => html`<li><a href="#${targetOf(complaint)}">${complaintText(context, complaint)}</a></li>`)}</ul></div>`;
}

function languageLinks(context: PageContext, offered: readonly FormLanguage[]): Html {
  const t = words(context);
  const back = context.path.includes('?') ? `${context.path}&` : `${context.path}?`;
  return html`<details class="languages"><summary><span lang="${formLocale(context.language)}">${autonyms[context.language]}</span><span class="hidden"> ${t('changeLanguage')}</span></summary><ul>${offered.map((language) => html`<li><a href="${back}lang=${language}" lang="${formLocale(language)}" hreflang="${language}" dir="${directionOf(language)}"${language === context.language ? html` aria-current="true"` : ''}>${autonyms[language]}</a></li>`)}</ul></details>`;
}

/** Draws a whole page: head, header, content and foot. */
export function layout(context: PageContext, page: Page): Html {
  const t = words(context);
  return html`<!doctype html>
<html lang="${formLocale(context.language).replace('-u-nu-latn', '')}" dir="${directionOf(context.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">${page.refresh === undefined ? '' : html`<meta http-equiv="refresh" content="${page.refresh.seconds};url=${page.refresh.to}">`}<title>${page.wrong === true ? `${t('e.title')}: ` : ''}${page.title} · ${t('service')}</title><link rel="stylesheet" href="${context.assets.style}"><link rel="icon" href="data:,">${context.kiosk ? html`<noscript><meta http-equiv="refresh" content="180;url=${context.base}/kiosk/finish"></noscript>` : ''}${[...(page.scripts ?? []), ...(context.kiosk && context.assets.kiosk !== null ? [context.assets.kiosk] : [])].map((script) => html`<script type="module" src="${script}"></script>`)}</head>
<body${context.kiosk ? html` class="kiosk" data-kiosk="${context.base}"` : ''}><a class="skip" href="#main">${t('skip')}</a><header><a class="mark" href="${context.base}${context.kiosk ? '/kiosk' : ''}"><b>通关</b> <span>${context.event.name}</span></a>${languageLinks(context, page.languages ?? formLanguages)}</header>
<main id="main" class="${page.wide === true ? 'wide' : ''}">${page.back === undefined ? '' : html`<a class="back" href="${page.back}">${t('back')}</a>`}${page.content}</main>
<footer><a href="${context.base}/privacy">${t('privacyLink')}</a>${context.signedIn ? html`<form method="post" action="${context.base}/leave"><input type="hidden" name="guard" value="${context.guard}"><button class="link">${t(context.kiosk ? 'kiosk.finish' : 'leave')}</button></form>` : ''}</footer></body></html>`;
}

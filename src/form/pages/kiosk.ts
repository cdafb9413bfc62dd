import { autonyms, directionOf, formLanguages, formLocale } from '../../words/form/form.ts';
import { words } from '../context.ts';
import type { PageContext } from '../context.ts';
import { html } from '../html.ts';
import type { Page } from '../layout.ts';

/** Draws the first page of a machine: the languages, each a large field, and what can be done in the one that is chosen. */
export function kioskStartPage(context: PageContext): Page {
  const t = words(context);
  return {
    title: t('kiosk.title'), wide: true,
    content: html`<div data-kiosk-start><h1>${t('kiosk.title')}</h1><nav class="tongues" aria-label="${t('changeLanguage')}"><ul>${formLanguages.map((language) => html`<li><a href="${context.base}/kiosk?lang=${language}" lang="${formLocale(language)}" hreflang="${language}" dir="${directionOf(language)}"${language === context.language ? html` aria-current="true"` : ''}>${autonyms[language]}</a></li>`)}</ul></nav><p class="buttons"><a class="button" href="${context.base}/new">${t('kiosk.new')}</a> <a class="button second" href="${context.base}/open">${t('kiosk.open')}</a> <a class="button second" href="${context.base}/kiosk/check">${t('kiosk.check')}</a></p><p class="hint" data-kiosk-waiting></p></div>`,
  };
}

/** Is what a machine says of a code: nothing yet, good, or not. */
export type KioskVerdict = 'none' | 'valid' | 'invalid';

/** Draws the page at which a machine checks a code. */
export function kioskCheckPage(context: PageContext, verdict: KioskVerdict): Page {
  const t = words(context);
  return {
    title: t('kiosk.check'), back: `${context.base}/kiosk`, wide: true,
    content: html`${verdict === 'none' ? '' : html`<p class="light ${verdict}" role="status">${t(verdict === 'valid' ? 'kiosk.valid' : 'kiosk.invalid')}</p>`}<form method="post" action="${context.base}/kiosk/check" autocomplete="off"><h1>${t('kiosk.check')}</h1><div class="field"><label for="scanned">${t('kiosk.scan')}</label><input type="text" id="scanned" name="scanned" autofocus autocapitalize="off" spellcheck="false" dir="ltr"></div><button>${t('kiosk.check')}</button></form>`,
  };
}

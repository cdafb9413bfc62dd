import { autonyms, directionOf, formLanguages, formLocale } from '../../words/form/form.ts';
import { words } from '../context.ts';
import type { PageContext } from '../context.ts';
import { dayInput } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { complaintText, errorSummary } from '../layout.ts';
import type { Page } from '../layout.ts';
import type { Complaint } from '../../modules/declarations/shapes.ts';

/** Draws the first page: the languages, what one needs, and the two ways in. */
export function startPage(context: PageContext): Page {
  const t = words(context);
  return {
    title: t('start.title'),
    content: html`<h1>${t('start.title')}</h1><p class="lead">${t('start.intro')}</p>
<nav class="tongues" aria-label="${t('changeLanguage')}"><ul>${formLanguages.map((language) => html`<li><a href="?lang=${language}" lang="${formLocale(language)}" hreflang="${language}" dir="${directionOf(language)}"${language === context.language ? html` aria-current="true"` : ''}>${autonyms[language]}</a></li>`)}</ul></nav>
<h2>${t('start.need')}</h2><ul class="plain"><li>${t('start.needPassport')}</li><li>${t('start.needAddress')}</li><li>${t('start.needSeat')}</li></ul>
<p class="buttons"><a class="button" href="${context.base}/open">${t('start.open')}</a> <a class="button second" href="${context.base}/new">${t('start.new')}</a></p><p class="hint">${t('start.paper')}</p>`,
  };
}

function textInput(context: PageContext, name: string, label: string, value: string, complaint: Complaint | undefined, options: { readonly hint?: string; readonly width?: string; readonly numeric?: boolean } = {}): Html {
  const ids = [options.hint === undefined ? '' : `${name}-hint`, complaint === undefined ? '' : `${name}-error`].filter((id) => id !== '').join(' ');
  return html`<div class="field${complaint === undefined ? '' : ' wrong'}"><label for="${name}">${label}</label>${options.hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${options.hint}</p>`}${complaint === undefined ? '' : html`<p class="error" id="${name}-error">${complaintText(context, complaint)}</p>`}<input type="text" id="${name}" name="${name}" value="${value}" class="${options.width ?? 'w20'}" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false"${options.numeric === true ? html` inputmode="numeric"` : ''}${ids === '' ? '' : html` aria-describedby="${ids}"`}${complaint === undefined ? '' : html` aria-invalid="true"`}></div>`;
}

/** Is what the page that opens a card holds: what was typed and what is wrong. */
export interface OpenForm { readonly code: string; readonly birthDate: string; readonly typed: Readonly<Record<string, string>>; readonly complaints: readonly Complaint[]; readonly isLeader: boolean }

/** Draws the page that opens a card that was begun or prepared, or a leader's page. */
export function openPage(context: PageContext, form: OpenForm): Page {
  const t = words(context);
  const home = context.kiosk ? '/kiosk' : '/';
  const about = (field: string): Complaint | undefined => form.complaints.find((complaint) => complaint.field === field);
  const born = about('birthDate');
  return {
    title: t('open.title'), back: `${context.base}${home}`, wrong: form.complaints.length > 0,
    content: html`${errorSummary(context, form.complaints)}<form method="post" action="${context.base}/open" novalidate><h1>${t('open.title')}</h1>${form.code === '' || about('code') !== undefined ? html`<p>${t('open.intro')}</p>` : ''}${textInput(context, 'code', t('open.code'), form.code, about('code'), { hint: t('open.codeHint') })}${form.isLeader
      ? textInput(context, 'pin', t('team.pin'), '', about('pin'), { numeric: true })
      : html`${dayInput(context, 'birthDate', t('open.birthDate'), form.birthDate, { hint: t('open.minor'), typed: form.typed, ...(born === undefined ? {} : { complaint: complaintText(context, born) }) })}`}<button>${t('open.submit')}</button></form>`,
  };
}

/** Is what the page that begins a card holds. */
export interface NewForm { readonly flight: string; readonly flightDate: string; readonly birthDate: string; readonly typed: Readonly<Record<string, string>>; readonly complaints: readonly Complaint[] }

/** Draws the page that begins a card without an invitation. */
export function newPage(context: PageContext, form: NewForm): Page {
  const t = words(context);
  const about = (field: string): Complaint | undefined => form.complaints.find((complaint) => complaint.field === field);
  const asDay = (field: 'flightDate' | 'birthDate', legend: string): Html => {
    const complaint = about(field);
    return dayInput(context, field, legend, form[field], { typed: form.typed, birthday: field === 'birthDate', ...(complaint === undefined ? {} : { complaint: complaintText(context, complaint) }) });
  };
  return {
    title: t('new.title'), back: `${context.base}${context.kiosk ? '/kiosk' : '/'}`, wrong: form.complaints.length > 0,
    content: html`${errorSummary(context, form.complaints)}<form method="post" action="${context.base}/new" novalidate><h1>${t('new.title')}</h1><p>${t('new.intro')}</p>${textInput(context, 'flight', t('new.flight'), form.flight, about('flight'), { hint: t('new.flightHint'), width: 'w10' })}${asDay('flightDate', t('new.flightDate'))}${asDay('birthDate', t('f.birthDate'))}<button>${t('new.submit')}</button></form>`,
  };
}

/** Draws the page that gives the own code: the one thing to keep; and what happens on the flight that is known now. */
export function keepPage(context: PageContext, code: string, flight: { readonly designator: string; readonly flightDate: string }): Page {
  const t = words(context);
  return { title: t('new.codeTitle'), content: html`<h1>${t('new.codeTitle')}</h1><p class="code" dir="ltr">${code}</p><p>${t('new.codeText')}</p><p class="buttons"><a class="button" href="${context.base}/card">${t('continue')}</a></p><p><a href="${context.base}/guide/${flight.designator}/${flight.flightDate}">${t('done.guide')}</a></p>` };
}

/** Draws a page that only says something. */
export function plainPage(context: PageContext, title: string, text: string, next?: { readonly label: string; readonly to: string }): Page {
  return { title, content: html`<h1>${title}</h1><p>${text}</p><p class="buttons"><a class="button" href="${next?.to ?? `${context.base}/`}">${next?.label ?? words(context)('oops.start')}</a></p>` };
}

/** Draws what happens to the answers. Unit of `days`: days after the flight until they cannot be read any more. */
export function privacyPage(context: PageContext, days: number): Page {
  const t = words(context);
  return { title: t('privacy.title'), back: `${context.base}/`, content: html`<h1>${t('privacy.title')}</h1><p>${t('privacy.why')}</p><p>${t('privacy.who')}</p><p>${t('privacy.where')}</p><p>${t('privacy.long', { days })}</p><p>${t('privacy.rights')}</p>` };
}

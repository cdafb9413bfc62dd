import { findQuestion, guardianBelowYears } from '../../modules/declarations/catalogue.ts';
import type { Question, Section } from '../../modules/declarations/catalogue.ts';
import { sayAnswer, sayDay, sayInstant } from '../../modules/declarations/saying.ts';
import type { Answers, Complaint } from '../../modules/declarations/shapes.ts';
import type { OwnCard } from '../../modules/declarations/views/own.ts';
import { isFormWordKey } from '../../words/form/form.ts';
import { words } from '../context.ts';
import type { PageContext } from '../context.ts';
import { drawField } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { errorSummary } from '../layout.ts';
import type { Page } from '../layout.ts';

// The passport may be read by the phone, where it runs our script; what it reads beyond the name goes along and is confirmed on the next page.
function camera(context: PageContext): Html {
  const t = words(context);
  if (context.assets.camera === null) return html``;
  return html`<div class="mrz" data-mrz-camera data-open="${t('camera.open')}" data-hint="${t('camera.hint')}" data-close="${t('camera.close')}" data-denied="${t('camera.denied')}" data-done="${t('camera.done')}"></div>${['nationality', 'documentType', 'documentNumber', 'birthDate-day', 'birthDate-month', 'birthDate-year', 'sex'].map((name) => html`<input type="hidden" name="${name}" value="">`)}`;
}

const guard = (context: PageContext): Html => html`<input type="hidden" name="guard" value="${context.guard}">`;

/** Writes the label of a field. */
export function labelOf(context: PageContext, field: string): string {
  const key = `f.${field}`;
  return isFormWordKey(key) ? words(context)(key) : field;
}

function titleOf(context: PageContext, question: Question, card: OwnCard): string {
  const key = `q.${question.id}`;
  return isFormWordKey(key) ? words(context)(key, { flight: card.flight.designator }) : question.id;
}

/** Draws one question. Shape of `answers`: what stands in the card, or what was just typed where it is wrong. */
export function questionPage(context: PageContext, card: OwnCard, question: Question, state: { readonly answers: Answers; readonly complaints: readonly Complaint[]; readonly typed?: Readonly<Record<string, string>>; readonly fromCheck: boolean }): Page {
  const t = words(context);
  const alone = question.fields.length === 1;
  const hint = `q.${question.id}.hint`;
  const before = card.asked[card.asked.indexOf(question.id) - 1];
  const back = state.fromCheck ? `${context.base}/check` : before === undefined ? `${context.base}/` : `${context.base}/q/${before}`;
  const title = titleOf(context, question, card);
  return {
    title, back, wrong: state.complaints.length > 0, ...(question.id === 'name' && context.assets.camera !== null ? { scripts: [context.assets.camera] } : {}),
    content: html`${errorSummary(context, state.complaints)}<form method="post" action="${context.base}/q/${question.id}${state.fromCheck ? '?from=check' : ''}" novalidate>${guard(context)}<p class="progress">${t('progress', { number: card.asked.indexOf(question.id) + 1, total: card.asked.length })}</p><h1>${title}</h1>${question.id === 'name' ? camera(context) : ''}${isFormWordKey(hint) ? html`<p class="hint">${t(hint, { age: guardianBelowYears })}</p>` : ''}${question.id === 'truth' ? html`<blockquote>${t('q.truth.text')}</blockquote>` : ''}${question.fields.map((field) => drawField({
      context, field, value: state.answers[field.name], complaint: state.complaints.find((entry) => entry.field === field.name || (field.kind === 'places' && entry.field.startsWith('place'))), cardVersion: card.flight.cardVersion, alone, ...(state.typed === undefined ? {} : { typed: state.typed }),
    }))}<p class="buttons"><button name="act" value="continue">${t('continue')}</button></p></form>`,
  };
}

function rows(context: PageContext, card: OwnCard, questions: readonly Question[], change: boolean): Html {
  const t = words(context);
  return html`<dl>${questions.flatMap((question) => question.fields.map((field, index) => {
    const shown = sayAnswer(field, card.answers[field.name], context.language);
    const missing = field.required && card.owed.includes(question.id) && shown === '';
    return html`<div><dt>${labelOf(context, field.name)}</dt><dd${missing ? html` class="missing"` : html` dir="auto"`}>${shown === '' ? (card.blind && question.section === 'health' ? '•••' : missing ? t('check.nothing') : '–') : shown}</dd>${change && index === 0 ? html`<dd class="act"><a href="${context.base}/q/${question.id}?from=check">${t('change')}<span class="hidden"> ${labelOf(context, field.name)}</span></a></dd>` : change ? html`<dd class="act"></dd>` : ''}</div>`;
  }))}</dl>`;
}

const asked = (ids: readonly string[]): Question[] => ids.flatMap((id) => findQuestion(id) ?? []);

/** Draws what lists know of the person, to be confirmed in one look. */
export function knownPage(context: PageContext, card: OwnCard): Page {
  const t = words(context);
  return {
    title: t('known.title'), back: `${context.base}/`,
    content: html`<form method="post" action="${context.base}/known">${guard(context)}<h1>${t('known.title')}</h1><p>${t('known.text')}</p><p><b dir="ltr">${card.flight.designator}</b> · ${sayDay(card.flight.flightDate, context.language)}</p>${rows(context, card, asked(card.toConfirm), false)}<p class="buttons"><button name="act" value="confirm">${t('known.confirm')}</button> <a class="button second" href="${context.base}/q/${card.toConfirm[0] ?? 'name'}">${t('known.correct')}</a></p></form>`,
  };
}

/** Draws all answers, each with its way back to the question, and the button that files them. */
export function checkPage(context: PageContext, card: OwnCard): Page {
  const t = words(context);
  const sections: readonly Section[] = ['you', 'journey', 'health', 'statement'];
  const open = card.owed.length;
  return {
    title: t('check.title'), wide: true, ...(card.filed === null ? {} : { back: `${context.base}/done` }),
    content: html`<h1>${t('check.title')}</h1><p>${t('check.intro')}</p>${card.blind ? html`<p class="note">${t('blind.text')}</p><form method="post" action="${context.base}/restart">${guard(context)}<button class="second">${t('blind.restart')}</button></form>` : ''}${sections.map((section) => {
      const questions = asked(card.asked).filter((question) => question.section === section);
      return questions.length === 0 ? '' : html`<h2>${t(`check.${section}`)}</h2>${rows(context, card, questions, true)}`;
    })}${open > 0
      ? html`<p class="note">${t('check.open', { count: open })}</p><p class="buttons"><a class="button" href="${context.base}/card">${t('check.goOn')}</a></p>`
      : html`<form method="post" action="${context.base}/file"><p class="buttons">${guard(context)}<button>${t('check.submit')}</button></p></form>`}<p><a href="${context.base}/data">${t('data.link')}</a> · <a href="${context.base}/delete">${t('delete.link')}</a></p>`,
  };
}

/** Draws the page after filing: the code, its times, and what else one can do. */
export function donePage(context: PageContext, card: OwnCard, qr: Html): Page {
  const t = words(context);
  const { filed } = card;
  const zone = card.flight.timeZone;
  const supplement = card.owed.length > 0;
  return {
    title: t('done.title'),
    content: html`<h1>${supplement ? t('check.open', { count: card.owed.length }) : t('done.title')}</h1>${supplement ? html`<p class="note">${t('done.supplement', { count: card.owed.length })}</p><p class="buttons"><a class="button" href="${context.base}/card">${t('check.goOn')}</a></p>` : html`<p class="lead">${t('done.text')}</p>`}${card.blind ? html`<p class="note">${t('blind.code')}</p><p class="buttons"><a class="button" href="${context.base}/open">${t('open.title')}</a></p>` : html`<figure class="qr"><div role="img" aria-label="${t('done.qrText')}">${qr}</div><figcaption><b dir="auto">${[card.answers['surname'], card.answers['givenNames']].filter((part) => typeof part === 'string' && part !== '').join(' ')}</b><br><span><bdi>${card.flight.designator}</bdi> · ${sayDay(card.flight.flightDate, context.language)}</span><br>${filed === null ? '' : html`${t('done.valid', { from: sayInstant(filed.validFrom, context.language, zone), until: sayInstant(filed.validUntil, context.language, zone) })}<br><small>${t('done.times')} · ${t('done.number', { version: filed.version })}</small>`}</figcaption></figure><p class="buttons">${context.kiosk ? html`<button type="button" data-print>${t('kiosk.print')}</button> ` : ''}<a class="button" href="${context.base}/card.pdf">${t('done.pdf')}</a> <a class="button second" href="${context.base}/code.png" download>${t('done.image')}</a></p>`}<ul class="plain"><li><a href="${context.base}/guide/${card.flight.designator}/${card.flight.flightDate}">${t('done.guide')}</a></li>${card.checked ? '' : html`<li><a href="${context.base}/check">${t('done.change')}</a></li>`}</ul>${card.checked ? html`<p class="note">${t('done.checked')}</p>` : html`<p class="hint">${t('done.superseded')}</p>`}${card.ownCode === null ? '' : html`<p class="hint">${t('done.resume')}: <b class="own" dir="ltr">${card.ownCode}</b></p>`}`,
  };
}

/** Draws the question whether the card is to be deleted. */
export function deletePage(context: PageContext): Page {
  const t = words(context);
  return { title: t('delete.title'), back: `${context.base}/check`, content: html`<form method="post" action="${context.base}/delete">${guard(context)}<h1>${t('delete.title')}</h1><p>${t('delete.text')}</p><p class="buttons"><button class="danger">${t('delete.submit')}</button></p></form>` };
}

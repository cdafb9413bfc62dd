import { optionsOf } from '../modules/declarations/rules.ts';
import { countryNames } from '../modules/declarations/rules/countries.ts';
import type { Field } from '../modules/declarations/catalogue.ts';
import type { AnswerValue, Complaint, Place } from '../modules/declarations/shapes.ts';
import { formLocale, isFormWordKey } from '../words/form/form.ts';
import { complaintText } from './layout.ts';
import { words } from './context.ts';
import type { PageContext } from './context.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Is what a field is drawn with. Shape: `alone` where it is the only one of its page, whose title then is its label. */
export interface FieldDrawing {
  readonly context: PageContext;
  readonly field: Field;
  readonly value: AnswerValue | undefined;
  readonly complaint: Complaint | undefined;
  readonly cardVersion: string;
  readonly alone: boolean;
  /** What was typed into the parts of a day. */
  readonly typed?: Readonly<Record<string, string>>;
}

function labelOf({ context, field }: FieldDrawing): string {
  const key = `f.${field.name}`;
  return isFormWordKey(key) ? words(context)(key) : field.name;
}

function hintOf({ context, field }: FieldDrawing): string | undefined {
  const key = `f.${field.name}.hint`;
  return isFormWordKey(key) ? words(context)(key) : undefined;
}

function problem({ context, field, complaint }: FieldDrawing): Html {
  return complaint === undefined ? html`` : html`<p class="error" id="${field.name}-error">${complaintText(context, complaint)}</p>`;
}

const describedBy = ({ field, complaint }: FieldDrawing, hint: boolean): Html => {
  const ids = [hint ? `${field.name}-hint` : '', complaint === undefined ? '' : `${field.name}-error`].filter((id) => id !== '');
  return ids.length === 0 ? html`` : html` aria-describedby="${ids.join(' ')}"`;
};

const invalid = ({ complaint }: FieldDrawing): Html => (complaint === undefined ? html`` : html` aria-invalid="true"`);

function textual(drawing: FieldDrawing): Html {
  const { context, field, value } = drawing;
  const text = typeof value === 'string' ? value : '';
  const hint = hintOf(drawing);
  const shared = html`id="${field.name}" name="${field.name}"${field.autocomplete === undefined ? html` autocomplete="off"` : html` autocomplete="${field.autocomplete}"`}${describedBy(drawing, hint !== undefined)}${invalid(drawing)}`;
  const [type, mode] = field.kind === 'email' ? ['email', 'email'] : field.kind === 'phone' ? ['tel', 'tel'] : ['text', 'text'];
  const isLatin = ['latinName', 'documentNumber', 'seat', 'phone', 'email'].includes(field.kind);
  const width = field.kind === 'seat' ? 'w5' : field.kind === 'documentNumber' || field.kind === 'phone' ? 'w20' : '';
  return html`<div class="field${drawing.complaint === undefined ? '' : ' wrong'}"><label for="${field.name}">${labelOf(drawing)}${field.required ? '' : html` <small>(${words(context)('optional')})</small>`}</label>${hint === undefined ? '' : html`<p class="hint" id="${field.name}-hint">${hint}</p>`}${problem(drawing)}${field.kind === 'longText'
    ? html`<textarea rows="3" ${shared}>${text}</textarea>`
    : html`<input type="${type}" inputmode="${mode}" value="${text}" class="${width}" spellcheck="false" ${shared}${isLatin ? html` dir="ltr"` : html` dir="auto"`}${field.kind === 'documentNumber' || field.kind === 'seat' ? html` autocapitalize="characters"` : ''}>`}</div>`;
}

function choices(drawing: FieldDrawing): Html {
  const { context, field, value, cardVersion, alone } = drawing;
  const t = words(context);
  const isMany = field.kind === 'many';
  const options = field.kind === 'yesNo' ? ['no', 'yes'] : optionsOf(field, cardVersion);
  const chosen = typeof value === 'string' ? [value] : (value ?? []).filter((entry): entry is string => typeof entry === 'string');
  const say = (option: string): string => {
    const key = `o.${field.name}.${option}`;
    return isFormWordKey(key) ? t(key) : option === 'yes' ? t('yes') : option === 'no' ? t('no') : option;
  };
  return html`<fieldset class="field${drawing.complaint === undefined ? '' : ' wrong'}"${describedBy(drawing, false)}><legend class="${alone ? 'hidden' : ''}">${labelOf(drawing)}</legend>${problem(drawing)}<div class="${field.kind === 'yesNo' ? 'options two' : 'options'}">${options.map((option, index) => html`<div class="option${option === 'none' ? ' apart' : ''}"><input type="${isMany ? 'checkbox' : 'radio'}" id="${index === 0 ? field.name : `${field.name}-${option}`}" name="${field.name}" value="${option}"${chosen.includes(option) ? html` checked` : ''}><label for="${index === 0 ? field.name : `${field.name}-${option}`}">${say(option)}</label></div>`)}</div></fieldset>`;
}

function agreement(drawing: FieldDrawing): Html {
  const { field, value } = drawing;
  return html`<div class="field${drawing.complaint === undefined ? '' : ' wrong'}">${problem(drawing)}<div class="options"><div class="option"><input type="checkbox" id="${field.name}" name="${field.name}" value="yes"${value === 'yes' ? html` checked` : ''}${describedBy(drawing, false)}${invalid(drawing)}><label for="${field.name}">${labelOf(drawing)}</label></div></div></div>`;
}

/** Draws the list of countries and regions in the order of the language. */
export function countrySelect(context: PageContext, name: string, chosen: string, attributes: Html = html``): Html {
  return html`<select id="${name}" name="${name}"${attributes}><option value="">${words(context)('choose')}</option>${countryNames(formLocale(context.language)).map(({ code, name: country }) => html`<option value="${code}"${code === chosen ? html` selected` : ''}>${country}</option>`)}</select>`;
}

function country(drawing: FieldDrawing): Html {
  const { context, field, value } = drawing;
  return html`<div class="field${drawing.complaint === undefined ? '' : ' wrong'}"><label for="${field.name}" class="${drawing.alone ? 'hidden' : ''}">${labelOf(drawing)}</label>${problem(drawing)}${countrySelect(context, field.name, typeof value === 'string' ? value : '', html`${describedBy(drawing, false)}${invalid(drawing)}`)}</div>`;
}

/** Draws a day in three parts, in the order of the language's calendar. */
export function dayInput(context: PageContext, name: string, legend: string, value: string, options: { readonly complaint?: string | undefined; readonly hint?: string; readonly hideLegend?: boolean; readonly typed?: Readonly<Record<string, string>>; readonly birthday?: boolean } = {}): Html {
  const t = words(context);
  const [year = '', month = '', day = ''] = value.split('-');
  const parts = { day: options.typed?.[`${name}-day`] ?? day.replace(/^0/, ''), month: options.typed?.[`${name}-month`] ?? month.replace(/^0/, ''), year: options.typed?.[`${name}-year`] ?? year };
  const order = new Intl.DateTimeFormat(formLocale(context.language)).formatToParts(new Date(0)).map((part) => part.type).filter((type): type is 'day' | 'month' | 'year' => ['day', 'month', 'year'].includes(type));
  const ids = [options.hint === undefined ? '' : `${name}-hint`, options.complaint === undefined ? '' : `${name}-error`].filter((id) => id !== '').join(' ');
  return html`<fieldset class="field${options.complaint === undefined ? '' : ' wrong'}"${ids === '' ? '' : html` aria-describedby="${ids}"`}><legend class="${options.hideLegend === true ? 'hidden' : ''}">${legend}</legend>${options.hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${options.hint}</p>`}${options.complaint === undefined ? '' : html`<p class="error" id="${name}-error">${options.complaint}</p>`}<div class="day">${order.map((part, index) => html`<div><label for="${index === 0 ? name : `${name}-${part}`}">${t(part)}</label><input type="text" inputmode="numeric" id="${index === 0 ? name : `${name}-${part}`}" name="${name}-${part}" value="${parts[part]}" maxlength="${part === 'year' ? 4 : 2}" class="${part === 'year' ? 'w4' : 'w2'}" dir="ltr"${options.birthday === true ? html` autocomplete="bday-${part}"` : html` autocomplete="off"`}${options.complaint === undefined ? '' : html` aria-invalid="true"`}></div>`)}</div></fieldset>`;
}

function day(drawing: FieldDrawing): Html {
  const { context, field, value, complaint } = drawing;
  const hint = words(context)('dateExample', { example: new Intl.DateTimeFormat(formLocale(context.language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date('1998-02-27T00:00:00Z')) });
  return dayInput(context, field.name, labelOf(drawing), typeof value === 'string' ? value : '', {
    complaint: complaint === undefined ? undefined : complaintText(context, complaint), hint, hideLegend: drawing.alone, ...(drawing.typed === undefined ? {} : { typed: drawing.typed }), birthday: field.name === 'birthDate',
  });
}

function places(drawing: FieldDrawing): Html {
  const { context, field, value, complaint } = drawing;
  const t = words(context);
  const names = countryNames(formLocale(context.language));
  const added = (Array.isArray(value) ? value : []).filter((entry): entry is Place => typeof entry === 'object');
  const list = added.length === 0 ? html`` : html`<h2>${t('places.added')}</h2><ul class="added">${added.map((place, index) => html`<li><span><bdi>${names.find((entry) => entry.code === place.country)?.name ?? place.country}</bdi>${place.town === '' ? '' : html` · <bdi>${place.town}</bdi>`}</span><input type="hidden" name="place" value="${place.country}|${place.town}"><button class="link" name="act" value="remove-${index}">${t('remove')}<span class="hidden"> ${place.town} ${place.country}</span></button></li>`)}</ul>`;
  return html`<div class="field${complaint === undefined ? '' : ' wrong'}" id="${field.name}">${problem(drawing)}${list}<div class="field"><label for="placeCountry">${t('f.placeCountry')}</label>${countrySelect(context, 'placeCountry', drawing.typed?.['placeCountry'] ?? '')}</div><div class="field"><label for="placeTown">${t('f.placeTown')} <small>(${t('optional')})</small></label><input type="text" id="placeTown" name="placeTown" value="${drawing.typed?.['placeTown'] ?? ''}" dir="auto" autocomplete="off"></div><button class="second" name="act" value="add">${t('places.add')}</button></div>`;
}

/** Draws one field with its label, its hint and what is wrong with it. */
export function drawField(drawing: FieldDrawing): Html {
  switch (drawing.field.kind) {
    case 'choice': case 'many': case 'yesNo': return choices(drawing);
    case 'agree': return agreement(drawing);
    case 'country': return country(drawing);
    case 'day': return day(drawing);
    case 'places': return places(drawing);
    default: return textual(drawing);
  }
}

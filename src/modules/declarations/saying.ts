import { countryName } from './rules/countries.ts';
import type { Field } from './catalogue.ts';
import type { AnswerValue, Place } from './shapes.ts';
import { formLocale, isFormWordKey, say } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';

/** Writes a day in a language. Unit: YYYY-MM-DD. */
export function sayDay(day: string, language: FormLanguage): string {
  return new Intl.DateTimeFormat(formLocale(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** Writes an instant in a language, as the clocks of a place show it. */
export function sayInstant(at: string, language: FormLanguage, timeZone: string): string {
  return new Intl.DateTimeFormat(formLocale(language), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(at));
}

function sayOption(field: Field, option: string, language: FormLanguage): string {
  const key = `o.${field.name}.${option}`;
  if (isFormWordKey(key)) return say(language, key);
  return option === 'yes' ? say(language, 'yes') : option === 'no' ? say(language, 'no') : option;
}

/** Writes an answer in a language: options, countries and days by their words, free text as it was given. Shape: empty where nothing was answered. */
export function sayAnswer(field: Field, value: AnswerValue | undefined, language: FormLanguage): string {
  if (value === undefined || value === '') return '';
  if (typeof value !== 'string') {
    const entries = value.map((entry: string | Place) => typeof entry === 'string' ? sayOption(field, entry, language) : [entry.town, countryName(entry.country, formLocale(language))].filter((part) => part !== '').join(', '));
    return field.kind === 'places' ? entries.join('; ') : new Intl.ListFormat(formLocale(language), { type: 'conjunction' }).format(entries);
  }
  if (field.kind === 'country') return countryName(value, formLocale(language));
  if (field.kind === 'day') return /^\d{4}-\d\d-\d\d$/.test(value) ? sayDay(value, language) : value;
  return ['choice', 'yesNo', 'agree'].includes(field.kind) ? sayOption(field, value, language) : value;
}

/** Says whether an answer is text that its owner wrote, which is shown as it is in every language. */
export function isFreeText(field: Field): boolean {
  return ['latinName', 'text', 'longText', 'phone', 'email', 'documentNumber', 'seat'].includes(field.kind);
}

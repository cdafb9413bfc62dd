import { en } from './en.ts';
import { zh } from './zh.ts';
import { fr } from './fr.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import { ar } from './ar.ts';
import { nl } from './nl.ts';
import { no } from './no.ts';
import { sv } from './sv.ts';
import { fi } from './fi.ts';
import type { FormWord, FormWordKey, FormWords } from './shape.ts';

/** Every language of form, guide and messages, in the order in which the first page shows them; one new language is one file and one entry here. */
export const formWords = { zh, en, fr, de, es, it, ja, ko, ru, ar, nl, no, sv, fi } as const satisfies Readonly<Record<string, FormWords>>;

/** One of the travellers' languages, as a BCP 47 tag. */
export type FormLanguage = keyof typeof formWords;

/** Lists the travellers' languages. */
export const formLanguages = Object.keys(formWords) as readonly FormLanguage[];

/** What speakers call their language. */
export const autonyms: Readonly<Record<FormLanguage, string>> = {
  zh: '中文', en: 'English', fr: 'Français', de: 'Deutsch', es: 'Español', it: 'Italiano', ja: '日本語', ko: '한국어', ru: 'Русский', ar: 'العربية', nl: 'Nederlands', no: 'Norsk', sv: 'Svenska', fi: 'Suomi',
};

const localeOf: Partial<Record<FormLanguage, string>> = { zh: 'zh-CN', en: 'en-GB', no: 'nb-NO', ar: 'ar-u-nu-latn' };

/** Gives the locale by which Intl writes dates and numbers in a language. Arabic keeps the digits of passports and flight numbers. */
export function formLocale(language: FormLanguage): string {
  return localeOf[language] ?? language;
}

/** Tells the direction in which a language is written. */
export function directionOf(language: FormLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** Says whether a text names one of the travellers' languages. */
export function isFormLanguage(value: unknown): value is FormLanguage {
  return typeof value === 'string' && Object.hasOwn(formWords, value);
}

/** Finds the language that a browser asks for. Shape: English where it asks for none of ours. */
export function preferredLanguage(accepted: string | undefined): FormLanguage {
  const wanted = (accepted ?? '').split(',').map((part) => {
    const [tag = '', ...params] = part.trim().split(';');
    const quality = Number(params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((found) => found !== undefined) ?? 1);
    return { base: tag.toLowerCase().split('-')[0]!, quality: Number.isFinite(quality) ? quality : 0 };
  }).filter(({ quality }) => quality > 0).sort((one, other) => other.quality - one.quality);
  for (const { base } of wanted) {
    const language = base === 'nb' || base === 'nn' ? 'no' : base;
    if (isFormLanguage(language)) return language;
  }
  return 'en';
}

const plurals = new Map<FormLanguage, Intl.PluralRules>();
const numbers = new Map<FormLanguage, Intl.NumberFormat>();

function lazily<T>(map: Map<FormLanguage, T>, language: FormLanguage, make: () => T): T {
  let made = map.get(language);
  if (made === undefined) map.set(language, (made = make()));
  return made;
}

/** Says whether a key has words. */
export function isFormWordKey(key: string): key is FormWordKey {
  return Object.hasOwn(en, key);
}

/** Writes a phrase of the travellers' words: chooses the plural form by `count` and puts the params in, numbers in the language's own way. */
export function say(language: FormLanguage, key: FormWordKey, params: Readonly<Record<string, string | number>> = {}): string {
  const words: FormWords = formWords[language];
  const word: FormWord = words[key];
  const text = typeof word === 'string' ? word
    : word[lazily(plurals, language, () => new Intl.PluralRules(formLocale(language))).select(Number(params['count'] ?? 0))] ?? word.other;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? lazily(numbers, language, () => new Intl.NumberFormat(formLocale(language), { maximumFractionDigits: 2 })).format(value) : value;
  });
}

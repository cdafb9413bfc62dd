import type { en } from './en.ts';

/** One phrase of the travellers: plain text with `{params}`, or one text for each plural category that the language has, chosen by `params.count`. */
export type FormWord = string | (Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });

/** Names a phrase of form, guide, messages or kiosk. */
export type FormWordKey = keyof typeof en;

/** The words of one language: the compiler refuses a missing key and one too many. Shape: a phrase is plural where it is in English. */
export type FormWords = { readonly [Key in FormWordKey]: (typeof en)[Key] extends string ? string : Exclude<FormWord, string> };

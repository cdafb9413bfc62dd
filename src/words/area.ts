/** The console's languages, in the order in which the switch shows them. */
export const languages = ['zh', 'en'] as const;

/** One of the console's languages. */
export type Language = (typeof languages)[number];

/**
 * One phrase: plain text with `{params}`, or one text for each plural category, chosen by `params.count`.
 * Shape: `other` is always there; Chinese has no other category.
 */
export type Word = string | { readonly one?: string; readonly other: string };

/** A text that came as data (names of steps, events, stations) in both languages, or untranslated. */
export type Text = string | { readonly en: string; readonly zh: string };

/** The values put into the `{params}` of a phrase; numbers are written in the language's own way. */
export type WordParams = Readonly<Record<string, string | number>>;

/** The words of one area of the console or of one module, in both languages. */
export type Area<Key extends string = string> = {
  readonly en: Readonly<Record<Key, Word>>;
  readonly zh: Readonly<Record<Key, Word>>;
};

/** Declares the words of an area; the compiler refuses a key that only one of the two languages has. */
export function area<const English extends Readonly<Record<string, Word>>>(both: {
  readonly en: English;
  readonly zh: { readonly [Key in keyof NoInfer<English>]: Word };
}): Area<keyof English & string> {
  return both as Area<keyof English & string>;
}

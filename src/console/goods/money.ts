import { useMemo } from 'react';
import { writeFen } from '../../kernel/money.ts';
import type { Language } from '../../words/area.ts';
import { locale } from '../../words/words.ts';
import { useWords } from '../words.tsx';

/** Writes amounts of the renminbi in the officer's language, from fen or from decimal text, without any float in between. */
export type Money = { readonly fen: (fen: number | bigint) => string; readonly yuan: (text: string) => string };

const formats = new Map<Language, Intl.NumberFormat>();

/** Writes an amount that is decimal text; what is no amount stands as it is. Unit: yuan. */
export function writeYuan(language: Language, text: string): string {
  let format = formats.get(language);
  if (format === undefined) formats.set(language, (format = new Intl.NumberFormat(locale(language), { minimumFractionDigits: 2, maximumFractionDigits: 2 })));
  return /^-?\d+(\.\d+)?$/.test(text) ? format.format(text as `${number}`) : text;
}

/** Gives a component the way to write amounts. */
export function useMoney(): Money {
  const { language } = useWords();
  return useMemo(() => ({ fen: (fen) => writeYuan(language, writeFen(BigInt(fen))), yuan: (text) => writeYuan(language, text) }), [language]);
}

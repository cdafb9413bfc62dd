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

/** Is the unit that a sum of money is shown in. Shape: `fen` is how many fen one of it is, `decimals` how many digits stand after the point; its words are `goodsRegisters.unit.<name>`. */
export interface ValueUnit { readonly name: 'large' | 'middle' | 'plain'; readonly fen: number; readonly decimals: number }

// 亿元 is a hundred million and 万元 ten thousand yuan; English counts in billions and millions.
const valueUnits = { en: [['large', 1e11], ['middle', 1e8]], zh: [['large', 1e10], ['middle', 1e6]] } as const;

/** Gives the largest unit of the language that a sum has at least one of, so that a small sum is never shown as nothing. Unit: fen. */
export function valueUnit(fen: number, language: Language): ValueUnit {
  const found = valueUnits[language].find(([, least]) => fen >= least);
  return found === undefined ? { name: 'plain', fen: 100, decimals: 2 } : { name: found[0], fen: found[1], decimals: 3 };
}

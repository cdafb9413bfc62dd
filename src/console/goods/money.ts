import { useMemo } from 'react';
import { writeFen } from '../../kernel/money.ts';
import { locale } from '../../words/words.ts';
import { useWords } from '../words.tsx';

/** Writes amounts of the renminbi in the officer's language, from fen or from decimal text, without any float in between. */
export type Money = { readonly fen: (fen: number | bigint) => string; readonly yuan: (text: string) => string };

/** Gives a component the way to write amounts. */
export function useMoney(): Money {
  const { language } = useWords();
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale(language), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const yuan = (text: string): string => (/^-?\d+(\.\d+)?$/.test(text) ? format.format(text as `${number}`) : text);
    return { fen: (fen) => yuan(writeFen(BigInt(fen))), yuan };
  }, [language]);
}

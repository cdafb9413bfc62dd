import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Language, Text, WordParams } from '../words/area.ts';
import { findWord, locale, write, writeRefusal, writeText, type WordKey } from '../words/words.ts';
import type { Refusal } from './http.ts';
import { useSession } from './session.ts';

/** Everything a component needs to say something in the officer's language and in the event's time zone. */
export type Words = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly timeZone: string;
  /** Writes the phrase of a key. */
  readonly t: (key: WordKey, params?: WordParams) => string;
  /** Finds a phrase by a key known only at run time. */
  readonly find: (key: string, params?: WordParams) => string | undefined;
  /** Writes a text that came as data. */
  readonly say: (text: Text) => string;
  readonly refusal: (refusal: Refusal) => string;
  /** Names roles one after the other. */
  readonly roleNames: (roles: readonly string[]) => string;
  readonly number: (value: number, decimals?: number) => string;
  /** 27 Jan 2022 / 2022年1月27日, of an instant or of a day. */
  readonly date: (instant: string | number) => string;
  /** 04:10. */
  readonly time: (instant: string | number) => string;
  /** 04:10:09. */
  readonly timeWithSeconds: (instant: string | number) => string;
  /** 27 Jan 04:10 / 1月27日 04:10. */
  readonly dateTime: (instant: string | number) => string;
};

const WordsContext = createContext<Words | undefined>(undefined);

function storedLanguage(officerId: string | undefined): Language | undefined {
  const stored = localStorage.getItem(`tongguan.language.${officerId ?? 'nobody'}`);
  return stored === 'en' || stored === 'zh' ? stored : undefined;
}

function firstLanguage(wish: string | undefined): Language {
  return (wish ?? navigator.language).toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Gives words to everything inside; the choice of language is kept for each officer on this device. */
export function WordsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const session = useSession();
  const officerId = session?.officer.id;
  const [chosen, setChosen] = useState<{ officerId: string | undefined; language: Language } | undefined>(undefined);
  const language = chosen && chosen.officerId === officerId
    ? chosen.language
    : storedLanguage(officerId) ?? (officerId === undefined ? firstLanguage(undefined) : storedLanguage(undefined) ?? firstLanguage(session?.officer.language));
  const timeZone = session?.event.timeZone ?? 'Asia/Shanghai';
  const words = useMemo<Words>(() => makeWords(language, timeZone, (next) => {
    localStorage.setItem(`tongguan.language.${officerId ?? 'nobody'}`, next);
    setChosen({ officerId, language: next });
  }), [language, timeZone, officerId]);
  useEffect(() => {
    document.documentElement.lang = locale(language);
  }, [language]);
  return (
    <WordsContext.Provider value={words}>
      <I18nProvider locale={locale(language)}>{children}</I18nProvider>
    </WordsContext.Provider>
  );
}

/** Makes the words of a language, as the screens have them. */
export function makeWords(language: Language, timeZone: string, setLanguage: (language: Language) => void): Words {
  const name = locale(language);
  const format = (options: Intl.DateTimeFormatOptions): ((instant: string | number) => string) => {
    const inZone = new Intl.DateTimeFormat(name, { ...options, timeZone });
    const asDay = new Intl.DateTimeFormat(name, { ...options, timeZone: 'UTC' });
    return (instant) => {
      const isDay = typeof instant === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(instant);
      const date = new Date(instant);
      return Number.isNaN(date.getTime()) ? '–' : (isDay ? asDay : inZone).format(date);
    };
  };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const numberFormats = new Map<number | undefined, Intl.NumberFormat>();
  const time = format(clock);
  const shortDay = format({ day: 'numeric', month: 'short' });
  return {
    language,
    setLanguage,
    timeZone,
    t: (key, params) => write(language, key, params),
    find: (key, params) => findWord(language, key, params),
    say: (text) => writeText(language, text),
    refusal: (refusal) => writeRefusal(language, refusal),
    roleNames: (roles) => roles.map((role) => findWord(language, `roles.${role}`) ?? role).join(write(language, 'shell.comma')),
    number: (value, decimals) => {
      let numberFormat = numberFormats.get(decimals);
      if (!numberFormat) {
        numberFormat = new Intl.NumberFormat(name, decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
        numberFormats.set(decimals, numberFormat);
      }
      return numberFormat.format(value);
    },
    date: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    time,
    timeWithSeconds: format({ ...clock, second: '2-digit' }),
    dateTime: (instant) => `${shortDay(instant)} ${time(instant)}`,
  };
}

/** Gives a component its words. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useWords is called outside WordsProvider');
  return words;
}

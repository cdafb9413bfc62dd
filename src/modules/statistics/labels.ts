import { languages } from '../../words/area.ts';
import type { Language } from '../../words/area.ts';
import { findWord } from '../../words/words.ts';
import type { Grouping } from './shapes.ts';
import type { CountedFlight } from './store/flights.ts';

type Both = Record<Language, string>;

function inBoth(word: (language: Language) => string): Both {
  return Object.fromEntries(languages.map((language) => [language, word(language)])) as Both;
}

/** Names a group in both languages; what is a flight's is told by one of the group's flights. */
export function labelOf(groupBy: Grouping, key: string, flight?: CountedFlight): Both {
  switch (groupBy) {
    case 'point': return flight === undefined ? inBoth(() => key) : { en: flight.point_en, zh: flight.point_zh };
    case 'flight': return inBoth(() => (flight === undefined ? key : `${flight.designator} ${flight.flight_date}`));
    case 'step': return inBoth((language) => `${key} ${findWord(language, `steps.${key}`) ?? ''}`.trim());
    case 'class': return inBoth((language) => findWord(language, `statistics.class.${key}`) ?? findWord(language, `evidenceOptions.${key}`) ?? key);
    case 'outcome': return inBoth((language) => findWord(language, `statistics.outcome.${key}`) ?? key);
    case 'day': return inBoth(() => key);
  }
}

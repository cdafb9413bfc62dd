import type { Answers } from '../modules/declarations/shapes.ts';
import { inventedKeyArea } from './port.ts';
import type { Country } from './names.ts';
import type { PersonSpec } from './people.ts';

const languages: Readonly<Record<string, string>> = { chinese: 'zh', japanese: 'ja', korean: 'ko', german: 'de', french: 'fr', spanish: 'es', italian: 'it', dutch: 'nl', russian: 'ru' };
const nordic: Readonly<Record<string, string>> = { NOR: 'no', SWE: 'sv', FIN: 'fi' };

/** Is the first day whose flights are declared through the form. Shape: YYYY-MM-DD, the day before the world's today. */
export const firstFormDay = '2022-01-26';

/** Tells in which language people of a country fill in the card; English where the form does not have theirs. */
export function languageOf(country: Country): string {
  return nordic[country.code] ?? languages[country.words] ?? 'en';
}

/** Gives what a person of the world declares: healthy, with an invented address and no real telephone. */
export function answersOf(person: PersonSpec): Answers {
  return {
    surname: person.surname, givenNames: person.givenNames, nativeName: person.nativeName ?? '', birthDate: person.birthDate, sex: person.sex, nationality: person.country.code, documentType: 'P', documentNumber: person.passport, seat: person.seat,
    phoneHome: '+00000000000', phoneLocal: '', email: '', address: `Invented Village, room ${person.room}`, places: [{ country: person.country.code, town: person.country.airport }, ...(person.fate.keyArea === true ? [{ country: inventedKeyArea, town: '' }] : [])],
    symptoms: ['none'], medicine: 'no', contactCase: 'no', contactFever: 'no', cluster: 'no', test: 'negative', vaccination: person.fate.vaccinationShort === true ? 'partial' : 'full',
    signature: `${person.surname} ${person.givenNames}`.trim(), agree: 'yes',
  };
}

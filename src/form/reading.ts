import type { Question } from '../modules/declarations/catalogue.ts';
import type { Answers, AnswerValue, Place } from '../modules/declarations/shapes.ts';

/** Is the body of a form as it was sent. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Gives the one value of a name; the first where there are several, empty where there is none. */
export function one(body: FormBody, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === 'string' ? value : value?.[0] ?? '';
}

function all(body: FormBody, name: string): readonly string[] {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === 'string' ? [value] : value ?? [];
}

const digits = (text: string): string => text.normalize('NFKC').replaceAll(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15)).replaceAll(/\D/g, '');

/** Puts the three parts of a day together. Shape: YYYY-MM-DD, or empty where all three are. */
export function readDay(body: FormBody, name: string): string {
  const [year, month, day] = [digits(one(body, `${name}-year`)), digits(one(body, `${name}-month`)), digits(one(body, `${name}-day`))];
  return year === '' && month === '' && day === '' ? '' : `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function readPlaces(body: FormBody, act: string): Place[] {
  const places = all(body, 'place').slice(0, 40).flatMap((text) => {
    const cut = text.indexOf('|');
    return cut === 3 ? [{ country: text.slice(0, 3), town: text.slice(4, 64) }] : [];
  });
  const removed = /^remove-(\d+)$/.exec(act)?.[1];
  if (removed !== undefined) return places.filter((_, index) => index !== Number(removed));
  // What is chosen but not added yet counts as well: nobody loses a place for not having pressed the smaller button.
  const country = one(body, 'placeCountry');
  const town = one(body, 'placeTown').normalize('NFC').replaceAll(/[\p{Cc}|]/gu, ' ').trim();
  return country === '' ? places : [...places, { country: country.slice(0, 3), town: town.slice(0, 60) }];
}

/** Reads the answers of one question out of a body. */
export function readAnswers(question: Question, body: FormBody): Answers {
  const answers: Record<string, AnswerValue> = {};
  for (const field of question.fields) {
    if (field.kind === 'day') answers[field.name] = readDay(body, field.name);
    else if (field.kind === 'many') answers[field.name] = all(body, field.name).slice(0, 40).map((entry) => entry.slice(0, 60));
    else if (field.kind === 'places') answers[field.name] = readPlaces(body, one(body, 'act'));
    else answers[field.name] = one(body, field.name).slice(0, 1000);
  }
  return answers;
}

/** Gives what was typed, to be shown again beside what is wrong with it. */
export function typedOf(body: FormBody): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, one(body, name)]));
}

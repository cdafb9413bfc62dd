import { fullName } from '../names.ts';
import type { Words } from '../words.tsx';
import { placeOf } from './reading-files.ts';
import type { KeptOut, ListVersion, NamedPerson, PersonRecord } from './shapes.ts';

/** Writes a person's name, the surname first. */
export function nameOf(person: Pick<NamedPerson, 'surname' | 'givenNames'>): string {
  return fullName(person.surname, person.givenNames);
}

/** Names a field of a record, such as `documents.1.number` or `extra.Shoe size`. */
export function fieldName(words: Words, path: string): string {
  const extra = /^extra\.(.+)$/u.exec(path)?.[1];
  if (extra !== undefined) return extra;
  const ordinal = /\.(\d+)(?=\.|$)/u.exec(path)?.[1];
  const plain = path.replaceAll(/\.\d+(?=\.|$)/gu, '').replace(/^flagDetails\./u, 'flags.');
  const name = words.find(`lists.field.${plain}`) ?? plain;
  return ordinal === undefined || ordinal === '1' ? name : `${name} ${ordinal}`;
}

/** Writes a value of a field as an officer reads it. */
export function valueText(words: Words, value: string | null): string {
  if (value === null || value === '') return '–';
  if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return words.date(value);
  if (value === 'true' || value === 'false') return words.find(`evidenceOptions.${value === 'true' ? 'yes' : 'no'}`) ?? value;
  return value;
}

/** Says what is wrong with a record that was kept out; where another row is meant, it is named. */
export function wrongText(words: Words, entry: KeptOut): string {
  const what = words.find(`lists.code.${entry.code}`);
  if (what === undefined) return entry.reason;
  const other = entry.code === 'twice' ? /\brow \d+/u.exec(entry.reason)?.[0] : undefined;
  return other === undefined ? what : `${what} (${placeOf(other, words.find).row})`;
}

/** Says how to put a record right that was kept out. */
export function fixText(words: Words, entry: { readonly code: string; readonly reason: string }): string {
  return words.find(`lists.fix.${entry.code}`) ?? (words.find(`lists.code.${entry.code}`) === undefined ? '' : entry.reason);
}

/** Says what a list is of: the delegation or the carrier's part, and the flight. */
export function scopeText(words: Words, list: ListVersion): string {
  const { designator, date } = list.declared;
  const flight = [designator, typeof date === 'string' ? words.date(date) : undefined].filter((part) => typeof part === 'string').join(' · ');
  const part = list.kind === 'airline' ? words.find(`lists.scope.${list.scope.split(':').at(-1) ?? ''}`) : list.scope.startsWith('quarantined:') ? undefined : list.scope.split('|')[0];
  return [part, flight].filter((one) => one !== undefined && one !== '').join(' · ') || '–';
}

/** Writes the travel documents of a person. */
export function documentsText(person: PersonRecord): string {
  return person.documents.map((document) => [document.issuer, document.type, document.number].filter(Boolean).join(' ')).join(', ');
}

import type { DeclarationCode } from '../../modules/certificates/rules/declaration-code.ts';
import type { PersonCard } from './shapes.ts';

/** What a code and a person's record disagree on. Shape: as an officer compares them; `list` is what the record says. */
export type CodeDifference = { readonly what: 'document' | 'name'; readonly code: string; readonly list: string };

/** Names are compared in letters alone; passports write Ü as UE or as U. Source: ICAO Doc 9303 part 3, section 6. */
const expansions: Readonly<Record<string, string>> = { Ä: 'AE', Æ: 'AE', Å: 'AA', Ö: 'OE', Ø: 'OE', Œ: 'OE', Ü: 'UE', ß: 'SS', ẞ: 'SS', Ñ: 'N', Đ: 'D', Ł: 'L', Þ: 'TH' };
/** Names at least as long may have been cut so that the code holds them. Unit: letters. */
const cutFrom = 12;

function foldsOf(text: string): readonly string[] {
  const upper = text.normalize('NFC').toUpperCase();
  const letters = (one: string): string => one.normalize('NFKD').replaceAll(/[^\p{L}\p{N} ]/gu, (sign) => (/[\s'’-]/u.test(sign) ? ' ' : '')).replaceAll(/\s+/gu, ' ').trim();
  return [letters(upper), letters([...upper].map((sign) => expansions[sign] ?? sign).join(''))];
}

function sameText(code: string, list: string): boolean {
  return foldsOf(code).some((one) => foldsOf(list).some((other) => {
    const [left, right] = [one.replaceAll(' ', ''), other.replaceAll(' ', '')];
    return left === right || (left.length >= cutFrom && right.startsWith(left));
  }));
}

/** Given names may be the first alone on one side. */
function sameGiven(code: string, list: string): boolean {
  return sameText(code, list) || foldsOf(code).some((one) => foldsOf(list).some((other) => one !== '' && other !== '' && (`${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `))));
}

function sameName({ surname, givenNames }: DeclarationCode, card: PersonCard): boolean {
  if (sameText(surname, card.surname) && sameGiven(givenNames, card.givenNames)) return true;
  // Forms take the parts in either order, and the name in its own script.
  if (givenNames !== '' && sameText(surname, card.givenNames) && sameGiven(givenNames, card.surname)) return true;
  return card.nativeName !== null && [`${surname}${givenNames}`, `${givenNames}${surname}`].some((one) => sameText(one, card.nativeName ?? ''));
}

const endOf = (number: string): string => number.replaceAll(/[\s<-]/gu, '').toUpperCase().slice(-4);

/** Compares a code with the person whom it opened. Shape: empty where they agree; a record without documents disagrees on none. */
export function differencesOf(code: DeclarationCode, card: PersonCard): readonly CodeDifference[] {
  const ends = card.documents.map((document) => endOf(document.number));
  return [
    ...(ends.length === 0 || ends.includes(code.documentEnd) ? [] : [{ what: 'document' as const, code: `…${code.documentEnd}`, list: ends.map((end) => `…${end}`).join(', ') }]),
    ...(sameName(code, card) ? [] : [{ what: 'name' as const, code: `${code.surname} ${code.givenNames}`.trim(), list: [`${card.surname} ${card.givenNames}`.trim(), card.nativeName].filter(Boolean).join(' · ') }]),
  ];
}

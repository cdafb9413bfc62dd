import { componentOf, componentsOf } from './components.ts';
import type { Segment } from './components.ts';

/** The name of a NAD segment and where it was found. */
export interface NadName {
  surname: string;
  givenNames: string;
  /** The elements behind it hold the address. */
  address: string | null;
  /** The given name had an element of its own. */
  isSpread: boolean;
}

/**
 * Reads the name of a person. The guide puts it into C080, the fourth element, one component a name; carriers also leave an element
 * out, give each name its own element, or write SURNAME/GIVEN, "SURNAME, GIVEN" or SURNAME<<GIVEN in one piece.
 * Shape: the placeholders FNU (first name unknown) and LNU are no names, nor is a title with a component of its own; a person with one name has it as surname.
 */
export function readNadName(nad: Segment, separator: string): NadName {
  const place = [4, 3, 5, 2].find((element) => /\p{L}/u.test(componentsOf(nad, element, separator).join('')));
  if (place === undefined) {
    return { surname: componentsOf(nad, 4, separator).join(' ').trim(), givenNames: '', address: null, isSpread: false };
  }
  // A sixth component of C080 is the code of the name format, not a name.
  const raw = componentsOf(nad, place, separator).slice(0, 5);
  let parts = (raw.slice(1).every((part) => part === '') ? splitName(raw[0] ?? '') : raw).map(tidyName);
  const next = componentsOf(nad, place + 1, separator);
  const isAddressed = [6, 7, 8, 9].some((element) => componentOf(nad, element, 0, separator) !== '');
  const isSpread = parts.length === 1 && !isAddressed && next.join('') !== '' && next.every((part) => /^[\p{L}' -]*$/u.test(part));
  if (isSpread) parts = [...parts, ...next.map(tidyName)];
  const isName = (part: string, index: number): boolean => part !== '' && !/^(?:FNU|NFN)$/i.test(part) && !(index > 0 && /^(?:MR|MRS|MS|MISS|MSTR)$/i.test(part));
  const given = parts.slice(1).filter(isName).join(' ');
  const surname = parts[0] ?? '';
  const isNameless = surname === '' || /^(?:LNU|NLN)$/i.test(surname);
  return {
    surname: isNameless ? given : surname,
    givenNames: isNameless ? '' : given,
    address: place === 4 && !isSpread ? addressOf(nad, separator) : null,
    isSpread,
  };
}

function addressOf(nad: Segment, separator: string): string | null {
  const parts = [5, 6, 7, 8, 9].map((element) => componentsOf(nad, element, separator).filter((part) => part !== '').join(' '));
  return parts.filter((part) => part !== '').join(', ') || null;
}

function tidyName(name: string): string {
  return (/\s\s|[<\n]/.test(name) ? name.replaceAll('<', ' ').replace(/\s+/g, ' ') : name).trim();
}

function splitName(name: string): string[] {
  for (const sign of ['<<', '/', ',']) {
    const at = name.indexOf(sign);
    if (at > 0) return [name.slice(0, at), name.slice(at + sign.length).replaceAll(sign, ' ')];
  }
  return [name];
}

import { findState, isoAlpha3Codes } from '../../travellers/formats/states.ts';

// Nobody is a national of these, and nobody flies from them.
const uninhabited: ReadonlySet<string> = new Set(['ATA', 'ATF', 'BVT', 'HMD', 'SGS', 'UMI', 'IOT']);
const codes = [...isoAlpha3Codes].filter((code) => !uninhabited.has(code));

/** Says whether a code names a country or region. Shape: ISO 3166 alpha-3. */
export function isCountry(code: string): boolean {
  return isoAlpha3Codes.has(code);
}

/** Is one entry of the list of countries. */
export interface CountryName { readonly code: string; readonly name: string }

const lists = new Map<string, readonly CountryName[]>();

/** Writes the name of a country or region in a language. Shape: the code itself where the language has no name. */
export function countryName(code: string, locale: string): string {
  const alpha2 = findState(code)?.alpha2;
  return alpha2 === null || alpha2 === undefined ? code : new Intl.DisplayNames([locale], { type: 'region' }).of(alpha2) ?? code;
}

/** Lists the countries and regions in the order of a language. Source: CLDR by Intl. */
export function countryNames(locale: string): readonly CountryName[] {
  let list = lists.get(locale);
  if (list === undefined) {
    const names = new Intl.DisplayNames([locale], { type: 'region' });
    const collator = new Intl.Collator(locale);
    list = codes.map((code) => ({ code, name: names.of(findState(code)?.alpha2 ?? '') ?? code })).sort((one, other) => collator.compare(one.name, other.name));
    lists.set(locale, list);
  }
  return list;
}

/** What a machine-readable zone says of a person who stands on no list. Shape: only what could be read. */
export type MrzPerson = { readonly surname: string; readonly givenNames: string; readonly number: string; readonly nationality: string; readonly issuer: string; readonly sex: string; readonly birthDate: string };

function plain(text: string): string {
  return text.replaceAll('<', ' ').trim().replaceAll(/\s+/gu, ' ');
}

/** Splits the lines of a machine-readable zone for a form to be checked by the officer; check digits are the server's to judge. Source: ICAO Doc 9303, parts 4 to 7. */
export function personOfMrz(lines: readonly string[], year: number): MrzPerson | undefined {
  const [first = '', second = '', third = ''] = lines;
  const isCard = lines.length === 3;
  const names = isCard ? third : first.slice(5);
  const data = isCard ? second : second;
  if (data === '') return undefined;
  const [surname = '', ...given] = names.split('<<');
  const birth = isCard ? data.slice(0, 6) : data.slice(13, 19);
  const twoDigits = Number(birth.slice(0, 2));
  const century = twoDigits > year % 100 ? 1900 : 2000;
  return {
    surname: plain(surname), givenNames: plain(given.join(' ')), number: plain(isCard ? first.slice(5, 14) : data.slice(0, 9)), issuer: plain(first.slice(2, 5)),
    nationality: plain(isCard ? data.slice(15, 18) : data.slice(10, 13)), sex: (isCard ? data.slice(7, 8) : data.slice(20, 21)).replace('<', 'X'),
    birthDate: /^\d{6}$/u.test(birth) ? `${century + twoDigits}-${birth.slice(2, 4)}-${birth.slice(4, 6)}` : '',
  };
}

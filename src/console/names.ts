/** Writes a name in one line, the surname first; names in Chinese characters have no blank between their parts. */
export function fullName(surname: string, givenNames: string): string {
  const joint = /\p{Script=Han}$/u.test(surname) && /^\p{Script=Han}/u.test(givenNames) ? '' : ' ';
  return [surname, givenNames].filter((part) => part !== '').join(joint);
}

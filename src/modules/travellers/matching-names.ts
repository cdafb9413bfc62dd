import { pinyin } from 'pinyin-pro';
import { partName } from './formats/roster/names.ts';

/** A name in one romanised, folded form: capital letters and blanks only. */
export interface NameForm {
  surname: string;
  givenNames: string;
}

// Letters that do not fall apart into a base letter and a mark. ICAO Doc 9303-3 section 6 A, then B for Cyrillic.
const special: Record<string, string> = {
  ß: 'SS', Æ: 'AE', Œ: 'OE', Ø: 'OE', Å: 'AA', Ð: 'D', Đ: 'D', Þ: 'TH', Ł: 'L', Ħ: 'H', Ŋ: 'N', Ŧ: 'T', Ĳ: 'IJ', İ: 'I', ı: 'I', Ä: 'AE', Ö: 'OE', Ü: 'UE', ẞ: 'SS', ə: 'A', Ə: 'A',
  А: 'A', Б: 'B', В: 'V', Г: 'G', Ґ: 'G', Д: 'D', Е: 'E', Ё: 'E', Є: 'IE', Ж: 'ZH', З: 'Z', И: 'I', І: 'I', Ї: 'I', Й: 'I', К: 'K', Л: 'L', М: 'M', Н: 'N', О: 'O', П: 'P', Р: 'R', С: 'S', Т: 'T',
  У: 'U', Ў: 'U', Ф: 'F', Х: 'KH', Ц: 'TS', Ч: 'CH', Ш: 'SH', Щ: 'SHCH', Ъ: 'IE', Ы: 'Y', Ь: '', Э: 'E', Ю: 'IU', Я: 'IA', Ђ: 'D', Ј: 'J', Љ: 'LJ', Њ: 'NJ', Ћ: 'C', Џ: 'DZ',
};

const kanaRows: Record<string, string> = {
  アイウエオ: 'A I U E O', カキクケコ: 'KA KI KU KE KO', サシスセソ: 'SA SHI SU SE SO', タチツテト: 'TA CHI TSU TE TO', ナニヌネノ: 'NA NI NU NE NO', ハヒフヘホ: 'HA HI FU HE HO', マミムメモ: 'MA MI MU ME MO',
  ヤユヨ: 'YA YU YO', ラリルレロ: 'RA RI RU RE RO', ワヲンヴ: 'WA O N VU', ガギグゲゴ: 'GA GI GU GE GO', ザジズゼゾ: 'ZA JI ZU ZE ZO', ダヂヅデド: 'DA JI ZU DE DO', バビブベボ: 'BA BI BU BE BO', パピプペポ: 'PA PI PU PE PO',
};
const kana = new Map(Object.entries(kanaRows).flatMap(([signs, sounds]) => {
  const list = sounds.split(' ');
  return [...signs].map((sign, index) => [sign, list[index] ?? ''] as const);
}));
const smallKana: Record<string, string> = { ャ: 'YA', ュ: 'YU', ョ: 'YO', ァ: 'A', ィ: 'I', ゥ: 'U', ェ: 'E', ォ: 'O' };

function romaniseKana(text: string): string {
  let out = '';
  let doubled = false;
  for (const sign of text.replace(/[\u3041-\u3096]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))) {
    const small = smallKana[sign];
    const sound = kana.get(sign);
    if (sign === 'ッ') doubled = true;
    else if (sign === 'ー') continue;
    else if (small) out = /(?:SH|CH|J)I$/u.test(out) ? out.slice(0, -1) + small.replace('Y', '') : out.replace(/[IEU]$/u, '') + small;
    else {
      out += sound === undefined ? sign : (doubled ? sound.charAt(0) : '') + sound;
      doubled = false;
    }
  }
  return out;
}

const initials = 'G GG N D DD R M B BB S SS  J JJ CH K T P H'.split(' ');
const vowels = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WO WE WI YU EU UI I'.split(' ');
const finals = ' K K KS N NJ NH T L LK LM LB LS LT LP LH M P PS T T NG T T K T P H'.split(' ');
// Surnames are hardly ever written by the rule.
const koreanSurnames: Record<string, string> = { 김: 'KIM', 이: 'LEE', 박: 'PARK', 최: 'CHOI', 정: 'JUNG', 조: 'CHO', 윤: 'YOON', 임: 'LIM', 오: 'OH', 신: 'SHIN', 권: 'KWON', 유: 'YOO', 류: 'RYU', 강: 'KANG', 구: 'KOO', 우: 'WOO', 노: 'NOH' };

function romaniseHangul(text: string, surname: boolean): string {
  if (surname && koreanSurnames[text.trim()]) return koreanSurnames[text.trim()] ?? '';
  return text.replace(/[\uac00-\ud7a3]/gu, (sign) => {
    const code = sign.charCodeAt(0) - 0xac00;
    return (initials[Math.floor(code / 588)] ?? '') + (vowels[Math.floor((code % 588) / 28)] ?? '') + (finals[code % 28] ?? '');
  });
}

/**
 * Romanises a name and folds what transliterations disagree about, so that MÜLLER, MUELLER and MULLER are one.
 * Shape: capital letters and single blanks; empty for signs that nobody here can read.
 * Source: ICAO Doc 9303-3 section 6; Hanyu Pinyin; Hepburn; Revised Romanisation.
 */
export function foldName(text: string, part: 'surname' | 'given' = 'given'): string {
  let name = text.slice(0, 200).normalize('NFC');
  if (/\p{Script=Han}/u.test(name)) {
    name = name.replace(/\p{Script=Han}+/gu, (signs) => pinyin(signs, { toneType: 'none', type: 'array', v: true, surname: part === 'surname' ? 'head' : 'off' }).join(''));
  }
  if (/[\u3041-\u30ff]/u.test(name)) name = romaniseKana(name);
  if (/[\uac00-\ud7a3]/u.test(name)) name = romaniseHangul(name, part === 'surname');
  name = [...name.toUpperCase().replaceAll('ß', 'SS')].map((sign) => special[sign] ?? sign).join('');
  return name
    .normalize('NFD')
    .replace(/['’ʼ`´.\p{M}]/gu, '')
    .replace(/[^A-Z]+/gu, ' ')
    .replace(/([LN])(?:YU|V)(?=E?(?:[^AEIOU]|$))/gu, '$1U')
    .replace(/AE|AA/gu, 'A')
    .replace(/OE|OO|OU/gu, 'O')
    .replace(/UE/gu, 'U')
    .replace(/KH/gu, 'H')
    .replace(/Y|J(?=[AOU]|$)/gu, 'I')
    .replace(/X/gu, 'KS')
    .replace(/([A-Z])\1+/gu, '$1')
    .trim();
}

/**
 * Gives every form in which a person's name may be met, Latin first, then the native script read aloud.
 * Shape: at least one form unless there is no readable name; Han signs of Japanese and Korean names are not read, for pinyin is not how they sound.
 */
export function nameForms(surname: string, givenNames: string, nativeName: string | null, nationality: string | null): NameForm[] {
  const forms: NameForm[] = [];
  const otherReading = nationality === 'JPN' || nationality === 'KOR' || nationality === 'PRK';
  const add = (last: string, first: string) => {
    if (otherReading && /\p{Script=Han}/u.test(last + first)) return;
    const form = { surname: foldName(last, 'surname'), givenNames: foldName(first) };
    if (form.surname === '') Object.assign(form, { surname: form.givenNames, givenNames: '' });
    if (form.surname !== '' && !forms.some((one) => one.surname === form.surname && one.givenNames === form.givenNames)) forms.push(form);
  };
  add(surname, givenNames);
  if (nativeName) {
    const parted = partName(nativeName);
    add(parted.surname, parted.givenNames);
    // Korean names in Hangul are written in one word, too.
    if (/^[\uac00-\ud7a3]{2,4}$/u.test(nativeName)) add(nativeName.slice(0, 1), nativeName.slice(1));
  }
  return forms;
}

/** How two names compare, from alike to unlike. */
export type NameVerdict = 'same' | 'swapped' | 'order' | 'part' | 'similar' | 'given-different' | 'surname-different' | 'different' | 'unknown';

/** Gives the likeness of two words, 1 for equal: letters added, left out, replaced or exchanged with their neighbour; long words are cut. */
export function likeness(first: string, second: string): number {
  const [a, b] = [first.slice(0, 40), second.slice(0, 40)];
  if (a === b) return 1;
  if (a === '' || b === '') return 0;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_unused, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const swap = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + swap);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return 1 - (previous[b.length] ?? 0) / Math.max(a.length, b.length);
}

function joined(text: string): string {
  return text.replaceAll(' ', '');
}

/** Tells whether one list of given names is part of the other: left out, cut off, or an initial. */
function isPart(first: string, second: string): boolean {
  if (first === '' || second === '') return true;
  const [short, long] = joined(first).length <= joined(second).length ? [first, second] : [second, first];
  if (joined(long).startsWith(joined(short))) return true;
  const words = long.split(' ');
  return short.split(' ').every((word) => words.some((other) => other === word || (word.length === 1 && other.startsWith(word))));
}

const rank: NameVerdict[] = ['same', 'swapped', 'order', 'part', 'similar', 'surname-different', 'given-different', 'different', 'unknown'];

function compareForm(a: NameForm, b: NameForm): NameVerdict {
  const [aLast, aFirst, bLast, bFirst] = [joined(a.surname), joined(a.givenNames), joined(b.surname), joined(b.givenNames)];
  if (aLast === bLast && aFirst === bFirst) return 'same';
  if (aLast === bFirst && aFirst === bLast) return 'swapped';
  const words = (form: NameForm) => `${form.surname} ${form.givenNames}`.trim().split(' ').sort();
  if (joined(words(a).join('')) === joined(words(b).join('')) || (aFirst === '' || bFirst === '' ? aLast + aFirst === bLast + bFirst || aFirst + aLast === bFirst + bLast : false)) return 'order';
  if (aLast === bLast) {
    if (isPart(a.givenNames, b.givenNames)) return 'part';
    return likeness(aFirst, bFirst) >= 0.8 ? 'similar' : 'given-different';
  }
  if (aFirst !== '' && bFirst !== '' && isPart(a.surname, b.surname) && (aFirst === bFirst || isPart(a.givenNames, b.givenNames))) return 'part';
  const lastLikeness = likeness(aLast, bLast);
  const firstLikeness = likeness(aFirst, bFirst);
  if (lastLikeness >= 0.75 && (firstLikeness >= 0.75 || isPart(a.givenNames, b.givenNames))) return 'similar';
  if (likeness(aLast, bFirst) >= 0.8 && likeness(aFirst, bLast) >= 0.8) return 'similar';
  if (firstLikeness === 1 && aFirst !== '') return 'surname-different';
  return lastLikeness >= 0.8 ? 'given-different' : 'different';
}

/** Compares all forms of two names and keeps the best. */
export function compareNames(a: readonly NameForm[], b: readonly NameForm[]): { verdict: NameVerdict; first: NameForm | null; second: NameForm | null } {
  let best: { verdict: NameVerdict; first: NameForm | null; second: NameForm | null } = { verdict: 'unknown', first: null, second: null };
  for (const first of a) {
    for (const second of b) {
      const verdict = compareForm(first, second);
      if (rank.indexOf(verdict) < rank.indexOf(best.verdict)) best = { verdict, first, second };
    }
  }
  return best;
}

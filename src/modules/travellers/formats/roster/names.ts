/** A name parted into its two halves; `assumed` when only custom, not the file, tells which is which. */
export interface PartedName {
  surname: string;
  givenNames: string;
  assumed: boolean;
}

// Where the surname comes first also in Latin letters.
const surnameFirst = new Set(['CHN', 'TWN', 'HKG', 'MAC', 'KOR', 'PRK', 'VNM', 'HUN']);

// Surnames of two characters; all others of Han names have one.
const doubleSurnames = new Set('欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 歐陽 司馬 諸葛 東方 尉遲 長孫 鍾離'.split(' '));

function isUpper(word: string): boolean {
  return /\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
}

/**
 * Parts a whole name: at a slash or comma, by capital letters ("VAN DER BERG Anna"), by custom for Han names.
 * Shape: one word is a surname; without any sign the custom of the nationality decides, last word or first, and the result is marked as assumed.
 */
export function partName(text: string, nationality: string | null = null): PartedName {
  const name = text.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
  const cut = /^([^/,]+)[/,]\s*(.*)$/u.exec(name);
  if (cut) return { surname: (cut[1] ?? '').trim(), givenNames: (cut[2] ?? '').trim(), assumed: false };
  if (/^\p{Script=Han}{2,6}$/u.test(name)) {
    const size = name.length > 2 && doubleSurnames.has(name.slice(0, 2)) ? 2 : 1;
    return { surname: name.slice(0, size), givenNames: name.slice(size), assumed: false };
  }
  const words = name.split(' ');
  if (words.length === 1) return { surname: name, givenNames: '', assumed: false };
  const upper = words.map(isUpper);
  const firstMixed = upper.indexOf(false);
  if (upper[0] && firstMixed > 0 && !upper.slice(firstMixed).includes(true)) return { surname: words.slice(0, firstMixed).join(' '), givenNames: words.slice(firstMixed).join(' '), assumed: false };
  const lastMixed = upper.lastIndexOf(false);
  if (!upper[0] && lastMixed < words.length - 1 && !upper.slice(0, lastMixed).includes(true)) return { surname: words.slice(lastMixed + 1).join(' '), givenNames: words.slice(0, lastMixed + 1).join(' '), assumed: false };
  if (nationality !== null && surnameFirst.has(nationality)) return { surname: words[0] ?? '', givenNames: words.slice(1).join(' '), assumed: true };
  return { surname: words.at(-1) ?? '', givenNames: words.slice(0, -1).join(' '), assumed: true };
}

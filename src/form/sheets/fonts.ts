import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import type { Font } from 'fontkit';
import { formLanguages } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';

/** Names the faces of the sheets: one for each script, and of the Chinese characters one for each way of writing them. */
export type Face = 'latin' | 'arabic' | 'sc' | 'jp' | 'kr';

const require = createRequire(import.meta.url);
const packages: Readonly<Record<Face, readonly [name: string, file: string]>> = {
  latin: ['noto-sans', 'NotoSans'], arabic: ['noto-sans-arabic', 'NotoSansArabic'], sc: ['noto-sans-sc', 'NotoSansSC'], jp: ['noto-sans-jp', 'NotoSansJP'], kr: ['noto-sans-kr', 'NotoSansKR'],
};

/** Lists the faces of a language, its own first: a sign is drawn in the first one that has it. */
const own: Partial<Readonly<Record<FormLanguage, Face>>> = { zh: 'sc', ja: 'jp', ko: 'kr', ar: 'arabic' };
const faces: readonly Face[] = ['latin', 'sc', 'kr', 'jp', 'arabic'];
const chains = Object.fromEntries(formLanguages.map((language) => [language, [...new Set([own[language] ?? 'latin', ...faces])]])) as unknown as Readonly<Record<FormLanguage, readonly Face[]>>;

const opened = new Map<string, Font>();

/** Gets a face, read once for all sheets. */
export function fontOf(face: Face, bold: boolean): Font {
  const key = `${face} ${bold}`;
  let font = opened.get(key);
  if (font === undefined) {
    const [name, file] = packages[face];
    const weight = bold ? '700Bold' : '400Regular';
    font = create(readFileSync(require.resolve(`@expo-google-fonts/${name}/${weight}/${file}_${weight}.ttf`))) as Font;
    opened.set(key, font);
  }
  return font;
}

const covering = new Map<string, Face>();

/** Chooses the face of a sign in a text of a language. Shape: the language's own where no face has the sign. */
export function faceOf(language: FormLanguage, sign: string): Face {
  const key = `${language} ${sign}`;
  let face = covering.get(key);
  if (face === undefined) {
    const code = sign.codePointAt(0)!;
    face = chains[language].find((one) => fontOf(one, false).hasGlyphForCodePoint(code)) ?? chains[language][0]!;
    // Names may hold any sign; what is remembered stays bounded.
    if (covering.size > 20_000) covering.clear();
    covering.set(key, face);
  }
  return face;
}

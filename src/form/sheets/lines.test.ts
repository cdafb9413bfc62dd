import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formLanguages, formWords } from '../../words/form/form.ts';
import type { FormWord } from '../../words/form/shape.ts';
import { faceOf, fontOf } from './fonts.ts';
import { setLines } from './lines.ts';

const seen = (text: string, language: 'ar' | 'en', width = 100): string[] => setLines(text, { language }, width).map((line) => line.pieces.map((piece) => piece.text).join('|'));

describe('the lines of sheets', () => {
  it.each(formLanguages)('have a glyph for every sign of the words in %s', (language) => {
    const words = Object.values(formWords[language] as Readonly<Record<string, FormWord>>).flatMap((word) => (typeof word === 'string' ? [word] : Object.values(word)));
    const missing = [...new Set(words.join('').normalize('NFC'))].filter((sign) => !/\s|\p{Cf}/u.test(sign) && !fontOf(faceOf(language, sign), true).hasGlyphForCodePoint(sign.codePointAt(0)!));
    expect(missing).toEqual([]);
  });

  it('run from right to left in Arabic, with numbers, codes and brackets as they are read', () => {
    // The pieces stand as they are seen, from left to right: the end of the sentence first. Within a piece the font turns what it joins.
    expect(seen('أقل من 37.3 °C فتابع.', 'ar')).toEqual([' فتابع.|37.3 °C|أقل من ']);
    expect(seen('الأيام: 14. ثم', 'ar')).toEqual(['. ثم|14|الأيام: ']);
    expect(seen('الرحلة LH720، 27 يناير', 'ar')).toEqual([' يناير|27| ،|LH720|الرحلة ']);
    expect(seen('من Invented Games إلى', 'ar')).toEqual([' إلى|Invented Games|من ']);
    expect(seen('الرحلة LH720 (الوصول)', 'ar')).toEqual([' )الوصول(|LH720|الرحلة ']);
    expect(seen('Flight LH720 (on time)', 'en')).toEqual(['Flight LH720 (on time)']);
  });

  it('join the letters of Arabic: a word is narrower than its letters apart', () => {
    const width = (text: string): number => setLines(text, { language: 'ar' }, 100)[0]!.width;
    expect(width('العربية')).toBeLessThan([...'العربية'].reduce((sum, letter) => sum + width(letter), 0) * 0.85);
  });

  it('break Chinese between signs but never before a full stop, Korean only between words, and a long address anywhere', () => {
    expect(setLines('一二三四五六。', { language: 'zh' }, 6).map((line) => line.pieces.map((piece) => piece.text).join(''))).toEqual(['一二三四五', '六。']);
    expect(setLines('가나다 라마바', { language: 'ko' }, 4).map((line) => line.pieces.map((piece) => piece.text).join(''))).toEqual(['가나다', '라마바']);
    expect(setLines('x'.repeat(60), { language: 'en' }, 5).length).toBeGreaterThan(4);
    expect(setLines('  ', { language: 'en' }, 5)).toEqual([]);
  });

  it('lose and add nothing, and are no wider than they may be', () => {
    const signs = ['a', 'Z', ' ', '7', '.', '°', '(', ')', '-', 'م', 'ر', 'ح', '通', '한', 'か', 'Ж', 'é', '’'];
    fc.assert(fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 60 }).map((list) => list.join('')), fc.constantFrom(...formLanguages), fc.integer({ min: 3, max: 20 }), (text, language, width) => {
      const lines = setLines(text, { language }, width);
      const sorted = (value: string): string => [...value.normalize('NFC').replaceAll(/[\s()]/g, '')].sort().join('');
      expect(sorted(lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join(''))).toBe(sorted(text));
      // Letters that join at the end of a line change their form and their width a little.
      for (const line of lines) expect(line.width).toBeLessThan(width + 0.5);
    }), { numRuns: 150 });
  });
});

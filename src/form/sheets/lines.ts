import bidiFactory from 'bidi-js';
import LineBreaker from 'linebreak';
import { directionOf } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import { faceOf, fontOf } from './fonts.ts';
import type { Face } from './fonts.ts';

const bidi = bidiFactory();

/** Is a part of a line in one face and one direction, as the font takes it. Unit of `width`: of the em, at size 1. */
export interface Piece {
  readonly text: string;
  readonly face: Face;
  readonly bold: boolean;
  readonly width: number;
}

/** Is one line of a text: its pieces from left to right, and what it says in the order in which it is read. */
export interface Line {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly width: number;
}

/** Says how a text is set. Shape: `direction` where it is not that of the language (codes and addresses). */
export interface Setting {
  readonly language: FormLanguage;
  readonly bold?: boolean;
  readonly direction?: 'ltr' | 'rtl';
}

const widths = new Map<string, number>();
const controls = /[\u2060\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]/;
const arabic = /\p{Script=Arabic}/u;

function widthOf(text: string, face: Face, bold: boolean): number {
  const key = `${face} ${bold} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    const font = fontOf(face, bold);
    width = font.layout(text, []).advanceWidth / font.unitsPerEm;
    if (widths.size > 20_000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** Cuts a text where the face changes; signs that take no room of their own stay with the one before. */
function cut(text: string, setting: Setting): { text: string; face: Face }[] {
  const parts: { text: string; face: Face }[] = [];
  for (const sign of text) {
    if (controls.test(sign)) continue;
    const last = parts.at(-1);
    // Blanks and marks take the face of what stands before them, so that a run is not torn.
    const face = last !== undefined && (sign === ' ' || /\p{M}/u.test(sign)) ? last.face : faceOf(setting.language, sign);
    if (last !== undefined && last.face === face) last.text += sign;
    else parts.push({ text: sign, face });
  }
  return parts;
}

const measure = (text: string, setting: Setting): number => cut(text, setting).reduce((sum, part) => sum + widthOf(part.text, part.face, setting.bold === true), 0);

const word = "\\p{Script=Latin}[\\p{Script=Latin}\\p{M}'’-]*";
const foreign = new RegExp(`${word}(?: ${word})+(?![\\p{L}\\d])|[\\p{Script=Latin}\\d](?:[\\p{Script=Latin}\\p{M}\\d'’/:.,-]*[\\p{Script=Latin}\\d%])?(?:\\s?°C)?`, 'gu');

/**
 * Keeps each number with its degrees, each flight and each foreign name in its own order within a text from right to left, where neighbours would otherwise trade places.
 * Shape: the text with marks that take no room; as it is where the language is written from the left.
 */
export function isolated(text: string, language: FormLanguage): string {
  return directionOf(language) === 'ltr' ? text : text.replaceAll(foreign, (part) => `\u2066${part}\u2069`);
}

/** Keeps a name such as H1-H4 in one piece and in its own order within a text of any direction. */
export function unbrokenName(name: string): string {
  return `\u2066${name.replaceAll(/[- ]/g, '$&\u2060').replaceAll(' ', '\u00a0')}\u2069`;
}

/** Lists the pieces of a text that may not be broken, each with its end. */
function unbroken(text: string, language: FormLanguage): number[] {
  const breaker = new LineBreaker(text);
  const ends: number[] = [];
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    // Korean is written with blanks and broken at them.
    if (language !== 'ko' || next.position === text.length || text[next.position - 1] === ' ') ends.push(next.position);
  }
  return ends;
}

/** Gives where the lines of a text begin and end. Unit of `width`: of the em. */
function rangesOf(text: string, setting: Setting, width: number): [number, number][] {
  const ranges: [number, number][] = [];
  let start = 0;
  let end = 0;
  // Word by word: whole lines are measured when they are ordered.
  let filled = 0;
  const close = (): void => {
    if (end > start) ranges.push([start, end]);
    start = end;
    filled = 0;
  };
  for (const next of unbroken(text, setting.language)) {
    if (filled + measure(text.slice(end, next).trimEnd(), setting) > width) close();
    // A word longer than the line is broken anywhere: an address, for instance.
    while (start === end && next - start > 1 && measure(text.slice(start, next).trimEnd(), setting) > width) {
      end = start + 1;
      while (end < next && measure(text.slice(start, end + 1), setting) <= width) end += 1;
      close();
    }
    filled += measure(text.slice(end, next), setting);
    end = next;
  }
  close();
  return ranges;
}

/** Orders one line as it is seen, from left to right, and cuts it into pieces of one face and one direction. */
function order(text: string, levels: ReturnType<typeof bidi.getEmbeddingLevels>, [start, end]: readonly [number, number], setting: Setting): Piece[] {
  const seen = Array.from({ length: end - start }, (_, index) => start + index);
  for (const [from, to] of bidi.getReorderSegments(text, levels, start, end - 1) as [number, number][]) {
    const part = seen.slice(from - start, to - start + 1).reverse();
    seen.splice(from - start, part.length, ...part);
  }
  const runs: { level: number; at: number[] }[] = [];
  for (const at of seen) {
    const level = levels.levels[at]!;
    const last = runs.at(-1);
    if (last !== undefined && last.level === level && Math.abs(last.at.at(-1)! - at) === 1) last.at.push(at);
    else runs.push({ level, at: [at] });
  }
  const bold = setting.bold === true;
  return runs.flatMap(({ level, at }) => {
    const isFromRight = level % 2 === 1;
    const logical = (isFromRight ? at.toReversed() : at).map((index) => (isFromRight ? bidi.getMirroredCharacter(text[index]!) ?? text[index]! : text[index]!)).join('');
    const parts = cut(logical, setting).map((part) => ({ ...part, bold, width: widthOf(part.text, part.face, bold) }));
    if (!isFromRight) return parts;
    // The font itself turns what it shapes as Arabic; what has no letter of its own is turned here.
    return parts.toReversed().map((part) => (arabic.test(part.text) ? part : { ...part, text: [...part.text].toReversed().join('') }));
  });
}

/**
 * Sets a text into lines no wider than a width: broken by the rules of Unicode, ordered from right to left where the language is.
 * Unit of `width`: of the em. Shape: no line for an empty text.
 */
export function setLines(text: string, setting: Setting, width: number): readonly Line[] {
  const clean = text.normalize('NFC').replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  const plain = setting.direction === undefined ? isolated(clean, setting.language) : clean;
  if (plain === '') return [];
  const levels = bidi.getEmbeddingLevels(plain, setting.direction ?? directionOf(setting.language));
  return rangesOf(plain, setting, width).map(([start, to]) => {
    const end = start + plain.slice(start, to).trimEnd().length;
    const pieces = order(plain, levels, [start, end], setting);
    return { text: [...plain.slice(start, end)].filter((sign) => !controls.test(sign)).join(''), pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0) };
  });
}

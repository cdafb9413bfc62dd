import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import { refusals } from './refusals.ts';
import { areas, fill, findWord, paramsOf, write, writeRefusal } from './words.ts';

const all: Record<string, Area> = { ...areas, refusals };

function holesOf(words: Area): string[] {
  const found: string[] = [];
  for (const key of new Set([...Object.keys(words.en), ...Object.keys(words.zh)])) {
    const { [key]: en } = words.en;
    const { [key]: zh } = words.zh;
    if (en === undefined || zh === undefined) found.push(`${key}: only in one language`);
    else {
      for (const word of [en, zh]) {
        const texts = typeof word === 'string' ? [word] : Object.values(word);
        if (texts.some((text) => text.trim() === '')) found.push(`${key}: empty`);
      }
      if (paramsOf(en).join() !== paramsOf(zh).join()) found.push(`${key}: params differ`);
    }
  }
  return found;
}

describe('words', () => {
  it.each(Object.entries(all))('of %s are there in both languages, none empty, params equal', (_name, words) => {
    expect(holesOf(words)).toEqual([]);
  });

  it('that are missing, empty or differ in params are found', () => {
    expect(holesOf({ en: { a: 'x', b: ' ', c: '{n}' }, zh: { b: '乙', c: '丙' } } as unknown as Area)).toEqual([
      'a: only in one language', 'b: empty', 'c: params differ',
    ]);
  });

  it('say one and many', () => {
    const word = { one: '{count} person', other: '{count} people' };
    expect(fill('en', word, { count: 1 })).toBe('1 person');
    expect(fill('en', word, { count: 5958 })).toBe('5,958 people');
    expect(fill('zh', { other: '{count} 人' }, { count: 1 })).toBe('1 人');
  });

  it('are found by a key known at run time, and only then', () => {
    expect(write('en', 'shell.signIn')).toBe('Sign in');
    expect(findWord('en', 'shell.noSuchWord')).toBeUndefined();
    expect(findWord('en', 'toString.call')).toBeUndefined();
    expect(findWord('en', 'shell.toString')).toBeUndefined();
  });

  it('name a refusal that nobody has translated by its code', () => {
    expect(writeRefusal('en', { code: 'weHaveNoWords' })).toBe('Refused (weHaveNoWords).');
    expect(writeRefusal('zh', { code: 'server-busy' })).toContain('繁忙');
  });
});

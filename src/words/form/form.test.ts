import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { autonyms, directionOf, formLanguages, formLocale, formWords, preferredLanguage, say } from './form.ts';
import { en } from './en.ts';
import type { FormWord, FormWordKey } from './shape.ts';

const keys = Object.keys(en) as FormWordKey[];
const formsOf = (word: FormWord): string[] => (typeof word === 'string' ? [word] : Object.values(word));
const paramsOf = (word: FormWord): string => [...new Set(formsOf(word).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)))].sort().join(' ');

/** Lists the texts of our own code in which a key may stand. */
function sources(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return name === 'form' && path.includes('words') ? [] : sources(path);
    return /\.tsx?$/.test(name) && !name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('the words of travellers', () => {
  it.each(formLanguages)('%s has every key and no other, with the same params and the plural forms that the language has', (language) => {
    const words: Readonly<Record<string, FormWord>> = formWords[language];
    expect(Object.keys(words).sort()).toEqual([...keys].sort());
    const wrong: string[] = [];
    const categories = new Intl.PluralRules(formLocale(language)).resolvedOptions().pluralCategories.toSorted().join(' ');
    for (const key of keys) {
      const word = words[key]!;
      if (paramsOf(word) !== paramsOf(en[key])) wrong.push(`${key}: ${paramsOf(word)} instead of ${paramsOf(en[key])}`);
      if (formsOf(word).some((form) => form.trim() !== form || form === '')) wrong.push(`${key}: blank`);
      if (typeof word === 'string' ? typeof en[key] !== 'string' : typeof en[key] === 'string' || Object.keys(word).toSorted().join(' ') !== categories) wrong.push(`${key}: plural forms`);
    }
    expect(wrong).toEqual([]);
  });

  it('is translated: no sentence is the English one, and none is shared by mistake with another language', () => {
    const sentences = keys.filter((key) => typeof en[key] === 'string' && (en[key] as string).split(' ').length > 4);
    for (const language of formLanguages.filter((one) => one !== 'en')) expect(sentences.filter((key) => JSON.stringify(formWords[language][key]) === JSON.stringify(en[key])), language).toEqual([]);
  });

  it('is used, every key', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const text = sources(root).join('\n');
    // Keys that are put together from the catalogue: questions, fields, options, complaints, sections, steps, states.
    const built = /^(q|f|o|e|g|check|team\.state|guide)\./;
    const unused = keys.filter((key) => !built.test(key) && !text.includes(`'${key}'`) && !text.includes(`\`${key}\``));
    expect(unused).toEqual([]);
  });

  it('counts as the language does', () => {
    expect([1, 2, 5].map((count) => say('en', 'check.open', { count }))).toEqual(['1 question is still open', '2 questions are still open', '5 questions are still open']);
    expect(new Set([1, 2, 5, 21].map((count) => say('ru', 'check.open', { count }).replaceAll(/\d+/g, '#'))).size).toBe(3);
    expect(new Set([1, 2, 3, 11].map((count) => say('ar', 'check.open', { count }).replaceAll(/\d+/g, '#'))).size).toBeGreaterThanOrEqual(3);
  });

  it('knows its languages: names, directions, and what a browser asks for', () => {
    expect(formLanguages.length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(autonyms).sort()).toEqual([...formLanguages].sort());
    expect(formLanguages.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
    expect(['nb-NO,nb;q=0.9,en;q=0.5', 'pt-BR, fr;q=0.8, en;q=0.9', 'zh-Hant-TW', 'tlh', undefined, ';;q=x,,', 'de;q=0, it'].map(preferredLanguage)).toEqual(['no', 'en', 'zh', 'en', 'en', 'en', 'it']);
  });
});

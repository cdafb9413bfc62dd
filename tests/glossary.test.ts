import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { roles } from '../src/kernel/officer.ts';
import { stepCatalogue } from '../src/modules/prescribed/catalogue.ts';
import { withCatalogue } from '../tools/write-glossary.ts';

const page = readFileSync(fileURLToPath(new URL('../GLOSSARY.md', import.meta.url)), 'utf8');

describe('the glossary', () => {
  test('says what the catalogue says (node tools/run.mjs write-glossary)', () => {
    expect(page).toBe(withCatalogue(page));
  });

  test('has a line for every step and every role', () => {
    const missing = [...stepCatalogue.map((step) => step.id), ...roles].filter((name) => !page.includes(`| \`${name}\` |`));
    expect(missing).toEqual([]);
  });

  test('notices what is wrong in it', () => {
    expect(withCatalogue(page.replace('| `CHK-02` |', '| `CHK-99` |'))).toBe(page);
    expect(() => withCatalogue('nothing')).toThrow('two marks');
  });
});

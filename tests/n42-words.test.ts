import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { n42 } from '../src/words/n42.ts';

const folder = fileURLToPath(new URL('../src/modules/devices/formats/n42/', import.meta.url));
const source = readdirSync(folder).map((name) => readFileSync(folder + name, 'utf8')).join('\n');

test('every code of the reader has its words in both languages, and no word is without its code', () => {
  const declared = [...(/type N42FindingCode =([\s\S]*?);/.exec(source)?.[1] ?? '').matchAll(/'([a-z-]+)'/g)].map((match) => `finding.${match[1]}`);
  const refused = [...source.matchAll(/(?:UnreadableN42\(|quarantine\(\w+, |code: )'([a-z0-9-]+)'/g)].map((match) => `refused.${match[1]}`);
  const codes = [...new Set([...declared, ...refused])].sort();
  expect(codes.length).toBeGreaterThan(40);
  expect([Object.keys(n42.en).sort(), Object.keys(n42.zh).sort()]).toEqual([codes, codes]);
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

// What may run with the product. MPL-2.0 binds only its own files, which are used as they come.
const allowed = new Set(['(MIT OR CC0-1.0)', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT AND OFL-1.1', 'MIT-0', 'MPL-2.0', 'Unlicense']);

/** Tells a package's licence as its own manifest says it, else as the lock file does, else by the first line of its licence text. */
function licenceOf(path: string, locked: string | undefined): string {
  const manifest = at(`${path}/package.json`);
  const named = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { license?: string | { type: string } }).license : undefined;
  const licence = (typeof named === 'object' ? named.type : named) ?? locked;
  if (licence !== undefined) return licence;
  const text = at(`${path}/LICENSE`);
  return existsSync(text) && readFileSync(text, 'utf8').startsWith('MIT License') ? 'MIT' : 'unknown';
}

test('every package that runs with the product has a licence that allows it', () => {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean; license?: string }> };
  const running = Object.entries(packages).filter(([path, one]) => path !== '' && one.dev !== true);
  expect(running.length).toBeGreaterThan(100);
  expect(running.map(([path, one]) => `${path.replace(/^.*node_modules\//, '')}: ${licenceOf(path, one.license)}`).filter((line) => !allowed.has(line.split(': ')[1]!))).toEqual([]);
});

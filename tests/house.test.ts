import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { EventBook } from '../src/modules/ports/events.ts';
import { makeRegistry } from '../src/server/registry.ts';
import { openVault } from '../src/kernel/vault.ts';
import { refusals } from '../src/words/refusals.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const code = files.filter((file) => /\.(ts|tsx|mjs|css)$/.test(file));
const typescript = files.filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts'));
const prose = files.filter((file) => file.endsWith('.md'));

/** Modules in the order in which they may know each other. */
const order = ['prescribed', 'ports', 'staff', 'certificates', 'devices', 'flights', 'travellers', 'declarations', 'goods', 'food', 'statistics', 'forecast'];
/** Files that a browser may load: they import only each other. */
const pureNames = /^src\/(kernel\/(refusal|ids|money|officer|clock)\.ts|modules\/[a-z]+\/(catalogue|shapes|rules|plan-rules|facts|conditions|plans|analysis|matching|kinds)(\.ts|\/)|modules\/travellers\/formats\/states\.ts)/;
const isPure = (file: string): boolean => file.startsWith('src/words/') || pureNames.test(file);
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('tests/') || /\/(sample|specimens)\.ts$/.test(file);

function importsOf(file: string): { from: string; target: string }[] {
  return [...read(file).matchAll(/(?:import|export)\s[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|import\s+'([^']+)'/g)].map((match) => {
    const from = match[1] ?? match[2] ?? match[3] ?? '';
    return { from, target: from.startsWith('.') ? normalize(join(dirname(file), from)) : from };
  });
}

const area = (file: string): string => (file.startsWith('src/') ? file.split('/')[1]! : file.split('/')[0]!);
const moduleOf = (file: string): string | undefined => (file.startsWith('src/modules/') ? file.split('/')[2] : undefined);

describe('who may import whom', () => {
  test('the kernel imports nothing of ours, a module only the kernel and modules before it', () => {
    const wrong: string[] = [];
    for (const file of typescript.filter((name) => name.startsWith('src/') && !isTest(name))) {
      for (const { target } of importsOf(file)) {
        if (!target.startsWith('src/')) continue;
        const to = area(target);
        const from = area(file);
        const own = moduleOf(file);
        if (from === 'kernel' && to !== 'kernel') wrong.push(`${file} → ${target}`);
        if (from === 'modules') {
          if (!['kernel', 'modules', 'words'].includes(to)) wrong.push(`${file} → ${target}`);
          const other = moduleOf(target);
          if (own !== undefined && other !== undefined && other !== own && order.indexOf(other) >= order.indexOf(own)) wrong.push(`${file} → ${target} (order of modules)`);
        }
        if (['server', 'console', 'form', 'demo'].includes(from) && ['server', 'console', 'form', 'demo'].includes(to) && from !== to && !(from === 'demo' && to === 'server')) wrong.push(`${file} → ${target}`);
        if (from === 'words' && to !== 'words') wrong.push(`${file} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('a store is private to its module; the server reads sessions, keys and deliveries of staff', () => {
    const wrong: string[] = [];
    for (const file of typescript.filter((name) => name.startsWith('src/') && !isTest(name))) {
      for (const { target } of importsOf(file)) {
        const match = /^src\/modules\/([a-z]+)\/store(\.ts|\/)/.exec(target);
        if (match === null || moduleOf(file) === match[1]) continue;
        if (file.startsWith('src/server/') && match[1] === 'staff') continue;
        if (file.startsWith('src/demo/') && ['ports', 'staff'].includes(match[1]!)) continue;
        wrong.push(`${file} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('what a browser may load imports only the like, and the console imports nothing else of ours', () => {
    const wrong: string[] = [];
    for (const file of typescript.filter((name) => !isTest(name) && (isPure(name) || name.startsWith('src/console/')))) {
      for (const { from, target } of importsOf(file)) {
        if (from.startsWith('node:') || from === 'pg' || from === 'fastify') wrong.push(`${file} → ${from}`);
        if (!target.startsWith('src/') || target.endsWith('.css')) continue;
        if (file.startsWith('src/console/') && target.startsWith('src/console/')) continue;
        if (!isPure(target) && !isTypeOnly(file, from)) wrong.push(`${file} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('SQL stands in stores', () => {
    const wrong = typescript.filter((file) => file.startsWith('src/modules/') && !isTest(file) && !/\/store(\.ts$|\/)/.test(file))
      .filter((file) => /\b(INSERT INTO|DELETE FROM|UPDATE [a-z_]+ SET)\b/.test(read(file)));
    expect(wrong).toEqual([]);
  });
});

function isTypeOnly(file: string, from: string): boolean {
  const escaped = from.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`import type [^;]*from '${escaped}'`).test(read(file));
}

describe('files', () => {
  test('are no longer than a reader can hold', () => {
    const limit = (file: string): number => (isTest(file) ? 420 : /\/words\/|catalogue|states\.ts|templates/.test(file) ? 700 : file.endsWith('.css') ? 900 : 330);
    const long = code.map((file) => ({ file, lines: read(file).split('\n').length })).filter(({ file, lines }) => lines > limit(file));
    expect(long).toEqual([]);
  });

  test('have no names that mean nothing', () => {
    expect(code.filter((file) => /(^|\/)(utils?|helpers?|common|misc|index)(\.tsx?$|\/)/.test(file))).toEqual([]);
  });

  test('are used by something', () => {
    const imported = new Set(typescript.concat(files.filter((file) => file.endsWith('.mjs'))).flatMap((file) => importsOf(file).map(({ target }) => target)));
    const text = typescript.map(read).join('\n') + files.filter((file) => /package\.json|\.html$|\.mjs$|vite\.config|vitest\.config|\.ci\/run/.test(file)).map(read).join('\n');
    const entries = /^(vite\.config|vitest\.config|tools\/|tests\/)|\.test\.tsx?$|\/main\.tsx$|\.d\.ts$/;
    const dead = typescript.filter((file) => !entries.test(file) && !imported.has(file) && !text.includes(file.split('/').at(-1)!));
    expect(dead).toEqual([]);
  });

  test('say nothing that does not belong here', () => {
    const banned: [RegExp, string][] = [
      [/\b(TODO|FIXME|HACK)\b/, 'unfinished work'],
      [/registry\.npm|npmjs\.org|deb\.debian|\/work\/main|\/root\//, 'a place of a machine or a registry'],
      [/: any\b|as any\b|<any>/, 'any'],
      [/\bexport default\b/, 'a default export'],
      [/^export \* from/m, 'a barrel'],
      [/\bconsole\.(log|error|warn)\(/, 'console output'],
      [/\benum [A-Z]/, 'an enum'],
      [/\b(?:new Function|eval)\(/, 'code from text'],
    ];
    const wrong: string[] = [];
    for (const file of code.filter((name) => name !== 'tests/house.test.ts')) {
      const text = read(file).replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
      for (const [pattern, what] of banned) {
        if (what === 'console output' && (file.startsWith('tools/') || file.startsWith('tests/'))) continue;
        if (what === 'a default export' && /config\.ts$|reporter|global-setup/.test(file)) continue;
        if (pattern.test(text)) wrong.push(`${file}: ${what}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('tell what every exported thing is', () => {
    const wrong: string[] = [];
    for (const file of typescript.filter((name) => name.startsWith('src/') && !isTest(name) && !name.startsWith('src/words/'))) {
      const lines = read(file).split('\n');
      lines.forEach((line, at) => {
        if (!/^export (async )?(function|const|class|interface|type|abstract class)\b/.test(line) || line.startsWith('export type {')) return;
        const before = lines[at - 1]?.trim() ?? '';
        if (!before.endsWith('*/')) wrong.push(`${file}:${at + 1} ${line.slice(0, 60)}`);
      });
    }
    expect(wrong).toEqual([]);
  });
});

describe('words and documents', () => {
  const registry = makeRegistry(new EventBook({ query: async () => [] }), openVault('nowhere'));
  const declared = new Set([...registry.actions.values(), ...registry.views.values()].flatMap((entry) => entry.refuses));

  test('every refusal that an action or view declares has its sentence in both languages', () => {
    const missing = [...declared].filter((name) => !(name in refusals.en) || !(name in refusals.zh)).sort();
    expect(missing).toEqual([]);
    expect(Object.keys(refusals.en).sort()).toEqual(Object.keys(refusals.zh).sort());
  });

  test('every refusal that is thrown has its sentence', () => {
    // Readers of formats and of conditions have refusals of their own; theirs are data, and `src/words/catalogue.test.ts` holds their words.
    const refusing = typescript.filter((file) => file.startsWith('src/') && !isTest(file) && /\/refusal\.ts'/.test(read(file)));
    const thrown = new Set(refusing.flatMap((file) => [...read(file).matchAll(/(?:new Refusal|refused|\bno|refuse)\(\s*'([a-z][a-z0-9-]+)'/g)].map((match) => match[1]!)));
    expect([...thrown].filter((name) => !(name in refusals.en)).sort()).toEqual([]);
  });

  test('links in documents lead somewhere', () => {
    const broken: string[] = [];
    for (const file of prose) {
      for (const match of read(file).replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)) {
        const target = match[1]!;
        if (/^[a-z]+:/.test(target)) continue;
        if (!existsSync(join(root, dirname(file), target))) broken.push(`${file} → ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('every module says what it is in at most fifteen lines', () => {
    for (const name of order.filter((entry) => files.some((file) => file.startsWith(`src/modules/${entry}/`)))) {
      const readme = `src/modules/${name}/README.md`;
      expect(existsSync(join(root, readme)), readme).toBe(true);
      expect(read(readme).trimEnd().split('\n').length, readme).toBeLessThanOrEqual(15);
    }
  });

  test('the papers of the house are there', () => {
    for (const paper of ['README.md', 'ARCHITECTURE.md', 'STYLE.md', 'GLOSSARY.md', 'CHANGELOG.md', 'LICENSE', 'docs/facts.md', 'docs/benchmarks.md']) expect(existsSync(join(root, paper)), paper).toBe(true);
  });

  test('decisions and migrations are numbered without gaps', () => {
    for (const pattern of [/^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/, /^db\/migrations\/(\d{4})_[a-z0-9_]+\.sql$/]) {
      const numbers = files.flatMap((file) => pattern.exec(file)?.[1] ?? []).map(Number).sort((a, b) => a - b);
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });

  test('every dependency has its line of reason', () => {
    const manifest = JSON.parse(read('package.json')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
    const decisions = files.filter((file) => file.startsWith('docs/decisions/')).map(read).join('\n');
    expect([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
  });

  test('the lock file names no address', () => {
    expect(/"resolved"|https?:\/\/[^"]*registry/.test(read('package-lock.json'))).toBe(false);
  });
});


import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

// Runs the examples of docs/how-to/use-the-interface.md: every block of shell is one curl call, the block of JSON after it its answer.
const page = readFileSync('docs/how-to/use-the-interface.md', 'utf8');
const examples = [...page.matchAll(/```sh\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g)].map((match) => ({ call: match[1]!.trim(), answer: JSON.parse(match[2]!) as unknown }));

/** Splits a call as a shell does: quotes, escapes and variables. */
function words(call: string, variables: Readonly<Record<string, string>>): string[] {
  const found: string[] = [];
  const token = /\s*((?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+)/gy;
  for (let match = token.exec(call); match !== null; match = token.exec(call)) {
    found.push(match[1]!.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|([^'"]+)/g, (_whole, single?: string, double?: string, bare?: string) =>
      single ?? (double?.replace(/\\(.)/g, '$1') ?? bare ?? '').replace(/\$([A-Z_]+)/g, (_variable, name: string) => {
        if (variables[name] === undefined) throw new Error(`The page does not say what $${name} is`);
        return variables[name];
      })));
  }
  return found;
}

/** Says where an answer differs from what the page shows; `…` stands for anything, a list for what it must contain. */
function differences(shown: unknown, found: unknown, place = ''): string[] {
  if (shown === '…') return typeof found === 'string' && found !== '' ? [] : [`${place}: ${JSON.stringify(found)}`];
  if (Array.isArray(shown)) {
    if (!Array.isArray(found) || (shown.length === 0) !== (found.length === 0)) return [`${place}: ${JSON.stringify(found)}`];
    return shown.flatMap((one, index) => (found.some((other) => differences(one, other).length === 0) ? [] : [`${place}/${index}: nothing like it in ${JSON.stringify(found)}`]));
  }
  if (typeof shown === 'object' && shown !== null) {
    if (typeof found !== 'object' || found === null) return [`${place}: ${JSON.stringify(found)}`];
    return Object.entries(shown).flatMap(([name, value]) => differences(value, (found as Record<string, unknown>)[name], `${place}/${name}`));
  }
  return shown === found ? [] : [`${place}: ${JSON.stringify(found)}`];
}

async function curl(args: readonly string[], jar: Map<string, string>): Promise<unknown> {
  let url = '';
  let method: string | undefined;
  let body: string | undefined;
  let inQuery = false;
  const encoded: [string, string][] = [];
  const headers = new Headers();
  for (let index = 1; index < args.length; index += 1) {
    const word = args[index]!;
    const next = (): string => args[(index += 1)] ?? '';
    if (word === '-s') continue;
    if (word === '-X') method = next();
    else if (word === '-G') inQuery = true;
    else if (word === '-d') body = next();
    else if (word === '-c') jar.set('file', next());
    else if (word === '-b') {
      expect(next()).toBe(jar.get('file'));
      headers.set('cookie', jar.get('cookie') ?? '');
    } else if (word === '-H') {
      const [name = '', ...value] = next().split(':');
      headers.set(name, value.join(':').trim());
    } else if (word === '--data-urlencode') {
      const [name = '', ...value] = next().split('=');
      encoded.push([name, value.join('=')]);
    } else if (word.startsWith('-')) throw new Error(`The test does not know curl ${word}`);
    else url = word;
  }
  const address = new URL(url);
  if (inQuery) for (const [name, value] of encoded) address.searchParams.set(name, value);
  const response = await fetch(address, { method: method ?? (body === undefined ? 'GET' : 'POST'), headers, ...(body === undefined ? {} : { body }) });
  for (const cookie of response.headers.getSetCookie()) jar.set('cookie', cookie.split(';')[0]!);
  return response.json();
}

describe('the page on the interface', () => {
  let world: TestWorld;
  let server: Serving;
  let variables: Record<string, string>;
  const jar = new Map<string, string>();

  beforeAll(async () => {
    world = await makeWorld();
    server = await serve(world.open);
    const { key } = await world.done<{ key: string }>('staff.addKey', { organisation: 'Invented Centre', roles: ['centre'] });
    const login = { USER_NAME: 'invented.admin', PASSWORD: 'three unlike ravens' };
    await world.done('staff.addOfficer', { userName: login.USER_NAME, password: login.PASSWORD, nameEn: 'Invented Zhou', nameZh: '周虚构', organisation: 'Invented Customs', roles: ['administrator'], language: 'en' });
    variables = { TONGGUAN: server.address, KEY: key, ...login };
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  it('has examples, each with its answer', () => {
    expect(examples.length).toBeGreaterThan(9);
    expect(page.match(/```sh/g)).toHaveLength(examples.length);
  });

  it.each(examples)('$call', async ({ call, answer }) => {
    const args = words(call, variables);
    expect(args[0]).toBe('curl');
    const found = await curl(args, jar);
    const flightId = (found as { result?: { flightId?: string } }).result?.flightId;
    if (flightId !== undefined) variables['FLIGHT'] = flightId;
    expect(differences(answer, found), JSON.stringify(found).slice(0, 500)).toEqual([]);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FormVisitor } from './form-visitor.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { casesOf } from './long-run.ts';

let world: TestWorld;
let serving: Serving;
let base: string;
let cookie: string;
let guard: string;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  serving = await serve(world.open);
  await world.done('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true });
  base = `/declare/${world.open.book.find(world.eventId)!.code}`;
  const person = new FormVisitor(serving.address);
  await person.opens(`${base}/new`);
  await person.sends({ flight: 'LH720', 'flightDate-day': '27', 'flightDate-month': '1', 'flightDate-year': '2022', 'birthDate-day': '1', 'birthDate-month': '2', 'birthDate-year': '1990' }, '/new');
  await person.opens(`${base}/q/symptoms`);
  cookie = `tongguan_form=${person.cookie('tongguan_form')!}`;
  guard = /name="guard" value="([^"]*)"/.exec(person.page.text)![1]!;
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const wellFormed = (text: string): string => Buffer.from(text).toString();
const strange = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('__proto__', 'constructor', '../../etc/passwd', '%00', '\u0000', '<script>alert(1)</script>', '{{7*7}}', "' OR 1=1 --", '-1', '9'.repeat(400), '٣٢١', '\ud800', 'yes', 'none', 'NOR|Oslo', '|', 'NOR'));
const send = (method: string, path: string, body: string | undefined, type: string): Promise<Response> => fetch(new URL(path, serving.address), {
  method, redirect: 'manual', headers: { cookie, ...(body === undefined ? {} : { 'content-type': type }) }, ...(body === undefined ? {} : { body }),
});

it('answers whatever is sent to the form with a page or a refusal, and goes on', async () => {
  const routes = serving.routes.filter((route) => route.includes(' /declare')).map((route) => route.split(' ') as [string, string]);
  expect(routes.length).toBeGreaterThan(25);
  const names = ['guard', 'act', 'code', 'pin', 'flight', 'surname', 'symptoms', 'place', 'placeCountry', 'placeTown', 'birthDate-day', 'birthDate-year', 'seat', 'agree', 'scanned', '__proto__', 'constructor', 'toString'];
  const bad: string[] = [];
  await fc.assert(fc.asyncProperty(fc.constantFrom(...routes), fc.array(fc.tuple(fc.constantFrom(...names), strange), { maxLength: 12 }), strange, fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'multipart/form-data; boundary=x', 'text/plain'), fc.boolean(), async ([method, route], fields, word, type, guarded) => {
    const path = route.replace(':event', base.split('/')[2]!).replaceAll(/:[a-zA-Z]+|\*/g, () => encodeURIComponent(wellFormed(word)) || 'x');
    // What would end the session or the card is tried elsewhere.
    if (/\/(leave|delete|finish)$/.test(path)) return;
    const body = new URLSearchParams([...(guarded ? [['guard', guard] as [string, string]] : []), ...fields.map(([name, value]): [string, string] => [name, wellFormed(value)])]);
    const answer = await send(method, `${path}?${new URLSearchParams([['lang', wellFormed(word)], ['from', 'check']]).toString()}`, method === 'POST' ? (type === 'application/json' ? JSON.stringify(Object.fromEntries(body)) : body.toString()) : undefined, type);
    await answer.arrayBuffer();
    if (answer.status >= 500) bad.push(`${method} ${path} ${type} → ${answer.status}`);
  }), { numRuns: casesOf(400) });
  expect(bad).toEqual([]);
});

it('refuses what is too large or broken, and no page repeats markup that was typed', async () => {
  expect((await send('POST', `${base}/q/address`, `guard=${encodeURIComponent(guard)}&address=${'x'.repeat(200_000)}`, 'application/x-www-form-urlencoded')).status).toBe(413);
  expect((await send('POST', `${base}/kiosk/deliver`, '{"key":', 'application/json')).status).toBeLessThan(500);
  const typed = '"><img src=x onerror=alert(1)>';
  const page = await (await send('POST', `${base}/q/name`, new URLSearchParams({ guard, act: 'continue', surname: typed, givenNames: typed }).toString(), 'application/x-www-form-urlencoded')).text();
  expect(page).toContain('&quot;&gt;&lt;img');
  expect(page).not.toContain('<img');
  expect((await send('GET', '/declare/%F0%9F%9A%A8', undefined, '')).status).toBe(404);
  expect((await send('GET', `${base}/q/${'a'.repeat(3000)}`, undefined, '')).status).toBeLessThan(500);
});

it('shows every page with headers that let nothing in from elsewhere and keep nothing', async () => {
  for (const path of ['', '/open', '/new', '/privacy', '/q/symptoms', '/check', '/data']) {
    const answer = await send('GET', `${base}${path}`, undefined, '');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toMatch(/unsafe|\*|https:/);
    expect(answer.headers.get('cache-control'), path).toBe('no-store');
    expect(answer.headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(answer.headers.getSetCookie().every((one) => !one.startsWith('tongguan_form') || /HttpOnly/.test(one)), path).toBe(true);
  }
});

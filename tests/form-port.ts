import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { registerForm } from '../src/form/app.ts';
import { buildApp } from '../src/server/app.ts';
import type { FormLanguage } from '../src/words/form/form.ts';
import { buildForm } from '../tools/build-form.ts';
import { getBrowser } from './browser.ts';
import type { OpenHouse } from '../src/server/start.ts';

/** Is a member of a delegation who is expected. */
export interface Expected { readonly caseId: string; readonly name: string; readonly code: string; readonly birthDate: string }

/** Is the event that the form is served for, and how one acts in it. */
export interface FormEvent {
  readonly open: OpenHouse;
  readonly eventId: string;
  done<T = Record<string, unknown>>(name: string, input: unknown): Promise<T>;
  see<T = Record<string, unknown>>(name: string, input: unknown): Promise<T>;
  close(): Promise<void>;
}

/** Is the form on a real server, with a flight and people who are expected on it. */
export interface FormPort {
  readonly world: FormEvent;
  readonly address: string;
  readonly base: string;
  readonly flightId: string;
  readonly people: readonly Expected[];
  /** Opens a browser of somebody's own. */
  visitor(options?: { readonly language?: FormLanguage; readonly scripts?: boolean; readonly width?: number; readonly height?: number }): Promise<{ readonly page: Page; readonly context: BrowserContext; close(): Promise<void> }>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../', import.meta.url));
const letters = 'ALPHA BRAVO CHARLIE DELTA ECHO FOXTROT GOLF HOTEL INDIA JULIETT KILO LIMA MIKE NOVEMBER OSCAR PAPA QUEBEC ROMEO SIERRA TANGO UNIFORM VICTOR WHISKEY XRAY YANKEE ZULU'.split(' ');

/** Serves the form with its scripts to real browsers; the delegation has as many members as asked for. */
export async function serveForm(world: FormEvent, members: number): Promise<FormPort> {
  await buildForm(root, () => undefined);
  const { open } = world;
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true });
  const birthDate = (place: number): string => new Date(Date.UTC(1980 + (place % 20), place % 12, 1 + (place % 28))).toISOString().slice(0, 10);
  const rows = Array.from({ length: members }, (_, place) => `Norway,MUSTER,${letters[Math.floor(place / 26)]} ${letters[place % 26]},F,${birthDate(place)},NOR,F${String(1_000_000 + place)},LH720,2022-01-27,${10 + Math.floor(place / 6)}${'ABCDEF'[place % 6]}`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'norway.csv', content: Buffer.from(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date,Seat', ...rows].join('\n')).toString('base64') });
  await world.done('declarations.invite', { flightId });
  const { codes } = await world.see<{ codes: { caseId: string; name: string; code: string }[] }>('declarations.codes', { flightId });
  const byName = new Map(codes.map((entry) => [entry.name, entry]));
  const people = Array.from({ length: members }, (_, place) => ({ ...byName.get(`MUSTER ${letters[Math.floor(place / 26)]} ${letters[place % 26]}`)!, birthDate: birthDate(place) }));
  const app = buildApp({ ...open, consoleDirectory: '/nowhere', extend: (server) => registerForm(server, open, { scripts: fileURLToPath(new URL('../dist/form', import.meta.url)) }) });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const contexts = new Set<BrowserContext>();
  return {
    world, address, base: `${address}/declare/${open.book.find(world.eventId)!.code}`, flightId, people,
    async visitor({ language = 'en', scripts = false, width = 390, height = 780 } = {}) {
      const browser = await getBrowser();
      const context = await browser.newContext({ viewport: { width, height }, locale: language === 'no' ? 'nb-NO' : language, javaScriptEnabled: scripts });
      contexts.add(context);
      context.on('close', () => contexts.delete(context));
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      return { page, context, close: () => context.close() };
    },
    async close() {
      await Promise.all([...contexts].map((context) => context.close()));
      await app.close();
      await world.close();
    },
  };
}

async function fillQuestion(page: Page, id: string, shots: (name: string) => Promise<void>): Promise<void> {
  const choose = (name: string, value: string): Promise<void> => page.locator(`input[name=${name}][value=${value}]`).check({ force: true });
  if (id === 'phone') await page.fill('[name=phoneHome]', '+47 412 34 567');
  else if (id === 'address') await page.fill('[name=address]', 'Invented Hotel, 1 Invented Street');
  else if (id === 'places') await page.selectOption('[name=placeCountry]', 'NOR');
  else if (id === 'symptoms') await choose('symptoms', 'none');
  else if (id === 'test') await choose('test', 'negative');
  else if (id === 'vaccination') await choose('vaccination', 'full');
  else if (id === 'truth') {
    await page.fill('[name=signature]', 'Muster Alpha');
    await choose('agree', 'yes');
  } else if (id !== 'seat') await choose(id, 'no');
  await shots(id);
  await page.locator('main form button[value=continue]').click();
}

/** Opens the card of an expected person, fills it in page by page and files it. Shape: the pages that were seen, with their weight as sent, gzip. Unit: bytes. */
export async function fillsIn(port: FormPort, page: Page, person: Expected, onPage: (name: string, page: Page) => Promise<void> = async () => undefined): Promise<{ readonly pages: readonly string[]; readonly heaviest: number }> {
  const pages: string[] = [];
  let heaviest = 0;
  const see = async (name: string): Promise<void> => {
    pages.push(name);
    heaviest = Math.max(heaviest, gzipSync(await page.content()).length);
    await onPage(name, page);
  };
  await page.goto(`${port.base}/i/${person.code}`);
  await see('open');
  await page.fill('[name=birthDate-year]', person.birthDate.slice(0, 4));
  await page.fill('[name=birthDate-month]', person.birthDate.slice(5, 7));
  await page.fill('[name=birthDate-day]', person.birthDate.slice(8));
  await page.locator('main form button').click();
  await page.waitForURL(/\/keep$/);
  await see('keep');
  await page.locator('main a.button').click();
  await page.waitForURL(/\/known$/);
  await see('known');
  await page.locator('main form button').click();
  for (let question = 0; question < 25 && !page.url().endsWith('/check'); question += 1) {
    const id = /\/q\/([a-zA-Z]+)/.exec(page.url())?.[1] ?? '';
    const before = page.url();
    await fillQuestion(page, id, see);
    await page.waitForURL((url) => url.href !== before);
  }
  await see('check');
  await page.locator('main form[action$="/file"] button').click();
  await page.waitForURL(/\/done$/);
  await see('done');
  return { pages, heaviest };
}

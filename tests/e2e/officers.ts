import { join } from 'node:path';
import type { BrowserContext, Locator, Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { buildApp } from '../../src/server/app.ts';
import { writeText } from '../../src/words/words.ts';
import { roles as roleWords } from '../../src/words/console/roles.ts';
import { stations as stationWords } from '../../src/words/stations.ts';
import { barriersOf } from '../barriers.ts';
import { getBrowser } from '../browser.ts';
import { isLong } from '../long-run.ts';
import { builtConsole } from '../console.ts';
import { insertOfficer } from '../../src/modules/staff/store.ts';
import { uuidv7 } from '../../src/kernel/ids.ts';
import type { Role } from '../../src/kernel/officer.ts';
import type { TestWorld } from '../world.ts';

// What is awaited comes within a second on a machine of its own; a shared one may be slow, and that is no finding.
const patience = 30_000;

/** Is how an officer sits at the screen. */
export interface Sitting {
  readonly language?: 'en' | 'zh';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** Chooses among the sittings those in which this run looks at a page: every one in the long run, otherwise one, another for the next page. */
export function seenIn<S>(sittings: readonly S[], turn: number): readonly S[] {
  return isLong ? sittings : [sittings[turn % sittings.length]!];
}

/** Puts what is looked at in one sitting before what is looked at in another: changing the language and the scheme of a page takes longer than going to the next. */
export function byTurns<T>(all: readonly T[], turnOf: (one: T) => number): T[] {
  return all.toSorted((one, other) => (turnOf(one) % 2) - (turnOf(other) % 2));
}

/** Is the console on a real server and a real database, and the officers who work with it. */
export interface Port {
  readonly world: TestWorld;
  readonly address: string;
  /** Signs a persona of the role in through the page. */
  asOfficer(role: Role, sitting?: Sitting): Promise<Officer>;
  /** Seats a persona of the role, who is signed in already, before an empty screen: the console is loaded when something is opened. */
  seats(role: Role, sitting?: Sitting): Promise<Officer>;
  /** Seats a persona of the role, who is signed in already, at a page: the console is loaded once, not before signing in as well. */
  officerAt(path: string, role: Role, sitting?: Sitting): Promise<Officer>;
  /** Opens the console where nobody is signed in. */
  asNobody(sitting?: Sitting): Promise<Officer>;
  /** Cuts the line between every browser and the server, or mends it. */
  cutLine(cut: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Finds the dialog that stands open. */
export const dialog = (officer: Officer): Locator => officer.page.getByRole('dialog');

/** Waits until the dialog has gone. */
export const goneDialog = (officer: Officer): Promise<void> => dialog(officer).waitFor({ state: 'detached' });

/** Waits until a message says so. */
export const toast = (officer: Officer, text: string | RegExp): Promise<void> => officer.sees(text, '.tg-toasts');

/** Tells by how many pixels the page is wider than its window. */
export const sideways = (officer: Officer): Promise<number> => officer.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** Speaks as an officer at the console: each verb is what a person does or sees. */
export class Officer {
  readonly page: Page;
  readonly #address: string;
  // What the page has asked the server and has no answer to yet, its scripts among them; the line of news stays open and is none of them.
  readonly #asked = new Set<Request>();
  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
    page.on('request', (request) => { if (/\/api\/(views|actions|session)|\.js$/.test(request.url())) this.#asked.add(request); });
    for (const end of ['requestfinished', 'requestfailed'] as const) page.on(end as 'requestfinished', (request) => { this.#asked.delete(request); });
  }

  /** Waits until the page has its answers and has shown them: a key pressed before answers for what was on the screen then. A page that never rests is not waited for beyond five seconds. */
  async rests(): Promise<void> {
    const until = Date.now() + 5_000;
    for (let quiet = 0; quiet < 2 && Date.now() < until;) {
      quiet = this.#asked.size === 0 ? quiet + 1 : 0;
      await this.page.waitForTimeout(20);
    }
  }

  /** Moves to the first station of a kind (of the point of entry named, if any) and opens its screen; before an empty screen without the picker, for which the console would be loaded once more. */
  async opensStation(kind: string, pointCode?: string): Promise<void> {
    const answer = await this.page.request.get(`${this.#address}/api/views/ports.list?input={}`);
    const { data } = (await answer.json()) as { data: { stations: { stationId: string; kind: string; pointCode: string }[] } };
    const station = data.stations.find((one) => one.kind === kind && (pointCode === undefined || one.pointCode === pointCode));
    if (station === undefined) throw new Error(`No station of the kind ${kind}`);
    if (this.page.url().startsWith(this.#address)) {
      const picker = this.page.locator('.tg-top-station');
      await picker.selectOption(station.stationId);
      await this.page.waitForFunction((wanted) => document.querySelector<HTMLSelectElement>('.tg-top-station')?.value === wanted, station.stationId);
    } else {
      const moved = await this.page.request.put(`${this.#address}/api/session/station`, { headers: { 'x-tongguan': '1' }, data: { stationId: station.stationId } });
      if (!moved.ok()) throw new Error(`The station of the kind ${kind} could not be taken: ${await moved.text()}`);
    }
    await this.opens('/station');
    await this.page.waitForSelector('.tg-station-page');
  }

  /** Sits differently at the same screen: language by the switch on top, scheme, size. */
  async sits({ language = 'en', scheme = 'light', width = 1440, height = 900 }: Sitting): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const button = this.page.locator('.tg-segments button[lang]').filter({ hasText: language === 'zh' ? '中文' : 'EN' });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    await this.page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language);
  }

  /**
   * Opens a page. Where the console shows another page already it goes there as its links do, without being loaded anew: a quarter of the work.
   * The long tests open every page by its address; so does `loads`, where what a load brings is the point.
   */
  async opens(path: string): Promise<void> {
    const from = this.page.url();
    const isElsewhere = from.startsWith(this.#address) && new URL(from).pathname !== new URL(path, this.#address).pathname;
    if (isLong || !isElsewhere || (await this.page.locator('main h1').count()) === 0) return this.loads(path);
    return this.goes(path);
  }

  /** Opens a page by its address: the console is loaded anew. */
  async loads(path: string): Promise<void> {
    await this.page.goto(`${this.#address}${path}`);
    await this.page.waitForSelector('main h1');
  }

  /**
   * Goes to a page without loading the console anew, as its links do, and waits until it is there: what was brought to the page before stays.
   * The long tests open it by its address, and so does every test that begins somewhere.
   */
  async goes(path: string): Promise<void> {
    if (isLong || (await this.page.locator('main h1').count()) === 0) return this.loads(path);
    const isElsewhere = new URL(this.page.url()).pathname !== new URL(path, this.#address).pathname;
    const heading = await this.page.evaluateHandle(() => ({ element: document.querySelector('main h1'), text: document.querySelector('main h1')?.textContent }));
    await this.page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    if (isElsewhere) {
      // A part of the same page keeps its heading; it is there when its answers are.
      await this.page.waitForFunction((was) => {
        const now = document.querySelector('main h1');
        return now !== null && (now !== was.element || now.textContent !== was.text);
      }, heading, { timeout: 3_000 }).catch(() => undefined);
    }
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await this.rests();
    await this.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
  }

  /** Scans as a keyboard-wedge scanner does, four milliseconds a key by the browser's own clock; lines end by Enter. */
  async scans(text: string): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('[data-exiting]') === null, undefined, { timeout: patience });
    const before = await this.page.evaluate(() => document.querySelector('.tg-scan-answer')?.textContent ?? null);
    const keyboard = await this.page.context().newCDPSession(this.page);
    let timestamp = Date.now() / 1000;
    const keys = text.split('\n').flatMap((line) => [...line, 'Enter']);
    await Promise.all(keys.flatMap((key) => {
      timestamp += 0.004;
      const down = key === 'Enter' ? { key, code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' } : { key, text: key };
      return [keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...down }), keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + 0.002, key })];
    }));
    await keyboard.detach();
    await this.page.waitForFunction(([was]) => (document.querySelector('.tg-scan-answer')?.textContent ?? null) !== was, [before], { timeout: 5000 }).catch(() => undefined);
  }

  /** Types where the focus is, as a person does. */
  async types(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 60 });
  }

  /** Presses keys one after the other: `Enter`, `2`, `Escape`. */
  async presses(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      // Letters are keys of the page; an officer presses them when the dialog before it has gone.
      if (/^[a-z]$/.test(key)) {
        await this.page.waitForFunction(() => document.querySelector('[role="dialog"]') === null, undefined, { timeout: patience });
        await this.rests();
      }
      await this.page.keyboard.press(key);
      // Slower than a scanner, or a handful of keys would be taken for one.
      await this.page.waitForTimeout(50);
    }
  }

  /** Finds the field of a name, the one of exactly this name first: a panel may have the name of a field in it. */
  async control(label: string | RegExp): Promise<Locator> {
    const controls = this.page.locator('input, textarea, select');
    const likely = this.page.getByLabel(label).and(controls);
    await likely.first().waitFor({ timeout: patience });
    const exact = this.page.getByLabel(label, { exact: true }).and(controls);
    return ((await exact.count()) > 0 ? exact : likely).first();
  }

  /** Looks for an entry of a list by typing, and takes the first that is found. */
  async picks(text: string, within: Locator): Promise<void> {
    await within.getByRole('combobox').fill(text);
    await this.page.getByRole('option').filter({ hasText: text }).first().waitFor({ timeout: patience });
    await this.presses('ArrowDown', 'Enter');
  }

  /** Writes into the field of a name. */
  async fills(label: string | RegExp, text: string): Promise<void> {
    await (await this.control(label)).fill(text);
  }

  /** Ticks the box of a name. */
  async ticks(label: string | RegExp): Promise<void> {
    await this.page.getByLabel(label).first().check();
  }

  /** Chooses an option of the field of a name. */
  async chooses(label: string | RegExp, option: string | RegExp): Promise<void> {
    const field = await this.control(label);
    const wanted = await field.locator('option').filter({ hasText: option }).first().getAttribute('value');
    await field.selectOption(wanted ?? '');
  }

  /** Chooses the flight that a station works on. */
  async picksFlight(designator: string): Promise<void> {
    await this.page.locator('.tg-station-choice').filter({ hasText: designator }).click();
  }

  /** Answers a question by the name of its answer. */
  async answers(question: string | RegExp, answer: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: answer, exact: true }).check();
  }

  /** Presses the button of a name. */
  async pushes(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  /** Presses a button that says why it cannot be pressed, as somebody in a hurry does. */
  async pushesAllTheSame(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click({ force: true });
  }

  /** Opens a tab. */
  async turnsTo(name: string | RegExp): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  // A wait in vain tells what was on the screen instead, and where the focus was.
  async #waitsFor(locator: Locator): Promise<void> {
    await locator.waitFor({ timeout: patience }).catch(async (error: Error) => {
      const screen = await this.page.evaluate(() => `${document.body.innerText}\n── the focus is on ${(document.activeElement?.outerHTML ?? 'nothing').slice(0, 200)}`).catch(() => 'nothing that can be read');
      throw new Error(`${error.message}\n── on the screen:\n${screen}`);
    });
  }

  /** Waits until a text stands on the screen. */
  async sees(text: string | RegExp, within: string | Locator = 'main'): Promise<void> {
    const place = typeof within === 'string' ? this.page.locator(within).first() : within;
    await this.#waitsFor(place.getByText(text).first());
  }

  /** Waits until the outcome of the last record is shown, and checks it. */
  async seesOutcome(word: 'passed' | 'failed' | 'kept' | 'corrected' | 'left', text?: string | RegExp): Promise<void> {
    const strip = this.page.locator(`[data-outcome="${word}"]`);
    await this.#waitsFor(strip);
    if (text !== undefined) await expect.poll(() => strip.textContent(), { timeout: patience }).toMatch(text);
  }

  /** Makes sure that a text is not on the screen, or goes: a list is read anew after the answer that changed it. */
  async doesNotSee(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.page.locator('main').getByText(text).count(), { timeout: patience }).toBe(0);
  }

  /** Tells why a button cannot be pressed. Shape: undefined where it can. */
  async reasonAgainst(name: string | RegExp): Promise<string | undefined> {
    const button = this.page.getByRole('button', { name }).first();
    if ((await button.getAttribute('aria-disabled')) !== 'true') return undefined;
    return button.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '');
  }

  /** Says what the page does wrong for people who see, hear or move otherwise. Shape: empty where nothing. */
  async barriers(): Promise<string[]> {
    return barriersOf(this.page);
  }

  /** Goes to pages one after the other, every second one in Chinese by night, then the others in English by day: none has a barrier, none scrolls sideways, wide or on a telephone. */
  async walks(pages: readonly string[], name: string): Promise<void> {
    for (const [place, path] of byTurns([...pages.entries()], ([turn]) => turn)) {
      const [language, scheme] = place % 2 === 0 ? (['zh', 'dark'] as const) : (['en', 'light'] as const);
      await this.goes(path);
      await this.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
      await this.sits({ language, scheme });
      expect(await this.barriers(), `${path} ${language} ${scheme}`).toEqual([]);
      expect(await sideways(this), path).toBe(0);
      await this.pictures(`${name}-${place}-${language}-${scheme}`);
      await this.page.setViewportSize({ width: 390, height: 844 });
      expect(await sideways(this), `${path} narrow`).toBe(0);
      await this.pictures(`${name}-${place}-narrow`);
    }
  }

  /** Takes a picture into the directory TONGGUAN_PICTURES, where it is set. */
  async pictures(name: string): Promise<void> {
    const directory = process.env['TONGGUAN_PICTURES'];
    if (directory !== undefined) await this.page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
  }

  /** Leaves the screen empty until something is opened: a page that stands open hears all news and draws itself anew for each. */
  async rises(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /** Leaves the screen. */
  async leaves(): Promise<void> {
    await this.page.context().close();
  }
}

/** Adds a persona of a role, who can be entered by one click. */
export async function addPersona(world: TestWorld, role: Role): Promise<string> {
  const officerId = uuidv7();
  await insertOfficer(world.open.pool, world.eventId, {
    officer_id: officerId, user_name: `persona-${role}`, name_en: `Persona ${writeText('en', roleWords.en[role] as string)}`, name_zh: `演示${writeText('zh', roleWords.zh[role] as string)}`, organisation: role === 'airline' ? 'Invented Air (CA)' : 'Invented Customs',
    roles: [role], station_id: null, language: 'en', password_hash: null, external_subject: null, persona: true,
  }, world.now());
  return officerId;
}

/** Adds one station of each kind to the point of entry PEK. */
export async function addStations(world: TestWorld, kinds: readonly string[]): Promise<void> {
  const { points } = await world.see<{ points: { pointId: string; code: string }[] }>('ports.list', {});
  const point = points.find((one) => one.code === 'PEK');
  const names = (language: 'en' | 'zh', kind: string): string => { const words: Record<string, unknown> = stationWords[language]; return typeof words[kind] === 'string' ? words[kind] : kind; };
  for (const kind of kinds) {
    await world.done('ports.addStation', { pointId: point?.pointId, kind, lane: 'T3-1', nameEn: `${names('en', kind)} 1`, nameZh: `${names('zh', kind)}1号` });
  }
}

/** Opens a port: serves the console, built once for the whole run, on the world's own server, and has the browser ready. */
export async function openPort(world: TestWorld): Promise<Port> {
  const app = buildApp({ ...world.open, consoleDirectory: await builtConsole() });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await getBrowser();
  const contexts = new Set<BrowserContext>();
  const newPage = async ({ language = 'en', scheme = 'light', width = 1440, height = 900 }: Sitting = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
    contexts.add(context);
    context.on('close', () => contexts.delete(context));
    await context.addInitScript((wanted) => localStorage.setItem('tongguan.language.nobody', wanted), language);
    return context.newPage();
  };
  const sitDown = async (sitting?: Sitting): Promise<Page> => {
    const page = await newPage(sitting);
    await page.goto(address);
    return page;
  };
  const seats = async (role: Role, sitting: Sitting = {}): Promise<Officer> => {
    const page = await newPage(sitting);
    const personas = (await (await page.request.get(`${address}/api/personas`)).json()) as { id: string; roles: readonly string[] }[];
    const persona = personas.find(({ roles }) => roles.length === 1 && roles[0] === role);
    const answer = await page.request.post(`${address}/api/session`, { headers: { 'x-tongguan': '1' }, data: { persona: persona?.id } });
    if (!answer.ok()) throw new Error(`No persona of the role ${role} could be signed in: ${await answer.text()}`);
    return new Officer(page, address);
  };
  return {
    world, address, seats,
    async asNobody(sitting) {
      return new Officer(await sitDown(sitting), address);
    },
    async asOfficer(role, sitting = {}) {
      const { language = 'en' } = sitting;
      const page = await sitDown(sitting);
      const called = writeText(language, roleWords[language][role] as string);
      await page.locator('.tg-persona').filter({ has: page.locator('.tg-persona-role').getByText(called, { exact: true }) }).first().click();
      await page.waitForSelector('.tg-shell-top');
      return new Officer(page, address);
    },
    async officerAt(path, role, sitting = {}) {
      const officer = await seats(role, sitting);
      await officer.opens(path);
      return officer;
    },
    async cutLine(cut) {
      for (const context of contexts) await context.setOffline(cut);
    },
    async close() {
      await Promise.all([...contexts].map((context) => context.close()));
      await app.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCodeKey } from '../../src/modules/certificates/code-keys.ts';
import { codeValidity, issueCode, type CodeInput } from '../../src/modules/certificates/declaration-code.ts';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port, seenIn } from './officers.ts';
import { stubDeclarations, type StubbedDeclarations } from './stub-declarations.ts';

const key = makeCodeKey('2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z');
const stranger = makeCodeKey('2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z');
const state: StubbedDeclarations = { event: 'winter', keys: [key], revoked: [], cards: [], found: {}, declared: {}, away: false };

let hall: Hall;
let port: Port;
let gate: Officer;
beforeAll(async () => {
  hall = await makeHall();
  port = await openPort(hall.world);
  gate = await port.asOfficer('gate', { width: 1920, height: 1080 });
  await stubDeclarations(gate, state);
});
afterAll(async () => {
  await port?.close();
  await hall?.world.close();
});

/** Files a declaration, and gives its code. */
function filed(more: Partial<CodeInput> = {}, { known = true, newest, stale = false, signer = key }: { known?: boolean; newest?: number; stale?: boolean; signer?: typeof key } = {}): string {
  const { caseId, passport } = hall.people[1]!;
  const input: CodeInput = {
    declarationId: randomUUID(), version: 1, event: state.event, flight: 'CA926', flightDate: '2022-01-27', surname: 'SPECIMEN', givenNames: 'BERTA', documentNumber: passport, cardVersion: '9', result: 'clear', ...codeValidity('2022-01-27T06:00:00Z'), ...more,
  };
  if (known) state.cards = [...state.cards, { declarationId: input.declarationId, version: newest ?? 1, caseId, flightId: hall.arrivalId, stale }];
  return issueCode(input, signer.key).text;
}

async function keysAreRead(): Promise<void> {
  const answered = gate.page.waitForResponse(/declarations\.codeKeys/);
  await gate.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await answered;
}

const shows = (light: string) => gate.page.locator(`[data-light="${light}"]`).waitFor({ timeout: 20_000 });

/** Scans a code, and waits for its light. */
async function scansFor(light: string, code: string): Promise<void> {
  await Promise.all([shows(light), gate.scans(code)]);
}

/** Lets a light stay so long that it can be looked at, as a stopped clock does. */
async function holdsLights(): Promise<void> {
  await gate.page.evaluate(() => {
    const real = window.setTimeout.bind(window);
    window.setTimeout = ((run: () => void, milliseconds?: number) => real(run, milliseconds === 4000 ? 600_000 : milliseconds)) as typeof window.setTimeout;
  });
}

const counts = async (): Promise<string[]> => gate.page.locator('[data-count] > [aria-hidden="true"]:not(svg)').allTextContents();

describe('the lights of a gate', () => {
  it('are a page of the menu, without the frame, and wait for a code', async () => {
    await gate.page.getByRole('link', { name: 'Gate lights' }).click();
    await shows('waiting');
    for (const said of ['Scan your code', '请扫描申报码', /Codes are checked here/]) await gate.sees(said);
    await expect.poll(() => gate.page.locator('.tg-shell').count(), { timeout: 10_000 }).toBe(0);
  });

  it('come on one after the other, at once, and go out by themselves', async () => {
    const [clear, check, assist, stale, expired, revoked] = [filed(), filed({ result: 'check' }), filed({ result: 'assist' }), filed({}, { stale: true }), filed(codeValidity('2022-01-25T06:00:00Z')), filed()];
    state.revoked = [state.cards.at(-1)!.declarationId];
    const [early, superseded, unknown, foreign] = [filed(codeValidity('2022-01-29T06:00:00Z')), filed({}, { newest: 2 }), filed({}, { known: false }), filed({}, { signer: stranger, known: false })];
    await keysAreRead();
    const row: [string, string, RegExp, RegExp][] = [
      ['green', clear, /Go on/, /CA926/], ['purple', check, /Health officer/, /CA926/], ['blue', expired, /Assisted desk/, /has expired/], ['red', `${clear.slice(0, -6)}000000`, /Stop/, /wait here for an officer/],
      ['purple', assist, /请找检疫人员/, /go to the health officer/], ['blue', early, /协助申报台/, /later time/], ['purple', stale, /Health officer/, /请前往检疫人员处/], ['blue', superseded, /Assisted desk/, /newer code/],
      ['red', foreign, /请止步/, /Foreign code/], ['blue', unknown, /Assisted desk/, /not on the list/], ['red', revoked, /Stop/, /Code withdrawn/], ['green', clear, /请通行/, /go through the gate/], ['red', hall.people[1]!.passport, /Stop/, /scan it again/],
    ];
    for (const [light, code, word, said] of row) {
      await scansFor(light, code);
      await gate.sees(word, `[data-light="${light}"]`);
      await gate.sees(said, `[data-light="${light}"]`);
      // The screen is for everybody to see: the flight, and nothing else of a person.
      await expect.poll(() => gate.page.locator('main').textContent(), { timeout: 10_000 }).not.toMatch(/SPECIMEN|BERTA|0002/u);
    }
    await shows('waiting');
    await gate.sees('Scan your code');
    expect(await counts()).toEqual(['2', '3', '4', '4']);
  });

  it('stay four seconds', async () => {
    const code = filed();
    await keysAreRead();
    await scansFor('green', code);
    const since = Date.now();
    await gate.page.waitForTimeout(2500);
    expect(await gate.page.locator('main').getAttribute('data-light')).toBe('green');
    await shows('waiting');
    expect(Date.now() - since).toBeGreaterThan(3500);
  });

  it('come on with the network dead, for whom the device knows', async () => {
    await gate.opens('/gate');
    const [clear, unknown] = [filed(), filed({}, { known: false })];
    await keysAreRead();
    await gate.sees(/Keys read/);
    state.away = true;
    await port.cutLine(true);
    await scansFor('green', clear);
    await scansFor('blue', unknown);
    await gate.page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('tongguan.codeKeys') ?? '{}') as { readAt: number };
      localStorage.setItem('tongguan.codeKeys', JSON.stringify({ ...kept, readAt: kept.readAt - 3 * 3_600_000 }));
    });
    await port.cutLine(false);
    await gate.page.route('**/api/live', (route) => route.abort());
    await gate.opens('/gate');
    await gate.sees('No line to the server');
    await gate.sees(/Keys read 3 hours ago/);
    await scansFor('green', clear);
    await gate.page.evaluate(() => localStorage.removeItem('tongguan.codeKeys'));
    await gate.opens('/gate');
    await gate.sees(/No keys yet/);
    await scansFor('blue', clear);
    await gate.sees(/cannot check codes now/);
    await gate.page.unroute('**/api/live');
    state.away = false;
    await keysAreRead();
    await scansFor('green', clear);
  });

  it('are left by Escape', async () => {
    await gate.presses('Escape');
    await gate.page.waitForURL(/\/station$/u);
    await gate.page.locator('.tg-shell-top').waitFor();
  });

  it('are not opened by whom they are no work of', async () => {
    const doctor = await port.asOfficer('doctor');
    await expect.poll(() => doctor.page.getByRole('link', { name: 'Gate lights' }).count(), { timeout: 10_000 }).toBe(0);
    await doctor.page.goto(`${port.address}/gate`);
    await doctor.page.locator('.tg-empty, .tg-state').first().waitFor();
    await expect.poll(() => doctor.page.locator('[data-light]').count(), { timeout: 10_000 }).toBe(0);
    await doctor.leaves();
  });
});

describe('the screen', () => {
  beforeAll(async () => {
    state.away = false;
    await port.cutLine(false);
  });
  const sittings = [{ language: 'en', width: 1920, height: 1080 }, { language: 'zh', scheme: 'dark', width: 1080, height: 1920 }, { language: 'zh', width: 1920, height: 1080 }, { language: 'en', scheme: 'dark', width: 1080, height: 1920 }, { language: 'en', width: 800, height: 600 }] as const;
  it('can be read by everybody, whatever the light is', async () => {
    const shown: [string, string | undefined][] = [['waiting', undefined], ['green', filed()], ['purple', filed({ result: 'check' })], ['blue', filed({}, { newest: 2 })], ['red', `${filed().slice(0, -6)}000000`]];
    await gate.opens('/gate');
    await keysAreRead();
    await holdsLights();
    for (const [turn, [light, code]] of shown.entries()) {
      if (code === undefined) await shows(light);
      else await scansFor(light, code);
      for (const sitting of seenIn(sittings, turn)) {
        await gate.sits(sitting);
        await gate.pictures(`gate-${light}-${sitting.width}-${sitting.language}${'scheme' in sitting ? '-dark' : ''}`);
        expect([light, sitting, await gate.barriers()]).toEqual([light, sitting, []]);
        const spills = await gate.page.evaluate(() => [...document.querySelectorAll('.tg-gate-stage, .tg-gate-stage *, .tg-gate-foot, .tg-gate-top')].filter((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return left < -1 || top < -1 || right > window.innerWidth + 1 || bottom > window.innerHeight + 1;
        }).map((one) => one.className.toString()));
        expect([light, sitting, spills]).toEqual([light, sitting, []]);
      }
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nationalBaseline } from '../src/modules/prescribed/plan-file.ts';
import type { FlightGuide } from '../src/modules/declarations/views/guide.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { directionOf, formLanguages, say } from '../src/words/form/form.ts';
import { FormVisitor, healthyAnswers } from './form-visitor.ts';
import { languagesOf } from './long-run.ts';
import { printed } from './printed.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let serving: Serving;
let flightId: string;
let base: string;
let guideAt: string;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  serving = await serve(world.open as OpenHouse);
  ({ flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true }));
  await world.done('flights.announce', { designator: 'LH721', flightDate: '2022-02-21', direction: 'departure', pointCode: 'PEK', origin: 'PEK', destination: 'FRA', scheduledAt: '2022-02-21T06:00:00Z', chartered: true });
  const people = Array.from({ length: 8 }, (_, index) => `Sweden,${['ALFA', 'BRAVO', 'CHARLIE', 'DELTA', 'ECHO', 'FOXTROT', 'GOLF', 'HOTEL'][index]},ANNA,F,1990-01-0${index + 1},SWE,S100000${index + 1},LH720,2022-01-27`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'roster.csv', content: Buffer.from(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...people].join('\n')).toString('base64') });
  await world.done('declarations.invite', { flightId });
  base = `/declare/${world.open.book.find(world.eventId)!.code}`;
  guideAt = `${base}/guide/LH720/2022-01-27`;
});

afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const visitor = (language = 'en'): FormVisitor => new FormVisitor(serving.address, { 'accept-language': language });

describe('the guide of a flight', () => {
  it.each(languagesOf(formLanguages))('can be read by anybody in %s, on the page and on one sheet', async (language) => {
    const person = visitor(language);
    await person.opens(guideAt);
    expect(person.page.status).toBe(200);
    expect(person.page.text).toContain(`dir="${directionOf(language)}"`);
    expect(person.page.text).toContain(`<h1>${say(language, 'guide.title', { flight: 'LH720' }).replaceAll("'", '&#39;')}</h1>`);
    expect(person.page.text).toContain(say(language, 'guide.notCrew'));
    expect(person.page.text).not.toMatch(/\{\w+\}/);
    expect(person.page.text).toContain(say(language, 'guide.notReady').slice(0, 20).replaceAll("'", '&#39;'));
    const sheet = await person.opens(`${guideAt}/sheet.pdf`);
    expect(sheet.headers.get('content-type')).toBe('application/pdf');
    expect(sheet.bytes.length).toBeLessThan(200_000);
    const pages = await printed(sheet.bytes);
    expect(pages).toHaveLength(1);
    expect([pages[0]!.width, pages[0]!.height].map(Math.round)).toEqual([595, 842]);
    expect(pages[0]!.text).toMatch(language === 'ar' ? /720.?LH/ : /LH720/);
    // This reader gives what is written from right to left as it is seen; with its letters, though they are drawn joined and in parts.
    const heading = say(language, 'guide.before');
    expect(pages[0]!.text).toContain(language === 'ar' ? [...heading].toReversed().join('') : heading);
    // A number is written as the language writes it: 37.3 or 37,3.
    expect(pages[0]!.text).toMatch(/37[.,]3/);
    expect(pages[0]!.codes).toEqual([`${serving.address}${base}`]);
  });

  it('follows the plan: nothing until it is approved, everything from then on, and the page, the sheet and the plan agree', async () => {
    const person = visitor();
    await person.opens(guideAt);
    expect(person.page.text).toMatch(/Below 37\.3 °C/);
    const baseline = nationalBaseline('arrival');
    const document = {
      ...baseline, title: { en: 'Invented', zh: '虚构' }, languages: ['zh', 'en', 'sv'], thresholds: { ...baseline.thresholds, feverCelsius: 36.8, resultHours: 4, resultAlarmHours: 3 },
      steps: baseline.steps.map((step) => (step.step === 'INV-01' ? { ...step, when: 'boarding.onBoard', lane: 'H1-H4' } : step)),
    };
    const plan = await world.done<{ planId: string; version: number }>('flights.savePlan', { flightId, document });
    await person.opens(guideAt);
    expect(person.page.text).toMatch(/Below 37\.3 °C/);
    expect(await world.see<FlightGuide>('declarations.guide', { flightId })).toMatchObject({ plan: { approved: false }, cancelled: false });
    await world.done('flights.approvePlan', { flightId, ...plan });
    const made = await world.see<FlightGuide>('declarations.guide', { flightId });
    expect(made).toMatchObject({ plan: { ...plan, approved: true }, languages: ['zh', 'en', 'sv'] });
    expect(made.sections.find((section) => section.part === 'hall')!.steps).toContainEqual({ step: 'INV-01', word: 'g.INV-01.all', params: {}, lane: 'H1-H4', readers: 'everybody' });
    await person.opens(guideAt);
    expect(person.words()).not.toContain('not approved');
    expect(person.page.text).toContain('Plan version 1');
    expect(person.page.text).toMatch(/Below 36\.8 °C[\s\S]*asks everybody[\s\S]*within 4 hours/);
    expect(person.page.text).toContain('Chinese, English and Swedish');
    const [page] = await printed((await person.opens(`${guideAt}/sheet.pdf`)).bytes);
    expect(page!.text).toMatch(/Below 36\.8 °C.*asks everybody.*H1-H4.*within 4 hours/);
    // A newer version that nobody has approved changes nothing.
    await world.done('flights.savePlan', { flightId, document: { ...document, thresholds: { ...document.thresholds, feverCelsius: 36.5 } } });
    expect(await world.see<FlightGuide>('declarations.guide', { designator: 'LH 0720', flightDate: '2022-01-27' })).toEqual(made);
  });

  it('tells who leaves of the way to the aircraft', async () => {
    const person = visitor();
    await person.opens(`${base}/guide/lh721/2022-02-21`);
    expect(person.words()).toMatch(/LH721: from your room to the aircraft.*Departs.*way home.*releases you.*On board/);
    expect(person.words()).not.toContain('hall');
  });

  it('says of a cancelled flight only that it is', async () => {
    const { flightId: gone } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH730', flightDate: '2022-01-28', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-28T06:00:00Z', chartered: true });
    await world.done('flights.move', { flightId: gone, kind: 'cancelled', at: '2022-01-26T10:00:00Z', source: 'tower' });
    const person = visitor();
    await person.opens(`${base}/guide/LH730/2022-01-28`);
    expect(person.words()).toContain('This flight is cancelled.');
    expect(person.words()).not.toContain('Before you board');
    const [page] = await printed((await person.opens(`${base}/guide/LH730/2022-01-28/sheet.pdf`)).bytes);
    expect(page!.text).toContain('cancelled');
    expect(page!.text).not.toContain('Before you board');
  });

  it.each(['XX999/2022-01-27', 'LH720/2022-01-28', 'LH720/2022-13-01', 'LH720/today', "'/2022-01-27"])('is not there for a flight that nobody knows: %s', async (path) => {
    const person = visitor();
    for (const end of ['', '/sheet.pdf']) {
      await person.opens(`${base}/guide/${path}${end}`);
      expect(person.page.status).toBe(404);
      expect(person.words()).toContain('This page does not exist');
    }
  });
});

describe('what is printed', () => {
  const codes = async (): Promise<{ name: string; code: string }[]> => (await world.see<{ codes: { name: string; code: string }[] }>('declarations.codes', { flightId })).codes;
  const opens = async (person: FormVisitor, code: string, day: string): Promise<void> => {
    await person.opens(`${base}/i/${code}`);
    await person.sends({ 'birthDate-year': '1990', 'birthDate-month': '1', 'birthDate-day': day }, '/open');
  };
  const files = async (person: FormVisitor, other: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {}): Promise<void> => {
    await person.opens(`${base}/card`);
    for (let pages = 0; pages < 30 && !person.page.path.endsWith('/check'); pages += 1) {
      const question = /\/q\/([a-zA-Z]+)/.exec(person.page.path)?.[1] ?? '';
      await person.sends(person.page.path.endsWith('/known') ? { act: 'confirm' } : { ...(other[question] ?? healthyAnswers[question]), act: 'continue' });
    }
    await person.sends({}, '/file');
    expect(person.page.path).toBe(`${base}/done`);
  };

  it('is the card with the code that the phone shows, in the traveller’s language and in Chinese, and no answer about health', async () => {
    const { code } = (await codes()).find((entry) => entry.name.startsWith('ALFA'))!;
    const anna = visitor('fr');
    await anna.opens(`${base}/card.pdf`);
    expect(anna.page.status).toBe(401);
    await opens(anna, code, '1');
    expect(anna.page.text).toContain(`href="${guideAt}"`);
    await anna.opens(`${base}/card.pdf`);
    expect(anna.page.status).toBe(404);
    await files(anna, { symptoms: { symptoms: ['fever', 'headache'] }, medicine: { medicine: 'yes' } });
    expect(anna.page.text).toContain(`href="${base}/card.pdf"`);
    const sheet = await anna.opens(`${base}/card.pdf`);
    expect(sheet.headers.get('content-disposition')).toContain('attachment');
    expect(sheet.headers.get('cache-control')).toBe('no-store');
    expect(sheet.bytes.length).toBeLessThan(200_000);
    const data = JSON.parse((await anna.opens(`${base}/data`)).text) as { filed: { code: string } };
    const pages = await printed(sheet.bytes);
    expect(pages).toHaveLength(1);
    expect(pages[0]!.codes).toEqual([data.filed.code]);
    for (const text of ['ALFA ANNA', 'LH720', '27 janvier 2022', '健康申明卡', '2022年1月27日', say('fr', 'done.number', { version: 1 })]) expect(pages[0]!.text).toContain(text);
    expect(pages[0]!.text).not.toMatch(/Fièvre|Maux de tête|发热|头痛|S1000001|Invented Hotel/i);

    const leader = visitor();
    await opens(leader, code, '1');
    await leader.opens(`${base}/card.pdf`);
    expect(leader.page.status).toBe(404);
  });

  it.each(languagesOf(formLanguages))('is the card on one page whose code scans in %s', async (language) => {
    const { code } = (await codes()).find((entry) => entry.name.startsWith('BRAVO'))!;
    const person = visitor(language);
    if (cards.size === 0) {
      await opens(person, code, '2');
      await person.opens(`${base}/keep`);
      cards.set('own', /class="code" dir="ltr">([A-Z0-9-]{14})</.exec(person.page.text)![1]!);
      await files(person);
    } else await opens(person, cards.get('own')!, '2');
    const sheet = await person.opens(`${base}/card.pdf`);
    const pages = await printed(sheet.bytes);
    expect(sheet.bytes.length).toBeLessThan(200_000);
    expect(pages.map((page) => page.codes.length)).toEqual([1]);
    expect(pages[0]!.codes[0]).toMatch(/^TG1:/);
    expect(pages[0]!.text).toContain('健康申明卡');
  });
  const cards = new Map<string, string>();

  it('is a strip for each member of a delegation, with the code and its link, for the leader alone', async () => {
    const { code, pin } = await world.done<{ code: string; pin: string }>('declarations.inviteLeader', { delegation: 'Sweden', language: 'sv' });
    const leader = visitor('sv');
    await leader.opens(`${base}/i/${code}`);
    await leader.sends({ pin }, '/open');
    const sheet = await leader.opens(`${base}/team/codes.pdf`);
    expect(sheet.status).toBe(200);
    expect(sheet.bytes.length).toBeLessThan(200_000);
    const pages = await printed(sheet.bytes);
    expect(pages.map((page) => page.codes.length)).toEqual([6, 2]);
    const handedOut = await codes();
    expect(pages.flatMap((page) => page.codes).sort()).toEqual(handedOut.map((entry) => `${serving.address}${base}/i/${entry.code}`).sort());
    for (const entry of handedOut) {
      expect(pages.map((page) => page.text).join(' ')).toContain(entry.name);
      expect(pages.map((page) => page.text).join(' ')).toContain(entry.code);
    }
    const member = visitor();
    await opens(member, handedOut.find((entry) => entry.name.startsWith('CHARLIE'))!.code, '3');
    await member.opens(`${base}/team/codes.pdf`);
    expect(member.page.status).toBe(401);
  });
});

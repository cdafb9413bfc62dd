import { afterAll, beforeAll, expect, it } from 'vitest';
import { formLanguages } from '../src/words/form/form.ts';
import type { FormLanguage } from '../src/words/form/form.ts';
import { FormVisitor, healthyAnswers } from './form-visitor.ts';
import { languagesOf } from './long-run.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';

let world: TestWorld;
let serving: Serving;
let base: string;
const codes = new Map<FormLanguage, string>();
const birthDate = '1996-04-05';

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  serving = await serve(world.open);
  base = `/declare/${world.open.book.find(world.eventId)!.code}`;
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true });
  const rows = formLanguages.map((language, place) => `Norway,MUSTER,${language.toUpperCase()},F,${birthDate},NOR,L${String(1_000_000 + place)},LH720,2022-01-27`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'norway.csv', content: Buffer.from(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...rows].join('\n')).toString('base64') });
  await world.done('declarations.invite', { flightId });
  const given = await world.see<{ codes: { name: string; code: string }[] }>('declarations.codes', { flightId });
  for (const language of formLanguages) codes.set(language, given.codes.find((entry) => entry.name === `MUSTER ${language.toUpperCase()}`)!.code);
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

it.each(languagesOf(formLanguages, 'no', 'ja'))('the card is filled in and filed without scripts, in %s', async (language) => {
  const person = new FormVisitor(serving.address, { 'accept-language': language === 'no' ? 'nb-NO' : language });
  const shown: string[] = [];
  const see = (): void => {
    expect(person.page.status, person.words()).toBe(200);
    expect(person.page.text).toContain(`<html lang="${{ zh: 'zh-CN', en: 'en-GB', no: 'nb-NO' }[language as string] ?? language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    // No key and no place for a value is left in the words.
    expect(person.words()).not.toMatch(/\b[a-z]\.[a-zA-Z]+\b(?<!example\.org)|\{[a-z]+\}/);
    shown.push(person.words());
  };
  await person.opens(`${base}/i/${codes.get(language)!}`);
  see();
  await person.sends({ 'birthDate-year': '1996', 'birthDate-month': '4', 'birthDate-day': '5' }, '/open');
  see();
  await person.opens(`${base}/card`);
  for (let pages = 0; pages < 30 && !person.page.path.endsWith('/check'); pages += 1) {
    see();
    const id = /\/q\/([a-zA-Z]+)/.exec(person.page.path)?.[1];
    await person.sends({ ...(id === undefined ? {} : healthyAnswers[id]), act: id === undefined ? 'confirm' : 'continue' });
  }
  see();
  await person.sends({}, '/file');
  see();
  expect(person.page.path).toBe(`${base}/done`);
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown).toHaveLength(17);
});

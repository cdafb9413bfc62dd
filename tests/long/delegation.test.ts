import { afterAll, beforeAll, expect, it } from 'vitest';
import { FormVisitor, healthyAnswers } from '../form-visitor.ts';
import { fillsIn } from '../form-port.ts';
import type { FormPort } from '../form-port.ts';
import { isOpenToAll, openFormPort } from '../e2e/travellers.ts';

const members = 60;
const letters = 'ALPHA BRAVO CHARLIE DELTA ECHO FOXTROT GOLF HOTEL INDIA JULIETT KILO LIMA MIKE NOVEMBER OSCAR PAPA QUEBEC ROMEO SIERRA TANGO UNIFORM VICTOR WHISKEY XRAY YANKEE ZULU'.split(' ');
const birthDate = (place: number): string => new Date(Date.UTC(1980 + (place % 20), place % 12, 1 + (place % 28))).toISOString().slice(0, 10);

let port: FormPort;
beforeAll(async () => { port = await openFormPort(1); }, 240_000);
afterAll(async () => { await port?.close(); });

it('a delegation of sixty: one list, travel facts once, sixty people who confirm for themselves, and a leader who sees them finish', async () => {
  const { world, base } = port;
  const { code, pin } = await world.done<{ code: string; pin: string }>('declarations.inviteLeader', { delegation: 'Sweden', language: 'sv' });
  const { page, close } = await port.visitor({ language: 'sv', scripts: true, width: 1024, height: 900 });
  await page.goto(`${base}/i/${code}`);
  await page.fill('[name=pin]', pin);
  await page.locator('main form button').click();
  await page.waitForURL(/\/team$/);
  const rows = Array.from({ length: members }, (_, place) => `Sweden,EXEMPEL,${letters[Math.floor(place / 26)]} ${letters[place % 26]},F,${birthDate(place)},SWE,S${String(2_000_000 + place)},LH720,2022-01-27`);
  await page.setInputFiles('[name=file]', { name: 'sweden.csv', mimeType: 'text/csv', buffer: Buffer.from(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...rows].join('\n')) });
  await page.locator('form[enctype] button').click();
  await page.waitForSelector('progress');
  expect(await page.locator('tbody').first().locator('tr').count()).toBe(members);
  await isOpenToAll('team', page);
  await page.fill('[name=phoneHome]', '+46 8 123 45 67');
  await page.fill('[name=address]', 'Invented Village, 2');
  await page.selectOption('[name=placeCountry]', 'SWE');
  await page.locator('form[action$="/team/travel"] button[value=continue]').click();
  await page.waitForSelector('[role=status]');
  expect(await page.locator('[role=status]').textContent()).toContain(String(members));

  const codes = (await world.see<{ codes: { name: string; code: string }[] }>('declarations.codes', { flightId: port.flightId, delegation: 'Sweden' })).codes;
  const codeOf = (place: number): string => codes.find((entry) => entry.name === `EXEMPEL ${letters[Math.floor(place / 26)]} ${letters[place % 26]}`)!.code;
  for (let place = 2; place < members; place += 1) {
    const person = new FormVisitor(new URL(base).origin, { 'accept-language': 'sv' });
    const born = birthDate(place);
    await person.opens(`${new URL(base).pathname}/i/${codeOf(place)}`);
    await person.sends({ 'birthDate-year': born.slice(0, 4), 'birthDate-month': born.slice(5, 7), 'birthDate-day': born.slice(8) }, '/open');
    await person.opens(`${new URL(base).pathname}/card`);
    for (let pages = 0; pages < 30 && !person.page.path.endsWith('/check'); pages += 1) {
      const id = /\/q\/([a-zA-Z]+)/.exec(person.page.path)?.[1];
      await person.sends(id === undefined ? { act: 'confirm' } : { ...(['phone', 'address', 'places', 'seat'].includes(id) ? {} : healthyAnswers[id]), act: 'continue' });
      expect(person.page.status, `${place} ${id ?? ''}: ${person.words()}`).toBe(200);
    }
    await person.sends({}, '/file');
    expect(person.page.path.endsWith('/done')).toBe(true);
  }
  for (const place of [0, 1]) {
    const own = await port.visitor({ language: 'sv', scripts: place === 1 });
    await fillsIn(port, own.page, { caseId: '', name: '', code: codeOf(place), birthDate: birthDate(place) });
    await own.close();
  }
  await page.reload();
  await page.goto(`${base}/team`);
  expect(await page.locator('.state.complete').count()).toBe(members);
  expect(await page.content()).not.toMatch(/Feber|"result"|check\b.*symptom/);
  const station = await world.see<{ cards: unknown[] }>('declarations.codeKeys', {});
  expect(station.cards).toHaveLength(members);
  await close();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenHouse } from '../../src/server/start.ts';
import { FormVisitor, healthyAnswers } from '../form-visitor.ts';
import { serve, type Serving } from '../serving.ts';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port } from './officers.ts';

let hall: Hall;
let port: Port;
let form: Serving;
let officer: Officer;
beforeAll(async () => {
  hall = await makeHall();
  await hall.world.done('declarations.invite', { flightId: hall.arrivalId });
  form = await serve(hall.world.open as OpenHouse);
  port = await openPort(hall.world);
  officer = await port.seats('healthOfficer', { width: 1280, height: 800 });
});
afterAll(async () => {
  await port?.close();
  await form?.close();
  await hall?.world.close();
});

const strip = (code: string) => officer.page.locator(`[data-code="${code}"]`);

/** Files the card of a person of the hall by the travellers' own form, and gives the code that they then hold. */
async function files(place: number, other: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {}): Promise<string> {
  const base = `/declare/${hall.world.open.book.find(hall.world.eventId)!.code}`;
  const { codes } = await hall.world.see<{ codes: { caseId: string; code: string }[] }>('declarations.codes', { flightId: hall.arrivalId });
  const traveller = new FormVisitor(form.address, { 'accept-language': 'de' });
  await traveller.opens(`${base}/i/${codes.find((entry) => entry.caseId === hall.people[place]!.caseId)!.code}`);
  await traveller.sends({ 'birthDate-year': '1990', 'birthDate-month': '1', 'birthDate-day': String(10 + place) }, '/open');
  await traveller.opens(`${base}/card`);
  for (let pages = 0; pages < 40 && !traveller.page.path.endsWith('/check'); pages += 1) {
    const question = /\/q\/([a-zA-Z]+)/.exec(traveller.page.path)?.[1] ?? '';
    await traveller.sends(traveller.page.path.endsWith('/known') ? { act: 'confirm' } : { ...(other[question] ?? healthyAnswers[question]), act: 'continue' });
    if (traveller.page.status !== 200) throw new Error(`${question}: ${traveller.words()}`);
  }
  await traveller.sends({}, '/file');
  return (JSON.parse((await traveller.opens(`${base}/data`)).text) as { filed: { code: string } }).filed.code;
}

describe('what a traveller filed, at the station', () => {
  it('is one scan and one key where nothing was declared', async () => {
    const code = await files(1);
    await officer.opensStation('declaration');
    await officer.sees(/Codes are checked here/);
    await officer.scans(code);
    await officer.sees('BERTA', '.tg-person');
    await officer.sees(/nothing declared/, strip('valid'));
    await expect.poll(() => officer.page.locator('[data-differs]').count(), { timeout: 10_000 }).toBe(0);
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BERTA/);
  });

  it('is found although it was filed a moment ago, and brings its answers where something was declared', async () => {
    await officer.scans(await files(2, { symptoms: { symptoms: ['fever', 'headache'] } }));
    await officer.sees('CLARA', '.tg-person');
    await officer.sees(/answers to be looked at/, strip('valid'));
    await officer.sees('Symptoms declared', officer.page.locator('.tg-declared-has'));
    await officer.sees(/Kopfschmerzen/, officer.page.locator('.tg-declared'));
    await officer.pictures('code-filed-1280-en');
    await officer.sits({ language: 'zh', width: 800, height: 1180 });
    await officer.pictures('code-filed-800-zh');
    expect(await officer.barriers()).toEqual([]);
    await officer.sits({ width: 1280, height: 800 });
    await officer.pushes('Record');
    await officer.seesOutcome('passed', /CLARA/);
    const { steps, records } = await hall.world.see<{ steps: { step: string; state: string }[]; records: { step: string; evidence: object }[] }>('prescribed.case', { caseId: hall.people[2]!.caseId });
    expect(records.filter((record) => record.step === 'CHK-01')).toMatchObject([{ evidence: { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: true, contactDeclared: false, keyAreaDeclared: false } }]);
    expect(steps.filter((step) => step.state === 'owed').map((step) => step.step)).toContain('INV-01');
  });
});

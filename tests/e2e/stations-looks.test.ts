import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port, seenIn } from './officers.ts';
import { isLong } from '../long-run.ts';
import type { Role } from '../../src/kernel/officer.ts';

let hall: Hall;
let port: Port;
const officers = new Map<Role, Officer>();
beforeAll(async () => {
  hall = await makeHall();
  await hall.cleared([hall.people[14]!.caseId, hall.people[15]!.caseId]);
  port = await openPort(hall.world);
});
afterAll(async () => {
  await port?.close();
  await hall?.world.close();
});

async function officerFor(role: Role): Promise<Officer> {
  const officer = officers.get(role) ?? (await port.seats(role));
  officers.set(role, officer);
  return officer;
}

const everySitting = [
  { language: 'en', scheme: 'light', width: 1440, height: 900 }, { language: 'zh', scheme: 'dark', width: 1440, height: 900 },
  { language: 'en', scheme: 'dark', width: 1024, height: 768 }, { language: 'zh', scheme: 'light', width: 1024, height: 768 },
  { language: 'zh', scheme: 'dark', width: 390, height: 844 }, { language: 'en', scheme: 'light', width: 390, height: 844 },
] as const;
// The long tests look at every screen in all six. Day at a desk and night on a phone differ most: here every sixth screen is seen in one of them, by turns.
const turns = [everySitting[0], everySitting[4]] as const;
let looked = 0;

/** Looks at the screen in its sittings, one after the other in place. */
async function looksAt(officer: Officer, name: string): Promise<void> {
  looked += 1;
  for (const sitting of isLong ? everySitting : seenIn(turns, looked)) {
    await officer.sits(sitting);
    await officer.pictures(`${name}-${sitting.width}-${sitting.language}-${sitting.scheme}`);
    expect([name, sitting, await officer.barriers()]).toEqual([name, sitting, []]);
    expect([name, sitting, await officer.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))]).toEqual([name, sitting, 0]);
  }
  await officer.sits(everySitting[0]);
}

const arriving = () => hall.people[9]!.passport;
const stations: [kind: string, role: Role, scans?: (() => string) | undefined, tab?: string][] = [
  ['declaration', 'healthOfficer', arriving], ['temperature', 'gate', arriving], ['patrol', 'healthOfficer'], ['patrol', 'healthOfficer', arriving, 'One by one'], ['temperature', 'gate', undefined, 'Many at once'], ['inquiry', 'doctor', arriving], ['isolation', 'doctor', arriving],
  ['sampling', 'sampler', arriving], ['sampling', 'sampler', undefined, 'Packs'], ['laboratory', 'laboratory', () => 'BJ20220001'], ['laboratory', 'laboratory', undefined, 'Receive packs'], ['courier', 'transfer'], ['immigration', 'immigration', arriving], ['accreditation', 'committee', arriving],
  ['baggage', 'customsOfficer', arriving], ['vehicleBay', 'transfer', () => hall.people[15]!.passport], ['ambulanceBay', 'doctor', arriving], ['disinfection', 'disinfection'], ['village', 'customsOfficer', () => hall.leaving[0]!.passport], ['gate', 'healthOfficer', () => hall.leaving[0]!.passport],
  ['aircraft', 'dutyOfficer'], ['desk', 'dutyOfficer'], ['desk', 'dutyOfficer', arriving, 'People'], ['remote', 'healthOfficer', () => hall.people[0]!.passport],
];

describe('every station', () => {
  it.each(stations.filter((_, place) => isLong || place % 6 === 0).map(([kind, role, scans, tab]) => ({ kind, role, scans, tab })))('$kind ($role) can be used by everybody, by day or night, in either language, at a desk or on a phone', async ({ kind, role, scans, tab }) => {
    const officer = await officerFor(role);
    await officer.opensStation(kind);
    if (tab !== undefined) await officer.turnsTo(tab);
    await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
    if (['aircraft', 'disinfection'].includes(kind)) {
      await officer.picksFlight('CA926');
      await officer.page.locator('.tg-step').first().waitFor();
    }
    if (scans !== undefined) {
      await officer.scans(scans());
      await officer.page.locator('.tg-scan-answer-ok').waitFor();
    }
    await looksAt(officer, `${kind}${tab === undefined ? '' : `-${tab.toLowerCase().replaceAll(' ', '-')}`}`);
    await officer.rises();
  });

  it('switches its language in place: the person stays, and what was typed', async () => {
    const officer = await officerFor('gate');
    await officer.opensStation('temperature');
    await officer.scans(hall.people[8]!.passport);
    await officer.sees('IDA', '.tg-person');
    await officer.types('36');
    await officer.sits({ ...everySitting[0], language: 'zh' });
    await officer.sees('体温监测', '.tg-step-form');
    expect(await (await officer.control('体温')).inputValue()).toBe('36');
    await officer.sees('IDA', '.tg-person');
    await officer.sits(everySitting[0]);
  });

  it('and every part of a person’s page', async () => {
    const officer = await officerFor('dutyOfficer');
    for (const part of ['steps', 'records', 'facts', 'contacts']) {
      await officer.goes(`/person/${hall.people[14]!.caseId}?part=${part}`);
      await officer.page.locator('.tg-person').waitFor();
      await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
      await looksAt(officer, `person-${part}`);
    }
  });
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specimenList } from '../../src/modules/travellers/formats/paxlst/specimens.ts';
import { FlightDay } from '../flight-day.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, dialog, goneDialog, openPort, type Officer, type Port } from './officers.ts';
import { isLong } from '../long-run.ts';

let world: TestWorld;
let day: FlightDay;
let port: Port;
let officer: Officer;
let flightId = '';

const header = 'Delegation,Accreditation number,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Issuing country,Flight,Arrival date,Seat';
// The three whom the carrier's list names, and one whom only the roster knows.
const roster = [['MUSTERFRAU1', 'BO', 'M', '1961-02-02', 'DEU', 'X1000001', '1B'], ['VAN DER PROEF2', 'CHIARA', 'F', '1962-03-03', 'NLD', 'X1000002', '1C'], ['EJEMPLO3', 'DMITRI', 'M', '1963-04-04', 'ESP', 'X1000003', '1D'], ['LEFTBEHIND', 'EUN JI', 'F', '1970-05-05', 'IRL', 'X1000009', '2A']]
  .map(([surname, given, sex, born, state, passport, seat], place) => `Utopia,U-${3001 + place},${surname},${given},${sex},${born},${state},${passport},${state},ZZ926,2022-01-28,${seat}`);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const persons = async (): Promise<{ caseId: string; surname: string }[]> => (await world.see<{ persons: { caseId: string; surname: string }[] }>('travellers.persons', { flightId })).persons;
const boardRow = (at: Officer) => at.page.locator('tbody tr').filter({ hasText: 'ZZ926' });
const opensDesk = async (part = ''): Promise<void> => {
  await officer.opens(`/flights/${flightId}${part}`);
  await officer.page.locator('.fl-desk').waitFor();
};

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-28T04:00:00.000Z' });
  day = new FlightDay(world);
  await day.template();
  // A railway port comes first by its letters; a flight is announced at the airport all the same.
  await world.done('ports.addPoint', { code: 'BCY', kind: 'railway', nameEn: 'Beijing Chaoyang', nameZh: '北京朝阳口岸' });
  for (const role of ['dutyOfficer', 'healthOfficer', 'airline', 'committee'] as const) await addPersona(world, role);
  port = await openPort(world);
  officer = await port.seats('dutyOfficer');
});
afterAll(async () => {
  await port?.close();
  await world?.close();
});

describe('before the landing', () => {
  it('the duty officer announces a flight; what is not typed right is said at its field', async () => {
    await officer.opens('/flights');
    await officer.pushes('Announce a flight');
    await officer.fills('Flight number', '926');
    await officer.presses('Enter');
    await officer.sees('3 entries need attention', dialog(officer));
    await officer.fills('Flight number', 'zz926');
    await officer.fills('From', 'fra');
    await officer.fills('Scheduled', '1410');
    await officer.fills('Persons expected', '4');
    expect(await officer.barriers()).toEqual([]);
    await officer.presses('Enter');
    await officer.sees('Next: List received and reconciled');
    flightId = new URL(officer.page.url()).pathname.split('/').at(-1)!;
    expect(await day.row(flightId)).toMatchObject({ designator: 'ZZ926', flightDate: '2022-01-28', pointCode: 'PEK', destination: 'PEK', scheduledAt: '2022-01-28T06:10:00.000Z', state: 'announced' });
    await officer.sees('Nobody is on the list yet');
    await officer.opens('/flights');
    await officer.pushes('Announce a flight');
    await officer.fills('Flight number', 'ZZ926');
    await officer.fills('From', 'FRA');
    await officer.fills('Scheduled', '1410');
    await officer.presses('Enter');
    await officer.sees(/ZZ926 .*announced already/u, dialog(officer));
  });

  it('without a list the desk says so and leads to where it is loaded; with both lists it is confirmed, and the difference becomes work', async () => {
    await opensDesk();
    await officer.presses('n');
    await officer.sees('No list has been received', dialog(officer));
    expect(await dialog(officer).getByRole('link', { name: 'Load a list' }).getAttribute('href')).toBe('/lists');
    await officer.presses('Escape');
    await world.done('travellers.commitList', { kind: 'roster', fileName: 'utopia.csv', content: base64([header, ...roster].join('\n')) });
    await world.done('travellers.commitList', { kind: 'airline', fileName: 'zz926.edi', content: base64(specimenList({ passengers: 3 })) });
    await officer.pushes(/Next: List received/u);
    await officer.sees('zz926.edi', dialog(officer));
    await officer.pushes('Confirm the list');
    await officer.sees(/^List held 2.* h before landing, 1 unexplained gaps\.$/u, 'body');
    await officer.sees('Listed', '.tg-page-status');
    expect((await day.row(flightId)).counts).toMatchObject({ expected: 4, discrepancies: 1 });
    await officer.sees('Next: explain 1 difference');
  });

  it('a plan is made in one click; one that spares the crew the temperature is refused and names the very person', async () => {
    await opensDesk('?do=FLT-02');
    await dialog(officer).getByRole('radio', { name: /Games arrival, Olympic charter/u }).check();
    await officer.pushes('Make the plan');
    await officer.sees('Games arrival, Olympic charter v1', dialog(officer));
    expect(await officer.barriers()).toEqual([]);
    await dialog(officer).getByRole('link', { name: 'Read and edit' }).click();
    await officer.sees(/differences from the baseline/u);
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes('Edit');
    await officer.page.locator('.pl-step-head').filter({ hasText: 'CHK-02' }).click();
    await officer.fills('Owed when', "boarding.onBoard && person.kind != 'crew'");
    await officer.sees(/A crew member of \d+ years, on board, would pass without CHK-02 Temperature/u);
    expect(await officer.reasonAgainst('Save as version 2')).toBe('1 problem');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('plan-refused');
    const { plan, refused } = await refusedOnTheServer();
    expect(refused).toBe('plan-invalid');
    expect(plan).toBe(1);
  });

  it('unknown facts, wrong types, unreachable steps and looser thresholds are each refused at their place', async () => {
    const condition = officer.page.getByLabel('Owed when').first();
    await condition.fill('boarding.onBord');
    await officer.sees('Nobody reports “boarding.onBord”. Do you mean boarding.onBoard?');
    await expect.poll(() => officer.page.locator('.pl-editor .pl-wrong-part').innerText(), { timeout: 10_000 }).toBe('boarding.onBord');
    await condition.fill("person.ageYears == 'old'");
    await officer.sees(/is needed/u, '.pl-problems');
    await condition.fill('boarding.onBoard && (');
    await officer.sees(/cannot be read as a condition/u);
    await condition.fill('boarding.onBoard && !boarding.onBoard');
    await officer.sees(/Nobody could ever owe/u);
    await officer.pushes('Take the baseline');
    await officer.sees('Holds the baseline');
    await officer.fills('Fever from', '38');
    await officer.sees(/Fever from: 38 °C is looser than the baseline 37\.3 °C/u);
    await officer.fills('Fever from', '37.2');
    await officer.sees('Holds the baseline');
  });

  it('saved as the next version it shows both comparisons line by line, is printed, and approved by name', async () => {
    await officer.pushes('Save as version 2');
    await officer.sees('1 difference from the version before');
    await officer.sees(/37\.3 °C → 37\.2 °C/u);
    const [file] = await Promise.all([officer.page.waitForEvent('download'), officer.page.getByRole('link', { name: 'PDF English' }).click()]);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await officer.pushes('Approve version 2');
    await officer.sees(/Approved by Persona Duty officer/u);
    await officer.sees('Saved and approved by the same officer');
    expect(await day.row(flightId)).toMatchObject({ state: 'planned', planVersion: 2, planApproved: true });
  });
});

/** Sends the refused plan past the page: the server refuses what the page refuses. */
async function refusedOnTheServer(): Promise<{ refused: string; plan: number }> {
  const { document, version } = await world.see<{ document: { steps: { step: string; when: string }[] }; version: number }>('flights.plan', { planId: flightId });
  const steps = document.steps.map((step) => (step.step === 'CHK-02' ? { ...step, when: "boarding.onBoard && person.kind != 'crew'" } : step));
  return { refused: await world.refusedBy('flights.savePlan', { flightId, document: { ...document, steps } }), plan: version };
}

describe('the five head-counts', () => {
  it('stand side by side; a difference is assigned, its clock runs, and it is explained by name', async () => {
    await officer.opens('/board');
    await officer.page.getByRole('link', { name: 'ZZ926: Explain' }).click();
    const counts = officer.page.locator('.fl-count');
    await expect.poll(() => counts.locator('strong').allInnerTexts()).toEqual(['4', '3', '0', '–', '0']);
    const difference = officer.page.locator('tbody tr').filter({ hasText: 'LEFTBEHIND' }).first();
    await difference.getByText('on the roster, not on the airline list').waitFor();
    await expect.poll(() => difference.locator('.tg-clock').count(), { timeout: 10_000 }).toBe(1);
    await difference.getByRole('button', { name: 'Assign' }).click();
    await officer.picks('Persona Health', dialog(officer));
    await dialog(officer).getByRole('button', { name: 'Assign' }).click();
    await difference.getByText(/Persona Health officer/u).waitFor();
    expect(await officer.barriers()).toEqual([]);
    await difference.getByRole('button', { name: 'Explain' }).click();
    await officer.fills('Explanation', '');
    await officer.pushes('Sign the explanation');
    await officer.sees('Write at least a few words', dialog(officer));
    await officer.fills('Explanation', 'Missed the connection in Frankfurt; the centre knows.');
    await officer.pushes('Sign the explanation');
    await difference.getByText('Explained', { exact: true }).waitFor();
    await officer.pictures('head-counts');
    expect((await day.row(flightId)).counts.discrepancies).toBe(0);
    await officer.pushes('Next: Carrier and centre chased');
    for (const label of ['List was chased', 'Strictest class assumed']) await dialog(officer).getByRole('radiogroup', { name: label }).getByRole('radio', { name: 'Yes' }).check();
    await officer.presses('Enter');
    await officer.sees('Next: Stations ready');
  });
});

describe('the landing and the watch', () => {
  it('the next action is always one key away: stations ready, landed, counted at the door', async () => {
    await opensDesk();
    await officer.presses('n');
    await officer.sees('FLT-03', dialog(officer));
    for (const label of ['Staff ready', 'Protective equipment ready', 'Devices calibrated']) await dialog(officer).getByRole('radiogroup', { name: label }).getByRole('radio', { name: 'Yes' }).check();
    await officer.fills('Staff present', '20');
    await officer.presses('Enter');
    await officer.sees('Next: landed');
    await officer.presses('n');
    await officer.sees('Movement of ZZ926', dialog(officer));
    await officer.pushes('Record the movement');
    await officer.sees('Landed', '.tg-page-status');
  });

  it('a count that does not fit is refused with the numbers; absent people are named, and the doors open only then', async () => {
    expect(await officer.reasonAgainst('Record: Disembarkation permitted')).toBe('First: Boarding quarantine.');
    await officer.pushes(/Next: Boarding quarantine/u);
    await officer.fills('Head-count', '3');
    await dialog(officer).getByRole('radiogroup', { name: /Papers/u }).getByRole('radio', { name: 'Yes' }).check();
    await officer.presses('Enter');
    await officer.sees(/Counted 3, but 4/u, dialog(officer));
    await dialog(officer).getByRole('checkbox', { name: /LEFTBEHIND/u }).check();
    await officer.sees('agrees', dialog(officer));
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes('Confirm the head-count');
    await officer.sees('Next: Disembarkation permitted');
    expect((await day.row(flightId)).counts).toMatchObject({ onBoard: 3, absent: 1 });
    await officer.presses('n');
    await officer.sees('DSB-01', dialog(officer));
    await officer.presses('1');
    await officer.sees('Next: Staged disembarkation');
  });

  it('the board moves by itself when another officer records, and leads to what is late', async () => {
    const watch = await port.officerAt('/board', 'healthOfficer');
    await boardRow(watch).getByText('Disembarking').waitFor();
    const before = await boardRow(watch).innerText();
    await day.record(flightId, 'BRD-03', { batches: [3], sumOfBatches: 3, headCount: 3 });
    await boardRow(watch).getByText('In process').waitFor({ timeout: 6000 });
    await expect.poll(() => boardRow(watch).innerText(), { timeout: 10_000 }).not.toBe(before);
    expect(await watch.barriers()).toEqual([]);
    await watch.presses('w');
    await watch.page.locator('.fl-wall').waitFor();
    await watch.sees('ZZ926', '.fl-wall');
    expect(await watch.barriers()).toEqual([]);
    await watch.presses('Escape');
    await boardRow(watch).click();
    await watch.sees('ZZ926');
    await watch.leaves();
  });

  it('a carrier sees its own flights alone, and nobody’s illness', async () => {
    const carrier = await port.officerAt('/board', 'airline');
    await carrier.sees('No flights today');
    await carrier.opens('/flights');
    await carrier.doesNotSee('ZZ926');
    await carrier.leaves();
    const { flights } = await world.see<{ flights: unknown[] }>('flights.list', {}, { as: { ...world.officer, roles: ['airline'], organisation: 'Invented Air (ZZ)' } });
    expect(flights).toHaveLength(1);
  });
});

describe('the closing', () => {
  it('is not possible while people owe, and the desk says who and what', async () => {
    await opensDesk();
    expect(await officer.reasonAgainst(/^Close/u)).toBe('First: Information report, Terminal disinfection, 3 persons.');
    const blocking = officer.page.getByRole('list', { name: 'What blocks closing' });
    await blocking.getByText('MUSTERFRAU1 BO').waitFor();
    await blocking.getByText('Information report').waitFor();
    await officer.presses('n');
    await officer.page.getByRole('list', { name: 'Where people are' }).waitFor();
    await expect.poll(() => officer.page.locator('tbody tr').count()).toBe(3);
    await officer.sits({ language: 'zh' });
    await expect.poll(() => officer.page.locator('.fl-owes').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^[^,]+、[^,]+$/u)]));
    await officer.sees('风险：中');
    await officer.sits({});
  });

  it('the past is shown as it was known, and cannot be changed', async () => {
    await opensDesk();
    await officer.presses('t');
    await dialog(officer).locator('.fl-chips button').last().click();
    await officer.sees(/The past: as of/u);
    expect(await officer.reasonAgainst('Movement')).toMatch(/past/u);
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes('Back to now');
    await officer.sees(/Next:/u);
  });

  it('waits for the report: sent from the records, acknowledged by each recipient', async () => {
    const onBoard = (await persons()).filter((person) => person.surname !== 'LEFTBEHIND').map((person) => person.caseId);
    for (const caseId of onBoard) await day.walkHall(caseId);
    await world.done('travellers.handOver', { flightId, vehicle: 'BUS 7', cluster: 'Village', caseIds: onBoard, countReceived: 3, giver: 'GIVER', receiver: 'RECEIVER', giverSigned: true, receiverSigned: true });
    for (const caseId of onBoard) await day.result(caseId);
    await day.disinfect(flightId);
    await opensDesk();
    await officer.sees('Next: Information report');
    await officer.presses('n');
    await officer.fills('Recipients', 'City health commission, Games centre');
    await officer.pushes('Send the information report');
    await officer.sees('City health commission', dialog(officer));
    await officer.pushes('Acknowledge: City health commission');
    await officer.sees(/acknowledged \d/u, dialog(officer));
    await officer.pushes('Acknowledge: Games centre');
    await officer.sees('Acknowledged by all; the report equals the ledger.', 'body');
    expect(await officer.barriers()).toEqual([]);
    await officer.presses('Escape');
    await goneDialog(officer);
  });

  it('is signed by two officers, and the sheet opens in both languages', async () => {
    await officer.sees('Next: Flight close-out');
    await officer.sees('Every action is settled and every figure agrees.');
    await officer.presses('n');
    await officer.picks('Persona Health', dialog(officer));
    expect(await officer.reasonAgainst('Sign and close')).toMatch(/own password/u);
    await officer.pushes(/^Persona Health.* signs$/u);
    await officer.sees(/Persona Health.* signed by their own password/u, dialog(officer));
    await officer.pushes('Sign and close');
    await officer.sees('ZZ926 is closed.', dialog(officer));
    expect(await officer.barriers()).toEqual([]);
    for (const name of ['Closing sheet 中文', 'Closing sheet English']) {
      const [file] = await Promise.all([officer.page.waitForEvent('download'), dialog(officer).getByRole('link', { name }).click()]);
      expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
    }
    await officer.presses('Escape');
    await officer.turnsTo('Hand-overs');
    await officer.sees('BUS 7');
    await officer.sees('Closed', '.tg-page-status');
    expect(await officer.reasonAgainst('Movement')).toMatch(/flight is closed/u);
    expect((await day.row(flightId)).state).toBe('closed');
  });
});

describe('every page', () => {
  const pages = (): readonly (readonly [string, string])[] => [['board', '/board'], ['wall', '/board?wall=1'], ['flights', '/flights'], ['desk', `/flights/${flightId}`], ['persons', `/flights/${flightId}?tab=persons&show=all`], ['counts', `/flights/${flightId}?tab=counts`], ['hand-overs', `/flights/${flightId}?tab=handOvers`], ['reports', `/flights/${flightId}?tab=reports`], ['story', `/flights/${flightId}?tab=story`], ['plans', '/plans'], ['plan', `/plans/${flightId}`]];

  // The long tests see every page in both sittings; here each is seen in one of them, by turns.
  const isSeen = (place: number, turn: number): boolean => isLong || place % 2 === turn;
  for (const [turn, sitting] of ([{ language: 'zh', scheme: 'dark' }, { language: 'zh', scheme: 'light', width: 820, height: 1100 }] as const).entries()) {
    it(`is without barriers in ${sitting.language}, ${sitting.scheme}${'width' in sitting ? ', on a tablet' : ''}`, async () => {
      const other = await port.seats('dutyOfficer', sitting);
      for (const [name, path] of pages().filter((_, place) => isSeen(place, turn))) {
        await other.goes(path);
        await other.rests();
        expect(await other.barriers(), name).toEqual([]);
        expect(await other.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
        await other.pictures(`flights-${name}-${sitting.scheme}-${'width' in sitting ? 'narrow' : 'wide'}`);
      }
      await other.leaves();
    }, 300_000);
  }
});

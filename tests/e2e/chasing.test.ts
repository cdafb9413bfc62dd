import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseActor } from '../../src/kernel/officer.ts';
import { startMail, type MailSender } from '../../src/server/mail.ts';
import { cardsOf, fileCard, listPeople, ownerOf } from '../cards.ts';
import { startMailServer, type MailServer } from '../mail-server.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, openPort, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
let mail: MailServer;
let sender: MailSender;
let people: Readonly<Record<string, string>>;
const flight = { flightId: '', designator: 'CA926', flightDate: '2022-01-28' };
const settings = (): Readonly<Record<string, string>> => ({ TONGGUAN_SMTP_URL: mail.url, TONGGUAN_MAIL_FROM: 'Port health <declare@example.org>', TONGGUAN_PUBLIC_URL: 'https://declare.example.org' });
const tests = { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true };
const done = (step: string, evidence: object, names: readonly string[]): Promise<unknown> => world.done('travellers.recordMany', { step, evidence, caseIds: names.map((name) => people[name]) });

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  mail = await startMailServer();
  for (const role of ['centre', 'airline', 'healthOfficer'] as const) await addPersona(world, role);
  ({ flightId: flight.flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: flight.designator, flightDate: flight.flightDate, direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-28T02:00:00Z', chartered: true }));
  await world.done('flights.announce', { designator: 'LH720', flightDate: flight.flightDate, direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-28T06:00:00Z', chartered: true });
  people = await listPeople(world, flight, [
    ...['ALPHA', 'BRAVO', 'CHARLIE', 'DELTA'].map((surname, place) => ({ surname, number: `K40000${place}`, nationality: ['NOR', 'UKR', 'JPN', 'FRA'][place]!, contact: `${surname.toLowerCase()}@example.org` })),
    ...['ECHO', 'FOXTROT', 'GOLF'].map((surname, place) => ({ surname, number: `K40001${place}`, delegation: 'Freedonia', nationality: ['UKR', 'EGY', 'BRA'][place]!, contact: place === 0 ? 'echo@example.org' : '' })),
  ]);
  port = await openPort(world);
});
afterAll(async () => {
  for (const name of Object.keys(settings())) delete process.env[name];
  await sender?.stop();
  await port?.close();
  await mail?.close();
  await world?.close();
});

const rowOf = (officer: Officer, text: string | RegExp) => officer.page.locator('tbody tr').filter({ hasText: text });
const figure = (officer: Officer, label: string): Promise<string> => officer.page.locator('.tg-stat').filter({ hasText: new RegExp(`^${label}`, 'u') }).locator('.tg-stat-value').innerText();

describe('the officer of the centre chases declarations', () => {
  let officer: Officer;
  beforeAll(async () => {
    officer = await port.officerAt('/declarations', 'centre');
  });
  afterAll(() => officer.leaves());

  it('chooses the flight, and learns that no mail server is set', async () => {
    await officer.sees('Choose a flight');
    expect(await officer.reasonAgainst('Prepare cards')).toBe('Choose a flight');
    expect(await officer.barriers()).toEqual([]);
    await officer.picks('CA926', officer.page.locator('.dc-flight'));
    await officer.sees('No mail server is set');
    expect(await officer.reasonAgainst('Send invitations')).toBe('No mail server is set');
    expect([await figure(officer, 'Persons'), await figure(officer, 'Without a card')]).toEqual(['7', '7']);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-empty-en');
  });

  it('prepares the cards, and sees them filed while looking on', async () => {
    await officer.pushes('Prepare cards');
    await officer.sees('7 cards are prepared', 'body');
    await expect.poll(() => figure(officer, 'Not begun')).toBe('7');
    expect(await officer.reasonAgainst('Prepare cards')).toBe('Everybody has a card');
    const cards = await cardsOf(world, flight.flightId);
    await fileCard(world, cards.get(people['ALPHA']!)!, 'no');
    await fileCard(world, cards.get(people['FOXTROT']!)!, 'ar');
    await world.done('declarations.answer', { question: 'medicine', answers: { medicine: 'no' }, language: 'ja' }, { as: ownerOf(cards.get(people['CHARLIE']!)!) });
    await expect.poll(() => figure(officer, 'Complete'), { timeout: 20_000 }).toBe('2');
    await expect.poll(() => rowOf(officer, 'CHARLIE KARI').innerText(), { timeout: 20_000 }).toMatch(/Begun.*Japanese/s);
  });

  it('invites by e-mail, and sees what arrived and what did not, with the reason', async () => {
    Object.assign(process.env, settings());
    mail.answer = (address) => (address === 'delta@example.org' ? { code: 550, text: '5.1.1 No such mailbox' } : undefined);
    sender = startMail({ pool: world.open.pool, vault: world.open.vault, events: () => [world.eventId], now: world.open.house.now, announce: world.open.house.announce, everyMilliseconds: 3_600_000 });
    await officer.opens(`/declarations?flight=${flight.flightId}`);
    await officer.sees('By delegation');
    await officer.pushes('Send invitations');
    await officer.sees('4 messages are on their way. 1 without an e-mail address · 2 complete', 'body');
    await officer.sees('On its way');
    await sender.sendDue();
    await expect.poll(() => rowOf(officer, 'BRAVO KARI').innerText(), { timeout: 20_000 }).toContain('Sent');
    await expect.poll(() => rowOf(officer, 'DELTA KARI').innerText(), { timeout: 10_000 }).toContain('No such mailbox');
    await expect.poll(() => rowOf(officer, 'GOLF KARI').innerText(), { timeout: 10_000 }).toContain('No e-mail address');
    expect(mail.arrived.map((one) => one.to).sort()).toEqual(['bravo@example.org', 'charlie@example.org', 'echo@example.org']);
    await officer.page.locator('tbody tr').filter({ hasText: 'Freedonia' }).first().getByRole('button', { name: 'Remind' }).click();
    await officer.sees('No message is sent. 1 written to less than six hours ago · 1 without an e-mail address', 'body');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-people-en');
    await officer.sits({ language: 'zh' });
    await officer.sees('按代表团');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-people-zh');
    await officer.sits({ language: 'en', scheme: 'dark' });
    await officer.pictures('declaring-people-dark');
    await officer.sits({ width: 760, height: 1000 });
    await officer.pictures('declaring-people-narrow');
    expect(await officer.page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    await officer.sits({});
  });

  it('shows one delegation by its row, with the keyboard alone', async () => {
    const row = officer.page.locator('tbody tr').filter({ hasText: 'Freedonia' }).first();
    await row.focus();
    await officer.presses('Enter');
    await expect.poll(() => rowOf(officer, 'KARI').count()).toBe(3);
    await row.focus();
    await officer.presses('Enter');
    await expect.poll(() => rowOf(officer, 'KARI').count()).toBe(7);
  });

  it('takes the codes to paper', async () => {
    await officer.turnsTo('Codes');
    await officer.sees('ALPHA KARI');
    await expect.poll(() => officer.page.locator('.dc-code').first().innerText(), { timeout: 10_000 }).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-codes-en');
    await officer.page.emulateMedia({ media: 'print' });
    await officer.pictures('declaring-codes-print');
    await expect.poll(() => officer.page.locator('.tg-page-head').isVisible(), { timeout: 10_000 }).toBe(false);
    await officer.page.emulateMedia({ media: 'screen' });
  });

  it('gives a leader access, sees code and digits once, and takes it back', async () => {
    await officer.turnsTo('Team leaders');
    await officer.sees('No leader has access yet');
    await officer.pushes('Give a leader access');
    const dialog = officer.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Give access' }).click();
    await officer.sees('Write the delegation', dialog);
    await dialog.locator('#leader-delegation').selectOption('Freedonia');
    await dialog.locator('#leader-email').fill('head@freedonia.example.org');
    await officer.pictures('declaring-leader-dialog-en');
    await dialog.getByRole('button', { name: 'Give access' }).click();
    await officer.sees('Both are shown this once', dialog);
    await officer.sees('The code is on its way to head@freedonia.example.org', dialog);
    const [code = '', digits = ''] = await dialog.locator('.dc-code').allInnerTexts();
    expect([code, digits]).toEqual([expect.stringMatching(/^[A-Z2-9-]{14}$/), expect.stringMatching(/^\d{4} \d{4}$/)]);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-leader-made-en');
    await dialog.getByRole('button', { name: 'I have passed them on' }).click();
    await sender.sendDue();
    expect(mail.arrived.at(-1)!.text).toContain(code);
    expect(mail.arrived.at(-1)!.text).not.toContain(digits.replace(' ', ''));
    await expect.poll(() => rowOf(officer, 'Freedonia').innerText(), { timeout: 20_000 }).toMatch(/Sent.*Has access/s);
    await officer.doesNotSee(code);
    await officer.pushes('Take back');
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await officer.sees(/^Taken back/);
    expect(await officer.barriers()).toEqual([]);
  });

  it('sees which languages of the coming days have a gap, the biggest first', async () => {
    await officer.turnsTo('Languages');
    await officer.sees('7 persons speak a language that has a gap');
    const first = officer.page.locator('.tg-panel').first().locator('tbody tr');
    await expect.poll(() => first.first().innerText(), { timeout: 10_000 }).toMatch(/Ukrainian.*UKR 2.*No form in this language.*CA926/s);
    await expect.poll(() => first.filter({ hasText: 'Norwegian' }).innerText(), { timeout: 10_000 }).toMatch(/Ready.*Missing in the plan of 1 flight/s);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-languages-en');
    await officer.sits({ language: 'zh' });
    await officer.sees('乌克兰语');
    await officer.pictures('declaring-languages-zh');
    await officer.sits({});
  });

  it('leaves unclaimed cards to health officers', async () => {
    await officer.turnsTo(/Unclaimed cards/);
    await officer.sees('The names in these cards are opened for health officers only');
  });
});

describe('the health officer', () => {
  it('says whose a card is that no list names, and the card prepared for the person goes', async () => {
    const { declarationId } = await world.done<{ declarationId: string }>('declarations.begin', { flight: 'CA926', flightDate: '2022-01-28', birthDate: '1990-01-02', language: 'en' }, { as: { ...houseActor, roles: ['traveller'] } });
    const as = ownerOf(declarationId);
    for (const [question, answers] of Object.entries({ name: { surname: 'GOLFF', givenNames: 'KARI', nativeName: '' }, birthDate: { birthDate: '1990-01-02' }, sex: { sex: 'F' }, nationality: { nationality: 'BRA' }, document: { documentType: 'P', documentNumber: 'K400021' } })) await world.done('declarations.answer', { question, answers, language: 'en' }, { as });
    await fileCard(world, declarationId);
    const officer = await port.officerAt(`/declarations?flight=${flight.flightId}&tab=unplaced`, 'healthOfficer');
    await officer.sees('GOLFF KARI');
    await expect.poll(() => rowOf(officer, 'GOLFF').innerText(), { timeout: 10_000 }).toMatch(/…0021.*2 Jan 1990.*BRA/s);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-unplaced-en');
    await rowOf(officer, 'GOLFF').getByRole('button', { name: 'Whose card?' }).click();
    const dialog = officer.page.getByRole('dialog');
    await officer.sees('The card says GOLFF KARI, born 2 Jan 1990, document ending in 0021.', dialog);
    await officer.picks('GOLF', dialog);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('declaring-place-en');
    await dialog.getByRole('button', { name: 'It is this person’s' }).click();
    await officer.sees('Every card belongs to somebody on the lists');
    await officer.turnsTo('Progress');
    await expect.poll(() => rowOf(officer, 'GOLF KARI').innerText()).toContain('Complete');
    const records = await world.open.pool.query<{ outcome: string }>("SELECT outcome FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'PRE-04'", [world.eventId, people['GOLF']]);
    expect(records).toEqual([{ outcome: 'passed' }]);
    expect(await world.open.pool.query("SELECT 1 FROM read_log WHERE event_id = $1 AND view = 'declarations.unplaced'", [world.eventId])).not.toEqual([]);
    await officer.leaves();
  });
});

describe('the airline', () => {
  it('sees who may board in three words, and records who does by two keys', async () => {
    await done('PRE-02', tests, ['ALPHA', 'FOXTROT', 'GOLF', 'CHARLIE']);
    await done('PRE-02', { ...tests, bothNegative: false }, ['BRAVO']);
    await done('PRE-03', { fullCourse: true, daysSinceLastDose: 60 }, ['ALPHA', 'FOXTROT', 'GOLF', 'BRAVO']);
    const officer = await port.officerAt('/boarding', 'airline');
    await officer.sees('Choose a flight');
    expect(await officer.barriers()).toEqual([]);
    await officer.page.locator('.dc-flight').getByRole('combobox').fill('LH720');
    await officer.sees('No match', 'body');
    await officer.opens(`/boarding?flight=${flight.flightId}`);
    const answer = (name: string) => officer.page.locator('.dc-answer').filter({ hasText: name });
    await expect.poll(() => officer.page.locator('.dc-answer-count').allInnerTexts()).toEqual(['7', '3', '3', '1']);
    await expect.poll(() => rowOf(officer, 'BRAVO').innerText(), { timeout: 10_000 }).toMatch(/May not board.*Call the Arrival & Departure Centre/s);
    await expect.poll(() => rowOf(officer, 'CHARLIE').innerText(), { timeout: 10_000 }).toMatch(/Not complete.*not filed.*Papers before departure/s);
    await expect.poll(() => officer.page.locator('main').innerText(), { timeout: 10_000 }).not.toMatch(/PRE-0|negative|vaccin|symptom/i);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('boarding-en');
    await answer('Not complete').click();
    await expect.poll(() => rowOf(officer, 'KARI').count()).toBe(3);
    await answer('Everybody').click();
    await officer.sits({ language: 'zh' });
    await officer.sees('不得登机');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('boarding-zh');
    await officer.sits({ language: 'en', width: 760, height: 1000 });
    await officer.pictures('boarding-narrow');
    expect(await officer.page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    await officer.sits({});
    await officer.page.locator('h1').click();
    await officer.presses('a');
    await rowOf(officer, 'CHARLIE').focus();
    await officer.presses('Enter', 'b');
    const dialog = officer.page.getByRole('dialog');
    await officer.sees('3 persons board with everything in order.', dialog);
    await officer.sees(/1 person boards although/, dialog);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('boarding-confirm-en');
    await officer.presses('Enter');
    await officer.sees('Boarding of 4 persons is recorded.', 'body');
    await expect.poll(() => officer.page.locator('.dc-choose:checked').count()).toBe(4);
    const records = await world.open.pool.query<{ outcome: string; count: number }>("SELECT outcome, count(*)::int AS count FROM records WHERE event_id = $1 AND step = 'PRE-05' GROUP BY outcome ORDER BY outcome", [world.eventId]);
    expect(records).toEqual([{ outcome: 'failed', count: 1 }, { outcome: 'passed', count: 3 }]);
    expect(await officer.barriers()).toEqual([]);
    await officer.leaves();
  });

  it('is told nothing of a flight of another airline', async () => {
    const { flights } = await world.see<{ flights: { flightId: string; designator: string }[] }>('flights.list', { date: '2022-01-28' });
    const officer = await port.officerAt(`/boarding?flight=${flights.find((one) => one.designator === 'LH720')!.flightId}`, 'airline');
    await officer.sees('There is no such flight');
    await officer.leaves();
  });
});

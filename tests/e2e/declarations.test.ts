import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port } from './officers.ts';

let hall: Hall;
let port: Port;
let officer: Officer;
beforeAll(async () => {
  hall = await makeHall();
  await hall.world.done('flights.announce', { designator: 'LH722', flightDate: '2022-01-28', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-28T06:10:00Z', chartered: false });
  const people = [1, 2, 3].map((number) => `Erewhon,PROBAND${number},GERDA,F,1995-03-1${number},DEU,C300000${number},LH722,2022-01-28`);
  await hall.world.done('travellers.commitList', { kind: 'roster', fileName: 'erewhon.csv', content: Buffer.from(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...people].join('\n')).toString('base64') });
  port = await openPort(hall.world);
  officer = await port.officerAt('/lists?tab=cards', 'healthOfficer');
});
afterAll(async () => {
  await officer?.leaves();
  await port?.close();
  await hall?.world.close();
});

const cards = (...rows: readonly string[]): Buffer => Buffer.from(['护照号,航班号,填报语言,填报完整,症状,接触史,重点地区旅居史', ...rows].join('\r\n'));
const rowOf = (text: string) => officer.page.locator('tbody tr').filter({ hasText: text });
async function chooses(name: string, buffer: Buffer): Promise<void> {
  await officer.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}
const kept = async (): Promise<number> => Number((await hall.world.open.pool.query<{ count: string }>("SELECT count(*) FROM records WHERE event_id = $1 AND step = 'PRE-04' AND evidence->>'language' = 'de'", [hall.world.eventId]))[0]!.count);

it('the health officer sees whose card each row is and which row is wrong, while nothing is stored', async () => {
  expect(await officer.barriers()).toEqual([]);
  await chooses('cards.csv', cards('C3000001,LH722,de,是,否,否,否', 'C3000002,LH722,de,否,否,否,否', 'C3000003,LH722,de,是,也许,否,否', 'C9999999,LH722,de,是,否,否,否'));
  await officer.sees('Cards whose person is found');
  await expect.poll(() => rowOf('PROBAND1 GERDA').innerText(), { timeout: 10_000 }).toContain('New');
  expect(await rowOf('Not an answer').locator('td').allInnerTexts()).toEqual(['row 4', '症状 (E)', 'Not an answer', 'Write yes or no (是 or 否).', '也许']);
  await expect.poll(() => rowOf('Nobody expected').innerText(), { timeout: 10_000 }).toContain('row 5');
  expect(await kept()).toBe(0);
  expect(await officer.barriers()).toEqual([]);
  await officer.pictures('declarations-checked-en');
});

it('loads the good ones, and learns who fills the card at the assisted desk', async () => {
  await officer.pushes(/^Load 2 cards/);
  await officer.sees('1 recorded as complete, 1 not complete, 0 known already, 2 kept out.');
  await officer.sees('1 person fills the card at the assisted desk');
  expect(await kept()).toBe(2);
  expect(await officer.barriers()).toEqual([]);
});

it('loads the same cards again, and nothing is left to load', async () => {
  await chooses('cards.csv', cards('C3000001,LH722,de,是,否,否,否', 'C3000002,LH722,de,否,否,否,否'));
  await officer.sees('Known already');
  expect(await officer.reasonAgainst(/^Load/)).toMatch(/Nothing new/);
  expect(await kept()).toBe(2);
});

it('is told in Chinese what a table lacks, and how to get one that has it', async () => {
  await officer.sits({ language: 'zh' });
  await chooses('half.csv', Buffer.from('护照号,航班号,出生日期\nC3000001,LH722,1995-03-11'));
  await officer.sees('缺少列');
  await officer.sees('症状 Symptoms');
  expect(await officer.barriers()).toEqual([]);
  await officer.pictures('declarations-refused-zh');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { utils, write } from '@e965/xlsx';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { declarationTemplate, readDeclarations } from './formats/declarations.ts';

let world: TestWorld;
let flightId: string;
beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z' });
  ({ flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true }));
  const people = ['K100001,1990-01-01', 'K100002,1990-01-02', 'K100003,1990-01-03', 'K100004,1990-01-04'].map((entry, index) => `Norway,PERSON${index},ANNA,F,${entry.split(',')[1]},NOR,${entry.split(',')[0]},LH720,2022-01-27`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'roster.csv', content: base64(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...people].join('\n')) });
});
afterAll(async () => { await world.close(); });

const base64 = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64');
const cards = (...rows: string[]): string => ['护照号,出生日期,航班号,填报语言,症状,接触史,重点地区旅居史,填报时间', ...rows].join('\n');
interface Loaded { recorded: number; unchanged: number; notComplete: number; quarantined: { where: string; code: string }[]; refused: unknown[] }
const load = (text: string | Uint8Array, fileName = 'cards.csv') => world.done<Loaded>('travellers.loadDeclarations', { fileName, content: base64(text) });
const recordsOf = async () => world.open.pool.query<{ evidence: { symptomDeclared: boolean; filledAt?: string }; number: string }>(
  `SELECT r.evidence, d.number FROM records r JOIN journeys j ON j.event_id = r.event_id AND j.case_id = r.case_id JOIN traveller_documents d ON d.event_id = j.event_id AND d.traveller_id = j.traveller_id
   WHERE r.event_id = $1 AND r.step = 'PRE-04' AND j.flight_id = $2 ORDER BY d.number, r.seq`, [world.eventId, flightId]);

it('checks a file without storing anything, loads the good cards, and keeps the others out by row and column', async () => {
  const text = cards('K100001,1990-01-01,LH720,de,否,否,否,2022-01-26T18:30:00+08:00', 'k100002,02.01.1990,LH 720,en,no,no,no,', 'K100003,1990-01-03,LH720,en,perhaps,no,no,', 'K999999,1990-01-01,LH720,en,no,no,no,', 'K100004,1990-09-09,LH720,en,no,no,no,');
  const checked = await world.see<{ placed: { where: string; name: string; state: string }[]; quarantined: { where: string; code: string }[] }>('travellers.checkDeclarations', { fileName: 'cards.csv', content: base64(text) });
  expect(checked.placed.map(({ where, name, state }) => [where, name, state])).toEqual([['row 2', 'PERSON0 ANNA', 'new'], ['row 3', 'PERSON1 ANNA', 'new']]);
  expect(checked.quarantined.map(({ where, code }) => [where, code]).sort()).toEqual([['row 4, column 症状 (E)', 'answer'], ['row 5', 'nobody'], ['row 6', 'birth-date-differs']]);
  expect(await recordsOf()).toEqual([]);
  const loaded = await load(text);
  expect(loaded).toMatchObject({ recorded: 2, unchanged: 0, notComplete: 0, refused: [] });
  expect(loaded.quarantined).toHaveLength(3);
  const rows = await recordsOf();
  expect(rows.map((row) => [row.number, row.evidence.symptomDeclared])).toEqual([['K100001', false], ['K100002', false]]);
  expect(rows[0]!.evidence.filledAt).toBe('2022-01-26T10:30:00.000Z');
});

it('changes nothing when the same file comes twice, and records a changed card beside the first', async () => {
  const text = cards('K100001,1990-01-01,LH720,de,否,否,否,2022-01-26T18:30:00+08:00', 'K100002,,LH720,en,no,no,no,');
  expect(await load(text)).toMatchObject({ recorded: 0, unchanged: 2, quarantined: [] });
  expect(await load(cards('K100002,,LH720,en,yes,no,no,'))).toMatchObject({ recorded: 1, unchanged: 0 });
  expect((await recordsOf()).map((row) => [row.number, row.evidence.symptomDeclared])).toEqual([['K100001', false], ['K100002', false], ['K100002', true]]);
  const { persons } = await world.see<{ persons: { surname: string; owed: { step: string }[] }[] }>('travellers.persons', { flightId, limit: 10 });
  expect(persons.find((person) => person.surname === 'PERSON0')!.owed.map((entry) => entry.step)).not.toContain('PRE-04');
  expect(persons.find((person) => person.surname === 'PERSON2')!.owed.map((entry) => entry.step)).toContain('PRE-04');
});

it('owes the assisted desk for a card that says it is not complete', async () => {
  const sheet = utils.aoa_to_sheet([['Passport number', 'Complete', 'Symptoms', 'Contact', 'Key area'], ['K100003', 'no', 'no', 'no', 'no']]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Cards');
  expect(await load(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'cards.xlsx')).toMatchObject({ recorded: 0, notComplete: 1, quarantined: [] });
  const { persons } = await world.see<{ persons: { surname: string; owed: { step: string }[] }[] }>('travellers.persons', { flightId, limit: 10 });
  expect(persons.find((person) => person.surname === 'PERSON2')!.owed.map((entry) => entry.step)).toContain('CHK-01b');
});

it('asks for the flight where a person is expected on several', async () => {
  await world.done('flights.announce', { designator: 'LH722', flightDate: '2022-01-28', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-28T06:00:00Z', chartered: true });
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'second.csv', content: base64('Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date\nIceland,PERSON3,ANNA,F,1990-01-04,NOR,K100004,LH722,2022-01-28') });
  const bare = '护照号,症状,接触史,重点地区旅居史\nK100004,否,否,否';
  expect((await load(bare)).quarantined).toMatchObject([{ where: 'row 2', code: 'several-flights' }]);
  expect(await load(bare.replace('护照号,', '护照号,航班号,').replace('K100004,', 'K100004,LH722,'))).toMatchObject({ recorded: 1, quarantined: [] });
});

it('says why a file cannot be read at all, in the file’s own words', async () => {
  const refusal = async (text: string) => {
    const answer = await world.act('travellers.loadDeclarations', { fileName: 'cards.csv', content: base64(text) });
    return answer.ok ? undefined : answer.refusal.params;
  };
  expect(await refusal('a,b\n1,2')).toMatchObject({ code: 'no-header' });
  expect(await refusal('护照号,航班号,出生日期\nK1,LH720,1990-01-01')).toMatchObject({ code: 'columns-missing', reason: expect.stringContaining('症状 Symptoms') });
});

it('reads its own template in both languages as an empty table, and no bytes make it throw', () => {
  for (const language of ['en', 'zh'] as const) expect(readDeclarations(declarationTemplate(language))).toMatchObject({ records: [], quarantined: [], found: { rows: 0 } });
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const text = cards('K100001,1990-01-01,LH720,de,否,否,否,2022-01-26T18:30:00+08:00');
  for (let round = 0; round < 300; round += 1) {
    const bytes = Buffer.from(text);
    for (let change = random(8); change >= 0; change -= 1) bytes[random(bytes.length)] = random(256);
    const read = readDeclarations(bytes, { fileName: 'cards.csv' });
    expect(read.quarantined.every((entry) => entry.where !== '' && entry.reason !== '')).toBe(true);
  }
});

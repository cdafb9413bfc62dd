import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specimenList } from '../../src/modules/travellers/formats/paxlst/specimens.ts';
import { makeHall, type Hall } from './hall.ts';
import { addPersona, dialog, openPort, toast, type Officer, type Port } from './officers.ts';

let hall: Hall;
let port: Port;
beforeAll(async () => {
  hall = await makeHall();
  for (const role of ['centre', 'airline', 'administrator'] as const) await addPersona(hall.world, role);
  for (const [designator, flightDate] of [['LH722', '2022-01-28'], ['CA930', '2022-01-28']] as const) {
    await hall.world.done('flights.announce', { designator, flightDate, direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: `${flightDate}T06:10:00Z`, chartered: false });
  }
  port = await openPort(hall.world);
});
afterAll(async () => {
  await port?.close();
  await hall?.world.close();
});

const header = 'Delegation,Accreditation number,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Issuing country,Flight,Arrival date,Seat';
const line = (number: number, more: { surname?: string; born?: string; sex?: string; seat?: string; flight?: string; delegation?: string } = {}): string =>
  `${more.delegation ?? 'Erewhon'},E-${2000 + number},${more.surname ?? `PROBAND${number}`},GERDA,${more.sex ?? 'F'},${more.born ?? `1995-03-${10 + number}`},DEU,C${3000000 + number},DEU,${more.flight ?? 'LH722'},2022-01-28,${more.seat ?? `${10 + number}A`}`;
const roster = (...lines: readonly string[]): Buffer => Buffer.from([header, ...lines].join('\r\n'));

/** Writes text in GB18030, two bytes a character, as spreadsheet programs in China save it. */
function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from([...text].flatMap((sign) => (sign.charCodeAt(0) < 0x80 ? [sign.charCodeAt(0)] : bytesOf.get(sign) ?? [])));
}

async function chooses(officer: Officer, name: string, buffer: Buffer): Promise<void> {
  await officer.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}
const figure = (officer: Officer, label: string): Promise<string> => officer.page.locator('.tg-stat').filter({ hasText: new RegExp(`^${label}`, 'u') }).locator('.tg-stat-value').innerText();
/** Makes the window as narrow as a tablet held upright, and tells how far the page runs out of it. Unit: pixels. */
async function overhang(officer: Officer, picture: string): Promise<number> {
  await officer.page.setViewportSize({ width: 760, height: 1000 });
  await officer.pictures(picture);
  const over = await officer.page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
  await officer.page.setViewportSize({ width: 1440, height: 900 });
  return over;
}
const rowOf = (officer: Officer, text: string | RegExp) => officer.page.locator('tbody tr').filter({ hasText: text });
const received = async (): Promise<{ listId: string; version: number; scope: string; records: number; quarantined: number; current: boolean }[]> => (await hall.world.see<{ lists: { listId: string; version: number; scope: string; records: number; quarantined: number; current: boolean }[] }>('travellers.lists', { kind: 'roster' })).lists.filter((list) => list.scope.startsWith('Erewhon|LH722'));

describe('the officer of the centre loads a roster', () => {
  let officer: Officer;
  const first = roster(line(1), line(2, { born: '31.02.1996', sex: '?' }), line(3), line(4, { surname: '=HYPERLINK(1)' }), line(5));
  beforeAll(async () => {
    officer = await port.officerAt('/lists', 'centre');
  });
  afterAll(() => officer.leaves());

  it('sees every error by row and column and how to put it right, while nothing is stored', async () => {
    expect(await officer.barriers()).toEqual([]);
    await chooses(officer, 'erewhon.csv', first);
    await officer.sees('Checked, not yet stored');
    const wrongBirth = rowOf(officer, 'Not a date');
    expect(await wrongBirth.locator('td').allInnerTexts()).toEqual(['row 3', 'Date of birth (F)', 'Not a date', 'Write the date as 2001-02-03.', '31.02.1996']);
    await expect.poll(() => rowOf(officer, 'Sex not known').locator('td').nth(1).innerText(), { timeout: 10_000 }).toBe('Sex (E)');
    expect(await rowOf(officer, 'holds a formula').locator('td').allInnerTexts()).toEqual(expect.arrayContaining(['row 5', 'Surname (C)']));
    expect([await figure(officer, 'Records found'), await figure(officer, 'Kept out'), await figure(officer, 'Added')]).toEqual(['3', '2', '3']);
    expect(await received()).toEqual([]);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('lists-checked-en');
    expect(await overhang(officer, 'lists-checked-narrow')).toBeLessThanOrEqual(0);
  });

  it('commits with one key', async () => {
    await officer.presses('c');
    await officer.sees('3 added, 0 changed, 0 no longer named, 0 unchanged, 2 kept out.');
    expect(await received()).toMatchObject([{ version: 1, records: 3, quarantined: 2, current: true }]);
    expect(await officer.barriers()).toEqual([]);
    await officer.presses('n');
  });

  it('loads the same file again, and nothing changes', async () => {
    await chooses(officer, 'erewhon.csv', first);
    await officer.sees('Nothing changed');
    expect(await officer.reasonAgainst(/^Commit/)).toMatch(/stored already/);
    await officer.presses('c');
    expect(await received()).toHaveLength(1);
    await officer.presses('d');
    await officer.sees('Drop a list here');
  });

  it('loads a changed version and sees who is added, changed field by field, and no longer named', async () => {
    await chooses(officer, 'erewhon-2.csv', roster(line(1), line(2), line(3, { seat: '22F', surname: 'PROBANDT3' })));
    await officer.sees('Checked, not yet stored');
    expect([await figure(officer, 'Added'), await figure(officer, 'Changed'), await figure(officer, 'No longer named'), await figure(officer, 'Unchanged')]).toEqual(['1', '1', '1', '1']);
    expect(await rowOf(officer, /Changed.*Seat/).locator('td').allInnerTexts()).toEqual(['Changed', 'PROBANDT3 GERDA', '', '', 'Seat', '13A', '22F']);
    expect(await rowOf(officer, /Changed.*Surname/).locator('td').allInnerTexts()).toEqual(expect.arrayContaining(['PROBAND3', 'PROBANDT3']));
    await officer.sees('PROBAND5 GERDA');
    await officer.sees('Every record can be let in');
    await officer.pushes(/^Commit/);
    await officer.sees('1 added, 1 changed, 1 no longer named, 1 unchanged, 0 kept out.');
    expect((await received()).map((list) => [list.version, list.current])).toEqual([[2, true], [1, false]]);
    await officer.pushes('Next file');
  });

  it('finds both versions among the received lists, with the records that were kept out', async () => {
    await officer.turnsTo('Received lists');
    await officer.fills('Delegation, flight or file', 'erewhon');
    await expect.poll(() => rowOf(officer, 'Erewhon').count()).toBe(2);
    await expect.poll(() => rowOf(officer, 'erewhon-2.csv').innerText(), { timeout: 10_000 }).toContain('In force');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('lists-received-en');
    expect(await overhang(officer, 'lists-received-narrow')).toBeLessThanOrEqual(0);
    const old = rowOf(officer, 'Replaced');
    await old.focus();
    await officer.presses('Enter');
    const dialog = officer.page.getByRole('dialog');
    await officer.sees('PROBAND5 GERDA', dialog);
    await dialog.getByRole('tab', { name: 'Kept out' }).click();
    await officer.sees('The cell holds a formula', dialog);
    expect(await officer.barriers()).toEqual([]);
    await officer.presses('Escape');
    await officer.turnsTo('Load a file');
  });

  it('announces a flight that nobody announced yet from where its list waits', async () => {
    await chooses(officer, 'freedonia.csv', roster(line(6, { delegation: 'Freedonia', flight: 'LH0728' })));
    await officer.sees('Not announced');
    await officer.pushes('Announce LH728');
    const dialog = officer.page.getByRole('dialog');
    await expect.poll(() => dialog.getByLabel('Flight number').inputValue(), { timeout: 10_000 }).toBe('LH728');
    await dialog.locator('#announce-origin').fill('FRA');
    await dialog.locator('#announce-at').fill('2022-01-28 14:10');
    await dialog.getByRole('button', { name: 'Announce' }).click();
    await officer.sees('Found');
    await officer.pushes(/^Commit/);
    await officer.sees('1 added, 0 changed');
    await officer.presses('n');
  });

  it('is told where, what and how when a file is refused, and nothing is stored', async () => {
    await chooses(officer, 'old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
    await officer.sees('Old workbook (.xls) or password');
    await officer.sees('Save it as .xlsx without a password and load it again.');
    await officer.sees('Nothing was stored.');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('lists-refused-en');
    // From the disk, as an officer does: what is given to the browser as bytes takes it ten seconds to take.
    const directory = await mkdtemp(join(tmpdir(), 'tongguan-huge-'));
    await writeFile(join(directory, 'huge.csv'), Buffer.alloc(10_200_000, 0x41));
    await officer.page.locator('input[type=file]').setInputFiles(join(directory, 'huge.csv'));
    await officer.sees('The file has 10.2 MB; at most 10 MB can be loaded.');
    await rm(directory, { recursive: true });
  });

  it('drops a file onto the page', async () => {
    const data = await officer.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'dropped.csv'));
      transfer.items.add(new File(['x'], 'second.csv'));
      return transfer;
    }, roster(line(7, { delegation: 'Grand Fenwick' })).toString());
    await officer.page.dispatchEvent('main', 'drop', { dataTransfer: data });
    await officer.sees('One file at a time: only dropped.csv was taken.');
    await officer.sees('PROBAND7 GERDA');
  });

  it('takes the template as a workbook and loads it back: its sample row is nobody', async () => {
    const [download] = await Promise.all([officer.page.waitForEvent('download'), officer.page.getByRole('link', { name: 'Template, English' }).click()]);
    expect(download.suggestedFilename()).toBe('roster-template.xlsx');
    await chooses(officer, 'roster-template.xlsx', await readFile(await download.path()));
    await officer.sees('Sample row of the template left out');
    expect(await officer.reasonAgainst('Nothing to commit')).toMatch(/No record can be let in/);
  });
});

describe('in Chinese', () => {
  it('a roster saved as GB18030 is read, checked and committed', async () => {
    const officer = await port.officerAt('/lists', 'centre', { language: 'zh' });
    await officer.pictures('lists-start-zh');
    await chooses(officer, '代表团名单.csv', inGb18030(['代表团,注册号,姓,名,中文姓名,性别,出生日期,国籍,护照号,航班号,抵达日期', '样例代表团,Y-1,YANGLI,PANDA,样例熊猫,女,2001年2月3日,中国,E90000001,LH722,2022-01-28', '样例代表团,Y-2,YANGLI,LONGDA,样例龙大,男,2001/13/45,中国,E90000002,LH722,2022-01-28'].join('\r\n')));
    await officer.sees('已核验，尚未保存');
    expect(await rowOf(officer, '不是日期').locator('td').allInnerTexts()).toEqual(['第 3 行', '出生日期 (G)', '不是日期', '请写成 2001-02-03。', '2001/13/45']);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('lists-checked-zh');
    await officer.presses('c');
    await officer.sees('新增 1，变更 0，不再列名 0，未变 0，未导入 1。');
    await officer.leaves();
  });

  it('the received lists and what is in them', async () => {
    const officer = await port.officerAt('/lists?tab=history', 'dutyOfficer', { language: 'zh' });
    await officer.sees('样例代表团 · LH722 · 2022年1月28日');
    expect(await officer.barriers()).toEqual([]);
    await rowOf(officer, '样例代表团').click();
    await officer.sees('样例熊猫', officer.page.getByRole('dialog'));
    await officer.leaves();
  });
});

describe('the airline', () => {
  it('loads its list of passengers as it sends it, and takes the answer with it', async () => {
    const officer = await port.officerAt('/lists', 'airline');
    await chooses(officer, 'CA930.edi', Buffer.from(specimenList({ passengers: 5, crew: 0, flight: 'CA930', dialect: 'iapi', wrap: 63, count: 6 })));
    await officer.sees('Checked, not yet stored');
    expect([await figure(officer, 'Records found'), await figure(officer, 'The source declares')]).toEqual(['5', '6']);
    await officer.sees('Declared and found passengers differ');
    expect(await officer.page.getByRole('radio', { name: 'Airline list (PAXLST)' }).isChecked()).toBe(true);
    expect(await officer.page.getByRole('radio', { name: 'Roster of a delegation' }).isDisabled()).toBe(true);
    await officer.pushes('Commit 5 persons');
    await officer.sees('5 added, 0 changed');
    const [download] = await Promise.all([officer.page.waitForEvent('download'), officer.pushes('Answer to the carrier (CUSRES)')]);
    const answer = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toBe('CUSRES CA930.edi');
    expect(answer).toMatch(/UNH\+[^']*CUSRES/);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('lists-answer-en');
    await officer.turnsTo('Received lists');
    await officer.sees('The received lists are not for your roles');
    await officer.turnsTo('Load a file');
    await officer.pushes('Next file');
    await chooses(officer, 'LH722.edi', Buffer.from(specimenList({ flight: 'LH722' })));
    await officer.sees('LH722 is not a flight of your airline.');
    await officer.leaves();
  });
});

describe('same persons?', () => {
  const pairs = async (): Promise<string[]> => (await hall.world.see<{ matches: { one: { givenNames: string } }[] }>('travellers.matches', {})).matches.map((pair) => pair.one.givenNames);
  it('the duty officer decides by one key, sees why, and is never asked again', async () => {
    for (const [givenNames, birthDate] of [['ERIKA', '1991-02-03'], ['ULRIKE', '1992-04-05']] as const) {
      await hall.world.done('travellers.addPerson', { flightId: hall.nextArrivalId, person: { surname: 'LOOKALIKE', givenNames, birthDate, kind: 'passenger', nationality: 'NOR', sex: 'F', documents: [{ type: 'P', number: `Q${birthDate.slice(0, 4)}01`, issuer: 'NOR' }] } });
      await hall.world.done('travellers.addPerson', { flightId: hall.nextArrivalId, person: { surname: 'LOOKALIKE', givenNames, birthDate, kind: 'passenger', nationality: 'DEU', sex: 'F', documents: [{ type: 'P', number: `R${birthDate.slice(0, 4)}02`, issuer: 'DEU' }] } });
    }
    const officer = await port.officerAt('/matches', 'dutyOfficer');
    await officer.sees('1 of 2');
    await officer.sees('Different nationalities');
    await officer.sees('differs');
    await officer.sees('LH720 · 27 Jan 2022');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('matches-en');
    expect(await overhang(officer, 'matches-narrow')).toBeLessThanOrEqual(0);
    const before = await officer.page.locator('.tg-panel-head h2').first().innerText();
    await officer.presses('ArrowRight');
    await officer.sees('2 of 2');
    await officer.presses('b');
    await officer.sees('1 of 2');
    await officer.presses('2');
    await officer.sees(/LOOKALIKE .*: different persons/);
    await officer.sees('1 of 1');
    await expect.poll(() => officer.page.locator('.tg-panel-head h2').first().innerText(), { timeout: 10_000 }).not.toBe(before);
    await officer.presses('s');
    await officer.sees(/LOOKALIKE .*: the same person/);
    await officer.sees('Nobody waits for a decision');
    await officer.opens('/matches');
    await officer.sees('Nobody waits for a decision');
    expect(await pairs()).toEqual([]);
    expect(await officer.barriers()).toEqual([]);
    await officer.leaves();
  });

  it('a scan that ends on the page decides nothing', async () => {
    for (const nationality of ['NOR', 'DEU']) await hall.world.done('travellers.addPerson', { flightId: hall.nextArrivalId, person: { surname: 'NEARBY', givenNames: 'WANDA', birthDate: '1993-06-07', kind: 'passenger', nationality, sex: 'F', documents: [{ type: 'P', number: `S${nationality}77`, issuer: nationality }] } });
    const officer = await port.officerAt('/matches', 'dutyOfficer');
    await officer.sees('1 of 1');
    await officer.scans('N1000001');
    await officer.page.waitForTimeout(200);
    expect(await pairs()).toEqual(['WANDA']);
    await officer.leaves();
  });

  it('in Chinese, whoever may not decide is told who may', async () => {
    const watcher = await port.officerAt('/matches', 'centre', { language: 'zh' });
    await watcher.sees('第 1 对，共 1 对');
    expect(await watcher.reasonAgainst('同一人')).toMatch(/^仅限：/);
    expect(await watcher.barriers()).toEqual([]);
    await watcher.pictures('matches-zh');
    await watcher.leaves();
  });
});

describe('the samples', () => {
  let officer: Officer;
  beforeAll(async () => {
    await hall.cleared(hall.people.slice(1, 4).map((person) => person.caseId));
    for (const move of [{ kind: 'packed' }, { kind: 'collected', counterpart: 'Courier Invented' }]) await hall.world.done('travellers.moveSamples', { packId: 'BOX-7', tubeIds: ['BJ20220001', 'BJ20220002'], ...move });
    officer = await port.officerAt('/samples', 'laboratory');
  });
  afterAll(() => officer.leaves());

  it('the laboratory watches every tube by its clock', async () => {
    await officer.sees('BJ20220003');
    expect([await figure(officer, 'Waiting'), await figure(officer, 'Overdue')]).toEqual(['3', '0']);
    await expect.poll(() => rowOf(officer, 'BJ20220001').locator('[role=timer]').innerText(), { timeout: 10_000 }).toMatch(/^5:\d\d:\d\d$/);
    await expect.poll(() => rowOf(officer, 'BJ20220003').innerText(), { timeout: 10_000 }).toContain('not packed');
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('samples-en');
    expect(await overhang(officer, 'samples-narrow')).toBeLessThanOrEqual(0);
  });

  it('a scanned pack shows its tubes, a scanned tube through whose hands it went', async () => {
    await officer.scans('BOX-7');
    await expect.poll(() => officer.page.locator('tbody tr').count()).toBe(2);
    await officer.scans('bj20220001');
    const chain = officer.page.getByRole('dialog');
    await officer.sees('Courier Invented', chain);
    expect(await chain.locator('.tg-timeline-title').allInnerTexts()).toEqual(['Sampled', 'Packed', 'Collected', 'Result due']);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('samples-custody-en');
    await officer.presses('Escape');
    await officer.scans('NOSUCH-1');
    await officer.sees('No tube and no pack NOSUCH-1');
  });

  it('six hours later what has no result is overdue, and a result says how long it took', async () => {
    hall.world.setTime('2022-01-27T13:00:00.000Z');
    await hall.world.done('travellers.recordResults', { results: [{ tubeId: 'BJ20220001', result: 'negative', resultAt: '2022-01-27T10:31:00Z' }] });
    await officer.opens('/samples');
    await officer.sees('Negative');
    expect([await figure(officer, 'Waiting'), await figure(officer, 'Overdue'), await figure(officer, 'Result in')]).toEqual(['0', '2', '1']);
    await expect.poll(() => rowOf(officer, 'BJ20220002').locator('[role=timer]').innerText(), { timeout: 10_000 }).toMatch(/overdue|late/i);
    await officer.page.locator('a.tg-stat').filter({ hasText: 'Result in' }).click();
    await expect.poll(() => officer.page.locator('tbody tr').count()).toBe(1);
    await rowOf(officer, 'BJ20220001').focus();
    await officer.presses('Enter');
    const chain = officer.page.getByRole('dialog');
    await officer.sees('Result: Negative', chain);
    await officer.sees(/^in \d:\d\d:\d\d$/, chain);
    await chain.getByRole('link', { name: 'Open the person' }).click();
    await officer.page.waitForURL(/\/person\//);
    await officer.sees('SPECIMEN');
  });

  it('in Chinese, at night', async () => {
    const doctor = await port.officerAt('/samples', 'doctor', { language: 'zh', scheme: 'dark' });
    await doctor.sees('超时');
    expect(await doctor.barriers()).toEqual([]);
    await doctor.pictures('samples-zh');
    await doctor.leaves();
  });
});

describe('the answer to a carrier', () => {
  it('is told of an answer that changes, and the officer sees and downloads what was sent', async () => {
    const { world } = port;
    const { lists } = await world.see<{ lists: { listId: string; fileName: string | null }[] }>('travellers.lists', { kind: 'airline' });
    const { listId } = lists.find((list) => list.fileName === 'CA930.edi')!;
    const officer = await port.seats('healthOfficer');
    await officer.opens(`/lists?tab=history&list=${listId}`);
    await officer.turnsTo('Answers');
    await officer.sees('Answer to the list (962)', dialog(officer));
    await officer.pushes('Tell changes now');
    await toast(officer, 'Nothing has changed since the last answer');
    const { flightId } = (await world.see<{ entries: { flightId: string }[] }>('travellers.listFile', { listId })).entries[0]!;
    const { persons } = await world.see<{ persons: { caseId: string }[] }>('travellers.persons', { flightId });
    await world.done('travellers.recordMany', { step: 'PRE-02', evidence: { bothNegative: false, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true }, caseIds: [persons[0]!.caseId] });
    await officer.pushes('Tell changes now');
    await toast(officer, '1 change told');
    await officer.sees('Unasked change (132)', dialog(officer));
    const [download] = await Promise.all([officer.page.waitForEvent('download'), dialog(officer).getByRole('link', { name: 'Download' }).first().click()]);
    expect(await readFile(await download.path(), 'utf8')).toMatch(/BGM\+132'.*ERC\+1Z'/s);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('lists-answers-en');
    await officer.leaves();
  });
});

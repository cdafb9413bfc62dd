import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port } from './officers.ts';

let hall: Hall;
let port: Port;
beforeAll(async () => {
  hall = await makeHall();
  port = await openPort(hall.world);
});
afterAll(async () => {
  await port?.close();
  await hall?.world.close();
});

const owedBy = async (caseId: string): Promise<string[]> => (await hall.world.see<{ steps: { step: string; state: string }[] }>('prescribed.case', { caseId })).steps.filter((step) => step.state === 'owed').map((step) => step.step);
const recordsOf = async (caseId: string, step: string) => (await hall.world.see<{ records: { step: string; outcome: string; offline: boolean; corrected: boolean; evidence: Record<string, unknown>; stationId: string | null }[] }>('prescribed.case', { caseId })).records.filter((record) => record.step === step);
const personAt = (place: number) => hall.people[place]!;

describe('at the temperature lane', () => {
  let officer: Officer;
  beforeAll(async () => {
    officer = await port.asOfficer('healthOfficer');
    await officer.opensStation('temperature');
  });
  afterAll(() => officer.leaves());

  it('a normal case is one scan, three digits and Enter, and the next person may come', async () => {
    for (const place of [1, 2]) {
      await officer.scans(personAt(place).passport);
      await officer.sees('SPECIMEN');
      await officer.types('365');
      await officer.presses('Enter');
      await officer.seesOutcome('passed', /36\.5 °C/);
      await expect.poll(() => recordsOf(personAt(place).caseId, 'CHK-02')).toMatchObject([{ outcome: 'passed', evidence: { temperatureCelsius: 36.5 } }]);
    }
    expect((await recordsOf(personAt(1).caseId, 'CHK-02'))[0]?.stationId).not.toBeNull();
  });

  it('a passport is scanned, 378 typed, and the retest is owed', async () => {
    await officer.scans(personAt(3).passport);
    await officer.sees('DORA');
    await officer.types('378');
    await officer.presses('Enter');
    await officer.seesOutcome('failed', /37\.8 °C.*retest by mercury thermometer/);
    expect(await owedBy(personAt(3).caseId)).toContain('CHK-03');
  });

  it('the retest waits for the rest, and the button says until when', async () => {
    await officer.scans(personAt(3).passport);
    await officer.sees('Retest after rest', '.tg-step-form');
    expect(await officer.reasonAgainst('Record')).toMatch(/Rest until/);
    await officer.presses('Escape');
  });

  it('what is no temperature is refused in words, and nothing typed is lost', async () => {
    await officer.scans(personAt(4).passport);
    await officer.sees('EMIL');
    await officer.types('999');
    await officer.presses('Enter');
    await officer.sees(/1 entry needs attention/);
    expect(await (await officer.control('Temperature')).inputValue()).toBe('999');
    await officer.presses('Escape');
  });

  it('a mistake is corrected by a record that names the first, which stays', async () => {
    await officer.page.getByRole('button', { name: 'Correct the record of SPECIMEN CLARA' }).click();
    await officer.fills('Temperature', '367');
    await officer.pushes('Record correction');
    await officer.seesOutcome('corrected', /36\.7 °C/);
    expect((await recordsOf(personAt(2).caseId, 'CHK-02')).map((record) => [record.evidence['temperatureCelsius'], record.corrected])).toEqual([[36.5, true], [36.7, false]]);
  });

  it('who owes nothing here is told where to go next', async () => {
    await officer.scans(personAt(1).passport);
    await officer.sees('Owes nothing here');
    await officer.sees(/Next: .*Declaration check/);
  });

  it('several people of one name are chosen by number', async () => {
    await officer.presses('Escape');
    await officer.types('SPECIMEN');
    await officer.presses('Enter');
    await officer.sees(/20 people match/);
    await officer.presses('5');
    await officer.sees('EMIL', '.tg-person');
    await officer.presses('Escape');
  });

  it('the keyboard alone is enough', async () => {
    await officer.types('N1000006');
    await officer.presses('Enter');
    await officer.sees('FRIDA', '.tg-person');
    await officer.types('36.4');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /FRIDA/);
    await officer.types('N1000007');
    await officer.presses('Enter');
    await officer.sees('GRETA', '.tg-person');
    await officer.presses('Escape');
  });

  it('goes on working while the server cannot be reached, and delivers when it is back', async () => {
    await officer.sees(/waiting/);
    await port.cutLine(true);
    await officer.scans(personAt(8).passport);
    await officer.sees('IDA', '.tg-person');
    await officer.types('366');
    await officer.presses('Enter');
    await officer.seesOutcome('kept');
    await officer.sees('1 record kept on this device');
    expect(await recordsOf(personAt(8).caseId, 'CHK-02')).toEqual([]);
    await port.cutLine(false);
    await expect.poll(() => recordsOf(personAt(8).caseId, 'CHK-02'), { timeout: 15_000 }).toMatchObject([{ outcome: 'passed', offline: true, evidence: { temperatureCelsius: 36.6 } }]);
    await expect.poll(() => officer.page.locator('[data-outbox]').count(), { timeout: 8000 }).toBe(0);
  });

  it('a person on no list is added to the flight and owes what the others owe', async () => {
    await officer.scans('Z9999999');
    await officer.sees('Nobody found');
    await officer.presses('F2');
    await officer.chooses('Flight', /CA926/);
    await officer.fills('Surname', 'UNLISTED');
    await officer.fills(/Given names/, 'BEA');
    await officer.pushes('Add to the flight');
    await officer.sees('UNLISTED', '.tg-person');
    await officer.sees('Outside the list', '.tg-person');
    await officer.types('364');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /UNLISTED/);
  });
});

describe('at the declaration check', () => {
  it('a declared person is one scan and one key', async () => {
    const officer = await port.seats('healthOfficer');
    await officer.opensStation('declaration');
    await officer.scans(personAt(1).passport);
    await officer.sees('BERTA', '.tg-person');
    await officer.sees('Code valid');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BERTA/);
    expect(await recordsOf(personAt(1).caseId, 'CHK-01')).toMatchObject([{ outcome: 'passed' }]);
    await officer.leaves();
  });

  it('no digit is lost while the clock of the page ticks', async () => {
    const officer = await port.seats('healthOfficer');
    await officer.opensStation('declaration');
    await officer.scans(personAt(5).passport);
    await officer.sees('FRIDA', '.tg-person');
    const group = officer.page.getByRole('radiogroup', { name: 'Declares symptoms' });
    for (let turn = 0; turn < 30; turn += 1) {
      await group.getByRole('radio').first().focus();
      await officer.presses(turn % 2 === 0 ? '1' : '2');
      // A digit counts a moment after its key, since it may begin a scan; a lost one never does.
      await expect.poll(() => group.locator('input:checked').getAttribute('value'), { timeout: 3_000, interval: 20 }).toBe(turn % 2 === 0 ? 'yes' : 'no');
    }
    await officer.leaves();
  });

  it('a person without a declaration is not waved through: the assisted desk follows at once', async () => {
    const officer = await port.seats('healthOfficer');
    await officer.opensStation('declaration');
    await officer.scans(personAt(0).passport);
    await officer.sees(/No declaration is held/);
    await officer.page.getByRole('radiogroup', { name: 'Declares symptoms' }).getByRole('radio', { name: 'No' }).focus();
    await officer.presses('2', '2', '2', 'Enter');
    await officer.seesOutcome('failed', /fill in the declaration together/);
    await officer.sees('Assisted declaration', '.tg-step-form');
    expect(await owedBy(personAt(0).caseId)).toContain('CHK-01b');
    await officer.leaves();
  });
});

describe('at sampling', () => {
  it('person and tube are both scanned, in either order, and no tube serves two people', async () => {
    const officer = await port.seats('sampler');
    await officer.opensStation('sampling');
    await officer.scans(personAt(4).passport);
    await officer.sees('EMIL', '.tg-person');
    expect(await officer.reasonAgainst('Record')).toBe('Scan the tube');
    await officer.scans('BJ20229001');
    await officer.sees('BJ20229001', '.tg-tube');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BJ20229001/);
    await officer.scans('BJ20229001');
    await officer.sees(/belongs to SPECIMEN EMIL/);
    await officer.scans('BJ20229002');
    await officer.scans(personAt(5).passport);
    await officer.sees('FRIDA', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BJ20229002/);
    expect(await recordsOf(personAt(5).caseId, 'SMP-01')).toMatchObject([{ evidence: { tubeId: 'BJ20229002', personScanned: true } }]);
    await officer.leaves();
  });

  it('a person only named is not sampled', async () => {
    const officer = await port.seats('sampler');
    await officer.opensStation('sampling');
    await officer.scans('BJ20229003');
    await officer.page.locator('[data-scan="box"]').focus();
    await officer.types('GRETA');
    await officer.presses('Enter');
    await officer.sees('GRETA', '.tg-person');
    expect(await officer.reasonAgainst('Record')).toMatch(/a name is not enough/);
    await officer.leaves();
  });
});

describe('at the vehicle bay', () => {
  it('a vehicle with 4 counted and 5 scanned may not leave, with 5 it may', async () => {
    const five = hall.people.slice(12, 17);
    await hall.cleared(five.map((person) => person.caseId));
    const officer = await port.seats('transfer');
    await officer.opensStation('vehicleBay');
    for (const person of five) await officer.scans(person.passport);
    await officer.sees('5', '[data-count="scanned"]');
    await officer.scans(personAt(17).passport);
    await officer.sees(/may not board/);
    await officer.fills('Vehicle', 'B-01');
    await officer.fills('Destination', 'Village Z1');
    await officer.fills('Receiver’s own count', '4');
    await officer.fills('Received by', 'Driver Two');
    await officer.ticks('Signed by the giver');
    await officer.ticks('Signed by the receiver');
    expect(await officer.reasonAgainst(/Hand over/)).toBe('4 counted, 5 scanned');
    await officer.sees(/The vehicle may not leave/);
    await officer.pushesAllTheSame(/Hand over/);
    expect(await owedBy(five[0]!.caseId)).toContain('XFR-01');
    await officer.fills('Receiver’s own count', '5');
    await officer.pushes(/Hand over/);
    await officer.seesOutcome('left', /B-01.*5 persons/);
    expect(await owedBy(five[0]!.caseId)).toEqual(['SMP-02']);
    await officer.leaves();
  });
});

describe('at the laboratory', () => {
  it('tubes are scanned one after the other and an Enter records them all', async () => {
    const officer = await port.seats('laboratory');
    await officer.opensStation('laboratory');
    await officer.sees('BJ20220001');
    await officer.scans('BJ20220001');
    await officer.scans('BJ20220002');
    await officer.page.locator('[data-scan="box"]').focus();
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /2 results/);
    await officer.page.getByRole('radio', { name: 'Positive' }).check();
    await officer.scans('BJ20220003');
    await officer.sees('1 positive among them');
    await officer.pushes(/Record 1 result/);
    await officer.seesOutcome('failed', /abnormal hand-over.*report the positive/s);
    await officer.leaves();
  });
});

describe('on patrol', () => {
  it('many are observed at once, and the conspicuous one is singled out', async () => {
    const officer = await port.seats('healthOfficer');
    await officer.opensStation('patrol');
    await officer.sees('SPECIMEN');
    await officer.pushes('Pick none');
    for (const name of ['ANNA', 'BERTA']) await officer.page.getByLabel(`Pick SPECIMEN ${name}`, { exact: true }).check();
    await officer.pushes('All 2 observed');
    await officer.seesOutcome('passed', /2 persons/);
    expect(await recordsOf(personAt(0).caseId, 'CHK-04')).toMatchObject([{ outcome: 'passed', evidence: { finding: 'none' } }]);
    await officer.pushes('Single out SPECIMEN CLARA');
    await officer.sees('CLARA', '.tg-person');
    await officer.page.getByRole('radio', { name: 'Symptomatic' }).check();
    await officer.pushes('Record');
    await officer.seesOutcome('failed', /epidemiological inquiry/);
    expect(await owedBy(personAt(2).caseId)).toContain('INV-01');
    await officer.leaves();
  });

  it('who is scanned is looked at alone: one scan and one key also where many are observed at once', async () => {
    const officer = await port.seats('healthOfficer');
    await officer.opensStation('patrol');
    await officer.sees('SPECIMEN');
    await officer.scans(personAt(4).passport);
    await officer.sees('EMIL', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /EMIL/);
    expect(await recordsOf(personAt(4).caseId, 'CHK-04')).toMatchObject([{ outcome: 'passed', evidence: { finding: 'none' } }]);
    await officer.turnsTo('Many at once');
    await officer.scans(personAt(4).passport);
    await officer.sees(/EMIL · Owes nothing here/u, '.tg-scan-answer');
    await officer.leaves();
  });
});

describe('at the aircraft', () => {
  it('the doors stay shut while the count differs from the list', async () => {
    const officer = await port.seats('dutyOfficer');
    await officer.opensStation('aircraft');
    await officer.picksFlight('LH720');
    await officer.fills('Head-count at the door', '3');
    await officer.sees(/Hold the doors/);
    expect(await officer.reasonAgainst('Confirm on board')).toMatch(/Counted 3, expected 4/);
    await officer.fills(/Find who is absent/, 'DORA');
    await officer.pushes('Mark absent');
    await officer.pushes('Confirm on board');
    await officer.seesOutcome('passed', /LH720/);
    const { persons } = await hall.world.see<{ persons: { givenNames: string; absent: boolean; onBoard: boolean }[] }>('travellers.persons', { flightId: hall.nextArrivalId });
    expect(persons.filter((person) => person.absent).map((person) => person.givenNames)).toEqual(['DORA']);
    await officer.leaves();
  });
});

describe('one person’s case', () => {
  it('shows every step, every record with what was corrected, and the cabin', async () => {
    const officer = await port.officerAt(`/person/${personAt(2).caseId}`, 'dutyOfficer');
    await officer.sees('Epidemiological inquiry');
    await officer.turnsTo(/Records/);
    await officer.sees('Corrected later');
    await officer.turnsTo('Contacts');
    await officer.pushes('Determine contacts');
    await officer.sees(/contacts by rule seats-2-rows/, officer.page.locator('.tg-toasts'));
    await officer.leaves();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port } from './officers.ts';
import type { Role } from '../../src/kernel/officer.ts';

// A story goes through several officers' hands.
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

type CaseNow = { steps: { step: string; state: string }[]; records: { recordId: string; step: string; outcome: string; offline: boolean; corrected: boolean; evidence: Record<string, unknown> }[] };
const caseOf = (caseId: string) => hall.world.see<CaseNow>('prescribed.case', { caseId });
const owedBy = async (caseId: string): Promise<string[]> => (await caseOf(caseId)).steps.filter((step) => step.state === 'owed').map((step) => step.step);
const recordsOf = async (caseId: string, step: string) => (await caseOf(caseId)).records.filter((record) => record.step === step);
const personAt = (place: number) => hall.people[place]!;
const leavingAt = (place: number) => hall.leaving[place]!;
const noAnswers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };

const officers = new Map<Role, Officer>();

/** Lets the officer of a role go to a station and work there. */
async function at(kind: string, role: Role, work: (officer: Officer) => Promise<void>): Promise<void> {
  const officer = officers.get(role) ?? (await port.seats(role));
  officers.set(role, officer);
  await officer.opensStation(kind);
  await work(officer);
  await officer.rises();
}

describe('a normal case is one scan and one key', () => {
  it.each([
    ['declaration', 'gate', 'CHK-01'], ['immigration', 'immigration', 'EXT-01'], ['accreditation', 'committee', 'EXT-02'],
  ] as const)('at %s', async (kind, role, step) => at(kind, role, async (officer) => {
    await officer.scans(personAt(1).passport);
    await officer.sees('BERTA', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BERTA/);
    expect(await recordsOf(personAt(1).caseId, step)).toMatchObject([{ outcome: 'passed' }]);
  }));

  it('on patrol, one by one', async () => at('patrol', 'healthOfficer', async (officer) => {
    await officer.turnsTo('One by one');
    await officer.scans(personAt(1).passport);
    await officer.sees('BERTA', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BERTA/);
    expect(await recordsOf(personAt(1).caseId, 'CHK-04')).toMatchObject([{ evidence: { finding: 'none' } }]);
  }));

  it('at sampling, with the tube’s scan beside the person’s', async () => at('sampling', 'sampler', async (officer) => {
    await officer.scans(personAt(1).passport);
    await officer.sees('BERTA', '.tg-person');
    await officer.scans('BJ20228001');
    await officer.sees('BJ20228001', '.tg-tube');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BJ20228001/);
  }));

  it('in the laboratory, where the tube is what is scanned', async () => at('laboratory', 'laboratory', async (officer) => {
    await officer.sees('BJ20228001');
    await officer.scans('BJ20228001');
    await officer.sees('Record 1 result');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /1 result/);
    expect(await recordsOf(personAt(1).caseId, 'SMP-02')).toMatchObject([{ outcome: 'passed', evidence: { result: 'negative' } }]);
  }));

  it('and where something is counted or measured, its digits besides: bags at the baggage hall', async () => at('baggage', 'customsOfficer', async (officer) => {
    await officer.scans(personAt(1).passport);
    await officer.sees('BERTA', '.tg-person');
    await officer.types('2');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /2 bag tags/);
  }));

  it('temperatures of a group: a scan leads to each person’s field, and one press records them all', async () => at('temperature', 'gate', async (officer) => {
    await officer.turnsTo('Many at once');
    await officer.sees('SPECIMEN');
    for (const [place, typed] of [[1, '365'], [2, '366'], [3, '376']] as const) {
      await officer.scans(personAt(place).passport);
      await expect.poll(() => officer.page.evaluate(() => (document.activeElement as HTMLElement).dataset['reading'])).toBe(personAt(place).caseId);
      await officer.types(typed);
    }
    await officer.pushes('Record 3 temperatures');
    await officer.seesOutcome('failed', /2 others passed.*SPECIMEN DORA/);
    await officer.sees(/Failed · retest/);
    expect(await recordsOf(personAt(2).caseId, 'CHK-02')).toMatchObject([{ outcome: 'passed', evidence: { temperatureCelsius: 36.6 } }]);
    expect(await owedBy(personAt(3).caseId)).toContain('CHK-03');
  }));
});

describe('a traveller with 37.3 °C', () => {
  const ill = () => personAt(6);
  beforeAll(async () => {
    const { caseId } = ill();
    await hall.passed('CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, ...noAnswers }, [caseId]);
    await hall.passed('CHK-04', { zone: 'A', finding: 'none' }, [caseId]);
    await hall.passed('EXT-02', { cardNumber: 'A-1', valid: true }, [caseId]);
    await hall.passed('BAG-01', { tags: 1, tagsMatch: true, disinfected: true }, [caseId]);
    await hall.passed('SMP-01', { tubeId: 'BJ20228006', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true }, [caseId]);
  });

  it('is measured again by mercury after the rest, by an officer who may', async () => {
    await at('temperature', 'gate', async (officer) => {
      await officer.scans(ill().passport);
      await officer.sees('GRETA', '.tg-person');
      await officer.types('373');
      await officer.presses('Enter');
      await officer.seesOutcome('failed', /37\.3 °C.*retest/);
      await officer.scans(ill().passport);
      await officer.sees(/For: Health officer/, '[data-blocked]');
      expect(await officer.reasonAgainst('Record')).toMatch(/For: Health officer/);
    });
    hall.world.setTime(new Date(Date.parse(hall.world.now()) + 6 * 60_000).toISOString());
    await at('temperature', 'healthOfficer', async (officer) => {
      await officer.scans(ill().passport);
      await officer.sees('Retest after rest', '.tg-step-form');
      // The rest is over; what is left of the ten minutes after it runs on the form and in the queue.
      await officer.sees(/Due by \d\d:\d\d/, '.tg-step-form-head');
      for (const place of ['.tg-step-form-head', '.tg-queue-owes']) await officer.sees(/^0[4-8]:\d\d$/, place);
      await officer.pictures('stations-retest-clock-en');
      await officer.sits({ language: 'zh' });
      await officer.sees(/须于 \d\d:\d\d 前完成/, '.tg-step-form-head');
      await officer.pictures('stations-retest-clock-zh');
      await officer.sits({});
      await officer.page.getByLabel('Mercury thermometer').focus();
      expect(Number(await officer.page.getByLabel('Rest before the retest').inputValue())).toBeGreaterThanOrEqual(6);
      await officer.types('375');
      await officer.presses('Tab', 'Tab', '2', 'Enter');
      await officer.seesOutcome('failed', /37\.5 °C.*epidemiological inquiry/);
    });
    expect(await owedBy(ill().caseId)).toEqual(expect.arrayContaining(['INV-01', 'INV-02']));
  });

  it('is asked at the inquiry and examined in the isolation room, and not excluded as suspect', async () => {
    await at('inquiry', 'doctor', async (officer) => {
      await officer.scans(ill().passport);
      await officer.sees('GRETA', '.tg-person');
      await officer.presses('4');
      await officer.types('Oslo, at home');
      await officer.presses('Control+Enter');
      await officer.seesOutcome('passed', /Suspected.*isolation room/);
    });
    await at('isolation', 'doctor', async (officer) => {
      await officer.scans(ill().passport);
      await officer.sees('GRETA', '.tg-person');
      await officer.presses('2');
      await officer.types('crackles on the left');
      await officer.presses('Control+Enter');
      await officer.seesOutcome('failed', /abnormal hand-over, ambulance bay/);
    });
    expect(await owedBy(ill().caseId)).toEqual(expect.arrayContaining(['XFR-02', 'EXT-01']));
  });

  it('does not board the bus of the others', async () => at('vehicleBay', 'transfer', async (officer) => {
    await officer.scans(ill().passport);
    await officer.sees(/GRETA may not board/);
    await expect.poll(() => officer.page.locator('[data-count="scanned"]').textContent(), { timeout: 10_000 }).toBe('0');
  }));

  it('is not released to the ambulance either while anything is owed, and the screen names what', async () => at('ambulanceBay', 'doctor', async (officer) => {
    await officer.scans(ill().passport);
    await officer.sees(/Still owed: Immigration/, '[data-blocked]');
    expect(await officer.reasonAgainst('Record')).toMatch(/Still owed: Immigration/);
    await hall.passed('EXT-01', { passed: true }, [ill().caseId]);
    await officer.scans(ill().passport);
    await officer.page.locator('[data-blocked]').waitFor({ state: 'detached' });
    await officer.fills('Destination', 'Invented hospital');
    await officer.fills('Vehicle', 'AMB-01');
    await officer.fills('Receiver', 'Dr Example');
    await officer.answers('Receipt signed', 'Yes');
    await officer.pushes('Record');
    await officer.seesOutcome('passed', /Suspected · Invented hospital/);
    expect(await recordsOf(ill().caseId, 'XFR-02')).toMatchObject([{ outcome: 'passed', evidence: { class: 'suspected', vehicle: 'AMB-01', receiptSigned: true } }]);
    expect(await owedBy(ill().caseId)).toEqual(['SMP-02']);
  }));
});

describe('a positive result', () => {
  it('is reported from the desk, and the contacts follow from the seats', async () => {
    await hall.cleared([personAt(12).caseId]);
    await at('laboratory', 'laboratory', async (officer) => {
      await officer.answers('Result of the tubes scanned next', 'Positive');
      await officer.scans('BJ20220001');
      await officer.pushes(/Record 1 result/);
      await officer.seesOutcome('failed', /report the positive/);
    });
    await at('desk', 'dutyOfficer', async (officer) => {
      await officer.turnsTo('People');
      await officer.scans(personAt(12).passport);
      await officer.sees('MARTA', '.tg-person');
      await officer.fills('Recipients', 'Invented centre');
      await officer.answers('Acknowledged', 'Yes');
      await officer.pushes('Record');
      await expect.poll(() => recordsOf(personAt(12).caseId, 'REP-02')).toMatchObject([{ outcome: 'passed' }]);
      await officer.page.getByRole('link', { name: 'Determine contacts' }).click();
      await officer.pushes('Determine contacts');
      await officer.answers('Everyone reached', 'Yes');
      await officer.pushes('Record');
      await expect.poll(() => recordsOf(personAt(12).caseId, 'REP-03')).toMatchObject([{ outcome: 'passed', evidence: { everyoneReached: true } }]);
    });
    expect(await owedBy(personAt(12).caseId)).toEqual(['XFR-02']);
  });
});

describe('a traveller who leaves', () => {
  const hidden = { codeValid: true, samePerson: true, openAnswers: 0, ...noAnswers, temperatureCelsius: 36.4 };
  it('declares the kit in the village: pieces, seals, holder', async () => at('village', 'customsOfficer', async (officer) => {
    await officer.scans(leavingAt(0).passport);
    await officer.sees('ANNA', '.tg-person');
    await officer.types('3');
    await officer.fills('Seals', 'S-101 S-102 S-103');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /3 pieces · S-101/);
    expect(await recordsOf(leavingAt(0).caseId, 'DEP-02')).toMatchObject([{ evidence: { sealed: true, holder: 'MUSTER ANNA' } }]);
  }));

  it('shows the declaration and is measured: three digits and Enter', async () => at('declaration', 'gate', async (officer) => {
    await officer.scans(leavingAt(0).passport);
    await officer.sees('ANNA', '.tg-person');
    await officer.types('364');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /36\.4 °C/);
  }));

  it('is let to the gate by one scan and one key, and not before everything is done', async () => at('gate', 'gate', async (officer) => {
    await officer.scans(leavingAt(1).passport);
    await officer.sees(/Still owed:.*Exit declaration/, '[data-blocked]');
    await officer.presses('Enter');
    expect(await recordsOf(leavingAt(1).caseId, 'DEP-03')).toEqual([]);
    await officer.scans(leavingAt(0).passport);
    await officer.sees(/Still owed:.*Border inspection, exit/, '[data-blocked]');
    await hall.passed('EXT-03', { passed: true }, [leavingAt(0).caseId]);
    await officer.presses('Escape');
    await officer.scans(leavingAt(0).passport);
    await officer.sees('ANNA', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /ANNA/);
    expect(await recordsOf(leavingAt(0).caseId, 'DEP-03')).toMatchObject([{ outcome: 'passed' }]);
  }));

  it('is refused by the server, with the reason, when another station found something in between', async () => {
    const { caseId, passport } = leavingAt(2);
    await hall.passed('DEP-02', { pieces: 1, seals: 'S-1', sealed: true, holder: 'X' }, [caseId]);
    await hall.passed('DEP-01', hidden, [caseId]);
    await hall.passed('EXT-03', { passed: true }, [caseId]);
    await at('gate', 'gate', async (officer) => {
      await officer.scans(passport);
      await officer.sees('CLARA', '.tg-person');
      expect(await officer.reasonAgainst('Record')).toBeUndefined();
      const [first] = await recordsOf(caseId, 'DEP-01');
      await hall.world.done('prescribed.record', { caseId, step: 'DEP-01', evidence: { ...hidden, temperatureCelsius: 37.9 }, corrects: first!.recordId });
      await officer.presses('Enter');
      await officer.sees(/Still owed:.*Retest after rest/);
      await officer.sees('Retest after rest', '.tg-bench');
    });
    expect(await owedBy(caseId)).toContain('DEP-03');
  });

  it('and the doors of the aircraft do not close on an unready flight', async () => at('aircraft', 'dutyOfficer', async (officer) => {
    await officer.picksFlight('CA925');
    await officer.sees(/Still owed:.*Flight plan approved/, '[data-blocked]');
    expect(await officer.reasonAgainst('Confirm on board')).toMatch(/Flight plan approved/);
  }));
});

describe('tubes on their way', () => {
  it('are packed, collected and received; a missing one is named', async () => {
    await hall.cleared([personAt(13).caseId, personAt(14).caseId]);
    const [one, other] = ['BJ20220002', 'BJ20220003'];
    await at('sampling', 'sampler', async (officer) => {
      await officer.turnsTo('Packs');
      await officer.sees(one);
      for (const tube of [one, other]) await officer.scans(tube);
      await officer.page.getByRole('textbox', { name: 'Pack', exact: true }).fill('P-77');
      await officer.pushes('Record 2 tubes packed');
      await officer.seesOutcome('passed', /P-77.*2 tubes packed/);
    });
    await at('courier', 'transfer', async (officer) => {
      await officer.sees(one);
      await officer.scans('P-77');
      await officer.scans(one);
      await officer.pushes('Record with 1 tube missing');
      await officer.seesOutcome('failed', new RegExp(`Missing from the pack: ${other}`));
    });
    await at('laboratory', 'laboratory', async (officer) => {
      await officer.turnsTo('Receive packs');
      await officer.sees(one);
      for (const code of ['P-77', one, other]) await officer.scans(code);
      await officer.pushes('Record 2 tubes received');
      await officer.seesOutcome('passed', /2 tubes received/);
    });
  });
});

describe('what comes before and after the hall', () => {
  it('a declaration card on paper is taken in at the assisted desk before the check', async () => at('remote', 'healthOfficer', async (officer) => {
    await officer.scans(personAt(0).passport);
    await officer.sees('ANNA', '.tg-person');
    await officer.presses('2', '2', '2', 'Enter');
    await officer.seesOutcome('passed', /ANNA/);
    expect(await recordsOf(personAt(0).caseId, 'PRE-04')).toMatchObject([{ outcome: 'passed', evidence: { symptomDeclared: false } }]);
  }));

  it('who comes onto the list after the count is counted again', async () => {
    await hall.world.done('travellers.addPerson', { flightId: hall.arrivalId, person: { surname: 'SPECIMEN', givenNames: 'LATE', kind: 'crew', nationality: 'NOR' } });
    await at('aircraft', 'dutyOfficer', async (officer) => {
      await officer.picksFlight('CA926');
      await officer.sees('1 person is not confirmed on board');
      await officer.pushes('Count again');
      await officer.fills('Head-count at the door', '21');
      await officer.pushes('Confirm on board');
      await officer.seesOutcome('passed', /CA926/);
      await officer.page.getByText(/not confirmed on board/).waitFor({ state: 'detached' });
    });
  });

  it('the cabin is disinfected, and the flight has it on record', async () => at('disinfection', 'disinfection', async (officer) => {
    await officer.picksFlight('CA926');
    await officer.fills('Areas', 'Cabin, toilets');
    await officer.fills('Agent', 'Peracetic acid');
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /CA926.*disinfection/i);
    expect(await recordsOf(hall.arrivalId, 'CLN-01')).toMatchObject([{ outcome: 'passed', evidence: { done: true } }]);
  }));
});

describe('when the line is cut', () => {
  it('what a whole group was given is kept and sent once', async () => at('patrol', 'healthOfficer', async (officer) => {
    await officer.pushes('Pick none');
    for (const name of ['HUGO', 'IDA']) await officer.page.getByLabel(`Pick SPECIMEN ${name}`, { exact: true }).check();
    await port.cutLine(true);
    await officer.pushes('All 2 observed');
    await officer.seesOutcome('kept');
    await officer.sees('1 record kept on this device');
    await port.cutLine(false);
    await expect.poll(() => recordsOf(personAt(7).caseId, 'CHK-04'), { timeout: 15_000 }).toMatchObject([{ outcome: 'passed', offline: true }]);
    await officer.page.locator('[data-outbox]').waitFor({ state: 'detached' });
    expect(await recordsOf(personAt(8).caseId, 'CHK-04')).toHaveLength(1);
  }));

  it('a record whose answer was lost is sent again under its own name and stands once', async () => at('immigration', 'immigration', async (officer) => {
    await officer.page.route('**/api/actions/prescribed.record', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await officer.scans(personAt(9).passport);
    await officer.sees('JONAS', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('kept');
    expect(await recordsOf(personAt(9).caseId, 'EXT-01')).toHaveLength(1);
    await officer.page.unroute('**/api/actions/prescribed.record');
    await officer.page.locator('[data-outbox]').waitFor({ state: 'detached', timeout: 15_000 });
    expect(await recordsOf(personAt(9).caseId, 'EXT-01')).toHaveLength(1);
  }));

  it('a release is not kept: nobody walks through a gate on a promise', async () => {
    const { caseId, passport } = leavingAt(3);
    await hall.passed('DEP-02', { pieces: 1, seals: 'S-1', sealed: true, holder: 'X' }, [caseId]);
    await hall.passed('DEP-01', { codeValid: true, samePerson: true, openAnswers: 0, ...noAnswers, temperatureCelsius: 36.4 }, [caseId]);
    await hall.passed('EXT-03', { passed: true }, [caseId]);
    await at('gate', 'gate', async (officer) => {
      await officer.scans(passport);
      await officer.sees('DORA', '.tg-person');
      await port.cutLine(true);
      await officer.presses('Enter');
      await officer.page.locator('.tg-step-form [role="alert"]').waitFor();
      await expect.poll(() => officer.page.locator('[data-outbox]').count(), { timeout: 10_000 }).toBe(0);
      await port.cutLine(false);
      await officer.pushes('Record');
      await officer.seesOutcome('passed', /DORA/);
    });
    expect(await recordsOf(caseId, 'DEP-03')).toHaveLength(1);
  });
});

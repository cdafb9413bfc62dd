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

const receiverSelect = /Receiver with an account/;

describe('a receiver with an account', () => {
  it('sees what is laid before them by itself, counts, and signs by one key; the bay shows it and the vehicle leaves', async () => {
    const three = hall.people.slice(12, 15);
    await hall.cleared(three.map((person) => person.caseId));
    const receiver = await port.seats('committee');
    await receiver.opens('/receive');
    await receiver.sees('Nothing waits for your signature');
    const giver = await port.seats('transfer', { height: 1300 });
    await giver.opensStation('vehicleBay');
    for (const person of three) await giver.scans(person.passport);
    await giver.sees('3', '[data-count="scanned"]');
    await giver.fills('Vehicle', 'B-21');
    await giver.fills('Destination', 'Village Z1');
    await giver.chooses(receiverSelect, 'committee');
    expect(await giver.reasonAgainst(/Hand over/)).not.toBe('');
    await giver.pushes(/Lay it before/);
    await giver.sees(/waits for their signature/);
    await giver.pictures('receiving-bay-waits');
    // Nobody loads the page again.
    await receiver.sees('B-21');
    await receiver.sees('SPECIMEN');
    await receiver.fills('Your own count', '2');
    await receiver.sees(/3 are given, you counted 2/);
    await receiver.pictures('receiving-page');
    await receiver.fills('Your own count', '3');
    await receiver.presses('Enter');
    await receiver.sees(/You signed/);
    await giver.sees(/signed in their own session/);
    await giver.sees('3', '[data-count="received"]');
    await giver.ticks('Signed by the giver');
    await giver.pictures('receiving-bay-signed');
    await giver.pushes(/Hand over/);
    await giver.seesOutcome('left', /B-21.*3 persons/);
    await receiver.sees('Handed over');
    await receiver.sits({ language: 'zh', scheme: 'dark', width: 420, height: 900 });
    await receiver.sees('已移交');
    await receiver.pictures('receiving-page-zh');
    await giver.leaves();
    await receiver.leaves();
  });

  it('signs the receipt at the ambulance; without an account the name and the giver’s word stand', async () => {
    const ill = hall.people[6]!;
    const at = async (kind: string, role: 'healthOfficer' | 'doctor' | 'transfer', does: (officer: Officer) => Promise<void>): Promise<void> => {
      const officer = await port.seats(role, { height: 1200 });
      await officer.opensStation(kind);
      await does(officer);
      await officer.leaves();
    };
    const many = async (step: string, evidence: object): Promise<void> => void await hall.world.done('travellers.recordMany', { step, evidence, caseIds: [ill.caseId] });
    await many('CHK-04', { zone: 'A', finding: 'symptomatic' });
    await many('INV-01', { class: 'suspected', travel14Days: 'none' });
    await many('INV-02', { done: true, excludedAsSuspect: false, auscultation: 'rales' });
    await hall.passed('CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }, [ill.caseId]);
    await hall.passed('CHK-02', { temperatureCelsius: 36.5 }, [ill.caseId]);
    await hall.passed('EXT-01', { passed: true }, [ill.caseId]);
    await hall.passed('EXT-02', { cardNumber: 'A-1', valid: true }, [ill.caseId]);
    await hall.passed('BAG-01', { tags: 1, tagsMatch: true, disinfected: true }, [ill.caseId]);
    await hall.passed('SMP-01', { tubeId: 'BJ90', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true }, [ill.caseId]);
    await at('ambulanceBay', 'transfer', async (officer) => {
      await officer.scans(ill.passport);
      await officer.sees('GRETA', '.tg-person');
      await officer.sees(/weaker evidence/);
      await officer.pictures('receiving-ambulance-name');
      await officer.fills('Destination', 'Invented hospital');
      await officer.fills('Vehicle', 'AMB-01');
      await officer.chooses(receiverSelect, 'doctor');
      expect(await officer.reasonAgainst('Record')).toMatch(/has not signed yet/);
      await officer.pushes(/^.* signs$/);
      await officer.sees(/signed by their own password/);
      await officer.pictures('receiving-ambulance-signed');
      await officer.pushes('Record');
      await officer.seesOutcome('passed', /Suspected · Invented hospital/);
    });
    const { handOvers } = await hall.world.see<{ handOvers: { kind: string; receiverSigned: object | null }[] }>('travellers.handOvers', { flightId: hall.arrivalId });
    expect(handOvers.find((one) => one.kind === 'abnormal')).toMatchObject({ receiverSigned: { way: 'password' } });
  });
});

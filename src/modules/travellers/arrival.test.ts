import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from '../../../tests/printed.ts';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';

let world: TestWorld;
beforeAll(async () => { world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z' }); });
afterAll(async () => { await world.close(); });

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const header = 'Delegation,Accreditation number,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Issuing country,Passport expiry date,Flight,Arrival date,Seat,Function,Sports kit';
const row = (number: number, more: { surname?: string; flight?: string; kit?: string } = {}): string =>
  `Utopia,A-${1000 + number},${more.surname ?? `SPECIMEN${number}`},ANNA,F,1990-01-${String(10 + number)},NOR,N${100000 + number},NOR,2030-01-01,${more.flight ?? 'CA926'},2022-01-27,${10 + number}A,Athlete,${more.kit ?? 'no'}`;
const roster = (...rows: string[]): string => base64([header, ...rows].join('\n'));

async function announce(designator: string, chartered = false): Promise<string> {
  return (await world.done<{ flightId: string }>('flights.announce', { designator, flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered })).flightId;
}
interface Person { caseId: string; surname: string; owed: { step: string }[]; travellerId: string; absent: boolean }
const personsOf = async (flightId: string): Promise<Person[]> => (await world.see<{ persons: Person[] }>('travellers.persons', { flightId })).persons;


const answers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };
const many = async (step: string, evidence: object, caseIds: string[]) => {
  const { results } = await world.done<{ results: { caseId: string; outcome?: string; owed?: string[]; added?: string[]; refusal?: { code: string } }[] }>('travellers.recordMany', { step, evidence, caseIds });
  return results;
};
const passed = async (step: string, evidence: object, caseIds: string[]): Promise<void> => {
  for (const result of await many(step, evidence, caseIds)) expect(result, step).toMatchObject({ outcome: 'passed' });
};
async function landAndConfirm(flightId: string, headCount: number, absentCaseIds: string[]): Promise<{ outcome: string; onBoard: number; absent: number; differencesOpened: number }> {
  return world.done('travellers.confirmOnBoard', { flightId, headCount, papersIn: true, illPersons: 0, absentCaseIds });
}
const before = async (caseIds: string[]): Promise<void> => {
  await passed('PRE-01', { daysMonitored: 14, symptomSeen: false }, caseIds);
  await passed('PRE-02', { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true }, caseIds);
  await passed('PRE-03', { fullCourse: true, daysSinceLastDose: 60 }, caseIds);
  await passed('PRE-04', { complete: true, formVersion: '8', language: 'en', ...answers }, caseIds);
  await passed('PRE-05', { checksHeld: true, airlineResult: 'ok' }, caseIds);
};

async function positiveIsPrinted(reportId: string, positive: Person): Promise<void> {
  for (const [language, words] of [['en', ['Immediate report of a positive', 'TUBE-2', 'Centre', 'Commission', 'Recomputed from the content when printed: equal.', 'in time']], ['zh', ['阳性即报单', '采样管', '按时']]] as const) {
    const file = await world.see<{ fileName: string; mediaType: string; content: string }>('flights.positiveSheet', { reportId, language });
    const [page, ...more] = await printed(Buffer.from(file.content, 'base64'));
    expect([file.mediaType, more]).toEqual(['application/pdf', []]);
    for (const word of [...words, 'CA926', positive.caseId]) expect(page!.text).toContain(word);
    // The case by its number; nobody's name, document or birth date.
    expect(page!.text).not.toMatch(/SPECIMEN|ANNA|N10000|1990/);
    expect(page!.text).not.toContain(language === 'en' ? 'waiting' : '待回执');
    if (process.env['TONGGUAN_SHEETS'] !== undefined) writeFileSync(join(process.env['TONGGUAN_SHEETS'], file.fileName), Buffer.from(file.content, 'base64'));
  }
  const reads = await world.open.pool.query("SELECT 1 FROM read_log WHERE event_id = $1 AND view = 'flights.positiveSheet' AND subject = $2", [world.eventId, `report:${reportId}`]);
  expect(reads).toHaveLength(2);
  await expect(world.see('flights.positiveSheet', { reportId, language: 'en' }, { as: await world.makeOfficer('committee') })).rejects.toThrow('role-not-allowed');
  await expect(world.see('flights.reportSheet', { reportId, language: 'en' })).rejects.toThrow('report-unknown');
}

describe('a whole arrival of five', () => {
  it('takes everybody through: one absent, one found outside the list, one with fever, one positive after the hand-over, one sampled again', async () => {
    const flightId = await announce('CA926', true);
    const content = roster(row(1), row(2), row(3), row(4), row(5));
    expect(await world.done('travellers.commitList', { kind: 'roster', fileName: 'utopia.csv', content })).toMatchObject({ added: 5, changed: 0, gone: 0, quarantined: 0, flights: [flightId], repeated: false });
    expect(await world.done('travellers.commitList', { kind: 'roster', fileName: 'utopia.csv', content })).toMatchObject({ repeated: true, added: 0, unchanged: 5 });
    const listed = await personsOf(flightId);
    const [healthy, fever, positive, again, absent] = listed as [Person, Person, Person, Person, Person];
    const here = [healthy, fever, positive, again].map((person) => person.caseId);

    expect(await world.refusedBy('travellers.confirmOnBoard', { flightId, headCount: 5, papersIn: true, illPersons: 0, absentCaseIds: [absent.caseId] })).toBe('head-count-differs');
    expect(await world.refusedBy('travellers.confirmOnBoard', { flightId, headCount: 4, papersIn: true, illPersons: 0, absentCaseIds: [flightId] })).toBe('person-not-on-flight');
    expect(await landAndConfirm(flightId, 4, [absent.caseId])).toMatchObject({ outcome: 'passed', onBoard: 4, absent: 1 });
    const afterBoarding = await personsOf(flightId);
    expect(afterBoarding.find((person) => person.caseId === absent.caseId)).toMatchObject({ absent: true, owed: [], ended: true });

    const extra = await world.done<{ caseId: string; known: boolean }>('travellers.addPerson', { flightId, person: { surname: 'UNLISTED', givenNames: 'BEA', kind: 'passenger', documents: [{ type: 'P', number: 'U777', issuer: 'NOR' }] }, seat: '20c', foundOutsideList: true });
    expect(extra.known).toBe(false);
    expect(await world.refusedBy('travellers.addPerson', { flightId, person: { surname: 'UNLISTED', givenNames: 'BEA', kind: 'passenger', documents: [{ type: 'P', number: 'U 777', issuer: 'NOR' }] } })).toBe('person-on-flight');
    expect((await personsOf(flightId)).find((person) => person.caseId === extra.caseId)).toMatchObject({ onBoard: true, foundOutsideList: true });
    const counts = await world.see<{ roster: number; counted: number; onBoard: number; scans: number; differences: { ordinal: number; subject: string; explained: boolean; dueAt: string | null; ownerId: string | null; suggestion: unknown }[] }>('travellers.headCounts', { flightId });
    expect(counts).toMatchObject({ roster: 5, counted: 4, onBoard: 5, scans: 0 });
    expect(counts.differences.map((entry) => entry.subject.split(':')[0])).toEqual(expect.arrayContaining(['counted-airline', 'counted-onBoard']));
    expect(counts.differences.every((entry) => entry.ownerId === world.officer.officerId)).toBe(true);

    const all = [...here, extra.caseId];
    await before(all);
    const hand = (caseIds: string[], more: object = {}) => ({ flightId, kind: 'normal', vehicle: 'B-01', cluster: 'Z1', caseIds, countReceived: caseIds.length, giver: 'Officer One', receiver: 'Driver Two', giverSigned: true, receiverSigned: true, ...more });
    expect(await world.refusedBy('travellers.handOver', hand([healthy.caseId]))).toBe('still-owed');
    await passed('CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, ...answers }, all);
    const warm = await many('CHK-02', { temperatureCelsius: 37.8 }, [fever.caseId]);
    expect(warm[0]).toMatchObject({ outcome: 'failed', added: ['CHK-03'] });
    await passed('CHK-02', { temperatureCelsius: 36.5 }, all.filter((caseId) => caseId !== fever.caseId));
    const retest = await many('CHK-03', { mercuryCelsius: 37.6, minutesWaited: 10, symptomSeen: false }, [fever.caseId]);
    expect(retest[0]?.added).toEqual(expect.arrayContaining(['INV-01', 'INV-02']));
    await passed('INV-01', { class: 'symptomatic', travel14Days: 'none' }, [fever.caseId]);
    const doctor = await many('INV-02', { done: true, excludedAsSuspect: false, auscultation: 'rales' }, [fever.caseId]);
    expect(doctor[0]).toMatchObject({ outcome: 'failed' });
    expect(doctor[0]?.owed).toContain('XFR-02');
    expect(doctor[0]?.owed).not.toContain('XFR-01');
    await passed('CHK-04', { zone: 'A', finding: 'none' }, all);
    await passed('EXT-01', { passed: true }, all);
    await passed('EXT-02', { cardNumber: 'A-1', valid: true }, here);
    await passed('BAG-01', { tags: 1, tagsMatch: true, disinfected: true }, all);
    const swabs = { personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true };
    const sampled = await world.done<{ results: { outcome?: string; refusal?: { code: string } }[] }>('travellers.recordMany', { step: 'SMP-01', evidence: swabs, items: all.map((caseId, index) => ({ caseId, evidence: { tubeId: `TUBE-${index}` } })) });
    expect(sampled.results.every((result) => result.outcome === 'passed')).toBe(true);
    const stolen = await world.done<{ results: { refusal?: { code: string } }[] }>('travellers.recordMany', { step: 'SMP-01', evidence: swabs, items: [{ caseId: all[1], evidence: { tubeId: 'TUBE-0' } }, { caseId: all[2], evidence: { tubeId: 'TUBE-99' } }] });
    expect(stolen.results.map((result) => result.refusal?.code)).toEqual(['evidence-key-taken', undefined]);

    expect(await world.refusedBy('travellers.handOver', hand([healthy.caseId], { countReceived: 2 }))).toBe('counts-differ');
    expect(await world.refusedBy('travellers.handOver', hand([healthy.caseId], { receiverSigned: false }))).toBe('not-signed');
    expect(await world.refusedBy('travellers.handOver', hand([healthy.caseId, fever.caseId]))).toBe('step-not-owed');
    const ready = await world.see<{ persons: { caseId: string; handOverOpen: boolean }[] }>('travellers.queue', { station: 'vehicleBay', flightId });
    expect(ready.persons.map((person) => person.caseId).sort()).toEqual([...here.filter((caseId) => caseId !== fever.caseId), extra.caseId].sort());
    expect(ready.persons.every((person) => person.handOverOpen)).toBe(true);
    // Whoever receives them signs by their own credentials for this vehicle and this count; a signature serves one hand-over.
    const receiver = await world.makeOfficer('transfer');
    const theirs = { receiverOfficer: receiver.officerId };
    const everybody = ready.persons.map((person) => person.caseId);
    expect(await world.refusedBy('travellers.handOver', hand(everybody, theirs))).toBe('signature-missing');
    expect(await world.refusedBy('travellers.handOver', hand(everybody, { receiverOfficer: world.officer.officerId }))).toBe('second-officer-same');
    await world.done('travellers.signHandOver', { flightId, vehicle: hand([]).vehicle, countReceived: 3 }, { as: receiver });
    expect(await world.refusedBy('travellers.handOver', hand(everybody, theirs))).toBe('signature-missing');
    await world.done('travellers.signHandOver', { flightId, vehicle: hand([]).vehicle, countReceived: 4 }, { as: receiver });
    const handedOver = await world.done<{ handOverId: string; handedOver: number }>('travellers.handOver', hand(everybody, theirs));
    expect(await world.refusedBy('travellers.handOver', hand(everybody, theirs))).toBe('signature-used');
    expect((await world.see<{ handOvers: object[] }>('travellers.handOvers', { flightId })).handOvers).toMatchObject([{ receiverSigned: { way: 'session' }, receiver: expect.stringContaining(receiver.name.en) }]);
    expect(handedOver.handedOver).toBe(4);
    expect(await world.refusedBy('travellers.handOver', hand([healthy.caseId]))).toBe('step-not-owed');
    await world.done('travellers.handOverAbnormal', { caseId: fever.caseId, class: 'symptomatic', destination: 'Hospital One', vehicle: 'AMB-1', receiver: 'Dr Two', receiptSigned: true });

    await world.done('travellers.moveSamples', { kind: 'packed', packId: 'PACK-1', tubeIds: ['TUBE-0', 'TUBE-1', 'TUBE-2', 'TUBE-3', 'TUBE-4'] });
    expect(await world.refusedBy('travellers.moveSamples', { kind: 'packed', packId: 'PACK-1', tubeIds: ['NOBODYS'] })).toBe('tube-unknown');
    expect(await world.done('travellers.moveSamples', { kind: 'received', packId: 'PACK-1', tubeIds: ['TUBE-0', 'TUBE-1', 'TUBE-2', 'TUBE-3'] })).toEqual({ moved: 4, missing: ['TUBE-4'], unexpected: [] });
    const resultAt = world.now();
    const results = await world.done<{ results: { tubeId: string; outcome?: string; owed?: string[]; refusal?: { code: string } }[] }>('travellers.recordResults', { results: [
      { tubeId: 'TUBE-0', result: 'negative', resultAt }, { tubeId: 'TUBE-1', result: 'negative', resultAt }, { tubeId: 'TUBE-2', result: 'positive', resultAt }, { tubeId: 'TUBE-3', result: 'inconclusive', resultAt }, { tubeId: 'TUBE-4', result: 'negative', resultAt }, { tubeId: 'UNKNOWN', result: 'negative', resultAt },
    ] });
    expect(results.results.map((result) => result.outcome ?? result.refusal?.code)).toEqual(['passed', 'passed', 'failed', 'failed', 'passed', 'tube-unknown']);
    expect(results.results[2]?.owed).toEqual(expect.arrayContaining(['XFR-02', 'REP-02', 'REP-03']));
    expect(results.results[3]?.owed).toEqual(expect.arrayContaining(['SMP-01', 'SMP-02']));
    const samples = await world.see<{ samples: { tubeId: string; custody: string; state: string; result: string | null }[] }>('travellers.samples', { flightId });
    expect(samples.samples.find((sample) => sample.tubeId === 'TUBE-4')).toMatchObject({ custody: 'packed', state: 'resulted' });

    const contacts = await world.done<{ contacts: { caseId: string; rowsAway: number }[]; unseated: string[] }>('travellers.determineContacts', { caseId: positive.caseId });
    expect(contacts.contacts.map((contact) => contact.caseId).sort()).toEqual([healthy.caseId, fever.caseId, again.caseId].sort());
    expect(await world.done('travellers.changeSeat', { caseId: again.caseId, seat: '29F' })).toEqual({ seat: '29F', before: '14A' });
    expect((await world.done<{ contacts: { caseId: string }[] }>('travellers.determineContacts', { caseId: positive.caseId, ruleVersion: 'seats-2-rows' })).contacts.map((contact) => contact.caseId).sort()).toEqual([healthy.caseId, fever.caseId].sort());
    expect(await world.refusedBy('travellers.determineContacts', { caseId: positive.caseId, ruleVersion: 'guess' })).toBe('rule-unknown');
    expect(await world.refusedBy('flights.reportPositive', { caseId: healthy.caseId, recipients: 'Centre' })).toBe('step-not-owed');
    const report = await world.done<{ reportId: string }>('flights.reportPositive', { caseId: positive.caseId, recipients: 'Centre, Commission' });
    const acknowledges = (recipient: string): Promise<{ waitingFor: string[]; outcome: string | null }> => world.done('flights.acknowledgeReport', { reportId: report.reportId, recipient });
    expect(await acknowledges('Centre')).toMatchObject({ waitingFor: ['Commission'], outcome: null });
    expect(await acknowledges('Commission')).toMatchObject({ waitingFor: [], outcome: 'passed' });
    expect(await world.refusedBy('flights.reportPositive', { caseId: positive.caseId, recipients: 'Centre' })).toBe('step-not-owed');
    await positiveIsPrinted(report.reportId, positive);
    await passed('REP-03', { ruleVersion: 'seats-2-rows', contacts: 3, reached: 3, everyoneReached: true }, [positive.caseId]);
    await world.done('travellers.handOverAbnormal', { caseId: positive.caseId, class: 'confirmed', destination: 'Hospital One', vehicle: 'AMB-2', receiver: 'Dr Two', receiptSigned: true });
    await passed('SMP-01', { tubeId: 'TUBE-3B', ...swabs }, [again.caseId]);
    await world.done('travellers.recordResults', { results: [{ tubeId: 'TUBE-3B', result: 'negative', resultAt }, { tubeId: 'TUBE-99', result: 'negative', resultAt }] });
    const left = (await personsOf(flightId)).filter((person) => person.owed.length > 0);
    expect(left).toEqual([]);

    // One more is on board than was counted at the doors: the flight cannot close before it is counted again and explained.
    expect(await world.refusedBy('flights.close', { flightId, secondOfficer: 'second' })).toBe('still-owed');
    expect(await landAndConfirm(flightId, 5, [])).toMatchObject({ outcome: 'passed', onBoard: 5, absent: 1 });
    const now = await world.see<typeof counts & { differences: { resolved: boolean; suggestion: { en: string } | null }[] }>('travellers.headCounts', { flightId });
    expect(now).toMatchObject({ roster: 5, counted: 5, onBoard: 5, scans: 5, declarations: 5 });
    expect(now.differences.find((entry) => entry.subject === 'counted-onBoard')).toMatchObject({ resolved: true, explained: false, suggestion: { en: expect.stringContaining('Resolved') } });
    for (const difference of now.differences) await world.done('travellers.explainDifference', { flightId, ordinal: difference.ordinal, explanation: 'Found in row 20 while disembarking.' });

    const second = await world.makeOfficer('dutyOfficer', 'second');
    const record = (step: string, evidence: object) => world.recordDirectly(flightId, step, evidence);
    await record('FLT-01', { listHeld: true, hoursBeforeLanding: 6, unexplainedGaps: 0 });
    await record('FLT-03', { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true, staffPresent: 12 });
    const { templates } = await world.see<{ templates: { planId: string; direction: string }[]; baselines: { planId: string; direction: string }[] }>('flights.templates', {}).then((all) => ({ templates: [...all.templates, ...all.baselines] }));
    const plan = await world.done<{ planId: string; version: number }>('flights.planFlight', { flightId, templatePlanId: templates.find((entry) => entry.direction === 'arrival')!.planId });
    await world.done('flights.approvePlan', { flightId, planId: plan.planId, version: plan.version });
    await record('DSB-01', { permitted: true });
    await record('BRD-03', { batches: [3, 2], sumOfBatches: 5, headCount: 5 });
    await record('CLN-01', { areas: 'cabin', agent: 'chlorine', done: true });
    const { reportId } = await world.done<{ reportId: string }>('flights.sendReport', { flightId, kind: 'information', recipients: 'Centre' });
    await world.done('flights.acknowledgeReport', { reportId, recipient: 'Centre' });
    await world.done('flights.signClosing', { flightId }, { as: second });
    expect(await world.done('flights.close', { flightId, secondOfficer: 'second' })).toMatchObject({ persons: 5 });
    expect(await world.refusedBy('travellers.addPerson', { flightId, person: { surname: 'LATE', givenNames: '', kind: 'passenger' } })).toBe('flight-closed');
  }, 30_000);
});

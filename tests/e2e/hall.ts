import type { Role } from '../../src/kernel/officer.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, addStations } from './officers.ts';

/** Is a hall with people in it at every stage, all invented. */
export interface Hall {
  readonly world: TestWorld;
  readonly arrivalId: string;
  readonly nextArrivalId: string;
  readonly departureId: string;
  /** The four who leave, each with sports kit, in the order of the list; every name begins with MUSTER. */
  readonly leaving: readonly { readonly caseId: string; readonly surname: string; readonly passport: string }[];
  /** The people of the arrival in the order of the list; every name begins with SPECIMEN. */
  readonly people: readonly { readonly caseId: string; readonly surname: string; readonly passport: string }[];
  /** Records a step as passed for people of the arrival. */
  passed(step: string, evidence: object, caseIds: readonly string[]): Promise<void>;
  /** Does everything before the vehicle for people of the arrival. */
  cleared(caseIds: readonly string[]): Promise<void>;
}

const kinds = ['declaration', 'temperature', 'patrol', 'inquiry', 'isolation', 'sampling', 'laboratory', 'courier', 'immigration', 'accreditation', 'baggage', 'vehicleBay', 'ambulanceBay', 'disinfection', 'village', 'gate', 'aircraft', 'desk', 'remote'];
const personas: readonly Role[] = ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'laboratory', 'gate', 'transfer', 'disinfection', 'customsOfficer', 'immigration', 'committee'];
const given = ['ANNA', 'BERTA', 'CLARA', 'DORA', 'EMIL', 'FRIDA', 'GRETA', 'HUGO', 'IDA', 'JONAS', 'KLARA', 'LUISE', 'MARTA', 'NORA', 'OTTO', 'PAULA', 'QUINN', 'ROSA', 'SVEN', 'THEO'];
const header = 'Delegation,Accreditation number,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Issuing country,Passport expiry date,Flight,Arrival date,Seat,Function,Sports kit';
const answers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };

/** Makes the hall: twenty people on board an arrival, the first without a declaration, and two flights to come. */
export async function makeHall(): Promise<Hall> {
  const world = await makeWorld({ startsAt: '2022-01-27T06:30:00.000Z' });
  await addStations(world, kinds);
  for (const role of personas) await addPersona(world, role);
  const announce = async (designator: string, direction: string, more: object): Promise<string> => (await world.done<{ flightId: string }>('flights.announce', {
    designator, flightDate: '2022-01-27', direction, pointCode: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true, seatLayout: 'ABC-DEF|10-24', ...more })).flightId;
  const arrivalId = await announce('CA926', 'arrival', { origin: 'NRT', destination: 'PEK' });
  const nextArrivalId = await announce('LH720', 'arrival', { origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T08:00:00Z' });
  const departureId = await announce('CA925', 'departure', { origin: 'PEK', destination: 'NRT', scheduledAt: '2022-01-27T10:00:00Z' });
  const roster = given.map((name, place) => `${place < 12 ? 'Utopia' : 'Ruritania'},A-${1001 + place},SPECIMEN,${name},F,1990-01-${String(10 + place)},NOR,N${1000001 + place},NOR,2030-01-01,CA926,2022-01-27,${10 + Math.floor(place / 6)}${'ABCDEF'[place % 6]},Athlete,${place % 5 === 0 ? 'yes' : 'no'}`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'utopia.csv', content: Buffer.from([header, ...roster].join('\n')).toString('base64') });
  for (let place = 0; place < 4; place += 1) {
    await world.done('travellers.addPerson', { flightId: nextArrivalId, person: { surname: 'EXEMPLAR', givenNames: given[place]!, kind: 'passenger', nationality: 'NOR', documents: [{ type: 'P', number: `E${2000001 + place}`, issuer: 'NOR' }] }, seat: `${11 + place}A` });
  }
  const leaving = given.slice(0, 4).map((name, place) => `Utopia,A-${2001 + place},MUSTER,${name},F,1991-02-${String(10 + place)},NOR,M${2000001 + place},NOR,2030-01-01,CA925,2022-01-27,${11 + place}A,Athlete,yes`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'leaving.csv', content: Buffer.from([header, ...leaving].join('\n')).toString('base64'), flightId: departureId });
  const peopleOf = async (flightId: string, names: readonly string[]): Promise<Hall['people']> => {
    const { persons } = await world.see<{ persons: { caseId: string; surname: string; givenNames: string; documents: { number: string }[] }[] }>('travellers.persons', { flightId });
    return names.map((name) => persons.find((person) => person.givenNames === name)!).map((person) => ({ caseId: person.caseId, surname: person.surname, passport: person.documents[0]!.number }));
  };
  const people = await peopleOf(arrivalId, given);
  await world.done('flights.move', { flightId: arrivalId, kind: 'landed', at: '2022-01-27T06:05:00Z', source: 'tower' });
  await world.done('travellers.confirmOnBoard', { flightId: arrivalId, headCount: people.length, papersIn: true, illPersons: 0, absentCaseIds: [] });
  const passed = async (step: string, evidence: object, caseIds: readonly string[]): Promise<void> => {
    const { results } = await world.done<{ results: { outcome?: string; refusal?: { code: string } }[] }>('travellers.recordMany', { step, evidence, caseIds: [...caseIds] });
    const bad = results.filter((result) => result.outcome !== 'passed');
    if (bad.length > 0) throw new Error(`${step}: ${JSON.stringify(bad[0])}`);
  };
  const all = people.map((person) => person.caseId);
  await passed('PRE-01', { daysMonitored: 14, symptomSeen: false }, all);
  await passed('PRE-02', { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true }, all);
  await passed('PRE-03', { fullCourse: true, daysSinceLastDose: 60 }, all);
  await passed('PRE-04', { complete: true, formVersion: '8', language: 'en', ...answers }, all.slice(1));
  await passed('PRE-05', { checksHeld: true, airlineResult: 'ok' }, all);
  let tube = 0;
  return {
    world, arrivalId, nextArrivalId, departureId, people, passed, leaving: await peopleOf(departureId, given.slice(0, 4)),
    async cleared(caseIds) {
      await passed('CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, ...answers }, caseIds);
      await passed('CHK-02', { temperatureCelsius: 36.5 }, caseIds);
      await passed('CHK-04', { zone: 'A', finding: 'none' }, caseIds);
      await passed('EXT-01', { passed: true }, caseIds);
      await passed('EXT-02', { cardNumber: 'A-1', valid: true }, caseIds);
      await passed('BAG-01', { tags: 1, tagsMatch: true, disinfected: true }, caseIds);
      for (const caseId of caseIds) await passed('SMP-01', { tubeId: `BJ${20220000 + (tube += 1)}`, personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true }, [caseId]);
    },
  };
}

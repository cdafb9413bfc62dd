import { hour, minute } from './days.ts';
import { flightStep, iso, many, personStep } from './deeds.ts';
import type { Deed, Known } from './deeds.ts';
import { feverAt, followUps, needsFollowUp, suspects } from './follow-ups.ts';
import type { PersonSpec } from './people.ts';
import { Chance } from './random.ts';
import { processingAt } from './schedule.ts';
import { tubeOf, wavesOf } from './waves.ts';
import type { Wave } from './waves.ts';
import type { FlightSpec } from './schedule.ts';
import { inLaboratory } from './laboratory.ts';
import { closing } from './closing.ts';

const clusters = ['Village 1 虚构一村', 'Village 2 虚构二村', 'Media hotel 虚构媒体酒店'] as const;

/** Tells the deeds of an arrival from the aircraft's door to the closed flight. */
export function afterLanding(seed: string, flight: FlightSpec, people: readonly PersonSpec[]): Deed[] {
  const onBoard = people.filter((person) => !person.absent);
  const waves = wavesOf(flight, onBoard);
  const lastWave = waves.at(-1)!.at;
  const results = inLaboratory(seed, flight, waves);
  const deeds = [
    ...atTheDoor(flight, people, waves),
    ...waves.flatMap((wave) => hall(flight, wave)),
    ...followUps(flight, waves),
    ...handOvers(flight, waves),
    ...results.deeds,
    flightStep('disinfected', lastWave + 62 * minute, 'disinfection', 'CLN-01', { areas: 'aircraft 航空器, jet bridge 廊桥, route 通道, hall 大厅', agent: 'Invented agent 虚构消毒剂', minutes: 45, done: true }),
    ...closing(Math.max(results.endsAt, lastWave + 3 * hour)),
  ];
  return deeds;
}

function atTheDoor(flight: FlightSpec, people: readonly PersonSpec[], waves: readonly Wave[]): Deed[] {
  const at = processingAt(flight);
  const onBoard = people.filter((person) => !person.absent);
  const absent = people.filter((person) => person.absent);
  const outside = onBoard.filter((person) => !person.listed);
  const confirm = (name: string, when: number, mayBeRefused?: readonly string[]): Deed => ({
    name, at: when, by: 'healthOfficer', station: ['aircraft', 0], action: 'travellers.confirmOnBoard', ...(mayBeRefused === undefined ? {} : { mayBeRefused }),
    input: ({ flightId, caseOf }) => ({ flightId, headCount: onBoard.length, papersIn: true, illPersons: 0, absentCaseIds: absent.flatMap((person) => caseOf(person) ?? []), crewAnswers: 'Nobody ill on board; no disinsection.' }),
  });
  const deeds: Deed[] = [];
  if (outside.length > 0) {
    // The count at the doors differs: the doors are held, the person is added, the count is taken again.
    deeds.push(confirm('countDiffers', at - 4 * minute, ['head-count-differs']));
    for (const person of outside) {
      deeds.push({
        name: 'foundOutside', at: at - 2 * minute, by: 'healthOfficer', station: ['aircraft', 0], action: 'travellers.addPerson',
        input: ({ flightId }) => ({ flightId, foundOutsideList: true, seat: person.seat, person: {
          surname: person.surname, givenNames: person.givenNames, sex: person.sex, birthDate: person.birthDate, nationality: person.country.code, kind: person.kind, documents: [{ type: 'P', number: person.passport, issuer: person.country.code, expiry: person.passportExpiry }],
          ...(person.accreditation === null ? {} : { accreditationNumber: person.accreditation, delegation: person.delegation.en }) } }),
      });
    }
    deeds.push(
      ...many('outsideMonitoring', at + 6 * minute, 'healthOfficer', 'PRE-01', outside.filter((person) => person.kind === 'passenger'), () => ({ daysMonitored: 14, symptomSeen: false, note: 'Asked on board.' })),
      ...many('outsideTests', at + 6 * minute, 'healthOfficer', 'PRE-02', outside, () => ({ bothNegative: true, firstHoursBeforeDeparture: 80, secondHoursBeforeDeparture: 30, hoursApart: 50, approvedLaboratory: true })),
      ...many('outsideVaccination', at + 7 * minute, 'healthOfficer', 'PRE-03', outside, () => ({ fullCourse: true, daysSinceLastDose: 60 })),
      ...many('outsideDeclaration', at + 7 * minute, 'healthOfficer', 'PRE-04', outside, () => ({ complete: false, formVersion: '2022-01', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false })),
      ...many('outsideBoardingCheck', at + 8 * minute, 'healthOfficer', 'PRE-05', outside, () => ({ checksHeld: false, airlineResult: 'notChecked' })),
    );
  }
  const batches = waves.map((wave) => wave.people.length);
  deeds.push(
    confirm('onBoard', at),
    flightStep('doorsOpened', at + 5 * minute, 'healthOfficer', 'DSB-01', { permitted: true }),
    flightStep('allOff', Math.max(waves.at(-1)!.at + 2 * minute, at + 24 * minute), 'healthOfficer', 'BRD-03', { batches, sumOfBatches: onBoard.length, headCount: onBoard.length }),
  );
  return deeds;
}

function hall(flight: FlightSpec, wave: Wave): Deed[] {
  const { people, number } = wave;
  const at = (minutes: number): number => wave.at + minutes * minute;
  const answers = (person: PersonSpec): object => ({ symptomDeclared: false, contactDeclared: false, keyAreaDeclared: person.fate.keyArea === true });
  const mistyped = people.filter((person) => person.fate.temperatureMistyped === true && person.fate.fever === undefined);
  const measured = people.filter((person) => !mistyped.includes(person));
  const isFever = (person: PersonSpec): boolean => person.fate.fever !== undefined;
  const lateFever = (person: PersonSpec): boolean => isFever(person) && feverAt(flight, wave) > at(2);
  const name = (step: string): string => `${step}-${number}`;
  const lane = number - 1;
  return [
    ...many(name('declaration'), at(0), 'gate', 'CHK-01', people, (person, index) => ({ codeValid: !person.fate.codeExpired && !person.fate.declarationMissing && person.listed, samePerson: true, openAnswers: 0, ...answers(person), matchScorePercent: 88 + (index % 12) }), ['declaration', lane]),
    ...many(name('temperature'), at(2), 'gate', 'CHK-02', measured.filter((person) => !lateFever(person)), (person) => ({ temperatureCelsius: isFever(person) ? 37.8 : person.temperature }), ['temperature', lane]),
    ...many(name('fever'), feverAt(flight, wave), 'gate', 'CHK-02', measured.filter(lateFever), () => ({ temperatureCelsius: 37.8, note: 'No reading at the first pass.' }), ['temperature', lane]),
    // 36.9 stands on the device, 36.2 was typed: the correction names the record that it corrects.
    ...mistyped.flatMap((person) => {
      const id = name(`typed-${person.passport}`);
      return [
        personStep(id, at(2), 'healthOfficer', 'CHK-02', person, () => ({ temperatureCelsius: 36.2 })),
        personStep(`${id}-corrected`, at(5), 'healthOfficer', 'CHK-02', person, () => ({ temperatureCelsius: 36.9, note: 'Typed wrong; the device says 36.9.' }), ({ idOf }) => idOf(id)),
      ];
    }),
    ...many(name('patrol'), at(4), 'healthOfficer', 'CHK-04', people, (person) => (person.fate.patrolFinding ? { zone: `Hall ${lane + 1}`, finding: 'symptomatic', signs: ['dryCough'] } : { zone: `Hall ${lane + 1}`, finding: 'none' }), ['patrol', lane]),
    ...(flight.risk === 'high' ? many(name('inquiry'), at(7), 'doctor', 'INV-01', people.filter((person) => !needsFollowUp(person)), (person) => ({ class: 'ordinary', travel14Days: `${person.country.en}, 14 days` }), ['inquiry', lane]) : []),
    ...many(name('sampling'), at(9), 'sampler', 'SMP-01', people, (person) => ({ tubeId: tubeOf(flight, person), personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true }), ['sampling', lane * 3]),
    ...many(name('immigration'), at(15), 'immigration', 'EXT-01', people, () => ({ passed: true, enteredAt: iso(at(12)), leftAt: iso(at(15)) }), ['immigration', lane]),
    ...accreditation(name, at(19), people, lane),
    ...baggage(name, at(23), people, lane),
  ];
}

function accreditation(name: (step: string) => string, at: number, people: readonly PersonSpec[], lane: number): Deed[] {
  const accredited = people.filter((person) => person.accreditation !== null);
  return [
    ...many(name('accreditation'), at, 'committee', 'EXT-02', accredited, (person) => ({ cardNumber: person.accreditation, valid: !person.fate.cardRefused }), ['accreditation', lane]),
    ...many(name('accreditation-again'), at + 8 * minute, 'committee', 'EXT-02', accredited.filter((person) => person.fate.cardRefused), (person) => ({ cardNumber: person.accreditation, valid: true, note: 'Printed again.' }), ['accreditation', lane]),
  ];
}

function baggage(name: (step: string) => string, at: number, people: readonly PersonSpec[], lane: number): Deed[] {
  const withBags = people.filter((person) => person.hasBags || !person.listed);
  return [
    ...many(name('baggage'), at, 'customsOfficer', 'BAG-01', withBags, (person, index) => ({ tags: 1 + (index % 3), tagsMatch: !person.fate.tagsWrong, disinfected: true, treatment: 'Invented spray 虚构喷雾' }), ['baggage', lane]),
    ...many(name('baggage-again'), at + 9 * minute, 'customsOfficer', 'BAG-01', withBags.filter((person) => person.fate.tagsWrong), () => ({ tags: 3, tagsMatch: true, disinfected: true, note: 'The missing piece was found on the belt.' }), ['baggage', lane]),
  ];
}

function handOvers(flight: FlightSpec, waves: readonly Wave[]): Deed[] {
  const chance = new Chance(flight.key, 'buses');
  const vehicles = Array.from({ length: waves.length + 1 }, () => `BUS-${String(chance.whole(1, 99)).padStart(2, '0')}`);
  const handOver = (name: string, at: number, people: readonly PersonSpec[], lane: number): Deed[] => (people.length === 0 ? [] : [{
    name, at, by: 'transfer', station: ['vehicleBay', lane], action: 'travellers.handOver',
    input: ({ flightId, caseOf, idOf }: Known) => {
      const caseIds = people.flatMap((person) => caseOf(person) ?? []);
      return caseIds.length === 0 ? undefined : { flightId, handOverId: idOf(name), vehicle: vehicles[lane], cluster: clusters[lane % clusters.length], caseIds, countReceived: caseIds.length, giver: 'MUSTER Zhuan Yun', receiver: 'Village reception (invented)', giverSigned: true, receiverSigned: true };
    },
  }]);
  const lastAt = waves.at(-1)!.at;
  const late = waves.flatMap((wave) => wave.people).filter((person) => needsFollowUp(person) && !suspects(person));
  return [
    ...waves.flatMap((wave) => handOver(`bus-${wave.number}`, wave.at + 34 * minute, wave.people.filter((person) => !needsFollowUp(person)), wave.number - 1)),
    ...handOver('bus-late', lastAt + 95 * minute, late, waves.length),
  ];
}

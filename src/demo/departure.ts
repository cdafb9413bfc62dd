import { minute } from './days.ts';
import { flightStep, many } from './deeds.ts';
import type { Deed } from './deeds.ts';
import { closing } from './closing.ts';
import type { PersonSpec } from './people.ts';
import type { FlightSpec } from './schedule.ts';
import { iso } from './deeds.ts';

/** Tells the deeds of a departure: kit declared and sealed in the village, exit declaration, border, release, doors closed, flight closed. */
export function departure(flight: FlightSpec, people: readonly PersonSpec[]): Deed[] {
  const at = (minutes: number): number => flight.at + minutes * minute;
  const halves = [people.slice(0, Math.ceil(people.length / 2)), people.slice(Math.ceil(people.length / 2))];
  return [
    ...many('village', at(-260), 'customsOfficer', 'DEP-02', people.filter((person) => person.sportsKit), (person, index) => ({ pieces: 2 + (index % 3), seals: `SEAL-${person.passport.slice(4)}`, sealed: !person.fate.tagsWrong, holder: `${person.surname} ${person.givenNames}` }), ['village', 0]),
    ...many('villageAgain', at(-105), 'customsOfficer', 'DEP-02', people.filter((person) => person.sportsKit && person.fate.tagsWrong), (person) => ({ pieces: 3, seals: `SEAL-${person.passport.slice(4)}B`, sealed: true, holder: `${person.surname} ${person.givenNames}`, note: 'Sealed again after one piece was added.' }), ['village', 1]),
    ...halves.flatMap((half, index) => [
      ...many(`exit-${index}`, at(-125 + index * 25), 'gate', 'DEP-01', half, (person) => ({ codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, temperatureCelsius: person.temperature }), ['declaration', 8 + index]),
      ...many(`border-${index}`, at(-112 + index * 25), 'immigration', 'EXT-03', half, () => ({ passed: true }), ['immigration', index]),
      ...many(`released-${index}`, at(-100 + index * 25), 'gate', 'DEP-03', half, () => ({ released: true, gate: `D${index + 1}` }), ['gate', index]),
    ]),
    { name: 'doorsClosed', at: at(-12), by: 'healthOfficer', station: ['aircraft', 0], action: 'travellers.confirmOnBoard', input: ({ flightId }) => ({ flightId, headCount: people.length, papersIn: true, illPersons: 0, absentCaseIds: [] }) },
    { name: 'departed', at: at(4), by: 'airline', action: 'flights.move', input: ({ flightId }) => ({ flightId, kind: 'departed', at: iso(at(4)), source: 'ACARS' }) },
    flightStep('disinfected', at(50), 'disinfection', 'CLN-01', { areas: 'departure lanes 出境通道', agent: 'Invented agent 虚构消毒剂', minutes: 30, done: true }),
    ...closing(at(60)),
  ];
}

import { minute } from './days.ts';
import { many } from './deeds.ts';
import type { Deed } from './deeds.ts';
import type { Wave } from './waves.ts';
import type { PersonSpec } from './people.ts';
import { madeUntil } from './schedule.ts';
import type { FlightSpec } from './schedule.ts';

/** Says whether the mercury thermometer or the patrol finds what must be investigated by a doctor. */
const isInvestigated = ({ fate }: PersonSpec): boolean => fate.fever === 'excluded' || fate.fever === 'suspected' || fate.patrolFinding === true;

/** Says whether a person leaves by the abnormal route before the result is known. */
export const suspects = ({ fate }: PersonSpec): boolean => fate.fever === 'suspected';

const isAsked = (person: PersonSpec): boolean => isInvestigated(person) || person.fate.keyArea === true || person.fate.monitoringShort === true || person.fate.testsLate === true || person.fate.notChecked === true || !person.listed;
const isAssisted = (person: PersonSpec): boolean => person.fate.declarationMissing === true || person.fate.codeExpired === true || !person.listed;

/** Says whether a person is held back from the first bus. */
export function needsFollowUp(person: PersonSpec): boolean {
  return isAsked(person) || isAssisted(person) || person.fate.fever !== undefined || person.fate.cardRefused === true || person.fate.tagsWrong === true;
}

/** Tells when whoever has a fever is measured: with their bus-load; in today's hall so that the confirmation is under way when the world opens, its rest over and its time not. */
export function feverAt(flight: FlightSpec, wave: Wave): number {
  return Math.max(wave.at + 2 * minute, flight.stage === 'inHall' ? madeUntil - 10 * minute : 0);
}

/** Tells what follows a failure or a finding, in the order of the rule: retest, inquiry, investigation, abnormal hand-over. */
export function followUps(flight: FlightSpec, waves: readonly Wave[]): Deed[] {
  const isHigh = flight.risk === 'high';
  return waves.flatMap((wave) => {
    const { people, number } = wave;
    const at = (minutes: number): number => wave.at + minutes * minute;
    const name = (step: string): string => `${step}-${number}`;
    const rest = 12;
    const feverish = people.filter((person) => person.fate.fever !== undefined);
    const asked = people.filter((person) => isAsked(person) || (isHigh && needsFollowUp(person)));
    const classOf = (person: PersonSpec): string => (isInvestigated(person) ? 'symptomatic' : 'ordinary');
    return [
      ...many(name('assisted'), at(11), 'healthOfficer', 'CHK-01b', people.filter(isAssisted), (person) => ({
        complete: true, samePerson: true, formVersion: '2022-01', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: person.fate.keyArea === true, note: 'Filed at the assisted desk.' }), ['declaration', 9]),
      ...many(name('retest'), feverAt(flight, wave) + rest * minute, 'healthOfficer', 'CHK-03', feverish, (person) => ({ mercuryCelsius: person.fate.fever === 'passing' ? 36.8 : 37.9, minutesWaited: rest - 1, symptomSeen: false }), ['temperature', 9]),
      ...many(name('asked'), at(rest + 14), 'doctor', 'INV-01', asked, (person) => ({ class: classOf(person), travel14Days: `${person.country.en}; asked at the inquiry point`, exposure: 'none known' }), ['inquiry', 7]),
      ...many(name('investigated'), at(rest + 36), 'doctor', 'INV-02', people.filter(isInvestigated), (person) => ({ done: true, excludedAsSuspect: !suspects(person), pulsePerMinute: 84, respirationPerMinute: 16, oxygenPercent: 98, auscultation: 'clear on both sides' }), ['isolation', 0]),
      ...people.filter(suspects).map((person): Deed => ({
        name: `abnormal-${person.passport}`, at: at(rest + 58), by: 'transfer', station: ['ambulanceBay', 0], action: 'travellers.handOverAbnormal',
        input: ({ caseOf }) => {
          const caseId = caseOf(person);
          return caseId === undefined ? undefined : { caseId, class: 'symptomatic', destination: 'Invented Hospital 虚构定点医院', vehicle: 'AMB-03', receiver: 'Ward reception (invented)', receiptSigned: true };
        },
      })),
    ];
  });
}

import { answersOf, firstFormDay, languageOf } from './declarations.ts';
import { airlineListOf } from './airline-lists.ts';
import { hour, minute } from './days.ts';
import { flightStep, iso, many } from './deeds.ts';
import type { Deed } from './deeds.ts';
import type { PersonSpec } from './people.ts';
import { Chance } from './random.ts';
import { rosterOf } from './rosters.ts';
import { processingAt } from './schedule.ts';
import type { FlightSpec } from './schedule.ts';

/** Says how long before the flight its papers come. Unit: hours. */
interface Leads { readonly announced: number; readonly roster: number; readonly airline: number; readonly planned: number }

function leadsOf(flight: FlightSpec, chance: Chance): Leads {
  if (flight.stage === 'announced') return { announced: 60, roster: 6.4, airline: 6.2, planned: 4.5 };
  // The first of them has its plan when the world opens, and waits for the duty officer's approval.
  if (flight.stage === 'listed') return { announced: 70, roster: 30, airline: 9, planned: 4.3 };
  // Most flights of the two days after today have their roster and their carrier's first list already, some their plan.
  if (flight.flightDate > '2022-01-27') return { announced: 84 + chance.whole(0, 12), roster: chance.whole(56, 80), airline: chance.whole(22, 66), planned: chance.whole(14, 36) };
  return { announced: 72 + chance.whole(0, 12), roster: chance.whole(36, 64), airline: chance.whole(11, 30), planned: chance.whole(7, 10) };
}

/** Tells whether the carrier's list of a flight comes too late, so that the carrier is chased and the worst class assumed. */
function listIsLate(flight: FlightSpec, chance: Chance): boolean {
  return chance.percent(3) && flight.stage === null && flight.flightDate < '2022-01-26' && flight.direction === 'arrival';
}

/** Tells the deeds of a flight before its people leave the aircraft, or come to the airport for a departure. */
export function beforeLanding(seed: string, flight: FlightSpec, people: readonly PersonSpec[]): Deed[] {
  const chance = new Chance(seed, 'leads', flight.key);
  const leads = leadsOf(flight, chance);
  const at = (hours: number): number => flight.at - Math.round(hours * hour);
  const isLate = listIsLate(flight, chance);
  const airlineAt = isLate ? at(1.4) : at(leads.airline);
  const roster = rosterOf(seed, flight, people);
  const airline = airlineListOf(seed, flight, people);
  const [from, to] = flight.direction === 'arrival' ? [flight.country.airport, flight.pointCode] : [flight.pointCode, flight.country.airport];
  const deeds: Deed[] = [
    { name: 'announce', at: at(leads.announced), by: 'centre', action: 'flights.announce', input: () => ({
      designator: flight.designator, flightDate: flight.flightDate, direction: flight.direction, pointCode: flight.pointCode, origin: from, destination: to, scheduledAt: iso(flight.at), chartered: flight.chartered,
      seatLayout: 'ABC-DEF|1-40', expectedPersons: flight.persons, risk: flight.risk }) },
    ...(roster === undefined ? [] : [{ name: 'roster', at: at(leads.roster), by: 'centre' as const, action: 'travellers.commitList', input: () => ({ kind: 'roster', ...roster }) }]),
    { name: 'airlineList', at: airlineAt, by: 'airline', action: 'travellers.commitList', input: ({ flightId }) => ({ kind: 'airline', ...airline, ...(flight.direction === 'arrival' ? {} : { flightId }) }) },
    { name: 'plan', at: at(leads.planned), by: 'healthOfficer', action: 'flights.planFlight', input: ({ flightId, templateOf }) => ({ flightId, templatePlanId: templateOf(flight.template) }) },
    { name: 'approve', at: at(leads.planned) + 12 * minute, by: 'dutyOfficer', action: 'flights.approvePlan', input: ({ flightId, resultOf }) => ({ flightId, planId: flightId, version: resultOf('plan')['version'] ?? 1 }) },
    { name: 'listHeld', at: isLate ? at(1.2) : Math.max(at(4), airlineAt + 2 * minute), by: 'healthOfficer', action: 'travellers.confirmList', input: ({ flightId }) => ({ flightId }) },
    ...(isLate ? [flightStep('listChased', at(0.9), 'healthOfficer', 'FLT-01b', { chased: true, unexplainedGaps: 0, worstClassAssumed: true, note: 'The carrier sent its list late; everybody was treated as of the highest class.' })] : []),
    flightStep('ready', at(0.7), 'healthOfficer', 'FLT-03', { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true, staffPresent: 12 + Math.round(flight.persons / 6) }),
  ];
  if (flight.direction === 'arrival') deeds.push(...beforeBoarding(flight, people, at, Math.max(airlineAt, at(10))), ...landing(flight));
  return deeds;
}

function beforeBoarding(flight: FlightSpec, people: readonly PersonSpec[], at: (hours: number) => number, from: number): Deed[] {
  const listed = people.filter((person) => person.listed);
  const passengers = listed.filter((person) => person.kind === 'passenger');
  // Where the lists come late, the review is squeezed between them and the landing.
  const start = Math.max(from + 4 * minute, at(20));
  const later = (minutes: number): number => Math.min(start + minutes * minute, at(0.8));
  return [
    ...many('monitoring', later(10), 'centre', 'PRE-01', passengers, (person) => ({ daysMonitored: person.fate.monitoringShort ? 11 : 14, symptomSeen: false })),
    ...many('tests', later(16), 'centre', 'PRE-02', listed, (person, index) => ({ bothNegative: true, firstHoursBeforeDeparture: person.fate.testsLate ? 110 : 74 + (index % 20), secondHoursBeforeDeparture: 20 + (index % 22), hoursApart: 48 + (index % 6), approvedLaboratory: true })),
    ...many('vaccination', later(22), 'centre', 'PRE-03', listed, (person, index) => (person.fate.vaccinationShort ? { fullCourse: false, daysSinceLastDose: 9 } : { fullCourse: true, daysSinceLastDose: 30 + ((index * 17) % 200) })),
    ...declaring(flight, listed, later),
    ...many('boardingCheck', later(40), 'airline', 'PRE-05', listed, (person) => (person.fate.notChecked ? { checksHeld: false, airlineResult: 'notChecked' } : { checksHeld: true, airlineResult: 'ok' })),
    ...many('exceptions', later(60), 'healthOfficer', 'PRE-03b', listed.filter((person) => person.fate.vaccinationShort && !person.absent), (_person, index) => ({ arranged: true, arrangement: index % 3 === 0 ? 'quarantine21Days' : 'exemption', file: `EX-${flight.designator}-${index + 1}` })),
  ];
}

// The flights of yesterday, today and the days to come are declared by each traveller through the form; before, their declarations came in one file of another system.
function declaring(flight: FlightSpec, listed: readonly PersonSpec[], later: (minutes: number) => number): Deed[] {
  const missing = (people: readonly PersonSpec[]): Deed[] => many('declarations', later(36), 'centre', 'PRE-04', people, (person) => ({
    complete: person.fate.declarationMissing !== true, formVersion: '2022-01', language: languageOf(person.country), symptomDeclared: false, contactDeclared: false, keyAreaDeclared: person.fate.keyArea === true && person.fate.declarationMissing !== true }));
  if (flight.flightDate < firstFormDay) return missing(listed);
  return [
    { name: 'cards', at: later(24), by: 'centre', action: 'declarations.invite', input: ({ flightId }) => ({ flightId }) },
    { name: 'declared', at: later(30), by: 'traveller', action: 'declarations.deliver', input: () => undefined, travellers: (known) => listed.filter((person) => person.fate.declarationMissing !== true).flatMap((person) => {
      const declarationId = known.cardOf(person);
      return declarationId === undefined ? [] : [{ declarationId, input: { answers: answersOf(person), language: languageOf(person.country) } }];
    }) },
    ...missing(listed.filter((person) => person.fate.declarationMissing === true)),
  ];
}

function landing(flight: FlightSpec): Deed[] {
  const move = (name: string, kind: string, minutes: number): Deed => ({
    name, at: flight.at + minutes * minute, by: 'airline', action: 'flights.move', input: ({ flightId }) => ({ flightId, kind, at: iso(kind === 'estimated' ? flight.at : flight.at + minutes * minute), source: 'ACARS' }) });
  const doors = flight.forHands ? processingAt(flight) - flight.at - 2 * minute : 20 * minute;
  return [move('estimated', 'estimated', -90), move('landed', 'landed', 0), move('onBlocks', 'onBlocks', 11), ...(flight.forHands ? [] : [move('doors', 'doorsOpen', doors / minute)])];
}

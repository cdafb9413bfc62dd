import { minute } from './days.ts';
import type { PersonSpec } from './people.ts';
import { processingAt } from './schedule.ts';
import type { FlightSpec } from './schedule.ts';

/** Is how many leave the aircraft together. */
export const busSeats = 46;
/** Is how long after each other bus-loads begin. Unit: minutes. */
export const minutesBetweenWaves = 9;

/** Is one bus-load that goes through the hall together. Unit of `at`: milliseconds since 1970, UTC. */
export interface Wave { readonly number: number; readonly at: number; readonly people: readonly PersonSpec[] }

/** Puts the people of a flight into bus-loads: passengers first, the crew last, as they leave the aircraft. */
export function wavesOf(flight: FlightSpec, onBoard: readonly PersonSpec[]): Wave[] {
  const ordered = [...onBoard.filter((person) => person.kind === 'passenger'), ...onBoard.filter((person) => person.kind === 'crew')];
  const waves: Wave[] = [];
  for (let from = 0; from < ordered.length; from += busSeats) waves.push({ number: waves.length + 1, at: processingAt(flight) + (10 + waves.length * minutesBetweenWaves) * minute, people: ordered.slice(from, from + busSeats) });
  return waves;
}

/** Tells the tube of a person on a flight; a second swab has a second tube. */
export function tubeOf(flight: FlightSpec, person: PersonSpec, again = ''): string {
  return `T${flight.flightDate.slice(2).replaceAll('-', '')}${flight.designator}${person.passport.slice(1)}${again}`;
}

import { afterLanding } from './after-landing.ts';
import { beforeLanding } from './before-landing.ts';
import type { Deed } from './deeds.ts';
import { departure } from './departure.ts';
import { peopleOf } from './people.ts';
import type { PersonSpec } from './people.ts';
import type { FlightSpec } from './schedule.ts';

/** Is everything that happens to a flight and its people, in the order of time. */
export interface Script {
  readonly flight: FlightSpec;
  readonly people: readonly PersonSpec[];
  readonly deeds: readonly Deed[];
}

/** Writes the script of a flight. Shape: deeds by time; of one instant, in the order in which they are told. */
export function scriptOf(seed: string, flight: FlightSpec): Script {
  const people = peopleOf(seed, flight);
  const deeds = [...beforeLanding(seed, flight, people), ...(flight.direction === 'arrival' ? afterLanding(seed, flight, people) : departure(flight, people))];
  return { flight, people, deeds: deeds.map((deed, order) => ({ deed, order })).sort((one, other) => one.deed.at - other.deed.at || one.order - other.order).map(({ deed }) => deed) };
}

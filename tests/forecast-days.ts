import type { ChainDay, Flight, Station } from '../src/modules/forecast/shapes/day.ts';

/** Makes a station with so many servers all day, exponential unless it is said otherwise. Unit: minutes. */
export function station(name: string, servers: number, meanMinutes: number, more: Partial<Station> = {}): Station {
  return { station: name, skill: name, servers: [{ from: 0, until: 2880, count: servers }], serviceTime: { distribution: 'exponential', meanSeconds: meanMinutes * 60 }, ...more };
}

/** Makes people who come at random, so many a minute: a flight as it never lands, for what is known exactly. */
export function randomPeople(passengers: number, perMinute: number): Flight {
  return { flight: 'POISSON', landsAt: '2022-01-27T00:00:00Z', passengers, policy: 'all', offMinutes: { mean: 0, spread: 0 }, walkMinutes: { mean: 0, spread: 0 }, offPerMinute: perMinute, offFlow: 'random' };
}

/** Makes a day of stations that everybody visits in order, some of them by a share only. */
export function dayOf(stations: readonly Station[], flights: readonly Flight[], shares: Readonly<Record<string, number>> = {}): ChainDay {
  return {
    startsAt: '2022-01-27T00:00:00Z', minutes: 2880, stations: [...stations], flights: [...flights], targets: { dwellMinutes: 45, share: 0.95, from: 'firstOff' },
    policies: [{ policy: 'all', route: stations.map(({ station: name }) => ({ station: name, ...(shares[name] === undefined ? {} : { probability: shares[name] }) })) }],
  };
}

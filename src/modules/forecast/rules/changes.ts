import type { ChainDay, Change, Flight, ServiceTime, Station } from '../shapes/day.ts';

function scaled(time: ServiceTime, factor: number): ServiceTime {
  const { tail } = time;
  return { ...time, meanSeconds: time.meanSeconds * factor, ...(tail === undefined ? {} : { tail: { ...tail, minSeconds: tail.minSeconds * factor, maxSeconds: tail.maxSeconds * factor } }) };
}

/** Takes servers away from the windows of a group between two minutes, as many as there are. */
function fewer(station: Station, change: Extract<Change, { kind: 'servers' }>, from: number, until: number): Station {
  const same = (one: readonly string[] = [], other: readonly string[] = []): boolean => [...one].sort().join('\n') === [...other].sort().join('\n');
  let servers = [...station.servers];
  const instants = [...new Set([from, until, ...servers.flatMap((window) => [window.from, window.until])])].filter((at) => at >= from && at <= until).sort((one, other) => one - other);
  for (let at = 0; at + 1 < instants.length; at += 1) {
    let left = -change.count;
    const [begin, end] = [instants[at]!, instants[at + 1]!];
    servers = servers.flatMap((window) => {
      const covers = window.from <= begin && window.until >= end && same(window.policies, change.policies) && same(window.languages, change.languages);
      if (!covers || left === 0 || window.count === 0) return [window];
      const taken = Math.min(left, window.count);
      left -= taken;
      return [{ ...window, until: begin }, { ...window, from: begin, until: end, count: window.count - taken }, { ...window, from: end }].filter((part) => part.until > part.from);
    });
  }
  return { ...station, servers };
}

function changedStation(day: ChainDay, station: Station, change: Change): Station {
  if (!('station' in change) || change.station !== station.station) return station;
  switch (change.kind) {
    case 'servers': {
      const { count, from = 0, until = day.minutes, policies, languages } = change;
      if (count < 0) return fewer(station, change, from, until);
      return { ...station, servers: [...station.servers, { from, until, count, ...(policies === undefined ? {} : { policies }), ...(languages === undefined ? {} : { languages }) }] };
    }
    case 'serviceTime': return { ...station, serviceTime: scaled(station.serviceTime, change.factor), ...(station.prefilledServiceTime === undefined ? {} : { prefilledServiceTime: scaled(station.prefilledServiceTime, change.factor) }) };
    case 'batch': return { ...station, batch: { ...station.batch, size: change.size, afterMinutes: change.afterMinutes } };
  }
}

function changedFlight(flight: Flight, change: Change): Flight {
  if (change.kind === 'prefilled') return change.policy === undefined || change.policy === flight.policy ? { ...flight, prefilledShare: change.share } : flight;
  if (!('flight' in change) || change.flight !== flight.flight) return flight;
  return change.kind === 'landing' ? { ...flight, landsAt: new Date(Date.parse(flight.landsAt) + change.minutes * 60_000).toISOString() } : { ...flight, passengers: change.passengers };
}

/** Gives the day with these changes made, one after another. Shape: the day itself stays as it is; service times that a route's step sets itself change with their station's. */
export function withChanges(day: ChainDay, changes: readonly Change[]): ChainDay {
  return changes.reduce<ChainDay>((before, change) => ({
    ...before,
    stations: before.stations.map((station) => changedStation(before, station, change)),
    flights: before.flights.map((flight) => changedFlight(flight, change)),
    policies: change.kind !== 'serviceTime' ? before.policies : before.policies.map((policy) => ({
      ...policy,
      route: policy.route.map((step) => (step.station !== change.station ? step : {
        ...step, ...(step.serviceTime === undefined ? {} : { serviceTime: scaled(step.serviceTime, change.factor) }),
        ...(step.prefilledServiceTime === undefined ? {} : { prefilledServiceTime: scaled(step.prefilledServiceTime, change.factor) }),
      })),
    })),
  }), day);
}

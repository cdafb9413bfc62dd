import { usual } from '../../catalogue.ts';
import type { ChainDay } from '../../shapes/day.ts';
import { meanMinutes } from '../timing.ts';

/** Gives the work that reaches each station in each minute if nobody ever waited. Unit: minutes of servers. Shape: by station; a service counts in the minutes in which it would be given, a bus for its round trip by the seat. Good for a start only: in a chain it is far off. */
export function fluidWork(day: ChainDay): Float64Array[] {
  const length = Math.ceil(day.minutes) + 1;
  const work = day.stations.map(() => new Float64Array(length));
  const stationAt = new Map(day.stations.map(({ station }, at) => [station, at]));
  const put = (station: number, from: number, lasts: number, amount: number): void => {
    const parts = Math.max(1, Math.ceil(lasts));
    for (let part = 0; part < parts; part += 1) {
      const minute = Math.min(length - 1, Math.max(0, Math.floor(from + lasts * (part + 0.5) / parts)));
      work[station]![minute]! += amount / parts;
    }
  };
  for (const flight of day.flights) {
    const { route, prefilledShare } = day.policies.find(({ policy }) => policy === flight.policy)!;
    const prefilled = flight.prefilledShare ?? prefilledShare ?? usual.prefilledShare.value;
    let off = (Date.parse(flight.landsAt) - Date.parse(day.startsAt)) / 60_000 + (flight.offMinutes?.mean ?? (flight.releaseAt === undefined ? usual.offMinutes.value.mean : 0));
    if (flight.releaseAt !== undefined) {
      const at = stationAt.get(flight.releaseAt)!;
      const lasts = meanMinutes(day.stations[at]!.serviceTime);
      put(at, off, lasts, lasts);
      off += lasts;
    }
    const perMinute = flight.offPerMinute ?? usual.offPerMinute.value;
    for (let left = flight.passengers; left > 0; left -= perMinute) {
      const people = Math.min(left, perMinute);
      let time = off + (flight.walkMinutes ?? usual.walkMinutes.value).mean;
      off += 1;
      for (const step of route) {
        const at = stationAt.get(step.station)!;
        const station = day.stations[at]!;
        const part = people * (step.probability ?? 1) * (step.only === 'prefilled' ? prefilled : step.only === 'notPrefilled' ? 1 - prefilled : 1);
        const plain = meanMinutes(step.serviceTime ?? station.serviceTime);
        const known = meanMinutes(step.prefilledServiceTime ?? step.serviceTime ?? station.prefilledServiceTime ?? station.serviceTime);
        const share = step.only === 'prefilled' ? 1 : step.only === 'notPrefilled' ? 0 : prefilled;
        const lasts = (step.multiplier ?? 1) * (share * known + (1 - share) * plain);
        time += (step.walkSeconds ?? 0) / 60;
        put(at, time, lasts, part * lasts / (station.batch?.size ?? 1));
        if (station.batch === undefined) time += (step.probability ?? 1) * lasts;
      }
    }
  }
  return work;
}

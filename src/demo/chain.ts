import { usual, usualStations } from '../modules/forecast/catalogue.ts';
import type { SourceText } from '../modules/forecast/shapes/day.ts';
import type { ChainSettings, StationSetting } from '../modules/forecast/shapes/forecasts.ts';
import { busSeats, minutesBetweenWaves } from './waves.ts';

const measured: SourceText = { en: 'inferred: measured in January in the records of the invented port', zh: '推断值：按虚构口岸一月记录测得' };
const allDay = (count: number): StationSetting['servers'] => [{ from: 0, until: 1440, count }];

// What the records of the world differ in from the catalogue. Shape: people who are asked or investigated leave by a bus of their own, an hour after the others.
const differences: Readonly<Record<string, Partial<StationSetting>>> = {
  declaration: { serviceTime: { distribution: 'lognormal', meanSeconds: 25, scv: 0.3, source: measured } },
  medical: { servers: allDay(15), share: 0.068, serviceTime: { distribution: 'lognormal', meanSeconds: 3600, scv: 0.004, source: measured } },
  border: { serviceTime: { distribution: 'lognormal', meanSeconds: 60, scv: 1, source: measured } },
  baggage: { share: 0.05, serviceTime: { distribution: 'lognormal', meanSeconds: 120, scv: 1, source: measured } },
  bus: { servers: allDay(40), batch: { size: busSeats, afterMinutes: 12 } },
};

/** Gives the chain of stations as the flights of the world are carried out: in bus-loads from the aircraft, with most of the time between the stations. Unit: as in the settings of a chain. */
export function calibratedChain(): ChainSettings {
  return {
    stations: usualStations.map(({ station, serviceTime, prefilledServiceTime, share }) => ({ station, servers: [], serviceTime, ...(prefilledServiceTime === undefined ? {} : { prefilledServiceTime }), share: share.value === 1 ? 1 : null, ...differences[station] })),
    offPerMinute: Math.round(10 * busSeats / minutesBetweenWaves) / 10, walkMinutes: { mean: 25, spread: 1.5 }, averagePersons: 80, targets: { dwellMinutes: usual.targets.value.dwellMinutes, share: usual.targets.value.share }, departures: usual.departures.value,
    uncertainty: { landingMinutes: usual.uncertainty.value.landingMinutes, noShowShare: usual.uncertainty.value.noShowShare, serviceFactor: { day: 0.03, station: 0.02 }, source: measured },
  };
}

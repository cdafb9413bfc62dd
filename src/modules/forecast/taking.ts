import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findPointId, midnightOf } from '../ports/places.ts';
import { addDays } from '../goods/rules/dates.ts';
import { usual, usualStations } from './catalogue.ts';
import { chainStations } from './rules/stations-of-steps.ts';
import type { ChainDay, Policy, Station } from './shapes/day.ts';
import type { ChainSettings, StationSetting } from './shapes/forecasts.ts';
import { languagesOf } from './rules/languages.ts';
import { flightsOfDay, laneCounts, observedShares, speakersOf } from './store/days.ts';
import type { FlightOfDay } from './store/days.ts';
import { findSettings } from './store/forecasts.ts';

const observedDays = 14;
const leastObserved = 200;
const freshHours = 24;

/** Gives the identifier of a point of entry. Refuses: `point-unknown`. */
export async function getPointId(db: Db, eventId: string, pointCode: string): Promise<string> {
  const pointId = await findPointId(db, eventId, pointCode);
  if (pointId === undefined) throw new Refusal('point-unknown', { point: pointCode }, '/pointCode');
  return pointId;
}

function firstStation(station: (typeof usualStations)[number]): StationSetting {
  return {
    station: station.station, servers: [], serviceTime: station.serviceTime, share: station.share.value === 1 ? 1 : null,
    ...(station.prefilledServiceTime === undefined ? {} : { prefilledServiceTime: station.prefilledServiceTime }), ...(station.station === 'bus' ? { batch: usual.batch.value } : {}),
  };
}

/** Gives what a point's chain is set to, or what the catalogue has for a port that has set nothing. Shape: ordinal null for the latter. */
export async function settingsOf(db: Db, eventId: string, pointId: string, asOf: string): Promise<{ readonly ordinal: number | null; readonly settings: ChainSettings; readonly reason: string }> {
  const found = await findSettings(db, eventId, pointId, asOf);
  if (found !== undefined) {
    // A station that came to the catalogue after somebody set the chain is there for those who owe its steps.
    const missing = usualStations.filter(({ station }) => !found.content.stations.some((one) => one.station === station)).map(firstStation);
    return { ordinal: found.ordinal, settings: { ...found.content, departures: found.content.departures ?? usual.departures.value, stations: [...found.content.stations, ...missing] }, reason: found.reason };
  }
  return {
    ordinal: null, reason: '',
    settings: { stations: usualStations.map(firstStation), offPerMinute: usual.offPerMinute.value, walkMinutes: usual.walkMinutes.value, averagePersons: 80, targets: { dwellMinutes: usual.targets.value.dwellMinutes, share: usual.targets.value.share }, departures: usual.departures.value, uncertainty: usual.uncertainty.value },
  };
}

const policyOf = ({ plan_id: planId, plan_version: version }: FlightOfDay): string => `${planId}/${version}`;

/** Says how good the number of a flight's people is: a list of the last day, an older list, or an average. */
export function qualityOf(flight: Pick<FlightOfDay, 'persons' | 'listed_at' | 'lands_at'>, asOf: string): 'live' | 'earlier' | 'average' {
  if (flight.persons === 0 || flight.listed_at === null) return 'average';
  return Math.min(Date.parse(asOf), Date.parse(flight.lands_at)) - Date.parse(flight.listed_at) <= freshHours * 3_600_000 ? 'live' : 'earlier';
}

/** Tells the share of people who go to each station that not everybody goes to: from the records of the last fortnight where there are enough of them, else as the catalogue has it. */
async function sharesOf(db: Db, eventId: string, asOf: string, pointId: string): Promise<ReadonlyMap<string, number>> {
  const sometimes = chainStations.filter((station) => !station.everybody);
  const since = new Date(Date.parse(asOf) - observedDays * 86_400_000).toISOString();
  const rows = await observedShares(db, eventId, asOf, pointId, since, sometimes.flatMap(({ steps }) => steps));
  const all = rows.find((row) => row.step === '')?.persons ?? 0;
  return new Map(sometimes.map(({ station, steps }) => {
    const seen = Math.max(0, ...rows.filter((row) => steps.includes(row.step)).map((row) => row.persons));
    return [station, all >= leastObserved ? Math.min(1, seen / all) : usualStations.find((one) => one.station === station)?.share.value ?? 0];
  }));
}

/** Is a day as it is simulated, with the flights that it was taken from. Shape: `day` names each flight by its identifier. */
export interface TakenDay { readonly day: ChainDay; readonly flights: readonly FlightOfDay[]; readonly settingsOrdinal: number | null; readonly targets: ChainSettings['targets'] }

/**
 * Takes a day of a point of entry from records: its flights with their people, plans, filed cards and languages, the chain as it is set, lanes that are open, and shares that were observed.
 * People of a departure come evenly in the time that is set for it, and are through when they are released to the gate.
 * `instead` takes one flight under another version of its own plan. Refuses: `no-flights`.
 */
export async function takeDay(db: Db, eventId: string, asOf: string, pointCode: string, day: string, instead?: { readonly flightId: string; readonly version: number; readonly steps: readonly string[] }): Promise<TakenDay> {
  const pointId = await getPointId(db, eventId, pointCode);
  const startsAt = await midnightOf(db, eventId, day);
  const endsAt = await midnightOf(db, eventId, addDays(day, 1));
  const known = await flightsOfDay(db, eventId, asOf, pointId, startsAt, endsAt);
  const flights = known.map((flight) => (flight.flight_id === instead?.flightId ? { ...flight, plan_id: instead.flightId, plan_version: instead.version, steps: instead.steps } : flight));
  if (flights.length === 0) throw new Refusal('no-flights', { point: pointCode, day }, '/day');
  const { ordinal, settings } = await settingsOf(db, eventId, pointId, asOf);
  const lanes = new Map((await laneCounts(db, eventId, pointId)).map((row) => [row.kind, row.lanes]));
  const shares = await sharesOf(db, eventId, asOf, pointId);
  const languages = languagesOf(await speakersOf(db, eventId, asOf, flights.map((flight) => flight.flight_id)));
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  const stations = settings.stations.flatMap((setting): Station[] => {
    const place = chainStations.find((one) => one.station === setting.station);
    const named = usualStations.find((one) => one.station === setting.station);
    const open = Math.max(1, (place?.kinds ?? []).reduce((sum, kind) => sum + (lanes.get(kind) ?? 0), 0));
    return [{
      station: setting.station, ...(named === undefined ? {} : { name: named.name }), skill: place?.skill ?? setting.station, ...(place !== undefined && place.skill === null ? { given: true } : {}),
      servers: setting.servers.length > 0 ? setting.servers : [{ from: 0, until: minutes, count: open }], serviceTime: setting.serviceTime, ...(place?.skill === null ? {} : { most: open }),
      ...(setting.prefilledServiceTime === undefined ? {} : { prefilledServiceTime: setting.prefilledServiceTime }), ...(setting.batch === undefined ? {} : { batch: setting.batch }), ...(setting.spoken === undefined ? {} : { spoken: setting.spoken }),
    }];
  });
  const setOf = new Map(settings.stations.map((setting) => [setting.station, setting]));
  const policies = [...new Map(flights.map((flight) => [policyOf(flight), flight])).values()].map((flight): Policy => ({
    policy: policyOf(flight), version: String(flight.plan_version),
    // What is set and what was observed of stations that not everybody goes to tells of arrivals; of a departure the catalogue does.
    route: chainStations.filter(({ station, steps, everybody }) => station !== 'release' && setOf.has(station) && ((!everybody && flight.direction === 'arrival') || steps.some((step) => flight.steps.includes(step)))).map(({ station, everybody }) => {
      const usually = everybody || flight.direction === 'arrival' ? undefined : usualStations.find((one) => one.station === station)?.share.value;
      const probability = usually ?? setOf.get(station)!.share ?? shares.get(station) ?? 1;
      return { station, ...(probability >= 1 ? {} : { probability }) };
    }),
  })).map((policy) => (policy.route.length > 0 ? policy : { ...policy, route: [{ station: setOf.has('bus') ? 'bus' : stations.at(-1)!.station }] }));
  const departures = settings.departures ?? usual.departures.value;
  return {
    flights, settingsOrdinal: ordinal, targets: settings.targets,
    day: {
      startsAt, minutes, stations, policies, targets: { ...settings.targets, from: 'firstOff' }, uncertainty: settings.uncertainty,
      flights: flights.map((flight) => {
        const people = flight.persons > 0 ? flight.persons : flight.expected ?? settings.averagePersons;
        const speaks = languages.get(flight.flight_id) ?? languages.get('');
        const common = {
          flight: flight.flight_id, passengers: Math.max(1, people), policy: policyOf(flight), quality: qualityOf(flight, asOf),
          prefilledShare: flight.persons > 0 ? Math.round((flight.cards / flight.persons) * 1000) / 1000 : usual.prefilledShare.value,
          ...(speaks === undefined ? {} : { languages: { ...speaks.shares }, languagesFrom: speaks.from }),
        };
        if (flight.direction === 'arrival') return { ...common, landsAt: flight.lands_at, ...(setOf.has('release') ? { releaseAt: 'release' } : {}), offPerMinute: settings.offPerMinute, walkMinutes: settings.walkMinutes };
        const leaves = Date.parse(flight.lands_at);
        const opens = Math.max(Date.parse(startsAt), leaves - departures.opensMinutes * 60_000);
        const lasts = Math.max(1, (leaves - departures.closesMinutes * 60_000 - opens) / 60_000);
        // When people are told to come is known however little is known of who they are.
        return {
          ...common, quality: 'live' as const, landsAt: new Date(opens).toISOString(), offMinutes: { mean: 0, spread: 0 }, walkMinutes: { mean: 0, spread: 0 }, offPerMinute: Math.min(200, Math.max(0.1, people / lasts)), target: { dwellMinutes: departures.dwellMinutes, from: 'ownOff' as const },
        };
      }),
    },
  };
}

import { usual } from '../catalogue.ts';
import type { ChainDay, Flight, ServerWindow, Station, Uncertainty } from '../shapes/day.ts';
import { keyOfName } from './random.ts';
import { timingOf } from './timing.ts';
import type { Timing } from './timing.ts';

/** Is one step of one policy, ready to be walked. Shape: `mask` by language says which server groups may take it. */
interface CompiledStep {
  readonly station: number;
  readonly probability: number;
  readonly only: 0 | 1 | 2;
  readonly timing: Timing;
  readonly prefilled: Timing;
  readonly multiplier: number;
  readonly walk: number;
  readonly key: number;
  readonly classByLanguage: readonly number[];
}

interface CompiledFlight {
  readonly name: string;
  readonly key: number;
  readonly lands: number;
  readonly passengers: number;
  readonly first: number;
  readonly policy: number;
  readonly off: { readonly mean: number; readonly spread: number };
  readonly gap: number;
  readonly randomOff: boolean;
  readonly walk: { readonly mean: number; readonly spread: number };
  readonly prefilledShare: number;
  readonly languages: readonly { readonly language: number; readonly below: number }[];
  readonly release: { readonly station: number; readonly class: number; readonly timing: Timing } | undefined;
  readonly landingSpread: number;
}

/** Is a day made ready for the engine. Unit: minutes since the start. Shape: server groups and classes of a station stand together, from its own start to the next station's. */
export interface Compiled {
  readonly day: ChainDay;
  readonly minutes: number;
  readonly passengers: number;
  readonly stations: readonly { readonly id: string; readonly skill: string; readonly key: number; readonly roundTrip: Timing; readonly batch: Station['batch']; readonly otherFactor: number; readonly spoken: readonly boolean[]; readonly target: number }[];
  readonly groupStart: readonly number[];
  readonly groupStation: Int32Array;
  readonly groupLanguages: readonly (readonly boolean[] | undefined)[];
  readonly initial: Int32Array;
  readonly boundaryTime: Float64Array;
  readonly boundaryGroup: Int32Array;
  readonly boundaryCapacity: Int32Array;
  readonly classStart: readonly number[];
  readonly classStation: Int32Array;
  readonly classPriority: Int32Array;
  readonly classMask: Int32Array;
  readonly policies: readonly (readonly CompiledStep[])[];
  readonly flights: readonly CompiledFlight[];
  readonly uncertainty: Uncertainty | undefined;
  readonly targets: { readonly dwellMinutes: number; readonly share: number; readonly from: 'ownOff' | 'firstOff' | 'inBlock' };
}

const groupName = ({ policies = [], languages = [] }: ServerWindow): string => (policies.length + languages.length === 0 ? '' : JSON.stringify([[...policies].sort(), [...languages].sort()]));

/** Gives the server groups of a station: those for some people alone first, those for everybody last. */
function groupsOf(station: Station): { readonly policies: readonly string[]; readonly languages: readonly string[]; readonly windows: readonly ServerWindow[] }[] {
  const byName = new Map<string, ServerWindow[]>([]);
  for (const window of station.servers) byName.set(groupName(window), [...(byName.get(groupName(window)) ?? []), window]);
  const general = byName.get('') ?? [];
  byName.delete('');
  return [...[...byName.values()].map((windows) => ({ policies: windows[0]!.policies ?? [], languages: windows[0]!.languages ?? [], windows })), { policies: [], languages: [], windows: general }];
}

/** Gives how many servers of these windows are on duty at a minute. */
function onDuty(windows: readonly { readonly from: number; readonly until: number; readonly count: number }[], at: number): number {
  return windows.reduce((sum, { from, until, count }) => sum + (from <= at && at < until ? count : 0), 0);
}

/** Gives the changes of one group's servers. Shape: first at minute 0; from the end of the day on, whoever was last on duty stays until nobody is left. */
export function capacitiesOf(station: Station, windows: readonly ServerWindow[], general: boolean, minutes: number): { readonly at: number; readonly capacity: number }[] {
  const breaks = general ? station.breaks ?? [] : [];
  const closed = station.closed ?? [];
  const instants = [...new Set([0, ...[...windows, ...breaks, ...closed].flatMap(({ from, until }) => [from, until])])].filter((at) => at < minutes).sort((one, other) => one - other);
  const capacities: { at: number; capacity: number }[] = [];
  let last = 0;
  for (const at of instants) {
    const shut = closed.some(({ from, until }) => from <= at && at < until);
    const capacity = shut ? 0 : Math.max(0, onDuty(windows, at) - onDuty(breaks, at));
    if (capacity > 0) last = capacity;
    if (capacity !== capacities.at(-1)?.capacity) capacities.push({ at, capacity });
  }
  if (capacities.at(-1)?.capacity === 0 && last > 0) capacities.push({ at: minutes, capacity: last });
  return capacities;
}

class Classes {
  readonly station: number[] = [];
  readonly priority: number[] = [];
  readonly mask: number[] = [];
  readonly start: number[] = [];
  private readonly byStation: Map<string, { priority: number; mask: number; order: number }>[];
  constructor(stations: number) {
    this.byStation = Array.from({ length: stations }, () => new Map<string, { priority: number; mask: number; order: number }>());
  }

  /** Notes that a station needs a class. */
  want(station: number, priority: number, mask: number, apart: string): () => number {
    const all = this.byStation[station]!;
    const key = `${priority} ${mask} ${apart}`;
    const own = all.get(key) ?? { priority, mask, order: all.size };
    all.set(key, own);
    return () => this.start[station]! + own.order;
  }

  finish(): void {
    this.byStation.forEach((all, station) => {
      this.start.push(this.station.length);
      for (const { priority, mask } of all.values()) {
        this.station.push(station);
        this.priority.push(priority);
        this.mask.push(mask);
      }
    });
    this.start.push(this.station.length);
  }
}

/** Makes a day ready for the engine. Shape: expects a day that `readChainDay` accepted. */
export function compileDay(day: ChainDay): Compiled {
  const startsAt = Date.parse(day.startsAt);
  const stationAt = new Map(day.stations.map(({ station }, at) => [station, at]));
  const policyAt = new Map(day.policies.map(({ policy }, at) => [policy, at]));
  const languages = ['', ...new Set([...day.flights.flatMap((flight) => Object.keys(flight.languages ?? {})), ...day.stations.flatMap(({ servers }) => servers.flatMap((window) => window.languages ?? []))])];
  const groups = day.stations.map(groupsOf);
  const groupStart = [0];
  for (const own of groups) groupStart.push(groupStart.at(-1)! + own.length);
  const changes = day.stations.flatMap((station, at) => groups[at]!.flatMap(({ windows }, within) => capacitiesOf(station, windows, within === groups[at]!.length - 1, day.minutes).map((change) => ({ ...change, group: groupStart[at]! + within }))));
  const later = changes.filter(({ at }) => at > 0).sort((one, other) => one.at - other.at);
  const initial = new Int32Array(groupStart.at(-1)!);
  for (const { at, group, capacity } of changes) if (at === 0) initial[group] = capacity;
  const classes = new Classes(day.stations.length);

  const maskOf = (station: number, policy: string, language: string, dedicated: boolean): number => groups[station]!.reduce((mask, group, at) => {
    const general = at === groups[station]!.length - 1;
    const fits = general ? !dedicated : (group.policies.length === 0 || group.policies.includes(policy)) && (group.languages.length === 0 || group.languages.includes(language));
    return fits ? mask | (1 << at) : mask;
  }, 0);

  const flightClasses: (() => void)[] = [];
  const policies = day.policies.map(({ policy, route }) => route.map((step, place) => {
    const at = stationAt.get(step.station)!;
    const station = day.stations[at]!;
    const wanted = languages.map((language) => classes.want(at, step.priority ?? 5, maskOf(at, policy, language, step.dedicated === true), station.batch?.apart === 'policy' ? policy : ''));
    const classByLanguage: number[] = [];
    flightClasses.push(() => classByLanguage.push(...wanted.map((ask) => ask())));
    return {
      station: at, probability: step.probability ?? 1, only: step.only === 'prefilled' ? 1 as const : step.only === 'notPrefilled' ? 2 as const : 0 as const,
      timing: timingOf(step.serviceTime ?? station.serviceTime), prefilled: timingOf(step.prefilledServiceTime ?? step.serviceTime ?? station.prefilledServiceTime ?? station.serviceTime),
      multiplier: step.multiplier ?? 1, walk: (step.walkSeconds ?? 0) / 60, key: keyOfName(`${step.station} ${route.slice(0, place).filter((before) => before.station === step.station).length}`), classByLanguage,
    };
  }));
  let first = 0;
  const landing = day.uncertainty?.landingMinutes;
  const flights = day.flights.map((flight) => {
    const own = compileFlight(flight, first, startsAt, policyAt.get(flight.policy)!, day, languages);
    first += flight.passengers;
    const at = flight.releaseAt === undefined ? undefined : stationAt.get(flight.releaseAt)!;
    const wanted = at === undefined ? undefined : classes.want(at, 5, maskOf(at, flight.policy, '', false), '');
    return { own, at, wanted, landingSpread: landing?.[flight.quality ?? 'average'] ?? 0 };
  });
  classes.finish();
  for (const resolve of flightClasses) resolve();
  return {
    day, minutes: day.minutes, passengers: first,
    stations: day.stations.map((station) => ({
      id: station.station, skill: station.skill, key: keyOfName(station.station), roundTrip: timingOf(station.serviceTime), batch: station.batch,
      otherFactor: station.spoken?.otherFactor ?? 1, spoken: languages.map((language) => station.spoken === undefined || language === '' || station.spoken.languages.includes(language)), target: station.targetMinutes ?? Infinity,
    })),
    groupStart, groupStation: Int32Array.from(groups.flatMap((own, at) => own.map(() => at))),
    groupLanguages: groups.flatMap((own) => own.map((group) => (group.languages.length === 0 ? undefined : languages.map((language) => group.languages.includes(language))))),
    initial,
    boundaryTime: Float64Array.from(later, ({ at }) => at), boundaryGroup: Int32Array.from(later, ({ group }) => group), boundaryCapacity: Int32Array.from(later, ({ capacity }) => capacity),
    classStart: classes.start, classStation: Int32Array.from(classes.station), classPriority: Int32Array.from(classes.priority), classMask: Int32Array.from(classes.mask),
    policies,
    flights: flights.map(({ own, at, wanted, landingSpread }) => ({ ...own, landingSpread, release: at === undefined ? undefined : { station: at, class: wanted!(), timing: timingOf(day.stations[at]!.serviceTime) } })),
    uncertainty: day.uncertainty,
    targets: { from: usual.targets.value.from, ...(day.targets ?? usual.targets.value) },
  };
}

function compileFlight(flight: Flight, first: number, startsAt: number, policy: number, day: ChainDay, languages: readonly string[]): Omit<CompiledFlight, 'release' | 'landingSpread'> {
  let below = 0;
  return {
    name: flight.flight, key: keyOfName(flight.flight), lands: (Date.parse(flight.landsAt) - startsAt) / 60_000, passengers: flight.passengers, first, policy,
    off: flight.offMinutes ?? (flight.releaseAt === undefined ? usual.offMinutes.value : { mean: 0, spread: 0 }),
    gap: 1 / (flight.offPerMinute ?? usual.offPerMinute.value), randomOff: flight.offFlow === 'random', walk: flight.walkMinutes ?? usual.walkMinutes.value,
    prefilledShare: flight.prefilledShare ?? day.policies[policy]!.prefilledShare ?? usual.prefilledShare.value,
    languages: Object.entries(flight.languages ?? {}).map(([language, part]) => ({ language: languages.indexOf(language), below: (below += part) })),
  };
}

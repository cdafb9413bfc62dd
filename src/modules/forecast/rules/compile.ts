import { usual } from '../catalogue.ts';
import type { ChainDay, Flight, ServerWindow, Station, Uncertainty } from '../shapes/day.ts';
import { keyOfName } from './random.ts';
import { timingOf, timingOfSpread } from './timing.ts';
import type { Timing } from './timing.ts';

/** Is one step of one policy, as it is drawn whether somebody owes it. */
interface CompiledStep {
  readonly station: number;
  readonly probability: number;
  readonly only: 0 | 1 | 2;
  readonly key: number;
}

/**
 * Is every step of every policy in one row, ready to be walked, and after them the release of each aircraft. Shape: a policy's steps stand together from its `start`;
 * `classes` has a class for each language of each step, `timings` two for each step: of those who filed nothing and of those who filed.
 */
interface Walks {
  readonly start: Int32Array;
  readonly release: number;
  readonly classes: Int32Array;
  readonly timings: readonly Timing[];
  readonly multiplier: Float64Array;
  readonly walk: Float64Array;
  readonly key: Int32Array;
}

interface CompiledFlight {
  readonly name: string;
  readonly key: number;
  readonly lands: number;
  readonly passengers: number;
  readonly first: number;
  readonly policy: number;
  readonly off: Timing;
  readonly gap: number;
  readonly randomOff: boolean;
  readonly walk: Timing;
  readonly prefilledShare: number;
  readonly languages: readonly { readonly language: number; readonly below: number }[];
  readonly released: boolean;
  readonly landingSpread: number;
  readonly target: { readonly dwellMinutes: number; readonly from: 'ownOff' | 'firstOff' | 'inBlock' };
}

/** Is a day made ready for the engine. Unit: minutes since the start. Shape: server groups and classes of a station stand together, from its own start to the next station's; `slower` is how much longer each group takes with each language. */
export interface Compiled {
  readonly day: ChainDay;
  readonly minutes: number;
  readonly passengers: number;
  readonly stations: readonly { readonly id: string; readonly skill: string; readonly key: number; readonly roundTrip: Timing; readonly batch: Station['batch']; readonly target: number }[];
  readonly groupStart: readonly number[];
  readonly groupStation: Int32Array;
  readonly languages: number;
  readonly slower: Float64Array;
  readonly initial: Int32Array;
  readonly boundaryTime: Float64Array;
  readonly boundaryGroup: Int32Array;
  readonly boundaryCapacity: Int32Array;
  readonly classStart: readonly number[];
  readonly classStation: Int32Array;
  readonly classPriority: Int32Array;
  readonly classMask: Int32Array;
  readonly policies: readonly (readonly CompiledStep[])[];
  readonly walks: Walks;
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

  const route: { readonly classes: readonly (() => number)[]; readonly timings: readonly Timing[]; readonly multiplier: number; readonly walk: number; readonly key: number }[] = [];
  const starts: number[] = [];
  const policies = day.policies.map(({ policy, route: steps }) => (starts.push(route.length), steps).map((step, place) => {
    const at = stationAt.get(step.station)!;
    const station = day.stations[at]!;
    const wanted = languages.map((language) => classes.want(at, step.priority ?? 5, maskOf(at, policy, language, step.dedicated === true), station.batch?.apart === 'policy' ? policy : ''));
    const key = keyOfName(`${step.station} ${steps.slice(0, place).filter((before) => before.station === step.station).length}`);
    const timings = [timingOf(step.serviceTime ?? station.serviceTime), timingOf(step.prefilledServiceTime ?? step.serviceTime ?? station.prefilledServiceTime ?? station.serviceTime)];
    route.push({ classes: wanted, timings, multiplier: step.multiplier ?? 1, walk: (step.walkSeconds ?? 0) / 60, key });
    return { station: at, probability: step.probability ?? 1, only: step.only === 'prefilled' ? 1 as const : step.only === 'notPrefilled' ? 2 as const : 0 as const, key };
  }));
  const release = route.length;
  const targets = { from: usual.targets.value.from, ...(day.targets ?? usual.targets.value) };
  let first = 0;
  const landing = day.uncertainty?.landingMinutes;
  const flights = day.flights.map((flight) => {
    const own = compileFlight(flight, first, startsAt, policyAt.get(flight.policy)!, day, languages);
    first += flight.passengers;
    const at = flight.releaseAt === undefined ? undefined : stationAt.get(flight.releaseAt)!;
    const wanted = at === undefined ? (): number => -1 : classes.want(at, 5, maskOf(at, flight.policy, '', false), '');
    const timing = timingOf(day.stations[at ?? 0]!.serviceTime);
    route.push({ classes: languages.map(() => wanted), timings: [timing, timing], multiplier: 1, walk: 0, key: 0 });
    return { ...own, released: at !== undefined, target: flight.target ?? targets, landingSpread: landing?.[flight.quality ?? 'average'] ?? 0 };
  });
  classes.finish();
  return {
    day, minutes: day.minutes, passengers: first,
    stations: day.stations.map((station) => ({
      id: station.station, skill: station.skill, key: keyOfName(station.station), roundTrip: timingOf(station.serviceTime), batch: station.batch, target: station.targetMinutes ?? Infinity,
    })),
    groupStart, groupStation: Int32Array.from(groups.flatMap((own, at) => own.map(() => at))), languages: languages.length,
    slower: Float64Array.from(groups.flatMap((own, at) => own.flatMap((group) => languages.map((language) => {
      const { spoken } = day.stations[at]!;
      return spoken === undefined || language === '' || spoken.languages.includes(language) || group.languages.includes(language) ? 1 : spoken.otherFactor;
    })))),
    initial,
    boundaryTime: Float64Array.from(later, ({ at }) => at), boundaryGroup: Int32Array.from(later, ({ group }) => group), boundaryCapacity: Int32Array.from(later, ({ capacity }) => capacity),
    classStart: classes.start, classStation: Int32Array.from(classes.station), classPriority: Int32Array.from(classes.priority), classMask: Int32Array.from(classes.mask),
    policies, flights,
    walks: {
      start: Int32Array.from(starts), release, classes: Int32Array.from(route.flatMap((step) => step.classes.map((ask) => ask()))), timings: route.flatMap((step) => step.timings),
      multiplier: Float64Array.from(route, (step) => step.multiplier), walk: Float64Array.from(route, (step) => step.walk), key: Int32Array.from(route, (step) => step.key),
    },
    uncertainty: day.uncertainty,
    targets,
  };
}

function compileFlight(flight: Flight, first: number, startsAt: number, policy: number, day: ChainDay, languages: readonly string[]): Omit<CompiledFlight, 'released' | 'landingSpread' | 'target'> {
  let below = 0;
  return {
    name: flight.flight, key: keyOfName(flight.flight), lands: (Date.parse(flight.landsAt) - startsAt) / 60_000, passengers: flight.passengers, first, policy,
    off: timingOfSpread(flight.offMinutes ?? (flight.releaseAt === undefined ? usual.offMinutes.value : { mean: 0, spread: 0 })),
    gap: 1 / (flight.offPerMinute ?? usual.offPerMinute.value), randomOff: flight.offFlow === 'random', walk: timingOfSpread(flight.walkMinutes ?? usual.walkMinutes.value),
    prefilledShare: flight.prefilledShare ?? day.policies[policy]!.prefilledShare ?? usual.prefilledShare.value,
    languages: Object.entries(flight.languages ?? {}).map(([language, part]) => ({ language: languages.indexOf(language), below: (below += part) })),
  };
}

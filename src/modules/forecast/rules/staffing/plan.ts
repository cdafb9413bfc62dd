import { usual } from '../../catalogue.ts';
import type { ChainDay, ServerWindow } from '../../shapes/day.ts';
import { quarterMinutes } from '../../shapes/outcome.ts';
import type { Outcome } from '../../shapes/outcome.ts';
import type { Demand, StaffingOutcome } from '../../shapes/staffing.ts';
import { rounded } from '../estimates.ts';
import { simulate, Stopped } from '../simulate.ts';
import type { SimulateOptions } from '../simulate.ts';
import { scoreDesks } from './desk-score.ts';
import { fluidWork } from './fluid.ts';

/** Is how a search for staff goes. Shape: as a simulation, and how many days each trial simulates and how many trials there may be; `replications` are those of the check at the end. */
export interface StaffingOptions extends SimulateOptions {
  readonly trialReplications?: number;
  readonly mostTrials?: number;
}

/** Turns servers by quarter into windows. */
function windowsOf(profile: ArrayLike<number>, minutes: number): ServerWindow[] {
  const windows: ServerWindow[] = [];
  for (let quarter = 0; quarter < profile.length; quarter += 1) {
    const [from, until, count] = [quarter * quarterMinutes, Math.min(minutes, (quarter + 1) * quarterMinutes), profile[quarter]!];
    const last = windows.at(-1);
    if (last?.count === count) windows[windows.length - 1] = { ...last, until };
    else windows.push({ from, until, count });
  }
  return windows;
}

class Search {
  readonly profiles: Int32Array[];
  readonly ours: readonly number[];
  simulations = 0;
  private readonly day: ChainDay;
  private readonly seed: number;
  private readonly trialReplications: number;
  private readonly mostTrials: number;
  private readonly stopped: (() => boolean) | undefined;

  constructor(day: ChainDay, profiles: Int32Array[], { seed = 1, trialReplications = 20, mostTrials = 150, stopped }: StaffingOptions) {
    this.day = day;
    this.profiles = profiles;
    this.ours = day.stations.flatMap(({ given }, at) => (given === true ? [] : [at]));
    [this.seed, this.trialReplications, this.mostTrials, this.stopped] = [seed, trialReplications, mostTrials, stopped];
  }

  most(station: number): number {
    return this.day.stations[station]!.most ?? 1000;
  }

  /** Gives the day with the servers of the profiles. Shape: servers for some people alone stay as the day has them; breaks and closings too. */
  staffed(): ChainDay {
    return {
      ...this.day,
      stations: this.day.stations.map((station, at) => (station.given === true ? station : { ...station, servers: [...station.servers.filter(dedicated), ...windowsOf(this.profiles[at]!, this.day.minutes)] })),
    };
  }

  get spent(): boolean {
    return this.simulations >= this.mostTrials;
  }

  try(): Outcome {
    if (this.stopped?.() === true) throw new Stopped(`Stopped after ${this.simulations} trials.`);
    this.simulations += 1;
    return simulate(this.staffed(), { replications: this.trialReplications, seed: this.seed, ...(this.stopped === undefined ? {} : { stopped: this.stopped }) });
  }
}

const dedicated = ({ policies, languages }: ServerWindow): boolean => (policies ?? []).length + (languages ?? []).length > 0;

/** Gives by how much people above the target exceed what the target lets, over all flights. Shape: by the upper end of the interval, since a search among few days otherwise finds what happens to hold on these. */
function excessOf({ flights, targets }: Outcome): number {
  return flights.reduce((sum, { passengers, dwell }) => sum + passengers * Math.max(0, dwell.aboveTarget.high - (1 - targets.share)), 0);
}

/** Raises the station whose waiting is largest for each server that it would take, until the targets hold or nothing helps any more. */
function raise(search: Search): Outcome {
  let outcome = search.try();
  const vain = new Set<number>();
  while (excessOf(outcome) > 0 && !search.spent) {
    const options = search.ours.filter((station) => !vain.has(station)).map((station) => {
      const profile = search.profiles[station]!;
      const waits = outcome.stations[station]!.quarters.map(({ queue }) => queue.mean.value * quarterMinutes);
      const most = Math.max(...waits);
      const added = Int32Array.from(profile, (count, quarter) => ((waits[quarter] ?? 0) < most / 10 || most < 1 ? 0 : Math.min(Math.max(1, Math.ceil(count * 0.15)), search.most(station) - count)));
      const servers = added.reduce((sum, count) => sum + count, 0);
      const waiting = added.reduce((sum, count, quarter) => sum + (count > 0 ? waits[quarter]! : 0), 0);
      return { station, added, servers, score: servers === 0 ? 0 : waiting / servers };
    }).filter(({ servers }) => servers > 0).sort((one, other) => other.score - one.score);
    const best = options[0];
    if (best === undefined) break;
    const profile = search.profiles[best.station]!;
    best.added.forEach((count, quarter) => (profile[quarter]! += count));
    const after = search.try();
    const before = outcome.stations[best.station]!.waitingMinutes.value;
    // Waiting that more servers do not shorten, as for a bus that is not yet full, is no reason to go on adding them.
    if (after.stations[best.station]!.waitingMinutes.value > 0.98 * before && excessOf(after) >= excessOf(outcome)) {
      best.added.forEach((count, quarter) => (profile[quarter]! -= count));
      vain.add(best.station);
    } else outcome = after;
  }
  return outcome;
}

/** Lowers stations as long as the targets hold: first whole profiles, then hours, the most servers first. */
function lower(search: Search, allowed: number): void {
  const attempt = (station: number, changed: Int32Array): boolean => {
    if (search.spent || changed.every((count, quarter) => count === search.profiles[station]![quarter])) return false;
    const before = search.profiles[station]!;
    search.profiles[station] = changed;
    if (excessOf(search.try()) <= allowed) return true;
    search.profiles[station] = before;
    return false;
  };
  const byCost = [...search.ours].sort((one, other) => sum(search.profiles[other]!) - sum(search.profiles[one]!));
  for (const factor of [0.7, 0.9]) {
    for (const station of byCost) while (attempt(station, search.profiles[station]!.map((count) => (count === 0 ? 0 : Math.max(1, Math.floor(count * factor))))));
  }
  for (const factor of [0.5, 0.75, 0.9]) {
    const hours = byCost.flatMap((station) => Array.from({ length: Math.ceil(search.profiles[station]!.length / 4) }, (_, hour) => ({ station, begin: hour * 4, spare: sum(search.profiles[station]!.slice(hour * 4, hour * 4 + 4).map((count) => Math.max(0, count - 1))) })));
    for (const { station, begin, spare } of hours.sort((one, other) => other.spare - one.spare)) {
      if (spare === 0) break;
      attempt(station, search.profiles[station]!.map((count, quarter) => (quarter >= begin && quarter < begin + 4 ? Math.max(Math.min(count, 1), Math.floor(count * factor)) : count)));
    }
  }
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

/** Gives the servers from which the search begins: the work that would reach each station if nobody waited, nine tenths used, and one as long as anybody may come. */
function fluidStart(day: ChainDay, work: readonly Float64Array[]): Int32Array[] {
  return day.stations.map(({ most = 1000 }, station) => {
    const loads = Array.from({ length: Math.ceil(day.minutes / quarterMinutes) }, (_, quarter) => sum(work[station]!.slice(quarter * quarterMinutes, (quarter + 1) * quarterMinutes)) / quarterMinutes);
    return Int32Array.from(loads, (load, quarter) => Math.min(most, Math.max(loads.slice(Math.max(0, quarter - 2), quarter + 5).some((near) => near > 0) ? 1 : 0, Math.ceil(load / 0.9 - 1e-9))));
  });
}

/**
 * Finds how many servers each station needs in each quarter of an hour so that the targets for stays hold, by simulating the whole chain.
 * Shape: starts from the fluid, raises the station with the most waiting per server added, then lowers what is not needed; checks with other chance; a target that no staff can reach leaves `holds` false.
 * Expects a day that `readChainDay` accepted. Windows of servers for everybody are replaced; given stations stay.
 */
export function staffChain(day: ChainDay, options: StaffingOptions = {}): StaffingOutcome {
  const work = fluidWork(day);
  const start = fluidStart(day, work);
  const search = new Search(day, start.map((profile) => profile.slice()), options);
  const raised = raise(search);
  lower(search, excessOf(raised));
  const staffed = search.staffed();
  const [seed, replications] = [(options.seed ?? 1) + 1_000_003, options.replications ?? 100];
  const check = simulate(staffed, { ...options, seed, replications });
  const share = (day.targets ?? usual.targets.value).share;
  const worst = check.flights.reduce((most, one) => (one.dwell.aboveTarget.value > most.dwell.aboveTarget.value ? one : most));
  const over = check.flights.filter(({ dwell }) => dwell.aboveTarget.low > 1 - share).map(({ flight }) => flight);
  const stations = search.ours.map((at) => {
    const { station, skill, targetMinutes = usual.targets.value.dwellMinutes } = day.stations[at]!;
    const profile = search.profiles[at]!;
    const desks = Array.from(work[at]!, (_, minute) => profile[Math.min(profile.length - 1, Math.floor(minute / quarterMinutes))]!);
    return { station, skill, servers: windowsOf(profile, day.minutes).filter(({ count }) => count > 0), staffMinutes: check.stations[at]!.staffMinutes, fluidMinutes: sum(start[at]!) * quarterMinutes, score: scoreDesks(work[at]!, desks, targetMinutes) };
  });
  return {
    holds: over.length === 0, demand: demandOf(staffed, search), stations, staffMinutes: rounded(stations.reduce((total, { staffMinutes }) => total + staffMinutes, 0)),
    checked: { seed, replications, aboveTarget: check.day.aboveTarget, worst: { flight: worst.flight, aboveTarget: worst.dwell.aboveTarget }, over }, simulations: search.simulations + 1,
  };
}

function demandOf(staffed: ChainDay, search: Search): Demand[] {
  const bySkill = new Map<string, number[]>();
  for (const at of search.ours) {
    const { skill, servers } = staffed.stations[at]!;
    const people = bySkill.get(skill) ?? Array.from(search.profiles[at]!, () => 0);
    const special = servers.filter(dedicated);
    bySkill.set(skill, people.map((count, quarter) => count + search.profiles[at]![quarter]! + special.reduce((total, { from, until, count: more }) => total + (from < (quarter + 1) * quarterMinutes && until > quarter * quarterMinutes ? more : 0), 0)));
  }
  return [...bySkill].flatMap(([skill, all]) => all.flatMap((people, quarter) => (people === 0 ? [] : [{ skill, from: quarter * quarterMinutes, people }])));
}

import { Errors } from 'typebox/value';
import { ChainDay, limits } from '../shapes/day.ts';
import type { Station } from '../shapes/day.ts';
import { withChanges } from './changes.ts';
import { compileDay } from './compile.ts';

/** Is what is wrong with a document and where, and how to put it right. */
export interface ChainProblem {
  readonly where: string;
  readonly reason: string;
}

/** Is a day that can be simulated, or why it cannot. */
export type ChainFile = { readonly day: ChainDay } | { readonly refused: readonly ChainProblem[] };

const mostProblems = 50;

function placeOf(pointer: string): string {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).reduce((place, part) => (/^\d+$/.test(part) ? `${place}[${part}]` : place === '' ? part : `${place}.${part}`), '');
}

/** Turns the findings of the schema into places and what to do. */
function problemsOfSchema(value: unknown): ChainProblem[] {
  const found = Errors(ChainDay, value);
  const choices = new Map<string, string[]>();
  for (const error of found) if (error.keyword === 'const') choices.set(error.instancePath, [...(choices.get(error.instancePath) ?? []), String(error.params.allowedValue)]);
  const problems = new Map<string, ChainProblem>();
  const say = (where: string, reason: string): void => {
    if (!problems.has(where)) problems.set(where, { where: where === '' ? 'file' : where, reason });
  };
  for (const error of found) {
    // What fits none of several kinds fails in as many ways as there are kinds, of which the schema tells the first few; only the choice as a whole says something.
    const change = error.schemaPath.includes('/anyOf') ? /^\/changes\/\d+\/changes\/\d+/.exec(error.instancePath)?.[0] : undefined;
    const where = placeOf(change ?? error.instancePath);
    if (change !== undefined) {
      say(where, 'is none of the kinds of change; give {"kind": "servers" | "serviceTime" | "prefilled" | "batch" | "landing" | "passengers", …} with the fields of that kind, within their bounds, and no others.');
      continue;
    }
    if (error.keyword === 'boolean') continue;
    const under = (name: string): string => (where === '' ? name : `${where}.${name}`);
    switch (error.keyword) {
      case 'required': for (const name of error.params.requiredProperties) say(under(name), 'is missing; give it.'); break;
      case 'additionalProperties': for (const name of error.params.additionalProperties) say(under(name), 'is no field; correct its name or leave it out.'); break;
      case 'type': say(where, `is no ${String(error.params.type)}; give one.`); break;
      case 'const': case 'anyOf': say(where, `is none of ${(choices.get(error.instancePath) ?? ['the values that it may have']).join(', ')}; give one of them.`); break;
      case 'minimum': case 'maximum': case 'exclusiveMinimum': say(where, `must be ${error.params.comparison} ${error.params.limit}.`); break;
      case 'minItems': case 'maxItems': case 'minLength': case 'maxLength': say(where, `${error.message.replace(/^must/, 'must')}.`); break;
      default: say(where, `${error.message}.`);
    }
    if (problems.size >= mostProblems) break;
  }
  return [...problems.values()];
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

class Problems {
  readonly all: ChainProblem[] = [];
  say(where: string, reason: string): void {
    if (this.all.length < mostProblems) this.all.push({ where, reason });
  }

  unique(list: string, names: readonly string[], field: string): void {
    const seen = new Set<string>();
    names.forEach((name, at) => {
      if (seen.has(name)) this.say(`${list}[${at}].${field}`, `stands more than once: "${name}"; name each once.`);
      seen.add(name);
    });
  }
}

function checkStation(station: Station, where: string, problems: Problems): void {
  for (const list of ['servers', 'breaks', 'closed'] as const) {
    (station[list] ?? []).forEach(({ from, until }, at) => {
      if (!(until > from)) problems.say(`${where}.${list}[${at}].until`, 'must be after "from".');
    });
  }
  for (const field of ['serviceTime', 'prefilledServiceTime'] as const) {
    const tail = station[field]?.tail;
    if (tail !== undefined && tail.maxSeconds < tail.minSeconds) problems.say(`${where}.${field}.tail.maxSeconds`, 'must be at least "minSeconds".');
  }
  const groups = new Set(station.servers.map(({ policies = [], languages = [] }) => JSON.stringify([[...policies].sort(), [...languages].sort()])));
  if (groups.size > limits.dedicatedGroups) problems.say(`${where}.servers`, `has ${groups.size} kinds of dedicated servers; at most ${limits.dedicatedGroups} are simulated.`);
}

function checkDay(day: ChainDay): ChainProblem[] {
  const problems = new Problems();
  problems.unique('stations', day.stations.map(({ station }) => station), 'station');
  problems.unique('policies', day.policies.map(({ policy }) => policy), 'policy');
  problems.unique('flights', day.flights.map(({ flight }) => flight), 'flight');
  problems.unique('changes', (day.changes ?? []).map(({ name }) => name), 'name');
  const stations = new Map(day.stations.map((station) => [station.station, station]));
  day.stations.forEach((station, at) => checkStation(station, `stations[${at}]`, problems));
  day.policies.forEach((policy, at) => {
    policy.route.forEach((step, place) => {
      const where = `policies[${at}].route[${place}]`;
      if (!stations.has(step.station)) problems.say(`${where}.station`, `names no station of the day: "${step.station}".`);
      if (step.detour === true && step.probability === undefined) problems.say(`${where}.probability`, 'is missing; a detour is for some people, say for which share.');
      for (const field of ['serviceTime', 'prefilledServiceTime'] as const) if ((step[field]?.tail?.maxSeconds ?? 0) < (step[field]?.tail?.minSeconds ?? 0)) problems.say(`${where}.${field}.tail.maxSeconds`, 'must be at least "minSeconds".');
    });
    if (!policy.route.some(({ probability = 1, only }) => probability === 1 && only === undefined)) problems.say(`policies[${at}].route`, 'prescribes no step for everybody; at least one must have neither "probability" nor "only".');
  });
  const starts = instant.test(day.startsAt) ? Date.parse(day.startsAt) : Number.NaN;
  if (Number.isNaN(starts)) problems.say('startsAt', 'is no instant; give one like 2022-01-26T16:00:00Z.');
  const policies = new Set(day.policies.map(({ policy }) => policy));
  day.flights.forEach((flight, at) => {
    const where = `flights[${at}]`;
    if (!policies.has(flight.policy)) problems.say(`${where}.policy`, `names no policy of the day: "${flight.policy}".`);
    const lands = instant.test(flight.landsAt) ? Date.parse(flight.landsAt) : Number.NaN;
    if (Number.isNaN(lands)) problems.say(`${where}.landsAt`, 'is no instant; give one like 2022-01-27T01:30:00Z.');
    else if (lands < starts || lands > starts + day.minutes * 60_000) problems.say(`${where}.landsAt`, 'is outside the day; move "startsAt", lengthen "minutes", or leave the flight out.');
    if (flight.releaseAt !== undefined && stations.get(flight.releaseAt)?.batch !== undefined) problems.say(`${where}.releaseAt`, 'is a station of buses; name one whose servers are teams.');
    if (flight.releaseAt !== undefined && !stations.has(flight.releaseAt)) problems.say(`${where}.releaseAt`, `names no station of the day: "${flight.releaseAt}".`);
    if (Object.values(flight.languages ?? {}).reduce((sum, share) => sum + share, 0) > 1 + 1e-9) problems.say(`${where}.languages`, 'add up to more than 1; give shares of the people.');
    if (Object.keys(flight.languages ?? {}).length > 60) problems.say(`${where}.languages`, 'are more than 60; put small ones together.');
  });
  const people = day.flights.reduce((sum, { passengers }) => sum + passengers, 0);
  if (people > limits.passengers) problems.say('flights', `bring ${people} people; at most ${limits.passengers} are simulated in one day.`);
  const scenarios = day.changes ?? [];
  scenarios.forEach(({ changes }, at) => changes.forEach((change, within) => {
    const where = `changes[${at}].changes[${within}]`;
    if ('station' in change && !stations.has(change.station)) problems.say(`${where}.station`, `names no station of the day: "${change.station}".`);
    if ('flight' in change && !day.flights.some(({ flight }) => flight === change.flight)) problems.say(`${where}.flight`, `names no flight of the day: "${change.flight}".`);
    if ('policy' in change && change.policy !== undefined && !policies.has(change.policy)) problems.say(`${where}.policy`, `names no policy of the day: "${change.policy}".`);
    if (change.kind === 'batch' && stations.get(change.station)?.batch === undefined) problems.say(`${where}.station`, 'has no buses; give it "batch" first.');
    if (change.kind === 'servers' && !((change.until ?? day.minutes) > (change.from ?? 0))) problems.say(`${where}.until`, 'must be after "from".');
  }));
  return problems.all.length > 0 ? problems.all : checkReach(day);
}

/** Says who could never be served, since no server for them is ever on duty. */
function checkReach(day: ChainDay): ChainProblem[] {
  const chain = compileDay(day);
  const ever = chain.groupStart.slice(0, -1).map((first, station) => {
    let mask = 0;
    for (let group = first; group < chain.groupStart[station + 1]!; group += 1) {
      const some = chain.initial[group]! > 0 || chain.boundaryCapacity.some((capacity, at) => capacity > 0 && chain.boundaryGroup[at] === group);
      if (some) mask |= 1 << group - first;
    }
    return mask;
  });
  const unserved = new Set<number>();
  chain.classMask.forEach((mask, own) => {
    const station = chain.classStation[own]!;
    if ((mask & ever[station]!) === 0) unserved.add(station);
  });
  return [...unserved].map((station) => ({ where: `stations[${station}].servers`, reason: 'have nobody on duty at any time for some of the people who are sent there; add servers for everybody, or for their policies and languages.' }));
}

/** Gives the day under one of its scenarios, or why that cannot be simulated. */
export function checkedChanges(day: ChainDay, index: number): readonly ChainProblem[] {
  const { changes, ...rest } = day;
  const changed = withChanges(rest, changes![index]!.changes);
  return checkDay(changed).map(({ where, reason }) => ({ where: `changes[${index}]`, reason: `makes a day in which ${where} ${reason}` }));
}

/** Reads a day of the chain. Refuses: by place, what is missing, unknown, impossible or more than is simulated; all of it at once, up to fifty. */
export function readChainDay(value: unknown): ChainFile {
  const shape = problemsOfSchema(value);
  if (shape.length > 0) return { refused: shape };
  const day = value as ChainDay;
  const problems = checkDay(day);
  if (problems.length > 0) return { refused: problems };
  const changed = (day.changes ?? []).flatMap((_, at) => checkedChanges(day, at));
  return changed.length > 0 ? { refused: changed } : { day };
}

/** Reads the text of such a file. Refuses: what is no JSON, with the place where it stops being any. */
export function readChainText(text: string): ChainFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { refused: [{ where: 'file', reason: `is no JSON: ${error instanceof Error ? error.message : String(error)}.` }] };
  }
  return readChainDay(value);
}

/** Says why so many replications of a day are too many. Shape: nothing where they are not. */
export function replicationProblem(day: ChainDay, replications: number): ChainProblem | undefined {
  const steps = Math.max(...day.policies.map(({ route }) => route.length));
  const visits = day.flights.reduce((sum, { passengers }) => sum + passengers, 0) * steps * replications;
  if (!Number.isInteger(replications) || replications < 1 || replications > limits.replications) return { where: 'replications', reason: `must be a whole number from 1 to ${limits.replications}.` };
  return visits > limits.visits ? { where: 'replications', reason: `make ${visits} visits of stations; at most ${limits.visits} are simulated. Ask for fewer.` } : undefined;
}

import { compareScenarios, simulate } from './rules/simulate.ts';
import { staffChain } from './rules/staffing/plan.ts';
import type { ChainDay, Scenario } from './shapes/day.ts';
import type { Need } from './shapes/forecasts.ts';
import type { Outcome, ScenarioOutcome } from './shapes/outcome.ts';

type Report = (progress: unknown) => void;

/** Simulates a day; it is called in a thread of its own. */
export function simulateTask({ day, seed, replications }: { readonly day: ChainDay; readonly seed: number; readonly replications: number }, report: Report): Outcome {
  return simulate(day, { seed, replications, progress: (done, of) => report({ done, of }) });
}

/** Simulates a day and its what-ifs; it is called in a thread of its own. */
export function compareTask({ day, scenarios, seed, replications }: { readonly day: ChainDay; readonly scenarios: readonly Scenario[]; readonly seed: number; readonly replications: number }): { readonly base: Outcome; readonly scenarios: readonly ScenarioOutcome[] } {
  return compareScenarios(day, scenarios, { seed, replications });
}

/** Finds the staff that a day needs, and simulates the day with it; it is called in a thread of its own. Shape: demand of one skill at several stations is added up. */
export function staffTask({ day, seed, replications }: { readonly day: ChainDay; readonly seed: number; readonly replications: number }): { readonly need: readonly Need[]; readonly outcome: Outcome } {
  const { demand, stations } = staffChain(day, { seed });
  const people = new Map<string, Need>();
  for (const one of demand) {
    const key = `${one.skill} ${one.from}`;
    people.set(key, { skill: one.skill, from: one.from, people: (people.get(key)?.people ?? 0) + one.people });
  }
  const found = new Map(stations.map((station) => [station.station, station.servers]));
  const manned = { ...day, stations: day.stations.map((station) => ({ ...station, servers: (found.get(station.station) ?? station.servers).map((window) => ({ ...window })) })) };
  return { need: [...people.values()], outcome: simulate(manned, { seed: seed + 1, replications }) };
}

import { compareScenarios, simulate } from './rules/simulate.ts';
import { staffChain } from './rules/staffing/chain.ts';
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

/** Finds the staff that a day needs; it is called in a thread of its own. */
export function staffTask({ day, seed }: { readonly day: ChainDay; readonly seed: number }): { readonly need: readonly Need[]; readonly outcome: Outcome } {
  const { demand, outcome } = staffChain(day, { seed });
  return { need: demand.map(({ skill, from, people }) => ({ skill, from, people })), outcome };
}

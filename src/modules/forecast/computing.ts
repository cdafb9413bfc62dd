import { runInBackground } from '../../kernel/background.ts';
import type { ChainDay, Scenario } from './shapes/day.ts';
import type { Outcome, ScenarioOutcome } from './shapes/outcome.ts';
import type { Need } from './shapes/forecasts.ts';

const engine = new URL('./in-background.ts', import.meta.url);
const longest = 120_000;

/** Simulates a day in a thread of its own. Refuses: `background-full`, `background-too-long`. */
export async function simulated(day: ChainDay, seed: number, replications: number): Promise<Outcome> {
  return runInBackground<Outcome>(engine, 'simulateTask', { day, seed, replications }, { atMostMilliseconds: longest });
}

/** Simulates a day and what-ifs with the same chance in a thread of its own. Refuses: `background-full`, `background-too-long`. */
export async function compared(day: ChainDay, scenarios: readonly Scenario[], seed: number, replications: number): Promise<{ readonly base: Outcome; readonly scenarios: readonly ScenarioOutcome[] }> {
  return runInBackground(engine, 'compareTask', { day, scenarios, seed, replications }, { atMostMilliseconds: longest });
}

/** Finds how many servers each station needs until the targets hold for the whole chain, in a thread of its own. Refuses: `background-full`, `background-too-long`. */
export async function staffed(day: ChainDay, seed: number, replications: number): Promise<{ readonly need: readonly Need[]; readonly outcome: Outcome }> {
  return runInBackground(engine, 'staffTask', { day, seed, replications }, { atMostMilliseconds: longest });
}

import type { Direction, FactDefinition, StepDefinition, ThresholdDefinition } from './shapes.ts';
import { flightFacts, flightSteps } from './catalogue/flight.ts';
import { travellerFacts, travellerSteps } from './catalogue/traveller.ts';
import { thresholds } from './catalogue/thresholds.ts';

/** Lists the gates of each kind of case in the order in which they are passed; the last one ends the case. */
export const gatesOf = {
  flight: ['disembark', 'closing', 'closed'],
  traveller: ['handOver', 'done'],
} as const satisfies Record<string, readonly string[]>;

/** Lists every prescribed action that can be owed, flights before travellers. */
export const stepCatalogue: readonly StepDefinition[] = [...flightSteps, ...travellerSteps];

/** Lists every fact that a condition may read. */
export const factCatalogue: readonly FactDefinition[] = [...flightFacts, ...travellerFacts];

/** Lists every number that a plan sets. */
export const thresholdCatalogue: readonly ThresholdDefinition[] = thresholds;

const stepsById = new Map(stepCatalogue.map((step) => [step.id, step]));

/** Finds a step's definition. */
export function findStep(id: string): StepDefinition | undefined {
  return stepsById.get(id);
}

/** Gets a step's definition; an unknown id is a bug of the caller. */
export function getStep(id: string): StepDefinition {
  const step = stepsById.get(id);
  if (step === undefined) throw new Error(`No step ${id} in the catalogue`);
  return step;
}

/** Lists the steps that exist for a direction. */
export function stepsFor(direction: Direction): readonly StepDefinition[] {
  return stepCatalogue.filter((step) => step.directions.includes(direction));
}

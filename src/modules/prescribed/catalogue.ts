import type { Direction, FactDefinition, StepDefinition, ThresholdDefinition } from './shapes.ts';
import { alarmFacts, alarmSteps } from './catalogue/alarm.ts';
import { consignmentFacts, consignmentSteps } from './catalogue/consignment.ts';
import { lotFacts, lotSteps } from './catalogue/lot.ts';
import { flightFacts, flightSteps } from './catalogue/flight.ts';
import { travellerFacts, travellerSteps } from './catalogue/traveller.ts';
import { thresholds } from './catalogue/thresholds.ts';

/** Lists the gates of each kind of case in the order in which they are passed; the last one ends the case. */
export const gatesOf = {
  flight: ['disembark', 'closing', 'closed'],
  traveller: ['handOver', 'done'],
  consignment: ['declare', 'release', 'closing', 'closed'],
  lot: ['serve', 'closed'],
  alarm: ['closed'],
} as const satisfies Record<string, readonly string[]>;

/** Lists every prescribed action that can be owed: flights, travellers, consignments, lots of food, alarms of devices. */
export const stepCatalogue: readonly StepDefinition[] = [...flightSteps, ...travellerSteps, ...consignmentSteps, ...lotSteps, ...alarmSteps];

/** Lists every fact that a condition may read. */
export const factCatalogue: readonly FactDefinition[] = [...flightFacts, ...travellerFacts, ...consignmentFacts, ...lotFacts, ...alarmFacts];

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

const ofPeople: readonly Direction[] = ['arrival', 'departure'];

/** Lists the numbers that a plan of a direction sets, out of those given. */
export function thresholdsFor(direction: Direction, all: readonly ThresholdDefinition[] = thresholdCatalogue): readonly ThresholdDefinition[] {
  return all.filter((threshold) => (threshold.directions ?? ofPeople).includes(direction));
}

/** Lists the steps that exist for a direction. */
export function stepsFor(direction: Direction): readonly StepDefinition[] {
  return stepCatalogue.filter((step) => step.directions.includes(direction));
}

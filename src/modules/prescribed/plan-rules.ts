import type { CaseKind, Direction, FailureBranch, Facts, PlanDocument, StepDefinition } from './shapes.ts';
import { factCatalogue, findStep, stepsFor, thresholdCatalogue, thresholdsFor } from './catalogue.ts';
import { compileCondition, vocabularyOf } from './conditions.ts';
import type { Condition } from './conditions.ts';

/** Is a branch after a failure, parsed. */
export interface RuleBranch {
  readonly step: string;
  readonly when: Condition | null;
}

/** Is one step of a plan, parsed once. */
export interface StepRule {
  readonly definition: StepDefinition;
  readonly when: Condition;
  readonly pass: Condition;
  readonly onFailure: readonly RuleBranch[];
  readonly excusedWhen: Condition | null;
  readonly divertsTo: RuleBranch | null;
  readonly dueMinutes: number | null;
}

/** Is a plan ready to decide with. */
export interface PlanRules {
  readonly planId: string;
  readonly version: number;
  readonly direction: Direction;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly steps: Readonly<Record<CaseKind, readonly StepRule[]>>;
  find(step: string): StepRule | undefined;
}

/** Lists the words that conditions of a kind of case may use. */
export function vocabularyFor(kind: CaseKind): ReturnType<typeof vocabularyOf> {
  return vocabularyOf(factCatalogue.filter((fact) => fact.caseKind === kind), thresholdCatalogue);
}

const vocabularies = { flight: vocabularyFor('flight'), traveller: vocabularyFor('traveller'), consignment: vocabularyFor('consignment'), lot: vocabularyFor('lot'), alarm: vocabularyFor('alarm') };

function condition(kind: CaseKind, source: string): Condition {
  const compiled = compileCondition(source, vocabularies[kind]);
  if (!compiled.ok) throw new Error(`Condition that was not checked before it was saved: ${source} (${compiled.problem.code})`);
  return compiled.condition;
}

function branch(kind: CaseKind, from: FailureBranch): RuleBranch {
  return { step: from.step, when: from.when === undefined ? null : condition(kind, from.when) };
}

function minutesOf(definition: StepDefinition, name: string, thresholds: Readonly<Record<string, number>>): number {
  const threshold = thresholdCatalogue.find((entry) => entry.name === name);
  if (threshold === undefined) throw new Error(`Step ${definition.id} is due by a threshold that does not exist: ${name}`);
  const value = thresholds[threshold.name] ?? threshold.baseline;
  return threshold.unit === 's' ? value / 60 : threshold.unit === 'h' ? value * 60 : threshold.unit === 'd' ? value * 1440 : value;
}

function dueMinutes(definition: StepDefinition, thresholds: Readonly<Record<string, number>>): number | null {
  if (definition.due === undefined) return null;
  return minutesOf(definition, definition.due, thresholds) + (definition.dueAfter === undefined ? 0 : minutesOf(definition, definition.dueAfter, thresholds));
}

/** Parses a checked plan once; a plan that would not pass the check is a bug here. */
export function compilePlan(planId: string, version: number, document: PlanDocument): PlanRules {
  const thresholds: Record<string, number> = {};
  for (const entry of thresholdsFor(document.direction)) thresholds[entry.name] = document.thresholds[entry.name] ?? entry.baseline;
  const byId = new Map<string, StepRule>();
  const steps: Record<CaseKind, StepRule[]> = { flight: [], traveller: [], consignment: [], lot: [], alarm: [] };
  const named = new Set(document.steps.map((planStep) => planStep.step));
  const always = stepsFor(document.direction).filter((step) => step.everyPlan === true && !named.has(step.id)).map(({ id, when }) => ({ step: id, when }));
  for (const planStep of [...document.steps, ...always] as PlanDocument['steps']) {
    const definition = findStep(planStep.step);
    if (definition === undefined) throw new Error(`Plan ${planId} names a step that does not exist: ${planStep.step}`);
    const kind = definition.caseKind;
    const rule: StepRule = {
      definition,
      when: condition(kind, planStep.when),
      pass: condition(kind, definition.pass),
      onFailure: [...definition.onFailure, ...(planStep.alsoOnFailure ?? [])].map((entry) => branch(kind, entry)),
      excusedWhen: definition.excusedWhen === undefined ? null : condition(kind, definition.excusedWhen),
      divertsTo: definition.divertsTo === undefined ? null : branch(kind, definition.divertsTo),
      // A plan that names the step without the time allowed for it was approved before there was one, and stays what was approved.
      dueMinutes: definition.due !== undefined && named.has(definition.id) && document.thresholds[definition.due] === undefined ? null : dueMinutes(definition, thresholds),
    };
    byId.set(definition.id, rule);
    steps[kind].push(rule);
  }
  return { planId, version, direction: document.direction, thresholds, steps, find: (step) => byId.get(step) };
}

/** Says whether a step of the plan is owed by these facts. */
export function owedBy(rule: StepRule, facts: Facts, plan: PlanRules): boolean {
  return rule.when.evaluate(facts, plan.thresholds);
}

import type { Direction, FactDefinition, PlanDocument, PlanProblem, PlanStep, StepDefinition, ThresholdDefinition } from './shapes.ts';
import { type Implication, implies } from './analysis.ts';
import type { Effort } from './analysis/diagram.ts';
import { thresholdsFor } from './catalogue.ts';
import { cardVersions, findCard } from './catalogue/cards.ts';
import { type Condition, compileCondition } from './conditions.ts';
import { type CheckedBranch, type CheckedStep, reachProblems, vocabulariesOf } from './plans/reach.ts';

/** Is what a plan is made from. */
export interface PlanCatalogue {
  readonly steps: readonly StepDefinition[];
  readonly thresholds: readonly ThresholdDefinition[];
}

/** Is what a plan is checked against. */
export interface PlanChecker extends PlanCatalogue {
  readonly facts: readonly FactDefinition[];
  /** The national baseline of the same direction. */
  readonly baseline: PlanDocument;
}

/** Counts the steps of work that the check of one whole plan may cost: a few seconds at the most, for hostile plans only. */
const maximumPlanEffort = 1_000_000;

const baselineTitles: Readonly<Record<Direction, PlanDocument['title']>> = {
  arrival: { en: 'National baseline, arrivals', zh: '国家基线（入境）' },
  departure: { en: 'National baseline, departures', zh: '国家基线（出境）' },
  import: { en: 'National baseline, goods', zh: '国家基线（物资）' },
  response: { en: 'National baseline, alarms of devices', zh: '国家基线（设备报警）' },
};

/** Builds the national baseline: every step of the catalogue when the catalogue owes it, every threshold as published. */
export function baselinePlan(direction: Direction, catalogue: PlanCatalogue): PlanDocument {
  return {
    direction,
    title: baselineTitles[direction],
    thresholds: Object.fromEntries(thresholdsFor(direction, catalogue.thresholds).map((threshold) => [threshold.name, threshold.baseline])),
    steps: catalogue.steps.filter((step) => step.directions.includes(direction)).map((step) => ({ step: step.id, when: step.when })),
    languages: ['zh', 'en'],
    lanes: 1,
  };
}

/**
 * Checks a plan against the catalogue and the baseline and says everything that is wrong with it.
 * Shape: empty when the plan may be approved; in the order of the document, what concerns several steps last.
 * Refuses: every code of PlanProblem, as data.
 */
export function checkPlan(plan: PlanDocument, against: PlanChecker): readonly PlanProblem[] {
  const problems: PlanProblem[] = [...thresholdProblems(plan, against), ...declarationProblems(plan)];
  if (plan.direction !== against.baseline.direction) {
    problems.push({ code: 'step-wrong-direction', path: 'direction', params: { direction: plan.direction, expected: against.baseline.direction } });
    return problems;
  }
  const thresholds = { ...against.baseline.thresholds, ...plan.thresholds };
  const vocabularies = vocabulariesOf(against.facts, against.thresholds);
  const definitions = new Map(against.steps.map((step) => [step.id, step]));
  const effort: Effort = { remaining: maximumPlanEffort };
  const read = (source: string, definition: StepDefinition, path: string): Condition | undefined => {
    const compiled = compileCondition(source, vocabularies[definition.caseKind]);
    if (compiled.ok) return compiled.condition;
    problems.push({ ...compiled.problem, path });
    return undefined;
  };
  const checked = new Map<string, CheckedStep>();
  for (const [index, planStep] of plan.steps.entries()) {
    const path = `steps[${index}]`;
    const definition = definitions.get(planStep.step);
    if (definition === undefined) {
      problems.push({ code: 'step-unknown', path: `${path}.step`, params: { step: planStep.step } });
      continue;
    }
    if (!definition.directions.includes(plan.direction)) problems.push({ code: 'step-wrong-direction', path: `${path}.step`, params: { step: planStep.step, direction: plan.direction } });
    const first = checked.get(planStep.step);
    if (first !== undefined) problems.push({ code: 'step-twice', path: `${path}.step`, params: { step: planStep.step, first: first.path } });
    const when = read(planStep.when, definition, `${path}.when`);
    const branches = (planStep.alsoOnFailure ?? []).flatMap((branch, at): CheckedBranch[] => {
      const branchPath = `${path}.alsoOnFailure[${at}]`;
      const target = definitions.get(branch.step);
      if (target === undefined || target.caseKind !== definition.caseKind) problems.push({ code: 'step-unknown', path: `${branchPath}.step`, params: { step: branch.step } });
      else if (!target.directions.includes(plan.direction)) problems.push({ code: 'step-wrong-direction', path: `${branchPath}.step`, params: { step: branch.step, direction: plan.direction } });
      else if (!plan.steps.some((other) => other.step === branch.step)) problems.push({ code: 'step-unknown', path: `${branchPath}.step`, params: { step: branch.step, inPlan: 'no' } });
      const condition = branch.when === undefined ? null : read(branch.when, definition, `${branchPath}.when`);
      return condition === undefined ? [] : [{ step: branch.step, when: condition, path: branchPath }];
    });
    if (when !== undefined && first === undefined) checked.set(planStep.step, { definition, planStep, path, when, branches });
  }
  problems.push(...baselineProblems(plan, against, checked, effort));
  // What cannot be read cannot be followed either: reachability is asked of readable plans only, so that no problem is reported twice.
  if (!problems.some((problem) => problem.code.startsWith('condition-') || problem.code === 'step-unknown')) {
    problems.push(...reachProblems({ steps: checked, thresholds, direction: plan.direction, baseline: against.baseline, catalogue: against.steps, facts: against.facts, vocabularies, effort }));
  }
  return problems;
}

function declarationProblems(plan: PlanDocument): PlanProblem[] {
  return plan.card === undefined || findCard(plan.card) !== undefined ? [] : [{ code: 'card-unknown', path: 'card', params: { card: plan.card, known: cardVersions.map((version) => version.version).join(', ') } }];
}

function thresholdProblems(plan: PlanDocument, against: PlanChecker): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const wanted = thresholdsFor(plan.direction, against.thresholds);
  for (const definition of wanted) {
    const path = `thresholds.${definition.name}`;
    const value = Object.hasOwn(plan.thresholds, definition.name) ? plan.thresholds[definition.name] : undefined;
    const baseline = against.baseline.thresholds[definition.name] ?? definition.baseline;
    const { name, unit, minimum, maximum, stricter } = definition;
    if (value === undefined) problems.push({ code: 'threshold-missing', path, params: { threshold: name, unit, baseline } });
    else if (!(value >= minimum && value <= maximum)) problems.push({ code: 'threshold-out-of-range', path, params: { threshold: name, value, unit, minimum, maximum } });
    else if (stricter === 'lower' ? value > baseline : value < baseline) problems.push({ code: 'baseline-threshold-looser', path, params: { threshold: name, value, unit, baseline, stricter } });
  }
  const known = new Set(wanted.map((threshold) => threshold.name));
  for (const name of Object.keys(plan.thresholds)) {
    if (!known.has(name)) problems.push({ code: 'threshold-unknown', path: `thresholds.${name}`, params: { threshold: name } });
  }
  return problems;
}

function baselineProblems(plan: PlanDocument, against: PlanChecker, checked: ReadonlyMap<string, CheckedStep>, effort: Effort): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const vocabularies = vocabulariesOf(against.facts, against.thresholds);
  for (const required of against.baseline.steps) {
    if (!plan.steps.some((planStep) => planStep.step === required.step)) {
      problems.push({ code: 'baseline-step-missing', path: 'steps', params: { step: required.step } });
      continue;
    }
    const step = checked.get(required.step);
    if (step === undefined) continue;
    const vocabulary = vocabularies[step.definition.caseKind];
    const baseline = compileCondition(required.when, vocabulary);
    if (!baseline.ok) throw new Error(`The baseline of ${required.step} is not a condition: ${baseline.problem.code}`);
    const thresholds = { ...against.baseline.thresholds, ...plan.thresholds };
    const answer = followsFrom(baseline.condition, step, against.baseline.thresholds, thresholds, effort, vocabulary);
    if (answer.holds === true) continue;
    const path = `${step.path}.when`;
    if (answer.holds === 'tooHard') problems.push({ code: 'plan-too-hard-to-check', path, params: { step: required.step } });
    else problems.push({ code: 'baseline-skipped', path, params: { step: required.step, baseline: required.when, plan: step.planStep.when }, counterexample: answer.counterexample });
  }
  return problems;
}

function followsFrom(baseline: Condition, step: CheckedStep, baselineThresholds: PlanDocument['thresholds'], thresholds: PlanDocument['thresholds'], effort: Effort, vocabulary: Parameters<typeof implies>[2]): Implication {
  const answer = implies(baseline, step.when, vocabulary, baselineThresholds, thresholds, { effort });
  if (answer.holds === false) {
    // The officer is shown this very traveller, so it must really be owed by the one and not by the other.
    const { counterexample } = answer;
    if (!baseline.evaluate(counterexample, baselineThresholds) || step.when.evaluate(counterexample, thresholds)) throw new Error(`Not a counterexample for ${step.planStep.step}: ${JSON.stringify(counterexample)}`);
  }
  return answer;
}

/** Is one line that differs between two plans. Shape: `before` is absent when the line was added, `after` when it was removed. */
export interface PlanDifference {
  /** Path with steps by their id: `steps.CHK-02.when`, `thresholds.feverCelsius`, `languages.ru`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: string | number;
  readonly after?: string | number;
}

/** Compares two plans line by line. Shape: in the order of the first plan, what only the second has after it; empty when they say the same. */
export function diffPlans(before: PlanDocument, after: PlanDocument): readonly PlanDifference[] {
  const old = linesOf(before);
  const current = linesOf(after);
  const differences: PlanDifference[] = [];
  const paths = [...old.keys(), ...[...current.keys()].filter((path) => !old.has(path))];
  for (const path of grouped(paths)) {
    const left = old.get(path);
    const right = current.get(path);
    if (left === right) continue;
    if (left === undefined && right !== undefined) differences.push({ path, kind: 'added', after: right });
    else if (left !== undefined && right === undefined) differences.push({ path, kind: 'removed', before: left });
    else if (left !== undefined && right !== undefined) differences.push({ path, kind: 'changed', before: left, after: right });
  }
  return differences;
}

/** Keeps what belongs to one part of the document together, in the order in which the parts first occur. */
function grouped(paths: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const [part = '', step = ''] = path.split('.');
    const key = part === 'steps' ? `${part}.${step}` : part;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  return [...groups.values()].flat();
}

function linesOf(plan: PlanDocument): Map<string, string | number> {
  const lines = new Map<string, string | number>();
  lines.set('direction', plan.direction);
  lines.set('title.en', plan.title.en);
  lines.set('title.zh', plan.title.zh);
  for (const name of Object.keys(plan.thresholds).sort()) lines.set(`thresholds.${name}`, plan.thresholds[name]!);
  for (const language of plan.languages) lines.set(`languages.${language}`, language);
  lines.set('lanes', plan.lanes);
  if (plan.card !== undefined) lines.set('card', plan.card);
  for (const area of plan.keyAreas ?? []) lines.set(`keyAreas.${area}`, area);
  if (plan.notes !== undefined) lines.set('notes', plan.notes);
  for (const step of plan.steps) for (const [path, value] of linesOfStep(step)) lines.set(`steps.${step.step}.${path}`, value);
  return lines;
}

function linesOfStep(step: PlanStep): [string, string | number][] {
  const lines: [string, string | number][] = [['when', step.when]];
  if (step.station !== undefined) lines.push(['station', step.station]);
  if (step.lane !== undefined) lines.push(['lane', step.lane]);
  if (step.staff !== undefined) lines.push(['staff', step.staff]);
  const seen = new Map<string, number>();
  for (const branch of step.alsoOnFailure ?? []) {
    const count = (seen.get(branch.step) ?? 0) + 1;
    seen.set(branch.step, count);
    lines.push([`alsoOnFailure.${branch.step}${count === 1 ? '' : `[${count}]`}`, branch.when ?? 'true']);
  }
  return lines;
}

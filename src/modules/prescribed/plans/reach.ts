import type { CaseKind, Direction, FactDefinition, FailureBranch, PlanDocument, PlanProblem, PlanStep, StepDefinition, ThresholdDefinition } from '../shapes.ts';
import { type Assignment, type Constraint, findAssignment } from '../analysis.ts';
import type { Effort } from '../analysis/diagram.ts';
import { type Condition, compileCondition, type Vocabulary, vocabularyOf } from '../conditions.ts';

/** Is a failure branch that a plan adds, with its condition read. */
export interface CheckedBranch {
  readonly step: string;
  readonly when: Condition | null;
  readonly path: string;
}

/** Is a step of a plan with its condition read. */
export interface CheckedStep {
  readonly definition: StepDefinition;
  readonly planStep: PlanStep;
  readonly path: string;
  readonly when: Condition;
  readonly branches: readonly CheckedBranch[];
}

/** Is all that reachability is decided from. */
export interface Reach {
  readonly steps: ReadonlyMap<string, CheckedStep>;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly direction: Direction;
  readonly baseline: PlanDocument;
  readonly catalogue: readonly StepDefinition[];
  readonly facts: readonly FactDefinition[];
  readonly vocabularies: Readonly<Record<CaseKind, Vocabulary>>;
  readonly effort: Effort;
}

const known = new WeakMap<readonly FactDefinition[], { readonly thresholds: readonly ThresholdDefinition[]; readonly vocabularies: Readonly<Record<CaseKind, Vocabulary>> }>();

/** Gets the vocabularies of every kind of case; the same lists give the same vocabularies. */
export function vocabulariesOf(facts: readonly FactDefinition[], thresholds: readonly ThresholdDefinition[]): Readonly<Record<CaseKind, Vocabulary>> {
  const before = known.get(facts);
  if (before !== undefined && before.thresholds === thresholds) return before.vocabularies;
  const of = (kind: CaseKind) => vocabularyOf(facts.filter((fact) => fact.caseKind === kind), thresholds);
  const vocabularies = { flight: of('flight'), traveller: of('traveller'), consignment: of('consignment'), lot: of('lot'), alarm: of('alarm') };
  known.set(facts, { thresholds, vocabularies });
  return vocabularies;
}

/** Finds steps that no case can ever owe, and steps that owe each other without end. Refuses: step-unreachable, step-endless, plan-too-hard-to-check, as data. */
export function reachProblems(reach: Reach): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const reached = reachedSteps(reach);
  if (reached === 'tooHard') return [{ code: 'plan-too-hard-to-check', path: 'steps', params: {} }];
  for (const step of reached.missed) problems.push(missedProblem(step, reached.missed, reach));
  for (const step of reach.steps.values()) {
    for (const branch of step.branches) {
      const round = wayBack(branch.step, step.definition.id, reach.steps);
      if (round !== undefined) problems.push({ code: 'step-endless', path: `${branch.path}.step`, params: { step: step.definition.id, cycle: [step.definition.id, ...round].join(' → ') } });
      if (!reached.owed.has(step.definition.id)) continue;
      const taken = findAssignment(branchConstraints(step, branch.when, reach), reach.vocabularies[step.definition.caseKind], { effort: reach.effort, fixed: fixedFacts(reached.owed, reach, step.definition.caseKind) });
      if (taken.verdict === 'none') problems.push({ code: 'step-unreachable', path: branch.when === null ? `${branch.path}.step` : `${branch.path}.when`, params: { step: branch.step, after: step.definition.id } });
      if (taken.verdict === 'tooHard') problems.push({ code: 'plan-too-hard-to-check', path: branch.path, params: { step: step.definition.id } });
    }
  }
  return problems;
}

/** A branch is taken when the step has failed and the branch's own condition holds. */
function branchConstraints(step: CheckedStep, when: Condition | null, reach: Reach): Constraint[] {
  const pass = conditionOf(step.definition, step.definition.pass, reach);
  const failed: Constraint = { condition: pass, thresholds: reach.thresholds, holds: false };
  return when === null ? [failed] : [failed, { condition: when, thresholds: reach.thresholds, holds: true }];
}

function conditionOf(definition: StepDefinition, source: string, reach: Reach): Condition {
  const compiled = compileCondition(source, reach.vocabularies[definition.caseKind]);
  if (!compiled.ok) throw new Error(`The catalogue's condition of ${definition.id} cannot be read: ${source} (${compiled.problem.code})`);
  return compiled.condition;
}

/** Lists the facts that stay at unknownAs, because no owed step reports them and no attribute gives them. */
function fixedFacts(owed: ReadonlySet<string>, reach: Reach, kind: CaseKind): ReadonlySet<string> {
  return new Set(reach.facts
    .filter((fact) => fact.caseKind === kind && !fact.from.some((origin) => ('attribute' in origin ? true : owed.has(origin.step))))
    .map((fact) => fact.name));
}

/** Grows the set of owed steps until nothing more can be owed. */
function reachedSteps(reach: Reach): { readonly owed: ReadonlySet<string>; readonly missed: readonly CheckedStep[] } | 'tooHard' {
  const owed = new Set<string>();
  for (const step of reach.steps.values()) if (owedFromOutside(step, reach)) owed.add(step.definition.id);
  for (let before = -1; before !== owed.size;) {
    before = owed.size;
    for (const step of reach.steps.values()) {
      const { definition } = step;
      const ask = (constraints: readonly Constraint[]): Assignment => findAssignment(constraints, reach.vocabularies[definition.caseKind], { effort: reach.effort, fixed: fixedFacts(owed, reach, definition.caseKind) });
      if (!owed.has(definition.id)) {
        const answer = ask([{ condition: step.when, thresholds: reach.thresholds, holds: true }]);
        if (answer.verdict === 'tooHard') return 'tooHard';
        if (answer.verdict === 'found') owed.add(definition.id);
      }
      if (!owed.has(definition.id)) continue;
      for (const branch of branchesOf(step)) {
        if (owed.has(branch.step) || !reach.steps.has(branch.step)) continue;
        const when = branch.when === undefined ? null : conditionOf(definition, branch.when, reach);
        const diverts = branch === definition.divertsTo;
        const answer = ask(diverts ? [{ condition: when ?? conditionOf(definition, 'true', reach), thresholds: reach.thresholds, holds: true }] : branchConstraints(step, when, reach));
        if (answer.verdict === 'tooHard') return 'tooHard';
        if (answer.verdict === 'found') owed.add(branch.step);
      }
    }
  }
  return { owed, missed: [...reach.steps.values()].filter((step) => !owed.has(step.definition.id)) };
}

function branchesOf(step: CheckedStep): readonly FailureBranch[] {
  const { onFailure, divertsTo } = step.definition;
  return [...onFailure, ...(divertsTo === undefined ? [] : [divertsTo]), ...(step.planStep.alsoOnFailure ?? [])];
}

/** Some steps are owed by another hand than a condition (a difference between head-counts): the catalogue says `false` and no branch leads there. */
function owedFromOutside(step: CheckedStep, reach: Reach): boolean {
  const { definition, planStep } = step;
  if (planStep.when !== definition.when || definition.when !== 'false') return false;
  return !reach.catalogue.some((other) => other.directions.includes(reach.direction) && [...other.onFailure, ...(other.divertsTo === undefined ? [] : [other.divertsTo])].some((branch) => branch.step === definition.id));
}

function missedProblem(step: CheckedStep, missed: readonly CheckedStep[], reach: Reach): PlanProblem {
  const { definition } = step;
  const path = `${step.path}.when`;
  const unreachable: PlanProblem = { code: 'step-unreachable', path, params: { step: definition.id } };
  const ever = findAssignment([{ condition: step.when, thresholds: reach.thresholds, holds: true }], reach.vocabularies[definition.caseKind], { effort: reach.effort });
  if (ever.verdict === 'none') return unreachable;
  const waitsFor = (waiting: CheckedStep): CheckedStep[] => {
    const reported = new Set(waiting.when.reads.flatMap((name) => reach.vocabularies[waiting.definition.caseKind].facts.get(name)?.from ?? []).flatMap((origin) => ('step' in origin ? [origin.step] : [])));
    return missed.filter((other) => other !== waiting && reported.has(other.definition.id));
  };
  const round = pathTo(definition.id, waitsFor(step).map((next) => next.definition.id), (id) => waitsFor(missed.find((other) => other.definition.id === id)!).map((next) => next.definition.id));
  if (round !== undefined) return { code: 'step-endless', path, params: { step: definition.id, cycle: [definition.id, ...round].join(' → ') } };
  return unreachable;
}

/** Finds the branches that lead from a step back to where a plan's own branch started; a step that repeats itself is no round. */
function wayBack(from: string, to: string, steps: ReadonlyMap<string, CheckedStep>): readonly string[] | undefined {
  if (from === to) return undefined;
  return pathTo(to, [from], (id) => {
    const step = steps.get(id);
    return step === undefined ? [] : branchesOf(step).map((branch) => branch.step).filter((next) => next !== id);
  });
}

function pathTo(target: string, starts: readonly string[], next: (id: string) => readonly string[]): readonly string[] | undefined {
  const queue = starts.map((id) => [id]);
  const seen = new Set(starts);
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    const last = way.at(-1)!;
    if (last === target) return way;
    for (const id of next(last)) {
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push([...way, id]);
    }
  }
  return undefined;
}

import { seeded } from '../../devices/simulators/seeded.ts';
import { costOfPlan } from '../rules/plan-cost.ts';
import { demandPlannable } from '../rules/planning-problem.ts';
import { tiers } from '../shapes/planning.ts';
import type { Assignment, Plan, PlanningProblem } from '../shapes/planning.ts';
import { assignmentsOf } from './coverage.ts';
import type { Path } from './coverage.ts';
import { classesOf, layOutStaff } from './flow-classes.ts';
import type { FlowClass, Staff } from './flow-classes.ts';
import { buildFlow } from './flow-model.ts';
import type { FlowModel } from './flow-model.ts';
import { roundFlows } from './flow-round.ts';
import { splitFlows } from './flow-paths.ts';
import { assignSkills } from './flow-skills.ts';
import { layOut } from './horizon.ts';
import type { Horizon } from './horizon.ts';
import { Improvement } from './improve.ts';
import { raiseShares } from './raise-share.ts';
import { spreadBurdens } from './spread.ts';
import { largestUnit, planUnit } from './unit.ts';

/** Is a step of planning that progress tells of. */
export type PlanStep = 'bound' | 'activation' | 'split' | 'unit';

/** Says how a horizon is planned. Unit: seconds of wall time. */
export interface PlanSettings {
  readonly seconds: number;
  readonly seed: number;
  readonly onProgress?: (progress: { readonly step: PlanStep; readonly seconds: number; readonly lowerBound: number }) => void;
  readonly shouldStop?: () => boolean;
}

/** Gives a plan its figures, counted from the assignments alone. */
export function figured(problem: PlanningProblem, assignments: readonly Assignment[], lowerBound: number, wallSeconds: number): Plan {
  const { objective, breakdown, underCover, activationDays } = costOfPlan(problem, assignments);
  // A bound from a linear program is right up to its tolerance, and never above what was found.
  const safe = Math.min(objective, Math.max(0, lowerBound - 1e-6 * Math.abs(lowerBound)));
  return { assignments, lowerBound: safe, objective, gap: objective === 0 ? 0 : (objective - safe) / objective, underCover, activationDays, breakdown, wallSeconds };
}

/**
 * Plans a horizon in steps: the relaxed flow of classes gives the lower bound; the days on which the emergency tier is called are chosen by it and the flow is solved again without their charge; flows are rounded to whole people and split into
 * named ones; then people are planned anew one by one, with their leave, locks, certificates and wishes, until nothing is gained; last, nights and weekends are spread.
 * A unit of at most sixty people is planned by whole plans of persons besides (unit.ts), whose bound knows leave, limits and wishes.
 * Shape: every rule of every person holds; the lower bound holds for the named problem, since the relaxation has all its plans.
 * Refuses: as `demandPlannable`.
 */
export function planHorizon(problem: PlanningProblem, settings: PlanSettings): Plan {
  demandPlannable(problem);
  const began = performance.now();
  const spent = (): number => (performance.now() - began) / 1000;
  // Linear programs get what is left up to four fifths of the time, so that people can always be planned one by one.
  const left = (): number => Math.max(0.1, settings.seconds * 0.8 - spent());
  const goOn = (): boolean => spent() < settings.seconds && settings.shouldStop?.() !== true;
  const horizon = layOut(problem);
  const staff = layOutStaff(horizon);
  let lowerBound = 0;
  const tell = (step: PlanStep): void => settings.onProgress?.({ step, seconds: spent(), lowerBound });
  const classes = classesOf(horizon, staff);
  const model = buildFlow(horizon, classes);
  const interior = model.program.size.columns > 4000;
  const relaxed = model.program.solve({ seconds: settings.seconds * 0.6, relax: true, interior, crossover: true, seed: settings.seed });
  lowerBound = Math.max(0, relaxed.bound);
  tell('bound');
  const values = relaxed.values === undefined ? undefined : decided(model, relaxed.values, interior, left, () => goOn() && left() > settings.seconds * 0.3);
  tell('activation');
  const flowStart = values === undefined ? [] : named(horizon, staff, classes, model, values, left);
  tell('split');
  const plans = [improved(horizon, staff, flowStart, settings, spent, goOn)];
  if (staff.length <= largestUnit) {
    const unit = planUnit(horizon, staff, { seconds: left() * 0.7, begin: plans[0]!.paths, goOn });
    lowerBound = Math.max(lowerBound, unit.lowerBound);
    tell('unit');
    if (unit.paths !== undefined) plans.push(improved(horizon, staff, unit.paths, settings, spent, goOn));
  }
  const all = plans.map((plan) => {
    const half = spent() + 0.6 * (settings.seconds - spent());
    spreadBurdens(plan, settings.seed, () => goOn() && spent() < half);
    raiseShares(plan, goOn);
    spreadBurdens(plan, settings.seed, goOn);
    partGroups(plan);
    return figured(problem, staff.flatMap(({ at, person }) => assignmentsOf(horizon, person.person, plan.paths[at]!)), lowerBound, spent());
  });
  return all.reduce((best, plan) => (plan.objective < best.objective ? plan : best));
}

/** Parts closed-loop groups that rounding has brought together on a post: the group with most people there keeps it, the others are planned anew. */
function partGroups(plan: Improvement): void {
  const posts = new Map<string, Map<string, number[]>>();
  for (const { at, person } of plan.staff) {
    plan.paths[at]!.forEach((work, day) => {
      if (work === undefined) return;
      const key = `${day};${work.shift};${work.skill}`;
      const groups = posts.get(key) ?? new Map<string, number[]>();
      groups.set(person.group ?? '', [...(groups.get(person.group ?? '') ?? []), at]);
      posts.set(key, groups);
    });
  }
  const others = new Set([...posts.values()].flatMap((groups) => [...groups.values()].toSorted((one, other) => other.length - one.length).slice(1).flat()));
  for (const at of others) plan.take(at);
  for (const at of others) plan.again(at);
}

/** Plans people anew from a start until nothing is gained. */
function improved(horizon: Horizon, staff: readonly Staff[], start: readonly (Path | undefined)[], settings: PlanSettings, spent: () => number, goOn: () => boolean): Improvement {
  const plan = new Improvement(horizon, staff, start);
  plan.placeBreaksAgain();
  if (staff.length > largestUnit) frontFirst(plan, goOn);
  plan.improve([...staff.keys()], goOn);
  if (!goOn()) fillIdle(plan);
  plan.takeOver(seeded(settings.seed), () => goOn() && spent() < settings.seconds * 0.85);
  return plan;
}

/** Plans once who stands idle when the time is up, tier by tier: a roster that comes late serves, an empty one does not. */
function fillIdle(plan: Improvement): void {
  for (const tier of tiers) for (const { at, person } of plan.staff) if (person.tier === tier && plan.paths[at]!.every((work) => work === undefined)) plan.again(at);
}

/** Lets the front line fill what it can while nobody else is there, then each further tier what is left. */
function frontFirst(plan: Improvement, goOn: () => boolean): void {
  const others = plan.staff.filter(({ person }) => person.tier !== 'front').map(({ at }) => ({ at, path: plan.take(at) }));
  plan.improve(plan.staff.filter(({ person }) => person.tier === 'front').map(({ at }) => at), goOn);
  for (const { at, path } of others) plan.put(at, path);
}

function named(horizon: Horizon, staff: readonly Staff[], classes: readonly FlowClass[], model: FlowModel, values: Float64Array, left: () => number): ReturnType<typeof assignSkills> {
  const flows = roundFlows(horizon, classes, model, values, left);
  return assignSkills(horizon, staff, splitFlows(horizon, classes, flows), Math.min(8, left()));
}

/** Decides what is yes or no, days of the emergency tier and posts of closed-loop groups, from the relaxation, and solves the rest again. */
function decided(model: FlowModel, values: Float64Array, interior: boolean, left: () => number, goOn: () => boolean): Float64Array {
  const { program } = model;
  const again = (): Float64Array | undefined => program.solve({ seconds: left(), relax: true, interior, crossover: true }).values;
  const partly = (column: number, from: Float64Array): boolean => from[column]! > 1e-6 && from[column]! < 1 - 1e-6;
  const fix = (column: number, value: 0 | 1): void => {
    program.lower[column] = value;
    program.upper[column] = value;
  };
  let now = values;
  const days = model.active.flatMap((column) => (column === undefined ? [] : [column]));
  if (days.some((column) => partly(column, now))) {
    const wanted = days.reduce((sum, column) => sum + now[column]!, 0);
    const sorted = days.toSorted((one, other) => now[other]! - now[one]!);
    let best: { cost: number; values: Float64Array; count: number } | undefined;
    // As many days as the relaxation pays for, then one more as long as it pays.
    for (let count = Math.max(1, Math.round(wanted)); count <= days.length && (best === undefined || goOn()); count += 1) {
      sorted.forEach((column, at) => fix(column, at < count ? 1 : 0));
      const solved = program.solve({ seconds: left(), relax: true, interior, crossover: true });
      if (solved.values === undefined || (best !== undefined && solved.objective >= best.cost)) break;
      best = { cost: solved.objective, values: solved.values, count };
    }
    if (best !== undefined) {
      now = best.values;
      sorted.forEach((column, at) => fix(column, at < best.count ? 1 : 0));
    }
  } else for (const column of days) fix(column, now[column]! > 0.5 ? 1 : 0);
  if (!model.posts.some(({ column }) => partly(column, now))) return now;
  const posts = new Map<string, { column: number; share: number }>();
  for (const { day, shift, skill, column } of model.posts) {
    const key = `${day};${shift};${skill}`;
    const first = posts.get(key);
    if (first === undefined || now[column]! > first.share) posts.set(key, { column, share: now[column]! });
  }
  const chosen = new Set([...posts.values()].map(({ column }) => column));
  for (const { column } of model.posts) fix(column, chosen.has(column) ? 1 : 0);
  return again() ?? now;
}

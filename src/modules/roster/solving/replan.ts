import { costOfPlan } from '../rules/plan-cost.ts';
import type { Assignment, Breakdown, PlanningProblem, UnderCover } from '../shapes/planning.ts';
import { assignmentsOf, pathsOf } from './coverage.ts';
import type { Work } from './coverage.ts';
import { layOutStaff } from './flow-classes.ts';
import { layOut } from './horizon.ts';
import { Improvement } from './improve.ts';

/** Is somebody who cannot come on some days. */
export interface Absence {
  readonly person: string;
  readonly days: readonly number[];
}

/** Is one change against the published roster. Shape: null is a day off; `because` says why: the absence itself, a gap that it opened, or somebody moved so that a gap could be filled. */
export interface RosterChange {
  readonly person: string;
  readonly day: number;
  readonly from: { readonly shift: string; readonly skill: string } | null;
  readonly to: { readonly shift: string; readonly skill: string } | null;
  readonly because: 'absence' | 'fills-gap' | 'moved';
}

/** Is a roster after an absence. */
export interface Replan {
  readonly assignments: readonly Assignment[];
  readonly changes: readonly RosterChange[];
  readonly underCover: readonly UnderCover[];
  readonly breakdown: Breakdown;
  readonly objective: number;
  /** The roster with the absence and nothing done about it. */
  readonly objectiveBefore: number;
  readonly wallSeconds: number;
}

/**
 * Plans anew after an absence: everything published stays but for the days of whoever is away and of people who can do what is then missing. Of them, whoever is free first, one whose new plan gains most is changed, again and again until nobody's gains; a change
 * costs its weight, so few are made. Unit: seconds of wall time. Refuses nothing: what cannot be filled is told as under-cover.
 */
export function replan(problem: PlanningProblem, published: readonly Assignment[], absence: Absence, settings: { readonly seconds: number; readonly shouldStop?: () => boolean }): Replan {
  const began = performance.now();
  const goOn = (): boolean => performance.now() - began < settings.seconds * 1000 && settings.shouldStop?.() !== true;
  const away = new Set(absence.days);
  const people = problem.people.map((person) => (person.person === absence.person ? { ...person, leave: [...new Set([...person.leave, ...absence.days])], locked: person.locked.filter(({ day }) => !away.has(day)) } : person));
  const changed: PlanningProblem = { ...problem, people, published: [...published] };
  const horizon = layOut(changed);
  const staff = layOutStaff(horizon);
  const before = pathsOf(horizon, published);
  const absent = people.findIndex(({ person }) => person === absence.person);
  const kept = published.filter(({ person, day }) => person !== absence.person || !away.has(day));
  const plan = new Improvement(horizon, staff, before.map((path, at) => (at === absent ? path.map((work, day) => (away.has(day) ? undefined : work)) : path)));
  // A single day off may have come about; then the rest of the row is planned anew as well.
  if (absent !== -1) plan.repair(absent);
  const lost = published.filter(({ person, day }) => person === absence.person && away.has(day));
  const skills = new Set(lost.map(({ skill }) => horizon.skillNumber.get(skill)!));
  const candidates = staff.filter(({ at, own }) => at !== absent && lost.some(({ day }) => (own.skills[day] ?? []).some((skill) => skills.has(skill)))).map(({ at }) => at);
  const spare = (at: number): number => staff[at]!.person.maxShifts - plan.paths[at]!.filter((work) => work !== undefined).length;
  const free = (at: number): number => lost.filter(({ day }) => plan.paths[at]![day] === undefined && staff[at]!.own.skills[day]!.length > 0).length;
  let better = true;
  while (better && goOn()) {
    better = false;
    // Who is free on the days and has shifts left is asked first; of each forty the best is taken, so that an answer comes soon.
    const order = candidates.toSorted((one, other) => Math.min(free(other), spare(other)) - Math.min(free(one), spare(one)) || one - other);
    for (let from = 0; from < order.length && !better && goOn(); from += 40) {
      let best: { at: number; gain: number; path: (Work | undefined)[] } | undefined;
      for (const at of order.slice(from, from + 40)) {
        const found = goOn() ? plan.proposed(at) : undefined;
        if (found !== undefined && found.gain > (best?.gain ?? 1e-6)) best = { at, ...found };
      }
      if (best === undefined) continue;
      better = true;
      plan.take(best.at);
      plan.put(best.at, best.path);
    }
  }
  const assignments = staff.flatMap(({ at, person }) => assignmentsOf(horizon, person.person, plan.paths[at]!));
  return {
    assignments, changes: changesBetween(published, assignments, absence), ...costOfPlan(changed, assignments), objectiveBefore: costOfPlan(changed, kept).objective, wallSeconds: (performance.now() - began) / 1000,
  };
}

/** Lists what differs between two rosters, and why. Shape: in the order of day and person. */
export function changesBetween(published: readonly Assignment[], assignments: readonly Assignment[], absence: Absence): RosterChange[] {
  const keyOf = ({ person, day }: Assignment): string => JSON.stringify([person, day]);
  const [before, after] = [new Map(published.map((each) => [keyOf(each), each])), new Map(assignments.map((each) => [keyOf(each), each]))];
  const short = (each: Assignment | undefined): { shift: string; skill: string } | null => (each === undefined ? null : { shift: each.shift, skill: each.skill });
  const lost = published.filter(({ person, day }) => person === absence.person && absence.days.includes(day));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): RosterChange[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.shift === is?.shift && was?.skill === is?.skill) return [];
    const { person, day } = (was ?? is)!;
    const fills = is !== undefined && lost.some((gone) => gone.day === day && gone.skill === is.skill && (gone.shift === is.shift || was === undefined));
    return [{ person, day, from: short(was), to: short(is), because: person === absence.person ? 'absence' : fills ? 'fills-gap' : 'moved' }];
  }).toSorted((one, other) => one.day - other.day || (one.person < other.person ? -1 : 1));
}

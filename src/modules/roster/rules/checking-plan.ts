import { costOfPlan } from './plan-cost.ts';
import type { Assignment, Breakdown, Person, PlanningProblem, ShiftType, UnderCover } from '../shapes/planning.ts';

/** Lists the rules that a plan can break, in the order in which they are told. */
export const planRules = ['person-unknown', 'shift-unknown', 'day-outside', 'one-shift-a-day', 'skill', 'leave', 'locked', 'rest', 'days-in-a-row', 'days-off-together', 'most-shifts', 'most-minutes', 'breaks', 'groups-apart'] as const;
/** Is a rule that a plan can break. */
export type PlanRule = (typeof planRules)[number];

/** Is one broken rule. Shape: `params` has what its sentence needs: names, days, numbers in minutes or shifts. */
export interface PlanViolation {
  readonly rule: PlanRule;
  readonly person: string;
  readonly day: number;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Is what the checker says of a plan. Shape: cover, cost and activation are counted anew from the assignments; nothing of a solver is used. */
export interface PlanCheck {
  readonly violations: readonly PlanViolation[];
  readonly underCover: readonly UnderCover[];
  readonly breakdown: Breakdown;
  readonly objective: number;
  readonly activationDays: readonly number[];
}

const inOrder = (assignments: readonly Assignment[]): Assignment[] => assignments.toSorted((one, other) => one.day - other.day || (one.shift < other.shift ? -1 : one.shift > other.shift ? 1 : 0));

function checkDay(problem: PlanningProblem, person: Person, type: ShiftType, { day, skill, breaksAt = [] }: Assignment, tell: (rule: PlanRule, day: number, params?: Record<string, string | number>) => void): void {
  const entry = person.skills.find((one) => one.skill === skill && day >= (one.validFromDay ?? 0) && day <= (one.validUntilDay ?? Infinity));
  const expired = person.skills.find((one) => one.skill === skill);
  if (entry === undefined) tell('skill', day, { skill, ...(expired?.validFromDay === undefined ? {} : { validFromDay: expired.validFromDay }), ...(expired?.validUntilDay === undefined ? {} : { validUntilDay: expired.validUntilDay }) });
  if (person.leave.includes(day)) tell('leave', day);
  const { breaks } = type;
  const sorted = [...breaksAt].sort((one, other) => one - other);
  const wanted = breaks?.count ?? 0;
  const misplaced = sorted.find((after, at) => breaks === undefined || after < breaks.earliest || after > breaks.latest || after + breaks.minutes > type.lengthMinutes || (at > 0 && after < sorted[at - 1]! + breaks.minutes));
  if (sorted.length !== wanted) tell('breaks', day, { shift: type.shift, breaks: sorted.length, wanted });
  else if (misplaced !== undefined) tell('breaks', day, { shift: type.shift, after: misplaced, wanted });
}

/**
 * Checks the days of one person against every rule that concerns them alone; quick enough for each change in the planner's grid.
 * Shape: `own` are the person's assignments; each broken rule once for the day on which it shows.
 */
export function checkPerson(problem: PlanningProblem, person: Person, own: readonly Assignment[]): PlanViolation[] {
  const found: PlanViolation[] = [];
  const tell = (rule: PlanRule, day: number, params: Record<string, string | number> = {}): void => void found.push({ rule, person: person.person, day, params });
  const types = new Map(problem.shiftTypes.map((type) => [type.shift, type]));
  const { restMinutes, daysInRow, daysOffTogether } = problem.rules;
  const byDay = new Map<number, Assignment>();
  let minutes = 0;
  for (const each of inOrder(own)) {
    const type = types.get(each.shift);
    if (type === undefined) tell('shift-unknown', each.day, { shift: each.shift });
    if (each.day < 0 || each.day >= problem.days) tell('day-outside', each.day, { days: problem.days });
    if (type === undefined || each.day < 0 || each.day >= problem.days) continue;
    const first = byDay.get(each.day);
    if (first === undefined) byDay.set(each.day, each);
    else tell('one-shift-a-day', each.day, { first: first.shift, second: each.shift });
    minutes += type.lengthMinutes;
    checkDay(problem, person, type, each, tell);
  }
  for (const { day, shift, skill } of person.locked) {
    const there = byDay.get(day);
    if (day < problem.days && ((there?.shift ?? null) !== shift || (skill !== undefined && shift !== null && there?.skill !== skill))) tell('locked', day, { locked: shift ?? '', planned: there?.shift ?? '', ...(skill === undefined ? {} : { skill }) });
  }
  if (own.length > person.maxShifts) tell('most-shifts', Math.max(0, ...own.map(({ day }) => day)), { shifts: own.length, most: person.maxShifts });
  if (minutes > (person.maxMinutes ?? Infinity)) tell('most-minutes', Math.max(0, ...own.map(({ day }) => day)), { minutes, most: person.maxMinutes! });
  // What lies before the horizon counts: days worked in a row, the end of the last shift, and a day off that needs its second.
  const { before } = person;
  let [run, off] = [before?.daysInRow ?? 0, before === undefined || before.daysInRow > 0 ? Infinity : before.daysOffInRow];
  let ended = before === undefined ? -Infinity : -before.endedMinutesBeforeStart;
  for (let day = 0; day < problem.days; day += 1) {
    const there = byDay.get(day);
    if (there === undefined) {
      off = run > 0 ? 1 : off + 1;
      run = 0;
      continue;
    }
    const type = types.get(there.shift)!;
    const begins = day * 1440 + type.startsMinute;
    if (begins - ended < restMinutes) tell('rest', day, { minutes: begins - ended, least: restMinutes, shift: there.shift });
    if (run === 0 && off < daysOffTogether) tell('days-off-together', day, { off, least: daysOffTogether });
    run += 1;
    off = 0;
    if (run === daysInRow + 1) tell('days-in-a-row', day, { days: run, most: daysInRow });
    ended = begins + type.lengthMinutes;
  }
  return found;
}

/** Finds posts, one skill on one shift of one day, that hold people of more than one closed-loop group. */
function mixedPosts(problem: PlanningProblem, assignments: readonly Assignment[]): PlanViolation[] {
  const groups = new Map(problem.people.map(({ person, group }) => [person, group ?? '']));
  const posts = new Map<string, { group: string; person: string }>();
  return assignments.flatMap(({ person, day, shift, skill }): PlanViolation[] => {
    const group = groups.get(person);
    if (group === undefined) return [];
    const key = JSON.stringify([day, shift, skill]);
    const first = posts.get(key);
    if (first === undefined) posts.set(key, { group, person });
    return first === undefined || first.group === group ? [] : [{ rule: 'groups-apart', person, day, params: { shift, skill, group, otherGroup: first.group, otherPerson: first.person } }];
  });
}

/** Checks a whole plan by its own code: every rule of every person, posts of closed-loop groups, and cover and cost counted anew. Shape: violations by person as in the problem, unknown people first. */
export function checkPlan(problem: PlanningProblem, assignments: readonly Assignment[]): PlanCheck {
  const own = new Map<string, Assignment[]>(problem.people.map(({ person }) => [person, []]));
  const violations: PlanViolation[] = [];
  for (const each of assignments) {
    const theirs = own.get(each.person);
    if (theirs === undefined) violations.push({ rule: 'person-unknown', person: each.person, day: each.day, params: {} });
    else theirs.push(each);
  }
  for (const person of problem.people) violations.push(...checkPerson(problem, person, own.get(person.person)!));
  violations.push(...mixedPosts(problem, assignments));
  return { violations, ...costOfPlan(problem, assignments) };
}

/** Says what one change in the planner's grid would break: the person's whole row with it, and the post that is entered. Shape: without an assignment the day becomes free. */
export function checkChange(problem: PlanningProblem, assignments: readonly Assignment[], person: string, day: number, to: Omit<Assignment, 'person' | 'day'> | undefined): PlanViolation[] {
  const own = problem.people.find((one) => one.person === person);
  if (own === undefined) return [{ rule: 'person-unknown', person, day, params: {} }];
  const change = to === undefined ? [] : [{ ...to, person, day }];
  const row = [...assignments.filter((each) => each.person === person && each.day !== day), ...change];
  const post = to === undefined ? [] : mixedPosts(problem, [...assignments.filter((each) => each.person !== person && each.day === day && each.shift === to.shift && each.skill === to.skill), ...change]);
  return [...checkPerson(problem, own, row), ...post];
}

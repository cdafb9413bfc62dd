import { slotMinutes } from '../shapes/planning.ts';
import type { Assignment, Breakdown, Person, PlanningProblem, UnderCover } from '../shapes/planning.ts';

/** Gives who is there, slot by slot, from the assignments alone. Shape: `skill` to people for each slot of fifteen minutes since the horizon's first midnight; a slot that a break touches does not count. */
export function coverOf(problem: PlanningProblem, assignments: readonly Assignment[]): Map<string, Map<number, number>> {
  const types = new Map(problem.shiftTypes.map((type) => [type.shift, type]));
  const cover = new Map<string, Map<number, number>>();
  for (const { day, shift, skill, breaksAt } of assignments) {
    const type = types.get(shift);
    if (type === undefined) continue;
    const ofSkill = cover.get(skill) ?? new Map<number, number>();
    cover.set(skill, ofSkill);
    const begins = day * 1440 + type.startsMinute;
    const ends = begins + type.lengthMinutes;
    const pauses = (breaksAt ?? []).map((after) => [begins + after, begins + after + (type.breaks?.minutes ?? 0)] as const);
    for (let from = Math.ceil(begins / slotMinutes) * slotMinutes; from + slotMinutes <= ends; from += slotMinutes) {
      if (pauses.some(([start, end]) => start < from + slotMinutes && end > from)) continue;
      ofSkill.set(from / slotMinutes, (ofSkill.get(from / slotMinutes) ?? 0) + 1);
    }
  }
  return cover;
}

/** Gives every slot where somebody is missing, in the order of day, skill and time. */
export function underCoverOf(problem: PlanningProblem, assignments: readonly Assignment[]): UnderCover[] {
  const cover = coverOf(problem, assignments);
  const needed = new Map<string, UnderCover>();
  for (const { day, skill, from, people } of problem.demand) {
    const slot = Math.floor(from / slotMinutes) * slotMinutes;
    const key = `${day};${skill};${slot}`;
    needed.set(key, { day, skill, from: slot, missing: (needed.get(key)?.missing ?? 0) + people });
  }
  return [...needed.values()].flatMap((need) => {
    const missing = need.missing - (cover.get(need.skill)?.get((need.day * 1440 + need.from) / slotMinutes) ?? 0);
    return missing > 0 && need.day < problem.days ? [{ ...need, missing }] : [];
  }).toSorted((one, other) => one.day - other.day || (one.skill < other.skill ? -1 : one.skill > other.skill ? 1 : one.from - other.from));
}

const isWeekend = (problem: PlanningProblem, day: number): boolean => [0, 6].includes((new Date(`${problem.firstDay}T00:00:00Z`).getUTCDay() + day) % 7);

/** Says who are peers: people of one tier and closed-loop group who have the same skills, and so can bear the same burdens. */
export function peersOf({ tier, group, skills }: Person): string {
  return `${tier};${group ?? ''};${skills.map(({ skill }) => skill).toSorted().join()}`;
}

/** Is how many nights and weekend days somebody bears. */
export interface Burden {
  readonly nights: number;
  readonly weekends: number;
}

/** Gives the nights and weekend days of everybody, and the equal share among peers. Shape: a share is rounded up, so that an even spread costs nothing. */
export function burdens(problem: PlanningProblem, assignments: readonly Assignment[]): { readonly own: ReadonlyMap<string, Burden>; readonly share: ReadonlyMap<string, Burden> } {
  const nightShifts = new Set(problem.shiftTypes.filter(({ night }) => night).map(({ shift }) => shift));
  const own = new Map<string, Burden>(problem.people.map(({ person }) => [person, { nights: 0, weekends: 0 }]));
  for (const { person, day, shift } of assignments) {
    const before = own.get(person) ?? { nights: 0, weekends: 0 };
    own.set(person, { nights: before.nights + (nightShifts.has(shift) ? 1 : 0), weekends: before.weekends + (isWeekend(problem, day) ? 1 : 0) });
  }
  const sums = new Map<string, { people: number; nights: number; weekends: number }>();
  for (const person of problem.people) {
    const sum = sums.get(peersOf(person)) ?? { people: 0, nights: 0, weekends: 0 };
    const { nights, weekends } = own.get(person.person)!;
    sums.set(peersOf(person), { people: sum.people + 1, nights: sum.nights + nights, weekends: sum.weekends + weekends });
  }
  return { own, share: new Map([...sums].map(([peers, sum]) => [peers, { nights: Math.ceil(sum.nights / sum.people), weekends: Math.ceil(sum.weekends / sum.people) }])) };
}

/** Gives what a plan costs, part by part, from its assignments alone. */
export function costOfPlan(problem: PlanningProblem, assignments: readonly Assignment[]): { readonly breakdown: Breakdown; readonly objective: number; readonly underCover: readonly UnderCover[]; readonly activationDays: readonly number[] } {
  const { weights } = problem;
  const people = new Map(problem.people.map((person) => [person.person, person]));
  const shiftOn = new Map(assignments.map(({ person, day, shift }) => [`${person};${day}`, shift]));
  const underCover = underCoverOf(problem, assignments);
  const activationDays = [...new Set(assignments.filter(({ person }) => people.get(person)?.tier === 'emergency').map(({ day }) => day))].toSorted((one, other) => one - other);
  const { own: burden, share } = burdens(problem, assignments);
  let [wishes, unfairness] = [0, 0];
  for (const one of problem.people) {
    const { person, wishes: own } = one;
    for (const { day, shift, weight } of own) if (day < problem.days && (shiftOn.get(`${person};${day}`) ?? null) !== shift) wishes += weight * weights.wish;
    const [mine, fair] = [burden.get(person)!, share.get(peersOf(one))!];
    unfairness += weights.unfairNight * Math.max(0, mine.nights - fair.nights) + weights.unfairWeekend * Math.max(0, mine.weekends - fair.weekends);
  }
  let changes = 0;
  if (problem.published !== undefined) {
    const before = new Map(problem.published.filter(({ person, day }) => people.has(person) && day < problem.days).map(({ person, day, shift }) => [`${person};${day}`, shift]));
    for (const key of new Set([...before.keys(), ...shiftOn.keys()])) if (before.get(key) !== shiftOn.get(key)) changes += weights.change;
  }
  const breakdown: Breakdown = {
    underCover: (weights.underCover * slotMinutes * underCover.reduce((sum, { missing }) => sum + missing, 0)) / 60,
    shifts: assignments.reduce((sum, { person }) => sum + weights[people.get(person)?.tier ?? 'front'], 0), activation: weights.activationDay * activationDays.length, changes, unfairness, wishes,
  };
  return { breakdown, objective: Object.values(breakdown).reduce((sum: number, part: number) => sum + part, 0), underCover, activationDays };
}

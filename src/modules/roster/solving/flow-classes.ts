import type { Person, Tier } from '../shapes/planning.ts';
import { beginningOf, ownDays } from './horizon.ts';
import type { Horizon, OwnDays } from './horizon.ts';

/** Is a person with what follows from the problem. */
export interface Staff {
  readonly at: number;
  readonly person: Person;
  readonly own: OwnDays;
  readonly beginning: { readonly from: number; readonly run: number; readonly resting: boolean };
}

/** Is a class: people who may do the same things, planned as a flow. Shape: `skills` for each day are those that its people have when nobody is away. */
export interface FlowClass {
  readonly tier: Tier;
  readonly group: string | undefined;
  readonly skills: readonly (readonly number[])[];
  readonly members: readonly Staff[];
}

/** Lays out every person. */
export function layOutStaff(horizon: Horizon): Staff[] {
  return horizon.problem.people.map((person, at) => ({ at, person, own: ownDays(horizon, person), beginning: beginningOf(horizon, person) }));
}

const mostClasses = 120;

function skillsWithoutAbsence(horizon: Horizon, person: Person, always: boolean): number[][] {
  return Array.from({ length: horizon.days }, (_, day) => person.skills
    .filter(({ validFromDay = 0, validUntilDay = Infinity }) => always || (day >= validFromDay && day <= validUntilDay)).map(({ skill }) => horizon.skillNumber.get(skill)!).toSorted((one, other) => one - other));
}

/**
 * Puts people of one tier, closed-loop group and set of skills into one class. Where validities would make too many classes they are left out, so that a class may do more than its people: a bound stays a bound,
 * and the split into people takes only what each may do.
 */
export function classesOf(horizon: Horizon, staff: readonly Staff[]): FlowClass[] {
  const grouped = (always: boolean): Map<string, { skills: number[][]; members: Staff[] }> => {
    const classes = new Map<string, { skills: number[][]; members: Staff[] }>();
    for (const one of staff) {
      const skills = skillsWithoutAbsence(horizon, one.person, always);
      const key = `${one.person.tier};${one.person.group ?? ''};${skills.map((each) => each.join()).join('|')}`;
      const found = classes.get(key);
      if (found === undefined) classes.set(key, { skills, members: [one] });
      else found.members.push(one);
    }
    return classes;
  };
  const exact = grouped(false);
  const classes = exact.size <= mostClasses ? exact : grouped(true);
  return [...classes.values()].map(({ skills, members }) => ({ tier: members[0]!.person.tier, group: members[0]!.person.group, skills, members }));
}

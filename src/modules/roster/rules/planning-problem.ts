import { Refusal } from '../../../kernel/refusal.ts';
import type { PlanningProblem } from '../shapes/planning.ts';

/** Is what keeps a problem from being planned, by place. Shape: `params` has what its sentence needs. */
export interface ProblemFault {
  readonly where: string;
  readonly fault: 'name-twice' | 'shift-unknown' | 'day-outside' | 'rest-reaches-too-far' | 'no-room-for-breaks' | 'lock-against-leave' | 'lock-without-skill' | 'date-invalid';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Finds what keeps a problem from being planned; the shape must have been checked before. */
export function problemFaults(problem: PlanningProblem): ProblemFault[] {
  const faults: ProblemFault[] = [];
  const tell = (where: string, fault: ProblemFault['fault'], params: ProblemFault['params'] = {}): void => void faults.push({ where, fault, params });
  if (Number.isNaN(Date.parse(`${problem.firstDay}T00:00:00Z`))) tell('firstDay', 'date-invalid', { date: problem.firstDay });
  const shifts = new Set<string>();
  problem.shiftTypes.forEach(({ shift, startsMinute, lengthMinutes, breaks }, at) => {
    if (shifts.has(shift)) tell(`shiftTypes[${at}]`, 'name-twice', { name: shift });
    shifts.add(shift);
    // After one day off everybody must be rested: solvers and checker look at neighbouring days only.
    if (startsMinute + lengthMinutes + problem.rules.restMinutes > 2880) tell(`shiftTypes[${at}]`, 'rest-reaches-too-far', { shift, minutes: startsMinute + lengthMinutes + problem.rules.restMinutes - 2880 });
    if (breaks === undefined) return;
    const room = Math.min(breaks.latest, lengthMinutes - breaks.minutes) - breaks.earliest;
    if (room < (breaks.count - 1) * Math.ceil(breaks.minutes / 15) * 15) tell(`shiftTypes[${at}].breaks`, 'no-room-for-breaks', { shift });
  });
  const people = new Set<string>();
  problem.people.forEach(({ person, wishes, locked, leave, skills }, at) => {
    if (people.has(person)) tell(`people[${at}]`, 'name-twice', { name: person });
    people.add(person);
    wishes.forEach(({ shift }, own) => shift !== null && !shifts.has(shift) && tell(`people[${at}].wishes[${own}]`, 'shift-unknown', { shift, person }));
    locked.forEach(({ day, shift, skill }, own) => {
      const where = `people[${at}].locked[${own}]`;
      if (day >= problem.days) tell(where, 'day-outside', { day, person });
      if (shift === null) return;
      if (!shifts.has(shift)) tell(where, 'shift-unknown', { shift, person });
      if (leave.includes(day)) tell(where, 'lock-against-leave', { day, person });
      if (!skills.some((one) => (skill === undefined || one.skill === skill) && day >= (one.validFromDay ?? 0) && day <= (one.validUntilDay ?? Infinity))) tell(where, 'lock-without-skill', { day, person, skill: skill ?? '' });
    });
  });
  problem.demand.forEach(({ day }, at) => day >= problem.days && tell(`demand[${at}]`, 'day-outside', { day }));
  return faults;
}

/** Demands that a problem can be planned. Refuses: `problem-…` with the first fault, its place, and how many there are. */
export function demandPlannable(problem: PlanningProblem): void {
  const faults = problemFaults(problem);
  const [first] = faults;
  if (first !== undefined) throw new Refusal(`problem-${first.fault}`, { ...first.params, place: first.where, count: faults.length }, `/${first.where.replaceAll(/[.[]/g, '/').replaceAll(']', '')}`);
}

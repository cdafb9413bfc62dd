import { slotMinutes } from '../shapes/planning.ts';
import type { Person, PlanningProblem, ShiftType } from '../shapes/planning.ts';

/** Is the number of slots of a day. */
export const slotsOfDay = 1440 / slotMinutes;

/** Is a shift as solvers see it. Shape: shifts are in the order of their start; `next` is the first of them that rest allows on the day after. */
export interface HorizonShift {
  readonly type: ShiftType;
  readonly minutes: number;
  /** Slots it covers, counted from midnight of its day. */
  readonly slots: readonly number[];
  /** Slots at which each of its breaks may begin, and how many slots one takes away. */
  readonly breakStarts: readonly number[];
  readonly breakSlots: number;
  readonly next: number;
}

/** Is a problem laid out by number. Shape: `need[skill][day × 96 + slot]`. */
export interface Horizon {
  readonly problem: PlanningProblem;
  readonly days: number;
  readonly shifts: readonly HorizonShift[];
  readonly shiftNumber: ReadonlyMap<string, number>;
  readonly skills: readonly string[];
  readonly skillNumber: ReadonlyMap<string, number>;
  readonly need: readonly Int32Array[];
  readonly weekend: readonly boolean[];
}

/** Gives the slots that lie wholly within a time. Unit: minutes from midnight. */
export function slotsWithin(start: number, end: number): number[] {
  const slots: number[] = [];
  for (let slot = Math.ceil(start / slotMinutes); (slot + 1) * slotMinutes <= end; slot += 1) slots.push(slot);
  return slots;
}

function shiftsOf(problem: PlanningProblem): HorizonShift[] {
  const sorted = problem.shiftTypes.toSorted((one, other) => one.startsMinute - other.startsMinute || one.lengthMinutes - other.lengthMinutes || (one.shift < other.shift ? -1 : 1));
  return sorted.map((type) => {
    const end = type.startsMinute + type.lengthMinutes;
    const ready = end + problem.rules.restMinutes - 1440;
    const allowed = sorted.findIndex((other) => other.startsMinute >= ready);
    const breakStarts: number[] = [];
    if (type.breaks !== undefined) {
      const latest = Math.min(type.breaks.latest, type.lengthMinutes - type.breaks.minutes);
      for (let after = type.breaks.earliest; after <= latest; after += slotMinutes) breakStarts.push(after);
    }
    return {
      type, minutes: type.lengthMinutes, slots: slotsWithin(type.startsMinute, end), breakStarts,
      breakSlots: type.breaks?.minutes ?? 0, next: allowed === -1 ? sorted.length : allowed,
    };
  });
}

/** Lays a problem out by number. */
export function layOut(problem: PlanningProblem): Horizon {
  const shifts = shiftsOf(problem);
  const skills = [...new Set([...problem.demand.map(({ skill }) => skill), ...problem.people.flatMap((person) => person.skills.map(({ skill }) => skill))])].sort();
  const skillNumber = new Map(skills.map((skill, at) => [skill, at]));
  const need = skills.map(() => new Int32Array((problem.days + 2) * slotsOfDay));
  for (const { day, skill, from, people } of problem.demand) {
    const at = day * slotsOfDay + Math.floor(from / slotMinutes);
    if (day < problem.days) need[skillNumber.get(skill)!]![at]! += people;
  }
  const first = new Date(`${problem.firstDay}T00:00:00Z`).getUTCDay();
  return {
    problem, days: problem.days, shifts, shiftNumber: new Map(shifts.map(({ type }, at) => [type.shift, at])), skills, skillNumber, need,
    weekend: Array.from({ length: problem.days }, (_, day) => [0, 6].includes((first + day) % 7)),
  };
}

/** Gives the slots, from midnight of the shift's day, that a break takes away. Unit: minutes after the shift's start. */
export function slotsOfBreak(shift: HorizonShift, after: number): number[] {
  const from = shift.type.startsMinute + after;
  const slots: number[] = [];
  for (let slot = Math.floor(from / slotMinutes); slot * slotMinutes < from + shift.breakSlots; slot += 1) slots.push(slot);
  return slots;
}

/** Says where somebody stands when the horizon begins. Shape: `from` is the first shift that rest allows on day 0, `run` the days worked in a row, `resting` that the second day off is owed. */
export function beginningOf(horizon: Horizon, person: Person): { readonly from: number; readonly run: number; readonly resting: boolean } {
  const { before } = person;
  if (before === undefined) return { from: 0, run: 0, resting: false };
  const { rules } = horizon.problem;
  const allowed = horizon.shifts.findIndex(({ type }) => type.startsMinute + before.endedMinutesBeforeStart >= rules.restMinutes);
  const from = allowed === -1 ? horizon.shifts.length : allowed;
  if (before.daysInRow > 0) return { from: before.daysInRow >= rules.daysInRow ? horizon.shifts.length : from, run: Math.min(before.daysInRow, rules.daysInRow), resting: false };
  return { from, run: 0, resting: before.daysOffInRow < rules.daysOffTogether };
}

/** Says what somebody may do on each day. Shape: for each day the numbers of the skills that are valid; empty on leave and where a lock says free; `mustWork` where a lock names a shift. */
export interface OwnDays {
  readonly skills: readonly (readonly number[])[];
  readonly mustWork: readonly (number | undefined)[];
}

/** Gives what somebody may do on each day. */
export function ownDays(horizon: Horizon, person: Person): OwnDays {
  const mustWork: (number | undefined)[] = Array.from({ length: horizon.days });
  const leave = new Set(person.leave);
  const skills = Array.from({ length: horizon.days }, (_, day) => {
    const lock = person.locked.find((one) => one.day === day);
    if (leave.has(day) || lock?.shift === null) return [];
    if (lock !== undefined) mustWork[day] = horizon.shiftNumber.get(lock.shift);
    return person.skills.filter(({ skill, validFromDay = 0, validUntilDay = Infinity }) => day >= validFromDay && day <= validUntilDay && (lock?.skill === undefined || lock.skill === skill))
      .map(({ skill }) => horizon.skillNumber.get(skill)!).toSorted((one, other) => one - other);
  });
  return { skills, mustWork };
}

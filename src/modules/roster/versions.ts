import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { addDays, daysBetween } from '../goods/rules/dates.ts';
import { assignmentsOf } from './assembling.ts';
import { checkPlan } from './rules/checking-plan.ts';
import { costOfPlan } from './rules/plan-cost.ts';
import { slotMinutes } from './shapes/planning.ts';
import type { Plan, PlanningProblem } from './shapes/planning.ts';
import type { VersionContent } from './shapes/rosters.ts';
import { certificateRows, personRows } from './store/people.ts';
import { cellRows, findRoster } from './store/rosters.ts';
import type { CellChange, CellRow, RosterRow } from './store/rosters.ts';

/** Gives one roster. Refuses: `roster-unknown`. */
export async function getRoster(db: Db, eventId: string, rosterId: string, asOf: string): Promise<RosterRow> {
  const roster = await findRoster(db, eventId, rosterId, asOf);
  if (roster === undefined) throw new Refusal('roster-unknown', {}, '/rosterId');
  return roster;
}

/** Puts changes into cells. Shape: cells that are freed are gone. */
export function changedCells(before: readonly CellRow[], changes: readonly CellChange[]): readonly CellRow[] {
  const changed = new Map(changes.map((one) => [`${one.personId} ${one.day}`, one]));
  const kept = before.filter((cell) => !changed.has(`${cell.person_id} ${cell.day}`));
  return [...kept, ...changes.flatMap((one) => (one.shift === null || one.skill === null ? [] : [{ person_id: one.personId, day: one.day, shift: one.shift, skill: one.skill, breaks_at: one.breaksAt, locked: one.locked }]))];
}

/** Tells what a version is worth after changes, counted from its cells alone. Shape: no bound, since nobody solved for one. Unit: person-hours of under-cover. */
export function worthOf(problem: PlanningProblem, firstDay: string, before: readonly CellRow[], changes: readonly CellChange[], solved?: Pick<Plan, 'lowerBound' | 'wallSeconds'>): VersionContent {
  const assignments = assignmentsOf(changedCells(before, changes), firstDay);
  const { objective, underCover, activationDays } = costOfPlan(problem, assignments);
  const lowerBound = solved === undefined ? null : Math.min(solved.lowerBound, objective);
  return {
    objective, lowerBound, gap: lowerBound === null ? null : objective === 0 ? 0 : (objective - lowerBound) / objective,
    underCoverHours: underCover.reduce((sum, one) => sum + (one.missing * slotMinutes) / 60, 0), assigned: assignments.length,
    violations: checkPlan(problem, assignments).violations.length, activationDays: [...activationDays], wallSeconds: solved?.wallSeconds ?? null,
  };
}

/** Says what changes from one set of cells to another. Shape: only cells that differ; a cell that is locked before stays locked. */
export function differenceOf(before: readonly CellRow[], after: readonly { readonly personId: string; readonly day: string; readonly shift: string; readonly skill: string; readonly breaksAt: readonly number[] }[]): readonly CellChange[] {
  const had = new Map(before.map((cell) => [`${cell.person_id} ${cell.day}`, cell]));
  const has = new Set(after.map((cell) => `${cell.personId} ${cell.day}`));
  return [
    ...before.filter((cell) => !has.has(`${cell.person_id} ${cell.day}`)).map((cell): CellChange => ({ personId: cell.person_id, day: cell.day, shift: null, skill: null, breaksAt: [], locked: false })),
    ...after.filter((cell) => {
      const own = had.get(`${cell.personId} ${cell.day}`);
      return own === undefined || own.shift !== cell.shift || own.skill !== cell.skill || own.breaks_at.join() !== cell.breaksAt.join();
    }).map((cell): CellChange => ({ ...cell, locked: had.get(`${cell.personId} ${cell.day}`)?.locked ?? false })),
  ];
}

/** Is a cell as somebody enters it. */
export interface EnteredCell { readonly personId: string; readonly day: string; readonly shift: string | null; readonly skill?: string; readonly locked?: boolean }

/** Checks cells as they were entered and fills in what they leave out: the skill that the cell had, else the first that the person has on the day and somebody needs. Refuses: `cell-outside`, `staff-unknown`, `shift-unknown`, `demand-skill-nobody`. */
export async function checkCells(db: Db, eventId: string, roster: RosterRow, entered: readonly EnteredCell[], now: string): Promise<readonly CellChange[]> {
  const lastDay = addDays(roster.first_day, roster.days - 1);
  const people = new Map((await personRows(db, eventId, now)).map((person) => [person.person_id, person]));
  const papers = await certificateRows(db, eventId, now);
  const cells = new Map((await cellRows(db, eventId, roster.roster_id, roster.newest_ordinal)).map((cell) => [`${cell.person_id} ${cell.day}`, cell]));
  const needed = new Set(roster.content.demand.map((one) => one.skill));
  return entered.map((cell, at) => {
    if (cell.day < roster.first_day || cell.day > lastDay) throw new Refusal('cell-outside', { day: cell.day }, `/cells/${at}/day`);
    const person = people.get(cell.personId);
    if (person === undefined || person.point_id !== roster.point_id) throw new Refusal('staff-unknown', {}, `/cells/${at}/personId`);
    const before = cells.get(`${cell.personId} ${cell.day}`);
    const locked = cell.locked ?? before?.locked ?? false;
    if (cell.shift === null) return { personId: cell.personId, day: cell.day, shift: null, skill: null, breaksAt: [], locked };
    const type = roster.content.shiftTypes.find((one) => one.shift === cell.shift);
    if (type === undefined) throw new Refusal('shift-unknown', { shift: cell.shift }, `/cells/${at}/shift`);
    const own = papers.filter((paper) => paper.person_id === cell.personId && paper.valid_from <= cell.day && (paper.valid_until === null || paper.valid_until >= cell.day)).map((paper) => paper.skill);
    const skill = cell.skill ?? before?.skill ?? own.find((one) => needed.has(one)) ?? own[0];
    if (skill === undefined) throw new Refusal('demand-skill-nobody', { skill: '–' }, `/cells/${at}/skill`);
    const breaksAt = before?.shift === cell.shift ? before.breaks_at : type.breaks === undefined ? [] : [Math.round((type.breaks.earliest + type.breaks.latest) / 2 / slotMinutes) * slotMinutes];
    return { personId: cell.personId, day: cell.day, shift: cell.shift, skill, breaksAt, locked };
  });
}

/** Tells which day of a roster a day is. Shape: 0 is its first. */
export function dayOf(roster: Pick<RosterRow, 'first_day'>, day: string): number {
  return daysBetween(roster.first_day, day);
}

import type { Db } from '../../kernel/db.ts';
import { zoneOf } from '../ports/places.ts';
import { addDays, daysBetween } from '../goods/rules/dates.ts';
import { firstRules } from './catalogue.ts';
import { dutiesOf } from './duties.ts';
import { instantOf } from '../../kernel/local-time.ts';
import { listsBy } from './rules/lists-by.ts';
import type { Assignment, Person, PlanningProblem } from './shapes/planning.ts';
import { absenceRows, certificateRows, personRows, wishRows } from './store/people.ts';
import { cellRows, lockedFreeRows } from './store/rosters.ts';
import type { CellRow, RosterRow } from './store/rosters.ts';

const historyDays = 8;

/** Tells how somebody comes into a horizon: days in a row before it, days off in a row, and how long ago the last shift ended. */
function beforeOf(duties: readonly { readonly day: string; readonly until: number }[], firstDay: string, starts: number): NonNullable<Person['before']> {
  const days = new Set(duties.map((duty) => duty.day));
  const run = (worked: boolean): number => {
    let count = 0;
    while (count < historyDays && days.has(addDays(firstDay, -count - 1)) === worked) count += 1;
    return count;
  };
  const last = Math.max(...duties.map((duty) => duty.until), -Infinity);
  return { daysInRow: run(true), daysOffInRow: run(false), endedMinutesBeforeStart: last === -Infinity ? 100_000 : Math.max(0, Math.min(100_000, Math.round((starts - last) / 60_000))) };
}

/** Writes the cells of a roster as the planning reads them. */
export function assignmentsOf(cells: readonly CellRow[], firstDay: string): readonly Assignment[] {
  return cells.map((cell) => ({ person: cell.person_id, day: daysBetween(firstDay, cell.day), shift: cell.shift, skill: cell.skill, ...(cell.breaks_at.length === 0 ? {} : { breaksAt: [...cell.breaks_at] }) }));
}

/**
 * Makes the planning problem of a roster from records: who is at its port and not away, what each is certified for on which days, wishes, locks of the version named,
 * and how each comes into the first day by what was published before. `published` is what changes are counted against.
 */
export async function problemOf(db: Db, eventId: string, roster: RosterRow, asOf: string, ordinal: number): Promise<PlanningProblem> {
  const { first_day: firstDay, days } = roster;
  const lastDay = addDays(firstDay, days - 1);
  const zone = await zoneOf(db, eventId);
  const people = await personRows(db, eventId, asOf);
  const certificates = await certificateRows(db, eventId, asOf);
  const absences = await absenceRows(db, eventId, asOf, firstDay, lastDay);
  const wishes = await wishRows(db, eventId, asOf, firstDay, lastDay);
  const duties = await dutiesOf(db, eventId, asOf, addDays(firstDay, -historyDays), addDays(firstDay, -1));
  const cells = await cellRows(db, eventId, roster.roster_id, ordinal);
  const lockedFree = await lockedFreeRows(db, eventId, roster.roster_id, ordinal);
  const published = roster.published_ordinal === null ? [] : await cellRows(db, eventId, roster.roster_id, roster.published_ordinal);
  const starts = instantOf(firstDay, 0, zone);
  const dayOf = (day: string): number => daysBetween(firstDay, day);
  const [papersOf, awayOf, wishesOf, dutyOf, cellsOf, freeOf] = [listsBy(certificates, (one) => one.person_id), listsBy(absences, (one) => one.person_id), listsBy(wishes, (one) => one.person_id), listsBy(duties, (one) => one.personId), listsBy(cells, (one) => one.person_id), listsBy(lockedFree, (one) => one.person_id)];
  const shifts = new Set(roster.content.shiftTypes.map((type) => type.shift));
  return {
    days, firstDay, shiftTypes: roster.content.shiftTypes, demand: roster.content.demand, weights: roster.content.weights, rules: roster.content.rules,
    people: people.filter((person) => person.point_id === roster.point_id && (person.active || cellsOf.has(person.person_id))).map((person): Person => {
      const skills = person.active ? (papersOf.get(person.person_id) ?? []).flatMap((paper) => {
        const [from, until] = [Math.max(0, dayOf(paper.valid_from)), paper.valid_until === null ? days - 1 : Math.min(days - 1, dayOf(paper.valid_until))];
        return from > until ? [] : [{ skill: paper.skill, validFromDay: from, validUntilDay: until }];
      }) : [];
      const leave = [...new Set((awayOf.get(person.person_id) ?? []).flatMap((absence) => {
        const from = Math.max(0, dayOf(absence.from_day));
        return Array.from({ length: Math.max(0, Math.min(days - 1, dayOf(absence.until_day)) - from + 1) }, (_, at) => from + at);
      }))].toSorted((one, other) => one - other);
      // Whoever is away, or may no longer do the work, is not held to it by a lock from before.
      const canStand = (cell: { readonly day: string; readonly skill: string | null }): boolean => {
        const at = dayOf(cell.day);
        return !leave.includes(at) && skills.some((one) => one.skill === cell.skill && at >= one.validFromDay && at <= one.validUntilDay);
      };
      return {
        person: person.person_id, tier: person.tier, skills,
        ...(person.content.loop === undefined ? {} : { group: person.content.loop }), ...(person.content.team === undefined ? {} : { team: person.content.team }),
        maxShifts: person.content.mostShifts ?? firstRules.mostShifts[person.tier],
        leave,
        wishes: (wishesOf.get(person.person_id) ?? []).filter((wish) => wish.shift === null || shifts.has(wish.shift)).map((wish) => ({ day: dayOf(wish.day), shift: wish.shift, weight: wish.weight })),
        locked: [
          ...(cellsOf.get(person.person_id) ?? []).filter((cell) => cell.locked && canStand(cell)).map((cell) => ({ day: dayOf(cell.day), shift: cell.shift, skill: cell.skill })),
          ...(freeOf.get(person.person_id) ?? []).map((cell) => ({ day: dayOf(cell.day), shift: null })),
        ],
        before: beforeOf(dutyOf.get(person.person_id) ?? [], firstDay, starts),
      };
    }),
    ...(roster.published_ordinal === null ? {} : { published: [...assignmentsOf(published, firstDay)] }),
  };
}

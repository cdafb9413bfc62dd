import type { Path } from './coverage.ts';
import type { Staff } from './flow-classes.ts';
import type { Horizon } from './horizon.ts';

/**
 * Says whether a path keeps every rule of its person: rest, days in a row, days off together, leave, locks and limits.
 * Shape: skills are not looked at, since whoever asks knows what the exchanged work needs.
 */
export function keepsRules(horizon: Horizon, { person, own, beginning }: Staff, path: Path): boolean {
  const { daysInRow, daysOffTogether } = horizon.problem.rules;
  let [run, off, from] = [beginning.run, beginning.resting ? 1 : 99, beginning.from];
  let [shifts, minutes] = [0, 0];
  for (let day = 0; day < horizon.days; day += 1) {
    const shift = path[day]?.shift ?? -1;
    const must = own.mustWork[day];
    if (must !== undefined && must !== shift) return false;
    if (shift === -1) {
      off = run > 0 ? 1 : off + 1;
      run = 0;
      from = 0;
      continue;
    }
    if (own.skills[day]!.length === 0 || shift < from || (run === 0 && off < daysOffTogether) || run >= daysInRow) return false;
    run += 1;
    from = horizon.shifts[shift]!.next;
    shifts += 1;
    minutes += horizon.shifts[shift]!.minutes;
  }
  return shifts <= person.maxShifts && minutes <= (person.maxMinutes ?? Infinity);
}

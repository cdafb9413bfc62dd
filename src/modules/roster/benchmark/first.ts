import { bestWay, largestTable } from './best-way.ts';
import type { Board } from './board.ts';
import { cellsOf, stateBefore, wholeSpan, workOf } from './pricing.ts';
import type { Rules, Span, Way } from './pricing.ts';
import { corridorWay } from './corridor.ts';
import type { Corridor } from './corridor.ts';

/** Is what is tried for a first plan: weeks at a time, weeks ahead, how far the limits' shares may be left, how many shifts at a time. */
const ways = [[2, 2, 0.02, 3], [2, 2, 0.05, 3], [4, 3, 0.02, 3], [3, 2, 0.1, 4], [4, 4, 0.15, 6], [1, 2, 0.3, 4], [4, 2, 0.05, 9]] as const;
/** Is what is tried on a long horizon before: how many shifts at a time, and the corridor; narrow ones are quick. */
const corridors = [[2, 8, 3], [1, 12, 4], [2, 16, 6], [1, 30, 12], [3, 24, 8]] as const;
const everything = { minutes: true, weekends: true, counts: [] };

/** Says whether the whole horizon of an employee fits into one table. */
export const fitsWhole = (rules: Rules): boolean => cellsOf(rules, wholeSpan(rules), everything) <= largestTable;

/**
 * Puts a first plan of an employee, who stands free, onto the board.
 * `late` says that no more is to be tried. Shape: `impossible` when it is proven that no plan keeps the limits; `missed` when none was found.
 */
export function firstPlan(board: Board, place: number, chance: () => number, late: () => boolean): 'found' | 'impossible' | 'missed' {
  const rules = board.problem.rules[place]!;
  const { days } = board.problem;
  if (workOf(rules, wholeSpan(rules)) > 1_500_000) {
    for (let attempt = 0; attempt < 40 && !(attempt > 4 && late()); attempt += 1) {
      const [many, units, weekends] = corridors[attempt] ?? [1 + (attempt % 4), 8 + 3 * attempt, 2 + Math.ceil(attempt / 2)];
      if (byCorridor(board, rules, many, { units, weekends }, chance)) return 'found';
    }
    for (const [weeks, ahead, slack, many] of ways) if (!late() && byWindows(board, rules, weeks * 7, ahead * 7, slack, many, chance)) return 'found';
  }
  if (fitsWhole(rules) && !late()) {
    const { way, bound } = bestWay(rules, wholeSpan(rules), board.costs(place, 0, days));
    if (way === undefined) return bound === Infinity ? 'impossible' : 'missed';
    board.put(place, 0, way.shifts);
    return 'found';
  }
  return 'missed';
}

/** Plans the whole horizon at once with a few shifts, along the even share of the limits. */
function byCorridor(board: Board, full: Rules, many: number, corridor: Corridor, chance: () => number): boolean {
  const { days } = board.problem;
  const nothing = new Int16Array(days).fill(-1);
  const rules = board.few(full.place, nothing, 0, days, many, chance);
  const way = corridorWay(rules, board.costs(full.place, 0, days), corridor);
  if (way === undefined) return false;
  const counts = new Int32Array(rules.shifts);
  for (const shift of way.shifts) if (shift >= 0) counts[shift]! += 1;
  if (counts.some((count, shift) => count > full.employee.mostOf[shift]!)) return false;
  board.put(full.place, 0, way.shifts);
  return true;
}

/** Plans some weeks after the other, each with its share of every limit and a look at the weeks that follow. */
function byWindows(board: Board, full: Rules, length: number, ahead: number, slack: number, many: number, chance: () => number): boolean {
  const { days } = board.problem;
  const { employee } = full;
  const plan = new Int16Array(days).fill(-1);
  let [minutes, weekends] = [0, 0];
  const counts = [...employee.mostOf];
  for (let from = 0; from < days; from += length) {
    const to = Math.min(days, from + length + ahead);
    const share = to / days;
    const last = to === days;
    let way: Way | undefined;
    // A share that cannot be kept is left further, with other shifts.
    for (let attempt = 0; way === undefined && attempt < 5; attempt += 1) {
      const room = slack * (1 + attempt) * employee.mostMinutes;
      const rules = board.few(full.place, plan, from, to, many + attempt, chance);
      const most = last ? employee.mostMinutes : Math.min(employee.mostMinutes, employee.mostMinutes * share + room);
      const least = last ? employee.leastMinutes : employee.leastMinutes * share - room;
      const span: Span = {
        from, to, start: stateBefore(rules, plan, from), tail: undefined,
        leastUnits: Math.ceil((least - minutes) / rules.unit), mostUnits: Math.max(0, Math.floor((most - minutes) / rules.unit)),
        weekends: last ? employee.mostWeekends - weekends : Math.max(0, Math.min(employee.mostWeekends, Math.ceil(employee.mostWeekends * share + slack * 4 * (1 + attempt))) - weekends),
        counts: counts.map((left, shift) => (full.counted.includes(shift) && !last ? Math.max(0, Math.ceil(left - employee.mostOf[shift]! * (1 - share))) : left)),
      };
      way = bestWay(rules, span, board.costs(rules.place, from, to), 400_000).way;
    }
    if (way === undefined) return false;
    const keep = last ? to : from + length;
    for (let day = from; day < keep; day += 1) {
      const shift = way.shifts[day - from]!;
      plan[day] = shift;
      if (shift < 0) continue;
      minutes += full.minutes[shift]!;
      counts[shift]! -= 1;
      if (day % 7 === 5 || (day % 7 === 6 && plan[day - 1]! < 0)) weekends += 1;
    }
    if (last) break;
  }
  board.put(full.place, 0, plan);
  return true;
}

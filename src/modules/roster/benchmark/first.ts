import { bestWay, largestTable } from './best-way.ts';
import type { Board } from './board.ts';
import { cellsOf, stateBefore, wholeSpan, workOf } from './pricing.ts';
import type { Rules, Span, Way } from './pricing.ts';

/** Is what is tried for a first plan: weeks at a time, weeks ahead, how far the limits' shares may be left, how many shifts at a time. */
const ways = [[2, 2, 0.02, 3], [2, 2, 0.05, 3], [4, 3, 0.02, 3], [3, 2, 0.1, 4], [4, 4, 0.15, 6], [1, 2, 0.3, 4], [4, 2, 0.05, 9]] as const;
const everything = { minutes: true, weekends: true, counts: [] };

/** Says whether the whole horizon of an employee fits into one table. */
export const fitsWhole = (rules: Rules): boolean => cellsOf(rules, wholeSpan(rules), everything) <= largestTable;

/**
 * Puts a first plan of an employee, who stands free, onto the board.
 * Shape: `impossible` when it is proven that no plan keeps the limits; `missed` when none was found.
 */
export function firstPlan(board: Board, place: number, chance: () => number): 'found' | 'impossible' | 'missed' {
  const rules = board.problem.rules[place]!;
  const { days } = board.problem;
  if (workOf(rules, wholeSpan(rules)) > 1_500_000) {
    for (const [weeks, ahead, slack, many] of ways) if (byWindows(board, rules, weeks * 7, ahead * 7, slack, many, chance)) return 'found';
  }
  if (fitsWhole(rules)) {
    const { way, bound } = bestWay(rules, wholeSpan(rules), board.costs(place, 0, days));
    if (way === undefined) return bound === Infinity ? 'impossible' : 'missed';
    board.put(place, 0, way.shifts);
    return 'found';
  }
  return 'missed';
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

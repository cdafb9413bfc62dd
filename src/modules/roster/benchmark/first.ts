import { bestWay, largestTable } from './best-way.ts';
import type { Board } from './board.ts';
import { cellsOf, stateBefore, wholeSpan } from './pricing.ts';
import type { Rules, Span } from './pricing.ts';

const everything = { minutes: true, weekends: true, counts: [] };

/** Says whether the whole horizon of an employee fits into one table. */
export const fitsWhole = (rules: Rules): boolean => cellsOf(rules, wholeSpan(rules), everything) <= largestTable;

/**
 * Puts a first plan of an employee, who stands free, onto the board.
 * Shape: `impossible` when it is proven that no plan keeps the limits; `missed` when none was found.
 */
export function firstPlan(board: Board, place: number): 'found' | 'impossible' | 'missed' {
  const rules = board.problem.rules[place]!;
  const { days } = board.problem;
  if (fitsWhole(rules)) {
    const { way, bound } = bestWay(rules, wholeSpan(rules), board.costs(place, 0, days));
    if (way === undefined) return bound === Infinity ? 'impossible' : 'missed';
    board.put(place, 0, way.shifts);
    return 'found';
  }
  for (const [weeks, ahead, slack] of [[4, 2, 0.02], [2, 2, 0.05], [4, 3, 0.15], [1, 2, 0.3]] as const) if (byWindows(board, rules, weeks * 7, ahead * 7, slack)) return 'found';
  return 'missed';
}

/** Plans some weeks after the other, each with its share of every limit and a look at the weeks that follow. */
function byWindows(board: Board, rules: Rules, length: number, ahead: number, slack: number): boolean {
  const { days } = board.problem;
  const whole = wholeSpan(rules);
  const plan = new Int16Array(days).fill(-1);
  let [units, weekends] = [0, 0];
  const counts = [...whole.counts];
  for (let from = 0; from < days; from += length) {
    const to = Math.min(days, from + length + ahead);
    const share = to / days;
    const last = to === days;
    const room = slack * whole.mostUnits;
    const span: Span = {
      from, to, start: stateBefore(rules, plan, from), tail: undefined,
      leastUnits: last ? whole.leastUnits - units : Math.max(0, Math.floor(whole.leastUnits * share - room - units)),
      mostUnits: last ? whole.mostUnits - units : Math.max(0, Math.ceil(Math.min(whole.mostUnits, whole.mostUnits * share + room) - units)),
      weekends: last ? whole.weekends - weekends : Math.max(0, Math.min(whole.weekends, Math.ceil(whole.weekends * share + slack * 4)) - weekends),
      counts: counts.map((left, shift) => (rules.counted.includes(shift) && !last ? Math.max(0, Math.ceil(left - whole.counts[shift]! * (1 - share))) : left)),
    };
    const { way } = bestWay(rules, span, board.costs(rules.place, from, to));
    if (way === undefined) return false;
    const keep = last ? to : from + length;
    for (let day = from; day < keep; day += 1) {
      const shift = way.shifts[day - from]!;
      plan[day] = shift;
      if (shift < 0) continue;
      units += rules.minutes[shift]! / rules.unit;
      counts[shift]! -= 1;
      if (day % 7 === 5 || (day % 7 === 6 && plan[day - 1]! < 0)) weekends += 1;
    }
    if (last) break;
  }
  board.put(rules.place, 0, plan);
  return true;
}

import { cellsOf, cheapestWay } from './pricing.ts';
import type { Rules, Span, Tracked, Way } from './pricing.ts';

/** Is the largest table of one dynamic program. Unit: numbers of eight bytes. */
export const largestTable = 3_000_000;

/** Is the best way that keeps every limit, if one was found, and what no way can be cheaper than. */
export interface BestWay { readonly way: Way | undefined; readonly bound: number }

/** Lists the shifts that a way gives more often than may be. */
function tooOften(rules: Rules, span: Span, way: Way): number[] {
  if (rules.counted.length === 0) return [];
  const counts = new Int32Array(rules.shifts);
  for (const shift of way.shifts) if (shift >= 0) counts[shift]! += 1;
  return rules.counted.filter((shift) => counts[shift]! > span.counts[shift]!);
}

/**
 * Finds the cheapest way through a span that keeps every limit. How often a kind of shift may be worked becomes a resource only when a way breaks it; where that
 * table were too large, a price on the shift takes its place (Lagrange), and the way may then not be the cheapest.
 * Shape: bound is −Infinity when nothing can be said, Infinity when no way exists.
 */
export function bestWay(rules: Rules, span: Span, cost: Float64Array, largest = largestTable): BestWay {
  let tracked: Tracked = { minutes: true, weekends: true, counts: [] };
  if (cellsOf(rules, span, tracked) > largest) return { way: undefined, bound: -Infinity };
  let bound = -Infinity;
  for (;;) {
    const way = cheapestWay(rules, span, cost, tracked);
    if (way === undefined) return { way, bound: Infinity };
    bound = Math.max(bound, way.value);
    const broken = tooOften(rules, span, way);
    if (broken.length === 0) return { way, bound };
    const next = { ...tracked, counts: [...tracked.counts, ...broken] };
    if (cellsOf(rules, span, next) > largest) return priced(rules, span, cost, tracked, bound);
    tracked = next;
  }
}

function priced(rules: Rules, span: Span, cost: Float64Array, tracked: Tracked, atLeast: number): BestWay {
  const prices = new Float64Array(rules.shifts);
  let bound = atLeast;
  let best: Way | undefined;
  let size = 4;
  for (let round = 0; round < 14; round += 1, size *= round > 7 ? 0.7 : 1.5) {
    const dear = cost.slice();
    for (let day = span.from; day < span.to; day += 1) for (const shift of rules.counted) dear[day * rules.shifts + shift]! += prices[shift]!;
    const way = cheapestWay(rules, span, dear, tracked);
    if (way === undefined) return { way: best, bound };
    const counts = new Int32Array(rules.shifts);
    let value = 0;
    way.shifts.forEach((shift, at) => {
      if (shift < 0) return;
      counts[shift]! += 1;
      value += cost[(span.from + at) * rules.shifts + shift]!;
    });
    bound = Math.max(bound, way.value - rules.counted.reduce((sum, shift) => sum + prices[shift]! * span.counts[shift]!, 0));
    if (tooOften(rules, span, way).length === 0 && (best === undefined || value < best.value)) best = { value, shifts: way.shifts };
    for (const shift of rules.counted) prices[shift] = Math.max(0, prices[shift]! + size * Math.sign(counts[shift]! - span.counts[shift]!));
  }
  return { way: best, bound };
}

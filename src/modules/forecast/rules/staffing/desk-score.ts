import { drtWeights } from '../../catalogue.ts';
import type { DeskScore } from '../../shapes/staffing.ts';
import { rounded } from '../estimates.ts';

/**
 * Scores a plan of desks by the cost of the Dynamic Response Tool: 0.05 × waiting + 10 × waiting beyond the target + 3 × idle + 50 × each server opened.
 * Shape: work and desks by minute; work is served first in, first out, and what is left at the end still waits there. Unit: waiting is minutes of work times minutes. Source: its public code, whose weights these are; that waiting is weighed by work is inferred.
 */
export function scoreDesks(work: ArrayLike<number>, desks: ArrayLike<number>, targetMinutes: number): DeskScore {
  const left = Float64Array.from(work);
  let [oldest, waiting, beyondTarget, idle, opened] = [0, 0, 0, 0, 0];
  for (let minute = 0; minute < left.length; minute += 1) {
    let capacity = desks[minute] ?? 0;
    opened += Math.max(0, capacity - (minute === 0 ? 0 : desks[minute - 1] ?? 0));
    while (oldest <= minute && capacity > 0) {
      const served = Math.min(capacity, left[oldest]!);
      left[oldest]! -= served;
      capacity -= served;
      if (left[oldest]! > 0) break;
      oldest += 1;
    }
    idle += capacity;
    for (let since = oldest; since <= minute; since += 1) {
      waiting += left[since]!;
      if (minute + 1 - since > targetMinutes) beyondTarget += left[since]!;
    }
  }
  const cost = drtWeights.waiting * waiting + drtWeights.beyondTarget * beyondTarget + drtWeights.idle * idle + drtWeights.opened * opened;
  return { cost: rounded(cost), waiting: rounded(waiting), beyondTarget: rounded(beyondTarget), idle: rounded(idle), opened: rounded(opened) };
}

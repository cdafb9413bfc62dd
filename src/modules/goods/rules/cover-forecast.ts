import { addDays, daysBetween } from './dates.ts';
import { remainingOf, shareOf } from './ledger/decisions.ts';
import { isOpen } from './ledger/state.ts';
import type { Cover, LedgerState } from './ledger/state.ts';

/** Is one planned consignment: what it binds when it comes, and frees as it leaves again. Unit: fen. */
export interface PlannedCover {
  readonly id: string;
  readonly arrivesOn: string;
  readonly amountFen: bigint;
  /** The parts of the amount that become free, each on its day; what is in none of them stays bound. */
  readonly leaves: readonly { readonly day: string; readonly amountFen: bigint }[];
}

/** Is what the forecast starts from: the instruments together on a day, what is planned, and changes of the limit that are agreed. */
export interface CoverPlan {
  readonly from: string;
  readonly to: string;
  readonly limitFen: bigint;
  /** Reserved, committed, claimed and called on the first day, of lines that are not among the planned ones. */
  readonly boundFen: bigint;
  readonly planned: readonly PlannedCover[];
  readonly limitChanges: readonly { readonly day: string; readonly amountFen: bigint }[];
}

/** Is one day of the forecast, at its end. Unit: fen. */
export interface CoverDay {
  readonly day: string;
  readonly limitFen: bigint;
  /** The most that is bound within the day: arrivals count before departures. */
  readonly peakFen: bigint;
  readonly boundFen: bigint;
  /** The limit less the peak; below zero where the cover does not suffice. */
  readonly availableFen: bigint;
}

/** Is what a forecast says. */
export interface CoverForecast {
  readonly days: readonly CoverDay[];
  /** The first day on which the cover does not suffice, what is missing then, and the arrivals of that day. */
  readonly dry: { readonly day: string; readonly missingFen: bigint; readonly arrivals: readonly string[] } | null;
  /** The first day on which the warning is due: so many days before the cover runs dry, never before the first day. */
  readonly warnOn: string | null;
  readonly peak: { readonly day: string; readonly peakFen: bigint };
  /** The least by which the limit would have to be higher for every day. */
  readonly missingFen: bigint;
}

/** Is one change to look at before it is decided. */
export type CoverChange =
  | { readonly kind: 'shift'; readonly id: string; readonly days: number }
  | { readonly kind: 'drop'; readonly id: string }
  | { readonly kind: 'add'; readonly planned: PlannedCover }
  | { readonly kind: 'raise'; readonly day: string; readonly amountFen: bigint };

interface Sums {
  arriving: bigint;
  leaving: bigint;
  limit: bigint;
  arrivals: string[];
}

/**
 * Forecasts the guarantee in use by day, in time linear in days and events. What lies before the first day counts on it.
 * Shape: one entry a day from the first to the last, both included; empty where the last is before the first. Unit: warnDays in days.
 */
export function forecastCover(plan: CoverPlan, warnDays: number): CoverForecast {
  const count = Math.max(0, daysBetween(plan.from, plan.to) + 1);
  const sums = Array.from({ length: count }, (): Sums => ({ arriving: 0n, leaving: 0n, limit: 0n, arrivals: [] }));
  const at = (day: string): Sums | undefined => sums[Math.max(0, daysBetween(plan.from, day))];
  for (const { id, arrivesOn, amountFen, leaves } of plan.planned) {
    const arrival = at(arrivesOn);
    if (arrival !== undefined) {
      arrival.arriving += amountFen;
      arrival.arrivals.push(id);
    }
    for (const leave of leaves) {
      // Nothing leaves before it came.
      const departure = at(leave.day < arrivesOn ? arrivesOn : leave.day);
      if (departure !== undefined) departure.leaving += leave.amountFen;
    }
  }
  for (const change of plan.limitChanges) {
    const sum = at(change.day);
    if (sum !== undefined) sum.limit += change.amountFen;
  }
  const days: CoverDay[] = [];
  let { limitFen, boundFen } = plan;
  let dry: CoverForecast['dry'] = null;
  let peak = { day: plan.from, peakFen: boundFen };
  let missingFen = 0n;
  sums.forEach((sum, index) => {
    const day = addDays(plan.from, index);
    limitFen += sum.limit;
    const peakFen = boundFen + sum.arriving;
    boundFen = peakFen - sum.leaving;
    const availableFen = limitFen - peakFen;
    if (peakFen > peak.peakFen) peak = { day, peakFen };
    if (-availableFen > missingFen) missingFen = -availableFen;
    if (availableFen < 0n) dry ??= { day, missingFen: -availableFen, arrivals: sum.arrivals };
    days.push({ day, limitFen, peakFen, boundFen, availableFen });
  });
  const dryDay = (dry as CoverForecast['dry'])?.day;
  const warning = dryDay === undefined ? null : addDays(dryDay, -warnDays);
  return { days, dry, warnOn: warning !== null && warning < plan.from ? plan.from : warning, peak, missingFen };
}

/** Gives the plan as it would be with changes, in their order; a change of a consignment that is not planned does nothing. */
export function withChanges(plan: CoverPlan, changes: readonly CoverChange[]): CoverPlan {
  const planned = new Map(plan.planned.map((one) => [one.id, one]));
  const limitChanges = [...plan.limitChanges];
  for (const change of changes) {
    if (change.kind === 'raise') limitChanges.push({ day: change.day, amountFen: change.amountFen });
    else if (change.kind === 'add') planned.set(change.planned.id, change.planned);
    else if (change.kind === 'drop') planned.delete(change.id);
    else {
      const found = planned.get(change.id);
      if (found !== undefined) {
        planned.set(change.id, { ...found, arrivesOn: addDays(found.arrivesOn, change.days), leaves: found.leaves.map((leave) => ({ ...leave, day: addDays(leave.day, change.days) })) });
      }
    }
  }
  return { ...plan, planned: [...planned.values()], limitChanges };
}

/** Is a planned re-export of a part of a line that is secured now. */
export interface PlannedLeave {
  readonly lineId: string;
  readonly day: string;
  readonly quantity: bigint;
}

// What frees how much and when, by the rule by which discharges will be decided; more than is there frees no more.
function leavesOf(cover: Cover, leaves: readonly PlannedLeave[]): PlannedCover['leaves'] {
  const whole = cover.reserved > 0n ? cover.quantityTotal : remainingOf(cover);
  let quantity = 0n;
  let freed = 0n;
  return leaves.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0)).map((leave) => {
    quantity = quantity + leave.quantity < whole ? quantity + leave.quantity : whole;
    const share = cover.reserved > 0n ? (cover.reserved * quantity) / whole : shareOf(cover, quantity);
    const amountFen = share - freed;
    freed = share;
    return { day: leave.day, amountFen };
  });
}

/**
 * Makes the plan of a forecast from the book: what each line binds now leaves as its re-exports are planned, new arrivals come besides, and an instrument's limit ends with its term.
 * Shape: carnets are left out, they are never mixed with the rest.
 */
export function planFromLedger(state: LedgerState, span: { readonly from: string; readonly to: string }, arrivals: readonly PlannedCover[], reExports: readonly PlannedLeave[]): CoverPlan {
  const instruments = [...state.instruments.values()].filter(({ instrument }) => instrument.kind !== 'carnet');
  const counted = new Set(instruments.map(({ instrument }) => instrument.instrumentId));
  const leaves = new Map<string, PlannedLeave[]>();
  for (const leave of reExports) {
    const ours = leaves.get(leave.lineId);
    if (ours === undefined) leaves.set(leave.lineId, [leave]);
    else ours.push(leave);
  }
  const bound = [...state.covers.values()].flat().filter((cover) => isOpen(cover) && counted.has(cover.instrumentId))
    .map((cover) => ({ id: cover.lineId, arrivesOn: span.from, amountFen: cover.reserved + cover.committed + cover.claimed, leaves: leavesOf(cover, leaves.get(cover.lineId) ?? []) }));
  return {
    ...span, planned: [...bound, ...arrivals],
    limitFen: instruments.reduce((sum, { balances }) => sum - balances.limit - balances.called, 0n), boundFen: 0n,
    limitChanges: instruments.map(({ balances, endsOn }) => ({ day: addDays(endsOn, 1), amountFen: balances.limit + balances.called })),
  };
}

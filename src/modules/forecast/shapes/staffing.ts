import type { Estimate } from './outcome.ts';

/** Is how many people of a skill are needed in a quarter of an hour. Unit: minutes since the start of the day. */
export interface Demand {
  readonly skill: string;
  readonly from: number;
  readonly people: number;
}

/** Is what a plan of desks costs by the public cost of the Dynamic Response Tool. Unit: minutes of work that waits, of it beyond the target, of servers without work; servers opened. */
export interface DeskScore {
  readonly cost: number;
  readonly waiting: number;
  readonly beyondTarget: number;
  readonly idle: number;
  readonly opened: number;
}

/** Is what the chain needs so that its targets hold. Shape: `demand` leaves out quarters in which nobody is needed; `checked` was simulated with other chance than the search; `holds` speaks of that check. */
export interface StaffingOutcome {
  readonly holds: boolean;
  readonly demand: readonly Demand[];
  readonly stations: readonly { readonly station: string; readonly skill: string; readonly servers: readonly { readonly from: number; readonly until: number; readonly count: number }[]; readonly staffMinutes: number; readonly fluidMinutes: number; readonly score: DeskScore }[];
  readonly staffMinutes: number;
  readonly checked: { readonly seed: number; readonly replications: number; readonly aboveTarget: Estimate; readonly worst: { readonly flight: string; readonly aboveTarget: Estimate }; readonly over: readonly string[] };
  readonly simulations: number;
}

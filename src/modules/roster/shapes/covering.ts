import type { Breaks } from './planning.ts';

/** Is a shift that may be worked by as many as are needed. Unit: minutes from midnight; `cost` is what one such shift costs. */
export interface CoverShift {
  readonly shift: string;
  readonly startsMinute: number;
  readonly lengthMinutes: number;
  readonly breaks?: Breaks;
  readonly cost: number;
}

/** Is who can do what: people of one profile can do any of its skills, one at a time, and change between slots. Shape: `available` is how many there are on a day. */
export interface CoverProfile {
  readonly profile: string;
  readonly skills: readonly string[];
  readonly available?: number;
  readonly cost: number;
}

/** Is how many shifts of which kind a demand needs. Unit: `need[skill]` has one number for each slot from the first midnight; `underCover` is for a person missing for one hour. */
export interface CoverProblem {
  readonly slotMinutes: number;
  readonly days: number;
  readonly shifts: readonly CoverShift[];
  readonly profiles: readonly CoverProfile[];
  readonly skills: readonly string[];
  readonly need: readonly Int32Array[];
  readonly underCover: number;
}

/** Is the answer. Shape: `cover[skill]` has one number for each slot, whoever is there and does it; breaks are minutes after the start, with how many take them. */
export interface CoverPlan {
  readonly shifts: readonly { readonly day: number; readonly shift: string; readonly profile: string; readonly people: number; readonly breaks: readonly { readonly after: number; readonly people: number }[] }[];
  readonly cover: Readonly<Record<string, readonly number[]>>;
  readonly underCover: readonly { readonly day: number; readonly from: number; readonly skill: string; readonly missing: number }[];
  readonly underCoverHours: number;
  readonly shiftCost: number;
  readonly objective: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly optimal: boolean;
  readonly wallSeconds: number;
}

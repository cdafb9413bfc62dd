/** Is a kind of shift. Unit: minutes. Shape: `notNext` holds places in the list of shifts that must not be worked on the day after. */
export interface ShiftKind { readonly id: string; readonly minutes: number; readonly notNext: readonly number[] }

/** Is one employee with every limit of the contract. Unit: minutes, days, weekends. Shape: `mostOf` has one number a shift, `away` one flag a day. */
export interface Employee {
  readonly id: string;
  readonly mostOf: readonly number[];
  readonly mostMinutes: number;
  readonly leastMinutes: number;
  readonly mostInRow: number;
  readonly leastInRow: number;
  readonly leastOffInRow: number;
  readonly mostWeekends: number;
  readonly away: Uint8Array;
}

/** Is a wish for a shift on a day, or against it. Shape: places of the employee and the shift in their lists; the weight is what it costs not to follow it. */
export interface Wish { readonly employee: number; readonly day: number; readonly shift: number; readonly weight: number }

/** Is how many are wanted on one shift of one day, and what each person too few or too many costs. */
export interface Cover { readonly day: number; readonly shift: number; readonly required: number; readonly under: number; readonly over: number }

/** Is one instance of the shift scheduling benchmark. Shape: day 0 is a Monday. Source: Curtois and Qu, computational results on new staff scheduling benchmark instances (2014). */
export interface Instance {
  readonly days: number;
  readonly shifts: readonly ShiftKind[];
  readonly employees: readonly Employee[];
  readonly wanted: readonly Wish[];
  readonly unwanted: readonly Wish[];
  readonly cover: readonly Cover[];
}

/** Is who works what. Shape: for each employee one number a day: the place of the shift in its list, −1 for a day off. */
export type Assignment = readonly Int16Array[];

import type { FoodCategory, Storage } from '../../modules/prescribed/catalogue/lot.ts';
import { foodReaders as readers } from '../../modules/food/shapes.ts';
import type { EntryKind, FindOutcome, LotState, PlaceKind } from '../../modules/food/shapes.ts';
import type { GoodsRecord, GoodsStep, Hold } from '../goods/shapes.ts';

/** Is a text in both languages. */
export type Name = { readonly en: string; readonly zh: string };

/** Lists the roles that see the food of every party, and the trader who sees their own. */
export const foodReaders: readonly string[] = readers;

/** Is a lot as the board shows it. Unit: quantities as decimal text in `unit`. */
export type Lot = {
  readonly lotId: string; readonly lotNumber: string; readonly state: LotState; readonly freshness: 'fresh' | 'expiring' | 'expired'; readonly consignmentId: string; readonly consignmentNumber: string; readonly consignmentReleased: boolean; readonly party: Name;
  readonly position: number; readonly hsCode: string; readonly description: Name; readonly producerNumber: string; readonly producerName: string | null; readonly importerFiling: string; readonly producedOn: string; readonly bestBefore: string; readonly origin: string;
  readonly quantity: string; readonly unit: string; readonly category: FoodCategory; readonly storage: Storage; readonly openedAt: string; readonly owed: readonly string[]; readonly settled: number; readonly holds: number; readonly cold: 'notNeeded' | 'missing' | 'inRange' | 'outOfRange';
  readonly servableAt: string | null; readonly withdrawnAt: string | null; readonly closedAt: string | null; readonly corrections: number;
  readonly balance: { readonly arrived: string | null; readonly atPort: string; readonly atVenues: string; readonly inKitchens: string; readonly served: string; readonly disposed: string; readonly returned: string; readonly left: string | null };
};

/** Is what `food.board` says. */
export type FoodBoard = { readonly lots: readonly Lot[]; readonly total: number; readonly counts: Readonly<Record<string, number>> };

/** Is a range of temperature with its source. Unit: degrees Celsius. */
export type Range = { readonly minimum: number | null; readonly maximum: number | null; readonly source: string; readonly verified: boolean };
/** Is what a log shows against its range. */
export type Finding = { readonly readings: number; readonly from: string; readonly to: string; readonly lowest: number; readonly highest: number; readonly outside: number; readonly excursionMinutes: number; readonly gapMinutes: number; readonly hours: number };
/** Is one reading of a plot: the instant in milliseconds, degrees Celsius. */
export type Point = readonly [number, number];
/** Is a line of a trace. */
export type TraceLine = { readonly depth: number; readonly kind: 'place' | 'meal' | 'return' | 'dispose'; readonly name: Name; readonly placeKind: PlaceKind | null; readonly mealId: string | null; readonly quantity: string; readonly left: string | null; readonly portions: number | null; readonly at: string };
/** Is an entry of a lot's journal. */
export type JournalEntry = { readonly seq: number; readonly kind: EntryKind; readonly quantity: string | null; readonly from: Name | null; readonly to: Name | null; readonly dish: string | null; readonly portions: number | null; readonly reason: string; readonly happenedAt: string; readonly recordedAt: string; readonly by: Name | null };
/** Is what stands of a lot at a place. */
export type LotStock = { readonly placeId: string; readonly kind: PlaceKind; readonly name: Name; readonly quantity: string };

/** Is what was known of a lot from one instant on. */
export type KnownData = { readonly ordinal: number; readonly lotNumber: string; readonly producerNumber: string; readonly importerFiling: string; readonly producedOn: string; readonly bestBefore: string; readonly origin: string; readonly reason: string; readonly at: string; readonly by: Name | null };

/** Is everything that `food.lot` says. */
export type WholeLot = {
  readonly lot: Lot; readonly range: Range | null; readonly holds: readonly Hold[]; readonly stock: readonly LotStock[]; readonly trace: readonly TraceLine[]; readonly entries: readonly JournalEntry[];
  readonly case: { readonly ended: boolean; readonly gates: readonly { readonly gate: string; readonly passedBy: string | null; readonly passedAt: string | null }[]; readonly steps: readonly GoodsStep[]; readonly records: readonly GoodsRecord[] };
  /** What was known of it, the first first: as it was opened, then each correction. */
  readonly known: readonly KnownData[];
  readonly logs: readonly { readonly ordinal: number; readonly fileName: string; readonly attachedAt: string; readonly by: Name | null; readonly finding: Finding; readonly points: readonly Point[] }[];
};

/** Is a place where food is kept. */
export type Place = { readonly placeId: string; readonly kind: PlaceKind; readonly name: Name; readonly venue: string; readonly lots: number };

/** Is a problem of a file, by row and column. */
export type RowProblem = { readonly row: number; readonly column: string; readonly code: string; readonly value: string };

/** Is a recall as the list shows it. */
export type Recall = {
  readonly recallId: string; readonly drill: boolean; readonly reason: string; readonly lotNumbers: readonly string[]; readonly producerNumber: string | null; readonly producedFrom: string | null; readonly producedTo: string | null; readonly lots: number; readonly milliseconds: number;
  readonly calledAt: string; readonly by: Name; readonly closedAt: string | null; readonly closingNote: string | null; readonly finds: number; readonly ticked: number; readonly meals: number; readonly portions: number; readonly venues: number;
};

/** Is one thing that a recall found. */
export type Find = {
  readonly ordinal: number; readonly lotId: string; readonly lotNumber: string; readonly quantity: string; readonly unit: string; readonly place: Name; readonly placeKind: PlaceKind; readonly venue: string; readonly mealId: string | null; readonly dish: string | null; readonly servedAt: string | null; readonly portions: number | null; readonly held: boolean;
  readonly outcome: FindOutcome | null; readonly note: string | null; readonly tickedAt: string | null; readonly by: Name | null;
};

/** Is a meal traced back to its lots. */
export type Meal = {
  readonly mealId: string; readonly dish: string; readonly portions: number; readonly servedAt: string; readonly place: Name; readonly venue: string;
  readonly lots: readonly { readonly lotId: string; readonly lotNumber: string; readonly description: Name; readonly quantity: string; readonly unit: string; readonly producerNumber: string; readonly producerName: string | null; readonly origin: string; readonly consignmentId: string; readonly consignmentNumber: string; readonly holds: number }[];
};

/** Gives the address of a lot's page, with a part of it opened. */
export function lotPath(lotId: string, part: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(part).toString();
  return `/food/${lotId}${query === '' ? '' : `?${query}`}`;
}

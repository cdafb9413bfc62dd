import { Exact } from '../../../kernel/money.ts';
import type { RefusalAnswer } from '../../../kernel/refusal.ts';
import { findUnitCode } from '../../goods/catalogue/units.ts';
import type { EntryKind, PlaceKind } from '../shapes.ts';

/** Is what stands of a lot at one place. Unit: the lot's. */
export interface Stock { readonly position: number; readonly quantity: Exact }

/** Is how far the journal of a lot has come. */
export interface JournalState {
  readonly lotId: string;
  readonly consignmentId: string;
  readonly quantity: Exact;
  readonly unit: string;
  /** The last entry; 0 before the lot has arrived. */
  readonly seq: number;
  readonly holds: number;
  readonly stock: ReadonlyMap<string, Stock>;
}

/** Is what is to be entered next. */
export type NewEntry =
  | { readonly kind: 'arrive' | 'store' | 'kitchen'; readonly quantity: string; readonly from: string | null; readonly to: { readonly placeId: string; readonly kind: PlaceKind }; readonly reason: string; readonly happenedAt: string }
  | { readonly kind: 'serve'; readonly quantity: string; readonly from: string; readonly mealId: string; readonly reason: string; readonly happenedAt: string }
  | { readonly kind: 'return' | 'dispose'; readonly quantity: string; readonly from: string; readonly reason: string; readonly happenedAt: string }
  | { readonly kind: 'hold' | 'lift'; readonly holdId: string; readonly obligation: number; readonly liftedBy: string | null; readonly reason: string; readonly happenedAt: string };

/** Is an entry as it is stored: with its place in the journal and the holds before and after it. */
export interface Entry {
  readonly lotId: string;
  readonly consignmentId: string;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly quantity: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly toKind: PlaceKind | null;
  readonly mealId: string | null;
  readonly holdId: string | null;
  readonly obligation: number | null;
  readonly liftedBy: string | null;
  readonly reason: string;
  readonly holdsBefore: number;
  readonly holdsAfter: number;
  readonly happenedAt: string;
}

/** Is what an entry does to the stock of one place. */
export interface StockChange { readonly lotId: string; readonly placeId: string; readonly position: number; readonly seq: number; readonly side: 'in' | 'out'; readonly before: string; readonly change: string; readonly after: string }

/** Is what comes of an entry: what to write and the state after it, or why not. */
export type Appended =
  | { readonly ok: true; readonly entry: Entry; readonly changes: readonly StockChange[]; readonly state: JournalState }
  | { readonly ok: false; readonly refusal: RefusalAnswer };

/** Writes a quantity as decimal text without zeros that say nothing. */
export function plainQuantity(quantity: Exact): string {
  return quantity.toPlainText(6);
}

const refuse = (code: string, params: Readonly<Record<string, unknown>> = {}): Appended => ({ ok: false, refusal: { code, params } });

/**
 * Adds one entry to the journal of a lot.
 * Refuses: `lot-arrived`, `lot-not-arrived`, `lot-held`, `quantity-not-whole`, `stock-short`, `same-place`.
 */
export function append(state: JournalState, next: NewEntry): Appended {
  if (next.kind === 'arrive' && state.seq > 0) return refuse('lot-arrived');
  if (next.kind !== 'arrive' && state.seq === 0) return refuse('lot-not-arrived');
  const seq = state.seq + 1;
  const holds = state.holds + (next.kind === 'hold' ? 1 : next.kind === 'lift' ? -1 : 0);
  const base = { lotId: state.lotId, consignmentId: state.consignmentId, seq, kind: next.kind, reason: next.reason, holdsBefore: state.holds, holdsAfter: holds, happenedAt: next.happenedAt };
  if ('holdId' in next) {
    return { ok: true, entry: { ...base, quantity: null, from: null, to: null, toKind: null, mealId: null, holdId: next.holdId, obligation: next.obligation, liftedBy: next.liftedBy }, changes: [], state: { ...state, seq, holds } };
  }
  if ((next.kind === 'kitchen' || next.kind === 'serve') && state.holds > 0) return refuse('lot-held', { holds: state.holds });
  const quantity = Exact.get(next.quantity);
  if (findUnitCode(state.unit)?.whole === true && quantity.denominator !== 1n) return refuse('quantity-not-whole', { quantity: next.quantity });
  const stock = new Map(state.stock);
  const changes: StockChange[] = [];
  const change = (placeId: string, side: 'in' | 'out'): boolean => {
    const had = stock.get(placeId) ?? { position: 0, quantity: Exact.zero };
    const after = side === 'in' ? had.quantity.plus(quantity) : had.quantity.minus(quantity);
    if (after.sign < 0) return false;
    changes.push({ lotId: state.lotId, placeId, position: had.position + 1, seq, side, before: plainQuantity(had.quantity), change: side === 'in' ? plainQuantity(quantity) : `-${plainQuantity(quantity)}`, after: plainQuantity(after) });
    stock.set(placeId, { position: had.position + 1, quantity: after });
    return true;
  };
  const from = 'from' in next ? next.from : null;
  const to = 'to' in next ? next.to : null;
  if (from !== null && from === to?.placeId) return refuse('same-place');
  if (from !== null && !change(from, 'out')) return refuse('stock-short', { left: plainQuantity(stock.get(from)?.quantity ?? Exact.zero), wanted: next.quantity });
  if (to !== null) change(to.placeId, 'in');
  return {
    ok: true, changes, state: { ...state, seq, stock },
    entry: { ...base, quantity: plainQuantity(quantity), from, to: to?.placeId ?? null, toKind: to?.kind ?? null, mealId: next.kind === 'serve' ? next.mealId : null, holdId: null, obligation: null, liftedBy: null },
  };
}

/** Is where all of a lot is. Unit: the lot's, as decimal text. Shape: what came in is the sum of the six others. */
export interface Balance { readonly arrived: string; readonly atPort: string; readonly atVenues: string; readonly inKitchens: string; readonly served: string; readonly disposed: string; readonly returned: string }

/** Computes where all of a lot is from its journal: what came in is at the port, at venues, in kitchens, served, destroyed or sent back. */
export function balanceOf(entries: readonly Pick<Entry, 'kind' | 'quantity' | 'from' | 'to'>[], kindOf: (placeId: string) => PlaceKind): Balance {
  const sums = { arrived: Exact.zero, portStore: Exact.zero, venueStore: Exact.zero, kitchen: Exact.zero, serve: Exact.zero, dispose: Exact.zero, return: Exact.zero };
  for (const entry of entries) {
    if (entry.quantity === null) continue;
    const quantity = Exact.get(entry.quantity);
    if (entry.kind === 'arrive') sums.arrived = sums.arrived.plus(quantity);
    if (entry.kind === 'serve' || entry.kind === 'dispose' || entry.kind === 'return') sums[entry.kind] = sums[entry.kind].plus(quantity);
    if (entry.from !== null) sums[kindOf(entry.from)] = sums[kindOf(entry.from)].minus(quantity);
    if (entry.to !== null) sums[kindOf(entry.to)] = sums[kindOf(entry.to)].plus(quantity);
  }
  return { arrived: plainQuantity(sums.arrived), atPort: plainQuantity(sums.portStore), atVenues: plainQuantity(sums.venueStore), inKitchens: plainQuantity(sums.kitchen), served: plainQuantity(sums.serve), disposed: plainQuantity(sums.dispose), returned: plainQuantity(sums.return) };
}

import { Exact } from '../../../kernel/money.ts';
import type { EntryKind } from '../shapes.ts';
import { plainQuantity } from './journal.ts';

/** Is one entry of a lot as a trace reads it. */
export interface TracedEntry {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly quantity: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly mealId: string | null;
  readonly happenedAt: string;
}

/** Is one line of a trace: a place where the lot came, a meal that took of it, or a way in which it left. Shape: `depth` 0 is the store at the port; `left` is what stands there still. */
export interface TraceLine {
  readonly depth: number;
  readonly kind: 'place' | 'meal' | 'return' | 'dispose';
  readonly placeId: string;
  readonly mealId: string | null;
  readonly quantity: string;
  readonly left: string | null;
  readonly at: string;
}

/**
 * Follows a lot forward from the port to every place, meal and end, each under the place that it came from.
 * Shape: in the order of a tree; a place that was filled from several stands under the one that filled it first.
 */
export function traceLines(entries: readonly TracedEntry[]): readonly TraceLine[] {
  const inOf = new Map<string, Exact>();
  const leftAt = new Map<string, Exact>();
  const parent = new Map<string, string | null>();
  const since = new Map<string, string>();
  const ends = new Map<string, TracedEntry[]>();
  for (const entry of entries) {
    if (entry.quantity === null) continue;
    const quantity = Exact.get(entry.quantity);
    if (entry.from !== null) leftAt.set(entry.from, (leftAt.get(entry.from) ?? Exact.zero).minus(quantity));
    if (entry.to !== null) {
      leftAt.set(entry.to, (leftAt.get(entry.to) ?? Exact.zero).plus(quantity));
      inOf.set(entry.to, (inOf.get(entry.to) ?? Exact.zero).plus(quantity));
      if (!parent.has(entry.to)) {
        parent.set(entry.to, entry.from);
        since.set(entry.to, entry.happenedAt);
      }
    } else if (entry.from !== null) ends.set(entry.from, [...(ends.get(entry.from) ?? []), entry]);
  }
  const lines: TraceLine[] = [];
  const walk = (placeId: string, depth: number): void => {
    lines.push({ depth, kind: 'place', placeId, mealId: null, quantity: plainQuantity(inOf.get(placeId)!), left: plainQuantity(leftAt.get(placeId)!), at: since.get(placeId)! });
    for (const [child, of] of parent) if (of === placeId) walk(child, depth + 1);
    for (const end of ends.get(placeId) ?? []) lines.push({ depth: depth + 1, kind: end.kind === 'serve' ? 'meal' : end.kind === 'return' ? 'return' : 'dispose', placeId, mealId: end.mealId, quantity: end.quantity!, left: null, at: end.happenedAt });
  };
  for (const [placeId, of] of parent) if (of === null) walk(placeId, 0);
  return lines;
}

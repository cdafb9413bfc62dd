import { findUnit } from '../catalogue/units.ts';

/** Is how what came in on carnets compares with a consignment's list. Unit: pieces. */
export interface CarnetMatch {
  readonly imported: number;
  readonly piecesListed: number;
  /** Numbers of the list that no imported item names; pieces of items that name none may be any of them. */
  readonly serialsMissing: number;
}

/** Tells how many pieces a line is on a carnet: each whole piece, and one for what is weighed or measured. */
export function carnetPieces(quantity: string, unit: string): number {
  return findUnit(unit)?.whole === false ? 1 : Math.ceil(Number(quantity));
}

/** Compares what came in on carnets with the lines of a consignment. */
export function matchCarnet(lines: readonly { readonly quantity: string; readonly unit: string }[], serials: readonly string[], imports: readonly { readonly quantity: bigint; readonly serialNumbers: readonly string[] }[]): CarnetMatch {
  const named = new Set(imports.flatMap((one) => one.serialNumbers));
  const sum = (of: typeof imports): number => of.reduce((total, one) => total + Number(one.quantity), 0);
  const unnamed = serials.filter((serial) => !named.has(serial)).length;
  return { imported: sum(imports), piecesListed: lines.reduce((total, line) => total + carnetPieces(line.quantity, line.unit), 0), serialsMissing: Math.max(0, unnamed - sum(imports.filter((one) => one.serialNumbers.length === 0))) };
}

/** Is what leaves of one line: its numbers, or a quantity without numbers. */
export interface Leaving {
  readonly description: string;
  readonly unit: string;
  readonly quantity: string;
  readonly serials: readonly string[];
  /** Nothing of the line is left after it. */
  readonly allLeft: boolean;
}

/** Is an item of a carnet on which a consignment came in, with what of it is here. Unit: pieces. */
export interface ItemHere {
  readonly carnetId: string;
  readonly item: number;
  readonly description: string;
  readonly serialNumbers: readonly string[];
  readonly here: bigint;
}

/**
 * Tells of which items of which carnets something is that leaves: by number where an item names it, otherwise the item of the same description, then whichever names no numbers.
 * Shape: by carnet, items in their order; what is not here any more is left out, since it was recorded before.
 */
export function carnetLeaving(leaving: readonly Leaving[], items: readonly ItemHere[]): ReadonlyMap<string, readonly { readonly item: number; readonly quantity: bigint }[]> {
  const left = new Map(items.map((one) => [one, one.here]));
  const taken = new Map<ItemHere, bigint>();
  const take = (one: ItemHere, wanted: bigint): bigint => {
    const free = left.get(one)!;
    const part = wanted < free ? wanted : free;
    if (part > 0n) {
      left.set(one, free - part);
      taken.set(one, (taken.get(one) ?? 0n) + part);
    }
    return wanted - part;
  };
  const bySerial = new Map(items.flatMap((one) => one.serialNumbers.map((serial) => [serial, one] as const)));
  const unnamed: { readonly description: string; pieces: bigint }[] = [];
  for (const one of leaving) {
    const whole = findUnit(one.unit)?.whole !== false;
    let pieces = whole ? BigInt(Math.ceil(Number(one.quantity))) : one.allLeft ? 1n : 0n;
    for (const serial of one.serials) {
      const item = bySerial.get(serial);
      if (item === undefined) continue;
      take(item, 1n);
      pieces -= 1n;
    }
    if (pieces > 0n) unnamed.push({ description: one.description, pieces });
  }
  const without = items.filter((one) => one.serialNumbers.length === 0);
  for (const one of unnamed) for (const item of without.filter((candidate) => candidate.description === one.description)) one.pieces = take(item, one.pieces);
  for (const one of unnamed) for (const item of without) one.pieces = take(item, one.pieces);
  const found = new Map<string, { item: number; quantity: bigint }[]>();
  for (const one of items) {
    const quantity = taken.get(one);
    if (quantity === undefined) continue;
    const own = found.get(one.carnetId);
    if (own === undefined) found.set(one.carnetId, [{ item: one.item, quantity }]);
    else own.push({ item: one.item, quantity });
  }
  return found;
}

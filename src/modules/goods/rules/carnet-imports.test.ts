import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carnetLeaving } from './carnet-imports.ts';
import type { ItemHere, Leaving } from './carnet-imports.ts';

const item = (number: number, here: bigint, more: Partial<ItemHere> = {}): ItemHere => ({ carnetId: 'c', item: number, description: `thing ${number}`, serialNumbers: [], here, ...more });
const line = (more: Partial<Leaving>): Leaving => ({ description: 'thing 2', unit: 'piece', quantity: '1', serials: [], allLeft: false, ...more });
const found = (leaving: readonly Leaving[], items: readonly ItemHere[]): unknown => Object.fromEntries([...carnetLeaving(leaving, items)].map(([carnetId, parts]) => [carnetId, parts.map(({ item: number, quantity }) => `${number}×${quantity}`)]));

describe('what leaves under a carnet', () => {
  it('is of the item that names its number, else of the same description, else of whichever names no number', () => {
    const items = [item(1, 2n, { serialNumbers: ['A', 'B'] }), item(2, 3n), item(3, 5n), item(1, 9n, { carnetId: 'd', serialNumbers: ['C'] })];
    expect(found([line({ quantity: '2', serials: ['A', 'C'] })], items)).toEqual({ c: ['1×1'], d: ['1×1'] });
    expect(found([line({ quantity: '4' })], items)).toEqual({ c: ['2×3', '3×1'] });
    expect(found([line({ quantity: '2', serials: ['A', 'X'] })], items)).toEqual({ c: ['1×1', '2×1'] });
    expect(found([line({ description: 'unheard of', quantity: '4' })], items)).toEqual({ c: ['2×3', '3×1'] });
  });

  it('is one piece of what is weighed, once all of it has left', () => {
    const items = [item(2, 1n)];
    expect(found([line({ unit: 'kilogram', quantity: '2.5' })], items)).toEqual({});
    expect(found([line({ unit: 'kilogram', quantity: '2.5', allLeft: true })], items)).toEqual({ c: ['2×1'] });
  });

  it('is never more of an item than is here, and nothing that could be recorded is left out', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 1, maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 6 }), (given, quantities) => {
      const items = given.map(([here, named], place) => item(place + 1, BigInt(here), named ? { serialNumbers: [`S${place}`] } : {}));
      const parts = [...carnetLeaving(quantities.map((quantity, place) => line({ description: `thing ${place + 1}`, quantity: String(quantity) })), items)].flatMap(([, own]) => own);
      for (const { item: number, quantity } of parts) expect(quantity > 0n && quantity <= items[number - 1]!.here).toBe(true);
      const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, one) => total + one, 0n);
      const free = sum(items.filter((one) => one.serialNumbers.length === 0).map((one) => one.here));
      const wanted = BigInt(quantities.reduce((total, one) => total + one, 0));
      expect(sum(parts.map((one) => one.quantity))).toBe(free < wanted ? free : wanted);
    }));
  });
});

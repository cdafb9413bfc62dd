import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../../kernel/money.ts';
import type { PlaceKind } from '../shapes.ts';
import { append, balanceOf, plainQuantity } from './journal.ts';
import type { Entry, JournalState, NewEntry, StockChange } from './journal.ts';
import { traceLines } from './trace.ts';

const places: Readonly<Record<string, PlaceKind>> = { port: 'portStore', store: 'venueStore', other: 'venueStore', kitchen: 'kitchen', second: 'kitchen' };
const names = Object.keys(places);
const happenedAt = '2022-01-05T00:00:00.000Z';
const begun = (quantity: string, unit = 'KGM'): JournalState => ({ lotId: 'lot', consignmentId: 'consignment', quantity: Exact.get(quantity), unit, seq: 0, holds: 0, stock: new Map() });
const arrive = (quantity: string): NewEntry => ({ kind: 'arrive', quantity, from: null, to: { placeId: 'port', kind: 'portStore' }, reason: '', happenedAt });
const quantities = fc.integer({ min: 1, max: 40_000 }).map((thousandths) => plainQuantity(Exact.fraction(BigInt(thousandths), 1000n)));
const requests: fc.Arbitrary<NewEntry> = fc.oneof(
  fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names), quantity: quantities }).map(({ from, to, quantity }): NewEntry => ({ kind: places[to] === 'kitchen' ? 'kitchen' : 'store', quantity, from, to: { placeId: to, kind: places[to]! }, reason: '', happenedAt })),
  fc.record({ from: fc.constantFrom(...names), kind: fc.constantFrom('return' as const, 'dispose' as const), quantity: quantities }).map(({ from, kind, quantity }): NewEntry => ({ kind, quantity, from, reason: '', happenedAt })),
  fc.record({ from: fc.constantFrom('kitchen', 'second'), quantity: quantities }).map(({ from, quantity }): NewEntry => ({ kind: 'serve', quantity, from, mealId: 'meal', reason: '', happenedAt })),
  fc.constant<NewEntry>({ kind: 'hold', holdId: 'hold', obligation: 1, liftedBy: null, reason: '', happenedAt }), fc.constant<NewEntry>({ kind: 'lift', holdId: 'hold', obligation: 1, liftedBy: 'record', reason: '', happenedAt }),
);

describe('the journal of a lot', () => {
  it('balances after every entry, never below nothing, whatever is asked in whatever order', () => {
    fc.assert(fc.property(quantities, fc.array(requests, { maxLength: 60 }), (quantity, wanted) => {
      let state = begun(quantity);
      const entries: Entry[] = [];
      const changes: StockChange[] = [];
      for (const next of [arrive(quantity), ...wanted]) {
        if (next.kind === 'lift' && state.holds === 0) continue;
        const appended = append(state, next);
        if (!appended.ok) continue;
        expect(appended.entry.holdsBefore).toBe(state.holds);
        if (next.kind === 'kitchen' || next.kind === 'serve') expect(state.holds).toBe(0);
        state = appended.state;
        entries.push(appended.entry);
        changes.push(...appended.changes);
        for (const [, stock] of state.stock) expect(stock.quantity.sign).toBeGreaterThanOrEqual(0);
        const balance = balanceOf(entries, (placeId) => places[placeId]!);
        const sum = [balance.atPort, balance.atVenues, balance.inKitchens, balance.served, balance.disposed, balance.returned].reduce((total, one) => total.plus(Exact.get(one)), Exact.zero);
        expect(plainQuantity(sum)).toBe(balance.arrived);
        expect(balance.arrived).toBe(quantity);
      }
      expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, place) => place + 1));
      // Each place is a chain: what was before is what was left after the change before.
      for (const place of names) {
        let left = Exact.zero;
        for (const [at, change] of changes.filter((one) => one.placeId === place).entries()) {
          expect([change.position, change.before]).toEqual([at + 1, plainQuantity(left)]);
          left = left.plus(Exact.get(change.change));
          expect(change.after).toBe(plainQuantity(left));
        }
      }
      // The trace ends where the balance does: what its places still hold and what its ends took is what came in.
      const lines = traceLines(entries.map((entry) => ({ seq: entry.seq, kind: entry.kind, quantity: entry.quantity, from: entry.from, to: entry.to, mealId: entry.mealId, happenedAt: entry.happenedAt })));
      const traced = lines.reduce((total, line) => total.plus(Exact.get(line.kind === 'place' ? line.left! : line.quantity)), Exact.zero);
      expect(plainQuantity(traced)).toBe(quantity);
    }));
  });

  it('refuses what cannot be, with its code', () => {
    const code = (state: JournalState, next: NewEntry): string => { const appended = append(state, next); return appended.ok ? 'ok' : appended.refusal.code; };
    const arrived = append(begun('10', 'C62'), arrive('10'));
    if (!arrived.ok) throw new Error('not received');
    const { state } = arrived;
    expect(code(begun('10'), { kind: 'dispose', quantity: '1', from: 'port', reason: '', happenedAt })).toBe('lot-not-arrived');
    expect(code(state, arrive('10'))).toBe('lot-arrived');
    expect(code(state, { kind: 'dispose', quantity: '0.5', from: 'port', reason: '', happenedAt })).toBe('quantity-not-whole');
    expect(code(state, { kind: 'dispose', quantity: '11', from: 'port', reason: '', happenedAt })).toBe('stock-short');
    expect(code(state, { kind: 'store', quantity: '1', from: 'port', to: { placeId: 'port', kind: 'portStore' }, reason: '', happenedAt })).toBe('same-place');
    const held = append(state, { kind: 'hold', holdId: 'hold', obligation: 1, liftedBy: null, reason: '', happenedAt });
    expect(held.ok && code(held.state, { kind: 'kitchen', quantity: '1', from: 'port', to: { placeId: 'kitchen', kind: 'kitchen' }, reason: '', happenedAt })).toBe('lot-held');
    expect(held.ok && code(held.state, { kind: 'dispose', quantity: '1', from: 'port', reason: '', happenedAt })).toBe('ok');
  });
});

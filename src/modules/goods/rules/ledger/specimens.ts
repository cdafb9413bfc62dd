import { addDays } from '../dates.ts';
import { dischargeReasons, instrumentKinds } from './accounts.ts';
import { remainingOf } from './decisions.ts';
import type { LedgerRequest } from './requests.ts';
import { isOpen } from './state.ts';
import type { LedgerState } from './state.ts';

/** Is one step of a random walk through a book: numbers that pick what is asked. */
export interface WalkStep {
  readonly what: number;
  readonly one: number;
  readonly two: number;
  readonly amount: number;
  /** Whether the request shall fit what is there; otherwise it may ask for anything. */
  readonly fits: boolean;
}

/** Is what a walk may name. */
export interface WalkNames {
  readonly instrumentIds: readonly string[];
  readonly lineIds: readonly string[];
}

const pick = <Value>(values: readonly Value[], number: number): Value | undefined => values[number % Math.max(values.length, 1)];
const within = (amount: number, most: bigint): bigint => (most <= 0n ? 1n : (BigInt(amount) % most) + 1n);

/** Makes the request of a step from what the book holds: most are possible, some are not. */
export function requestOf(state: LedgerState, step: WalkStep, names: WalkNames, today: string): LedgerRequest {
  const { what, one, two, amount, fits } = step;
  const instrumentId = pick(names.instrumentIds, one)!;
  const held = state.instruments.get(instrumentId);
  if (held === undefined) {
    return {
      kind: 'accept', instrumentId, instrumentKind: pick(instrumentKinds, what)!, reference: `LG ${instrumentId}`, guarantor: 'Invented Bank', beginsOn: '2022-01-01', endsOn: fits ? '2024-12-31' : '2022-09-30',
      claimDays: 90, amountFen: BigInt(amount) * 50n + 1n,
    };
  }
  const ours = [...state.covers.values()].flat().filter((cover) => cover.instrumentId === instrumentId && (!fits || isOpen(cover)));
  const cover = pick(ours, two);
  const lineId = fits && cover !== undefined ? cover.lineId : pick(names.lineIds, two)!;
  const free = held.balances.available;
  const undoable = (kind: 'discharge' | 'claim' | 'refund'): string => {
    const all = [...state.undoables.values()].filter((other) => other.kind === kind && (!fits || (other.instrumentId === instrumentId && !other.settled)));
    return pick(all, two)?.entryId ?? '0192f0c0-0000-7000-8000-000000000000';
  };
  const quantity = fits && cover !== undefined ? within(amount, remainingOf(cover)) : BigInt(amount % 20);
  const anyAmount = fits ? within(amount, free) : BigInt(amount) * 100n;
  switch (what % 18) {
    case 0: return { kind: 'increase', instrumentId, amountFen: BigInt(amount) };
    case 1: return { kind: 'decrease', instrumentId, amountFen: fits ? within(amount, free / 10n) : anyAmount };
    case 2: return { kind: 'expire', instrumentId };
    case 3: return { kind: 'extend', instrumentId, endsOn: addDays(held.endsOn, amount % 90) };
    case 4: return { kind: 'reinstate', instrumentId, amountFen: fits ? within(amount, held.balances.called) : anyAmount };
    case 5: return { kind: 'releaseReserve', instrumentId, lineId };
    case 6:
    case 7: return { kind: 'commit', instrumentId, lineId, amountFen: cover === undefined ? BigInt(amount) : BigInt(amount) % (cover.reserved + 7n) };
    case 8:
    case 9: return { kind: 'discharge', instrumentId, lineId, quantity, reason: pick(dischargeReasons, amount)! };
    case 10: return { kind: 'reopen', instrumentId, dischargeId: undoable('discharge'), reason: 'forged stamp' };
    case 11: return { kind: 'claim', instrumentId, lineId, quantity, proofBy: addDays(today, (amount % 60) - (fits ? 0 : 20)) };
    case 12: return { kind: fits ? (today > (state.undoables.get(undoable('claim'))?.day ?? '') ? 'call' : 'proofInTime') : amount % 2 === 0 ? 'proofInTime' : 'call', instrumentId, claimId: undoable('claim'), quantity: fits ? within(amount, state.undoables.get(undoable('claim'))?.openQuantity ?? 1n) : BigInt(amount % 20) };
    case 13: return { kind: pick([state.undoables.get(undoable('refund'))?.noticeOn ? 'refundForfeit' : 'refundNotice', 'refundNotice', 'refundForfeit', 'refundPaid'] as const, amount)!, instrumentId, refundId: undoable('refund') };
    case 14: return { kind: 'move', instrumentId, toInstrumentId: pick(names.instrumentIds, amount)!, lineId };
    case 15: return { kind: 'extendLine', instrumentId, lineId, deadline: addDays(today, amount % 200) };
    default: {
      const unbound = names.lineIds.filter((id) => !fits || !(state.covers.get(id) ?? []).some(isOpen));
      return { kind: 'reserve', instrumentId, lineId: pick(unbound, two) ?? lineId, amountFen: fits ? within(amount, free / 4n) : anyAmount, highestTaxFen: BigInt(amount) * 1000n + 1n, quantity: BigInt((amount % 13) + 1), deadline: addDays(today, (amount % 150) - (fits ? 0 : 5)) };
    }
  }
}

import { addMonths, isDay } from '../dates.ts';
import type { Moment } from '../dates.ts';
import { instrumentKinds } from './accounts.ts';
import type { Instrument } from './accounts.ts';
import type { AcceptRequest, AmountRequest, ExpireRequest, ExtendRequest, RefundRequest } from './requests.ts';
import { amountProblem, instrumentOf, no, transfers, yes } from './decisions.ts';
import type { Decision } from './decisions.ts';
import type { InstrumentState, LedgerState } from './state.ts';

// What can stand in the name of an account of a journal: no colon, no semicolon, no two spaces, nothing unseen.
const referencePattern = /^[\p{L}\p{N}](?:[\p{L}\p{N}._/()#&+-]| (?! )){0,78}[\p{L}\p{N})]$/u;

/** Says whether a text can be the reference of an instrument or the name of a line in a journal. */
export function isBookName(text: string): boolean {
  return referencePattern.test(text);
}

const isCash = (held: InstrumentState): boolean => held.instrument.kind === 'cashDeposit';

/** Decides to accept an instrument. Refuses: `instrument-known`, `amount-invalid`, `reference-invalid`, `instrument-term-invalid`. */
export function decideAccept(state: LedgerState, request: AcceptRequest): Decision {
  if (state.instruments.has(request.instrumentId)) return no('instrument-known');
  const problem = amountProblem(request.amountFen);
  if (problem !== undefined) return problem;
  if (!isBookName(request.reference)) return no('reference-invalid', { reference: request.reference });
  if (!isDay(request.beginsOn) || !isDay(request.endsOn) || request.endsOn < request.beginsOn || !Number.isInteger(request.claimDays) || request.claimDays < 0 || request.claimDays > 3660) return no('instrument-term-invalid');
  if (!instrumentKinds.includes(request.instrumentKind)) return no('instrument-term-invalid');
  const { instrumentId, instrumentKind, reference, guarantor, beginsOn, endsOn, claimDays, amountFen } = request;
  const instrument: Instrument = { instrumentId, kind: instrumentKind, reference, guarantor, beginsOn, endsOn, claimDays };
  const cash = instrumentKind === 'cashDeposit' ? amountFen : 0n;
  return { ok: true, instrument, entries: [{ kind: 'accept', instrumentId, transfers: transfers(['available', 'limit', amountFen], ['cash_held', 'cash_paid_in', cash]), terms: { endsOn } }] };
}

/** Decides to raise the limit. Refuses: `instrument-unknown`, `amount-invalid`, `instrument-ended`. */
export function decideIncrease(state: LedgerState, request: AmountRequest, now: Moment): Decision {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  const problem = amountProblem(request.amountFen) ?? amountProblem(request.amountFen - held.balances.limit);
  if (problem !== undefined) return problem;
  if (now.today > held.endsOn) return no('instrument-ended', { endsOn: held.endsOn });
  return yes({ kind: 'increase', instrumentId: request.instrumentId, transfers: transfers(['available', 'limit', request.amountFen], ['cash_held', 'cash_paid_in', isCash(held) ? request.amountFen : 0n]) });
}

function lowered(held: InstrumentState, kind: 'decrease' | 'expire', amountFen: bigint): Decision {
  const { available } = held.balances;
  if (amountFen > available) return no('cover-short', { availableFen: available.toString(), neededFen: amountFen.toString() });
  return yes({ kind, instrumentId: held.instrument.instrumentId, transfers: transfers(['limit', 'available', amountFen], ['refund_due', 'cash_held', isCash(held) ? amountFen : 0n]) });
}

/** Decides to lower the limit, out of what is available only; of cash the amount is then due back. Refuses: `instrument-unknown`, `amount-invalid`, `cover-short`. */
export function decideDecrease(state: LedgerState, request: AmountRequest): Decision {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  return amountProblem(request.amountFen) ?? lowered(held, 'decrease', request.amountFen);
}

/** Decides to take what is free out of an ended instrument. Refuses: `instrument-unknown`, `instrument-not-ended`, `nothing-available`. */
export function decideExpire(state: LedgerState, request: ExpireRequest, now: Moment): Decision {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  if (now.today <= held.endsOn) return no('instrument-not-ended', { endsOn: held.endsOn });
  return held.balances.available === 0n ? no('nothing-available') : lowered(held, 'expire', held.balances.available);
}

/** Decides to let an instrument last longer. Refuses: `instrument-unknown`, `instrument-term-invalid`. */
export function decideExtend(state: LedgerState, request: ExtendRequest): Decision {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  if (!isDay(request.endsOn) || request.endsOn <= held.endsOn) return no('instrument-term-invalid');
  return yes({ kind: 'extend', instrumentId: request.instrumentId, transfers: [], terms: { endsOn: request.endsOn } });
}

/** Decides to top up what was called. Refuses: `instrument-unknown`, `amount-invalid`, `called-exceeded`. */
export function decideReinstate(state: LedgerState, request: AmountRequest): Decision {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  const problem = amountProblem(request.amountFen);
  if (problem !== undefined) return problem;
  if (request.amountFen > held.balances.called) return no('called-exceeded', { calledFen: held.balances.called.toString() });
  return yes({ kind: 'reinstate', instrumentId: request.instrumentId, transfers: transfers(['available', 'called', request.amountFen], ['cash_held', 'cash_paid_in', isCash(held) ? request.amountFen : 0n]) });
}

/** Months until an unclaimed refund is announced publicly, and then until it falls to the treasury. Source: 海关事务担保条例 arts 20–21. */
export const refundMonths = { notice: 3, treasury: 12 } as const;

/**
 * Decides the next step of a refund of cash. Refuses: `instrument-unknown`, `refund-unknown`, `refund-settled`, `refund-notice-early`, `refund-treasury-early`.
 * Source: 海关事务担保条例 arts 20–21.
 */
export function decideRefund(state: LedgerState, request: RefundRequest, now: Moment): Decision {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  const refund = state.undoables.get(request.refundId);
  if (refund === undefined || refund.kind !== 'refund' || refund.instrumentId !== request.instrumentId) return no('refund-unknown');
  if (refund.settled || (request.kind === 'refundNotice' && refund.noticeOn !== null)) return no('refund-settled');
  const entry = { kind: request.kind, instrumentId: request.instrumentId, undoes: request.refundId };
  if (request.kind === 'refundPaid') return yes({ ...entry, transfers: transfers(['cash_paid_in', 'refund_due', refund.openAmount]) });
  if (request.kind === 'refundNotice') {
    const from = addMonths(refund.day, refundMonths.notice);
    return now.today < from ? no('refund-notice-early', { from }) : yes({ ...entry, transfers: [] });
  }
  const from = refund.noticeOn === null ? null : addMonths(refund.noticeOn, refundMonths.treasury);
  return from === null || now.today < from ? no('refund-treasury-early', { from }) : yes({ ...entry, transfers: transfers(['treasury', 'refund_due', refund.openAmount]) });
}

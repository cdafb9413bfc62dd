import type { Moment } from './dates.ts';
import type { LedgerRequest } from './ledger/requests.ts';
import { decideAccept, decideDecrease, decideExpire, decideExtend, decideIncrease, decideRefund, decideReinstate } from './ledger/instruments.ts';
import { decideCall, decideClaim, decideCommit, decideDischarge, decideExtendLine, decideMove, decideProofInTime, decideReleaseReserve, decideReopen, decideReserve } from './ledger/lines.ts';
import { no } from './ledger/decisions.ts';
import type { Decision, Refused } from './ledger/decisions.ts';
import type { LedgerState } from './ledger/state.ts';

/** Decides any request on the book as it stands; changes nothing. The button and the server call the same function. */
export function decide(state: LedgerState, request: LedgerRequest, now: Moment): Decision {
  switch (request.kind) {
    case 'accept': return decideAccept(state, request);
    case 'increase': return decideIncrease(state, request, now);
    case 'decrease': return decideDecrease(state, request);
    case 'expire': return decideExpire(state, request, now);
    case 'extend': return decideExtend(state, request);
    case 'reinstate': return decideReinstate(state, request);
    case 'reserve': return decideReserve(state, request, now);
    case 'releaseReserve': return decideReleaseReserve(state, request);
    case 'commit': return decideCommit(state, request, now);
    case 'discharge': return decideDischarge(state, request);
    case 'reopen': return decideReopen(state, request);
    case 'claim': return decideClaim(state, request, now);
    case 'proofInTime': return decideProofInTime(state, request, now);
    case 'call': return decideCall(state, request, now);
    case 'refundPaid':
    case 'refundNotice':
    case 'refundForfeit': return decideRefund(state, request, now);
    case 'move': return decideMove(state, request, now);
    case 'extendLine': return decideExtendLine(state, request, now);
  }
}

/** Says whether the books of an event can be closed: nothing is reserved, committed or claimed any more. Refuses: `cover-open`, with the first instrument that still binds something. */
export function canCloseBooks(state: LedgerState): { readonly ok: true } | Refused {
  for (const { instrument, balances } of state.instruments.values()) {
    const openFen = balances.reserved + balances.committed + balances.claimed;
    if (openFen > 0n) return no('cover-open', { reference: instrument.reference, openFen: openFen.toString() });
  }
  return { ok: true };
}

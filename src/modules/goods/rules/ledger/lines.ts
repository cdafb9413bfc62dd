import { addDays, isDay } from '../dates.ts';
import type { Moment } from '../dates.ts';
import type { ClaimRequest, ClaimSettlingRequest, CommitRequest, DischargeRequest, ExtendLineRequest, MoveRequest, ReleaseReserveRequest, ReopenRequest, ReserveRequest } from './requests.ts';
import { dischargeReasons } from './accounts.ts';
import type { InstrumentKind } from './accounts.ts';
import { amountProblem, instrumentOf, isSecuredBesides, no, quantityProblem, remainingOf, securedLine, shareOf, transfers, yes } from './decisions.ts';
import type { Decision, Refused } from './decisions.ts';
import { isOpen } from './state.ts';
import type { Cover, InstrumentState, LedgerState, Undoable } from './state.ts';

/** Tells the most that a line may be secured for. Unit: fen. Source: 海关事务担保条例 art. 14; A.T.A. Convention art. 4 (duties + 10 %). */
export function capOf(kind: InstrumentKind, highestTaxFen: bigint): bigint {
  return kind === 'carnet' ? (highestTaxFen * 110n) / 100n : highestTaxFen;
}

// An instrument must outlive what it secures by the time in which customs may still claim.
function termProblem(held: InstrumentState, deadline: string, now: Moment): Refused | undefined {
  if (now.today < held.instrument.beginsOn) return no('instrument-not-begun', { beginsOn: held.instrument.beginsOn });
  if (now.today > held.endsOn) return no('instrument-ended', { endsOn: held.endsOn });
  const needed = addDays(deadline, held.instrument.claimDays);
  return held.endsOn < needed ? no('instrument-ends-early', { endsOn: held.endsOn, needed }) : undefined;
}

function shortProblem(held: InstrumentState, neededFen: bigint): Refused | undefined {
  const { available } = held.balances;
  return neededFen > available ? no('cover-short', { availableFen: available.toString(), neededFen: neededFen.toString() }) : undefined;
}

const nextCover = (state: LedgerState, lineId: string): number => (state.covers.get(lineId)?.at(-1)?.cover ?? 0) + 1;

/**
 * Decides to set a part of an instrument aside for a line.
 * Refuses: `instrument-unknown`, `amount-invalid`, `quantity-invalid`, `deadline-invalid`, `line-secured-already`, `instrument-not-begun`, `instrument-ended`, `instrument-ends-early`, `cap-exceeded`, `cover-short`.
 */
export function decideReserve(state: LedgerState, request: ReserveRequest, now: Moment): Decision {
  const { instrumentId, lineId, amountFen, deadline, quantity } = request;
  const held = instrumentOf(state, instrumentId);
  if ('ok' in held) return held;
  const invalid = amountProblem(amountFen) ?? amountProblem(request.highestTaxFen) ?? quantityProblem(quantity);
  if (invalid !== undefined) return invalid;
  if (!isDay(deadline) || deadline < now.today) return no('deadline-invalid');
  if (isSecuredBesides(state, lineId)) return no('line-secured-already');
  const capFen = capOf(held.instrument.kind, request.highestTaxFen);
  const term = termProblem(held, deadline, now);
  if (term !== undefined) return term;
  if (amountFen > capFen) return no('cap-exceeded', { capFen: capFen.toString() });
  return shortProblem(held, amountFen)
    ?? yes({ kind: 'reserve', instrumentId, lineId, cover: nextCover(state, lineId), quantity, terms: { capFen, deadline }, transfers: transfers(['reserved', 'available', amountFen, lineId]) });
}

/** Decides to give back what was set aside. Refuses: `instrument-unknown`, `line-not-secured`, `line-not-reserved`. */
export function decideReleaseReserve(state: LedgerState, { instrumentId, lineId }: ReleaseReserveRequest): Decision {
  const found = securedLine(state, instrumentId, lineId);
  if ('ok' in found) return found;
  const { cover } = found;
  if (cover.reserved === 0n) return no('line-not-reserved');
  return yes({ kind: 'releaseReserve', instrumentId, lineId, cover: cover.cover, transfers: transfers(['available', 'reserved', cover.reserved, lineId]) });
}

/**
 * Decides to bind the assessed tax at release: from the reserve, the rest back or the rest from what is available.
 * Refuses: `instrument-unknown`, `line-not-secured`, `line-not-reserved`, `amount-invalid`, `instrument-not-begun`, `instrument-ended`, `instrument-ends-early`, `cap-exceeded`, `cover-short`.
 */
export function decideCommit(state: LedgerState, { instrumentId, lineId, amountFen }: CommitRequest, now: Moment): Decision {
  const found = securedLine(state, instrumentId, lineId);
  if ('ok' in found) return found;
  const { held, cover } = found;
  if (cover.reserved === 0n) return no('line-not-reserved');
  if (amountFen < 0n) return no('amount-invalid');
  const term = termProblem(held, cover.deadline, now);
  if (term !== undefined) return term;
  if (amountFen > cover.capFen) return no('cap-exceeded', { capFen: cover.capFen.toString() });
  const fromReserve = amountFen < cover.reserved ? amountFen : cover.reserved;
  return shortProblem(held, amountFen - fromReserve) ?? yes({
    kind: 'commit', instrumentId, lineId, cover: cover.cover,
    transfers: transfers(['committed', 'reserved', fromReserve, lineId], ['available', 'reserved', cover.reserved - fromReserve, lineId], ['committed', 'available', amountFen - fromReserve, lineId]),
  });
}

function quantityLeftProblem(cover: Cover, quantity: bigint): Refused | undefined {
  if (cover.reserved > 0n) return no('line-not-committed');
  const remaining = remainingOf(cover);
  return quantityProblem(quantity) ?? (quantity > remaining ? no('quantity-exceeded', { remaining: remaining.toString() }) : undefined);
}

/** Decides to free the share of a quantity that left the guarantee. Refuses: `instrument-unknown`, `line-not-secured`, `line-not-committed`, `quantity-invalid`, `quantity-exceeded`, `reason-unknown`, `amount-invalid`. */
export function decideDischarge(state: LedgerState, request: DischargeRequest): Decision {
  const { instrumentId, lineId, quantity, reason, paidFen } = request;
  const found = securedLine(state, instrumentId, lineId);
  if ('ok' in found) return found;
  const { cover } = found;
  const wrong = quantityLeftProblem(cover, quantity);
  if (wrong !== undefined) return wrong;
  if (!dischargeReasons.includes(reason)) return no('reason-unknown');
  if (paidFen !== undefined && (reason !== 'dutyPaid' || amountProblem(paidFen) !== undefined)) return no('amount-invalid');
  return yes({
    kind: 'discharge', instrumentId, lineId, cover: cover.cover, quantity, reason,
    transfers: transfers(['available', 'committed', shareOf(cover, quantity), lineId], ['paid', 'assessed', paidFen ?? 0n, lineId]),
  });
}

function coverOf(state: LedgerState, undoable: Undoable): Cover | undefined {
  return undoable.lineId === null ? undefined : state.covers.get(undoable.lineId)?.find((cover) => cover.cover === undoable.cover);
}

/** Decides to bind again what a discharge freed; tax that was paid stays paid. Refuses: `instrument-unknown`, `discharge-unknown`, `discharge-reopened`, `line-secured-already`, `cover-short`. */
export function decideReopen(state: LedgerState, request: ReopenRequest): Decision {
  const { instrumentId, dischargeId, reason } = request;
  const held = instrumentOf(state, instrumentId);
  if ('ok' in held) return held;
  const discharge = state.undoables.get(dischargeId);
  const cover = discharge === undefined ? undefined : coverOf(state, discharge);
  if (discharge === undefined || discharge.kind !== 'discharge' || discharge.instrumentId !== instrumentId || cover === undefined) return no('discharge-unknown');
  if (discharge.settled) return no('discharge-reopened');
  if (isSecuredBesides(state, cover.lineId, cover)) return no('line-secured-already');
  return shortProblem(held, discharge.amount) ?? yes({
    kind: 'reopen', instrumentId, lineId: cover.lineId, cover: cover.cover, quantity: discharge.quantity, undoes: dischargeId, reason,
    transfers: transfers(['committed', 'available', discharge.amount, cover.lineId]),
  });
}

/** Decides to claim the share of a quantity. Refuses: `instrument-unknown`, `line-not-secured`, `line-not-committed`, `quantity-invalid`, `quantity-exceeded`, `claim-late`, `deadline-invalid`. */
export function decideClaim(state: LedgerState, request: ClaimRequest, now: Moment): Decision {
  const { instrumentId, lineId, quantity, proofBy } = request;
  const found = securedLine(state, instrumentId, lineId);
  if ('ok' in found) return found;
  const { held, cover } = found;
  const wrong = quantityLeftProblem(cover, quantity);
  if (wrong !== undefined) return wrong;
  if (cover.committed === 0n) return no('line-not-committed');
  const last = addDays(cover.deadline, held.instrument.claimDays);
  if (now.today > last) return no('claim-late', { last });
  if (!isDay(proofBy) || proofBy < now.today) return no('deadline-invalid');
  return yes({ kind: 'claim', instrumentId, lineId, cover: cover.cover, quantity, terms: { proofBy }, transfers: transfers(['claimed', 'committed', shareOf(cover, quantity), lineId]) });
}

function openClaim(state: LedgerState, request: ClaimSettlingRequest): { readonly held: InstrumentState; readonly claim: Undoable; readonly cover: Cover; readonly share: bigint } | Refused {
  const held = instrumentOf(state, request.instrumentId);
  if ('ok' in held) return held;
  const claim = state.undoables.get(request.claimId);
  const cover = claim === undefined ? undefined : coverOf(state, claim);
  if (claim === undefined || claim.kind !== 'claim' || claim.instrumentId !== request.instrumentId || cover === undefined) return no('claim-unknown');
  if (claim.settled) return no('claim-settled');
  const wrong = quantityProblem(request.quantity);
  if (wrong !== undefined) return wrong;
  if (request.quantity > claim.openQuantity) return no('quantity-exceeded', { remaining: claim.openQuantity.toString() });
  return { held, claim, cover, share: claim.openAmount - (claim.amount * (claim.openQuantity - request.quantity)) / claim.quantity };
}

/** Decides that proof came in time: the claim's share is committed again, and can be discharged. Refuses: `instrument-unknown`, `claim-unknown`, `claim-settled`, `quantity-invalid`, `quantity-exceeded`, `proof-late`. */
export function decideProofInTime(state: LedgerState, request: ClaimSettlingRequest, now: Moment): Decision {
  const found = openClaim(state, request);
  if ('ok' in found) return found;
  const { claim, cover, share } = found;
  if (now.today > claim.day) return no('proof-late', { proofBy: claim.day });
  return yes({ kind: 'proofInTime', instrumentId: request.instrumentId, lineId: cover.lineId, cover: cover.cover, quantity: request.quantity, undoes: request.claimId, transfers: transfers(['committed', 'claimed', share, cover.lineId]) });
}

/**
 * Decides that the guarantor pays: customs draws the amount, and the tax is paid with it.
 * Refuses: `instrument-unknown`, `claim-unknown`, `claim-settled`, `quantity-invalid`, `quantity-exceeded`, `waiver-not-callable`, `call-early`. Source: 海关事务担保条例 art. 18.
 */
export function decideCall(state: LedgerState, request: ClaimSettlingRequest, now: Moment): Decision {
  const found = openClaim(state, request);
  if ('ok' in found) return found;
  const { held, claim, cover, share } = found;
  if (held.instrument.kind === 'waiver') return no('waiver-not-callable');
  if (now.today <= claim.day) return no('call-early', { proofBy: claim.day });
  const cash = held.instrument.kind === 'cashDeposit' ? share : 0n;
  return yes({
    kind: 'call', instrumentId: request.instrumentId, lineId: cover.lineId, cover: cover.cover, quantity: request.quantity, undoes: request.claimId,
    transfers: transfers(['called', 'claimed', share, cover.lineId], ['paid', 'assessed', share, cover.lineId], ['treasury', 'cash_held', cash]),
  });
}

/**
 * Decides to move what secures a line to another instrument: discharged there and committed here, or not at all.
 * Refuses: `instrument-unknown`, `line-not-secured`, `instruments-same`, `instruments-mixed`, `cover-under-claim`, `instrument-not-begun`, `instrument-ended`, `instrument-ends-early`, `cover-short`.
 */
export function decideMove(state: LedgerState, request: MoveRequest, now: Moment): Decision {
  const { instrumentId, toInstrumentId, lineId } = request;
  const found = securedLine(state, instrumentId, lineId);
  if ('ok' in found) return found;
  const { held, cover } = found;
  const to = instrumentOf(state, toInstrumentId);
  if ('ok' in to) return to;
  if (toInstrumentId === instrumentId) return no('instruments-same');
  if ((held.instrument.kind === 'carnet') !== (to.instrument.kind === 'carnet')) return no('instruments-mixed');
  if (cover.claimed > 0n) return no('cover-under-claim');
  if (!isOpen(cover)) return no('line-not-secured');
  const problem = termProblem(to, cover.deadline, now) ?? shortProblem(to, cover.reserved + cover.committed);
  if (problem !== undefined) return problem;
  const quantity = cover.reserved > 0n ? cover.quantityTotal : remainingOf(cover);
  return {
    ok: true,
    entries: [
      { kind: 'moveOut', instrumentId, lineId, cover: cover.cover, ...(cover.reserved > 0n ? {} : { quantity }), transfers: transfers(['available', 'reserved', cover.reserved, lineId], ['available', 'committed', cover.committed, lineId]) },
      {
        kind: 'moveIn', instrumentId: toInstrumentId, lineId, cover: nextCover(state, lineId), quantity, terms: { capFen: cover.capFen, deadline: cover.deadline },
        transfers: transfers(['reserved', 'available', cover.reserved, lineId], ['committed', 'available', cover.committed, lineId]),
      },
    ],
  };
}

/** Decides to let a line's goods stay longer. Refuses: `instrument-unknown`, `line-not-secured`, `deadline-invalid`, `instrument-not-begun`, `instrument-ended`, `instrument-ends-early`. */
export function decideExtendLine(state: LedgerState, { instrumentId, lineId, deadline }: ExtendLineRequest, now: Moment): Decision {
  const found = securedLine(state, instrumentId, lineId);
  if ('ok' in found) return found;
  const { held, cover } = found;
  if (!isOpen(cover)) return no('line-not-secured');
  if (!isDay(deadline) || deadline <= cover.deadline) return no('deadline-invalid');
  return termProblem(held, deadline, now) ?? yes({ kind: 'extendLine', instrumentId, lineId, cover: cover.cover, transfers: [], terms: { deadline } });
}

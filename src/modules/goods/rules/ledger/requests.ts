import type { DischargeReason, InstrumentKind } from './accounts.ts';

/** Accepts an instrument: from now on its amount can secure lines. */
export interface AcceptRequest {
  readonly kind: 'accept';
  readonly instrumentId: string;
  readonly instrumentKind: InstrumentKind;
  readonly reference: string;
  readonly guarantor: string;
  readonly beginsOn: string;
  readonly endsOn: string;
  /** Unit: days. */
  readonly claimDays: number;
  readonly amountFen: bigint;
}

/** Raises or lowers the limit, or tops up what was called. */
export interface AmountRequest {
  readonly kind: 'increase' | 'decrease' | 'reinstate';
  readonly instrumentId: string;
  readonly amountFen: bigint;
}

/** Takes what is free out of an instrument that has ended. */
export interface ExpireRequest {
  readonly kind: 'expire';
  readonly instrumentId: string;
}

/** Lets an instrument last longer. */
export interface ExtendRequest {
  readonly kind: 'extend';
  readonly instrumentId: string;
  readonly endsOn: string;
}

/** Sets a part of the instrument aside for a line that will come. */
export interface ReserveRequest {
  readonly kind: 'reserve';
  readonly instrumentId: string;
  readonly lineId: string;
  /** The estimate. */
  readonly amountFen: bigint;
  /** The most that the line's taxes can come to. */
  readonly highestTaxFen: bigint;
  readonly quantity: bigint;
  readonly deadline: string;
}

/** Gives back what was set aside for a line that does not come. */
export interface ReleaseReserveRequest {
  readonly kind: 'releaseReserve';
  readonly instrumentId: string;
  readonly lineId: string;
}

/** Binds the assessed tax when the line is released. */
export interface CommitRequest {
  readonly kind: 'commit';
  readonly instrumentId: string;
  readonly lineId: string;
  readonly amountFen: bigint;
}

/** Frees the share of the quantity that is closed. */
export interface DischargeRequest {
  readonly kind: 'discharge';
  readonly instrumentId: string;
  readonly lineId: string;
  readonly quantity: bigint;
  readonly reason: DischargeReason;
  /** The tax paid for it where the reason is `dutyPaid`; it may differ from what was secured. */
  readonly paidFen?: bigint;
}

/** Binds again what a discharge freed wrongly. */
export interface ReopenRequest {
  readonly kind: 'reopen';
  readonly instrumentId: string;
  readonly dischargeId: string;
  readonly reason: string;
}

/** Claims the share of a quantity that is overdue. */
export interface ClaimRequest {
  readonly kind: 'claim';
  readonly instrumentId: string;
  readonly lineId: string;
  readonly quantity: bigint;
  readonly proofBy: string;
}

/** Settles a claim, or a part of it: proof came in time, or the guarantor pays. */
export interface ClaimSettlingRequest {
  readonly kind: 'proofInTime' | 'call';
  readonly instrumentId: string;
  readonly claimId: string;
  readonly quantity: bigint;
}

/** Goes on with a refund of cash: paid back, announced publicly, or fallen to the treasury. */
export interface RefundRequest {
  readonly kind: 'refundPaid' | 'refundNotice' | 'refundForfeit';
  readonly instrumentId: string;
  readonly refundId: string;
}

/** Moves what secures a line from one instrument to another, in one act. */
export interface MoveRequest {
  readonly kind: 'move';
  readonly instrumentId: string;
  readonly toInstrumentId: string;
  readonly lineId: string;
}

/** Lets a line's goods stay longer. */
export interface ExtendLineRequest {
  readonly kind: 'extendLine';
  readonly instrumentId: string;
  readonly lineId: string;
  readonly deadline: string;
}

/** Is anything that can be asked of the ledger. */
export type LedgerRequest =
  | AcceptRequest | AmountRequest | ExpireRequest | ExtendRequest | ReserveRequest | ReleaseReserveRequest | CommitRequest | DischargeRequest | ReopenRequest
  | ClaimRequest | ClaimSettlingRequest | RefundRequest | MoveRequest | ExtendLineRequest;

/** Is what a decision rests on: the rows that must be known, and the instruments whose rows are locked. */
export interface Touched {
  readonly instrumentIds: readonly string[];
  readonly lineIds: readonly string[];
  readonly entryIds: readonly string[];
}

/** Names what a request touches. */
export function touchedBy(request: LedgerRequest): Touched {
  const entryId = request.kind === 'reopen' ? request.dischargeId : 'claimId' in request ? request.claimId : 'refundId' in request ? request.refundId : undefined;
  return {
    instrumentIds: request.kind === 'move' ? [request.instrumentId, request.toInstrumentId] : [request.instrumentId],
    lineIds: 'lineId' in request ? [request.lineId] : [],
    entryIds: entryId === undefined ? [] : [entryId],
  };
}

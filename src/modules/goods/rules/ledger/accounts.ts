/** Lists the kinds of instrument that can secure the duties of temporary admissions. Source: 海关事务担保条例 arts 5, 13; A.T.A. Convention. */
export const instrumentKinds = ['bankLetter', 'cashDeposit', 'insurerBond', 'carnet', 'waiver'] as const;

/** Is a kind of instrument; a waiver is an exemption from giving security up to an amount. */
export type InstrumentKind = (typeof instrumentKinds)[number];

/** Lists every account of an instrument, in the order in which books show them. `limit`, `assessed` and `cash_paid_in` are the contra accounts. */
export const accounts = ['limit', 'available', 'reserved', 'committed', 'claimed', 'called', 'assessed', 'paid', 'cash_paid_in', 'cash_held', 'refund_due', 'treasury'] as const;

/** Is an account. */
export type Account = (typeof accounts)[number];

/** Lists the accounts that together are the limit, none of which is ever negative. */
export const coverAccounts = ['available', 'reserved', 'committed', 'claimed', 'called'] as const;

/** Lists the accounts that stand below zero: each is the other side of what the rest hold. */
export const contraAccounts: readonly Account[] = ['limit', 'assessed', 'cash_paid_in'];

/** Lists the accounts that are kept for each line of goods. */
export const lineAccounts: readonly Account[] = ['reserved', 'committed', 'claimed', 'assessed', 'paid'];

/** Is one movement of money inside an instrument: what is debited gains what is credited loses, so an entry sums to zero by its form. */
export interface Transfer {
  readonly debit: Account;
  readonly credit: Account;
  /** Unit: fen, positive. */
  readonly amountFen: bigint;
  /** The line whose sub-accounts move; for `called` it says whose claim was called. */
  readonly lineId?: string;
}

/** Lists what can happen to an instrument; `moveOut` and `moveIn` are the two halves of one move. */
export const entryKinds = [
  'accept', 'increase', 'decrease', 'expire', 'extend', 'reserve', 'releaseReserve', 'commit', 'discharge', 'reopen', 'claim', 'proofInTime', 'call', 'reinstate',
  'refundPaid', 'refundNotice', 'refundForfeit', 'moveOut', 'moveIn', 'extendLine',
] as const;

/** Is a kind of entry. */
export type EntryKind = (typeof entryKinds)[number];

/** Lists the ways in which goods leave the guarantee. */
export const dischargeReasons = ['reExported', 'dutyPaid', 'destroyed', 'donated', 'lost', 'abandoned', 'confiscated'] as const;

/** Is a way in which goods leave the guarantee. */
export type DischargeReason = (typeof dischargeReasons)[number];

/** Is an instrument as it was accepted; nothing of it changes later. */
export interface Instrument {
  readonly instrumentId: string;
  readonly kind: InstrumentKind;
  /** The number under which guarantor and customs know it; unique in the event. */
  readonly reference: string;
  readonly guarantor: string;
  readonly beginsOn: string;
  readonly endsOn: string;
  /** Unit: days after a line's deadline within which customs may still claim. */
  readonly claimDays: number;
}

/** Is what an entry settles besides money: terms that later decisions rest on. */
export interface EntryTerms {
  /** The most that the line may ever be secured for. Unit: fen. */
  readonly capFen?: bigint;
  /** The last day on which the line's goods may be here. */
  readonly deadline?: string;
  /** The instrument's last day. */
  readonly endsOn?: string;
  /** The last day on which proof undoes a claim. */
  readonly proofBy?: string;
}

/** Is one entry of the book: only ever added, in the order of its position in its instrument. */
export interface LedgerEntry {
  readonly entryId: string;
  readonly commandId: string;
  /** The place among the entries of one command, from 1. */
  readonly part: number;
  readonly instrumentId: string;
  /** The place among the entries of one instrument, from 1. */
  readonly position: number;
  readonly kind: EntryKind;
  readonly postedAt: string;
  /** The day at the port. */
  readonly day: string;
  readonly lineId: string | null;
  /** Which cover of the line it concerns: a line that moved or came again has several, one after the other. */
  readonly cover: number | null;
  /** Unit: the smallest that is counted of the line (pieces, grams). */
  readonly quantity: bigint | null;
  /** The entry that it undoes, wholly or in part: a discharge, a claim, a refund. */
  readonly undoes: string | null;
  readonly reason: string | null;
  readonly terms: EntryTerms;
  readonly transfers: readonly Transfer[];
}

/** Lists, for each kind of entry, the transfers that it may hold, as `debit<credit`. */
export const movements: Readonly<Record<EntryKind, readonly string[]>> = {
  accept: ['available<limit', 'cash_held<cash_paid_in'],
  increase: ['available<limit', 'cash_held<cash_paid_in'],
  decrease: ['limit<available', 'refund_due<cash_held'],
  expire: ['limit<available', 'refund_due<cash_held'],
  extend: [],
  reserve: ['reserved<available'],
  releaseReserve: ['available<reserved'],
  commit: ['committed<reserved', 'available<reserved', 'committed<available'],
  discharge: ['available<committed', 'paid<assessed'],
  reopen: ['committed<available'],
  claim: ['claimed<committed'],
  proofInTime: ['committed<claimed'],
  call: ['called<claimed', 'paid<assessed', 'treasury<cash_held'],
  reinstate: ['available<called', 'cash_held<cash_paid_in'],
  refundPaid: ['cash_paid_in<refund_due'],
  refundNotice: [],
  refundForfeit: ['treasury<refund_due'],
  moveOut: ['available<reserved', 'available<committed'],
  moveIn: ['reserved<available', 'committed<available'],
  extendLine: [],
};

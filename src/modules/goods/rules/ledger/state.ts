import { accounts } from './accounts.ts';
import type { Account, Instrument, LedgerEntry, Transfer } from './accounts.ts';

/** Is an instrument as it stands. */
export interface InstrumentState {
  readonly instrument: Instrument;
  endsOn: string;
  /** Unit: fen; debits positive, so contra accounts stand below zero and all together are 0. */
  readonly balances: Record<Account, bigint>;
  /** How many entries it has; the next takes the next position. */
  entries: number;
  lastAt: string;
  lastDay: string;
}

/** Is how one line is secured by one instrument, now or once. Unit: fen; quantities as the line is counted. */
export interface Cover {
  readonly lineId: string;
  readonly cover: number;
  readonly instrumentId: string;
  readonly capFen: bigint;
  deadline: string;
  reserved: bigint;
  secured: bigint;
  committed: bigint;
  claimed: bigint;
  called: bigint;
  discharged: bigint;
  readonly quantityTotal: bigint;
  quantityClosed: bigint;
  quantityClaimed: bigint;
  quantityCalled: bigint;
}

/** Is a claim, discharge or refund that a later entry may undo or settle, with what is left of it. */
export interface Undoable {
  readonly entryId: string;
  readonly kind: 'discharge' | 'claim' | 'refund';
  readonly instrumentId: string;
  readonly lineId: string | null;
  readonly cover: number | null;
  readonly amount: bigint;
  readonly quantity: bigint;
  openAmount: bigint;
  openQuantity: bigint;
  settled: boolean;
  /** The last day for proof of a claim; the day of a refund or discharge. */
  day: string;
  noticeOn: string | null;
}

/** Is what decisions are taken on: all of a book, or the part of it that a request touches. */
export interface LedgerState {
  readonly instruments: Map<string, InstrumentState>;
  /** Shape: the covers of a line in their order. */
  readonly covers: Map<string, Cover[]>;
  readonly undoables: Map<string, Undoable>;
}

/** Opens an empty book. */
export function openLedger(): LedgerState {
  return { instruments: new Map(), covers: new Map(), undoables: new Map() };
}

/** Makes balances that are all zero. */
export function noBalances(): Record<Account, bigint> {
  return Object.fromEntries(accounts.map((account) => [account, 0n])) as Record<Account, bigint>;
}

/** Says whether a cover still binds a part of its instrument. */
export function isOpen(cover: Cover): boolean {
  return cover.reserved + cover.committed + cover.claimed > 0n;
}

/** Finds the cover that counts for a line: the one that binds an instrument, else the last. */
export function findCover(state: LedgerState, lineId: string): Cover | undefined {
  const covers = state.covers.get(lineId);
  return covers?.find(isOpen) ?? covers?.at(-1);
}

/** Tells what an entry moves in or out of one account. Unit: fen, debits positive. */
export function movementOf(transfers: readonly Transfer[], account: Account): bigint {
  let sum = 0n;
  for (const transfer of transfers) {
    if (transfer.debit === account) sum += transfer.amountFen;
    if (transfer.credit === account) sum -= transfer.amountFen;
  }
  return sum;
}

const lineFields = ['reserved', 'committed', 'claimed'] as const;

function applyToCover(state: LedgerState, entry: LedgerEntry): void {
  const { lineId, kind } = entry;
  if (lineId === null || entry.cover === null) return;
  let covers = state.covers.get(lineId);
  if (covers === undefined) state.covers.set(lineId, covers = []);
  let cover = covers.find((one) => one.cover === entry.cover);
  if (cover === undefined) {
    if (kind !== 'reserve' && kind !== 'moveIn') throw new Error(`Entry ${entry.entryId} speaks of a cover that nothing opened`);
    cover = {
      lineId, cover: entry.cover, instrumentId: entry.instrumentId, capFen: entry.terms.capFen ?? 0n, deadline: entry.terms.deadline ?? entry.day,
      reserved: 0n, secured: 0n, committed: 0n, claimed: 0n, called: 0n, discharged: 0n, quantityTotal: entry.quantity ?? 0n, quantityClosed: 0n, quantityClaimed: 0n, quantityCalled: 0n,
    };
    covers.push(cover);
    covers.sort((one, other) => one.cover - other.cover);
  }
  for (const field of lineFields) cover[field] += movementOf(entry.transfers, field);
  const quantity = entry.quantity ?? 0n;
  switch (kind) {
    case 'commit':
    case 'moveIn':
      cover.secured += movementOf(entry.transfers, 'committed');
      break;
    case 'discharge':
    case 'moveOut':
      cover.discharged -= movementOf(entry.transfers, 'committed');
      cover.quantityClosed += quantity;
      break;
    case 'reopen':
      cover.discharged -= movementOf(entry.transfers, 'committed');
      cover.quantityClosed -= quantity;
      break;
    case 'claim':
      cover.quantityClaimed += quantity;
      break;
    case 'proofInTime':
      cover.quantityClaimed -= quantity;
      break;
    case 'call':
      cover.called += movementOf(entry.transfers, 'called');
      cover.quantityClaimed -= quantity;
      cover.quantityCalled += quantity;
      break;
    case 'extendLine':
      cover.deadline = entry.terms.deadline ?? cover.deadline;
      break;
    default:
  }
}

function openUndoable(state: LedgerState, entry: LedgerEntry): void {
  const kind = entry.kind === 'discharge' || entry.kind === 'claim' ? entry.kind : 'refund';
  const amount = kind === 'discharge' ? -movementOf(entry.transfers, 'committed') : kind === 'claim' ? movementOf(entry.transfers, 'claimed') : movementOf(entry.transfers, 'refund_due');
  if (kind === 'refund' && amount === 0n) return;
  const quantity = entry.quantity ?? 0n;
  state.undoables.set(entry.entryId, {
    entryId: entry.entryId, kind, instrumentId: entry.instrumentId, lineId: entry.lineId, cover: entry.cover, amount, quantity, openAmount: amount, openQuantity: quantity,
    settled: false, day: entry.terms.proofBy ?? entry.day, noticeOn: null,
  });
}

function applyToUndoables(state: LedgerState, entry: LedgerEntry): void {
  if (['discharge', 'claim', 'decrease', 'expire'].includes(entry.kind)) openUndoable(state, entry);
  const undone = entry.undoes === null ? undefined : state.undoables.get(entry.undoes);
  if (undone === undefined) return;
  if (entry.kind === 'refundNotice') {
    undone.noticeOn = entry.day;
    return;
  }
  if (undone.kind === 'claim') {
    undone.openAmount += movementOf(entry.transfers, 'claimed');
    undone.openQuantity -= entry.quantity ?? 0n;
    undone.settled = undone.openQuantity === 0n;
    return;
  }
  undone.openAmount = 0n;
  undone.openQuantity = 0n;
  undone.settled = true;
}

/** Adds an entry to the book in place; `instrument` says what an `accept` accepts. */
export function applyEntry(state: LedgerState, entry: LedgerEntry, instrument?: Instrument): void {
  let held = state.instruments.get(entry.instrumentId);
  if (held === undefined) {
    if (instrument === undefined) throw new Error(`Entry ${entry.entryId} speaks of an instrument that nothing accepted`);
    held = { instrument, endsOn: instrument.endsOn, balances: noBalances(), entries: 0, lastAt: entry.postedAt, lastDay: entry.day };
    state.instruments.set(entry.instrumentId, held);
  }
  for (const { debit, credit, amountFen } of entry.transfers) {
    held.balances[debit] += amountFen;
    held.balances[credit] -= amountFen;
  }
  held.entries = entry.position;
  held.lastAt = entry.postedAt;
  held.lastDay = entry.day;
  if (entry.kind === 'extend') held.endsOn = entry.terms.endsOn ?? held.endsOn;
  applyToCover(state, entry);
  applyToUndoables(state, entry);
}

import { addDays } from '../dates.ts';
import { accounts, contraAccounts, coverAccounts, instrumentKinds, lineAccounts, movements } from './accounts.ts';
import type { Instrument, LedgerEntry } from './accounts.ts';
import { applyEntry, isOpen, openLedger } from './state.ts';
import type { Cover, InstrumentState, LedgerState } from './state.ts';

/** Is one breach of an invariant of the ledger, G1 to G11. */
export interface Breach {
  readonly invariant: string;
  /** The entry after which it no longer held, or the instrument or line. */
  readonly at: string;
  readonly detail: string;
}

/** Is the verdict on a book. */
export interface BookVerdict {
  readonly state: LedgerState;
  readonly breaches: readonly Breach[];
}

/** Checks what must hold of an instrument at any time: G1, G2, G3 and what cash there is. */
export function instrumentBreaches(held: InstrumentState, at: string): Breach[] {
  const { balances, instrument } = held;
  const breaches: Breach[] = [];
  const say = (invariant: string, detail: string): void => void breaches.push({ invariant, at, detail: `${instrument.reference}: ${detail}` });
  if (accounts.reduce((sum, account) => sum + balances[account], 0n) !== 0n) say('G1', 'the accounts do not sum to 0');
  const bound = coverAccounts.reduce((sum, account) => sum + balances[account], 0n);
  if (bound !== -balances.limit) say('G2', `available + reserved + committed + claimed + called = ${bound}, the limit is ${-balances.limit}`);
  for (const account of accounts) {
    if (contraAccounts.includes(account) ? balances[account] > 0n : balances[account] < 0n) say('G3', `${account} is ${balances[account]}`);
  }
  if (instrument.kind === 'cashDeposit' && balances.cash_held !== -balances.limit - balances.called) say('G2', `the cash held is ${balances.cash_held}, limit less called is ${-balances.limit - balances.called}`);
  return breaches;
}

/** Checks what must hold of a line's cover at any time: G3, G4, G5 and G10. */
export function coverBreaches(cover: Cover, at: string): Breach[] {
  const breaches: Breach[] = [];
  const say = (invariant: string, detail: string): void => void breaches.push({ invariant, at, detail: `line ${cover.lineId}: ${detail}` });
  const { reserved, secured, committed, claimed, called, discharged, quantityTotal, quantityClosed, quantityClaimed, quantityCalled, capFen } = cover;
  if ([reserved, secured, committed, claimed, called, discharged, quantityClosed, quantityClaimed, quantityCalled].some((value) => value < 0n)) say('G3', 'something is below 0');
  if (committed !== secured - discharged - claimed - called) say('G4', `committed is ${committed}, secured less discharged, claimed and called is ${secured - discharged - claimed - called}`);
  const remaining = quantityTotal - quantityClosed - quantityClaimed - quantityCalled;
  if (remaining < 0n) say('G4', 'more is closed than came in');
  if (remaining === 0n && reserved + committed > 0n) say('G5', 'nothing remains, yet something is reserved or committed');
  if (quantityClaimed === 0n && claimed > 0n) say('G5', 'no quantity is claimed, yet an amount is');
  if (reserved + secured > capFen || (reserved > 0n && secured > 0n)) say('G10', `${reserved + secured} is secured, the most is ${capFen}`);
  return breaches;
}

interface Reading {
  readonly state: LedgerState;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly parts: Set<string>;
  readonly entryIds: Set<string>;
}

function formBreaches(reading: Reading, entry: LedgerEntry): Breach[] {
  const breaches: Breach[] = [];
  const say = (invariant: string, detail: string): void => void breaches.push({ invariant, at: entry.entryId, detail });
  const held = reading.state.instruments.get(entry.instrumentId);
  const part = `${entry.commandId}/${entry.part}`;
  if (reading.parts.has(part)) say('G6', `part ${entry.part} of command ${entry.commandId} stands twice`);
  if (reading.entryIds.has(entry.entryId)) say('G6', 'the entry stands twice');
  reading.parts.add(part);
  reading.entryIds.add(entry.entryId);
  if (entry.position !== (held?.entries ?? 0) + 1) say('G6', `position ${entry.position} follows ${held?.entries ?? 0}`);
  if (held !== undefined && (entry.postedAt < held.lastAt || entry.day < held.lastDay)) say('G6', 'it is earlier than the entry before it');
  for (const { debit, credit, amountFen, lineId } of entry.transfers) {
    if (amountFen <= 0n) say('G1', 'a transfer of nothing or less');
    if (!movements[entry.kind].includes(`${debit}<${credit}`)) say('G1', `${entry.kind} cannot move ${debit} from ${credit}`);
    const ofLine = lineAccounts.includes(debit) || lineAccounts.includes(credit);
    if (ofLine !== (lineId !== undefined) || (lineId !== undefined && lineId !== entry.lineId)) say('G4', 'a transfer names another line than its entry, or none');
  }
  return breaches;
}

function undoingBreaches(reading: Reading, entry: LedgerEntry): Breach[] {
  if (entry.undoes === null) return ['reopen', 'proofInTime', 'call', 'refundPaid', 'refundNotice', 'refundForfeit'].includes(entry.kind) ? [{ invariant: 'G6', at: entry.entryId, detail: `${entry.kind} names nothing` }] : [];
  const undone = reading.state.undoables.get(entry.undoes);
  const wanted = entry.kind === 'reopen' ? 'discharge' : entry.kind.startsWith('refund') ? 'refund' : 'claim';
  return undone === undefined || undone.kind !== wanted || undone.instrumentId !== entry.instrumentId || undone.settled
    ? [{ invariant: 'G6', at: entry.entryId, detail: `${entry.kind} undoes ${entry.undoes}, which is no open ${wanted} of this instrument` }]
    : [];
}

function termBreaches(state: LedgerState, entry: LedgerEntry, cover: Cover | undefined): Breach[] {
  const breaches: Breach[] = [];
  if (cover === undefined) return breaches;
  const held = state.instruments.get(entry.instrumentId)!;
  if (['reserve', 'moveIn', 'extendLine', 'commit'].includes(entry.kind)) {
    const needed = addDays(cover.deadline, held.instrument.claimDays);
    if (held.endsOn < needed) breaches.push({ invariant: 'G8', at: entry.entryId, detail: `${held.instrument.reference} ends on ${held.endsOn}, line ${cover.lineId} needs it until ${needed}` });
  }
  if (cover.instrumentId !== entry.instrumentId) breaches.push({ invariant: 'G9', at: entry.entryId, detail: `line ${cover.lineId} is secured by another instrument` });
  return breaches;
}

/** Reads a book from its first entry to its last and checks G1 to G6 and G8 to G10 after each; stops at an entry that cannot be read. Shape: entries in the order of their posting. */
export function verifyBook(instruments: readonly Instrument[], entries: readonly LedgerEntry[]): BookVerdict {
  const state = openLedger();
  const reading: Reading = { state, instruments: new Map(instruments.map((one) => [one.instrumentId, one])), parts: new Set(), entryIds: new Set() };
  const breaches: Breach[] = [];
  for (const one of instruments) if (!instrumentKinds.includes(one.kind)) breaches.push({ invariant: 'G6', at: one.instrumentId, detail: `no instrument is a ${one.kind}` });
  // Both halves of a move bear the same time: whether a line is secured twice is asked when the time moves on.
  const moved = new Set<string>();
  const settle = (at: string): void => {
    for (const lineId of moved) if ((state.covers.get(lineId) ?? []).filter(isOpen).length > 1) breaches.push({ invariant: 'G9', at, detail: `line ${lineId} is secured twice` });
    moved.clear();
  };
  let lastAt = '';
  for (const entry of entries) {
    if (entry.postedAt !== lastAt) settle(lastAt);
    lastAt = entry.postedAt;
    if (entry.lineId !== null && ['reserve', 'moveIn', 'reopen'].includes(entry.kind)) moved.add(entry.lineId);
    breaches.push(...formBreaches(reading, entry), ...undoingBreaches(reading, entry));
    try {
      applyEntry(state, entry, reading.instruments.get(entry.instrumentId));
    } catch (error) {
      breaches.push({ invariant: 'G6', at: entry.entryId, detail: error instanceof Error ? error.message : String(error) });
      break;
    }
    const cover = entry.lineId === null ? undefined : state.covers.get(entry.lineId)?.find((one) => one.cover === entry.cover);
    breaches.push(...instrumentBreaches(state.instruments.get(entry.instrumentId)!, entry.entryId));
    if (cover !== undefined) breaches.push(...coverBreaches(cover, entry.entryId), ...termBreaches(state, entry, cover));
  }
  settle(lastAt);
  breaches.push(...sumBreaches(state));
  return { state, breaches };
}

/** Checks that the lines together hold what their instrument says is reserved, committed and claimed (G2 and G7 by line). */
export function sumBreaches(state: LedgerState): Breach[] {
  const sums = new Map<string, Record<'reserved' | 'committed' | 'claimed', bigint>>();
  for (const covers of state.covers.values()) {
    for (const cover of covers) {
      const sum = sums.get(cover.instrumentId) ?? { reserved: 0n, committed: 0n, claimed: 0n };
      sums.set(cover.instrumentId, { reserved: sum.reserved + cover.reserved, committed: sum.committed + cover.committed, claimed: sum.claimed + cover.claimed });
    }
  }
  return [...state.instruments.values()].flatMap(({ instrument, balances }) => (['reserved', 'committed', 'claimed'] as const)
    .filter((account) => balances[account] !== (sums.get(instrument.instrumentId)?.[account] ?? 0n))
    .map((account) => ({ invariant: 'G7', at: instrument.instrumentId, detail: `${instrument.reference}: ${account} is ${balances[account]}, its lines hold ${sums.get(instrument.instrumentId)?.[account] ?? 0n}` })));
}

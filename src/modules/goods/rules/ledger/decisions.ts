import type { RefusalAnswer } from '../../../../kernel/refusal.ts';
import type { Moment } from '../dates.ts';
import type { Account, EntryKind, EntryTerms, Instrument, LedgerEntry, Transfer } from './accounts.ts';
import { applyEntry, findCover, isOpen } from './state.ts';
import type { Cover, InstrumentState, LedgerState } from './state.ts';

/** Is an entry before it has its place in the book. */
export interface EntryDraft {
  readonly kind: EntryKind;
  readonly instrumentId: string;
  readonly transfers: readonly Transfer[];
  readonly lineId?: string;
  readonly cover?: number;
  readonly quantity?: bigint;
  readonly undoes?: string;
  readonly reason?: string;
  readonly terms?: EntryTerms;
}

/** Is a refusal of the ledger. */
export interface Refused {
  readonly ok: false;
  readonly refusal: RefusalAnswer;
}

/** Is what was decided: the entries to add (two for a move, else one), or the refusal that button and server give. */
export type Decision = Refused | { readonly ok: true; readonly entries: readonly EntryDraft[]; readonly instrument?: Instrument };

/** Refuses with a code and what its sentence needs. */
export function no(code: string, params: Readonly<Record<string, unknown>> = {}): Refused {
  return { ok: false, refusal: { code, params } };
}

/** Decides for one entry. */
export function yes(entry: EntryDraft): Decision {
  return { ok: true, entries: [entry] };
}

/** Lists transfers, without those of nothing. */
export function transfers(...wanted: readonly (readonly [debit: Account, credit: Account, amountFen: bigint, lineId?: string])[]): Transfer[] {
  return wanted.filter(([, , amountFen]) => amountFen > 0n).map(([debit, credit, amountFen, lineId]) => ({ debit, credit, amountFen, ...(lineId === undefined ? {} : { lineId }) }));
}

const largestAmountFen = 10n ** 15n;
const largestQuantity = 10n ** 15n;

/** Checks an amount. Unit: fen, positive, at most ten billion yuan a thousand times. Refuses: `amount-invalid`. */
export function amountProblem(amountFen: bigint): Refused | undefined {
  return amountFen > 0n && amountFen <= largestAmountFen ? undefined : no('amount-invalid');
}

/** Checks a quantity. Refuses: `quantity-invalid`. */
export function quantityProblem(quantity: bigint): Refused | undefined {
  return quantity > 0n && quantity <= largestQuantity ? undefined : no('quantity-invalid');
}

/** Finds an instrument. Refuses: `instrument-unknown`. */
export function instrumentOf(state: LedgerState, instrumentId: string): InstrumentState | Refused {
  return state.instruments.get(instrumentId) ?? no('instrument-unknown');
}

/** Finds the instrument and the cover of a line that it secures. Refuses: `instrument-unknown`, `line-not-secured`. */
export function securedLine(state: LedgerState, instrumentId: string, lineId: string): { readonly held: InstrumentState; readonly cover: Cover } | Refused {
  const held = instrumentOf(state, instrumentId);
  if ('ok' in held) return held;
  const cover = findCover(state, lineId);
  return cover === undefined || cover.instrumentId !== instrumentId ? no('line-not-secured') : { held, cover };
}

/** Says whether an open cover binds the line, other than the one given. */
export function isSecuredBesides(state: LedgerState, lineId: string, cover?: Cover): boolean {
  return (state.covers.get(lineId) ?? []).some((one) => one !== cover && isOpen(one));
}

/** Tells what of a line is neither closed, claimed nor called. */
export function remainingOf(cover: Cover): bigint {
  return cover.quantityTotal - cover.quantityClosed - cover.quantityClaimed - cover.quantityCalled;
}

/**
 * Tells the share of what is secured that goes with a quantity: cumulatively rounded down, so the last piece takes the remainder and nothing is left over.
 * Unit: fen. Source: docs/decisions/0025.
 */
export function shareOf(cover: Cover, quantity: bigint): bigint {
  const handled = cover.quantityTotal - remainingOf(cover) + quantity;
  const share = (cover.secured * handled) / cover.quantityTotal - (cover.secured - cover.committed);
  return share < 0n ? 0n : share;
}

/** Gives drafts their place in the book: identifiers, positions, and a time that never goes back. Adds them to the state. */
export function enter(state: LedgerState, decision: Extract<Decision, { ok: true }>, command: { readonly commandId: string; readonly part: number }, now: Moment, nextId: () => string): LedgerEntry[] {
  // The halves of a move bear the same time, so that whoever reads the book up to an instant sees both or neither.
  const involved = decision.entries.flatMap((draft) => state.instruments.get(draft.instrumentId) ?? []);
  const postedAt = involved.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), now.at);
  const day = involved.reduce((latest, { lastDay }) => (lastDay > latest ? lastDay : latest), now.today);
  return decision.entries.map((draft, index) => {
    const entry: LedgerEntry = {
      entryId: nextId(), commandId: command.commandId, part: command.part + index, instrumentId: draft.instrumentId, position: (state.instruments.get(draft.instrumentId)?.entries ?? 0) + 1, kind: draft.kind, postedAt, day,
      lineId: draft.lineId ?? null, cover: draft.cover ?? null, quantity: draft.quantity ?? null, undoes: draft.undoes ?? null, reason: draft.reason ?? null,
      terms: draft.terms ?? {}, transfers: draft.transfers,
    };
    applyEntry(state, entry, decision.instrument);
    return entry;
  });
}

import type { Db, Pool } from '../../kernel/db.ts';
import type { Book } from './rules/ledger/book-file.ts';
import { accounts } from './rules/ledger/accounts.ts';
import { verifyBook } from './rules/ledger/verifying.ts';
import type { Breach } from './rules/ledger/verifying.ts';
import type { LedgerState } from './rules/ledger/state.ts';
import { loadBalances, loadEntries } from './store/ledger.ts';

/** Reads the book of an event, or of the one instrument with a reference. Shape: undefined where no instrument has it. */
export async function bookOf(db: Db, eventId: string, reference?: string): Promise<Book | undefined> {
  const all = [...(await loadBalances(db, eventId)).instruments.values()].map(({ instrument }) => instrument);
  const instruments = reference === undefined ? all : all.filter((one) => one.reference === reference);
  if (reference !== undefined && instruments.length === 0) return undefined;
  return { instruments, entries: await loadEntries(db, eventId, reference === undefined ? null : instruments[0]!.instrumentId) };
}

/** Recounts an event's book from its entries and compares it with the balances that are kept (G7), both as of one instant. Shape: the book, and every breach; none where all is well. */
export async function auditLedger(pool: Pool, eventId: string): Promise<{ readonly book: Book; readonly breaches: readonly Breach[] }> {
  return pool.transaction(async (tx) => {
    // What is posted while this reads is in neither of the two.
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const book = (await bookOf(tx, eventId))!;
    return { book, breaches: compareBook(book, await loadBalances(tx, eventId)) };
  });
}

function compareBook(book: Book, kept: LedgerState): Breach[] {
  const { state, breaches } = verifyBook(book.instruments, book.entries);
  const found: Breach[] = [...breaches];
  for (const [instrumentId, held] of kept.instruments) {
    const counted = state.instruments.get(instrumentId);
    for (const account of accounts) {
      const sum = counted?.balances[account] ?? 0n;
      if (sum !== held.balances[account]) found.push({ invariant: 'G7', at: instrumentId, detail: `${held.instrument.reference}: ${account} is kept as ${held.balances[account]}, its entries sum to ${sum}` });
    }
    if (counted?.endsOn !== held.endsOn || counted.entries !== held.entries) found.push({ invariant: 'G7', at: instrumentId, detail: `${held.instrument.reference}: its term or the count of its entries differs` });
  }
  const written = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)) ?? '';
  for (const lineId of new Set([...kept.covers.keys(), ...state.covers.keys()])) {
    if (written(kept.covers.get(lineId)) !== written(state.covers.get(lineId))) found.push({ invariant: 'G7', at: lineId, detail: `line ${lineId}: what is kept differs from what its entries say` });
  }
  return found;
}

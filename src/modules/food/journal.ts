import type { ActionContext } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { Exact } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { append } from './rules/journal.ts';
import type { Entry, JournalState, NewEntry, StockChange } from './rules/journal.ts';
import { insertEntries, journalRows, lockLots } from './store/journal.ts';

// What the database itself refuses, in the words of the rule that it holds.
const refusals: Readonly<Record<string, string>> = {
  food_entries_served: 'lot-not-released', food_entries_released: 'consignment-not-released', food_entries_held: 'lot-held', food_stock_never_negative: 'stock-short',
};

/** Is one entry to be added to the journal of a lot. */
export interface LotEntry { readonly lotId: string; readonly next: NewEntry }

/** Reads how far the journals of lots have come, and lets nobody else write in them until the action ends. */
export async function openJournals({ tx, eventId }: ActionContext, lotIds: readonly string[]): Promise<Map<string, JournalState>> {
  await lockLots(tx, lotIds);
  return new Map((await journalRows(tx, eventId, lotIds)).map((row) => [row.lot_id, {
    lotId: row.lot_id, consignmentId: row.consignment_id, quantity: Exact.get(row.quantity), unit: row.unit, seq: row.seq, holds: row.holds,
    stock: new Map((row.stock ?? []).map(([placeId, position, quantity]) => [placeId, { position, quantity: Exact.get(quantity) }])),
  }]));
}

/** Adds entries to the journals of lots, all or none, in their order. Refuses: as `append`, and `lot-unknown`, `lot-not-released`, `consignment-not-released` from the database. */
export async function enter(context: ActionContext, entries: readonly LotEntry[], journals?: Map<string, JournalState>): Promise<void> {
  const { tx, eventId, actor, command, now } = context;
  const states = journals ?? await openJournals(context, entries.map((entry) => entry.lotId));
  const written: Entry[] = [];
  const changes: StockChange[] = [];
  for (const { lotId, next } of entries) {
    const state = states.get(lotId);
    if (state === undefined) throw new Refusal('lot-unknown', { lotId });
    const appended = append(state, next);
    if (!appended.ok) throw new Refusal(appended.refusal.code, { ...appended.refusal.params, lotId });
    states.set(lotId, appended.state);
    written.push(appended.entry);
    changes.push(...appended.changes);
  }
  try {
    await insertEntries(tx, eventId, written, changes, { commandId: command.id, officerId: actor.officerId, keyId: actor.keyId }, now);
  } catch (error) {
    const failure = sqlFailure(error);
    const code = failure?.constraint === undefined ? undefined : refusals[failure.constraint];
    if (code === undefined) throw error;
    throw new Refusal(code);
  }
}

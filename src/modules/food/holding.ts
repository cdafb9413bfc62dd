import type { ActionContext } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { placeHolds } from '../goods/holding.ts';
import { oweOnEach } from '../prescribed/in-transaction.ts';
import { enter } from './journal.ts';
import type { JournalState } from './rules/journal.ts';

/** Is what a hold on lots says. */
export interface HoldWords { readonly agency: string; readonly reason: string; readonly nextActor: 'customs' | 'agency' | 'trader' | 'organiser'; readonly dueAt: string }

/**
 * Holds lots, all in one act: each owes one more step, the hold stands on the board of all holds, and in the lot's journal nothing is served after it.
 * Shape: the hold by lot; a lot that has ended is left out. Refuses: `officer-needed`, `lot-not-arrived`.
 */
export async function holdLots(context: ActionContext, lots: readonly { readonly lot_id: string; readonly consignment_id: string }[], words: HoldWords, journals: Map<string, JournalState>): Promise<Map<string, string>> {
  const owed = await oweOnEach(context, lots.map((lot) => lot.lot_id), 'LOT-HOLD', 'hold');
  const holds = lots.flatMap((lot) => {
    const obligation = owed.get(lot.lot_id);
    return obligation === undefined ? [] : [{ holdId: uuidv7(), consignmentId: lot.consignment_id, lotId: lot.lot_id, obligation, ...words }];
  });
  await placeHolds(context, holds);
  await enter(context, holds.map((hold) => ({ lotId: hold.lotId, next: { kind: 'hold', holdId: hold.holdId, obligation: hold.obligation, liftedBy: null, reason: words.reason, happenedAt: context.now } })), journals);
  return new Map(holds.map((hold) => [hold.lotId, hold.holdId]));
}

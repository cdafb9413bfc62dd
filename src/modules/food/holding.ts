import type { ActionContext } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { publish } from '../../kernel/outbox.ts';
import { placeHolds } from '../goods/holding.ts';
import { oweOnEach } from '../prescribed/in-transaction.ts';
import { enter, openJournals } from './journal.ts';
import type { JournalState } from './rules/journal.ts';
import type { LotRow } from './store/lots.ts';
import { foundOf } from './store/recalls.ts';

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

/** Is what a lot that fails while it is in use had reached: what was served of it is told in the same answer. */
export interface FoundInUse { readonly holdId: string; readonly meals: number; readonly portions: number; readonly places: number }

/** Unit: hours in which the agency answers a hold that a failed check has placed. Source: inferred; the hold itself can be answered at any time. */
const answerHours = 24;

/**
 * Holds a lot whose check has failed while it is in use, and finds at once where all of it is.
 * Shape: null where the lot is not in use, or all of it is accounted for. Refuses: `officer-needed`, `lot-not-arrived`.
 */
export async function holdInUse(context: ActionContext, row: LotRow, reason: string): Promise<FoundInUse | null> {
  if (row.servable_at === null || row.withdrawn_at !== null || row.closed_at !== null) return null;
  const journals = await openJournals(context, [row.lot_id]);
  const dueAt = new Date(Date.parse(context.now) + answerHours * 3_600_000).toISOString();
  const holdId = (await holdLots(context, [row], { agency: 'Food supervision 食品监管', reason: reason.slice(0, 1000), nextActor: 'agency', dueAt }, journals)).get(row.lot_id);
  if (holdId === undefined) return null;
  await publish(context, 'lot.held', { lotId: row.lot_id, consignmentId: row.consignment_id, holdId, nextActor: 'agency' });
  context.announce('goods');
  const found = await foundOf(context.tx, context.eventId, [row.lot_id]);
  const meals = found.filter((one) => one.meal_id !== null);
  return { holdId, meals: meals.length, portions: meals.reduce((sum, one) => sum + (one.portions ?? 0), 0), places: found.length - meals.length };
}

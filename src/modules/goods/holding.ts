import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { holdRows, insertHolds } from './store/papers.ts';
import type { HoldRow, NewHold } from './store/papers.ts';

/** Enters holds on consignments or lots, each beside the owed step that it is. Refuses: `officer-needed`: whoever holds goods answers for it by name. */
export async function placeHolds({ tx, eventId, now, actor }: ActionContext, holds: readonly NewHold[]): Promise<void> {
  if (actor.officerId === null) throw new Refusal('officer-needed');
  if (holds.length > 0) await insertHolds(tx, eventId, holds, actor.officerId, now);
}

/** Lists the holds on one lot by an instant, the open ones first. */
export async function holdsOfLot(db: Db, eventId: string, asOf: string, consignmentId: string, lotId: string): Promise<HoldRow[]> {
  return (await holdRows(db, eventId, asOf, { consignmentId })).filter((row) => row.lot_id === lotId);
}

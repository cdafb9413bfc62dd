import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { partyOf } from './standing.ts';
import { findConsignment } from './store/consignments.ts';
import type { ConsignmentRow } from './store/consignments.ts';

/** Gets a consignment as it stands in the transaction; a trader gets only what is theirs. Refuses: `consignment-unknown`, `party-not-filed`. */
export async function getConsignment({ tx, eventId, now, actor }: ActionContext, consignmentId: string): Promise<ConsignmentRow> {
  const own = await partyOf(tx, eventId, actor);
  const row = await findConsignment(tx, eventId, now, consignmentId);
  // What belongs to others is not even told to be there.
  if (row === undefined || (own !== undefined && row.party_id !== own && row.agent_id !== own)) throw new Refusal('consignment-unknown', { consignmentId }, '/consignmentId');
  return row;
}

/** Tells the screens that a consignment has news. */
export function announceConsignment(context: ActionContext, consignmentId: string): void {
  context.announce(`consignment:${consignmentId}`);
  context.announce('goods');
}

import type { Db } from '../../kernel/db.ts';
import type { Actor } from '../../kernel/officer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ActionContext } from '../../kernel/action.ts';
import { zoneOf } from '../ports/places.ts';
import { partyOf } from '../goods/standing.ts';
import { Exact } from '../../kernel/money.ts';
import { plainQuantity } from './rules/journal.ts';
import type { LotFacts } from './rules/lots.ts';
import { lotRows } from './store/lots.ts';
import type { LotRow } from './store/lots.ts';

/** Reads a lot as it stood at an instant; a trader reads only what is theirs. Refuses: `lot-unknown`, `party-not-filed`. */
export async function readLot(db: Db, eventId: string, asOf: string, actor: Actor, lotId: string): Promise<LotRow> {
  const own = await partyOf(db, eventId, actor);
  const [row] = await lotRows(db, eventId, asOf, { lotIds: [lotId] });
  if (row === undefined || (own !== undefined && row.party_id !== own && row.agent_id !== own)) throw new Refusal('lot-unknown', { lotId }, '/lotId');
  return row;
}

/** Gets a lot as it stands in the transaction of an action. Refuses: as `readLot`. */
export async function getLot({ tx, eventId, now, actor }: ActionContext, lotId: string): Promise<LotRow> {
  return readLot(tx, eventId, now, actor, lotId);
}

/** Says what is left of a lot at all places. Shape: null before it has arrived. */
export function leftOf(row: Pick<LotRow, 'arrived' | 'at_port' | 'at_venues' | 'in_kitchens'>): string | null {
  return row.arrived === null ? null : plainQuantity(Exact.get(row.at_port).plus(Exact.get(row.at_venues)).plus(Exact.get(row.in_kitchens)));
}

/** Gives what the rules of a lot read. */
export function factsOf(row: LotRow): LotFacts & { readonly lotNumber: string; readonly consignmentNumber: string; readonly consignmentReleased: boolean } {
  return {
    owed: row.owed, holds: row.holds, servableAt: row.servable_at, withdrawnAt: row.withdrawn_at, closedAt: row.closed_at, left: leftOf(row), bestBefore: row.best_before,
    lotNumber: row.lot_number, consignmentNumber: row.consignment_number, consignmentReleased: row.consignment_released,
  };
}

/** Tells the day at the event's place on which an instant falls. */
export async function dayAt(db: Db, eventId: string, instant: string): Promise<string> {
  return new Intl.DateTimeFormat('en-CA', { timeZone: await zoneOf(db, eventId), year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant));
}

/** Tells the screens that lots have news. */
export function announceLots(context: ActionContext, rows: readonly Pick<LotRow, 'lot_id' | 'consignment_id'>[]): void {
  for (const row of rows.slice(0, 50)) {
    context.announce(`lot:${row.lot_id}`);
    context.announce(`consignment:${row.consignment_id}`);
  }
  context.announce('food');
}

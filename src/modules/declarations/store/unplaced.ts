import type { Db } from '../../../kernel/db.ts';
import { columns } from './cards.ts';
import type { DeclarationRow } from './cards.ts';

/** Lists the cards of a flight that belonged to nobody on its lists at an instant, oldest first. */
export async function unplacedCards(db: Db, eventId: string, flightId: string, asOf: string): Promise<DeclarationRow[]> {
  return db.query<DeclarationRow>(`SELECT ${columns} FROM declarations d WHERE d.event_id = $1 AND d.flight_id = $2 AND d.case_id IS NULL AND d.erased_at IS NULL AND d.created_at <= $3 ORDER BY d.created_at, d.declaration_id`, [eventId, flightId, asOf], 'declarations_unplaced');
}

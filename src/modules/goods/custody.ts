import type { Db } from '../../kernel/db.ts';
import { whereIs } from './rules/custody.ts';
import type { CustodyMove, PlaceBalance } from './rules/custody.ts';
import { lineRows, serialRows } from './store/consignments.ts';
import { dispositionRows } from './store/dispositions.ts';
import type { ConsignmentRow } from './store/consignments.ts';
import { moveRows } from './store/custody.ts';
import type { MoveRow } from './store/custody.ts';

/** Gives the moves of a consignment as the rules read them. */
export function custodyMoves(rows: readonly MoveRow[]): CustodyMove[] {
  return rows.map((row) => ({ moveId: row.move_id, fromPlace: row.from_place, toPlace: row.to_place, authorisedAt: row.authorised_at, receivedAt: row.received_at, lines: row.lines }));
}

/** Tells where every piece of a released consignment is at an instant: at the venue that was declared, unless a move says otherwise. */
export async function placesOf(db: Db, eventId: string, row: Pick<ConsignmentRow, 'consignment_id' | 'venue'>, asOf: string): Promise<{ places: PlaceBalance[]; moves: MoveRow[] }> {
  const id = row.consignment_id;
  const [lines, serials, moves, dispositions] = [await lineRows(db, eventId, id, asOf), await serialRows(db, eventId, id), await moveRows(db, eventId, asOf, [id]), await dispositionRows(db, eventId, id, asOf)];
  const bySerial = new Map<string, { serial: string; closed: boolean }[]>();
  for (const serial of serials) {
    const own = bySerial.get(serial.line_id);
    if (own === undefined) bySerial.set(serial.line_id, [serial]);
    else own.push(serial);
  }
  const places = whereIs(row.venue, lines.map((line) => ({ lineId: line.line_id, position: line.position, quantity: line.quantity, serials: bySerial.get(line.line_id) ?? [] })), custodyMoves(moves), dispositions.map((one) => ({ lineId: one.line_id, quantity: one.quantity, place: one.place, disposedAt: one.disposed_at })));
  return { places, moves };
}

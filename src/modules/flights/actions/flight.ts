import type { ActionContext } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { FlightRow } from '../shapes.ts';
import { flightRows } from '../store/rows.ts';

/** Gets a flight as it stands in the transaction. Refuses: `flight-unknown`. */
export async function getFlight({ tx, eventId, now }: ActionContext, flightId: string): Promise<FlightRow> {
  const [found] = await flightRows(tx, eventId, { asOf: now, present: true }, { flightIds: [flightId] });
  if (found === undefined) throw new Refusal('flight-unknown', { flightId });
  return found.row;
}

/** Tells the screens that a flight has news. */
export function announceFlight(context: ActionContext, flightId: string): void {
  context.announce(`flight:${flightId}`);
  context.announce('board');
}

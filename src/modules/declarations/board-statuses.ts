import type { ActionContext } from '../../kernel/action.ts';
import type { BoardStatus } from '../travellers/formats/paxlst/cusres.ts';
import { declaredFlight } from './flights.ts';
import { boardingAnswer } from './rules/boarding.ts';
import type { BoardingAnswer } from './rules/boarding.ts';
import { boardingRows } from './store/boarding.ts';
import { findFlightRow } from './store/flights.ts';
import { boardingFacts } from './views/boarding.ts';

const statusOf: Readonly<Record<BoardingAnswer, BoardStatus>> = { ok: '0Z', notComplete: '2Z', noBoard: '1Z' };

/** Tells of each traveller of a flight what a carrier is answered in its list's own dialect: may board, may not, or not complete yet, which can still be put right. Shape: by traveller. */
export async function boardStatuses({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, flightId: string): Promise<ReadonlyMap<string, BoardStatus>> {
  const row = await findFlightRow(tx, eventId, flightId);
  if (row === undefined) return new Map();
  const flight = declaredFlight(row);
  return new Map((await boardingRows(tx, eventId, flightId, now)).map((person) => [person.traveller_id, statusOf[boardingAnswer(boardingFacts(person, flight)).answer]]));
}

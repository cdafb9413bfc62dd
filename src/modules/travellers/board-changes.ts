import type { ActionContext } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { publish } from '../../kernel/outbox.ts';
import type { BoardStatus } from './formats/paxlst/cusres.ts';
import { writeUnsolicited } from './formats/paxlst/cusres.ts';
import type { FlightRow } from './store/flights.ts';
import { answerableEntries, countChanges, flightsAnswered, insertAnswer, lastAnswers, lockAnswers } from './store/answers.ts';
import type { AnsweredPerson } from './store/answers.ts';

/** Is what asking for board statuses needs: where to read, in which event, at which instant. */
export type StatusContext = Pick<ActionContext, 'tx' | 'eventId' | 'now'>;

/** Is what the port says of who may board, which a later module knows: the status of each traveller of a flight. */
export type BoardStatuses = (context: StatusContext, flightId: string) => Promise<ReadonlyMap<string, BoardStatus>>;

/** Lists the movements after which nobody boards any more: no change is told then. */
export const afterBoarding: readonly string[] = ['departed', 'landed', 'onBlocks', 'cancelled'];

/** Lists whose answer is another than the carrier was told last. Shape: who is on board, or off the list, is not among them. */
export async function changesOf(context: StatusContext, boardStatuses: BoardStatuses, flightId: string): Promise<readonly AnsweredPerson[]> {
  const last = await lastAnswers(context.tx, context.eventId, flightId);
  if (last.length === 0) return [];
  const now = await boardStatuses(context, flightId);
  return last.flatMap((row) => {
    const status = now.get(row.traveller_id);
    return status === undefined || status === row.status ? [] : [{ travellerId: row.traveller_id, listId: row.list_id, status }];
  });
}

/** Lists the flights of an event of which a change would be told. */
export async function flightsToWatch({ tx, eventId }: Pick<StatusContext, 'tx' | 'eventId'>): Promise<readonly string[]> {
  return flightsAnswered(tx, eventId, afterBoarding);
}

/** Tells the carrier of each answer that has changed since the last one, by one 132 for each list that named the people, and other systems that there is one. Shape: each notice with how many it names. */
export async function tellChanges(context: ActionContext, boardStatuses: BoardStatuses, flight: FlightRow): Promise<readonly { readonly answerId: string; readonly persons: number }[]> {
  const { tx, eventId, now } = context;
  await lockAnswers(tx, eventId);
  const changes = await changesOf(context, boardStatuses, flight.flight_id);
  let number = changes.length === 0 ? 0 : await countChanges(tx, eventId);
  const told: { answerId: string; persons: number }[] = [];
  for (const listId of new Set(changes.map((change) => change.listId))) {
    const statusOf = new Map(changes.filter((change) => change.listId === listId).map((change) => [change.travellerId, change]));
    const entries = await answerableEntries(tx, eventId, listId, [...statusOf.keys()]);
    const [first] = entries;
    if (first === undefined) continue;
    number += 1;
    // Fourteen characters, as the interchange's own reference may have.
    const reference = `${now.slice(2, 10).replaceAll('-', '')}${String(number).padStart(8, '0')}`;
    const content = writeUnsolicited(first.envelope, reference, entries.map((entry) => ({ record: entry.record, status: statusOf.get(entry.traveller_id)!.status })), now.slice(0, 16));
    const answerId = uuidv7();
    const persons = [...new Set(entries.map((entry) => entry.traveller_id))].map((travellerId) => statusOf.get(travellerId)!);
    await insertAnswer(tx, eventId, { answerId, flightId: flight.flight_id, kind: '132', reference, content, sentAt: now, persons });
    await publish(context, 'boarding.changed', { answerId, flightId: flight.flight_id, designator: flight.designator, flightDate: flight.flight_date, reference, persons: persons.length });
    told.push({ answerId, persons: persons.length });
  }
  if (told.length > 0) context.announce(`flight:${flight.flight_id}`);
  return told;
}

import { runAction } from '../kernel/action.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { houseActor } from '../kernel/officer.ts';
import { boardStatuses } from '../modules/declarations/board-statuses.ts';
import { changesOf, flightsToWatch } from '../modules/travellers/board-changes.ts';
import type { OpenHouse } from './start.ts';

/** Tells carriers in every event of answers that have changed; nothing is written where none has. */
export async function tellBoardChanges({ book, house, pool, registry }: Pick<OpenHouse, 'book' | 'house' | 'pool' | 'registry'>): Promise<void> {
  for (const { event_id: eventId } of book.all()) {
    for (const flightId of await flightsToWatch({ tx: pool, eventId })) {
      const now = house.now(eventId);
      if ((await changesOf({ tx: pool, eventId, now }, boardStatuses, flightId)).length === 0) continue;
      await runAction(house, eventId, houseActor, registry.actions.get('travellers.tellBoardChanges')!, { id: uuidv7(), occurredAt: now, input: { flightId } });
    }
  }
}

/** Tells changes as long as the server runs, twice a minute; what cannot be told now is tried again. Shape: how to stop it, after what is being told. */
export function startBoardChanges(open: OpenHouse, say: (message: string) => void = () => undefined): () => Promise<void> {
  let work: Promise<void> | undefined;
  const timer = setInterval(() => {
    work ??= tellBoardChanges(open).catch((error: unknown) => say(`Answers to carriers: ${String(error)}`)).finally(() => { work = undefined; });
  }, 30_000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await work;
  };
}

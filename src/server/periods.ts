import { runAction } from '../kernel/action.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { houseActor } from '../kernel/officer.ts';
import { isAnythingDue } from '../modules/declarations/destroying.ts';
import type { OpenHouse } from './start.ts';

const hour = 3_600_000;

/** Destroys in every event what has outlived its period, once an hour of the event's clock and only where something is due; `last` keeps when each was looked at. */
export async function keepPeriods({ book, house, pool, registry, vault }: Pick<OpenHouse, 'book' | 'house' | 'pool' | 'registry' | 'vault'>, last: Map<string, number>): Promise<void> {
  for (const { event_id: eventId } of book.all()) {
    const now = house.now(eventId);
    const before = last.get(eventId);
    // A clock that was set back begins its hour anew.
    if (before !== undefined && Date.parse(now) - before < hour && Date.parse(now) >= before) continue;
    if (await isAnythingDue(pool, vault, eventId, now)) {
      const answer = await runAction(house, eventId, houseActor, registry.actions.get('declarations.destroyExpired')!, { id: uuidv7(), occurredAt: now, input: {} });
      if (!answer.ok) continue;
    }
    last.set(eventId, Date.parse(now));
  }
}

/** Keeps the periods as long as the server runs; what cannot be destroyed now is tried again half a minute later. Shape: how to stop it, after what is being destroyed. */
export function startPeriods(open: OpenHouse, say: (message: string) => void = () => undefined): () => Promise<void> {
  const last = new Map<string, number>();
  let work: Promise<void> | undefined;
  const timer = setInterval(() => {
    work ??= keepPeriods(open, last).catch((error: unknown) => say(`Retention: ${String(error)}`)).finally(() => { work = undefined; });
  }, 30_000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await work;
  };
}

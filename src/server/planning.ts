import { answerRequests } from '../modules/roster/planning.ts';
import type { OpenHouse } from './start.ts';

/** Plans the rosters that were asked for, as long as the server runs. Shape: how to stop it; what was begun is given up and is begun again by the next server. */
export function startPlanning({ book, house, pool }: Pick<OpenHouse, 'book' | 'house' | 'pool'>, say: (message: string) => void = () => undefined): () => Promise<void> {
  const giveUp = new AbortController();
  let work: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    for (const { event_id: eventId } of book.all()) {
      const answered = await answerRequests(pool, eventId, () => house.now(eventId), giveUp.signal);
      if (answered.length > 0) house.announce(eventId, ['rosters', 'roster']);
    }
  };
  const timer = setInterval(() => {
    work ??= look().catch((error: unknown) => { if (!giveUp.signal.aborted) say(`Planning: ${String(error)}`); }).finally(() => { work = undefined; });
  }, 1000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    giveUp.abort(new Error('The server ends'));
    await work;
  };
}

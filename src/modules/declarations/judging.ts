import type { Db } from '../../kernel/db.ts';
import { flightsToJudge } from './store/judging.ts';

/** Lists the flights whose cards are to be judged anew since their plan changed; each pin of a flight is named once in the life of the caller's memory. */
export async function findFlightsToJudge(db: Db, eventId: string, done: Set<string>): Promise<string[]> {
  const fresh = (await flightsToJudge(db, eventId)).filter((row) => !done.has(`${eventId} ${row.flight_id} ${row.pin}`));
  for (const row of fresh) done.add(`${eventId} ${row.flight_id} ${row.pin}`);
  return fresh.map((row) => row.flight_id);
}

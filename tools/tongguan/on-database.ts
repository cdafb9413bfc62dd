import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPool } from '../../src/kernel/db.ts';
import type { Pool } from '../../src/kernel/db.ts';
import { reachDatabase } from '../../src/kernel/postgres/reach-database.ts';
import { StartProblem } from '../../src/kernel/start-problem.ts';
import { EventBook } from '../../src/modules/ports/events.ts';
import { UnusableCall } from './call.ts';

type Event = ReturnType<EventBook['all']>[number];

async function eventFor(pool: Pool, code: string | undefined, usage: string): Promise<Event> {
  const book = new EventBook(pool);
  await book.refresh();
  const events = book.all();
  const found = code === undefined ? (events.length === 1 ? events[0] : undefined) : events.find((event) => event.code === code);
  if (found !== undefined) return found;
  const known = events.map((event) => event.code).join(', ');
  throw new UnusableCall(events.length === 0 ? 'The database holds no event yet.' : `${code === undefined ? '--event must say which one' : `There is no event "${code}"`}; there are ${known}.`, usage);
}

/**
 * Lets a command read the database that the server uses, whether that runs or not, for one event: the one with the code, or the only one.
 * Refuses: a database that cannot be reached, an event that is not there.
 */
export async function onEvent<Result>(code: string | undefined, usage: string, read: (pool: Pool, event: Event) => Promise<Result>): Promise<Result> {
  const environment = (name: string): string | undefined => process.env[name] || undefined;
  const root = fileURLToPath(new URL('../../', import.meta.url));
  try {
    const reached = await reachDatabase({
      directory: resolve(root, environment('TONGGUAN_DATA') ?? 'data'), url: environment('TONGGUAN_DATABASE_URL'), appUrl: environment('TONGGUAN_APP_DATABASE_URL'), say: (text) => void process.stderr.write(`${text}\n`),
    });
    try {
      const pool = openPool(reached.url, { max: 2, settings: { default_transaction_read_only: 'on' } });
      try {
        return await read(pool, await eventFor(pool, code, usage));
      } finally {
        await pool.close();
      }
    } finally {
      await reached.close();
    }
  } catch (error) {
    if (error instanceof StartProblem) throw new UnusableCall(error.message);
    throw error;
  }
}

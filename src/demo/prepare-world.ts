import pg from 'pg';
import { openHouse } from '../server/start.ts';
import type { OpenHouse } from '../server/start.ts';
import { makeFlights, openPort, startClock, worldSeed } from './make-world.ts';
import { demoPassword, inventedEvent, personas } from './port.ts';
import { wordsId } from './random.ts';
import { firstDay, madeUntil, worldFlights } from './schedule.ts';
import { countEvents, findEvent } from './store/world.ts';

type Say = (message: string) => void;

/** Is the database as far as making the world needs it; statistics for the planner are the owner's to gather. */
export interface WorldDatabase { readonly url: string; readonly ownerUrl: string }

// A fresh database has no statistics, and its plans are guesses: gathered early, and again while the tables grow.
const analyseAfter: ReadonlySet<number> = new Set([3, 12, 40, 120, 220]);

/** Gathers statistics for the planner. */
export async function analyse(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** Writes the progress of the making: a bar on a terminal, a line every few seconds elsewhere. */
function progressOf(say: Say): (done: number, total: number) => void {
  const began = Date.now();
  let saidAt = began;
  const isTerminal = process.stdout.isTTY === true;
  return (done, total) => {
    const now = Date.now();
    const isLast = done === total;
    if (!isLast && now - saidAt < (isTerminal ? 200 : 5000)) return;
    saidAt = now;
    const elapsed = (now - began) / 1000;
    const remaining = Math.ceil((elapsed / done) * (total - done));
    const words = `${done} of ${total} flights, ${Math.round(elapsed)} s, about ${remaining} s to go`;
    if (!isTerminal) {
      say(`Making the invented world: ${words}`);
      return;
    }
    const filled = Math.round((done / total) * 30);
    process.stdout.write(`\r  ${'█'.repeat(filled)}${'░'.repeat(30 - filled)}  ${words}   ${isLast ? '\n' : ''}`);
  };
}

/** Makes the whole world in an open house, or goes on where the making was cut off. Shape: the event's identifier and how many actions were done. */
export async function makeWorld(open: OpenHouse, options: { analyse?: () => Promise<void>; onFlight?: (done: number, total: number) => void } = {}): Promise<{ eventId: string; actions: number }> {
  const eventId = wordsId(worldSeed, 'event');
  const stage = await openPort(open, eventId, inventedEvent.code, new Date(Date.parse(firstDay) - 7 * 86_400_000).toISOString());
  const tally = await makeFlights(stage, worldSeed, worldFlights(worldSeed), madeUntil, {
    async onProgress({ done, total }) {
      if (analyseAfter.has(done)) await options.analyse?.();
      options.onFlight?.(done, total);
    },
  });
  await options.analyse?.();
  await startClock(open, eventId);
  return { eventId, actions: tally.actions };
}

/** Prepares the demo world at a start: makes it where no event exists, finishes it where making was cut off, and tells the ways in. */
export async function prepareWorld({ database, say }: { database: WorldDatabase; say: Say }): Promise<void> {
  const open = await openHouse(database.url);
  try {
    const event = await findEvent(open.pool, inventedEvent.code);
    // The clock stands before the world's today for as long as the making has not ended.
    const isMade = event !== undefined && (event.clock.kind === 'real' || Date.parse(event.clock.eventAt) >= madeUntil);
    if (event === undefined && (await countEvents(open.pool)) > 0) return;
    if (!isMade) {
      say(event === undefined ? 'Making the invented world of Beijing 2022, once; a later start takes seconds.' : 'The making of the invented world was cut off; it goes on.');
      const began = Date.now();
      const { actions } = await makeWorld(open, { analyse: () => analyse(database.ownerUrl), onFlight: progressOf(say) });
      say(`The invented world is made: ${actions} actions in ${Math.round((Date.now() - began) / 1000)} s.`);
    }
    say(`Ways in: every officer of the invented world by one click, or by user name (${personas.map((persona) => persona.role).join(', ')}) with the password ${demoPassword}`);
  } finally {
    await open.close();
  }
}

import pg from 'pg';
import { openHouse } from '../server/start.ts';
import type { OpenHouse } from '../server/start.ts';
import { portClock } from './days.ts';
import { makeFlights, openPort, worldSeed } from './make-world.ts';
import type { Progress } from './make-world.ts';
import { makeDevices } from './devices.ts';
import { makeStaffing } from './staffing.ts';
import { makeGoods, openedAt } from './goods/making.ts';
import { demoPassword, inventedEvent, personas } from './port.ts';
import { wordsId } from '../kernel/named-ids.ts';
import { madeUntil, worldFlights } from './schedule.ts';
import { countEvents, findEvent } from './store/world.ts';
import { isMadeBy, resumeClock, startClock } from './world-clock.ts';

type Say = (message: string) => void;

/** Is the database as far as making the world needs it; statistics for the planner are the owner's to gather. */
export interface WorldDatabase { readonly url: string; readonly ownerUrl: string }

// A fresh database has no statistics, and its plans are guesses: gathered early, and again while the tables grow. Flights, and deeds on goods.
const analyseAfter: ReadonlySet<number> = new Set([3, 20, 120]);
const analyseAfterDeeds: ReadonlySet<number> = new Set([400, 2500]);

// Whatever a power cut takes from the end of the making is made again, so that no deed of it waits for the disk.
const makingSettings = { synchronous_commit: 'off' } as const;

/** Gathers statistics for the planner. */
export async function analyse(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // A database that goes away fails the query, which says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** Writes the progress of the making: a bar on a terminal, a line every few seconds elsewhere. */
function progressOf(say: Say): (progress: Progress) => void {
  let began = Date.now();
  let saidAt = began;
  let of: Progress['what'] | undefined;
  const isTerminal = process.stdout.isTTY === true;
  return ({ what, done, total, workMade, workFound, work }) => {
    const now = Date.now();
    if (what !== of) began = now;
    of = what;
    const isLast = done === total;
    if (!isLast && now - saidAt < (isTerminal ? 200 : 5000)) return;
    saidAt = now;
    const elapsed = (now - began) / 1000;
    // What stood already took no time; from the first few nothing can be foretold.
    const remaining = workMade < work / 25 ? '' : `, about ${Math.ceil((elapsed / workMade) * (work - workMade - workFound))} s to go`;
    const words = `${done} of ${total} ${what}, ${Math.round(elapsed)} s${remaining}`;
    if (!isTerminal) {
      say(`Making the invented world: ${words}`);
      return;
    }
    const filled = Math.round(((workMade + workFound) / work) * 30);
    process.stdout.write(`\r  ${'█'.repeat(filled)}${'░'.repeat(30 - filled)}  ${words}   ${isLast ? '\n' : ''}`);
  };
}

/** Makes the world up to an instant in an open house, the whole of it unless told otherwise, or goes on where the making was cut off. Unit of `until`: milliseconds since 1970, UTC. Shape: the event's identifier and how many actions were done. */
export async function makeWorld(open: OpenHouse, options: { until?: number; analyse?: () => Promise<void>; onProgress?: (progress: Progress) => void; signal?: AbortSignal | undefined } = {}): Promise<{ eventId: string; actions: number }> {
  const { until = madeUntil } = options;
  const eventId = wordsId(worldSeed, 'event');
  const stage = await openPort(open, eventId, inventedEvent.code, new Date(openedAt).toISOString());
  // Goods first: they began half a year before the first flight, and small tables make short work of them.
  const goods = await makeGoods(stage, worldSeed, until, {
    signal: options.signal,
    async onProgress(progress) {
      if (analyseAfterDeeds.has(progress.workMade)) await options.analyse?.();
      options.onProgress?.({ what: 'deeds on goods', ...progress });
    },
  });
  const tally = await makeFlights(stage, worldSeed, worldFlights(worldSeed), until, {
    signal: options.signal,
    async onProgress(progress) {
      if (progress.workMade > 0 && analyseAfter.has(progress.done)) await options.analyse?.();
      options.onProgress?.(progress);
    },
  });
  const devices = await makeDevices(stage, until);
  await options.analyse?.();
  const staffing = await makeStaffing(stage, until);
  await startClock(open, eventId, until);
  return { eventId, actions: goods.actions + tally.actions + devices.actions + staffing.actions };
}

/** Prepares the demo world at a start: makes it where no event exists, finishes it where making was cut off, lets its clock go on otherwise, and tells the ways in. */
export async function prepareWorld({ database, say, signal }: { database: WorldDatabase; say: Say; signal?: AbortSignal | undefined }): Promise<void> {
  const open = await openHouse(database.url, makingSettings);
  try {
    const event = await findEvent(open.pool, inventedEvent.code);
    if (event === undefined && (await countEvents(open.pool)) > 0) {
      say('The database holds an event of its own, so no invented world is made (TONGGUAN_WORLD=none says the same without asking).');
      return;
    }
    if (event === undefined || !isMadeBy(event.clock)) {
      say(event === undefined ? 'Making the invented world of Beijing 2022, once; a later start takes seconds.' : 'The making of the invented world was cut off; it goes on.');
      const began = Date.now();
      const { actions } = await makeWorld(open, { analyse: () => analyse(database.ownerUrl), onProgress: progressOf(say), signal });
      say(`The invented world is made: ${actions} actions in ${Math.round((Date.now() - began) / 1000)} s. Its clock stands at ${portClock(madeUntil)} at the port.`);
    } else if (event.clock.kind === 'simulated') {
      const at = await resumeClock(open, event.eventId, event.clock);
      say(`The invented world goes on at ${portClock(at)} at the port${event.clock.speed === 0 ? '; its clock is stopped' : event.clock.speed === 1 ? '' : `, ${event.clock.speed} times as fast as ours`}.`);
    }
    say(`Ways in: every officer of the invented world by one click, or by user name (${personas.map((persona) => persona.role).join(', ')}) with the password ${demoPassword}`);
  } finally {
    await open.close();
  }
}

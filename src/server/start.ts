import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { openPool, sqlFailure } from '../kernel/db.ts';
import { openVault } from '../kernel/vault.ts';
import type { Vault } from '../kernel/vault.ts';
import type { Pool } from '../kernel/db.ts';
import type { House } from '../kernel/action.ts';
import { runAction } from '../kernel/action.ts';
import { houseActor } from '../kernel/officer.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { isAnythingDue } from '../modules/declarations/destroying.ts';
import { seedBaselines } from '../modules/flights/baselines.ts';
import { EventBook } from '../modules/ports/events.ts';
import { startRecorder } from '../modules/prescribed/recorder.ts';
import { buildApp } from './app.ts';
import { LiveUpdates } from './live.ts';
import { makeRegistry } from './registry.ts';
import type { Registry } from './registry.ts';
import { oidcSettings } from './oidc.ts';
import { startWebhooks } from './webhooks.ts';

// The recording path's statements join small sets to big tables by key: a plan made while the tables were small must not stay.
const recordingSettings = { plan_cache_mode: 'force_generic_plan', enable_hashjoin: 'off', enable_mergejoin: 'off', enable_seqscan: 'off' } as const;

/** Is the house with everything in it, without a network port: what tests, the demo world and scripts act through. */
export interface OpenHouse {
  readonly house: House;
  readonly pool: Pool;
  readonly book: EventBook;
  readonly live: LiveUpdates;
  readonly registry: Registry;
  /** Keeps the keys of what is sealed, outside the database. */
  readonly vault: Vault;
  close(): Promise<void>;
}

/** Tells where the keys are kept: TONGGUAN_KEYS, else beside the data directory's database. */
export function keysDirectory(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  return resolve(root, environment['TONGGUAN_KEYS'] || join(environment['TONGGUAN_DATA'] || 'data', 'keys'));
}

/** Opens the house on a migrated database as the application's role; `settings` are the server's, for this house's connections only. */
export async function openHouse(url: string, settings: Readonly<Record<string, string>> = {}): Promise<OpenHouse> {
  const pool = openPool(url, { settings });
  const recording = openPool(url, { max: 4, settings: { ...recordingSettings, ...settings } });
  const book = new EventBook(pool);
  await book.refresh();
  const live = new LiveUpdates();
  const vault = openVault(keysDirectory());
  startRecorder(recording);
  const house: House = { pool, now: (eventId) => book.now(eventId), announce: (eventId, topics) => live.announce(eventId, topics) };
  return {
    house, pool, book, live, vault, registry: makeRegistry(book, vault),
    async close() {
      live.close();
      await Promise.all([pool.close(), recording.close()]);
    },
  };
}

/** Gives every event that has none yet the national baselines of this release's catalogue, and their next version where they are older. */
export async function keepBaselines({ book, house, pool }: Pick<OpenHouse, 'book' | 'house' | 'pool'>, kept: Set<string>): Promise<void> {
  for (const { event_id: eventId } of book.all()) {
    if (kept.has(eventId)) continue;
    try {
      await pool.transaction((tx) => seedBaselines({ tx, eventId, now: house.now(eventId) }));
    } catch (error) {
      // Another server has saved the same version at the same instant.
      if (sqlFailure(error)?.constraint !== 'plans_pkey') throw error;
    }
    kept.add(eventId);
  }
}

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

/** Starts the server. Shape: its address, the house that it serves, and how to stop it. */
export async function startServer(options: { database: { url: string }; port: number; host: string; say?: (message: string) => void; extend?: (server: FastifyInstance, open: OpenHouse) => void }): Promise<{ address: string; open: OpenHouse; stop(): Promise<void> }> {
  const oidc = oidcSettings();
  const open = await openHouse(options.database.url);
  const consoleDirectory = fileURLToPath(new URL('../../dist/console', import.meta.url));
  const app = buildApp({ ...open, consoleDirectory, log: true, oidc, extend: (server) => options.extend?.(server, open), trustProxy: process.env['TONGGUAN_TRUST_PROXY'] || undefined });
  const kept = new Set<string>();
  await keepBaselines(open, kept);
  // What cannot be read now is read five seconds later; an event may have been made on the command line meanwhile.
  const refresh = setInterval(() => void open.book.refresh().then(() => keepBaselines(open, kept)).catch(() => undefined), 5000);
  refresh.unref();
  const looked = new Map<string, number>();
  let isKeeping = false;
  // What cannot be destroyed now is tried again half a minute later.
  const periods = setInterval(() => {
    if (isKeeping) return;
    isKeeping = true;
    void keepPeriods(open, looked).catch((error: unknown) => options.say?.(`Retention: ${String(error)}`)).finally(() => { isKeeping = false; });
  }, 30_000);
  periods.unref();
  const webhooks = startWebhooks({ db: open.pool, events: () => open.book.all().map((event) => event.event_id), announce: open.house.announce });
  const address = await app.listen({ port: options.port, host: options.host });
  return {
    address, open,
    async stop() {
      clearInterval(refresh);
      clearInterval(periods);
      await webhooks.stop();
      open.live.close();
      await app.close();
      await open.close();
    },
  };
}

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { openPool, sqlFailure } from '../kernel/db.ts';
import { openVault } from '../kernel/vault.ts';
import type { Vault } from '../kernel/vault.ts';
import type { Pool } from '../kernel/db.ts';
import { runAction } from '../kernel/action.ts';
import type { House } from '../kernel/action.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { houseActor } from '../kernel/officer.ts';
import { findFlightsToJudge } from '../modules/declarations/judging.ts';
import { seedBaselines } from '../modules/flights/baselines.ts';
import { EventBook } from '../modules/ports/events.ts';
import { startRecorder } from '../modules/prescribed/recorder.ts';
import { buildApp } from './app.ts';
import { startBoardChanges } from './board-changes.ts';
import { openGateway, startDevices } from './devices.ts';
import type { Devices, DeviceSettings } from './devices.ts';
import type { DeviceGateway } from './devices/gateway.ts';
import { LiveUpdates } from './live.ts';
import { makeRegistry } from './registry.ts';
import type { Registry } from './registry.ts';
import { oidcSettings } from './oidc.ts';
import { startMail } from './mail.ts';
import { startPeriods } from './periods.ts';
import { startPlanning } from './planning.ts';
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

/** Judges the cards anew that were filed before their flight's plan changed, on every event. */
export async function judgeAnew({ book, house, pool, registry }: Pick<OpenHouse, 'book' | 'house' | 'pool' | 'registry'>, done: Set<string>): Promise<void> {
  const action = registry.actions.get('declarations.reconsider')!;
  for (const { event_id: eventId } of book.all()) {
    for (const flightId of await findFlightsToJudge(pool, eventId, done)) {
      await runAction(house, eventId, { ...houseActor, roles: ['healthOfficer'] }, action, { id: uuidv7(), occurredAt: house.now(eventId), input: { flightId } });
    }
  }
}

/** Starts the server. Shape: its address, the house that it serves, and how to stop it. */
export async function startServer(options: { database: { url: string }; port: number; host: string; say?: (message: string) => void; devices?: DeviceSettings | undefined; extend?: (server: FastifyInstance, open: OpenHouse) => void }): Promise<{ address: string; open: OpenHouse; devices: Devices; stop(): Promise<void> }> {
  const oidc = oidcSettings();
  const open = await openHouse(options.database.url);
  const consoleDirectory = fileURLToPath(new URL('../../dist/console', import.meta.url));
  let gateway: DeviceGateway | undefined;
  const extend = (server: FastifyInstance): void => {
    gateway = openGateway(server, open, options.devices);
    options.extend?.(server, open);
  };
  const app = buildApp({ ...open, consoleDirectory, log: true, oidc, extend, trustProxy: process.env['TONGGUAN_TRUST_PROXY'] || undefined });
  const kept = new Set<string>();
  await keepBaselines(open, kept);
  // What cannot be read now is read five seconds later; an event may have been made on the command line meanwhile.
  const refresh = setInterval(() => void open.book.refresh().then(() => keepBaselines(open, kept)).catch(() => undefined), 5000);
  refresh.unref();
  const judged = new Set<string>();
  const judging = setInterval(() => void judgeAnew(open, judged).catch(() => undefined), 20_000);
  judging.unref();
  const stopPeriods = startPeriods(open, options.say);
  const stopBoardChanges = startBoardChanges(open, options.say);
  const stopPlanning = startPlanning(open, options.say);
  const webhooks = startWebhooks({ db: open.pool, events: () => open.book.all().map((event) => event.event_id), announce: open.house.announce });
  const mail = startMail({ pool: open.pool, vault: open.vault, events: () => open.book.all().map((event) => event.event_id), now: open.house.now, announce: open.house.announce });
  const address = await app.listen({ port: options.port, host: options.host });
  const devices = await startDevices(open, gateway!, options.devices ?? {}, options.say ?? (() => undefined), app);
  return {
    address, open, devices,
    async stop() {
      clearInterval(refresh);
      clearInterval(judging);
      await stopPeriods();
      await stopBoardChanges();
      await stopPlanning();
      await Promise.all([webhooks.stop(), mail.stop(), devices.stop()]);
      open.live.close();
      await app.close();
      await open.close();
    },
  };
}

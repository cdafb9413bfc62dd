import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../src/kernel/migrate.ts';
import { type Database, openDatabase } from '../src/kernel/postgres/open-database.ts';
import { type Say, StartProblem } from '../src/kernel/start-problem.ts';
import { buildConsole } from './build-console.ts';
import { buildForm } from './build-form.ts';
import { isFree } from './free-port.ts';

/** What has been started and can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** What runs on the database; given by parameter so that the start itself is tested with a small stand-in. */
export interface Parts<Server extends Stoppable & { address: string } = Stoppable & { address: string }> {
  buildConsole(root: string, say: Say): Promise<unknown>;
  /** Builds the scripts of the form, where it has any. */
  buildForm?(root: string, say: Say): Promise<unknown>;
  /** Stops on the way when the signal says so; the next start goes on from there. */
  prepareWorld(options: { database: Database; say: Say; signal?: AbortSignal | undefined }): Promise<void>;
  startServer(options: { database: Database; port: number; host: string; say: Say }): Promise<Server>;
  /** Lets the demo world go on in the server that has been started. */
  playWorld?(options: { server: Server; say: Say }): Promise<Stoppable>;
}

/** A running Tongguan. */
export interface Running {
  address: string;
  database: Database;
  stop(): Promise<void>;
}

type Environment = Record<string, string | undefined>;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Gives the port to serve on: the one that was asked for, else the first free one from 8080. */
async function choosePort(asked: string | undefined, host: string, say: Say): Promise<number> {
  if (asked !== undefined && asked !== '') {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartProblem(`TONGGUAN_PORT is "${asked}", which is not a port.`);
    if (port !== 0 && !(await isFree(port, host))) throw new StartProblem(`Port ${port} (TONGGUAN_PORT) is taken on ${host} by another program.`);
    return port;
  }
  for (let port = 8080; port < 8180; port += 1) {
    if (!(await isFree(port, host))) continue;
    if (port !== 8080) say(`Port 8080 is taken; ${port} is used. TONGGUAN_PORT chooses another.`);
    return port;
  }
  throw new StartProblem('No port from 8080 to 8179 is free. Set TONGGUAN_PORT.');
}

/**
 * Starts everything in order: console, database, migrations, the demo world, the server.
 * Refuses: StartProblem with what to do; what was already started is stopped again.
 */
export async function start<Server extends Stoppable & { address: string }>(parts: Parts<Server>, environment: Environment, say: Say, signal?: AbortSignal): Promise<Running> {
  const given = (name: string): string | undefined => environment[name] || undefined;
  const host = given('TONGGUAN_HOST') ?? '127.0.0.1';
  await parts.buildConsole(root, say);
  await parts.buildForm?.(root, say);
  // A port that cannot be had is said now, not after the minutes in which the world is made.
  if (given('TONGGUAN_PORT') !== undefined) await choosePort(given('TONGGUAN_PORT'), host, say);
  const database = await openDatabase({
    directory: resolve(root, given('TONGGUAN_DATA') ?? 'data'),
    url: given('TONGGUAN_DATABASE_URL'),
    appUrl: given('TONGGUAN_APP_DATABASE_URL'),
    say,
  });
  try {
    await migrate({ ownerUrl: database.ownerUrl, say });
    signal?.throwIfAborted();
    const hasWorld = given('TONGGUAN_WORLD') !== 'none';
    if (hasWorld) await parts.prepareWorld({ database, say, signal });
    const port = await choosePort(given('TONGGUAN_PORT'), host, say);
    const server = await parts.startServer({ database, port, host, say });
    const player = hasWorld ? await parts.playWorld?.({ server, say }) : undefined;
    return {
      address: server.address,
      database,
      async stop() {
        await player?.stop();
        await server.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Says a line with the seconds since the start. */
function sayWithClock(): Say {
  const began = Date.now();
  return (message) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${message}`);
}

/** Starts everything, names each wait on the console, and stops cleanly on Ctrl-C or SIGTERM. */
export async function startAndWait<Server extends Stoppable & { address: string }>(parts: Parts<Server>): Promise<void> {
  const say = sayWithClock();
  let stopped = false;
  const stopping = new AbortController();
  const starting = start(parts, process.env, say, stopping.signal);
  const stop = (name: string): void => {
    // Ctrl-C reaches us from the terminal and again from npm; one is enough.
    if (stopped) return;
    stopped = true;
    say(`Stopping (${name}) …`);
    stopping.abort();
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          if (error === stopping.signal.reason) process.exit(0);
          console.error(error);
          process.exit(1);
        },
      );
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(name));
  try {
    const running = await starting;
    if (!stopped) say(`Tongguan is open at ${running.address}. Ctrl-C stops it.`);
  } catch (error) {
    // What was asked to stop has said so and ends there.
    if (stopped && error === stopping.signal.reason) return;
    if (!(error instanceof StartProblem)) throw error;
    console.error(`\nTongguan did not start. ${error.message}`);
    process.exit(1);
  }
}

/** Imports a part of the product that this file must not need for its own tests. */
async function part<Part>(path: string): Promise<Part> {
  return (await import(new URL(path, import.meta.url).href)) as Part;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === join(root, 'tools', 'start.ts')) {
  const { startServer } = await part<typeof import('../src/server/start.ts')>('../src/server/start.ts');
  const { deviceSettings } = await part<typeof import('./device-settings.ts')>('./device-settings.ts');
  const { prepareWorld } = await part<typeof import('../src/demo/prepare-world.ts')>('../src/demo/prepare-world.ts');
  const { playWorld } = await part<typeof import('../src/demo/player.ts')>('../src/demo/player.ts');
  const { registerForm } = await part<typeof import('../src/form/app.ts')>('../src/form/app.ts');
  const scripts = join(root, 'dist', 'form');
  await startAndWait<Awaited<ReturnType<typeof startServer>>>({ buildConsole, buildForm, prepareWorld, startServer: async (options) => startServer({ ...options, devices: await deviceSettings(root, process.env, options.host, options.say), extend: (server, open) => registerForm(server, open, { scripts }) }), playWorld });
}

import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/kernel/migrate.ts';
import { findHolder } from '../src/kernel/postgres/lock.ts';
import { type Database, openDatabase } from '../src/kernel/postgres/open-database.ts';
import { isServerOf, waitForEnd } from '../src/kernel/postgres/processes.ts';

/** The addresses of the template database, which tests clone. */
export interface TestServer {
  url: string;
  ownerUrl: string;
  administratorUrl: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Asked by the first test that needs a database; until then no server is started. */
    databaseServer: string;
  }
}

/** Names the template database that holds the whole world. */
export const worldTemplate = 'tongguan_world';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const prefix = 'tongguan-test-';
const keysPrefix = 'tongguan-keys-';
const consolePrefix = 'tongguan-console-';

// Nothing here outlives the run, so nothing waits for the disk and nothing is vacuumed; who fills a database gathers its statistics. No other server may be set so: a power cut would spoil it.
const speed = { autovacuum: 'off', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB', max_connections: '200' };

/** Stops the server of a data directory that a killed run left behind. */
async function stopOrphan(directory: string): Promise<void> {
  const cluster = join(directory, 'postgres');
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  if (!isServerOf(pid, cluster)) return;
  process.kill(pid, 'SIGQUIT');
  await waitForEnd(pid, 5_000);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what earlier runs left behind when they were killed; another user's directory is left to that user. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(keysPrefix))) {
    // The keys of a run lie there as long as it runs, also while others begin beside it.
    if (!isRunning(Number.parseInt(name.slice(keysPrefix.length), 10))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const directory = join(tmpdir(), name);
    const places = [directory, join(directory, 'data')];
    try {
      if (statSync(directory).uid !== process.getuid?.() && process.getuid?.() !== 0) continue;
      if (Date.now() - statSync(directory).mtimeMs < 60_000 || places.some((place) => findHolder(place) !== undefined)) continue;
      for (const place of places) await stopOrphan(place);
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another run may be sweeping the same directory at this moment.
    }
  }
}

/** Makes the template of the whole world. */
async function openWorld({ url, ownerUrl, administratorUrl }: Database): Promise<void> {
  const client = new pg.Client({ connectionString: administratorUrl ?? ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${worldTemplate} TEMPLATE tongguan OWNER tongguan_owner`);
  } finally {
    await client.end();
  }
  const within = (address: string): string => Object.assign(new URL(address), { pathname: `/${worldTemplate}` }).href;
  const { makeWholeWorld } = await import('./whole-world.ts');
  await makeWholeWorld({ url: within(url), ownerUrl: within(ownerUrl) });
}

/** Serves one database server to all test files of the run, started when the first asks; the whole world is made when a test asks for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  // Keys lie beside the run's databases, also those of the world that is made once and cloned.
  const keys = mkdtempSync(join(tmpdir(), `${keysPrefix}${process.pid}-`));
  process.env['TONGGUAN_KEYS'] = keys;
  let directory: string | undefined;
  let opened: Promise<Database> | undefined;
  const open = async (): Promise<Database> => {
    directory = mkdtempSync(join(tmpdir(), prefix));
    // Root's server runs under another account, which must be able to enter.
    chmodSync(directory, 0o755);
    const database = await openDatabase({ directory, settings: speed });
    await migrate({ ownerUrl: database.ownerUrl });
    return database;
  };

  let world: Promise<void> | undefined;
  let built: Promise<string> | undefined;
  const buildOnce = async (): Promise<string> => {
    const target = mkdtempSync(join(tmpdir(), consolePrefix));
    // By a process of its own, which does not know of the tests: in theirs the build is React's for development, not what officers get, and half as fast.
    await promisify(execFile)(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error', '--outDir', target, '--emptyOutDir'], { cwd: root, env: { ...process.env, NODE_ENV: 'production' } });
    return target;
  };
  const server = createServer((request, response) => {
    // Built when the first browser asks, for all of them.
    if (request.url === '/console') return void (built ??= buildOnce()).then((target) => response.end(target), (error: unknown) => response.writeHead(500).end(String(error)));
    opened ??= open();
    const ready = request.url === `/${worldTemplate}` ? opened.then(async (database) => {
      await (world ??= openWorld(database));
      return database;
    }) : opened;
    Promise.race([ready, sleep(20_000, undefined, { ref: false })]).then(
      (database) => {
        if (database === undefined) return response.writeHead(202).end();
        const { url, ownerUrl, administratorUrl } = database;
        return response.end(JSON.stringify({ url, ownerUrl, administratorUrl }));
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The test server has no address.');
  project.provide('databaseServer', `http://127.0.0.1:${address.port}/`);

  return async () => {
    server.close();
    await opened?.then((database) => database.stop()).catch(() => undefined);
    rmSync(keys, { recursive: true, force: true });
    await built?.then((target) => rmSync(target, { recursive: true, force: true })).catch(() => undefined);
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  };
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Say, StartProblem } from '../start-problem.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, giveToOwner, roleNames, serverEnvironment } from './cluster.ts';
import { isServerOf, waitForEnd } from './processes.ts';

/** What a server needs to run. */
export interface ServerOptions {
  cluster: Cluster;
  binaries: Binaries;
  administratorPassword: string;
  /** File that receives the server's own messages. */
  log: string;
  settings: Record<string, string>;
  say: Say;
}

/** A running database server, started again by itself when it dies. */
export interface Server {
  port: number;
  stop(): Promise<void>;
}

const patience = { announceMs: 2_000, repeatMs: 5_000, staleLockMs: 60_000, stopMs: 60_000 };

/** Gives a function that names a wait with its elapsed seconds: after two seconds and then every five. */
function waiting(what: string, say: Say): () => void {
  const began = Date.now();
  let next = began + patience.announceMs;
  return () => {
    if (Date.now() < next) return;
    next = Date.now() + patience.repeatMs;
    say(`${what} (${Math.round((Date.now() - began) / 1000)} s) …`);
  };
}

function defaults(): Record<string, string> {
  const eighthMB = Math.round(totalmem() / 8 / 1024 / 1024);
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: `${Math.min(512, Math.max(64, eighthMB))}MB`,
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    idle_in_transaction_session_timeout: '5min',
    // Refused statements reach the application; in the log they would only leave personal data behind.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}

async function isFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

/** Listens for an instant to see whether a port can be had. Shape: the port, undefined when taken. */
async function listen(port: number): Promise<number | undefined> {
  const probe = createServer();
  return new Promise((done) => {
    probe.once('error', () => done(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}

async function choosePort(remembered: number | undefined): Promise<number> {
  if (remembered !== undefined && (await isFree(remembered))) return remembered;
  const port = await listen(0);
  if (port === undefined) throw new StartProblem('No free port was found on 127.0.0.1 for the database.');
  return port;
}

/** Asks a server for its data directory. Shape: `starting` while it recovers, undefined when nothing of ours answers. */
async function askDataDirectory(port: number, password: string): Promise<string | 'starting' | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1', port, user: roleNames.administrator, password, database: 'postgres', connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory;
  } catch (error) {
    return (error as { code?: string }).code === '57P03' ? 'starting' : undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function signal(options: ServerOptions, pid: number, name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    const mode = name === 'SIGINT' ? 'fast' : 'immediate';
    spawnSync(options.binaries.pgCtl, ['stop', '-D', options.cluster.path, '-m', mode, '-W'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function end(options: ServerOptions, pid: number): Promise<void> {
  const tick = waiting('The database writes what it holds and stops', options.say);
  signal(options, pid, 'SIGINT');
  const until = Date.now() + patience.stopMs;
  while (!(await waitForEnd(pid, 100))) {
    tick();
    if (Date.now() > until) break;
  }
  if (await waitForEnd(pid, 0)) return;
  options.say('The database did not stop in time; it is stopped hard and will recover at the next start.');
  signal(options, pid, 'SIGQUIT');
  if (await waitForEnd(pid, 10_000)) return;
  signal(options, pid, 'SIGKILL');
  await waitForEnd(pid, 10_000);
}

/** Stops a server that an earlier, killed start left running on this data directory, and removes what a dead one left. */
async function settlePredecessor(options: ServerOptions): Promise<void> {
  const file = join(options.cluster.path, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pidText = '', , , portText = ''] = readFileSync(file, 'utf8').split('\n');
  const pid = Math.abs(Number.parseInt(pidText, 10));
  const port = Number.parseInt(portText, 10);
  if (Number.isInteger(pid) && !(await waitForEnd(pid, 0))) {
    const ours =
      isServerOf(pid, options.cluster.path) ||
      (Number.isInteger(port) && (await askDataDirectory(port, options.administratorPassword)) === options.cluster.path);
    if (ours) {
      options.say(`A database server left running by an earlier start (process ${pid}) is stopped cleanly first.`);
      await end(options, pid);
      return;
    }
  }
  // The number belongs to nobody, to a zombie, or by now to a stranger: PostgreSQL itself would wait for it for ever.
  rmSync(file, { force: true });
}

function openLog(file: string): { descriptor: number; from: number } {
  if (existsSync(file) && statSync(file).size > 10 * 1024 * 1024) renameSync(file, `${file}.1`);
  const made = !existsSync(file);
  const descriptor = openSync(file, 'a', 0o640);
  if (made) giveToOwner(file);
  return { descriptor, from: statSync(file).size };
}

/** Starts the server once. Shape: the child when it answers, else what it said before it ended. */
async function launch(options: ServerOptions, port: number): Promise<ChildProcess | string> {
  const { cluster, binaries } = options;
  const { descriptor, from } = openLog(options.log);
  const settings = { ...defaults(), ...options.settings, port: String(port) };
  const child = spawn(
    binaries.postgres,
    ['-D', cluster.path, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...(cluster.account === undefined ? {} : { uid: cluster.account.uid, gid: cluster.account.gid }),
      cwd: '/',
      env: serverEnvironment(),
      // The messages go to a file: a pipe would block the server when nobody reads, and break when this process is killed.
      stdio: ['ignore', descriptor, descriptor],
      // Its own process group, so that Ctrl-C reaches us first and we stop it after the last answer.
      detached: process.platform !== 'win32',
      windowsHide: true,
    },
  );
  closeSync(descriptor);
  let ended: string | undefined;
  child.once('error', (error) => (ended = String(error)));
  child.once('exit', () => (ended ??= readFileSync(options.log).subarray(from).toString('utf8')));

  const recovering = waiting('The database replays its log after a crash', options.say);
  const starting = waiting('The database starts', options.say);
  for (let pauseMs = 15; ended === undefined; pauseMs = Math.min(pauseMs * 1.3, 250)) {
    const answer = await askDataDirectory(port, options.administratorPassword);
    if (answer === cluster.path) return child;
    if (answer === 'starting') recovering();
    else starting();
    await sleep(pauseMs);
  }
  return ended;
}

async function startOnce(options: ServerOptions): Promise<{ child: ChildProcess; port: number }> {
  const tick = waiting('The remains of the last database server are still being cleared', options.say);
  const until = Date.now() + patience.staleLockMs;
  let avoided = 0;
  for (;;) {
    await settlePredecessor(options);
    const port = await choosePort(avoided === 0 ? options.cluster.port : undefined);
    const outcome = await launch(options, port);
    if (typeof outcome !== 'string') {
      options.cluster.rememberPort(port);
      return { child: outcome, port };
    }
    if (/could not bind|could not create any TCP\/IP sockets/.test(outcome) && avoided < 10) {
      avoided += 1;
    } else if (/lock file .* already exists|shared memory block .* still in use/s.test(outcome) && Date.now() < until) {
      tick();
      await sleep(200);
    } else {
      throw new StartProblem(`The database server does not start. Its last words (${options.log}):\n${outcome.trim().split('\n').slice(-8).join('\n')}`);
    }
  }
}

/**
 * Starts the server on a data directory and keeps it running until stopped.
 * Refuses: StartProblem when it does not start.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  let stopping = false;
  let current = await startOnce(options);
  const { port } = current;
  let restarting: Promise<void> | undefined;

  const restart = async (): Promise<void> => {
    for (let pauseMs = 0; !stopping; pauseMs = Math.min(pauseMs * 2 + 250, 10_000)) {
      await sleep(pauseMs);
      try {
        current = await startOnce({ ...options, cluster: { ...options.cluster, port } });
        if (current.port === port) {
          watch();
          options.say('The database runs again.');
          return;
        }
        // Everybody holds the old address; a server at another one helps nobody.
        await end(options, current.child.pid ?? 0);
      } catch (error) {
        options.say(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const watch = (): void => {
    current.child.once('exit', (code, name) => {
      if (stopping) return;
      options.say(`The database server ended unexpectedly (${name ?? code}); it is started again.`);
      restarting = restart();
    });
  };
  watch();

  // The last resort when this process ends without stop(): no orphan is left to find at the next start.
  const atExit = (): void => {
    if (current.child.exitCode === null && current.child.signalCode === null && current.child.pid !== undefined) {
      signal(options, current.child.pid, 'SIGINT');
    }
  };
  process.on('exit', atExit);

  return {
    port,
    async stop() {
      stopping = true;
      await restarting;
      const { child } = current;
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        const exited = new Promise((done) => child.once('exit', done));
        await end(options, child.pid);
        await exited;
      }
      process.off('exit', atExit);
    },
  };
}

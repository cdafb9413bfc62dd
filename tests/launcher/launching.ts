import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect } from 'vitest';
import { waitForEnd } from '../../src/kernel/postgres/processes.ts';

/** Is the smallest thing that can be started. */
export const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url));
/** Is an account without any rights. */
export const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' };
/** Says that these tests run as root. */
export const isRoot = process.getuid?.() === 0;

/** Is a start of the stand-in, and what it said. */
export interface Instance {
  child: ChildProcess;
  said(): string;
  address: string;
}

const running = new Set<ChildProcess>();
const directories = new Set<string>();

/** Makes a directory, removed after the test. */
export function newDirectory(mode = 0o755): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'tongguan-test-launcher-')));
  chmodSync(directory, mode);
  directories.add(directory);
  return directory;
}

/** Starts the stand-in as its own process and waits until it is open or has ended. */
export async function launch(data: string, options: { as?: typeof nobody; environment?: Record<string, string> } = {}): Promise<Instance> {
  const environment = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_|TONGGUAN_)/.test(name));
  const child = spawn(process.execPath, ['--import', 'tsx', standIn], {
    env: { ...Object.fromEntries(environment), LANG: '', LC_ALL: '', TONGGUAN_DATA: data, TONGGUAN_PORT: '0', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.as === undefined ? {} : { uid: options.as.uid, gid: options.as.gid }),
  });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const open = (async () => {
    while (!/open at \S+\d\./.test(text) && child.exitCode === null && child.signalCode === null) await sleep(10);
  })();
  await Promise.race([ended, open]);
  return { child, said: () => text, address: /open at (\S+\d)\./.exec(text)?.[1] ?? '' };
}

/** Ends a start by a signal. Shape: its exit code. */
export async function end(instance: Instance, signal: NodeJS.Signals): Promise<number | null> {
  const closed = new Promise<number | null>((done) => instance.child.once('close', (code) => done(code)));
  instance.child.kill(signal);
  return closed;
}

/** Tells the process of a cluster's server. */
export function postmasterOf(cluster: string): number {
  return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
}

/** Writes a row through the stand-in. Shape: the status, 200 once it is durable. */
export async function put(instance: Instance, mark: string): Promise<number> {
  return (await fetch(`${instance.address}/${mark}`, { method: 'POST' })).status;
}

/** Says whether a row is there. */
export async function has(instance: Instance, mark: string): Promise<boolean> {
  return (await fetch(`${instance.address}/${mark}`)).status === 200;
}

afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await waitForEnd(child.pid ?? 0, 20_000);
  }
  running.clear();
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
});

/** Kills the database under a running program while it is written to, as many times as asked, and expects that it runs again each time and that nothing acknowledged is lost. */
export async function killDatabase(rounds: number): Promise<void> {
  const data = newDirectory();
  const instance = await launch(data);
  const acknowledged: string[] = [];
  const restarts = (): number => instance.said().match(/The database runs again/g)?.length ?? 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let number = 0; number < 20; number += 1) {
      const mark = `m${round}-${number}`;
      if ((await put(instance, mark)) === 200) acknowledged.push(mark);
      if (number === 10) process.kill(postmasterOf(join(data, 'postgres')), 'SIGKILL');
    }
    const until = Date.now() + 30_000;
    // The server answers the pool a moment before the launcher says so; a kill in between would be one restart, not two.
    while ((restarts() <= round || !(await has(instance, `m${round}-0`))) && Date.now() < until) await sleep(50);
  }
  expect(acknowledged.length).toBeGreaterThan(6 * rounds);
  for (const mark of acknowledged) expect(await has(instance, mark), mark).toBe(true);
  expect(restarts()).toBe(rounds);
}

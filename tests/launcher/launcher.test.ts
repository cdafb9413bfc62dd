import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { canEnter } from '../../src/kernel/postgres/account.ts';
import { processMark, waitForEnd } from '../../src/kernel/postgres/processes.ts';

const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url));
const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' };
const isRoot = process.getuid?.() === 0;

interface Instance {
  child: ChildProcess;
  said(): string;
  address: string;
}

const running = new Set<ChildProcess>();
const directories = new Set<string>();

function newDirectory(mode = 0o755): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'tongguan-test-launcher-')));
  chmodSync(directory, mode);
  directories.add(directory);
  return directory;
}

/** Starts the stand-in as its own process and waits until it is open or has ended. */
async function launch(data: string, options: { as?: typeof nobody; environment?: Record<string, string> } = {}): Promise<Instance> {
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

async function end(instance: Instance, signal: NodeJS.Signals): Promise<number | null> {
  const closed = new Promise<number | null>((done) => instance.child.once('close', (code) => done(code)));
  instance.child.kill(signal);
  return closed;
}

function postmasterOf(cluster: string): number {
  return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
}

async function put(instance: Instance, mark: string): Promise<number> {
  return (await fetch(`${instance.address}/${mark}`, { method: 'POST' })).status;
}

async function has(instance: Instance, mark: string): Promise<boolean> {
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

describe('npm start', () => {
  test('opens on an empty directory, stops cleanly on SIGTERM, and finds its rows again at the same database address', async () => {
    const data = join(newDirectory(), 'data');
    const first = await launch(data);
    expect(first.address, first.said()).not.toBe('');
    expect(await put(first, 'one')).toBe(200);
    expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600);
    const note = readFileSync(join(data, 'postgres.json'), 'utf8');
    expect(await end(first, 'SIGTERM')).toBe(0);
    expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(data, 'tongguan.lock'))).toBe(false);

    const second = await launch(data);
    expect(await has(second, 'one')).toBe(true);
    expect(readFileSync(join(data, 'postgres.json'), 'utf8')).toBe(note);
    expect(second.said()).not.toMatch(/left running|new database/);
    expect(await end(second, 'SIGINT')).toBe(0);
  });

  test('is refused on a directory that another one holds, naming its process, and leaves that one alone', async () => {
    const data = newDirectory();
    const first = await launch(data);
    const second = await launch(data);
    expect(second.child.exitCode).toBe(1);
    expect(second.said()).toContain(`Another Tongguan (process ${first.child.pid}`);
    expect(await put(first, 'still')).toBe(200);
  });

  test('after kill -9 of the program stops the server that was left running and starts again', async () => {
    const data = newDirectory();
    const first = await launch(data);
    await put(first, 'acknowledged');
    const orphan = postmasterOf(join(data, 'postgres'));
    await end(first, 'SIGKILL');
    expect(processMark(orphan)).toBeDefined();

    const second = await launch(data);
    expect(second.said()).toContain(`left running by an earlier start (process ${orphan})`);
    expect(await has(second, 'acknowledged')).toBe(true);
    expect(processMark(orphan)).toBeUndefined();
  });

  test('after kill -9 of the database starts it again under the running program, and nothing acknowledged is lost', async () => {
    const data = newDirectory();
    const instance = await launch(data);
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (let number = 0; number < 20; number += 1) {
        const mark = `m${round}-${number}`;
        if ((await put(instance, mark)) === 200) acknowledged.push(mark);
        if (number === 10) process.kill(postmasterOf(join(data, 'postgres')), 'SIGKILL');
      }
      const until = Date.now() + 30_000;
      // The server answers the pool a moment before the launcher says so; a kill in between would be one restart, not two.
      const restarts = (): number => instance.said().match(/The database runs again/g)?.length ?? 0;
      while ((restarts() <= round || !(await has(instance, `m${round}-0`))) && Date.now() < until) await sleep(50);
    }
    expect(acknowledged.length).toBeGreaterThan(20);
    for (const mark of acknowledged) expect(await has(instance, mark), mark).toBe(true);
    expect(instance.said().match(/The database runs again/g)).toHaveLength(3);
  });

  test('after kill -9 of both recovers at the next start', async () => {
    const data = newDirectory();
    const first = await launch(data);
    await put(first, 'acknowledged');
    const postmaster = postmasterOf(join(data, 'postgres'));
    first.child.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const second = await launch(data);
    expect(await has(second, 'acknowledged'), second.said()).toBe(true);
  });

  test('refuses a taken port that was asked for', async () => {
    const other = createServer();
    const port = await new Promise<number>((done) => {
      other.listen(0, '127.0.0.1', () => done((other.address() as { port: number }).port));
    });
    const instance = await launch(newDirectory(), { environment: { TONGGUAN_PORT: String(port) } });
    expect(instance.child.exitCode).toBe(1);
    expect(instance.said()).toContain(`Port ${port} (TONGGUAN_PORT) is taken`);
    other.close();
  });

  test('with TONGGUAN_WORLD=none prepares no world', async () => {
    const instance = await launch(newDirectory(), { environment: { TONGGUAN_WORLD: 'none' } });
    expect(instance.address).not.toBe('');
    expect(instance.said()).not.toContain('The world is prepared');
  });
});

describe.runIf(isRoot)('npm start as root', () => {
  test('in a directory closed to others keeps the database in an open place, says so, and finds it again', async () => {
    const data = join(newDirectory(0o700), 'data');
    const first = await launch(data);
    expect(first.address, first.said()).not.toBe('');
    const { cluster } = JSON.parse(readFileSync(join(data, 'postgres.json'), 'utf8')) as { cluster: string };
    try {
      expect(first.said()).toContain(`the database is kept in ${cluster}`);
      expect(existsSync(join(data, 'postgres'))).toBe(false);
      expect(statSync(cluster).uid).not.toBe(0);
      await put(first, 'one');
      await end(first, 'SIGTERM');
      const second = await launch(data);
      expect(await has(second, 'one')).toBe(true);
      await end(second, 'SIGTERM');
    } finally {
      rmSync(dirname(cluster), { recursive: true, force: true });
    }
  });

  test('leaves everything but the cluster to the owner of the directory, who can start there afterwards', async (context) => {
    if (!canEnter(nobody, dirname(standIn))) context.skip('this checkout is closed to the account nobody');
    const data = newDirectory();
    chownSync(data, nobody.uid, nobody.gid);
    const first = await launch(data);
    await put(first, 'one');
    expect(statSync(join(data, 'postgres')).uid).toBe(nobody.uid);
    await end(first, 'SIGTERM');
    const second = await launch(data, { as: nobody });
    expect(second.address, second.said()).not.toBe('');
    expect(await has(second, 'one')).toBe(true);
  });
});

describe.runIf(isRoot)('npm start as an ordinary user', () => {
  test('opens in a directory of its own', async (context) => {
    if (!canEnter(nobody, dirname(standIn))) context.skip('this checkout is closed to the account nobody');
    const data = join(newDirectory(0o777), 'data');
    const instance = await launch(data, { as: nobody });
    expect(instance.address, instance.said()).not.toBe('');
    expect(statSync(join(data, 'postgres')).uid).toBe(nobody.uid);
    expect(await put(instance, 'one')).toBe(200);
  });

  test('is told when the directory cannot be made', async (context) => {
    if (!canEnter(nobody, dirname(standIn))) context.skip('this checkout is closed to the account nobody');
    const closed = join(newDirectory(), 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const instance = await launch(join(closed, 'data'), { as: nobody });
    expect(instance.child.exitCode).toBe(1);
    expect(instance.said()).toContain('cannot be made');
  });
});

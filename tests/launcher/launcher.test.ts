import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canEnter } from '../../src/kernel/postgres/account.ts';
import { processMark } from '../../src/kernel/postgres/processes.ts';
import { end, has, isRoot, killDatabase, launch, newDirectory, nobody, postmasterOf, put, standIn } from './launching.ts';

// What is longer still is in tests/long/launcher.test.ts.
describe('npm start', () => {
  test('opens on an empty directory, stops cleanly on SIGTERM, and finds its rows again at the same database address, without preparing a world where none is wanted', async () => {
    const data = join(newDirectory(), 'data');
    const first = await launch(data);
    expect(first.address, first.said()).not.toBe('');
    expect(await put(first, 'one')).toBe(200);
    expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600);
    const note = readFileSync(join(data, 'postgres.json'), 'utf8');
    expect(await end(first, 'SIGTERM')).toBe(0);
    expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(data, 'tongguan.lock'))).toBe(false);

    expect(first.said()).toContain('The world is prepared');

    const second = await launch(data, { environment: { TONGGUAN_WORLD: 'none' } });
    expect(second.said()).not.toContain('The world is prepared');
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
    await killDatabase(1);
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
  test('is told when the directory cannot be made', async (context) => {
    if (!canEnter(nobody, dirname(standIn))) context.skip('this checkout is closed to the account nobody');
    const closed = join(newDirectory(), 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const instance = await launch(join(closed, 'data'), { as: nobody });
    expect(instance.child.exitCode).toBe(1);
    expect(instance.said()).toContain('cannot be made');
  });
});

import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { canEnter } from '../../src/kernel/postgres/account.ts';
import { has, isRoot, launch, newDirectory, nobody, postmasterOf, put, standIn } from '../launcher/launching.ts';

describe('npm start', () => {
  test('after kill -9 of the database, three times, starts it again under the running program, and nothing acknowledged is lost', async () => {
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
});

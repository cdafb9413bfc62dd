import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canEnter } from '../../src/kernel/postgres/account.ts';
import { has, isRoot, killDatabase, launch, newDirectory, nobody, postmasterOf, put, standIn } from '../launcher/launching.ts';

describe('npm start', () => {
  test('after kill -9 of the database, three times, starts it again under the running program, and nothing acknowledged is lost', async () => {
    await killDatabase(3);
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

import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/database.ts';
import { openPool } from './db.ts';

test('a connection that the server ends between two statements of a transaction fails that transaction and nothing else', async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, { max: 2 });
  const administrator = openPool(database.administratorUrl, { max: 1 });
  try {
    await expect(pool.transaction(async (tx) => {
      const [{ pid } = { pid: 0 }] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await administrator.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.query('SELECT 1');
    })).rejects.toThrow();
    expect(await pool.transaction((tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  } finally {
    await pool.close();
    await administrator.close();
    await database.close();
  }
});

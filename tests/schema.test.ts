import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dumpSchema } from '../src/kernel/dump-schema.ts';
import { withClient } from '../src/kernel/postgres/roles.ts';
import { testDatabase } from './database.ts';

test('db/schema.sql is what the migrations make (npx tsx tools/dump-schema.ts writes it)', async () => {
  const database = await testDatabase();
  try {
    expect(readFileSync(new URL('../db/schema.sql', import.meta.url), 'utf8')).toBe(await withClient(database.ownerUrl, dumpSchema));
  } finally {
    await database.close();
  }
});

test('no table, view or sequence belongs to the role of the application, and it cannot make one', async () => {
  const database = await testDatabase();
  try {
    const owned = await withClient(database.ownerUrl, (client) => client.query("SELECT relname FROM pg_class WHERE relowner = 'tongguan_app'::regrole"));
    expect(owned.rows).toEqual([]);
    await withClient(database.url, async (client) => {
      await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
      await expect(client.query("SET session_replication_role = 'replica'")).rejects.toThrow(/permission denied/);
      await expect(client.query('ALTER TABLE migrations DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner/);
    });
  } finally {
    await database.close();
  }
});

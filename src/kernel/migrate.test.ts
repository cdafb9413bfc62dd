import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { withClient } from './postgres/roles.ts';

let database: TestDatabase;
let directory: string;

function write(name: string, sql: string): void {
  writeFileSync(join(directory, name), sql);
}

function run(): Promise<string[]> {
  return migrate({ ownerUrl: database.ownerUrl, directory });
}

async function tables(): Promise<string[]> {
  const { rows } = await withClient(database.ownerUrl, (client) =>
    client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1"),
  );
  return rows.map((row) => row.name);
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tongguan-test-migrations-'));
  await withClient(database.ownerUrl, async (client) => {
    // The clone comes with the real schema; these tests bring their own.
    const { rows } = await client.query<{ drop: string }>(
      "SELECT format('DROP TABLE %I CASCADE', tablename) AS drop FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const row of rows) await client.query(row.drop);
  });
  write('0001_create_one.sql', 'CREATE TABLE one (id int PRIMARY KEY);\n');
  write('0002_create_two.sql', "CREATE TABLE two (id int REFERENCES one);\nINSERT INTO one VALUES (1);\n");
  return () => rmSync(directory, { recursive: true, force: true });
});

test('applies each migration once, in order', async () => {
  expect(await run()).toEqual(['0001_create_one.sql', '0002_create_two.sql']);
  expect(await run()).toEqual([]);
  write('0003_create_three.sql', 'CREATE TABLE three ();');
  expect(await run()).toEqual(['0003_create_three.sql']);
  expect(await tables()).toEqual(['one', 'three', 'two']);
});

test('several starts at the same moment apply each migration once between them', async () => {
  const applied = await Promise.all(Array.from({ length: 6 }, run));
  expect(applied.flat().sort()).toEqual(['0001_create_one.sql', '0002_create_two.sql']);
});

test('refuses a migration that was edited after it was applied, by name, and changes nothing', async () => {
  await run();
  write('0001_create_one.sql', 'CREATE TABLE one (id bigint PRIMARY KEY);\n');
  write('0003_create_three.sql', 'CREATE TABLE three ();');
  await expect(run()).rejects.toThrow(/0001_create_one\.sql was edited/);
  expect(await tables()).toEqual(['one', 'two']);
});

test('does not take the line ends of another system for an edit', async () => {
  await run();
  write('0001_create_one.sql', 'CREATE TABLE one (id int PRIMARY KEY);\r\n');
  expect(await run()).toEqual([]);
});

test('refuses a database that is newer than the code, by name', async () => {
  await run();
  rmSync(join(directory, '0002_create_two.sql'));
  await expect(run()).rejects.toThrow(/newer than this code: 0002_create_two\.sql/);
});

test('rolls a failing migration back whole and names the line', async () => {
  write('0003_create_three.sql', 'CREATE TABLE three ();\n\nINSERT INTO nowhere VALUES (1);\n');
  await expect(run()).rejects.toThrow(/0003_create_three\.sql:3 failed and was rolled back: relation "nowhere" does not exist/);
  expect(await tables()).toEqual(['one', 'two']);
});

test('refuses wrong names, gaps, doubles and transaction commands before it touches the database', async () => {
  const refusal = (name: string, sql = 'SELECT 1;'): string => {
    write(name, sql);
    try {
      readMigrations(directory);
      return '';
    } catch (error) {
      return String(error);
    } finally {
      rmSync(join(directory, name));
    }
  };
  expect(refusal('3_create_three.sql')).toContain('NNNN_verb_noun.sql');
  expect(refusal('0003_three.sql')).toContain('NNNN_verb_noun.sql');
  expect(refusal('0004_create_four.sql')).toContain('missing or used twice');
  expect(refusal('0002_create_zwei.sql')).toContain('missing or used twice');
  expect(refusal('0003_create_three.sql', 'CREATE TABLE three ();\nCOMMIT;\n')).toContain('transaction');
  expect(refusal('0003_create_three.sql', "CREATE TABLE three ();")).toBe('');
});

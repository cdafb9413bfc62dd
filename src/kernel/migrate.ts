import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Say, StartProblem } from './start-problem.ts';

/** One migration file. */
export interface Migration {
  name: string;
  sha256: string;
  sql: string;
}

/** The directory of the migrations that belong to this code. */
export const migrationsDirectory = fileURLToPath(new URL('../../db/migrations/', import.meta.url));

/**
 * Reads the migrations in order.
 * Shape: numbered from 0001 without a gap; empty when there are none.
 * Refuses: StartProblem on a wrong name, a number used twice or left out, or a transaction command inside.
 */
export function readMigrations(directory = migrationsDirectory): Migration[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql')).sort();
  return names.map((name, index) => {
    if (!/^\d{4}(_[a-z0-9]+){2,}\.sql$/.test(name)) throw new StartProblem(`The migration ${name} is not named NNNN_verb_noun.sql.`);
    const expected = String(index + 1).padStart(4, '0');
    if (!name.startsWith(expected)) throw new StartProblem(`The migration ${name} stands where number ${expected} belongs: a number is missing or used twice.`);
    // A checkout on Windows may change the line ends; that is no edit.
    const sql = readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n');
    if (/^\s*(begin|start transaction|commit|rollback)\s*;/im.test(sql)) {
      throw new StartProblem(`The migration ${name} begins or ends a transaction; each migration already runs in its own.`);
    }
    return { name, sha256: createHash('sha256').update(sql).digest('hex'), sql };
  });
}

/** Refuses a database that these migrations did not make. Shape: the migrations not yet applied. */
function pending(migrations: Migration[], applied: { name: string; sha256: string }[]): Migration[] {
  const recorded = new Map(applied.map((one) => [one.name, one.sha256]));
  const known = new Set(migrations.map((one) => one.name));
  const newer = applied.filter((one) => !known.has(one.name)).map((one) => one.name);
  if (newer.length > 0) {
    throw new StartProblem(`The database is newer than this code: ${newer.join(', ')} was applied but is not here. Start the release that made it. Nothing was changed.`);
  }
  for (const { name, sha256 } of migrations) {
    const before = recorded.get(name);
    if (before !== undefined && before !== sha256) {
      throw new StartProblem(`The migration ${name} was edited after it was applied to this database. Put it back and write a new one. Nothing was changed.`);
    }
  }
  const last = applied.map((one) => one.name).sort().at(-1) ?? '';
  const open = migrations.filter((one) => !recorded.has(one.name));
  const skipped = open.find((one) => one.name < last);
  if (skipped !== undefined) throw new StartProblem(`The migration ${skipped.name} was never applied to this database although the later ${last} was. Nothing was changed.`);
  return open;
}

async function makeTable(client: pg.Client): Promise<void> {
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())',
    );
  } catch (error) {
    // Two first starts at once: IF NOT EXISTS itself races in PostgreSQL, and the loser finds the table made.
    if (!['23505', '42P07', '42710'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

function describe(error: unknown, migration: Migration): string {
  const { message, position, detail } = error as { message: string; position?: string; detail?: string };
  const line = position === undefined ? '' : `:${migration.sql.slice(0, Number(position)).split('\n').length}`;
  return `The migration ${migration.name}${line} failed and was rolled back: ${message}${detail === undefined ? '' : ` (${detail})`}`;
}

/**
 * Brings a database to the state that this code needs, forward only, each migration in its own transaction.
 * Shape: the names applied now, in order; empty when nothing was to do. Starts at the same time are safe: one applies, the others wait.
 * Refuses: StartProblem when an applied migration was edited, the database is newer than the code, or a migration fails.
 */
export async function migrate(options: { ownerUrl: string; directory?: string; say?: Say }): Promise<string[]> {
  const migrations = readMigrations(options.directory);
  const client = new pg.Client({ connectionString: options.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  const done: string[] = [];
  try {
    await makeTable(client);
    for (;;) {
      await client.query('BEGIN');
      // A table lock and not an advisory lock: it also holds behind a connection pooler.
      await client.query('LOCK TABLE migrations IN SHARE ROW EXCLUSIVE MODE');
      const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM migrations ORDER BY name');
      const next = pending(migrations, rows)[0];
      if (next === undefined) {
        await client.query('COMMIT');
        return done;
      }
      const began = Date.now();
      try {
        await client.query(next.sql);
        await client.query('INSERT INTO migrations (name, sha256) VALUES ($1, $2)', [next.name, next.sha256]);
        await client.query('COMMIT');
      } catch (error) {
        throw new StartProblem(describe(error, next));
      }
      done.push(next.name);
      options.say?.(`Migration ${next.name} applied (${((Date.now() - began) / 1000).toFixed(1)} s).`);
    }
  } finally {
    // An open transaction is rolled back by the server when the connection ends.
    await client.end().catch(() => undefined);
  }
}

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from './open-database.ts';
import { processMark, processNamespace } from './processes.ts';
import { withClient } from './roles.ts';

const directories: string[] = [];
const open: Database[] = [];

function newDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'tongguan-test-open-')));
  chmodSync(directory, 0o755);
  directories.push(directory);
  return directory;
}

async function opened(options: Omit<DatabaseOptions, 'settings'>): Promise<Database> {
  const database = await openDatabase({ ...options, settings: { fsync: 'off' } });
  open.push(database);
  return database;
}

async function one(url: string, sql: string): Promise<unknown> {
  const { rows } = await withClient(url, (client) => client.query<Record<string, unknown>>(sql));
  return Object.values(rows[0] ?? {})[0];
}

afterEach(async () => {
  for (const database of open.splice(0)) await database.stop();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe('our own server', () => {
  test('holds Chinese in UTF-8 whatever the language of the environment, keeps checksums, and listens on the loopback only', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { LANG: 'C', LC_ALL: 'POSIX', PGPORT: '1', PGDATA: '/nowhere', PGTZ: 'Asia/Shanghai' });
    const { url } = await opened({ directory: newDirectory() });
    for (const name of ['LANG', 'LC_ALL', 'PGPORT', 'PGDATA', 'PGTZ']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    expect(await one(url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await one(url, "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()")).toBe('b C.UTF-8');
    expect(await one(url, "SELECT length('通关') || upper('é') || ('规定' ~ '^\\w+$')::text")).toBe('2Étrue');
    expect(await one(url, 'SHOW data_checksums')).toBe('on');
    expect(await one(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await one(url, 'SHOW timezone')).toBe('UTC');
    expect(await one(url, "SELECT rolpassword LIKE 'SCRAM-SHA-256%' FROM pg_authid LIMIT 1").catch((error: Error) => error.message)).toMatch(/permission denied/);
  });

  test('lets nobody in without the password', async () => {
    const { url } = await opened({ directory: newDirectory() });
    const address = new URL(url);
    address.password = 'guess';
    await expect(one(address.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  test('writes no refused statement with its values to its log', async () => {
    const directory = newDirectory();
    const { ownerUrl } = await opened({ directory });
    await withClient(ownerUrl, async (client) => {
      await client.query('CREATE TABLE persons (name text PRIMARY KEY)');
      await client.query("INSERT INTO persons VALUES ('SPECIMEN-NAME')");
      await expect(client.query("INSERT INTO persons VALUES ('SPECIMEN-NAME')")).rejects.toThrow(/duplicate key/);
    });
    expect(readFileSync(join(directory, 'postgres.log'), 'utf8')).not.toContain('SPECIMEN-NAME');
  });

  test('opens although its stale lock file carries the number of a living stranger', async () => {
    const directory = newDirectory();
    const first = await opened({ directory });
    await first.stop();
    const lock = join(directory, 'postgres', 'postmaster.pid');
    writeFileSync(lock, [process.pid, join(directory, 'postgres'), 1, 5432, '', '127.0.0.1', '', ''].join('\n'));
    const second = await opened({ directory });
    expect(await one(second.url, 'SELECT 1')).toBe(1);
  });

  test('opens although our own stale lock carries the number of a living stranger, and refuses a holder that lives', async () => {
    const directory = newDirectory();
    const lock = join(directory, 'tongguan.lock');
    const holder = { pid: process.pid, mark: 'another start time', namespace: processNamespace(), since: '2022-01-27T00:00:00.000Z' };
    writeFileSync(lock, JSON.stringify(holder));
    await (await opened({ directory })).stop();
    expect(existsSync(lock)).toBe(false);

    writeFileSync(lock, JSON.stringify({ ...holder, mark: processMark(process.pid) }));
    await expect(openDatabase({ directory })).rejects.toThrow(`Another Tongguan (process ${process.pid}, since 2022-01-27`);
    // A holder in another container cannot be asked; a fresh touch of the file is its sign of life.
    writeFileSync(lock, JSON.stringify({ ...holder, namespace: 'elsewhere' }));
    await expect(openDatabase({ directory })).rejects.toThrow('Another Tongguan');
  });

  test('begins again when the first start was killed while it made the database', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, 'postgres.new'));
    writeFileSync(join(directory, 'postgres.new', 'PG_VERSION'), '18\n');
    expect(await one((await opened({ directory })).url, 'SELECT 1')).toBe(1);
    expect(existsSync(join(directory, 'postgres.new'))).toBe(false);
  });

  test('takes another port when the remembered one is taken meanwhile', async () => {
    const directory = newDirectory();
    const first = await opened({ directory });
    const port = Number(new URL(first.url).port);
    await first.stop();
    const stranger = createServer();
    await new Promise<void>((done) => stranger.listen(port, '127.0.0.1', done));
    const second = await opened({ directory });
    expect(Number(new URL(second.url).port)).not.toBe(port);
    stranger.close();
  });

  test('refuses a data directory of another major version and does not touch it', async () => {
    const directory = newDirectory();
    await (await opened({ directory })).stop();
    const file = join(directory, 'postgres', 'PG_VERSION');
    writeFileSync(file, '17\n');
    await expect(openDatabase({ directory })).rejects.toThrow(/made by PostgreSQL 17.*Nothing was changed.*backup/s);
    writeFileSync(file, '18\n');
    expect(await one((await opened({ directory })).url, 'SELECT 1')).toBe(1);
  });

  test('refuses a database whose passwords are lost, and says which file is missing', async () => {
    const directory = newDirectory();
    await (await opened({ directory })).stop();
    rmSync(join(directory, 'secrets.json'));
    await expect(openDatabase({ directory })).rejects.toThrow(/secrets\.json is missing/);
  });

  test('shows its last words when it cannot start', async () => {
    await expect(openDatabase({ directory: newDirectory(), settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /does not start.*invalid value for parameter "shared_buffers"/s,
    );
  });
});

describe('an external server', () => {
  async function external(): Promise<{ bare: string; administrator: string; app: string }> {
    const server = await opened({ directory: newDirectory() });
    await withClient(server.administratorUrl ?? '', async (client) => {
      await client.query('DROP OWNED BY tongguan_app');
      await client.query('DROP ROLE tongguan_app');
      await client.query("CREATE ROLE port_owner LOGIN CREATEROLE PASSWORD 'p'");
      await client.query('CREATE DATABASE port OWNER port_owner');
      await client.query("CREATE DATABASE ascii OWNER port_owner TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'");
    });
    const address = new URL(server.ownerUrl);
    [address.username, address.password, address.pathname] = ['port_owner', 'p', '/port'];
    const app = new URL(address);
    [app.username, app.password] = ['tongguan_app', 'elsewhere'];
    return { bare: address.href, administrator: server.administratorUrl ?? '', app: app.href };
  }

  test('gets the role of the application with a password of our own, and the same one at the next start', async () => {
    const { bare } = await external();
    const directory = newDirectory();
    const first = await opened({ directory, url: bare });
    expect(await one(first.url, 'SELECT current_user::text')).toBe('tongguan_app');
    await first.stop();
    const second = await opened({ directory, url: bare });
    expect(second.url).toBe(first.url);
    expect(second.dataDirectory).toBeNull();
  });

  test('is refused with the way out when the role cannot be made or has another password', async () => {
    const { bare, administrator, app } = await external();
    await withClient(administrator, (client) => client.query('ALTER ROLE port_owner NOCREATEROLE'));
    await expect(openDatabase({ directory: newDirectory(), url: bare })).rejects.toThrow(/may not create the role.*TONGGUAN_APP_DATABASE_URL/s);
    await withClient(administrator, (client) => client.query("CREATE ROLE tongguan_app LOGIN PASSWORD 'elsewhere'"));
    await expect(openDatabase({ directory: newDirectory(), url: bare })).rejects.toThrow(/cannot sign in.*TONGGUAN_APP_DATABASE_URL/s);
    const database = await opened({ directory: newDirectory(), url: bare, appUrl: app });
    expect(database.url).toBe(app);
  });

  test('is refused when the application would own the database, or the encoding cannot hold Chinese', async () => {
    const { bare } = await external();
    await expect(openDatabase({ directory: newDirectory(), url: bare, appUrl: bare })).rejects.toThrow(/owns the database/);
    await expect(openDatabase({ directory: newDirectory(), url: bare.replace(/port$/, 'ascii') })).rejects.toThrow(/SQL_ASCII/);
    await expect(openDatabase({ directory: newDirectory(), url: 'postgres://a:b@127.0.0.1:1/c' })).rejects.toThrow(/TONGGUAN_DATABASE_URL cannot be used/);
  });
});

import pg from 'pg';
import { Refusal } from './refusal.ts';
import type { RefusalAnswer } from './refusal.ts';

const timestamptz = 1184;
const date = 1082;
const int8 = 20;
const numeric = 1700;

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === timestamptz) return (text: string) => new Date(text.length > 3 && text[text.length - 3] === '+' ? `${text}:00` : text).toISOString();
      if (oid === date) return (text: string) => text;
      if (oid === int8 || oid === numeric) return (text: string) => Number(text);
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Runs SQL: a pool outside a transaction, a client inside one. Instants come back as ISO text, days as YYYY-MM-DD. */
export interface Db {
  /** Stands for the database that it asks, the same for every connection of this process, for what is kept of it in memory. */
  readonly database?: object;
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<R[]>;
}

/** Is the connection to the database as the application's role. */
export interface Pool extends Db {
  /** Runs work in a transaction. `byKey` says that all it asks for it asks by key: its statements are planned once a connection, since planning them takes longer than running them. */
  transaction<T>(work: (tx: Db) => Promise<T>, options?: { readonly byKey?: boolean | undefined }): Promise<T>;
  close(): Promise<void>;
}

const databases = new Map<string, object>();

function databaseOf(url: string): object {
  const known = databases.get(url) ?? {};
  databases.set(url, known);
  return known;
}

function db(queryable: pg.Pool | pg.PoolClient, database: object): Db {
  return {
    database,
    async query<R extends object>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> {
      const result = await queryable.query<R & pg.QueryResultRow>(name === undefined ? { text, values: values as unknown[] } : { name, text, values: values as unknown[] });
      return result.rows;
    },
  };
}

// A generic plan is made once a connection; a scan of a whole table is kept for where no index serves, so that a plan made while a table was small does no harm when it has grown.
const beginByKey = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off';

/** Opens a pool of connections; `settings` are the server's, for these connections only. */
export function openPool(url: string, options: { max?: number; settings?: Readonly<Record<string, string>> } = {}): Pool {
  const settings = Object.entries(options.settings ?? {}).map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const database = databaseOf(url);
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 16, types, application_name: 'tongguan', ...(settings === '' ? {} : { options: settings }) });
  // A connection that dies while idle is replaced by the pool; the query that needs it reports the failure.
  pool.on('error', () => undefined);
  return {
    ...db(pool, database),
    async transaction<T>(work: (tx: Db) => Promise<T>, options: { readonly byKey?: boolean | undefined } = {}): Promise<T> {
      const client = await pool.connect();
      // A connection that dies between two statements says so to nobody but us; the next statement fails, and that is reported.
      const ignore = (): void => undefined;
      client.on('error', ignore);
      let broken: Error | undefined;
      try {
        await client.query(options.byKey === true ? beginByKey : 'BEGIN');
        const result = await work(db(client, database));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((failure: Error) => { broken = failure; });
        throw error;
      } finally {
        client.off('error', ignore);
        client.release(broken);
      }
    },
    async close() {
      await pool.end();
    },
  };
}

/** Tells PostgreSQL's reason for a failed statement. */
export function sqlFailure(error: unknown): { code: string; constraint: string | undefined; detail: string | undefined } | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) {
    const { constraint, detail } = error as pg.DatabaseError;
    return { code: error.code, constraint, detail };
  }
  return undefined;
}

// A text with NUL or half a character, an instant or a number that no column holds: what was sent cannot be kept or looked for.
const unstorableSqlStates = new Set(['22003', '22007', '22008', '22021', '22P05']);

/** Says whether PostgreSQL refused a value that was sent, whatever part of an input it came from. */
export function isUnstorable(error: unknown): boolean {
  return unstorableSqlStates.has(sqlFailure(error)?.code ?? '');
}

const awaySqlStates = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006']);
const awaySystemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** Says whether a failure means that the database is not there now: the same command may be sent again in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return awaySqlStates.has(code) || awaySystemCodes.has(code) || error.message.startsWith('Connection terminated');
}

const attempts = new WeakMap<Db, number>();

/** Says whether what a transaction writes now may still be taken back while the rest of it is committed. */
export function isAttempting(tx: Db): boolean {
  return (attempts.get(tx) ?? 0) > 0;
}

/**
 * Tries a part of a transaction that may be refused: what it wrote is taken back, and the rest of the transaction goes on.
 * Shape: the result, or the refusal. Anything else that is thrown goes on to the caller.
 */
export async function attempt<T>(tx: Db, work: () => Promise<T>): Promise<{ readonly ok: true; readonly result: T } | { readonly ok: false; readonly refusal: RefusalAnswer }> {
  await tx.query('SAVEPOINT attempt');
  attempts.set(tx, (attempts.get(tx) ?? 0) + 1);
  try {
    const result = await work();
    await tx.query('RELEASE SAVEPOINT attempt');
    return { ok: true, result };
  } catch (error) {
    await tx.query('ROLLBACK TO SAVEPOINT attempt');
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, refusal: error.answer() };
  } finally {
    attempts.set(tx, attempts.get(tx)! - 1);
  }
}

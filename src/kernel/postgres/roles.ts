import pg from 'pg';
import { StartProblem } from '../start-problem.ts';
import { roleNames, type Secrets } from './cluster.ts';

/** Name of the database in our own server. */
export const databaseName = 'tongguan';

/** Runs one piece of work on one connection and closes it. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function exists(client: pg.Client, table: 'pg_roles' | 'pg_database', column: 'rolname' | 'datname', name: string): Promise<boolean> {
  return (await client.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [name])).rowCount === 1;
}

/** Makes the two roles and the database in our own server unless they are there: the application's role owns nothing. */
export async function makeRoles(administratorUrl: string, secrets: Secrets): Promise<void> {
  await withClient(administratorUrl, async (client) => {
    for (const role of ['owner', 'app'] as const) {
      if (await exists(client, 'pg_roles', 'rolname', roleNames[role])) continue;
      await client.query(`CREATE ROLE ${roleNames[role]} LOGIN PASSWORD ${client.escapeLiteral(secrets[role])}`);
    }
    if (!(await exists(client, 'pg_database', 'datname', databaseName))) {
      await client.query(`CREATE DATABASE ${databaseName} OWNER ${roleNames.owner}`);
    }
    await client.query(`REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${databaseName} TO ${roleNames.app}`);
  });
}

/**
 * Prepares a server that somebody else runs, and gives the address for the application's role.
 * Refuses: StartProblem when the server is too old, not UTF-8, or has no application role that owns nothing.
 */
export async function prepareExternal(ownerUrl: string, password: string, givenAppUrl: string | undefined): Promise<string> {
  const appUrl = givenAppUrl ?? replaceLogin(ownerUrl, roleNames.app, password);
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ encoding: string; version: number; database: string }>(
      "SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num')::int AS version, current_database() AS database",
    );
    const server = rows[0];
    if (server === undefined || server.encoding !== 'UTF8') {
      throw new StartProblem(`The database of TONGGUAN_DATABASE_URL is encoded in ${server?.encoding}, which cannot hold Chinese. Make one with ENCODING 'UTF8'.`);
    }
    if (server.version < 150_000) throw new StartProblem('The server of TONGGUAN_DATABASE_URL is older than PostgreSQL 15.');
    if (await exists(client, 'pg_roles', 'rolname', roleNames.app)) return;
    const database = client.escapeIdentifier(server.database);
    try {
      await client.query(`CREATE ROLE ${roleNames.app} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
      await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${roleNames.app}`);
    } catch (error) {
      if ((error as { code?: string }).code === '42710') return;
      throw new StartProblem(
        `The user of TONGGUAN_DATABASE_URL may not create the role ${roleNames.app} (${String(error)}). Have it created by hand ` +
          `(CREATE ROLE ${roleNames.app} LOGIN PASSWORD '…') and set TONGGUAN_APP_DATABASE_URL to an address with that login.`,
      );
    }
  });
  try {
    await withClient(appUrl, checkAppRole);
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(
      `The application's role cannot sign in to the database (${String(error)}). If ${roleNames.app} was made by another installation, ` +
        'set TONGGUAN_APP_DATABASE_URL to an address with its password.',
    );
  }
  return appUrl;
}

async function checkAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ user: string; super: boolean; owner: boolean; member: boolean }>(
    `SELECT current_user AS user, rolsuper AS super, pg_has_role(datdba, 'MEMBER') AS owner, pg_has_role('${roleNames.app}', 'MEMBER') AS member
       FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
  );
  const role = rows[0];
  if (role === undefined || role.super || role.owner) {
    throw new StartProblem(`The application's role (${role?.user}) owns the database or is a superuser and could switch off its guards. Use ${roleNames.app}.`);
  }
  if (!role.member) throw new StartProblem(`The application's role (${role.user}) must be ${roleNames.app} or a member of it, because the migrations grant to ${roleNames.app}.`);
}

function replaceLogin(url: string, user: string, password: string): string {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  return address.href;
}

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync, chownSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Say, StartProblem } from '../start-problem.ts';
import { type Account, canEnter, serverAccount } from './account.ts';
import { type Binaries, openPlace } from './binaries.ts';

/** The roles' names, the same in every installation because the migrations grant to them. */
export const roleNames = { administrator: 'tongguan_administrator', owner: 'tongguan_owner', app: 'tongguan_app' } as const;

/** The roles' generated passwords. */
export type Secrets = Record<keyof typeof roleNames, string>;

/** The data directory of the server and what belongs to it. */
export interface Cluster {
  path: string;
  account: Account | undefined;
  /** Remembered so that a restart answers at the same address. */
  port: number | undefined;
  rememberPort(port: number): void;
}

/** Writes a file so that a crash leaves the old or the new contents, owned by whoever owns the directory. */
function write(file: string, text: string, mode: number): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, text, { mode, flush: true });
  giveToOwner(temporary);
  renameSync(temporary, file);
}

/** Gives a file that root made to the owner of its directory, so that the owner's own start can use it later. */
export function giveToOwner(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(file));
  chownSync(file, uid, gid);
}

/**
 * Finds where the server's data lies, or decides where it will.
 * Shape: normally `postgres` inside the directory; below /var/lib/tongguan when the directory is closed to the server's account.
 */
export function placeCluster(directory: string, say: Say): Cluster {
  const file = join(directory, 'postgres.json');
  let note: { cluster: string; port?: number };
  if (existsSync(file)) {
    note = JSON.parse(readFileSync(file, 'utf8')) as typeof note;
  } else {
    const account = serverAccount(directory);
    note = { cluster: 'postgres' };
    if (account !== undefined && !canEnter(account, directory)) {
      const hash = createHash('sha256').update(directory).digest('hex').slice(0, 16);
      note.cluster = join(openPlace, hash, 'postgres');
      mkdirSync(dirname(note.cluster), { recursive: true, mode: 0o755 });
      say(`The account ${account.name} cannot enter ${directory}: the database is kept in ${note.cluster} (noted in ${file}).`);
    }
    write(file, `${JSON.stringify(note)}\n`, 0o644);
  }
  const path = isAbsolute(note.cluster) ? note.cluster : resolve(directory, note.cluster);
  return {
    path,
    account: serverAccount(path),
    port: note.port,
    rememberPort(port) {
      if (note.port === port) return;
      note.port = port;
      write(file, `${JSON.stringify(note)}\n`, 0o644);
    },
  };
}

/**
 * Reads the roles' passwords, generated at the first start.
 * Refuses: StartProblem when the file is gone although a database exists.
 */
export function readSecrets(directory: string, cluster: string | null): Secrets {
  const file = join(directory, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  if (cluster !== null && existsSync(join(cluster, 'PG_VERSION'))) {
    throw new StartProblem(`${file} is missing, and without the passwords in it the database in ${cluster} cannot be opened. Put it back from the backup.`);
  }
  const password = (): string => randomBytes(24).toString('base64url');
  const secrets: Secrets = { administrator: password(), owner: password(), app: password() };
  write(file, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  return secrets;
}

/** The environment for PostgreSQL's programs: nothing in the caller's language or PG… variables may change what they do. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ$|NODE_|npm_)/i.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Makes an empty data directory unless one is there: UTF-8, checksums, passwords, loopback only.
 * Refuses: StartProblem when the directory was made by another major version.
 */
export async function makeCluster(cluster: Cluster, binaries: Binaries, administratorPassword: string, durable: boolean, say: Say): Promise<void> {
  const versionFile = join(cluster.path, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const found = Number.parseInt(readFileSync(versionFile, 'utf8'), 10);
    if (found === binaries.major) return;
    throw new StartProblem(
      `The database in ${cluster.path} was made by PostgreSQL ${found}; this Tongguan brings PostgreSQL ${binaries.major}, which cannot open it. ` +
        `Nothing was changed. Start the release of Tongguan that you used before and take a backup with it; then move ${cluster.path} away, ` +
        'start this release and restore the backup. See docs/how-to/go-to-production.md.',
    );
  }
  if (existsSync(cluster.path)) {
    throw new StartProblem(`${cluster.path} exists but is not a PostgreSQL data directory. Move it away, or set TONGGUAN_DATA to another directory.`);
  }

  say('A new database is made.');
  // initdb works beside the final name: a start that was killed half-way leaves nothing that looks like a database.
  const making = `${cluster.path}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  // Beside the cluster and not in the system's temporary place, which a locked-down machine may close to this account.
  const passwordFile = `${cluster.path}.password`;
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${administratorPassword}\n`, { mode: 0o600 });
  const account = cluster.account;
  if (account !== undefined) for (const path of [making, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await run(binaries.initdb, account, [
      `--pgdata=${making}`, `--username=${roleNames.administrator}`, `--pwfile=${passwordFile}`,
      '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
      '--data-checksums', '--auth=scram-sha-256', '--no-instructions', ...(durable ? [] : ['--no-sync']),
    ]);
    const accessFile = join(making, 'pg_hba.conf');
    writeFileSync(accessFile, 'host all all 127.0.0.1/32 scram-sha-256\n');
    chmodSync(accessFile, 0o600);
    renameSync(making, cluster.path);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run(program: string, account: Account | undefined, options: string[]): Promise<void> {
  const identity = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const child = spawn(program, options, { ...identity, cwd: '/', env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const code = await new Promise<number | string>((done) => {
    child.on('error', (error) => done(String(error)));
    child.on('close', (exit, signal) => done(exit ?? String(signal)));
  });
  if (code === 0) return;
  const nameless = /could not look up effective user ID/.test(complaint)
    ? ' PostgreSQL needs an entry for this user in /etc/passwd; run Tongguan as a named user, or set TONGGUAN_DATABASE_URL.'
    : '';
  throw new StartProblem(`The database could not be made (${code}): ${complaint.trim()}${nameless}`);
}

/**
 * Makes the directory that holds everything and gives its real path; root gives it to the owner of the place it lies in.
 * Refuses: StartProblem when the directory cannot be made.
 */
export function makeDirectory(directory: string): string {
  try {
    const first = mkdirSync(directory, { recursive: true, mode: 0o755 });
    if (first !== undefined) {
      for (let path = resolve(directory); path.length >= first.length; path = dirname(path)) {
        if (process.getuid?.() === 0) chownSync(path, statSync(dirname(first)).uid, statSync(dirname(first)).gid);
      }
    }
  } catch (error) {
    throw new StartProblem(`The data directory ${directory} cannot be made: ${String(error)}. Set TONGGUAN_DATA to a directory that you may write.`);
  }
  return realpathSync(directory);
}

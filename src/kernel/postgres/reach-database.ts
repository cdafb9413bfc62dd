import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../migrate.ts';
import { type Say, StartProblem } from '../start-problem.ts';
import { placeCluster, readSecrets, roleNames } from './cluster.ts';
import { findHolder } from './lock.ts';
import { openDatabase } from './open-database.ts';
import { databaseName, withClient } from './roles.ts';

/** Is a database reached for reading, and how to let go of it. */
export interface Reached {
  readonly url: string;
  close(): Promise<void>;
}

// A Tongguan that is just starting answers within this time or has a problem of its own to tell.
const patienceMs = 30_000;

async function beside(directory: string, say: Say): Promise<string | undefined> {
  const until = Date.now() + patienceMs;
  for (let isFirst = true; findHolder(directory) !== undefined; isFirst = false) {
    const { path, port } = placeCluster(directory, say);
    if (port !== undefined) {
      const url = `postgres://${roleNames.app}:${readSecrets(directory, path).app}@127.0.0.1:${port}/${databaseName}`;
      const answers = await withClient(url, async () => true).catch(() => false);
      if (answers) return url;
    }
    if (isFirst) say('The Tongguan that runs on this data does not answer yet; waiting …');
    if (Date.now() > until) throw new StartProblem(`The Tongguan that runs on ${directory} does not answer. Look at what it says, or stop it first.`);
    await sleep(250);
  }
  return undefined;
}

/**
 * Reaches the database for reading: beside a Tongguan that runs on the directory through its own server, else by starting the server for as long as it is read; with `url` the external one.
 * Refuses: StartProblem where there is no database yet, or it cannot be reached.
 */
export async function reachDatabase(options: { readonly directory: string; readonly url?: string | undefined; readonly appUrl?: string | undefined; readonly say: Say }): Promise<Reached> {
  const external = options.appUrl ?? options.url;
  if (external !== undefined) return { url: external, close: () => Promise.resolve() };
  const noted = join(options.directory, 'postgres.json');
  if (!existsSync(noted)) throw new StartProblem(`There is no database in ${options.directory} yet. Start Tongguan once, or set TONGGUAN_DATA or TONGGUAN_DATABASE_URL.`);
  const url = await beside(realpathSync(options.directory), options.say);
  if (url !== undefined) return { url, close: () => Promise.resolve() };
  const database = await openDatabase({ directory: options.directory, say: options.say });
  try {
    await migrate({ ownerUrl: database.ownerUrl, say: options.say });
  } catch (error) {
    await database.stop();
    throw error;
  }
  return { url: database.url, close: () => database.stop() };
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/kernel/migrate.ts';
import { openDatabase } from '../../src/kernel/postgres/open-database.ts';
import type { Database } from '../../src/kernel/postgres/open-database.ts';

/** Gives a measurement a server of PostgreSQL of its own, migrated and empty, every commit durable; it goes with its directory when the work is done. */
export async function onOwnServer<T>(work: (database: Database, directory: string) => Promise<T>, settings: Readonly<Record<string, string>> = {}): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'tongguan-bench-'));
  // Root's server runs under another account, which must be able to enter.
  chmodSync(directory, 0o755);
  try {
    const database = await openDatabase({ directory: join(directory, 'data'), settings });
    try {
      await migrate({ ownerUrl: database.ownerUrl });
      return await work(database, directory);
    } finally {
      await database.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

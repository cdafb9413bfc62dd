import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dumpSchema } from '../src/kernel/dump-schema.ts';
import { migrate } from '../src/kernel/migrate.ts';
import { openDatabase } from '../src/kernel/postgres/open-database.ts';
import { withClient } from '../src/kernel/postgres/roles.ts';

// Migrates an empty database that is thrown away, and writes db/schema.sql from what came out.
const directory = mkdtempSync(join(tmpdir(), 'tongguan-schema-'));
// Root's server runs under another account, which must be able to enter.
chmodSync(directory, 0o755);
try {
  const database = await openDatabase({ directory, settings: { fsync: 'off' } });
  try {
    await migrate({ ownerUrl: database.ownerUrl });
    const file = fileURLToPath(new URL('../db/schema.sql', import.meta.url));
    writeFileSync(file, await withClient(database.ownerUrl, dumpSchema));
    console.log(`${file} is written.`);
  } finally {
    await database.stop();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

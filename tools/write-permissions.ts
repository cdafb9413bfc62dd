import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openVault } from '../src/kernel/vault.ts';
import { EventBook } from '../src/modules/ports/events.ts';
import { permissionsOf, permissionsPage } from '../src/server/permissions.ts';
import { makeRegistry } from '../src/server/registry.ts';

// Writes docs/permissions.md from the roles at the actions, views and steps; the registry is only read, so it needs no database.
const noDatabase = { query: () => Promise.reject(new Error('The permission table needs no database.')) };
const file = fileURLToPath(new URL('../docs/permissions.md', import.meta.url));
writeFileSync(file, permissionsPage(permissionsOf(makeRegistry(new EventBook(noDatabase), openVault('nowhere')))));
console.log(`${file} is written.`);

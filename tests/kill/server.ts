import { openDatabase } from '../../src/kernel/postgres/open-database.ts';
import { migrate } from '../../src/kernel/migrate.ts';
import { startServer } from '../../src/server/start.ts';

const database = await openDatabase({ directory: process.env.KILL_DIRECTORY ?? '' });
await migrate({ ownerUrl: database.ownerUrl });
const server = await startServer({ database, port: Number(process.env.KILL_PORT ?? 0), host: '127.0.0.1' });
process.send?.({ port: Number(new URL(server.address).port), url: database.url, dataDirectory: database.dataDirectory });
process.on('message', () => void server.stop().then(() => database.stop()).then(() => process.exit(0)));

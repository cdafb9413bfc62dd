import { startServer } from '../../../src/server/start.ts';

const server = await startServer({ database: { url: process.env.BENCH_DATABASE_URL ?? '' }, port: 0, host: '127.0.0.1' });
process.send?.({ port: Number(new URL(server.address).port) });
process.on('message', () => void server.stop().then(() => process.exit(0)));

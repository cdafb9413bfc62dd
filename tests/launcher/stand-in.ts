import { createServer } from 'node:http';
import pg from 'pg';
import { startAndWait } from '../../tools/start.ts';

// The smallest thing that `npm start` could start: it answers 200 once a row is durably in the database.
await startAndWait({
  buildConsole: async () => undefined,
  async prepareWorld({ database, say }) {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query('CREATE TABLE IF NOT EXISTS marks (mark text PRIMARY KEY)');
    await client.query('GRANT SELECT, INSERT ON marks TO tongguan_app');
    await client.end();
    say('The world is prepared.');
  },
  async startServer({ database, port, host }) {
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    pool.on('error', () => undefined);
    const server = createServer((request, response) => {
      const mark = request.url?.slice(1) ?? '';
      const sql = request.method === 'POST' ? 'INSERT INTO marks VALUES ($1)' : 'SELECT mark FROM marks WHERE mark = $1';
      pool.query(sql, [mark]).then(
        ({ rowCount }) => response.writeHead(rowCount === 1 ? 200 : 404).end(),
        (error: unknown) => response.writeHead(503).end(String(error)),
      );
    });
    await new Promise<void>((done) => server.listen(port, host, done));
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    return {
      address: `http://${host}:${bound}`,
      async stop() {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
        await pool.end();
      },
    };
  },
});

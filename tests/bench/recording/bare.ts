import { createServer } from 'node:http';
import pg from 'pg';

// The floor: Node's own HTTP server reads the same JSON and inserts one row of the same table as pgbench for each request, by group commit. No framework, rules, cases or audit.
interface Waiting { readonly id: string; readonly fact: string; answer(): void }

const db = new pg.Client({ connectionString: process.env.BENCH_DATABASE_URL ?? '' });
await db.connect();
let waiting: Waiting[] = [];
let isWriting = false;

function write(): void {
  if (isWriting || waiting.length === 0) return;
  isWriting = true;
  setImmediate(() => {
    const batch = waiting;
    waiting = [];
    const values = [batch.map((entry) => entry.id), batch.map((entry) => entry.fact)];
    void db.query({ name: 'bare', text: 'INSERT INTO bench_facts SELECT x.id, x.fact, now() FROM unnest($1::uuid[], $2::jsonb[]) AS x(id, fact)', values }).then(() => {
      isWriting = false;
      write();
      for (const entry of batch) entry.answer();
    });
  });
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => { body += chunk; });
  request.on('end', () => {
    const { id, input } = JSON.parse(body) as { id: string; input: unknown };
    waiting.push({ id, fact: JSON.stringify(input), answer() {
      const text = JSON.stringify({ ok: true, id, recordedAt: new Date().toISOString() });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.end(text);
    } });
    write();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', () => void db.end().then(() => process.exit(0)));

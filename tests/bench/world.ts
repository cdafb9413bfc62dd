import { cpus } from 'node:os';
import pg from 'pg';
import { makeFlights, openPort, worldSeed } from '../../src/demo/make-world.ts';
import { analyse } from '../../src/demo/prepare-world.ts';
import { wordsId } from '../../src/kernel/named-ids.ts';
import { arrivals, firstDay, madeUntil } from '../../src/demo/schedule.ts';
import { openHouse } from '../../src/server/start.ts';
import { onOwnServer } from './own-server.ts';

const sideBySide = 6;
const lastDay = '2022-01-10';

/** Measures one-row durable inserts per second, by as many connections as the world is made with. */
async function bareInserts(ownerUrl: string, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: sideBySide });
  // A connection that ends with the server has nothing left to say.
  pool.on('error', () => undefined);
  try {
    await pool.query('CREATE TABLE IF NOT EXISTS bench_facts (id uuid PRIMARY KEY, fact jsonb NOT NULL, at timestamptz NOT NULL)');
    const fact = JSON.stringify({ step: 'CHK-02', evidence: { temperatureCelsius: 36.5 }, officer: '0192f0c0-0000-7000-8000-000000000000' });
    let rows = 0;
    const began = performance.now();
    const end = began + seconds * 1000;
    await Promise.all(Array.from({ length: sideBySide }, async () => {
      while (performance.now() < end) {
        await pool.query({ name: 'bench_fact', text: 'INSERT INTO bench_facts VALUES (gen_random_uuid(), $1, now())', values: [fact] });
        rows += 1;
      }
    }));
    const rate = rows / ((performance.now() - began) / 1000);
    await pool.query('DROP TABLE bench_facts');
    return rate;
  } finally {
    await pool.end();
  }
}

/** What the world bench found. */
export interface WorldBench {
  name: 'world';
  /** Records per second as a share of the bare one-row inserts per second of the same run. */
  ratio: number;
  flights: number;
  persons: number;
  actions: number;
  records: number;
  seconds: number;
  recordsPerSecond: number;
  insertsPerSecond: number;
  cores: number;
}

/**
 * Loads the 196 flights up to 10 January 2022 through the public actions: announced, listed, planned, carried out and closed, every commit durable.
 * The ratio is to what plain one-row inserts reach before and after, on the same server and with as many connections.
 */
export async function bench(options: { flights?: number; seconds?: number } = {}): Promise<WorldBench> {
  return onOwnServer(async (database) => {
    const open = await openHouse(database.url);
    const before = await bareInserts(database.ownerUrl, options.seconds ?? 4);
    const flights = arrivals(worldSeed).filter((flight) => flight.flightDate <= lastDay).slice(0, options.flights ?? 196);
    const eventId = wordsId(worldSeed, 'bench');
    const began = performance.now();
    const stage = await openPort(open, eventId, 'bench', new Date(Date.parse(firstDay) - 7 * 86_400_000).toISOString());
    const { actions } = await makeFlights(stage, worldSeed, flights, madeUntil, {
      sideBySide,
      async onProgress({ done }) {
        // A server that has run for a while has statistics; the bench does not wait for autovacuum.
        if (done === 3 || done === 20 || done === 80) await analyse(database.ownerUrl);
      },
    });
    const seconds = (performance.now() - began) / 1000;
    const [found] = await open.pool.query<{ flights: number; persons: number; records: number }>(
      `SELECT (SELECT count(*) FROM gates WHERE event_id = $1 AND gate = 'closed' AND passed_by IS NOT NULL) AS flights, count(*) AS records,
         count(*) FILTER (WHERE step = 'ONB-01' AND outcome = 'passed' AND (evidence->>'onBoard')::boolean) AS persons FROM records WHERE event_id = $1`, [eventId]);
    const after = await bareInserts(database.ownerUrl, options.seconds ?? 4);
    await open.close();
    const { flights: closed, persons, records } = found!;
    if (closed !== flights.length) throw new Error(`${closed} of ${flights.length} flights were closed`);
    const insertsPerSecond = (before + after) / 2;
    return {
      name: 'world', ratio: Math.round((records / seconds / insertsPerSecond) * 100) / 100, flights: closed, persons, actions, records, seconds: Math.round(seconds * 10) / 10,
      recordsPerSecond: Math.round(records / seconds), insertsPerSecond: Math.round(insertsPerSecond), cores: cpus().length,
    };
  });
}

import { cpus } from 'node:os';
import { openPool } from '../../src/kernel/db.ts';
import { uuidv7 } from '../../src/kernel/ids.ts';
import { houseActor } from '../../src/kernel/officer.ts';
import { auditLedger } from '../../src/modules/goods/auditing.ts';
import { LedgerPoster } from '../../src/modules/goods/posting.ts';
import type { LedgerRequest } from '../../src/modules/goods/rules/ledger/requests.ts';
import { letter, reserve } from '../../src/modules/goods/rules/ledger/sample.ts';
import { withClient } from '../../src/kernel/postgres/roles.ts';
import { insertEvent } from '../../src/modules/ports/store.ts';
import { pgbench } from './recording.ts';
import { onOwnServer } from './own-server.ts';

const now = '2022-01-10T04:00:00.000Z';

/**
 * Measures postings to one instrument: so many writers, each waiting for its answer, reserve, commit, discharge in two parts.
 * The ratio is postings per second, durable and with every guard, over pgbench's one-row inserts with as many clients on the same server in the same run.
 */
export async function bench(options: { writers?: number; seconds?: number } = {}): Promise<Record<string, unknown>> {
  const writers = options.writers ?? 32;
  const seconds = options.seconds ?? 4;
  return onOwnServer(async (database) => {
    const pool = openPool(database.url, { max: 8 });
    try {
      const eventId = uuidv7();
      await insertEvent(pool, { event_id: eventId, code: 'bench', name_en: 'Bench', name_zh: '测量', time_zone: 'Asia/Shanghai', clock: { kind: 'real' } }, now);
      const poster = new LedgerPoster(pool);
      const instrumentId = uuidv7();
      const post = async (request: LedgerRequest): Promise<void> => {
        const answer = await poster.post(eventId, houseActor, uuidv7(), request, now);
        if (!answer.ok) throw new Error(`${request.kind} was refused: ${answer.refusal.code}`);
      };
      await post(letter(instrumentId, 5_000_000_000n));
      const run = async (until: number): Promise<{ postings: number; waits: number[]; milliseconds: number }> => {
        const began = performance.now();
        const waits: number[] = [];
        await Promise.all(Array.from({ length: writers }, async () => {
          while (performance.now() < began + until) {
            const lineId = uuidv7();
            const discharge = { kind: 'discharge', instrumentId, lineId, quantity: 5n, reason: 'reExported' } as const;
            for (const request of [reserve(instrumentId, lineId, 145_000n), { kind: 'commit', instrumentId, lineId, amountFen: 140_394n }, discharge, discharge] as const) {
              const asked = performance.now();
              await post(request);
              waits.push(performance.now() - asked);
            }
          }
        }));
        return { postings: waits.length, waits: waits.toSorted((one, other) => one - other), milliseconds: performance.now() - began };
      };
      // A server that has run for a while is warm and has statistics; the bench does not wait for autovacuum.
      await run(1000);
      await withClient(database.ownerUrl, (client) => client.query('ANALYZE'));
      const before = await pgbench(database.ownerUrl, writers, seconds);
      const { postings, waits, milliseconds } = await run(seconds * 1000);
      const after = await pgbench(database.ownerUrl, writers, seconds);
      const { book, breaches } = await auditLedger(pool, eventId);
      if (breaches.length > 0) throw new Error(`The book of the bench does not hold: ${JSON.stringify(breaches[0])}`);
      const postingsPerSecond = Math.round((postings / milliseconds) * 1000);
      const pgbenchPerSecond = Math.round((before + after) / 2);
      return {
        name: 'ledger', ratio: Math.round((postingsPerSecond / pgbenchPerSecond) * 100) / 100, cores: cpus().length, writers, postingsPerSecond, pgbenchPerSecond,
        p50Milliseconds: Math.round(waits[Math.floor(waits.length / 2)]! * 10) / 10, p99Milliseconds: Math.round(waits[Math.floor(waits.length * 0.99)]! * 10) / 10, entries: book.entries.length,
      };
    } finally {
      await pool.close();
    }
  }, { max_connections: '120' });
}

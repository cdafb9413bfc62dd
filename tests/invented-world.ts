import { actorFor, inventedEvent } from '../src/demo/port.ts';
import { expect } from 'vitest';
import { runView } from '../src/kernel/view.ts';
import { auditLedger } from '../src/modules/goods/auditing.ts';
import { findEventByCode } from '../src/modules/ports/events.ts';
import { openHouse } from '../src/server/start.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { worldDatabase } from './database.ts';

/** Is the world of Beijing 2022 as far as this run has it, opened for one file of tests. */
export interface InventedWorld {
  readonly open: OpenHouse;
  readonly eventId: string;
  /** What a command needs in its environment to reach this copy. */
  readonly environment: Readonly<Record<string, string>>;
  /** Reads a view as the duty officer. */
  see<T>(view: string, input: object, asOf?: string): Promise<T>;
  close(): Promise<void>;
}

/** Opens a copy of the world that the whole run shares. */
export async function openInventedWorld(): Promise<InventedWorld> {
  const database = await worldDatabase();
  const open = await openHouse(database.url);
  const eventId = (await findEventByCode(open.pool, inventedEvent.code))!.event_id;
  return {
    open, eventId, environment: { TONGGUAN_DATABASE_URL: database.ownerUrl, TONGGUAN_APP_DATABASE_URL: database.url },
    async see<T>(view: string, input: object, asOf?: string): Promise<T> {
      return (await runView(open.house, eventId, actorFor(eventId, 'dutyOfficer', null), open.registry.views.get(view)!, input, { asOf })).data as T;
    },
    async close() {
      await open.close();
      await database.close();
    },
  };
}

/** Counts arrivals of some days and the people supervised on them by an instant, straight from the records. */
export async function supervised(open: OpenHouse, eventId: string, from: string, to: string, asOf: string): Promise<[flights: number, persons: number]> {
  const [row] = await open.pool.query<{ flights: number; persons: number }>(
    `SELECT (SELECT count(*) FROM flights f WHERE f.event_id = $1 AND f.direction = 'arrival' AND f.flight_date BETWEEN $2 AND $3
         AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = f.flight_id AND r.step = 'BRD-01' AND r.outcome = 'passed' AND r.recorded_at <= $4)) AS flights,
       (SELECT count(*) FROM journeys j JOIN flights f ON f.event_id = $1 AND f.flight_id = j.flight_id WHERE j.event_id = $1 AND f.direction = 'arrival' AND f.flight_date BETWEEN $2 AND $3
         AND EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = j.case_id AND r.step = 'ONB-01' AND (r.evidence->>'onBoard')::boolean AND r.recorded_at <= $4)) AS persons`,
    [eventId, from, to, asOf]);
  return [row!.flights, row!.persons];
}

/** Counts what is owed on flights that are closed; the guard of the database allows none. */
export async function owedOnClosed(open: OpenHouse, eventId: string): Promise<number> {
  const [row] = await open.pool.query<{ count: number }>(
    `SELECT count(*) FROM obligations o LEFT JOIN journeys j ON j.event_id = o.event_id AND j.case_id = o.case_id
     JOIN gates g ON g.event_id = o.event_id AND g.case_id = coalesce(j.flight_id, o.case_id) AND g.gate = 'closed' AND g.passed_by IS NOT NULL WHERE o.event_id = $1 AND o.settled_by IS NULL`, [eventId]);
  return row!.count;
}

/** Counts the records that stand after a later one of the same case. */
export async function writtenBackwards(open: OpenHouse, eventId: string): Promise<number> {
  const [row] = await open.pool.query<{ count: number }>('SELECT count(*) FROM records a JOIN records b ON b.event_id = a.event_id AND b.case_id = a.case_id AND b.seq = a.seq + 1 WHERE a.event_id = $1 AND b.recorded_at < a.recorded_at', [eventId]);
  return row!.count;
}

/** Counts what is owed on consignments though it bars a gate that they went through, and what is owed on closed ones. */
export async function owedThoughReleased(open: OpenHouse, eventId: string): Promise<[barred: number, closed: number]> {
  const [barred] = await open.pool.query<{ count: number }>('SELECT count(*) FROM obligations o JOIN gates g ON g.event_id = o.event_id AND g.case_id = o.case_id AND g.gate = o.bars AND g.passed_by IS NOT NULL JOIN consignments c ON c.event_id = o.event_id AND c.consignment_id = o.case_id WHERE o.event_id = $1 AND o.settled_by IS NULL', [eventId]);
  const [closed] = await open.pool.query<{ count: number }>("SELECT count(*) FROM obligations o JOIN records r ON r.event_id = o.event_id AND r.case_id = o.case_id AND r.step = 'GDS-CLS' WHERE o.event_id = $1 AND o.settled_by IS NULL", [eventId]);
  return [barred!.count, closed!.count];
}

/** Is what the view of the goods' figures gives. */
export interface GoodsFigures { total: { consignments: number; valueFen: number }; rows: { key: string; consignments: number; valueFen: number; lines: number; pieces: number }[] }

/** Makes sure that so many consignments of such a value are released by an instant, however they are grouped, and that every figure opens to as many. */
export async function expectReleased({ see }: InventedWorld, asOf: string, consignments: number, valueFen: number): Promise<void> {
  for (const groupBy of ['all', 'port', 'kind', 'month', 'day', 'lane']) {
    const { total, rows } = await see<GoodsFigures>('goods.figures', { groupBy }, asOf);
    expect([groupBy, total]).toEqual([groupBy, { consignments, valueFen }]);
    expect(rows.reduce((sum, row) => sum + row.valueFen, 0)).toBe(valueFen);
    const { consignments: cases } = await see<{ consignments: { consignmentId: string; valueFen: number }[] }>('goods.figureCases', { groupBy }, asOf);
    expect([cases.length, cases.reduce((sum, one) => sum + one.valueFen, 0)]).toEqual([consignments, valueFen]);
    for (const row of groupBy === 'port' || groupBy === 'kind' || groupBy === 'month' ? rows : []) {
      expect((await see<{ consignments: unknown[] }>('goods.figureCases', { groupBy, key: row.key }, asOf)).consignments.length, row.key).toBe(row.consignments);
    }
  }
}

/** Makes sure that the guarantees balance to the fen and the whole book counts again; carnets are accepted one after the other. Shape: the instruments, and how many entries the book has. */
export async function expectBalanced({ open, eventId, see }: InventedWorld, carnets = 6): Promise<{ instruments: { reference: string; availableFen: number }[]; entries: number }> {
  const { instruments } = await see<{ instruments: { kind: string; reference: string; limitFen: number; availableFen: number; reservedFen: number; committedFen: number; claimedFen: number; calledFen: number; linesOpen: number }[] }>('goods.guarantees', {});
  expect(instruments.filter((one) => one.kind === 'bankLetter').length).toBe(1);
  expect(instruments.filter((one) => one.kind === 'carnet').length).toBe(carnets);
  for (const one of instruments) expect(one.availableFen + one.reservedFen + one.committedFen + one.claimedFen + one.calledFen, one.reference).toBe(one.limitFen);
  const letter = instruments.find((one) => one.kind === 'bankLetter')!;
  expect(Math.min(letter.availableFen, letter.reservedFen, letter.committedFen, letter.linesOpen)).toBeGreaterThan(0);
  const { book, breaches } = await auditLedger(open.pool, eventId);
  expect(breaches).toEqual([]);
  return { instruments, entries: book.entries.length };
}

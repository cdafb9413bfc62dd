import { actorFor, inventedEvent } from '../src/demo/port.ts';
import { runView } from '../src/kernel/view.ts';
import { findEventByCode } from '../src/modules/ports/events.ts';
import { openHouse } from '../src/server/start.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { worldDatabase } from './database.ts';

/** Is the whole world of Beijing 2022, opened for one file of tests. */
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

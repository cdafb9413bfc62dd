import type { Db } from '../../../kernel/db.ts';
import type { StatisticsFilter } from '../shapes.ts';

/** Is one flight that figures are asked of. `closedAt` is null where it was not closed by the instant asked for; from then on nothing of it can change. */
export interface CountedFlight {
  readonly flight_id: string;
  readonly designator: string;
  readonly flight_date: string;
  readonly direction: 'arrival' | 'departure';
  readonly point_code: string;
  readonly point_en: string;
  readonly point_zh: string;
  readonly origin: string;
  readonly destination: string;
  readonly closed_at: string | null;
}

/** Lists the flights that a filter names and that were announced by an instant. Shape: by day, then by designator. */
export async function countedFlights(db: Db, eventId: string, asOf: string, filter: StatisticsFilter & { readonly flightId?: string | undefined }): Promise<CountedFlight[]> {
  return db.query<CountedFlight>(
    `SELECT f.flight_id, f.designator, f.flight_date, f.direction, p.code AS point_code, p.name_en AS point_en, p.name_zh AS point_zh, f.origin, f.destination, r.recorded_at AS closed_at
     FROM flights f
     JOIN points_of_entry p ON p.event_id = f.event_id AND p.point_id = f.point_id
     JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id AND c.opened_at <= $2
     LEFT JOIN gates g ON g.event_id = f.event_id AND g.case_id = f.flight_id AND g.gate = 'closed' AND g.passed_by IS NOT NULL
     LEFT JOIN records r ON r.event_id = g.event_id AND r.record_id = g.passed_by AND r.recorded_at <= $2
     WHERE f.event_id = $1 AND ($3::date IS NULL OR f.flight_date >= $3) AND ($4::date IS NULL OR f.flight_date <= $4) AND ($5::text IS NULL OR p.code = $5)
       AND ($6::text IS NULL OR f.direction = $6) AND ($7::uuid IS NULL OR f.flight_id = $7)
     ORDER BY f.flight_date, f.designator, f.flight_id`,
    [eventId, asOf, filter.from ?? null, filter.to ?? null, filter.point ?? null, filter.direction ?? null, filter.flightId ?? null]);
}

/** Tells what an event is called and in which zone its officers read their clocks. */
export async function eventOf(db: Db, eventId: string): Promise<{ readonly en: string; readonly zh: string; readonly timeZone: string }> {
  const [row] = await db.query<{ name_en: string; name_zh: string; time_zone: string }>('SELECT name_en, name_zh, time_zone FROM events WHERE event_id = $1', [eventId]);
  if (row === undefined) throw new Error(`No event ${eventId}`);
  return { en: row.name_en, zh: row.name_zh, timeZone: row.time_zone };
}

import type { Db } from '../../../kernel/db.ts';
import type { ChainSettings, ForecastOutcome } from '../shapes/forecasts.ts';
import type { ChainDay } from '../shapes/day.ts';

/** Finds what a point's chain is set to. */
export async function findSettings(db: Db, eventId: string, pointId: string, asOf: string): Promise<{ readonly ordinal: number; readonly content: ChainSettings; readonly reason: string; readonly recorded_at: string } | undefined> {
  return (await db.query<{ ordinal: number; content: ChainSettings; reason: string; recorded_at: string }>('SELECT ordinal, content, reason, recorded_at FROM chain_settings WHERE event_id = $1 AND point_id = $2 AND recorded_at <= $3 ORDER BY ordinal DESC LIMIT 1', [eventId, pointId, asOf], 'chain_settings'))[0];
}

/** Adds a version of what a point's chain is set to. */
export async function insertSettings(db: Db, eventId: string, row: { readonly pointId: string; readonly ordinal: number; readonly content: ChainSettings; readonly reason: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO chain_settings (event_id, point_id, ordinal, content, reason, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [eventId, row.pointId, row.ordinal, JSON.stringify(row.content), row.reason, at, by]);
}

/** Is a forecast as it was computed. */
export interface ForecastRow { readonly forecast_id: string; readonly point_id: string; readonly day: string; readonly purpose: 'day' | 'whatIf' | 'staffing'; readonly seed: number; readonly replications: number; readonly input: ChainDay; readonly outcome: ForecastOutcome; readonly computed_at: string; readonly by_en: string | null; readonly by_zh: string | null }

const select = `SELECT f.forecast_id, f.point_id, f.day::text, f.purpose, f.seed::integer, f.replications, f.input, f.outcome, f.computed_at, o.name_en AS by_en, o.name_zh AS by_zh FROM forecasts f LEFT JOIN officers o ON o.event_id = f.event_id AND o.officer_id = f.computed_by WHERE f.event_id = $1 AND f.computed_at <= $2`;

/** Finds the newest forecast of a point, a day and a purpose. */
export async function newestForecast(db: Db, eventId: string, asOf: string, pointId: string, day: string, purpose: ForecastRow['purpose']): Promise<ForecastRow | undefined> {
  return (await db.query<ForecastRow>(`${select} AND f.point_id = $3 AND f.day = $4 AND f.purpose = $5 ORDER BY f.computed_at DESC, f.forecast_id DESC LIMIT 1`, [eventId, asOf, pointId, day, purpose], 'forecast_newest'))[0];
}

/** Finds forecasts by their identifiers. */
export async function forecastsOf(db: Db, eventId: string, asOf: string, forecastIds: readonly string[]): Promise<readonly ForecastRow[]> {
  return db.query<ForecastRow>(`${select} AND f.forecast_id = ANY ($3::uuid[])`, [eventId, asOf, forecastIds], 'forecasts_named');
}

/** Lists the forecasts of a point from a day on, the newest of each day and purpose, without what went in and came out. */
export async function forecastList(db: Db, eventId: string, asOf: string, pointId: string, fromDay: string): Promise<readonly { readonly forecast_id: string; readonly day: string; readonly purpose: ForecastRow['purpose']; readonly computed_at: string }[]> {
  return db.query('SELECT DISTINCT ON (day, purpose) forecast_id, day::text, purpose, computed_at FROM forecasts WHERE event_id = $1 AND computed_at <= $2 AND point_id = $3 AND day >= $4 ORDER BY day, purpose, computed_at DESC, forecast_id DESC', [eventId, asOf, pointId, fromDay], 'forecast_list');
}

/** Adds a forecast. */
export async function insertForecast(db: Db, eventId: string, row: Omit<ForecastRow, 'forecast_id' | 'point_id' | 'computed_at' | 'by_en' | 'by_zh'> & { readonly forecastId: string; readonly pointId: string; readonly settingsOrdinal: number | null }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO forecasts (event_id, forecast_id, point_id, day, purpose, settings_ordinal, seed, replications, input, outcome, computed_at, computed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [eventId, row.forecastId, row.pointId, row.day, row.purpose, row.settingsOrdinal, row.seed, row.replications, JSON.stringify(row.input), JSON.stringify(row.outcome), at, by]);
}

/** Is what was promised of a flight. Unit: seconds. */
export interface PromiseRow { readonly flight_id: string; readonly designator: string; readonly ordinal: number; readonly forecast_id: string; readonly plan_id: string; readonly plan_version: number; readonly p50_seconds: number; readonly p95_seconds: number; readonly over_target: number; readonly target_seconds: number; readonly bottleneck: string | null; readonly staff_minutes: number; readonly quality: 'live' | 'earlier' | 'average'; readonly promised_at: string }

/** Lists the promise that counts of each flight: the newest before it landed or left, else the newest. `flightIds` null asks for all of the event. */
export async function promiseRows(db: Db, eventId: string, asOf: string, flightIds: readonly string[] | null): Promise<readonly PromiseRow[]> {
  return db.query<PromiseRow>(`SELECT DISTINCT ON (p.flight_id) p.flight_id, f.designator, p.ordinal, p.forecast_id, p.plan_id, p.plan_version, p.p50_seconds, p.p95_seconds, p.over_target, p.target_seconds, p.bottleneck, p.staff_minutes, p.quality, p.promised_at
    FROM dwell_promises p JOIN flights f ON f.event_id = p.event_id AND f.flight_id = p.flight_id
    LEFT JOIN LATERAL (SELECT min(m.at) AS landed_at FROM flight_movements m WHERE m.event_id = p.event_id AND m.flight_id = p.flight_id AND (m.kind IN ('landed', 'onBlocks', 'doorsOpen') OR (m.kind = 'departed' AND f.direction = 'departure')) AND m.recorded_at <= $2) l ON true
    WHERE p.event_id = $1 AND p.promised_at <= $2 AND ($3::uuid[] IS NULL OR p.flight_id = ANY ($3))
    ORDER BY p.flight_id, (l.landed_at IS NULL OR p.promised_at <= l.landed_at) DESC, p.ordinal DESC`, [eventId, asOf, flightIds], 'promises');
}

/** Adds promises of flights, each after the flight's last. */
export async function insertPromises(db: Db, eventId: string, rows: readonly Omit<PromiseRow, 'designator' | 'ordinal' | 'promised_at'>[], by: string | null, at: string): Promise<void> {
  await db.query(`INSERT INTO dwell_promises (event_id, flight_id, ordinal, forecast_id, plan_id, plan_version, p50_seconds, p95_seconds, over_target, target_seconds, bottleneck, staff_minutes, quality, promised_at, promised_by)
    SELECT $1, r.flight_id, coalesce((SELECT max(p.ordinal) FROM dwell_promises p WHERE p.event_id = $1 AND p.flight_id = r.flight_id), 0) + 1, r.forecast_id, r.plan_id, r.plan_version, r.p50_seconds, r.p95_seconds, r.over_target, r.target_seconds, r.bottleneck, r.staff_minutes, r.quality, $3, $4
    FROM jsonb_to_recordset($2::jsonb) AS r (flight_id uuid, forecast_id uuid, plan_id uuid, plan_version integer, p50_seconds integer, p95_seconds integer, over_target float, target_seconds integer, bottleneck text, staff_minutes float, quality text)`,
  [eventId, JSON.stringify(rows), at, by]);
}

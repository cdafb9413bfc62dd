import type { Db } from '../../kernel/db.ts';
import type { Need } from './shapes/forecasts.ts';
import { forecastsOf } from './store/forecasts.ts';

/** Is the need for staff that a forecast found. Shape: need null where it was not computed for staffing. */
export interface ForecastNeed { readonly pointId: string; readonly day: string; readonly need: readonly Need[] | null }

/** Gives the need for staff of forecasts by their identifiers. */
export async function needsOf(db: Db, eventId: string, asOf: string, forecastIds: readonly string[]): Promise<ReadonlyMap<string, ForecastNeed>> {
  if (forecastIds.length === 0) return new Map();
  return new Map((await forecastsOf(db, eventId, asOf, forecastIds)).map((row) => [row.forecast_id, { pointId: row.point_id, day: row.day, need: row.outcome.need }]));
}

import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { needsOf } from '../forecast/needs.ts';
import { daysBetween } from '../goods/rules/dates.ts';
import type { Demand } from './shapes/planning.ts';

/** Takes the need for staff from forecasts of the days of a roster. Refuses: `forecast-unknown`, `forecast-outside`, `forecast-no-staffing`. */
export async function demandFromForecasts(db: Db, eventId: string, now: string, roster: { readonly pointId: string; readonly firstDay: string; readonly days: number; readonly forecastIds: readonly string[] }): Promise<readonly Demand[]> {
  const found = await needsOf(db, eventId, now, roster.forecastIds);
  return roster.forecastIds.flatMap((forecastId, at) => {
    const forecast = found.get(forecastId);
    if (forecast === undefined || forecast.pointId !== roster.pointId) throw new Refusal('forecast-unknown', {}, `/forecastIds/${at}`);
    const day = daysBetween(roster.firstDay, forecast.day);
    if (day < 0 || day >= roster.days) throw new Refusal('forecast-outside', { day: forecast.day }, `/forecastIds/${at}`);
    if (forecast.need === null) throw new Refusal('forecast-no-staffing', {}, `/forecastIds/${at}`);
    return forecast.need.map((one) => ({ day, skill: one.skill, from: one.from, people: one.people }));
  });
}

import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { simulated, staffed } from './computing.ts';
import { forecastPlanners } from './rules/roles.ts';
import { chainSettings } from './shapes/forecasts.ts';
import { insertForecast, insertPromises, insertSettings } from './store/forecasts.ts';
import { getPointId, qualityOf, settingsOf, takeDay } from './taking.ts';

const strict = { additionalProperties: false } as const;
const pointCode = Type.String({ maxLength: 8 });
const day = Type.String({ format: 'date' });

const setChain = defineAction({
  name: 'forecast.setChain',
  summary: 'Sets the chain of stations of a point of entry: servers by time of day, service times with their sources, shares, buses, targets. Forecasts keep the settings that they were computed with.',
  roles: ['dutyOfficer', 'rosterPlanner'],
  input: Type.Object({ pointCode, content: chainSettings, reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) }, strict),
  output: Type.Object({ ordinal: Type.Integer() }),
  refuses: ['point-unknown', 'chain-invalid', 'staff-changed-meanwhile'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const pointId = await getPointId(tx, eventId, input.pointCode);
    const wrong = input.content.stations.findIndex((station) => station.servers.some((window) => window.until <= window.from));
    if (wrong !== -1) throw new Refusal('chain-invalid', { where: input.content.stations[wrong]!.station, reason: '≤ 0 min' }, `/content/stations/${wrong}/servers`);
    const ordinal = ((await settingsOf(tx, eventId, pointId, now)).ordinal ?? 0) + 1;
    try {
      await insertSettings(tx, eventId, { pointId, ordinal, content: input.content, reason: input.reason.trim() }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'chain_settings_pkey') throw new Refusal('staff-changed-meanwhile', {}, '/content');
      throw error;
    }
    announce('forecast');
    return { ordinal };
  },
});

const compute = defineAction({
  name: 'forecast.compute',
  summary: 'Simulates a day of a point of entry from its flights as they are known, and promises each flight its dwell. With `staffing` it also finds how many people of which skill are needed until the targets hold for the whole chain.',
  roles: [...forecastPlanners],
  input: Type.Object({ pointCode, day, replications: Type.Integer({ minimum: 20, maximum: 2000 }), seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }), staffing: Type.Boolean() }, strict),
  output: Type.Object({ forecastId: Type.String(), flights: Type.Integer() }),
  refuses: ['point-unknown', 'no-flights', 'background-full', 'background-too-long'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const taken = await takeDay(tx, eventId, now, input.pointCode, input.day);
    const pointId = await getPointId(tx, eventId, input.pointCode);
    const forecastId = uuidv7();
    const row = { forecastId, pointId, day: input.day, settingsOrdinal: taken.settingsOrdinal, seed: input.seed, input: taken.day };
    if (input.staffing) {
      const { need, outcome } = await staffed(taken.day, input.seed, input.replications);
      await insertForecast(tx, eventId, { ...row, purpose: 'staffing', replications: outcome.replications, outcome: { outcome, need } }, actor.officerId, now);
    } else {
      const outcome = await simulated(taken.day, input.seed, input.replications);
      await insertForecast(tx, eventId, { ...row, purpose: 'day', replications: input.replications, outcome: { outcome, need: null } }, actor.officerId, now);
      const targets = new Map(taken.day.flights.map(({ flight, target }) => [flight, (target ?? taken.targets).dwellMinutes * 60]));
      const flights = new Map(taken.flights.map((flight) => [flight.flight_id, flight]));
      const staffMinutes = Object.values(outcome.staffMinutes).reduce((sum, minutes) => sum + minutes, 0);
      const people = outcome.flights.reduce((sum, flight) => sum + flight.passengers, 0);
      await insertPromises(tx, eventId, outcome.flights.map(({ flight, passengers, dwell }) => {
        const known = flights.get(flight)!;
        const p95 = Math.round(dwell.promise.value * 60);
        return {
          flight_id: flight, forecast_id: forecastId, plan_id: known.plan_id, plan_version: known.plan_version, p50_seconds: Math.min(p95, Math.round(dwell.p50.value * 60)), p95_seconds: p95, over_target: Math.min(1, Math.max(0, dwell.aboveTarget.value)),
          target_seconds: targets.get(flight)!, bottleneck: outcome.bottleneck?.station ?? null, staff_minutes: people === 0 ? 0 : (staffMinutes * passengers) / people, quality: qualityOf(known, now),
        };
      }), actor.officerId, now);
    }
    announce('forecast');
    return { forecastId, flights: taken.flights.length };
  },
});

/** Lists the actions on forecasts. */
export const forecastActions: readonly ActionDefinition[] = [setChain, compute];

import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ViewContext, ViewDefinition } from '../../kernel/view.ts';
import { midnightOf } from '../ports/places.ts';
import { addDays } from '../goods/rules/dates.ts';
import { compared, simulated } from './computing.ts';
import { forecastReaders } from './rules/roles.ts';
import { chainStations, stationOfStep, stepsInOrder } from './rules/stations-of-steps.ts';
import { usual } from './catalogue.ts';
import { Scenario } from './shapes/day.ts';
import type { ChainDay } from './shapes/day.ts';
import { chainSettings } from './shapes/forecasts.ts';
import type { ChainSettings } from './shapes/forecasts.ts';
import { actualDwell, dayOfFlight, doneRows, flightsOfDay, stepsOfPlan, waitingRows } from './store/days.ts';
import type { FlightOfDay } from './store/days.ts';
import { forecastList, newestForecast, promiseRows } from './store/forecasts.ts';
import type { PromiseRow } from './store/forecasts.ts';
import { getPointId, qualityOf, settingsOf, takeDay } from './taking.ts';

const strict = { additionalProperties: false } as const;
const pointCode = Type.String({ maxLength: 8 });
const day = Type.String({ format: 'date' });
const nullable = Type.Union([Type.String(), Type.Null()]);

const slotShape = Type.Object({ from: Type.Number(), queueMean: Type.Number(), queueP95: Type.Number(), waitMean: Type.Number(), waitP95: Type.Number(), breach: Type.Number(), servers: Type.Number(), utilisation: Type.Number(), arrivals: Type.Number() });
const stationShape = Type.Object({ station: Type.String(), skill: nullable, waitingShare: Type.Number(), waitMean: Type.Number(), utilisation: Type.Number(), staffMinutes: Type.Number(), slots: Type.Array(slotShape) });
const promiseShape = Type.Object({
  flightId: Type.String(), designator: Type.String(), direction: Type.Enum(['arrival', 'departure']), landsAt: Type.String(), persons: Type.Integer(), p50Seconds: Type.Integer(), p95Seconds: Type.Integer(), targetSeconds: Type.Integer(), overTarget: Type.Number(), bottleneck: nullable, staffMinutes: Type.Number(), quality: Type.Enum(['live', 'earlier', 'average']), promisedAt: Type.String(),
  languages: Type.Union([Type.Null(), Type.Object({ from: Type.Enum(['cards', 'nationality', 'average']), shares: Type.Array(Type.Object({ language: Type.String(), share: Type.Number() })) })]),
  actual: Type.Union([Type.Null(), Type.Object({ persons: Type.Integer(), ended: Type.Boolean(), p50Seconds: Type.Integer(), p95Seconds: Type.Integer(), over: Type.Number() })]),
});

const targetOf = (settings: ChainSettings) => (flight: FlightOfDay): number => 60 * (flight.direction === 'arrival' ? settings.targets.dwellMinutes : (settings.departures ?? usual.departures.value).dwellMinutes);

async function promisesOf(db: ViewContext['db'], eventId: string, asOf: string, flights: readonly FlightOfDay[], targetOf: (flight: FlightOfDay) => number, taken: ChainDay['flights'] = []) {
  const ids = flights.map((flight) => flight.flight_id);
  const promises = new Map((await promiseRows(db, eventId, asOf, ids)).map((row) => [row.flight_id, row]));
  const actual = new Map((await actualDwell(db, eventId, asOf, ids, flights.map((flight) => promises.get(flight.flight_id)?.target_seconds ?? targetOf(flight)))).map((row) => [row.flight_id, row]));
  return flights.flatMap((flight) => {
    const promise: PromiseRow | undefined = promises.get(flight.flight_id);
    const seen = actual.get(flight.flight_id);
    if (promise === undefined) return [];
    const spoken = taken.find((one) => one.flight === flight.flight_id);
    const shares = Object.entries(spoken?.languages ?? {}).map(([language, share]) => ({ language, share })).toSorted((first, second) => second.share - first.share);
    return [{
      flightId: flight.flight_id, designator: promise.designator, direction: flight.direction, languages: spoken?.languagesFrom === undefined ? null : { from: spoken.languagesFrom, shares }, landsAt: flight.lands_at, persons: flight.persons > 0 ? flight.persons : flight.expected ?? 0, p50Seconds: promise.p50_seconds, p95Seconds: promise.p95_seconds, targetSeconds: promise.target_seconds,
      overTarget: promise.over_target, bottleneck: promise.bottleneck, staffMinutes: promise.staff_minutes, quality: promise.quality, promisedAt: promise.promised_at,
      actual: seen === undefined || seen.p50_seconds === null || seen.p95_seconds === null ? null : { persons: seen.handed_over, ended: seen.ended, p50Seconds: seen.p50_seconds, p95Seconds: seen.p95_seconds, over: seen.over ?? 0 },
    }];
  });
}

const forecastDay = defineView({
  name: 'forecast.day',
  summary: 'Shows the newest forecast of a day: queue and wait of each station by quarter of an hour, the promise of each flight that lands or leaves beside what happened, what its people speak, and who waits where now.',
  roles: [...forecastReaders],
  input: Type.Object({ pointCode, day }, strict),
  output: Type.Object({
    forecast: Type.Union([Type.Null(), Type.Object({
      forecastId: Type.String(), computedAt: Type.String(), replications: Type.Integer(), targetMinutes: Type.Number(), targetShare: Type.Number(), bottleneck: nullable, bottleneckShare: Type.Number(),
      p95Minutes: Type.Number(), p95Low: Type.Number(), p95High: Type.Number(), breach: Type.Number(), people: Type.Integer(), staffMinutes: Type.Record(Type.String(), Type.Number()), stations: Type.Array(stationShape),
    })]),
    promises: Type.Array(promiseShape), live: Type.Array(Type.Object({ station: Type.String(), waiting: Type.Integer(), oldestSeconds: Type.Union([Type.Integer(), Type.Null()]), doneLastHour: Type.Integer() })),
  }),
  refuses: ['point-unknown'],
  async run({ db, eventId, asOf }, input) {
    const pointId = await getPointId(db, eventId, input.pointCode);
    const startsAt = await midnightOf(db, eventId, input.day);
    const endsAt = await midnightOf(db, eventId, addDays(input.day, 1));
    const hourAgo = new Date(Date.parse(asOf) - 3_600_000).toISOString();
    const dayAgo = new Date(Date.parse(asOf) - 86_400_000).toISOString();
    const [found, flights, settings, waiting, done] = await Promise.all([
      newestForecast(db, eventId, asOf, pointId, input.day, 'day'), flightsOfDay(db, eventId, asOf, pointId, startsAt, endsAt), settingsOf(db, eventId, pointId, asOf),
      waitingRows(db, eventId, asOf, pointId, dayAgo, stepsInOrder), doneRows(db, eventId, asOf, pointId, hourAgo, stepsInOrder),
    ]);
    const outcome = found?.outcome.outcome;
    const skillOf = new Map(chainStations.map((one) => [one.station, one.skill]));
    return {
      forecast: found === undefined || outcome === undefined ? null : {
        forecastId: found.forecast_id, computedAt: found.computed_at, replications: found.replications, targetMinutes: outcome.targets.dwellMinutes, targetShare: outcome.targets.share, bottleneck: outcome.bottleneck?.station ?? null, bottleneckShare: outcome.bottleneck?.share ?? 0,
        p95Minutes: outcome.day.p95.value, p95Low: outcome.day.p95.low, p95High: outcome.day.p95.high, breach: outcome.day.breach.value, people: outcome.flights.reduce((sum, flight) => sum + flight.passengers, 0), staffMinutes: { ...outcome.staffMinutes },
        stations: outcome.stations.map((station) => ({
          station: station.station, skill: skillOf.get(station.station) ?? null, waitingShare: station.waitingShare, waitMean: station.waitMean.value, utilisation: station.utilisation, staffMinutes: station.staffMinutes,
          slots: station.quarters.map((quarter) => ({ from: quarter.from, queueMean: quarter.queue.mean.value, queueP95: quarter.queue.p95.value, waitMean: quarter.wait.mean.value, waitP95: quarter.wait.p95.value, breach: quarter.breach ?? 0, servers: quarter.servers, utilisation: quarter.utilisation, arrivals: quarter.arrivals })),
        })),
      },
      promises: await promisesOf(db, eventId, asOf, flights, targetOf(settings.settings), found?.input.flights),
      live: chainStations.filter(({ station }) => station !== 'release').map(({ station }) => {
        const rows = waiting.filter((row) => stationOfStep(row.step) === station);
        const oldest = rows.flatMap((row) => (row.oldest_seconds === null ? [] : [row.oldest_seconds]));
        return { station, waiting: rows.reduce((sum, row) => sum + row.waiting, 0), oldestSeconds: oldest.length === 0 ? null : Math.max(...oldest), doneLastHour: done.filter((row) => stationOfStep(row.step) === station).reduce((sum, row) => sum + row.done, 0) };
      }),
    };
  },
});

const need = defineView({
  name: 'forecast.need',
  summary: 'Shows how many people of which skill a day needs by quarter of an hour, as the newest forecast for staffing found it.',
  roles: [...forecastReaders],
  input: Type.Object({ pointCode, day }, strict),
  output: Type.Object({ forecastId: nullable, computedAt: nullable, need: Type.Array(Type.Object({ skill: Type.String(), slots: Type.Array(Type.Object({ from: Type.Integer(), people: Type.Integer() })) })) }),
  refuses: ['point-unknown'],
  async run({ db, eventId, asOf }, input) {
    const found = await newestForecast(db, eventId, asOf, await getPointId(db, eventId, input.pointCode), input.day, 'staffing');
    const rows = found?.outcome.need ?? [];
    return { forecastId: found?.forecast_id ?? null, computedAt: found?.computed_at ?? null, need: [...new Set(rows.map((row) => row.skill))].map((skill) => ({ skill, slots: rows.filter((row) => row.skill === skill).map((row) => ({ from: row.from, people: row.people })) })) };
  },
});

const needs = defineView({
  name: 'forecast.needs',
  summary: 'Lists the days from one on for which the need for staff was computed, the newest forecast of each.',
  roles: [...forecastReaders],
  input: Type.Object({ pointCode, fromDay: day }, strict),
  output: Type.Object({ forecasts: Type.Array(Type.Object({ forecastId: Type.String(), day: Type.String(), computedAt: Type.String() })) }),
  refuses: ['point-unknown'],
  async run({ db, eventId, asOf }, input) {
    const rows = await forecastList(db, eventId, asOf, await getPointId(db, eventId, input.pointCode), input.fromDay);
    return { forecasts: rows.filter((row) => row.purpose === 'staffing').map((row) => ({ forecastId: row.forecast_id, day: row.day, computedAt: row.computed_at })) };
  },
});

const chain = defineView({
  name: 'forecast.chain',
  summary: 'Shows what the chain of a point of entry is set to, with the sources of its service times, and whether somebody has set it or the catalogue’s numbers count.',
  roles: [...forecastReaders],
  input: Type.Object({ pointCode }, strict),
  output: Type.Object({ ordinal: Type.Union([Type.Integer(), Type.Null()]), reason: Type.String(), content: chainSettings }),
  refuses: ['point-unknown'],
  async run({ db, eventId, asOf }, input) {
    const { ordinal, reason, settings } = await settingsOf(db, eventId, await getPointId(db, eventId, input.pointCode), asOf);
    return { ordinal, reason, content: settings };
  },
});

const estimate = Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() });

const whatIf = defineView({
  name: 'forecast.whatIf',
  summary: 'Simulates a day as it is known and as it would be with a change – a lane, a bus, more filed cards, another landing – with the same chance, and gives the difference with its interval. Nothing is kept.',
  roles: [...forecastReaders],
  input: Type.Object({ pointCode, day, replications: Type.Integer({ minimum: 20, maximum: 1000 }), seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }), scenarios: Type.Array(Scenario, { minItems: 1, maxItems: 6 }) }, strict),
  output: Type.Object({
    base: Type.Object({ p95: estimate, mean: estimate, aboveTarget: estimate, bottleneck: nullable }),
    scenarios: Type.Array(Type.Object({ name: Type.String(), p95: estimate, mean: estimate, aboveTarget: estimate, waitingMinutes: estimate, staffMinutes: Type.Number(), bottleneck: nullable, outcomeP95: estimate, flights: Type.Array(Type.Object({ flightId: Type.String(), designator: Type.String(), p95: estimate })) })),
  }),
  refuses: ['point-unknown', 'no-flights', 'background-full', 'background-too-long'],
  async run({ db, eventId, asOf }, input) {
    const taken = await takeDay(db, eventId, asOf, input.pointCode, input.day);
    const { base, scenarios } = await compared(taken.day, input.scenarios, input.seed, input.replications);
    const designators = new Map(taken.flights.map((flight) => [flight.flight_id, flight.designator]));
    return {
      base: { p95: base.day.p95, mean: base.day.mean, aboveTarget: base.day.aboveTarget, bottleneck: base.bottleneck?.station ?? null },
      scenarios: scenarios.map(({ name, outcome, difference }) => ({
        name, p95: difference.p95, mean: difference.mean, aboveTarget: difference.aboveTarget, waitingMinutes: difference.waitingMinutes, staffMinutes: difference.staffMinutes, bottleneck: outcome.bottleneck?.station ?? null, outcomeP95: outcome.day.p95,
        flights: difference.flights.map((flight) => ({ flightId: flight.flight, designator: designators.get(flight.flight) ?? '', p95: flight.p95 })),
      })),
    };
  },
});

const calibration = defineView({
  name: 'forecast.calibration',
  summary: 'Scores the promises of the flights of some days against what happened: how often the promised p95 held, and how far the promises were from it, flight by flight. Departures are shown and not scored.',
  roles: [...forecastReaders],
  input: Type.Object({ pointCode, fromDay: day, untilDay: day }, strict),
  output: Type.Object({ flights: Type.Array(promiseShape), scored: Type.Integer(), held: Type.Integer(), meanErrorSeconds: Type.Union([Type.Number(), Type.Null()]) }),
  refuses: ['point-unknown'],
  async run({ db, eventId, asOf }, input) {
    const pointId = await getPointId(db, eventId, input.pointCode);
    const startsAt = await midnightOf(db, eventId, input.fromDay);
    // A month at once; who asks for more is given the first.
    const last = input.untilDay > addDays(input.fromDay, 31) ? addDays(input.fromDay, 31) : input.untilDay;
    const flights = await flightsOfDay(db, eventId, asOf, pointId, startsAt, await midnightOf(db, eventId, addDays(last, 1)));
    const { settings } = await settingsOf(db, eventId, pointId, asOf);
    const rows = await promisesOf(db, eventId, asOf, flights, targetOf(settings));
    // When somebody who departs came to the port is recorded nowhere, so what they waited before their first check cannot be scored.
    const scored = rows.filter((row) => row.actual?.ended === true && row.direction === 'arrival');
    return {
      flights: rows, scored: scored.length, held: scored.filter((row) => row.actual!.p95Seconds <= row.p95Seconds).length,
      meanErrorSeconds: scored.length === 0 ? null : scored.reduce((sum, row) => sum + row.actual!.p50Seconds - row.p50Seconds, 0) / scored.length,
    };
  },
});

const planned = defineView({
  name: 'forecast.plan',
  summary: 'Foresees a flight under a version of its own plan before it is approved: its dwell beside that under the plan in force, the bottleneck of its day, and the staff time that the day needs more or less. Nothing is kept.',
  roles: [...forecastReaders],
  input: Type.Object({ flightId: Type.String({ format: 'uuid' }), version: Type.Integer({ minimum: 1 }) }, strict),
  output: Type.Object({
    pointCode: Type.String(), day: Type.String(), people: Type.Integer(), targetMinutes: Type.Number(), quality: Type.Enum(['live', 'earlier', 'average']),
    before: Type.Object({ p50: estimate, p95: estimate, aboveTarget: estimate }), after: Type.Object({ p50: estimate, p95: estimate, aboveTarget: estimate }), bottleneck: nullable, staffMinutes: Type.Number(), staffMinutesMore: Type.Number(), dayP95More: Type.Number(),
  }),
  refuses: ['flight-unknown', 'no-flights', 'background-full', 'background-too-long'],
  async run({ db, eventId, asOf }, input) {
    const arrival = await dayOfFlight(db, eventId, asOf, input.flightId);
    const steps = await stepsOfPlan(db, eventId, input.flightId, input.version);
    if (arrival === undefined || steps === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId }, '/flightId');
    const current = await takeDay(db, eventId, asOf, arrival.point_code, arrival.day);
    const changedDay = await takeDay(db, eventId, asOf, arrival.point_code, arrival.day, { flightId: input.flightId, version: input.version, steps });
    const [base, changed] = [await simulated(current.day, 1, 100), await simulated(changedDay.day, 1, 100)];
    const dwell = (outcome: typeof base) => {
      const found = outcome.flights.find((flight) => flight.flight === input.flightId);
      // A flight that was cancelled is none of its day.
      if (found === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId }, '/flightId');
      return { p50: found.dwell.p50, p95: found.dwell.promise, aboveTarget: found.dwell.aboveTarget };
    };
    const staff = (outcome: typeof base): number => Object.values(outcome.staffMinutes).reduce((sum, minutes) => sum + minutes, 0);
    const flight = changedDay.flights.find((one) => one.flight_id === input.flightId)!;
    return {
      pointCode: arrival.point_code, day: arrival.day, people: changed.flights.find((one) => one.flight === input.flightId)!.passengers, targetMinutes: (changedDay.day.flights.find((one) => one.flight === input.flightId)?.target ?? changedDay.targets).dwellMinutes, quality: qualityOf(flight, asOf),
      before: dwell(base), after: dwell(changed), bottleneck: changed.bottleneck?.station ?? null, staffMinutes: staff(changed), staffMinutesMore: staff(changed) - staff(base), dayP95More: changed.day.p95.value - base.day.p95.value,
    };
  },
});

/** Lists the views on forecasts. */
export const forecastViews: readonly ViewDefinition[] = [forecastDay, need, needs, chain, whatIf, planned, calibration];

import type { Refusal } from '../http.ts';

/** Is one slot of a station's queue as foreseen. Unit: `from` in minutes of the day, waits in minutes, `breach` and `utilisation` from 0 to 1. */
export type QueueSlot = { readonly from: number; readonly queueMean: number; readonly queueP95: number; readonly waitMean: number; readonly waitP95: number; readonly breach: number; readonly servers: number; readonly utilisation: number };
/** Is one station of a forecast. */
export type StationForecast = { readonly station: string; readonly skill: string | null; readonly slots: readonly QueueSlot[] };
/** Is what was promised of a flight's dwell, and what became of it. Unit: seconds; `overTarget` and `actual.over` from 0 to 1. */
export type DwellPromise = {
  readonly flightId: string; readonly designator: string; readonly landsAt: string; readonly persons: number; readonly p50Seconds: number; readonly p95Seconds: number; readonly targetSeconds: number; readonly overTarget: number;
  readonly bottleneck: string | null; readonly quality: string; readonly promisedAt: string;
  readonly actual: null | { readonly persons: number; readonly ended: boolean; readonly p50Seconds: number; readonly p95Seconds: number; readonly over: number };
};
/** Is what waits at a station now. */
export type LiveStation = { readonly station: string; readonly waiting: number; readonly oldestSeconds: number | null; readonly doneLastHour: number };
/** Is what `forecast.day` says. */
export type ForecastDay = {
  readonly forecast: null | { readonly forecastId: string; readonly computedAt: string; readonly replications: number; readonly targetMinutes: number; readonly bottleneck: string | null; readonly stations: readonly StationForecast[] };
  readonly promises: readonly DwellPromise[];
  readonly live: readonly LiveStation[];
};
/** Is what `forecast.need` says: how many are needed of each skill. Unit: `from` in minutes of the day. */
export type ForecastNeed = { readonly need: readonly { readonly skill: string; readonly slots: readonly { readonly from: number; readonly people: number }[] }[] };

/** Is one time on duty as `roster.onDuty` says it. */
export type Duty = { readonly personId: string; readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly pointCode: string; readonly tier: string; readonly shift: string; readonly skill: string; readonly from: string; readonly until: string; readonly present: 'not-yet' | 'on' | 'off' | 'missing' };
/** Is one call-up as `roster.callUps` says it, as far as the board needs it. */
export type CallUp = { readonly callUpId: string; readonly tier: string; readonly pointCode: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly wanted: number; readonly state: string; readonly calledAt: string };

/** Is what one view gave. Shape: `data` undefined while loading and where it is refused; `refused` says why it never comes. */
export type Part<Data> = { readonly data: Data | undefined; readonly refused: Refusal | undefined };

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { ServiceTime, Uncertainty } from './day.ts';
import type { Outcome } from './outcome.ts';

const strict = { additionalProperties: false } as const;
const share = Type.Number({ minimum: 0, maximum: 1 });

/** Is how many servers a station has in part of the day. Unit: minutes of the day at the port. */
export const serverWindow = Type.Object({ from: Type.Integer({ minimum: 0, maximum: 1439 }), until: Type.Integer({ minimum: 1, maximum: 1440 }), count: Type.Integer({ minimum: 0, maximum: 1000 }) }, strict);

/** Is what one station of a port's chain is set to. Shape: without windows its open lanes serve all day; `share` of the people go there, null where records of the port tell; whoever speaks none of the languages `spoken` takes so many times as long. */
export const stationSetting = Type.Object({
  station: Type.String({ minLength: 1, maxLength: 60 }), servers: Type.Array(serverWindow, { maxItems: 48 }), serviceTime: ServiceTime, prefilledServiceTime: Type.Optional(ServiceTime), share: Type.Union([share, Type.Null()]),
  spoken: Type.Optional(Type.Object({ languages: Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { minItems: 1, maxItems: 60 }), otherFactor: Type.Number({ minimum: 1, maximum: 10 }) }, strict)),
  batch: Type.Optional(Type.Object({ size: Type.Integer({ minimum: 1, maximum: 500 }), afterMinutes: Type.Number({ minimum: 0, maximum: 240 }) }, strict)),
}, strict);
/** Is what one station of a port's chain is set to. */
export type StationSetting = Static<typeof stationSetting>;

/** Is what a port's chain is set to. Unit: minutes, people a minute. Shape: `averagePersons` stands for a flight of which no list and no number came; people of a departure come between `opensMinutes` and `closesMinutes` before it leaves. */
export const chainSettings = Type.Object({
  stations: Type.Array(stationSetting, { minItems: 1, maxItems: 20 }),
  offPerMinute: Type.Number({ minimum: 1, maximum: 200 }), walkMinutes: Type.Object({ mean: Type.Number({ minimum: 0, maximum: 120 }), spread: Type.Number({ minimum: 0, maximum: 60 }) }, strict),
  averagePersons: Type.Integer({ minimum: 1, maximum: 1000 }), targets: Type.Object({ dwellMinutes: Type.Integer({ minimum: 5, maximum: 600 }), share: Type.Number({ minimum: 0.5, maximum: 0.999 }) }, strict),
  departures: Type.Optional(Type.Object({ opensMinutes: Type.Integer({ minimum: 5, maximum: 720 }), closesMinutes: Type.Integer({ minimum: 0, maximum: 360 }), dwellMinutes: Type.Integer({ minimum: 5, maximum: 600 }) }, strict)),
  uncertainty: Uncertainty,
}, strict);
/** Is what a port's chain is set to. */
export type ChainSettings = Static<typeof chainSettings>;

/** Is how many people of a skill are needed from a minute of the day on, for a quarter of an hour. */
export interface Need { readonly skill: string; readonly from: number; readonly people: number }

/** Is what is kept of a forecast: the outcome, and for staffing the need that makes the targets hold. */
export interface ForecastOutcome { readonly outcome: Outcome; readonly need: readonly Need[] | null }

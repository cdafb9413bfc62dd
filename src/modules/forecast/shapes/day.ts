import { Type } from 'typebox';
import type { Static } from 'typebox';

const strict = { additionalProperties: false } as const;

/** Is the most a document may hold. Shape: beyond any of these it is refused before anything is simulated. Unit: people of all flights, minutes of a day, the rest as named. */
export const limits = { passengers: 60_000, flights: 500, stations: 40, policies: 60, steps: 30, windows: 400, dedicatedGroups: 12, minutes: 2880, servers: 1000, replications: 10_000, visits: 4e9 } as const;

const name = Type.String({ minLength: 1, maxLength: 60 });
const minute = Type.Number({ minimum: 0, maximum: limits.minutes });
const share = Type.Number({ minimum: 0, maximum: 1 });
const meanAndSpread = Type.Object({ mean: Type.Number({ minimum: 0, maximum: 240 }), spread: Type.Number({ minimum: 0, maximum: 120 }) }, strict);
const dwellFrom = Type.Union([Type.Literal('ownOff'), Type.Literal('firstOff'), Type.Literal('inBlock')]);
const names = Type.Array(name, { minItems: 1, maxItems: 60 });

const sourceText = Type.Union([Type.String({ minLength: 1, maxLength: 300 }), Type.Object({ en: Type.String({ minLength: 1, maxLength: 300 }), zh: Type.String({ minLength: 1, maxLength: 300 }) }, strict)]);
/** Is where a number comes from. Shape: one text, or one in each language. */
export type SourceText = Static<typeof sourceText>;

/** Is how long a service takes. Unit: seconds; `scv` is variance over the square of the mean. Shape: the tail's share of services lasts evenly between its two ends instead; `source` says where the numbers come from. */
export const ServiceTime = Type.Object({
  distribution: Type.Union([Type.Literal('constant'), Type.Literal('exponential'), Type.Literal('lognormal'), Type.Literal('gamma')]),
  meanSeconds: Type.Number({ minimum: 0.01, maximum: 14_400 }),
  scv: Type.Optional(Type.Number({ minimum: 0, maximum: 25 })),
  tail: Type.Optional(Type.Object({ share: Type.Number({ minimum: 0, maximum: 0.5 }), minSeconds: Type.Number({ minimum: 0, maximum: 14_400 }), maxSeconds: Type.Number({ minimum: 0, maximum: 14_400 }) }, strict)),
  source: Type.Optional(sourceText),
}, strict);
/** Is how long a service takes. */
export type ServiceTime = Static<typeof ServiceTime>;

/** Is how many servers stand at a station from one minute until another, for everybody or for some policies or languages alone. Shape: windows add up. Unit: minutes since the start of the day. */
export const ServerWindow = Type.Object({
  from: minute, until: minute, count: Type.Integer({ minimum: 0, maximum: limits.servers }),
  policies: Type.Optional(names), languages: Type.Optional(names),
}, strict);
/** Is how many servers stand at a station from one minute until another. */
export type ServerWindow = Static<typeof ServerWindow>;

/** Is a station of the chain. Shape: with `batch` its servers are buses and its service time their round trip; a person leaves it when the bus does. Given stations belong to another agency and are never staffed by us; `most` is how many servers there is room for. */
export const Station = Type.Object({
  station: name,
  name: Type.Optional(Type.Object({ en: name, zh: name }, strict)),
  skill: name,
  servers: Type.Array(ServerWindow, { minItems: 1, maxItems: limits.windows }),
  breaks: Type.Optional(Type.Array(Type.Object({ from: minute, until: minute, count: Type.Integer({ minimum: 1, maximum: limits.servers }) }, strict), { maxItems: limits.windows })),
  closed: Type.Optional(Type.Array(Type.Object({ from: minute, until: minute }, strict), { maxItems: limits.windows })),
  serviceTime: ServiceTime,
  prefilledServiceTime: Type.Optional(ServiceTime),
  spoken: Type.Optional(Type.Object({ languages: names, otherFactor: Type.Number({ minimum: 1, maximum: 10 }) }, strict)),
  batch: Type.Optional(Type.Object({ size: Type.Integer({ minimum: 1, maximum: 500 }), afterMinutes: Type.Number({ minimum: 0, maximum: 240 }), apart: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('policy')])) }, strict)),
  targetMinutes: Type.Optional(Type.Number({ minimum: 0, maximum: 600 })),
  most: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.servers })),
  given: Type.Optional(Type.Boolean()),
}, strict);
/** Is a station of the chain. */
export type Station = Static<typeof Station>;

/** Is one step of a route. Shape: without `probability` everybody owes it; a lower `priority` goes first; `dedicated` lets only dedicated servers take it; `walkSeconds` leads to it. */
export const RouteStep = Type.Object({
  station: name,
  probability: Type.Optional(share),
  detour: Type.Optional(Type.Boolean()),
  only: Type.Optional(Type.Union([Type.Literal('prefilled'), Type.Literal('notPrefilled')])),
  multiplier: Type.Optional(Type.Number({ minimum: 0.05, maximum: 20 })),
  serviceTime: Type.Optional(ServiceTime),
  prefilledServiceTime: Type.Optional(ServiceTime),
  priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  dedicated: Type.Optional(Type.Boolean()),
  walkSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })),
}, strict);
/** Is one step of a route. */
export type RouteStep = Static<typeof RouteStep>;

/** Is what a flight's policy makes of the chain: the steps in order. */
export const Policy = Type.Object({
  policy: name, version: Type.Optional(name),
  route: Type.Array(RouteStep, { minItems: 1, maxItems: limits.steps }),
  prefilledShare: Type.Optional(share),
}, strict);
/** Is what a flight's policy makes of the chain. */
export type Policy = Static<typeof Policy>;

/** Is one flight of the day. Shape: what it leaves out has the catalogue's default; with `releaseAt` a team of that station must release the aircraft first; with `target` its people are held to that instead of the day's.
 * Of a departure `landsAt` is when the first of its people come to the port. Unit: `landsAt` an instant in UTC, in block; minutes. */
export const Flight = Type.Object({
  flight: name, landsAt: Type.String({ minLength: 16, maxLength: 40 }),
  passengers: Type.Integer({ minimum: 1, maximum: limits.passengers }),
  policy: name,
  offMinutes: Type.Optional(meanAndSpread),
  releaseAt: Type.Optional(name),
  offPerMinute: Type.Optional(Type.Number({ minimum: 0.1, maximum: 200 })),
  offFlow: Type.Optional(Type.Union([Type.Literal('even'), Type.Literal('random')])),
  walkMinutes: Type.Optional(meanAndSpread),
  prefilledShare: Type.Optional(share),
  languages: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 20 }), share)),
  languagesFrom: Type.Optional(Type.Union([Type.Literal('cards'), Type.Literal('nationality'), Type.Literal('average')])),
  target: Type.Optional(Type.Object({ dwellMinutes: Type.Number({ minimum: 1, maximum: 1440 }), from: dwellFrom }, strict)),
  quality: Type.Optional(Type.Union([Type.Literal('live'), Type.Literal('earlier'), Type.Literal('average')])),
}, strict);
/** Is one flight of the day. */
export type Flight = Static<typeof Flight>;

const perQuality = Type.Object({ live: Type.Number({ minimum: 0, maximum: 600 }), earlier: Type.Number({ minimum: 0, maximum: 600 }), average: Type.Number({ minimum: 0, maximum: 600 }) }, strict);

/** Is how much a day may differ from what is planned. Shape: spreads are standard deviations; factors are lognormal with median 1. Unit: minutes for landing, the rest shares. */
export const Uncertainty = Type.Object({
  landingMinutes: Type.Optional(perQuality),
  noShowShare: Type.Optional(Type.Object({ mean: Type.Number({ minimum: 0, maximum: 0.9 }), spread: Type.Number({ minimum: 0, maximum: 0.5 }) }, strict)),
  serviceFactor: Type.Optional(Type.Object({ day: Type.Number({ minimum: 0, maximum: 1 }), station: Type.Number({ minimum: 0, maximum: 1 }) }, strict)),
  source: Type.Optional(sourceText),
}, strict);
/** Is how much a day may differ from what is planned. */
export type Uncertainty = Static<typeof Uncertainty>;

/** Is one thing that a what-if changes. Unit: minutes, shares, counts. */
export const Change = Type.Union([
  Type.Object({ kind: Type.Literal('servers'), station: name, count: Type.Integer({ minimum: -limits.servers, maximum: limits.servers }), from: Type.Optional(minute), until: Type.Optional(minute), policies: Type.Optional(names), languages: Type.Optional(names) }, strict),
  Type.Object({ kind: Type.Literal('serviceTime'), station: name, factor: Type.Number({ minimum: 0.05, maximum: 20 }) }, strict),
  Type.Object({ kind: Type.Literal('prefilled'), share, policy: Type.Optional(name) }, strict),
  Type.Object({ kind: Type.Literal('batch'), station: name, size: Type.Integer({ minimum: 1, maximum: 500 }), afterMinutes: Type.Number({ minimum: 0, maximum: 240 }) }, strict),
  Type.Object({ kind: Type.Literal('landing'), flight: name, minutes: Type.Number({ minimum: -limits.minutes, maximum: limits.minutes }) }, strict),
  Type.Object({ kind: Type.Literal('passengers'), flight: name, passengers: Type.Integer({ minimum: 1, maximum: limits.passengers }) }, strict),
]);
/** Is one thing that a what-if changes. */
export type Change = Static<typeof Change>;

/** Is a what-if: a name and what it changes. */
export const Scenario = Type.Object({ name, changes: Type.Array(Change, { minItems: 1, maxItems: 100 }) }, strict);
/** Is a what-if. */
export type Scenario = Static<typeof Scenario>;

/** Is a day of the chain of stations, as a file or the database gives it. Unit: `startsAt` an instant in UTC, everything else in minutes since it. */
export const ChainDay = Type.Object({
  startsAt: Type.String({ minLength: 16, maxLength: 40 }),
  minutes: Type.Number({ minimum: 1, maximum: limits.minutes }),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  stations: Type.Array(Station, { minItems: 1, maxItems: limits.stations }),
  policies: Type.Array(Policy, { minItems: 1, maxItems: limits.policies }),
  flights: Type.Array(Flight, { minItems: 1, maxItems: limits.flights }),
  targets: Type.Optional(Type.Object({ dwellMinutes: Type.Number({ minimum: 1, maximum: 1440 }), share: Type.Number({ minimum: 0.5, maximum: 0.999 }), from: Type.Optional(dwellFrom) }, strict)),
  uncertainty: Type.Optional(Uncertainty),
  changes: Type.Optional(Type.Array(Scenario, { maxItems: 50 })),
}, strict);
/** Is a day of the chain of stations. */
export type ChainDay = Static<typeof ChainDay>;

import { Type } from 'typebox';
import type { Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const nullable = Type.Union([Type.String(), Type.Null()]);
const nullableInteger = Type.Union([Type.Integer(), Type.Null()]);

/** Is an identifier as this product writes it. */
export const identifier = Type.String({ format: 'uuid' });
/** Is an instant in UTC or with its offset. */
export const instant = Type.String({ format: 'date-time' });
/** Is a day. */
export const day = Type.String({ format: 'date' });
/** Says whether people come in or go out. */
export const direction = Type.Enum(['arrival', 'departure']);
/** Is an airport or another place by its IATA code. */
export const place = Type.String({ pattern: '^[A-Z]{3}$' });
/** Is a text in both languages. */
export const bothLanguages = Type.Object({ en: Type.String(), zh: Type.String() });

/** Lists the states of a flight in the order in which it goes through them. */
export const flightStates = ['announced', 'listed', 'planned', 'landed', 'disembarking', 'inProcess', 'handedOver', 'closed', 'cancelled'] as const;
/** Is the state of a flight, computed from records. */
export type FlightState = (typeof flightStates)[number];

/** Is what announces a flight. */
export const announceInput = Type.Object({
  designator: Type.String({ pattern: '^(?:[A-Z][A-Z0-9]|[0-9][A-Z])[A-Z]?[0-9]{1,4}[A-Z]?$' }),
  flightDate: day, direction,
  pointCode: Type.String({ maxLength: 8 }),
  origin: place, destination: place,
  stops: Type.Optional(Type.Array(place, { maxItems: 8 })),
  scheduledAt: instant,
  chartered: Type.Boolean(),
  seatLayout: Type.Optional(Type.String({ pattern: '^[A-Z]+(-[A-Z]+)*\\|[0-9]{1,3}-[0-9]{1,3}$' })),
  expectedPersons: Type.Optional(Type.Integer({ minimum: 0, maximum: 2000 })),
  risk: Type.Optional(Type.Enum(['low', 'medium', 'high'])),
}, strict);
/** Is what announces a flight. */
export type AnnounceInput = Static<typeof announceInput>;

/** Lists what is told of a flight's movement after it was announced. */
export const movementKinds = ['estimated', 'landed', 'onBlocks', 'doorsOpen', 'departed', 'cancelled'] as const;

/**
 * Counts one flight. `onBoard` = `inProcess` + `handedOver`; `done` of those have ended. `owedSteps` are still owed, `doneSteps` are settled:
 * the flight stands at doneSteps / (doneSteps + owedSteps).
 */
export const flightCounts = Type.Object({
  expected: Type.Integer(), onBoard: Type.Integer(), absent: Type.Integer(), inProcess: Type.Integer(), handedOver: Type.Integer(), done: Type.Integer(),
  owedSteps: Type.Integer(), doneSteps: Type.Integer(), overdue: Type.Integer(), discrepancies: Type.Integer(),
});
/** Counts one flight. */
export type FlightCounts = Static<typeof flightCounts>;

const rowFields = {
  flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), direction, pointCode: Type.String(),
  origin: Type.String(), destination: Type.String(), stops: Type.Array(Type.String()),
  scheduledAt: nullable, estimatedAt: nullable, landedAt: nullable, departedAt: nullable,
  state: Type.Enum([...flightStates]), chartered: Type.Boolean(), seatLayout: nullable, risk: Type.Enum(['low', 'medium', 'high']),
  /** The flight's own plan where it has one, else the baseline it is pinned to; `draftVersion` waits for approval. */
  planId: Type.String(), planVersion: Type.Integer(), planTitle: bothLanguages, planApproved: Type.Boolean(), draftVersion: nullableInteger,
  counts: flightCounts, nextDueAt: nullable,
};

/** Is one flight in a list. */
export const flightRow = Type.Object(rowFields);
/** Is one flight in a list. */
export type FlightRow = Static<typeof flightRow>;

/** Is one alert of the duty board; `code` has its words, `params` what they need. */
export const alertShape = Type.Object({
  flightId: Type.String(), designator: Type.String(), kind: Type.Enum(['overdue', 'discrepancy', 'abnormal', 'plan', 'list', 'clock']), code: Type.String(), params: Type.Unknown(), since: nullable,
});
/** Is one alert of the duty board. */
export type Alert = Static<typeof alertShape>;

/** Is one step's progress over the whole flight. `total` = owed + passed + followed + notApplicable; `failed` of the owed ones have a failed attempt. */
export const barShape = Type.Object({
  step: Type.String(), station: Type.String(), total: Type.Integer(), owed: Type.Integer(), passed: Type.Integer(), failed: Type.Integer(), followed: Type.Integer(), notApplicable: Type.Integer(), overdue: Type.Integer(),
});

/** Is one thing that keeps the flight open. */
export const blockShape = Type.Object({
  kind: Type.Enum(['step', 'case', 'discrepancy', 'check']), step: Type.Optional(Type.String()), steps: Type.Optional(Type.Array(Type.String())), count: Type.Optional(Type.Integer()),
  caseId: Type.Optional(Type.String()), name: Type.Optional(Type.String()), seat: Type.Optional(nullable), ordinal: Type.Optional(Type.Integer()), subject: Type.Optional(Type.String()), code: Type.Optional(Type.String()), params: Type.Optional(Type.Unknown()),
});
/** Is one thing that keeps the flight open. */
export type Block = Static<typeof blockShape>;

/** Is one report as listed. */
export const reportShape = Type.Object({
  reportId: Type.String(), kind: Type.Enum(['information', 'positive', 'closing']), createdAt: Type.String(), createdBy: Type.Union([bothLanguages, Type.Null()]), recipients: Type.String(), contentHash: Type.String(),
  acknowledged: Type.Array(Type.Object({ recipient: Type.String(), at: Type.String(), by: Type.Union([bothLanguages, Type.Null()]) })), waitingFor: Type.Array(Type.String()),
});

/** Is one line of a flight's timeline; `key` has its words, `params` what they need. */
export const timelineEntry = Type.Object({ at: Type.String(), kind: Type.Enum(['flight', 'movement', 'list', 'plan', 'record', 'handOver', 'report']), key: Type.String(), params: Type.Unknown(), recordId: Type.Optional(Type.String()) });
/** Is one line of a flight's timeline. */
export type TimelineEntry = Static<typeof timelineEntry>;

/** Is what is wrong with a plan, as data. */
export const problemShape = Type.Object({
  code: Type.String(), path: Type.String(), at: Type.Optional(Type.Object({ start: Type.Integer(), end: Type.Integer() })), params: Type.Unknown(), counterexample: Type.Optional(Type.Unknown()),
});
/** Is one line that differs between two plans. */
export const differenceShape = Type.Object({
  path: Type.String(), kind: Type.Enum(['added', 'removed', 'changed']), before: Type.Optional(Type.Union([Type.String(), Type.Number()])), after: Type.Optional(Type.Union([Type.String(), Type.Number()])),
});
/** Is a file that a view gives. Shape: content is base64. */
export const fileShape = Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() });

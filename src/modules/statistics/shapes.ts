import { Type } from 'typebox';
import type { Static } from 'typebox';
import { languages } from '../../words/area.ts';
import { bothLanguages, day, direction } from '../flights/shapes.ts';

const strict = { additionalProperties: false } as const;
const nullableText = Type.Union([Type.String(), Type.Null()]);

/** Lists what figures can be grouped by. */
export const groupings = ['day', 'point', 'flight', 'step', 'class', 'outcome'] as const;
/** Is what figures are grouped by. */
export type Grouping = (typeof groupings)[number];

/** Lists the figures of flights and persons: supervised by the instant asked for, and still expected then; nothing is ever counted as both. */
export const supervisionFigures = ['flightsSupervised', 'personsSupervised', 'flightsExpected', 'personsExpected'] as const;
/**
 * Lists the figures of a step. They count what cases owe or owed: `total` = passed + followed + notApplicable + owed; `failed` of the owed ones have a failed attempt
 * and are done again.
 */
export const stepFigures = ['passed', 'failed', 'followed', 'notApplicable', 'owed', 'total'] as const;
/** Lists every figure that opens to its cases; `persons` counts those of a class or an outcome. */
export const figures = [...supervisionFigures, 'persons', ...stepFigures] as const;
/** Is the name of a figure. */
export type Figure = (typeof figures)[number];

/** Lists which figures each grouping shows, in the order of columns. */
export const figuresOf: Readonly<Record<Grouping, readonly Figure[]>> = {
  day: supervisionFigures, point: supervisionFigures, flight: supervisionFigures, step: stepFigures, class: ['persons'], outcome: ['persons'],
};

/** Lists the classes of supervised persons: that of the abnormal hand-over, else what the inquiry found, `notAsked` where there was neither. Shape: together they are all persons supervised. */
export const classes = ['notAsked', 'ordinary', 'symptomatic', 'closeContact', 'suspected', 'confirmed'] as const;
/** Lists the outcomes that are supervised persons'. Shape: together they are all persons supervised. */
export const supervisedOutcomes = ['inProcess', 'handedOver', 'handedOverAbnormally', 'released'] as const;
/** Lists the outcomes of persons: the supervised ones', who was not on board, and who is still expected. */
export const outcomes = [...supervisedOutcomes, 'notOnBoard', 'expected'] as const;

/** Says which flights and persons are asked for; every part that is given narrows. Shape: days of flights, both included. */
export const filterFields = {
  from: Type.Optional(day), to: Type.Optional(day), point: Type.Optional(Type.String({ maxLength: 8 })), direction: Type.Optional(direction),
};
/** Says which flights and persons are asked for. */
export interface StatisticsFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly point?: string | undefined;
  readonly direction?: 'arrival' | 'departure' | undefined;
}

const grouping = Type.Enum([...groupings]);
const figure = Type.Enum([...figures]);
// A group of its grouping: a day, a point's code, a flight's identifier, a step, a class or an outcome.
const groupKey = Type.String({ minLength: 1, maxLength: 40 });

/** Asks for figures. */
export const summaryInput = Type.Object({ ...filterFields, groupBy: grouping }, strict);

/**
 * Is one group with its figures. `key` is what `statistics.cases` takes as `group`; `label` is what is shown.
 * Shape: figures has those of `figuresOf[groupBy]`, all of them, zeros included.
 */
export const groupShape = Type.Object({ key: Type.String(), label: bothLanguages, figures: Type.Partial(Type.Object(Object.fromEntries(figures.map((name) => [name, Type.Integer()])) as Record<Figure, ReturnType<typeof Type.Integer>>)) });
/** Is one group with its figures. */
export type StatisticsGroup = Static<typeof groupShape>;

/** Is what `statistics.summary` answers. Shape: groups in their natural order (days and flights by time, points by code, steps, classes and outcomes by the catalogue); without flights none. */
export const summaryShape = Type.Object({
  asOf: Type.String(), flightsSupervised: Type.Integer(), personsSupervised: Type.Integer(), flightsExpected: Type.Integer(), personsExpected: Type.Integer(),
  groupBy: grouping, groups: Type.Array(groupShape),
});
/** Is what `statistics.summary` answers. */
export type StatisticsSummary = Static<typeof summaryShape>;

/** Asks for the cases behind a figure: of the whole period, or of one group of a grouping. Shape: `groupBy` and `group` go together; at most `limit` rows, 200 where it is absent. */
export const casesInput = Type.Object({ ...filterFields, figure, groupBy: Type.Optional(grouping), group: Type.Optional(groupKey), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })) }, strict);

/**
 * Is one case behind a figure. `since` is when it came under supervision, null while it is expected. A place announced for somebody whom no list names yet is a person's row
 * with neither `caseId` nor `name`. Where the figure is a step's, a case stands once for each time it owes the step, and `ordinal` tells them apart.
 */
export const caseRow = Type.Object({
  kind: Type.Enum(['flight', 'person']), caseId: nullableText, flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), direction, pointCode: Type.String(), origin: Type.String(), destination: Type.String(),
  name: Type.Union([Type.Object({ surname: Type.String(), givenNames: Type.String(), nativeName: nullableText }), Type.Null()]), seat: nullableText, since: nullableText,
  ordinal: Type.Union([Type.Integer(), Type.Null()]),
});
/** Is one case behind a figure. */
export type CaseRow = Static<typeof caseRow>;

/** Is what `statistics.cases` answers. Shape: `count` is the figure; rows by day, flight and name, the first `limit` of them. */
export const casesShape = Type.Object({ count: Type.Integer(), cases: Type.Array(caseRow) });
/** Is what `statistics.cases` answers. */
export type StatisticsCases = Static<typeof casesShape>;

/** Asks for a file: the table of a grouping, or, where a figure is named, all cases behind it. */
export const fileInput = Type.Object({
  ...filterFields, groupBy: grouping, figure: Type.Optional(figure), group: Type.Optional(groupKey), format: Type.Enum(['csv', 'xlsx']), language: Type.Enum([...languages]),
}, strict);

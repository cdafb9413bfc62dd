import { Type } from 'typebox';
import type { Static } from 'typebox';

const Name = Type.String({ minLength: 1, maxLength: 120 });
const Day = Type.Integer({ minimum: 0, maximum: 61 });
const Minute = Type.Integer({ minimum: 0, maximum: 1439 });
const Weight = Type.Number({ minimum: 0, maximum: 1e6 });

/** Is the grid of demand and breaks. Unit: minutes. */
export const slotMinutes = 15;

/** Is what a shift allows for rest within it: how many breaks, how long, and between which minutes after the shift's start each must begin. */
export const Breaks = Type.Object({
  count: Type.Integer({ minimum: 1, maximum: 4 }), minutes: Type.Integer({ minimum: 5, maximum: 120 }), earliest: Type.Integer({ minimum: 0, maximum: 1440 }), latest: Type.Integer({ minimum: 0, maximum: 1440 }),
}, { additionalProperties: false });
/** Is what a shift allows for rest within it. */
export type Breaks = Static<typeof Breaks>;

/** Is a kind of shift. Unit: minutes from midnight of its day; a shift may end on the next day. */
export const ShiftType = Type.Object({
  shift: Name, startsMinute: Minute, lengthMinutes: Type.Integer({ minimum: 15, maximum: 1440 }), breaks: Type.Optional(Breaks), night: Type.Boolean(),
}, { additionalProperties: false });
/** Is a kind of shift. */
export type ShiftType = Static<typeof ShiftType>;

/** Lists the tiers in the order in which they are called upon. Source: Beijing Customs, January 2022 (docs/facts.md): front line, reserve, emergency. */
export const tiers = ['front', 'reserve', 'emergency'] as const;
/** Is the tier to which somebody belongs. */
export type Tier = (typeof tiers)[number];

/** Is a skill that somebody has, on the days from the first to the last named; a device's certificate is a skill with an end. */
export const PersonSkill = Type.Object({ skill: Name, validFromDay: Type.Optional(Day), validUntilDay: Type.Optional(Day) }, { additionalProperties: false });
/** Is a skill that somebody has. */
export type PersonSkill = Static<typeof PersonSkill>;

/** Is a person to be planned. Shape: days count from 0, the first of the horizon; a shift of null means free. */
export const Person = Type.Object({
  person: Name, tier: Type.Union([Type.Literal('front'), Type.Literal('reserve'), Type.Literal('emergency')]),
  skills: Type.Array(PersonSkill, { maxItems: 40 }), group: Type.Optional(Name), team: Type.Optional(Name),
  maxShifts: Type.Integer({ minimum: 0, maximum: 62 }), maxMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 62 * 1440 })),
  leave: Type.Array(Day, { maxItems: 62 }),
  wishes: Type.Array(Type.Object({ day: Day, shift: Type.Union([Name, Type.Null()]), weight: Weight }, { additionalProperties: false }), { maxItems: 124 }),
  locked: Type.Array(Type.Object({ day: Day, shift: Type.Union([Name, Type.Null()]), skill: Type.Optional(Name) }, { additionalProperties: false }), { maxItems: 62 }),
  before: Type.Optional(Type.Object({ daysInRow: Type.Integer({ minimum: 0, maximum: 62 }), endedMinutesBeforeStart: Type.Integer({ minimum: 0, maximum: 100_000 }), daysOffInRow: Type.Integer({ minimum: 0, maximum: 366 }) }, { additionalProperties: false })),
}, { additionalProperties: false });
/** Is a person to be planned. */
export type Person = Static<typeof Person>;

/** Is how many people of a skill are needed in one slot of fifteen minutes. Unit: minutes from midnight of the day. */
export const Demand = Type.Object({ day: Day, skill: Name, from: Minute, people: Type.Integer({ minimum: 0, maximum: 100_000 }) }, { additionalProperties: false });
/** Is how many people of a skill are needed in one slot. */
export type Demand = Static<typeof Demand>;

/** Is what a plan is weighed by. Unit: one shift of the front line is 1; `underCover` is for a person missing for one hour. */
export const Weights = Type.Object({
  underCover: Weight, front: Weight, reserve: Weight, emergency: Weight, activationDay: Weight, change: Weight, unfairNight: Weight, unfairWeekend: Weight, wish: Weight,
}, { additionalProperties: false });
/** Is what a plan is weighed by. */
export type Weights = Static<typeof Weights>;

/** Is what no plan may break. */
export const Rules = Type.Object({
  restMinutes: Type.Integer({ minimum: 0, maximum: 1440 }), daysInRow: Type.Integer({ minimum: 1, maximum: 31 }), daysOffTogether: Type.Integer({ minimum: 1, maximum: 2 }),
}, { additionalProperties: false });
/** Is what no plan may break. */
export type Rules = Static<typeof Rules>;

/** Is one person on one shift of one day, doing one thing. Shape: `breaksAt` are minutes after the shift's start; without them breaks are not counted as absence. */
export const Assignment = Type.Object({ person: Name, day: Day, shift: Name, skill: Name, breaksAt: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 1440 }), { maxItems: 4 })) }, { additionalProperties: false });
/** Is one person on one shift of one day. */
export type Assignment = Static<typeof Assignment>;

/** Is a problem of planning: whom, what is needed, and what counts. */
export const PlanningProblem = Type.Object({
  days: Type.Integer({ minimum: 1, maximum: 62 }), firstDay: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }),
  shiftTypes: Type.Array(ShiftType, { minItems: 1, maxItems: 60 }), people: Type.Array(Person, { maxItems: 5000 }), demand: Type.Array(Demand, { maxItems: 300_000 }),
  weights: Weights, rules: Rules, published: Type.Optional(Type.Array(Assignment, { maxItems: 200_000 })),
}, { additionalProperties: false });
/** Is a problem of planning. */
export type PlanningProblem = Static<typeof PlanningProblem>;

/** Is a slot where somebody is missing. */
export interface UnderCover {
  readonly day: number;
  readonly skill: string;
  readonly from: number;
  readonly missing: number;
}

/** Is what a plan costs, part by part; the sum is its objective. */
export interface Breakdown {
  readonly underCover: number;
  readonly shifts: number;
  readonly activation: number;
  readonly changes: number;
  readonly unfairness: number;
  readonly wishes: number;
}

/** Is a plan. Shape: no plan of the same problem has an objective below `lowerBound`; `gap` is (objective − lowerBound) / objective, 0 where both are 0. */
export interface Plan {
  readonly assignments: readonly Assignment[];
  readonly lowerBound: number;
  readonly objective: number;
  readonly gap: number;
  readonly underCover: readonly UnderCover[];
  /** Days on which the emergency tier works. */
  readonly activationDays: readonly number[];
  readonly breakdown: Breakdown;
  readonly wallSeconds: number;
}

/** Are the weights where nobody sets others. Source: settings of this product, to be judged by the port; see docs/how-to/staff-the-port.md. */
export const defaultWeights: Weights = { underCover: 100, front: 1, reserve: 1.6, emergency: 3, activationDay: 400, change: 5, unfairNight: 0.5, unfairWeekend: 0.5, wish: 1 };
/** Are the rules where nobody sets others: 11 hours of rest, at most six days in a row, two days off together. Source: settings of this product. */
export const defaultRules: Rules = { restMinutes: 660, daysInRow: 6, daysOffTogether: 2 };

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { planRules } from '../rules/checking-plan.ts';
import { Demand, Rules, ShiftType, Weights } from './planning.ts';
import { bothLanguages, day, identifier, shiftCode, skill, strict } from './people.ts';

/** Is what a roster was planned for. Shape: `demand` by day, skill and slot of 15 minutes; `forecasts` are those it was taken from, none where it was entered. */
export const rosterContent = Type.Object({
  shiftTypes: Type.Array(ShiftType, { minItems: 1, maxItems: 60 }), rules: Rules, weights: Weights, demand: Type.Array(Demand, { maxItems: 100_000 }), forecasts: Type.Array(identifier, { maxItems: 62 }),
}, strict);
/** Is what a roster was planned for. */
export type RosterContent = Static<typeof rosterContent>;

/** Is what a version of a roster is worth. Shape: the bound and gap are null where nobody solved for them; `underCover` in person-hours. */
export const versionContent = Type.Object({
  objective: Type.Union([Type.Number(), Type.Null()]), lowerBound: Type.Union([Type.Number(), Type.Null()]), gap: Type.Union([Type.Number(), Type.Null()]),
  underCoverHours: Type.Number(), assigned: Type.Integer(), violations: Type.Integer(), activationDays: Type.Array(Type.Integer()), wallSeconds: Type.Union([Type.Number(), Type.Null()]),
});
/** Is what a version of a roster is worth. */
export type VersionContent = Static<typeof versionContent>;

/** Is one cell of the grid as somebody changes it. Shape: a null shift frees the day. */
export const cellInput = Type.Object({ personId: identifier, day, shift: Type.Union([shiftCode, Type.Null()]), skill: Type.Optional(skill), locked: Type.Optional(Type.Boolean()) }, strict);

/** Is one roster in the list. */
export const rosterRowShape = Type.Object({
  rosterId: Type.String(), pointCode: Type.String(), firstDay: Type.String(), days: Type.Integer(), madeAt: Type.String(), by: Type.Union([bothLanguages, Type.Null()]),
  newest: Type.Integer(), published: Type.Union([Type.Integer(), Type.Null()]), planning: Type.Boolean(), failure: Type.Union([Type.String(), Type.Null()]),
});

/** Is one broken rule as listed. */
export const brokenShape = Type.Object({ rule: Type.Enum([...planRules]), person: Type.String(), day: Type.Integer(), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) });

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { skill, strict } from './people.ts';
import { slotMinutes } from './planning.ts';
import type { Demand } from './planning.ts';

/** Is a need for staff that stands every day, or on the days named. Unit: minutes of the day, whole quarters of an hour. */
export const needInput = Type.Object({
  skill, fromMinute: Type.Integer({ minimum: 0, maximum: 1425, multipleOf: slotMinutes }), untilMinute: Type.Integer({ minimum: slotMinutes, maximum: 1440, multipleOf: slotMinutes }), people: Type.Integer({ minimum: 1, maximum: 2000 }),
  days: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 61 }), { minItems: 1, maxItems: 62 })),
}, strict);
/** Is a need for staff that stands every day, or on the days named. */
export type NeedInput = Static<typeof needInput>;

/** Lays needs out over the days of a roster; where two name the same slot the larger counts. Shape: by day, skill and slot. */
export function demandOf(needs: readonly NeedInput[], days: number, more: readonly Demand[] = []): readonly Demand[] {
  const people = new Map<string, Demand>();
  const take = (one: Demand): void => {
    const key = `${one.day} ${one.skill} ${one.from}`;
    if ((people.get(key)?.people ?? 0) < one.people) people.set(key, one);
  };
  for (const need of needs) {
    for (const day of need.days ?? Array.from({ length: days }, (_, at) => at)) {
      if (day < days) for (let from = need.fromMinute; from < need.untilMinute; from += slotMinutes) take({ day, skill: need.skill, from, people: need.people });
    }
  }
  for (const one of more) take(one);
  return [...people.values()].toSorted((one, other) => one.day - other.day || (one.skill < other.skill ? -1 : one.skill > other.skill ? 1 : one.from - other.from));
}

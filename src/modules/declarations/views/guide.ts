import { Type } from 'typebox';
import type { Static } from 'typebox';
import { outsideRoles, roles } from '../../../kernel/officer.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { normalDesignator } from '../../travellers/rules/entries.ts';
import { guideParts, guideReaders, makeGuide } from '../rules/guide.ts';
import type { GuideSection } from '../rules/guide.ts';
import { findFlightNamed, findFlightRow, findGuidePlan } from '../store/flights.ts';

const strict = { additionalProperties: false } as const;
const guideShape = Type.Object({
  flight: Type.Object({ flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), direction: Type.Enum(['arrival', 'departure']), origin: Type.String(), destination: Type.String(), timeZone: Type.String(), at: Type.String() }),
  plan: Type.Object({ planId: Type.String(), version: Type.Integer(), approved: Type.Boolean() }),
  cancelled: Type.Boolean(),
  languages: Type.Array(Type.String()),
  sections: Type.Array(Type.Object({
    part: Type.Enum([...guideParts]), title: Type.String(),
    steps: Type.Array(Type.Object({ step: Type.String(), word: Type.String(), params: Type.Record(Type.String(), Type.Number()), lane: Type.Union([Type.String(), Type.Null()]), readers: Type.Enum([...guideReaders]) })),
  })),
});

/** Is the guide of a flight with the plan that it is made from. */
export type FlightGuide = Omit<Static<typeof guideShape>, 'sections'> & { readonly sections: readonly GuideSection[] };

/** Shows anybody what the plan of a flight asks of its travellers. */
export const guide: ViewDefinition = defineView({
  name: 'declarations.guide',
  summary: 'Shows what a flight asks of its travellers, in the order of the way, made from the approved plan that the flight is under; from what it was announced under, and said so, before there is one.',
  roles: [...outsideRoles, ...roles],
  input: Type.Union([
    Type.Object({ flightId: Type.String({ format: 'uuid' }) }, strict),
    Type.Object({ designator: Type.String({ minLength: 3, maxLength: 12 }), flightDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date' }) }, strict),
  ]),
  output: guideShape,
  refuses: ['flight-unknown'],
  async run({ db, eventId, asOf }, input) {
    const row = 'flightId' in input ? await findFlightRow(db, eventId, input.flightId) : await findFlightNamed(db, eventId, normalDesignator(input.designator), input.flightDate);
    const plan = row === undefined ? undefined : await findGuidePlan(db, eventId, row.flight_id, asOf);
    if (row === undefined || plan === undefined) throw new Refusal('flight-unknown', 'flightId' in input ? { flightId: input.flightId } : { designator: input.designator });
    const made = makeGuide(plan.document);
    return {
      flight: { flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, direction: row.direction, origin: row.origin, destination: row.destination, timeZone: row.time_zone, at: row.at },
      plan: { planId: plan.plan_id, version: plan.version, approved: plan.approved }, cancelled: row.cancelled, languages: [...plan.document.languages],
      sections: made.map((section) => ({ ...section, steps: section.steps.map((step) => ({ ...step, params: { ...step.params } })) })),
    };
  },
});

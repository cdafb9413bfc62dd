import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { formLanguages } from '../../../words/form/form.ts';
import { languageRadar, radarHours } from '../rules/radar.ts';
import { listFlightRows, speakersOf } from '../store/flights.ts';

const nullable = Type.Union([Type.String(), Type.Null()]);
const day = 86_400_000;

const languages = defineView({
  name: 'declarations.languages',
  summary: 'Compares what the people of the next 72 hours speak, by their choice or their nationality, with the form, the guide and the interpreters of each flight’s plan; gaps first.',
  roles: ['centre', 'committee', 'healthOfficer', 'dutyOfficer', 'auditor'],
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    hours: Type.Integer(), gap: Type.Integer(),
    languages: Type.Array(Type.Object({
      language: nullable, persons: Type.Integer(), chosen: Type.Integer(), nationalities: Type.Array(Type.Object({ nationality: Type.String(), persons: Type.Integer() })), hasForm: Type.Boolean(),
      flights: Type.Array(Type.String()), missingIn: Type.Array(Type.String()), gap: Type.Integer(),
    })),
    flights: Type.Array(Type.Object({
      flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), at: Type.String(), direction: Type.Enum(['arrival', 'departure']), persons: Type.Integer(), planLanguages: Type.Array(Type.String()), planVersion: Type.Union([Type.Integer(), Type.Null()]), planApproved: Type.Boolean(),
      missing: Type.Array(Type.Object({ language: Type.String(), persons: Type.Integer(), hasForm: Type.Boolean() })), gap: Type.Integer(),
    })),
  }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    const from = Date.parse(asOf);
    const until = from + radarHours * 3_600_000;
    const days = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const coming = (await listFlightRows(db, eventId, days(from - day), days(until + day))).filter((row) => !row.cancelled && !row.closed && Date.parse(row.at) >= from && Date.parse(row.at) <= until);
    const people = await speakersOf(db, eventId, coming.map((row) => row.flight_id));
    const radar = languageRadar(people.map((row) => ({ flightId: row.flight_id, nationality: row.nationality, chosen: row.chosen, persons: row.persons })), coming.map((row) => ({ flightId: row.flight_id, languages: row.languages ?? [] })), formLanguages);
    return {
      hours: radarHours, gap: radar.gap,
      languages: radar.languages.map((entry) => ({ ...entry, nationalities: [...entry.nationalities], flights: [...entry.flights], missingIn: [...entry.missingIn] })),
      flights: radar.flights.map((entry) => {
        const row = coming.find((one) => one.flight_id === entry.flightId)!;
        return { flightId: entry.flightId, designator: row.designator, flightDate: row.flight_date, at: row.at, direction: row.direction, persons: entry.persons, planLanguages: [...row.languages ?? []], planVersion: row.plan_version, planApproved: row.approved, missing: [...entry.missing], gap: entry.gap };
      }).sort((one, other) => other.gap - one.gap || one.at.localeCompare(other.at)),
    };
  },
});

/** Lists the views of what people speak. */
export const languageViews: readonly ViewDefinition[] = [languages];

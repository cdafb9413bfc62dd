import { mainLanguage } from './languages.ts';

/** Is how far ahead is looked. Unit: hours. Source: the task of the centre, three days ahead. */
export const radarHours = 72;

/** Counts people of a flight who share a nationality and the language that they chose in the form; null where they chose none yet. */
export interface Speakers { readonly flightId: string; readonly nationality: string | null; readonly chosen: string | null; readonly persons: number }

/** Is one language of the people to come. Shape: `language` is null where nothing tells it; `flights` those whose people speak it, `missingIn` those whose plan has no interpreter for it. */
export interface SpokenLanguage {
  readonly language: string | null;
  readonly persons: number;
  readonly chosen: number;
  readonly nationalities: readonly { readonly nationality: string; readonly persons: number }[];
  readonly hasForm: boolean;
  readonly flights: readonly string[];
  readonly missingIn: readonly string[];
  /** People who have no form in it, or fly on a flight whose plan has no interpreter for it. */
  readonly gap: number;
}

/** Is one flight with the languages of its people. */
export interface FlightLanguages { readonly flightId: string; readonly persons: number; readonly missing: readonly { readonly language: string; readonly persons: number; readonly hasForm: boolean }[]; readonly gap: number }

const countBy = <Entry>(entries: readonly Entry[], of: (entry: Entry) => number): number => entries.reduce((sum, entry) => sum + of(entry), 0);

/** Compares what people speak with what is ready: the form and the interpreters of each flight's plan. Shape: gaps first, the biggest first; who speaks what nobody knows comes last. */
export function languageRadar(people: readonly Speakers[], flights: readonly { readonly flightId: string; readonly languages: readonly string[] }[], forms: readonly string[]): { readonly languages: readonly SpokenLanguage[]; readonly flights: readonly FlightLanguages[]; readonly gap: number } {
  const plans = new Map(flights.map((flight) => [flight.flightId, new Set(flight.languages)]));
  const spoken = people.filter((entry) => plans.has(entry.flightId)).map((entry) => ({ ...entry, language: entry.chosen ?? mainLanguage(entry.nationality) ?? null }));
  const isGap = (entry: { readonly language: string | null; readonly flightId: string }): boolean => entry.language !== null && (!forms.includes(entry.language) || !plans.get(entry.flightId)!.has(entry.language));
  const languages = [...new Set(spoken.map((entry) => entry.language))].map((language): SpokenLanguage => {
    const own = spoken.filter((entry) => entry.language === language);
    const byNationality = new Map<string, number>();
    for (const entry of own) if (entry.nationality !== null) byNationality.set(entry.nationality, (byNationality.get(entry.nationality) ?? 0) + entry.persons);
    const on = [...new Set(own.map((entry) => entry.flightId))];
    return {
      language, persons: countBy(own, (entry) => entry.persons), chosen: countBy(own, (entry) => (entry.chosen === null ? 0 : entry.persons)),
      nationalities: [...byNationality].map(([nationality, persons]) => ({ nationality, persons })).sort((one, other) => other.persons - one.persons || one.nationality.localeCompare(other.nationality)),
      hasForm: language !== null && forms.includes(language), flights: on, missingIn: language === null ? [] : on.filter((flightId) => !plans.get(flightId)!.has(language)), gap: countBy(own.filter(isGap), (entry) => entry.persons),
    };
  }).sort((one, other) => Number(one.language === null) - Number(other.language === null) || other.gap - one.gap || other.persons - one.persons || (one.language ?? '').localeCompare(other.language ?? ''));
  const perFlight = flights.map((flight): FlightLanguages => {
    const own = spoken.filter((entry) => entry.flightId === flight.flightId);
    const missing = new Map<string, number>();
    for (const entry of own) if (entry.language !== null && isGap(entry)) missing.set(entry.language, (missing.get(entry.language) ?? 0) + entry.persons);
    return {
      flightId: flight.flightId, persons: countBy(own, (entry) => entry.persons), gap: countBy([...missing.values()], (persons) => persons),
      missing: [...missing].map(([language, persons]) => ({ language, persons, hasForm: forms.includes(language) })).sort((one, other) => other.persons - one.persons || one.language.localeCompare(other.language)),
    };
  }).filter((flight) => flight.persons > 0);
  return { languages, flights: perFlight, gap: countBy(languages, (entry) => entry.gap) };
}

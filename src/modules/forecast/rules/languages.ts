import { mainLanguage } from '../../declarations/rules/languages.ts';

/** Is which share of a flight's people speak what, and how that is known: by most people's own cards, by nationality, or by the average of the day's other flights. */
export interface Speaking { readonly shares: Readonly<Record<string, number>>; readonly from: 'cards' | 'nationality' | 'average' }

interface Speakers { readonly flight_id: string; readonly nationality: string | null; readonly filed: string | null; readonly persons: number }

function sharesOf(counts: ReadonlyMap<string, number>): Record<string, number> {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const shares: Record<string, number> = {};
  // Rounded down, so that shares never add up to more than all; who is left over speaks what everybody at the port does.
  for (const [language, count] of [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))) shares[language] = Math.floor((count / all) * 1e4) / 1e4;
  return shares;
}

/**
 * Tells of each flight which languages its people speak: whoever filed a card speaks its language, whoever did not the main one of their nationality.
 * Shape: by flight; under '' the average of all, for flights of which nobody is known; nothing where nothing is known.
 */
export function languagesOf(rows: readonly Speakers[]): ReadonlyMap<string, Speaking> {
  const known = rows.flatMap((row) => {
    const language = row.filed ?? mainLanguage(row.nationality);
    return language === undefined ? [] : [{ flightId: row.flight_id, language, persons: row.persons, filed: row.filed !== null }];
  });
  const speaking = (own: typeof known, from?: 'average'): Speaking => {
    const counts = new Map<string, number>();
    for (const { language, persons } of own) counts.set(language, (counts.get(language) ?? 0) + persons);
    const all = own.reduce((sum, { persons }) => sum + persons, 0);
    const filed = own.reduce((sum, one) => sum + (one.filed ? one.persons : 0), 0);
    return { shares: sharesOf(counts), from: from ?? (2 * filed >= all ? 'cards' : 'nationality') };
  };
  const flights = [...new Set(known.map((row) => row.flightId))].map((flightId) => [flightId, speaking(known.filter((row) => row.flightId === flightId))] as const);
  return new Map(known.length === 0 ? flights : [...flights, ['', speaking(known, 'average')] as const]);
}

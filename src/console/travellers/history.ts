import { useCallback, useState } from 'react';

/** One record made at this station by this officer, as the station remembers it. */
export type Past = {
  readonly key: string;
  readonly caseId: string;
  readonly name: string;
  readonly seat: string | null;
  readonly step: string;
  readonly outcome: 'passed' | 'failed' | 'kept';
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly corrected?: boolean;
};

const most = 20;

function read(place: string): readonly Past[] {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '[]') as readonly Past[];
  } catch {
    return [];
  }
}

/** Remembers the last twenty records of an officer at a station, as long as this tab lives. */
export function useHistory(officerId: string, stationId: string) {
  const place = `tongguan.history.${officerId}.${stationId}`;
  const [past, setPast] = useState<{ place: string; entries: readonly Past[] }>(() => ({ place, entries: read(place) }));
  const entries = past.place === place ? past.entries : read(place);
  const change = useCallback((how: (entries: readonly Past[]) => readonly Past[]): void => {
    const next = how(read(place)).slice(0, most);
    sessionStorage.setItem(place, JSON.stringify(next));
    setPast({ place, entries: next });
  }, [place]);
  const add = useCallback((...fresh: readonly Past[]) => change((before) => [...fresh, ...before]), [change]);
  const markCorrected = useCallback((key: string, evidence: Readonly<Record<string, unknown>>, outcome: Past['outcome']) =>
    change((before) => before.map((entry) => (entry.key === key ? { ...entry, evidence, outcome, corrected: true } : entry))), [change]);
  return { entries, add, markCorrected };
}

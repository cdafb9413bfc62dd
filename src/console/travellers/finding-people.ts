import { useCallback, useRef, useState } from 'react';
import { queryClient, readView } from '../client.ts';
import type { ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Refused, Unreachable } from '../http.ts';
import { useWords, type Words } from '../words.tsx';
import type { CaseView, Lookup, PersonCard, Queue } from './shapes.ts';
import { nameOf } from './shapes.ts';

/** The person in front of the officer. */
export type Present = {
  readonly card: PersonCard;
  /** Undefined where the officer's roles may not read it, or the server could not be reached. */
  readonly view: CaseView | undefined;
  /** A document, a card, a pass or a code was read; a name alone or a row of the list is no proof. */
  readonly scanned: boolean;
  readonly problems: Lookup['problems'];
  /** Found in what this device knew before the line was lost. */
  readonly fromMemory: boolean;
};

/** What the last scan led to. */
export type Found =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several'; readonly matches: readonly PersonCard[]; readonly lookup: Lookup }
  | { readonly kind: 'unknown'; readonly scan: Scan; readonly problems: Lookup['problems'] }
  | { readonly kind: 'person'; readonly person: Present };

/** Reads a person's case. Shape: undefined where it may not be read or the server cannot be reached. */
export async function readCase(caseId: string, onUnreachable?: () => void): Promise<CaseView | undefined> {
  try {
    return (await readView<CaseView>('prescribed.case', { caseId })).data;
  } catch (error) {
    if (error instanceof Unreachable) onUnreachable?.();
    else if (!(error instanceof Refused)) throw error;
    return undefined;
  }
}

/** Reads a person's card afresh. */
export async function readCard(caseId: string): Promise<PersonCard | undefined> {
  const { data } = await readView<Lookup>('travellers.lookup', { text: caseId });
  return data.matches[0];
}

function rememberedCards(): ReadonlyMap<string, PersonCard> {
  const known = new Map<string, PersonCard>();
  for (const [, view] of queryClient.getQueriesData<{ data: Queue }>({ queryKey: ['view', 'travellers.queue'] })) for (const card of view?.data.persons ?? []) known.set(card.caseId, card);
  return known;
}

/** Finds a person's card among those that the lists on this screen have shown. */
export function rememberedCard(caseId: string): PersonCard | undefined {
  return rememberedCards().get(caseId);
}

/** Finds people among those whom the lists on this screen have shown, while the server cannot be reached. */
function fromMemory(scan: Scan): PersonCard[] {
  const text = scan.text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return [...rememberedCards().values()].filter((card) => {
    const numbers = [...card.documents.map((document) => document.number), card.accreditationNumber ?? ''].map((number) => number.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '')).filter((number) => number.length > 3);
    if (scan.kind === 'mrz') return numbers.some((number) => text.includes(number));
    const name = `${card.surname}${card.givenNames}`.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    if (scan.kind === 'bcbp') return text.includes(card.surname.toUpperCase().replaceAll(/[^A-Z]/gu, '')) && card.seat !== null && text.includes(card.seat);
    return numbers.includes(text) || (text.length > 2 && name.startsWith(text)) || card.seat === scan.text.toUpperCase();
  });
}

/** Names a person with seat and flight, as the answer to a scan. */
export function describe(words: Words, card: PersonCard): string {
  return [nameOf(card), card.seat, card.designator].filter(Boolean).join(' · ');
}

/** Turns scans into the person in front of the officer. `only` narrows to a flight. */
export function useFinding(options: { readonly flightId?: string | undefined; readonly stationId?: string | undefined } = {}) {
  const words = useWords();
  const [found, setFound] = useState<Found>({ kind: 'nobody' });
  const turn = useRef(0);
  const { flightId, stationId } = options;

  const show = useCallback(async (card: PersonCard, how: { scanned: boolean; problems: Lookup['problems']; fromMemory?: boolean }): Promise<void> => {
    turn.current += 1;
    const mine = turn.current;
    let remembered = how.fromMemory === true;
    const view = remembered ? undefined : await readCase(card.caseId, () => { remembered = true; });
    if (mine === turn.current) setFound({ kind: 'person', person: { card, view, scanned: how.scanned, problems: how.problems, fromMemory: remembered } });
  }, []);

  const release = useCallback((): void => {
    turn.current += 1;
    setFound({ kind: 'nobody' });
  }, []);

  /** Asks the server who it is, without showing anybody. */
  const lookUp = useCallback(async (scan: Scan): Promise<{ lookup: Lookup; fromMemory: boolean }> => {
    try {
      const input = { text: scan.text, ...(flightId === undefined ? {} : { flightId }), ...(stationId === undefined ? {} : { stationId }) };
      return { lookup: (await readView<Lookup>('travellers.lookup', input)).data, fromMemory: false };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return { lookup: { matches: fromMemory(scan), understoodAs: scan.kind === 'text' || scan.kind === 'code' ? 'name' : scan.kind, problems: [] }, fromMemory: true };
    }
  }, [flightId, stationId]);

  const take = useCallback(async (scan: Scan, { lookup, fromMemory: remembered }: { lookup: Lookup; fromMemory: boolean }): Promise<ScanAnswer> => {
    const { matches } = lookup;
    const [only] = matches;
    const scanned = scan.kind === 'mrz' || scan.kind === 'bcbp' || lookup.understoodAs === 'document' || lookup.understoodAs === 'accreditation';
    if (only !== undefined && matches.length === 1) {
      await show(only, { scanned, problems: lookup.problems, fromMemory: remembered });
      return { ok: true, message: describe(words, only), label: nameOf(only) };
    }
    turn.current += 1;
    if (matches.length > 1) {
      setFound({ kind: 'several', matches, lookup });
      return { ok: true, message: words.t('station.severalFound', { count: matches.length }), label: scan.text };
    }
    setFound({ kind: 'unknown', scan, problems: lookup.problems });
    return { ok: false, message: remembered ? words.t('station.offlineNobody') : words.t('station.nobodyFound'), label: scan.kind === 'mrz' ? words.t('station.document') : scan.text };
  }, [show, words]);

  const onScan = useCallback(async (scan: Scan): Promise<ScanAnswer> => {
    try {
      return await take(scan, await lookUp(scan));
    } catch (error) {
      if (error instanceof Refused) return { ok: false, message: words.refusal(error.refusal), label: scan.text };
      throw error;
    }
  }, [lookUp, take, words]);

  return { found, onScan, lookUp, take, show, release };
}

/** The way of a screen to find people. */
export type Finding = ReturnType<typeof useFinding>;

/** Puts the focus where the next scan is expected. */
export function focusScanBox(): void {
  document.querySelector<HTMLInputElement>('[data-scan="box"]')?.focus();
}

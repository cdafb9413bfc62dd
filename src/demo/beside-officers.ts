import type { Db } from '../kernel/db.ts';
import type { Deed } from './deeds.ts';
import { approvable, boardedOf, casesOfTubes, owingCases } from './store/owing.ts';

/** Is where a deed would be done. */
export interface Place { readonly db: Db; readonly eventId: string; readonly flightId: string }

interface Input {
  readonly step?: string; readonly corrects?: string; readonly items?: readonly { readonly caseId: string }[]; readonly caseId?: string; readonly caseIds?: readonly string[];
  readonly tubeIds?: readonly string[]; readonly results?: readonly { readonly tubeId: string }[];
}

/**
 * Tells what of a deed is still to be done beside officers who work by hand: nobody is measured, handed over or answered twice.
 * Shape: the input for the action, or undefined where nothing is left to do.
 */
export async function leftToDo(place: Place, deed: Deed, whole: unknown): Promise<unknown> {
  const input = whole as Input;
  const owing = (step: string): Promise<Set<string>> => owingCases(place, step);
  const some = (name: string, list: readonly unknown[], more: object = {}): unknown => (list.length === 0 ? undefined : { ...input, [name]: list, ...more });
  switch (deed.action) {
    case 'prescribed.record':
      return input.corrects !== undefined || (await owing(input.step ?? '')).has(input.caseId ?? '') ? input : undefined;
    case 'travellers.recordMany': {
      const left = await owing(input.step ?? '');
      return some('items', (input.items ?? []).filter((item) => left.has(item.caseId)));
    }
    case 'travellers.handOver': {
      const ready = await owingCases(place, 'XFR-01', true);
      const left = (input.caseIds ?? []).filter((caseId) => ready.has(caseId));
      return some('caseIds', left, { countReceived: left.length });
    }
    case 'travellers.handOverAbnormal':
      return (await owing('XFR-02')).has(input.caseId ?? '') ? input : undefined;
    case 'travellers.moveSamples': {
      const known = await casesOfTubes(place, input.tubeIds ?? []);
      return some('tubeIds', (input.tubeIds ?? []).filter((tube) => known.has(tube)));
    }
    case 'travellers.recordResults': {
      const [known, left] = [await casesOfTubes(place, (input.results ?? []).map((result) => result.tubeId)), await owing('SMP-02')];
      return some('results', (input.results ?? []).filter((result) => left.has(known.get(result.tubeId) ?? '')));
    }
    case 'travellers.confirmOnBoard': {
      if (!(await owing('BRD-01')).has(place.flightId) && !(await owing('DEP-04')).has(place.flightId)) return undefined;
      // Somebody may have been added or taken off by hand: the count is of those who are there.
      const { listed, absent } = await boardedOf(place);
      const named = new Set([...absent, ...((whole as { absentCaseIds: readonly string[] }).absentCaseIds)]);
      return deed.mayBeRefused === undefined ? { ...input, headCount: listed - named.size, absentCaseIds: [...named] } : input;
    }
    case 'travellers.confirmList':
      return (await owing('FLT-01')).has(place.flightId) ? input : undefined;
    case 'flights.planFlight':
      return (await approvable(place)) === undefined ? input : undefined;
    case 'flights.approvePlan':
      return (await owing('FLT-02')).has(place.flightId) ? { ...input, version: (await approvable(place)) ?? 1 } : undefined;
    case 'flights.sendReport':
      return (await owing('REP-01')).has(place.flightId) ? input : undefined;
    default:
      return input;
  }
}

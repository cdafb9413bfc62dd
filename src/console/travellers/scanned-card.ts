import type { ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Refused } from '../http.ts';
import { useWords } from '../words.tsx';
import type { useBatch } from './batch.ts';
import { useFinding } from './finding-people.ts';
import { whatFollows } from './saying.ts';
import { nameOf, type PersonCard, type Station } from './shapes.ts';

/**
 * Gives what a station that works in batches does with a scan: it finds the one person who is meant and hands them on.
 * Shape: `take` says whether it could do something with the person; where not, the answer says where the person is to go.
 */
export function useScannedCard(station: Station, step: string, batch: ReturnType<typeof useBatch>, take: (card: PersonCard) => boolean, otherwise?: string): (scan: Scan) => Promise<ScanAnswer> {
  const words = useWords();
  const { t } = words;
  const finding = useFinding({ stationId: station.stationId });
  return async (scan) => {
    try {
      const { lookup } = await finding.lookUp(scan);
      const cards = lookup.matches.filter((match) => batch.chosen.flight === undefined || match.flightId === batch.chosen.flight.flightId);
      const [card] = cards;
      if (card === undefined) return { ok: false, message: t('station.nobodyFound'), label: scan.text };
      if (cards.length > 1) return { ok: false, message: t('station.severalScanDocument', { count: cards.length }), label: scan.text };
      if (take(card)) return { ok: true, message: [nameOf(card), card.seat].filter(Boolean).join(' · '), label: nameOf(card) };
      const next = card.owed.find((owed) => owed.step === otherwise) ?? card.owed.find((owed) => owed.step !== step);
      const why = card.owed.some((owed) => owed.step === step) ? t('station.notInThisGroup') : t('station.owesNothingHere');
      return { ok: false, message: [nameOf(card), why, next && t('station.goTo', { step: whatFollows(words, next.step) })].filter(Boolean).join(' · '), label: nameOf(card) };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, message: words.refusal(error.refusal) };
      throw error;
    }
  };
}

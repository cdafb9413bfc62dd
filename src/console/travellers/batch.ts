import { useState } from 'react';
import { useWords } from '../words.tsx';
import { useChosenFlight } from './FlightPicker.tsx';
import type { Outcome } from './OutcomeStrip.tsx';
import { useRecording } from './recording.ts';
import { refusalText, stepName, whatFollows } from './saying.ts';
import { useQueue } from './SidePanels.tsx';
import { nameOf, type EachResult, type PersonCard, type Station } from './shapes.ts';

/** Is one person's part of a batch. */
export type BatchItem = { readonly card: PersonCard; readonly evidence: Readonly<Record<string, unknown>> };

/** Is who of a batch did not pass, and why or what follows. */
export type BatchTrouble = { readonly card: PersonCard; readonly text: string };

/** Gives a station that works in batches its people (of one flight, of one delegation), and records one step for many of them, each answered on its own. */
export function useBatch(station: Station, step: string) {
  const words = useWords();
  const { t } = words;
  const chosen = useChosenFlight(station.pointCode, (flight) => flight.direction === 'arrival');
  const queue = useQueue(station.kind, station.pointCode, chosen.flight?.flightId);
  const recording = useRecording(station.stationId);
  const [delegation, setDelegation] = useState<string | undefined>(undefined);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [trouble, setTrouble] = useState<readonly BatchTrouble[]>([]);
  const here = (queue.data?.data.persons ?? []).filter((card) => card.owed.some((owed) => owed.step === step));
  const waiting = here.filter((card) => delegation === undefined || card.delegation === delegation);
  const delegations = [...new Set(here.flatMap((card) => card.delegation ?? []))].sort();
  /** Nobody is recorded as seen by mistake because another flight happens to wait too. */
  const isMixed = new Set(waiting.map((card) => card.flightId)).size > 1;

  /** Answers whether the batch was taken: done, or kept here until the server is back. */
  const record = async (items: readonly BatchItem[]): Promise<boolean> => {
    const who = t('station.personsOn', { count: items.length });
    const sent = await recording.send<{ readonly results: readonly EachResult[] }>('travellers.recordMany', { step, items: items.map(({ card, evidence }) => ({ caseId: card.caseId, evidence })) }, { label: `${who} · ${stepName(words, step)}`, mayKeep: true });
    if (sent.kind === 'refused' || sent.kind === 'failed') return false;
    if (sent.kind === 'kept') {
      setTrouble([]);
      setOutcome({ key: sent.id, word: 'kept', name: who, what: stepName(words, step), follows: [t('station.keptDetail')] });
      return true;
    }
    const cards = new Map(items.map(({ card }) => [card.caseId, card]));
    const bad = sent.result.results.flatMap((result): readonly BatchTrouble[] => {
      const card = cards.get(result.caseId ?? '');
      if (card === undefined) return [];
      if (result.refusal !== undefined) return [{ card, text: refusalText(words, result.refusal) }];
      return result.outcome === 'passed' ? [] : [{ card, text: [t('station.failedShort'), ...(result.added ?? []).map((one) => whatFollows(words, one))].join(' · ') }];
    });
    setTrouble(bad);
    setOutcome({
      key: sent.id, word: bad.length === 0 ? 'passed' : 'failed', name: t('station.personsOn', { count: bad.length === 0 ? items.length : bad.length }), what: stepName(words, step),
      follows: bad.length === 0 ? [] : [t('station.othersPassed', { count: items.length - bad.length }), bad.map(({ card }) => nameOf(card)).join(words.language === 'zh' ? '、' : ', ')],
    });
    return true;
  };
  return { chosen, queue, recording, delegation, setDelegation, delegations, outcome, trouble, waiting, isMixed, record, waitingOfAll: queue.data?.data.total ?? 0 };
}

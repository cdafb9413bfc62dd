import { useState, type ReactNode } from 'react';
import { findStep, getStep } from '../../modules/prescribed/catalogue.ts';
import { thresholds } from '../../modules/prescribed/catalogue/thresholds.ts';
import { useView } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { Panel } from '../design/Layout.tsx';
import { StepList, type Step } from '../design/StepList.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { inWalkingOrder } from './evidence-at-hand.ts';
import type { Past } from './history.ts';
import { findingOf, kindName, stepName } from './saying.ts';
import { nameOf, type CaseView, type PersonCard, type Queue } from './shapes.ts';

/** Reads who waits at a kind of station. */
export function useQueue(kind: string | undefined, pointCode: string | undefined, flightId?: string) {
  return useView<Queue>('travellers.queue', kind === undefined ? undefined : { station: kind, ...(pointCode === undefined ? {} : { pointCode }), ...(flightId === undefined ? {} : { flightId }), limit: 600 },
    { topics: ['flight:*', 'case:*'] });
}

/** Lists who owes a step at this station, the oldest due first; a row opens the person. */
export function QueuePanel({ kind, steps, queue, error, onRetry, history, selected, onOpen }: {
  readonly kind: string;
  readonly steps: readonly string[];
  readonly queue: Queue | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly history: readonly Past[];
  readonly selected: string | undefined;
  readonly onOpen: (card: PersonCard) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const owedHere = (card: PersonCard): PersonCard['owed'] => card.owed.filter((owed) => steps.includes(owed.step));
  const restMinutes = thresholds.find((threshold) => threshold.name === 'retestRestMinutes')?.baseline ?? 5;
  const restsUntil = (card: PersonCard): string | undefined => {
    const first = history.find((past) => past.caseId === card.caseId && past.outcome === 'failed');
    return first === undefined ? undefined : new Date(Date.parse(first.at) + restMinutes * 60_000).toISOString();
  };
  const many = steps.length > 1;
  const now = useEventNow();
  const columns: readonly Column<PersonCard>[] = [
    { key: 'person', title: t('station.person'), sortValue: nameOf, cell: (card) => <span className="tg-queue-name"><strong>{nameOf(card)}</strong>{card.foundOutsideList && <span className="tg-muted"> {t('station.flagOutsideList')}</span>}</span> },
    { key: 'seat', title: t('station.seat'), sortValue: (card) => card.seat, cell: (card) => card.seat ?? '–' },
    { key: 'flight', title: t('station.flight'), sortValue: (card) => card.designator, cell: (card) => card.designator },
    { key: 'owes', title: many ? t('station.owes') : t('station.due'), cell: (card) => {
      const owed = owedHere(card);
      const due = owed.map((entry) => entry.dueAt).filter((at) => at !== null).sort()[0];
      const retest = owed.some((entry) => entry.step === 'CHK-03');
      const until = retest ? restsUntil(card) : undefined;
      const resting = until !== undefined && Date.parse(until) > now;
      return (
        <span className="tg-queue-owes">
          {many && <span>{owed.map((entry) => stepName(words, entry.step)).join(' · ')}</span>}
          {resting && <Clock dueAt={until} label={t('station.restUntil')} metAt={undefined} warnMinutes={0} />}
          {due !== undefined && !resting && <Clock dueAt={due} label={t('station.due')} />}
          {!many && due === undefined && <span className="tg-muted">–</span>}
        </span>
      );
    } },
  ];
  return (
    <Panel flush title={t('station.waiting', { count: queue?.total ?? 0, station: kindName(words, kind) })}>
      <Table label={t('station.queue')} columns={columns} rows={queue?.persons} rowKey={(card) => card.caseId} onOpen={onOpen} selectedKey={selected} error={error} onRetry={onRetry}
        tone={(card) => (card.abnormal ? 'late' : undefined)} maximumHeight={340} emptyTitle={t('station.nobodyWaits')} />
    </Panel>
  );
}

/** Lists the last records made here, each with the way to correct it. */
export function HistoryPanel({ entries, onCorrect }: { readonly entries: readonly Past[]; readonly onCorrect: (past: Past) => void }): ReactNode {
  const words = useWords();
  const { t, timeWithSeconds } = words;
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, 6);
  const tones: Record<Past['outcome'], Tone> = { passed: 'done', failed: 'wrong', kept: 'late' };
  const texts = { passed: t('station.passedShort'), failed: t('station.failedShort'), kept: t('station.keptShort') };
  return (
    <Panel flush title={t('station.history', { count: entries.length })} actions={entries.length > 6
      ? <Button kind="bare" onPress={() => setAll(!all)}>{all ? t('station.showFewer') : t('station.showAll')}</Button> : undefined}>
      {entries.length === 0 ? <p className="tg-side-empty tg-muted">{t('station.historyEmpty')}</p> : (
        <ol className="tg-history" aria-label={t('station.historyLabel')}>
          {shown.map((past) => (
            <li key={past.key}>
              <span className="tg-muted">{timeWithSeconds(past.at)}</span>
              <span className="tg-history-what"><strong>{past.name}</strong> {[findingOf(words, past.step, past.evidence), past.seat, stepName(words, past.step)].filter(Boolean).join(' · ')}</span>
              <Status tone={tones[past.outcome]}>{past.corrected === true ? t('station.correctedShort') : texts[past.outcome]}</Status>
              <Button kind="bare" label={t('station.correctOf', { name: past.name })} disabledReason={past.outcome === 'kept' ? t('station.correctWhenDelivered') : undefined} onPress={() => onCorrect(past)}>{t('station.correct')}</Button>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** Shows what a person owes: here first, then along the way, and how much is done. */
export function OwedPanel({ card, view, here }: { readonly card: PersonCard; readonly view: CaseView | undefined; readonly here: readonly string[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const next = inWalkingOrder(card.owed.filter((owed) => !here.includes(owed.step)));
  const entries: Step[] = [...card.owed.filter((owed) => here.includes(owed.step)), ...next].map((owed) => ({
    key: String(owed.ordinal), name: stepName(words, owed.step), state: here.includes(owed.step) ? 'next' : 'owed',
    station: here.includes(owed.step) ? undefined : kindName(words, findStep(owed.step)?.station ?? ''), dueAt: owed.dueAt ?? undefined,
  }));
  const failed = view?.steps.filter((step) => step.state === 'followed') ?? [];
  const done = view?.steps.filter((step) => step.state !== 'owed').length;
  return (
    <Panel flush title={done === undefined ? t('station.owedCount', { count: card.owed.length }) : t('station.owedOf', { done, total: done + card.owed.length })}>
      {failed.length > 0 && <p className="tg-side-note">{t('station.failedBefore', { steps: failed.map((step) => stepName(words, getStep(step.step).id)).join(words.language === 'zh' ? '、' : ', ') })}</p>}
      {entries.length === 0 ? <p className="tg-side-empty tg-muted">{t('station.owesNothing')}</p> : <StepList label={t('station.owedList')} steps={entries} />}
    </Panel>
  );
}

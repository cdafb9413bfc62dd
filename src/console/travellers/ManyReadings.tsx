import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { thresholds } from '../../modules/prescribed/catalogue/thresholds.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { ScanBox } from '../design/ScanBox.tsx';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { useBatch } from './batch.ts';
import { BatchFrame } from './BatchFrame.tsx';
import { readCelsius } from './evidence-at-hand.ts';
import { stepName } from './saying.ts';
import { useScannedCard } from './scanned-card.ts';
import { nameOf, type Station } from './shapes.ts';

const step = 'CHK-02';
// Only what is marked while typing; the plan's own threshold decides on the server.
const fever = thresholds.find((threshold) => threshold.name === 'feverCelsius')?.baseline ?? 37.3;

/** Takes the temperatures of a group at a lane: a scan leads to the person's own field, Enter to the next person's, one press records them all. */
export function ManyReadings({ station }: { readonly station: Station }): ReactNode {
  const words = useWords();
  const { t } = words;
  const batch = useBatch(station, step);
  const { waiting, queue } = batch;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const entered = waiting.filter((card) => (typed[card.caseId] ?? '').trim() !== '');
  const readings = entered.flatMap((card) => {
    const celsius = readCelsius(typed[card.caseId] ?? '');
    return celsius === undefined ? [] : [{ card, evidence: { temperatureCelsius: celsius } }];
  });
  const wrong = entered.length - readings.length;
  const reason = entered.length === 0 ? t('station.noReadings') : wrong > 0 ? t('station.readingsWrong', { count: wrong }) : undefined;
  const fieldOf = (caseId: string): HTMLInputElement | null => list.current?.querySelector<HTMLInputElement>(`[data-reading="${caseId}"]`) ?? null;

  const onScan = useScannedCard(station, step, batch, (card) => {
    const field = fieldOf(card.caseId);
    field?.focus();
    field?.select();
    field?.scrollIntoView({ block: 'nearest' });
    return field !== null;
  }, 'CHK-03');
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const fields = [...(list.current?.querySelectorAll<HTMLInputElement>('[data-reading]') ?? [])];
    const next = fields.slice(fields.indexOf(event.currentTarget) + 1).find((field) => field.value === '');
    if (next === undefined) button.current?.focus();
    else next.focus();
  };
  const record = async (): Promise<void> => {
    if (reason !== undefined || !(await batch.record(readings))) return;
    setTyped({});
  };
  return (
    <div className="tg-stack">
      <ScanBox onScan={onScan} history={2} hint={t('station.documentHint')} />
      <BatchFrame batch={batch} step={step}>
        <Button ref={button} kind="primary" large icon="check" pending={batch.recording.pending} disabledReason={reason} onPress={() => void record()}>{t('station.recordReadings', { count: readings.length })}</Button>
        {wrong > 0 && <span className="tg-problem">{t('station.readingsWrong', { count: wrong })}</span>}
      </BatchFrame>
      <div ref={list}>
        <Panel flush title={t('station.waiting', { count: waiting.length, station: stepName(words, step) })}>
          <Table label={t('station.queue')} rows={queue.data === undefined ? undefined : waiting} rowKey={(card) => card.caseId} error={queue.error} onRetry={() => void queue.refetch()} maximumHeight={560} emptyTitle={t('station.nobodyWaits')} columns={[
            { key: 'reading', title: '°C', width: '120px', cell: (card) => {
              const text = typed[card.caseId] ?? '';
              return <input className="tg-input tg-code tg-reading" data-reading={card.caseId} inputMode="decimal" autoComplete="off" aria-label={t('station.readingOf', { name: nameOf(card) })} aria-invalid={text !== '' && readCelsius(text) === undefined ? true : undefined}
                value={text} onChange={(event) => setTyped((before) => ({ ...before, [card.caseId]: event.target.value }))} onKeyDown={onKeyDown} />;
            } },
            { key: 'name', title: t('station.person'), sortValue: nameOf, cell: nameOf },
            { key: 'seat', title: t('station.seat'), sortValue: (card) => card.seat, cell: (card) => card.seat ?? '–' },
            { key: 'delegation', title: t('station.batch'), sortValue: (card) => card.delegation, cell: (card) => card.delegation ?? '–' },
            { key: 'flight', title: t('station.flight'), sortValue: (card) => card.designator, cell: (card) => card.designator },
            { key: 'read', title: t('station.state'), cell: (card) => {
              const celsius = readCelsius(typed[card.caseId] ?? '');
              return celsius === undefined ? <span className="tg-muted">–</span> : <Status tone={celsius >= fever ? 'late' : 'done'}>{`${words.number(celsius, 1)} °C`}</Status>;
            } },
          ]} />
        </Panel>
      </div>
    </div>
  );
}

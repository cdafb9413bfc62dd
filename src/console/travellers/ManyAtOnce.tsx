import { useState, type ReactNode } from 'react';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { ScanBox } from '../design/ScanBox.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { useBatch } from './batch.ts';
import { BatchFrame } from './BatchFrame.tsx';
import { stepName } from './saying.ts';
import { useScannedCard } from './scanned-card.ts';
import { nameOf, type PersonCard, type Station } from './shapes.ts';

/** Records one step for many people at once, all observed and none conspicuous; whoever is conspicuous is singled out and done one by one. */
export function ManyAtOnce({ station, step, evidence, onSingle }: {
  readonly station: Station;
  readonly step: string;
  /** The evidence of a normal case, with the zone that was named. */
  readonly evidence: (zone: string) => Readonly<Record<string, unknown>>;
  readonly onSingle: (card: PersonCard) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const batch = useBatch(station, step);
  const { waiting, queue } = batch;
  const [zone, setZone] = useState(station.lane);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const picked = waiting.filter((card) => !left.has(card.caseId));
  const reason = picked.length === 0 ? t('station.nobodyPicked') : batch.isMixed ? t('station.severalFlights') : zone.trim() === '' ? t('station.enterZone') : undefined;
  // Who is scanned stands before the officer and is looked at alone: the same one scan and one key as at every station.
  const onScan = useScannedCard(station, step, batch, (card) => {
    if (!card.owed.some((owed) => owed.step === step)) return false;
    onSingle(card);
    return true;
  });
  const toggle = (caseId: string): void => setLeft((before) => {
    const after = new Set(before);
    if (!after.delete(caseId)) after.add(caseId);
    return after;
  });
  return (
    <div className="tg-stack">
      <ScanBox onScan={onScan} history={2} hint={t('station.documentHint')} />
      <BatchFrame batch={batch} step={step} fields={<TextField label={t('station.zone')} value={zone} onChange={setZone} />}>
        <Button kind="primary" large icon="check" pending={batch.recording.pending} disabledReason={reason} onPress={() => void batch.record(picked.map((card) => ({ card, evidence: evidence(zone.trim()) })))}>{t('station.allObserved', { count: picked.length })}</Button>
        <Button onPress={() => setLeft(new Set())}>{t('station.pickAll')}</Button>
        <Button onPress={() => setLeft(new Set(waiting.map((card) => card.caseId)))}>{t('station.pickNone')}</Button>
        {batch.isMixed && <span className="tg-muted">{t('station.severalFlights')}</span>}
      </BatchFrame>
      <Panel flush title={t('station.waiting', { count: waiting.length, station: stepName(words, step) })}>
        <Table label={t('station.queue')} rows={queue.data === undefined ? undefined : waiting} rowKey={(card) => card.caseId} onOpen={(card) => toggle(card.caseId)} error={queue.error} onRetry={() => void queue.refetch()} maximumHeight={520} emptyTitle={t('station.nobodyWaits')}
          tone={(card) => (left.has(card.caseId) ? 'quiet' : undefined)} columns={[
            { key: 'picked', title: t('station.picked'), cell: (card) => <input type="checkbox" className="tg-pick" aria-label={t('station.pickOf', { name: nameOf(card) })} checked={!left.has(card.caseId)} onChange={() => toggle(card.caseId)} /> },
            { key: 'name', title: t('station.person'), sortValue: nameOf, cell: nameOf },
            { key: 'seat', title: t('station.seat'), sortValue: (card) => card.seat, cell: (card) => card.seat ?? '–' },
            { key: 'delegation', title: t('station.batch'), sortValue: (card) => card.delegation, cell: (card) => card.delegation ?? '–' },
            { key: 'flight', title: t('station.flight'), sortValue: (card) => card.designator, cell: (card) => card.designator },
            { key: 'state', title: t('station.state'), cell: (card) => (card.abnormal ? <Status tone="wrong">{t('station.abnormal')}</Status> : <Status>{t('station.owedShort', { count: card.owed.length })}</Status>) },
            { key: 'single', title: t('station.singleOut'), align: 'end', cell: (card) => <Button onPress={() => onSingle(card)} label={t('station.singleOutOf', { name: nameOf(card) })}>{t('station.singleOut')}</Button> },
          ]} />
      </Panel>
    </div>
  );
}

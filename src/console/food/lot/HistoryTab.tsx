import { useMemo, type ReactNode } from 'react';
import { Status } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { evidenceLines } from '../../goods/desk/saying.ts';
import type { GoodsRecord } from '../../goods/shapes.ts';
import { useWords } from '../../words.tsx';
import { useQuantity } from '../marks.tsx';
import type { JournalEntry, KnownData } from '../shapes.ts';
import { useLot } from './desk.ts';

/** Lists the journal of the lot and every record, newest first. */
export function HistoryTab(): ReactNode {
  const words = useWords();
  const { t, say, find, date, dateTime } = words;
  const { whole } = useLot();
  const quantity = useQuantity();
  const records = useMemo(() => [...whole.case.records].reverse(), [whole]);
  const entries: readonly Column<JournalEntry>[] = [
    { key: 'happenedAt', title: t('food.happened'), width: '112px', cell: (entry) => dateTime(entry.happenedAt) },
    { key: 'recordedAt', title: t('food.recordedAt'), width: '112px', cell: (entry) => <span className="tg-muted">{dateTime(entry.recordedAt)}</span> },
    { key: 'kind', title: t('food.entry'), cell: (entry) => t(`food.entry.${entry.kind}`) },
    { key: 'quantity', title: t('food.quantity'), align: 'end', cell: (entry) => (entry.quantity === null ? <span className="tg-muted">–</span> : <span className="tg-nowrap">{quantity(entry.quantity, whole.lot.unit)}</span>) },
    { key: 'way', title: t('food.traceWhere'), cell: (entry) => [entry.from, entry.to].filter((one) => one !== null).map((one) => say(one)).join(' → ') || '–' },
    { key: 'reason', title: t('food.reason'), cell: (entry) => <span className="gd-long">{entry.dish === null ? entry.reason || '–' : `${entry.dish} (${t('food.whoFor', { count: entry.portions ?? 0 })})`}</span> },
    { key: 'by', title: t('food.by'), cell: (entry) => (entry.by === null ? '–' : say(entry.by)) },
  ];
  const columns: readonly Column<GoodsRecord>[] = [
    { key: 'occurredAt', title: t('food.happened'), width: '112px', cell: (record) => dateTime(record.occurredAt) },
    { key: 'step', title: t('food.step'), cell: (record) => <span className="fd-two"><span>{find(`steps.${record.step}`) ?? record.step}</span><span className="tg-muted tg-code">{record.step}</span></span> },
    { key: 'outcome', title: t('food.outcome'), cell: (record) => (record.outcome === 'passed' ? <Status tone="done">{t('food.passed')}</Status> : record.outcome === 'failed' ? <Status tone="wrong">{t('food.failed')}</Status> : <Status tone="quiet">{t('food.excused')}</Status>) },
    { key: 'by', title: t('food.by'), cell: (record) => (record.officer === null ? '–' : say(record.officer)) },
    { key: 'found', title: t('food.found'), cell: (record) => <span className="gd-found">{evidenceLines(words, record.evidence).map(([name, value]) => <span key={name}><span className="tg-muted">{name}</span> {value}</span>)}{record.rule !== null && <span className="tg-muted">{record.rule}</span>}</span> },
  ];
  const known: readonly Column<KnownData>[] = [
    { key: 'at', title: t('food.recordedAt'), width: '112px', cell: (one) => dateTime(one.at) },
    { key: 'corrects', title: t('food.corrects'), width: '90px', cell: (one) => (one.ordinal === 0 ? <span className="tg-muted">{t('food.asOpened')}</span> : one.ordinal === 1 ? t('food.asOpened') : t('food.correctionNumber', { number: one.ordinal - 1 })) },
    { key: 'number', title: t('food.number'), cell: (one) => <span className="tg-code">{one.lotNumber}</span> },
    { key: 'producer', title: t('food.producerNumber'), cell: (one) => <span className="tg-code">{one.producerNumber}</span> },
    { key: 'filing', title: t('food.filing'), cell: (one) => one.importerFiling || '–' },
    { key: 'days', title: t('food.producedOn'), cell: (one) => <span className="tg-nowrap">{date(one.producedOn)} – {date(one.bestBefore)}</span> },
    { key: 'origin', title: t('food.origin'), cell: (one) => one.origin },
    { key: 'reason', title: t('food.reason'), cell: (one) => <span className="gd-long">{one.reason || '–'}</span> },
    { key: 'by', title: t('food.by'), cell: (one) => (one.by === null ? '–' : say(one.by)) },
  ];
  return (
    <div className="tg-stack">
      {whole.known.length > 1 && <Panel flush title={t('food.known')}><Table label={t('food.known')} columns={known} rows={[...whole.known].reverse()} rowKey={(one) => String(one.ordinal)} /></Panel>}
      <Panel flush title={t('food.journal')}><Table label={t('food.journal')} columns={entries} rows={whole.entries} rowKey={(entry) => String(entry.seq)} emptyTitle={t('food.noEntries')} /></Panel>
      <Panel flush title={t('food.records')}><Table label={t('food.records')} columns={columns} rows={records} rowKey={(record) => record.recordId} emptyTitle={t('food.noEntries')} /></Panel>
    </div>
  );
}

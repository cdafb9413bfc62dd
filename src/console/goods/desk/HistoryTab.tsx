import { useMemo, type ReactNode } from 'react';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import type { GoodsRecord } from '../shapes.ts';
import { doersOf, isCorrectable, nameOf, useDesk, useReason } from './desk.ts';
import { evidenceLines } from './saying.ts';

/** Lists every record, newest first: when it happened and when it was recorded, who, and what was found; what a station saw is corrected from here. */
export function HistoryTab(): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const { whole, show } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const correctable = (record: GoodsRecord): boolean => isCorrectable(record) && doersOf(record.step).some((role) => mine.includes(role));
  const rows = useMemo(() => [...whole.case.records].reverse(), [whole]);
  const columns: readonly Column<GoodsRecord>[] = [
    { key: 'occurredAt', title: t('goods.occurredAt'), width: '112px', cell: (record) => dateTime(record.occurredAt) },
    { key: 'recordedAt', title: t('goods.recordedAt'), width: '112px', cell: (record) => <span className="tg-muted">{dateTime(record.recordedAt)}</span> },
    { key: 'step', title: t('goods.step'), width: '190px', cell: (record) => <span className="gd-goods"><span>{nameOf(words, record.step)}</span><span className="tg-muted tg-code">{record.step}</span></span> },
    { key: 'outcome', title: t('goods.outcome'), cell: (record) => <span className="gd-outcome">{record.outcome === 'passed' ? <Status tone="done">{t('goods.passed')}</Status> : record.outcome === 'failed' ? <Status tone="wrong">{t('goods.failed')}</Status> : <Status tone="quiet">{t('design.stateNotApplicable')}</Status>}{record.corrected && <Badge>{t('goods.corrected')}</Badge>}{record.corrects !== null && <Badge tone="late">{t('goods.correction')}</Badge>}</span> },
    { key: 'officer', title: t('goods.officer'), cell: (record) => (record.officer === null ? '–' : say(record.officer)) },
    { key: 'found', title: t('goods.found'), cell: (record) => <span className="gd-found">{evidenceLines(words, record.evidence).map(([name, value]) => <span key={name}><span className="tg-muted">{name}</span> {value}</span>)}</span> },
    ...(rows.some(correctable) ? [{ key: 'correct', title: t('goods.doCorrect'), width: '110px', cell: (record: GoodsRecord) => correctable(record) && <Button label={`${t('goods.doCorrect')}: ${nameOf(words, record.step)}`} disabledReason={reasonFor(record.step)} onPress={() => show({ do: `correct:${record.recordId}` })}>{t('goods.doCorrect')}</Button> }] : []),
  ];
  return <Panel flush><Table label={t('goods.tab.history')} columns={columns} rows={rows} rowKey={(record) => record.recordId} emptyTitle={t('goods.noRecords')} tone={(record) => (record.corrected ? 'quiet' : undefined)} /></Panel>;
}

import { useMemo, type ReactNode } from 'react';
import { Status } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { evidenceLines } from '../../goods/desk/saying.ts';
import { useWords } from '../../words.tsx';
import { stepName } from '../saying.ts';
import type { AlarmRecord, WholeAlarm } from '../shapes.ts';

// That a step was done needs no words beside its name.
const said = ({ done: _done, acknowledged: _acknowledged, ...rest }: AlarmRecord['evidence']): AlarmRecord['evidence'] => rest;

/** Lists every record of an alarm, with what was found, who recorded it and when. */
export function HistoryTab({ whole }: { readonly whole: WholeAlarm }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const columns = useMemo<readonly Column<AlarmRecord>[]>(() => [
    { key: 'when', title: t('devices.when'), sortValue: (record) => record.recordedAt, cell: (record) => <span className="tg-nowrap">{words.date(record.recordedAt)} {words.timeWithSeconds(record.recordedAt)}</span> },
    { key: 'what', title: t('devices.what'), cell: (record) => <span className="dv-two"><strong>{stepName(words, record.step)}</strong><Status tone={record.outcome === 'passed' ? 'done' : record.evidence['disposition'] === 'hold' ? 'late' : 'wrong'}>{t(record.outcome === 'passed' ? 'devices.checkPassed' : 'devices.checkFailed')}</Status></span> },
    { key: 'finding', title: t('devices.finding'), cell: (record) => <span className="dv-reading">{evidenceLines(words, said(record.evidence)).map(([name, value]) => `${name} ${value}`).join(' · ')}</span> },
    { key: 'who', title: t('devices.who'), cell: (record) => (record.by !== null ? say(record.by) : record.deviceId !== null ? t('devices.byDevice') : '–') },
  ], [words]);
  return <Panel flush><Table label={t('devices.history')} columns={columns} rows={whole.records} rowKey={(record) => record.recordId} emptyTitle={t('devices.historyNone')} /></Panel>;
}

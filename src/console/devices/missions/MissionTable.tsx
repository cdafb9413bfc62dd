import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Status } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { alarmPath, devicePath } from '../shapes.ts';
import { causeOf, progressTone, type Mission } from './shapes.ts';

/** Lists the missions that were given, newest first: to which robot, by whom, how far, and what happened on the way. */
export function MissionTable({ missions, error, onRetry }: { readonly missions: readonly Mission[] | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useWords();
  const { t, say, dateTime, time } = words;
  const columns = useMemo<readonly Column<Mission>[]>(() => [
    { key: 'given', title: t('missions.given'), cell: (one) => <span className="tg-nowrap">{dateTime(one.givenAt)}</span>, sortValue: (one) => one.givenAt },
    { key: 'robot', title: t('missions.robot'), cell: (one) => <Link to={devicePath(one.device.deviceId)}>{say(one.device.name)}</Link>, sortValue: (one) => say(one.device.name) },
    { key: 'purpose', title: t('missions.purpose'), cell: (one) => <span className="dv-two"><span>{t(`missions.purpose.${one.purpose}`)} · {t('missions.stopsOf', { count: one.stops.length })}</span>{one.alarmId !== null && <Link to={alarmPath(one.alarmId)}>{t('devices.openIt')}</Link>}</span> },
    { key: 'by', title: t('missions.by'), cell: (one) => (one.by === null ? '–' : say(one.by)) },
    { key: 'progress', title: t('missions.progress'), cell: (one) => <Status tone={progressTone(one)}>{t(`missions.progress.${one.progress}`)}</Status>, sortValue: (one) => one.progress },
    { key: 'note', title: t('missions.note'), cell: (one) => <span className="dv-reading">{one.notes.map((note) => `${time(note.at)} ${t(`missions.progress.${note.note}`)}${note.detail === '' ? '' : `: ${causeOf(t, note.detail)}`}`).join(' · ')}</span> },
  ], [words]);
  return <Panel flush title={t('missions.list')}><Table label={t('missions.list')} columns={columns} rows={missions} rowKey={(one) => one.missionId} error={error} onRetry={onRetry} emptyTitle={t('missions.none')} emptyDetail={t('missions.noneDetail')} tone={(one) => (one.waitsForPerson ? 'wrong' : undefined)} maximumHeight={420} /></Panel>;
}

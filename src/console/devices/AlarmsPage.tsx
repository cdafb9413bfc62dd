import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { isUuid } from '../../kernel/ids.ts';
import { alarmOfficers } from '../../modules/devices/rules/roles.ts';
import { stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { evidenceOption } from '../design/EvidenceForm.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords, type Words } from '../words.tsx';
import { ReportDialog } from './alarm/ReportDialog.tsx';
import { byClock, isEscalated, subjectOf } from './alarms.ts';
import { kindName, stepName } from './saying.ts';
import { alarmPath, type Alarm } from './shapes.ts';
import './devices.css';

const topics = ['alarms'];
const hour = 3_600_000;

/** The alarm desk: every open alarm by its next clock, and those disposed of in the last day. */
export function AlarmsPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const [query, change] = useAddress();
  const since = useMemo(() => new Date(Math.floor((eventNow() - 24 * hour) / hour) * hour).toISOString(), []);
  const view = useView<{ readonly alarms: readonly Alarm[] }>('devices.alarms', { since }, { topics, everyMilliseconds: 10_000 });
  const alarms = view.data?.data.alarms;
  const caseId = query.get('case');
  const open = useMemo(() => alarms?.filter((alarm) => alarm.disposedAt === null && (caseId === null || alarm.caseId === caseId)).sort(byClock), [alarms, caseId]);
  const disposed = useMemo(() => alarms?.filter((alarm) => alarm.disposedAt !== null), [alarms]);
  const mine = useSession()?.officer.roles ?? [];
  const mayReport = alarmOfficers.some((role) => mine.includes(role));
  const overdue = open?.some((alarm) => isOverdue(alarm)) === true;
  return (
    <div className="tg-page">
      <PageHeader title={t('devices.alarms')} detail={open && t('devices.openCount', { count: open.length })} actions={<>
        {caseId !== null && <Button onPress={() => change({ case: undefined })}>{t('devices.allAlarms')}</Button>}
        {mayReport && <Button icon="plus" onPress={() => change({ do: 'report' })}>{t('devices.doReport')}</Button>}
      </>} />
      <Tabs label={t('devices.parts')} selected={query.get('tab') ?? 'open'} onSelect={(key) => change({ tab: key === 'open' ? undefined : key })} tabs={[
        { key: 'open', title: t('devices.openAlarms'), count: open?.length || undefined, countTone: overdue ? 'wrong' : 'late', content: <AlarmTable label={t('devices.openAlarms')} alarms={open} columns={openColumns(words)} empty={t('devices.noAlarms')} emptyDetail={t('devices.noAlarmsDetail')} error={view.error} onRetry={() => void view.refetch()} /> },
        { key: 'disposed', title: t('devices.disposedAlarms'), content: <AlarmTable label={t('devices.disposedAlarms')} alarms={disposed} columns={disposedColumns(words)} empty={t('devices.noDisposed')} error={view.error} onRetry={() => void view.refetch()} /> },
      ]} />
      {mayReport && query.get('do') === 'report' && <ReportDialog subject={caseId ?? ''} onClose={() => change({ do: undefined })} />}
    </div>
  );
}

const isOverdue = (alarm: Alarm): boolean => alarm.disposedAt === null && alarm.nextDueAt !== null && Date.parse(alarm.nextDueAt) < eventNow();

function AlarmTable({ label, alarms, columns, empty, emptyDetail, error, onRetry }: { readonly label: string; readonly alarms: readonly Alarm[] | undefined; readonly columns: readonly Column<Alarm>[]; readonly empty: string; readonly emptyDetail?: string; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const navigate = useNavigate();
  return <Panel flush><Table label={label} columns={columns} rows={alarms} rowKey={(alarm) => alarm.alarmId} onOpen={(alarm) => void navigate(alarmPath(alarm.alarmId))} error={error} onRetry={onRetry} emptyTitle={empty} {...(emptyDetail === undefined ? {} : { emptyDetail })} tone={(alarm) => (isOverdue(alarm) ? 'wrong' : undefined)} /></Panel>;
}

/** Names the subject of an alarm in a list: as the device named it, else by what it is. */
function Subject({ alarm }: { readonly alarm: Alarm }): ReactNode {
  const { t } = useWords();
  const subject = subjectOf(alarm);
  if (subject === undefined) return <Status tone="late">{t('devices.noSubject')}</Status>;
  return <span className="dv-two"><Link to={subject.path}>{t(subject.words)}</Link>{alarm.subject !== null && !isUuid(alarm.subject) && <span className="tg-muted tg-code">{alarm.subject}</span>}</span>;
}

function alarmColumn(words: Words): Column<Alarm> {
  const { t, find, say } = words;
  return { key: 'class', title: t('devices.class'), sortValue: (alarm) => alarm.alarmClass, cell: (alarm) => <span className="dv-two"><Link className="dv-name" to={alarmPath(alarm.alarmId)} tabIndex={-1}>{find(`devices.class.${alarm.alarmClass}`) ?? alarm.alarmClass}</Link><span className="tg-muted">{say(alarm.device)} · {kindName(words, alarm.kind)}</span></span> };
}

function openColumns(words: Words): readonly Column<Alarm>[] {
  const { t, dateTime } = words;
  return [
    { key: 'due', title: t('devices.nextDue'), sortValue: (alarm) => alarm.nextDueAt, cell: (alarm) => (alarm.nextDueAt === null ? <span className="tg-muted">{t('devices.noClock')}</span> : <Clock dueAt={alarm.nextDueAt} startedAt={alarm.raisedAt} label={t('devices.nextDue')} />) },
    alarmColumn(words),
    { key: 'subject', title: t('devices.subject'), cell: (alarm) => <Subject alarm={alarm} /> },
    { key: 'owes', title: t('devices.owesNext'), cell: (alarm) => <span className="dv-two"><span>{alarm.owed.length === 0 ? '–' : stepName(words, stepCatalogue.find((step) => alarm.owed.includes(step.id))?.id ?? '')}</span><span className="tg-row">{alarm.owed.length > 1 && <span className="tg-muted">{t('devices.owesMore', { count: alarm.owed.length - 1 })}</span>}{isEscalated(alarm, eventNow()) && <Badge tone="wrong">{t('devices.escalated')}</Badge>}</span></span> },
    { key: 'category', title: t('devices.category'), cell: (alarm) => <span className="dv-two">{alarm.category === null ? <span className="tg-muted">–</span> : <span>{evidenceOption(words, 'category', alarm.category)}</span>}{alarm.disposition !== null && <Badge tone="late">{evidenceOption(words, 'disposition', alarm.disposition)}</Badge>}</span> },
    { key: 'raised', title: t('devices.raised'), sortValue: (alarm) => alarm.raisedAt, cell: (alarm) => <span className="tg-nowrap">{dateTime(alarm.raisedAt)}</span> },
  ];
}

function disposedColumns(words: Words): readonly Column<Alarm>[] {
  const { t, dateTime } = words;
  return [
    { key: 'disposed', title: t('devices.disposedAt'), sortValue: (alarm) => alarm.disposedAt, cell: (alarm) => <span className="tg-nowrap">{alarm.disposedAt !== null && dateTime(alarm.disposedAt)}</span> },
    alarmColumn(words),
    { key: 'subject', title: t('devices.subject'), cell: (alarm) => (subjectOf(alarm) === undefined ? <span className="tg-muted">–</span> : <Subject alarm={alarm} />) },
    { key: 'category', title: t('devices.category'), cell: (alarm) => (alarm.category === null ? '–' : evidenceOption(words, 'category', alarm.category)) },
    { key: 'disposition', title: t('devices.disposition'), cell: (alarm) => <Status tone="done">{alarm.disposition === null ? '–' : evidenceOption(words, 'disposition', alarm.disposition)}</Status> },
    { key: 'raised', title: t('devices.raised'), sortValue: (alarm) => alarm.raisedAt, cell: (alarm) => <span className="tg-nowrap">{dateTime(alarm.raisedAt)}</span> },
  ];
}

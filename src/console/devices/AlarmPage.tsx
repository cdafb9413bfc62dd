import { useMemo, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { alarmOfficers } from '../../modules/devices/rules/roles.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { evidenceOption } from '../design/EvidenceForm.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useNotify } from '../design/Toast.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { doersOf, isEscalated, nextStep, noWayReason } from './alarms.ts';
import { BindDialog } from './alarm/BindDialog.tsx';
import { DisposeAlarmDialog } from './alarm/DisposeAlarmDialog.tsx';
import { AlarmPictures } from './CameraPictures.tsx';
import { EvidencePanel } from './alarm/EvidencePanel.tsx';
import { HistoryTab } from './alarm/HistoryTab.tsx';
import { LacksPanel } from './alarm/LacksPanel.tsx';
import { ReadingsTab } from './alarm/ReadingsTab.tsx';
import { RecordAlarmDialog } from './alarm/RecordAlarmDialog.tsx';
import { StepsPanel } from './alarm/StepsPanel.tsx';
import { SubjectPanel } from './alarm/SubjectPanel.tsx';
import { SpectrumPanel } from './device/SpectrumFigure.tsx';
import { useRolesReason } from './marks.tsx';
import { stepName } from './saying.ts';
import { devicePath, type WholeAlarm } from './shapes.ts';
import '../goods/goods.css';
import './Source.css';
import './devices.css';

/** One alarm: its evidence and subject, its steps with their clocks, what a release lacks, and its end. */
export function AlarmPage(): ReactNode {
  const { t } = useWords();
  const { alarmId = '' } = useParams();
  const topics = useMemo(() => [`alarm:${alarmId}`, `case:${alarmId}`, 'alarms'], [alarmId]);
  const view = useView<WholeAlarm>('devices.alarm', { alarmId }, { topics, everyMilliseconds: 30_000 });
  const whole = view.data?.data;
  const crumbs = [{ title: t('devices.alarms'), to: '/alarms' }, { title: t('devices.alarm') }];
  if (view.error && whole?.alarm.alarmId !== alarmId) return <div className="tg-page"><PageHeader title={t('devices.alarm')} crumbs={crumbs} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (whole === undefined || whole.alarm.alarmId !== alarmId) return <div className="tg-page"><PageHeader title={t('devices.alarm')} crumbs={crumbs} /><Skeleton lines={8} /></div>;
  return <Page whole={whole} topics={topics} />;
}

function Page({ whole, topics }: { readonly whole: WholeAlarm; readonly topics: readonly string[] }): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const { alarm, steps } = whole;
  const officer = useSession()?.officer;
  const [query, change] = useAddress();
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const record = useAct('prescribed.record', { topics });
  const next = nextStep(whole);
  const isOpen = alarm.disposedAt === null;
  const reasonFor = (step: string): string | undefined => (!isOpen ? t('devices.alarmDisposed') : reasonAgainst(doersOf(step)) ?? (step === 'ALM-DISP' ? noWayReason(words, whole, officer?.id ?? null) : undefined));
  const bindReason = !isOpen ? t('devices.alarmDisposed') : alarm.caseId !== null ? t('devices.alarmBound') : reasonAgainst(alarmOfficers);
  const doing = query.get('do') ?? undefined;
  const open = (what: string | undefined): void => {
    if (what !== 'ALM-ACK') { change({ do: what }); return; }
    // To acknowledge is one key: it says only that somebody owns the alarm.
    void record.run({ caseId: alarm.alarmId, step: 'ALM-ACK', evidence: { acknowledged: true } }).then((answer) => {
      notify(answer === undefined ? t('shell.offlineAct') : answer.ok ? t('devices.recorded', { step: stepName(words, 'ALM-ACK') }) : words.refusal(answer.refusal), answer?.ok === true ? 'done' : 'wrong');
    });
  };
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]') || record.pending) return;
    const key = event.key.toLowerCase();
    const what = key === 'a' && next === 'ALM-ACK' ? next : key === 'n' ? next : key === 'b' && bindReason === undefined ? 'bind' : key === 'd' ? 'ALM-DISP' : undefined;
    if (what === undefined || (what !== 'bind' && reasonFor(what) !== undefined)) return;
    open(what);
    event.preventDefault();
  });
  const title = t('devices.alarmTitle', { class: t(`devices.class.${alarm.alarmClass}`), device: say(alarm.device) });
  const settled = steps.filter((step) => step.state !== 'owed').length;
  return (
    <div className="tg-page">
      <PageHeader title={title} crumbs={[{ title: t('devices.alarms'), to: '/alarms' }, { title }]}
        status={<>
          {alarm.disposedAt !== null ? <Status tone="done">{t('devices.disposed', { disposition: evidenceOption(words, 'disposition', alarm.disposition ?? '') }).replace(/[.。]$/, '')}</Status> : alarm.nextDueAt !== null && <Clock dueAt={alarm.nextDueAt} startedAt={alarm.raisedAt} label={t('devices.nextDue')} />}
          {isEscalated(alarm, eventNow()) && <Badge tone="wrong">{t('devices.escalated')}</Badge>}
          {alarm.category !== null && <Badge>{evidenceOption(words, 'category', alarm.category)}</Badge>}
          {isOpen && alarm.disposition === 'hold' && <Badge tone="late">{evidenceOption(words, 'disposition', 'hold')}</Badge>}
        </>}
        detail={<span className="gd-head-line"><span>{t('devices.raised')} {dateTime(alarm.raisedAt)}</span><Link to={devicePath(alarm.deviceId)}>{say(alarm.device)}</Link></span>}
        actions={<>
          {alarm.caseId === null && isOpen && <Button icon="scan" keyHint="B" disabledReason={bindReason} onPress={() => open('bind')}>{t('devices.doBind')}</Button>}
          {isOpen && next !== 'ALM-DISP' && <Button icon="closing" keyHint="D" disabledReason={reasonFor('ALM-DISP')} onPress={() => open('ALM-DISP')}>{t('devices.doDispose')}</Button>}
          {isOpen && next !== undefined && <Button kind="primary" keyHint={next === 'ALM-ACK' ? 'A' : 'N'} pending={record.pending} disabledReason={reasonFor(next)} onPress={() => open(next)}>{next === 'ALM-ACK' ? t('devices.doAck') : t('devices.next', { what: stepName(words, next) })}</Button>}
        </>} />
      <div className="gd-next">
        <Bar label={t('devices.steps')} hideLabel done={settled} total={steps.length} />
        <p>{next === undefined || !isOpen ? t('devices.nothingNext') : t('devices.next', { what: stepName(words, next) })}{isOpen && next !== undefined && <span className="tg-muted"> · {t('devices.nextBy', { who: words.roleNames(doersOf(next)) })}</span>}</p>
      </div>
      <div className="dv-alarm">
        <div className="tg-stack">
          <StepsPanel whole={whole} next={next} reasonFor={reasonFor} onOpen={open} />
          <Tabs label={t('devices.parts')} selected={query.get('tab') ?? 'history'} onSelect={(key) => change({ tab: key === 'history' ? undefined : key })} tabs={[
            { key: 'history', title: t('devices.history'), count: whole.records.length || undefined, content: <HistoryTab whole={whole} /> },
            { key: 'readings', title: t('devices.others'), count: whole.readings.length || undefined, content: <ReadingsTab whole={whole} /> },
          ]} />
          {Number(alarm.reading['spectra'] ?? 0) > 0 && <SpectrumPanel deviceId={alarm.deviceId} messageId={alarm.messageId} />}
        </div>
        <div className="tg-stack">
          {isOpen && <LacksPanel whole={whole} />}
          <SubjectPanel whole={whole} />
          <EvidencePanel alarm={alarm} />
          <AlarmPictures alarmId={alarm.alarmId} />
        </div>
      </div>
      {doing === 'bind' && bindReason === undefined && <BindDialog alarm={alarm} topics={topics} onClose={() => open(undefined)} />}
      {doing === 'ALM-DISP' && isOpen && <DisposeAlarmDialog whole={whole} topics={topics} onClose={() => open(undefined)} />}
      {doing !== undefined && doing !== 'ALM-DISP' && doing.startsWith('ALM-') && steps.some((step) => step.step === doing) && <RecordAlarmDialog key={doing} whole={whole} step={doing} topics={topics} disabledReason={reasonFor(doing)} onClose={() => open(undefined)} />}
    </div>
  );
}

import { useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { flightWindow } from '../../../modules/devices/rules/availability.ts';
import { deviceReaders } from '../../../modules/devices/rules/roles.ts';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { useKeys } from '../../design/listening.ts';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Stat, Stats } from '../../design/Stat.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { Tabs } from '../../design/Tabs.tsx';
import { AvailabilityTable } from '../../devices/AvailabilityTab.tsx';
import { eventNow, useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { isTyping } from '../BoardPage.tsx';
import { filePath, hasEnded, routeOf, type FlightDetail } from '../flight.ts';
import { Alerts, FlightStatus } from '../marks.tsx';
import { AsOfBanner, AsOfDialog } from './AsOf.tsx';
import { Blocking } from './Blocking.tsx';
import { DeskContext, useReason, type Desk } from './desk.ts';
import { DeskDialog } from './DeskDialog.tsx';
import { HandOvers } from './HandOvers.tsx';
import { HeadCounts } from './HeadCounts.tsx';
import { nextAction } from './next.ts';
import { OwnSteps } from './OwnSteps.tsx';
import { Persons } from './Persons.tsx';
import { Progress } from './Progress.tsx';
import { Reports } from './Reports.tsx';
import { Story } from './Story.tsx';
import '../../devices/devices.css';
import '../../goods/goods.css';
import '../flights.css';

/** The desk of one flight: what it needs next, what blocks its closing, and everything that happened, now or at any past instant. */
export function FlightDeskPage(): ReactNode {
  const { flightId = '' } = useParams();
  // Another flight is another desk: nothing of the one before may be seen for a moment.
  return <FlightDesk key={flightId} flightId={flightId} />;
}

function FlightDesk({ flightId }: { readonly flightId: string }): ReactNode {
  const { t } = useWords();
  const [query, show] = useAddress();
  const asOf = query.get('asOf') ?? undefined;
  const topics = useMemo(() => [`flight:${flightId}`], [flightId]);
  const view = useView<FlightDetail>('flights.flight', { flightId }, { topics, asOf, everyMilliseconds: 60_000 });
  const flight = view.isPlaceholderData ? undefined : view.data?.data;
  if (view.error && !flight) return <div className="tg-page"><AsOfBanner asOf={asOf} movements={[]} onChange={(next) => show({ asOf: next })} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (!flight) return <div className="tg-page"><h1 className="tg-hidden">{t('flights.desk')}</h1><Skeleton lines={8} /></div>;
  const open = (what: string): void => {
    if (what === 'DIF-01') show({ tab: 'counts', do: undefined });
    else show({ do: what });
  };
  const desk: Desk = { flight, asOf, topics, open, show };
  return <DeskContext.Provider value={desk}><DeskBody desk={desk} tab={query.get('tab') ?? 'progress'} doing={query.get('do') ?? undefined} /></DeskContext.Provider>;
}

function DeskBody({ desk, tab, doing }: { readonly desk: Desk; readonly tab: string; readonly doing: string | undefined }): ReactNode {
  const { flight, asOf, show, open } = desk;
  const { t, date, say, time, number, language } = useWords();
  const reasonFor = useReason();
  const [choosing, setChoosing] = useState(false);
  const seesDevices = useSession()?.officer.roles.some((role) => (deviceReaders as readonly string[]).includes(role)) === true;
  const windows = useMemo(() => { const window = flightWindow(flight); return window === undefined ? [] : [{ ...window, title: t('availability.inWindow') }]; }, [flight, t]);
  const next = nextAction(flight);
  const goNext = (): void => {
    if (next.kind === 'step') open(next.step);
    else if (next.kind === 'move') open(`move:${next.movement}`);
    else if (next.kind === 'persons') show({ tab: 'persons', show: 'owed', step: undefined });
    else if (next.kind === 'differences') show({ tab: 'counts' });
  };
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
    const key = event.key.toLowerCase();
    if (key === 'n' && asOf === undefined) goNext();
    else if (key === 'm' && asOf === undefined && !hasEnded(flight)) open('move:estimated');
    else if (key === 't') setChoosing(true);
    else return;
    event.preventDefault();
  });
  const { counts } = flight;
  const times = (['scheduledAt', 'estimatedAt', 'landedAt', 'departedAt'] as const).flatMap((name) => (flight[name] === null ? [] : [`${t(`flights.${name}`)} ${time(flight[name])}`]));
  const sheet = flight.reports.find((report) => report.kind === 'closing');
  const nextWords = next.kind === 'step' ? t('flights.nextStep', { step: t(`steps.${next.step}` as never) }) : next.kind === 'move' ? t(`flights.tell.${next.movement}`)
    : next.kind === 'persons' ? t('flights.nextPersons', { count: next.count }) : next.kind === 'differences' ? t('flights.nextDifferences', { count: next.count }) : undefined;
  const persons = flight.blocking.filter((block) => block.kind === 'case').reduce((sum, block) => sum + (block.count ?? 1), 0);
  return (
    <div className="tg-page">
      <PageHeader title={flight.designator} crumbs={[{ title: t('flights.board'), to: '/board' }, { title: t('flights.list'), to: `/flights?date=${flight.flightDate}` }, { title: flight.designator }]}
        status={<>
          <span className="fl-head-route">{routeOf(flight)}</span>
          <FlightStatus state={flight.state} />
          {flight.nextDueAt !== null && counts.overdue === 0 && !hasEnded(flight) && asOf === undefined && <Clock dueAt={flight.nextDueAt} warnMinutes={60} label={t('flights.nextDue')} />}
          {counts.overdue > 0 && <Badge tone="wrong">{t('flights.overdueCount', { count: counts.overdue })}</Badge>}
          {flight.risk === 'high' && <Badge tone="late">{t('flights.riskOf.high')} · {t('flights.risk')}</Badge>}
        </>}
        detail={<span className="fl-head-line">
          <span>{date(flight.flightDate)}</span><span>{t(`flights.${flight.direction}`)} · {flight.pointCode}</span>{flight.chartered && <span>{t('flights.charter')}</span>}
          {flight.risk !== 'high' && <span>{t('shell.named', { name: t('flights.risk'), value: t(`flights.riskOf.${flight.risk}`) })}</span>}
          {times.map((text) => <span key={text}>{text}</span>)}
          <Link to={`/plans/${flight.planId}?version=${flight.draftVersion ?? flight.planVersion}`}>{say(flight.planTitle)} v{flight.draftVersion ?? flight.planVersion}</Link>
          <span className={flight.planApproved && flight.draftVersion === null ? undefined : 'fl-late'}>{t(flight.draftVersion !== null ? 'flights.planWaits' : flight.planApproved ? 'flights.planApproved' : 'flights.planMissing')}</span>
        </span>}
        actions={<>
          <Button icon="clock" keyHint="T" pressed={asOf !== undefined} onPress={() => setChoosing(true)}>{t('flights.asOf')}</Button>
          <Button icon="flight" keyHint="M" disabledReason={reasonFor(['airline', 'centre', 'healthOfficer', 'dutyOfficer'])} onPress={() => open('move:estimated')}>{t('flights.movement')}</Button>
          {sheet && (['zh', 'en'] as const).map((one) => (
            <a key={one} className={`tg-button ${one === language ? 'tg-button-primary' : 'tg-button-quiet'}`} href={filePath('flights.closingSheet', { flightId: flight.flightId, language: one })} download>{t(one === 'zh' ? 'flights.sheetZh' : 'flights.sheetEn')}</a>
          ))}
          {nextWords !== undefined && asOf === undefined && <Button kind="primary" keyHint="N" onPress={goNext}>{nextWords}</Button>}
        </>} />
      <AsOfBanner asOf={asOf} movements={flight.timeline} onChange={(instant) => show({ asOf: instant })} />
      <Stats>
        <Stat label={t('flights.listed')} value={counts.expected} note={counts.absent > 0 ? t('flights.absentCount', { count: counts.absent }) : undefined} />
        <Stat label={t('flights.onBoard')} value={counts.onBoard} />
        <Stat label={t('flights.inProcess')} value={counts.inProcess} />
        <Stat label={t('flights.handedOver')} value={counts.handedOver} />
        <Stat label={t('flights.ended')} value={counts.done} />
        <Stat label={t('flights.stepsOwed')} value={counts.owedSteps} note={t('flights.stepsDone', { count: counts.doneSteps })} />
        <Stat label={t('flights.overdue')} value={counts.overdue} {...(counts.overdue > 0 ? { tone: 'wrong' as const } : {})} />
        <Stat label={t('flights.differences')} value={counts.discrepancies} {...(counts.discrepancies > 0 ? { tone: 'late' as const } : {})} />
      </Stats>
      <div className="fl-desk">
        <Tabs label={t('flights.parts')} selected={tab} onSelect={(key) => show({ tab: key === 'progress' ? undefined : key, step: undefined, show: undefined })} tabs={[
          { key: 'progress', title: t('flights.tab.progress'), content: <Progress /> },
          { key: 'persons', title: t('flights.tab.persons'), count: persons > 0 ? persons : undefined, content: <Persons /> },
          { key: 'counts', title: t('flights.tab.counts'), count: counts.discrepancies > 0 ? counts.discrepancies : undefined, countTone: 'late', content: <HeadCounts /> },
          { key: 'handOvers', title: t('flights.tab.handOvers'), content: <HandOvers /> },
          { key: 'reports', title: t('flights.tab.reports'), count: flight.reports.length > 0 ? flight.reports.length : undefined, content: <Reports /> },
          ...(windows.length > 0 && seesDevices ? [{ key: 'devices', title: t('availability.ofFlight'), content: <div className="tg-stack"><p className="tg-muted">{t('availability.flightDetail')}</p><AvailabilityTable windows={windows} pointCode={flight.pointCode} /></div> }] : []),
          { key: 'story', title: t('flights.tab.story'), content: <Story /> },
        ]} />
        <div className="fl-side">
          {flight.alerts.length > 0 && asOf === undefined && <Panel flush title={t('flights.alertsCount', { count: flight.alerts.length })}><Alerts alerts={flight.alerts} withFlight={false} /></Panel>}
          <Panel flush title={t('flights.ownSteps')}><OwnSteps /></Panel>
          {!hasEnded(flight) && <Panel flush title={flight.blocking.length === 0 ? t('flights.nothingBlocks') : t('flights.blocks', { count: number(flight.blocking.reduce((sum, block) => sum + (block.count ?? 1), 0)) })}><Blocking /></Panel>}
        </div>
      </div>
      {choosing && <AsOfDialog asOf={asOf} movements={flight.timeline} now={eventNow()} onChange={(instant) => { show({ asOf: instant, do: undefined }); setChoosing(false); }} onClose={() => setChoosing(false)} />}
      {doing !== undefined && asOf === undefined && <DeskDialog what={doing} onClose={() => show({ do: undefined })} />}
    </div>
  );
}

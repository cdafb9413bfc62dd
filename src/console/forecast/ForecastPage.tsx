import type { ReactNode } from 'react';
import { forecastPlanners } from '../../modules/forecast/rules/roles.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { ChainTab } from './ChainTab.tsx';
import { NeedPanel } from './NeedPanel.tsx';
import { PromiseTable } from './PromiseTable.tsx';
import { QueueChart } from './QueueChart.tsx';
import { ScoreTab } from './ScoreTab.tsx';
import { forecastTopics, type DayNeed, type ForecastDay } from './shapes.ts';
import { WhatIfTab } from './WhatIfTab.tsx';
import './forecast.css';

const replications = 200;

/** Tells the day and the minute of it at the event's place. */
export function dayAndMinute(now: number, timeZone: string): { readonly day: string; readonly minute: number } {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(now)).map((part) => [part.type, part.value]));
  return { day: `${parts['year']}-${parts['month']}-${parts['day']}`, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

const shifted = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Foresees a day: queues along the chain of stations, a promise for each flight, the staff that it needs, what a change would do, and how promises were kept. */
export function ForecastPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const [query, change] = useAddress();
  const ports = useView<{ readonly points: readonly { readonly code: string; readonly kind: string; readonly nameEn: string; readonly nameZh: string }[] }>('ports.list', {}, { topics: ['ports'] });
  const points = (ports.data?.data.points ?? []).filter((one) => one.kind === 'airport');
  const point = query.get('point') ?? (points.some((one) => one.code === 'PEK') ? 'PEK' : points[0]?.code);
  const now = dayAndMinute(useEventNow(), words.timeZone);
  const day = query.get('day') ?? now.day;
  const asked = point === undefined ? undefined : { pointCode: point, day };
  const view = useView<ForecastDay>('forecast.day', asked, { topics: forecastTopics, everyMilliseconds: 60_000 });
  const need = useView<DayNeed>('forecast.need', asked, { topics: forecastTopics });
  const compute = useAct<unknown, { flights: number }>('forecast.compute', { topics: forecastTopics });
  const reason = reasonAgainst(forecastPlanners);
  const run = (staffing: boolean): void => void compute.run({ pointCode: point, day, replications, seed: 1, staffing }).then((answer) => { if (answer?.ok) notify(t('forecast.computed', { count: answer.result.flights })); });
  const data = view.data?.data;
  return (
    <div className="tg-page">
      <PageHeader title={t('forecast.title')} detail={point === undefined ? undefined : t('forecast.detail', { point, day: words.date(day) })}
        actions={<><Button icon="staff" pending={compute.pending} disabledReason={reason} onPress={() => run(true)}>{t('forecast.doStaff')}</Button><Button kind="primary" icon="statistics" pending={compute.pending} disabledReason={reason} onPress={() => run(false)}>{t('forecast.doCompute')}</Button></>} />
      <div className="fc-filters">
        <Select label={t('forecast.point')} value={point} allowEmpty={false} onChange={(code) => change({ point: code })} options={points.map((one) => ({ value: one.code, label: `${one.code} ${words.language === 'zh' ? one.nameZh : one.nameEn}` }))} />
        <Button icon="chevronLeft" label={t('forecast.dayBefore')} onPress={() => change({ day: shifted(day, -1) })} />
        <DateField label={t('forecast.day')} value={day} onChange={(next) => { if (next !== undefined && next !== 'invalid') change({ day: next === now.day ? undefined : next }); }} />
        <Button icon="chevronRight" label={t('forecast.dayAfter')} onPress={() => change({ day: shifted(day, 1) })} />
      </div>
      {compute.refusal && <p className="tg-problem" role="alert">{words.refusal(compute.refusal)}</p>}
      {compute.fault && <ErrorState error={compute.fault} />}
      <Tabs label={t('forecast.parts')} selected={query.get('tab') ?? 'day'} onSelect={(key) => change({ tab: key === 'day' ? undefined : key })} tabs={[
        { key: 'day', title: t('forecast.tabDay'), content: view.error && data === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : data === undefined ? <Skeleton lines={8} /> : <Day data={data} need={need.data?.data} nowMinute={day === now.day ? now.minute : undefined} /> },
        { key: 'whatIf', title: t('forecast.tabWhatIf'), content: point === undefined ? <Skeleton /> : <WhatIfTab point={point} day={day} promises={data?.promises ?? []} stations={data?.forecast?.stations.map((station) => station.station) ?? []} /> },
        { key: 'score', title: t('forecast.tabScore'), content: point === undefined ? <Skeleton /> : <ScoreTab point={point} day={day} /> },
        { key: 'chain', title: t('forecast.tabChain'), content: point === undefined ? <Skeleton /> : <ChainTab point={point} /> },
      ]} />
    </div>
  );
}

function Day({ data, need, nowMinute }: { readonly data: ForecastDay; readonly need: DayNeed | undefined; readonly nowMinute: number | undefined }): ReactNode {
  const words = useWords();
  const { t, number, find } = words;
  const { forecast, promises, live } = data;
  const minutes = (count: number): string => t('forecast.minutes', { count: number(count, 0) });
  return (
    <div className="tg-stack">
      {forecast === null ? <EmptyState title={t('forecast.none')} detail={t('forecast.noneDetail')} icon="statistics" /> : (
        <>
          <Stats>
            <Stat label={t('forecast.p95')} value={minutes(forecast.p95Minutes)} note={t('forecast.between', { low: number(forecast.p95Low, 0), high: number(forecast.p95High, 0) })} {...(forecast.p95Minutes > forecast.targetMinutes ? { tone: 'late' as const } : {})} />
            <Stat label={t('forecast.overTarget')} value={`${number(forecast.breach * 100, 0)}%`} note={t('forecast.overTargetOf', { share: `${number(forecast.targetShare * 100, 0)}%`, minutes: number(forecast.targetMinutes) })} {...(forecast.breach > 0.2 ? { tone: 'late' as const } : {})} />
            <Stat label={t('forecast.bottleneck')} value={forecast.bottleneck === null ? t('forecast.noBottleneck') : find(`forecast.station.${forecast.bottleneck}`) ?? forecast.bottleneck} note={forecast.bottleneck === null ? undefined : t('forecast.bottleneckOf', { share: `${number(forecast.bottleneckShare * 100, 0)}%` })} />
            <Stat label={t('forecast.people')} value={forecast.people} />
            <Stat label={t('forecast.staffTime')} value={t('forecast.hours', { count: number(Object.values(forecast.staffMinutes).reduce((sum, one) => sum + one, 0) / 60, 0) })} />
          </Stats>
          <Panel title={t('forecast.queue')}>
            <p className="tg-muted fc-lead">{t('forecast.computedAt', { at: words.dateTime(forecast.computedAt), count: forecast.replications })}</p>
            <div className="fc-queues">{forecast.stations.filter((station) => station.station !== 'release').map((station) => <QueueChart key={station.station} station={station} live={nowMinute === undefined ? undefined : live.find((one) => one.station === station.station)} nowMinute={nowMinute} />)}</div>
          </Panel>
        </>
      )}
      <Panel flush title={t('forecast.promises')}><PromiseTable rows={promises} emptyTitle={t('forecast.dwellNone')} emptyDetail={t('forecast.dwellNoneDetail')} /></Panel>
      <NeedPanel need={need} />
    </div>
  );
}

import type { ReactNode } from 'react';
import type { Role } from '../../kernel/officer.ts';
import { canOpenCases, caseRoles } from '../../modules/statistics/rules.ts';
import { groupings, type Figure, type StatisticsSummary } from '../../modules/statistics/shapes.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { DateField, DateTimeField } from '../design/DateTimeField.tsx';
import { Row } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { ErrorState } from '../design/States.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { CasesDrawer } from './CasesDrawer.tsx';
import { Download } from './Download.tsx';
import { FiguresChart } from './FiguresChart.tsx';
import { FiguresTable } from './FiguresTable.tsx';
import { usePeriod, type Period } from './period.ts';
import './statistics.css';

type Ports = { readonly points: readonly { readonly code: string; readonly nameEn: string; readonly nameZh: string }[] };

/** The figures of the port at any instant: flights and persons supervised and, apart, still expected; each opens to its cases. */
export function StatisticsPage(): ReactNode {
  const { t, say, date, timeWithSeconds } = useWords();
  const period = usePeriod();
  const { asked, input, opened } = period;
  const officer = useSession()?.officer;
  const view = useView<StatisticsSummary>('statistics.summary', input, asked.asOf === undefined || asked.asOf === 'invalid' ? { topics: ['board'], everyMilliseconds: 30_000 } : { asOf: asked.asOf });
  // Figures of another period must not stand under this one's name while it is read.
  const summary = view.isPlaceholderData ? undefined : view.data?.data;
  const roles = (officer?.roles ?? []) as readonly Role[];
  const figuresOnly = caseRoles.some((role) => roles.includes(role)) ? undefined : t('statistics.figuresOnly');
  const actor = { officerId: officer?.id ?? null, keyId: null, name: { en: '', zh: '' }, organisation: '', roles, stationId: null };
  const mayOpen = (figure: Figure, group: string | undefined): boolean => figuresOnly === undefined && canOpenCases(actor, { figure, ...(group === undefined ? {} : { groupBy: asked.groupBy, group }) }).ok;
  const group = summary?.groups.find((one) => one.key === opened?.group);
  const label = opened?.group === undefined ? periodText(period, t, date) : group === undefined ? opened.group : asked.groupBy === 'day' ? date(group.key) : say(group.label);
  const stat = (figure: 'flightsSupervised' | 'personsSupervised' | 'flightsExpected' | 'personsExpected', note?: string): ReactNode => (
    <Stat label={t(`statistics.${figure}`)} value={summary?.[figure]} {...(note === undefined ? {} : { note })} to={summary !== undefined && summary[figure] > 0 && mayOpen(figure, undefined) ? period.addressOf({ figure, group: undefined }) : undefined} />
  );
  return (
    <div className="tg-page">
      <PageHeader title={t('statistics.title')}
        status={summary && <span className="tg-muted">{t('statistics.asOf', { time: `${date(summary.asOf)} ${timeWithSeconds(summary.asOf)}` })}{asked.asOf === undefined && ` · ${t('statistics.asOfNow')}`}</span>}
        detail={periodText(period, t, date)}
        actions={(['csv', 'xlsx'] as const).map((format) => <Download key={format} format={format} input={{ ...input }} asOf={summary?.asOf} disabledReason={figuresOnly} />)} />
      <Filters period={period} />
      {view.error !== null && summary === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : (
        <>
          <div className="sx-figures">
            <Stats>{stat('flightsSupervised')}{stat('personsSupervised')}</Stats>
            <div className="sx-expected"><Stats>{stat('flightsExpected', t('statistics.expectedNote'))}{stat('personsExpected', t('statistics.expectedNote'))}</Stats></div>
          </div>
          {figuresOnly !== undefined && <p className="tg-muted">{figuresOnly}</p>}
          <FiguresChart summary={summary} />
          <FiguresTable period={period} summary={summary} error={view.error} onRetry={() => void view.refetch()} mayOpen={mayOpen} />
        </>
      )}
      {opened && summary && mayOpen(opened.figure, opened.group) && <CasesDrawer key={`${opened.figure} ${opened.group}`} period={period} opened={opened} asOf={summary.asOf} label={label} onClose={() => period.set({ figure: undefined, group: undefined })} />}
    </div>
  );
}

function periodText({ asked: { from, to } }: Period, t: ReturnType<typeof useWords>['t'], date: (day: string) => string): string {
  if (from !== undefined && to !== undefined) return t('statistics.period', { from: date(from), to: date(to) });
  if (from !== undefined) return t('statistics.periodFrom', { from: date(from) });
  return to === undefined ? t('statistics.periodAll') : t('statistics.periodTo', { to: date(to) });
}

function Filters({ period }: { readonly period: Period }): ReactNode {
  const { t, language, timeZone } = useWords();
  const { asked, wrong, set } = period;
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const dayOf = (at: number): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const today = dayOf(eventNow());
  const weekAgo = dayOf(eventNow() - 6 * 86_400_000);
  const choose = (change: Readonly<Record<string, string | undefined>>): void => set({ ...change, figure: undefined, group: undefined });
  return (
    <div className="sx-filters">
      <div className="sx-fields">
        <DateTimeField label={t('statistics.cutOff')} hint={t('statistics.cutOffHint')} value={asked.asOf} problem={asked.asOf === 'invalid' ? t('design.problemInstant', { field: t('statistics.cutOff') }) : undefined} onChange={(asOf) => choose({ asOf })} />
        <DateField label={t('statistics.from')} value={asked.from} problem={asked.from === 'invalid' ? t('statistics.dayWrong') : wrong === 'period' ? t('statistics.periodWrong') : undefined} onChange={(from) => choose({ from })} />
        <DateField label={t('statistics.to')} value={asked.to} problem={asked.to === 'invalid' ? t('statistics.dayWrong') : undefined} onChange={(to) => choose({ to })} />
        <Select label={t('statistics.port')} allowEmpty={false} value={asked.point ?? 'all'} onChange={(port) => choose({ port: port === 'all' ? undefined : port })}
          options={[{ value: 'all', label: t('statistics.allPorts') }, ...(ports.data?.data.points ?? []).map((point) => ({ value: point.code, label: `${point.code} ${language === 'zh' ? point.nameZh : point.nameEn}` }))]} />
        <Select label={t('statistics.direction')} allowEmpty={false} value={asked.direction ?? 'all'} onChange={(direction) => choose({ direction: direction === 'all' ? undefined : direction })}
          options={[{ value: 'all', label: t('statistics.bothDirections') }, { value: 'arrival', label: t('statistics.arrivals') }, { value: 'departure', label: t('statistics.departures') }]} />
        <Select label={t('statistics.groupBy')} allowEmpty={false} value={asked.groupBy} onChange={(by) => choose({ by: by === 'day' ? undefined : by })} options={groupings.map((one) => ({ value: one, label: t(`statistics.group.${one}`) }))} />
      </div>
      <div role="group" aria-label={t('statistics.presets')}>
        <Row>
          <Button pressed={asked.from === undefined && asked.to === undefined} onPress={() => choose({ from: undefined, to: undefined })}>{t('statistics.wholeEvent')}</Button>
          <Button pressed={asked.from === today && asked.to === today} onPress={() => choose({ from: today, to: today })}>{t('statistics.today')}</Button>
          <Button pressed={asked.from === weekAgo && asked.to === today} onPress={() => choose({ from: weekAgo, to: today })}>{t('statistics.lastSeven')}</Button>
        </Row>
      </div>
    </div>
  );
}

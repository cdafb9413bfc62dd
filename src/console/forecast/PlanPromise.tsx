import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { forecastReaders } from '../../modules/forecast/rules/roles.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import type { Estimate } from './shapes.ts';
import './forecast.css';

interface Dwell { readonly p50: Estimate; readonly p95: Estimate; readonly aboveTarget: Estimate }
interface Foreseen { readonly pointCode: string; readonly day: string; readonly people: number; readonly targetMinutes: number; readonly quality: 'live' | 'earlier' | 'average'; readonly before: Dwell; readonly after: Dwell; readonly bottleneck: string | null; readonly staffMinutes: number; readonly staffMinutesMore: number }

/** Foresees a flight's dwell under a version of its plan beside the plan in force; computed when asked for. */
export function PlanPromise({ flightId, version }: { readonly flightId: string; readonly version: number }): ReactNode {
  const words = useWords();
  const { t, number, find } = words;
  const mine = useSession()?.officer.roles ?? [];
  const [asked, setAsked] = useState<number | undefined>(undefined);
  const view = useView<Foreseen>('forecast.plan', asked === version ? { flightId, version } : undefined);
  if (!mine.some((role) => forecastReaders.some((one) => one === role))) return null;
  const data = asked === version ? view.data?.data : undefined;
  const minutes = (one: Estimate): string => t('forecast.minutes', { count: number(one.value, 0) });
  const row = (name: string, now: string, then: string): ReactNode => <tr><th scope="row">{name}</th><td>{now}</td><td><strong>{then}</strong></td></tr>;
  return (
    <Panel title={t('forecast.dwell')}>
      {asked !== version ? <><p className="tg-muted fc-lead">{t('forecast.planDetail')}</p><Button icon="statistics" onPress={() => setAsked(version)}>{t('forecast.doForesee')}</Button></>
        : view.error && data === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : data === undefined ? <Skeleton lines={4} /> : (
          <>
            <p className="tg-muted fc-lead">{t('forecast.planPeople', { count: data.people, quality: t(`forecast.quality.${data.quality}`) })}{data.bottleneck !== null && ` · ${t('forecast.bottleneckIs', { station: find(`forecast.station.${data.bottleneck}`) ?? data.bottleneck })}`}</p>
            <table className="fc-plan">
              <thead><tr><td /><th scope="col">{t('forecast.planNow')}</th><th scope="col">{t('forecast.planThen')}</th></tr></thead>
              <tbody>
                {row(t('forecast.planHalf'), minutes(data.before.p50), minutes(data.after.p50))}
                {row(t('forecast.planMost'), minutes(data.before.p95), minutes(data.after.p95))}
                {row(t('forecast.planOver', { minutes: data.targetMinutes }), `${number(data.before.aboveTarget.value * 100, 0)}%`, `${number(data.after.aboveTarget.value * 100, 0)}%`)}
                {row(t('forecast.planStaff'), t('forecast.hours', { count: number((data.staffMinutes - data.staffMinutesMore) / 60, 0) }), t('forecast.hours', { count: number(data.staffMinutes / 60, 0) }))}
              </tbody>
            </table>
            <Link to={`/forecast?point=${data.pointCode}&day=${data.day}&tab=whatIf`}>{t('forecast.tryMore')}</Link>
          </>
        )}
    </Panel>
  );
}

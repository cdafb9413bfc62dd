import { useState, type ReactNode } from 'react';
import { useView } from '../client.ts';
import { DateField } from '../design/DateTimeField.tsx';
import { Panel } from '../design/Layout.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { useWords } from '../words.tsx';
import { PromiseTable } from './PromiseTable.tsx';
import { forecastTopics, type Promised } from './shapes.ts';

interface Scores { readonly flights: readonly Promised[]; readonly scored: number; readonly held: number; readonly meanErrorSeconds: number | null }

/** Shows how promises were kept: flight by flight, and how often of all. */
export function ScoreTab({ point, day }: { readonly point: string; readonly day: string }): ReactNode {
  const { t, number } = useWords();
  const [from, setFrom] = useState<string | undefined>(new Date(Date.parse(`${day}T00:00:00Z`) - 6 * 86_400_000).toISOString().slice(0, 10));
  const [until, setUntil] = useState<string | undefined>(day);
  const usable = from !== undefined && from !== 'invalid' && until !== undefined && until !== 'invalid';
  const view = useView<Scores>('forecast.calibration', usable ? { pointCode: point, fromDay: from, untilDay: until } : undefined, { topics: forecastTopics });
  const data = view.data?.data;
  const share = data === undefined || data.scored === 0 ? undefined : data.held / data.scored;
  return (
    <div className="tg-stack">
      <div className="fc-filters"><DateField label={t('forecast.fromDay')} value={from} onChange={setFrom} /><DateField label={t('forecast.untilDay')} value={until} onChange={setUntil} /></div>
      <Stats>
        <Stat label={t('forecast.scored')} value={data?.scored} />
        <Stat label={t('forecast.held')} value={share === undefined ? '–' : `${number(share * 100, 0)}%`} note={data === undefined ? undefined : share === undefined ? t('forecast.heldNote') : `${t('forecast.heldOf', { held: data.held, count: data.scored })} · ${t('forecast.heldNote')}`} {...(share !== undefined && share < 0.92 ? { tone: 'late' as const } : {})} />
        <Stat label={t('forecast.error')} value={data?.meanErrorSeconds === null || data === undefined ? '–' : t('forecast.minutes', { count: `${data.meanErrorSeconds > 0 ? '+' : ''}${number(data.meanErrorSeconds / 60, 1)}` })} note={t('forecast.errorNote')} />
      </Stats>
      <Panel flush title={t('forecast.promises')}><PromiseTable rows={data?.flights} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('forecast.scoreNone')} emptyDetail={t('forecast.scoreNoneDetail')} /></Panel>
    </div>
  );
}

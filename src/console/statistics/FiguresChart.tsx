import { useMemo, useState, type ReactNode } from 'react';
import type { Figure, StatisticsSummary } from '../../modules/statistics/shapes.ts';
import { Chart, type Datum } from '../design/Chart.tsx';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';

/** The figures as bars: who is supervised and, apart, who is still expected; of steps, what became of them. */
export function FiguresChart({ summary }: { readonly summary: StatisticsSummary | undefined }): ReactNode {
  const { t, say } = useWords();
  const [what, setWhat] = useState<'persons' | 'flights'>('persons');
  const groupBy = summary?.groupBy ?? 'day';
  const byFlight = groupBy === 'day' || groupBy === 'point' || groupBy === 'flight';
  const data = useMemo((): readonly Datum[] | undefined => {
    const stacked: readonly (readonly [Figure, string | undefined])[] = groupBy === 'step'
      ? (['passed', 'followed', 'notApplicable', 'owed'] as const).map((figure) => [figure, t(`statistics.${figure}`)])
      : groupBy === 'class' || groupBy === 'outcome' ? [['persons', undefined]]
        : [[what === 'persons' ? 'personsSupervised' : 'flightsSupervised', t('statistics.supervised')], [what === 'persons' ? 'personsExpected' : 'flightsExpected', t('statistics.expected')]];
    return summary?.groups.flatMap((group) => stacked.map(([figure, series]) => ({ x: groupBy === 'day' || groupBy === 'step' ? group.key : say(group.label), value: group.figures[figure] ?? 0, ...(series === undefined ? {} : { series }) })));
  }, [summary, groupBy, what, t, say]);
  const group = t(`statistics.group.${groupBy}`);
  if (summary !== undefined && summary.groups.length === 0) return null;
  return (
    <Panel>
      {byFlight && (
        <div className="sx-show">
          <div className="tg-segments" role="group" aria-label={t('statistics.show')}>
            {(['persons', 'flights'] as const).map((one) => <button key={one} type="button" aria-pressed={one === what} onClick={() => setWhat(one)}>{t(`statistics.${one}`)}</button>)}
          </div>
        </div>
      )}
      <Chart title={groupBy === 'step' ? t('statistics.chartSteps') : byFlight && what === 'flights' ? t('statistics.chartFlights', { group: group.toLowerCase() }) : t('statistics.chartPersons', { group: group.toLowerCase() })}
        data={data} xTitle={group} valueTitle={t(byFlight ? `statistics.${what}` : groupBy === 'step' ? 'statistics.total' : 'statistics.persons')} />
    </Panel>
  );
}

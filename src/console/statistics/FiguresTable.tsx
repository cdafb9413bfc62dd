import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { figuresOf, type Figure, type StatisticsGroup, type StatisticsSummary } from '../../modules/statistics/shapes.ts';
import { Panel } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import type { Period } from './period.ts';

/** The groups with their figures; every figure leads to its cases where the officer may see them. */
export function FiguresTable({ period, summary, error, onRetry, mayOpen }: {
  readonly period: Period;
  readonly summary: StatisticsSummary | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly mayOpen: (figure: Figure, group: string) => boolean;
}): ReactNode {
  const { t, say, number, date } = useWords();
  const { groupBy } = period.asked;
  const labelOf = (group: StatisticsGroup): string => (groupBy === 'day' ? date(group.key) : say(group.label));
  const cell = (group: StatisticsGroup, figure: Figure): ReactNode => {
    const value = group.figures[figure] ?? 0;
    if (value === 0 || !mayOpen(figure, group.key)) return value === 0 ? <span className="tg-muted">0</span> : number(value);
    return <Link to={period.addressOf({ figure, group: group.key })} aria-label={`${t('statistics.openCases')}: ${t(`statistics.${figure}`)}, ${labelOf(group)}: ${number(value)}`}>{number(value)}</Link>;
  };
  const figures = figuresOf[groupBy];
  const columns: readonly Column<StatisticsGroup>[] = [
    { key: 'group', title: t(`statistics.group.${groupBy}`), cell: (group) => labelOf(group), sortValue: (group) => (groupBy === 'day' ? group.key : say(group.label)) },
    ...figures.map((figure): Column<StatisticsGroup> => ({ key: figure, title: t(`statistics.${figure}`), align: 'end', cell: (group) => cell(group, figure), sortValue: (group) => group.figures[figure] ?? 0 })),
  ];
  // Outcomes hold who is supervised beside who is still expected, and steps are counted once a case: neither has a sum that says something.
  const summed = summary !== undefined && summary.groups.length > 1 && groupBy !== 'outcome' && groupBy !== 'step';
  return (
    <Panel flush>
      <Table label={t('statistics.title')} columns={columns} rows={summary?.groupBy === groupBy ? summary.groups : undefined} rowKey={(group) => group.key} error={error} onRetry={onRetry}
        emptyTitle={t('statistics.empty')} emptyDetail={t('statistics.emptyDetail')} maximumHeight={620}
        foot={summed ? (
          <tr>
            <td>{t('statistics.total')}</td>
            {figures.map((figure) => <td key={figure} className="tg-align-end">{number(summary.groups.reduce((sum, group) => sum + (group.figures[figure] ?? 0), 0))}</td>)}
          </tr>
        ) : undefined} />
    </Panel>
  );
}

import type { ReactNode } from 'react';
import { Badge } from '../design/Badge.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import type { RowProblem } from './shapes.ts';

/** Lists what is wrong in a file, by row and column. */
export function Problems({ problems, title }: { readonly problems: readonly RowProblem[]; readonly title: string }): ReactNode {
  const { t, find } = useWords();
  const columns: readonly Column<RowProblem>[] = [
    { key: 'row', title: t('food.logRow'), width: '64px', cell: (problem) => problem.row },
    { key: 'column', title: t('food.logColumn'), width: '110px', cell: (problem) => <span className="tg-code">{problem.column}</span> },
    { key: 'code', title: t('food.logWrong'), cell: (problem) => find(`food.problem.${problem.code}`) ?? problem.code },
    { key: 'value', title: t('food.logValue'), cell: (problem) => <span className="tg-code">{problem.value}</span> },
  ];
  return <div className="tg-stack"><div><Badge tone="wrong">{title}</Badge></div><Table label={title} columns={columns} rows={problems} rowKey={(problem) => `${problem.row} ${problem.column} ${problem.code}`} maximumHeight={260} /></div>;
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { LogFilters, useLogFilters } from './LogFilters.tsx';
import { usePages, type ReadEntry } from './staff.ts';
import { WhoDid } from './WhoDid.tsx';
import './staff.css';

type Page = { readonly reads: readonly ReadEntry[]; readonly next: string | null };

/** The log of reads: who opened health data of whom, and when. */
export function ReadsPage(): ReactNode {
  const { t, date, timeWithSeconds } = useWords();
  const filters = useLogFilters();
  const pages = usePages<Page>('staff.reads', filters.input);
  const columns: readonly Column<ReadEntry>[] = [
    { key: 'time', title: t('staff.time'), cell: (read) => <span className="tg-nowrap">{date(read.readAt)} <strong>{timeWithSeconds(read.readAt)}</strong></span> },
    { key: 'who', title: t('staff.who'), cell: (read) => <WhoDid entry={read} /> },
    { key: 'subject', title: t('staff.subject'), cell: (read) => <Subject subject={read.subject} /> },
    { key: 'view', title: t('staff.view'), cell: (read) => <code>{read.view}</code> },
    { key: 'reason', title: t('staff.reason'), cell: (read) => read.reason ?? <span className="tg-muted">–</span> },
  ];
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('staff.reads')} detail={t('staff.readsDetail')} />
      <LogFilters filters={filters} />
      <Panel flush>
        <Table label={t('staff.reads')} columns={columns} rows={pages.data?.pages.flatMap((page) => page.data.reads)} rowKey={(read) => read.readId} error={pages.error} onRetry={() => void pages.refetch()} emptyTitle={t('staff.noReads')} />
      </Panel>
      {pages.hasNextPage && <div><Button pending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('staff.more')}</Button></div>}
    </div>
  );
}

/** Says of whom something was read: `case:…` is a person, `flight:…` everybody on it, `station:… flight:…` those at a station. */
function Subject({ subject }: { readonly subject: string }): ReactNode {
  const { t, find } = useWords();
  const kind = /^[a-z]+/.exec(subject)?.[0] ?? '';
  const [, caseId] = /^case:(\S+)/.exec(subject) ?? [];
  const [, flightId] = /\bflight:(\S+)/.exec(subject) ?? [];
  const [, station] = /^station:(\S+)/.exec(subject) ?? [];
  return (
    <span>
      {find(`staff.subject.${kind}`) ?? subject}{station !== undefined && <> · {find(`stations.${station}`) ?? station}</>}
      {caseId !== undefined && <> · <Link to={`/person/${caseId}`}>{t('staff.openCase')}</Link></>}
      {flightId !== undefined && <> · <Link to={`/flights/${flightId}`}>{t('staff.openCase')}</Link></>}
    </span>
  );
}

import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Row, Stack, Panel } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { privacy } from '../../words/console/privacy.ts';
import { LogFilters, useLogFilters } from './LogFilters.tsx';
import { usePages, type ReadEntry } from './staff.ts';
import { WhoDid } from './WhoDid.tsx';

type Page = { readonly reads: readonly ReadEntry[]; readonly next: string | null };

const views = Object.keys(privacy.en).flatMap((key) => (key.startsWith('view.') ? [key.slice(5)] : []));

/** Shows who read health data of whom, when and why, narrowed by officer, screen, time and person. */
export function ReadsLog(): ReactNode {
  const { t, find, language, date, timeWithSeconds } = useWords();
  const filters = useLogFilters();
  const { caseId, view } = filters;
  const pages = usePages<Page>('staff.reads', filters.input && { ...filters.input, ...(caseId === undefined ? {} : { caseId }), ...(view === undefined ? {} : { view }) });
  const options = useMemo(() => [{ value: 'all', label: t('privacy.allViews') }, ...views.map((name) => ({ value: name, label: find(`privacy.view.${name}`) ?? name, hint: name }))], [t, find]);
  const columns: readonly Column<ReadEntry>[] = [
    { key: 'time', title: t('staff.time'), cell: (read) => <span className="tg-nowrap">{date(read.readAt)} <strong>{timeWithSeconds(read.readAt)}</strong></span> },
    { key: 'who', title: t('staff.who'), cell: (read) => <WhoDid entry={read} /> },
    { key: 'subject', title: t('staff.subject'), cell: (read) => <Subject subject={read.subject} /> },
    { key: 'view', title: t('staff.view'), cell: (read) => <span>{find(`privacy.view.${read.view}`) ?? ''} <code className="tg-muted">{read.view}</code></span> },
    { key: 'reason', title: t('staff.reason'), cell: (read) => (read.reason === null ? <span className="tg-muted">–</span> : find(`privacy.reason.${read.reason}`) ?? read.reason) },
  ];
  return (
    <Stack>
      <LogFilters filters={filters}>
        <ComboBox key={`view-${language}`} label={t('staff.view')} value={view ?? 'all'} options={options} onChange={(value) => filters.set('view', value)} />
      </LogFilters>
      {caseId !== undefined && <Row><span className="tg-muted">{t('privacy.onlyPerson')}: <code>{caseId}</code></span><Button icon="cross" onPress={() => filters.set('case', undefined)}>{t('privacy.everybody')}</Button></Row>}
      <Panel flush>
        <Table label={t('staff.reads')} columns={columns} rows={pages.data?.pages.flatMap((page) => page.data.reads)} rowKey={(read) => read.readId} error={pages.error} onRetry={() => void pages.refetch()} emptyTitle={t('staff.noReads')} />
      </Panel>
      {pages.hasNextPage && <div><Button pending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('staff.more')}</Button></div>}
      {caseId !== undefined && <p className="tg-muted">{t('privacy.wholeFlight')}</p>}
    </Stack>
  );
}

/** Says of whom something was read: `case:…` is a person, `flight:…` everybody on it, `station:… flight:…` those at a station. */
function Subject({ subject }: { readonly subject: string }): ReactNode {
  const { t, find } = useWords();
  // Cases and flights are not for the data officer, who narrows the log instead.
  const opens = useSession()?.officer.roles.some((role) => role === 'auditor' || role === 'administrator') === true;
  const kind = /^[A-Za-z]+/.exec(subject)?.[0] ?? '';
  const [, caseId] = /^case:(\S+)/.exec(subject) ?? [];
  const [, flightId] = /\bflight:(\S+)/.exec(subject) ?? [];
  const [, station] = /^station:(\S+)/.exec(subject) ?? [];
  return (
    <span>
      {find(`staff.subject.${kind}`) ?? subject}{station !== undefined && <> · {find(`stations.${station}`) ?? station}</>}
      {caseId !== undefined && (opens ? <> · <Link to={`/person/${caseId}`}>{t('staff.openCase')}</Link></> : <> · <Link to={`?case=${caseId}`}>{t('privacy.onlyThis')}</Link></>)}
      {flightId !== undefined && opens && <> · <Link to={`/flights/${flightId}`}>{t('staff.openCase')}</Link></>}
    </span>
  );
}

import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { useAddress } from '../address.ts';
import { casePath } from '../case-path.ts';
import { useView } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { LogFilters, useLogFilters } from './LogFilters.tsx';
import { usePages, type AuditEntry } from './staff.ts';
import { WhoDid } from './WhoDid.tsx';
import './staff.css';

const outcomes = ['done', 'refused', 'passed', 'failed', 'not_applicable', 'diverted'] as const;
const tones: Readonly<Record<string, Tone>> = { done: 'done', passed: 'done', refused: 'late', failed: 'wrong', not_applicable: 'quiet', diverted: 'neutral' };

type Page = { readonly entries: readonly AuditEntry[]; readonly next: string | null };

/** The audit: everything done and everything refused, newest first. */
export function AuditPage(): ReactNode {
  const { t, find, language, date, timeWithSeconds, refusal } = useWords();
  const [query, change] = useAddress();
  const filters = useLogFilters();
  const outcome = query.get('outcome') ?? undefined;
  const action = query.get('action') ?? undefined;
  const permissions = useView<{ readonly actions: readonly { readonly name: string }[] }>('staff.permissions', {});
  const actions = useMemo(() => [
    { value: 'all', label: t('staff.allActions') },
    ...(permissions.data?.data.actions ?? []).map(({ name }) => ({ value: name, label: name })),
    ...stepCatalogue.map(({ id }) => ({ value: id, label: id, hint: find(`steps.${id}`) })),
  ], [permissions.data, find, t]);
  const pages = usePages<Page>('staff.audit', filters.input && { ...filters.input, ...(outcome === undefined ? {} : { outcome }), ...(action === undefined ? {} : { action }) });
  const rows = pages.data?.pages.flatMap((page) => page.data.entries);
  const columns: readonly Column<AuditEntry>[] = [
    { key: 'time', title: t('staff.time'), cell: (entry) => (
      <span className="tg-nowrap">{date(entry.recordedAt)} <strong>{timeWithSeconds(entry.recordedAt)}</strong>
        {Math.abs(Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt)) >= 60_000 && <span className="tg-muted st-below">{t('staff.occurred', { time: timeWithSeconds(entry.occurredAt) })}</span>}</span>
    ) },
    { key: 'who', title: t('staff.who'), cell: (entry) => <WhoDid entry={entry} /> },
    { key: 'what', title: t('staff.what'), cell: (entry) => (entry.step === null ? <code>{entry.action}</code> : <span><code>{entry.step}</code> {find(`steps.${entry.step}`) ?? ''}</span>) },
    { key: 'outcome', title: t('staff.outcome'), cell: (entry) => <Status tone={tones[entry.outcome] ?? 'neutral'}>{find(`staff.outcome.${entry.outcome}`) ?? entry.outcome}</Status> },
    // The audit keeps the code and the place of a refusal, not what its sentence would be filled with.
    { key: 'why', title: t('staff.why'), cell: (entry) => entry.refusal !== null && <span>{refusal({ code: entry.refusal }).replaceAll(/\{\w+\}/g, '…')} <code className="tg-muted">{entry.refusal}{entry.where === null || entry.where === '/' ? '' : ` ${entry.where}`}</code></span> },
    { key: 'case', title: t('staff.case'), cell: (entry) => entry.caseId !== null && entry.caseKind !== null && <Link to={casePath(entry.caseKind, entry.caseId)}>{t('staff.openCase')}</Link> },
  ];
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('staff.audit')} detail={t('staff.auditDetail')} />
      <LogFilters filters={filters}>
        <ComboBox key={`action-${actions.length}-${language}`} label={t('staff.action')} value={action ?? 'all'} options={actions} onChange={(value) => change({ action: value === 'all' ? undefined : value })} />
        <Select label={t('staff.outcome')} allowEmpty={false} value={outcome ?? 'all'} onChange={(value) => change({ outcome: value === 'all' ? undefined : value })} options={[{ value: 'all', label: t('staff.allOutcomes') }, ...outcomes.map((one) => ({ value: one, label: t(`staff.outcome.${one}`) }))]} />
      </LogFilters>
      <Panel flush>
        <Table label={t('staff.audit')} columns={columns} rows={rows} rowKey={(entry) => entry.id} error={pages.error} onRetry={() => void pages.refetch()} emptyTitle={t('staff.noEntries')} tone={(entry) => (entry.outcome === 'refused' ? 'late' : undefined)} />
      </Panel>
      {pages.hasNextPage && <div><Button pending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('staff.more')}</Button></div>}
    </div>
  );
}

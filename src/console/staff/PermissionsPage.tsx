import { useState, type ReactNode } from 'react';
import { outsideRoles, roles as officerRoles } from '../../kernel/officer.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import './staff.css';

const allRoles = [...officerRoles, ...outsideRoles];

type Entry = { readonly name: string; readonly roles: readonly string[] };
type PermissionTable = { readonly actions: readonly Entry[]; readonly views: readonly Entry[]; readonly steps: readonly { readonly step: string; readonly roles: readonly string[] }[] };

/** Who may do what: every action, view and step with the roles that may, drawn from themselves. */
export function PermissionsPage(): ReactNode {
  const { t, find } = useWords();
  const [query, change] = useAddress();
  const [text, setText] = useState('');
  const role = query.get('role') ?? undefined;
  const view = useView<PermissionTable>('staff.permissions', {});
  const table = view.data?.data;
  const labelOf = (entry: Entry): string => find(`steps.${entry.name}`) ?? '';
  const wanted = text.trim().toLowerCase();
  const rowsOf = (entries: readonly Entry[] | undefined): readonly Entry[] | undefined =>
    entries?.filter((entry) => (role === undefined || entry.roles.includes(role)) && (wanted === '' || `${entry.name} ${labelOf(entry)}`.toLowerCase().includes(wanted)));
  const columns = (title: string): readonly Column<Entry>[] => [
    { key: 'name', title, cell: (entry) => <span className="st-may-what"><code>{entry.name}</code>{labelOf(entry) !== '' && <span>{labelOf(entry)}</span>}</span>, sortValue: (entry) => entry.name },
    ...allRoles.map((one): Column<Entry> => ({
      key: one, title: find(`roles.${one}`) ?? one, align: 'center',
      cell: (entry) => (entry.roles.includes(one) ? <span className={one === role ? 'st-may st-may-chosen' : 'st-may'}><span aria-hidden="true">●</span><span className="tg-hidden">{t('staff.may')}</span></span> : <span className="tg-hidden">{t('staff.mayNot')}</span>),
    })),
  ];
  const parts = [
    { key: 'actions', title: t('staff.whatAction'), rows: rowsOf(table?.actions) },
    { key: 'views', title: t('staff.whatView'), rows: rowsOf(table?.views) },
    { key: 'steps', title: t('staff.whatStep'), rows: rowsOf(table?.steps.map(({ step, roles }) => ({ name: step, roles }))) },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('staff.permissions')} detail={t('staff.permissionsDetail')} />
      <div className="tg-filters-columns">
        <TextField label={t('staff.search')} type="search" value={text} placeholder={t('staff.actionHint')} onChange={setText} />
        <Select label={t('staff.role')} allowEmpty={false} value={role ?? 'all'} onChange={(value) => change({ role: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('staff.allRoles') }, ...allRoles.map((one) => ({ value: one, label: find(`roles.${one}`) ?? one }))]} />
      </div>
      <Tabs label={t('staff.permissions')} selected={query.get('tab') ?? 'actions'} onSelect={(tab) => change({ tab: tab === 'actions' ? undefined : tab })} tabs={parts.map(({ key, title, rows }) => ({
        key, title, count: rows?.length, content: (
          <Panel flush>
            <div className="st-matrix"><Table label={title} columns={columns(title)} rows={rows} rowKey={(entry) => entry.name} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('staff.noPermission')} maximumHeight={640} /></div>
          </Panel>
        ),
      }))} />
    </div>
  );
}

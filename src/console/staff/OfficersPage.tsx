import { useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { roles as allRoles } from '../../kernel/officer.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import { OfficerDrawer } from './OfficerDrawer.tsx';
import { OfficerForm } from './OfficerForm.tsx';
import { OfficerState } from './OfficerState.tsx';
import { useReasonAgainst, type OfficerEntry, type Ports } from './staff.ts';
import './staff.css';

const topics = ['officers'];

/** The officers with their roles and stations; administrators add and change them. */
export function OfficersPage(): ReactNode {
  const { t, roleNames, find, language } = useWords();
  const [query, setQuery] = useSearchParams();
  const reason = useReasonAgainst()(['administrator']);
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const [role, setRole] = useState<string | undefined>(undefined);
  const view = useView<{ readonly officers: readonly OfficerEntry[] }>('staff.officers', {}, { topics, everyMilliseconds: 60_000 });
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const stationNames = useMemo(() => new Map((ports.data?.data.stations ?? []).map((station) => [station.stationId, `${station.pointCode} · ${language === 'zh' ? station.nameZh : station.nameEn}`])), [ports.data, language]);
  const officers = view.data?.data.officers;
  const wanted = text.trim().toLowerCase();
  const rows = officers?.filter((officer) => (role === undefined || officer.roles.includes(role))
    && (wanted === '' || [officer.nameEn, officer.nameZh, officer.userName, officer.organisation].some((part) => part.toLowerCase().includes(wanted))));
  const opened = officers?.find((officer) => officer.officerId === query.get('officer'));
  const columns: readonly Column<OfficerEntry>[] = [
    { key: 'name', title: t('staff.name'), cell: (officer) => <strong>{language === 'zh' ? officer.nameZh : officer.nameEn}</strong>, sortValue: (officer) => (language === 'zh' ? officer.nameZh : officer.nameEn) },
    { key: 'user', title: t('staff.userName'), cell: (officer) => <code>{officer.userName}</code>, sortValue: (officer) => officer.userName },
    { key: 'organisation', title: t('staff.organisation'), cell: (officer) => officer.organisation, sortValue: (officer) => officer.organisation },
    { key: 'roles', title: t('staff.roles'), cell: (officer) => roleNames(officer.roles), sortValue: (officer) => roleNames(officer.roles) },
    { key: 'station', title: t('staff.station'), cell: (officer) => (officer.stationId === null ? <span className="tg-muted">–</span> : stationNames.get(officer.stationId) ?? '–'), sortValue: (officer) => stationNames.get(officer.stationId ?? '') },
    { key: 'state', title: t('staff.state'), cell: (officer) => <OfficerState officer={officer} />, sortValue: (officer) => Number(officer.disabled) },
    ...(officers?.[0]?.sessions == null ? [] : [{ key: 'sessions', title: t('staff.sessions'), align: 'end' as const, cell: (officer: OfficerEntry) => (officer.sessions === 0 ? <span className="tg-muted">–</span> : t('staff.sessionsLive', { count: officer.sessions ?? 0 })), sortValue: (officer: OfficerEntry) => officer.sessions }]),
  ];
  const open = (officerId: string | undefined): void => setQuery(officerId === undefined ? {} : { officer: officerId }, { replace: true });
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('staff.officers')} detail={rows && t('staff.countNames', { count: rows.length })}
        actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => setAdding(true)}>{t('staff.addOfficer')}</Button>} />
      <div className="tg-filters-columns">
        <TextField label={t('staff.search')} type="search" value={text} placeholder={t('staff.searchOfficers')} onChange={setText} />
        <Select label={t('staff.role')} allowEmpty={false} value={role ?? 'all'} onChange={(value) => setRole(value === 'all' ? undefined : value)}
          options={[{ value: 'all', label: t('staff.allRoles') }, ...allRoles.map((one) => ({ value: one, label: find(`roles.${one}`) ?? one }))]} />
      </div>
      <Panel flush>
        <Table label={t('staff.officers')} columns={columns} rows={rows} rowKey={(officer) => officer.officerId} sort={{ key: 'name' }} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('staff.noOfficers')}
          tone={(officer) => (officer.disabled ? 'quiet' : undefined)} onOpen={(officer) => open(officer.officerId)} selectedKey={opened?.officerId} />
      </Panel>
      {adding && <AddOfficer onClose={() => setAdding(false)} />}
      {opened && <OfficerDrawer officer={opened} onClose={() => open(undefined)} />}
    </div>
  );
}

function AddOfficer({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const add = useAct<unknown, unknown>('staff.addOfficer', { topics });
  return (
    <Dialog title={t('staff.addOfficer')} open wide stays onClose={onClose}>
      <OfficerForm action={add} onSend={(input, name) => void add.run(input).then((answer) => {
        if (!answer?.ok) return;
        notify(t('staff.added', { name }));
        onClose();
      })} />
    </Dialog>
  );
}

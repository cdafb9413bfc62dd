import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { carnetStandings } from '../../../modules/goods/rules/carnets.ts';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { TextField } from '../../design/TextField.tsx';
import { Refused } from '../../http.ts';
import { useReasonAgainst } from '../../staff/staff.ts';
import { NobodyYet } from '../NobodyYet.tsx';
import { customsRoles, useGoodsWords } from '../registers.ts';
import type { WholeConsignment } from '../shapes.ts';
import { carnetTones, type CarnetHead } from './carnets.ts';
import { DaysLeft } from './DaysLeft.tsx';
import { EnterCarnetDialog } from './EnterCarnetDialog.tsx';
import '../registers.css';
import './carnets.css';

/** The ATA carnets, the most urgent first: what of each is here, until when, and whether a claim is open. */
export function CarnetsPage(): ReactNode {
  const { t, date } = useGoodsWords();
  const navigate = useNavigate();
  const [query, change] = useAddress();
  const reason = useReasonAgainst()(customsRoles);
  const view = useView<{ readonly carnets: readonly CarnetHead[] }>('goods.carnets', {}, { topics: ['carnets'] });
  const [entering, setEntering] = useState(false);
  const [state, search] = [query.get('state') ?? '', query.get('search') ?? ''];
  const forId = query.get('for') ?? undefined;
  const coming = useView<WholeConsignment>('goods.consignment', forId === undefined ? undefined : { consignmentId: forId });
  const addressOf = (carnetId: string): string => `/carnets/${carnetId}${forId === undefined ? '' : `?for=${forId}`}`;
  if (view.error instanceof Refused && view.error.refusal.code === 'party-not-filed') return <NobodyYet title={t('goodsCarnets.title')} />;
  const all = view.data?.data.carnets;
  const rows = all?.filter((one) => (state === '' || one.state === state) && `${one.number} ${one.holder} ${one.association}`.toLowerCase().includes(search.trim().toLowerCase()));
  const overdue = all?.filter((one) => one.state === 'overdue').length ?? 0;
  const columns: readonly Column<CarnetHead>[] = [
    { key: 'number', title: t('goodsCarnets.number'), sortValue: (one) => one.number, cell: (one) => <span className="gr-two"><Link className="tg-code" to={addressOf(one.carnetId)} tabIndex={-1}>{one.number}</Link><span className="tg-muted">{one.association} · {one.country}</span></span> },
    { key: 'state', title: t('goodsCarnets.state'), sortValue: (one) => carnetStandings.indexOf(one.state), cell: (one) => <Status tone={carnetTones[one.state]}>{t(`goodsCarnets.standing.${one.state}`)}</Status> },
    { key: 'left', title: t('goodsCarnets.leavesBy'), sortValue: (one) => one.leavesBy ?? '9999', cell: (one) => (one.leavesBy === null ? '–' : <span className="gr-two"><span className="tg-nowrap">{date(one.leavesBy)}</span><DaysLeft days={one.daysLeft ?? 0} /></span>) },
    { key: 'holder', title: t('goodsCarnets.holder'), sortValue: (one) => one.holder, cell: (one) => one.holder },
    { key: 'here', title: t('goodsCarnets.here'), align: 'end', sortValue: (one) => one.here, cell: (one) => t('goodsCarnets.hereOf', { here: one.here, all: one.pieces }) },
    { key: 'seized', title: t('goodsCarnets.seized'), align: 'end', sortValue: (one) => one.seized, cell: (one) => (one.seized === 0 ? '–' : one.seized) },
    { key: 'valid', title: t('goodsCarnets.validTo'), sortValue: (one) => one.validTo, cell: (one) => <span className="tg-nowrap">{date(one.validTo)}</span> },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsCarnets.title')} detail={t('goodsCarnets.detail')} status={<>{all && <Badge tone="neutral">{t('goodsCarnets.count', { count: all.length })}</Badge>}{overdue > 0 && <Badge tone="wrong">{overdue} {t('goodsCarnets.standing.overdue')}</Badge>}</>}
        actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => setEntering(true)}>{t('goodsCarnets.enter')}</Button>} />
      {forId !== undefined && coming.data && <Panel title={<>{t('goodsCarnets.forOne', { number: coming.data.data.consignment.number })}</>}><p className="tg-muted">{t('goodsCarnets.forHint')}</p></Panel>}
      <Panel flush>
        <div className="tg-filters-columns tg-filters-inside">
          <TextField label={t('goodsCarnets.search')} type="search" value={search} onChange={(text) => change({ search: text })} />
          <Select label={t('goodsCarnets.state')} allowEmpty={false} value={state} onChange={(one) => change({ state: one === '' ? undefined : one })} options={[{ value: '', label: t('goodsCarnets.allStates') }, ...carnetStandings.map((one) => ({ value: one, label: t(`goodsCarnets.standing.${one}`) }))]} />
        </div>
        <div className="gc-list"><Table label={t('goodsCarnets.title')} columns={columns} rows={rows} rowKey={(one) => one.carnetId} sort={{ key: 'left' }} onOpen={(one) => void navigate(addressOf(one.carnetId))} error={view.error} onRetry={() => void view.refetch()} maximumHeight={640}
          emptyTitle={all?.length === 0 ? t('goodsCarnets.none') : t('design.noMatch')} emptyDetail={all?.length === 0 ? t('goodsCarnets.noneDetail') : undefined} tone={(one) => (one.state === 'closed' ? 'quiet' : undefined)} /></div>
      </Panel>
      {entering && <EnterCarnetDialog onClose={(carnetId) => { setEntering(false); if (carnetId !== undefined) void navigate(addressOf(carnetId)); }} />}
    </div>
  );
}

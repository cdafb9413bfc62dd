import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { countAgainDays, isCountDue } from '../../../modules/goods/rules/custody.ts';
import type { ConsignmentKind } from '../../../modules/prescribed/catalogue/consignment-kinds.ts';
import { useAddress } from '../../address.ts';
import { useAct, useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useReasonAgainst } from '../../staff/staff.ts';
import { useWords } from '../../words.tsx';
import { KindName } from '../marks.tsx';
import { consignmentPath } from '../shapes.ts';
import { moverRoles, type Name } from './custody.ts';
import '../goods.css';

type Stay = { readonly consignmentId: string; readonly number: string; readonly kind: ConsignmentKind; readonly party: Name; readonly places: readonly string[]; readonly delivered: boolean; readonly checkedAt: string | null; readonly checkOwedSince: string | null; readonly daysSince: number | null; readonly leavesBy: string | null; readonly onTheWay: number; readonly overdueMoves: number };

/** Lists what stays under supervision after its release by place, with when it was counted last, and orders counts. */
export function StaysPage(): ReactNode {
  const { t, say, date, refusal } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [query, change] = useAddress();
  const place = query.get('place') ?? undefined;
  const reason = useReasonAgainst()(moverRoles);
  const view = useView<{ readonly consignments: readonly Stay[] }>('goods.stays', {}, { topics: ['goods'], everyMilliseconds: 60_000 });
  const order = useAct<unknown, { readonly ordered: readonly string[] }>('goods.orderChecks', { topics: ['goods', 'consignment:*'] });
  const all = view.data?.data.consignments;
  const places = [...new Set((all ?? []).flatMap((stay) => stay.places))].sort();
  const rows = all?.filter((stay) => place === undefined || stay.places.includes(place));
  const stale = (rows ?? []).filter((stay) => isCountDue(stay, countAgainDays));
  const owed = (rows ?? []).filter((stay) => stay.checkOwedSince !== null && stay.delivered).length;
  const late = (rows ?? []).reduce((sum, stay) => sum + stay.overdueMoves, 0);
  const columns = useMemo<readonly Column<Stay>[]>(() => [
    { key: 'number', title: t('goods.number'), sortValue: (stay) => stay.number, cell: (stay) => <Link className="tg-code gd-number" to={consignmentPath(stay.consignmentId, { tab: 'custody' })} tabIndex={-1}>{stay.number}</Link> },
    { key: 'kind', title: t('goods.kind'), sortValue: (stay) => stay.kind, cell: (stay) => <KindName kind={stay.kind} /> },
    { key: 'party', title: t('goods.party'), sortValue: (stay) => say(stay.party), cell: (stay) => <span className="gd-cut" title={say(stay.party)}>{say(stay.party)}</span> },
    { key: 'place', title: t('goodsCustody.place'), sortValue: (stay) => stay.places[0] ?? '', cell: (stay) => <><span className="gd-cut" title={stay.places.join(' · ')}>{stay.places.join(' · ')}</span>{!stay.delivered && <span className="tg-muted"> · {t('goodsCustody.notDelivered')}</span>}</> },
    { key: 'way', title: t('goodsCustody.movesOpen'), align: 'end', sortValue: (stay) => stay.onTheWay, cell: (stay) => (stay.overdueMoves > 0 ? <Badge tone="late">{t('goodsCustody.late', { count: stay.overdueMoves })}</Badge> : stay.onTheWay === 0 ? <span className="tg-muted">–</span> : stay.onTheWay) },
    { key: 'checked', title: t('goodsCustody.checkedAt'), sortValue: (stay) => stay.checkedAt ?? '', cell: (stay) => (stay.checkOwedSince !== null && stay.delivered ? <Status tone="current">{t('goodsCustody.checkOwed', { day: date(stay.checkOwedSince) })}</Status> : stay.daysSince === null ? <span className="tg-muted">{t('goodsCustody.never')}</span> : t('goodsCustody.daysAgo', { count: stay.daysSince })) },
    { key: 'leaves', title: t('goodsCustody.leavesBy'), sortValue: (stay) => stay.leavesBy ?? '9', cell: (stay) => (stay.leavesBy === null ? <span className="tg-muted">–</span> : <span className="tg-nowrap">{date(stay.leavesBy)}</span>) },
  ], [t, say, date]);
  const run = (): void => void order.run({ consignmentIds: stale.map((stay) => stay.consignmentId) }).then((answer) => {
    if (answer?.ok) notify(t('goodsCustody.checkDone', { count: answer.result.ordered.length }));
    else if (answer !== undefined) notify(refusal(answer.refusal), 'wrong');
  });
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsCustody.stays')} detail={t('goodsCustody.staysDetail')} status={<>{rows && <Badge tone="neutral">{t('goodsCustody.countStays', { count: rows.length })}</Badge>}{owed > 0 && <Badge tone="current">{t('goodsCustody.withCheck', { count: owed })}</Badge>}{late > 0 && <Badge tone="late">{t('goodsCustody.late', { count: late })}</Badge>}</>}
        actions={<Button icon="check" pending={order.pending} disabledReason={reason ?? (stale.length === 0 ? t('goodsCustody.checkNone') : undefined)} onPress={run}>{t('goodsCustody.orderAll', { days: countAgainDays })}{stale.length > 0 && ` (${stale.length})`}</Button>} />
      <div className="tg-filters"><Select label={t('goodsCustody.place')} value={place ?? ''} allowEmpty={false} options={[{ value: '', label: t('goodsCustody.allPlaces') }, ...places.map((one) => ({ value: one, label: one }))]} onChange={(value) => change({ place: value === '' ? undefined : value })} /></div>
      <div className="gd-register"><Panel flush>
        <Table label={t('goodsCustody.stays')} columns={columns} rows={rows} rowKey={(stay) => stay.consignmentId} onOpen={(stay) => void navigate(consignmentPath(stay.consignmentId, { tab: 'custody' }))} error={view.error} onRetry={() => void view.refetch()} tone={(stay) => (stay.overdueMoves > 0 ? 'late' : undefined)} emptyTitle={t('goodsCustody.noStays')} emptyDetail={t('goodsCustody.noStaysDetail')} />
      </Panel></div>
    </div>
  );
}

import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Clock } from '../design/Clock.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { lotPath } from '../food/shapes.ts';
import { useWords } from '../words.tsx';
import { useIsTrader } from './marks.tsx';
import { consignmentPath, type Hold } from './shapes.ts';
import './goods.css';

const topics = ['goods'];

/** Gives the address of what is held: a consignment, or one lot of it. */
function pathOf(hold: Hold): string {
  return hold.lotId === null ? consignmentPath(hold.consignmentId, { tab: 'holds' }) : lotPath(hold.lotId, { tab: 'holds' });
}

/** One board of all holds, the same for officers and for the trader whose goods they are. */
export function HoldsPage(): ReactNode {
  const { t, say, find, dateTime } = useWords();
  const navigate = useNavigate();
  const [query, change] = useAddress();
  const point = query.get('point');
  const withLifted = query.get('lifted') === '1';
  const isTrader = useIsTrader();
  const view = useView<{ readonly holds: readonly Hold[] }>('goods.holds', { ...(withLifted ? { lifted: true } : {}), ...(point === null ? {} : { pointCode: point }) }, { topics, everyMilliseconds: 60_000 });
  const holds = view.data?.data.holds;
  const open = holds?.filter((hold) => hold.liftedAt === null) ?? [];
  const overdue = open.filter((hold) => hold.overdue).length;
  const columns = useMemo<readonly Column<Hold>[]>(() => [
    { key: 'clock', title: t('goods.clock'), width: '150px', sortValue: (hold) => hold.liftedAt ?? hold.dueAt, cell: (hold) => (hold.liftedAt === null ? <Clock dueAt={hold.dueAt} startedAt={hold.placedAt} label={t('goods.dueBy')} /> : <Status tone="done">{t('goods.liftedAt')} {dateTime(hold.liftedAt)}</Status>) },
    { key: 'number', title: t('goods.number'), sortValue: (hold) => hold.number, cell: (hold) => <span className="gd-goods"><Link className="tg-code gd-number" to={pathOf(hold)} tabIndex={-1}>{hold.lotNumber ?? hold.number}</Link>{hold.lotNumber !== null && <span className="tg-muted tg-code">{hold.number}</span>}</span> },
    { key: 'party', title: t('goods.party'), sortValue: (hold) => say(hold.party), cell: (hold) => say(hold.party) },
    { key: 'agency', title: t('goods.agency'), sortValue: (hold) => hold.agency, cell: (hold) => hold.agency },
    { key: 'reason', title: t('goods.holdReason'), cell: (hold) => <span className="gd-long">{hold.reason}{hold.liftedReason !== null && <span className="tg-muted"> · {hold.liftedReason}</span>}</span> },
    { key: 'next', title: t('goods.nextActor'), sortValue: (hold) => hold.nextActor, cell: (hold) => (hold.liftedAt === null ? find(`goods.actor.${hold.nextActor}`) ?? hold.nextActor : <span className="tg-muted">–</span>) },
    { key: 'placed', title: t('goods.placedAt'), sortValue: (hold) => hold.placedAt, cell: (hold) => <span className="tg-muted">{dateTime(hold.placedAt)} · {say(hold.by)}</span> },
  ], [t, say, find, dateTime]);
  return (
    <div className="tg-page">
      <PageHeader title={isTrader ? t('goods.ownHolds') : t('goods.holds')} detail={holds && t('goods.holdsOpen', { count: open.length })}
        status={overdue > 0 && <Badge tone="late">{t('goods.overdueHolds', { count: overdue })}</Badge>}
        actions={<>{point !== null && <Button icon="cross" onPress={() => change({ point: undefined })}>{t('goods.holdsOfPoint', { point })}</Button>}<Checkbox label={t('goods.showLifted')} value={withLifted} onChange={(next) => change({ lifted: next ? '1' : undefined })} /></>} />
      <Panel flush>
        <Table label={t('goods.holds')} columns={columns} rows={holds} rowKey={(hold) => hold.holdId} onOpen={(hold) => void navigate(pathOf(hold))} error={view.error} onRetry={() => void view.refetch()}
          tone={(hold) => (hold.liftedAt !== null ? 'quiet' : hold.overdue ? 'late' : undefined)} emptyTitle={t('goods.noHolds')} emptyDetail={t('goods.noHoldsDetail')} />
      </Panel>
    </div>
  );
}

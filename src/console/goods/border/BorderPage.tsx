import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { borderDecisionKinds } from '../../../modules/prescribed/catalogue/consignment.ts';
import { saySource } from '../../../words/sources.ts';
import { useWords } from '../../words.tsx';
import { useIsTrader } from '../marks.tsx';
import { consignmentPath } from '../shapes.ts';
import { clockText, goodsText, nextText, type BorderDecision } from './border.ts';
import '../goods.css';

const topics = ['goods'];

/** Lists what is held, seized, to be returned or destroyed at the border, the most urgent first; officers and traders see the same. */
export function BorderPage(): ReactNode {
  const words = useWords();
  const { t, say, date, language } = words;
  const navigate = useNavigate();
  const [query, change] = useAddress();
  const ended = query.get('ended') === '1';
  const kind = borderDecisionKinds.find((one) => one === query.get('kind'));
  // What the figures count of a period, where one comes from them.
  const counted = query.get('counted') !== '1' ? undefined : { from: query.get('from') ?? undefined, to: query.get('to') ?? undefined };
  const isTrader = useIsTrader();
  const view = useView<{ readonly decisions: readonly BorderDecision[]; readonly counts: Readonly<Record<string, number>>; readonly overdue: number }>('goods.borderDecisions', { ...(ended ? { ended: true } : {}), ...(kind === undefined ? {} : { kind }), ...(counted === undefined ? {} : { counted }) }, { topics, everyMilliseconds: 60_000 });
  const found = view.data?.data;
  const columns = useMemo<readonly Column<BorderDecision>[]>(() => [
    { key: 'clock', title: t('goodsBorder.clock'), width: '170px', sortValue: (one) => one.dueOn, cell: (one) => (one.endedAt === null ? <span className="gd-goods"><span className={one.overdue ? 'gd-late' : undefined}>{clockText(words, one)}</span><span className="tg-muted">{t('goodsBorder.dueBy', { day: date(one.dueOn) })}</span></span> : <Status tone="quiet">{t(`goodsBorder.state.${one.state}`)}</Status>) },
    { key: 'number', title: t('goodsBorder.number'), sortValue: (one) => one.number, cell: (one) => <Link className="tg-code gd-number" to={consignmentPath(one.consignmentId, { tab: 'border' })} tabIndex={-1}>{one.number}</Link> },
    { key: 'what', title: t('goodsBorder.what'), sortValue: (one) => one.kind, cell: (one) => <span className="gd-goods"><span className="tg-nowrap">{t(`goodsBorder.kind.${one.kind}`)}</span><span className="tg-muted tg-nowrap">{t(`goodsBorder.state.${one.state}`)}</span></span> },
    { key: 'goods', title: t('goodsBorder.goods'), cell: (one) => <span className="gd-long">{goodsText(words, one)}</span> },
    { key: 'reason', title: t('goodsBorder.reason'), cell: (one) => <span className="gd-long">{one.reason}<span className="tg-muted"> · {saySource(language, one.source.text)}</span></span> },
    { key: 'party', title: t('goods.party'), sortValue: (one) => say(one.party), cell: (one) => say(one.party) },
    { key: 'place', title: t('goodsBorder.place'), sortValue: (one) => one.place, cell: (one) => one.place },
    { key: 'age', title: t('goodsBorder.ageColumn'), align: 'end', sortValue: (one) => one.ageDays, cell: (one) => (one.enforcedAt === null ? '–' : <span className="tg-nowrap">{t('goodsBorder.age', { count: one.ageDays })}</span>) },
    { key: 'next', title: t('goodsBorder.next'), cell: (one) => (isTrader && one.endedAt === null ? say(one.traderMay) : nextText(words, one)) },
  ], [words, t, say, date, isTrader]);
  return (
    <div className="tg-page">
      <PageHeader title={t(isTrader ? 'goodsBorder.own' : 'goodsBorder.title')} detail={t('goodsBorder.detail')}
        status={found && <>{Object.entries(found.counts).map(([kind, count]) => <Badge key={kind}>{t(`goodsBorder.kind.${kind as BorderDecision['kind']}`)} {count}</Badge>)}{found.overdue > 0 && <Badge tone="late">{t('goodsBorder.overdueCount', { count: found.overdue })}</Badge>}</>}
        actions={<Checkbox label={t('goodsBorder.showEnded')} value={ended} onChange={(next) => change({ ended: next ? '1' : undefined })} />} />
      <div className="tg-filters">
        <Select label={t('goodsBorder.kind')} value={kind ?? 'all'} allowEmpty={false} onChange={(value) => change({ kind: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('goodsBorder.allKinds') }, ...borderDecisionKinds.map((one) => ({ value: one, label: t(`goodsBorder.kind.${one}`) }))]} />
        {counted !== undefined && <p className="tg-muted">{t('goodsBorder.countedPeriod', { from: counted.from === undefined ? '…' : date(counted.from), to: counted.to === undefined ? '…' : date(counted.to) })} <Button onPress={() => change({ counted: undefined, from: undefined, to: undefined })}>{t('goodsBorder.countedAll')}</Button></p>}
      </div>
      <Panel flush>
        <Table label={t('goodsBorder.title')} columns={columns} rows={found?.decisions} rowKey={(one) => one.decisionId} onOpen={(one) => void navigate(consignmentPath(one.consignmentId, { tab: 'border' }))} error={view.error} onRetry={() => void view.refetch()}
          tone={(one) => (one.endedAt !== null ? 'quiet' : one.overdue ? 'late' : undefined)} emptyTitle={t('goodsBorder.none')} emptyDetail={t('goodsBorder.noneDetail')} />
      </Panel>
    </div>
  );
}

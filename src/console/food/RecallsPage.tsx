import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { supervisors } from '../../modules/food/shapes.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useWords, type Words } from '../words.tsx';
import { useHas } from './marks.tsx';
import { RecallDialog } from './RecallDialog.tsx';
import type { Recall } from './shapes.ts';
import '../goods/goods.css';
import './food.css';

const topics = ['recalls'];

/** Says what a recall names: lots, a producer, days of production. */
export function namesOf({ t, date }: Words, recall: Recall): string {
  return [
    ...(recall.lotNumbers.length > 0 ? [recall.lotNumbers.join(t('food.comma'))] : []), ...(recall.producerNumber === null ? [] : [recall.producerNumber]),
    ...(recall.producedFrom === null && recall.producedTo === null ? [] : [t('food.producedSpan', { from: recall.producedFrom === null ? '…' : date(recall.producedFrom), to: recall.producedTo === null ? '…' : date(recall.producedTo) })]),
  ].join(' · ');
}

/** Real recalls and drills, apart from each other: what each named, how fast it found what, how much is accounted for. */
export function RecallsPage(): ReactNode {
  const { t } = useWords();
  const may = useHas()(supervisors);
  const [query, change] = useAddress();
  const drill = query.get('tab') === 'drills';
  return (
    <div className="tg-page">
      <PageHeader title={t('food.recalls')} detail={t('food.recallsDetail')} actions={may && <><Button icon="play" onPress={() => change({ do: 'drill' })}>{t('food.newDrill')}</Button><Button kind="primary" icon="alarm" onPress={() => change({ do: 'recall' })}>{t('food.newRecall')}</Button></>} />
      <Tabs label={t('food.recalls')} selected={drill ? 'drills' : 'real'} onSelect={(key) => change({ tab: key === 'drills' ? 'drills' : undefined })} tabs={[
        { key: 'real', title: t('food.tabReal'), content: <RecallTable drill={false} /> },
        { key: 'drills', title: t('food.tabDrills'), content: <RecallTable drill /> },
      ]} />
      {may && (query.get('do') === 'recall' || query.get('do') === 'drill') && <RecallDialog drill={query.get('do') === 'drill'} onClose={() => change({ do: undefined })} />}
    </div>
  );
}

function RecallTable({ drill }: { readonly drill: boolean }): ReactNode {
  const words = useWords();
  const { t, number, dateTime } = words;
  const navigate = useNavigate();
  const view = useView<{ readonly recalls: readonly Recall[] }>('food.recalls', { drill }, { topics });
  const columns: readonly Column<Recall>[] = [
    { key: 'calledAt', title: t('food.calledAt'), width: '120px', sortValue: (recall) => recall.calledAt, cell: (recall) => <Link to={`/recalls/${recall.recallId}`} tabIndex={-1}>{dateTime(recall.calledAt)}</Link> },
    { key: 'state', title: t('food.stateColumn'), sortValue: (recall) => recall.closedAt, cell: (recall) => (recall.closedAt === null ? <Status tone="late">{t('food.open')}</Status> : <Status tone="quiet">{t('food.closedState')}</Status>) },
    { key: 'names', title: t('food.names'), cell: (recall) => <span className="gd-long tg-code">{namesOf(words, recall)}</span> },
    { key: 'reason', title: t('food.reason'), cell: (recall) => <span className="gd-long">{recall.reason}</span> },
    { key: 'lots', title: t('food.lotsCount'), align: 'end', sortValue: (recall) => recall.lots, cell: (recall) => number(recall.lots) },
    { key: 'portions', title: t('food.portions'), align: 'end', sortValue: (recall) => recall.portions, cell: (recall) => number(recall.portions) },
    { key: 'seconds', title: t('food.seconds'), align: 'end', sortValue: (recall) => recall.milliseconds, cell: (recall) => <span className="tg-nowrap">{t('food.secondsTaken', { seconds: number(recall.milliseconds / 1000, 2) })}</span> },
    { key: 'ticked', title: t('food.accounted'), width: '140px', sortValue: (recall) => recall.ticked / Math.max(1, recall.finds), cell: (recall) => <Bar label={t('food.accounted')} hideLabel done={recall.ticked} total={recall.finds} /> },
  ];
  return <Panel flush><Table label={t(drill ? 'food.tabDrills' : 'food.tabReal')} columns={columns} rows={view.data?.data.recalls} rowKey={(recall) => recall.recallId} onOpen={(recall) => void navigate(`/recalls/${recall.recallId}`)} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t(drill ? 'food.noDrills' : 'food.noRecalls')} emptyDetail={t('food.noRecallsDetail')} tone={(recall) => (recall.closedAt === null ? 'late' : 'quiet')} /></Panel>;
}

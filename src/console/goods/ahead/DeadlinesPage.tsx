import { useMemo, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { kinds } from '../../../modules/goods/catalogue/kinds.ts';
import type { ConsignmentKind } from '../../../modules/prescribed/catalogue/consignment-kinds.ts';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Chart } from '../../design/Chart.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { Stat, Stats } from '../../design/Stat.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { Refused } from '../../http.ts';
import { useReasonAgainst } from '../../staff/staff.ts';
import { NobodyYet } from '../NobodyYet.tsx';
import { KindName } from '../marks.tsx';
import { customsRoles, useGoodsWords } from '../registers.ts';
import { consignmentPath } from '../shapes.ts';
import { ExtendManyDialog } from './ExtendManyDialog.tsx';
import '../goods.css';
import '../registers.css';

/** Is what must leave, with the money that hangs on it. Unit: fen. */
export type Deadline = { readonly consignmentId: string; readonly number: string; readonly kind: ConsignmentKind; readonly party: { readonly en: string; readonly zh: string }; readonly venue: string; readonly leavesBy: string; readonly daysLeft: number; readonly linesOpen: number; readonly lines: number; readonly committedFen: number };
type Deadlines = { readonly consignments: readonly Deadline[]; readonly overdueFen: number };
const reaches = [7, 30, 90] as const;

/** Lists what must leave by when, with the money at risk on each day, and extends the stay of many at once. */
export function DeadlinesPage(): ReactNode {
  const { t, say, date, yuan } = useGoodsWords();
  const navigate = useNavigate();
  const [query, change] = useAddress();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [extending, setExtending] = useState(false);
  const reason = useReasonAgainst()(customsRoles);
  const view = useView<Deadlines>('goods.overdue', {}, { topics: ['goods', 'guarantees'], everyMilliseconds: 60_000 });
  const all = view.data?.data.consignments;
  const [kind, venue, within] = [query.get('kind') ?? '', query.get('venue') ?? '', query.get('within') ?? ''];
  const rows = useMemo(() => all?.filter((row) => (kind === '' || row.kind === kind) && (venue === '' || row.venue === venue) && (within === '' || row.daysLeft <= Number(within))), [all, kind, venue, within]);
  const data = useMemo(() => {
    const byDay = new Map<string, number>();
    for (const row of rows ?? []) byDay.set(row.leavesBy, (byDay.get(row.leavesBy) ?? 0) + row.committedFen / 1e8);
    return rows === undefined ? undefined : [...byDay].sort(([one], [other]) => (one < other ? -1 : 1)).map(([x, value]) => ({ x, value }));
  }, [rows]);
  if (view.error instanceof Refused && view.error.refusal.code === 'party-not-filed') return <NobodyYet title={t('goodsDeadlines.title')} />;
  const here = (rows ?? []).filter((row) => chosen.has(row.consignmentId));
  const late = (rows ?? []).filter((row) => row.daysLeft < 0).length;
  const toggle = (id: string): void => setChosen((before) => { const after = new Set(before); if (!after.delete(id)) after.add(id); return after; });
  const soon = (rows ?? []).filter((row) => row.daysLeft >= 0 && row.daysLeft <= 30).reduce((sum, row) => sum + row.committedFen, 0);
  const columns: readonly Column<Deadline>[] = [
    ...(reason !== undefined ? [] : [{ key: 'choose', title: t('goodsDeadlines.choose'), width: '64px', cell: (row: Deadline) => <input type="checkbox" className="gd-choose" aria-label={t('goodsDeadlines.select', { number: row.number })} checked={chosen.has(row.consignmentId)} onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()} onChange={() => toggle(row.consignmentId)} /> }]),
    { key: 'left', title: t('goodsDeadlines.daysLeft'), sortValue: (row) => row.daysLeft, cell: (row) => (row.daysLeft < 0 ? <Status tone="wrong">{t('goodsDeadlines.late', { count: -row.daysLeft })}</Status> : row.daysLeft === 0 ? <Status tone="late">{t('goodsDeadlines.today')}</Status> : row.daysLeft <= 7 ? <Status tone="late">{t('goodsDeadlines.left', { count: row.daysLeft })}</Status> : t('goodsDeadlines.left', { count: row.daysLeft })) },
    { key: 'by', title: t('goodsDeadlines.leavesBy'), sortValue: (row) => row.leavesBy, cell: (row) => <span className="tg-nowrap">{date(row.leavesBy)}</span> },
    { key: 'number', title: t('goodsDeadlines.number'), sortValue: (row) => row.number, cell: (row) => <Link className="tg-code gd-number" to={consignmentPath(row.consignmentId, { tab: 'money' })} tabIndex={-1}>{row.number}</Link> },
    { key: 'kind', title: t('goodsDeadlines.kind'), sortValue: (row) => row.kind, cell: (row) => <KindName kind={row.kind} /> },
    { key: 'party', title: t('goodsDeadlines.party'), sortValue: (row) => say(row.party), cell: (row) => <span className="gd-cut" title={say(row.party)}>{say(row.party)}</span> },
    { key: 'venue', title: t('goodsDeadlines.venue'), sortValue: (row) => row.venue, cell: (row) => <span className="gd-cut" title={row.venue}>{row.venue}</span> },
    { key: 'lines', title: t('goodsDeadlines.lines'), align: 'end', sortValue: (row) => row.linesOpen, cell: (row) => t('goodsDeadlines.of', { open: row.linesOpen, all: row.lines }) },
    { key: 'bound', title: t('goodsDeadlines.bound'), align: 'end', sortValue: (row) => row.committedFen, cell: (row) => <span className="tg-nowrap">{yuan(row.committedFen)}</span> },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsDeadlines.title')} detail={t('goodsDeadlines.detail')} status={<>{rows && <Badge tone="neutral">{t('goodsDeadlines.count', { count: rows.length })}</Badge>}{late > 0 && <Badge tone="wrong">{t('goodsDeadlines.overdueCount', { count: late })}</Badge>}</>}
        actions={reason === undefined && <>
          <Button onPress={() => setChosen(here.length === (rows ?? []).length ? new Set() : new Set((rows ?? []).slice(0, 500).map((row) => row.consignmentId)))} disabledReason={rows?.length === 0 ? t('goodsDeadlines.none') : undefined}>{here.length > 0 ? t('goodsDeadlines.selected', { count: here.length }) : t('goodsDeadlines.selectAll')}</Button>
          <Button kind="primary" icon="clock" disabledReason={here.length === 0 ? t('goodsDeadlines.nobody') : undefined} onPress={() => setExtending(true)}>{t('goodsDeadlines.extend')}</Button>
        </>} />
      <Stats>
        <Stat label={t('goodsDeadlines.overdueMoney')} value={rows && yuan(rows.filter((row) => row.daysLeft < 0).reduce((sum, row) => sum + row.committedFen, 0))} {...(late > 0 ? { tone: 'wrong' as const } : {})} />
        <Stat label={t('goodsDeadlines.atRisk')} value={rows && yuan(soon)} />
      </Stats>
      <div className="gr-fields">
        <Select label={t('goodsDeadlines.kind')} allowEmpty={false} value={kind} onChange={(value) => change({ kind: value === '' ? undefined : value })} options={[{ value: '', label: t('goodsDeadlines.allKinds') }, ...[...new Set((all ?? []).map((row) => row.kind))].sort().map((one) => ({ value: one, label: `${one} ${say(kinds[one].name)}` }))]} />
        <Select label={t('goodsDeadlines.venue')} allowEmpty={false} value={venue} onChange={(value) => change({ venue: value === '' ? undefined : value })} options={[{ value: '', label: t('goodsDeadlines.allVenues') }, ...[...new Set((all ?? []).map((row) => row.venue))].sort().map((one) => ({ value: one, label: one }))]} />
        <Select label={t('goodsDeadlines.within')} allowEmpty={false} value={within} onChange={(value) => change({ within: value === '' ? undefined : value })} options={[{ value: '', label: t('goodsDeadlines.always') }, ...reaches.map((days) => ({ value: String(days), label: t('goodsDeadlines.withinDays', { count: days }) }))]} />
      </div>
      {data !== undefined && data.length > 0 && <Panel><Chart title={t('goodsDeadlines.chart')} data={data} xTitle={t('goodsDeadlines.day')} valueTitle={t('goodsDeadlines.million')} height={180} /></Panel>}
      <div className="gd-register"><Panel flush>
        <Table label={t('goodsDeadlines.title')} columns={columns} rows={rows} rowKey={(row) => row.consignmentId} onOpen={(row) => void navigate(consignmentPath(row.consignmentId, { tab: 'money' }))} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('goodsDeadlines.none')} emptyDetail={t('goodsDeadlines.noneDetail')} maximumHeight={640} />
      </Panel></div>
      {extending && <ExtendManyDialog chosen={here} onClose={(done) => { setExtending(false); if (done) setChosen(new Set()); }} />}
    </div>
  );
}

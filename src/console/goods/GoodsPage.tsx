import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import { guideAreas } from '../../modules/goods/catalogue/guide-areas.ts';
import { consignmentStates } from '../../modules/goods/shapes.ts';
import { consignmentKinds } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { useAddress, useTyped } from '../address.ts';
import { useView } from '../client.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { NobodyYet } from './NobodyYet.tsx';
import { Refused } from '../http.ts';
import { useWords } from '../words.tsx';
import { ConsignmentStatus, KindName, LaneMark, toneOf, useIsTrader, useRoleReason } from './marks.tsx';
import { useMoney } from './money.ts';
import { consignmentPath, type Board, type Consignment } from './shapes.ts';
import './goods.css';

const topics = ['goods'];
type Ports = { readonly points: readonly { readonly code: string; readonly nameEn: string; readonly nameZh: string }[] };

/** The board of consignments: what each still owes, what is held, and what overstays; a trader sees their own. */
export function GoodsPage(): ReactNode {
  const { t, say, language } = useWords();
  const navigate = useNavigate();
  const reasonFor = useRoleReason();
  const isTrader = useIsTrader();
  const [query, change] = useAddress();
  const state = query.get('state') ?? undefined;
  const kind = query.get('kind') ?? undefined;
  const point = query.get('port') ?? undefined;
  const room = guideAreas.find((one) => one === query.get('room'));
  const search = query.get('search') ?? '';
  const [typed, setTyped] = useTyped('search');
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const input = { limit: 2000, ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }), ...(point === undefined ? {} : { pointCode: point }), ...(room === undefined ? {} : { room }), ...(search === '' ? {} : { search }) };
  // What a station records tells the consignment's page at once; the board hears of it within half a minute.
  const view = useView<Board>('goods.board', input, { topics, everyMilliseconds: 30_000 });
  const board = view.data?.data;
  const title = isTrader ? t('goods.own') : t('goods.title');
  const isFiltered = state !== undefined || kind !== undefined || point !== undefined || room !== undefined || search !== '';
  const fileReason = reasonFor(['trader', 'customsOfficer']);
  if (view.error instanceof Refused && view.error.refusal.code === 'party-not-filed') return <NobodyYet title={title} />;
  return (
    <div className="tg-page">
      <PageHeader title={title} detail={board && (board.consignments.length < board.total ? t('goods.shownOf', { shown: board.consignments.length, total: board.total }) : t('goods.countOf', { count: board.total }))}
        actions={<Button kind="primary" icon="upload" disabledReason={fileReason} onPress={() => void navigate('/goods/new')}>{t('goods.fileList')}</Button>} />
      {board && <StateChips counts={board.counts} state={state} onState={(next) => change({ state: next })} />}
      <div className="tg-filters">
        <Select label={t('goods.kind')} value={kind ?? 'all'} allowEmpty={false} onChange={(value) => change({ kind: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('goods.allKinds') }, ...consignmentKinds.map((one) => ({ value: one, label: `${one} ${say(kinds[one].name)}` }))]} />
        <Select label={t('goods.port')} value={point ?? 'all'} allowEmpty={false} onChange={(value) => change({ port: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('goods.allPorts') }, ...(ports.data?.data.points ?? []).map((entry) => ({ value: entry.code, label: `${entry.code} ${language === 'zh' ? entry.nameZh : entry.nameEn}` }))]} />
        <Select label={t('goodsGuide.room')} value={room ?? 'all'} allowEmpty={false} onChange={(value) => change({ room: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('goodsGuide.anyRoom') }, ...guideAreas.map((one, place) => ({ value: one, label: `${place + 1} ${t(`goodsGuide.area.${one}`)}` }))]} />
        <div className="tg-filters-search"><TextField label={t('goods.search')} type="search" value={typed} placeholder={t('goods.searchHint')} onChange={setTyped} /></div>
      </div>
      <Panel flush>
        <ConsignmentTable label={title} rows={board?.consignments} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t(isFiltered || !isTrader ? 'goods.noConsignments' : 'goods.noOwn')} emptyDetail={t(isFiltered || !isTrader ? 'goods.noConsignmentsDetail' : 'goods.noOwnDetail')} />
      </Panel>
    </div>
  );
}

function StateChips({ counts, state, onState }: { readonly counts: Board['counts']; readonly state: string | undefined; readonly onState: (state: string | undefined) => void }): ReactNode {
  const { t, number } = useWords();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className="gd-chips" role="group" aria-label={t('goods.byState')}>
      <button type="button" className="gd-chip" aria-pressed={state === undefined} onClick={() => onState(undefined)}>{t('goods.all')} <strong>{number(all)}</strong></button>
      {consignmentStates.map((one) => (
        <button key={one} type="button" className={(counts[one] ?? 0) === 0 ? 'gd-chip gd-chip-none' : 'gd-chip'} aria-pressed={state === one} onClick={() => onState(state === one ? undefined : one)}>
          <ToneMark tone={toneOf(one)} />{t(`goods.state.${one}`)} <strong>{number(counts[one] ?? 0)}</strong>
        </button>
      ))}
    </div>
  );
}

function ConsignmentTable({ label, rows, error, onRetry, emptyTitle, emptyDetail }: { readonly label: string; readonly rows: readonly Consignment[] | undefined; readonly error: unknown; readonly onRetry: () => void; readonly emptyTitle: string; readonly emptyDetail: string }): ReactNode {
  const { t, say, date, number } = useWords();
  const navigate = useNavigate();
  const money = useMoney();
  const columns = useMemo<readonly Column<Consignment>[]>(() => [
    { key: 'number', title: t('goods.number'), sortValue: (row) => row.number, cell: (row) => <Link className="tg-code gd-number" to={consignmentPath(row.consignmentId)} tabIndex={-1}>{row.number}</Link> },
    { key: 'state', title: t('goods.stateColumn'), sortValue: (row) => consignmentStates.indexOf(row.state), cell: (row) => <ConsignmentStatus state={row.state} /> },
    { key: 'kind', title: t('goods.kind'), sortValue: (row) => row.kind, cell: (row) => <KindName kind={row.kind} /> },
    { key: 'party', title: t('goods.party'), sortValue: (row) => say(row.party.name), cell: (row) => <span className="gd-cut" title={say(row.party.name)}>{say(row.party.name)}</span> },
    { key: 'port', title: t('goods.port'), sortValue: (row) => row.pointCode, cell: (row) => <span title={say(row.point)}>{row.pointCode}</span> },
    { key: 'venue', title: t('goods.venue'), sortValue: (row) => row.venue, cell: (row) => <span className="gd-cut" title={row.venue}>{row.venue}</span> },
    { key: 'day', title: t('goods.expected'), sortValue: (row) => row.releasedAt ?? row.expectedOn, cell: (row) => (row.releasedAt === null ? <span className="tg-nowrap">{date(row.expectedOn)}</span> : <span className="gd-day tg-muted" title={t('goods.releasedOn', { day: date(row.releasedAt) })}><ToneMark tone="done" label={t('goods.released')} />{date(row.releasedAt)}</span>) },
    { key: 'lane', title: t('goods.lane'), sortValue: (row) => row.lane, cell: (row) => <LaneMark lane={row.lane} /> },
    { key: 'actions', title: '100 %', width: '128px', sortValue: (row) => row.settled / Math.max(1, row.settled + row.owed), cell: (row) => <Bar label={t('goods.actionsOf', { number: row.number })} hideLabel done={row.settled} total={row.settled + row.owed} /> },
    { key: 'holds', title: t('goods.holdCount'), align: 'end', sortValue: (row) => row.holds, cell: (row) => (row.holds === 0 ? <span className="tg-muted">0</span> : <strong className="gd-late">{number(row.holds)}</strong>) },
    { key: 'value', title: t('goods.value'), align: 'end', sortValue: (row) => row.valueFen, cell: (row) => <span className="tg-nowrap">{money.fen(row.valueFen)}</span> },
    { key: 'leavesBy', title: t('goods.leavesBy'), sortValue: (row) => row.leavesBy, cell: (row) => (row.leavesBy === null ? <span className="tg-muted">–</span> : <span className={row.state === 'overdue' ? 'gd-late tg-nowrap' : row.state === 'closed' ? 'tg-muted tg-nowrap' : 'tg-nowrap'}>{date(row.leavesBy)}</span>) },
  ], [t, say, date, number, money]);
  return (
    <div className="gd-board">
      <Table label={label} columns={columns} rows={rows} rowKey={(row) => row.consignmentId} onOpen={(row) => void navigate(consignmentPath(row.consignmentId))} error={error} onRetry={onRetry} emptyTitle={emptyTitle} emptyDetail={emptyDetail}
        tone={(row) => (row.state === 'overdue' || row.overdue > 0 || row.holds > 0 ? 'late' : row.state === 'closed' ? 'quiet' : undefined)} />
    </div>
  );
}

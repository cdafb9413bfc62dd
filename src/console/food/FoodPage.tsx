import { useMemo, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { handlers, lotStates } from '../../modules/food/shapes.ts';
import { useAddress, useTyped } from '../address.ts';
import { useView } from '../client.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { NobodyYet } from '../goods/NobodyYet.tsx';
import { Refused } from '../http.ts';
import { consignmentPath } from '../goods/shapes.ts';
import { useIsTrader } from '../goods/marks.tsx';
import { useWords } from '../words.tsx';
import { BestBefore, ColdMark, LotStatus, toneOf, useHas, useQuantity } from './marks.tsx';
import { ReceiveDialog } from './ReceiveDialog.tsx';
import { lotPath, type FoodBoard, type Lot } from './shapes.ts';
import '../goods/goods.css';
import './food.css';

const topics = ['food'];
const openers = ['trader', 'foodSupervisor', 'customsOfficer', 'dutyOfficer'] as const;
const flags = ['outOfRange', 'expired', 'expiring'] as const;

/** The board of food lots: what each still owes, holds, what ends soon, what was out of its range; a trader sees their own. */
export function FoodPage(): ReactNode {
  const { t, find } = useWords();
  const isTrader = useIsTrader();
  const has = useHas();
  const [query, change] = useAddress();
  const state = query.get('state') ?? undefined;
  const flag = query.get('flag') ?? undefined;
  const consignmentId = query.get('consignment') ?? undefined;
  const search = query.get('search') ?? '';
  const withClosed = query.get('closed') === '1' || state === 'closed';
  const [receiving, setReceiving] = useState(false);
  const [typed, setTyped] = useTyped('search');
  const view = useView<FoodBoard>('food.board', { limit: 2000, ...(withClosed ? {} : { open: true }), ...(state === undefined ? {} : { state }), ...(flag === undefined ? {} : { flag }), ...(consignmentId === undefined ? {} : { consignmentId }), ...(search === '' ? {} : { search }) }, { topics, everyMilliseconds: 30_000 });
  const board = view.data?.data;
  const title = t(isTrader ? 'food.own' : 'food.title');
  if (view.error instanceof Refused && view.error.refusal.code === 'party-not-filed') return <NobodyYet title={title} />;
  const waiting = board?.lots.filter((lot) => lot.balance.arrived === null && lot.state !== 'closed') ?? [];
  const all = lotStates.reduce((sum, one) => sum + (board?.counts[one] ?? 0), 0);
  const chip = (key: string, label: string, pressed: boolean, count: number, onPress: () => void, mark?: ReactNode): ReactNode => (
    <button key={key} type="button" className={count === 0 ? 'gd-chip gd-chip-none' : 'gd-chip'} aria-pressed={pressed} onClick={onPress}>{mark}{label} <strong>{count}</strong></button>
  );
  return (
    <div className="tg-page">
      <PageHeader title={title} detail={board && (board.lots.length < board.total ? t('food.shownOf', { shown: board.lots.length, total: board.total }) : t('food.countOf', { count: board.total }))}
        actions={<>
          {consignmentId !== undefined && has(openers) && <Link className="tg-button tg-button-quiet" to={`/goods/${consignmentId}/lots`}><span className="tg-button-text">{t('food.openLots')}</span></Link>}
          {consignmentId !== undefined && <Button onPress={() => change({ consignment: undefined })}>{t('food.everyConsignment')}</Button>}
          {has(handlers) && waiting.length > 0 && <Button kind="primary" icon="download" onPress={() => setReceiving(true)}>{`${t('food.doReceive')} (${waiting.length})`}</Button>}
        </>} />
      {board && (
        <div className="gd-chips" role="group" aria-label={t('food.byState')}>
          {chip('all', t('food.all'), state === undefined && flag === undefined, all, () => change({ state: undefined, flag: undefined }))}
          {lotStates.map((one) => chip(one, t(`food.state.${one}`), state === one, board.counts[one] ?? 0, () => change({ state: state === one ? undefined : one, flag: undefined }), <ToneMark tone={toneOf(one)} />))}
          {flags.map((one) => chip(one, find(`food.flag.${one}`) ?? one, flag === one, board.counts[one] ?? 0, () => change({ flag: flag === one ? undefined : one, state: undefined }), <ToneMark tone={one === 'expiring' ? 'late' : 'wrong'} />))}
        </div>
      )}
      <div className="tg-filters">
        <div className="tg-filters-search"><TextField label={t('food.search')} type="search" value={typed} placeholder={t('food.searchHint')} onChange={setTyped} /></div>
        <Checkbox label={t('food.withClosed')} value={withClosed} onChange={(next) => change({ closed: next ? '1' : undefined, ...(next ? {} : { state: state === 'closed' ? undefined : state }) })} />
      </div>
      <Panel flush><LotTable label={title} rows={board?.lots} error={view.error} onRetry={() => void view.refetch()} /></Panel>
      {receiving && <ReceiveDialog lots={waiting} onClose={() => setReceiving(false)} />}
    </div>
  );
}

function LotTable({ label, rows, error, onRetry }: { readonly label: string; readonly rows: readonly Lot[] | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const { t, say, find } = useWords();
  const navigate = useNavigate();
  const quantity = useQuantity();
  const columns = useMemo<readonly Column<Lot>[]>(() => [
    { key: 'number', title: t('food.number'), sortValue: (lot) => lot.lotNumber, cell: (lot) => <Link className="tg-code gd-number" to={lotPath(lot.lotId)} tabIndex={-1}>{lot.lotNumber}</Link> },
    { key: 'state', title: t('food.stateColumn'), sortValue: (lot) => lotStates.indexOf(lot.state), cell: (lot) => <LotStatus state={lot.state} /> },
    { key: 'goods', title: t('food.goods'), sortValue: (lot) => say(lot.description), cell: (lot) => <span className="fd-two"><span className="gd-cut" title={say(lot.description)}>{say(lot.description)}</span><span className="tg-muted">{t(`food.category.${lot.category}`)} · {t(`food.storage.${lot.storage}`)}</span></span> },
    { key: 'owes', title: t('food.owes'), sortValue: (lot) => lot.owed.length, cell: (lot) => <Owed lot={lot} /> },
    { key: 'cold', title: t('food.cold'), sortValue: (lot) => lot.cold, cell: (lot) => <ColdMark cold={lot.cold} /> },
    { key: 'bestBefore', title: t('food.bestBefore'), sortValue: (lot) => lot.bestBefore, cell: (lot) => <BestBefore lot={lot} /> },
    { key: 'producer', title: t('food.producer'), sortValue: (lot) => lot.producerName ?? lot.producerNumber, cell: (lot) => <span className="fd-two"><span className="gd-cut" title={lot.producerName ?? ''}>{lot.producerName ?? <span className="tg-muted">{t('food.notInRegister')}</span>}</span><span className="tg-muted tg-code">{lot.producerNumber}</span></span> },
    { key: 'left', title: t('food.left'), align: 'end', sortValue: (lot) => Number(lot.balance.left ?? lot.quantity), cell: (lot) => <span className="fd-two fd-end"><span className="tg-nowrap">{quantity(lot.balance.left ?? lot.quantity, lot.unit)}</span><span className="tg-muted tg-nowrap">/ {quantity(lot.quantity, lot.unit)}</span></span> },
    { key: 'consignment', title: t('food.consignment'), sortValue: (lot) => lot.consignmentNumber, cell: (lot) => <Link className="tg-code tg-nowrap" to={consignmentPath(lot.consignmentId)} tabIndex={-1}>{lot.consignmentNumber}</Link> },
  ], [t, say, find, quantity]);
  return (
    <Table label={label} columns={columns} rows={rows} rowKey={(lot) => lot.lotId} onOpen={(lot) => void navigate(lotPath(lot.lotId))} error={error} onRetry={onRetry} emptyTitle={t('food.noLots')} emptyDetail={t('food.noLotsDetail')}
      tone={(lot) => (lot.state === 'closed' ? 'quiet' : lot.freshness === 'expired' || lot.cold === 'outOfRange' ? 'wrong' : lot.holds > 0 || lot.freshness === 'expiring' ? 'late' : undefined)} />
  );
}

function Owed({ lot }: { readonly lot: Lot }): ReactNode {
  const { t, find } = useWords();
  const owed = lot.holds > 0 ? ['LOT-HOLD', ...lot.owed] : lot.owed;
  const [first, ...rest] = owed;
  if (first === undefined) return <span className="tg-muted">{t('food.nothingOwed')}</span>;
  return <span className="tg-nowrap" title={owed.map((step) => find(`steps.${step}`) ?? step).join(t('food.comma'))}>{find(`steps.${first}`) ?? first}{rest.length > 0 && <span className="tg-muted"> {t('food.more', { count: rest.length })}</span>}</span>;
}

import { useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useReasonAgainst } from '../../staff/staff.ts';
import { customsRoles, useGoodsWords } from '../registers.ts';
import { consignmentPath } from '../shapes.ts';
import { carnetTones, type CarnetEntry, type CarnetLine, type WholeCarnet } from './carnets.ts';
import { DaysLeft } from './DaysLeft.tsx';
import { RecordCarnetDialog } from './RecordCarnetDialog.tsx';
import '../registers.css';
import './carnets.css';

/** One carnet: its items with where the pieces are, the days of the convention, and everything that was recorded. */
export function CarnetPage(): ReactNode {
  const { carnetId = '' } = useParams();
  const { t, date, yuan } = useGoodsWords();
  const navigate = useNavigate();
  const reason = useReasonAgainst()(customsRoles);
  const view = useView<WholeCarnet>('goods.carnet', { carnetId }, { topics: ['carnets'] });
  const [query, change] = useAddress();
  const forId = query.get('for') ?? undefined;
  const [recording, setRecording] = useState(false);
  const close = (): void => { setRecording(false); if (forId !== undefined) change({ for: undefined }); };
  const whole = view.isPlaceholderData ? undefined : view.data?.data;
  const crumbs = [{ title: t('goodsCarnets.title'), to: '/carnets' }, { title: whole?.carnet.number ?? t('goodsCarnets.one') }];
  if (view.error && !whole) return <div className="tg-page"><PageHeader title={t('goodsCarnets.one')} crumbs={crumbs} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (!whole) return <div className="tg-page"><h1 className="tg-hidden">{t('goodsCarnets.one')}</h1><Skeleton lines={8} /></div>;
  const { carnet, items } = whole;
  const columns: readonly Column<CarnetLine>[] = [
    { key: 'item', title: t('goodsCarnets.item'), width: '64px', sortValue: (one) => one.item, cell: (one) => <span className="tg-code">{one.item}</span> },
    { key: 'description', title: t('goodsCarnets.description'), sortValue: (one) => one.description, cell: (one) => <span className="gr-two"><span>{one.description}</span>{one.serialNumbers.length > 0 && <span className="tg-muted tg-code">{one.serialNumbers.slice(0, 4).join(', ')}{one.serialNumbers.length > 4 && ' …'}</span>}</span> },
    { key: 'quantity', title: t('goodsCarnets.quantity'), align: 'end', sortValue: (one) => one.quantity, cell: (one) => one.quantity },
    { key: 'imported', title: t('goodsCarnets.came'), align: 'end', sortValue: (one) => one.imported, cell: (one) => one.imported },
    { key: 'out', title: t('goodsCarnets.wentOut'), align: 'end', sortValue: (one) => one.reExported, cell: (one) => one.reExported },
    { key: 'regularised', title: t('goodsCarnets.otherwise'), align: 'end', sortValue: (one) => one.regularised, cell: (one) => one.regularised },
    { key: 'here', title: t('goodsCarnets.here'), align: 'end', sortValue: (one) => one.here, cell: (one) => <strong>{one.here}</strong> },
    { key: 'seized', title: t('goodsCarnets.seized'), align: 'end', sortValue: (one) => one.seized, cell: (one) => one.seized },
    { key: 'state', title: t('goodsCarnets.state'), sortValue: (one) => one.state, cell: (one) => <Status tone={carnetTones[one.state]}>{t(`goodsCarnets.item.${one.state}`)}</Status> },
    { key: 'by', title: t('goodsCarnets.leavesBy'), sortValue: (one) => one.leavesBy ?? '9999', cell: (one) => (one.leavesBy === null ? '–' : <span className="tg-nowrap">{date(one.leavesBy)}</span>) },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={carnet.number} crumbs={crumbs} status={<>{carnet.state !== 'overdue' && <Status tone={carnetTones[carnet.state]}>{t(`goodsCarnets.standing.${carnet.state}`)}</Status>}{carnet.daysLeft !== null && <DaysLeft days={carnet.daysLeft} />}</>}
        detail={<>{carnet.holder} · {carnet.association} ({carnet.country}) · {date(carnet.validFrom)} – {date(carnet.validTo)} · {t('goodsCarnets.answersFor', { amount: yuan(carnet.securityFen) })}</>}
        actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => setRecording(true)}>{t('goodsCarnets.record')}</Button>} />
      <Panel title={t('goodsCarnets.clocks')}><Clocks clocks={whole.clocks} leavesBy={carnet.leavesBy} /></Panel>
      <Panel flush title={t('goodsCarnets.items')}><div className="gc-items"><Table label={t('goodsCarnets.items')} columns={columns} rows={items} rowKey={(one) => String(one.item)} maximumHeight={480} tone={(one) => (one.state === 'closed' ? 'quiet' : undefined)} /></div></Panel>
      <Panel flush title={t('goodsCarnets.records')}><Records records={whole.records} /></Panel>
      {(recording || (forId !== undefined && reason === undefined)) && <RecordCarnetDialog whole={whole} consignmentId={forId} onClose={close} onRecorded={() => (forId === undefined ? close() : void navigate(consignmentPath(forId)))} />}
    </div>
  );
}

function Clocks({ clocks, leavesBy }: { readonly clocks: WholeCarnet['clocks']; readonly leavesBy: string | null }): ReactNode {
  const { t, date, today } = useGoodsWords();
  const isOpen = clocks.claimedOn !== null && clocks.withdrawnOn === null;
  const names = ['claimBy', 'claimedOn', 'proveBy', 'depositFrom', 'depositedOn', 'finalAfter', 'withdrawnOn'] as const;
  return (
    <dl className="gc-clocks">
      {leavesBy !== null && <div><dt>{t('goodsCarnets.leavesBy')}</dt><dd className={leavesBy < today ? 'gc-late' : undefined}>{date(leavesBy)}</dd></div>}
      {names.filter((name) => clocks[name] !== null && !(name === 'claimBy' && isOpen)).map((name) => (
        <div key={name}><dt>{t(`goodsCarnets.${name}`)}</dt><dd className={name === 'depositFrom' && today >= clocks[name]! ? 'gc-late' : undefined}>{date(clocks[name]!)}{name === 'proveBy' && clocks.suspendedDays > 0 && <div className="tg-muted">{t('goodsCarnets.suspended', { count: clocks.suspendedDays })}</div>}</dd></div>
      ))}
    </dl>
  );
}

function Records({ records }: { readonly records: readonly CarnetEntry[] }): ReactNode {
  const { t, say, date } = useGoodsWords();
  const columns: readonly Column<CarnetEntry>[] = [
    { key: 'day', title: t('goodsCarnets.day'), cell: (one) => <span className="tg-nowrap">{date(one.day)}</span> },
    { key: 'what', title: t('goodsCarnets.what'), cell: (one) => <span className="gr-two"><strong>{t(`goodsCarnets.kind.${one.kind}`)}</strong>{one.reexportBy !== null && <span className="tg-muted">{t('goodsCarnets.reexportBy')} {date(one.reexportBy)}</span>}</span> },
    { key: 'items', title: t('goodsCarnets.items'), cell: (one) => (one.items.length === 0 ? <span className="tg-muted">{t('goodsCarnets.wholeCell')}</span> : <span className="tg-code">{one.items.map(({ item, quantity }) => t('goodsCarnets.itemsCell', { item, quantity })).join(', ')}</span>) },
    { key: 'voucher', title: t('goodsCarnets.voucher'), cell: (one) => <span className="gr-two"><span className="tg-code">{one.voucher ?? '–'}</span>{one.place !== null && <span className="tg-muted">{one.place}</span>}</span> },
    { key: 'consignment', title: t('goodsCarnets.consignment'), cell: (one) => (one.consignment === null ? '–' : <Link className="tg-code" to={consignmentPath(one.consignment.consignmentId)}>{one.consignment.number}</Link>) },
    { key: 'by', title: t('goodsCarnets.by'), cell: (one) => (one.by === null ? '–' : say(one.by)) },
  ];
  return <div className="gc-items"><Table label={t('goodsCarnets.records')} columns={columns} rows={records.toReversed()} rowKey={(one) => one.recordId} emptyTitle={t('goodsCarnets.noRecords')} emptyDetail={t('goodsCarnets.noRecordsDetail')} /></div>;
}

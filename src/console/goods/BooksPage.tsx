import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { RefusalAnswer } from '../../kernel/refusal.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { ActForm } from './desk/ActForm.tsx';
import type { Name } from './custody/custody.ts';
import { useMoney } from './money.ts';
import { useGoodsWords } from './registers.ts';
import './goods.css';

type Balance = { readonly consignments: number; readonly closed: number; readonly cancelled: number; readonly lines: number; readonly linesOpen: number; readonly quantityIn: string; readonly quantityOut: string; readonly valueFen: number; readonly limitFen: number; readonly availableFen: number; readonly boundFen: number; readonly calledFen: number; readonly changesOpen: number };
type Books = { readonly balance: Balance; readonly closedAt: string | null; readonly closedBy: Name | null; readonly refusal: RefusalAnswer | null };
type Row = { readonly key: string; readonly title: string; readonly value: ReactNode; readonly zero: boolean | undefined; readonly to?: string };

/** Shows how far the event's goods are from zero, and closes the books when quantities and money balance. */
export function BooksPage(): ReactNode {
  const { t, say, number, dateTime, refusal, quantity } = useGoodsWords();
  const money = useMoney();
  const [closing, setClosing] = useState(false);
  const roleReason = useReasonAgainst()(['dutyOfficer']);
  const view = useView<Books>('goods.books', {}, { topics: ['goods', 'guarantees'], everyMilliseconds: 60_000 });
  const close = useAct('goods.closeBooks', { topics: ['goods'] });
  const books = view.data?.data;
  if (books === undefined) return <div className="tg-page"><PageHeader title={t('goodsCustody.books')} detail={t('goodsCustody.booksDetail')} />{view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Panel><Skeleton lines={8} /></Panel>}</div>;
  const { balance } = books;
  const open = balance.consignments - balance.closed - balance.cancelled;
  const rows: readonly Row[] = [
    { key: 'open', title: t('goodsCustody.stillOpen'), value: number(open), zero: open === 0, to: '/goods?open=1' },
    { key: 'lines', title: t('goodsCustody.linesOpen'), value: number(balance.linesOpen), zero: balance.linesOpen === 0, to: '/custody' },
    { key: 'bound', title: t('goodsCustody.bound'), value: money.fen(balance.boundFen), zero: balance.boundFen === 0, to: '/guarantees' },
    { key: 'changes', title: t('goodsCustody.changesOpen'), value: number(balance.changesOpen), zero: balance.changesOpen === 0, to: '/goods-changes' },
    { key: 'all', title: t('goodsCustody.consignments'), value: number(balance.consignments), zero: undefined },
    { key: 'cancelled', title: t('goodsCustody.wasCancelled'), value: number(balance.cancelled), zero: undefined },
    { key: 'in', title: t('goodsCustody.quantityIn'), value: quantity(balance.quantityIn), zero: undefined },
    { key: 'out', title: t('goodsCustody.quantityOut'), value: quantity(balance.quantityOut), zero: undefined },
    { key: 'limit', title: t('goodsCustody.limit'), value: money.fen(balance.limitFen), zero: undefined },
    { key: 'available', title: t('goodsCustody.available'), value: money.fen(balance.availableFen), zero: undefined },
    { key: 'called', title: t('goodsCustody.called'), value: money.fen(balance.calledFen), zero: undefined },
  ];
  const reason = books.closedAt !== null ? t('goodsCustody.closed') : roleReason ?? (books.refusal === null ? undefined : refusal(books.refusal));
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsCustody.books')} detail={t('goodsCustody.booksDetail')} status={books.closedAt !== null && <Status tone="done">{t('goodsCustody.closedBooks', { who: say(books.closedBy ?? { en: '', zh: '' }), time: dateTime(books.closedAt) })}</Status>}
        actions={<Button kind="danger" icon="lock" disabledReason={reason} onPress={() => setClosing(true)}>{t('goodsCustody.closeBooks')}</Button>} />
      <Panel flush>
        <Table label={t('goodsCustody.books')} rows={rows} rowKey={(row) => row.key} columns={[
          { key: 'title', title: t('goodsCustody.what'), cell: (row) => row.title },
          { key: 'value', title: t('goodsCustody.quantity'), align: 'end', cell: (row) => <span className="tg-nowrap">{row.value}</span> },
          { key: 'state', title: t('goodsCustody.state'), cell: (row) => (row.zero === undefined ? null : row.zero ? <Status tone="done">{t('goodsCustody.zero')}</Status> : row.to === undefined ? null : <Link to={row.to}>{t('goodsCustody.toOpen')}</Link>) },
        ]} />
      </Panel>
      {closing && (
        <Dialog title={t('goodsCustody.closeBooks')} open onClose={() => setClosing(false)}>
          <div className="tg-stack">
            <p>{t('goodsCustody.closeDetail')}</p>
            <ActForm act={close} label={t('goodsCustody.confirmClose')} autoFocus disabledReason={reason} onSubmit={() => void close.run({}).then((answer) => { if (answer?.ok) setClosing(false); })} extra={<Button onPress={() => setClosing(false)}>{t('goodsCustody.cancel')}</Button>} />
          </div>
        </Dialog>
      )}
    </div>
  );
}

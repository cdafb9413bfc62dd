import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { readView, type View } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Row, Stack } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useGoodsWords, type BookEntry } from './registers.ts';

type Book = { readonly entries: readonly BookEntry[] };
const pageSize = 50;

/** The book of one guarantee, newest entry first, each with the accounts that it moved; older entries are read page by page. */
export function GuaranteeBook({ instrumentId, reference }: { readonly instrumentId: string; readonly reference: string }): ReactNode {
  const { t, say, dateTime, yuan } = useGoodsWords();
  const pages = useInfiniteQuery<View<Book>, Error, InfiniteData<View<Book>>, readonly unknown[], number | null>({
    queryKey: ['view', 'goods.ledger', { instrumentId }, 'pages'],
    queryFn: ({ pageParam }) => readView<Book>('goods.ledger', { instrumentId, limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null,
    getNextPageParam: (last) => (last.data.entries.length < pageSize ? null : last.data.entries.at(-1)?.position ?? null),
    meta: { topics: ['guarantees'] },
  });
  const entries = pages.data?.pages.flatMap((page) => page.data.entries);
  const columns: readonly Column<BookEntry>[] = [
    { key: 'position', title: '#', cell: (entry) => <span className="tg-muted">{entry.position}</span> },
    { key: 'posted', title: t('goodsRegisters.posted'), cell: (entry) => <span className="tg-nowrap">{dateTime(entry.postedAt)}</span> },
    { key: 'entry', title: t('goodsRegisters.entry'), cell: (entry) => <span className="gr-two"><strong>{t(`goodsRegisters.entry.${entry.kind}`)}</strong>{entry.reason !== null && entry.reason !== '' && <span className="tg-muted">{entry.reason}</span>}</span> },
    { key: 'movement', title: t('goodsRegisters.movement'), cell: (entry) => (entry.transfers.length === 0 ? <span className="tg-muted">{t('goodsRegisters.termsOnly')}</span> : (
      <ul className="gr-moves">
        {entry.transfers.map((move) => (
          <li key={`${move.debit} ${move.credit}`} aria-label={t('goodsRegisters.moves', { amount: yuan(move.amountFen), credit: t(`goodsRegisters.account.${move.credit}`), debit: t(`goodsRegisters.account.${move.debit}`) })}>
            <span>{t(`goodsRegisters.account.${move.credit}`)} <span className="tg-muted" aria-hidden="true">→</span> {t(`goodsRegisters.account.${move.debit}`)}</span><span className="gr-amount">{yuan(move.amountFen)}</span>
          </li>
        ))}
      </ul>
    )) },
    { key: 'consignment', title: t('goodsRegisters.consignment'), cell: (entry) => (entry.consignmentId === null ? <span className="tg-muted">–</span> : <span className="tg-nowrap"><Link to={`/goods/${entry.consignmentId}`}>{entry.number}</Link>{entry.linePosition !== null && <span className="tg-muted"> · {t('goodsRegisters.lineOf', { line: entry.linePosition })}</span>}</span>) },
    { key: 'by', title: t('goodsRegisters.by'), cell: (entry) => (entry.by === null ? <span className="tg-muted">{t('goodsRegisters.byHouse')}</span> : say(entry.by)) },
  ];
  return (
    <Stack>
      <div className="gr-wide"><Table label={t('goodsRegisters.book', { reference })} columns={columns} rows={entries} rowKey={(entry) => entry.entryId} error={pages.error} onRetry={() => void pages.refetch()} emptyTitle={t('goodsRegisters.noEntries')} maximumHeight={560} /></div>
      <div className="gr-older">
        <Row>{entries !== undefined && (pages.hasNextPage ? <Button icon="chevronDown" pending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('goodsRegisters.older')}</Button> : <span className="tg-muted">{t('goodsRegisters.oldest')}</span>)}</Row>
      </div>
    </Stack>
  );
}

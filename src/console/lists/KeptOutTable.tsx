import type { ReactNode } from 'react';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { placeOf } from './reading-files.ts';
import { fixText, wrongText } from './saying.ts';
import type { KeptOut } from './shapes.ts';

/** Lists the records that were kept out: where, what is wrong, how to put it right, and what was sent. */
export function KeptOutTable({ entries, error, maximumHeight = 420 }: { readonly entries: readonly KeptOut[] | undefined; readonly error?: unknown; readonly maximumHeight?: number }): ReactNode {
  const words = useWords();
  const { t, find } = words;
  const rows = entries?.map((entry, place) => ({ key: String(place), entry, place: placeOf(entry.where, find) }));
  return (
    <Table label={t('lists.errors')} rows={rows} rowKey={(row) => row.key} error={error} maximumHeight={maximumHeight} emptyTitle={t('lists.noQuarantined')} columns={[
      { key: 'row', title: t('lists.row'), width: '1%', cell: (row) => <span className="ls-place">{row.place.row}</span> },
      { key: 'column', title: t('lists.column'), cell: (row) => row.place.column },
      { key: 'wrong', title: t('lists.wrong'), sortValue: (row) => row.entry.code, cell: (row) => <strong className="ls-wrong">{wrongText(words, row.entry)}</strong> },
      { key: 'fix', title: t('lists.putRight'), cell: (row) => fixText(words, row.entry) },
      { key: 'raw', title: t('lists.asSent'), cell: (row) => (row.entry.raw === undefined ? '' : <code className="ls-raw" title={row.entry.raw}>{row.entry.raw}</code>) },
    ]} />
  );
}

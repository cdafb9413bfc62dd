import type { ReactNode } from 'react';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Facts } from '../design/Layout.tsx';
import { Table } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useWords } from '../words.tsx';
import { BoardAnswers } from './BoardAnswers.tsx';
import { KeptOutTable } from './KeptOutTable.tsx';
import { documentsText, nameOf, scopeText } from './saying.ts';
import type { ListContent, ListVersion } from './shapes.ts';

/** Shows one received version: where it came from, everybody in it, and what was kept out. */
export function ReceivedList({ list, onClose }: { readonly list: ListVersion; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, find, say, number, date, dateTime } = words;
  const view = useView<ListContent>('travellers.listFile', { listId: list.listId });
  const content = view.data?.data;
  const flightId = content?.entries.find((entry) => entry.flightId !== null)?.flightId ?? undefined;
  return (
    <Dialog title={scopeText(words, list)} open wide onClose={onClose}>
      <div className="tg-stack">
        <Facts facts={[
          [t('lists.kind'), find(`lists.kind.${list.kind}`) ?? list.kind],
          [t('lists.version'), <>{number(list.version)} <Status tone={list.current ? 'done' : 'quiet'}>{list.current ? t('lists.current') : t('lists.replaced')}</Status></>],
          [t('lists.file'), list.fileName ?? '–'],
          [t('lists.received'), `${dateTime(list.receivedAt)} · ${list.by === null ? t('lists.system') : say(list.by)}`],
        ]} />
        <Tabs label={scopeText(words, list)} tabs={[
          { key: 'entries', title: t('lists.entries'), count: list.records, content: (
            <Table label={t('lists.entries')} rows={content?.entries} rowKey={(entry) => String(entry.position)} error={view.error} onRetry={() => void view.refetch()} maximumHeight={420} columns={[
              { key: 'position', title: '#', align: 'end', width: '1%', sortValue: (entry) => entry.position, cell: (entry) => number(entry.position) },
              { key: 'person', title: t('lists.person'), sortValue: (entry) => nameOf(entry.record), cell: (entry) => <>{nameOf(entry.record)}{entry.record.nativeName ? <span className="tg-muted"> {entry.record.nativeName}</span> : null}</> },
              { key: 'born', title: t('lists.born'), sortValue: (entry) => entry.record.birthDate, cell: (entry) => (entry.record.birthDate === null ? '–' : date(entry.record.birthDate)) },
              { key: 'nationality', title: t('lists.nationality'), sortValue: (entry) => entry.record.nationality, cell: (entry) => entry.record.nationality ?? '–' },
              { key: 'document', title: t('lists.document'), cell: (entry) => <code>{documentsText(entry.record)}</code> },
              { key: 'seat', title: t('lists.seat'), sortValue: (entry) => entry.record.seat, cell: (entry) => entry.record.seat ?? '–' },
            ]} />
          ) },
          { key: 'quarantined', title: t('lists.quarantined'), count: list.quarantined, ...(list.quarantined > 0 ? { countTone: 'wrong' } : {}), content: <KeptOutTable entries={content?.quarantined} error={view.error} /> },
          ...(list.kind === 'airline' && flightId !== undefined ? [{ key: 'answers', title: t('lists.answers'), content: <BoardAnswers flightId={flightId} /> }] : []),
        ]} />
      </div>
    </Dialog>
  );
}

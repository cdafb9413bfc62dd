import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { useFlightChoices } from './flight-choices.ts';
import { ReceivedList } from './ReceivedList.tsx';
import { scopeText } from './saying.ts';
import type { ListVersion } from './shapes.ts';

const kinds = ['roster', 'airline', 'declaration'] as const;

/** Lists every received version with what it changed; one opens with its entries and what was kept out. */
export function HistoryTab(): ReactNode {
  const words = useWords();
  const { t, find, number, dateTime, say } = words;
  const [query, change] = useAddress();
  const flights = useFlightChoices();
  const kind = query.get('kind') ?? undefined;
  const flightId = query.get('flight') ?? undefined;
  const text = query.get('text') ?? '';
  const view = useView<{ readonly lists: readonly ListVersion[] }>('travellers.lists', { ...(kind === undefined ? {} : { kind }), ...(flightId === undefined ? {} : { flightId }), limit: 1000 }, { topics: ['lists', 'flight:*'] });
  const sought = text.trim().toLocaleLowerCase();
  const all = view.data?.data.lists;
  const rows = all?.filter((list) => sought === '' || `${scopeText(words, list)} ${list.fileName ?? ''} ${list.source}`.toLocaleLowerCase().includes(sought));
  const opened = all?.find((list) => list.listId === query.get('list'));
  const isFiltered = kind !== undefined || flightId !== undefined || sought !== '';
  const declared = (list: ListVersion, name: string): number | undefined => (typeof list.declared[name] === 'number' ? list.declared[name] : undefined);
  const count = (list: ListVersion, name: string): string => { const value = declared(list, name); return value === undefined ? '–' : number(value); };
  return (
    <div className="tg-stack">
      <Row>
        <div className="ls-search"><TextField label={t('lists.search')} type="search" value={text} onChange={(value) => change({ tab: 'history', text: value })} /></div>
        <Select label={t('lists.kind')} allowEmpty={false} value={kind ?? 'all'} onChange={(value) => change({ tab: 'history', kind: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('lists.allKinds') }, ...kinds.map((one) => ({ value: one, label: t(`lists.kind.${one}`) }))]} />
        <div className="ls-flight"><ComboBox key={flights.length} label={t('lists.flight')} value={flightId ?? 'all'} options={[{ value: 'all', label: t('lists.allFlights') }, ...flights]} onChange={(value) => change({ tab: 'history', flight: value === 'all' ? undefined : value })} /></div>
      </Row>
      <Panel flush>
        <Table label={t('lists.historyTab')} rows={rows} rowKey={(list) => list.listId} error={view.error} onRetry={() => void view.refetch()} onOpen={(list) => change({ tab: 'history', list: list.listId })} selectedKey={opened?.listId}
          tone={(list) => (list.current ? undefined : 'quiet')} emptyTitle={isFiltered ? t('lists.noneFound') : t('lists.noLists')} {...(isFiltered ? {} : { emptyDetail: t('lists.noListsDetail') })} columns={[
            { key: 'received', title: t('lists.received'), sortValue: (list) => list.receivedAt, cell: (list) => <span className="tg-nowrap">{dateTime(list.receivedAt)}</span> },
            { key: 'kind', title: t('lists.kind'), sortValue: (list) => list.kind, cell: (list) => find(`lists.kind.${list.kind}`) ?? list.kind },
            { key: 'scope', title: t('lists.scope'), sortValue: (list) => scopeText(words, list), cell: (list) => <>{scopeText(words, list)} {list.declared['incomplete'] === true && <Badge tone="late">{t('lists.partial')}</Badge>}</> },
            { key: 'version', title: t('lists.version'), align: 'end', sortValue: (list) => list.version, cell: (list) => number(list.version) },
            { key: 'state', title: t('lists.state'), sortValue: (list) => (list.current ? 0 : 1), cell: (list) => <span className="tg-nowrap"><Status tone={list.current ? 'done' : 'quiet'}>{list.current ? t('lists.current') : t('lists.replaced')}</Status></span> },
            { key: 'records', title: t('lists.records'), align: 'end', sortValue: (list) => list.records, cell: (list) => number(list.records) },
            { key: 'added', title: t('lists.added'), align: 'end', sortValue: (list) => declared(list, 'added'), cell: (list) => count(list, 'added') },
            { key: 'changed', title: t('lists.changed'), align: 'end', sortValue: (list) => declared(list, 'changed'), cell: (list) => count(list, 'changed') },
            { key: 'gone', title: t('lists.gone'), align: 'end', sortValue: (list) => declared(list, 'gone'), cell: (list) => count(list, 'gone') },
            { key: 'quarantined', title: t('lists.keptOut'), align: 'end', sortValue: (list) => list.quarantined, cell: (list) => <span className={list.quarantined > 0 ? 'ls-wrong' : undefined}>{number(list.quarantined)}</span> },
            { key: 'file', title: t('lists.file'), sortValue: (list) => list.fileName, cell: (list) => <span className="ls-file-cell" title={list.fileName ?? ''}>{list.fileName ?? '–'}</span> },
            { key: 'by', title: t('lists.by'), sortValue: (list) => (list.by === null ? '' : say(list.by)), cell: (list) => (list.by === null ? <span className="tg-muted">{t('lists.system')}</span> : say(list.by)) },
          ]} />
      </Panel>
      {opened !== undefined && <ReceivedList list={opened} onClose={() => change({ tab: 'history', list: undefined })} />}
    </div>
  );
}

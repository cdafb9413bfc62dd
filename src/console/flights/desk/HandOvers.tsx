import { useState, type ReactNode } from 'react';
import { Badge, Status } from '../../design/Badge.tsx';
import { Drawer } from '../../design/Dialog.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useDeskView } from './desk.ts';

type HandOver = {
  readonly handOverId: string; readonly kind: string; readonly vehicle: string; readonly cluster: string; readonly countGiven: number; readonly countReceived: number; readonly giver: string; readonly receiver: string; readonly receiverSigned: { readonly way: 'password' | 'session'; readonly at: string } | null; readonly at: string;
  readonly persons: readonly { readonly caseId: string; readonly surname: string; readonly givenNames: string }[];
};

/** Lists the hand-overs of the flight with both counts and both signatories. */
export function HandOvers(): ReactNode {
  const { t, number, dateTime } = useWords();
  const { flight } = useDesk();
  const view = useDeskView<{ readonly handOvers: readonly HandOver[] }>('travellers.handOvers', { flightId: flight.flightId });
  const [opened, setOpened] = useState<HandOver | undefined>(undefined);
  const columns: readonly Column<HandOver>[] = [
    { key: 'at', title: t('flights.timeColumn'), sortValue: (row) => row.at, cell: (row) => dateTime(row.at) },
    { key: 'kind', title: t('flights.handOverKind'), cell: (row) => (row.kind === 'normal' ? t('flights.normal') : <Badge tone="wrong">{t('flights.abnormal')}</Badge>) },
    { key: 'vehicle', title: t('evidence.vehicle'), cell: (row) => <span className="tg-code">{row.vehicle}</span> },
    { key: 'cluster', title: t('flights.to'), cell: (row) => row.cluster },
    { key: 'given', title: t('flights.given'), align: 'end', sortValue: (row) => row.countGiven, cell: (row) => number(row.countGiven) },
    { key: 'received', title: t('flights.received'), align: 'end', sortValue: (row) => row.countReceived, cell: (row) => <span className={row.countReceived === row.countGiven ? undefined : 'fl-wrong'}>{number(row.countReceived)}</span> },
    { key: 'giver', title: t('flights.giver'), cell: (row) => row.giver },
    { key: 'receiver', title: t('evidence.receiver'), cell: (row) => row.receiver },
    { key: 'signed', title: t('signing.receiverAccount'), cell: (row) => (row.receiverSigned === null ? <Status tone="quiet">{t('signing.noAccount')}</Status> : <Status tone="done">{dateTime(row.receiverSigned.at)}</Status>) },
  ];
  const rows = view.data?.data.handOvers;
  return (
    <Panel flush>
      <Table label={t('flights.tab.handOvers')} columns={columns} rows={rows} rowKey={(row) => row.handOverId} error={view.error} onOpen={setOpened} emptyTitle={t('flights.noHandOvers')}
        foot={rows && rows.length > 0 ? <tr><td colSpan={4}>{t('flights.sum')}</td><td className="tg-align-end">{number(rows.reduce((sum, row) => sum + row.countGiven, 0))}</td><td className="tg-align-end">{number(rows.reduce((sum, row) => sum + row.countReceived, 0))}</td><td colSpan={3}>{t('flights.ofOnBoard', { count: flight.counts.onBoard })}</td></tr> : undefined} />
      <Drawer title={opened ? `${opened.vehicle} · ${opened.cluster}` : ''} open={opened !== undefined} onClose={() => setOpened(undefined)}>
        <ol className="fl-names">{opened?.persons.map((person) => <li key={person.caseId}><strong>{person.surname}</strong> {person.givenNames}</li>)}</ol>
      </Drawer>
    </Panel>
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { ErrorText, Skeleton } from '../../design/States.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from './desk.ts';

type ListRow = { readonly listId: string; readonly kind: string; readonly version: number; readonly fileName: string; readonly receivedAt: string; readonly records: number; readonly quarantined: number };
type Confirmed = { readonly outcome: string; readonly listHeld: boolean; readonly hoursBeforeLanding: number; readonly unexplainedGaps: number };

/** Confirms that the list of the flight is held and reconciled; the house computes since when and with how many gaps. */
export function ListDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, number, dateTime, refusal } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const reasonFor = useReason();
  const confirm = useAct<unknown, Confirmed>('travellers.confirmList', { topics });
  const view = useView<{ readonly lists: readonly ListRow[] }>('travellers.lists', { flightId: flight.flightId }, { topics });
  const lists = view.data?.data.lists;
  const held = lists === undefined || lists.length > 0;
  const columns: readonly Column<ListRow>[] = [
    { key: 'kind', title: t('flights.listKind'), cell: (row) => (row.kind === 'roster' ? t('flights.count.roster') : t('flights.count.airline')) },
    { key: 'file', title: t('evidence.file'), cell: (row) => <span className="tg-code">{row.fileName}</span> },
    { key: 'version', title: t('flights.version'), align: 'end', cell: (row) => number(row.version) },
    { key: 'records', title: t('flights.persons'), align: 'end', cell: (row) => number(row.records) },
    { key: 'quarantined', title: t('flights.quarantined'), align: 'end', cell: (row) => <span className={row.quarantined > 0 ? 'fl-late' : undefined}>{number(row.quarantined)}</span> },
    { key: 'at', title: t('flights.receivedAt'), cell: (row) => dateTime(row.receivedAt) },
  ];
  return (
    <Dialog title={`FLT-01 ${t('steps.FLT-01')}`} open onClose={onClose} wide>
      <div className="tg-stack">
        {lists === undefined && !view.error ? <Skeleton lines={3} /> : <Table label={t('flights.lists')} columns={columns} rows={lists} error={view.error} rowKey={(row) => row.listId} emptyTitle={t('flights.noLists')} emptyDetail={t('flights.noListsDetail')} />}
        {held && <p className="tg-muted">{t('flights.confirmListDetail')}</p>}
        {confirm.refusal && <p className="tg-problem" role="alert">{refusal(confirm.refusal)}</p>}
        {confirm.fault && <p className="tg-problem" role="alert"><ErrorText error={confirm.fault} /></p>}
        <div className="tg-form-foot">
          {!held && <Link className="tg-button tg-button-primary" to="/lists">{t('flights.loadList')}</Link>}
          <Button kind={held ? 'primary' : 'quiet'} autoFocus={held} pending={confirm.pending} disabledReason={reasonFor(['healthOfficer', 'dutyOfficer', 'centre'])} onPress={() => void confirm.run({ flightId: flight.flightId }).then((answer) => {
            if (!answer?.ok) return;
            const { outcome, listHeld, hoursBeforeLanding, unexplainedGaps } = answer.result;
            notify(!listHeld ? t('flights.listNotHeld') : t('flights.listConfirmed', { hours: hoursBeforeLanding, gaps: unexplainedGaps }), outcome === 'passed' ? 'done' : 'wrong');
            onClose();
          })}>{t(held ? 'flights.confirmList' : 'flights.recordNoList')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

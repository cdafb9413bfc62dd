import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Select } from '../design/Select.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import type { Appointment, InspectionWindow } from './AppointmentsPage.tsx';
import { AskDialog } from './AskForm.tsx';
import { useGoodsWords } from './registers.ts';
import type { Consignment } from './shapes.ts';

const topics = ['windows', 'goods', 'consignment:*'];

/** Books a window for a consignment that is not released yet. */
export function BookDialog({ window, onClose }: { readonly window: InspectionWindow; readonly onClose: () => void }): ReactNode {
  const { t, say, dateTime } = useGoodsWords();
  const notify = useNotify();
  const book = useAct<unknown, unknown>('goods.bookAppointment', { topics });
  const view = useView<{ readonly consignments: readonly Pick<Consignment, 'consignmentId' | 'number' | 'kind' | 'party' | 'releasedAt' | 'state'>[] }>('goods.board', { pointCode: window.pointCode, open: true }, { topics: ['goods'] });
  const [consignmentId, setConsignmentId] = useState<string | undefined>(undefined);
  const open = view.data?.data.consignments.filter((one) => one.releasedAt === null && one.state !== 'cancelled') ?? [];
  const chosen = open.find((one) => one.consignmentId === consignmentId);
  return (
    <AskDialog title={t('goodsAppointments.bookTitle')} prefix="book-" action={book} submit={t('goodsAppointments.book')} onClose={onClose} disabledReason={view.data !== undefined && open.length === 0 ? t('goodsAppointments.nothingToBook') : undefined}
      wrong={{ consignmentId: consignmentId === undefined ? t('goodsAppointments.needed', { field: t('goodsAppointments.consignment') }) : undefined }}
      onSend={() => void book.run({ consignmentId, windowId: window.windowId }).then((answer) => { if (answer?.ok) { notify(t('goodsAppointments.booked', { number: chosen?.number ?? '' })); onClose(); } })}>
      {(shown) => (
        <>
          <p><strong>{dateTime(window.startsAt)}</strong> · {window.pointCode} {say(window.place)}</p>
          {view.data === undefined ? view.error === null ? <Skeleton lines={2} /> : <ErrorState error={view.error} onRetry={() => void view.refetch()} />
            : <Select id="book-consignmentId" label={t('goodsAppointments.consignment')} autoFocus value={consignmentId} problem={shown('consignmentId')} onChange={setConsignmentId} options={open.map((one) => ({ value: one.consignmentId, label: `${one.number} · ${one.kind} · ${say(one.party.name)}` }))} />}
        </>
      )}
    </AskDialog>
  );
}

/** Gives a booked window back. */
export function GiveBackDialog({ row, onClose }: { readonly row: Appointment; readonly onClose: () => void }): ReactNode {
  const { t, dateTime, say } = useGoodsWords();
  const notify = useNotify();
  const cancel = useAct<unknown, unknown>('goods.cancelAppointment', { topics });
  return (
    <AskDialog title={t('goodsAppointments.keepTitle', { number: row.number, what: t('goodsAppointments.cancel') })} prefix="cancel-" action={cancel} submit={t('goodsAppointments.cancel')} danger wrong={{}} onClose={onClose}
      onSend={() => void cancel.run({ appointmentId: row.appointmentId }).then((answer) => { if (answer?.ok) { notify(t('goodsAppointments.cancelled', { number: row.number })); onClose(); } })}>
      {() => <p>{dateTime(row.startsAt)} · {say(row.party)}</p>}
    </AskDialog>
  );
}

/** Records whether an appointment was kept, and who was present. */
export function KeepDialog({ row, kept, onClose }: { readonly row: Appointment; readonly kept: boolean; readonly onClose: () => void }): ReactNode {
  const { t, dateTime, say } = useGoodsWords();
  const notify = useNotify();
  const keep = useAct<unknown, unknown>('goods.keepAppointment', { topics });
  const [present, setPresent] = useState('');
  const what = t(kept ? 'goodsAppointments.kept' : 'goodsAppointments.missed');
  return (
    <AskDialog title={t('goodsAppointments.keepTitle', { number: row.number, what })} prefix="keep-" action={keep} submit={what} onClose={onClose} wrong={{ present: present.trim() === '' ? t('goodsAppointments.needed', { field: t('goodsAppointments.present') }) : undefined }}
      onSend={() => void keep.run({ appointmentId: row.appointmentId, kept, present: present.trim() }).then((answer) => { if (answer?.ok) { notify(t('goodsAppointments.keptDone', { number: row.number })); onClose(); } })}>
      {(shown) => <><p>{dateTime(row.startsAt)} · {say(row.party)}</p><TextField id="keep-present" label={t('goodsAppointments.present')} autoFocus maxLength={120} value={present} problem={shown('present')} onChange={setPresent} /></>}
    </AskDialog>
  );
}

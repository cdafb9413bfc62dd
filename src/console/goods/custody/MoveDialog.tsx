import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateTimeField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { eventNow } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import { CountFields, countOf, nothingCounted, wrongCounts, type Countable } from './CountFields.tsx';
import type { Custody, PlaceState } from './custody.ts';

/** Joins what is at a place with what each line is called. */
export function countableAt(custody: Custody, here: readonly PlaceState[]): Countable[] {
  return here.flatMap((one) => {
    const line = custody.balances.find((balance) => balance.position === one.position);
    return line === undefined ? [] : [{ position: one.position, description: line.description, unit: line.unit, quantity: one.quantity, serialCount: one.serialCount }];
  });
}

/** Gives leave to move goods from one place to another: what, by whom, until when. */
export function MoveDialog({ custody, onClose }: { readonly custody: Custody; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const move = useAct<unknown, { readonly moveId: string }>('goods.authoriseMove', { topics });
  const places = [...new Set(custody.places.filter((one) => one.moveId === null).map((one) => one.place))];
  const [from, setFrom] = useState(places[0] ?? '');
  const [to, setTo] = useState('');
  const [carrier, setCarrier] = useState('');
  const [seal, setSeal] = useState('');
  const [dueAt, setDueAt] = useState<string | undefined>(() => new Date(Math.ceil((eventNow() + 12 * 3_600_000) / 3_600_000) * 3_600_000).toISOString());
  const [count, setCount] = useState(nothingCounted);
  const [tried, setTried] = useState(false);
  const moved = countOf(count);
  const wrong: Problem[] = [
    ...(to.trim() === '' || to.trim() === from ? [{ field: 'move-to', message: t('goodsCustody.wrongPlace') }] : []),
    ...(carrier.trim() === '' ? [{ field: 'move-carrier', message: t('goods.wrongMissing', { field: t('goodsCustody.carrier') }) }] : []),
    ...(dueAt === undefined || dueAt === 'invalid' ? [{ field: 'move-due', message: t('goods.wrongTime') }] : []),
    ...(wrongCounts(count).map((position) => ({ field: `move-what-${position}`, message: t('goods.wrongQuantity') }))),
    ...(moved.serials.length === 0 && moved.counts.length === 0 ? [{ field: 'move-what', message: t('goodsCustody.wrongNothing') }] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    void move.run({ consignmentId: consignment.consignmentId, fromPlace: from, toPlace: to.trim(), carrier: carrier.trim(), ...(seal.trim() === '' ? {} : { sealNumber: seal.trim() }), dueAt, moved }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goodsCustody.moveDone', { place: to.trim() }));
      onClose();
    });
  };
  return (
    <Dialog title={t('goodsCustody.moveTitle', { number: consignment.number })} open wide stays onClose={onClose}>
      <ActForm act={move} label={t('goodsCustody.giveLeave')} icon="handOver" disabledReason={reasonFor('move')} problems={tried ? wrong : []} fields={{ toPlace: 'move-to', carrier: 'move-carrier', dueAt: 'move-due', moved: 'move-what' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <Columns minimum={250}>
          <Select id="move-from" label={t('goodsCustody.from')} value={from} allowEmpty={false} options={places.map((place) => ({ value: place, label: place }))} onChange={(value) => { setFrom(value ?? ''); setCount(nothingCounted); }} />
          <TextField id="move-to" label={t('goodsCustody.to')} autoFocus value={to} maxLength={200} problem={problemAt('move-to')} onChange={setTo} />
          <TextField id="move-carrier" label={t('goodsCustody.carrier')} value={carrier} maxLength={200} problem={problemAt('move-carrier')} onChange={setCarrier} />
          <TextField id="move-seal" label={t('goodsCustody.seal')} code required={false} value={seal} maxLength={60} onChange={setSeal} />
          <DateTimeField id="move-due" label={t('goodsCustody.dueBy')} value={dueAt} problem={problemAt('move-due')} onChange={setDueAt} />
        </Columns>
        <CountFields id="move-what" legend={t('goodsCustody.whatMoves')} lines={countableAt(custody, custody.places.filter((one) => one.place === from))} value={count} problem={problemAt('move-what')} onChange={setCount} />
      </ActForm>
    </Dialog>
  );
}

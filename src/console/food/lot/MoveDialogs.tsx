import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { unitName } from '../../goods/marks.tsx';
import { useWords } from '../../words.tsx';
import { useQuantity } from '../marks.tsx';
import type { Place } from '../shapes.ts';
import { useLot, useReason } from './desk.ts';

/** Says what is wrong with a quantity taken from a stock. */
function quantityProblem(typed: string, most: string): boolean {
  return !/^[0-9]{1,12}(\.[0-9]{1,6})?$/.test(typed.trim()) || Number(typed) <= 0 || Number(typed) > Number(most);
}

/** Moves food of the lot from where it stands to another place. */
export function MoveDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const { whole: { lot, stock }, topics } = useLot();
  const quantityText = useQuantity();
  const reasonFor = useReason();
  const notify = useNotify();
  const view = useView<{ readonly places: readonly Place[] }>('food.places', {}, { topics: ['food'] });
  const move = useAct('food.move', { topics });
  const [from, setFrom] = useState(stock[0]?.placeId);
  const [to, setTo] = useState<string | undefined>(undefined);
  const here = stock.find((one) => one.placeId === from);
  const [quantity, setQuantity] = useState<string | undefined>(undefined);
  const typed = quantity ?? here?.quantity ?? '';
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(to === undefined ? [{ field: 'move-to', message: t('food.wrongPlace') }] : []),
    ...(quantityProblem(typed, here?.quantity ?? '0') ? [{ field: 'move-quantity', message: t('food.wrongQuantity', { most: here?.quantity ?? '0' }) }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const kitchenReason = lot.holds > 0 ? words.refusal({ code: 'lot-held' }) : lot.servableAt === null ? t('food.state.owing') : undefined;
  return (
    <Dialog title={t('food.moveTitle', { number: lot.lotNumber })} open stays onClose={onClose}>
      <ActForm act={move} label={t('food.doMove')} icon="handOver" disabledReason={reasonFor('move')} problems={tried ? wrong : []} fields={{ to: 'move-to', quantity: 'move-quantity' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void move.run({ lotId: lot.lotId, from, to, quantity: typed.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.moved', { quantity: typed, unit: unitName(words, lot.unit) }));
          onClose();
        });
      }}>
        <RadioGroup label={t('food.from')} value={from ?? ''} onChange={(value) => { setFrom(value); setQuantity(undefined); }} options={stock.map((one) => ({ value: one.placeId, label: t('food.atPlace', { place: say(one.name), quantity: quantityText(one.quantity, lot.unit), unit: '' }).trim() }))} />
        <Select id="move-to" label={t('food.to')} autoFocus value={to} problem={at('move-to')} onChange={setTo} options={(view.data?.data.places ?? []).filter((place) => place.placeId !== from).map((place) => ({ value: place.placeId, label: `${say(place.name)} · ${t(`food.kind.${place.kind}`)}`, ...(place.kind === 'kitchen' && kitchenReason !== undefined ? { disabledReason: kitchenReason } : {}) }))} />
        <TextField id="move-quantity" label={t('food.quantity')} code unit={unitName(words, lot.unit)} value={typed} problem={at('move-quantity')} onChange={setQuantity} />
      </ActForm>
    </Dialog>
  );
}

/** Takes food of the lot away from where it stands: destroyed or sent back. */
export function RemoveDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const { whole: { lot, stock }, topics } = useLot();
  const quantityText = useQuantity();
  const reasonFor = useReason();
  const notify = useNotify();
  const remove = useAct('food.remove', { topics });
  const [from, setFrom] = useState(stock[0]?.placeId);
  const [kind, setKind] = useState('dispose');
  const [reason, setReason] = useState('');
  const here = stock.find((one) => one.placeId === from);
  const [quantity, setQuantity] = useState<string | undefined>(undefined);
  const typed = quantity ?? here?.quantity ?? '';
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(quantityProblem(typed, here?.quantity ?? '0') ? [{ field: 'remove-quantity', message: t('food.wrongQuantity', { most: here?.quantity ?? '0' }) }] : []),
    ...(reason.trim().length < 3 ? [{ field: 'remove-reason', message: t('food.wrongReason') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('food.removeTitle', { number: lot.lotNumber })} open stays onClose={onClose}>
      <ActForm act={remove} label={t('food.doRemove')} icon="check" disabledReason={reasonFor('remove')} problems={tried ? wrong : []} fields={{ quantity: 'remove-quantity', reason: 'remove-reason' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void remove.run({ lotId: lot.lotId, from, kind, quantity: typed.trim(), reason: reason.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.removed', { quantity: typed, unit: unitName(words, lot.unit) }));
          onClose();
        });
      }}>
        <RadioGroup label={t('food.from')} value={from ?? ''} onChange={(value) => { setFrom(value); setQuantity(undefined); }} options={stock.map((one) => ({ value: one.placeId, label: t('food.atPlace', { place: say(one.name), quantity: quantityText(one.quantity, lot.unit), unit: '' }).trim() }))} />
        <RadioGroup label={t('food.what')} value={kind} onChange={setKind} options={(['dispose', 'return'] as const).map((one) => ({ value: one, label: t(`food.remove.${one}`) }))} />
        <TextField id="remove-quantity" label={t('food.quantity')} code unit={unitName(words, lot.unit)} value={typed} problem={at('remove-quantity')} onChange={setQuantity} />
        <TextField id="remove-reason" label={t('food.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={at('remove-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}

/** Withdraws all that is left of the lot. */
export function WithdrawDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { whole: { lot }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const withdraw = useAct<unknown, { readonly quantity: string }>('food.withdraw', { topics });
  const [kind, setKind] = useState('return');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3 ? t('food.wrongReason') : undefined;
  return (
    <Dialog title={t('food.withdrawTitle', { number: lot.lotNumber })} open stays onClose={onClose}>
      <div className="tg-stack">
        <p>{t('food.withdrawDetail')}</p>
        <ActForm act={withdraw} label={t('food.doWithdraw')} icon="check" disabledReason={reasonFor('withdraw')} problems={short === undefined ? [] : [{ field: 'withdraw-reason', message: short }]} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
          setTried(true);
          if (reason.trim().length < 3) return;
          void withdraw.run({ lotId: lot.lotId, kind, reason: reason.trim() }).then((answer) => {
            if (!answer?.ok) return;
            notify(t('food.withdrawn', { quantity: answer.result.quantity, unit: unitName(words, lot.unit) }));
            onClose();
          });
        }}>
          <RadioGroup label={t('food.what')} value={kind} onChange={setKind} options={(['return', 'dispose'] as const).map((one) => ({ value: one, label: t(`food.remove.${one}`) }))} />
          <TextField id="withdraw-reason" label={t('food.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}

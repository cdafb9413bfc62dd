import { useState, type ReactNode } from 'react';
import { kinds } from '../../../modules/goods/catalogue/kinds.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

/** Lets goods that were admitted for a time stay longer, within the caps of the law. */
export function ExtendDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, date, number } = useWords();
  const { whole: { consignment, extensions }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const extend = useAct<unknown, { readonly leavesBy: string }>('goods.extend', { topics });
  const [months, setMonths] = useState('6');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3;
  const send = (): void => {
    setTried(true);
    if (reason.trim().length < 3) return;
    void extend.run({ consignmentId: consignment.consignmentId, months: Number(months), reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goods.extendDone', { day: date(answer.result.leavesBy) }));
      onClose();
    });
  };
  return (
    <Dialog title={t('goods.extendTitle', { number: consignment.number })} open stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.extendDetail')}</p>
        <Facts facts={[[t('goods.leavesBy'), consignment.leavesBy === null ? '–' : date(consignment.leavesBy)], ...extensions.map((one) => [`${t('goods.extensions')} ${number(one.ordinal)}`, t('goods.extension', { months: one.months, day: date(one.leavesBy) })] as const)]} />
        <ActForm act={extend} label={t('goods.doExtend')} disabledReason={reasonFor('extend') ?? (kinds[consignment.kind].temporary ? undefined : t('goods.notTemporary'))} fields={{ reason: 'extend-reason' }} problems={short ? [{ field: 'extend-reason', message: t('goods.wrongReason') }] : []} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          <RadioGroup label={t('goods.months')} autoFocus value={months} onChange={setMonths} options={['1', '2', '3', '4', '5', '6'].map((one) => ({ value: one, label: one }))} />
          <TextField id="extend-reason" label={t('goods.reason')} lines={2} value={reason} maxLength={500} problem={short ? t('goods.wrongReason') : undefined} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}

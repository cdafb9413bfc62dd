import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useMoney } from '../money.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

/** Assesses the tax of every line; where the tax is paid and not secured, the payment settles it. */
export function AssessDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment, assessments }, topics, show } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const money = useMoney();
  const assess = useAct<unknown, { readonly totalCny: string; readonly settled: boolean }>('goods.assess', { topics });
  const [payment, setPayment] = useState('');
  const [tried, setTried] = useState(false);
  const isPaid = consignment.cover === 'tax' || consignment.cover === 'none';
  const short = tried && payment.trim() !== '' && payment.trim().length < 3;
  const last = assessments.at(-1);
  const send = (): void => {
    setTried(true);
    if (payment.trim() !== '' && payment.trim().length < 3) return;
    void assess.run({ consignmentId: consignment.consignmentId, ...(isPaid && payment.trim() !== '' ? { paymentReference: payment.trim() } : {}) }).then((answer) => {
      if (!answer?.ok) return;
      const said = t('goods.assessedDone', { amount: money.yuan(answer.result.totalCny) });
      notify(answer.result.settled ? said : `${said} ${t('goods.notSettled')}`, answer.result.settled ? 'done' : 'late');
      show({ do: undefined, tab: 'money' });
    });
  };
  return (
    <Dialog title={t('goods.assessTitle', { number: consignment.number })} open onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.assessDetail')}</p>
        <Facts facts={[[t('goods.value'), money.fen(consignment.valueFen)], [t('goods.lines'), consignment.lines], ...(last === undefined ? [] : [[t('goods.assessment', { ordinal: last.ordinal }), money.fen(last.totalFen)] as const])]} />
        <ActForm act={assess} label={t('goods.assessNow')} icon="check" autoFocus={!isPaid} disabledReason={reasonFor('GDS-TAX')} fields={{ paymentReference: 'assess-payment' }} problems={short ? [{ field: 'assess-payment', message: t('goods.wrongPayment') }] : []} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          {isPaid && <TextField id="assess-payment" label={t('goods.payment')} required={false} hint={t('goods.paymentHint')} code autoFocus value={payment} maxLength={80} problem={short ? t('goods.wrongPayment') : undefined} onChange={setPayment} />}
        </ActForm>
      </div>
    </Dialog>
  );
}

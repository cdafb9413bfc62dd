import { useState, type ReactNode } from 'react';
import { kinds } from '../../../modules/goods/catalogue/kinds.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Facts } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { Select } from '../../design/Select.tsx';
import { EmptyState, ErrorState } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { unitName } from '../marks.tsx';
import { useMoney } from '../money.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';
import { readSerials, remainingOf } from './quantities.ts';

/** Books how a line leaves supervision: its quantity, its pieces and by what it is proved; the guarantee is freed by the same share. */
export function DisposeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say, find } = words;
  const { whole: { consignment, lines }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const money = useMoney();
  const dispose = useAct<unknown, { readonly freedCny: string; readonly taxCny: string; readonly linesOpen: number }>('goods.dispose', { topics });
  const open = lines.filter((line) => remainingOf(line) !== '0');
  const [position, setPosition] = useState(open[0]?.position);
  const [manner, setManner] = useState<string>(kinds[consignment.kind].closesBy[0] ?? 'reExport');
  const [quantity, setQuantity] = useState(() => (open[0] === undefined ? '' : remainingOf(open[0])));
  const [serialText, setSerialText] = useState('');
  const [evidence, setEvidence] = useState('');
  const [payment, setPayment] = useState('');
  const [tried, setTried] = useState(false);
  const line = lines.find((one) => one.position === position);
  const serials = readSerials(serialText);
  const isQuantity = /^(?=.*[1-9])\d{1,12}(\.\d{1,6})?$/.test(quantity.trim());
  const isTaxed = manner === 'dutyPaid';
  const due = useView<{ readonly taxCny: string; readonly charges: readonly { readonly kind: string; readonly computation: string }[] }>('goods.dutyDue', isTaxed && isQuantity && position !== undefined ? { consignmentId: consignment.consignmentId, position, quantity: quantity.trim() } : undefined, { topics });
  const tax = due.data?.data;
  const wrong: Problem[] = [
    ...(line === undefined ? [{ field: 'dispose-line', message: t('goods.wrongChoice') }] : []),
    ...(isQuantity ? [] : [{ field: 'dispose-quantity', message: t('goods.wrongQuantity') }]),
    ...(line !== undefined && line.serials > 0 && isQuantity && Number(quantity) !== serials.length ? [{ field: 'dispose-serials', message: t('goods.wrongSerialCount', { quantity: quantity.trim(), count: serials.length }) }] : []),
    ...(isTaxed && tax !== undefined && Number(tax.taxCny) > 0 && payment.trim().length < 3 ? [{ field: 'dispose-payment', message: t('goods.wrongPayment') }] : []),
    ...(evidence.trim().length < 3 ? [{ field: 'dispose-evidence', message: t('goods.wrongEvidence') }] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0 || position === undefined) return;
    void dispose.run({ consignmentId: consignment.consignmentId, kind: manner, evidence: evidence.trim(), ...(isTaxed && payment.trim() !== '' ? { paymentReference: payment.trim() } : {}), items: [{ position, quantity: quantity.trim(), ...(serials.length === 0 ? {} : { serials }) }] }).then((answer) => {
      if (!answer?.ok) return;
      notify([t('goods.disposeDone', { amount: money.yuan(answer.result.freedCny) }), answer.result.linesOpen === 0 ? t('goods.allDisposed') : ''].join(' ').trim());
      onClose();
    });
  };
  return (
    <Dialog title={t('goods.disposeTitle', { number: consignment.number })} open stays onClose={onClose}>
      {open.length === 0 ? <EmptyState icon="check" title={t('goods.nothingLeft')} /> : (
        <ActForm act={dispose} label={t('goods.bookIt')} disabledReason={reasonFor('dispose')} problems={tried ? wrong : []} fields={{ kind: 'dispose-manner', serials: 'dispose-serials', position: 'dispose-line', quantity: 'dispose-quantity', paymentReference: 'dispose-payment', evidence: 'dispose-evidence' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          <Select id="dispose-line" label={t('goods.line')} allowEmpty={false} autoFocus value={position === undefined ? undefined : String(position)} problem={problemAt('dispose-line')} onChange={(value) => {
            const chosen = open.find((one) => String(one.position) === value);
            setPosition(chosen?.position);
            setQuantity(chosen === undefined ? '' : remainingOf(chosen));
            setSerialText('');
          }} options={open.map((one) => ({ value: String(one.position), label: `${one.position} · ${say(one.description)} · ${t('goods.leftOf', { left: remainingOf(one), unit: unitName(words, one.unit) })}` }))} />
          <RadioGroup id="dispose-manner" label={t('goods.manner')} value={manner} onChange={setManner} options={kinds[consignment.kind].closesBy.map((one) => ({ value: one, label: t(`goods.disposition.${one}`) }))} />
          <TextField id="dispose-quantity" label={t('goods.quantity')} inputMode="decimal" code value={quantity} problem={problemAt('dispose-quantity')} onChange={setQuantity} {...(line === undefined ? {} : { unit: unitName(words, line.unit) })} />
          {line !== undefined && line.serials > 0 && <TextField id="dispose-serials" label={t('goods.serials')} lines={4} code value={serialText} problem={problemAt('dispose-serials')} hint={t('goods.scanDetail')} onChange={setSerialText} />}
          {isTaxed && (tax === undefined ? due.error !== null && <ErrorState error={due.error} onRetry={() => void due.refetch()} /> : <>
            <Facts facts={[...tax.charges.map((charge): readonly [string, ReactNode] => [find(`goods.charge.${charge.kind}`) ?? charge.kind, <span key={charge.kind} className="tg-code">{charge.computation}</span>]), [t('goods.dutyDue'), <strong key="due">{money.yuan(tax.taxCny)}</strong>]]} />
            <TextField id="dispose-payment" label={t('goods.payment')} code value={payment} maxLength={80} problem={problemAt('dispose-payment')} onChange={setPayment} />
          </>)}
          <TextField id="dispose-evidence" label={t('goods.evidence')} value={evidence} maxLength={500} problem={problemAt('dispose-evidence')} onChange={setEvidence} />
        </ActForm>
      )}
    </Dialog>
  );
}

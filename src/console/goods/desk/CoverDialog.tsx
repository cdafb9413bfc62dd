import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useMoney } from '../money.ts';
import type { Guarantee } from '../shapes.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

/** Sets the estimated tax aside on one of the guarantees. */
export function CoverDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, date } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const money = useMoney();
  const reserve = useAct<unknown, { readonly amountCny: string; readonly lines: number }>('goods.reserveCover', { topics });
  const view = useView<{ readonly instruments: readonly Guarantee[] }>('goods.guarantees', reasonFor('GDS-GUAR') === undefined ? {} : undefined, { topics: ['guarantees'] });
  const guarantees = view.data?.data.instruments;
  // A carnet covers its own goods; the organiser's guarantee those of all.
  const usual = guarantees?.find((one) => (one.kind === 'carnet') === (consignment.cover === 'carnet') && one.availableFen > 0);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const value = chosen ?? usual?.instrumentId;
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    const guarantee = guarantees?.find((one) => one.instrumentId === value);
    if (guarantee === undefined) return;
    void reserve.run({ consignmentId: consignment.consignmentId, instrumentId: guarantee.instrumentId }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goods.reservedDone', { amount: money.yuan(answer.result.amountCny), reference: guarantee.reference }));
      onClose();
    });
  };
  const missing = tried && value === undefined;
  return (
    <Dialog title={t('goods.coverTitle', { number: consignment.number })} open onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.coverDetail')}</p>
        {view.error && !guarantees ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : guarantees === undefined ? <Skeleton lines={3} /> : guarantees.length === 0 ? <EmptyState title={t('goods.noGuarantee')} /> : (
          <ActForm act={reserve} label={t('goods.doReserve')} icon="lock" disabledReason={reasonFor('GDS-GUAR')} fields={{ instrumentId: 'cover-instrument' }} problems={missing ? [{ field: 'cover-instrument', message: t('goods.wrongChoice') }] : []} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
            <div className="gd-tall-choices">
              <RadioGroup id="cover-instrument" label={t('goods.guarantee')} value={value} autoFocus onChange={setChosen}
                options={guarantees.map((one) => ({ value: one.instrumentId, label: `${one.reference} · ${one.guarantor}`, hint: t('goods.guaranteeHint', { available: money.fen(one.availableFen), limit: money.fen(one.limitFen), until: date(one.endsOn) }) }))} />
            </div>
          </ActForm>
        )}
      </div>
    </Dialog>
  );
}

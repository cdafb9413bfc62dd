import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { DateField } from '../../design/DateTimeField.tsx';
import { Columns } from '../../design/Layout.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { AskDialog } from '../../goods/AskForm.tsx';
import { useWords } from '../../words.tsx';
import { useLot, useReason } from './desk.ts';
import { useHeldInUse, type HeldInUse } from './held.ts';

/** Corrects what is known of the lot: a later record names the one before, and what was known stays in the history. */
export function CorrectLotDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, find } = useWords();
  const { whole: { lot }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const sayHeld = useHeldInUse();
  const act = useAct<unknown, { readonly producer: string | null; readonly held: HeldInUse | null }>('food.correctLot', { topics });
  const [lotNumber, setLotNumber] = useState(lot.lotNumber);
  const [producerNumber, setProducerNumber] = useState(lot.producerNumber);
  const [importerFiling, setImporterFiling] = useState(lot.importerFiling);
  const [producedOn, setProducedOn] = useState<string | undefined>(lot.producedOn);
  const [bestBefore, setBestBefore] = useState<string | undefined>(lot.bestBefore);
  const [origin, setOrigin] = useState(lot.origin);
  const [reason, setReason] = useState('');
  const missing = (value: string, field: string): string | undefined => (value.trim() === '' ? t('food.wrongMissing', { field }) : undefined);
  const isDay = (value: string | undefined): value is string => value !== undefined && value !== 'invalid';
  return (
    <AskDialog wide title={t('food.correctTitle', { number: lot.lotNumber })} prefix="lot-" action={act} submit={t('food.doCorrect')} onClose={onClose} disabledReason={reasonFor('correct')}
      wrong={{ lotNumber: missing(lotNumber, t('food.number')), producerNumber: missing(producerNumber, t('food.producerNumber')), producedOn: isDay(producedOn) ? undefined : t('food.wrongDay'), bestBefore: isDay(bestBefore) ? undefined : t('food.wrongDay'), origin: /^[A-Z]{2}$/.test(origin) ? undefined : t('food.wrongOrigin'), reason: reason.trim().length < 3 ? t('food.wrongReason') : undefined }}
      onSend={() => void act.run({ lotId: lot.lotId, corrects: lot.corrections, lotNumber: lotNumber.trim(), producerNumber: producerNumber.trim(), importerFiling: importerFiling.trim(), producedOn, bestBefore, origin, reason: reason.trim() }).then((answer) => {
        if (!answer?.ok) return;
        if (sayHeld(answer.result.held)) return;
        const { producer } = answer.result;
        notify(producer === null ? t('food.corrected', { number: lotNumber.trim() }) : t('food.verified', { number: producerNumber.trim(), standing: find(`evidenceOptions.standing.${producer}`) ?? producer }), producer === null || producer === 'registered' ? 'done' : 'wrong');
        onClose();
      })}>
      {(shown) => (
        <>
          <p className="tg-muted">{t('food.correctDetail')}</p>
          <Columns minimum={220}>
            <TextField id="lot-lotNumber" label={t('food.number')} code autoFocus maxLength={60} value={lotNumber} problem={shown('lotNumber')} onChange={setLotNumber} />
            <TextField id="lot-producerNumber" label={t('food.producerNumber')} code maxLength={40} value={producerNumber} problem={shown('producerNumber')} onChange={setProducerNumber} />
            <TextField id="lot-importerFiling" label={t('food.filing')} code maxLength={40} value={importerFiling} onChange={setImporterFiling} />
            <TextField id="lot-origin" label={t('food.origin')} code maxLength={2} value={origin} problem={shown('origin')} onChange={(text) => setOrigin(text.toUpperCase())} />
            <DateField id="lot-producedOn" label={t('food.producedOn')} value={producedOn} problem={shown('producedOn')} onChange={setProducedOn} />
            <DateField id="lot-bestBefore" label={t('food.bestBefore')} value={bestBefore} problem={shown('bestBefore')} onChange={setBestBefore} />
          </Columns>
          <TextField id="lot-reason" label={t('food.reason')} lines={2} maxLength={1000} value={reason} problem={shown('reason')} onChange={setReason} />
        </>
      )}
    </AskDialog>
  );
}

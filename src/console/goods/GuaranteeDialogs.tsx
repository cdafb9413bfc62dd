import { useState, type ReactNode } from 'react';
import { instrumentKinds, type InstrumentKind } from '../../modules/goods/rules/ledger/accounts.ts';
import { useAct } from '../client.ts';
import { DateField } from '../design/DateTimeField.tsx';
import { Columns } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { AskDialog } from './AskForm.tsx';
import { GuaranteeBar } from './GuaranteeBar.tsx';
import { periodWrong } from './Mandates.tsx';
import { readCny, useGoodsWords, type Instrument } from './registers.ts';

const topics = ['guarantees'];
/** The lists of changes that an officer makes to a guarantee. */
const changes = ['increase', 'decrease', 'reinstate', 'extend'] as const;

/** Accepts a guarantee, from when on it can secure goods. */
export function AcceptGuarantee({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, today } = useGoodsWords();
  const notify = useNotify();
  const accept = useAct<unknown, unknown>('goods.acceptInstrument', { topics });
  const [kind, setKind] = useState<InstrumentKind>('bankLetter');
  const [reference, setReference] = useState('');
  const [guarantor, setGuarantor] = useState('');
  const [beginsOn, setBeginsOn] = useState<string | undefined>(today);
  const [endsOn, setEndsOn] = useState<string | undefined>(undefined);
  const [claimDays, setClaimDays] = useState<number | undefined>(90);
  const [amount, setAmount] = useState('');
  const period = periodWrong(t, beginsOn, endsOn);
  const amountCny = readCny(amount);
  return (
    <AskDialog title={t('goodsRegisters.accept')} prefix="guarantee-" action={accept} submit={t('goodsRegisters.accept')} onClose={onClose}
      wrong={{
        reference: reference.trim().length < 3 ? t('goodsRegisters.needed', { field: t('goodsRegisters.reference') }) : undefined, guarantor: guarantor.trim() === '' ? t('goodsRegisters.needed', { field: t('goodsRegisters.guarantor') }) : undefined,
        beginsOn: period.from, endsOn: period.until, claimDays: claimDays === undefined || !Number.isInteger(claimDays) || claimDays < 0 || claimDays > 730 ? t('goodsRegisters.claimDaysWrong') : undefined, amountCny: amountCny === undefined ? t('goodsRegisters.amountWrong') : undefined,
      }}
      onSend={() => void accept.run({ kind, reference: reference.trim(), guarantor: guarantor.trim(), beginsOn, endsOn, claimDays, amountCny }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('goodsRegisters.instrumentAccepted', { reference: reference.trim() }));
        onClose();
      })}>
      {(shown) => (
        <Columns minimum={200}>
          <Select id="guarantee-kind" label={t('goodsRegisters.kind')} autoFocus allowEmpty={false} value={kind} onChange={(value) => setKind(instrumentKinds.find((one) => one === value) ?? 'bankLetter')} options={instrumentKinds.map((one) => ({ value: one, label: t(`goodsRegisters.instrument.${one}`) }))} />
          <TextField id="guarantee-reference" label={t('goodsRegisters.reference')} code maxLength={60} value={reference} problem={shown('reference')} onChange={setReference} />
          <TextField id="guarantee-guarantor" label={t('goodsRegisters.guarantor')} maxLength={200} value={guarantor} problem={shown('guarantor')} onChange={setGuarantor} />
          <TextField id="guarantee-amountCny" label={t('goodsRegisters.amount')} code unit="CNY" inputMode="decimal" maxLength={24} value={amount} problem={shown('amountCny')} onChange={setAmount} />
          <DateField id="guarantee-beginsOn" label={t('goodsRegisters.beginsOn')} value={beginsOn} problem={shown('beginsOn')} onChange={setBeginsOn} />
          <DateField id="guarantee-endsOn" label={t('goodsRegisters.endsOn')} value={endsOn} problem={shown('endsOn')} onChange={setEndsOn} />
          <NumberField id="guarantee-claimDays" label={t('goodsRegisters.claimDays')} hint={t('goodsRegisters.claimDaysHint')} value={claimDays} problem={shown('claimDays')} onChange={setClaimDays} />
        </Columns>
      )}
    </AskDialog>
  );
}

/** Raises, lowers, tops up or extends a guarantee. */
export function ChangeGuarantee({ instrument, onClose }: { readonly instrument: Instrument; readonly onClose: () => void }): ReactNode {
  const { t, date } = useGoodsWords();
  const notify = useNotify();
  const act = useAct<unknown, unknown>('goods.changeInstrument', { topics });
  const [change, setChange] = useState<(typeof changes)[number]>('increase');
  const [amount, setAmount] = useState('');
  const [endsOn, setEndsOn] = useState<string | undefined>(undefined);
  const extends_ = change === 'extend';
  const amountCny = readCny(amount);
  return (
    <AskDialog title={t('goodsRegisters.changeTitle', { reference: instrument.reference })} prefix="change-" action={act} submit={t(`goodsRegisters.change.${change}`)} onClose={onClose}
      wrong={extends_ ? { endsOn: endsOn === undefined || endsOn === 'invalid' ? t('goodsRegisters.dayNeeded') : endsOn <= instrument.endsOn ? t('goodsRegisters.newEndWrong', { day: date(instrument.endsOn) }) : undefined } : { amountCny: amountCny === undefined ? t('goodsRegisters.amountWrong') : undefined }}
      onSend={() => void act.run({ instrumentId: instrument.instrumentId, change, ...(extends_ ? { endsOn } : { amountCny }) }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('goodsRegisters.instrumentChanged', { reference: instrument.reference }));
        onClose();
      })}>
      {(shown) => (
        <>
          <GuaranteeBar label={instrument.reference} balances={instrument} legend />
          <RadioGroup label={t('goodsRegisters.change')} value={change} autoFocus onChange={(value) => setChange(changes.find((one) => one === value) ?? 'increase')} options={changes.map((one) => ({ value: one, label: t(`goodsRegisters.change.${one}`) }))} />
          {extends_ ? <DateField id="change-endsOn" label={t('goodsRegisters.newEnd')} value={endsOn} problem={shown('endsOn')} onChange={setEndsOn} />
            : <TextField id="change-amountCny" label={t('goodsRegisters.amount')} code unit="CNY" inputMode="decimal" maxLength={24} value={amount} problem={shown('amountCny')} onChange={setAmount} />}
        </>
      )}
    </AskDialog>
  );
}

import { useState, type ReactNode } from 'react';
import { findStep, getStep } from '../../../modules/prescribed/catalogue.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { EvidenceForm } from '../../design/EvidenceForm.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { ReceiveDialog } from '../ReceiveDialog.tsx';
import { useLot, useReason } from './desk.ts';
import { CorrectLotDialog } from './CorrectLotDialog.tsx';
import { useHeldInUse, type HeldInUse } from './held.ts';
import { HoldLotDialog, LiftLotDialog } from './HoldDialogs.tsx';
import { LogDialog } from './LogDialog.tsx';
import { MoveDialog, RemoveDialog, WithdrawDialog } from './MoveDialogs.tsx';

type Outcome = { readonly outcome: string; readonly standing?: string; readonly reason?: string; readonly permitNumber?: string; readonly held?: HeldInUse | null; readonly served?: string; readonly disposed?: string; readonly returned?: string };

/** Opens what does a step or another act to the lot, by its name in the address. */
export function LotDialog({ what, onClose }: { readonly what: string; readonly onClose: () => void }): ReactNode {
  const { whole } = useLot();
  const open = whole.holds.find((hold) => hold.liftedAt === null && (what === 'LOT-HOLD' || what === `lift:${hold.holdId}`));
  switch (what) {
    case 'receive': return <ReceiveDialog lots={[whole.lot]} onClose={onClose} />;
    case 'move': return <MoveDialog onClose={onClose} />;
    case 'remove': return <RemoveDialog onClose={onClose} />;
    case 'withdraw': return <WithdrawDialog onClose={onClose} />;
    case 'hold': return <HoldLotDialog onClose={onClose} />;
    case 'LOT-COLD': return <LogDialog onClose={onClose} />;
    case 'correct': return <CorrectLotDialog onClose={onClose} />;
    case 'LOT-RSLT': return <RecordDialog key={what} step={what} onClose={onClose} />;
    case 'LOT-PROD': case 'LOT-PERM': case 'LOT-FREE': case 'LOT-CLS': return <DoDialog key={what} step={what} onClose={onClose} />;
    default: {
      if (open !== undefined) return <LiftLotDialog hold={open} onClose={onClose} />;
      const step = findStep(what);
      return step?.caseKind === 'lot' && step.onlyBy === undefined ? <RecordDialog key={what} step={what} onClose={onClose} /> : null;
    }
  }
}

const actionOf = { 'LOT-PROD': 'food.verifyProducer', 'LOT-PERM': 'food.verifyPermit', 'LOT-FREE': 'food.release', 'LOT-CLS': 'food.closeLot' } as const;

/** Does a step that needs nothing entered, or at most the number of a permit: the system looks it up. */
function DoDialog({ step, onClose }: { readonly step: keyof typeof actionOf; readonly onClose: () => void }): ReactNode {
  const { t, find, date } = useWords();
  const { whole: { lot }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const act = useAct<unknown, Outcome>(actionOf[step], { topics });
  const [permitNumber, setPermitNumber] = useState('');
  const name = find(`steps.${step}`) ?? step;
  const label = step === 'LOT-FREE' ? t('food.doRelease') : step === 'LOT-CLS' ? t('food.doClose') : t('food.doVerify');
  const send = (): void => {
    void act.run({ lotId: lot.lotId, ...(step === 'LOT-PERM' && permitNumber.trim() !== '' ? { permitNumber: permitNumber.trim() } : {}) }).then((answer) => {
      if (!answer?.ok) return;
      const { result } = answer;
      const passed = result.outcome !== 'failed';
      notify(step === 'LOT-PROD' ? t('food.verified', { number: lot.producerNumber, standing: find(`evidenceOptions.standing.${result.standing ?? ''}`) ?? '' })
        : step === 'LOT-PERM' ? t('food.permitChecked', { number: result.permitNumber ?? '', reason: find(`evidenceOptions.reason.${result.reason ?? ''}`) ?? '' })
          : step === 'LOT-FREE' ? t('food.released', { number: lot.lotNumber }) : t('food.closed', { number: lot.lotNumber, served: result.served ?? '', disposed: result.disposed ?? '', returned: result.returned ?? '' }), passed ? 'done' : 'wrong');
      onClose();
    });
  };
  return (
    <Dialog title={`${step} ${name}`} open onClose={onClose}>
      <ActForm act={act} label={label} icon="check" autoFocus={step !== 'LOT-PERM'} disabledReason={reasonFor(step)} fields={{ permitNumber: 'lot-permit' }} onSubmit={send} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>}>
        {step === 'LOT-PROD' && <p><span className="tg-code">{lot.producerNumber}</span> {lot.producerName ?? t('food.notInRegister')} · {t(`food.category.${lot.category}`)} · {t('food.producedOn')} {date(lot.producedOn)}</p>}
        {step === 'LOT-PERM' && <TextField id="lot-permit" label={t('food.permitNumber')} hint={t('food.permitHint')} code autoFocus value={permitNumber} maxLength={60} onChange={setPermitNumber} />}
        {(step === 'LOT-FREE' || step === 'LOT-CLS') && <p className="tg-code">{lot.lotNumber}</p>}
      </ActForm>
    </Dialog>
  );
}

/** Records what was found, in the form drawn from the step's evidence. */
function RecordDialog({ step, onClose }: { readonly step: string; readonly onClose: () => void }): ReactNode {
  const { t, find } = useWords();
  const { whole: { lot, case: found }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const isResult = step === 'LOT-RSLT';
  const record = useAct<unknown, Outcome>(isResult ? 'food.recordResult' : 'prescribed.record', { topics });
  const sayHeld = useHeldInUse();
  const [known] = useState<Readonly<Record<string, unknown>>>(() => {
    const sample = found.records.findLast((one) => one.step === 'LOT-SAMP' && one.outcome === 'passed');
    return step === 'LOT-IMPF' ? { filingNumber: lot.importerFiling } : step === 'LOT-RSLT' && sample !== undefined ? { sampleNumber: sample.evidence['sampleNumber'] } : {};
  });
  const name = find(`steps.${step}`) ?? step;
  return (
    <Dialog title={`${step} ${name}`} open stays onClose={onClose}>
      <EvidenceForm schema={getStep(step).evidence} known={known} pending={record.pending} refusal={record.refusal} fault={record.fault} disabledReason={reasonFor(step)} onSubmit={(evidence) => {
        void record.run(isResult ? { lotId: lot.lotId, evidence } : { caseId: lot.lotId, step, evidence }).then((answer) => {
          if (!answer?.ok) return;
          if (sayHeld(answer.result.held)) return;
          const passed = answer.result.outcome === 'passed';
          notify(t(passed ? 'food.recorded' : 'food.recordedFailed', { step: name }), passed ? 'done' : 'wrong');
          onClose();
        });
      }} />
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { getStep } from '../../../modules/prescribed/catalogue.ts';
import { useAct } from '../../client.ts';
import { Dialog } from '../../design/Dialog.tsx';
import { EvidenceForm } from '../../design/EvidenceForm.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { nameOf, useDesk, useReason } from './desk.ts';
import { knownEvidence } from './saying.ts';

type Recorded = { readonly outcome: string; readonly added: readonly string[] };

/** Records what a station found, in the form drawn from the step's evidence. */
export function RecordDialog({ step, onClose }: { readonly step: string; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { whole, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const record = useAct<unknown, Recorded>('prescribed.record', { topics });
  const [known] = useState(() => knownEvidence(step, whole));
  const name = nameOf(words, step);
  return (
    <Dialog title={`${step} ${name}`} open stays onClose={onClose}>
      <EvidenceForm schema={getStep(step).evidence} known={known} pending={record.pending} refusal={record.refusal} fault={record.fault} disabledReason={reasonFor(step)} onSubmit={(evidence) => {
        void record.run({ caseId: whole.consignment.consignmentId, step, evidence }).then((answer) => {
          if (!answer?.ok) return;
          const passed = answer.result.outcome === 'passed';
          const next = answer.result.added.map((one) => nameOf(words, one)).join(t('goods.comma'));
          notify(passed ? t('goods.recorded', { step: name }) : next === '' ? t('goods.recordedFailed', { step: name }) : t('goods.recordedFailedNext', { step: name, next }), passed ? 'done' : 'wrong');
          onClose();
        });
      }} />
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { getStep, stepCatalogue } from '../../../modules/prescribed/catalogue.ts';
import { useAct } from '../../client.ts';
import { Dialog } from '../../design/Dialog.tsx';
import { EvidenceForm } from '../../design/EvidenceForm.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { stepName } from '../saying.ts';
import type { WholeAlarm } from '../shapes.ts';

type Recorded = { readonly outcome: string; readonly owed: readonly string[] };

/** Fills in what recording itself says, and what the alarm knows already. */
function known(step: string, { alarm }: WholeAlarm): Readonly<Record<string, unknown>> {
  if (step === 'ALM-VER' || step === 'ALM-IDN') return { done: true };
  return step === 'ALM-EXP' ? { rawHash: alarm.rawHash } : {};
}

/** Records a step of an alarm, in the form drawn from the step's evidence. */
export function RecordAlarmDialog({ whole, step, topics, disabledReason, onClose }: { readonly whole: WholeAlarm; readonly step: string; readonly topics: readonly string[]; readonly disabledReason: string | undefined; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const notify = useNotify();
  const record = useAct<unknown, Recorded>('prescribed.record', { topics });
  const [first] = useState(() => known(step, whole));
  const name = stepName(words, step);
  return (
    <Dialog title={`${step} ${name}`} open stays onClose={onClose}>
      <EvidenceForm schema={getStep(step).evidence} known={first} hidden={['done']} folded={['note']} pending={record.pending} refusal={record.refusal} fault={record.fault} disabledReason={disabledReason} onSubmit={(evidence) => {
        void record.run({ caseId: whole.alarm.alarmId, step, evidence }).then((answer) => {
          if (!answer?.ok) return;
          const next = stepCatalogue.find((one) => answer.result.owed.includes(one.id))?.id;
          if (answer.result.outcome !== 'passed') notify(t('devices.recordedFailed', { step: name }), 'wrong');
          else notify(next === undefined ? t('devices.recorded', { step: name }) : t('devices.recordedNext', { step: name, next: stepName(words, next) }));
          onClose();
        });
      }} />
    </Dialog>
  );
}

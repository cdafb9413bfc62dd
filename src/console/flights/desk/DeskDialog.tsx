import { useMemo, type ReactNode } from 'react';
import { findStep } from '../../../modules/prescribed/catalogue.ts';
import { useAct } from '../../client.ts';
import { Dialog } from '../../design/Dialog.tsx';
import { EvidenceForm } from '../../design/EvidenceForm.tsx';
import type { EvidenceValues } from '../../design/evidence.ts';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { BoardingDialog } from './BoardingDialog.tsx';
import { CloseDialog } from './CloseDialog.tsx';
import { useDesk, useReason } from './desk.ts';
import { ListDialog } from './ListDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { PlanDialog } from './PlanDialog.tsx';
import { ReportDialog } from './ReportDialog.tsx';

/** Opens what is needed to do a step of the flight or to tell a movement, `move:landed` for instance. */
export function DeskDialog({ what, onClose }: { readonly what: string; readonly onClose: () => void }): ReactNode {
  const { flight } = useDesk();
  if (what.startsWith('move:')) return <MoveDialog kind={what.slice(5)} onClose={onClose} />;
  const owed = flight.caseSteps.steps.some((step) => step.step === what && step.state === 'owed');
  switch (what) {
    case 'FLT-02': return <PlanDialog onClose={onClose} />;
    case 'REP-01': return <ReportDialog onClose={onClose} />;
    case 'CLS-01': return <CloseDialog onClose={onClose} />;
  }
  if (!owed) return null;
  switch (what) {
    case 'FLT-01': return <ListDialog onClose={onClose} />;
    case 'BRD-01':
    case 'DEP-04': return <BoardingDialog step={what} onClose={onClose} />;
    default: return findStep(what) === undefined ? null : <StepDialog step={what} onClose={onClose} />;
  }
}

// What the page fills in itself.
const computed: Readonly<Record<string, readonly string[]>> = { 'BRD-03': ['sumOfBatches'], 'FLT-01b': ['unexplainedGaps'] };

function StepDialog({ step, onClose }: { readonly step: string; readonly onClose: () => void }): ReactNode {
  const { t, find, refusal } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const reasonFor = useReason();
  const record = useAct<unknown, { readonly outcome: string; readonly added: readonly string[] }>('prescribed.record', { topics: useMemo(() => [...topics, 'board'], [topics]) });
  const definition = findStep(step)!;
  const boarding = flight.caseSteps.records.findLast((entry) => entry.step === 'BRD-01' && !entry.corrected);
  const known: EvidenceValues = step === 'BRD-03' ? { headCount: flight.counts.onBoard, sumOfBatches: 0 } : step === 'FLT-01b' ? { unexplainedGaps: 0 } : step === 'BRD-02' ? { persons: Number(boarding?.evidence['illPersons'] ?? 0) } : {};
  const name = find(`steps.${step}`) ?? step;
  return (
    <Dialog title={`${step} ${name}`} open onClose={onClose} stays>
      <EvidenceForm schema={definition.evidence} known={known} hidden={computed[step] ?? []} oneKey={step === 'DSB-01'} pending={record.pending} refusal={record.refusal} fault={record.fault} disabledReason={reasonFor(definition.roles) ?? (step === 'FLT-01b' && flight.counts.discrepancies > 0 ? refusal({ code: 'difference-unexplained', params: { count: flight.counts.discrepancies } }) : undefined)}
        onSubmit={(evidence) => {
          const batches = evidence['batches'];
          const whole = step === 'BRD-03' && Array.isArray(batches) ? { ...evidence, sumOfBatches: batches.reduce((sum: number, batch) => sum + Number(batch), 0) } : evidence;
          void record.run({ caseId: flight.flightId, step, evidence: whole }).then((answer) => {
            if (!answer?.ok) return;
            const passed = answer.result.outcome === 'passed';
            notify(passed ? t('flights.recorded', { step: name }) : answer.result.added.length > 0
              ? t('flights.recordedFailedNext', { step: name, next: answer.result.added.map((id) => find(`steps.${id}`) ?? id).join(t('shell.comma')) }) : t('flights.recordedFailed', { step: name }), passed ? 'done' : 'wrong');
            onClose();
          });
        }} />
    </Dialog>
  );
}

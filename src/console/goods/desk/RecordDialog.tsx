import type { ReactNode } from 'react';
import { getStep } from '../../../modules/prescribed/catalogue.ts';
import { useAct } from '../../client.ts';
import { Dialog } from '../../design/Dialog.tsx';
import { EvidenceForm } from '../../design/EvidenceForm.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { attachmentDefinitions } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { Columns } from '../../design/Layout.tsx';
import { Skeleton } from '../../design/States.tsx';
import { ExaminedFiles } from '../files/ExaminedFiles.tsx';
import { namesFiles, useTicking } from '../files/ticking.ts';
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
  const plain = useAct<unknown, Recorded>('prescribed.record', { topics });
  const withFiles = useAct<unknown, Recorded>('goods.recordWithFiles', { topics });
  const ticking = useTicking(step);
  const record = ticking.named.length > 0 && namesFiles(step) ? withFiles : plain;
  const { consignmentId } = whole.consignment;
  const name = nameOf(words, step);
  const title = `${step} ${name}`;
  if (namesFiles(step) && ticking.waits) return <Dialog title={title} open stays onClose={onClose}><Skeleton lines={4} /></Dialog>;
  const known = { ...knownEvidence(step, whole), ...(step === 'GDS-DOCS' && ticking.papers.length > 0 ? { documents: [...new Set(ticking.papers.map((file) => words.say(attachmentDefinitions[file.kind].name)))].join(t('goods.comma')).slice(0, 500) } : {}) };
  const form = (
      <EvidenceForm schema={getStep(step).evidence} known={known} pending={record.pending} refusal={record.refusal} fault={record.fault} disabledReason={reasonFor(step)} onSubmit={(evidence) => {
        void (record === withFiles ? withFiles.run({ consignmentId, step, evidence, files: ticking.named }) : plain.run({ caseId: consignmentId, step, evidence })).then((answer) => {
          if (!answer?.ok) return;
          const passed = answer.result.outcome === 'passed';
          const next = answer.result.added.map((one) => nameOf(words, one)).join(t('goods.comma'));
          notify(passed ? t('goods.recorded', { step: name }) : next === '' ? t('goods.recordedFailed', { step: name }) : t('goods.recordedFailedNext', { step: name, next }), passed ? 'done' : 'wrong');
          onClose();
        });
      }} />
  );
  return (
    <Dialog title={title} open wide={namesFiles(step)} stays onClose={onClose}>
      {namesFiles(step) ? <Columns minimum={300}><ExaminedFiles documents={ticking.documents} ticked={ticking.ticked} onTick={ticking.tick} />{form}</Columns> : form}
    </Dialog>
  );
}

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
import type { GoodsRecord } from '../shapes.ts';
import { nameOf, useDesk, useReason } from './desk.ts';
import { knownEvidence } from './saying.ts';

type Recorded = { readonly outcome: string; readonly added: readonly string[] };

/** Gives the files that a record named. */
function filesOf(record: GoodsRecord): readonly string[] {
  const { files } = record.evidence;
  return Array.isArray(files) ? files.map(String) : [];
}

/** Records what a station found, in the form drawn from the step's evidence; or corrects a record by a later one that names it, with further files or fewer. */
export function RecordDialog({ step, corrects, onClose }: { readonly step: string; readonly corrects?: GoodsRecord | undefined; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { whole, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const plain = useAct<unknown, Recorded>('prescribed.record', { topics });
  const withFiles = useAct<unknown, Recorded>('goods.recordWithFiles', { topics });
  const ticking = useTicking(step, corrects === undefined ? undefined : filesOf(corrects));
  const record = ticking.named.length > 0 && namesFiles(step) ? withFiles : plain;
  const { consignmentId } = whole.consignment;
  const name = nameOf(words, step);
  const title = corrects === undefined ? `${step} ${name}` : t('goods.correctTitle', { step: `${step} ${name}` });
  const named = corrects === undefined ? {} : { corrects: corrects.recordId };
  if (namesFiles(step) && ticking.waits) return <Dialog title={title} open stays onClose={onClose}><Skeleton lines={4} /></Dialog>;
  const known = corrects !== undefined ? Object.fromEntries(Object.entries(corrects.evidence).filter(([field]) => field !== 'files')) : { ...knownEvidence(step, whole), ...(step === 'GDS-DOCS' && ticking.papers.length > 0 ? { documents: [...new Set(ticking.papers.map((file) => words.say(attachmentDefinitions[file.kind].name)))].join(t('goods.comma')).slice(0, 500) } : {}) };
  const form = (
      <EvidenceForm schema={getStep(step).evidence} known={known} pending={record.pending} refusal={record.refusal} fault={record.fault} disabledReason={reasonFor(step)} {...(corrects === undefined ? {} : { submitLabel: t('goods.recordCorrection') })} onSubmit={(evidence) => {
        void (record === withFiles ? withFiles.run({ consignmentId, step, evidence, files: ticking.named, ...named }) : plain.run({ caseId: consignmentId, step, evidence, ...named })).then((answer) => {
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
      <div className="tg-stack">
        {corrects !== undefined && <p className="tg-muted">{t('station.correctDetail')}</p>}
        {namesFiles(step) ? <Columns minimum={300}><ExaminedFiles documents={ticking.documents} ticked={ticking.ticked} onTick={ticking.tick} />{form}</Columns> : form}
      </div>
    </Dialog>
  );
}

import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Drawer } from '../design/Dialog.tsx';
import { EvidenceForm } from '../design/EvidenceForm.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { useWords } from '../words.tsx';
import { evidenceOf, hiddenFields, stationSchema, typedOf } from './evidence-at-hand.ts';
import { readCase } from './finding-people.ts';
import { useRecording } from './recording.ts';
import { stepName } from './saying.ts';
import type { CaseRecord, RecordResult } from './shapes.ts';

/** What is to be corrected: a record, or the latest of a step. */
export type ToCorrect = { readonly caseId: string; readonly name: string; readonly step: string; readonly recordId?: string };

/** Corrects a record by a later one that names it; what was recorded stays. */
export function Correction({ what, stationId, onDone, onClose }: {
  readonly what: ToCorrect;
  readonly stationId: string | null;
  readonly onDone: (evidence: Readonly<Record<string, unknown>>, result: RecordResult) => void;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const recording = useRecording(stationId);
  const [record, setRecord] = useState<CaseRecord | null | undefined>(undefined);
  const { caseId, step, recordId } = what;
  useEffect(() => {
    let live = true;
    void readCase(caseId).then((view) => {
      if (live) setRecord(view?.records.findLast((one) => one.step === step && !one.corrected && (recordId === undefined || one.recordId === recordId)) ?? null);
    });
    return () => { live = false; };
  }, [caseId, step, recordId]);
  const schema = useMemo(() => stationSchema(step), [step]);
  return (
    <Drawer title={t('station.correctTitle', { step: stepName(words, step), name: what.name })} open onClose={onClose}>
      <p className="tg-muted">{t('station.correctDetail')}</p>
      {record === undefined && <Skeleton lines={4} />}
      {record === null && <ErrorState error={new Error('no record')} />}
      {record && (
        <EvidenceForm schema={schema} known={typedOf(step, record.evidence)} hidden={hiddenFields(step)} pending={recording.pending} refusal={recording.refusal} fault={recording.fault} submitLabel={t('station.recordCorrection')}
          onSubmit={(values) => {
            const evidence = evidenceOf(step, values);
            void recording.send<RecordResult>('prescribed.record', { caseId, step, evidence, corrects: record.recordId }, { label: what.name }).then((sent) => {
              if (sent.kind === 'done') onDone(evidence, sent.result);
            });
          }} />
      )}
    </Drawer>
  );
}

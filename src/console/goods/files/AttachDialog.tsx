import { useState, type ReactNode } from 'react';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import { AttachBlock } from './AttachBlock.tsx';
import { AttachFiles } from './AttachFiles.tsx';
import { useFiles } from './files.ts';

/** Attaches files to the consignment, each kept as soon as it is given. */
export function AttachDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const files = useFiles(consignment.consignmentId, topics);
  const known = files.data?.data;
  return (
    <Dialog title={t('goodsFiles.attachTitle', { number: consignment.number })} open stays onClose={onClose}>
      {known === undefined ? (files.error ? <ErrorState error={files.error} onRetry={() => void files.refetch()} /> : <Skeleton lines={3} />) : (
        <div className="tg-stack">
          <AttachBlock known={known} autoFocus />
          <div className="tg-form-foot"><Button kind="primary" onPress={onClose}>{t('design.close')}</Button></div>
        </div>
      )}
    </Dialog>
  );
}

/** Puts another file in the place of one, with the reason. */
export function ReplaceDialog({ sha256, onClose }: { readonly sha256: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const files = useFiles(consignment.consignmentId, topics);
  const [reason, setReason] = useState('');
  const known = files.data?.data;
  const file = known?.attachments.find((one) => one.sha256 === sha256);
  if (known === undefined || file === undefined) return null;
  const isShort = reason.trim().length < 3;
  return (
    <Dialog title={t('goodsFiles.replaceTitle', { name: file.name })} open stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goodsFiles.replaceDetail')}</p>
        <TextField label={t('goodsFiles.reason')} lines={2} autoFocus value={reason} maxLength={1000} onChange={setReason} />
        <AttachFiles consignmentId={consignment.consignmentId} kind={file.kind} mostBytes={known.mostBytes} topics={topics} supersedes={{ sha256, reason: reason.trim() }} pictures={file.kind === 'photograph'}
          disabledReason={reasonFor('attach') ?? (isShort ? t('goodsFiles.wrongReason') : undefined)} onKept={(kept) => {
            notify(`${kept.name}: ${t('goodsFiles.kept')}`);
            onClose();
          }} />
      </div>
    </Dialog>
  );
}

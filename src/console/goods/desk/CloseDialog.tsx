import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

/** Closes the consignment over the hash of all its records, or says what still keeps it open. */
export function CloseDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const close = useAct<unknown, { readonly recordsHash: string }>('goods.close', { topics });
  const [note, setNote] = useState('');
  const [hash, setHash] = useState<string | undefined>(undefined);
  const reason = hash === undefined ? reasonFor('GDS-CLS') : undefined;
  const send = (): void => void close.run({ consignmentId: consignment.consignmentId, ...(note.trim() === '' ? {} : { note: note.trim() }) }).then((answer) => {
    if (!answer?.ok) return;
    notify(t('goods.closedDone', { number: consignment.number }));
    setHash(answer.result.recordsHash);
  });
  return (
    <Dialog title={t('goods.closeTitle', { number: consignment.number })} open onClose={onClose}>
      {hash !== undefined ? (
        <div className="tg-stack">
          <p className="gd-done">{t('goods.closedDone', { number: consignment.number })}</p>
          <div><p className="tg-label">{t('goods.recordsHash')}</p><p className="tg-code gd-hash">{hash}</p></div>
          <div className="tg-form-foot"><Button kind="primary" autoFocus onPress={onClose}>{t('design.close')}</Button></div>
        </div>
      ) : (
        <div className="tg-stack">
          <p className={reason === undefined ? 'tg-muted' : undefined}>{reason ?? t('goods.closeDetail')}</p>
          <ActForm act={close} label={t('goods.closeNow')} icon="closing" disabledReason={reason} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
            <TextField label={t('goods.note')} required={false} lines={2} value={note} maxLength={2000} onChange={setNote} />
          </ActForm>
        </div>
      )}
    </Dialog>
  );
}

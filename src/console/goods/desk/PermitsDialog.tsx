import type { ReactNode } from 'react';
import { useState } from 'react';
import { useAct } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

type Drawn = { readonly drawn: number; readonly gaps: readonly { readonly linePosition: number; readonly reason: string; readonly missing: string }[]; readonly outcome: string };

/** Draws the lines that need permits from the permits of their party, and names every line that is still without one. */
export function PermitsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, find } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const draw = useAct<unknown, Drawn>('goods.drawPermits', { topics });
  const [drawn, setDrawn] = useState<Drawn | undefined>(undefined);
  const send = (): void => void draw.run({ consignmentId: consignment.consignmentId }).then((answer) => {
    if (!answer?.ok) return;
    if (answer.result.gaps.length > 0) setDrawn(answer.result);
    else {
      notify(t('goods.permitsDone', { count: answer.result.drawn }));
      onClose();
    }
  });
  return (
    <Dialog title={t('goods.permitsTitle', { number: consignment.number })} open onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.permitsDetail')}</p>
        {drawn !== undefined && (
          <div role="alert">
            <Status tone="wrong">{t('goods.permitsGaps', { count: drawn.gaps.length })}</Status>
            <ul className="gd-gaps">
              {drawn.gaps.map((gap) => <li key={`${gap.linePosition}${gap.reason}`}>{t('goods.lineGap', { position: gap.linePosition, reason: find(`goods.gap.${gap.reason}`) ?? gap.reason })}{gap.missing !== '' && <span className="tg-muted"> · {t('goods.missingQuantity', { quantity: gap.missing })}</span>}</li>)}
            </ul>
          </div>
        )}
        <ActForm act={draw} label={t('goods.doDraw')} icon="check" autoFocus disabledReason={reasonFor('GDS-PERM')} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>} />
      </div>
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useMoney } from '../money.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

type Released = { readonly code: string; readonly coverCny: string; readonly leavesBy: string | null };

/** Releases the goods, and shows the proof of it that can be read out. */
export function ReleaseDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, date, number } = useWords();
  const { whole: { consignment, assessments, lines }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const money = useMoney();
  const release = useAct<unknown, Released>('goods.release', { topics });
  const [released, setReleased] = useState<Released | undefined>(undefined);
  const assessed = assessments.at(-1);
  const reserved = lines.reduce((sum, line) => sum + line.reservedFen, 0);
  const send = (): void => void release.run({ consignmentId: consignment.consignmentId }).then((answer) => {
    if (!answer?.ok) return;
    notify(t('goods.releasedDone', { number: consignment.number }));
    setReleased(answer.result);
  });
  return (
    <Dialog title={t('goods.releaseTitle', { number: consignment.number })} open onClose={onClose}>
      {released !== undefined ? (
        <div className="tg-stack">
          <p className="gd-done">{t('goods.releasedDone', { number: consignment.number })}</p>
          <Facts facts={[[t('goods.proof'), <span key="code" className="tg-code gd-proof">{released.code}</span>], [t('goods.coverBound'), money.yuan(released.coverCny)], ...(released.leavesBy === null ? [] : [[t('goods.leavesBy'), date(released.leavesBy)] as const])]} />
          <div className="tg-form-foot"><Button kind="primary" autoFocus onPress={onClose}>{t('design.close')}</Button></div>
        </div>
      ) : (
        <div className="tg-stack">
          <p className="tg-muted">{t('goods.releaseDetail')}</p>
          <Facts facts={[[t('goods.lines'), number(consignment.lines)], [t('goods.pieces'), number(consignment.pieces)], ...(assessed === undefined ? [] : [[t('goods.total'), money.fen(assessed.totalFen)] as const]), ...(reserved === 0 ? [] : [[t('goods.reservedColumn'), money.fen(reserved)] as const])]} />
          <ActForm act={release} label={t('goods.releaseNow')} icon="check" autoFocus disabledReason={reasonFor('GDS-RELS')} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>} />
        </div>
      )}
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { lanes } from '../../../modules/prescribed/catalogue/consignment.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

/** Re-routes the consignment to another lane, with the reason. */
export function LaneDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const set = useAct('goods.setLane', { topics });
  const [lane, setLane] = useState<string | undefined>(consignment.lane ?? undefined);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = { lane: lane === undefined ? t('goods.wrongChoice') : undefined, reason: reason.trim().length < 3 ? t('goods.wrongReason') : undefined };
  const problems = tried ? Object.entries(wrong).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `lane-${field}`, message }])) : [];
  const send = (): void => {
    setTried(true);
    if (lane === undefined || wrong.reason !== undefined) return;
    void set.run({ consignmentId: consignment.consignmentId, lane, reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goods.laneDone', { lane: t(`evidenceOptions.lane.${lane}` as never) }));
      onClose();
    });
  };
  return (
    <Dialog title={t('goods.laneTitle', { number: consignment.number })} open stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.laneDetail')}</p>
        <ActForm act={set} label={t('goods.doLane')} disabledReason={reasonFor('GDS-RISK')} problems={problems} fields={{ lane: 'lane-lane', reason: 'lane-reason' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          <RadioGroup id="lane-lane" label={t('goods.lane')} autoFocus value={lane} onChange={setLane} problem={tried ? wrong.lane : undefined} options={lanes.map((one) => ({ value: one, label: t(`evidenceOptions.lane.${one}`) }))} />
          <TextField id="lane-reason" label={t('goods.reason')} lines={2} value={reason} maxLength={500} problem={tried ? wrong.reason : undefined} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { canExtendSeizure, latestExtension } from '../../../modules/goods/rules/border.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import { useDesk } from '../desk/desk.ts';
import { useGoodsWords } from '../registers.ts';
import type { BorderDecision } from './border.ts';

/** Extends a seizure once, with the number of the approval and the reason. */
export function ExtendSeizureDialog({ decision, onClose }: { readonly decision: BorderDecision; readonly onClose: () => void }): ReactNode {
  const { t, date, today, refusal } = useGoodsWords();
  const { topics } = useDesk();
  const notify = useNotify();
  const extend = useAct<unknown, { readonly dueOn: string }>('goods.extendSeizure', { topics });
  const latest = latestExtension(decision.dueOn);
  const verdict = canExtendSeizure({ dueOn: decision.dueOn, extendedFrom: decision.extended?.from ?? null }, today);
  const [dueOn, setDueOn] = useState<string | undefined>(latest);
  const [approval, setApproval] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = [
    ...(dueOn === undefined ? [{ field: 'longer-due', message: t('goodsBorder.wrongDay') }] : []), ...(approval.trim().length < 3 ? [{ field: 'longer-approval', message: t('goodsBorder.wrongApproval') }] : []),
    ...(reason.trim().length < 3 ? [{ field: 'longer-reason', message: t('goods.wrongReason') }] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    void extend.run({ decisionId: decision.decisionId, dueOn, approval: approval.trim(), reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goodsBorder.extendDone', { day: date(answer.result.dueOn) }));
      onClose();
    });
  };
  return (
    <Dialog title={t('goodsBorder.extendTitle', { number: decision.number })} open stays onClose={onClose}>
      <ActForm act={extend} label={t('goodsBorder.extend')} icon="clock" disabledReason={verdict.ok ? undefined : refusal(verdict.refusal)} problems={tried ? wrong : []} fields={{ dueOn: 'longer-due', approval: 'longer-approval', reason: 'longer-reason' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <p className="tg-muted">{t('goodsBorder.extendDetail')}</p>
        <TextField id="longer-approval" label={t('goodsBorder.approval')} autoFocus code value={approval} maxLength={120} problem={problemAt('longer-approval')} onChange={setApproval} />
        <DateField id="longer-due" label={t('goodsBorder.extendTo')} hint={t('goodsBorder.dueHint', { day: date(latest) })} value={dueOn} problem={problemAt('longer-due')} onChange={setDueOn} />
        <TextField id="longer-reason" label={t('goodsBorder.reason')} lines={2} value={reason} maxLength={1000} problem={problemAt('longer-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}

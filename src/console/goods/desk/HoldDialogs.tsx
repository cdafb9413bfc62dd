import { useState, type ReactNode } from 'react';
import { nextActors } from '../../../modules/goods/shapes.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateTimeField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { eventNow } from '../../session.ts';
import { useWords } from '../../words.tsx';
import type { Hold } from '../shapes.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

/** Holds the consignment: which agency, why, who acts next and by when. */
export function PlaceHoldDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const place = useAct('goods.placeHold', { topics });
  const [agency, setAgency] = useState('');
  const [reason, setReason] = useState('');
  const [actor, setActor] = useState('agency');
  const [dueAt, setDueAt] = useState<string | undefined>(() => new Date(Math.ceil((eventNow() + 24 * 3_600_000) / 3_600_000) * 3_600_000).toISOString());
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(agency.trim() === '' ? [{ field: 'hold-agency', message: t('goods.wrongMissing', { field: t('goods.agency') }) }] : []),
    ...(reason.trim().length < 3 ? [{ field: 'hold-reason', message: t('goods.wrongReason') }] : []),
    ...(dueAt === undefined || dueAt === 'invalid' ? [{ field: 'hold-due', message: t('goods.wrongTime') }] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    void place.run({ consignmentId: consignment.consignmentId, agency: agency.trim(), reason: reason.trim(), nextActor: actor, dueAt }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goods.placedDone', { number: consignment.number }), 'late');
      onClose();
    });
  };
  return (
    <Dialog title={t('goods.holdTitle', { number: consignment.number })} open stays onClose={onClose}>
      <ActForm act={place} label={t('goods.doHold')} icon="hold" disabledReason={reasonFor('hold')} problems={tried ? wrong : []} fields={{ agency: 'hold-agency', reason: 'hold-reason', dueAt: 'hold-due' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <TextField id="hold-agency" label={t('goods.agency')} autoFocus value={agency} maxLength={200} problem={problemAt('hold-agency')} onChange={setAgency} />
        <TextField id="hold-reason" label={t('goods.holdReason')} lines={2} value={reason} maxLength={1000} problem={problemAt('hold-reason')} onChange={setReason} />
        <RadioGroup label={t('goods.nextActor')} value={actor} onChange={setActor} options={nextActors.map((one) => ({ value: one, label: t(`goods.actor.${one}`) }))} />
        <DateTimeField id="hold-due" label={t('goods.dueBy')} value={dueAt} problem={problemAt('hold-due')} onChange={setDueAt} />
      </ActForm>
    </Dialog>
  );
}

/** Lifts one hold, with the reason. */
export function LiftHoldDialog({ hold, onClose }: { readonly hold: Hold; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const lift = useAct('goods.liftHold', { topics });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3;
  const send = (): void => {
    setTried(true);
    if (reason.trim().length < 3) return;
    void lift.run({ consignmentId: consignment.consignmentId, holdId: hold.holdId, reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goods.liftedDone'));
      onClose();
    });
  };
  return (
    <Dialog title={t('goods.liftTitle', { agency: hold.agency })} open onClose={onClose}>
      <div className="tg-stack">
        <p>{hold.reason}</p>
        <ActForm act={lift} label={t('goods.doLift')} icon="check" disabledReason={reasonFor('GDS-HOLD')} fields={{ reason: 'lift-reason' }} problems={short ? [{ field: 'lift-reason', message: t('goods.wrongReason') }] : []} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          <TextField id="lift-reason" label={t('goods.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short ? t('goods.wrongReason') : undefined} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}

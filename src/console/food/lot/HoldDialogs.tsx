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
import { ActForm } from '../../goods/desk/ActForm.tsx';
import type { Hold } from '../../goods/shapes.ts';
import { eventNow } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { useLot, useReason } from './desk.ts';

/** Holds the lot: which agency, why, who acts next and by when. */
export function HoldLotDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { lot }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const place = useAct('food.placeHold', { topics });
  const [agency, setAgency] = useState('');
  const [reason, setReason] = useState('');
  const [actor, setActor] = useState('agency');
  const [dueAt, setDueAt] = useState<string | undefined>(() => new Date(Math.ceil((eventNow() + 4 * 3_600_000) / 3_600_000) * 3_600_000).toISOString());
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(agency.trim() === '' ? [{ field: 'hold-agency', message: t('food.wrongMissing', { field: t('food.agency') }) }] : []),
    ...(reason.trim().length < 3 ? [{ field: 'hold-reason', message: t('food.wrongReason') }] : []),
    ...(dueAt === undefined || dueAt === 'invalid' ? [{ field: 'hold-due', message: t('food.wrongTime') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('food.holdTitle', { number: lot.lotNumber })} open stays onClose={onClose}>
      <ActForm act={place} label={t('food.doHold')} icon="hold" disabledReason={reasonFor('hold')} problems={tried ? wrong : []} fields={{ agency: 'hold-agency', reason: 'hold-reason', dueAt: 'hold-due' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void place.run({ lotId: lot.lotId, agency: agency.trim(), reason: reason.trim(), nextActor: actor, dueAt }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.held', { number: lot.lotNumber }), 'late');
          onClose();
        });
      }}>
        <TextField id="hold-agency" label={t('food.agency')} autoFocus value={agency} maxLength={120} problem={at('hold-agency')} onChange={setAgency} />
        <TextField id="hold-reason" label={t('food.holdReason')} lines={2} value={reason} maxLength={1000} problem={at('hold-reason')} onChange={setReason} />
        <RadioGroup label={t('food.nextActor')} value={actor} onChange={setActor} options={nextActors.map((one) => ({ value: one, label: t(`food.actor.${one}`) }))} />
        <DateTimeField id="hold-due" label={t('food.dueBy')} value={dueAt} problem={at('hold-due')} onChange={setDueAt} />
      </ActForm>
    </Dialog>
  );
}

/** Lifts one hold on the lot, with the reason. */
export function LiftLotDialog({ hold, onClose }: { readonly hold: Hold; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { lot }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const lift = useAct('food.liftHold', { topics });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3 ? t('food.wrongReason') : undefined;
  return (
    <Dialog title={t('food.liftTitle', { agency: hold.agency })} open onClose={onClose}>
      <div className="tg-stack">
        <p>{hold.reason}</p>
        <ActForm act={lift} label={t('food.doLift')} icon="check" disabledReason={reasonFor('LOT-HOLD')} fields={{ reason: 'lift-reason' }} problems={short === undefined ? [] : [{ field: 'lift-reason', message: short }]} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
          setTried(true);
          if (reason.trim().length < 3) return;
          void lift.run({ lotId: lot.lotId, holdId: hold.holdId, reason: reason.trim() }).then((answer) => {
            if (!answer?.ok) return;
            notify(t('food.lifted'));
            onClose();
          });
        }}>
          <TextField id="lift-reason" label={t('food.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { movementKinds } from '../../../modules/flights/shapes.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateTimeField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Form } from '../../design/Form.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { ErrorText } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { eventNow, useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from './desk.ts';

/** Tells a movement of the flight: what, when, and who said so. */
export function MoveDialog({ kind, onClose }: { readonly kind: string; readonly onClose: () => void }): ReactNode {
  const { t, refusal } = useWords();
  const { flight, topics } = useDesk();
  const session = useSession();
  const notify = useNotify();
  const reasonFor = useReason();
  const move = useAct('flights.move', { topics });
  const kinds = movementKinds.filter((one) => (flight.direction === 'arrival' ? one !== 'departed' : one !== 'landed' && one !== 'onBlocks' && one !== 'doorsOpen'));
  const [chosen, setChosen] = useState<string>(kinds.find((one) => one === kind) ?? 'estimated');
  const [at, setAt] = useState<string | undefined>(chosen === 'estimated' ? flight.estimatedAt ?? flight.scheduledAt ?? undefined : new Date(Math.floor(eventNow() / 60_000) * 60_000).toISOString());
  const [source, setSource] = useState(session?.officer.organisation ?? '');
  const [tried, setTried] = useState(false);
  const wrong = { at: at === undefined || at === 'invalid' ? t('flights.wrongTime') : undefined, source: source.trim() === '' ? t('flights.wrongSource') : undefined };
  const problems = [...(tried && wrong.at ? [{ field: 'move-at', message: wrong.at }] : []), ...(tried && wrong.source ? [{ field: 'move-source', message: wrong.source }] : []), ...(move.refusal ? [{ message: refusal(move.refusal) }] : [])];
  return (
    <Dialog title={t('flights.movementOf', { flight: flight.designator })} open onClose={onClose} stays>
      <Form problems={problems} onSubmit={() => {
        setTried(true);
        if (wrong.at ?? wrong.source) return;
        void move.run({ flightId: flight.flightId, kind: chosen, at, source: source.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('flights.moved', { flight: flight.designator }));
          onClose();
        });
      }}>
        <RadioGroup label={t('flights.movement')} value={chosen} onChange={setChosen} autoFocus options={kinds.map((one) => ({ value: one, label: t(`flights.move.${one}`) }))} />
        <DateTimeField id="move-at" label={t('flights.movedAt')} value={at} problem={tried ? wrong.at : undefined} onChange={setAt} />
        <TextField id="move-source" label={t('flights.source')} value={source} maxLength={80} problem={tried ? wrong.source : undefined} onChange={setSource} />
        {move.fault && <p className="tg-problem" role="alert"><ErrorText error={move.fault} /></p>}
        <div className="tg-form-foot"><Button kind={chosen === 'cancelled' ? 'danger' : 'primary'} type="submit" keyHint="Enter" pending={move.pending} disabledReason={reasonFor(['airline', 'centre', 'healthOfficer', 'dutyOfficer'])}>{t('flights.tellMovement')}</Button></div>
      </Form>
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { alarmOfficers } from '../../../modules/devices/rules/roles.ts';
import { alarmDispositions, type AlarmDisposition } from '../../../modules/prescribed/catalogue/alarm.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { evidenceOption } from '../../design/EvidenceForm.tsx';
import type { Problem } from '../../design/Form.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { disposingReason, isFinal } from '../alarms.ts';
import { useRolesReason } from '../marks.tsx';
import type { WholeAlarm } from '../shapes.ts';

/** Disposes of an alarm: every way is shown, and one that is not open says why, by the rule that the server follows. */
export function DisposeAlarmDialog({ whole, topics, onClose }: { readonly whole: WholeAlarm; readonly topics: readonly string[]; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const officerId = useSession()?.officer.id ?? null;
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const dispose = useAct<unknown, { readonly subjectFree: boolean }>('devices.disposeAlarm', { topics });
  const [disposition, setDisposition] = useState<AlarmDisposition | undefined>(undefined);
  const [receiver, setReceiver] = useState('');
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const needsReceiver = disposition === 'detainAndReturn' || disposition === 'handOver';
  const name = (one: string): string => evidenceOption(words, 'disposition', one);
  const options = alarmDispositions.map((one) => { const against = disposingReason(words, whole, one, officerId); return { value: one, label: name(one), hint: against, disabledReason: against }; });
  const wrong: Problem[] = [
    ...(disposition === undefined ? [{ field: 'dispose-how', message: t('devices.wrongMissing', { field: t('devices.disposition') }) }] : []),
    ...(needsReceiver && receiver.trim() === '' ? [{ field: 'dispose-receiver', message: words.refusal({ code: 'receiver-needed' }) }] : []),
    ...(reason.trim().length < 3 ? [{ field: 'dispose-reason', message: t('devices.wrongReason') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('devices.disposeTitle')} open stays onClose={onClose}>
      <ActForm act={dispose} label={t('devices.doDispose')} icon="closing" disabledReason={reasonAgainst(alarmOfficers) ?? (options.every((option) => option.disabledReason !== undefined) ? options[0]?.disabledReason : undefined)} problems={tried ? wrong : []} fields={{ receiver: 'dispose-receiver', reason: 'dispose-reason' }} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0 || disposition === undefined) return;
        void dispose.run({ alarmId: whole.alarm.alarmId, disposition, ...(needsReceiver ? { receiver: receiver.trim() } : {}), ...(reference.trim() === '' ? {} : { reference: reference.trim() }), reason: reason.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(!isFinal(disposition) ? t('devices.disposedHeld') : t(answer.result.subjectFree ? 'devices.disposedFree' : 'devices.disposed', { disposition: name(disposition) }), isFinal(disposition) ? 'done' : 'late');
          onClose();
        });
      }}>
        <div className="gd-tall-choices"><RadioGroup id="dispose-how" label={t('devices.disposition')} value={disposition} problem={at('dispose-how')} onChange={(next) => setDisposition(next as AlarmDisposition)} options={options} /></div>
        {needsReceiver && <TextField id="dispose-receiver" label={t('devices.receiver')} hint={t('devices.receiverHint')} maxLength={120} value={receiver} problem={at('dispose-receiver')} onChange={setReceiver} />}
        <TextField id="dispose-reference" label={t('devices.reference')} required={false} code maxLength={120} value={reference} onChange={setReference} />
        <TextField id="dispose-reason" label={t('devices.disposeReason')} lines={2} maxLength={1000} value={reason} problem={at('dispose-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}

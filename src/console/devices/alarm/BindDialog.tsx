import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import type { Alarm } from '../shapes.ts';

/** Says whom or what an alarm is about, by a scan or by typing; from then on the subject is barred. */
export function BindDialog({ alarm, topics, onClose }: { readonly alarm: Alarm; readonly topics: readonly string[]; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const bind = useAct('devices.bindAlarm', { topics });
  const [subject, setSubject] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && subject.trim().length < 3 ? t('devices.wrongMissing', { field: t('devices.bindField') }) : undefined;
  const send = (): void => {
    setTried(true);
    if (subject.trim().length < 3 || bind.pending) return;
    void bind.run({ alarmId: alarm.alarmId, subject: subject.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('devices.bound'), 'late');
      onClose();
    });
  };
  return (
    <Dialog title={t('devices.bindTitle')} open stays onClose={onClose}>
      <div className="tg-stack">
        <p>{t('devices.bindDetail')}</p>
        <ActForm act={bind} label={t('devices.doBind')} icon="scan" fields={{ subject: 'bind-subject' }} problems={short === undefined ? [] : [{ field: 'bind-subject', message: short }]} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={send}>
          <TextField id="bind-subject" label={t('devices.bindField')} hint={t('devices.bindHint')} code ownScans autoFocus maxLength={120} value={subject} problem={short} onChange={setSubject} onEnter={send} />
        </ActForm>
      </div>
    </Dialog>
  );
}

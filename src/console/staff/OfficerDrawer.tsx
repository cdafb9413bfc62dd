import { useState, type ReactNode } from 'react';
import { canSetPassword, leastPasswordLength } from '../../modules/staff/rules.ts';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Drawer } from '../design/Dialog.tsx';
import { Form } from '../design/Form.tsx';
import { Facts, Panel, Stack } from '../design/Layout.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import { OfficerForm } from './OfficerForm.tsx';
import { OfficerState } from './OfficerState.tsx';
import { problemOf, useReasonAgainst, type OfficerEntry } from './staff.ts';

const topics = ['officers'];

/** One officer: roles, station and names, the password, the sessions, and whether the officer may come in at all. */
export function OfficerDrawer({ officer, onClose }: { readonly officer: OfficerEntry; readonly onClose: () => void }): ReactNode {
  const { t, language } = useWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(['administrator']);
  const change = useAct<unknown, unknown>('staff.changeOfficer', { topics });
  const name = language === 'zh' ? officer.nameZh : officer.nameEn;
  return (
    <Drawer title={name} open onClose={onClose}>
      <Stack>
        <Facts facts={[[t('staff.userName'), <code key="user">{officer.userName}</code>], [t('staff.state'), <OfficerState key="state" officer={officer} />]]} />
        <OfficerForm key={JSON.stringify(officer)} officer={officer} action={change} disabledReason={reason}
          onSend={(input, called) => void change.run(input).then((answer) => answer?.ok && notify(t('staff.saved', { name: called })))} />
        <PasswordPanel officer={officer} name={name} reason={reason} />
        <SessionsPanel officer={officer} name={name} reason={reason} />
        <DisablePanel officer={officer} name={name} reason={reason} />
      </Stack>
    </Drawer>
  );
}

type PanelProps = { readonly officer: OfficerEntry; readonly name: string; readonly reason: string | undefined };

function PasswordPanel({ officer, name, reason }: PanelProps): ReactNode {
  const { t, refusal } = useWords();
  const notify = useNotify();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const set = useAct<unknown, unknown>('staff.setPassword', { topics });
  const verdict = canSetPassword(password, officer.userName);
  const problems = tried && !verdict.ok ? [{ field: 'officer-new-password', message: refusal(verdict.refusal) }] : problemOf(set.refusal, 'officer-new-', refusal);
  return (
    <Panel title={t('staff.setPassword')}>
      <Form label={t('staff.setPassword')} problems={problems} onSubmit={() => {
        setTried(true);
        if (!verdict.ok) return;
        void set.run({ officerId: officer.officerId, password }).then((answer) => {
          if (!answer?.ok) return;
          setPassword('');
          setTried(false);
          notify(t('staff.passwordSet', { name }));
        });
      }}>
        <p className="tg-muted">{t('staff.setPasswordDetail')}</p>
        <TextField id="officer-new-password" label={t('staff.newPassword')} type="password" autoComplete="new-password" hint={t('staff.passwordHint', { least: leastPasswordLength })} value={password} onChange={setPassword} />
        {set.fault && <p className="tg-problem" role="alert"><ErrorText error={set.fault} /></p>}
        <div><Button icon="key" type="submit" pending={set.pending} disabledReason={reason}>{t('staff.setPassword')}</Button></div>
      </Form>
    </Panel>
  );
}

function SessionsPanel({ officer, name, reason }: PanelProps): ReactNode {
  const { t, refusal } = useWords();
  const notify = useNotify();
  const end = useAct<unknown, unknown>('staff.endSessions', { topics });
  return (
    <Panel title={t('staff.sessions')}>
      <Stack>
        <p>{officer.sessions === null || officer.sessions === 0 ? t('staff.notSignedIn') : t('staff.sessionsLive', { count: officer.sessions })}</p>
        <p className="tg-muted">{t('staff.endSessionsDetail')}</p>
        <div>
          <Button icon="signOut" pending={end.pending} disabledReason={reason ?? (officer.sessions === 0 ? t('staff.notSignedIn') : undefined)} onPress={() => void end.run({ officerId: officer.officerId }).then((answer) => {
            if (answer?.ok) notify(t('staff.sessionsEnded', { name }));
            else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
          })}>{t('staff.endSessions')}</Button>
        </div>
      </Stack>
    </Panel>
  );
}

function DisablePanel({ officer, name, reason }: PanelProps): ReactNode {
  const { t, refusal } = useWords();
  const notify = useNotify();
  const change = useAct<unknown, unknown>('staff.changeOfficer', { topics });
  return (
    <Panel title={officer.disabled ? t('staff.disabled') : t('staff.disable')}>
      <Stack>
        <p className="tg-muted">{t('staff.disableDetail')}</p>
        <div>
          <Button kind={officer.disabled ? 'quiet' : 'danger'} pending={change.pending} disabledReason={reason} onPress={() => void change.run({ officerId: officer.officerId, disabled: !officer.disabled }).then((answer) => {
            if (answer?.ok) notify(t(officer.disabled ? 'staff.isEnabled' : 'staff.isDisabled', { name }));
            else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
          })}>{t(officer.disabled ? 'staff.enable' : 'staff.disable')}</Button>
        </div>
      </Stack>
    </Panel>
  );
}

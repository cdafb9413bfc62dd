import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Status, ToneMark } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { Facts, Panel, Stack } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import { languageName, type Leader } from './declaring.ts';
import { MailState } from './Progress.tsx';

type Made = { readonly leaderId: string; readonly code: string; readonly pin: string; readonly mailed: boolean };
const topics = ['declarations'];

/** Shows who leads which delegation, gives access and takes it back. */
export function Leaders({ delegations, mailReady }: { readonly delegations: readonly string[]; readonly mailReady: boolean | undefined }): ReactNode {
  const words = useWords();
  const { t, dateTime, refusal } = words;
  const notify = useNotify();
  const view = useView<{ readonly leaders: readonly Leader[]; readonly languages: readonly string[] }>('declarations.leaders', {}, { topics });
  const revoke = useAct('declarations.revokeLeader', { topics });
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<{ readonly delegation: string; readonly email: string; readonly result: Made } | undefined>(undefined);
  const [revoking, setRevoking] = useState<Leader | undefined>(undefined);
  const takeBack = async (leader: Leader): Promise<void> => {
    const answer = await revoke.run({ leaderId: leader.leaderId });
    if (answer?.ok !== true) return;
    notify(t('declaring.revokedNow'));
    setRevoking(undefined);
  };
  return (
    <div className="tg-stack">
      <div className="dc-tools"><p className="tg-muted dc-prose">{t('declaring.leadersDetail')}</p><Button icon="plus" onPress={() => setInviting(true)}>{t('declaring.inviteLeader')}</Button></div>
      <Panel flush>
        <Table label={t('declaring.tabLeaders')} rows={view.data?.data.leaders} rowKey={(leader) => leader.leaderId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('declaring.leadersNone')} tone={(leader) => (leader.revokedAt === null ? undefined : 'quiet')} columns={[
          { key: 'delegation', title: t('declaring.delegation'), sortValue: (leader) => leader.delegation, cell: (leader) => <strong>{leader.delegation}</strong> },
          { key: 'email', title: t('declaring.email'), sortValue: (leader) => leader.email, cell: (leader) => leader.email ?? '–' },
          { key: 'language', title: t('declaring.language'), cell: (leader) => languageName(words, leader.language) },
          { key: 'message', title: t('declaring.message'), cell: (leader) => <MailState mail={leader.mail} hasAddress={leader.email !== null} /> },
          { key: 'since', title: t('declaring.since'), sortValue: (leader) => leader.createdAt, cell: (leader) => <span className="tg-nowrap">{dateTime(leader.createdAt)}</span> },
          { key: 'access', title: t('declaring.access'), sortValue: (leader) => leader.revokedAt, cell: (leader) => (leader.revokedAt === null ? <Status tone="done">{t('declaring.active')}</Status> : <Status tone="quiet">{t('declaring.revoked', { time: dateTime(leader.revokedAt) })}</Status>) },
          { key: 'revoke', title: t('declaring.revoke'), align: 'end', cell: (leader) => leader.revokedAt === null && <Button kind="bare" icon="cross" onPress={() => { revoke.reset(); setRevoking(leader); }}>{t('declaring.revoke')}</Button> },
        ]} />
      </Panel>
      {inviting && <InviteDialog languages={view.data?.data.languages ?? ['en']} delegations={delegations} mailReady={mailReady} onClose={() => setInviting(false)} onMade={(delegation, email, result) => {
        setInviting(false);
        setMade({ delegation, email, result });
      }} />}
      {made !== undefined && (
        <Dialog title={t('declaring.leaderMade', { delegation: made.delegation })} open stays onClose={() => setMade(undefined)} actions={<Button kind="primary" onPress={() => setMade(undefined)}>{t('declaring.keptIt')}</Button>}>
          <Stack>
            <Facts facts={[[t('declaring.code'), <span key="code" className="tg-code dc-code">{made.result.code}</span>], [t('declaring.digits'), <span key="digits" className="tg-code dc-code">{made.result.pin.replace(/(\d{4})/, '$1 ')}</span>]]} />
            <p>{t('declaring.shownOnce')}</p>
            {made.result.mailed && <p className="dc-said"><ToneMark tone="current" />{t('declaring.codeMailed', { email: made.email })}</p>}
          </Stack>
        </Dialog>
      )}
      {revoking !== undefined && (
        <Dialog title={t('declaring.revokeTitle', { delegation: revoking.delegation })} open onClose={() => setRevoking(undefined)} actions={<>
          <Button onPress={() => setRevoking(undefined)}>{t('declaring.cancel')}</Button>
          <Button kind="danger" icon="cross" pending={revoke.pending} onPress={() => void takeBack(revoking)}>{t('declaring.revoke')}</Button>
        </>}>
          <p>{t('declaring.revokeDetail')}</p>
          {revoke.refusal !== undefined && <p role="alert" className="dc-wrong">{refusal(revoke.refusal)}</p>}
        </Dialog>
      )}
    </div>
  );
}

function InviteDialog({ languages, delegations, mailReady, onClose, onMade }: { readonly languages: readonly string[]; readonly delegations: readonly string[]; readonly mailReady: boolean | undefined; readonly onClose: () => void; readonly onMade: (delegation: string, email: string, result: Made) => void }): ReactNode {
  const words = useWords();
  const { t, refusal } = words;
  const invite = useAct<unknown, Made>('declarations.inviteLeader', { topics });
  const [delegation, setDelegation] = useState('');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState<string>('en');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const send = async (): Promise<void> => {
    const found: Problem[] = [];
    if (delegation.trim() === '') found.push({ field: 'leader-delegation', message: t('declaring.delegationMissing') });
    if (email.trim() !== '' && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email.trim())) found.push({ field: 'leader-email', message: t('declaring.emailWrong') });
    setProblems(found);
    if (found.length > 0) return;
    const answer = await invite.run({ delegation: delegation.trim(), language, ...(email.trim() === '' ? {} : { email: email.trim() }) });
    if (answer?.ok === true) onMade(delegation.trim(), email.trim(), answer.result);
  };
  const problemOf = (field: string): string | undefined => problems.find((problem) => problem.field === field)?.message;
  return (
    <Dialog title={t('declaring.inviteLeaderTitle')} open onClose={onClose} actions={<>
      <Button onPress={onClose}>{t('declaring.cancel')}</Button>
      <Button kind="primary" icon="key" pending={invite.pending} onPress={() => void send()}>{t('declaring.invite')}</Button>
    </>}>
      <Form label={t('declaring.inviteLeaderTitle')} problems={problems} onSubmit={() => void send()}>
        {delegations.length > 0
          ? <Select id="leader-delegation" label={t('declaring.delegation')} value={delegation === '' ? undefined : delegation} onChange={(value) => { setDelegation(value ?? ''); setProblems([]); }} options={delegations.map((one) => ({ value: one, label: one }))} autoFocus problem={problemOf('leader-delegation')} />
          : <TextField id="leader-delegation" label={t('declaring.delegation')} hint={t('declaring.delegationHint')} value={delegation} onChange={setDelegation} autoFocus problem={problemOf('leader-delegation')} />}
        <TextField id="leader-email" label={t('declaring.email')} required={false} hint={t(mailReady === false ? 'declaring.emailHintNoMail' : 'declaring.emailHint')} value={email} onChange={setEmail} problem={problemOf('leader-email')} />
        <Select label={t('declaring.leaderLanguage')} value={language} allowEmpty={false} onChange={(value) => setLanguage(value ?? 'en')} options={languages.map((one) => ({ value: one, label: [...new Set([new Intl.DisplayNames([one], { type: 'language' }).of(one) ?? one, languageName(words, one)])].join(' · ') }))} />
        {invite.refusal !== undefined && <p role="alert" className="dc-wrong">{refusal(invite.refusal)}</p>}
        {invite.fault !== undefined && <p role="alert" className="dc-wrong"><ErrorText error={invite.fault} /></p>}
      </Form>
    </Dialog>
  );
}

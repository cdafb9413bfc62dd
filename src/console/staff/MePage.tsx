import { useState, type ReactNode } from 'react';
import { canSetPassword, leastPasswordLength } from '../../modules/staff/rules.ts';
import { queryClient, useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { Columns, Facts, Panel, Row, Stack } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { problemOf, type Ports, type SessionEntry } from './staff.ts';
import './staff.css';

/** One's own account: who one is here, the password, the language, and where one is signed in. */
export function MePage(): ReactNode {
  const { t, roleNames, say, language, setLanguage } = useWords();
  const session = useSession();
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  if (session === undefined) return null;
  const { officer } = session;
  const station = ports.data?.data.stations.find((one) => one.stationId === officer.stationId);
  return (
    <div className="tg-page">
      <PageHeader title={t('staff.me')} detail={t('staff.meDetail')} />
      <Columns minimum={360}>
        <Panel title={t('staff.account')}>
          <Facts facts={[
            [t('staff.name'), <strong key="name">{say(officer.name)}</strong>], [t('staff.organisation'), officer.organisation], [t('staff.roles'), roleNames(officer.roles)],
            [t('staff.station'), station === undefined ? t('staff.noStation') : `${station.pointCode} · ${language === 'zh' ? station.nameZh : station.nameEn}`],
          ]} />
        </Panel>
        <Panel title={t('staff.languageHere')}>
          <RadioGroup label={t('staff.language')} hint={t('staff.languageKept')} value={language} onChange={(value) => setLanguage(value === 'en' ? 'en' : 'zh')} options={[{ value: 'zh', label: t('staff.chinese') }, { value: 'en', label: t('staff.english') }]} />
        </Panel>
      </Columns>
      <ChangePassword />
      <MySessions />
    </div>
  );
}

function readSessionAgain(): void {
  queryClient.removeQueries({ queryKey: ['view'] });
  void queryClient.invalidateQueries({ queryKey: ['session'] });
}

function ChangePassword(): ReactNode {
  const { t, refusal } = useWords();
  const notify = useNotify();
  const change = useAct<unknown, unknown>('staff.changePassword');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const verdict = canSetPassword(next, '');
  const wrong: Readonly<Record<string, string | undefined>> = {
    current: current === '' ? t('staff.needed', { field: t('staff.currentPassword') }) : undefined,
    next: verdict.ok ? undefined : refusal(verdict.refusal),
    again: again === next ? undefined : t('staff.repeatDiffers'),
  };
  // What the rules of passwords refuse is about the new one.
  const refused = change.refusal?.where === '/password' ? { ...change.refusal, where: '/next' } : change.refusal;
  const problems: readonly Problem[] = [
    ...(tried ? Object.entries(wrong).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `me-${field}`, message }])) : []), ...problemOf(refused, 'me-', refusal),
  ];
  return (
    <Panel title={t('staff.changePassword')}>
      <Form label={t('staff.changePassword')} problems={problems} onSubmit={() => {
        setTried(true);
        if (Object.values(wrong).some((message) => message !== undefined)) return;
        void change.run({ current, next }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('staff.passwordChanged'));
          readSessionAgain();
        });
      }}>
        <Columns minimum={240}>
          <TextField id="me-current" label={t('staff.currentPassword')} type="password" autoComplete="current-password" value={current} problem={tried ? wrong['current'] : undefined} onChange={setCurrent} />
          <TextField id="me-next" label={t('staff.newPassword')} type="password" autoComplete="new-password" hint={t('staff.passwordHint', { least: leastPasswordLength })} value={next} problem={tried ? wrong['next'] : undefined} onChange={setNext} />
          <TextField id="me-again" label={t('staff.repeatPassword')} type="password" autoComplete="new-password" value={again} problem={tried ? wrong['again'] : undefined} onChange={setAgain} />
        </Columns>
        {change.fault && <p className="tg-problem" role="alert"><ErrorText error={change.fault} /></p>}
        <p className="tg-muted">{t('staff.passwordEnds')}</p>
        <div><Button icon="key" type="submit" pending={change.pending}>{t('staff.changePassword')}</Button></div>
      </Form>
    </Panel>
  );
}

function MySessions(): ReactNode {
  const { t, dateTime, refusal } = useWords();
  const notify = useNotify();
  const own = useSession()?.session;
  const view = useView<{ readonly sessions: readonly SessionEntry[] }>('staff.mySessions', {}, { topics: ['officers'] });
  const end = useAct<unknown, unknown>('staff.endOwnSessions', { topics: ['officers'] });
  const run = async (input: { readonly session?: string }): Promise<void> => {
    const answer = await end.run(input);
    if (answer?.ok !== true) return notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
    notify(t('staff.sessionEnded'));
    if (input.session === undefined || input.session === own) readSessionAgain();
  };
  const columns: readonly Column<SessionEntry>[] = [
    { key: 'where', title: t('staff.sessions'), cell: (entry) => (entry.session === own ? <Status tone="current">{t('staff.thisSession')}</Status> : <Status>{t('staff.otherSession')}</Status>) },
    { key: 'since', title: t('staff.since'), cell: (entry) => dateTime(entry.startedAt) },
    { key: 'until', title: t('staff.endsAt'), cell: (entry) => dateTime(entry.expiresAt) },
    { key: 'end', title: t('staff.endSession'), align: 'end', cell: (entry) => <Button kind="bare" icon="signOut" onPress={() => void run({ session: entry.session })}>{t('staff.endSession')}</Button> },
  ];
  return (
    <Panel title={t('staff.mySessions')} flush>
      <Table label={t('staff.mySessions')} columns={columns} rows={view.data?.data.sessions} rowKey={(entry) => entry.session} error={view.error} onRetry={() => void view.refetch()} />
      <div className="st-foot">
        <Stack>
          <p className="tg-muted">{t('staff.mySessionsDetail')}</p>
          <Row><Button icon="signOut" pending={end.pending} onPress={() => void run({})}>{t('staff.endAllMine')}</Button><span className="tg-muted">{t('staff.endAllMineDetail')}</span></Row>
        </Stack>
      </div>
    </Panel>
  );
}

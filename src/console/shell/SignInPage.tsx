import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { queryClient } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Form } from '../design/Form.tsx';
import { Icon } from '../design/Icon.tsx';
import { Refused, Unreachable } from '../http.ts';
import { TextField } from '../design/TextField.tsx';
import { readPersonas, signIn, useSessionQuery, type SignIn } from '../session.ts';
import { useWords } from '../words.tsx';
import { LanguageSwitch, ThemeSwitch } from './TopBar.tsx';
import './signin.css';

/** Signs an officer in, by password or, in a demo world, as one of its personas. */
export function SignInPage(): ReactNode {
  const { t, say, find, refusal } = useWords();
  const state = useSessionQuery().data;
  const event = state?.event;
  const personas = useQuery({ queryKey: ['personas'], queryFn: readPersonas, retry: false });
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<Error | undefined>(undefined);
  useEffect(() => {
    document.title = `${t('shell.signIn')} · ${t('shell.productName')}`;
  }, [t]);
  const enter = async (how: SignIn): Promise<void> => {
    setPending('persona' in how ? how.persona : 'password');
    setFailure(undefined);
    try {
      await signIn(how);
      await queryClient.invalidateQueries();
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    }
    setPending(undefined);
  };
  const message = failure instanceof Refused ? refusal(failure.refusal) : failure instanceof Unreachable ? t('shell.offlineAct') : failure && t('shell.serverFault');
  const list = personas.data ?? [];
  return (
    <main className={list.length > 0 ? 'tg-signin' : 'tg-signin tg-signin-alone'}>
      <section className="tg-signin-door">
        <header>
          <div className="tg-signin-name"><Icon name="closing" size={26} /><h1>Tongguan <span lang="zh-CN">通关</span></h1></div>
          <p className="tg-muted">{event ? say(event.name) : t('shell.productLine')}</p>
        </header>
        <Form label={t('shell.signIn')} problems={message === undefined ? [] : [{ field: 'sign-in-user', message }]} onSubmit={() => void enter({ user, password })}>
          <TextField id="sign-in-user" label={t('shell.user')} value={user} onChange={setUser} autoComplete="username" autoFocus />
          <TextField id="sign-in-password" label={t('shell.password')} type="password" value={password} onChange={setPassword} autoComplete="current-password" />
          <div className="tg-form-foot"><Button kind="primary" type="submit" keyHint="Enter" pending={pending === 'password'}>{t('shell.signIn')}</Button></div>
        </Form>
        {state?.signIn.oidc === true && (
          <div className="tg-signin-other">
            <span className="tg-muted">{t('staff.or')}</span>
            <a className="tg-button tg-button-quiet" href="/api/sign-in/oidc"><Icon name="link" /><span className="tg-button-text">{t('staff.signInWithOrganisation')}</span></a>
          </div>
        )}
        <footer className="tg-row"><LanguageSwitch /><ThemeSwitch /></footer>
      </section>
      {list.length > 0 && (
        <section className="tg-signin-personas" aria-labelledby="personas">
          <h2 id="personas">{t('shell.personasTitle')}</h2>
          <p className="tg-muted">{t('shell.personasHint')}</p>
          <ul>
            {list.map((persona) => (
              <li key={persona.id}>
                <button type="button" className="tg-persona" aria-busy={pending === persona.id || undefined} onClick={() => void enter({ persona: persona.id })}>
                  <span className="tg-persona-role">{persona.roles.map((role) => find(`roles.${role}`) ?? role).join(' · ')}</span>
                  <span>{say(persona.name)}</span>
                  <span className="tg-muted">{persona.organisation}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

import type { ReactNode } from 'react';
import { languages } from '../../words/area.ts';
import { act, queryClient } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { useNotify } from '../design/Toast.tsx';
import { signOut, useEventNow, type Session } from '../session.ts';
import { useTheme, type Theme } from '../theme.ts';
import { useWords } from '../words.tsx';

const speeds = [1, 10, 60, 300] as const;

/** The bar on top: event and its clock, officer and station, language, theme, sign-out. */
export function TopBar({ session }: { readonly session: Session }): ReactNode {
  const { t, say } = useWords();
  const { officer, event } = session;
  return (
    <header className="tg-shell-top">
      <div className="tg-top-event"><strong>{say(event.name)}</strong></div>
      <EventClock event={event} />
      <div className="tg-top-space" />
      <div className="tg-top-officer">
        <strong>{say(officer.name)}</strong>
        <span className="tg-muted">{officer.stationId ?? t('shell.noStation')}</span>
      </div>
      <LanguageSwitch />
      <ThemeSwitch />
      <Button kind="bare" icon="signOut" label={t('shell.signOut')} onPress={() => {
        void signOut().finally(() => {
          queryClient.removeQueries({ queryKey: ['view'] });
          void queryClient.invalidateQueries({ queryKey: ['session'] });
        });
      }} />
    </header>
  );
}

function EventClock({ event }: { readonly event: Session['event'] }): ReactNode {
  const { t, date, timeWithSeconds, refusal } = useWords();
  const now = useEventNow();
  const notify = useNotify();
  const { running, speed, simulated = speed !== 1 || !running } = event.clock;
  const change = async (name: string, input: unknown): Promise<void> => {
    const answer = await act(name, input).catch(() => undefined);
    if (answer && !answer.ok) notify(refusal(answer.refusal), 'wrong');
    if (!answer) notify(t('shell.offlineAct'), 'wrong');
    await queryClient.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <div className="tg-top-clock" role="group" aria-label={t('shell.eventTime')}>
      <time dateTime={new Date(now).toISOString()}><span className="tg-muted">{date(now)}</span> <strong>{timeWithSeconds(now)}</strong></time>
      {simulated && (
        <>
          <span className="tg-top-simulated">{running ? t('shell.clockSimulated') : t('shell.clockStopped')}</span>
          <Button kind="bare" icon={running ? 'pause' : 'play'} label={running ? t('shell.clockStop') : t('shell.clockRun')}
            onPress={() => void change(running ? 'ports.stopClock' : 'ports.runClock', running ? {} : { speed: speed || 1 })} />
          <select className="tg-top-speed" aria-label={t('shell.clockSpeed')} value={speed} onChange={(pick) => void change('ports.runClock', { speed: Number(pick.target.value) })}>
            {[...new Set([...speeds, speed])].sort((a, b) => a - b).map((option) => <option key={option} value={option}>×{option}</option>)}
          </select>
        </>
      )}
    </div>
  );
}

/** Switches between Chinese and English in place. */
export function LanguageSwitch(): ReactNode {
  const { t, language, setLanguage } = useWords();
  const names = { zh: '中文', en: 'EN' };
  const full = { zh: '中文', en: 'English' };
  return (
    <div className="tg-segments" role="group" aria-label={t('shell.language')}>
      {languages.map((one) => (
        <button key={one} type="button" lang={one === 'zh' ? 'zh-CN' : 'en'} aria-pressed={one === language} title={full[one]} onClick={() => setLanguage(one)}>{names[one]}</button>
      ))}
    </div>
  );
}

/** Switches between day, night and the system's theme. */
export function ThemeSwitch(): ReactNode {
  const { t } = useWords();
  const [theme, setTheme] = useTheme();
  const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
  const names = { system: t('shell.themeSystem'), light: t('shell.themeLight'), dark: t('shell.themeDark') };
  return <Button kind="bare" icon={theme === 'system' ? 'contrast' : theme === 'light' ? 'sun' : 'moon'} label={names[theme]} onPress={() => setTheme(next[theme])} />;
}

import { useRef, type ReactNode } from 'react';
import { clockRoles } from '../../modules/ports/rules.ts';
import { languages } from '../../words/area.ts';
import { act, queryClient, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { useNotify } from '../design/Toast.tsx';
import { moveTo, signOut, useEventNow, type Session } from '../session.ts';
import { useTheme, type Theme } from '../theme.ts';
import { useWords } from '../words.tsx';

const speeds = [1, 10, 60, 300, 3600] as const;

/** The bar on top: event and its clock, officer and station, language, theme, sign-out. */
export function TopBar({ session }: { readonly session: Session }): ReactNode {
  const { t, say, find } = useWords();
  const { officer, event } = session;
  return (
    <header className="tg-shell-top">
      <div className="tg-top-event"><strong>{say(event.name)}</strong></div>
      <EventClock event={event} roles={officer.roles} />
      <div className="tg-top-space" />
      <div className="tg-top-officer">
        <strong>{say(officer.name)}</strong>
        <span className="tg-muted">{officer.roles.map((role) => find(`roles.${role}`) ?? role).join(' · ')}</span>
      </div>
      <StationPicker stationId={officer.stationId} />
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

function EventClock({ event, roles }: { readonly event: Session['event']; readonly roles: readonly string[] }): ReactNode {
  const { t, roleNames, date, timeWithSeconds, refusal } = useWords();
  const now = useEventNow();
  const notify = useNotify();
  const { speed } = event.clock;
  const simulated = event.clock.kind === 'simulated';
  const running = speed > 0;
  const blocked = clockRoles.some((role) => roles.includes(role)) ? undefined : t('staff.onlyRoles', { roles: roleNames(clockRoles) });
  const lastSpeed = useRef(60);
  if (running) lastSpeed.current = speed;
  const change = async (wanted: number): Promise<void> => {
    const answer = await act('ports.runClock', { speed: wanted }).catch(() => undefined);
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
          <Button kind="bare" icon={running ? 'pause' : 'play'} label={running ? t('shell.clockStop') : t('shell.clockRun')} disabledReason={blocked}
            onPress={() => void change(running ? 0 : lastSpeed.current)} />
          <select className="tg-top-speed" aria-label={t('shell.clockSpeed')} disabled={blocked !== undefined} title={blocked} value={running ? speed : lastSpeed.current} onChange={(pick) => void change(Number(pick.target.value))}>
            {[...new Set([...speeds, running ? speed : lastSpeed.current])].sort((a, b) => a - b).map((option) => <option key={option} value={option}>×{option}</option>)}
          </select>
        </>
      )}
    </div>
  );
}

type StationRow = { readonly stationId: string; readonly pointCode: string; readonly lane: string; readonly closed: boolean; readonly nameEn: string; readonly nameZh: string };

function StationPicker({ stationId }: { readonly stationId: string | null }): ReactNode {
  const { t, language } = useWords();
  const notify = useNotify();
  const ports = useView<{ readonly stations: readonly StationRow[] }>('ports.list', {}, { topics: ['ports'] });
  const stations = (ports.data?.data.stations ?? []).filter((station) => !station.closed || station.stationId === stationId);
  if (stations.length === 0) return null;
  return (
    <select className="tg-top-station" aria-label={t('shell.station')} value={stationId ?? ''} onChange={(pick) => {
      void moveTo(pick.target.value === '' ? null : pick.target.value)
        .catch(() => notify(t('shell.offlineAct'), 'wrong'))
        .finally(() => queryClient.invalidateQueries({ queryKey: ['session'] }));
    }}>
      <option value="">{t('shell.noStation')}</option>
      {stations.map((station) => (
        <option key={station.stationId} value={station.stationId}>{station.pointCode} · {language === 'zh' ? station.nameZh : station.nameEn}</option>
      ))}
    </select>
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

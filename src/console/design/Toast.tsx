import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { ToneMark, type Tone } from './Badge.tsx';
import { Button } from './Button.tsx';
import './overlays.css';

/** Tells the officer something that needs no answer. */
export type Notify = (message: string, tone?: Extract<Tone, 'done' | 'late' | 'wrong' | 'neutral'>) => void;

const NotifyContext = createContext<Notify>(() => undefined);

type Entry = { readonly key: number; readonly message: string; readonly tone: Tone };

/** Holds the place where notices appear. What is wrong stays until dismissed; all else goes after six seconds. */
export function ToastRegion({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useWords();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const next = useRef(0);
  const dismiss = useCallback((key: number) => setEntries((now) => now.filter((entry) => entry.key !== key)), []);
  const notify = useCallback<Notify>((message, tone = 'done') => {
    const key = next.current++;
    setEntries((now) => [...now.slice(-3), { key, message, tone }]);
    if (tone !== 'wrong') setTimeout(() => dismiss(key), 6000);
  }, [dismiss]);
  const value = useMemo(() => notify, [notify]);
  return (
    <NotifyContext.Provider value={value}>
      {children}
      <div className="tg-toasts" role="region" aria-label={t('design.notifications')} aria-live="polite">
        {entries.map((entry) => (
          <div key={entry.key} className={`tg-toast tg-toast-${entry.tone}`}>
            <ToneMark tone={entry.tone} />
            <span>{entry.message}</span>
            <Button kind="bare" icon="cross" label={t('design.dismiss')} onPress={() => dismiss(entry.key)} />
          </div>
        ))}
      </div>
    </NotifyContext.Provider>
  );
}

/** Gives a component the way to notify the officer. */
export function useNotify(): Notify {
  return useContext(NotifyContext);
}

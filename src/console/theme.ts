import { useSyncExternalStore } from 'react';

/** Day, night, or as the system has it. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'tongguan.theme';
const watchers = new Set<() => void>();

function readTheme(): Theme {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Puts the chosen theme on the document. */
export function applyTheme(): void {
  const theme = readTheme();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Gives a component the theme of this device and the way to change it. */
export function useTheme(): readonly [theme: Theme, setTheme: (theme: Theme) => void] {
  const theme = useSyncExternalStore((watch) => {
    watchers.add(watch);
    return () => watchers.delete(watch);
  }, readTheme);
  return [theme, (next) => {
    localStorage.setItem(key, next);
    applyTheme();
    for (const watch of watchers) watch();
  }];
}

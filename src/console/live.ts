import { useEffect, useSyncExternalStore } from 'react';
import { queryClient, refresh } from './client.ts';
import { eventNow } from './session.ts';

/** The state of the line to the server. Unit: `lastHeardAt` in milliseconds of the event's clock. */
export type Line = { readonly connected: boolean; readonly lastHeardAt: number | undefined };

let line: Line = { connected: true, lastHeardAt: undefined };
const watchers = new Set<() => void>();
let announced = new Set<string>();
let gathering: ReturnType<typeof setTimeout> | undefined;

function setLine(next: Line): void {
  line = next;
  for (const watch of watchers) watch();
}

/** Gathers what is announced within a quarter of a second, so that a busy hall does not read the same view a hundred times. */
function announce(topics: readonly string[]): void {
  for (const topic of topics) announced.add(topic);
  gathering ??= setTimeout(() => {
    const topicsNow = [...announced];
    announced = new Set();
    gathering = undefined;
    if (topicsNow.some((topic) => topic === 'clock' || topic === 'session' || topic === '*')) void queryClient.invalidateQueries({ queryKey: ['session'] });
    void refresh(topicsNow);
  }, 250);
}

/** Listens to the server's announcements until the answer is called; after a broken line everything is read again. */
export function listen(): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let waitMilliseconds = 1000;
  let wasLost = false;
  let ended = false;
  const open = (): void => {
    source = new EventSource('/api/live', { withCredentials: true });
    source.addEventListener('open', () => {
      waitMilliseconds = 1000;
      setLine({ connected: true, lastHeardAt: eventNow() });
      if (wasLost) {
        void refresh();
        void queryClient.invalidateQueries({ queryKey: ['session'] });
      }
      wasLost = false;
    });
    source.addEventListener('message', (event: MessageEvent<string>) => {
      setLine({ connected: true, lastHeardAt: eventNow() });
      const message = JSON.parse(event.data) as { readonly topics?: readonly string[] };
      if (message.topics) announce(message.topics);
    });
    source.addEventListener('error', () => {
      wasLost = true;
      source?.close();
      if (ended) return;
      setLine({ connected: false, lastHeardAt: line.lastHeardAt });
      again = setTimeout(open, waitMilliseconds);
      waitMilliseconds = Math.min(waitMilliseconds * 2, 15_000);
    });
  };
  open();
  return () => {
    ended = true;
    clearTimeout(again);
    source?.close();
  };
}

/** Keeps the line open while the component is shown. */
export function useLive(enabled: boolean): void {
  useEffect(() => (enabled ? listen() : undefined), [enabled]);
}

/** Gives the state of the line to a component. */
export function useLine(): Line {
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => line,
  );
}

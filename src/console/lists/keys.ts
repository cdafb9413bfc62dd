import { useLayoutEffect, useRef } from 'react';

/** A scanner's keys follow each other faster than any hand. */
const scannerGapMilliseconds = 45;

/** Listens to single keys while nobody types and no dialog is open; keys of a scan are none. Shape: keys in lower case. */
export function useLetterKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  current.current = keys;
  useLayoutEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let lastKeyAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent): void => {
      const afterPause = event.timeStamp - lastKeyAt > scannerGapMilliseconds;
      lastKeyAt = event.timeStamp;
      clearTimeout(waiting);
      if (!afterPause || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      if (target?.closest('input, textarea, select, [contenteditable]') || document.querySelector('[role="dialog"]')) return;
      const key = event.key.toLowerCase();
      if (current.current[key] === undefined) return;
      event.preventDefault();
      waiting = setTimeout(() => current.current[key]?.(), scannerGapMilliseconds);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
